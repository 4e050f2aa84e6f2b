"""The sentences, scrambled ones and single words in many synthetic voices.

    python -m training.tiny_whisper.voices FOLDER

Writes `train.npz`, `test.npz`, `scrambled.npz` and `words.npz`; takes some minutes and 600 MB. The test
renderings are in voices, accents or speeds that training never hears.
"""

from __future__ import annotations

import random
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import soundfile
import soxr
from numpy.typing import NDArray

from .sentences import SENTENCES, WORDS

RATE_HZ = 16_000
FLITE_PITCH_HZ = {"slt": 170, "rms": 100, "awb": 115, "kal": 105, "kal16": 105}
ESPEAK = (
    *("en-us", "en-gb", "en-gb-x-rp", "en-gb-scotland", "en-us+f2", "en-gb+f4", "en-us+m3", "en-gb+m5"),
    *("en-us+f3", "en-us+m1", "en-gb-x-gbclan", "en-gb-x-gbcwmd", "en-us+f5", "en-gb+m2", "en-us-nyc"),
)
UNHEARD_ESPEAK = ("en-us", "en-gb+f2", "en-029", "en-us+m7")
SCRAMBLED = 1600

Sound = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Rendering:
    """A text, and how it is to be said."""

    text: str
    voice: str
    pace: float
    """flite: times as long; espeak-ng: words a minute."""
    pitch: float
    """flite: Hz; espeak-ng: 0 to 99."""


def rendered(one: Rendering) -> Sound:
    """The sound at 16 kHz without the silence around it."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "said.wav"
        subprocess.run(_command(one, path), check=True, capture_output=True)
        samples, rate_hz = soundfile.read(path, dtype="float32")
    sound = samples if rate_hz == RATE_HZ else soxr.resample(samples, rate_hz, RATE_HZ)
    loud = np.flatnonzero(np.abs(sound) > 0.01 * np.abs(sound).max())
    return np.asarray(sound[loud[0] : loud[-1] + 1], np.float32)


def _command(one: Rendering, path: Path) -> list[str]:
    if one.voice in FLITE_PITCH_HZ:
        features = [f"duration_stretch={one.pace:.3f}", f"int_f0_target_mean={one.pitch:.1f}"]
        settings = [word for feature in features for word in ("--setf", feature)]
        return ["flite", "-voice", one.voice, *settings, "-t", one.text, "-o", str(path)]
    spoken = ["-v", one.voice, "-s", str(int(one.pace)), "-p", str(int(one.pitch)), "-w", str(path), one.text]
    return ["espeak-ng", *spoken]


def varied(text: str, voice: str, dice: random.Random) -> Rendering:
    """The text in a voice at a pace and pitch drawn by the dice."""
    if voice in FLITE_PITCH_HZ:
        return Rendering(
            text, voice, dice.uniform(0.8, 1.25), FLITE_PITCH_HZ[voice] * dice.uniform(0.85, 1.16)
        )
    return Rendering(text, voice, dice.uniform(130, 195), dice.uniform(30, 70))


def for_training(dice: random.Random) -> list[Rendering]:
    """Each sentence in every voice, flite's several times over."""
    flite = [voice for voice in FLITE_PITCH_HZ for _ in range(2 if voice == "kal16" else 4)]
    return [varied(text, voice, dice) for text in SENTENCES for voice in (*flite, *ESPEAK)]


def for_testing(dice: random.Random) -> list[Rendering]:
    """Each sentence at speeds and pitches, and in accents, that training has not."""
    found = []
    for text in SENTENCES:
        for voice in ("slt", "rms", "awb", "kal"):
            pitch_hz = FLITE_PITCH_HZ[voice] * dice.choice([0.87, 1.05, 1.13])
            found.append(Rendering(text, voice, dice.choice([0.92, 1.08, 1.22]), pitch_hz))
        for voice in UNHEARD_ESPEAK:
            found.append(Rendering(text, voice, dice.choice([145, 170, 185]), dice.choice([30, 45, 70])))
    return found


def scrambled(dice: random.Random) -> list[Rendering]:
    """Known words in an order that no sentence has, so that the sound has to be listened to."""
    voices = [*FLITE_PITCH_HZ][:4] * 4 + list(ESPEAK)
    return [varied(_scrambled_text(dice), dice.choice(voices), dice) for _ in range(SCRAMBLED)]


def _scrambled_text(dice: random.Random) -> str:
    if dice.random() < 0.6:
        return " ".join(dice.choices(WORDS, k=dice.randint(3, 9)))
    first, second = dice.choice(SENTENCES).split(), dice.choice(SENTENCES).split()
    return " ".join((first[dice.randrange(len(first)) :] + second[: dice.randint(1, len(second))])[:12])


def single_words(dice: random.Random) -> list[Rendering]:
    """Every word by itself, to be joined with exact times."""
    voices = (*[*FLITE_PITCH_HZ][:4], *ESPEAK[:10])
    return [varied(word, voice, dice) for word in WORDS for voice in voices]


def save(path: Path, renderings: Sequence[Rendering]) -> None:
    """Render all, on two threads, into one file."""
    with ThreadPoolExecutor(2) as pool:
        sounds = list(pool.map(rendered, renderings))
    np.savez(
        path,
        texts=[each.text for each in renderings],
        voices=[each.voice for each in renderings],
        lengths=[len(sound) for sound in sounds],
        samples=(np.concatenate(sounds) * 32767).astype(np.int16),
    )


def load(path: Path) -> list[tuple[str, str, Sound]]:
    """Text, voice and sound of each rendering in a file."""
    with np.load(path) as file:
        ends = np.cumsum(file["lengths"])
        sounds = np.split(file["samples"].astype(np.float32) / 32767, ends[:-1])
        return list(zip(file["texts"].tolist(), file["voices"].tolist(), sounds, strict=True))


def main(arguments: Iterable[str]) -> None:
    """Render everything into a folder."""
    folder = Path(next(iter(arguments)))
    folder.mkdir(parents=True, exist_ok=True)
    for name, plan, seed in (
        ("train", for_training, 11),
        ("test", for_testing, 2),
        ("scrambled", scrambled, 12),
        ("words", single_words, 13),
    ):
        save(folder / f"{name}.npz", plan(random.Random(seed)))


if __name__ == "__main__":
    main(sys.argv[1:])
