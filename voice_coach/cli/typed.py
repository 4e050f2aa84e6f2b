"""Candidates who type: turns from a file or from standard input, one a line."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from voice_coach.cli.interrupts import NotWantedError, wait_that_ends_on_request
from voice_coach.conversation.lines import NextLine, SpokenLine
from voice_coach.errors import UsageError

STANDARD_INPUT = "standard input"
INVITATION = "Type an answer and press Enter; Ctrl-D ends the interview."
_PROMPT = "> "
_SHAPE = 'Write each line as {"text": "...", "thinks_s": 1.5, "speaks_s": 8}; only "text" is needed.'


class _TypedLine(BaseModel):
    """One line of a file of typed turns."""

    model_config = ConfigDict(extra="forbid", strict=True, str_strip_whitespace=True)

    text: str = Field(min_length=1, max_length=20_000)
    thinks_s: float | None = Field(default=None, ge=0, le=3600)
    speaks_s: float | None = Field(default=None, gt=0, le=3600)


def typed_lines(path: Path | None, tell: Callable[[str], None]) -> NextLine:
    """Turns from a JSON Lines file, or from standard input where `path` is None; read as they are needed.

    A file is read and checked whole before the interview starts. Raises UsageError naming the line.
    """
    return _from_standard_input(tell) if path is None else _from_file(path)


def _from_file(path: Path) -> NextLine:
    lines = iter(_checked(path))

    def next_line(_turn: Mapping[str, object]) -> SpokenLine | None:
        return next(lines, None)

    return next_line


def _checked(path: Path) -> list[SpokenLine]:
    name = repr(path.name)
    try:
        with path.open(encoding="utf-8-sig", errors="surrogateescape") as file:
            lines = [_parsed(name, *row) for row in _rows(name, file)]
    except OSError as error:
        raise UsageError(f"The file {name} cannot be read: {error.strerror}.") from error
    if not lines:
        raise UsageError(f"The file {name} holds no turn.", _SHAPE)
    return lines


def _from_standard_input(tell: Callable[[str], None]) -> NextLine:
    if isinstance(sys.stdin, io.TextIOWrapper) and sys.stdin.errors != "surrogateescape":
        sys.stdin.reconfigure(errors="surrogateescape")
    is_terminal = sys.stdin is not None and sys.stdin.isatty()
    rows = _rows(STANDARD_INPUT, sys.stdin or ())
    if is_terminal:
        tell(INVITATION)

    def next_line(_turn: Mapping[str, object]) -> SpokenLine | None:
        try:
            with wait_that_ends_on_request():
                if is_terminal:
                    print(_PROMPT, end="", file=sys.stderr, flush=True)
                row = next(rows, None)
        except NotWantedError:
            return None
        return None if row is None else _typed_or_parsed(*row)

    return next_line


def _rows(name: str, file: Iterable[str]) -> Iterator[tuple[int, str]]:
    """Numbered lines that are not blank. Raises UsageError where they are not text."""
    number = 0
    try:
        for number, line in enumerate(file, 1):
            line.encode()  # a byte that is no UTF-8 was read as half of a character
            if line.strip():
                yield number, line
    except UnicodeError as error:
        raise UsageError(f"Line {max(number, 1)} of {name} is not text in UTF-8.") from error


def _typed_or_parsed(number: int, text: str) -> SpokenLine:
    """A line of JSON; plain text typed at a terminal is taken as it is."""
    if text.lstrip().startswith("{"):
        return _parsed(STANDARD_INPUT, number, text)
    return SpokenLine(text.strip())


def _parsed(name: str, number: int, text: str) -> SpokenLine:
    try:
        entry = json.loads(text)
        if not isinstance(entry, dict):
            raise UsageError(f"Line {number} of {name} is no typed turn: it is no JSON object.", _SHAPE)
        line = _TypedLine.model_validate(entry)
    except (ValueError, RecursionError) as error:
        raise UsageError(f"Line {number} of {name} is no typed turn: {_why(error)}.", _SHAPE) from error
    if line.thinks_s is None:
        return SpokenLine(line.text, speaks_s=line.speaks_s)
    return SpokenLine(line.text, line.thinks_s, line.speaks_s)


def _why(error: Exception) -> str:
    if isinstance(error, ValidationError):
        first = error.errors()[0]
        return f"{'.'.join(str(part) for part in first['loc'])}: {first['msg'].lower()}"
    reason = f" ({error.msg.lower()})" if isinstance(error, json.JSONDecodeError) else ""
    return f"it is not valid JSON{reason}"
