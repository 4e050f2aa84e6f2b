"""events.jsonl: everything that happened, one JSON object a line, only ever appended to."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, is_dataclass
from pathlib import Path
from typing import Any

from voice_coach.sessions.disk import DISK, Disk, close_quietly, write_all

Event = dict[str, Any]
"""seq, t_s, type and the fields of that type."""

LOG_NAME = "events.jsonl"
_DURABLE = frozenset({"session_started", "turn", "session_ended"})
_MOST_UNSYNCED = 64
_LARGEST_BYTES = 64_000_000
"""Of a file of the log; a day of talk has less, and what lies behind is not read."""
_LATEST_S = 1e7  # four months


def log_path(folder: Path, part: int) -> Path:
    """The log's first file, or the one it went on in after a failure (`part` counts from 1)."""
    return folder / (LOG_NAME if part == 1 else f"events-{part}.jsonl")


def log_paths(folder: Path) -> Iterator[Path]:
    """The files of the log, in order."""
    part = 1
    while (path := log_path(folder, part)).is_file():
        if not path.is_symlink():
            yield path
        part += 1


class EventLog:
    """Appends; a finished turn is on the disk, not merely with the system, when `append` returns.

    When the disk refuses a write or a sync, that file is never tried again: the log goes on in
    `events-2.jsonl`, beginning with every line not known to be safe. Where that fails too, the
    lines wait in memory for the next attempt. Not for several threads at once.
    """

    def __init__(self, folder: Path, on_fault: Callable[[str, str], None], disk: Disk = DISK) -> None:
        """Create the log. Raises OSError."""
        self._folder = folder
        self._disk = disk
        self._on_fault = on_fault
        self._part = 1
        self._fd = disk.create(log_path(folder, 1))
        self._unsynced: list[bytes] = []
        self._failing = False
        self._seq = 0
        self.last_s = 0.0
        """The latest time in any event, session seconds."""

    def append(self, kind: str, t_s: float, fields: dict[str, Any]) -> Event:
        """Write one event and return it. Raises TypeError for fields that JSON cannot hold."""
        event: Event = {"seq": self._seq, "t_s": t_s, "type": kind, **fields}
        line = line_of(event)
        self._unsynced.append(line)
        self._seq += 1
        self.last_s = max(self.last_s, last_s(event))
        self._put(line, durable=kind in _DURABLE)
        return event

    def close(self) -> None:
        """Sync and let go; may be called twice."""
        if self._unsynced:
            self._put(b"", durable=True)
        if self._fd >= 0:
            close_quietly(self._disk, self._fd)
            self._fd = -1

    def _put(self, line: bytes, *, durable: bool) -> None:
        if self._fd < 0:
            self._move_on()
            return
        try:
            write_all(self._disk, self._fd, line)
            if durable or len(self._unsynced) >= _MOST_UNSYNCED:
                self._sync()
        except OSError as error:
            self._report(error)
            close_quietly(self._disk, self._fd)
            self._move_on()

    def _sync(self) -> None:
        self._disk.sync(self._fd)
        self._unsynced.clear()

    def _move_on(self) -> None:
        self._fd = -1
        path = log_path(self._folder, self._part + 1)
        try:
            self._disk.unlink(path)
            self._fd = self._disk.create(path)
            write_all(self._disk, self._fd, b"".join(self._unsynced))
            self._sync()
            self._disk.sync_folder(self._folder)
        except OSError as error:
            self._report(error)
            self._give_up_part(path)
        else:
            self._part += 1
            self._failing = False

    def _give_up_part(self, path: Path) -> None:
        """Free its number: all of its lines are still in memory."""
        if self._fd >= 0:
            close_quietly(self._disk, self._fd)
            self._fd = -1
        try:
            self._disk.unlink(path)
        except OSError as error:
            self._report(error)

    def _report(self, error: OSError) -> None:
        if not self._failing:
            self._failing = True
            self._on_fault("log_trouble", f"The disk refused an entry of the event log ({error.strerror}).")


def line_of(event: Event) -> bytes:
    """One line, newline included; numbers that JSON does not know become null."""
    try:
        text = _dumps(event)
    except ValueError:
        text = _dumps(_finite(event))
    # A lone surrogate becomes \udxxx, which is what JSON itself would write for it.
    return text.encode("utf-8", "backslashreplace") + b"\n"


def read_events(folder: Path) -> tuple[list[Event], int]:
    """Every readable event of a session in order, and how many lines were damaged; never raises."""
    lines: dict[bytes, None] = {}
    unreadable = 0
    for path in log_paths(folder):
        try:
            # A later file begins with lines that an earlier one may hold as well.
            with path.open("rb") as file:
                lines.update(dict.fromkeys(file.read(_LARGEST_BYTES).split(b"\n")))
        except OSError:
            unreadable += 1
    events, damaged = events_in(lines)
    return events, damaged + unreadable


def events_in(lines: Iterable[bytes]) -> tuple[list[Event], int]:
    """The readable events among lines of a log, and the number of lines that are not; never raises."""
    read = [_event_of(line) for line in lines if line]
    events = [event for event in read if event is not None]
    return events, len(read) - len(events)


def is_seconds(value: object) -> bool:
    """Whether a value from a file can be a session time: a number, and no absurd one."""
    return isinstance(value, int | float) and not isinstance(value, bool) and -1.0 <= value <= _LATEST_S


def last_s(event: Event) -> float:
    """When the event was over, session seconds."""
    end_s = event.get("end_s")
    return max(float(event["t_s"]), float(end_s) if end_s is not None and is_seconds(end_s) else 0.0)


def _event_of(line: bytes) -> Event | None:
    try:
        value = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return value if _is_event(value) else None


def _is_event(value: object) -> bool:
    return (
        isinstance(value, dict)
        and type(value.get("seq")) is int
        and isinstance(value.get("type"), str)
        and is_seconds(value.get("t_s"))
    )


def _dumps(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"), default=_plain)


def _plain(value: object) -> object:
    if is_dataclass(value) and not isinstance(value, type):
        return asdict(value)
    if hasattr(value, "item"):  # a numpy scalar
        return value.item()
    raise TypeError(f"{type(value).__name__} does not belong into an event")


def _finite(value: object) -> object:
    match value:
        case dict():
            return {key: _finite(item) for key, item in value.items()}
        case list() | tuple():
            return [_finite(item) for item in value]
        case float() if not math.isfinite(value):
            return None
        case _:
            return value
