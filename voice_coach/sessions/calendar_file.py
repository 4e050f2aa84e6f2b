"""A plan as a calendar file (RFC 5545) for any calendar program."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from icalendar import Calendar, Event

from voice_coach.coaching.timetable import Day, Task, TaskKind

_TITLES = {
    TaskKind.DRILLS: "Drills",
    TaskKind.MOCK: "Mock interview",
    TaskKind.READ: "Read the debrief",
    TaskKind.INTERVIEW: "The interview",
}


def calendar_of(days: Iterable[Day], stamp: datetime, starts: time | None) -> bytes:
    """The tasks of some days as events, one after the other from `starts` on, or for the whole day.

    An event keeps its UID when the plan is made anew, so that a calendar that reads the file again changes
    what it has. `stamp` is when it was made, with its time zone; the times of the events are local ones.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//voice-coach//plan//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", "Interview preparation")
    for day in days:
        begins = None if starts is None else datetime.combine(date.fromordinal(day.day), starts)
        for number, task in enumerate(day.tasks):
            calendar.add_component(_event(day, number, task, stamp, begins))
            begins = None if begins is None else begins + timedelta(minutes=task.minutes)
    return bytes(calendar.to_ical())


def _event(day: Day, number: int, task: Task, stamp: datetime, begins: datetime | None) -> Event:
    on = date.fromordinal(day.day)
    event = Event()
    event.add("uid", f"{on:%Y%m%d}-{number}-{task.kind.value}@voice-coach")
    event.add("dtstamp", stamp)
    event.add("summary", f"{_TITLES[task.kind]}: {task.says}" if task.minutes else _TITLES[task.kind])
    event.add("description", "\n".join(filter(None, (task.says, ", ".join(task.drills), task.command))))
    if begins is None or not task.minutes:
        event.add("dtstart", on)
        event.add("dtend", on + timedelta(days=1))
    else:
        event.add("dtstart", begins)
        event.add("dtend", begins + timedelta(minutes=task.minutes))
    event.add("transp", "TRANSPARENT" if begins is None else "OPAQUE")
    return event
