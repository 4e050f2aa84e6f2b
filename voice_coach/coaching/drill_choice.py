"""Which rounds come: one drill over and over, or what is due and weak, until the time is up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from voice_coach.coaching.drill_results import RoundResult, rung_of
from voice_coach.coaching.drill_round import Round, draw_round
from voice_coach.coaching.drills import Drill
from voice_coach.coaching.pay_figures import EXAMPLE, PayFigures
from voice_coach.coaching.scenario import Scenario

KEYS_REMEMBERED = 60


def order_for_today(
    drills: Mapping[str, Drill], results: Sequence[RoundResult], due: Mapping[str, int], today: int
) -> tuple[str, ...]:
    """Ids, the likeliest first: due ones by weakness, then never tried ones, then the rest by their date.

    A talk of five minutes comes after the short ones of its class.
    """

    def urgency(drill_id: str) -> tuple[int, bool, float, int]:
        shares = [each.share for each in results if each.drill == drill_id and each.is_first_try]
        if not shares:
            return 1, drills[drill_id].is_talk, 0.0, 0
        recent = sum(shares[-3:]) / len(shares[-3:])
        is_due = due.get(drill_id, today) <= today
        return 0 if is_due else 2, drills[drill_id].is_talk, recent, due.get(drill_id, today)

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
