"""audio.wav: stereo PCM16 at 16 kHz on a raw file descriptor, readable whenever the power goes.

A recording that met a failing disk goes on in `audio-2.wav`. Each file says in a standard `bext`
chunk (EBU Tech 3285, TimeReference) at which frame of the session it begins.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Self

import numpy as np
from numpy.typing import NDArray

from voice_coach.conversation.sound import RATE_HZ
from voice_coach.errors import SessionError
from voice_coach.sessions.disk import DISK, Disk, close_quietly, pwrite_all

CHANNELS = 2
FRAME_BYTES = 2 * CHANNELS
"""One sample of both sides."""
HEADER_BYTES = 654
MOST_FRAMES = (0xFFFFFFFF - HEADER_BYTES) // FRAME_BYTES
"""The sizes in a header have 32 bits: 18 hours."""
MOST_PARTS = 99

_BEXT = struct.Struct("<256s32s32s10s8sQH254s")
_START_AT = 12 + 8 + 256 + 32 + 32 + 10 + 8
_LATEST_START = 7 * 86_400 * RATE_HZ  # a week; anything later is a damaged header
_BLOCK_FRAMES = 4 * RATE_HZ

StereoSamples = NDArray[np.int16]
"""Shape (frames, 2): left candidate, right interviewer."""


def header_of(start: int, frames: int) -> bytes:
    """The first 654 bytes of a file that begins at session frame `start` and holds `frames`."""
    size = frames * FRAME_BYTES
    bext = _BEXT.pack(b"voice-coach session", b"voice-coach", b"", b"", b"", start, 1, b"")
    pcm = struct.pack("<HHIIHH", 1, CHANNELS, RATE_HZ, RATE_HZ * FRAME_BYTES, FRAME_BYTES, 16)
    return b"".join(
        (
            struct.pack("<4sI4s", b"RIFF", HEADER_BYTES - 8 + size, b"WAVE"),
            struct.pack("<4sI", b"bext", len(bext)) + bext,
            struct.pack("<4sI", b"fmt ", len(pcm)) + pcm,
            struct.pack("<4sI", b"data", size),
        )
    )


class WavFile:
    """A WAV file that grows. Every call may raise OSError, after which the file is not to be tried again."""

    def __init__(self, path: Path, start: int = 0, disk: Disk = DISK) -> None:
        """Create `path`, which must not exist, for sound from session frame `start` on."""
        self.path = path
        self.start = start
        self.end = start
        """Session frame after the last one that the system has taken: safe from `kill -9`."""
        self.synced_end = start
        """Session frame after the last one that is on the disk: safe from a power loss."""
        self._disk = disk
        self._fd = disk.create(path)
        try:
            pwrite_all(disk, self._fd, header_of(start, 0), 0)
            disk.sync(self._fd)
            disk.sync_folder(path.parent)
        except OSError:
            self.drop()
            raise

    def put(self, position: int, data: bytes) -> None:
        """Write whole frames at session frame `position`; a hole before it reads as silence."""
        pwrite_all(self._disk, self._fd, data, HEADER_BYTES + (position - self.start) * FRAME_BYTES)
        self.end = max(self.end, position + len(data) // FRAME_BYTES)

    def sync(self) -> None:
        """Make the header true and everything so far durable."""
        pwrite_all(self._disk, self._fd, header_of(self.start, self.end - self.start), 0)
        self._disk.sync(self._fd)
        self.synced_end = self.end

    def seal(self) -> None:
        """Cut a torn last frame off, sync and close."""
        self._disk.truncate(self._fd, HEADER_BYTES + (self.end - self.start) * FRAME_BYTES)
        self.sync()
        self.drop()

    def drop(self) -> None:
        """Close without touching the file; may be called twice."""
        if self._fd >= 0:
            close_quietly(self._disk, self._fd)
            self._fd = -1


@dataclass(frozen=True, slots=True)
class Part:
    """One WAV file of a recording, in session frames."""

    path: Path
    start: int
    end: int

    @classmethod
    def at(cls, path: Path) -> Self:
        """What the file holds, going by its length rather than its header. Raises OSError."""
        with path.open("rb") as file:
            start = _start_in(file.read(HEADER_BYTES)) or 0
        frames = max(0, path.stat().st_size - HEADER_BYTES) // FRAME_BYTES
        return cls(path, start, start + frames)

    def read(self, first: int, last: int) -> StereoSamples:
        """Session frames `first` up to `last`. Raises OSError."""
        offset = HEADER_BYTES + (first - self.start) * FRAME_BYTES
        flat = np.fromfile(self.path, "<i2", (last - first) * CHANNELS, offset=offset)
        return flat.astype(np.int16, copy=False).reshape(-1, CHANNELS)


def part_path(folder: Path, number: int) -> Path:
    """`audio.wav`, `audio-2.wav`, ..."""
    return folder / ("audio.wav" if number == 1 else f"audio-{number}.wav")


def part_paths(folder: Path) -> list[Path]:
    """The WAV files of a recording that are there, in order."""
    paths = (part_path(folder, number) for number in range(1, MOST_PARTS + 1))
    return [path for path in paths if path.is_file() and not path.is_symlink()]


def parts_of(folder: Path) -> tuple[Part, ...]:
    """The parts of a recording that are there, in order. Raises OSError."""
    return tuple(Part.at(path) for path in part_paths(folder))


def end_of(parts: Sequence[Part]) -> int:
    """How many frames the recording has, silence for what no part holds."""
    return max((part.end for part in parts), default=0)


def stretches(parts: Sequence[Part]) -> Iterator[tuple[Part, int, int]]:
    """(part, first, last) in order, without overlap: of two parts with the same frames the later counts."""
    edges = sorted({edge for part in parts for edge in (part.start, part.end)})
    for first, last in pairwise(edges):
        holders = [part for part in parts if part.start <= first and last <= part.end]
        if holders:
            yield holders[-1], first, last


def blocks(parts: Sequence[Part]) -> Iterator[tuple[int, StereoSamples]]:
    """(session frame, samples) of all that the parts hold, a few seconds at a time. Raises OSError."""
    for part, first, last in stretches(parts):
        for position in range(first, last, _BLOCK_FRAMES):
            yield position, part.read(position, min(last, position + _BLOCK_FRAMES))


def repair(path: Path, disk: Disk = DISK) -> int:
    """Make a WAV file of ours true to its length: whole frames, right header. Returns its frames.

    Does no harm to a whole file, and may be interrupted and repeated. Raises OSError, and SessionError
    for a sound file that this program did not write.
    """
    fd = disk.open(path)
    try:
        start = _start_in(disk.read(fd, HEADER_BYTES))
        if start is None:
            raise SessionError(f"{path.name} was not recorded by voice-coach, so it is left as it is.")
        frames = max(0, disk.size(fd) - HEADER_BYTES) // FRAME_BYTES
        pwrite_all(disk, fd, header_of(start, frames), 0)
        disk.truncate(fd, HEADER_BYTES + frames * FRAME_BYTES)
        disk.sync(fd)
    finally:
        disk.close(fd)
    return frames


def _start_in(header: bytes) -> int | None:
    """Where the file begins in the session; None where the header is another program's."""
    if len(header) >= 16 and header[8:16] not in (b"WAVEbext", bytes(8)):
        return None
    start = int.from_bytes(header[_START_AT : _START_AT + 8], "little")
    return start if start <= _LATEST_START else 0
