"""A lock that tells a running session from a crashed one: the system drops it with the process."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Self

from voice_coach.errors import SessionError

LOCK_NAME = ".lock"


class SessionLock:
    """Held from `take` to `release`, or until the process is gone."""

    def __init__(self, fd: int) -> None:
        self._fd = fd

    @classmethod
    def take(cls, folder: Path) -> Self:
        """Lock the session in `folder`. Raises SessionError where another program has it."""
        fd = _open(folder)
        try:
            _lock(fd)
        except OSError as error:
            os.close(fd)
            raise SessionError(
                f"Session {folder.name!r} is in use by another program.", "Wait until it has ended."
            ) from error
        return cls(fd)

    def release(self) -> None:
        """Unlock; may be called twice."""
        if self._fd >= 0:
            os.close(self._fd)
            self._fd = -1

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.release()


def is_running(folder: Path) -> bool:
    """Whether a program is recording or mending this session now."""
    try:
        fd = os.open(folder / LOCK_NAME, os.O_RDONLY)
    except OSError:
        return False
    try:
        _lock(fd)
    except OSError:
        return True
    finally:
        os.close(fd)
    return False


def _open(folder: Path) -> int:
    flags = os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0)
    try:
        return os.open(folder / LOCK_NAME, flags, 0o600)
    except OSError as error:
        raise SessionError(
            f"Session {folder.name!r} cannot be locked: {error.strerror}.",
            "Check who owns the recordings folder.",
        ) from error


def _lock(fd: int) -> None:
    if sys.platform == "win32":
        import msvcrt

        msvcrt.locking(fd, msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
