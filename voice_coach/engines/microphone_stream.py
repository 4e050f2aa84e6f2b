"""The microphone's half of a sound card: blocks of the device in, frames of ours out."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

import numpy as np

from voice_coach.conversation.sound import FRAME_SAMPLES, RATE_HZ, Samples, silence
from voice_coach.engines.faults import CardFault, FaultTally
from voice_coach.engines.resampling import StreamResampler
from voice_coach.engines.sound_rings import RowRing, SampleRing
from voice_coach.engines.stream_clock import ArrivalWatch, StreamClock

CAPACITY_S = 5
ROWS = 4096
LONGEST_HOLE_S = 30.0
SILENT_S = 4.0
"""Exact zeros for so long are no quiet room: the system denies the microphone."""


class MicrophoneStream:
    """Takes blocks from the device's callback and gives frames of 10 ms at 16 kHz.

    Session time stays true: where the device or a stalled reader lost sound, silence of the same
    length stands in the frames.
    """

    def __init__(
        self, rate_hz: int, channels: int, faults: FaultTally, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._rate_hz = rate_hz
        self._channels = channels
        self._faults = faults
        self._clock = clock
        self._ring = SampleRing(CAPACITY_S * rate_hz * channels)
        self._rows = RowRing(ROWS, 5)
        self._dropped = 0
        self._arrived = threading.Event()
        self._resampler = StreamResampler(rate_hz, RATE_HZ)
        self._stream_clock = StreamClock()
        self._watch = ArrivalWatch()
        self._taken = 0
        self._pending = silence(0)
        self._given = 0
        self._zero_samples = 0

    def take(self, block: memoryview, frames: int, stamp_s: float, overflowed: bool) -> None:
        """Device callback: copy `frames` of interleaved 16-bit sound, the first captured at `stamp_s`."""
        if self._ring.write(np.frombuffer(block, np.int16)):
            self._rows.add(frames, stamp_s, self._clock(), self._dropped, overflowed)
            self._dropped = 0
        else:
            self._dropped += frames
        self._arrived.set()

    def wait(self, timeout_s: float) -> bool:
        """Whether the callback came (or `wake` was called) within the time."""
        came = self._arrived.wait(timeout_s)
        self._arrived.clear()
        return came

    def wake(self) -> None:
        """Let `wait` return."""
        self._arrived.set()

    def frame(self) -> Samples | None:
        """The next 10 ms, or None where the device has not delivered them yet."""
        if len(self._pending) < FRAME_SAMPLES:
            self._collect()
        if len(self._pending) < FRAME_SAMPLES:
            return None
        frame, self._pending = self._pending[:FRAME_SAMPLES], self._pending[FRAME_SAMPLES:]
        self._given += FRAME_SAMPLES
        return frame

    def time_of(self, position: int) -> float | None:
        """When the session's sample `position` was captured, in the device's seconds."""
        origin_s = self._stream_clock.origin_s
        return None if origin_s is None else origin_s + position / RATE_HZ

    def _collect(self) -> None:
        for frames, stamp_s, arrival_s, dropped, overflowed in self._rows.drain().tolist():
            self._fill(dropped / self._rate_hz, bool(dropped or overflowed))
            lost_s = self._watch.lost_s(self._taken / self._rate_hz, arrival_s)
            self._fill(lost_s, lost_s > 0 and not overflowed)
            self._stream_clock.add(self._taken / self._rate_hz, stamp_s)
            block = self._mono(int(frames))
            self._notice_zeros(block)
            self._add(block)

    def _mono(self, frames: int) -> Samples:
        block = silence(frames * self._channels)
        self._ring.read_into(block)
        if self._channels == 1:
            return block
        return np.asarray(block.reshape(-1, self._channels).mean(axis=1), np.int16)

    def _add(self, mono: Samples) -> None:
        self._taken += len(mono)
        self._pending = np.concatenate((self._pending, self._resampler.feed(mono)))

    def _fill(self, lost_s: float, is_fault: bool) -> None:
        if is_fault:
            self._faults.add(CardFault.INPUT_OVERRUN, self._given + len(self._pending))
        if lost_s > 0:
            self._add(silence(round(min(lost_s, LONGEST_HOLE_S) * self._rate_hz)))

    def _notice_zeros(self, block: Samples) -> None:
        """Look at the device's own samples: the resampler dithers, and so makes ones of zeros."""
        before = self._zero_samples
        self._zero_samples = 0 if block.any() else before + len(block)
        if before < SILENT_S * self._rate_hz <= self._zero_samples:
            self._faults.add(CardFault.MICROPHONE_SILENT, self._given)
