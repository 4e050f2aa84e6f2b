"""What each stage takes of the processor and of memory: at rest, listening, speaking, and both at once.

    python -m bench.load [--seconds 20] [--picture FILE] [--pretty]

An interview in the simulated room in real time, with its echo (-20 dB, 60 ms), every engine as in the program
(echo canceller, both detectors, pocketsphinx, pyttsx3) and its threads. At rest nobody speaks; then a
candidate talks with short pauses; then the interviewer talks; then both do, and nobody gives way. Shares are
of one core, by thread and by child process; those within the thread that moves the sound are measured around
each call. Warm-up and the first 8 s of each phase are not counted. JSON on the output; `--picture` needs
matplotlib. The goal is 25% of one core for everything but recognition while the candidate speaks.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

import numpy as np

from bench.drawing import new_figure, save
from bench.interview_sentences import HELD_OUT
from bench.soaking.vitals import children_of, vitals_of
from voice_coach.coaching.moves import Heard, Move, MoveKind, Stage
from voice_coach.conversation.duplex import Duplex
from voice_coach.conversation.floor_state import FloorRules
from voice_coach.conversation.segments import Segmenter
from voice_coach.conversation.sound import FRAME_SAMPLES, Samples, Segment, samples_of, silence
from voice_coach.conversation.words import Word
from voice_coach.engines.echo_canceller import WebRtcEchoCanceller
from voice_coach.engines.flite_voice import FliteVoice
from voice_coach.engines.pacing import RealTime
from voice_coach.engines.pyttsx3_voice import Pyttsx3Voice
from voice_coach.engines.room_card import Room, RoomCard
from voice_coach.engines.speech_detector import LayeredDetector
from voice_coach.engines.sphinx_recogniser import SphinxRecogniser
from voice_coach.interview import Ears, Interview
from voice_coach.journal import Journal
from voice_coach.live import Inbox, Publisher, StopSwitch, ThreadedWork, Worker, run_live
from voice_coach.sessions.manifest import Manifest, ScenarioRef
from voice_coach.sessions.writer import SessionWriter

GOAL_SHARE = 0.25
SETTLE_S = 8.0
BEGINS_S = 5.0
"""When the candidate does: the echo has been judged by then."""
PAUSE_S = 0.35
NEVER_S = 1e6
TICK_S = 1 / os.sysconf("SC_CLK_TCK")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Phase:
    """Who speaks."""

    candidate: bool
    interviewer: bool


PHASES = {
    "at rest": Phase(candidate=False, interviewer=False),
    "listening": Phase(candidate=True, interviewer=False),
    "speaking": Phase(candidate=False, interviewer=True),
    "both": Phase(candidate=True, interviewer=True),
}


class Guest:
    """Says sentences with short pauses for ever, or nothing."""

    done = False

    def __init__(self, *, talks: bool) -> None:
        voice = FliteVoice("slt")
        voice.start()
        pause = silence(samples_of(PAUSE_S))
        said = [piece for text in HELD_OUT for piece in (voice.speak(text).samples, pause)] if talks else []
        self._round = np.concatenate([*said, silence(samples_of(1.0))])
        self._at = -samples_of(BEGINS_S)

    def next_frame(self, heard: Samples) -> Samples:
        """The next 10 ms."""
        del heard
        start, self._at = self._at, self._at + FRAME_SAMPLES
        if start < 0:
            return silence(FRAME_SAMPLES)
        start %= len(self._round) - FRAME_SAMPLES
        return self._round[start : start + FRAME_SAMPLES]


@dataclass(slots=True)
class Speech:
    """One reply: a few sentences, or a word."""

    texts: Sequence[str]
    move: Move = field(default_factory=lambda: Move(MoveKind.PROBE, Stage.DESIGN, None, "", "", ()))
    faults: list[str] = field(default_factory=list)

    def clauses(self) -> Iterator[str]:
        """Its sentences."""
        yield from self.texts


class Lecturer:
    """A talker who speaks for as long as is wanted, and is never urgent."""

    def __init__(self, *, talks: bool) -> None:
        self._texts = [*HELD_OUT, *HELD_OUT, *HELD_OUT] if talks else ["Go on."]

    def prepare(self, heard: Heard) -> Speech:
        """The lecture."""
        del heard
        return Speech(self._texts)

    def commit(self, prepared: Speech, spoken_text: str) -> None:
        """Nothing changes."""

    def interrupts(self, heard: Heard) -> bool:
        """Never."""
        del heard
        return False

    def wake_at_s(self) -> float | None:
        """Never."""
        return None

    def monologue_limit_s(self) -> float | None:
        """Never."""
        return None


class Wordless:
    """The real recogniser, whose words nobody hears: so that nobody gives way to them."""

    def __init__(self, recogniser: SphinxRecogniser) -> None:
        self._recogniser = recogniser
        self.info = recogniser.info
        self.start, self.listen, self.close = recogniser.start, recogniser.listen, recogniser.close

    def transcribe(self, segment: Segment) -> tuple[Word, ...]:
        """The work and not its fruit."""
        self._recogniser.transcribe(segment)
        return ()


class Stopwatch:
    """CPU seconds of this thread inside of named calls."""

    def __init__(self) -> None:
        self.spent_s: dict[str, float] = {}

    def around(self, name: str, call: Callable[..., T]) -> Callable[..., T]:
        """The same call, timed."""

        def timed(*given: Any, **named: Any) -> T:
            before_s = time.thread_time()
            try:
                return call(*given, **named)
            finally:
                self.spent_s[name] = self.spent_s.get(name, 0.0) + time.thread_time() - before_s

        return timed


class Timed:
    """A part whose methods of these names are timed."""

    def __init__(self, part: Any, stopwatch: Stopwatch, **stages: str) -> None:
        self._part = part
        for method, stage in stages.items():
            setattr(self, method, stopwatch.around(stage, getattr(part, method)))

    def __getattr__(self, name: str) -> Any:
        return getattr(self._part, name)


# ----------------------------------------------------------------- a phase


def cpu_by_part(sound_thread: int) -> dict[str, float]:
    """CPU seconds so far of each thread and of each child process."""
    names = {thread.native_id: thread.name for thread in threading.enumerate()}
    found: dict[str, float] = {}
    for task in Path("/proc/self/task").iterdir():
        name = "sound" if int(task.name) == sound_thread else names.get(int(task.name), "libraries")
        found[name] = found.get(name, 0.0) + _cpu_s(task)
    for child in children_of(os.getpid()):
        command = (child / "cmdline").read_bytes().decode("utf-8", "replace")
        name = "recogniser's child" if "sphinx" in command else "voice's child"
        found[name] = found.get(name, 0.0) + _cpu_s(child)
    return found


def _cpu_s(folder: Path) -> float:
    try:
        fields = (folder / "stat").read_text().rpartition(")")[2].split()
    except OSError:  # it has just ended
        return 0.0
    return (int(fields[11]) + int(fields[12])) * TICK_S


class Look(threading.Thread):
    """Takes the parts' CPU times twice, and the memory in between."""

    def __init__(self, seconds: float, stop: StopSwitch, stopwatch: Stopwatch, sound_thread: int) -> None:
        super().__init__(daemon=True, name="bench")
        self._seconds, self._stop_switch, self._stopwatch = seconds, stop, stopwatch
        self._sound_thread = sound_thread
        self.shares: dict[str, float] = {}
        self.within: dict[str, float] = {}
        self.program_mb = self.children_mb = 0.0

    def run(self) -> None:
        """Wait, look, wait, look, stop the interview."""
        time.sleep(SETTLE_S)
        began_s, before, stages = time.monotonic(), cpu_by_part(self._sound_thread), self._stages()
        time.sleep(self._seconds)
        took_s, after, late = time.monotonic() - began_s, cpu_by_part(self._sound_thread), self._stages()
        self.shares = {name: round((s - before.get(name, 0.0)) / took_s, 4) for name, s in after.items()}
        self.within = {name: round((s - stages.get(name, 0.0)) / took_s, 4) for name, s in late.items()}
        vitals = vitals_of(os.getpid(), self._seconds)
        self.program_mb, self.children_mb = vitals.program_mb, vitals.children_mb
        self._stop_switch.press("measured")

    def _stages(self) -> dict[str, float]:
        return dict(self._stopwatch.spent_s)


def hold(phase: Phase, seconds: float, recogniser: SphinxRecogniser, voice: Pyttsx3Voice) -> dict[str, Any]:
    """An interview of which `seconds` are measured."""
    stopwatch, stop = Stopwatch(), StopSwitch()
    room = Room(delay_ms=60.0, echo_gain_db=-20.0)
    card = RoomCard(Guest(talks=phase.candidate), room, RealTime())
    ears_of_both = Wordless(recogniser) if phase.candidate and phase.interviewer else recogniser
    inbox, publisher = Inbox(), Publisher([_nothing])
    log = Worker("log", inbox.report)
    work = ThreadedWork(ears_of_both, Lecturer(talks=phase.interviewer), voice, inbox)
    ears = Ears(
        Timed(LayeredDetector(), stopwatch, hear="detector"),
        Timed(WebRtcEchoCanceller(), stopwatch, cancel="echo canceller"),
        Timed(Segmenter(), stopwatch, hear="segmenter"),
        Timed(Duplex(), stopwatch, listen="echo test"),
    )
    rules = FloorRules(nudge_s=NEVER_S, barge_pause_s=NEVER_S, barge_cut_s=NEVER_S)
    with tempfile.TemporaryDirectory() as folder:
        writer = SessionWriter.create(Path(folder), _head(), with_sound=True)
        interview = Interview(ears, work, Journal(writer, publisher.publish, log.do), rules)
        look = Look(seconds, stop, stopwatch, threading.get_native_id())
        interview.start({}, [])
        look.start()
        run_live(interview, Timed(card, stopwatch, read="room", write="room"), work, stop)
        look.join()
        log.close(5.0)
        publisher.close()
        writer.finish()
    return _row(look, list(card.drain_faults()))


def _nothing(event: dict[str, object]) -> None:
    """Nobody watches."""
    del event


def _head() -> Manifest:
    return Manifest(mode="practice", scenario=ScenarioRef("load"), started_at=datetime.now().astimezone())


def _row(look: Look, faults: list[str]) -> dict[str, Any]:
    shares = {name: share for name, share in look.shares.items() if name != "bench"}
    recognition = sum(share for name, share in shares.items() if name.startswith("recogniser"))
    whole = sum(shares.values()) - look.within.get("room", 0.0)
    return {
        "cpu_share": round(whole, 4),
        "cpu_share_without_recognition": round(whole - recognition, 4),
        "by_part": dict(sorted(shares.items())),
        "within_sound": dict(sorted(look.within.items())),
        "program_mb": look.program_mb,
        "children_mb": look.children_mb,
        "faults": faults,
    }


# ----------------------------------------------------------------- all of it


def measure(seconds: float) -> dict[str, Any]:
    """All phases, with the same engines."""
    with tempfile.TemporaryDirectory() as cache:
        recogniser, voice = SphinxRecogniser(cache=Path(cache)), Pyttsx3Voice()
        recogniser.start()
        voice.start()
        try:
            rows = {name: hold(phase, seconds, recogniser, voice) for name, phase in PHASES.items()}
        finally:
            recogniser.close()
            voice.close()
    idle = rows["listening"]["cpu_share_without_recognition"]
    return {"seconds": seconds, "goal_share": GOAL_SHARE, "met": idle <= GOAL_SHARE, "phases": rows}


def draw(result: dict[str, Any], path: Path) -> None:
    """A stack for each phase."""
    figure, axis = new_figure(1, 1, (8.0, 4.2))
    rows = result["phases"]
    parts = sorted({part for row in rows.values() for part in row["by_part"]})
    left = np.zeros(len(rows))
    for part in parts:
        widths = np.array([100 * row["by_part"].get(part, 0.0) for row in rows.values()])
        axis.barh(list(rows), widths, left=left, label=part)
        left += widths
    axis.axvline(100 * GOAL_SHARE, color="k", lw=0.8, ls="--")
    axis.set(xlabel="% of one core (dashed: the goal without recognition)")
    axis.invert_yaxis()
    axis.legend(fontsize=8)
    save(figure, path)


def main() -> int:
    """Measure and print; 1 where /proc is missing."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--seconds", type=float, default=20.0, help="of each phase")
    parser.add_argument("--picture", type=Path, help="where to draw it")
    parser.add_argument("--pretty", action="store_true", help="indent the JSON")
    options = parser.parse_args()
    if not Path("/proc/self/task").is_dir():
        print("This benchmark reads /proc, which this system does not have.", file=sys.stderr)
        return 1
    machine = f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"
    result = {"bench": "load", "machine": machine, **measure(options.seconds)}
    if options.picture:
        draw(result, options.picture)
    print(json.dumps(result, indent=2 if options.pretty else None))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
