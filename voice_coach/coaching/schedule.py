"""When the unpredictable things happen: drawn from the seed before the first word."""

from __future__ import annotations

from dataclasses import dataclass

from voice_coach.coaching.memory import draw
from voice_coach.coaching.moves import MoveKind, Stage
from voice_coach.coaching.scenario import Scenario, Shift
from voice_coach.coaching.stages import Plan, Pressure

LATEST_TRAP_SHARE = 0.25
"""The trap comes in the first quarter of a round, while nothing can be settled yet."""
AT_ONCE_CHANCE = 0.2
FEWEST_MINUTES_FOR_TWO_SHIFTS = 12.0
LATEST_SHIFT_S = 150.0
"""Before the close: one monologue longer than the longest that is listened to, so that a moment comes."""
FEWEST_MINUTES_FOR_A_DRAWING = 10.0


@dataclass(frozen=True, slots=True)
class Schedule:
    """The seeded moments of one round, in session seconds."""

    sketch_trap_s: float | None
    legitimate_sketch_s: float | None
    shifts: tuple[tuple[float, Shift], ...]

    def due_shift(self, t_s: float, done: frozenset[str]) -> Shift | None:
        """The first shift whose time has come."""
        return next(
            (shift for at_s, shift in self.shifts if at_s <= t_s and f"shift:{shift.id}" not in done), None
        )


def schedule_of(scenario: Scenario, plan: Plan) -> Schedule:
    """The moments for one scenario and plan; the same seed gives the same ones."""
    sketches = MoveKind.SKETCH_NOW in scenario.pressure
    return Schedule(
        sketch_trap_s=_trap_s(plan) if sketches else None,
        legitimate_sketch_s=_legitimate_s(plan) if sketches else None,
        shifts=_shifts(scenario, plan) if MoveKind.CHANGE_FACTS in scenario.pressure else (),
    )


def _trap_s(plan: Plan) -> float:
    if draw(plan.seed, "trap at once") < AT_ONCE_CHANCE:
        return 0.0
    return draw(plan.seed, "trap") * LATEST_TRAP_SHARE * plan.end_s


def _legitimate_s(plan: Plan) -> float | None:
    if plan.minutes < FEWEST_MINUTES_FOR_A_DRAWING or draw(plan.seed, "drawing") < 0.4:
        return None
    start_s, end_s = plan.starts_s(Stage.TRADEOFFS), plan.ends_s(Stage.TRADEOFFS)
    return start_s + (0.3 + 0.5 * draw(plan.seed, "drawing at")) * (end_s - start_s)


def _shifts(scenario: Scenario, plan: Plan) -> tuple[tuple[float, Shift], ...]:
    chosen = sorted(scenario.shifts, key=lambda shift: draw(plan.seed, "shift", shift.id))[
        : _how_many(scenario, plan)
    ]
    return tuple(sorted(((_moment_s(shift, plan), shift) for shift in chosen), key=lambda entry: entry[0]))


def _how_many(scenario: Scenario, plan: Plan) -> int:
    if plan.minutes < FEWEST_MINUTES_FOR_TWO_SHIFTS or plan.pressure is Pressure.CALM:
        return 1
    return 2 if plan.pressure is Pressure.STANDARD else len(scenario.shifts)


def _moment_s(shift: Shift, plan: Plan) -> float:
    start_s, end_s = plan.starts_s(shift.stage), plan.ends_s(shift.stage)
    at_s = start_s + (0.25 + 0.6 * draw(plan.seed, "shift at", shift.id)) * (end_s - start_s)
    return max(start_s, min(at_s, plan.wrap_up_s - LATEST_SHIFT_S))
