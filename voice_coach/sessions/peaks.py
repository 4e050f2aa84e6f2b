"""The outline of a session's sound, small enough to draw: the loudest sample of each tenth of a second."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from voice_coach.conversation.sound import RATE_HZ
from voice_coach.sessions.reading import Session
from voice_coach.sessions.sound import sound_blocks
from voice_coach.sessions.wav import StereoSamples

PER_S = 10
_STEP = RATE_HZ // PER_S  # every block of the sound is whole steps but the last


def peaks_of(session: Session) -> bytes:
    """Two bytes a tenth of a second, candidate then interviewer, 0 silent to 255 full scale.

    b"" where there is no sound. Raises SessionError where it is damaged.
    """
    pieces = [_loudest(block) for block in sound_blocks(session)]
    return b"".join(piece.tobytes() for piece in pieces)


def _loudest(block: StereoSamples) -> npt.NDArray[np.uint8]:
    padded = np.zeros((-(-len(block) // _STEP) * _STEP, 2), np.int16)
    padded[: len(block)] = block
    steps = padded.reshape(-1, _STEP, 2)
    loudest = np.maximum(steps.max(axis=1), -(steps.min(axis=1).astype(np.int32) + 1))
    outline: npt.NDArray[np.uint8] = (loudest >> 7).astype(np.uint8)
    return outline
