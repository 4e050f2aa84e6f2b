"""When a drill is due again: the fsrs library's schedule, replayed from what was recorded.

Its state is derived from the sessions alone, so nothing of it can be lost or go stale.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING

from voice_coach.coaching.drill_results import RoundResult

if TYPE_CHECKING:
    from fsrs import Card, Rating


class Repetition:
    """The cards of all drills: when each is due, and what practising it does to that.

    Days are proleptic ordinals (`date.toordinal`). None is due later than `last_day`, and results of the
    future, which a wrong clock leaves, count as of today.
    """

    def __init__(self, results: Iterable[RoundResult], today: int, last_day: int | None = None) -> None:
        """Replay the first tries, oldest first."""
        from fsrs import Scheduler

        self._scheduler = Scheduler(learning_steps=(), relearning_steps=(), enable_fuzzing=False)
        self._cards: dict[str, Card] = {}
        self._last_day = last_day
        firsts = (result for result in results if result.is_first_try)
        for result in sorted(firsts, key=lambda each: min(each.day, today)):
            self._review(result.drill, min(result.day, today), _rating(result))

    def due(self) -> dict[str, int]:
        """The day on which each drill that was practised is due."""
        days = {drill: card.due.date().toordinal() for drill, card in self._cards.items()}
        return {drill: min(day, self._last_day or day) for drill, day in days.items()}

    def practise(self, drill: str, day: int) -> None:
        """Take it that the drill goes well on a day to come."""
        from fsrs import Rating

        self._review(drill, day, Rating.Good)

    def _review(self, drill: str, day: int, rating: Rating) -> None:
        from fsrs import Card

        card = self._cards.get(drill) or Card(card_id=1)
        self._cards[drill], _ = self._scheduler.review_card(card, rating, review_datetime=_noon(day))


def due_days(results: Iterable[RoundResult], today: int, last_day: int | None = None) -> dict[str, int]:
    """Ordinal of the day on which each practised drill is due; none is later than `last_day`."""
    return Repetition(results, today, last_day).due()


def _rating(result: RoundResult) -> Rating:
    from fsrs import Rating

    if result.is_clean:
        return Rating.Easy if result.rung > 0 else Rating.Good
    return Rating.Hard if len(result.missing) == 1 and result.met else Rating.Again


def _noon(day: int) -> datetime:
    return datetime.combine(date.fromordinal(day), time(12), UTC)
