"""The date of the interview, kept beside the sessions; the plan itself is derived anew each time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from voice_coach.errors import SessionError
from voice_coach.sessions.disk import DISK, Disk
from voice_coach.sessions.scorecards import read_json, save_json

PLAN_NAME = "plan.json"
_MEND = "Give the date again: voice-coach plan --interview-date DATE."


@dataclass(frozen=True, slots=True)
class PlannedInterview:
    """What was told to the planner."""

    interview: date
    made: date
    """The day on which it was told."""


def read_plan(recordings: Path) -> PlannedInterview | None:
    """The interview that was planned for, None where none was. Raises SessionError for a damaged file."""
    if not (recordings / PLAN_NAME).exists():
        return None
    kept = read_json(recordings, PLAN_NAME) or {}
    try:
        return PlannedInterview(date.fromisoformat(kept["interview"]), date.fromisoformat(kept["made"]))
    except (KeyError, TypeError, ValueError):
        raise SessionError(f"The plan in {recordings / PLAN_NAME} cannot be read.", _MEND) from None


def keep_plan(recordings: Path, plan: PlannedInterview, disk: Disk = DISK) -> None:
    """Keep it in place of an earlier one. Raises SessionError where the folder cannot be written."""
    row = {"format": 1, "interview": plan.interview.isoformat(), "made": plan.made.isoformat()}
    try:
        recordings.mkdir(mode=0o700, parents=True, exist_ok=True)
        save_json(recordings, PLAN_NAME, row, disk)
    except OSError as problem:
        raise SessionError(
            f"The plan cannot be kept in {recordings}: {problem.strerror}.",
            "Free or unlock the folder, or name another with --recordings.",
        ) from problem
