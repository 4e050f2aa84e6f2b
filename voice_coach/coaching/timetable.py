"""What to practise on which day until an interview: three days, thirty, or any length between.

Drills come first and spaced; whole interviews weekly, and every other day in the last fortnight; the last two
days are light. Days are proleptic ordinals; there is no clock here: today is told.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

DRILL_MINUTES, LIGHT_MINUTES, MOCK_MINUTES, SHORT_MOCK_MINUTES = 10, 5, 45, 20
EVERY_OTHER_DAY_FROM = 14
"""Days before the interview from which on mocks come every other day."""
DAILY_FROM = 30
"""... and drills every day."""
WEEK = 7
TWO_LIGHT_DAYS_FROM = 7
"""Length of a plan from which on two days are light and not one."""
DRILLS_A_DAY = 4
ROUNDS_OF_A_DAY = 3
"""Rounds after which a day's drills count as done."""
MIDDLE_LEVEL = 2.5
"""Of a dimension that was never judged."""
FRAMEWORK = ("restate", "probe", "constraints", "opening")
TRADEOFFS = ("quantify", "map", "prioritise", "contrast")
LIGHT = ("restate", "opening")
PAY = "compensation"


class TaskKind(StrEnum):
    """What a day may ask for."""

    DRILLS = "drills"
    MOCK = "mock"
    READ = "read"
    INTERVIEW = "interview"


@dataclass(frozen=True, slots=True)
class Task:
    """One thing to do."""

    kind: TaskKind
    minutes: int
    says: str
    command: str = ""
    """What to type, "" for what needs no program."""
    drills: tuple[str, ...] = ()
    is_done: bool = False


@dataclass(frozen=True, slots=True)
class Day:
    """What one day asks for; a day without tasks is free."""

    day: int
    focus: str
    tasks: tuple[Task, ...]

    @property
    def minutes(self) -> int:
        """How long all of it takes."""
        return sum(task.minutes for task in self.tasks)


@dataclass(frozen=True, slots=True)
class Done:
    """What was practised before, as far as a plan depends on it."""

    drilled_today: int = 0
    """Rounds."""
    mock_days: Sequence[int] = ()
    shown: AbstractSet[str] = frozenset()
    """Ids of the checklist that are ticked."""
    levels: Mapping[str, float] | None = None
    """Of the scorecards, by dimension."""


class Spacing(Protocol):
    """When drills are due, as a spaced-repetition library sees it."""

    def due(self) -> Mapping[str, int]:
        """The day on which each practised drill is due."""
        ...

    def practise(self, drill: str, day: int) -> None:
        """Take it that the drill goes well on that day."""
        ...


def timetable(
    today: int, interview: int, dimensions: Mapping[str, str], done: Done, spacing: Spacing
) -> tuple[Day, ...]:
    """Each day from today to the interview, which is the last; `dimensions` are those of the drills by id.

    What was done today is ticked and not asked for twice; a mock of yesterday is not followed by another.
    """
    mocks = _mock_days(today, interview, done)
    days = [_day(day, today, interview, mocks, done) for day in range(today, interview)]
    placing = _Placing(today, interview, dimensions, done, spacing)
    return (*[placing.placed(day) for day in days], _last_day(interview))


# ---------------------------------------------------------------- which day is what


def _day(day: int, today: int, interview: int, mocks: AbstractSet[int], done: Done) -> Day:
    left, whole = interview - day, interview - today
    if left <= _light_days(whole):
        return Day(day, "light", (_light_drills(left), *([_read()] if left == 2 else [])))
    if day in mocks:
        mock = _mock(whole, is_done=day == today and today in done.mock_days)
        return Day(day, "mock", (*_before_a_late_mock(whole), mock))
    if day == today and "framework" not in done.shown:
        return Day(day, "framework", (_drills(FRAMEWORK, "The constraint-first framework"), _study()))
    if day == today + 1 and "tradeoffs" not in done.shown and whole > 1:
        return Day(day, "tradeoffs", (_drills(TRADEOFFS, "Trade-offs with numbers"),))
    rests = left > DAILY_FROM and (interview - day) % 2 == 0
    return Day(day, "free" if rests else "drills", () if rests else (_drills((), ""),))


def _before_a_late_mock(whole: int) -> tuple[Task, ...]:
    """What there is no other day for."""
    match whole:
        case 1:
            return (_drills(FRAMEWORK, "The constraint-first framework"),)
        case 2:
            return (_drills(TRADEOFFS, "Trade-offs with numbers"),)
        case _:
            return ()


def _light_days(whole: int) -> int:
    if whole < 4:
        return 0
    return 2 if whole >= TWO_LIGHT_DAYS_FROM else 1


def _mock_days(today: int, interview: int, done: Done) -> frozenset[int]:
    """Every other day at the end, weekly before, fortnightly far ahead; none too soon after the last one."""
    whole = interview - today
    first = 1 if whole == 1 else min(2, whole - 1)
    days: list[int] = []
    last = max((day for day in done.mock_days if day < today), default=0)
    for day in range(today + (first if whole > 1 else 0), interview - _light_days(whole)):
        if _is_turn(interview - day - _light_days(whole), whole) and day - last >= 2:
            days.append(day)
            last = day
    if today in done.mock_days:
        days.append(today)
    return frozenset(days)


def _is_turn(left: int, whole: int) -> bool:
    """Whether a mock's turn has come, `left` days before the light ones."""
    if left <= EVERY_OTHER_DAY_FROM:
        return left % 2 == 1 or whole <= 3
    rhythm = WEEK if left <= DAILY_FROM else 2 * WEEK
    return left % rhythm == 0


# ---------------------------------------------------------------- which drills


class _Placing:
    """Chooses the drills of one day after the other, and counts each as practised."""

    def __init__(
        self, today: int, interview: int, dimensions: Mapping[str, str], done: Done, spacing: Spacing
    ) -> None:
        self._today, self._interview = today, interview
        self._dimensions, self._done, self._spacing = dimensions, done, spacing
        self._last: dict[str, int] = {}

    def placed(self, day: Day) -> Day:
        """The day with its drills."""
        tasks = tuple(self._task(task, day.day) for task in day.tasks)
        return Day(day.day, day.focus, tasks)

    def _task(self, task: Task, day: int) -> Task:
        if task.kind is not TaskKind.DRILLS:
            return task
        wanted = task.drills or self._chosen(day)
        drills = tuple(each for each in wanted if each in self._dimensions)
        if self._needs_pay(day) and task.minutes >= DRILL_MINUTES:
            drills = (*drills, PAY) if task.drills else (*drills[: DRILLS_A_DAY - 1], PAY)
        for drill in drills:
            self._spacing.practise(drill, day)
            self._last[drill] = day
        is_done = day == self._today and self._done.drilled_today >= ROUNDS_OF_A_DAY
        return _drills(drills, task.says or f"Drills: {', '.join(drills)}", task.minutes, is_done=is_done)

    def _needs_pay(self, day: int) -> bool:
        """The script for the talk about pay is said once in the last week, and not on the first day."""
        if PAY not in self._dimensions or PAY in self._done.shown or PAY in self._last:
            return False
        is_first = day == self._today and self._interview - self._today > 1
        return self._interview - day <= WEEK and not is_first

    def _chosen(self, day: int) -> tuple[str, ...]:
        """What is due, then what was never tried, then what was longest ago; the weak ones sooner."""
        due = self._spacing.due()
        levels = self._done.levels or {}

        def urgency(drill: str) -> tuple[int, float]:
            level = levels.get(self._dimensions[drill], MIDDLE_LEVEL)
            if drill not in due:
                return 1, level
            return (0, level) if due[drill] <= day else (2, self._last.get(drill, 0) + level)

        known = [each for each in self._dimensions if each != PAY or each in due]
        return tuple(sorted(known, key=urgency)[:DRILLS_A_DAY])


# ---------------------------------------------------------------- tasks


def _drills(
    drills: tuple[str, ...], says: str, minutes: int = DRILL_MINUTES, *, is_done: bool = False
) -> Task:
    length = "" if minutes == DRILL_MINUTES else f" --minutes {minutes}"
    return Task(TaskKind.DRILLS, minutes, says, f"voice-coach drill --today{length}", drills, is_done)


def _light_drills(left: int) -> Task:
    says = "One restatement and one opening, no more" if left == 1 else "Two short drills, no more"
    return _drills(LIGHT, says, LIGHT_MINUTES)


def _mock(whole: int, *, is_done: bool) -> Task:
    minutes = SHORT_MOCK_MINUTES if whole == 1 else MOCK_MINUTES
    command = f"voice-coach practice --minutes {minutes}"
    if whole == 3:
        says = f"Two whole interviews of {minutes} minutes, with their debriefs"
        return Task(TaskKind.MOCK, 2 * minutes, says, command, is_done=is_done)
    says = f"A whole interview of {minutes} minutes, then its debrief"
    return Task(TaskKind.MOCK, minutes, says, command, is_done=is_done)


def _study() -> Task:
    command = f"voice-coach practice --mode study --minutes {SHORT_MOCK_MINUTES}"
    return Task(TaskKind.MOCK, SHORT_MOCK_MINUTES, "One interview with feedback after each answer", command)


def _read() -> Task:
    return Task(
        TaskKind.READ, DRILL_MINUTES, "Read the last debrief and your own best moment", "voice-coach review"
    )


def _last_day(interview: int) -> Day:
    warm_up = _drills(LIGHT, "One restatement and one opening aloud", LIGHT_MINUTES)
    return Day(interview, "interview", (warm_up, Task(TaskKind.INTERVIEW, 0, "The interview")))
