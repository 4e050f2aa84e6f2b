"""A session's sound from any moment on, packed or in several WAV files, in short blocks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from voice_coach.conversation.sound import RATE_HZ
from voice_coach.errors import SessionError
from voice_coach.sessions.reading import Session
from voice_coach.sessions.wav import CHANNELS, Part, StereoSamples, end_of

BLOCK_FRAMES = 5 * RATE_HZ


def sound_blocks(session: Session, first: int = 0, last: int | None = None) -> Iterator[StereoSamples]:
    """Both sides from session frame `first` up to `last`, `BLOCK_FRAMES` at a time, the last block shorter.

    Nothing where there is no sound. Raises SessionError where it is damaged.
    """
    path = session.sound_path
    try:
        if path is not None and path.suffix == ".flac":
            yield from _packed(path, first, last)
        elif path is not None:
            yield from _unpacked(session.sound_parts(), first, last)
    except OSError as problem:
        raise SessionError(f"The sound of {session.id} cannot be read.") from problem


def frames_of(parts: Sequence[Part], first: int, last: int) -> StereoSamples:
    """Session frames `first` up to `last` of a recording in parts. Raises OSError.

    Silence stands for what no part holds; of two parts with the same frames the later counts.
    """
    found = np.zeros((last - first, CHANNELS), np.int16)
    for part in parts:
        start, end = max(first, part.start), min(last, part.end)
        if start < end:
            found[start - first : end - first] = part.read(start, end)
    return found


def _packed(path: Path, first: int, last: int | None) -> Iterator[StereoSamples]:
    import soundfile

    try:
        with soundfile.SoundFile(path) as file:
            file.seek(min(first, file.frames))
            left = (file.frames if last is None else min(last, file.frames)) - file.tell()
            while left > 0:
                block = file.read(min(BLOCK_FRAMES, left), dtype="int16", always_2d=True)
                if not len(block):
                    return
                left -= len(block)
                yield block[:, :CHANNELS] if block.shape[1] > 1 else np.repeat(block, CHANNELS, axis=1)
    except soundfile.SoundFileError as problem:
        raise SessionError("The sound file is damaged.") from problem


def _unpacked(parts: Sequence[Part], first: int, last: int | None) -> Iterator[StereoSamples]:
    end = end_of(parts) if last is None else min(last, end_of(parts))
    for start in range(first, end, BLOCK_FRAMES):
        yield frames_of(parts, start, min(end, start + BLOCK_FRAMES))
