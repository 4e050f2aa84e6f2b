"""Holding an interview from the command line: build, run, write up."""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from voice_coach.cli.candidate import Candidate, Simulated
from voice_coach.cli.chairs import Parts, parts_for
from voice_coach.cli.debrief import write_up
from voice_coach.cli.interrupts import BY_USER, polite_interrupt
from voice_coach.cli.lines import YOU, Lines, json_line, plain_line
from voice_coach.cli.minds import Mindset, interviewer_for
from voice_coach.cli.recover import keep_what_was_interrupted
from voice_coach.cli.say import complain, say
from voice_coach.conversation.endpointing import PROFILES
from voice_coach.conversation.floor_state import FloorRules
from voice_coach.conversation.segments import Segmenter
from voice_coach.errors import VoiceCoachError
from voice_coach.interview import Ears, Interview, Work
from voice_coach.journal import Journal, Observer
from voice_coach.library import load_scenario
from voice_coach.live import Inbox, Publisher, StopSwitch, ThreadedWork, Worker, run_live
from voice_coach.sessions.manifest import Manifest, ScenarioRef
from voice_coach.sessions.writer import SessionWriter
from voice_coach.stepped import Costs, SteppedWork, run_stepped

if TYPE_CHECKING:
    from voice_coach.coaching.scenario import Scenario
    from voice_coach.config import Settings

OVERTIME_S = 180.0
"""How far past its minutes a virtual interview may run before it is taken for endless."""
EXIT_INTERRUPTED = 130


@dataclass(frozen=True, slots=True)
class Sitting:
    """One interview about to be held."""

    settings: Settings
    scenario: Scenario
    chair: Candidate
    mindset: Mindset
    parts: Parts

    @property
    def facts(self) -> dict[str, object]:
        """What was chosen, for the log and the manifest."""
        settings, scenario = self.settings, self.scenario
        return {
            "scenario": scenario.id,
            "title": scenario.title,
            "minutes": settings.minutes,
            "pressure": settings.pressure.value,
            "mode": settings.mode.value,
            "profile": settings.profile.value,
            "seed": settings.seed,
        }

    @property
    def manifest(self) -> Manifest:
        """The head of its session."""
        engines = (*self.parts.engines, *self.mindset.engines)
        return Manifest(
            mode="demo" if isinstance(self.chair, Simulated) else "practice",
            scenario=ScenarioRef(self.scenario.id, self.scenario.title, self.scenario.sha256),
            started_at=datetime.now().astimezone(),
            settings=self.facts,
            engines=tuple(asdict(engine) for engine in engines),
        )

    def interview(self, work: Work, journal: Journal) -> Interview:
        """The interview itself, on some driver's work and journal."""
        ears = Ears(self.parts.detector, self.parts.echo, Segmenter())
        return Interview(ears, work, journal, FloorRules(profile=PROFILES[self.settings.profile.value]))

    def start(self, interview: Interview) -> None:
        """Write the head of the log and let the interviewer open."""
        interview.start(self.facts, [*self.parts.engines, *self.mindset.engines])


def hold_interview(settings: Settings, scenario_name: str, chair: Candidate) -> int:
    """Hold an interview and write it up; the exit code. Raises VoiceCoachError."""
    keep_what_was_interrupted(settings.recordings)
    seeded = settings if settings.seed is not None else replace(settings, seed=random.randrange(1_000_000))
    scenario = load_scenario(scenario_name)
    tell = complain if settings.json else say
    with ExitStack() as opened:
        mindset = opened.enter_context(interviewer_for(seeded, scenario, tell))
        parts = opened.enter_context(parts_for(seeded, scenario, chair, tell))
        ending = _run(Sitting(seeded, scenario, chair, mindset, parts))
    write_up(ending.folder, scenario, tell)
    if ending.failure is not None:
        raise ending.failure
    return EXIT_INTERRUPTED if ending.reason == BY_USER else int(bool(ending.reason))


@dataclass(frozen=True, slots=True)
class Ending:
    """What became of an interview."""

    folder: Path
    reason: str
    """Why it ended before its own end, "" where it did not."""
    failure: VoiceCoachError | None
    """What the candidate's side could not go on with."""


def _run(sitting: Sitting) -> Ending:
    """Run the interview to its end, whatever that is, and keep the session."""
    parts, settings = sitting.parts, sitting.settings
    writer = SessionWriter.create(
        settings.recordings,
        sitting.manifest,
        with_sound=parts.has_sound,
        minutes=settings.minutes,
        waits=not parts.in_real_time,
    )
    stop = StopSwitch()
    hold = _hold_live if parts.in_real_time else _hold_stepped
    failure = None
    try:
        with polite_interrupt(stop):
            try:
                with _display(sitting) as display:  # the question is shown before it is answered
                    hold(sitting, writer, [display, *parts.watchers], stop)
            except VoiceCoachError as problem:
                failure = problem
                stop.press(problem.message)
            folder = writer.finish(reason=stop.reason or "finished")
    finally:
        writer.close()
    return Ending(folder, stop.reason, failure)


def _hold_live(sitting: Sitting, writer: SessionWriter, observers: list[Observer], stop: StopSwitch) -> None:
    inbox, publisher = Inbox(), Publisher(observers)
    log = Worker("log", inbox.report)
    parts = sitting.parts
    work = ThreadedWork(parts.recogniser, sitting.mindset.interviewer, parts.voice, inbox)
    interview = sitting.interview(work, Journal(writer, publisher.publish, log.do))
    try:
        sitting.start(interview)
        run_live(interview, parts.card, work, stop)
    finally:
        log.close(10.0)
        publisher.close()


def _hold_stepped(
    sitting: Sitting, writer: SessionWriter, observers: list[Observer], stop: StopSwitch
) -> None:
    parts = sitting.parts

    def publish(event: dict[str, object]) -> None:
        for observer in observers:
            observer(event)

    work = SteppedWork(parts.recogniser, sitting.mindset.interviewer, parts.voice, Costs())
    interview = sitting.interview(work, Journal(writer, publish, lambda job: job()))
    sitting.start(interview)
    longest_s = sitting.settings.minutes * 60 + OVERTIME_S
    run_stepped(interview, parts.card, lambda: stop.reason, longest_s)


@contextmanager
def _display(sitting: Sitting) -> Iterator[Observer]:
    """The live screen for what happens live, in a terminal; lines otherwise."""
    settings, is_live = sitting.settings, sitting.parts.in_real_time
    candidate = "Candidate" if isinstance(sitting.chair, Simulated) else YOU
    if settings.json or settings.plain or not is_live or not sys.stdout.isatty():
        in_words = partial(plain_line, candidate=candidate, is_live=is_live)
        with Lines(json_line if settings.json else in_words) as lines:
            yield lines.observe
        return
    from voice_coach.cli.screen import Screen

    with Screen(candidate) as screen:
        yield screen.observe
