"""A long live interview on a virtual sound card, spoken to, talked over, and hurt at regular intervals.

    python -m bench.soak [--minutes 45] [--every 150] [--picture FILE] [--pretty]

The program runs as a user has it: PortAudio on a private PulseAudio server, the offline recogniser, the usual
voice. A simulated candidate answers each turn with flite's voice, and talks over every fourth reply. Each
`--every` seconds one thing goes wrong: the server dies and comes back or stalls, its microphone or its
loudspeaker is taken away, the default changes to another device and back, each for three seconds, or the
recogniser or the voice is killed. Every five seconds memory, descriptors, threads and the fullest queue are
read. JSON on the output; it needs pulseaudio, flite and espeak-ng, and a picture needs matplotlib.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field
from itertools import cycle
from pathlib import Path
from typing import Any

import numpy as np
import soundfile

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))
sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "pulse"))

from interview_makers import move_in
from sound_server import SoundServer, end, reason_to_skip, write_sound
from spoken_program import Program, spoken

from bench.soaking.picture import draw
from bench.soaking.vitals import Vitals, children_of, growth_of, vitals_of
from voice_coach.coaching.candidate import CandidateKind, SimulatedCandidate
from voice_coach.engines.talkers import INTERRUPTIONS
from voice_coach.library import load_scenario
from voice_coach.sessions.reading import Session

SCENARIO = "support-replies"
AWAY_S = 3.0
THINKS_S = 0.8
WATCHED = Path(__file__).parent / "soaking" / "watched.py"
GOALS = {"growth_mb": 50.0, "noticed_s": 1.5, "back_s": 5.0}


class Watched(Program):
    """The program, with its queues counted."""

    def __init__(self, server: SoundServer, counts: Path, *arguments: str) -> None:
        self.starts_with = (str(WATCHED), str(counts))
        super().__init__(server, *arguments)


@dataclass
class Hurt:
    """One thing that was done to the program, and when it spoke of it, on this machine's clock."""

    what: str
    at: float
    over: float
    session_s: float
    noticed_s: float | None = None
    """From the deed to the program's word that the devices are gone; None where it needed not say so."""
    back_s: float | None = None
    """From the end of the deed to the program's word that the devices are back."""


@dataclass
class Soak:
    """A session that is being held, and who sits at the microphone."""

    server: SoundServer
    program: Watched
    counts: Path
    candidate: SimulatedCandidate
    every_s: float
    samples: list[Vitals] = field(default_factory=list)
    hurts: list[Hurt] = field(default_factory=list)
    clocks: list[tuple[float, float]] = field(default_factory=list)
    """(this machine's seconds, session seconds) of each turn as it was told."""
    barge_ins: int = 0
    _seen: int = 0
    _replies: int = 0
    _due: list[tuple[float, Callable[[], None]]] = field(default_factory=list)
    _sounds: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def run(self) -> None:
        """Until the program has ended by itself."""
        self._later(self.every_s, lambda: self._hurt(cycle(self._deeds())))
        self._later(5.0, self._look)
        while not self.program.has_ended:
            for event in self.program.events[self._seen :]:
                self._seen += 1
                self._answer(event)
            self._do_what_is_due()
            time.sleep(0.02)
        for each in self._sounds:
            end(each)

    def _later(self, seconds: float, deed: Callable[[], None]) -> None:
        self._due.append((time.monotonic() + seconds, deed))

    def _do_what_is_due(self) -> None:
        now = time.monotonic()
        due = [deed for at, deed in self._due if at <= now]
        self._due = [each for each in self._due if each[0] > now]
        for deed in due:
            deed()

    # ------------------------------------------------------------- the candidate

    def _answer(self, event: dict[str, Any]) -> None:
        match event["type"], event.get("speaker"):
            case "turn", "interviewer":
                self.clocks.append((time.monotonic(), float(event["end_s"])))
                line = self.candidate.answer(str(event["heard_text"]), move_in(event), float(event["end_s"]))
                if line is not None and line.text:
                    self._say(line.text, THINKS_S)
            case "move", _:
                self._replies += 1
                if self._replies % 4 == 0:
                    self.barge_ins += 1
                    self._say(INTERRUPTIONS[self._replies % len(INTERRUPTIONS)], 2.0)
            case "fault", _:
                self._told(str(event["detail"]))

    def _say(self, text: str, after_s: float) -> None:
        path = spoken(text, "slt", self.server.folder)
        self._later(after_s, lambda: self._play(path))

    def _play(self, path: Path) -> None:
        self._sounds = [each for each in self._sounds if each.poll() is None]
        self._sounds.append(self.server.play(path))

    # ------------------------------------------------------------- what is done to it

    def _deeds(self) -> list[tuple[str, Callable[[], None], Callable[[], None]]]:
        server = self.server
        return [
            ("the server stalls", server.stall, server.go_on),
            ("the recogniser is killed", lambda: self._kill("sphinx_child"), _nothing),
            ("the server dies", server.die, self._start_again),
            ("the microphone is taken", lambda: server.unplug("microphone"), self._plug_in("microphone")),
            ("the voice is killed", lambda: self._kill("pyttsx3_child"), _nothing),
            ("the loudspeaker is taken", lambda: server.unplug("speaker"), self._plug_in("speaker")),
            ("the default changes", self._to_another, self._to_the_first),
        ]

    def _hurt(self, deeds: Iterator[tuple[str, Callable[[], None], Callable[[], None]]]) -> None:
        what, begin, finish = next(deeds)
        hurt = Hurt(what, time.monotonic(), 0.0, self._session_s())
        self.hurts.append(hurt)
        begin()

        def over() -> None:
            finish()
            hurt.over = time.monotonic()

        self._later(AWAY_S, over)
        self._later(self.every_s, lambda: self._hurt(deeds))

    def _told(self, detail: str) -> None:
        if not self.hurts:
            return
        hurt, now = self.hurts[-1], time.monotonic()
        if detail.startswith("devices_lost") and hurt.noticed_s is None:
            hurt.noticed_s = round(now - hurt.at, 2)
        if detail.startswith(("devices_back", "other_devices")) and hurt.back_s is None:
            hurt.back_s = round(now - (hurt.over or now), 2)

    def _kill(self, module: str) -> None:
        for child in children_of(self.program.pid):
            with suppress(OSError):
                if module.encode() in (child / "cmdline").read_bytes():
                    os.kill(int(child.name), signal.SIGKILL)

    def _start_again(self) -> None:
        self.server.start()
        self._room()

    def _plug_in(self, name: str) -> Callable[[], None]:
        return lambda: self.server.plug_in(name)

    def _to_another(self) -> None:
        self.server.control(
            "load-module",
            *("module-remap-source", "source_name=headset", "master=card.monitor", "remix=no", "channels=1"),
            *("channel_map=mono", "master_channel_map=aux2"),
        )
        self.server.control("set-default-source", "headset")

    def _to_the_first(self) -> None:
        self.server.control("set-default-source", "microphone")
        self.server.unplug("headset")

    # ------------------------------------------------------------- what is seen of it

    def _room(self) -> None:
        self._sounds.append(self.server.play(self.server.folder / "room.wav", "room"))

    def _session_s(self) -> float:
        if not self.clocks:
            return 0.0
        at, session_s = self.clocks[-1]
        return session_s + time.monotonic() - at

    def _look(self) -> None:
        with suppress(OSError):
            self.samples.append(vitals_of(self.program.pid, self._session_s(), self._waiting()))
        self._later(5.0, self._look)

    def _waiting(self) -> int:
        with suppress(OSError, ValueError, IndexError):
            return max(json.loads(self.counts.read_text().splitlines()[-1]).values(), default=0)
        return 0

    def fullest(self) -> dict[str, int]:
        """The most that ever waited in each kind of queue."""
        most: Counter[str] = Counter()
        for line in self.counts.read_text().splitlines():
            for name, count in json.loads(line).items():
                most[name] = max(most[name], count)
        return dict(most.most_common())


def _nothing() -> None:
    """A deed that is over by itself."""


@contextmanager
def room(server: SoundServer, minutes: float) -> Iterator[None]:
    """A server that runs, with noise in the room."""
    noise = np.random.default_rng(0).standard_normal(round((minutes + 5) * 60 * 8000))
    server.start()
    write_sound(server.folder / "room.wav", (noise * 32768 * 10 ** (-66 / 20)).astype(np.int16), 8000)
    try:
        yield
    finally:
        server.stop()


def measure(minutes: float, every_s: float, recordings: Path, picture: Path | None) -> dict[str, Any]:
    """Hold it and report on it."""
    server, counts = SoundServer(), recordings.parent / "queues.jsonl"
    began, load = time.monotonic(), os.getloadavg()
    with room(server, minutes):
        noise = server.play(server.folder / "room.wav", "room")
        engines = ("--stt", "sphinx", "--interviewer", "scripted", "--voice", "pyttsx3", "--seed", "4")
        length = ("--minutes", f"{minutes:g}", "--no-debrief", "--final-model", "none")
        program = Watched(
            server, counts, "practice", SCENARIO, *engines, *length, "--recordings", str(recordings)
        )
        candidate = SimulatedCandidate(load_scenario(SCENARIO), CandidateKind.STRONG, 4, minutes)
        soak = Soak(server, program, counts, candidate, every_s)
        try:
            soak.run()
        finally:
            program.close()
            end(noise)
    if picture is not None:
        title = f"{minutes:g} live minutes, one fault each {every_s:g} s (red)"
        draw(picture, title, soak.samples, [hurt.session_s for hurt in soak.hurts])
    return {
        "wall_s": round(time.monotonic() - began, 1),
        "load_before": round(load[0], 1),
        "load_after": round(os.getloadavg()[0], 1),
        **report(soak, recordings),
    }


def report(soak: Soak, recordings: Path) -> dict[str, Any]:
    """What became of it."""
    program, session = soak.program, Session.open(recordings, "last")
    faults = Counter(str(each["detail"]).partition(":")[0] for each in program.of("fault"))
    info = soundfile.info(session.sound_path)
    return {
        "exit_code": program.wait(5.0),
        "said_at_the_end": program.said()[-300:],
        "state": session.manifest.state.value,
        "reason": [each["reason"] for each in program.of("session_ended")],
        "session_s": round(session.manifest.duration_s, 1),
        "sound_s": round(info.duration, 2),
        "turns": len(program.of("turn")),
        "interruptions": soak.barge_ins,
        "barge_ins": dict(Counter(each["outcome"] for each in program.of("barge_in"))),
        "watchdog": len(program.of("watchdog")),
        "faults": dict(faults.most_common()),
        "overruns": sum(_count(each, "input_overrun") for each in program.of("fault")),
        "underruns": sum(_count(each, "output_underrun") for each in program.of("fault")),
        "drift_ppm": drift_ppm(soak.clocks),
        **growth_of(soak.samples),
        "queues": soak.fullest(),
        "hurts": [
            {
                "what": each.what,
                "session_s": round(each.session_s, 1),
                "noticed_s": each.noticed_s,
                "back_s": each.back_s,
                "clock_off_ms": clock_off_ms(soak.clocks, each.at),
            }
            for each in soak.hurts
        ],
        "goals": GOALS,
        "vitals": [asdict(each) for each in soak.samples[::6]],
    }


def _count(event: dict[str, Any], fault: str) -> int:
    detail = str(event["detail"])
    return int(detail.partition(":")[2].partition("@")[0]) if detail.startswith(f"{fault}:") else 0


def drift_ppm(clocks: list[tuple[float, float]]) -> float | None:
    """How much faster session time runs than this machine's: the middle of all slopes between far turns."""
    half = len(clocks) // 2
    slopes = [
        (late[1] - early[1]) / (late[0] - early[0]) - 1
        for early, late in zip(clocks[:half], clocks[half:], strict=False)
    ]
    return round(1e6 * float(np.median(slopes)), 1) if slopes else None


def clock_off_ms(clocks: list[tuple[float, float]], at: float) -> float | None:
    """By how much session time jumped against this machine's at a moment: two turns before, two after it."""
    ahead = [(when, session_s - when) for when, session_s in clocks]
    before = [each for when, each in ahead if when < at][-2:]
    after = [each for when, each in ahead if when > at + AWAY_S][:2]
    if not before or not after:
        return None
    return round(1000 * (float(np.median(after)) - float(np.median(before))), 1)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--minutes", type=float, default=45.0)
    parser.add_argument("--every", type=float, default=150.0, help="seconds between two faults")
    parser.add_argument("--picture", type=Path, help="write the curves as a PNG")
    parser.add_argument("--pretty", action="store_true", help="indent the JSON")
    options = parser.parse_args()
    if reason := reason_to_skip():
        raise SystemExit(reason)
    with tempfile.TemporaryDirectory() as scratch:
        result = measure(options.minutes, options.every, Path(scratch) / "recordings", options.picture)
    machine = f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"
    print(
        json.dumps(
            {"bench": "soak", "minutes": options.minutes, "machine": machine} | result,
            indent=2 if options.pretty else None,
        )
    )


if __name__ == "__main__":
    main()
