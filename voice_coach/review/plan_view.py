"""The plan as the progress page shows it: what is due today, the days to come, or the sentence why not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from voice_coach.coaching.timetable import Day
from voice_coach.errors import SessionError
from voice_coach.sessions.plan_file import read_plan
from voice_coach.sessions.planned import current_days


@dataclass(frozen=True, slots=True)
class PlanView:
    """Days from today to the interview; none where there is no plan, or where it cannot be read."""

    days: tuple[Day, ...] = ()
    over: date | None = None
    """The interview that was planned for, where it is over."""
    problem: str = ""
    """What is wrong with the plan, and the cure."""

    @property
    def left(self) -> int:
        """Days until the interview."""
        return len(self.days) - 1


def plan_view(recordings: Path, today: date, dimensions: Mapping[str, str]) -> PlanView:
    """The plan kept beside the sessions as it stands today; `dimensions` are those of the drills by id."""
    try:
        kept = read_plan(recordings)
        over = kept.interview if kept is not None and kept.interview < today else None
        return PlanView(current_days(recordings, today, dimensions), over)
    except SessionError as problem:
        return PlanView(problem=str(problem))
