"""A drill: one skill, asked for by voice, answered by voice, corrected in one sentence.

Values only. `drill_file.py` reads them from TOML; `docs/drills.md` explains them to authors.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from voice_coach.coaching.scorecard import Dimension
from voice_coach.coaching.signals import SignalId
from voice_coach.conversation.occasions import AnswerShape


class Source(StrEnum):
    """Which scenarios a drill draws its rounds from."""

    DESIGNS = "designs"
    """Every problem that is to be designed."""
    COMPENSATION = "compensation"


class Unit(StrEnum):
    """What a number in an answer may count."""

    ANY = "any"
    TIME = "time"
    MONEY = "money"
    PERCENT = "percent"


class Absence(StrEnum):
    """What may be missing from an answer on purpose."""

    BOXES = "boxes"
    """Components of the problem's diagram."""
    TERMS = "terms"
    """Components, ways to solve it, and the words that only engineers use."""


class Focus(StrEnum):
    """What of a scenario a point is about."""

    LIMIT = "limit"
    """The constraint that the round was about."""
    KPI = "kpi"
    LIMITS = "limits"
    """Any of the scenario's constraints."""
    PARTS = "parts"
    """Any of its components."""
    PROBLEM = "problem"
    """What the scenario is about, and no other one."""


@dataclass(frozen=True, slots=True)
class Counted:
    """How a point is found in an answer; every condition that is set must hold, or one with `either`."""

    signals: tuple[SignalId, ...] = ()
    kinds: tuple[str, ...] = ()
    """Of those signals, each of which must have been found."""
    at_least: int = 1
    """Signals, numbers or limits, whichever is counted."""
    absent: tuple[SignalId, ...] = ()
    words: tuple[str, ...] = ()
    """Any of these words or phrases; `*` stands for the rest of a word."""
    numbers: Unit | None = None
    about: Focus | None = None
    """The words of this part of the scenario."""
    without: Absence | None = None
    within_limit: bool = False
    most_sentences: int = 0
    either: bool = False

    @property
    def is_fault(self) -> bool:
        """Whether it is about something that must not be there, which nobody is praised for."""
        return bool(self.absent or self.without or self.within_limit or self.most_sentences)


@dataclass(frozen=True, slots=True)
class Point:
    """One thing that an answer must show."""

    id: str
    counted: Counted
    there: str
    """What is said when it was there; `{quote}` is the candidate's words for it, "" for nothing."""
    missing: str
    """What is said when it is the one thing missing."""
    better: tuple[str, ...]
    """Better sentences; the first whose slots can be filled from the scenario and the answer is said."""
    model: str = ""
    """A sentence that shows it, for a model answer to which no line of the scenario brings it."""


@dataclass(frozen=True, slots=True)
class Rung:
    """A step of the ladder of difficulty."""

    name: str
    limit_s: float
    """Length of an answer after which the coach comes in."""
    needs: tuple[str, ...]
    """Ids of the points that count, the most important first."""
    says: str = ""
    """What the prompt adds on this rung."""


@dataclass(frozen=True, slots=True)
class Disguise:
    """One way to ask for the skill."""

    id: str
    say: str
    needs: tuple[str, ...] = ()
    """Points that count instead of the rung's, () for the rung's."""
    model: str = ""
    """A model answer of its own, which must have all that counts; "" for one of the scenario's lines."""
    from_rung: int = 0
    sketches: bool = False
    """Whether the prompt ends in a request to draw."""

    @property
    def is_about_a_limit(self) -> bool:
        """Whether it sounds different for another constraint of the same problem."""
        return "{limit" in self.say or "{lever" in self.say


@dataclass(frozen=True, slots=True)
class Drill:
    """One drill, complete."""

    id: str
    title: str
    dimension: Dimension
    source: Source
    about: str
    """One line for a list."""
    aim: str
    """What a good answer does, as it is said."""
    round_s: float
    """How long a round takes, feedback included."""
    expects: AnswerShape
    topics: tuple[str, ...]
    """Topics of the scenarios' model answers, the likeliest first."""
    rungs: tuple[Rung, ...]
    disguises: tuple[Disguise, ...]
    points: tuple[Point, ...]
    is_talk: bool = False
    """Whether the interviewer answers and asks until the opening is over."""

    def point(self, point_id: str) -> Point:
        """The point of that id."""
        return next(point for point in self.points if point.id == point_id)

    def needs(self, rung: int, disguise: Disguise) -> tuple[Point, ...]:
        """The points that count in a round."""
        return tuple(self.point(each) for each in disguise.needs or self.rungs[rung].needs)
