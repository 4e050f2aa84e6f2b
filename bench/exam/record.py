"""A held session as the rules see it: turns out of the event log, and what the candidate meant by them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Any

from exam.sitting import Case, Held, Said, scenario_of
from voice_coach.coaching.evidence import Reader, Reading
from voice_coach.coaching.language import tokens_of
from voice_coach.coaching.scenario import Scenario
from voice_coach.coaching.stages import Plan

ASKING = frozenset(
    {"open", "probe", "ask_number", "ask_source", "challenge_priority", "ask_user", "sketch_now"}
    | {"interrupt_diagram", "cut_in", "change_facts", "call_back", "wrap_up"}
)


@dataclass(frozen=True, slots=True)
class Turn:
    """One turn of the log."""

    speaker: str
    index: int
    start_s: float
    end_s: float
    text: str
    heard: str = ""
    kind: str = ""
    stage: str = ""
    topic: str = ""
    cut: bool = False
    trigger_turn: int | None = None
    quote: str = ""
    slots: dict[str, str] = field(default_factory=dict)
    meant: str = ""

    @property
    def is_interviewer(self) -> bool:
        """Who speaks."""
        return self.speaker == "interviewer"

    @property
    def form(self) -> str:
        """The variant of the move."""
        return self.slots.get("form", "")

    @property
    def asks_something(self) -> bool:
        """Whether it is a question about the problem."""
        return self.kind in ASKING


@dataclass(frozen=True, slots=True)
class Breach:
    """One place where a rule was broken."""

    turn: int
    detail: str


@lru_cache(maxsize=32)
def reader_of(scenario_id: str) -> Reader:
    """The reader of a scenario, made once."""
    return Reader(scenario_of(scenario_id))


class Record:
    """Everything that a rule may ask of a session."""

    def __init__(self, held: Held) -> None:
        self.case: Case = held.case
        self.scenario: Scenario = held.scenario
        self.plan: Plan = held.case.plan
        self.events = held.events
        self.turns = sorted(_turns(held.events, held.lines), key=lambda turn: (turn.index, turn.start_s))
        self.reader = reader_of(held.case.scenario)

    @cached_property
    def spoken(self) -> list[Turn]:
        """The interviewer's turns that had words."""
        return [turn for turn in self.turns if turn.is_interviewer and turn.text]

    @cached_property
    def answers(self) -> list[Turn]:
        """The candidate's turns."""
        return [turn for turn in self.turns if not turn.is_interviewer]

    @cached_property
    def readings(self) -> dict[int, Reading]:
        """The reading of each of the candidate's turns, by index."""
        return {turn.index: self.reader.read(turn.text, turn.index) for turn in self.answers}

    def before(self, turn: Turn) -> Iterator[Turn]:
        """Every turn before one, in order."""
        return (one for one in self.turns if one.index < turn.index)

    def last_answer(self, turn: Turn) -> Turn | None:
        """The candidate's turn right before the interviewer's; None where the candidate was silent."""
        earlier = list(self.before(turn))
        return earlier[-1] if earlier and not earlier[-1].is_interviewer else None

    def reply_to(self, turn: Turn) -> Turn | None:
        """What the interviewer says to a turn; None where the session ends or the reply is silence."""
        return next((one for one in self.turns if one.index > turn.index and one.is_interviewer), None)

    def question_before(self, turn: Turn) -> Turn | None:
        """The interviewer's last question before a turn."""
        return next((one for one in reversed(list(self.before(turn))) if one.asks_something), None)

    @cached_property
    def wrapped_s(self) -> float:
        """When the close was opened."""
        return next(
            (turn.start_s for turn in self.spoken if turn.kind in {"wrap_up", "close"}), self.plan.end_s
        )

    def meant(self, what: str) -> list[Turn]:
        """The candidate's whole turns that were meant so."""
        return [turn for turn in self.answers if turn.meant.split(":")[0] == what or turn.meant == what]


def _turns(events: Sequence[dict[str, object]], lines: Sequence[Said]) -> Iterator[Turn]:
    left = list(lines)
    for event in events:
        row: dict[str, Any] = dict(event)
        if row["type"] != "turn":
            continue
        if row["speaker"] == "candidate":
            meant = _meant(row["text"], left)
            yield Turn("candidate", row["turn"], row["t_s"], row["end_s"], row["text"], meant=meant)
            continue
        trigger = row["trigger"] or {}
        yield Turn(
            "interviewer",
            row["turn"],
            row["t_s"],
            row["end_s"],
            row["text"],
            heard=row["heard_text"],
            kind=row["move"],
            stage=row["stage"],
            topic=row["topic"],
            cut=row["cut"],
            trigger_turn=trigger.get("turn"),
            quote=trigger.get("quote", ""),
            slots=row["slots"],
        )


def _meant(text: str, left: list[Said]) -> str:
    """The meaning of the line that a turn consists of; of an interrupted one only where that is enough."""
    for at, line in enumerate(left):
        if line.text == text:
            del left[: at + 1]
            return line.meant
    return "part"


def norms(text: str) -> list[str]:
    """The words of a text, comparable."""
    return [token.norm for token in tokens_of(text)]


def runs(texts: Iterable[str], length: int) -> set[tuple[str, ...]]:
    """Every run of so many words in the texts."""
    found: set[tuple[str, ...]] = set()
    for text in texts:
        words = norms(text)
        found.update(tuple(words[at : at + length]) for at in range(len(words) - length + 1))
    return found


Check = Callable[[Record], Iterable[Breach] | None]


@dataclass(frozen=True, slots=True)
class Law:
    """One rule of the exam. Its check gives the breaches, or None where the session does not test it."""

    name: str
    check: Check
    safety: bool = False


LAWS: dict[str, Law] = {}


def law(name: str, *, safety: bool = False) -> Callable[[Check], Check]:
    """Enter a check among the rules."""

    def enter(check: Check) -> Check:
        LAWS[name] = Law(name, check, safety)
        return check

    return enter
