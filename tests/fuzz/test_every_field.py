"""Each field of each file of a session, in turn, holds what it never should: the pages and lists go on."""

from __future__ import annotations

import copy
import json
import random
from collections.abc import Iterator
from typing import Any

import pytest
from fuzz.mutations import ODD_VALUES
from fuzz.targets import FILES, session, whole_session
from hypothesis import settings

IS_LONG = settings.get_current_profile_name() == "fuzz"
IN_THE_SUITE = 6
GONE = object()


def documents(name: str) -> Any:
    content = whole_session()[name]
    lines = [json.loads(line) for line in content.splitlines()] if name.endswith(".jsonl") else None
    return json.loads(content) if lines is None else lines


def written(name: str, value: Any) -> bytes:
    whole = [json.dumps(each) for each in value] if name.endswith(".jsonl") else [json.dumps(value)]
    return bytes([FILES.index(name)]) + "\n".join(whole).encode()


def places(value: Any, at: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Every place, of lists the first three entries."""
    if at:
        yield at
    is_deep_list = isinstance(value, list) and len(at) > 0
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, each in list(items)[: 3 if is_deep_list else None]:
        yield from places(each, (*at, key))


def changed(value: Any, place: tuple[Any, ...], odd: Any) -> Any:
    result = copy.deepcopy(value)
    holder = result
    for step in place[:-1]:
        holder = holder[step]
    if odd is GONE:
        del holder[place[-1]]
    else:
        holder[place[-1]] = odd
    return result


@pytest.mark.parametrize("name", FILES)
@pytest.mark.timeout(0 if IS_LONG else 120)
def test_a_field_of_another_kind_harms_neither_lists_nor_pages(name: str) -> None:
    whole = documents(name)
    every = [(place, odd) for place in places(whole) for odd in (*ODD_VALUES, GONE)]
    chosen = every if IS_LONG else random.Random(name).sample(every, IN_THE_SUITE)
    for place, odd in chosen:
        try:
            session(written(name, changed(whole, place, odd)))
        except Exception as error:
            raise AssertionError(f"{name} {place} = {odd!r:.40}") from error


@pytest.mark.parametrize(
    ("name", "place", "odd"),
    [
        ("session.json", ("duration_s",), float("nan")),
        ("events.jsonl", (1, "turn"), [1]),
        ("events.jsonl", (7, "kind"), [1]),
        ("scorecard.json", ("signals", 0, "id"), [1]),
        ("transcript.json", ("turns", 1, "words", 0, "start_s"), -0.5),
        ("transcript.json", ("turns", 1, "turn"), 10**40),
    ],
)
def test_what_was_found_stays_mended(name: str, place: tuple[Any, ...], odd: Any) -> None:
    session(written(name, changed(documents(name), place, odd)))
