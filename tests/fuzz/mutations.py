"""Good input, made bad: bytes cut, flipped, repeated and put in; words and values swapped for others."""

from __future__ import annotations

import copy
import json
import re
from typing import Any

from hypothesis import strategies as st

ODD_VALUES: list[Any] = [
    None,
    True,
    -1,
    -0.5,
    0,
    -0.0,
    1e308,
    -1e308,
    float("nan"),
    float("inf"),
    2**63,
    10**40,
    "",
    "\ud800",
    "\x00",
    "../../etc/passwd",
    "x" * 5000,
    [],
    {},
    [1],
    ["x"],
    {"a": 1},
    [[[[]]]],
]
NASTY_BYTES = [
    b"\x00",
    b"\xff\xfe",
    b"\xed\xa0\x80",
    b"[" * 2000,
    b"{" * 2000,
    b"a.b." * 500,
    b"9" * 5000,
    b"nan",
    b"-1e400",
    b"\r\n",
    b'"""',
    b"%00",
    b"..%2f",
    "ı\u202e\ufeff".encode(),
]


@st.composite
def damaged(draw: st.DrawFn, seed: bytes) -> bytes:
    """Some bytes of a seed are others."""
    data = bytearray(seed)
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(data)))
        match draw(st.sampled_from(["cut", "flip", "put in", "twice", "out"])):
            case "cut":
                del data[at:]
            case "flip" if at < len(data):
                data[at] ^= draw(st.integers(1, 255))
            case "put in":
                data[at:at] = draw(st.one_of(st.sampled_from(NASTY_BYTES), st.binary(max_size=8)))
            case "twice":
                data[at:at] = data[at : at + draw(st.integers(1, 200))]
            case _:
                del data[at : at + draw(st.integers(1, 50))]
    return bytes(data)


@st.composite
def altered_json(draw: st.DrawFn, seed: bytes) -> bytes:
    """Some values of a JSON text, or of one of its lines, are of another kind or size; some keys are gone."""
    prefix, lines = _lines(seed)
    at = draw(st.integers(0, len(lines) - 1))
    value = copy.deepcopy(json.loads(lines[at]))
    for _ in range(draw(st.integers(1, 3))):
        place = draw(st.sampled_from(_places(value)))
        if not place:
            value = copy.deepcopy(draw(st.sampled_from(ODD_VALUES)))
            break
        holder = value
        for step in place[:-1]:
            holder = holder[step]
        if draw(st.integers(0, 4)) == 0:
            del holder[place[-1]]
            break
        holder[place[-1]] = draw(
            st.one_of(st.sampled_from(ODD_VALUES), st.integers(), st.floats(), st.text())
        )
    lines[at] = json.dumps(value).encode()
    return prefix + b"\n".join(lines)


def is_json(seed: bytes) -> bool:
    """Whether `altered_json` can alter it."""
    try:
        _lines(seed)
    except ValueError:
        return False
    return True


def _lines(seed: bytes) -> tuple[bytes, list[bytes]]:
    """A prefix of one byte where there is one, and texts of JSON."""
    prefix = b"" if seed[:1] in b"{[" else seed[:1]
    body = seed[len(prefix) :]
    try:
        json.loads(body)
        return prefix, [body]
    except ValueError:
        lines = [line for line in body.split(b"\n") if line]
        for line in lines:
            json.loads(line)
        if not lines:
            raise
        return prefix, lines


def _places(value: Any, at: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    found = [at]
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, each in list(items)[:30]:
        found += _places(each, (*at, key))
    return found


@st.composite
def altered_words(draw: st.DrawFn, seed: bytes) -> bytes:
    """Some words and values between signs are others of the same text, or odd ones."""
    pieces = re.split(rb"(\W+)", seed)
    for _ in range(draw(st.integers(1, 5))):
        other = st.one_of(st.sampled_from(pieces), st.sampled_from(NASTY_BYTES))
        pieces[draw(st.integers(0, len(pieces) - 1))] = draw(other)
    return b"".join(pieces)


def near(seed: bytes) -> st.SearchStrategy[bytes]:
    """Whatever is like a seed and is not it."""
    ways = [damaged(seed), altered_words(seed)]
    return st.one_of(*ways, altered_json(seed)) if is_json(seed) else st.one_of(*ways)
