"""What each engine holds in memory, by itself in a fresh process, its own child processes included.

    python -m bench.engine_memory [--sizes tiny base] [--pretty]

Proportional set size (Linux): a page that two processes share counts half in each. Measured before the engine
is made, when it has started, and after it has done its work once. Whisper's models have the true sizes and
random weights (`true_size_whisper.py`). Prints JSON.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import tempfile
from collections.abc import Callable, Iterator
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import numpy as np

from bench.true_size_whisper import SIZES, write_model
from voice_coach.conversation.sound import FRAME_SAMPLES, RATE_HZ, Segment, samples_of

SECONDS = 5.0
Steps = Iterator[None]
"""Starts the engine, stops for a moment, lets it work once, stops again."""


def noise() -> Any:
    """Sound as loud as speech."""
    return (np.random.default_rng(0).standard_normal(samples_of(SECONDS)) * 2000).astype(np.int16)


def _detector() -> Steps:
    from voice_coach.engines.speech_detector import LayeredDetector

    detector, sound = LayeredDetector(), noise()
    yield
    for start in range(0, len(sound) - FRAME_SAMPLES, FRAME_SAMPLES):
        detector.hear(sound[start : start + FRAME_SAMPLES])
    yield


def _canceller() -> Steps:
    from voice_coach.engines.echo_canceller import WebRtcEchoCanceller

    canceller, sound = WebRtcEchoCanceller(), noise()
    yield
    for start in range(0, len(sound) - FRAME_SAMPLES, FRAME_SAMPLES):
        frame = sound[start : start + FRAME_SAMPLES]
        canceller.cancel(frame, frame)
    yield


def _recognised(recogniser: Any) -> Steps:
    recogniser.start()
    yield
    recogniser.transcribe(Segment(0, 0, noise(), 0.9 * SECONDS))
    yield
    recogniser.close()


def _sphinx() -> Steps:
    from voice_coach.engines.sphinx_recogniser import SphinxRecogniser

    yield from _recognised(SphinxRecogniser())


def _whisper(folder: str) -> Steps:
    from voice_coach.engines.whisper_recogniser import WhisperRecogniser

    yield from _recognised(WhisperRecogniser(folder))


def _spoken(voice: Any) -> Steps:
    voice.start()
    yield
    voice.speak("Which of the limits binds first, and what would you do about it?")
    yield
    voice.close()


def _pyttsx3() -> Steps:
    from voice_coach.engines.pyttsx3_voice import Pyttsx3Voice

    yield from _spoken(Pyttsx3Voice())


def _flite() -> Steps:
    from voice_coach.engines.flite_voice import FliteVoice

    yield from _spoken(FliteVoice())


ENGINES: dict[str, Callable[[], Steps]] = {
    "detector (webrtc and silero)": _detector,
    "echo canceller": _canceller,
    "pocketsphinx": _sphinx,
    "pyttsx3": _pyttsx3,
    "flite": _flite,
}


def _family(pid: int) -> Iterator[int]:
    yield pid
    for task in Path(f"/proc/{pid}/task").iterdir():
        for child in (task / "children").read_text("ascii").split():
            yield from _family(int(child))


def held_mb() -> float:
    """What this process and its children hold now."""
    lines = (
        line
        for pid in _family(os.getpid())
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text("ascii").splitlines()
        if line.startswith("Pss:")
    )
    return sum(int(line.split()[1]) for line in lines) / 1024


def _measure(steps: Callable[..., Steps], given: tuple[str, ...], out: Connection) -> None:
    noise()
    before_mb = held_mb()
    marks = [round(held_mb() - before_mb, 1) for _ in steps(*given)]
    out.send(dict(zip(("started_mb", "used_mb"), marks, strict=True)))


def memory_of(steps: Callable[..., Steps], *given: str) -> dict[str, float]:
    """One engine in a process of its own."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=_measure, args=(steps, given, theirs))
    process.start()
    theirs.close()
    found: dict[str, float] = ours.recv()
    process.join()
    return found


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--sizes", nargs="*", default=["tiny", "base"], choices=list(SIZES))
    parser.add_argument("--pretty", action="store_true", help="indent the JSON")
    options = parser.parse_args()
    rows = {name: memory_of(steps) for name, steps in ENGINES.items()}
    with tempfile.TemporaryDirectory() as folder:
        for name in options.sizes:
            model = write_model(Path(folder) / name, name)
            rows[f"faster-whisper {name}, int8"] = memory_of(_whisper, str(model))
    report = {"bench": "engine_memory", "rate_hz": RATE_HZ, "engines": rows}
    print(json.dumps(report, indent=2 if options.pretty else None))


if __name__ == "__main__":
    main()
