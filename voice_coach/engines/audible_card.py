"""Another card made audible: what both sides of it say also goes to the machine's loudspeaker."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from voice_coach.conversation.sound import Frame, Samples
from voice_coach.engines.faults import FaultTally
from voice_coach.engines.loudspeaker_stream import LoudspeakerStream
from voice_coach.engines.portaudio_card import open_output
from voice_coach.engines.protocols import EngineInfo, SoundCard
from voice_coach.errors import DeviceError


class AudibleCard:
    """Wraps a real-time card. A machine without a loudspeaker changes nothing but that nobody hears it."""

    def __init__(self, card: SoundCard, output_device: str, tell: Callable[[str], None]) -> None:
        self._card = card
        self._output_device = output_device
        self._tell = tell
        self._loudspeaker: LoudspeakerStream | None = None
        self._stream: Any = None

    @property
    def info(self) -> EngineInfo:
        """What is open underneath."""
        return self._card.info

    @property
    def input_ended(self) -> bool:
        """As the card says."""
        return self._card.input_ended

    def open(self) -> None:
        """Start the card, and the loudspeaker where there is one."""
        self._card.open()
        try:
            self._loudspeaker, self._stream = open_output(self._output_device, FaultTally())
        except DeviceError as error:
            self._tell(f"You will not hear the interview: {error.message} It is recorded all the same.")

    def read(self) -> Frame | None:
        """The card's next 10 ms, heard on its way."""
        frame = self._card.read()
        if frame is not None and self._loudspeaker is not None:
            self._loudspeaker.write(_mixed(frame), frame.start)
        return frame

    def write(self, samples: Samples) -> None:
        """As the card does."""
        self._card.write(samples)

    def drain_faults(self) -> Sequence[str]:
        """The card's own; a stumble of the loudspeaker is no fault of the interview."""
        return self._card.drain_faults()

    def close(self) -> None:
        """Stop both."""
        self._card.close()
        self._loudspeaker = None
        if self._stream is not None:
            self._stream.abort(ignore_errors=True)
            self._stream.close(ignore_errors=True)
            self._stream = None


def _mixed(frame: Frame) -> Samples:
    both = frame.near.astype(np.int32) + frame.far
    mixed: Samples = np.clip(both, -32768, 32767).astype(np.int16)
    return mixed
