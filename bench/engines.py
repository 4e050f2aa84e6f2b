"""How long the last stretch of an answer takes Whisper, and what memory its models need. Prints JSON.

    python -m bench.engines [--sizes tiny base] [--runs 20] [--voice-only]

Models have the true sizes and random weights (`true_size_whisper.py`); each answer is given as the loop gives
it, in closed stretches, and only the last one (3 s) is timed. Goal: p95 of 0.35 s for `base` on two cores,
and after 10, 60 and 180 s the same within 10 %. The voice is asked for replies of three clauses: goal 60 ms
to the first sound (p95), and no clause that the ones before it had to be waited for with 0.15 s of silence.
`bench.engine_memory` has the memory of every engine.
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
GAP_S = 0.15
"""A longer silence inside a reply is heard as one."""
REPLY = (
    "Fine, {} drafts a day.",
    "You said that an agent reads each of them before it goes out.",
    "Which of the limits that you named binds first, and how would you find out before the launch?",
)
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


def replies(runs: int) -> dict[str, Any]:
    """From a new reply to its first clip, and the silence that its later clauses were waited for."""
    speaker = Pyttsx3Voice()
    speaker.start()
    firsts, gaps = zip(*(_reply_s(speaker, run) for run in range(runs)), strict=True)
    speaker.close()
    waited = [gap for each in gaps for gap in each]
    return {
        "first_sound_s": spread(list(firsts)),
        "clauses_waited_for": sum(gap > GAP_S for gap in waited),
        "clauses": len(waited),
        "longest_wait_s": round(max(waited), 3),
    }


def _reply_s(speaker: Pyttsx3Voice, run: int) -> tuple[float, list[float]]:
    """The first clip's time, and of each later clause how long it came after the earlier ones were heard."""
    began_s = time.perf_counter()
    first_s = heard_until_s = 0.0
    gaps: list[float] = []
    for clause in REPLY:
        clip = speaker.speak(clause.format(run))
        ready_s = time.perf_counter() - began_s
        if heard_until_s:
            gaps.append(max(0.0, ready_s - heard_until_s))
        else:
            first_s = ready_s
        heard_until_s = max(heard_until_s, ready_s) + len(clip.samples) / RATE_HZ
    return first_s, gaps


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", nargs="+", default=["tiny", "base"], choices=list(SIZES))
    parser.add_argument("--voice-only", action="store_true", help="leave Whisper out")
    parser.add_argument("--runs", type=int, default=20)
    options = parser.parse_args()
    voice = FliteVoice()
    voice.start()
    speech = np.concatenate([voice.speak(SAID).samples] * 3)[: 12 * RATE_HZ]
    asked = [] if options.voice_only else options.sizes
    with tempfile.TemporaryDirectory() as folder:
        sizes = {name: measured(name, Path(folder), speech, options.runs) for name in asked}
    report = {"cores": os.cpu_count(), "whisper": sizes, "voice": replies(options.runs)}
    print(json.dumps(report, indent=1))


if __name__ == "__main__":
    main()
