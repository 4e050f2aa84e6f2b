"""The plan until an interview: its rhythm at every length, and what it makes of what was done."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import pytest

from voice_coach.coaching.drill_results import RoundResult
from voice_coach.coaching.timetable import Day, Done, TaskKind, timetable
from voice_coach.library import load_drills
from voice_coach.sessions.repetition import Repetition

DIMENSIONS = {drill.id: drill.dimension.value for drill in load_drills().values()}
TODAY = 739_000
NOTHING = Done()


def planned(days: int, done: Done = NOTHING, results: Sequence[RoundResult] = ()) -> tuple[Day, ...]:
    spacing = Repetition(results, TODAY, TODAY + max(days - 1, 0))
    return timetable(TODAY, TODAY + days, DIMENSIONS, done, spacing)


def mocks_of(days: Sequence[Day]) -> list[int]:
    """Days before the interview on which a whole interview is held."""
    end = days[-1].day
    return [end - day.day for day in days if day.focus == "mock"]


def drills_of(days: Sequence[Day]) -> list[str]:
    return [drill for day in days for task in day.tasks for drill in task.drills]


def test_three_days_are_the_framework_then_tradeoffs_then_whole_interviews() -> None:
    assert [day.focus for day in planned(3)] == ["framework", "tradeoffs", "mock", "interview"]
    assert planned(3)[2].minutes == 90


def test_thirty_days_begin_with_drills_hold_mocks_weekly_then_every_other_day_and_end_light() -> None:
    days = planned(30)
    assert mocks_of(days) == [23, 15, 13, 11, 9, 7, 5, 3]
    assert [day.focus for day in days[-3:]] == ["light", "light", "interview"]
    assert all(day.minutes <= 15 for day in days[-3:])
    assert set(drills_of(days)) == set(DIMENSIONS)


@pytest.mark.parametrize("length", range(0, 91))
def test_every_length_has_a_day_for_each_date_and_never_a_mock_on_two_days_in_a_row(length: int) -> None:
    days = planned(length)
    assert [day.day for day in days] == list(range(TODAY, TODAY + length + 1))
    assert days[-1].focus == "interview"
    assert all(day.minutes <= 90 for day in days)
    assert all(early - late >= 2 for early, late in pairwise(mocks_of(days)))
    assert length == 0 or mocks_of(days)
    assert length == 0 or "compensation" in drills_of(days)


def test_drills_are_spread_and_not_the_same_ones_day_after_day() -> None:
    days = [day for day in planned(30) if day.focus == "drills"]
    assert all(set(drills_of([one])) != set(drills_of([other])) for one, other in pairwise(days))
    counts = [drills_of(days).count(drill) for drill in DIMENSIONS if drill != "compensation"]
    assert max(counts) - min(counts) <= 3


def test_what_is_ticked_is_not_taught_again_and_a_mock_of_yesterday_is_not_followed_by_another() -> None:
    done = Done(mock_days=(TODAY - 1,), shown=frozenset({"framework", "tradeoffs", "compensation"}))
    days = planned(6, done)
    assert days[0].focus == "drills"
    assert days[1].focus == "drills"
    assert "compensation" not in drills_of(days)
    assert 6 not in mocks_of(days)


def test_what_was_done_today_is_ticked() -> None:
    days = planned(5, Done(drilled_today=4, mock_days=(TODAY,), shown=frozenset({"framework"})))
    assert [(task.kind, task.is_done) for task in days[0].tasks] == [(TaskKind.MOCK, True)]
    assert planned(5, Done(drilled_today=4))[0].tasks[0].is_done


def test_the_weakest_dimension_comes_first() -> None:
    weak = Done(shown=frozenset({"framework", "tradeoffs"}), levels={"product_sense": 1.0, "framing": 4.0})
    first = drills_of(planned(10, weak)[:1])
    assert {"story", "jargon"} <= set(first)
    assert "restate" not in first


def test_a_drill_that_went_badly_is_due_before_one_that_went_well() -> None:
    results = [
        RoundResult("map", "k", 0, 1, (), ("a",), day=TODAY - 1),
        *(RoundResult(each, "k", 0, 1, ("a",), (), day=TODAY - 1) for each in DIMENSIONS if each != "map"),
    ]
    days = planned(20, Done(shown=frozenset({"framework", "tradeoffs"})), results)
    assert "map" in drills_of(days[:1])
