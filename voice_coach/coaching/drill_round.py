"""One round of a drill: which problem, in which disguise, about what of it; never the same twice in a row."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from voice_coach.coaching.drills import Disguise, Drill, Point, Rung, Source
from voice_coach.coaching.memory import draw
from voice_coach.coaching.pay_figures import EXAMPLE, PayFigures
from voice_coach.coaching.scenario import Constraint, Scenario

COMPENSATION = "compensation"
ITEMS = 6
"""Of a laundry list."""


@dataclass(frozen=True, slots=True)
class Round:
    """What is asked, and about what."""

    drill: Drill
    scenario: Scenario
    disguise: Disguise
    rung_index: int
    limit: Constraint
    """The constraint that it is about."""
    lever: str
    seed: int
    pay: PayFigures = EXAMPLE
    tries: int = 1

    @property
    def rung(self) -> Rung:
        """Its step of the ladder."""
        return self.drill.rungs[self.rung_index]

    @property
    def key(self) -> str:
        """What makes it different from every other round of its drill."""
        return f"{self.scenario.id}/{self.disguise.id}/{self.limit.id}"

    @property
    def needs(self) -> tuple[Point, ...]:
        """The points that count."""
        return self.drill.needs(self.rung_index, self.disguise)

    @property
    def components(self) -> tuple[str, ...]:
        """The problem's components in an order of this round's own."""
        return tuple(sorted(self.scenario.components, key=lambda each: draw(self.seed, "component", each)))

    @property
    def items(self) -> tuple[str, ...]:
        """A laundry list: levers, parts and limits mixed."""
        pool = (
            *self.components[: ITEMS // 2],
            *sorted(self.scenario.levers, key=lambda each: draw(self.seed, "lever", each))[: ITEMS // 2 - 1],
            *(each.name for each in self.scenario.constraints if each.binding),
        )
        kept = sorted(dict.fromkeys(pool), key=lambda each: draw(self.seed, "item", each))
        return tuple(kept[: ITEMS + 1])


def draw_round(
    drill: Drill,
    scenarios: Sequence[Scenario],
    rung: int,
    seed: int,
    used: Collection[str] = (),
    *,
    pay: PayFigures = EXAMPLE,
) -> Round:
    """A round whose key is not among the `used` ones while there is any such; else the one used longest ago.

    `used` is in the order of use, the latest last. The same arguments give the same round.
    """
    rounds = list(rounds_of(drill, scenarios, rung, seed, pay=pay))
    order = list(used)
    last_scenario = order[-1].partition("/")[0] if order else ""

    def age(each: Round) -> tuple[int, bool, float]:
        used_at = max((at for at, key in enumerate(order) if key == each.key), default=-1)
        return used_at, each.scenario.id == last_scenario, draw(seed, drill.id, each.key)

    return min(rounds, key=age)


def _fit(drill: Drill, scenarios: Sequence[Scenario]) -> list[Scenario]:
    wants_pay = drill.source is Source.COMPENSATION
    return [each for each in scenarios if (each.field == COMPENSATION) is wants_pay]


def _limits(scenario: Scenario) -> tuple[Constraint, ...]:
    binding = tuple(each for each in scenario.constraints if each.binding)
    return binding or scenario.constraints


def _lever(scenario: Scenario, limit: Constraint, seed: int) -> str:
    return min(scenario.levers, key=lambda each: draw(seed, "the lever", limit.id, each))


def rounds_of(
    drill: Drill, scenarios: Sequence[Scenario], rung: int, seed: int = 0, *, pay: PayFigures = EXAMPLE
) -> Iterator[Round]:
    """Every variant of a drill on a rung, no two of which sound the same; the seed draws the levers."""
    for scenario in _fit(drill, scenarios):
        for disguise in (each for each in drill.disguises if each.from_rung <= rung):
            for limit in _limits(scenario) if disguise.is_about_a_limit else _limits(scenario)[:1]:
                lever = _lever(scenario, limit, seed)
                yield Round(drill, scenario, disguise, rung, limit, lever, seed, pay)


def round_of_key(
    drill: Drill, scenarios: Sequence[Scenario], rung: int, key: str, *, pay: PayFigures = EXAMPLE
) -> Round:
    """The round that a session's log names by its key; the lever is drawn anew.

    Raises KeyError where the scenario, the disguise or the constraint is gone.
    """
    found = (each for each in rounds_of(drill, scenarios, rung, pay=pay) if each.key == key)
    if (round := next(found, None)) is None:
        raise KeyError(key)
    return round
