"""A simulated candidate: answers the interviewer's moves with a scenario's content, seeded, without a clock.

It drives the demo, the tests and the benchmarks. A strong one speaks the file's model answers; the weak
ones are built from its vocabulary of boxes and levers.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from voice_coach.coaching import candidate_lines as lines
from voice_coach.coaching.moves import Move, MoveKind
from voice_coach.coaching.scenario import Scenario

LONG_SESSION_MINUTES = 10.0
"""From here on a strong candidate says two things a turn rather than one."""
MOST_DRAWS = 200


class CandidateKind(StrEnum):
    """How a simulated candidate behaves."""

    STRONG = "strong"
    DIAGRAM_FIRST = "diagram-first"
    ENUMERATOR = "enumerator"
    JARGON = "jargon"
    SILENT = "silent"


@dataclass(frozen=True, slots=True)
class Line:
    """One turn of the candidate's."""

    text: str
    thinks_s: float
    """Seconds of silence before it."""


_TALKATIVE = frozenset({CandidateKind.DIAGRAM_FIRST, CandidateKind.ENUMERATOR})
_BRIEF = frozenset(
    {
        MoveKind.ASK_NUMBER,
        MoveKind.ASK_SOURCE,
        MoveKind.ASK_USER,
        MoveKind.TIME_CHECK,
        MoveKind.HOLD_SILENCE,
        MoveKind.WRAP_UP,
    }
)


class SimulatedCandidate:
    """Answers one interview.

    It remembers what it said, so that no line comes twice; the same seed and calls give the same lines.
    """

    def __init__(self, scenario: Scenario, kind: CandidateKind, seed: int = 0, minutes: float = 45.0) -> None:
        self._scenario = scenario
        self._kind = kind
        self._minutes = minutes
        self._dice = random.Random(f"{seed}|{kind}|{scenario.id}")
        self._said: set[str] = set()
        self._used: dict[str, int] = {}
        self._agenda = list(self._opening_agenda())
        self._speak: Callable[[MoveKind, dict[str, str], str], str | None] = {
            CandidateKind.STRONG: self._strong,
            CandidateKind.DIAGRAM_FIRST: self._diagram_first,
            CandidateKind.ENUMERATOR: self._enumerator,
            CandidateKind.JARGON: self._jargon,
            CandidateKind.SILENT: self._silent,
        }[kind]

    def answer(self, interviewer_text: str, move: Move | None, t_s: float) -> Line | None:
        """The reply to what the interviewer said at `t_s`; None where the candidate stays silent.

        Without a move the reply goes by the words alone.
        """
        del t_s  # these kinds do not watch the clock; the interface lets others do so
        kind = move.kind if move else _guessed(interviewer_text)
        if kind is MoveKind.CLOSE:
            return None
        slots = dict(move.slots) if move else {}
        text = self._speak(kind, slots, move.topic if move else "")
        if text and self._kind in _TALKATIVE and self._minutes >= LONG_SESSION_MINUTES and kind not in _BRIEF:
            text = f"{text} {self._another(kind, slots, text)}"
        return Line(text, self._pause_s(kind)) if text else None

    def _another(self, kind: MoveKind, slots: dict[str, str], first: str) -> str:
        """A second sentence that does not begin like the first."""
        for _ in range(MOST_DRAWS):
            text = self._speak(kind, slots, "") or ""
            if text.split()[:2] != first.split()[:2]:
                break
        return text

    def _pause_s(self, kind: MoveKind) -> float:
        hard = kind in {MoveKind.CHANGE_FACTS, MoveKind.OPEN, MoveKind.SKETCH_NOW, MoveKind.CALL_BACK}
        slow = 2.5 if self._kind is CandidateKind.SILENT else 1.0
        return round(slow * self._dice.uniform(0.4, 2.2 if hard else 1.4), 2)

    # --- strong

    def _strong(self, kind: MoveKind, slots: dict[str, str], topic: str) -> str | None:
        match kind:
            case MoveKind.OPEN:
                return self._together("restatement", "questions")
            case MoveKind.HOLD_SILENCE:
                return None
            case MoveKind.ANSWER_QUESTION:
                return self._elaborated(self._from_agenda())
            case MoveKind.WRAP_UP:
                return self._from("summary", "impact")
            case MoveKind.SKETCH_NOW:
                return self._from(
                    "legitimate-sketch" if slots.get("form") == "real" else "sketch", "constraints", "more"
                )
            case MoveKind.ASK_NUMBER if slots.get("form") == "slip":
                return self._fresh(lines.PUT_RIGHT, truth=slots.get("truth", ""))
            case MoveKind.PROBE if slots.get("form") == "unmapped":
                return self._fresh(lines.MAPPED, lever=slots.get("quote", "it"), **self._a_limit())
            case MoveKind.CALL_BACK:
                return self._elaborated(
                    self._fresh(lines.STILL_HOLDS, quote=slots.get("quote", "that"), **self._a_limit())
                )
            case MoveKind.PROBE if topic == "shared-your-questions":
                return self._from("closing-question", "more")
            case MoveKind.PROBE | MoveKind.CHANGE_FACTS | MoveKind.REPEAT | MoveKind.REPHRASE:
                return self._elaborated(self._from(topic, "approach", "more"))
            case _:
                return self._elaborated(self._from(*_STRONG_TOPICS.get(kind, ()), "more"))

    def _opening_agenda(self) -> Iterator[str]:
        """What a strong candidate works through between answers to questions, in order."""
        if self._minutes >= LONG_SESSION_MINUTES:
            yield from ("questions", "questions", "questions")
        yield from ("constraints", "priority", "approach")

    def _from_agenda(self) -> str:
        return self._from(self._agenda.pop(0), "more") if self._agenda else self._from("more")

    def _together(self, *topics: str) -> str:
        return " ".join(self._from(topic) for topic in topics)

    def _from(self, *topics: str) -> str:
        """The next line not yet said of the first topic that has one; a made-up line where none has."""
        for topic in topics:
            for line in self._scenario.model_lines(topic):
                if line not in self._said:
                    self._said.add(line)
                    return line
        return self._fresh(lines.ELABORATIONS, **self._a_limit())

    def _elaborated(self, text: str) -> str:
        if self._minutes < LONG_SESSION_MINUTES or text.endswith("?"):
            return text
        return f"{text} {self._fresh(lines.ELABORATIONS, **self._a_limit())}"

    # --- weak

    def _diagram_first(self, kind: MoveKind, _slots: dict[str, str], _topic: str) -> str | None:
        boxes = self._words(self._scenario.components, 5)
        match kind:
            case MoveKind.HOLD_SILENCE:
                return None
            case MoveKind.INTERRUPT_DIAGRAM | MoveKind.ASK_NUMBER | MoveKind.CHALLENGE_PRIORITY:
                return self._fresh(lines.BRUSHED_ASIDE, **boxes, number=str(self._dice.randrange(10, 60, 5)))
            case MoveKind.ASK_SOURCE | MoveKind.ASK_USER:
                return self._fresh(lines.SHRUGS, **boxes)
            case MoveKind.WRAP_UP:
                return self._fresh(lines.WEAK_SUMMARIES, **boxes)
            case _:
                return self._fresh(lines.TOURS, **boxes)

    def _enumerator(self, kind: MoveKind, _slots: dict[str, str], _topic: str) -> str | None:
        levers = self._words(self._scenario.levers, 5)
        match kind:
            case MoveKind.HOLD_SILENCE:
                return None
            case MoveKind.ASK_NUMBER | MoveKind.ASK_SOURCE:
                return self._fresh(lines.HEDGES, **levers, number=str(self._dice.randrange(10, 60, 5)))
            case MoveKind.ASK_USER:
                return self._fresh(lines.SHRUGS, **levers)
            case MoveKind.WRAP_UP:
                return self._fresh(lines.WEAK_SUMMARIES, **levers)
            case _:
                return self._fresh(lines.LISTS, **levers)

    def _jargon(self, kind: MoveKind, _slots: dict[str, str], _topic: str) -> str | None:
        words = self._words((*self._scenario.levers, *self._scenario.components), 5)
        match kind:
            case MoveKind.HOLD_SILENCE:
                return None
            case MoveKind.ASK_USER | MoveKind.ASK_SOURCE:
                return self._fresh(lines.SHRUGS, **words)
            case _:
                return " ".join(
                    self._fresh(
                        lines.STRETCHES,
                        **self._words((*self._scenario.levers, *self._scenario.components), 5),
                    )
                    for _ in range(2)
                )

    def _silent(self, _kind: MoveKind, _slots: dict[str, str], _topic: str) -> str | None:
        if self._dice.random() < 0.6:
            return None
        return self._fresh(lines.MUTTERS, **self._words(self._scenario.levers, 2))

    # --- lines

    def _fresh(self, templates: Sequence[str], **slots: str) -> str:
        """A filled template not yet said; once all were, the numbering of thoughts keeps them apart."""
        rested = sorted(templates, key=lambda one: self._used.get(one, 0) + self._dice.random())
        for draws in range(MOST_DRAWS):
            template = rested[draws % min(len(rested), 3)]
            text = _sentence(template.format_map(_Redrawn(slots, self)))
            if text not in self._said:
                break
        self._used[template] = self._used.get(template, 0) + 1
        self._said.add(text)
        return text

    def _a_limit(self) -> dict[str, str]:
        limit = self._dice.choice(self._scenario.constraints)
        return {"says": limit.says, "name": limit.name}

    def _words(self, vocabulary: Sequence[str], count: int) -> dict[str, str]:
        return dict(
            zip("abcde", self._dice.sample(list(vocabulary), min(count, len(vocabulary))), strict=False)
        )

    def redraw(self, name: str) -> str | None:
        """Another value for a slot that any value fits."""
        if name in {"says", "name"}:
            return None
        return self._dice.choice(lines.FILLINGS[name]) if name in lines.FILLINGS else None


class _Redrawn(dict[str, str]):
    """Slots of a template, with fillings drawn where none was given."""

    def __init__(self, slots: dict[str, str], candidate: SimulatedCandidate) -> None:
        super().__init__(slots)
        self._candidate = candidate

    def __missing__(self, name: str) -> str:
        return self._candidate.redraw(name) or name


_STRONG_TOPICS: dict[MoveKind, tuple[str, ...]] = {
    MoveKind.ASK_NUMBER: ("number", "tradeoff"),
    MoveKind.ASK_SOURCE: ("source",),
    MoveKind.ASK_USER: ("user", "impact"),
    MoveKind.CHALLENGE_PRIORITY: ("priority", "tradeoff"),
    MoveKind.INTERRUPT_DIAGRAM: ("constraints", "priority"),
    MoveKind.CUT_IN: ("impact", "priority"),
    MoveKind.NUDGE: ("approach",),
}


def _guessed(text: str) -> MoveKind:
    """The kind of a move by its words."""
    lowered = text.lower()
    for kind, words in _TELLING.items():
        if any(word in lowered for word in words):
            return kind
    return MoveKind.PROBE


_TELLING: dict[MoveKind, tuple[str, ...]] = {
    MoveKind.CLOSE: ("goodbye",),
    MoveKind.SKETCH_NOW: ("sketch", "draw", "diagram", "whiteboard"),
    MoveKind.ASK_SOURCE: ("come from", "source", "how do you know"),
    MoveKind.ASK_NUMBER: ("how much", "a number", "how fast", "how many"),
    MoveKind.ASK_USER: ("who feels", "which person", "one user"),
    MoveKind.WRAP_UP: ("sum up", "summary", "summarise"),
    MoveKind.OPEN: ("would you approach", "how do you start"),
}


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]
