"""A sound file in place of the microphone."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from voice_coach.conversation.sound import FRAME_SAMPLES, Frame, Samples, silence
from voice_coach.engines.pacing import Pacer
from voice_coach.engines.protocols import EngineInfo
from voice_coach.engines.room_card import Room, RoomCard
from voice_coach.engines.sound_files import read_sound

LEAD_IN_S = 0.5


class SpokenFile:
    """A `Guest` who says what a file holds and then only breathes."""

    def __init__(self, samples: Samples, lead_in_s: float = LEAD_IN_S) -> None:
        frames = -(-len(samples) // FRAME_SAMPLES)
        self._samples = np.concatenate((samples, silence(frames * FRAME_SAMPLES - len(samples))))
        self._position = -round(lead_in_s * 100) * FRAME_SAMPLES
        self._nothing = silence(FRAME_SAMPLES)

    @property
    def done(self) -> bool:
        """Whether the whole file has been said."""
        return self._position >= len(self._samples)

    def next_frame(self, heard: Samples) -> Samples:
        """The next 10 ms of the file; silence before and after it."""
        del heard
        start, self._position = self._position, self._position + FRAME_SAMPLES
        if start < 0 or start >= len(self._samples):
            return self._nothing
        return self._samples[start : start + FRAME_SAMPLES]


class FileCard:
    """A `SoundCard` that plays a file as the microphone, in a quiet room, on headphones.

    After the file's end it goes on with the room's noise; `input_ended` tells.
    """

    def __init__(
        self, path: Path, pacer: Pacer | None = None, output_latency_ms: float = 20.0, seed: int = 0
    ) -> None:
        self._path = path
        self._pacer = pacer
        self._room = Room(output_latency_ms=output_latency_ms, seed=seed)
        self._card: RoomCard | None = None

    @property
    def info(self) -> EngineInfo:
        """What is open."""
        return EngineInfo("card", "file", detail=self._path.name)

    @property
    def input_ended(self) -> bool:
        """Whether the whole file has been played."""
        return self._card is not None and self._card.input_ended

    def open(self) -> None:
        """Read the file. Raises UsageError."""
        self._card = RoomCard(SpokenFile(read_sound(self._path)), self._room, self._pacer)

    def read(self) -> Frame | None:
        """The next 10 ms; None before `open()` and after `close()`."""
        return self._card.read() if self._card else None

    def write(self, samples: Samples) -> None:
        """Queue the next 10 ms for the loudspeaker, which records perfectly."""
        if self._card:
            self._card.write(samples)

    def drain_faults(self) -> Sequence[str]:
        """Underruns since the last call: frames that were never written."""
        return self._card.drain_faults() if self._card else ()

    def close(self) -> None:
        """Stop; `read()` gives None from now on."""
        if self._card:
            self._card.close()
