"""Making interrupted sessions whole, at the next start or when asked."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

from voice_coach.errors import SessionError
from voice_coach.sessions.disk import DISK, Disk
from voice_coach.sessions.finalising import At, finalise, nowhere
from voice_coach.sessions.lock import LOCK_NAME, SessionLock, is_running
from voice_coach.sessions.manifest import (
    MANIFEST_NAME,
    DamagedManifestError,
    Manifest,
    State,
    read_manifest,
)
from voice_coach.sessions.reading import folders_in, guessed_manifest


@dataclass(frozen=True, slots=True)
class Recovered:
    """What became of one interrupted session."""

    folder: Path
    sound_s: float = 0.0
    """Seconds of sound that were kept."""
    turns: int = 0
    """Finished turns that were kept."""
    damaged_lines: int = 0
    """Lines of the event log that could not be read."""
    problem: str = ""
    """Why it could not be recovered; "" where it was."""

    @property
    def id(self) -> str:
        """The session's id."""
        return self.folder.name


def recover_all(recordings: Path, disk: Disk = DISK) -> list[Recovered]:
    """Make every interrupted session whole, leaving those that are running; never raises for one of them.

    Raises SessionError for a recordings folder that cannot be read.
    """
    folders = [folder for folder in folders_in(recordings) if _is_interrupted(folder)]
    return [_tried(folder, disk) for folder in folders if not _removed_as_empty(folder)]


def recover(folder: Path, at: At = nowhere, disk: Disk = DISK) -> Recovered | None:
    """Make one session whole; None where there was nothing to do.

    May be interrupted anywhere and repeated. Raises SessionError where the session is running, was written by
    a newer program, or the disk refuses.
    """
    with SessionLock.take(folder):
        manifest = _manifest_of(folder, disk)
        if manifest.state.is_final:
            return None
        kept = finalise(folder, manifest, State.RECOVERED, at, disk)
    return Recovered(folder, kept.sound_s, kept.turns, kept.damaged_lines)


def _tried(folder: Path, disk: Disk) -> Recovered:
    try:
        return recover(folder, disk=disk) or Recovered(folder)
    except SessionError as error:
        return Recovered(folder, problem=str(error))


def _is_interrupted(folder: Path) -> bool:
    if is_running(folder):
        return False
    try:
        return not read_manifest(folder).state.is_final
    except DamagedManifestError:
        return True
    except SessionError:
        return False


def _manifest_of(folder: Path, disk: Disk) -> Manifest:
    """The manifest; a damaged one is put aside and rebuilt from the folder's name and the log."""
    try:
        return read_manifest(folder)
    except DamagedManifestError as error:
        rebuilt = guessed_manifest(folder, str(error))
    path = folder / MANIFEST_NAME
    if path.is_file() and not path.is_symlink():
        disk.replace(path, folder / f"{MANIFEST_NAME}.damaged")
    return rebuilt


def _removed_as_empty(folder: Path) -> bool:
    """Whether the program died before the session had a manifest, so that there is nothing to keep."""
    names = {path.name for path in folder.iterdir()}
    if LOCK_NAME not in names or not names <= {LOCK_NAME, f".{MANIFEST_NAME}.new"}:
        return False
    shutil.rmtree(folder, ignore_errors=True)
    return True
