"""When a drill is due again: the fsrs library's schedule, replayed from what was recorded.

Its state is derived from the sessions alone, so nothing of it can be lost or go stale.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING

from voice_coach.coaching.drill_results import RoundResult

if TYPE_CHECKING:
    from fsrs import Rating


def due_days(results: Iterable[RoundResult], today: int, last_day: int | None = None) -> dict[str, int]:
    """Ordinal of the day on which each practised drill is due; none is later than `last_day`.

    Days are proleptic ordinals (`date.toordinal`). Results of the future, which a wrong clock leaves,
    count as of today.
    """
    from fsrs import Card, Scheduler

    scheduler = Scheduler(learning_steps=(), relearning_steps=(), enable_fuzzing=False)
    cards: dict[str, Card] = {}
    firsts = (result for result in results if result.is_first_try)
    for result in sorted(firsts, key=lambda each: min(each.day, today)):
        card = cards.get(result.drill) or Card(card_id=1)
        at = _noon(min(result.day, today))
        cards[result.drill], _ = scheduler.review_card(card, _rating(result), review_datetime=at)
    due = {drill: card.due.date().toordinal() for drill, card in cards.items()}
    return {drill: day if last_day is None else min(day, last_day) for drill, day in due.items()}


def _rating(result: RoundResult) -> Rating:
    from fsrs import Rating

    if result.is_clean:
        return Rating.Easy if result.rung > 0 else Rating.Good
    return Rating.Hard if len(result.missing) == 1 and result.met else Rating.Again


def _noon(day: int) -> datetime:
    return datetime.combine(date.fromordinal(day), time(12), UTC)
