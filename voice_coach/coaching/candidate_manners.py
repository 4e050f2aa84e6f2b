"""How the strong candidate and the four textbook mistakes answer a move."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from voice_coach.coaching import candidate_lines as lines
from voice_coach.coaching.candidate_repertoire import MOST_DRAWS, Repertoire
from voice_coach.coaching.moves import MoveKind

LONG_SESSION_MINUTES = 10.0
"""From here on a talking candidate says two things a turn rather than one."""
PLAIN_CHANCE = 0.35
"""How often a strong candidate leaves it at the model answer."""
BRIEF = frozenset(
    {
        MoveKind.ASK_NUMBER,
        MoveKind.ASK_SOURCE,
        MoveKind.ASK_USER,
        MoveKind.TIME_CHECK,
        MoveKind.HOLD_SILENCE,
        MoveKind.WRAP_UP,
    }
)


@dataclass(frozen=True, slots=True)
class Cue:
    """What the candidate answers to."""

    kind: MoveKind
    form: str = ""
    topic: str = ""
    quote: str = ""
    truth: str = ""
    """The right value, where the interviewer put a sum right."""


@dataclass(frozen=True, slots=True)
class Speech:
    """Words, and what they were meant to be where that matters."""

    text: str
    meant: str = ""


class Manner(Protocol):
    """A way of answering."""

    def speak(self, cue: Cue) -> Speech | None:
        """The answer; None to stay silent."""
        ...


class Strong:
    """Asks, ranks limits, maps each choice to one and speaks in numbers: the file's model answers."""

    def __init__(self, repertoire: Repertoire, minutes: float) -> None:
        self._lines = repertoire
        self._is_long = minutes >= LONG_SESSION_MINUTES
        self._agenda = list(self._opening_agenda())

    def speak(self, cue: Cue) -> Speech | None:
        """The model answer to the move."""
        text = self._text(cue)
        return None if text is None else Speech(text)

    def _text(self, cue: Cue) -> str | None:
        match cue.kind:
            case MoveKind.OPEN:
                return f"{self._from('restatement')} {self._from('questions')}"
            case MoveKind.HOLD_SILENCE:
                return None
            case MoveKind.ANSWER_QUESTION:
                return self._elaborated(self._from(self._agenda.pop(0) if self._agenda else "more", "more"))
            case MoveKind.WRAP_UP:
                return self._from("summary", "impact")
            case MoveKind.SKETCH_NOW:
                return self._from(
                    "legitimate-sketch" if cue.form == "real" else "sketch", "constraints", "more"
                )
            case MoveKind.ASK_NUMBER if cue.form == "slip":
                return self._lines.fresh(lines.PUT_RIGHT, truth=cue.truth)
            case MoveKind.PROBE if cue.form == "unmapped":
                return self._lines.fresh(lines.MAPPED, lever=cue.quote or "it", **self._lines.a_limit())
            case MoveKind.CALL_BACK:
                return self._elaborated(
                    self._lines.fresh(lines.STILL_HOLDS, quote=cue.quote or "that", **self._lines.a_limit())
                )
            case MoveKind.PROBE if cue.topic == "shared-your-questions":
                return self._from("closing-question", "more")
            case MoveKind.PROBE | MoveKind.CHANGE_FACTS | MoveKind.REPEAT | MoveKind.REPHRASE:
                return self._elaborated(self._from(cue.topic, "approach", "more"))
            case _:
                return self._elaborated(self._from(*_STRONG_TOPICS.get(cue.kind, ()), "more"))

    def _opening_agenda(self) -> Iterator[str]:
        """What is worked through between answers to questions, in order."""
        if self._is_long:
            yield from ("questions", "questions", "questions")
        yield from ("constraints", "priority", "approach")

    def _from(self, *topics: str) -> str:
        """The next line not yet said; then anything left that fits anywhere; then a made-up one."""
        found = self._lines.own(*topics, *_ANYWHERE)
        return found or self._lines.fresh(lines.CONSIDERATIONS, **self._lines.a_limit())

    def _elaborated(self, text: str) -> str:
        if not self._is_long or text.endswith("?") or self._lines.dice.random() < PLAIN_CHANCE:
            return text
        return f"{text} {self._lines.fresh(lines.ELABORATIONS, **self._lines.a_limit())}"


_ANYWHERE = ("tradeoff", "impact", "user", "priority", "number", "source", "approach")
"""Topics whose lines fit an answer to nearly anything."""
_STRONG_TOPICS: dict[MoveKind, tuple[str, ...]] = {
    MoveKind.ASK_NUMBER: ("number", "tradeoff"),
    MoveKind.ASK_SOURCE: ("source",),
    MoveKind.ASK_USER: ("user", "impact"),
    MoveKind.CHALLENGE_PRIORITY: ("priority", "tradeoff"),
    MoveKind.INTERRUPT_DIAGRAM: ("constraints", "priority"),
    MoveKind.CUT_IN: ("impact", "priority"),
    MoveKind.NUDGE: ("approach",),
}


class DiagramFirst:
    """Tours boxes, whatever is asked."""

    def __init__(self, repertoire: Repertoire, minutes: float) -> None:
        self._lines = repertoire
        self._is_long = minutes >= LONG_SESSION_MINUTES

    def speak(self, cue: Cue) -> Speech | None:
        """A tour, or the question brushed aside."""
        if cue.kind is MoveKind.HOLD_SILENCE:
            return None
        return _doubled(self, cue) if self._is_long and cue.kind not in BRIEF else self.one(cue)

    def one(self, cue: Cue) -> Speech:
        """One such answer."""
        boxes = self._lines.boxes()
        match cue.kind:
            case MoveKind.INTERRUPT_DIAGRAM | MoveKind.ASK_NUMBER | MoveKind.CHALLENGE_PRIORITY:
                return Speech(self._lines.fresh(lines.BRUSHED_ASIDE, **boxes))
            case MoveKind.ASK_SOURCE | MoveKind.ASK_USER:
                return Speech(self._lines.fresh(lines.SHRUGS, **boxes))
            case MoveKind.WRAP_UP:
                return Speech(self._lines.fresh(lines.WEAK_SUMMARIES, **boxes))
            case _:
                return Speech(self._lines.fresh(lines.TOURS, **boxes), "tours")


class Enumerator:
    """Lists every option and chooses none."""

    def __init__(self, repertoire: Repertoire, minutes: float) -> None:
        self._lines = repertoire
        self._is_long = minutes >= LONG_SESSION_MINUTES

    def speak(self, cue: Cue) -> Speech | None:
        """A list, or a hedge."""
        if cue.kind is MoveKind.HOLD_SILENCE:
            return None
        return _doubled(self, cue) if self._is_long and cue.kind not in BRIEF else self.one(cue)

    def one(self, cue: Cue) -> Speech:
        """One such answer."""
        levers = self._lines.levers()
        match cue.kind:
            case MoveKind.ASK_NUMBER | MoveKind.ASK_SOURCE:
                return Speech(self._lines.fresh(lines.HEDGES, **levers))
            case MoveKind.ASK_USER:
                return Speech(self._lines.fresh(lines.SHRUGS, **levers))
            case MoveKind.WRAP_UP:
                return Speech(self._lines.fresh(lines.WEAK_SUMMARIES, **levers))
            case _:
                return Speech(self._lines.fresh(lines.LISTS, **levers), "lists")


class Jargon:
    """Long technical stretches without a person, a number or a reason."""

    def __init__(self, repertoire: Repertoire, minutes: float) -> None:
        del minutes  # it is long-winded in any session
        self._lines = repertoire

    def speak(self, cue: Cue) -> Speech | None:
        """Two stretches, or a shrug."""
        if cue.kind is MoveKind.HOLD_SILENCE:
            return None
        if cue.kind in {MoveKind.ASK_USER, MoveKind.ASK_SOURCE}:
            return Speech(self._lines.fresh(lines.SHRUGS, **self._lines.terms()))
        two = (self._lines.fresh(lines.STRETCHES, **self._lines.terms()) for _ in range(2))
        return Speech(" ".join(two), "jargon")


class Silent:
    """Says nothing most of the time, and mutters otherwise."""

    def __init__(self, repertoire: Repertoire, minutes: float) -> None:
        del minutes
        self._lines = repertoire

    def speak(self, cue: Cue) -> Speech | None:
        """A mutter, more often none."""
        del cue  # whatever is asked
        if self._lines.dice.random() < 0.6:
            return None
        return Speech(self._lines.fresh(lines.MUTTERS, **self._lines.levers()))


class _OneByOne(Protocol):
    def one(self, cue: Cue) -> Speech:
        """One answer."""
        ...


def _doubled(manner: _OneByOne, cue: Cue) -> Speech:
    """Two answers in a row, the second not beginning like the first."""
    first = manner.one(cue)
    for _ in range(MOST_DRAWS):
        second = manner.one(cue)
        if second.text.split()[:2] != first.text.split()[:2]:
            break
    return Speech(f"{first.text} {second.text}", first.meant)
