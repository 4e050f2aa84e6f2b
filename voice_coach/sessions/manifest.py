"""session.json: what a session is, with what it was made, and how far it got."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from voice_coach.errors import SessionError
from voice_coach.sessions.disk import DISK, Disk, save

MANIFEST_NAME = "session.json"
FORMAT = 1
_LARGEST_BYTES = 1_000_000
_LONGEST_S = 1e7


class State(StrEnum):
    """How far a session got."""

    RECORDING = "recording"
    FINALISING = "finalising"
    """Everything is on disk; the sound is being packed."""
    DONE = "done"
    RECOVERED = "recovered"
    """Interrupted, and made whole afterwards."""

    @property
    def is_final(self) -> bool:
        """Whether nothing is left to be done."""
        return self in (State.DONE, State.RECOVERED)


class DamagedManifestError(SessionError):
    """A manifest that is missing or no longer makes sense; the rest of the session may be whole."""


@dataclass(frozen=True, slots=True)
class ScenarioRef:
    """Which scenario was practised."""

    id: str
    title: str = ""
    sha256: str = ""
    """Of the scenario file's bytes, in hex; "" where there was no file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """The head of a session."""

    mode: str
    """What kind of session: `practice`, `demo`, `drill`, `import`."""
    scenario: ScenarioRef
    started_at: datetime
    """With its time zone."""
    settings: Mapping[str, object] = field(default_factory=dict)
    """Whatever was chosen, by name; never a key."""
    engines: tuple[Mapping[str, str], ...] = ()
    """One entry an engine: kind, name, detail, version, notice, host."""
    id: str = ""
    """The folder's name; given by `SessionWriter.create`."""
    state: State = State.RECORDING
    duration_s: float = 0.0
    """0 until the session has ended."""
    faults: tuple[str, ...] = ()
    """What went wrong, each as `what: sentence`."""
    format: int = FORMAT

    def __post_init__(self) -> None:
        if self.started_at.tzinfo is None:
            raise ValueError("started_at needs a time zone")
        if not 0 <= self.duration_s <= _LONGEST_S:
            raise ValueError("duration_s is no length of a session")

    def to_json(self) -> dict[str, object]:
        """As it stands in session.json."""
        names = ("format", "id", "mode", "state", "started_at", "duration_s", "scenario")
        fields = asdict(self) | {"started_at": self.started_at.isoformat(), "state": self.state.value}
        return {name: fields.pop(name) for name in names} | fields


def save_manifest(folder: Path, manifest: Manifest, disk: Disk = DISK) -> None:
    """Replace session.json in one step. Raises OSError."""
    text = json.dumps(manifest.to_json(), ensure_ascii=False, indent=2, default=str)
    save(disk, folder / MANIFEST_NAME, text.encode("utf-8", "backslashreplace") + b"\n")


def read_manifest(folder: Path) -> Manifest:
    """The manifest of the session in `folder`.

    Raises DamagedManifestError where it is missing or makes no sense, SessionError where it is a newer
    program's.
    """
    path = folder / MANIFEST_NAME
    raw = _content(path)
    version = raw.get("format")
    if isinstance(version, int) and version > FORMAT:
        raise SessionError(
            f"Session {folder.name!r} was written by a newer voice-coach (format {version}).",
            "Update voice-coach to open it.",
        )
    return _validated(path, raw)


def _content(path: Path) -> dict[str, object]:
    try:
        if path.is_symlink():
            raise _damaged(path, "is a symbolic link")
        if path.exists() and not path.is_file():  # to open a pipe is to wait for ever
            raise _damaged(path, "is no plain file")
        if path.stat().st_size > _LARGEST_BYTES:
            raise _damaged(path, "is far too long")
        raw = json.loads(path.read_bytes())
    except FileNotFoundError as error:
        raise _damaged(path, "is missing") from error
    except OSError as error:
        raise _damaged(path, f"cannot be read: {error.strerror}") from error
    except (ValueError, RecursionError) as error:
        raise _damaged(path, "is not valid JSON") from error
    if not isinstance(raw, dict):
        raise _damaged(path, "is not a JSON object")
    return raw


def _validated(path: Path, raw: dict[str, object]) -> Manifest:
    from pydantic import TypeAdapter, ValidationError

    try:
        return TypeAdapter(Manifest).validate_python(raw)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(step) for step in first["loc"]) or "a field"
        raise _damaged(path, f"is damaged at {where}: {first['msg']}") from error


def _damaged(path: Path, what: str) -> DamagedManifestError:
    return DamagedManifestError(
        f"{MANIFEST_NAME} of session {path.parent.name!r} {what}.",
        "`voice-coach recover` rebuilds it from the rest.",
    )
