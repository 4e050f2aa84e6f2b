"""The program's own voice in the microphone: is it taken out, and does the program ever answer itself?

    python -m bench.echo [--minutes 10] [--room-seconds 120] [--pretty]

Interviewer's sentences by flite in the simulated room, echo canceller and detector as in the program. For
each room: how far the echo was brought down once the canceller had settled (after 20 s), how often the
program took it for speech (a segment of 0.25 s or more of it, each a self-interruption), and how long a
real interruption needs to be noticed. `--minutes` of sound in the plain room, two in each other. JSON on
the output.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import time
from typing import Any

import numpy as np

from bench.interview_sentences import HELD_OUT
from voice_coach.conversation.events import SegmentClosed, SpeechStarted
from voice_coach.conversation.segments import Segmenter
from voice_coach.conversation.sound import FRAME_SAMPLES, Samples, level_dbfs, samples_of, seconds_of
from voice_coach.engines.echo_canceller import WebRtcEchoCanceller
from voice_coach.engines.flite_voice import FliteVoice
from voice_coach.engines.room_card import Room, RoomCard
from voice_coach.engines.speech_detector import LayeredDetector

SETTLED_S = 20.0
WORDS_S = 0.25
"""Shorter speech is never given to a recogniser's words."""
INTERRUPTS_EVERY_S = 20.0
ROOMS = {
    **{f"delay {ms} ms": Room(delay_ms=ms, echo_gain_db=-10.0) for ms in (5, 40, 100, 200, 400, 600)},
    "loud echo (0 dB)": Room(delay_ms=60, echo_gain_db=0.0),
    "clipped loudspeaker": Room(delay_ms=60, echo_gain_db=-6.0, clip_at=0.1),
    "clocks 100 ppm apart": Room(delay_ms=60, echo_gain_db=-10.0, drift_ppm=100.0),
    "noise at -45 dBFS": Room(delay_ms=60, echo_gain_db=-10.0, noise_dbfs=-45.0),
}


class Interrupter:
    """A guest who is silent, or says the same words every so often."""

    done = False

    def __init__(self, words: Samples | None) -> None:
        self._words = words
        self._now = 0
        self.starts: list[int] = []

    def next_frame(self, heard: Samples) -> Samples:
        """The next 10 ms."""
        del heard
        at, self._now = self._now % samples_of(INTERRUPTS_EVERY_S), self._now + FRAME_SAMPLES
        frame = np.zeros(FRAME_SAMPLES, np.int16)
        first = samples_of(INTERRUPTS_EVERY_S / 2)
        if self._words is None or not first <= at < first + len(self._words):
            return frame
        if at == first:
            self.starts.append(self._now - FRAME_SAMPLES)
        piece = self._words[at - first : at - first + FRAME_SAMPLES]
        frame[: len(piece)] = piece
        return frame


def interviewer_sound(seconds: float) -> Samples:
    """Sentences with short pauses, as long as wanted."""
    voice = FliteVoice("rms")
    voice.start()
    pieces: list[Samples] = []
    for sentence in HELD_OUT:
        pieces += [voice.speak(sentence).samples, np.zeros(samples_of(0.6), np.int16)]
    once = np.concatenate(pieces)
    return np.tile(once, int(seconds / seconds_of(len(once))) + 1)[: samples_of(seconds)]


def listen(room: Room, far: Samples, words: Samples | None) -> dict[str, Any]:
    """Play `far` in a room, with or without somebody who interrupts."""
    guest = Interrupter(words)
    card, canceller = RoomCard(guest, room), WebRtcEchoCanceller()
    detector, segmenter = LayeredDetector(), Segmenter()
    before: list[float] = []
    after: list[float] = []
    heard: list[int] = []
    false = 0
    for start in range(0, len(far) - FRAME_SAMPLES + 1, FRAME_SAMPLES):
        frame = card.read()
        assert frame is not None
        card.write(far[start : start + FRAME_SAMPLES])
        near = canceller.cancel(frame.near, frame.far)
        for event in segmenter.hear(frame.start, near, detector.hear(near)):
            heard += [event.t] if isinstance(event, SpeechStarted) else []
            false += isinstance(event, SegmentClosed) and event.segment.speech_s >= WORDS_S
        if level_dbfs(frame.far) > -35 and seconds_of(start) > SETTLED_S:
            before.append(10 ** (level_dbfs(frame.near) / 10))
            after.append(10 ** (level_dbfs(near) / 10))
    if words is None:
        reduction_db = 10 * np.log10(np.mean(before) / np.mean(after))
        return {"reduction_db": round(float(reduction_db), 1), "self_interruptions": false}
    delays = [_first_after(heard, start) for start in guest.starts if start > samples_of(SETTLED_S)]
    known = [each for each in delays if each is not None]
    return {
        "interruptions": len(delays),
        "unnoticed": len(delays) - len(known),
        "noticed_after_ms": {
            "median": round(float(np.median(known))) if known else None,
            "max": round(max(known)) if known else None,
        },
    }


def _first_after(heard: list[int], start: int) -> float | None:
    after = [t - start for t in heard if 0 <= t - start < samples_of(2.5)]
    return 1000 * seconds_of(min(after)) if after else None


def measure(minutes: float, room_s: float) -> dict[str, Any]:
    """Every room, first with a silent guest and then with one who interrupts."""
    voice = FliteVoice("slt")
    voice.start()
    words = voice.speak("Sorry, can I ask who the users are?").samples
    far = interviewer_sound(max(60 * minutes, room_s))
    short = far[: samples_of(room_s)]
    plain = listen(Room(delay_ms=60.0, echo_gain_db=-10.0), far[: samples_of(60 * minutes)], None)
    chosen = ROOMS if room_s > SETTLED_S else {}
    rooms = {name: listen(room, short, None) | listen(room, short, words) for name, room in chosen.items()}
    return {
        "long": {"minutes": minutes, **plain, "met": plain["self_interruptions"] == 0},
        "rooms": rooms,
    }


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--minutes", type=float, default=10.0)
    parser.add_argument("--room-seconds", type=float, default=120.0, help="0: the plain room only")
    parser.add_argument("--pretty", action="store_true", help="indent the JSON")
    options = parser.parse_args()
    began_s = time.monotonic()
    machine = f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"
    result = {"bench": "echo", "machine": machine, **measure(options.minutes, options.room_seconds)}
    result["wall_s"] = round(time.monotonic() - began_s, 1)
    print(json.dumps(result, indent=2 if options.pretty else None))


if __name__ == "__main__":
    main()
