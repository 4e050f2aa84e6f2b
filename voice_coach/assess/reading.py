"""Sessions, transcripts and recordings as conversations: whatever comes from a file is checked here."""

from __future__ import annotations

import html
import json
import math
import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, model_validator

from voice_coach.coaching.transcript import Speaker, TranscriptTurn
from voice_coach.conversation.words import Word
from voice_coach.errors import SessionError
from voice_coach.sessions.reading import Session

FORMAT = 1
SOUND_ENDINGS = frozenset(
    {".wav", ".flac", ".mp3", ".ogg", ".opus", ".m4a", ".aac", ".mp4", ".webm", ".mkv", ".mov"}
)
RECOGNISERS_WITHOUT_FILLERS = frozenset({"whisper", "openai"})
_LARGEST_BYTES = 64_000_000
_BACKWARDS_S = 30.0
"""Seconds by which a turn may begin before the one above it: people talk over each other, but no longer
than that."""
_PACE_WPM = 150.0
"""For typed turns that carry no time."""

Hear = Callable[[Path], Sequence[TranscriptTurn]]
"""Turns a recording into turns; the caller brings the recogniser."""


@dataclass(frozen=True, slots=True)
class Conversation:
    """What is to be assessed."""

    turns: tuple[TranscriptTurn, ...]
    session: str | None = None
    kpi: str = ""
    """The fact sheet's line about the business measure, where the file brings one."""
    keeps_fillers: bool | None = None
    """Whether the recogniser writes "um" down; None where nobody knows."""
    planned_s: float | None = None
    opening_only: bool = False
    """Whether the round was to be the opening and nothing else."""
    heard_by: Mapping[str, str] = field(default_factory=dict)
    """The recogniser of these words: `name`, `detail`, and `notice` where its accuracy is limited."""


def load_target(path: Path, hear: Hear | None = None) -> Conversation:
    """What to assess: a session's folder, a transcript (.json, .jsonl), or a recording where `hear` is given.

    Raises SessionError with one sentence for whatever cannot be read.
    """
    if path.is_dir():
        return _of_session(path)
    if path.suffix.lower() in SOUND_ENDINGS:
        return _of_sound(path, hear)
    match path.suffix.lower():
        case ".json":
            return conversation_of(_parsed(path, _text_of(path)), path.name)
        case ".jsonl":
            return conversation_of({"turns": list(_lines(path))}, path.name)
        case other:
            raise SessionError(
                f"{path.name!r} is no transcript, recording or session: its ending is {other!r}.",
                "Give a session's folder, a .json or .jsonl transcript, or a sound file.",
            )


def _of_session(folder: Path) -> Conversation:
    session = Session(folder)
    found = conversation_of(session.transcript(), folder.name)
    names = {
        engine.get("name", "") for engine in session.manifest.engines if engine.get("kind") == "recogniser"
    }
    keeps = False if names and names <= RECOGNISERS_WITHOUT_FILLERS else None
    minutes = session.manifest.settings.get("minutes")
    planned_s = 60.0 * minutes if isinstance(minutes, int | float) and minutes > 0 else None
    opening_only = session.manifest.settings.get("round") == "opening"
    heard_by = _heard_by(session)
    return Conversation(found.turns, session.id, found.kpi, keeps, planned_s, opening_only, heard_by)


def _heard_by(session: Session) -> Mapping[str, str]:
    """Who heard the words of the transcript: the final pass where there was one, else the live recogniser."""
    again = session.transcript().get("recogniser")
    live = (each for each in session.manifest.engines if each.get("kind") == "recogniser")
    row = again if isinstance(again, Mapping) else next(live, {})
    return {name: str(row[name]) for name in ("name", "detail", "notice") if row.get(name)}


def _of_sound(path: Path, hear: Hear | None) -> Conversation:
    if not path.is_file():
        raise SessionError(f"There is no file {path.name!r}.", "Check the path.")
    if hear is None:
        raise SessionError(
            f"{path.name!r} is a recording, and no recogniser was given to hear it.",
            "Assess its session or its transcript.",
        )
    return Conversation(tuple(hear(path)), None)


def _text_of(path: Path) -> str:
    try:
        if path.stat().st_size > _LARGEST_BYTES:
            raise SessionError(
                f"{path.name!r} is far too long for a transcript.", "Check that it is the right file."
            )
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError as error:
        raise SessionError(f"There is no file {path.name!r}.", "Check the path.") from error
    except OSError as error:
        raise SessionError(f"{path.name!r} cannot be read: {error.strerror}.", "Check its rights.") from error
    except UnicodeDecodeError as error:
        raise SessionError(f"{path.name!r} is not text in UTF-8.", "Save it as UTF-8.") from error


def _parsed(path: Path, text: str) -> object:
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        where = f" at line {error.lineno}" if isinstance(error, json.JSONDecodeError) else ""
        raise SessionError(f"{path.name!r} is not valid JSON{where}.", "Export it again.") from error


def _lines(path: Path) -> Iterator[object]:
    """Turns of a .jsonl file: turns alone, typed turns, or the events of a session; a torn last line is
    left out."""
    lines = [line for line in _text_of(path).splitlines() if line.strip()]
    for number, line in enumerate(lines, 1):
        try:
            entry = json.loads(line)
        except (ValueError, RecursionError) as error:
            if number == len(lines) > 1:
                return
            raise SessionError(
                f"{path.name!r} is not valid JSON at line {number}.", "Export it again."
            ) from error
        if isinstance(entry, dict) and entry.get("type", "turn") != "turn":
            continue
        yield entry


def _seconds(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value) or value < 0:
        raise ValueError("a time is a number of seconds from 0")
    return float(value)


def _clean(value: object) -> str:
    """The words alone: no tags, no marks of markup, no control characters."""
    if not isinstance(value, str):
        raise ValueError("what was said is text")
    bare = html.unescape(re.sub(r"<[^<>\n]{1,200}>", " ", value))
    visible = "".join(c if not unicodedata.category(c).startswith("C") else " " for c in bare)
    return " ".join(re.sub(r"[*`~|#>]+", " ", visible).split())


_Seconds = Annotated[float, BeforeValidator(_seconds)]
_Said = Annotated[str, BeforeValidator(_clean)]


class _WordIn(BaseModel):
    model_config = ConfigDict(extra="ignore")
    text: _Said
    start_s: _Seconds
    end_s: _Seconds
    probability: float = Field(default=1.0, ge=0.0, le=1.0)


class _TurnIn(BaseModel):
    model_config = ConfigDict(extra="ignore")
    speaker: Speaker = Speaker.CANDIDATE
    text: _Said
    start_s: _Seconds | None = None
    end_s: _Seconds | None = None
    t_s: _Seconds | None = None
    speaks_s: _Seconds | None = None
    thinks_s: _Seconds = 0.0
    words: list[_WordIn] | None = None
    move: str | None = None
    cut: bool = False
    heard_text: _Said | None = None

    @model_validator(mode="after")
    def _ends_after_it_starts(self) -> _TurnIn:
        if self.start_s is not None and self.end_s is not None and self.end_s < self.start_s:
            raise ValueError("it ends before it starts")
        return self


class _ScenarioIn(BaseModel):
    model_config = ConfigDict(extra="ignore")
    facts: dict[str, Any] | None = None


class _TranscriptIn(BaseModel):
    model_config = ConfigDict(extra="ignore")
    format: int = FORMAT
    session: str | None = None
    id: str | None = None
    scenario: _ScenarioIn | str | None = None
    turns: list[_TurnIn]


def conversation_of(raw: object, name: str) -> Conversation:
    """A transcript's JSON as a conversation; `name` is what messages call it. Raises SessionError."""
    if isinstance(raw, list):
        raw = {"turns": raw}
    try:
        read = _TranscriptIn.model_validate(raw)
    except ValidationError as error:
        raise SessionError(_complaint(name, error), "Mend the file, or export it again.") from error
    if read.format > FORMAT:
        raise SessionError(
            f"{name!r} was written by a newer voice-coach (format {read.format}).", "Update voice-coach."
        )
    if not any(turn.text for turn in read.turns):
        raise SessionError(
            f"{name!r} is an empty transcript: nobody says anything.", "Check that it is the right file."
        )
    return Conversation(tuple(_turns(read.turns, name)), read.session or read.id, _kpi(read.scenario))


def _complaint(name: str, error: ValidationError) -> str:
    first = error.errors()[0]
    path = [str(step) for step in first["loc"]]
    where = f"turn {path[1]}" if path[:1] == ["turns"] and len(path) > 1 else ".".join(path) or "its top"
    what = first["msg"].removeprefix("Value error, ").rstrip(".")
    which = path[-1] if len(path) > 2 else "it"
    return f"{name!r} is no transcript that can be read: at {where}, {which}: {what}."


def _kpi(scenario: _ScenarioIn | str | None) -> str:
    facts = scenario.facts if isinstance(scenario, _ScenarioIn) else None
    return str((facts or {}).get("kpi", ""))


def _turns(read: Sequence[_TurnIn], name: str) -> Iterator[TranscriptTurn]:
    now_s, last_start_s = 0.0, 0.0
    for index, turn in enumerate(read):
        text = turn.heard_text if turn.cut and turn.heard_text is not None else turn.text
        start_s = (
            turn.start_s
            if turn.start_s is not None
            else turn.t_s
            if turn.t_s is not None
            else now_s + turn.thinks_s
        )
        if start_s < last_start_s - _BACKWARDS_S:
            raise SessionError(
                f"{name!r} has wrong times: turn {index} begins long before the one above it.",
                "Export it again.",
            )
        lasts_s = turn.speaks_s if turn.speaks_s is not None else 60.0 * len(text.split()) / _PACE_WPM
        end_s = turn.end_s if turn.end_s is not None else start_s + lasts_s
        words = tuple(
            Word(w.text, w.start_s, max(w.start_s, w.end_s), w.probability) for w in turn.words or ()
        )
        now_s, last_start_s = max(now_s, end_s), max(last_start_s, start_s)
        yield TranscriptTurn(index, turn.speaker, start_s, end_s, text, words, turn.move or "")
