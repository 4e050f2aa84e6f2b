"""Ten hours of interviews in one process on a virtual clock: what grows, what is lost, what drifts.

    python -m bench.ten_hours [--hours 10] [--picture FILE] [--pretty]

Round follows round in the simulated room, with sound recorded as the program records it, both voices hummed,
the loudspeaker's clock 100 ppm fast, the program's own detector, and words from the script. The candidate
talks over every fifth reply; of every twenty answers one makes the recogniser fail, of every thirty replies
one the voice. After each minute memory, descriptors and threads are read. JSON on the output; a picture needs
matplotlib.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import sys
import tempfile
import time
from collections import Counter
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import soundfile

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from hummer import Hummer
from interview_makers import Sitting, simulated_lines

from bench.soaking.picture import draw
from bench.soaking.vitals import Vitals, growth_of, vitals_of
from voice_coach.coaching.candidate import CandidateKind
from voice_coach.conversation.sound import RATE_HZ
from voice_coach.engines.room_card import Room, RoomCard
from voice_coach.engines.scripted_engines import ScriptedRecogniser, ToneVoice
from voice_coach.engines.speech_detector import LayeredDetector
from voice_coach.errors import RecogniserError, VoiceError
from voice_coach.sessions.reading import Session

ROUND_MINUTES = 45.0
DRIFT_PPM = 100.0
FAILS_EVERY = {"candidate": 20, "interviewer": 30}


@dataclass
class Marathon:
    """All rounds, and what was seen of them."""

    folder: Path
    samples: list[Vitals] = field(default_factory=list)
    rounds: list[dict[str, Any]] = field(default_factory=list)
    held_s: float = 0.0
    _next_look_s: float = 0.0

    def run(self, hours: float) -> None:
        """Round after round."""
        while self.held_s < hours * 3600:
            left_minutes = (hours * 3600 - self.held_s) / 60
            self.rounds.append(self._round(min(ROUND_MINUTES, max(3.0, left_minutes))))

    def _round(self, minutes: float) -> dict[str, Any]:
        seed = len(self.rounds)
        kinds = list(CandidateKind)
        guest = Hummer(simulated_lines(kinds[seed % len(kinds)], seed, minutes))
        recogniser, voice = ScriptedRecogniser(guest.words_in), ToneVoice()
        card = RoomCard(guest, Room(seed=seed, drift_ppm=DRIFT_PPM))
        detector = LayeredDetector()
        sitting = Sitting(self.folder, card, detector, recogniser, voice, minutes=minutes, seed=seed)
        said: Counter[object] = Counter()

        def watch(event: dict[str, object]) -> None:
            guest.observe(event)
            self._look(float(str(event["t_s"])))
            if event["type"] == "turn":
                said[event["speaker"]] += 1
                if said["candidate"] % FAILS_EVERY["candidate"] == 19 and event["speaker"] == "interviewer":
                    recogniser.fail(RecogniserError("It crashed."))
                if said["interviewer"] % FAILS_EVERY["interviewer"] == 29 and event["speaker"] == "candidate":
                    voice.fail(VoiceError("It hangs."))

        sitting.watchers.append(watch)
        length = sitting.hold_stepped((minutes + 3) * 60)
        self.held_s += length / RATE_HZ
        found = outcome(sitting, sitting.kept(), length)
        shutil.rmtree(sitting.writer.folder)
        return found

    def _look(self, t_s: float) -> None:
        if self.held_s + t_s >= self._next_look_s:
            self._next_look_s = self.held_s + t_s + 60.0
            self.samples.append(vitals_of(os.getpid(), self.held_s + t_s))


def outcome(sitting: Sitting, session: Session, length: int) -> dict[str, Any]:
    """What a round left."""
    kinds = Counter(str(event["type"]) for event in sitting.shown)
    turns = session.transcript()["turns"]
    starts = [turn["start_s"] for turn in turns]
    sound, _ = soundfile.read(session.sound_path, dtype="int16")
    return {
        "minutes": sitting.minutes,
        "reason": sitting.of("session_ended")[0]["reason"],
        "turns": len(turns),
        "misnumbered": [turn["turn"] for turn in turns] != list(range(len(turns))),
        "times_grow": starts == sorted(starts),
        "faults": kinds["fault"],
        "barge_ins": kinds["barge_in"],
        "watchdog": kinds["watchdog"],
        "damaged_lines": session.damaged_lines,
        "frames_too_many": len(sound) - length,
        "skews_ms": skews_ms(sound, turns),
        "underruns": sum("output_underrun" in str(each["detail"]) for each in sitting.of("fault")),
    }


def skews_ms(sound: np.ndarray[Any, Any], turns: list[dict[str, Any]]) -> list[float]:
    """How far the interviewer's sound begins from the time that its turn has in the transcript.

    Only where silence goes before it: with a reply that goes on after an interruption nothing begins.
    """
    found = []
    for turn in (each for each in turns if each["speaker"] == "interviewer"):
        at = round(turn["start_s"] * RATE_HZ)
        first = max(0, at - 3 * RATE_HZ // 10)
        loud = np.flatnonzero(np.abs(sound[first : at + RATE_HZ // 5, 1].astype(np.int32)) > 300)
        if len(loud) and first + int(loud[0]) > at - RATE_HZ // 5:
            found.append(round(abs(first + int(loud[0]) - at) / RATE_HZ * 1000, 1))
    return found


def measure(hours: float, picture: Path | None) -> dict[str, Any]:
    """Hold them and sum up."""
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as scratch:
        marathon = Marathon(Path(scratch))
        marathon.run(hours)
    if picture is not None:
        draw(picture, f"{hours:g} virtual hours in one process", marathon.samples)
    rounds = marathon.rounds
    skews = [skew for each in rounds for skew in each.pop("skews_ms")]
    return {
        "held_h": round(marathon.held_s / 3600, 2),
        "wall_s": round(time.monotonic() - began, 1),
        "rounds": len(rounds),
        "ended_by_themselves": sum(each["reason"] == "closed" for each in rounds),
        "rounds_misnumbered": sum(each["misnumbered"] for each in rounds),
        "rounds_with_times_that_do_not_grow": sum(not each["times_grow"] for each in rounds),
        **{
            name: sum(each[name] for each in rounds)
            for name in ("turns", "faults", "barge_ins", "watchdog", "damaged_lines", "underruns")
        },
        "frames_too_many": [each["frames_too_many"] for each in rounds],
        "skew_ms": {"median": float(np.median(skews)), "worst": max(skews), "n": len(skews)},
        **growth_of(marathon.samples),
        "vitals": [asdict(each) for each in marathon.samples[::10]],
        "each": rounds,
    }


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--hours", type=float, default=10.0)
    parser.add_argument("--picture", type=Path, help="write the curves as a PNG")
    parser.add_argument("--pretty", action="store_true", help="indent the JSON")
    options = parser.parse_args()
    result = measure(options.hours, options.picture)
    machine = f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"
    head = {"bench": "ten_hours", "hours": options.hours, "machine": machine}
    print(json.dumps(head | result, indent=2 if options.pretty else None))


if __name__ == "__main__":
    main()
