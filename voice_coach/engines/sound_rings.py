"""Preallocated memory between a sound device's callback and the rest of the program.

One side writes, the other reads; each moves only its own counter, after the data is in place, so
neither ever waits for the other.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from voice_coach.conversation.sound import Samples

Rows = NDArray[np.float64]


class SampleRing:
    """Samples in the order in which they came; positions count from 0 and never wrap."""

    def __init__(self, capacity: int) -> None:
        self._memory = np.zeros(capacity, np.int16)
        self.written = 0
        self.read = 0

    @property
    def available(self) -> int:
        """Samples that were written and not yet read."""
        return self.written - self.read

    def write(self, samples: Samples) -> bool:
        """Add all of `samples`, or nothing and return False where they do not fit."""
        size, capacity = len(samples), len(self._memory)
        if self.available + size > capacity:
            return False
        at = self.written % capacity
        here = min(size, capacity - at)
        self._memory[at : at + here] = samples[:here]
        self._memory[: size - here] = samples[here:]
        self.written += size
        return True

    def read_into(self, out: Samples) -> int:
        """Fill the front of `out` with what there is and return how much that was."""
        size, capacity = min(len(out), self.available), len(self._memory)
        at = self.read % capacity
        here = min(size, capacity - at)
        out[:here] = self._memory[at : at + here]
        out[here:size] = self._memory[: size - here]
        self.read += size
        return size


class RowRing:
    """What the callback notes about its blocks: a few numbers a row; the oldest are overwritten."""

    def __init__(self, rows: int, columns: int) -> None:
        self._rows = np.zeros((rows, columns), np.float64)
        self._written = 0
        self._read = 0

    def add(self, *values: float) -> None:
        """Note one row."""
        self._rows[self._written % len(self._rows)] = values
        self._written += 1

    def drain(self) -> Rows:
        """The rows that are new since the last call, oldest first."""
        end = self._written
        first = max(self._read, end - len(self._rows) + 1)
        self._read = end
        return self._rows[np.arange(first, end) % len(self._rows)]


class TrackRing:
    """The last few seconds of samples with a number for each: readable at any recent position."""

    def __init__(self, capacity: int) -> None:
        self._samples = np.zeros(capacity, np.int16)
        self._numbers = np.zeros(capacity, np.int64)
        self.end = 0

    @property
    def last_number(self) -> int:
        """The number of the newest sample; 0 at the start."""
        return int(self._numbers[(self.end - 1) % len(self._numbers)])

    def append(self, samples: Samples, numbers: NDArray[np.int64] | int) -> None:
        """Add samples with their numbers."""
        at = np.arange(self.end, self.end + len(samples)) % len(self._samples)
        self._samples[at] = samples
        self._numbers[at] = numbers
        self.end += len(samples)

    def between(self, start: int, end: int) -> tuple[Samples, NDArray[np.int64]]:
        """Samples and numbers from `start` to `end`, less where they are not there (any more)."""
        first = max(start, self.end - len(self._samples), 0)
        at = np.arange(first, max(first, min(end, self.end))) % len(self._samples)
        return self._samples[at], self._numbers[at]
