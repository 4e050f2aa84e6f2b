"""Notes that a reader puts at a moment of a session: notes.json in its folder."""

from __future__ import annotations

import secrets
from dataclasses import asdict, dataclass
from pathlib import Path

from voice_coach.errors import SessionError
from voice_coach.sessions.disk import DISK, Disk
from voice_coach.sessions.scorecards import number, objects, read_json, save_json, text

NOTES_NAME = "notes.json"
FORMAT = 1
LONGEST = 2000
MOST = 1000


@dataclass(frozen=True, slots=True)
class Note:
    """A few words at a time mark."""

    id: str
    t_s: float
    """Session second."""
    text: str


def read_notes(folder: Path) -> list[Note]:
    """The notes in the order of their moments; what makes no sense is left out."""
    found = objects((read_json(folder, NOTES_NAME) or {}).get("notes"))
    notes = [
        Note(text(each.get("id")), number(each.get("t_s")) or 0.0, text(each.get("text"))) for each in found
    ]
    return sorted((note for note in notes if note.id and note.text), key=lambda note: note.t_s)


def add_note(folder: Path, t_s: float, words: str, disk: Disk = DISK) -> Note:
    """Keep a note. Raises SessionError where it is empty or too long, or the disk refuses."""
    words = words.strip()
    if not words or len(words) > LONGEST:
        raise SessionError(f"A note has 1 to {LONGEST} characters.")
    notes = read_notes(folder)
    if len(notes) >= MOST:
        raise SessionError(f"A session holds at most {MOST} notes.", "Remove some first.")
    note = Note(secrets.token_hex(4), round(max(0.0, t_s), 2), words)
    _save(folder, [*notes, note], disk)
    return note


def remove_note(folder: Path, note_id: str, disk: Disk = DISK) -> bool:
    """Whether there was such a note; it is gone now. Raises SessionError where the disk refuses."""
    notes = read_notes(folder)
    kept = [note for note in notes if note.id != note_id]
    if len(kept) < len(notes):
        _save(folder, kept, disk)
    return len(kept) < len(notes)


def _save(folder: Path, notes: list[Note], disk: Disk) -> None:
    try:
        save_json(folder, NOTES_NAME, {"format": FORMAT, "notes": [asdict(note) for note in notes]}, disk)
    except OSError as error:
        raise SessionError(f"The note cannot be kept: {error.strerror}.") from error
