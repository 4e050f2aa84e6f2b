"""The index over all sessions: derived from their folders, kept up to date, and free to be deleted."""

from __future__ import annotations

import contextlib
import json
import os
import re
import sqlite3
from array import array
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from voice_coach.coaching.transcript import word_spans
from voice_coach.errors import SessionError
from voice_coach.sessions.identity import started_at_of
from voice_coach.sessions.reading import Session, folders_in
from voice_coach.sessions.summary import Summary, state_of
from voice_coach.sessions.transcript import KeptTurn

INDEX_NAME = ".index.sqlite3"
VERSION = 1
_WATCHED = ("session.json", "events.jsonl", "transcript.json", "scorecard.json")
_TURNS_PER_SESSION = 1 << 17
_PER_SECOND = 16
"""Sessions that may begin in the same second."""
_OPEN, _CLOSE = "\x02", "\x03"
_SCHEMA = f"""
CREATE TABLE IF NOT EXISTS sessions (
    id TEXT PRIMARY KEY, number INTEGER UNIQUE NOT NULL, stamp TEXT NOT NULL, summary TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS peaks (id TEXT PRIMARY KEY, stamp TEXT NOT NULL, peaks BLOB NOT NULL);
CREATE VIRTUAL TABLE IF NOT EXISTS said USING fts5 (
    text, session UNINDEXED, turn UNINDEXED, speaker UNINDEXED, start_s UNINDEXED, end_s UNINDEXED,
    words UNINDEXED, tokenize = 'porter unicode61 remove_diacritics 2'
);
PRAGMA user_version = {VERSION};
"""


@dataclass(frozen=True, slots=True)
class Hit:
    """A turn in which the words were said."""

    session: str
    turn: int
    speaker: str
    t_s: float
    """Session second at which the first of the words was said."""
    pieces: tuple[tuple[str, bool], ...]
    """The turn's text around them, in pieces; True for those that were searched for."""

    @property
    def text(self) -> str:
        """The pieces as one text."""
        return "".join(piece for piece, _ in self.pieces)


class Index:
    """Open it, `refresh` it, ask it, close it. Not for several threads at once; several processes may."""

    def __init__(self, recordings: Path) -> None:
        """Opens or makes the index; in memory where the folder cannot be written. Raises SessionError."""
        self._recordings = recordings
        self._db = _opened(recordings)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: object, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file; may be called twice."""
        self._db.close()

    def refresh(self) -> int:
        """Take in what is new or changed and forget what is gone; returns how many sessions were read."""
        folders = {folder.name: folder for folder in folders_in(self._recordings)}
        known = dict(self._db.execute("SELECT id, stamp FROM sessions"))
        stamps = {name: stamp_of(folder) for name, folder in folders.items()}
        stale = [name for name, stamp in stamps.items() if known.get(name) != stamp]
        with self._db:
            for name in known.keys() - folders.keys():
                self._forget(name)
            for name in stale:
                self._take_in(folders[name], stamps[name])
        return len(stale)

    def forget(self, session_id: str) -> None:
        """Remove a session so that no byte of its text stays in the file."""
        with self._db:
            self._forget(session_id)
        self._db.execute("INSERT INTO said(said) VALUES ('optimize')")
        self._db.commit()
        self._db.execute("VACUUM")

    def sessions(self) -> list[Summary]:
        """Every session, oldest first, as it is now."""
        rows = self._db.execute("SELECT summary FROM sessions ORDER BY number")
        return [self._now(Summary.from_json(json.loads(row))) for (row,) in rows]

    def search(self, query: str, limit: int = 50, session: str | None = None) -> list[Hit]:
        """The newest turns in which all of the words were said; "quoted words" side by side.

        [] where the query holds no word.
        """
        wanted = match_of(query)
        if not wanted:
            return []
        low, high = self._rows_of(session) if session else (0, 1 << 62)
        rows = self._db.execute(
            f"SELECT session, turn, speaker, start_s, end_s, words, highlight(said, 0, '{_OPEN}', '{_CLOSE}')"
            " FROM said WHERE said MATCH ? AND rowid BETWEEN ? AND ? ORDER BY rowid DESC LIMIT ?",
            (wanted, low, high, limit),
        )
        return [_hit(row) for row in rows]

    def peaks(self, session_id: str, stamp: str) -> bytes | None:
        """What `keep_peaks` kept for sound of this stamp, else None."""
        row = self._db.execute(
            "SELECT peaks FROM peaks WHERE id = ? AND stamp = ?", (session_id, stamp)
        ).fetchone()
        return row[0] if row else None

    def keep_peaks(self, session_id: str, stamp: str, peaks: bytes) -> None:
        """Remember the outline of a session's sound."""
        with self._db:
            self._db.execute("REPLACE INTO peaks VALUES (?, ?, ?)", (session_id, stamp, peaks))

    def _now(self, summary: Summary) -> Summary:
        state, problem = state_of(self._recordings / summary.id, summary.state)
        return replace(summary, state=state, problem=problem) if problem else summary

    def _rows_of(self, session_id: str) -> tuple[int, int]:
        row = self._db.execute("SELECT number FROM sessions WHERE id = ?", (session_id,)).fetchone()
        first = (row[0] if row else -1) * _TURNS_PER_SESSION
        return first, first + _TURNS_PER_SESSION - 1

    def _forget(self, session_id: str) -> None:
        self._db.execute("DELETE FROM said WHERE rowid BETWEEN ? AND ?", self._rows_of(session_id))
        self._db.execute("DELETE FROM peaks WHERE id = ?", (session_id,))
        self._db.execute("DELETE FROM sessions WHERE id = ?", (session_id,))

    def _take_in(self, folder: Path, stamp: str) -> None:
        self._db.execute("DELETE FROM said WHERE rowid BETWEEN ? AND ?", self._rows_of(folder.name))
        self._db.execute("DELETE FROM sessions WHERE id = ?", (folder.name,))
        summary, number = Summary.of(folder), self._free_number(folder.name)
        row = (folder.name, number, stamp, json.dumps(summary.to_json(), ensure_ascii=False))
        self._db.execute("INSERT INTO sessions VALUES (?, ?, ?, ?)", [_storable(each) for each in row])
        turns = enumerate(_turns(folder)[:_TURNS_PER_SESSION], number * _TURNS_PER_SESSION)
        self._db.executemany(
            "INSERT INTO said(rowid, text, session, turn, speaker, start_s, end_s, words)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (_row(rowid, folder.name, turn) for rowid, turn in turns),
        )

    def _free_number(self, session_id: str) -> int:
        """Later sessions have higher numbers, so that the newest hits come first without sorting."""
        first = int(started_at_of(session_id).timestamp()) * _PER_SECOND
        taken = self._db.execute("SELECT number FROM sessions WHERE number >= ? ORDER BY number", (first,))
        numbers = {number for (number,) in taken.fetchmany(4 * _PER_SECOND)}
        return next(number for number in range(first, first + 8 * _PER_SECOND) if number not in numbers)


def stamp_of(folder: Path, names: Sequence[str] = _WATCHED) -> str:
    """Changes when one of the session's files does."""
    return ";".join(_stamp(folder / name) for name in names)


def match_of(query: str) -> str:
    """The words of a query as FTS5 wants them: all must be there, short ones also letter by letter."""
    parts = re.findall(r'"([^"]*)"|(\S+)', query)
    return " AND ".join(filter(None, (_phrase(quoted or word) for quoted, word in parts)))


def _phrase(words: str) -> str:
    kept = re.findall(r"\w+", words)
    if not kept:
        return ""
    phrase = f'"{" ".join(kept)}"'
    is_short = len(kept) == 1 and kept[0].isalpha() and 2 <= len(kept[0]) <= 4
    return f'({phrase} OR "{" ".join(kept[0])}")' if is_short else phrase


def _stamp(path: Path) -> str:
    try:
        found = path.stat()
    except OSError:
        return "-"
    return f"{found.st_mtime_ns:x}.{found.st_size:x}"


def _turns(folder: Path) -> tuple[KeptTurn, ...]:
    try:
        return Session(folder).turns()
    except SessionError:
        return ()


def _row(rowid: int, session_id: str, turn: KeptTurn) -> tuple[object, ...]:
    said = turn.said
    marks = array("I")
    for first, _, word in word_spans(said):
        marks.extend((first, round(max(0.0, word.start_s) * 100)))
    text = _storable(re.sub(f"[{_OPEN}{_CLOSE}]", " ", said.text))
    return rowid, text, session_id, said.turn, said.speaker.value, said.start_s, said.end_s, marks.tobytes()


def _storable(value: object) -> object:
    """SQLite takes no lone surrogates."""
    return value.encode("utf-8", "replace").decode("utf-8") if isinstance(value, str) else value


def _hit(row: tuple[Any, ...]) -> Hit:
    session, turn, speaker, start_s, end_s, words, marked = row
    first = marked.find(_OPEN)
    length = max(1, len(marked) - 2 * marked.count(_OPEN))
    t_s = _time_at(words, first)
    if t_s is None:
        t_s = start_s + (end_s - start_s) * min(1.0, max(0, first) / length)
    return Hit(session, turn, speaker, round(t_s, 2), tuple(_pieces(marked)))


def _time_at(words: bytes, char: int) -> float | None:
    marks = array("I")
    marks.frombytes(words)
    place = bisect_right(marks[::2], max(0, char)) - 1
    return marks[2 * place + 1] / 100 if place >= 0 else None


def _pieces(marked: str) -> Iterator[tuple[str, bool]]:
    """The text from a little before the first mark to a little after it."""
    first = max(0, marked.find(_OPEN) - 60)
    begin = marked.find(" ", first) + 1 if first else 0
    shown = marked[begin : begin + 240]
    if begin:
        yield "… ", False
    for number, piece in enumerate(re.split(f"[{_OPEN}{_CLOSE}]", shown)):
        if piece:
            yield piece, number % 2 == 1
    if begin + 240 < len(marked):
        yield " …", False


def _opened(recordings: Path) -> sqlite3.Connection:
    path = recordings / INDEX_NAME
    if recordings.is_dir():
        for _ in range(2):
            with contextlib.suppress(sqlite3.DatabaseError, OSError):
                return _made(path)
            with contextlib.suppress(OSError):
                _remove(path)
    return _prepared(sqlite3.connect(":memory:", check_same_thread=False))


def _made(path: Path) -> sqlite3.Connection:
    """Raises sqlite3.DatabaseError for a file that is damaged or another version's, OSError for no rights."""
    if path.is_symlink():
        raise OSError(f"{path} is a symbolic link")
    os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
    db = sqlite3.connect(path, timeout=10, check_same_thread=False)
    try:
        (version,) = db.execute("PRAGMA user_version").fetchone()
        if version not in (0, VERSION):
            raise sqlite3.DatabaseError(f"version {version}")
        db.execute("SELECT count(*) FROM sqlite_schema").fetchone()
        return _prepared(db)
    except sqlite3.DatabaseError:
        db.close()
        raise


def _prepared(db: sqlite3.Connection) -> sqlite3.Connection:
    db.execute("PRAGMA secure_delete = ON")
    db.execute("PRAGMA synchronous = OFF")  # all of it can be had again
    db.executescript(_SCHEMA)
    return db


def _remove(path: Path) -> None:
    for each in (path, path.with_name(f"{path.name}-journal")):
        each.unlink(missing_ok=True)
