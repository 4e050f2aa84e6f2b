"""What a loudspeaker emitted, and when, seen from the microphone's clock."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from voice_coach.conversation.sound import FRAME_SAMPLES, RATE_HZ, Samples, samples_of, silence
from voice_coach.engines.sound_rings import TrackRing
from voice_coach.engines.stream_clock import StreamClock

CAPACITY_S = 5
FREE_SLIP = 8  # samples, 0.5 ms: the jitter of stamps, not worth a seam
JUMP_SLIP = 320  # samples, 20 ms: the recording may not be further off, so it is put right at once
LONGEST_STEP_S = 2.0


class Emission:
    """A track of emitted samples at 16 kHz, each with the number of written ones that were out by then."""

    def __init__(self) -> None:
        self._track = TrackRing(CAPACITY_S * RATE_HZ)
        self._clock = StreamClock()
        self._cursor: int | None = None
        self._heard = 0

    @property
    def heard(self) -> int:
        """Written samples emitted by the end of the track."""
        return self._track.last_number

    def stamp(self, stamp_s: float) -> None:
        """Learn that what is added next sounds at `stamp_s`, the device's seconds."""
        step_s = self._clock.add(self._track.end / RATE_HZ, stamp_s)
        if step_s > 0 and self._clock.origin_s is not None:
            self._clock.origin_s -= step_s  # the device was silent in between, so the track is, too
            self.add_silence(samples_of(min(step_s, LONGEST_STEP_S)))

    def add(self, samples: Samples, heard: NDArray[np.int64]) -> None:
        """Sound that was emitted, with the count of written samples after each of them."""
        self._track.append(samples, heard)

    def add_silence(self, samples: int) -> None:
        """Silence that was emitted because there was nothing else."""
        self._track.append(silence(samples), self.heard)

    def during(self, start_s: float) -> tuple[Samples, int]:
        """The 10 ms from `start_s` in the device's seconds, and how many written samples are out then."""
        if self._clock.origin_s is None:
            return silence(FRAME_SAMPLES), 0
        start = self._place(round((start_s - self._clock.origin_s) * RATE_HZ))
        self._cursor = start + FRAME_SAMPLES
        found, heard = self._track.between(start, self._cursor)
        self._heard = max(self._heard, int(heard[-1]) if len(heard) else 0)
        return self._whole(found, start), self._heard

    def _place(self, wanted: int) -> int:
        """Where to go on reading: without a seam, but never far from where the clocks say."""
        if self._cursor is None or abs(wanted - self._cursor) > JUMP_SLIP:
            return wanted
        if abs(wanted - self._cursor) <= FREE_SLIP:
            return self._cursor
        if self._is_silent(wanted, self._cursor):
            return wanted
        return self._cursor + (1 if wanted > self._cursor else -1)

    def _is_silent(self, *places: int) -> bool:
        return not self._track.between(min(places), max(places) + FRAME_SAMPLES)[0].any()

    @staticmethod
    def _whole(found: Samples, start: int) -> Samples:
        if len(found) == FRAME_SAMPLES:
            return found
        whole = silence(FRAME_SAMPLES)
        at = max(0, -start) if start < 0 else 0
        whole[at : at + len(found)] = found[: FRAME_SAMPLES - at]
        return whole
