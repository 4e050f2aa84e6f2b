"""The loudspeaker's half of a sound card: frames of ours in, blocks of the device out.

Sound passes three stations, each with its own count of 16 kHz samples: *written* by the program,
*queued* (the same, with silence added or skipped so that the queue stays short), and *emitted* (the
same again, with the silence that the device played when the queue was empty).
"""

from __future__ import annotations

from collections import deque

import numpy as np
from numpy.typing import NDArray

from voice_coach.conversation.sound import FRAME_SAMPLES, RATE_HZ, Samples, silence
from voice_coach.engines.emission import Emission
from voice_coach.engines.faults import CardFault, FaultTally
from voice_coach.engines.resampling import StreamResampler
from voice_coach.engines.sound_rings import RowRing, SampleRing, TrackRing

CAPACITY_S = 5
ROWS = 4096
QUIET_PEAK = 100  # -50 dBFS: adding or skipping 10 ms of this is not heard
LOWEST_S, HIGHEST_S = 0.002, 0.013
"""Where the queue should stand just after a block was taken, at the worst moment of half a second."""
HOPELESS_S = 0.08
"""A queue of this length is cut at the next silence, without waiting."""
WATCHED_BLOCKS = 50
START_FRAMES = 1


class LoudspeakerStream:
    """Takes frames of 10 ms at 16 kHz and gives blocks to the device's callback."""

    def __init__(self, rate_hz: int, channels: int, faults: FaultTally) -> None:
        self._channels = channels
        self._rate_hz = rate_hz
        self._faults = faults
        self._ratio = RATE_HZ / rate_hz
        self._ring = SampleRing(CAPACITY_S * rate_hz)
        self._rows = RowRing(ROWS, 6)
        self._mono = silence(rate_hz)
        self._resampler = StreamResampler(RATE_HZ, rate_hz)
        self._depths: deque[float] = deque(maxlen=WATCHED_BLOCKS)
        self._queued = TrackRing(2 * CAPACITY_S * RATE_HZ)
        self._written = 0
        self._loud = False
        self._played = 0
        self._next_queued = 0
        self._emission = Emission()

    def give(self, block: memoryview, frames: int, stamp_s: float, underflowed: bool) -> None:
        """Device callback: fill `block`, whose first sample will sound at `stamp_s`."""
        mono = self._mono[:frames]
        first = self._ring.read
        taken = self._ring.read_into(mono)
        mono[taken:] = 0
        np.frombuffer(block, np.int16).reshape(-1, self._channels)[:] = mono[:, None]
        self._rows.add(frames, first, taken, self._ring.available, stamp_s, underflowed)

    def write(self, frame: Samples, at: int) -> None:
        """Queue 10 ms, written at session sample `at`."""
        if not self._written:
            self._queue(silence(START_FRAMES * FRAME_SAMPLES), 0)
        self._collect(at)
        self._written += len(frame)
        self._loud = int(np.abs(frame).max(initial=0)) > QUIET_PEAK
        for _ in range(1 if self._loud else self._repeats()):
            self._queue(frame, self._written - len(frame) + 1 + np.arange(len(frame)))

    def during(self, start_s: float | None, at: int) -> tuple[Samples, int]:
        """What sounded in the 10 ms from `start_s`, and how many written samples were out after it."""
        self._collect(at)
        if start_s is None:
            return silence(FRAME_SAMPLES), 0
        return self._emission.during(start_s)

    def _repeats(self) -> int:
        """How often to queue a silent frame: 0 to shorten the queue, 2 to lengthen it."""
        if self._ring.available > HOPELESS_S * self._rate_hz:
            return 0
        if len(self._depths) < WATCHED_BLOCKS:
            return 1
        lowest_s = min(self._depths)
        if LOWEST_S <= lowest_s <= HIGHEST_S:
            return 1
        self._depths.clear()
        return 2 if lowest_s < LOWEST_S else 0

    def _queue(self, sound: Samples, counts: NDArray[np.int64] | int) -> None:
        native = self._resampler.feed(sound)
        if self._ring.write(native):
            self._queued.append(sound, counts)

    def _collect(self, at: int) -> None:
        for frames, first, taken, left, stamp_s, underflowed in self._rows.drain().tolist():
            if self._written and (underflowed or (taken < frames and self._loud)):
                self._faults.add(CardFault.OUTPUT_UNDERRUN, at)
            self._emission.stamp(stamp_s)
            self._add(int(frames), int(first), int(taken))
            self._depths.append(left / self._rate_hz if taken == frames else 0.0)

    def _add(self, frames: int, first: int, taken: int) -> None:
        sound = self._span(self._played, taken)
        rest = self._span(self._played, frames) - sound
        wanted = round(first * self._ratio)
        if abs(wanted - self._next_queued) > 1:
            self._next_queued = wanted
        self._emission.add(*self._queued.between(self._next_queued, self._next_queued + sound))
        self._emission.add_silence(rest)
        self._next_queued += sound
        self._played += frames

    def _span(self, start: int, frames: int) -> int:
        return round((start + frames) * self._ratio) - round(start * self._ratio)
