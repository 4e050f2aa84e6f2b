"""How well a model folder hears renderings that it was not trained on. JSON on the output.

    python -m training.tiny_whisper.evaluate FOLDER MODEL

`FOLDER` holds `test.npz`; `MODEL` is a folder for faster-whisper. Word error alone, in noise, with a prompt
of foreign words, after a long silence, and of five sentences in one recording; times of first and last words.
"""

from __future__ import annotations

import json
import random
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from faster_whisper import WhisperModel

from .voices import RATE_HZ, Sound, load

PROMPT = "Interview: a nurse tablet, latency budget, dosage formulary. Vocabulary: queue, labels, Kubernetes."
TOGETHER = 5


@dataclass(frozen=True, slots=True)
class Take:
    """A recording, its words, and where speech begins and ends in it."""

    group: str
    text: str
    sound: Sound
    start_s: float
    end_s: float


def word_errors(truth: list[str], heard: list[str]) -> int:
    """Least number of words to change, drop or add."""
    row = list(range(len(heard) + 1))
    for number, word in enumerate(truth, 1):
        above = row
        row = [number]
        for place, other in enumerate(heard, 1):
            row.append(min(above[place] + 1, row[-1] + 1, above[place - 1] + (word != other)))
    return row[-1]


def alone(renderings: Sequence[tuple[str, str, Sound]], lead_s: tuple[float, float]) -> Iterator[Take]:
    """Each by itself, with quiet around it."""
    dice = random.Random(6)
    for text, voice, sound in renderings:
        before = dice.uniform(*lead_s)
        parts = [_quiet(before), sound * dice.uniform(0.15, 0.9), _quiet(dice.uniform(0.1, 2.0))]
        yield Take(voice, text, np.concatenate(parts), before, before + len(sound) / RATE_HZ)


def together(renderings: Sequence[tuple[str, str, Sound]]) -> Iterator[Take]:
    """Five in one recording, with pauses of 0.6 to 1.2 s."""
    dice = random.Random(4)
    for first in range(0, len(renderings) - TOGETHER + 1, TOGETHER):
        chosen = renderings[first : first + TOGETHER]
        parts = [part for _, _, sound in chosen for part in (_quiet(dice.uniform(0.6, 1.2)), sound * 0.3)]
        text = " ".join(each for each, _, _ in chosen)
        yield Take("five together", text, np.concatenate(parts), 0.0, 0.0)


def noisy(takes: Iterator[Take], snr_db: float = 15.0) -> Iterator[Take]:
    """The same in white noise."""
    dice = np.random.default_rng(5)
    for take in takes:
        level = np.sqrt(np.mean(take.sound**2)) * 10 ** (-snr_db / 20)
        sound = take.sound + dice.standard_normal(len(take.sound)).astype(np.float32) * np.float32(level)
        yield Take(take.group, take.text, sound, take.start_s, take.end_s)


def _quiet(seconds: float) -> Sound:
    return np.zeros(int(seconds * RATE_HZ), np.float32)


def measured(model: WhisperModel, takes: Iterator[Take], prompt: str | None = None) -> dict[str, object]:
    """Word error in percent, by voice too, and how far the first and last words' times are off, in ms."""
    errors: dict[str, list[int]] = {}
    starts_ms, ends_ms = [], []
    for take in takes:
        segments, _ = model.transcribe(
            take.sound,
            language="en",
            beam_size=1,
            word_timestamps=True,
            condition_on_previous_text=False,
            initial_prompt=prompt,
        )
        words = [word for segment in segments for word in segment.words or ()]
        heard = "".join(word.word for word in words).split()
        row = errors.setdefault(take.group, [0, 0])
        wrong = word_errors(take.text.split(), heard)
        row[0] += wrong
        row[1] += len(take.text.split())
        if not wrong and take.end_s:
            starts_ms.append(1000 * abs(words[0].start - take.start_s))
            ends_ms.append(1000 * abs(words[-1].end - take.end_s))
    report: dict[str, object] = {
        "word_error_percent": round(
            100 * sum(e for e, _ in errors.values()) / sum(n for _, n in errors.values()), 1
        ),
        "by_voice": {
            group: round(100 * wrong / count, 1) for group, (wrong, count) in sorted(errors.items())
        },
    }
    if starts_ms:
        report["first_word_start_off_ms"] = round(float(np.median(starts_ms)))
        report["last_word_end_off_ms"] = round(float(np.median(ends_ms)))
    return report


def main(folder: Path, model_folder: Path) -> None:
    """Measure and print."""
    model = WhisperModel(str(model_folder), device="cpu", compute_type="int8")
    renderings = load(folder / "test.npz")
    random.Random(3).shuffle(renderings)
    some = renderings[:160]
    report = {
        "clean": measured(model, alone(renderings, (0.0, 0.9))),
        "noise 15 dB": measured(model, noisy(alone(some, (0.0, 0.9)))),
        "foreign prompt": measured(model, alone(some, (0.0, 0.9)), PROMPT),
        "long lead, noise": measured(model, noisy(alone(some, (1.2, 4.0)))),
        "five together": measured(model, together(some)),
    }
    json.dump(report, sys.stdout, indent=1)
    sys.stdout.write("\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
