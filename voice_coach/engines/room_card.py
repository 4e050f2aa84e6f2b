"""A sound card in a simulated room, with someone in it.

It ships with the package: the demo, the benchmarks and the tests hold interviews in it, in real time
or as fast as the machine can.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from voice_coach.conversation.sound import FRAME_SAMPLES, RATE_HZ, Frame, Samples, samples_of
from voice_coach.engines.faults import CardFault, FaultTally
from voice_coach.engines.loudspeaker import Loudspeaker
from voice_coach.engines.pacing import Pacer, Unpaced
from voice_coach.engines.protocols import EngineInfo

NOISE_SAMPLES = 7 * RATE_HZ
REFLECTIONS = ((0.0, 1.0), (6.1, 0.35), (13.7, -0.22), (27.3, 0.12))
"""(ms after the direct sound, gain): enough of a room to be one, cheap enough for 10 us."""

Floats = NDArray[np.float32]


class Guest(Protocol):
    """Whoever sits in the room and talks with the program."""

    @property
    def done(self) -> bool:
        """Whether the guest will never speak again."""
        ...

    def next_frame(self, heard: Samples) -> Samples:
        """The guest's voice for 10 ms, given the 10 ms that the loudspeaker emits meanwhile."""
        ...


@dataclass(frozen=True, slots=True)
class Room:
    """What lies between the guest, the loudspeaker and the microphone."""

    delay_ms: float = 40.0
    """From the loudspeaker to the microphone, all buffers included."""
    echo_gain_db: float | None = None
    """Of the loudspeaker's sound in the microphone; None for headphones."""
    mic_gain_db: float = 0.0
    """Of the guest's voice in the microphone."""
    drift_ppm: float = 0.0
    """How much faster the loudspeaker's clock runs than the microphone's."""
    noise_dbfs: float = -66.0
    """RMS of the room's noise; never digital silence."""
    output_latency_ms: float = 20.0
    """From `write()` to the loudspeaker."""
    clip_at: float = 1.0
    """Where an overdriven loudspeaker flattens the echo, as a share of full scale."""
    seed: int = 0


def gain_of(db: float) -> float:
    """Decibels as a factor."""
    return float(10.0 ** (db / 20.0))


def room_noise(level_dbfs: float, samples: int, seed: int) -> Floats:
    """White noise of the given RMS level, full scale 32768."""
    rng = np.random.default_rng(seed)
    return (rng.standard_normal(samples) * 32768.0 * gain_of(level_dbfs)).astype(np.float32)


class RoomCard:
    """A `SoundCard` whose microphone and loudspeaker stand in a `Room` with a `Guest`."""

    def __init__(self, guest: Guest, room: Room | None = None, pacer: Pacer | None = None) -> None:
        self._guest = guest
        self._room = room = room or Room()
        self._pacer = pacer or Unpaced()
        self._loudspeaker = Loudspeaker(round(room.output_latency_ms * RATE_HZ / 1000), room.drift_ppm)
        self._echo = None if room.echo_gain_db is None else _Echo(room, room.echo_gain_db)
        self._noise = room_noise(room.noise_dbfs, NOISE_SAMPLES + FRAME_SAMPLES, room.seed)
        self._mic_gain = np.float32(gain_of(room.mic_gain_db))
        self._faults = FaultTally()
        self._position = 0
        self._open = True

    @property
    def info(self) -> EngineInfo:
        """What is open."""
        return EngineInfo("card", "room", detail=f"simulated room, seed {self._room.seed}")

    @property
    def input_ended(self) -> bool:
        """Whether the guest will never speak again."""
        return self._guest.done

    def open(self) -> None:
        """Nothing to start: the room is always there."""

    def read(self) -> Frame | None:
        """The next 10 ms; None after `close()`."""
        if not self._open:
            return None
        start, self._position = self._position, self._position + FRAME_SAMPLES
        self._pacer.wait_until(self._position)
        far, heard = self._loudspeaker.emit()
        return Frame(start, self._microphone(start, far), far, heard)

    def _microphone(self, start: int, far: Samples) -> Samples:
        at = start % NOISE_SAMPLES
        near = self._noise[at : at + FRAME_SAMPLES] + self._guest.next_frame(far) * self._mic_gain
        if self._echo is not None:
            near += self._echo.of(far)
        np.maximum(near, np.float32(-32768.0), out=near)  # np.clip takes three times as long
        np.minimum(near, np.float32(32767.0), out=near)
        return near.astype(np.int16)

    def write(self, samples: Samples) -> None:
        """Queue the next 10 ms for the loudspeaker."""
        self._loudspeaker.write(samples)

    def drain_faults(self) -> Sequence[str]:
        """Underruns since the last call: frames that were never written."""
        if self._loudspeaker.underruns:
            self._faults.add(CardFault.OUTPUT_UNDERRUN, self._position, self._loudspeaker.underruns)
            self._loudspeaker.underruns = 0
        return self._faults.drain()

    def close(self) -> None:
        """Leave the room; `read()` gives None from now on."""
        self._open = False


class _Echo:
    """The loudspeaker's sound on its way to the microphone."""

    def __init__(self, room: Room, gain_db: float) -> None:
        self._clips = room.clip_at < 1.0
        self._limit = 32768.0 * room.clip_at
        delays = [samples_of((room.delay_ms + later_ms) / 1000) for later_ms, _ in REFLECTIONS]
        self._gains = np.array([gain_of(gain_db) * gain for _, gain in REFLECTIONS], np.float32)
        self._reach = np.arange(FRAME_SAMPLES) - np.array(delays)[:, None]
        self._longest = self._end = max(delays)
        self._past = np.zeros(self._longest + 64 * FRAME_SAMPLES, np.float32)

    def of(self, far: Samples) -> Floats:
        """What of the loudspeaker reaches the microphone in the 10 ms in which it emits `far`."""
        if self._end + FRAME_SAMPLES > len(self._past):
            self._past[: self._longest] = self._past[self._end - self._longest : self._end]
            self._end = self._longest
        start, self._end = self._end, self._end + FRAME_SAMPLES
        self._past[start : self._end] = far
        if self._clips:
            loud = self._past[start : self._end]
            np.clip(loud, -self._limit, self._limit, out=loud)
        echo: Floats = self._gains @ self._past[self._reach + start]
        return echo
