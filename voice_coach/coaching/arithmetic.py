"""Sums that a candidate says and that do not come out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from voice_coach.coaching.language import Token
from voice_coach.coaching.quantities import Dimension, Quantity, spoken_number

_TO = frozenset({"to", "into"})
_MULTIPLIERS = frozenset({"times", "by", "at", "x"})
_EQUALS = frozenset({"is", "makes", "equals", "are", "gives", "comes", "so"})
_REACH_TOKENS = 14


@dataclass(frozen=True, slots=True)
class Slip:
    """A result that contradicts its own numbers."""

    quote: str
    """The result as said."""
    sum: str
    """The numbers that it was made of, as said."""
    truth: str
    """What they make."""


def slips_in(tokens: Sequence[Token], quantities: Sequence[Quantity]) -> Iterator[Slip]:
    """Changes given in per cent, and products, that are off by more than a tenth."""
    yield from _changes(tokens, quantities)
    yield from _products(tokens, quantities)


def _changes(tokens: Sequence[Token], quantities: Sequence[Quantity]) -> Iterator[Slip]:
    for first, second in pairwise(quantities):
        if not _is_change(tokens, first, second):
            continue
        stated = [
            each
            for each in quantities
            if each.dimension is Dimension.SHARE
            and each not in (first, second)
            and _is_near(tokens, each, first, second)
            and _is_about_the_change(tokens, each, second)
        ]
        slips = [_change_slip(first, second, each) for each in stated]
        if None not in slips:  # once it was said rightly, the other figures are about something else
            yield from (slip for slip in slips if slip)


def _is_change(tokens: Sequence[Token], first: Quantity, second: Quantity) -> bool:
    between = [token.norm for token in tokens[first.end : second.start]]
    related = first.dimension is second.dimension or not first.has_unit or not second.has_unit
    moves = tokens[max(first.start - 1, 0)].norm == "from" or bool(
        _MOVES & {token.norm for token in tokens[max(first.start - 6, 0) : second.start]}
    )
    return related and 1 <= len(between) <= 6 and bool(_TO & set(between)) and moves and first.value > 0


_MOVES = frozenset(
    [
        "from",
        "goes",
        "go",
        "went",
        "falls",
        "fall",
        "fell",
        "drops",
        "drop",
        "dropped",
        "rises",
        "rise",
        "rose",
        "cut",
        "cuts",
        "down",
        "up",
        "reduces",
        "reduced",
        "grows",
        "grew",
        "moves",
        "moved",
        "takes",
        "brings",
    ]
)


def _is_near(tokens: Sequence[Token], stated: Quantity, first: Quantity, second: Quantity) -> bool:
    near = (
        -_REACH_TOKENS <= stated.start - second.end <= _REACH_TOKENS
        or 0 <= first.start - stated.end <= _REACH_TOKENS
    )
    before = tokens[stated.start - 1].norm if stated.start else ""
    return (
        near
        and tokens[stated.start].sentence - tokens[first.start].sentence in (0, 1)
        and before not in {"at", "th"}
    )


def _is_about_the_change(tokens: Sequence[Token], stated: Quantity, second: Quantity) -> bool:
    """Whether a percentage stands by itself ("35 percent less") and not for a thing of its own ("35 percent
    less work"), in the same sentence or in one that points back."""
    sentence = tokens[stated.start].sentence
    after = [token.norm for token in tokens[stated.end : stated.end + 2] if token.sentence == sentence]
    counts_things = bool(after) and (
        (after[0] in _COMPARED and len(after) > 1 and after[1] not in _CLOSING)
        or after[0] not in _COMPARED | _CLOSING | _CHANGES
    )
    opening = next(token.norm for token in tokens if token.sentence == sentence)
    return not counts_things and (sentence == tokens[second.start].sentence or opening in _POINTING)


_COMPARED = frozenset(
    {"more", "less", "fewer", "faster", "slower", "cheaper", "lower", "higher", "better", "worse"}
)
_CHANGES = frozenset(
    {
        "cut",
        "saving",
        "savings",
        "reduction",
        "drop",
        "increase",
        "decrease",
        "gain",
        "rise",
        "improvement",
        "off",
    }
)
_CLOSING = frozenset(
    {
        "and",
        "so",
        "which",
        "in",
        "for",
        "at",
        "on",
        "but",
        "or",
        "if",
        "down",
        "up",
        "than",
        "a",
        "per",
        "is",
        "i",
        "we",
    }
)
_POINTING = frozenset({"that", "that's", "this", "it", "it's", "which", "so", "a", "an", "about", "roughly"})


def _change_slip(first: Quantity, second: Quantity, stated: Quantity) -> Slip | None:
    size = second.size if second.has_unit and first.has_unit else second.value
    base = first.size if second.has_unit and first.has_unit else first.value
    truth = abs(base - size) / base * 100
    points = abs(base - size) if first.dimension is second.dimension is Dimension.SHARE else truth
    if min(abs(stated.value - truth), abs(stated.value - points)) <= max(3.0, truth / 10):
        return None
    return Slip(stated.quote, f"{first.quote} to {second.quote}", f"{truth:.0f} percent")


def _products(tokens: Sequence[Token], quantities: Sequence[Quantity]) -> Iterator[Slip]:
    for first, second, result in zip(quantities, quantities[1:], quantities[2:], strict=False):
        joined = [token.norm for token in tokens[first.end : second.start]]
        equals = [token.norm for token in tokens[second.end : result.start]]
        if not (
            joined
            and joined[0] in _MULTIPLIERS
            and len(joined) <= 2
            and equals
            and equals[0] in _EQUALS
            and len(equals) <= 3
        ):
            continue
        truth = _amount(first) * _amount(second)
        if (
            Dimension.SHARE not in (first.dimension, second.dimension)
            and abs(_amount(result) - truth) > truth / 10
        ):
            yield Slip(result.quote, f"{first.quote} times {second.quote}", _spoken(truth, result))


def _amount(quantity: Quantity) -> float:
    return quantity.size if quantity.dimension is Dimension.MONEY else quantity.value


def _spoken(truth: float, result: Quantity) -> str:
    value = truth / 0.01 if result.unit.startswith("cent") else truth
    return f"{spoken_number(value)} {result.unit}".strip()
