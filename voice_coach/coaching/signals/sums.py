"""Arithmetic within one turn, and where numbers come from."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from voice_coach.coaching.numbers import NumberSaid
from voice_coach.coaching.signals.dialogue import Dialogue, signal_at
from voice_coach.coaching.signals.plain_sums import wrong_plain_sums
from voice_coach.coaching.signals.reading import Hit, Reading
from voice_coach.coaching.signals.signal import Signal, SignalId
from voice_coach.coaching.signals.sums_phrases import (
    CLAIM,
    DIFFERENCE_CLAIM,
    NO_SOURCE,
    PRODUCT,
    RATIO_CLAIM,
    RATIO_GAIN,
    RATIO_WORDS,
)

_TOLERANCE_POINTS = 2.5
_TOLERANCE_SHARE = 0.12
_RATIO_TOLERANCE = 0.18


@dataclass(frozen=True, slots=True)
class _Pair:
    """Two values of the same measure."""

    old: NumberSaid
    new: NumberSaid
    directed: bool
    """Whether it was said which of them came first."""


def arithmetic_errors(dialogue: Dialogue) -> Iterator[Signal]:
    """Percentages, differences and products that contradict the turn's own numbers."""
    for reading in dialogue.candidate:
        wrong = next((found for found in _wrong_sums(reading)), None)
        if wrong is not None:
            where, value = wrong
            yield signal_at(reading, SignalId.ARITHMETIC_ERROR, where, value=value)


def _wrong_sums(reading: Reading) -> Iterator[tuple[Hit, float]]:
    pairs = list(_pairs(reading))
    for hit in reading.line.hits(*CLAIM):
        claimed = _number_in(reading, hit)
        if claimed is not None:
            yield from _wrong_change(pairs, hit, claimed)
    for hit in reading.line.hits(*DIFFERENCE_CLAIM):
        claimed = _number_in(reading, hit)
        if claimed is not None:
            yield from _wrong_difference(pairs, hit, claimed)
    for hit in reading.line.hits(*RATIO_CLAIM):
        yield from _wrong_ratio(pairs, hit)
    yield from _wrong_products(reading)
    yield from wrong_plain_sums(reading)


def _number_in(reading: Reading, hit: Hit) -> NumberSaid | None:
    return next((n for n in reading.numbers if hit.start <= n.start < hit.end), None)


def _pairs(reading: Reading) -> Iterator[_Pair]:
    """Values set against each other: `from A to B`, `A to B`, `A before and B after`, `A ... and B`."""
    for old, new in zip(reading.numbers, reading.numbers[1:], strict=False):
        if old.value <= 0 or new.value <= 0 or not _comparable(old, new):
            continue
        link = reading.turn.text[old.end : new.start].lower()
        if len(link.split()) > (9 if old.unit and new.unit else 4) or re.search(r"[.?!]\s", link):
            continue
        before = reading.turn.text[max(0, old.start - 30) : old.start].lower()
        if re.search(r"\b(from|was|of)\s*$", before) or re.search(r"\b(to|down to|up to|into)\s*$", link):
            if re.search(r"\bbetween\s*$", before) or (
                not re.search(r"from", before) and _is_a_range(link, old, new)
            ):
                continue
            yield _Pair(old, new, True)
        elif (
            re.search(
                (
                    r"\b(against|versus|vs|and|instead of|rather than|not|the|with|now|is|by|where|takes|"
                    r"took|but|before)\b"
                ),
                link,
            )
            and old.unit
        ):
            yield _Pair(old, new, False)


def _is_a_range(link: str, old: NumberSaid, new: NumberSaid) -> bool:
    return (
        link.strip() in {"to", "-"}
        and not old.unit.startswith("percent")
        and old.value < new.value
        and not old.unit
    )


def _comparable(old: NumberSaid, new: NumberSaid) -> bool:
    if old.unit == new.unit or not old.unit or not new.unit:
        return old.unit not in {"clock", "percentile", "times"} and new.unit not in {
            "clock",
            "percentile",
            "times",
        }
    return (old.is_time and new.is_time) or (old.is_money and new.is_money)


def _values(pair: _Pair) -> tuple[float, float]:
    if pair.old.unit and pair.new.unit and pair.old.unit != pair.new.unit:
        return pair.old.base, pair.new.base
    return pair.old.value, pair.new.value


def _nearest(pairs: list[_Pair], hit: Hit) -> _Pair | None:
    """The pair said just before the claim."""
    before = [
        p
        for p in pairs
        if p.new.end <= hit.end and hit.start - p.new.end < 120 and p.new.end <= hit.start + 2
    ]
    return before[-1] if before else None


def _wrong_change(pairs: list[_Pair], hit: Hit, claimed: NumberSaid) -> Iterator[tuple[Hit, float]]:
    pair = _nearest(pairs, hit)
    if pair is None or claimed in (pair.old, pair.new):
        return
    old, new = _values(pair)
    shares = pair.old.unit == "percent" or pair.new.unit == "percent"
    possible = [abs(new - old) / old * 100]
    if not pair.directed:
        possible.append(abs(new - old) / new * 100)
    if shares or claimed.unit == "points":
        possible.append(abs(new - old))
    if claimed.unit == "points":
        possible = [abs(new - old)]
    if new < old and not shares and re.search(r"\b(faster|more|increase)", hit.found):
        possible.append((old - new) / new * 100)
    if not any(_close(claimed.value, value) for value in possible):
        yield hit, round(possible[0], 1)


def _wrong_difference(pairs: list[_Pair], hit: Hit, claimed: NumberSaid) -> Iterator[tuple[Hit, float]]:
    pair = _nearest(pairs, hit)
    if (
        pair is None
        or claimed in (pair.old, pair.new)
        or not (_comparable(claimed, pair.old) or _comparable(claimed, pair.new))
    ):
        return
    scale = claimed.base / claimed.value if claimed.value else 1.0
    old, new = (n.base if n.unit else n.value * scale for n in (pair.old, pair.new))
    if not _close(claimed.base, abs(new - old)) and abs(claimed.base - abs(new - old)) > 0.12 * abs(
        new - old
    ):
        yield hit, round(abs(new - old) / scale, 2)


def _close(claimed: float, true: float) -> bool:
    return abs(claimed - true) <= max(_TOLERANCE_POINTS, _TOLERANCE_SHARE * true)


def _wrong_ratio(pairs: list[_Pair], hit: Hit) -> Iterator[tuple[Hit, float]]:
    pair = _nearest(pairs, hit)
    word = next(
        (
            w
            for w in sorted(RATIO_WORDS, key=len, reverse=True)
            if re.search(rf"\b{re.escape(w)}", hit.found) or (w.startswith("#") and w in hit.found)
        ),
        None,
    )
    if pair is None or word is None:
        return
    low, high = sorted(_values(pair))
    wanted = RATIO_WORDS[word]
    ratio = high / low if word in RATIO_GAIN else low / high
    others = (1 - ratio,) if word not in RATIO_GAIN else ()
    if all(abs(value - wanted) > _RATIO_TOLERANCE * wanted for value in (ratio, *others)):
        yield hit, round(ratio, 2)


def _wrong_products(reading: Reading) -> Iterator[tuple[Hit, float]]:
    for hit in reading.line.hits(PRODUCT):
        said = [n for n in reading.numbers if hit.start <= n.start < hit.end]
        if len(said) != 3 or not any(n.is_money for n in said[:2]) or not said[2].is_money:
            continue
        product = said[0].base * said[1].base
        if product > 0 and abs(product - said[2].base) > _TOLERANCE_SHARE * product:
            yield hit, product


def sourced_numbers(dialogue: Dialogue, excluded: frozenset[int]) -> Iterator[Signal]:
    """Turns that say where one of their numbers comes from."""
    for reading in dialogue.candidate:
        if reading.index in excluded or not reading.numbers or reading.line.has(*NO_SOURCE):
            continue
        hits = [hit for hit in reading.line.hits("{sourced}") if _is_a_source(reading, hit)]
        if hits:
            yield signal_at(reading, SignalId.NUMBER_SOURCED, min(hits, key=lambda h: h.at))


def _is_a_source(reading: Reading, hit: Hit) -> bool:
    """A figure that measures something stands in reach of the source, and the source is not still to come."""
    near = [n for n in reading.numbers if abs(n.start - hit.start) < 220 and n.unit not in {"clock"}]
    before = reading.turn.text[max(0, hit.start - 40) : hit.start].lower()
    planned = re.search(
        (
            r"(\b(will|would|should|could|can|might|need to|going to|plan to|want to|must)|'d|"
            r"'ll)\s+(\w+\s+){0,2}$"
        ),
        before,
    )
    weak = re.fullmatch(r"(on|over) # \w+|last \w+|estimated?|published", hit.found) is not None
    return bool(near) and planned is None and (not weak or len(reading.numbers) >= 2)
