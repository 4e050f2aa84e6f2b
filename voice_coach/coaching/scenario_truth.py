"""Whether a scenario contradicts itself: two places that give different values for the same thing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from voice_coach.coaching.language import Token, plain, quote_of, tokens_of
from voice_coach.coaching.quantities import Dimension, Quantity, quantities_of
from voice_coach.coaching.scenario import Constraint, Scenario, Shift
from voice_coach.coaching.scenario_lines import Path

FACT_OF_KIND = {"latency": "latency", "cost": "budget", "quality": "quality"}
"""Kind of a limit -> the required fact that gives its value."""
TOLERANCE = 0.02
MOST_WORDS_OF_A_RATE = 4
_COMPARED = frozenset({Dimension.TIME, Dimension.MONEY, Dimension.SHARE})


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Two values that cannot both hold."""

    path: Path
    here: str
    there: str
    """Where the other value stands, and what it is."""


@dataclass(frozen=True, slots=True)
class _Value:
    dimension: Dimension
    size: float
    quote: str


def contradictions(scenario: Scenario) -> Iterator[Contradiction]:
    """Every place whose value is not the one that stands elsewhere."""
    yield from _briefs(scenario)
    for index, limit in enumerate(scenario.constraints):
        yield from _limit(scenario, limit, ("constraints", index))
    for index, shift in enumerate(scenario.shifts):
        yield from _shift(scenario, shift, ("shifts", index))


def _briefs(scenario: Scenario) -> Iterator[Contradiction]:
    """The short answer against the long one: they are heard in the same interview."""
    for index, fact in enumerate(scenario.facts):
        yield from _apart(("facts", index, "brief"), fact.brief, fact.answer, "its answer")
    for index, shift in enumerate(scenario.shifts):
        for number, change in enumerate(shift.changes):
            path = ("shifts", index, "changes", number, "brief")
            yield from _apart(path, change.brief, change.answer, "its answer")


def _limit(scenario: Scenario, limit: Constraint, path: Path) -> Iterator[Contradiction]:
    value = f"{limit.value:g} {limit.unit}"
    yield from _apart((*path, "says"), limit.says, value, "value and unit")
    alone = sum(other.kind == limit.kind for other in scenario.constraints) == 1
    fact = scenario.fact(FACT_OF_KIND.get(limit.kind, "")) if alone else None
    everywhere = " ".join((scenario.prompt, *(f"{fact.answer} {fact.brief}" for fact in scenario.facts)))
    if fact is not None and not _agree(_values(value), _values(everywhere)):
        yield from _apart((*path, "value"), value, f"{fact.answer} {fact.brief}", f'the fact "{fact.id}"')


def _shift(scenario: Scenario, shift: Shift, path: Path) -> Iterator[Contradiction]:
    for number, change in enumerate(shift.changes):
        here = (*path, "changes", number, "answer")
        if len(shift.changes) == 1:
            yield from _apart(here, change.answer, shift.say, "say")
        fact = scenario.fact(change.fact)
        if fact is not None and plain(fact.answer) == plain(change.answer):
            yield Contradiction(here, change.answer, "the fact, which says the same before the change")


def _apart(path: Path, text: str, other: str, where: str) -> Iterator[Contradiction]:
    ours, theirs = _values(text), _values(other)
    if ours and theirs and not _agree(ours, theirs):
        dimension = ours[0].dimension
        opposite = [value for value in theirs if value.dimension is dimension]
        if opposite:
            yield Contradiction(path, ours[0].quote, f"{where}: {opposite[0].quote}")


def _agree(some: Sequence[_Value], others: Sequence[_Value]) -> bool:
    """Whether any value of one stands in the other."""
    return any(
        one.dimension is other.dimension
        and abs(one.size - other.size) <= TOLERANCE * max(one.size, other.size)
        for one in some
        for other in others
    )


def _values(text: str) -> list[_Value]:
    tokens = tokens_of(text)
    quantities = quantities_of(tokens)
    plain_values = [_Value(q.dimension, q.size, q.quote) for q in quantities if q.dimension in _COMPARED]
    return [*plain_values, *_rates(tokens, quantities)]


def _rates(tokens: Sequence[Token], quantities: Sequence[Quantity]) -> Iterator[_Value]:
    """ "One wrong promise in two hundred" is half a percent."""
    for quantity in quantities:
        end = quantity.start - 1
        is_rate = end > 0 and tokens[end].norm == "in" and quantity.dimension not in _COMPARED
        for start in range(end - 1, max(end - MOST_WORDS_OF_A_RATE, -1), -1) if is_rate else ():
            if tokens[start].norm in {"one", "1"} and quantity.value > 0:
                quote = quote_of(tokens, start, quantity.end)
                yield _Value(Dimension.SHARE, 100 / quantity.value, quote)
                break
