"""Disks that fail, take less than they are given, or remember what they were told."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from voice_coach.sessions.disk import Disk

Rule = Callable[[str, str, int], int]
"""(operation, file name, how many operations of this kind this file had before) -> errno, 0 for success."""


class ShortDisk(Disk):
    """Takes at most `most` bytes at a time."""

    def __init__(self, most: int) -> None:
        self._most = most

    def write(self, fd: int, data: bytes | memoryview) -> int:
        return super().write(fd, data[: self._most])

    def pwrite(self, fd: int, data: bytes | memoryview, offset: int) -> int:
        return super().pwrite(fd, data[: self._most], offset)


class FailingDisk(Disk):
    """Fails by a rule."""

    def __init__(self, rule: Rule, free: int = 10**12) -> None:
        self._rule = rule
        self._names: dict[int, str] = {}
        self._counts: dict[tuple[str, str], int] = {}
        self.free = free

    def _meet(self, operation: str, name: str) -> None:
        count = self._counts.get((operation, name), 0)
        self._counts[operation, name] = count + 1
        if number := self._rule(operation, name, count):
            raise OSError(number, os.strerror(number))

    def create(self, path: Path) -> int:
        self._meet("create", path.name)
        fd = super().create(path)
        self._names[fd] = path.name
        return fd

    def open(self, path: Path) -> int:
        fd = super().open(path)
        self._names[fd] = path.name
        return fd

    def write(self, fd: int, data: bytes | memoryview) -> int:
        self._meet("write", self._names[fd])
        return super().write(fd, data)

    def pwrite(self, fd: int, data: bytes | memoryview, offset: int) -> int:
        self._meet("pwrite", self._names[fd])
        return super().pwrite(fd, data, offset)

    def sync(self, fd: int) -> None:
        self._meet("sync", self._names[fd])
        super().sync(fd)

    def free_bytes(self, folder: Path) -> int:
        return self.free


Operation = tuple[str, str, bytes, int]
"""What, file name, bytes, offset or length (or, for a replacement, nothing)."""


class TracedDisk(Disk):
    """Does what it is told and remembers it in order."""

    def __init__(self) -> None:
        self.trace: list[Operation] = []
        self._names: dict[int, str] = {}
        self._ends: dict[int, int] = {}

    def mark(self, what: str) -> None:
        self.trace.append(("mark", what, b"", 0))

    def create(self, path: Path) -> int:
        fd = super().create(path)
        self._names[fd], self._ends[fd] = path.name, 0
        self.trace.append(("create", path.name, b"", 0))
        return fd

    def write(self, fd: int, data: bytes | memoryview) -> int:
        self.trace.append(("write", self._names[fd], bytes(data), self._ends[fd]))
        self._ends[fd] += len(data)
        return super().write(fd, data)

    def pwrite(self, fd: int, data: bytes | memoryview, offset: int) -> int:
        self.trace.append(("write", self._names[fd], bytes(data), offset))
        return super().pwrite(fd, data, offset)

    def sync(self, fd: int) -> None:
        super().sync(fd)
        self.trace.append(("sync", self._names[fd], b"", 0))

    def replace(self, source: Path, target: Path) -> None:
        super().replace(source, target)
        self.trace.append(("replace", source.name, target.name.encode(), 0))

    def unlink(self, path: Path) -> None:
        super().unlink(path)
        self.trace.append(("unlink", path.name, b"", 0))

    def sync_folder(self, folder: Path) -> None:
        super().sync_folder(folder)
        self.trace.append(("sync_folder", "", b"", 0))
