"""A session of drills on a virtual sound card: the program as a user starts it, and a candidate who speaks.

Nobody touches a key: the session begins with one command and is steered by voice alone. What is reported
was measured in a recording made outside of the program.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import soundfile

sys.path.insert(0, str(Path(__file__).parents[2] / "tests" / "pulse"))

from sound_server import RATE_HZ as OUTSIDE_HZ
from sound_server import SoundServer, reason_to_skip
from sounding import Sound, at_rate
from spoken_program import Event, Program, spoken

from voice_coach.coaching.drill_model import model_lines
from voice_coach.coaching.drill_round import round_of_key
from voice_coach.conversation.sound import RATE_HZ
from voice_coach.library import load_all, load_drills

ENGINES = ("--stt", "sphinx", "--voice", "pyttsx3", "--seed", "4")
WISHES = (
    "next one, please",
    "harder",
    "let me try that again",
    "what would a strong candidate say",
    "next",
    "I'd like to hear myself",
    "how am I doing",
    "give me another one",
    "a bit slower please",
    "could you repeat that",
    "move on",
)
"""In this order, over and over, one after each feedback or reply."""
MOST_WORDS = 55
"""Of an answer: a candidate who speaks for twenty seconds."""


@dataclass
class Candidate:
    """Who answers each round with the first sentences of a strong answer, and then asks for something."""

    server: SoundServer
    program: Program
    voice: str
    said: list[str] = field(default_factory=list)
    wishes: int = 0

    def talk(self, until_s: float) -> None:
        """Answer each turn of the coach's until the session ends."""
        turns = 0
        ends = time.monotonic() + until_s
        while time.monotonic() < ends and not self.program.of("session_ended"):
            heard = self.program.of("turn", speaker="interviewer")
            if len(heard) > turns:
                turns = len(heard)
                self._answer(heard[-1])
            time.sleep(0.02)

    def _answer(self, turn: Event) -> None:
        line = self._line(turn)
        if line:
            self.said.append(line)
            self.server.say(spoken(line, self.voice, self.server.folder))

    def _line(self, turn: Event) -> str:
        slots = turn.get("slots") or {}
        if turn["move"] == "close":
            return ""
        if "round" in slots:
            return self._strong(slots)
        if turn["move"] == "repeat" and "again" in turn["text"].lower():
            return self.said_last_round
        self.wishes += 1
        return WISHES[(self.wishes - 1) % len(WISHES)]

    def _strong(self, slots: dict[str, str]) -> str:
        round = round_of_key(load_drills()[slots["drill"]], load_all(), int(slots["rung"]), slots["round"])
        words: list[str] = []
        for line in model_lines(round):
            if words and len(words) + len(line.split()) > MOST_WORDS:
                break
            words += line.split()
        self.said_last_round = " ".join(words)
        return self.said_last_round

    said_last_round: str = ""


@dataclass(frozen=True)
class Held:
    """A session that was held."""

    events: list[Event]
    exit_code: int
    errors: str
    said: list[str]
    candidate: Sound
    loudspeaker: Sound
    folder: Path


def hold(minutes: float, voice: str, recordings: Path, arguments: Sequence[str] = ("--today",)) -> Held:
    """Hold one; skips with SystemExit where there is no sound server."""
    if reason := reason_to_skip():
        raise SystemExit(reason)
    server = SoundServer()
    server.start()
    try:
        with server.room_tone(longest_s=900):
            recording = server.record()
            program = Program(
                server,
                "drill",
                *arguments,
                "--minutes",
                f"{minutes:g}",
                *ENGINES,
                "--recordings",
                str(recordings),
            )
            candidate = Candidate(server, program, voice)
            try:
                candidate.talk(minutes * 60 + 90)
                code = program.wait(30.0)
            finally:
                program.close()
            sides = recording.finish()
    finally:
        server.stop()
    outside = [at_rate(sides[:, side].copy(), OUTSIDE_HZ, RATE_HZ) for side in range(2)]
    return Held(list(program.events), code, program.said(), candidate.said, *outside, recordings)


def measured(minutes: float, keep: Path) -> dict[str, object]:
    """Hold a session and keep what was heard; how many rounds, gaps and lengths of the feedback."""
    keep.mkdir(parents=True, exist_ok=True)
    held = hold(minutes, "rms", keep / "recordings")
    (keep / "events.jsonl").write_text("".join(f"{json.dumps(event)}\n" for event in held.events))
    length = min(len(held.candidate), len(held.loudspeaker))
    sides = np.stack([held.candidate[:length], held.loudspeaker[:length]], 1)
    soundfile.write(keep / "outside.wav", sides, RATE_HZ)
    turns = [event for event in held.events if event["type"] == "turn"]
    feedback = [turn for turn in turns if turn.get("move") == "wrap_up"]
    gaps = sorted(event["gap_ms"] for event in held.events if event["type"] == "latency")
    return {
        "exit_code": held.exit_code,
        "keys_pressed": 0,
        "candidate_turns": sum(turn["speaker"] == "candidate" for turn in turns),
        "feedbacks": len(feedback),
        "longest_feedback_s": max((t["end_s"] - t["t_s"] for t in feedback), default=0.0),
        "gap_ms": gaps,
        "ended_by_itself": turns[-1].get("move") == "close" if turns else False,
    }
