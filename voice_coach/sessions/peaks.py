"""The outline of a session's sound, small enough to draw: the loudest sample of each tenth of a second."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from voice_coach.conversation.sound import RATE_HZ
from voice_coach.errors import SessionError
from voice_coach.sessions.reading import Session
from voice_coach.sessions.wav import StereoSamples, blocks

PER_S = 10
_STEP = RATE_HZ // PER_S
_BLOCK_STEPS = 600


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


def sound_blocks(session: Session) -> Iterator[StereoSamples]:
    """Both sides of the sound, packed or not, in blocks; nothing where there is none. Raises SessionError."""
    path = session.sound_path
    try:
        if path is not None and path.suffix == ".flac":
            yield from _packed(str(path))
        elif path is not None:
            yield from _unpacked(session)
    except OSError as problem:
        raise SessionError(f"The sound of {session.id} cannot be read.") from problem


def _packed(path: str) -> Iterator[StereoSamples]:
    import soundfile

    try:
        for block in soundfile.blocks(path, _STEP * _BLOCK_STEPS, dtype="int16", always_2d=True):
            yield block[:, :2] if block.shape[1] > 1 else np.repeat(block, 2, axis=1)
    except soundfile.SoundFileError as problem:
        raise SessionError("The sound file is damaged.") from problem


def _unpacked(session: Session) -> Iterator[StereoSamples]:
    """Parts in whole steps, silence where no file has sound."""
    held = np.zeros((0, 2), np.int16)
    start = 0
    for position, samples in blocks(session.sound_parts()):
        gap = max(0, position - start - len(held))
        held = np.concatenate(
            (held, np.zeros((gap, 2), np.int16), samples[max(0, start + len(held) - position) :])
        )
        whole = len(held) // _STEP * _STEP
        yield held[:whole]
        held, start = held[whole:], start + whole
    yield held
