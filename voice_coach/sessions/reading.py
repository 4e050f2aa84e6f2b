"""Opening what lies in the recordings folder."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any, Self

from voice_coach.errors import SessionError
from voice_coach.sessions.events import Event, read_events
from voice_coach.sessions.finalising import FLAC_NAME, sound_length_s
from voice_coach.sessions.identity import is_id, scenario_of, started_at_of
from voice_coach.sessions.lock import is_running
from voice_coach.sessions.manifest import MANIFEST_NAME, Manifest, ScenarioRef, State, read_manifest
from voice_coach.sessions.transcript import TRANSCRIPT_NAME, KeptTurn, Transcript
from voice_coach.sessions.wav import Part, part_paths, parts_of

LAST = "last"
_LARGEST_BYTES = 64_000_000


class Session:
    """One recorded session, read-only; it may still be running."""

    def __init__(self, folder: Path, manifest: Manifest | None = None) -> None:
        """`manifest` stands in for the session's own, which else must be readable. Raises SessionError."""
        self.folder = folder
        self.manifest: Manifest = manifest or read_manifest(folder)

    @classmethod
    def even_if_damaged(cls, folder: Path) -> Self:
        """With a manifest guessed from the rest where its own is damaged or a newer program's; faults say so.

        Raises SessionError where the folder's name is no session's.
        """
        try:
            return cls(folder)
        except SessionError as error:
            return cls(folder, replace(guessed_manifest(folder, str(error)), state=State.DONE))

    @classmethod
    def open(cls, recordings: Path, name: str) -> Self:
        """A session by path, by id, by the beginning of an id that only one has, or `last` for the newest.

        Raises SessionError where there is none, more than one, or one that cannot be read.
        """
        return cls(find(recordings, name))

    @property
    def id(self) -> str:
        """The session's id."""
        return self.folder.name

    @property
    def is_running(self) -> bool:
        """Whether a program is recording it now."""
        return is_running(self.folder)

    def events(self) -> list[Event]:
        """Everything that happened, in order."""
        return self._log[0]

    @property
    def damaged_lines(self) -> int:
        """How many lines of the event log could not be read."""
        return self._log[1]

    def transcript(self) -> dict[str, Any]:
        """The JSON of transcript.json, built from the events where that file is missing or damaged."""
        return (
            self._saved_transcript()
            or Transcript.of(self.id, self.manifest.scenario, self.events()).to_json()
        )

    def turns(self) -> tuple[KeptTurn, ...]:
        """The turns of the transcript, as values."""
        turns = (KeptTurn.of(turn) for turn in self.transcript()["turns"])
        return tuple(turn for turn in turns if turn is not None)

    @property
    def sound_path(self) -> Path | None:
        """The FLAC file, else the first WAV file, else None."""
        flac = _plain_file(self.folder, FLAC_NAME)
        return flac or next(iter(part_paths(self.folder)), None)

    def sound_parts(self) -> tuple[Part, ...]:
        """The WAV files of a recording that is not packed. Raises OSError."""
        return parts_of(self.folder)

    def sound_s(self) -> float:
        """Seconds of sound, 0 where there is none. Raises SessionError where it cannot be opened."""
        return sound_length_s(self.folder)

    @cached_property
    def _log(self) -> tuple[list[Event], int]:
        return read_events(self.folder)

    def _saved_transcript(self) -> dict[str, Any] | None:
        path = _plain_file(self.folder, TRANSCRIPT_NAME)
        try:
            is_small = path is not None and path.stat().st_size <= _LARGEST_BYTES
            saved = json.loads(path.read_bytes()) if path and is_small else None
        except (OSError, ValueError, RecursionError):
            return None
        return saved if _is_transcript(saved) else None


def guessed_manifest(folder: Path, why: str) -> Manifest:
    """From the folder's name and the log, `why` among its faults. Raises SessionError."""
    events, _ = read_events(folder)
    started = next((event for event in events if event["type"] == "session_started"), {})
    try:
        started_at = started_at_of(folder.name)
    except ValueError as error:
        raise SessionError(f"{folder.name!r} is not the folder of a session.") from error
    return Manifest(
        id=folder.name,
        mode="unknown",
        scenario=_scenario(folder.name, started),
        started_at=started_at,
        faults=(f"manifest_rebuilt: {why}",),
    )


def _scenario(session_id: str, started: Event) -> ScenarioRef:
    scenario, title = started.get("scenario"), started.get("title")
    return ScenarioRef(
        scenario if isinstance(scenario, str) else scenario_of(session_id),
        title if isinstance(title, str) else "",
    )


@dataclass(frozen=True, slots=True)
class Listed:
    """One line of a list of sessions."""

    id: str
    folder: Path
    manifest: Manifest | None
    """None where it cannot be read."""
    problem: str = ""
    """What is wrong with the session, as a sentence; "" where nothing is."""


def find(recordings: Path, name: str) -> Path:
    """The folder of the session that `name` means, as in `Session.open`. Raises SessionError."""
    if any(sep in name for sep in "/\\") or name.startswith((".", "~")):
        return _by_path(Path(name).expanduser())
    folders = folders_in(recordings)
    matches = folders[-1:] if name == LAST else [folder for folder in folders if folder.name.startswith(name)]
    exact = [folder for folder in matches if folder.name == name]
    match exact or matches:
        case [folder]:
            return folder
        case [] if not folders:
            raise SessionError(
                f"There are no sessions in {str(recordings)!r} yet.", "`voice-coach demo` makes one."
            )
        case []:
            raise SessionError(f"There is no session {name!r}.", "`voice-coach sessions` lists them.")
        case several:
            raise SessionError(f"{len(several)} sessions begin with {name!r}.", "Give more of the id.")


def list_sessions(recordings: Path) -> list[Listed]:
    """Every session, oldest first; a damaged one with what is wrong.

    Raises SessionError for a recordings folder that cannot be read.
    """
    return [_listed(folder) for folder in folders_in(recordings)]


def _listed(folder: Path) -> Listed:
    try:
        manifest = read_manifest(folder)
    except SessionError as error:
        return Listed(folder.name, folder, None, str(error))
    interrupted = not manifest.state.is_final and not is_running(folder)
    problem = "It was interrupted; `voice-coach recover` makes it whole." if interrupted else ""
    return Listed(folder.name, folder, manifest, problem)


def folders_in(recordings: Path) -> list[Path]:
    """The folders of sessions, oldest first. Raises SessionError where that cannot be read."""
    try:
        found = sorted(recordings.iterdir()) if recordings.exists() else []
    except OSError as error:
        raise SessionError(
            f"The recordings folder {str(recordings)!r} cannot be read: {error.strerror}.",
            "Choose another one with --recordings.",
        ) from error
    return [folder for folder in found if is_id(folder.name) and folder.is_dir() and not folder.is_symlink()]


def _by_path(path: Path) -> Path:
    folder = path.parent if path.name == MANIFEST_NAME else path
    if not (folder / MANIFEST_NAME).is_file():
        raise SessionError(
            f"{str(path)!r} is not the folder of a session.", "`voice-coach sessions` lists them."
        )
    return folder.resolve()


def _plain_file(folder: Path, name: str) -> Path | None:
    """A file of the session that does not lead out of it."""
    path = folder / name
    return path if path.is_file() and not path.is_symlink() else None


def _is_transcript(value: object) -> bool:
    if not isinstance(value, dict) or value.get("format") != 1 or not isinstance(value.get("turns"), list):
        return False
    return all(isinstance(turn, dict) and KeptTurn.of(turn) for turn in value["turns"])
