"""The simulated loudspeaker that the file card and the room card share."""

from __future__ import annotations

import numpy as np

from voice_coach.conversation.sound import FRAME_SAMPLES, Samples, silence

CAPACITY = 400 * FRAME_SAMPLES  # 4 s
SLACK = 2 * FRAME_SAMPLES
QUIET_PEAK = 100  # -50 dBFS: silence may be stretched or cut here without being heard

_RAMP = np.arange(FRAME_SAMPLES)


class Loudspeaker:
    """Emits what was written to it by its own clock, `latency` samples after the write.

    The clock may run `drift_ppm` fast against the microphone's. As on a real card the difference is
    made good where nothing is heard: by silence that is skipped or added.
    """

    def __init__(self, latency: int, drift_ppm: float = 0.0) -> None:
        self._drifts = drift_ppm != 0.0
        self._latency = max(latency, SLACK) if self._drifts else latency
        self._step = 1.0 + drift_ppm * 1e-6
        self._reach = _RAMP * self._step
        self._ring = silence(CAPACITY)
        self._counts = np.zeros(CAPACITY, np.int64)
        self._queued = self._latency + FRAME_SAMPLES
        self._position = 0.0
        self._written = 0
        self.underruns = 0

    @property
    def depth(self) -> int:
        """Samples that wait to be emitted."""
        return self._queued - int(self._position)

    def write(self, samples: Samples) -> None:
        """Queue samples behind those that wait; beyond 4 s they are lost."""
        self._written += len(samples)
        if self._drifts and int(np.abs(samples).max(initial=0)) <= QUIET_PEAK:
            samples = self._fitted(samples)
        if self.depth + len(samples) < CAPACITY:
            self._append(samples)

    def _fitted(self, quiet: Samples) -> Samples:
        if self.depth > self._latency + SLACK:
            return quiet[:0]
        if self.depth < self._latency // 2:
            return np.concatenate((quiet, quiet))
        return quiet

    def _append(self, samples: Samples) -> None:
        at, size = self._queued % CAPACITY, len(samples)
        here = min(size, CAPACITY - at)
        count = self._written - size + 1
        self._ring[at : at + here], self._ring[: size - here] = samples[:here], samples[here:]
        self._counts[at : at + here] = np.arange(count, count + here)
        self._counts[: size - here] = np.arange(count + here, count + size)
        self._queued += size

    def emit(self) -> tuple[Samples, int]:
        """The next 10 ms of the microphone's time, and how many written samples are out after it."""
        if self.depth < FRAME_SAMPLES + 2 * self._drifts:
            return self._emit_the_rest()
        out = self._interpolated() if self._drifts else self._exact(int(self._position) % CAPACITY)
        self._position += FRAME_SAMPLES * self._step
        return out, int(self._counts[(int(self._position) - 1) % CAPACITY])

    def _exact(self, at: int) -> Samples:
        if at + FRAME_SAMPLES <= CAPACITY:
            return self._ring[at : at + FRAME_SAMPLES].copy()
        return self._ring[(at + _RAMP) % CAPACITY]

    def _interpolated(self) -> Samples:
        points = self._position % CAPACITY + self._reach
        left = points.astype(np.int64)
        low = self._ring.take(left, mode="wrap")
        high = self._ring.take(left + 1, mode="wrap")
        return (low + (points - left) * np.subtract(high, low, dtype=np.float64)).astype(np.int16)

    def _emit_the_rest(self) -> tuple[Samples, int]:
        rest = min(self.depth, FRAME_SAMPLES)
        out = silence(FRAME_SAMPLES)
        out[:rest] = self._ring[(int(self._position) + _RAMP[:rest]) % CAPACITY]
        self._position = float(self._queued)
        self.underruns += self._written > 0
        return out, int(self._counts[(self._queued - 1) % CAPACITY])
