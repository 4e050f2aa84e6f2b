"""The program's own voice in the microphone: is it taken out, and does the program ever answer itself?

    python -m bench.echo [--minutes 10] [--room-seconds 120] [--picture FILE] [--pretty]

Interviewer's sentences by flite in the simulated room, ears as in the program. For each room: what the test
on the first sentence makes of it, how far the echo was brought down once the canceller had settled (after
20 s), how often the program took it for speech (a segment of 0.25 s or more of it, each a self-interruption)
and how often it would have without the test, and how long a real interruption needs to be noticed; where only
one is heard at a time, none is. `--minutes` of sound in the plain room, two in each other. JSON on the
output; `--picture` needs matplotlib.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from bench.drawing import new_figure, save
from bench.interview_sentences import HELD_OUT
from voice_coach.conversation.duplex import Duplex
from voice_coach.conversation.echo_path import EchoPath
from voice_coach.conversation.events import SegmentClosed, SpeechStarted
from voice_coach.conversation.segments import Segmenter
from voice_coach.conversation.sound import FRAME_SAMPLES, Samples, level_dbfs, samples_of, seconds_of
from voice_coach.engines.echo_canceller import WebRtcEchoCanceller
from voice_coach.engines.flite_voice import FliteVoice
from voice_coach.engines.room_card import Room, RoomCard
from voice_coach.engines.speech_detector import LayeredDetector
from voice_coach.interview import Ears

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


@dataclass(slots=True)
class Listened:
    """What came of the loudspeaker's sound in a room."""

    before: list[float] = field(default_factory=list)
    """Power of the microphone's frames while the loudspeaker sounds, once the canceller has settled."""
    after: list[float] = field(default_factory=list)
    """The same once the canceller has been at them."""
    heard: list[int] = field(default_factory=list)
    """When speech began."""
    false: int = 0
    """Segments with enough speech for words."""
    starts: list[int] = field(default_factory=list)
    """When the guest did speak."""
    path: EchoPath | None = None


def listen(room: Room, far: Samples, words: Samples | None, *, tested: bool) -> Listened:
    """Play `far` in a room, with or without somebody who interrupts, with or without the start-up test."""
    guest, found = Interrupter(words), Listened()
    card, canceller = RoomCard(guest, room), _Remembering()
    ears = Ears(LayeredDetector(), canceller, Segmenter(), Duplex() if tested else None)
    for start in range(0, len(far) - FRAME_SAMPLES + 1, FRAME_SAMPLES):
        frame = card.read()
        assert frame is not None
        card.write(far[start : start + FRAME_SAMPLES])
        events, path = ears.hear(frame)
        found.path = found.path or path
        for event in events:
            found.heard += [event.t] if isinstance(event, SpeechStarted) else []
            found.false += isinstance(event, SegmentClosed) and event.segment.speech_s >= WORDS_S
        if level_dbfs(frame.far) > -35 and seconds_of(start) > SETTLED_S:
            found.before.append(10 ** (level_dbfs(frame.near) / 10))
            found.after.append(10 ** (level_dbfs(canceller.left) / 10))
    found.starts = [each for each in guest.starts if each > samples_of(SETTLED_S)]
    return found


class _Remembering(WebRtcEchoCanceller):
    """A canceller whose latest frame can be looked at."""

    left: Samples = np.zeros(FRAME_SAMPLES, np.int16)

    def cancel(self, near: Samples, far: Samples) -> Samples:
        """The near frame without the far one."""
        self.left = super().cancel(near, far)
        return self.left


def alone(room: Room, far: Samples) -> dict[str, Any]:
    """Nobody speaks but the loudspeaker."""
    with_test, without = (listen(room, far, None, tested=tested) for tested in (True, False))
    assert with_test.path is not None
    reduction_db = 10 * np.log10(np.mean(without.before) / np.mean(without.after))
    return {
        "start_up_test": {
            "verdict": with_test.path.verdict.value,
            "delay_ms": with_test.path.delay_ms,
            "reduction_db": with_test.path.reduction_db,
        },
        "reduction_db": round(float(reduction_db), 1),
        "self_interruptions": with_test.false,
        "without_the_test": without.false,
    }


def interrupted(room: Room, far: Samples, words: Samples) -> dict[str, Any]:
    """Somebody speaks over it now and then."""
    found = listen(room, far, words, tested=True)
    delays = [_first_after(found.heard, start) for start in found.starts]
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
    plain = alone(Room(delay_ms=60.0, echo_gain_db=-10.0), far[: samples_of(60 * minutes)])
    chosen = ROOMS if room_s > SETTLED_S else {}
    rooms = {name: alone(room, short) | interrupted(room, short, words) for name, room in chosen.items()}
    return {
        "long": {"minutes": minutes, **plain, "met": plain["self_interruptions"] == 0},
        "rooms": rooms,
    }


def draw(result: dict[str, Any], path: Path) -> None:
    """Reduction and self-interruptions of each room, with and without the test."""
    figure, (left, right) = new_figure(1, 2, (10.4, 4.2))
    rows = result["rooms"]
    places = range(len(rows))
    left.barh(places, [row["reduction_db"] for row in rows.values()])
    left.axvline(20, color="k", lw=0.8, ls="--")
    left.set(title="echo brought down by, dB", yticks=places, yticklabels=list(rows))
    right.barh([at - 0.2 for at in places], [row["without_the_test"] for row in rows.values()], 0.4)
    right.barh([at + 0.2 for at in places], [row["self_interruptions"] for row in rows.values()], 0.4)
    right.set(title="self-interruptions in 2 minutes", yticks=[])
    right.legend(["without the start-up test", "with it"], fontsize=8)
    for axis in (left, right):
        axis.invert_yaxis()
    save(figure, path)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--minutes", type=float, default=10.0)
    parser.add_argument("--room-seconds", type=float, default=120.0, help="0: the plain room only")
    parser.add_argument("--picture", type=Path, help="where to draw it")
    parser.add_argument("--pretty", action="store_true", help="indent the JSON")
    options = parser.parse_args()
    began_s = time.monotonic()
    machine = f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"
    result = {"bench": "echo", "machine": machine, **measure(options.minutes, options.room_seconds)}
    result["wall_s"] = round(time.monotonic() - began_s, 1)
    if options.picture:
        draw(result, options.picture)
    print(json.dumps(result, indent=2 if options.pretty else None))


if __name__ == "__main__":
    main()
