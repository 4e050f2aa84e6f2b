"""One session of the exam: a typed candidate, the real driver on its virtual clock, nothing on disk."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import cast

from voice_coach.cli.minds import move_in
from voice_coach.coaching.candidate import CandidateKind, SimulatedCandidate
from voice_coach.coaching.interviewer import Interviewer
from voice_coach.coaching.preparation import TextSource
from voice_coach.coaching.scenario import Scenario
from voice_coach.coaching.stages import Plan, Pressure
from voice_coach.conversation.endpointing import PROFILES
from voice_coach.conversation.floor_state import FloorRules
from voice_coach.conversation.lines import SpokenLine
from voice_coach.conversation.segments import Segmenter
from voice_coach.conversation.sound import Samples
from voice_coach.engines.scripted_engines import ToneVoice
from voice_coach.engines.typed_card import MarkerDetector, TypedCard, TypedRecogniser
from voice_coach.interview import Ears, Interview
from voice_coach.journal import Journal
from voice_coach.library import load_scenario
from voice_coach.sessions.writer import SessionWriter
from voice_coach.stepped import Costs, SteppedWork, run_stepped

OVERTIME_S = 180.0
LASTING = frozenset(
    {"session_started", "turn", "stage", "move", "barge_in", "fault", "watchdog", "session_ended"}
)


@dataclass(frozen=True, slots=True)
class Case:
    """One session to hold; the same case gives the same session with the scripted interviewer."""

    kind: str
    scenario: str
    pressure: str
    minutes: float
    seed: int

    @property
    def plan(self) -> Plan:
        """The round that it asks for."""
        return Plan(self.minutes, Pressure(self.pressure), seed=self.seed)

    def __str__(self) -> str:
        return f"{self.kind} / {self.scenario} / {self.pressure} / {self.minutes:g} min / seed {self.seed}"


@dataclass(frozen=True, slots=True)
class Said:
    """A line that the candidate meant to say, and what it was meant to be."""

    text: str
    meant: str


@dataclass(slots=True)
class Held:
    """A session that was held: its events, and the truth about what the candidate meant."""

    case: Case
    scenario: Scenario
    events: list[dict[str, object]] = field(default_factory=list)
    lines: list[Said] = field(default_factory=list)


class _Notebook:
    """Numbers events as a session's log does, and keeps no file."""

    def __init__(self) -> None:
        self._next = 0

    def event(self, event: str, t_s: float, /, **fields: object) -> dict[str, object]:
        self._next += 1
        return {"seq": self._next, "t_s": t_s, "type": event, **fields}

    def sound(self, near: Samples, far: Samples) -> None:
        """No recording is made."""

    def drain_faults(self) -> Sequence[str]:
        """Nothing can fail."""
        return ()


@lru_cache(maxsize=64)
def scenario_of(scenario_id: str) -> Scenario:
    """A scenario, read once, so that all sessions of an exam meet the same text."""
    return load_scenario(scenario_id)


def hold(case: Case, model: TextSource | None = None) -> Held:
    """Hold one session to its end."""
    held = Held(case, scenario_of(case.scenario))
    candidate = SimulatedCandidate(held.scenario, CandidateKind(case.kind), case.seed, case.minutes)

    def next_line(turn: Mapping[str, object]) -> SpokenLine:
        line = candidate.answer(str(turn["heard_text"]), move_in(turn), float(str(turn["end_s"])))
        if line is None:
            return SpokenLine("")
        held.lines.append(Said(line.text, line.meant))
        return SpokenLine(line.text, line.thinks_s)

    card = TypedCard(next_line)
    _run(held, card, Interviewer(held.scenario, case.plan, model))
    return held


def _run(held: Held, card: TypedCard, interviewer: Interviewer) -> None:
    def publish(event: dict[str, object]) -> None:
        if event["type"] in LASTING:
            held.events.append(event)
        card.observe(event)

    journal = Journal(cast(SessionWriter, _Notebook()), publish, lambda job: job())
    work = SteppedWork(TypedRecogniser(card), interviewer, ToneVoice(), Costs())
    ears = Ears(MarkerDetector(), None, Segmenter())
    interview = Interview(ears, work, journal, FloorRules(profile=PROFILES["patient"]))
    interview.start({"scenario": held.scenario.id}, ())
    run_stepped(interview, card, lambda: "", held.case.minutes * 60 + OVERTIME_S)
