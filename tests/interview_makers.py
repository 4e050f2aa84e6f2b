"""Whole interviews of scripted engines, written to disk as the program writes them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from voice_coach.coaching.candidate import CandidateKind, SimulatedCandidate
from voice_coach.coaching.interviewer import Interviewer
from voice_coach.coaching.moves import Move, MoveKind, Stage
from voice_coach.coaching.stages import Plan
from voice_coach.conversation.duplex import Duplex
from voice_coach.conversation.floor_state import FloorRules
from voice_coach.conversation.lines import NextLine, SpokenLine
from voice_coach.conversation.segments import Segmenter
from voice_coach.conversation.sound import Samples, level_dbfs
from voice_coach.engines.protocols import (
    EchoCanceller,
    EngineInfo,
    Recogniser,
    SoundCard,
    SpeechDetector,
    Voice,
)
from voice_coach.interview import Ears, Interview, Work
from voice_coach.journal import Journal, Observer
from voice_coach.library import load_scenario
from voice_coach.live import Inbox, Publisher, StopSwitch, ThreadedWork, Worker, run_live
from voice_coach.sessions.manifest import Manifest, ScenarioRef
from voice_coach.sessions.reading import Session
from voice_coach.sessions.writer import SessionWriter
from voice_coach.stepped import Costs, SteppedWork, run_stepped

SCENARIO = "support-replies"


@dataclass
class Sitting:
    """The parts of an interview, and everything that was shown of it."""

    folder: Path
    card: SoundCard
    detector: SpeechDetector
    recogniser: Recogniser
    voice: Voice
    minutes: float = 3.0
    seed: int = 4
    watchers: list[Observer] = field(default_factory=list)
    with_sound: bool = True
    interviewer: Interviewer | None = None
    """None for the one that the program has."""
    echo: EchoCanceller | None = None
    duplex: Duplex | None = None
    rules: FloorRules = field(default_factory=FloorRules)
    shown: list[dict[str, object]] = field(default_factory=list)

    def __post_init__(self) -> None:
        if self.interviewer is None:
            self.interviewer = Interviewer(load_scenario(SCENARIO), Plan(self.minutes, seed=self.seed))
        head = Manifest(
            mode="practice", scenario=ScenarioRef(SCENARIO), started_at=datetime.now().astimezone()
        )
        self.writer = SessionWriter.create(self.folder, head, with_sound=self.with_sound, waits=True)

    def publish(self, event: dict[str, object]) -> None:
        """Keep an event and hand it to whoever watches."""
        self.shown.append(event)
        for watcher in self.watchers:
            watcher(event)

    def _started(self, work: Work, journal: Journal) -> Interview:
        ears = Ears(self.detector, self.echo, Segmenter(), self.duplex)
        self.interview = interview = Interview(ears, work, journal, self.rules)
        interview.start({"scenario": SCENARIO, "minutes": self.minutes}, [EngineInfo("card", "scripted")])
        return interview

    def hold_stepped(self, longest_s: float) -> int:
        """Hold it on the virtual clock; its length in samples."""
        work = SteppedWork(self.recogniser, self.interviewer, self.voice, Costs())
        interview = self._started(work, Journal(self.writer, self.publish, lambda job: job()))
        return run_stepped(interview, self.card, lambda: "", longest_s)

    def hold_live(self, stop: StopSwitch | None = None) -> int:
        """Hold it on threads, at the card's pace; its length in samples."""
        inbox, publisher = Inbox(), Publisher([self.publish])
        log = Worker("log", inbox.report)
        work = ThreadedWork(self.recogniser, self.interviewer, self.voice, inbox)
        try:
            interview = self._started(work, Journal(self.writer, publisher.publish, log.do))
            return run_live(interview, self.card, work, stop or StopSwitch())
        finally:
            log.close(10.0)
            publisher.close()

    def of(self, kind: str) -> list[dict[str, object]]:
        """The events of a type, as they were shown."""
        return [event for event in self.shown if event["type"] == kind]

    def kept(self) -> Session:
        """The session on disk, finished."""
        return Session(self.writer.finish())


class LevelDetector:
    """Speech is what is loud."""

    @property
    def info(self) -> EngineInfo:
        return EngineInfo("detector", "level")

    def hear(self, frame: Samples) -> float:
        return 1.0 if level_dbfs(frame) > -45 else 0.0


def simulated_lines(
    kind: CandidateKind = CandidateKind.STRONG, seed: int = 4, minutes: float = 45.0
) -> NextLine:
    """What a simulated candidate says to each turn of the interviewer."""
    candidate = SimulatedCandidate(load_scenario(SCENARIO), kind, seed, minutes)

    def next_line(turn: Mapping[str, object]) -> SpokenLine | None:
        line = candidate.answer(str(turn["heard_text"]), move_in(turn), float(str(turn["end_s"])))
        return SpokenLine("") if line is None else SpokenLine(line.text, line.thinks_s)

    return next_line


def move_in(turn: Mapping[str, object]) -> Move | None:
    """The interviewer's move as a turn of the log has it."""
    if not turn["move"]:
        return None
    slots = turn["slots"]
    assert isinstance(slots, dict)
    kind, stage = MoveKind(str(turn["move"])), Stage(str(turn["stage"]))
    return Move(kind, stage, None, "", str(turn["topic"]), tuple(slots.items()))
