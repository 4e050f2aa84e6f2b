"""Numbers with their units, from digits or from number words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from voice_coach.coaching.language import Token, quote_of

_ONES = {
    word: value
    for value, word in enumerate(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
        ]
    )
}
_TENS = {
    word: 10 * (n + 2)
    for n, word in enumerate(["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"])
}
_SMALL = _ONES | _TENS
_SCALES = {"hundred": 100, "thousand": 1_000, "k": 1_000, "million": 1_000_000, "billion": 1_000_000_000}
_SUFFIXES = {"k": 1e3, "m": 1e6, "bn": 1e9, "b": 1e9}
_DIGITS = re.compile(r"^([$€£]?)(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?([a-z%]*)$")


class Dimension(StrEnum):
    """What a unit measures."""

    TIME = "time"
    MONEY = "money"
    SHARE = "share"
    FACTOR = "factor"
    COUNT = "count"
    BARE = "bare"
    """No unit was said."""


_UNITS: dict[str, tuple[Dimension, float]] = {
    **dict.fromkeys(("ms", "millisecond", "milliseconds", "millis"), (Dimension.TIME, 0.001)),
    **dict.fromkeys(("s", "sec", "secs", "second", "seconds"), (Dimension.TIME, 1.0)),
    **dict.fromkeys(("minute", "minutes", "min", "mins"), (Dimension.TIME, 60.0)),
    **dict.fromkeys(("hour", "hours"), (Dimension.TIME, 3_600.0)),
    **dict.fromkeys(("day", "days"), (Dimension.TIME, 86_400.0)),
    **dict.fromkeys(("week", "weeks"), (Dimension.TIME, 604_800.0)),
    **dict.fromkeys(("cent", "cents"), (Dimension.MONEY, 0.01)),
    **dict.fromkeys(("dollar", "dollars", "usd", "euro", "euros", "bucks", "pounds"), (Dimension.MONEY, 1.0)),
    **dict.fromkeys(("%", "percent", "percentage"), (Dimension.SHARE, 1.0)),
    **dict.fromkeys(("x", "times", "fold"), (Dimension.FACTOR, 1.0)),
}
_NO_UNIT = frozenset(
    [
        "is",
        "was",
        "has",
        "this",
        "that's",
        "it's",
        "what's",
        "less",
        "always",
        "does",
        "its",
        "yes",
        "as",
        "us",
        "thus",
        "perhaps",
        "unless",
        "across",
        "versus",
        "plus",
        "minus",
        "towards",
        "afterwards",
        "sometimes",
        "besides",
        "those",
        "these",
        "ours",
        "theirs",
        "yours",
        "others",
        "thanks",
        "needs",
        "means",
    ]
)
_LINKS = frozenset(
    [
        "the",
        "and",
        "per",
        "a",
        "an",
        "of",
        "in",
        "for",
        "to",
        "at",
        "or",
        "but",
        "so",
        "than",
        "is",
        "are",
        "was",
        "were",
        "after",
        "before",
        "because",
        "since",
        "which",
        "that",
        "who",
        "when",
        "while",
        "if",
        "as",
        "then",
        "with",
        "by",
        "on",
        "i",
        "it",
        "we",
    ]
)
_COUNTED_IRREGULAR = frozenset({"people", "staff", "children", "men", "women"})


@dataclass(frozen=True, slots=True)
class Quantity:
    """One number that the candidate said."""

    value: float
    """In the unit as said."""
    unit: str
    """As said, "" where none was."""
    dimension: Dimension
    size: float
    """In seconds, dollars, per cent or pieces: comparable within a dimension."""
    quote: str
    """The number and its unit in the candidate's own words."""
    start: int
    end: int
    """Token positions."""

    @property
    def has_unit(self) -> bool:
        """Whether a unit was said with it."""
        return self.dimension is not Dimension.BARE


def quantities_of(tokens: Sequence[Token]) -> tuple[Quantity, ...]:
    """Every number in the tokens, in order; "one" and small bare number words are no numbers."""
    found: list[Quantity] = []
    at = 0
    while at < len(tokens):
        read = _number(tokens, at)
        if read is None:
            at += 1
            continue
        value, end, digits, unit = read
        quantity = _with_unit(tokens, at, end, value, unit)
        if quantity.has_unit or (not _is_label(tokens, at) and (digits or value >= 20)):
            found.append(quantity)
        at = quantity.end
    return tuple(found)


def _is_label(tokens: Sequence[Token], at: int) -> bool:
    return at > 0 and tokens[at - 1].norm in {"p", "number", "version", "step", "option", "phase"}


def _number(tokens: Sequence[Token], at: int) -> tuple[float, int, bool, str] | None:
    digits = _DIGITS.match(tokens[at].norm)
    if digits:
        return _from_digits(tokens, at, digits)
    words = _number_words(tokens, at) if _opens_number(tokens[at].norm) else None
    return (words[0], words[1], False, "") if words else None


def _opens_number(word: str) -> bool:
    return word == "a" or word.split("-", maxsplit=1)[0] in _SMALL


def _from_digits(
    tokens: Sequence[Token], at: int, match: re.Match[str]
) -> tuple[float, int, bool, str] | None:
    value = float(match[2].replace(",", "") + (match[3] or ""))
    suffix, end = match[4], at + 1
    if suffix in _SUFFIXES and (suffix != "m" or match[1]):
        value, suffix = value * _SUFFIXES[suffix], ""
    elif suffix and suffix not in _UNITS:
        return None
    while end < len(tokens) and tokens[end].norm in _SCALES:
        value, end = value * _SCALES[tokens[end].norm], end + 1
    return value, end, True, "dollars" if match[1] else suffix


def _number_words(tokens: Sequence[Token], at: int) -> tuple[float, int] | None:
    """A value and where it ends: "one hundred and twenty", "two point five", "half a", "a hundred"."""
    parts = [part for token in tokens[at : at + 10] for part in _parts(token.norm)]
    spans = [index for index, token in enumerate(tokens[at : at + 10]) for _ in _parts(token.norm)]
    if parts[:1] == ["a"] and (len(parts) < 2 or parts[1] not in _SCALES):
        return None
    total, group, used, after_point, last_small = 0.0, 0.0, 0, 0.0, 99
    while used < len(parts):
        word = parts[used]
        if after_point and word in _ONES and _ONES[word] < 10:
            group, after_point = group + _ONES[word] * after_point, after_point / 10
        elif word == "a" and used == 0:
            group = 1.0
        elif word in _TENS and last_small >= 99:
            group, last_small = group + _TENS[word], _TENS[word]
        elif word in _ONES and (last_small >= 99 or (last_small >= 20 and _ONES[word] < 10)):
            group, last_small = group + _ONES[word], 1
        elif word == "hundred" and used:
            group, last_small = (group or 1) * 100, 99
        elif word in _SCALES and used:
            total, group, last_small = total + (group or 1) * _SCALES[word], 0.0, 99
        elif word == "point" and used and used + 1 < len(parts) and parts[used + 1] in _ONES:
            after_point = 0.1
        elif not _continues(parts, used, last_small):
            break
        used += 1
    return (total + group, at + spans[used - 1] + 1) if used else None


def _continues(parts: Sequence[str], used: int, last_small: int) -> bool:
    follows = parts[used + 1 : used + 2]
    return parts[used] == "and" and used > 0 and last_small == 99 and bool(follows) and follows[0] in _SMALL


def _parts(norm: str) -> list[str]:
    return norm.split("-")


def _with_unit(tokens: Sequence[Token], start: int, end: int, value: float, unit: str) -> Quantity:
    if not unit and end < len(tokens):
        unit, end = _unit_after(tokens, end)
    dimension, factor = _unit_meaning(unit)
    return Quantity(value, unit, dimension, value * factor, quote_of(tokens, start, end), start, end)


def _unit_after(tokens: Sequence[Token], end: int) -> tuple[str, int]:
    words = [token.norm for token in tokens[end : end + 3] if token.sentence == tokens[end - 1].sentence]
    if not words:
        return "", end
    if words[:2] == ["per", "cent"]:
        return "percent", end + 2
    if words[0] in _UNITS or _is_counted(words[0]):
        return words[0], end + 1
    if len(words) > 1 and _is_counted(words[1]) and words[0] not in _LINKS | _UNITS.keys():
        return words[1], end + 2
    return "", end


def _is_counted(word: str) -> bool:
    """Whether a word is a plural, and so says what was counted."""
    plural = len(word) > 3 and word.endswith("s") and not word.endswith("ss") and word not in _NO_UNIT
    return plural or word in _COUNTED_IRREGULAR


def _unit_meaning(unit: str) -> tuple[Dimension, float]:
    if unit in _UNITS:
        return _UNITS[unit]
    return (Dimension.COUNT if unit else Dimension.BARE), 1.0


def is_unit(word: str) -> bool:
    """Whether a word alone is only a unit, and so says nothing without its number."""
    return word.lower() in _UNITS


def spoken_number(value: float) -> str:
    """A number for a sentence: no decimals where they do not matter."""
    return f"{value:,.0f}" if abs(value) >= 10 or value == round(value) else f"{value:.1f}"
