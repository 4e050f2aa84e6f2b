"""The gap between a candidate's last sound and the interviewer's first, heard and not logged.

    python -m bench.latency [--turns 32] [--profile patient] [--first-token-ms 150] [--busy 2] [--keep DIR]

The program runs as a user starts it, with the scripted interviewer and the offline recogniser, on a private
PulseAudio server in real time; a candidate with two of flite's voices answers. With `--first-token-ms` a
language model on the loopback words the replies: so long to its first token, then 20 ms a token. `--busy`
adds so many processes that do nothing but compute. Every gap is measured three
times: as the program reports it, in the session's own recording, and in a recording made outside of the
program. A side sounds from the first 10 ms at -42 dBFS to the last at -50 dBFS. JSON on the output;
`--picture` needs matplotlib.
"""

from __future__ import annotations

import argparse
import itertools
import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import soundfile
from numpy.typing import NDArray

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))
sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "pulse"))

from fakes.openai_server import Mode, OpenAIServer
from sound_server import RATE_HZ as OUTSIDE_HZ
from sound_server import Recording, SoundServer, reason_to_skip
from sounding import Sound, Span, at_rate, offset_s, spans_of
from spoken_program import Event, Program, spoken

from bench.drawing import new_figure, save
from voice_coach.conversation.sound import RATE_HZ

COMMAND = ("practice", "support-replies", "--stt", "sphinx", "--voice", "pyttsx3", "--seed", "4")
SCRIPTED = ("--interviewer", "scripted")
REPLY = "Thank you, that helps. What would you look at next, and why that one?"
TOKEN_S = 0.02
OWN_GOAL_MS = 90
"""For the audio in, the queues and the audio out; the engines and the wait for certainty are not ours."""
VOICES = ("slt", "rms")
HAND_OVERS = (
    "I would start with the time that an agent needs for one reply. That is my answer.",
    "I would show each draft beside the email and let the agent decide. Over to you.",
    "First I would measure how many drafts are sent without a change. That is my plan.",
    "A wrong promise costs more than a slow reply, so an agent reads every draft. That is my answer.",
    "We begin with ten agents for two weeks and compare them with the others. That is it.",
)
NUMBERS = (
    "About five percent of the replies.",
    "I would say two minutes for each email.",
    "Roughly forty thousand dollars a year.",
    "It would be nine hundred emails a day.",
)
QUESTIONS = (
    "How many emails do we get each day?",
    "Who reads the reply before it is sent?",
    "What does one reply cost today?",
)
STATEMENTS = (
    "The agents know the products, and they see at once when a draft is wrong.",
    "We keep the names and the addresses inside our own system.",
    "If the model is down, the agents write by hand as they do today.",
)
HANGING = ("I would choose the smaller model because",)
NEAR_S = 0.5
"""How far a sound may be from where the log has it and still be the one that is meant."""
LONGEST_START_S = 30.0
"""The outside recording begins that much before the session's at most."""


@dataclass(frozen=True, slots=True)
class Line:
    """What the candidate said, and about when in the outside recording the player was started."""

    text: str
    mark_s: float
    sounds_s: float
    """From its first sound to its last."""


@dataclass(frozen=True, slots=True)
class Gap:
    """One reply's gap, three times over; None where a recording does not show it."""

    verdict: str
    reported_ms: float
    session_ms: float | None
    outside_ms: float | None
    parts: dict[str, float]


class Candidate:
    """Answers a number where one was asked for, and otherwise goes through the kinds of lines in turn."""

    def __init__(self) -> None:
        rows = (HAND_OVERS, QUESTIONS, HAND_OVERS, STATEMENTS, HAND_OVERS, QUESTIONS, HAND_OVERS, HANGING)
        cycles = {id(row): itertools.cycle(row) for row in (*rows, NUMBERS)}
        self._numbers = cycles[id(NUMBERS)]
        self._lines = (next(cycles[id(row)]) for row in itertools.cycle(rows))
        self._voices = itertools.cycle(VOICES)

    def answer(self, turn: Event) -> tuple[str, str]:
        """Text and voice of the next line."""
        asked = turn["move"] == "ask_number"
        return next(self._numbers if asked else self._lines), next(self._voices)


def converse(program: Program, server: SoundServer, recording: Recording, turns: int) -> list[Line]:
    """Answer the interviewer until it has replied to `turns` lines; it may come in by itself in between."""
    candidate, said, heard = Candidate(), [], 0
    while len(program.of("latency")) < turns and len(said) < 2 * turns:
        program.wait_for("turn", heard + 1, 60.0, speaker="interviewer")
        heard = len(program.of("turn", speaker="interviewer"))
        text, voice = candidate.answer(program.of("turn", speaker="interviewer")[-1])
        path = spoken(text, voice, server.folder)
        said.append(Line(text, recording.length_s, _sounding_s(path)))
        server.say(path)
    program.wait_for("turn", heard + 1, 60.0, speaker="interviewer")
    return said


def _sounding_s(path: Path) -> float:
    samples, rate_hz = soundfile.read(path, dtype="int16")
    spans = spans_of(samples, rate_hz)
    return spans[-1].end_s - spans[0].start_s


@dataclass(frozen=True, slots=True)
class Heard:
    """When both sides sound, in one recording's own seconds."""

    candidate: list[Span]
    program: list[Span]
    ahead_s: float = 0.0
    """What to add to session time."""

    def gap_ms(self, audible_s: float) -> float | None:
        """The gap before the reply that the log has at `audible_s` of the session."""
        about_s = audible_s + self.ahead_s
        starts = [span.start_s for span in self.program if abs(span.start_s - about_s) < NEAR_S]
        if not starts:
            return None
        start_s = min(starts, key=lambda each: abs(each - about_s))
        ends = [span.end_s for span in self.candidate if span.start_s < start_s]
        return 1000 * (start_s - ends[-1]) if ends else None

    def false_responses(self, lines: Sequence[Line]) -> list[str]:
        """The lines inside of which the program began to speak."""
        return [line.text for line in lines if any(self._begins_in(*self._place(line)))]

    def _place(self, line: Line) -> tuple[float, float]:
        start_s = min(
            (each.start_s for each in self.candidate if each.start_s > line.mark_s - 0.3), default=0.0
        )
        return start_s, start_s + line.sounds_s

    def _begins_in(self, start_s: float, end_s: float) -> Iterator[bool]:
        return (start_s < each.start_s < end_s for each in self.program)


def heard_outside(sides: NDArray[np.int16], near: Sound) -> Heard:
    """The outside recording, with its offset to the session found by the candidate's first words."""
    candidate, program, room = (np.ascontiguousarray(sides[:, side]) for side in range(3))
    first = spans_of(near, RATE_HZ)[0]
    words = near[round(first.start_s * RATE_HZ) : round(first.end_s * RATE_HZ)]
    until_s = first.end_s + LONGEST_START_S  # the candidate says the same sentences again later on
    early = at_rate(room[: round(until_s * OUTSIDE_HZ)], OUTSIDE_HZ, RATE_HZ)
    at_s, _ = offset_s(words, early, RATE_HZ)
    return Heard(spans_of(candidate, OUTSIDE_HZ), spans_of(program, OUTSIDE_HZ), at_s - first.start_s)


def gaps_of(events: Sequence[Event], session: Heard, outside: Heard) -> list[Gap]:
    """Every reported gap beside the recorded ones."""
    return [
        Gap(
            event["verdict"],
            event["gap_ms"],
            session.gap_ms(event["t_s"]),
            outside.gap_ms(event["t_s"]),
            event["parts"],
        )
        for event in events
        if event["type"] == "latency"
    ]


def spread(values: Sequence[float]) -> dict[str, float | int]:
    """How many, median, 95th percentile, smallest and largest."""
    if not values:
        return {"n": 0}
    return {
        "n": len(values),
        "median": round(float(np.median(values))),
        "p95": round(float(np.percentile(values, 95))),
        "min": round(min(values)),
        "max": round(max(values)),
    }


def by_verdict(gaps: Sequence[Gap]) -> dict[str, dict[str, float | int]]:
    """The recorded gaps by how the pause was judged."""
    rows: dict[str, list[float]] = defaultdict(list)
    for gap in gaps:
        rows[gap.verdict or "none"].append(recorded_ms(gap))
    return {verdict: spread(row) for verdict, row in sorted(rows.items())}


def recorded_ms(gap: Gap) -> float:
    """As heard from outside; where that fails, as the next best witness has it."""
    return next(each for each in (gap.outside_ms, gap.session_ms, gap.reported_ms) if each is not None)


def difference(pairs: Sequence[tuple[float, float | None]]) -> dict[str, float | int]:
    """How far apart two measurements of the same gaps are, in ms."""
    apart = [abs(one - other) for one, other in pairs if other is not None]
    missing = sum(other is None for _, other in pairs)
    if not apart:
        return {"n": 0, "unmatched": missing}
    return {
        "n": len(apart),
        "median": round(float(np.median(apart)), 1),
        "max": round(max(apart), 1),
        "unmatched": missing,
    }


def first_turn(gaps: Sequence[Gap]) -> dict[str, Any]:
    """The first gap against the median of all, and of those judged alike."""
    first = gaps[0]
    alike = [recorded_ms(gap) for gap in gaps[1:] if gap.verdict == first.verdict]
    every = float(np.median([recorded_ms(gap) for gap in gaps]))
    return {
        "ms": round(recorded_ms(first)),
        "verdict": first.verdict,
        "against_median": round(recorded_ms(first) / every, 2),
        "against_median_of_its_verdict": round(recorded_ms(first) / float(np.median(alike)), 2)
        if alike
        else None,
    }


def underruns_of(events: Sequence[Event]) -> int:
    """Blocks that the loudspeaker missed."""
    details = [str(event["detail"]) for event in events if event["type"] == "fault"]
    rows = (detail.split(":")[1].split("@")[0] for detail in details if detail.startswith("output_underrun:"))
    return sum(int(row) for row in rows)


def report(events: Sequence[Event], session: Heard, outside: Heard, lines: Sequence[Line]) -> dict[str, Any]:
    """Everything measured."""
    gaps = gaps_of(events, session, outside)
    confident = [recorded_ms(gap) for gap in gaps if gap.verdict == "final"]
    parts = {name for gap in gaps for name in gap.parts}
    faults = [f"{event['what']}: {event['detail']}" for event in events if event["type"] == "fault"]
    return {
        "gap_ms": spread([recorded_ms(gap) for gap in gaps]),
        "by_verdict_ms": by_verdict(gaps),
        "goals": {
            "confident_median_600": bool(confident) and round(float(np.median(confident))) <= 600,
            "confident_p95_1000": bool(confident) and round(float(np.percentile(confident, 95))) <= 1000,
        },
        "first_turn": first_turn(gaps),
        "own_overhead_ms": spread([gap.parts["audio_out_ms"] for gap in gaps]),
        "own_overhead_goal_met": float(np.percentile([gap.parts["audio_out_ms"] for gap in gaps], 95))
        <= OWN_GOAL_MS,
        "speculation": next((event for event in events if event["type"] == "speculation"), {}),
        "parts_median_ms": {
            name: round(float(np.median([gap.parts[name] for gap in gaps]))) for name in sorted(parts)
        },
        "reported_minus_session_ms": difference([(gap.reported_ms, gap.session_ms) for gap in gaps]),
        "reported_minus_outside_ms": difference([(gap.reported_ms, gap.outside_ms) for gap in gaps]),
        "underruns": underruns_of(events),
        "false_responses": outside.false_responses(lines),
        "faults": faults,
        "turns": [
            {
                "verdict": gap.verdict,
                "reported_ms": gap.reported_ms,
                "session_ms": None if gap.session_ms is None else round(gap.session_ms),
                "outside_ms": None if gap.outside_ms is None else round(gap.outside_ms),
                **gap.parts,
            }
            for gap in gaps
        ],
    }


@contextmanager
def worded_by(first_token_ms: float | None) -> Iterator[Sequence[str]]:
    """The options that choose who words the replies."""
    if first_token_ms is None:
        yield SCRIPTED
        return
    with OpenAIServer(Mode.SLOW_FIRST_TOKEN, REPLY, first_token_ms / 1000) as model:
        model.piece_s = TOKEN_S
        yield ("--interviewer", "llm", "--model", "bench", "--base-url", model.url)


@contextmanager
def busy(processes: int) -> Iterator[None]:
    """Meanwhile so many processes compute without end."""
    others = [subprocess.Popen([sys.executable, "-c", "while True: pass"]) for _ in range(processes)]
    try:
        yield
    finally:
        for other in others:
            other.kill()
            other.wait()


def measure(options: argparse.Namespace, recordings: Path) -> dict[str, Any]:
    """Hold the interview and report on it."""
    with worded_by(options.first_token_ms) as who, busy(options.busy):
        return hold((*COMMAND, *who, "--profile", options.profile), options.turns, recordings)


def hold(command: Sequence[str], turns: int, recordings: Path) -> dict[str, Any]:
    """Start the program, answer it, and compare what it says with what was heard."""
    server = SoundServer()
    server.start()
    try:
        with server.room_tone(longest_s=60 + 20 * turns):
            recording = server.record()
            program = Program(server, *command, "--recordings", str(recordings))
            try:
                lines = converse(program, server, recording, turns)
                program.interrupt()
            finally:
                program.close()
            sides = recording.finish()
    finally:
        server.stop()
    folder = next(recordings.iterdir())
    near, far = soundfile.read(folder / "audio.flac", dtype="int16")[0].T.copy()
    outside = heard_outside(sides, near)
    return report(program.events, Heard(spans_of(near, RATE_HZ), spans_of(far, RATE_HZ)), outside, lines)


def draw(result: dict[str, Any], path: Path) -> None:
    """Every gap by how its pause was judged, turn by turn."""
    figure, axis = new_figure(1, 1, (8.0, 4.0))
    for verdict in sorted({row["verdict"] for row in result["turns"]}):
        rows = [(n, row) for n, row in enumerate(result["turns"], 1) if row["verdict"] == verdict]
        heard = [row["outside_ms"] or row["session_ms"] or row["reported_ms"] for _, row in rows]
        axis.plot([n for n, _ in rows], heard, "o", label=verdict or "none")
    axis.axhline(600, color="k", lw=0.8, ls="--")
    axis.set(xlabel="turn", ylabel="gap as heard, ms", ylim=(0, None))
    axis.legend(fontsize=8, title="the pause was judged")
    axis.grid(alpha=0.3)
    save(figure, path)


def main() -> int:
    """Measure and print; 1 where the sound server or the candidate's voice is missing."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--turns", type=int, default=32)
    parser.add_argument("--profile", choices=("patient", "standard", "brisk"), default="patient")
    parser.add_argument("--first-token-ms", type=float, help="a model words the replies, this late")
    parser.add_argument("--busy", type=int, default=0, help="processes that compute meanwhile")
    parser.add_argument("--picture", type=Path, help="where to draw the gaps")
    parser.add_argument("--keep", type=Path, help="an empty folder for the session")
    parser.add_argument("--pretty", action="store_true", help="indent the JSON")
    options = parser.parse_args()
    missing = reason_to_skip() or ("" if shutil.which("flite") else "flite is not installed")
    if missing:
        print(missing, file=sys.stderr)
        return 1
    load_before = os.getloadavg()[0]
    with tempfile.TemporaryDirectory() as scratch:
        result = measure(options, options.keep or Path(scratch))
    machine = f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"
    load = [round(load_before, 2), round(os.getloadavg()[0], 2)]
    head = {
        "bench": "latency",
        "profile": options.profile,
        "first_token_ms": options.first_token_ms,
        "busy": options.busy,
        "machine": machine,
        "load_before_and_after": load,
    }
    if options.picture:
        draw(result, options.picture)
    print(json.dumps(head | result, indent=2 if options.pretty else None))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
