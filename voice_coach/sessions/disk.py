"""The few calls by which the store touches the disk, so that a test can put a failing one in their place."""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
import sys
from pathlib import Path

_FLAGS = getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)


class Disk:
    """The real disk. Every call raises OSError as the system does."""

    def create(self, path: Path) -> int:
        """A new file, readable and writable by its owner alone whatever the umask; returns its descriptor."""
        fd = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL | _FLAGS, 0o600)
        if sys.platform != "win32":
            os.fchmod(fd, 0o600)
        return fd

    def open(self, path: Path) -> int:
        """An existing file for reading and writing, never through a symbolic link."""
        return os.open(path, os.O_RDWR | getattr(os, "O_NOFOLLOW", 0) | _FLAGS)

    def read(self, fd: int, length: int) -> bytes:
        """Up to `length` bytes from where the descriptor stands."""
        return os.read(fd, length)

    def write(self, fd: int, data: bytes | memoryview) -> int:
        """Write at the descriptor's end; returns how many bytes were taken, perhaps fewer than given."""
        return os.write(fd, data)

    def pwrite(self, fd: int, data: bytes | memoryview, offset: int) -> int:
        """Write at `offset`; returns how many bytes were taken, perhaps fewer than given."""
        if sys.platform == "win32":
            os.lseek(fd, offset, os.SEEK_SET)
            return os.write(fd, data)
        return os.pwrite(fd, data, offset)

    def truncate(self, fd: int, length: int) -> None:
        """Cut or extend the file to `length` bytes."""
        os.ftruncate(fd, length)

    def size(self, fd: int) -> int:
        """The file's length in bytes."""
        return os.fstat(fd).st_size

    def sync(self, fd: int) -> None:
        """Return once the file's bytes survive a power loss, as far as the system can promise."""
        if sys.platform == "linux":
            os.fdatasync(fd)
        elif sys.platform == "darwin":
            import fcntl

            fcntl.fcntl(fd, fcntl.F_FULLFSYNC)
        else:
            os.fsync(fd)

    def close(self, fd: int) -> None:
        """Let go of a descriptor."""
        os.close(fd)

    def replace(self, source: Path, target: Path) -> None:
        """Give `source` the name `target` in one step."""
        source.replace(target)

    def unlink(self, path: Path) -> None:
        """Remove a file; one that is not there is fine."""
        path.unlink(missing_ok=True)

    def sync_folder(self, folder: Path) -> None:
        """Return once names made, changed or removed in `folder` survive a power loss."""
        if sys.platform == "win32":
            return
        fd = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(fd)
        finally:
            os.close(fd)

    def free_bytes(self, folder: Path) -> int:
        """What an ordinary user may still write on the disk that holds `folder`."""
        return shutil.disk_usage(folder).free


DISK = Disk()


def write_all(disk: Disk, fd: int, data: bytes) -> None:
    """Append all of `data`: a full disk first takes less than it was given, without an error."""
    rest = memoryview(data)
    while rest:
        rest = rest[_taken(disk.write(fd, rest)) :]


def pwrite_all(disk: Disk, fd: int, data: bytes, offset: int) -> None:
    """Write all of `data` at `offset`."""
    rest = memoryview(data)
    while rest:
        taken = _taken(disk.pwrite(fd, rest, offset))
        rest, offset = rest[taken:], offset + taken


def save(disk: Disk, path: Path, data: bytes) -> None:
    """Replace a small file: at any moment, power loss included, the old or the new one is there whole."""
    scratch = path.with_name(f".{path.name}.new")
    disk.unlink(scratch)
    fd = disk.create(scratch)
    try:
        write_all(disk, fd, data)
        disk.sync(fd)
    finally:
        disk.close(fd)
    disk.replace(scratch, path)
    disk.sync_folder(path.parent)


def close_quietly(disk: Disk, fd: int) -> None:
    """Close a descriptor that has already failed; a second error says nothing new."""
    with contextlib.suppress(OSError):
        disk.close(fd)


def _taken(count: int) -> int:
    if count <= 0:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    return count
