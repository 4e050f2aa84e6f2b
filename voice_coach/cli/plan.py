"""`voice-coach plan`: what to practise on which day until the interview."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from voice_coach.cli import options
from voice_coach.cli.say import say, say_json
from voice_coach.errors import UsageError

if TYPE_CHECKING:
    from voice_coach.coaching.timetable import Day, Task
    from voice_coach.sessions.plan_file import PlannedInterview

LONGEST_DAYS = 366
SHOWN_DAYS = 14
When = Annotated[
    str, typer.Option("--interview-date", metavar="DATE", help="The day of the interview, as 2026-12-31.")
]
Ics = Annotated[
    Path | None, typer.Option("--ics", metavar="FILE", help="Write the plan as a calendar file, too.")
]
At = Annotated[str, typer.Option("--at", metavar="HH:MM", help="When to practise, for the calendar file.")]
All = Annotated[bool, typer.Option("--all", help="Show every day and not only the next two weeks.")]


def plan(
    interview_date: When = "",
    ics: Ics = None,
    at: At = "",
    all_days: All = False,
    recordings: options.Recordings = None,
    json: options.AsJson = False,
) -> None:
    """Show what to practise on which day until the interview; the date is kept for the next time.

    The plan is made anew from what was recorded whenever it is shown: what is done is ticked, what is weak
    comes sooner, and no drill is scheduled after the interview.

    \b
    Examples:
      voice-coach plan --interview-date 2026-12-31
      voice-coach plan
      voice-coach plan --ics preparation.ics --at 07:30
    """
    starts = _time(at) if at else None
    today = date.today()
    folder = options.recordings_of(recordings)
    kept = _kept(folder, _date(interview_date, today) if interview_date else None, today)
    if kept.interview < today:
        say(f"The interview of {_said(kept.interview)} is over. Plan the next one with --interview-date.")
        return
    days = _days(folder, kept, today)
    if ics is not None:
        _write(ics, days, starts)
    if json:
        say_json({"interview": kept.interview, "days": [_row(day) for day in days]})
        return
    _show(days, kept, today, all_days=all_days)
    if ics is not None:
        say(f"The calendar file is {ics}.")


def _kept(folder: Path, interview: date | None, today: date) -> PlannedInterview:
    from voice_coach.sessions.plan_file import PlannedInterview, keep_plan, read_plan

    if interview is not None:
        kept = PlannedInterview(interview, today)
        keep_plan(folder, kept)
        return kept
    found = read_plan(folder)
    if found is None:
        raise UsageError("There is no plan yet.", "Make one: voice-coach plan --interview-date DATE.")
    return found


def _days(folder: Path, kept: PlannedInterview, today: date) -> tuple[Day, ...]:
    from voice_coach.library import load_drills
    from voice_coach.sessions.planned import days_planned
    from voice_coach.sessions.practised import practised

    dimensions = {drill.id: drill.dimension.value for drill in load_drills().values()}
    return days_planned(today, kept.interview, practised(folder), dimensions)


def _date(text: str, today: date) -> date:
    try:
        day = date.fromisoformat(text.strip())
    except ValueError:
        raise UsageError(
            f"--interview-date is {text!r}, but must be a date such as {today.isoformat()}."
        ) from None
    if day < today:
        ago = (today - day).days
        raise UsageError(
            f"{_said(day)} was {ago} {'day' if ago == 1 else 'days'} ago.",
            "Give a day to come; if today is a wrong date, set the system's clock.",
        )
    if (day - today).days > LONGEST_DAYS:
        raise UsageError(f"{_said(day)} is more than a year away.", "Give a day within a year.")
    return day


def _time(text: str) -> time:
    try:
        return time.fromisoformat(text.strip()).replace(second=0, microsecond=0, tzinfo=None)
    except ValueError:
        raise UsageError(f"--at is {text!r}, but must be a time such as 07:30.") from None


def _write(path: Path, days: tuple[Day, ...], starts: time | None) -> None:
    from voice_coach.sessions.calendar_file import calendar_of

    try:
        path.write_bytes(calendar_of(days, datetime.now(UTC), starts))
    except OSError as problem:
        raise UsageError(f"{path} cannot be written: {problem.strerror}.", "Name another file.") from problem


def _show(days: tuple[Day, ...], kept: PlannedInterview, today: date, *, all_days: bool) -> None:
    left = (kept.interview - today).days
    when = "today" if left == 0 else "tomorrow" if left == 1 else f"in {left} days"
    say(f"The interview is {when}, on {_said(kept.interview)}.")
    if kept.made > today:
        say(f"This plan was made on {_said(kept.made)}, which is still to come: is the system's clock right?")
    say()
    shown = days if all_days or len(days) <= SHOWN_DAYS + 2 else (*days[:SHOWN_DAYS], days[-1])
    for before, day in zip((None, *shown), shown, strict=False):
        if before is not None and day.day - before.day > 1:
            say(f"  … {day.day - before.day - 1} days more; --all shows them.")
        for line in _lines(day, today):
            say(line)


def _lines(day: Day, today: date) -> list[str]:
    on = date.fromordinal(day.day)
    head = f"{on:%a %d %b}{' (today)' if on == today else ''}"
    if not day.tasks:
        return [f"{head:<20} free"]
    return [
        f"{head if number == 0 else '':<20} {_task_line(task, today=on == today)}"
        for number, task in enumerate(day.tasks)
    ]


def _task_line(task: Task, *, today: bool) -> str:
    mark = ("[x] " if task.is_done else "[ ] ") if today and task.minutes else ""
    minutes = f"{task.minutes} min  " if task.minutes else ""
    drills = f": {', '.join(task.drills)}" if task.drills and not task.says.startswith("Drills: ") else ""
    command = f"  ({task.command})" if today and task.command and not task.is_done else ""
    return f"{mark}{minutes}{task.says}{drills}{command}"


def _row(day: Day) -> dict[str, object]:
    from dataclasses import asdict

    return {"date": date.fromordinal(day.day), "focus": day.focus, "tasks": [asdict(t) for t in day.tasks]}


def _said(day: date) -> str:
    return f"{day:%A} {day.day} {day:%B %Y}"
