"""The plan as it stands today: the kept date, and what was practised so far."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from voice_coach.coaching.timetable import Day, Done, timetable
from voice_coach.sessions.plan_file import read_plan
from voice_coach.sessions.practised import Practised, practised
from voice_coach.sessions.repetition import Repetition


def days_planned(
    today: date, interview: date, so_far: Practised, dimensions: Mapping[str, str]
) -> tuple[Day, ...]:
    """Each day from today to an interview that is not over; `dimensions` are those of the drills by id."""
    now = today.toordinal()
    done = Done(
        drilled_today=sum(result.day == now for result in so_far.rounds),
        mock_days=so_far.mock_days,
        shown=so_far.shown,
        levels=so_far.levels,
    )
    last_day = max(now, interview.toordinal() - 1)
    return timetable(now, interview.toordinal(), dimensions, done, Repetition(so_far.rounds, now, last_day))


def current_days(recordings: Path, today: date, dimensions: Mapping[str, str]) -> tuple[Day, ...]:
    """The same for the kept date; () where there is none, or where it is over.

    Raises SessionError for a plan or a folder that cannot be read.
    """
    kept = read_plan(recordings)
    if kept is None or kept.interview < today:
        return ()
    return days_planned(today, kept.interview, practised(recordings), dimensions)
