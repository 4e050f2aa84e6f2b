"""A simulated candidate: answers the interviewer's moves with a scenario's content, seeded, without a clock.

It drives the demo, the tests and the benchmarks. A strong one speaks the file's model answers; the others
are built from its vocabulary, limits and likely questions.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from voice_coach.coaching.candidate_asides import Asides
from voice_coach.coaching.candidate_characters import (
    Arguer,
    Injector,
    Memoriser,
    NonNative,
    OffTopic,
    Rambler,
    Vague,
)
from voice_coach.coaching.candidate_manners import (
    Cue,
    DiagramFirst,
    Enumerator,
    Jargon,
    Manner,
    Silent,
    Speech,
    Strong,
)
from voice_coach.coaching.candidate_repertoire import Repertoire
from voice_coach.coaching.moves import Move, MoveKind
from voice_coach.coaching.scenario import Scenario


class CandidateKind(StrEnum):
    """How a simulated candidate behaves."""

    STRONG = "strong"
    DIAGRAM_FIRST = "diagram-first"
    ENUMERATOR = "enumerator"
    JARGON = "jargon"
    VAGUE = "vague"
    RAMBLER = "rambler"
    SILENT = "silent"
    ARGUER = "arguer"
    MEMORISER = "memoriser"
    INJECTOR = "injector"
    OFF_TOPIC = "off-topic"
    NON_NATIVE = "non-native"


_MANNERS: dict[CandidateKind, Callable[[Repertoire, float], Manner]] = {
    CandidateKind.STRONG: Strong,
    CandidateKind.DIAGRAM_FIRST: DiagramFirst,
    CandidateKind.ENUMERATOR: Enumerator,
    CandidateKind.JARGON: Jargon,
    CandidateKind.VAGUE: Vague,
    CandidateKind.RAMBLER: Rambler,
    CandidateKind.SILENT: Silent,
    CandidateKind.ARGUER: Arguer,
    CandidateKind.MEMORISER: Memoriser,
    CandidateKind.INJECTOR: Injector,
    CandidateKind.OFF_TOPIC: OffTopic,
    CandidateKind.NON_NATIVE: NonNative,
}
_SLOWER = {CandidateKind.SILENT: 2.5, CandidateKind.NON_NATIVE: 1.6}
"""How much longer than others they think."""
_HARD = frozenset({MoveKind.CHANGE_FACTS, MoveKind.OPEN, MoveKind.SKETCH_NOW, MoveKind.CALL_BACK})
_LEAVE_THE_QUESTION = frozenset(
    {MoveKind.REPEAT, MoveKind.REPHRASE, MoveKind.TIME_CHECK, MoveKind.DECLINE_HINT, MoveKind.HOLD_SILENCE}
)
"""Moves after which the question before them is still open."""


@dataclass(frozen=True, slots=True)
class Line:
    """One turn of the candidate's."""

    text: str
    thinks_s: float
    """Seconds of silence before it."""
    meant: str = ""
    """What it was meant to be, where that matters: `asks:` and a fact's id, `instructs`, `strays` ..."""


class SimulatedCandidate:
    """Answers one interview.

    It remembers what it said, so that no line comes twice; the same seed and calls give the same lines.
    """

    def __init__(self, scenario: Scenario, kind: CandidateKind, seed: int = 0, minutes: float = 45.0) -> None:
        self._kind = kind
        self._dice = random.Random(f"{seed}|{kind}|{scenario.id}")
        self._lines = Repertoire(scenario, self._dice)
        self._manner = _MANNERS[kind](self._lines, minutes)
        self._asides = None if kind is CandidateKind.SILENT else Asides(self._lines, kind.value)
        self._open_cue: Cue | None = None
        self._thinking = False

    def answer(self, interviewer_text: str, move: Move | None, t_s: float) -> Line | None:
        """The reply to what the interviewer said at `t_s`; None where the candidate stays silent.

        Without a move the reply goes by the words alone.
        """
        cue = _cue_of(interviewer_text, move)
        if cue.kind is MoveKind.CLOSE:
            return None
        if cue.kind not in _LEAVE_THE_QUESTION:
            self._open_cue = cue
        speech = self._aside(cue, t_s) or self._answer(cue)
        if speech is None:
            return None
        thinks_s = self._pause_s(cue.kind) + self._thought_s(cue.kind)
        self._thinking = speech.meant == "thinks"
        return Line(speech.text, thinks_s, speech.meant)

    def _aside(self, cue: Cue, t_s: float) -> Speech | None:
        """Something asked of the interviewer instead of an answer."""
        return None if self._asides is None else self._asides.speak(cue, t_s)

    def _answer(self, cue: Cue) -> Speech | None:
        still_open = cue.kind in _LEAVE_THE_QUESTION and (
            self._thinking or cue.kind is not MoveKind.HOLD_SILENCE
        )
        return self._manner.speak(self._open_cue if still_open and self._open_cue else cue)

    def _pause_s(self, kind: MoveKind) -> float:
        slow = _SLOWER.get(self._kind, 1.0)
        return round(slow * self._dice.uniform(0.4, 3.6 if kind in _HARD else 2.4), 2)

    def _thought_s(self, kind: MoveKind) -> float:
        """The moment that was asked for."""
        return 8.0 if self._thinking and kind is MoveKind.HOLD_SILENCE else 0.0


def _cue_of(text: str, move: Move | None) -> Cue:
    if move is None:
        return Cue(_guessed(text))
    slots = dict(move.slots)
    return Cue(move.kind, slots.get("form", ""), move.topic, slots.get("quote", ""), slots.get("truth", ""))


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
