"""Whether the microphone is set so that a voice can be understood: neither overdriven nor faint."""

from __future__ import annotations

from enum import StrEnum

import numpy as np

from voice_coach.conversation.sound import FRAME_SAMPLES, FULL_SCALE, Samples, Segment

LONG_ENOUGH_S = 1.0
"""Less speech says little about the level."""
CLIPPED_AT = 32_700
CLIPPED_SHARE = 0.005
"""Of the samples of a stretch; of a voice that is only loud it is a tenth of that."""
FAINT_DBFS = -43.0
"""Level of the loudest tenth of the 10 ms; people at a headset are 15 to 30 dB above it."""
IN_A_ROW = 2
"""One stretch may have been said away from the microphone, or into it."""


class MicrophoneLevel(StrEnum):
    """What the user can mend."""

    FINE = "fine"
    OVERDRIVEN = "overdriven"
    FAINT = "faint"


class MicrophoneWatch:
    """Looks at each stretch of speech; tells each trouble once."""

    def __init__(self) -> None:
        self._latest = MicrophoneLevel.FINE
        self._count = 0
        self._told: set[MicrophoneLevel] = set()

    def hear(self, segment: Segment) -> MicrophoneLevel | None:
        """The trouble where it has lasted for some stretches, None otherwise."""
        if segment.speech_s < LONG_ENOUGH_S:
            return None
        level = level_of(segment.samples)
        self._count = self._count + 1 if level is self._latest else 1
        self._latest = level
        if level is MicrophoneLevel.FINE or self._count < IN_A_ROW or level in self._told:
            return None
        self._told.add(level)
        return level


def level_of(sound: Samples) -> MicrophoneLevel:
    """How a stretch of speech was recorded."""
    if np.mean(np.abs(sound.astype(np.int32)) >= CLIPPED_AT) > CLIPPED_SHARE:
        return MicrophoneLevel.OVERDRIVEN
    whole = sound[: len(sound) // FRAME_SAMPLES * FRAME_SAMPLES].reshape(-1, FRAME_SAMPLES) / FULL_SCALE
    loud = np.percentile(np.mean(whole**2, axis=1), 90)
    return MicrophoneLevel.FAINT if loud < 10 ** (FAINT_DBFS / 10) else MicrophoneLevel.FINE
