"""The settings file as a thing that is written: some settings changed, everything else as it was."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from voice_coach.config import checked, load_settings, settings_file
from voice_coach.errors import UsageError

HEAD = "Settings of voice-coach; flags and VOICE_COACH_... variables win over them. No keys in here."


def readable_settings() -> None:
    """Find a settings file that cannot be read or holds nonsense before any question is asked.

    Raises UsageError; one that is not there yet is fine.
    """
    path = settings_file()
    if path.exists():
        load_settings(environ={}, file=path)


def keep(changes: Mapping[str, object]) -> Path:
    """Write the changes into the settings file, in one step; where it lies. None takes a setting out.

    Comments, order and other settings stay. Raises UsageError where the file cannot be read or written, and
    for a value that is no good; then nothing has changed.
    """
    checked(changes)
    path = settings_file().resolve()  # what a link points to is changed, and the link stays
    document = _document(path)
    for name, value in changes.items():
        document.pop(name, None) if value is None else document.update({name: value})
    _write(path, document)
    return path


def _document(path: Path) -> Any:
    import tomlkit

    if not path.exists():
        document = tomlkit.document()
        document.add(tomlkit.comment(HEAD))
        return document
    readable_settings()
    return tomlkit.parse(path.read_text(encoding="utf-8"))


def _write(path: Path, document: Any) -> None:
    import tomlkit

    from voice_coach.sessions.disk import DISK, save

    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        save(DISK, path, tomlkit.dumps(document).encode())
    except OSError as problem:
        raise UsageError(
            f"The settings file {path} cannot be written: {problem.strerror}.",
            "Let VOICE_COACH_SETTINGS point to another place.",
        ) from problem
