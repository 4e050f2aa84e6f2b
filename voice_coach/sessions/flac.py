"""audio.flac: the finished recording, losslessly packed. The only file of the store that knows soundfile."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

import numpy as np

from voice_coach.conversation.sound import RATE_HZ, Samples
from voice_coach.errors import SessionError
from voice_coach.sessions.disk import DISK, Disk
from voice_coach.sessions.wav import CHANNELS, Part, StereoSamples, blocks, end_of

_GAP_FRAMES = 4 * RATE_HZ


def encode(path: Path, parts: Sequence[Part], disk: Disk = DISK) -> None:
    """Write all parts as one durable FLAC file, silence where none has sound.

    Raises SessionError where the disk or the library refuses.
    """
    import soundfile

    try:
        disk.unlink(path)
        disk.close(disk.create(path))
        with soundfile.SoundFile(_name(path), "w", RATE_HZ, CHANNELS, "PCM_16", format="FLAC") as file:
            _write(file, parts)
        _sync(path, disk)
    except (soundfile.SoundFileError, OSError) as error:
        raise SessionError("The sound could not be packed as FLAC, so it stays as WAV.") from error


def holds(path: Path, parts: Sequence[Part]) -> bool:
    """Whether the FLAC file has every sample of the parts in its place."""
    import soundfile

    try:
        with soundfile.SoundFile(_name(path)) as file:
            return file.frames >= end_of(parts) and all(
                _has(file, position, samples) for position, samples in blocks(parts)
            )
    except (soundfile.SoundFileError, OSError):
        return False


def frames_in(path: Path) -> int:
    """How many frames a sound file has. Raises SessionError where it cannot be opened."""
    import soundfile

    try:
        return int(soundfile.info(_name(path)).frames)
    except (soundfile.SoundFileError, OSError) as error:
        raise SessionError(f"{path.name} cannot be opened as sound.") from error


def microphone_sound(path: Path, start: int, end: int) -> Samples:
    """The left side from one frame to another, shorter where the file ends. Raises SessionError."""
    import soundfile

    try:
        with soundfile.SoundFile(_name(path)) as file:
            file.seek(min(start, file.frames))
            stereo = file.read(max(0, end - start), dtype="int16", always_2d=True)
    except (soundfile.SoundFileError, OSError) as error:
        raise SessionError(f"{path.name} cannot be read as sound.") from error
    left: Samples = np.ascontiguousarray(stereo[:, 0])
    return left


class _SoundFile(Protocol):
    """What is used of `soundfile.SoundFile`, which has no types of its own."""

    def write(self, data: StereoSamples) -> None: ...
    def read(self, frames: int, dtype: str, *, always_2d: bool) -> StereoSamples: ...
    def seek(self, frames: int) -> int: ...
    def tell(self) -> int: ...


def _write(file: _SoundFile, parts: Sequence[Part]) -> None:
    end = 0
    for position, samples in blocks(parts):
        for gap in range(end, position, _GAP_FRAMES):
            file.write(np.zeros((min(_GAP_FRAMES, position - gap), CHANNELS), np.int16))
        file.write(samples)
        end = position + len(samples)


def _has(file: _SoundFile, position: int, samples: StereoSamples) -> bool:
    if file.tell() != position:
        file.seek(position)
    return np.array_equal(file.read(len(samples), "int16", always_2d=True), samples)


def _sync(path: Path, disk: Disk) -> None:
    fd = disk.open(path)
    try:
        disk.sync(fd)
    finally:
        disk.close(fd)


def _name(path: Path) -> str | bytes:
    """As soundfile wants it: its own encoding of a str refuses names that are not valid Unicode."""
    return os.fsencode(path) if os.name == "posix" else str(path)
