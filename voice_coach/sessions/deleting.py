"""Removing sessions wholly: from the moment of the renaming they are gone, and the rest is done or redone."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path

from voice_coach.errors import SessionError
from voice_coach.sessions.disk import DISK, Disk
from voice_coach.sessions.identity import is_id
from voice_coach.sessions.index import INDEX_NAME, Index
from voice_coach.sessions.lock import is_running

PREFIX = ".deleting-"


class Step(StrEnum):
    """Where a deletion can be interrupted."""

    RENAMED = "renamed"
    FORGOTTEN = "forgotten"


At = Callable[[Step], None]


def nowhere(step: Step) -> None:
    """Let every step pass."""


def delete(folder: Path, at: At = nowhere, disk: Disk = DISK) -> None:
    """Remove a session with its sound, its exports inside the folder and its words in the index.

    May be interrupted anywhere: `finish_deletions` does the rest. Raises SessionError where it is running, is
    no session, or the disk refuses.
    """
    if not is_id(folder.name) or folder.is_symlink():
        raise SessionError(f"{str(folder)!r} is not the folder of a session.")
    if is_running(folder):
        raise SessionError(f"Session {folder.name!r} is being recorded.", "End it first.")
    doomed = folder.with_name(PREFIX + folder.name)
    try:
        disk.replace(folder, doomed)
        disk.sync_folder(folder.parent)
    except OSError as error:
        raise _refused(folder.name, error) from error
    at(Step.RENAMED)
    _finish(doomed, at)


def finish_deletions(recordings: Path) -> list[str]:
    """Complete deletions that were interrupted; the ids of those sessions. Never raises."""
    finished = []
    for doomed in _doomed(recordings):
        try:
            _finish(doomed)
        except SessionError:
            continue
        finished.append(doomed.name.removeprefix(PREFIX))
    return finished


def _doomed(recordings: Path) -> list[Path]:
    try:
        found = sorted(recordings.glob(f"{PREFIX}*"))
    except OSError:
        return []
    return [path for path in found if is_id(path.name.removeprefix(PREFIX)) and not path.is_symlink()]


def _finish(doomed: Path, at: At = nowhere) -> None:
    """The folder goes last: as long as it is there, the next start knows that something is left."""
    if (doomed.parent / INDEX_NAME).exists():
        with Index(doomed.parent) as index:
            index.forget(doomed.name.removeprefix(PREFIX))
    at(Step.FORGOTTEN)
    try:
        shutil.rmtree(doomed)
    except OSError as error:
        raise _refused(doomed.name.removeprefix(PREFIX), error) from error


def _refused(session_id: str, error: OSError) -> SessionError:
    return SessionError(
        f"Session {session_id!r} cannot be deleted wholly: {error.strerror}.",
        "Mend the rights of the recordings folder; the next start of voice-coach does the rest.",
    )
