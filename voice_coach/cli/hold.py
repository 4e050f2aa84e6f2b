"""Holding an interview from the command line: build, run, write up."""

from __future__ import annotations

import random
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from voice_coach.cli.candidate import Candidate, FromLines, Simulated
from voice_coach.cli.chairs import Parts, parts_for
from voice_coach.cli.debrief import write_up
from voice_coach.cli.debriefing import HOW_TO_SKIP, debrief_aloud, is_heard
from voice_coach.cli.floor_key import FloorKey
from voice_coach.cli.interrupts import BY_USER, polite_interrupt
from voice_coach.cli.keys import keys_of_this_terminal
from voice_coach.cli.lines import YOU, Lines, heard_in, json_line, plain_line
from voice_coach.cli.minds import Mindset, interviewer_for
from voice_coach.cli.recover import keep_what_was_interrupted
from voice_coach.cli.say import complain, say
from voice_coach.cli.transcribe import hear_again_after
from voice_coach.coaching.opening_round import SHORTEST_ROUND_MINUTES, OpeningRound
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
    from voice_coach.coaching.interviewer import Interviewer
    from voice_coach.coaching.scenario import Scenario
    from voice_coach.config import Settings

OVERTIME_S = 180.0
"""How far past its minutes a virtual interview may run before it is taken for endless."""
COACH = "Coach"
EXIT_INTERRUPTED = 130


@dataclass(frozen=True, slots=True)
class Sitting:
    """One interview about to be held."""

    settings: Settings
    scenario: Scenario
    chair: Candidate
    mindset: Mindset
    parts: Parts
    opening_only: bool = False

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
            **({"round": "opening"} if self.opening_only else {}),
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

    @property
    def rules(self) -> FloorRules:
        """The floor's patience."""
        return FloorRules(profile=PROFILES[self.settings.profile.value])

    @property
    def interviewer(self) -> Interviewer:
        """Who leads the whole round, or its opening alone."""
        whole = self.mindset.interviewer
        return cast("Interviewer", OpeningRound(whole)) if self.opening_only else whole

    def ears(self) -> Ears:
        """The microphone's sound as speech, heard from now on."""
        return Ears(self.parts.detector, self.parts.echo, Segmenter(), self.parts.duplex)

    def interview(self, work: Work, journal: Journal) -> Interview:
        """The interview itself, on some driver's work and journal."""
        return Interview(self.ears(), work, journal, self.rules)

    def start(self, interview: Interview) -> None:
        """Write the head of the log and let the interviewer open."""
        interview.start(self.facts, [*self.parts.engines, *self.mindset.engines])


def hold_interview(settings: Settings, scenario_name: str, chair: Candidate, *, debriefs: bool = True) -> int:
    """Hold an interview, write it up and speak about it; the exit code. Raises VoiceCoachError.

    Whoever wants the opening again gets it, as often as they like.
    """
    keep_what_was_interrupted(settings.recordings)
    seed = random.randrange(1_000_000) if settings.seed is None else settings.seed
    seeded, scenario = replace(settings, seed=seed), load_scenario(scenario_name)
    ending, again = _sit(seeded, scenario, chair, debriefs=debriefs)
    folders = [ending.folder]
    while again:
        seeded = _for_the_opening(seeded)
        ending, again = _sit(seeded, scenario, chair, debriefs=debriefs, opening_only=True)
        folders.append(ending.folder)
    for folder in folders:
        may_download = not isinstance(chair, Simulated)
        hear_again_after(folder, seeded, complain if settings.json else say, may_download=may_download)
    if ending.failure is not None:
        raise ending.failure
    return EXIT_INTERRUPTED if ending.reason == BY_USER else int(bool(ending.reason))


def _for_the_opening(settings: Settings) -> Settings:
    """Other questions, and time enough for an opening of two minutes."""
    minutes = max(settings.minutes, SHORTEST_ROUND_MINUTES)
    return replace(settings, seed=(settings.seed or 0) + 1, minutes=minutes)


def _sit(
    settings: Settings, scenario: Scenario, chair: Candidate, *, debriefs: bool, opening_only: bool = False
) -> tuple[Ending, bool]:
    """One interview with all that follows; how it ended, and whether the opening is wanted again."""
    tell = complain if settings.json else say
    with ExitStack() as opened:
        mindset = opened.enter_context(interviewer_for(settings, scenario, tell))
        parts = opened.enter_context(parts_for(settings, scenario, chair, tell))
        sitting = Sitting(settings, scenario, chair, mindset, parts, opening_only)
        ending = run_sitting(sitting)
        scorecard = write_up(ending.folder, scenario, tell)
        is_clean = not ending.reason and ending.failure is None
        if scorecard is None or not (debriefs and is_clean and is_heard(sitting)):
            return ending, False
        return ending, _debriefed(sitting, scorecard, tell)


def _debriefed(sitting: Sitting, scorecard: Mapping[str, Any], tell: Callable[[str], None]) -> bool:
    """Whether the opening is wanted again, once the debrief was spoken. A file is not asked twice."""
    if sitting.parts.in_real_time:
        tell(HOW_TO_SKIP)
    is_file = isinstance(sitting.chair, FromLines) and sitting.chair.path is not None
    offers = not (is_file and sitting.opening_only)
    with Lines(_debrief_as_json if sitting.settings.json else _debrief_line) as lines:
        return debrief_aloud(sitting, scorecard, lines.observe, offers=offers)


def _debrief_as_json(event: Mapping[str, object]) -> str:
    """The turns alone, under a name of their own: they are no part of the session's log."""
    return json_line({**event, "type": "debrief"}) if event.get("type") == "turn" else ""


def _debrief_line(event: Mapping[str, object]) -> str:
    """Who said what, without times: the session's clock has stopped."""
    heard = heard_in(event) if event.get("type") == "turn" else ""
    speaker = COACH if event.get("speaker") == "interviewer" else YOU
    return f"{speaker}: {heard}" if heard else ""


@dataclass(frozen=True, slots=True)
class Ending:
    """What became of an interview."""

    folder: Path
    reason: str
    """Why it ended before its own end, "" where it did not."""
    failure: VoiceCoachError | None
    """What the candidate's side could not go on with."""


def run_sitting(sitting: Sitting) -> Ending:
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
    work = ThreadedWork(parts.recogniser, sitting.interviewer, parts.voice, inbox, parts.turn_model)
    interview = sitting.interview(work, Journal(writer, publisher.publish, log.do))
    with keys_of_this_terminal() as keys:
        observers.append(FloorKey(keys, interview.press_key).observe)
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

    work = SteppedWork(parts.recogniser, sitting.interviewer, parts.voice, Costs())
    interview = sitting.interview(work, Journal(writer, publish, lambda job: job()))
    sitting.start(interview)
    longest_s = sitting.settings.minutes * 60 + OVERTIME_S
    run_stepped(interview, parts.card, lambda: stop.reason, longest_s, tells_end=_says_when_done(sitting))


def _says_when_done(sitting: Sitting) -> bool:
    """Whether the end of the input is the candidate's wish to end, as Ctrl-D is; a file that has run out
    leaves a candidate who says nothing more."""
    chair = sitting.chair
    if not isinstance(chair, FromLines):
        return True
    return chair.path is None and sys.stdin is not None and sys.stdin.isatty()


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
