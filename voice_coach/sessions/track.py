"""The sound of one session as a row of WAV files, kept whatever the disk does. One thread's."""

from __future__ import annotations

import contextlib
import errno
from collections.abc import Callable
from pathlib import Path

from voice_coach.conversation.sound import RATE_HZ
from voice_coach.sessions.disk import DISK, Disk
from voice_coach.sessions.wav import FRAME_BYTES, MOST_FRAMES, MOST_PARTS, WavFile, part_path

RESERVE_BYTES = 100_000_000
"""Sound stops when less than this is free, so that the event log and the packing still have room."""
WARN_BYTES = RESERVE_BYTES + 600 * RATE_HZ * FRAME_BYTES
"""Ten more minutes of sound."""

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT})
_TRIES = 3

Fault = Callable[[str, str], None]
"""Takes what went wrong, as a short id, and a sentence for the user."""


class SoundTrack:
    """Keeps the last unsynced second in memory: where a file fails, the next one begins with it."""

    def __init__(self, folder: Path, on_fault: Fault, disk: Disk = DISK) -> None:
        """Create the first file. Raises OSError."""
        self.acknowledged = 0
        """Session frames up to here survive `kill -9`."""
        self.stopped = False
        """Whether the disk has made it give up; what was recorded until then is closed and whole."""
        self._folder = folder
        self._disk = disk
        self._on_fault = on_fault
        self._number = 1
        self._unsynced: list[tuple[int, bytes]] = []
        self._warned = False
        self._file = WavFile(part_path(folder, 1), 0, disk)

    def put(self, position: int, data: bytes) -> None:
        """Write whole frames at session frame `position`; after a hole, silence stands before them."""
        if self.stopped:
            return
        self._unsynced.append((position, data))
        try:
            self._put(position, data)
        except OSError as error:
            self._go_on(error)

    def close(self, end: int) -> None:
        """Close the recording with exactly `end` frames."""
        if self.stopped:
            return
        try:
            self._file.end = max(self._file.end, end)
            self._file.seal()
        except OSError as error:
            self._go_on(error)
            self._file.drop()

    def stop(self, why: str) -> None:
        """Close what there is and take no more sound."""
        self.stopped = True
        self._unsynced.clear()
        with contextlib.suppress(OSError):
            self._file.seal()
        self._file.drop()
        at = clock(self.acknowledged)
        self._on_fault("sound_stopped", f"{why}: sound is recorded up to {at} and no further.")

    def _put(self, position: int, data: bytes) -> None:
        if position - self._file.start >= MOST_FRAMES - RATE_HZ:
            self._file.seal()
            self._next_file(position)
        self._file.put(position, data)
        self.acknowledged = max(self.acknowledged, self._file.end)
        if self._file.end - self._file.synced_end >= RATE_HZ:
            self._sync()
            self._look_at_room()

    def _sync(self) -> None:
        self._file.sync()
        self._unsynced.clear()

    def _look_at_room(self) -> None:
        try:
            free = self._disk.free_bytes(self._folder)
        except OSError:
            return
        if free < RESERVE_BYTES:
            self.stop("The disk is nearly full")
        elif free < WARN_BYTES and not self._warned:
            self._warned = True
            self._on_fault("disk_low", "The disk has room for less than ten more minutes of sound.")

    def _go_on(self, error: OSError) -> None:
        """A file that failed once may lie about the rest: it is never tried again."""
        for _ in range(_TRIES):
            if error.errno in _FULL or self._number >= MOST_PARTS:
                break
            self._file.drop()
            try:
                self._repeat_in_next_file()
            except OSError as again:
                error = again
            else:
                self._on_fault("sound_trouble", f"{_reason(error)}; sound goes on in a new file.")
                return
        self.stop(_reason(error))

    def _repeat_in_next_file(self) -> None:
        self._next_file(self._unsynced[0][0] if self._unsynced else self.acknowledged)
        for position, data in self._unsynced:
            self._file.put(position, data)
        self.acknowledged = max(self.acknowledged, self._file.end)
        self._sync()

    def _next_file(self, start: int) -> None:
        self._number += 1
        self._file = WavFile(part_path(self._folder, self._number), start, self._disk)


def clock(frames: int) -> str:
    """A session time as minutes and seconds, e.g. `3:20`."""
    minutes, seconds = divmod(frames // RATE_HZ, 60)
    return f"{minutes}:{seconds:02d}"


def _reason(error: OSError) -> str:
    return "The disk is full" if error.errno in _FULL else f"The disk failed ({error.strerror})"
