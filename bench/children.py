"""How long an interview waits when the process of its recogniser or of its voice is killed.

    python -m bench.children [--minutes 8] [--pretty]

The program runs as a user has it, on a private PulseAudio server, and a simulated candidate answers with
flite's voice. Of each three answers one is left alone, and shortly before the end of the others the process
of the recogniser or that of the voice is killed, so that what it had heard is gone, or nobody is there to say
the reply. Told are the seconds of silence between an answer and its reply, how many answers were understood,
and, without an interview, how long the next sentence takes of a voice that was killed and of one that was
not. JSON on the output; it needs pulseaudio, flite and espeak-ng.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import signal
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from bench.soak import SCENARIO, Soak, Watched, room
from voice_coach.coaching.candidate import CandidateKind, SimulatedCandidate
from voice_coach.engines.pyttsx3_voice import Pyttsx3Voice
from voice_coach.library import load_scenario
from voice_coach.sessions.reading import Session

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "pulse"))

import soundfile
from sound_server import SoundServer, end

WAYS = ("left alone", "recogniser killed", "voice killed")
CHILDREN = {"recogniser killed": "sphinx_child", "voice killed": "pyttsx3_child"}
BEFORE_THE_END_S = 0.3
SENTENCES = 20


@dataclass
class Killing(Soak):
    """The same interview without talking over, where each answer gets one of the three ways."""

    answers: int = 0
    said: int = 0
    killed: Counter[str] = field(default_factory=Counter)

    def _answer(self, event: dict[str, Any]) -> None:
        match event["type"], event.get("speaker"):
            case "turn", "candidate":
                self.answers += 1
            case "turn", _ if event["move"] != "close":
                super()._answer(event)

    def _play(self, path: Path) -> None:
        super()._play(path)
        self.said += 1
        way = WAYS[self.answers % len(WAYS)]
        if way in CHILDREN:
            ends_s = soundfile.info(path).duration
            self._later(max(0.0, ends_s - BEFORE_THE_END_S), lambda: self._killing(CHILDREN[way]))

    def _killing(self, module: str) -> None:
        self.killed[module] += 1
        self._kill(module)

    def _look(self) -> None:
        """Nothing is looked at."""

    def run(self) -> None:
        """As a soak, with nothing else done to it."""
        self.every_s = 1e9
        super().run()


def waits(turns: list[dict[str, Any]]) -> dict[str, list[float]]:
    """Seconds from the end of each answer to the first sound of its reply, by way."""
    found: dict[str, list[float]] = {way: [] for way in WAYS}
    answers = [at for at, turn in enumerate(turns) if turn["speaker"] == "candidate"]
    for number, at in enumerate(answers):
        replies = [turn for turn in turns[at + 1 : at + 2] if turn["speaker"] == "interviewer"]
        for reply in replies:
            waited_s = float(reply.get("start_s", reply["t_s"])) - float(turns[at]["end_s"])
            found[WAYS[number % len(WAYS)]].append(round(waited_s, 2))
    return found


def sentences() -> dict[str, dict[str, float]]:
    """Seconds that a sentence takes of a voice as it is, and of one whose process has just been killed."""
    voice = Pyttsx3Voice()
    voice.start()
    took: dict[str, list[float]] = {"left alone": [], "voice killed": []}
    for number in range(SENTENCES):
        for way, seconds in took.items():
            if way == "voice killed":
                assert voice._child is not None
                os.kill(voice._child.pid, signal.SIGKILL)
            began_s = time.monotonic()
            voice.speak(f"Sentence number {number}, {way}: how many tickets a day is that, roughly?")
            seconds.append(time.monotonic() - began_s)
    voice.close()
    return {
        way: {"n": len(each), "median": round(float(np.median(each)), 2), "worst": round(max(each), 2)}
        for way, each in took.items()
    }


def measure(minutes: float, recordings: Path) -> dict[str, Any]:
    """Hold the interview, kill, and look at the log."""
    server, counts = SoundServer(), recordings.parent / "queues.jsonl"
    with room(server, minutes):
        noise = server.play(server.folder / "room.wav", "room")
        engines = ("--stt", "sphinx", "--interviewer", "scripted", "--voice", "pyttsx3", "--seed", "4")
        length = ("--minutes", f"{minutes:g}", "--no-debrief", "--final-model", "none")
        program = Watched(
            server, counts, "practice", SCENARIO, *engines, *length, "--recordings", str(recordings)
        )
        candidate = SimulatedCandidate(load_scenario(SCENARIO), CandidateKind.STRONG, 4, minutes)
        held = Killing(server, program, counts, candidate, 1e9)
        try:
            held.run()
        finally:
            program.close()
            end(noise)
    session = Session.open(recordings, "last")
    turns = [turn for turn in program.of("turn") if turn["speaker"] == "candidate" or turn["heard_text"]]
    theirs = [turn for turn in turns if turn["speaker"] == "candidate"]
    by_way = waits(turns)
    return {
        "killed": dict(held.killed),
        "answers_played": held.said,
        "answers_understood": sum(bool(str(turn["text"]).split()) for turn in theirs),
        "wait_s": {
            way: {"n": len(each), "median": float(np.median(each)), "worst": max(each)}
            for way, each in by_way.items()
            if each
        },
        "each_s": by_way,
        "sentence_s": sentences(),
        "faults": dict(Counter(str(each["detail"])[:60] for each in program.of("fault"))),
        "watchdog": len(program.of("watchdog")),
        "reason": [each["reason"] for each in program.of("session_ended")],
        "state": session.manifest.state.value,
    }


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--minutes", type=float, default=8.0)
    parser.add_argument("--pretty", action="store_true", help="indent the JSON")
    options = parser.parse_args()
    began_s, load = time.monotonic(), os.getloadavg()[0]
    with tempfile.TemporaryDirectory() as place:
        found = measure(options.minutes, Path(place) / "recordings")
    head = {
        "bench": "children",
        "machine": f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}",
        "load": [round(load, 1), round(os.getloadavg()[0], 1)],
        "wall_s": round(time.monotonic() - began_s, 1),
    }
    print(json.dumps(head | found, indent=2 if options.pretty else None))


if __name__ == "__main__":
    main()
