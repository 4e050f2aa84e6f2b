"""Which rounds come: one drill over and over, or what is due and weak, until the time is up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from voice_coach.coaching import practice
from voice_coach.coaching.drill_results import RoundResult, rung_of
from voice_coach.coaching.drill_round import Round, draw_round
from voice_coach.coaching.drills import Drill
from voice_coach.coaching.pay_figures import EXAMPLE, PayFigures
from voice_coach.coaching.scenario import Scenario

KEYS_REMEMBERED = 60
WEAK_LEVEL, MIDDLE_LEVEL = 2.0, 2.5
"""Of a scorecard's dimension; the middle stands for one that was never judged."""


def order_for_today(
    drills: Mapping[str, Drill],
    results: Sequence[RoundResult],
    due: Mapping[str, int],
    today: int,
    levels: Mapping[str, float] | None = None,
) -> tuple[str, ...]:
    """Ids, the likeliest first: what is due or weak, then what was never tried, then the rest by their date.

    `levels` are those of the scorecards by dimension, 1 to 4. Within a class the weakest dimension comes
    first, then the drill that went worst, then the order of an interview; a talk of five minutes comes last.
    """
    course = [each.value for each in practice.Drill]

    def urgency(drill_id: str) -> tuple[int, bool, float, float, int]:
        drill = drills[drill_id]
        level = (levels or {}).get(drill.dimension.value, MIDDLE_LEVEL)
        place = course.index(drill_id) if drill_id in course else len(course)
        shares = [each.share for each in results if each.drill == drill_id and each.is_first_try]
        if not shares:
            return 0 if level <= WEAK_LEVEL else 1, drill.is_talk, level, 0.0, place
        recent = sum(shares[-3:]) / len(shares[-3:])
        is_due = due.get(drill_id, today) <= today
        return 0 if is_due else 2, drill.is_talk, level, recent, due.get(drill_id, today)

    return tuple(sorted(drills, key=urgency))


@dataclass
class DrillRounds:
    """Rounds in the order of some drills, each drawn anew."""

    drills: Mapping[str, Drill]
    order: Sequence[str]
    scenarios: Sequence[Scenario]
    results: Sequence[RoundResult]
    """Of earlier sessions, the oldest first."""
    seed: int
    ends_s: float
    pay: PayFigures = EXAMPLE

    def __post_init__(self) -> None:
        self._drawn: dict[int, Round] = {}

    def next(self, count: int, t_s: float) -> Round | None:
        """The round after `count` others; one that no longer fits gives way to a shorter one."""
        if not self.order:
            return None
        at = count % len(self.order)
        wanted = [self.drills[each] for each in (*self.order[at:], *self.order[:at])]
        fitting = (drill for drill in wanted if t_s + drill.round_s / 2 <= self.ends_s)
        drill = next(fitting, None)
        return None if drill is None else self._draw(drill, self._rung(drill), count)

    def moved(self, round: Round, steps: int, count: int) -> Round:
        """The same drill some rungs up or down, about something else."""
        top = len(round.drill.rungs) - 1
        return self._draw(round.drill, min(top, max(0, round.rung_index + steps)), count)

    def _rung(self, drill: Drill) -> int:
        done = [each for each in self.results if each.drill == drill.id]
        drawn = [each.rung_index for each in self._drawn.values() if each.drill is drill]
        return drawn[-1] if drawn else rung_of(done, len(drill.rungs))

    def _draw(self, drill: Drill, rung: int, count: int) -> Round:
        kept = self._drawn.get(count)
        if kept is not None and kept.drill is drill and kept.rung_index == rung:
            return kept
        earlier = [each.key for each in self.results if each.drill == drill.id][-KEYS_REMEMBERED:]
        now = [each.key for at, each in self._drawn.items() if each.drill is drill and at < count]
        drawn = draw_round(drill, self.scenarios, rung, self.seed + count, [*earlier, *now], pay=self.pay)
        self._drawn[count] = replace(drawn)
        return drawn
