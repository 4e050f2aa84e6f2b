"""What every voice does with the raw sound of its library: check it, trim it, bring it to one level."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from voice_coach.conversation.sound import RATE_HZ, Clip, Samples, samples_of, seconds_of
from voice_coach.errors import VoiceError

SHORTEST_S = 0.1
TARGET_DBFS = -20.0
"""Level of the parts that carry speech."""
PEAK_DBFS = -1.0
"""No sample goes above this, at the cost of the level where a voice is peaky."""
LEAD_S = 0.02
TAIL_S = 0.08

_BLOCK = RATE_HZ // 100
_SILENT_DBFS = -60.0
_ACTIVE_BELOW_LOUDEST_DB = 35.0
_FASTEST_S_PER_SIGN = 0.028
_SLOWEST_S_PER_SIGN = 0.8
_SLOWEST_EXTRA_S = 3.0
_REFERENCE_WPM = 170


def finished_clip(text: str, samples: Samples, rate_wpm: int = _REFERENCE_WPM) -> Clip:
    """The sound of `text`, checked, trimmed and levelled.

    Raises VoiceError when it is too short, silent, or cannot be all of the text (voices have been
    seen to lose half of it, or to leave an empty file, and to call that success).
    """
    if seconds_of(len(samples)) <= SHORTEST_S:
        raise VoiceError("The voice gave no sound.")
    levels_db = _block_levels_db(samples)
    if levels_db.max() < _SILENT_DBFS:
        raise VoiceError("The voice gave only silence.")
    spoken = _trimmed(samples, levels_db)
    check_spoken_length(text, seconds_of(len(spoken)), rate_wpm)
    return Clip(_levelled(spoken, levels_db))


def signs_in(text: str) -> int:
    """How many letters and digits there are to say; 0 means that there is nothing to say."""
    return sum(sign.isalnum() for sign in text)


def _block_levels_db(samples: Samples) -> NDArray[np.float64]:
    blocks = len(samples) // _BLOCK
    sound = samples[: blocks * _BLOCK].astype(np.float64).reshape(blocks, _BLOCK) / 32768
    loudness: NDArray[np.float64] = 20 * np.log10(np.sqrt((sound**2).mean(axis=1)) + 1e-9)
    return loudness


def _active(levels_db: NDArray[np.float64]) -> NDArray[np.bool_]:
    active: NDArray[np.bool_] = levels_db > levels_db.max() - _ACTIVE_BELOW_LOUDEST_DB
    return active


def _trimmed(samples: Samples, levels_db: NDArray[np.float64]) -> Samples:
    blocks = np.flatnonzero(_active(levels_db))
    first = max(0, int(blocks[0]) * _BLOCK - samples_of(LEAD_S))
    return samples[first : (int(blocks[-1]) + 1) * _BLOCK + samples_of(TAIL_S)]


def _levelled(samples: Samples, levels_db: NDArray[np.float64]) -> Samples:
    active_db = 10 * np.log10(np.mean(10 ** (levels_db[_active(levels_db)] / 10)))
    peak_db = 20 * np.log10(np.abs(samples.astype(np.float64)).max() / 32768)
    gain_db = min(TARGET_DBFS - active_db, PEAK_DBFS - peak_db)
    levelled: Samples = np.round(samples * 10 ** (gain_db / 20)).astype(np.int16)
    return levelled


def check_spoken_length(text: str, length_s: float, rate_wpm: int = _REFERENCE_WPM) -> None:
    """Raises VoiceError where a sound of that length cannot be all of the text and no more."""
    signs, pace = signs_in(text), _REFERENCE_WPM / rate_wpm
    if length_s < signs * _FASTEST_S_PER_SIGN * pace:
        raise VoiceError(f"The voice lost part of the text ({length_s:.1f} s for {signs} letters).")
    if length_s > (_SLOWEST_EXTRA_S + signs * _SLOWEST_S_PER_SIGN) * max(1.0, pace):
        raise VoiceError(
            f"The voice gave far more sound than the text has ({length_s:.1f} s for {signs} letters)."
        )
