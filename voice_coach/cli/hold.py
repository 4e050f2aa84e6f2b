"""Holding an interview from the command line: build, run, write up."""

from __future__ import annotations

import random
import signal
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from voice_coach.cli.candidate import AtMicrophone, Candidate, FromLines, FromSound, Simulated
from voice_coach.cli.choices import recogniser_for, voice_for
from voice_coach.cli.debrief import say_debrief
from voice_coach.cli.lines import Lines, json_line, plain_line
from voice_coach.cli.minds import interviewer_for, next_line_of, typed_lines
from voice_coach.cli.recover import keep_what_was_interrupted
from voice_coach.cli.say import complain, say
from voice_coach.conversation.endpointing import PROFILES
from voice_coach.conversation.floor_state import FloorRules
from voice_coach.conversation.segments import Segmenter
from voice_coach.conversation.sound import seconds_of
from voice_coach.engines.protocols import (
    EchoCanceller,
    EngineInfo,
    Recogniser,
    SoundCard,
    SpeechDetector,
    Voice,
)
from voice_coach.interview import Ears, Interview, Journal, Observer
from voice_coach.jobs import Mind
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
INTERRUPTED = 130


@dataclass(frozen=True, slots=True)
class Parts:
    """Everything an interview is made of, chosen for who sits in the candidate's chair."""

    card: SoundCard
    detector: SpeechDetector
    echo: EchoCanceller | None
    recogniser: Recogniser
    voice: Voice
    watchers: tuple[Observer, ...] = ()
    """Parts that follow the events: a simulated candidate answers what it hears."""
    in_real_time: bool = True
    has_sound: bool = True


def hold_interview(settings: Settings, scenario_name: str, chair: Candidate) -> int:
    """Hold an interview and write it up; the exit code. Raises VoiceCoachError."""
    keep_what_was_interrupted(settings.recordings)
    scenario = load_scenario(scenario_name)
    seeded = settings if settings.seed is not None else replace(settings, seed=random.randrange(1_000_000))
    tell = complain if settings.json else say
    with ExitStack() as opened:
        interviewer = opened.enter_context(interviewer_for(seeded, scenario, tell))
        parts = opened.enter_context(_parts_for(seeded, scenario, chair, tell))
        folder, reason = _run(seeded, scenario, chair, interviewer, parts)
    tell(f"The session is in {folder}.")
    if not settings.json:
        say_debrief(folder, scenario)
    return INTERRUPTED if reason == _BY_USER else 0


_BY_USER = "interrupted by the user"


# ---------------------------------------------------------------------- choosing the parts


@contextmanager
def _parts_for(
    settings: Settings, scenario: Scenario, chair: Candidate, tell: Callable[[str], None]
) -> Iterator[Parts]:
    parts = _parts(settings, scenario, chair, tell)
    try:
        parts.voice.start()
        parts.recogniser.start()
        parts.card.open()
        yield parts
    finally:
        parts.card.close()
        parts.recogniser.close()
        parts.voice.close()


def _parts(settings: Settings, scenario: Scenario, chair: Candidate, tell: Callable[[str], None]) -> Parts:
    match chair:
        case FromLines(path):
            return _typed(path)
        case Simulated(kind, is_fast):
            return _simulated(settings, scenario, kind.value, is_fast, tell)
        case FromSound(path):
            return _from_file(settings, scenario, path, tell)
        case AtMicrophone():
            return _at_microphone(settings, scenario, tell)


def _typed(path: Path | None) -> Parts:
    from voice_coach.engines.scripted_engines import ToneVoice
    from voice_coach.engines.typed_card import MarkerDetector, TypedCard, TypedRecogniser

    card = TypedCard(typed_lines(path))
    return Parts(
        card,
        MarkerDetector(),
        None,
        TypedRecogniser(card),
        ToneVoice(),
        (card.observe,),
        in_real_time=False,
        has_sound=False,
    )


def _simulated(
    settings: Settings, scenario: Scenario, kind: str, is_fast: bool, tell: Callable[[str], None]
) -> Parts:
    from voice_coach.engines.flite_voice import FliteVoice
    from voice_coach.engines.pacing import RealTime, Unpaced
    from voice_coach.engines.room_card import Room, RoomCard
    from voice_coach.engines.speech_detector import LayeredDetector
    from voice_coach.engines.spoken_guest import SpokenGuest

    voice = FliteVoice()
    voice.start()
    guest = SpokenGuest(next_line_of(scenario, kind, settings), voice, own_thread=not is_fast)
    card = RoomCard(guest, Room(seed=settings.seed or 0), Unpaced() if is_fast else RealTime())
    return Parts(
        _audible(card, settings, tell) if not is_fast else card,
        LayeredDetector(),
        None,
        recogniser_for(settings, scenario.vocabulary, tell, may_download=False),
        voice_for(settings),
        (guest.observe,),
        in_real_time=not is_fast,
    )


def _audible(card: SoundCard, settings: Settings, tell: Callable[[str], None]) -> SoundCard:
    """The simulated room with its sound on the machine's loudspeaker, where there is one."""
    from voice_coach.engines.audible_card import AudibleCard

    return AudibleCard(card, settings.output_device, tell)


def _from_file(settings: Settings, scenario: Scenario, path: Path, tell: Callable[[str], None]) -> Parts:
    from voice_coach.engines.file_card import FileCard
    from voice_coach.engines.pacing import RealTime
    from voice_coach.engines.speech_detector import LayeredDetector

    return Parts(
        FileCard(path, RealTime()),
        LayeredDetector(),
        None,
        recogniser_for(settings, scenario.vocabulary, tell, may_download=True),
        voice_for(settings),
    )


def _at_microphone(settings: Settings, scenario: Scenario, tell: Callable[[str], None]) -> Parts:
    from voice_coach.engines.portaudio_card import PortAudioCard
    from voice_coach.engines.speech_detector import LayeredDetector

    return Parts(
        PortAudioCard(settings.input_device, settings.output_device),
        LayeredDetector(),
        _echo_canceller(settings),
        recogniser_for(settings, scenario.vocabulary, tell, may_download=True),
        voice_for(settings),
    )


def _echo_canceller(settings: Settings) -> EchoCanceller | None:
    if settings.headphones or settings.no_audio_processing:
        return None
    from voice_coach.engines.echo_canceller import WebRtcEchoCanceller

    return WebRtcEchoCanceller()


# ---------------------------------------------------------------------- running it


def _run(
    settings: Settings, scenario: Scenario, chair: Candidate, interviewer: Interviewer, parts: Parts
) -> tuple[Path, str]:
    """Run the interview to its end; the session's folder and why it ended."""
    manifest = _manifest(settings, scenario, chair, interviewer, parts)
    writer = SessionWriter.create(
        settings.recordings,
        manifest,
        with_sound=parts.has_sound,
        minutes=settings.minutes,
        waits=not parts.in_real_time,
    )
    stop = StopSwitch()
    try:
        with _polite_interrupt(stop), _display(settings) as display:
            hold = _hold_live if parts.in_real_time else _hold_stepped
            hold(settings, scenario, interviewer, parts, writer, display, stop)
        return writer.finish(reason=stop.reason or "finished"), stop.reason
    finally:
        writer.close()


def _hold_live(
    settings: Settings,
    scenario: Scenario,
    interviewer: Interviewer,
    parts: Parts,
    writer: SessionWriter,
    display: Observer,
    stop: StopSwitch,
) -> None:
    inbox = Inbox()
    publisher = Publisher([*parts.watchers, display])
    log = Worker("log", inbox.report)
    work = ThreadedWork(parts.recogniser, Mind(interviewer, inbox.report), parts.voice, inbox)
    interview = Interview(_ears(parts), work, Journal(writer, publisher.publish, log.do), _rules(settings))

    def start(_: Sequence[EngineInfo]) -> None:
        interview.start(_facts(settings, scenario), _engines(parts, interviewer))

    try:
        run_live(interview, parts.card, work, stop, start)
    finally:
        log.close(10.0)
        publisher.close()


def _hold_stepped(
    settings: Settings,
    scenario: Scenario,
    interviewer: Interviewer,
    parts: Parts,
    writer: SessionWriter,
    display: Observer,
    stop: StopSwitch,
) -> None:
    observers = [*parts.watchers, display]

    def publish(event: dict[str, object]) -> None:
        for observer in observers:
            observer(event)

    troubles: list[object] = []
    work = SteppedWork(parts.recogniser, Mind(interviewer, troubles.append), parts.voice, Costs())
    interview = Interview(_ears(parts), work, Journal(writer, publish, lambda job: job()), _rules(settings))

    def start(_: Sequence[EngineInfo]) -> None:
        interview.start(_facts(settings, scenario), _engines(parts, interviewer))

    run_stepped(interview, parts.card, lambda: stop.reason, start, settings.minutes * 60 + OVERTIME_S)


@contextmanager
def _polite_interrupt(stop: StopSwitch) -> Iterator[None]:
    """Ctrl-C and the end of the terminal ask for the end; the recording is closed as always."""
    wanted = (signal.SIGINT, signal.SIGTERM)
    before = [(number, signal.signal(number, lambda *_: stop.press(_BY_USER))) for number in wanted]
    try:
        yield
    finally:
        for number, handler in before:
            signal.signal(number, handler)


@contextmanager
def _display(settings: Settings) -> Iterator[Observer]:
    if settings.json:
        with Lines(json_line) as lines:
            yield lines.observe
    elif settings.plain or not _is_terminal():
        with Lines(plain_line) as lines:
            yield lines.observe
    else:
        from voice_coach.cli.screen import Screen

        with Screen() as screen:
            yield screen.observe


def _is_terminal() -> bool:
    import sys

    return sys.stdout.isatty()


# ---------------------------------------------------------------------- what is written down


def _ears(parts: Parts) -> Ears:
    return Ears(parts.detector, parts.echo, Segmenter())


def _rules(settings: Settings) -> FloorRules:
    return FloorRules(profile=PROFILES[settings.profile.value])


def _facts(settings: Settings, scenario: Scenario) -> dict[str, object]:
    return {
        "scenario": scenario.id,
        "title": scenario.title,
        "minutes": settings.minutes,
        "pressure": settings.pressure.value,
        "mode": settings.mode.value,
        "profile": settings.profile.value,
        "seed": settings.seed,
    }


def _engines(parts: Parts, interviewer: Interviewer) -> list[EngineInfo]:
    return [parts.card.info, parts.detector.info, parts.recogniser.info, parts.voice.info]


def _manifest(
    settings: Settings, scenario: Scenario, chair: Candidate, interviewer: Interviewer, parts: Parts
) -> Manifest:
    rows = tuple(
        {
            "kind": e.kind,
            "name": e.name,
            "detail": e.detail,
            "version": e.version,
            "notice": e.notice,
            "host": e.host,
        }
        for e in _engines(parts, interviewer)
    )
    return Manifest(
        mode="demo" if isinstance(chair, Simulated) else "practice",
        scenario=ScenarioRef(scenario.id, scenario.title, scenario.sha256),
        started_at=datetime.now().astimezone(),
        settings=_facts(settings, scenario),
        engines=rows,
    )


def length_of(samples: int) -> str:
    """Samples as `m:ss`."""
    seconds = int(seconds_of(samples))
    return f"{seconds // 60}:{seconds % 60:02d}"
