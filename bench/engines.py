"""How long the last stretch of an answer takes Whisper, and what memory its models need. Prints JSON.

    python -m bench.engines [--sizes tiny base] [--runs 20]

Models have the true sizes and random weights (`true_size_whisper.py`); each answer is given as the loop gives
it, in closed stretches, and only the last one (3 s) is timed. Goal: p95 of 0.35 s for `base` on two cores,
and after 10, 60 and 180 s the same within 10 %.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import tempfile
import time
from pathlib import Path
from typing import Any

import numpy as np

from bench.true_size_whisper import SIZES, write_model
from voice_coach.conversation.sound import RATE_HZ, Segment, samples_of
from voice_coach.engines.flite_voice import FliteVoice
from voice_coach.engines.pyttsx3_voice import Pyttsx3Voice
from voice_coach.engines.whisper_recogniser import WhisperRecogniser

ANSWERS_S = (10, 60, 180)
STRETCH_S, TAIL_S = 8.0, 3.0
SAID = "The ninety fifth percentile should stay below three hundred milliseconds for every reply. "


def memory_mb() -> float:
    """What the process holds now."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * resource.getpagesize() / 1e6


def tail_s(recogniser: WhisperRecogniser, speech: np.ndarray, answer_s: float) -> float:
    """Seconds for the last stretch of an answer whose earlier stretches were heard while it went on."""
    for number in range(int((answer_s - TAIL_S) / STRETCH_S)):
        recogniser.transcribe(Segment(number, 0, speech[: samples_of(STRETCH_S)], STRETCH_S * 0.8))
    last = Segment(999, samples_of(answer_s), speech[: samples_of(TAIL_S)], TAIL_S * 0.9)
    began_s = time.perf_counter()
    recogniser.transcribe(last)
    return time.perf_counter() - began_s


def measured(name: str, folder: Path, speech: np.ndarray, runs: int) -> dict[str, Any]:
    """One size: memory, and the tail after answers of each length, in turns so that all share the weather."""
    before_mb = memory_mb()
    recogniser = WhisperRecogniser(str(write_model(folder / name, name)))
    recogniser.start()
    loaded_mb = memory_mb() - before_mb
    times: dict[int, list[float]] = {answer_s: [] for answer_s in ANSWERS_S}
    for run in range(runs):
        for answer_s in ANSWERS_S:
            # the long prefix once; afterwards two stretches stand for it, since nothing is kept between them
            times[answer_s].append(tail_s(recogniser, speech, answer_s if run == 0 else 2 * STRETCH_S))
    recogniser.close()
    return {"memory_mb": round(loaded_mb), "tail_s": {key: spread(value) for key, value in times.items()}}


def spread(times: list[float]) -> dict[str, float]:
    """Median, p95 and extremes in seconds."""
    points = np.percentile(times, [0, 50, 95, 100]).round(3).tolist()
    return dict(zip(("least", "median", "p95", "most"), points, strict=True))


def voice_s(runs: int) -> dict[str, float]:
    """From a new sentence to its whole clip, which is what may be played first."""
    voice = Pyttsx3Voice()
    voice.start()
    times = []
    for run in range(runs):
        began_s = time.perf_counter()
        voice.speak(f"Which of the {run} limits binds first?")
        times.append(time.perf_counter() - began_s)
    voice.close()
    return spread(times)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", nargs="*", default=["tiny", "base"], choices=list(SIZES))
    parser.add_argument("--runs", type=int, default=20)
    options = parser.parse_args()
    voice = FliteVoice()
    voice.start()
    speech = np.concatenate([voice.speak(SAID).samples] * 3)[: 12 * RATE_HZ]
    with tempfile.TemporaryDirectory() as folder:
        sizes = {name: measured(name, Path(folder), speech, options.runs) for name in options.sizes}
    report = {"cores": os.cpu_count(), "whisper": sizes, "voice_s": voice_s(options.runs)}
    print(json.dumps(report, indent=1))


if __name__ == "__main__":
    main()
