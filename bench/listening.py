"""How much of one core it takes to listen: card, echo canceller and speech detector, no recognition.

    python bench/listening.py [--seconds 20] [--device] [--pretty]

By default in the simulated room in real time, with a guest who talks half of the time and the
interviewer's echo in the microphone; with `--device` on the machine's sound card. JSON on the output.
The share counts every thread of the process, over the wall clock; the goal is 25% of one core.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import subprocess
import tempfile
import time
from pathlib import Path
from typing import Any

import numpy as np

from voice_coach.conversation.sound import FRAME_SAMPLES, Samples, silence
from voice_coach.engines.echo_canceller import WebRtcEchoCanceller
from voice_coach.engines.pacing import RealTime
from voice_coach.engines.portaudio_card import PortAudioCard
from voice_coach.engines.protocols import SoundCard
from voice_coach.engines.room_card import Room, RoomCard
from voice_coach.engines.sound_files import read_sound
from voice_coach.engines.speech_detector import LayeredDetector

GOAL_SHARE = 0.25
TALK_FRAMES = 400
WORDS = "I planned the project with three people, we measured every step, and it was finished in April."


def voice() -> tuple[Samples, str]:
    """Something to say, and what it is."""
    if shutil.which("flite") is None:
        noise = np.random.default_rng(0).standard_normal(TALK_FRAMES * FRAME_SAMPLES) * 3000
        return noise.astype(np.int16), "noise (flite is not installed)"
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "said.wav"
        subprocess.run(["flite", "-voice", "slt", "-t", WORDS, "-o", str(path)], check=True)
        return read_sound(path), "flite speech"


class Talker:
    """A guest who says the same thing for ever, with as long a pause after it."""

    done = False

    def __init__(self, words: Samples, begins_with_the_pause: bool = False) -> None:
        talk = words[: TALK_FRAMES * FRAME_SAMPLES]
        self._round = np.concatenate((talk, silence(2 * TALK_FRAMES * FRAME_SAMPLES - len(talk))))
        self._at = TALK_FRAMES * FRAME_SAMPLES if begins_with_the_pause else 0

    def next_frame(self, heard: Samples) -> Samples:
        """The next 10 ms."""
        del heard
        start, self._at = self._at, (self._at + FRAME_SAMPLES) % len(self._round)
        return self._round[start : start + FRAME_SAMPLES]


def listen(card: SoundCard, seconds: int, words: Samples) -> dict[str, Any]:
    """Run the listening half of the interview's loop and say what it took."""
    canceller, detector, interviewer = WebRtcEchoCanceller(), LayeredDetector(), Talker(words, True)
    speech = 0
    parts = dict.fromkeys(("card", "echo_canceller", "detector"), 0.0)
    card.open()
    wall_s, cpu_s = time.monotonic(), time.process_time()
    for _ in range(seconds * 100):
        before_s = time.thread_time()
        frame = card.read()
        assert frame is not None
        card.write(interviewer.next_frame(frame.far))
        carded_s = time.thread_time()
        near = canceller.cancel(frame.near, frame.far)
        cancelled_s = time.thread_time()
        speech += detector.hear(near) >= 0.5
        parts["card"] += carded_s - before_s
        parts["echo_canceller"] += cancelled_s - carded_s
        parts["detector"] += time.thread_time() - cancelled_s
    wall_s, cpu_s = time.monotonic() - wall_s, time.process_time() - cpu_s
    faults = list(card.drain_faults())
    card.close()
    return {
        "cpu_share": round(cpu_s / wall_s, 4),
        "goal_cpu_share": GOAL_SHARE,
        "met": cpu_s / wall_s <= GOAL_SHARE,
        "us_per_frame": {name: round(spent / seconds / 100 * 1e6, 1) for name, spent in parts.items()},
        "seconds": round(wall_s, 2),
        "speech_share": round(speech / seconds / 100, 3),
        "faults": faults,
    }


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--seconds", type=int, default=20)
    parser.add_argument("--device", action="store_true", help="on the machine's sound card")
    parser.add_argument("--pretty", action="store_true", help="indent the JSON")
    args = parser.parse_args()
    words, said = voice()
    card: SoundCard = PortAudioCard()
    if not args.device:
        card = RoomCard(Talker(words), Room(delay_ms=120.0, echo_gain_db=-20.0), RealTime())
    result = {"bench": "listening", "card": "device" if args.device else "room", "voice": said}
    result |= listen(card, args.seconds, words)
    result["machine"] = f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"
    print(json.dumps(result, indent=2 if args.pretty else None))


if __name__ == "__main__":
    main()
