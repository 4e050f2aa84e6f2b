"""When something can be heard, and by how much two recordings of the same sound are apart.

A side sounds from the first 10 ms whose level reaches -42 dBFS to the last that reaches -50 dBFS. Silences
of up to 150 ms belong to the speech around them; less than 30 ms of sound is a click.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import soxr
from numpy.typing import NDArray

ON_DBFS, OFF_DBFS = -42.0, -50.0
FRAME_S = 0.01
BRIDGED_S = 0.15
SHORTEST_S = 0.03

Sound = NDArray[np.int16]
"""One-dimensional 16-bit samples."""


@dataclass(frozen=True)
class Span:
    """A stretch in which a side sounds, in seconds from the start of the recording."""

    start_s: float
    end_s: float


def levels_dbfs(sound: Sound, rate_hz: int) -> NDArray[np.float64]:
    """RMS level of each whole 10 ms, in dB below full scale."""
    size = round(rate_hz * FRAME_S)
    frames = sound[: len(sound) // size * size].astype(np.float64).reshape(-1, size) / 32768
    return 10 * np.log10(np.maximum(np.mean(frames**2, axis=1), 1e-12))


def spans_of(sound: Sound, rate_hz: int) -> list[Span]:
    """The stretches in which it can be heard, in order."""
    runs: list[list[int]] = []
    sounding = False
    for index, level in enumerate(levels_dbfs(sound, rate_hz)):
        if not sounding and level >= ON_DBFS:
            sounding = True
            if runs and (index - runs[-1][1]) * FRAME_S <= BRIDGED_S + 1e-9:
                runs[-1][1] = index + 1
            else:
                runs.append([index, index + 1])
        elif sounding and level >= OFF_DBFS:
            runs[-1][1] = index + 1
        else:
            sounding = False
    spans = [Span(start * FRAME_S, end * FRAME_S) for start, end in runs]
    return [span for span in spans if span.end_s - span.start_s >= SHORTEST_S - 1e-9]


def last_end_s(spans: list[Span], before_s: float) -> float:
    """When the last stretch that begins before a moment ends."""
    return max(span.end_s for span in spans if span.start_s < before_s)


def first_start_s(spans: list[Span], after_s: float) -> float:
    """When the first stretch that ends after a moment begins."""
    return min(span.start_s for span in spans if span.end_s > after_s)


def at_rate(sound: Sound, rate_hz: int, wanted_hz: int) -> Sound:
    """The same at another rate."""
    converted: Sound = soxr.resample(sound, rate_hz, wanted_hz)
    return converted


def offset_s(part: Sound, whole: Sound, rate_hz: int) -> tuple[float, float]:
    """Where in `whole` the sound `part` is found, in seconds, and how like it is, 0 to 1."""
    size = 1 << (len(part) + len(whole)).bit_length()
    needle, hay = part.astype(np.float64), whole.astype(np.float64)
    match = np.fft.irfft(np.fft.rfft(hay, size) * np.conj(np.fft.rfft(needle, size)), size)[: len(hay)]
    at = int(np.argmax(match))
    found = hay[at : at + len(needle)]
    power = np.sqrt((found @ found) * (needle @ needle))
    return at / rate_hz, float(match[at] / power) if power else 0.0
