"""Whether the sound of a pause's last words tells that the turn is over: cheap prosody, on people held out.

    python -m bench.prosody --speech DIR [--pretty]

Each labelled pause of recorded people (clips with a manifest) is described by the 1.5 s before it: how far
the pitch has fallen and how steeply, how close it is to the lowest, how long the last voiced run is, alone
and against the others, how the level falls. A logistic regression is fitted without one speaker and asked
about that speaker, each in turn. AUC is the share of (end, hold) pairs in their right order: 0.5 is chance.
The bounds come from drawing the speakers anew. JSON on the output.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from voice_coach.conversation.sound import FRAME_SAMPLES, RATE_HZ, samples_of
from voice_coach.engines.sound_files import read_sound

Values = NDArray[np.float64]
NAMES = ("pitch_fall", "pitch_slope", "above_lowest", "last_run", "last_run_ratio", "level_slope", "level")
LOOK_BACK_S = 1.5
WINDOW = samples_of(0.04)
PERIODS = slice(RATE_HZ // 400, RATE_HZ // 60)
FFT = 2048


@dataclass(frozen=True, slots=True)
class Described:
    """A pause by its sound."""

    speaker: str
    is_end: bool
    could_be_end: bool
    features: Values


def pitch_and_level(sound: Values) -> tuple[Values, Values]:
    """Every 10 ms: the pitch in octaves, NaN where there is none, and the level in dB."""
    shape = np.hanning(WINDOW)
    own = np.fft.irfft(np.abs(np.fft.rfft(shape, FFT)) ** 2)[: PERIODS.stop]
    pitches, levels = [], []
    for start in range(0, len(sound) - WINDOW, FRAME_SAMPLES):
        window = sound[start : start + WINDOW] - sound[start : start + WINDOW].mean()
        power = np.fft.irfft(np.abs(np.fft.rfft(window * shape, FFT)) ** 2)[: PERIODS.stop]
        likeness = power / (power[0] + 1e-9) / np.maximum(own / own[0], 0.05)
        period = PERIODS.start + int(np.argmax(likeness[PERIODS]))
        pitches.append(np.log2(RATE_HZ / period) if likeness[period] > 0.5 else np.nan)
        levels.append(10 * np.log10(window @ window / WINDOW + 1e-9))
    return np.array(pitches), np.array(levels)


def described(sound: Values) -> Values | None:
    """The features of the sound before a pause; None where too little of it is voiced."""
    pitch, level = pitch_and_level(sound)
    if len(pitch) < 30:
        return None
    pitch = np.where(level > level.max() - 30, pitch, np.nan)
    voiced = np.flatnonzero(np.isfinite(pitch))
    if len(voiced) < 8:
        return None
    last = voiced[-20:]
    final = float(np.median(pitch[voiced[-6:]]))
    runs = [len(list(run)) for is_voiced, run in groupby(np.isfinite(pitch)) if is_voiced]
    features = (
        final - float(np.nanmedian(pitch)),
        float(np.polyfit(last * 0.01, pitch[last], 1)[0]),
        final - float(np.percentile(pitch[voiced], 10)),
        runs[-1] / 100,
        float(np.log(runs[-1] / np.mean(runs))),
        float(np.polyfit(np.arange(30) * 0.01, level[-30:], 1)[0]) / 10,
        float(level[-30:].mean() - level.mean()),
    )
    return np.array(features)


def pauses(folder: Path) -> Iterator[Described]:
    """Every labelled pause; clips of the same description are taken for one speaker's."""
    manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
    for clip in manifest["clips"]:
        sound = read_sound(folder / clip["file"]).astype(np.float64) / 32768
        speaker = f"{clip.get('speaker', '')} {clip['file'].split('_')[0]}"
        for pause in clip.get("pauses", ()):
            end = samples_of(pause["start_s"])
            features = described(sound[max(0, end - samples_of(LOOK_BACK_S)) : end])
            if features is not None:
                could = bool(pause.get("clause_complete"))
                yield Described(speaker, pause["label"] == "end", could, features)


def scores_held_out(features: Values, is_end: NDArray[np.bool_], speakers: NDArray[Any]) -> Values:
    """What a regression says of each pause that has heard every speaker but this one."""
    scores = np.zeros(len(is_end))
    for speaker in sorted(set(speakers)):
        held = speakers == speaker
        mean, spread = features[~held].mean(0), features[~held].std(0) + 1e-9
        rows = np.c_[(features - mean) / spread, np.ones(len(features))]
        scores[held] = rows[held] @ _fitted(rows[~held], is_end[~held])
    return scores


def _fitted(rows: Values, is_end: NDArray[np.bool_], ridge: float = 1.0) -> Values:
    """Weights of a logistic regression in which ends and holds count alike (Newton's method)."""
    weights = np.zeros(rows.shape[1])
    share = is_end.mean()
    counts = np.where(is_end, 0.5 / share, 0.5 / (1 - share))
    for _ in range(50):
        says = 1 / (1 + np.exp(-rows @ weights))
        slope = rows.T @ (counts * (says - is_end)) + ridge * weights
        bend = (rows * (counts * says * (1 - says))[:, None]).T @ rows + ridge * np.eye(len(weights))
        weights -= np.linalg.solve(bend, slope)
    return weights


def auc(scores: Values, is_end: NDArray[np.bool_]) -> float:
    """The share of pairs of an end and a hold in which the end scores higher."""
    ends, holds = scores[is_end], scores[~is_end]
    higher = (ends[:, None] > holds).mean() + 0.5 * (ends[:, None] == holds).mean()
    return round(float(higher), 3)


def bounds(scores: Values, is_end: NDArray[np.bool_], speakers: NDArray[Any]) -> list[float]:
    """95% of the AUC with the speakers drawn anew 500 times."""
    dice, names, found = np.random.default_rng(0), sorted(set(speakers)), []
    for _ in range(500):
        drawn = dice.choice(names, len(names))
        rows = np.concatenate([np.flatnonzero(speakers == name) for name in drawn])
        if 0 < is_end[rows].sum() < len(rows):
            found.append(auc(scores[rows], is_end[rows]))
    return [round(float(each), 3) for each in np.percentile(found, [2.5, 97.5])]


def measure(folder: Path) -> dict[str, Any]:
    """All pauses of a folder."""
    every = list(pauses(folder))
    features = np.array([each.features for each in every])
    is_end = np.array([each.is_end for each in every])
    speakers = np.array([each.speaker for each in every])
    scores = scores_held_out(features, is_end, speakers)
    could = is_end | np.array([each.could_be_end for each in every])
    return {
        "pauses": len(every),
        "ends": int(is_end.sum()),
        "speakers": len(set(speakers)),
        "auc_of_each": {name: auc(features[:, n], is_end) for n, name in enumerate(NAMES)},
        "auc_held_out": auc(scores, is_end),
        "auc_held_out_bounds": bounds(scores, is_end, speakers),
        "auc_held_out_after_complete_sentences": auc(scores[could], is_end[could]),
    }


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--speech", type=Path, required=True, help="clips of people with manifest.json")
    parser.add_argument("--pretty", action="store_true", help="indent the JSON")
    options = parser.parse_args()
    result = {"bench": "prosody"} | measure(options.speech)
    print(json.dumps(result, indent=2 if options.pretty else None))


if __name__ == "__main__":
    main()
