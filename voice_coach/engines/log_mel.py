"""Log-mel features of the kind that Whisper and its descendants are fed with."""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray

from voice_coach.conversation.sound import FRAME_SAMPLES, RATE_HZ

WINDOW_SAMPLES = 400
HOP_SAMPLES = FRAME_SAMPLES
BANDS = 80
_LINEAR_TO_HZ = 1000.0
"""Slaney's scale: linear up to here, 3 mel for 200 Hz, and 27 mel for each factor of 6.4 above."""
_LINEAR_TO_MEL = 15.0
_RANGE = 8.0
"""Powers of ten below the loudest that still count."""

Floats = NDArray[np.float32]


def log_mel(sound: Floats) -> Floats:
    """Features of a sound at `RATE_HZ`, `BANDS` rows and a column for each 10 ms, about -1 to 1."""
    power = _power(sound)
    logarithm = np.log10(np.maximum(_filters() @ power, 1e-10))
    logarithm = np.maximum(logarithm, logarithm.max() - _RANGE)
    scaled: Floats = ((logarithm + 4.0) / 4.0).astype(np.float32)
    return scaled


def _power(sound: Floats) -> NDArray[np.float64]:
    """Power spectrum around each hop, the ends mirrored."""
    half = WINDOW_SAMPLES // 2
    mirrored = np.pad(np.asarray(sound, np.float64), half, mode="reflect")
    frames = np.lib.stride_tricks.sliding_window_view(mirrored, WINDOW_SAMPLES)[::HOP_SAMPLES][:-1]
    spectrum: NDArray[np.float64] = np.abs(np.fft.rfft(frames * _window())) ** 2
    return spectrum.T


@cache
def _window() -> NDArray[np.float64]:
    turns = np.arange(WINDOW_SAMPLES) / WINDOW_SAMPLES
    return np.asarray(0.5 - 0.5 * np.cos(2 * np.pi * turns), np.float64)


@cache
def _filters() -> NDArray[np.float64]:
    """A triangle for each band, all of one area."""
    top_mel = _LINEAR_TO_MEL + 27.0 * np.log(RATE_HZ / 2 / _LINEAR_TO_HZ) / np.log(6.4)
    edges_hz = _hz_of(np.linspace(0.0, top_mel, BANDS + 2))
    bins_hz = np.linspace(0.0, RATE_HZ / 2, WINDOW_SAMPLES // 2 + 1)
    left, peak, right = (edges_hz[at : at + BANDS, None] for at in range(3))
    rising, falling = (bins_hz - left) / (peak - left), (right - bins_hz) / (right - peak)
    triangles = np.maximum(0.0, np.minimum(rising, falling)) * 2.0 / (right - left)
    return np.asarray(triangles, np.float64)


def _hz_of(mel: NDArray[np.float64]) -> NDArray[np.float64]:
    linear = mel * _LINEAR_TO_HZ / _LINEAR_TO_MEL
    above = _LINEAR_TO_HZ * 6.4 ** ((mel - _LINEAR_TO_MEL) / 27.0)
    return np.where(mel < _LINEAR_TO_MEL, linear, above)
