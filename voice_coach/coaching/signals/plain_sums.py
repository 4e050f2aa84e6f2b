"""Sums that are said outright: a plus, a minus, a product, a share of, one in so many."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from voice_coach.coaching.numbers import NumberSaid
from voice_coach.coaching.signals.reading import Hit, Reading

_TOLERANCE_SHARE = 0.08
_TOLERANCE_POINTS = 2.5
"""People round."""
_NOUNS = "(?: (?!is |are |so |that |which |makes )[a-z]+){0,3}"
_MAKES = (
    "(?: that| which| so| it)*(?: is| are| makes?| equals| gives| comes to| means| leaves| adds up to|"
    "(?<= so))(?: about| roughly| around| nearly| almost| some| only| just| then)*"
)
_NO_COUNTS = frozenset({"clock", "percentile"})

Made = Callable[[NumberSaid, NumberSaid, NumberSaid], float | None]


def _sum(one: NumberSaid, other: NumberSaid, result: NumberSaid) -> float | None:
    return _in_unit_of(result, one, other, lambda a, b: a + b)


def _difference(one: NumberSaid, other: NumberSaid, result: NumberSaid) -> float | None:
    return _in_unit_of(result, one, other, lambda a, b: a - b)


def _in_unit_of(
    result: NumberSaid, one: NumberSaid, other: NumberSaid, made: Callable[[float, float], float]
) -> float | None:
    """Of the same things; a number without a unit takes the other's."""
    measures = {_measure(each) for each in (one, other, result)} - {""}
    if len(measures) > 1:
        return None
    scale = result.base / result.value if result.value else 1.0
    bare = not (one.unit and other.unit and result.unit)
    return made(one.value, other.value) if bare else made(one.base, other.base) / scale


def _measure(said: NumberSaid) -> str:
    if said.is_time:
        return "time"
    return "money" if said.is_money else said.unit if said.unit in {"percent", "points"} else ""


def _product(one: NumberSaid, other: NumberSaid, result: NumberSaid) -> float | None:
    if "percent" in (one.unit, other.unit) or (one.is_time and other.is_time):
        return None
    measured = next((each for each in (one, other) if each.is_time or each.is_money), None)
    if measured is None or not result.unit:
        return one.value * other.value
    if _measure(measured) != _measure(result):
        return None
    return one.base * other.base / (result.base / result.value) if result.value else None


def _share_of(share: NumberSaid, whole: NumberSaid, _: NumberSaid) -> float | None:
    return share.value / 100 * whole.value


def _one_in(many: NumberSaid, whole: NumberSaid, _: NumberSaid) -> float | None:
    return whole.value / many.value if many.value else None


def _percentage(part: NumberSaid, whole: NumberSaid, _: NumberSaid) -> float | None:
    measured = {_measure(each) for each in (part, whole)} != {""}
    return None if measured or not 0 < part.value < whole.value else part.value / whole.value * 100


_SUMS: tuple[tuple[str, Made], ...] = (
    (f"#{_NOUNS} plus #{_NOUNS}{_MAKES} #", _sum),
    (f"#{_NOUNS} minus #{_NOUNS}{_MAKES} #", _difference),
    (f"#{_NOUNS} (?:times|multiplied by|x) #{_NOUNS}{_MAKES} #", _product),
    (f"# (?:s|min|h) (?:on|for|per|each for|over) #{_NOUNS}{_MAKES} # (?:min|h)", _product),
    (f"# percent of(?: the| our| your| those| these)? #{_NOUNS}{_MAKES} #(?! percent)", _share_of),
    (f"one (?:in|of|out of) # (?:of|in)(?: the| our| your| those| these)? #{_NOUNS}{_MAKES} #", _one_in),
    (f"#{_NOUNS} (?:of|out of|in)(?: the| our)? #{_NOUNS}{_MAKES} # percent(?! of)", _percentage),
    (
        f"out of(?: the| our)? #{_NOUNS} #{_NOUNS}{_MAKES} # percent(?! of)",
        lambda a, b, c: _percentage(b, a, c),
    ),
)


def wrong_plain_sums(reading: Reading) -> Iterator[tuple[Hit, float]]:
    """Each sum that does not come out, with what it comes to."""
    for phrase, made in _SUMS:
        for hit in reading.line.hits(phrase):
            said = [n for n in reading.numbers if hit.start <= n.start < hit.end]
            if len(said) != 3 or any(n.unit in _NO_COUNTS for n in said):
                continue
            truth = made(*said)
            if truth is not None and not _comes_out(said[2], truth):
                yield hit, round(truth, 2)


def _comes_out(said: NumberSaid, truth: float) -> bool:
    least = _TOLERANCE_POINTS if said.unit == "percent" else 0.5
    return abs(said.value - truth) <= max(least, _TOLERANCE_SHARE * abs(truth))
