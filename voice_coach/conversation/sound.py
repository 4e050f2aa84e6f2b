"""Sound as the program thinks of it: 16 kHz, mono, 16-bit, in frames of 10 ms.

Session time is counted in samples of the microphone; nothing in this room asks a clock.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

RATE_HZ = 16_000
FRAME_SAMPLES = 160  # 10 ms
FULL_SCALE = 32768.0

Samples = NDArray[np.int16]
"""One-dimensional 16-bit samples at `RATE_HZ`."""


def samples_of(seconds: float) -> int:
    """A duration in whole samples."""
    return round(seconds * RATE_HZ)


def seconds_of(samples: int) -> float:
    """A number of samples as seconds."""
    return samples / RATE_HZ


def silence(samples: int) -> Samples:
    """Digital silence, `samples` long."""
    return np.zeros(samples, np.int16)


def level_dbfs(samples: Samples) -> float:
    """RMS level in dB below full scale; -120 for digital silence."""
    if not len(samples):
        return -120.0
    wide = samples.astype(np.float32)
    power = float(np.dot(wide, wide)) / len(wide) / FULL_SCALE**2
    return 10.0 * float(np.log10(max(power, 1e-12)))


@dataclass(frozen=True, slots=True)
class Frame:
    """The same 10 ms on both sides of the card: `FRAME_SAMPLES` each."""

    start: int
    """Session time of the first sample, in samples; frames follow each other without a hole."""
    near: Samples
    """What the microphone heard."""
    far: Samples
    """What the loudspeaker emitted in the same 10 ms."""
    heard: int
    """How many of the samples ever written to the card had been emitted by the end of this frame."""
    present: bool = True
    """False where the devices are gone, and silence stands for what nobody can hear."""

    @property
    def end(self) -> int:
        """Session time just after the last sample."""
        return self.start + len(self.near)


@dataclass(frozen=True, slots=True)
class Clip:
    """A piece of synthesised speech."""

    samples: Samples

    @property
    def length_s(self) -> float:
        """Its duration in seconds."""
        return seconds_of(len(self.samples))


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of the candidate's speech closed by a pause, lead-in included."""

    id: int
    """Counts up from 0 in a session."""
    start: int
    """Session time of `samples[0]`, in samples."""
    samples: Samples
    speech_s: float
    """Seconds within it that the detector took for speech."""

    @property
    def end(self) -> int:
        """Session time just after the last sample."""
        return self.start + len(self.samples)
