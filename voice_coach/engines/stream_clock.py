"""When the samples of a stream sounded, from the jittery stamps of its blocks."""

from __future__ import annotations

SMOOTHING_BLOCKS = 20
STEP_S = 0.015
"""Beyond this a stamp is no jitter: sound was lost or held up."""
STEP_BLOCKS = 4
"""So many blocks in a row must say so, unless the device itself reported it."""


class StreamClock:
    """Places a stream's samples in the device's time.

    `origin_s` is the time of position 0. It follows jitter and drift slowly, and takes a real step at
    once when several stamps agree on it.
    """

    def __init__(self) -> None:
        self.origin_s: float | None = None
        self._blocks = 0
        self._astray = 0

    def add(self, position_s: float, stamp_s: float) -> float:
        """Learn that the sample at `position_s` sounds at `stamp_s`; the step in seconds, mostly 0."""
        seen_s = stamp_s - position_s
        if self.origin_s is None:
            self.origin_s = seen_s
        error_s = seen_s - self.origin_s
        if abs(error_s) > STEP_S:
            return self._strayed(seen_s, error_s)
        self._astray = 0
        self._blocks = min(self._blocks + 1, SMOOTHING_BLOCKS)
        self.origin_s += error_s / self._blocks
        return 0.0

    def _strayed(self, seen_s: float, error_s: float) -> float:
        self._astray += 1
        if self._astray < STEP_BLOCKS:
            return 0.0
        self.origin_s, self._astray, self._blocks = seen_s, 0, 0
        return error_s


class ArrivalWatch:
    """Finds sound that a device lost without a word, by when its blocks arrive.

    A busy machine makes blocks late and then lets them come in a heap, so that the earliest of a few
    dozen is on time; only lost sound makes all of them late.
    """

    WINDOW_BLOCKS = 25
    LOST_S = 0.03
    DRIFT_S = 0.0005  # per window: 2000 ppm, more than any clock is wrong

    def __init__(self) -> None:
        self._usual_s: float | None = None
        self._earliest_s = float("inf")
        self._blocks = 0

    def lost_s(self, position_s: float, arrival_s: float) -> float:
        """Seconds of sound lost before this block, as far as can be told now; mostly 0."""
        self._earliest_s = min(self._earliest_s, arrival_s - position_s)
        self._blocks += 1
        if self._blocks < self.WINDOW_BLOCKS:
            return 0.0
        earliest_s, self._earliest_s, self._blocks = self._earliest_s, float("inf"), 0
        return self._judged(earliest_s)

    def _judged(self, earliest_s: float) -> float:
        if self._usual_s is None or earliest_s < self._usual_s:
            self._usual_s = earliest_s
        late_s = earliest_s - self._usual_s
        if late_s > self.LOST_S:
            return late_s
        self._usual_s += min(late_s, self.DRIFT_S)
        return 0.0
