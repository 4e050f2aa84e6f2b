"""How the command line speaks: sentences, columns, JSON; and nothing that can steer a terminal."""

from __future__ import annotations

import json
import os
import sys
import unicodedata
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from voice_coach.errors import VoiceCoachError

_STEERING = {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}
"""Unicode categories that can move a cursor, turn the writing direction or end a line."""


class OutputError(VoiceCoachError):
    """Standard output cannot be written."""


def say(text: str = "") -> None:
    """A line on standard output; nothing once its reader has gone. Raises OutputError."""
    try:
        print(text, flush=True)
    except BrokenPipeError:
        _write_nowhere()
    except OSError as problem:
        _write_nowhere()
        raise OutputError(f"Standard output cannot be written: {problem.strerror}.") from problem


def _write_nowhere() -> None:
    """What is left in the buffer must not fail once more when the process ends."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)


def complain(text: str) -> None:
    """Lines on standard error."""
    with suppress(OSError):  # there is nowhere else to say that it cannot be said
        for line in text.splitlines():
            print(harmless(line), file=sys.stderr, flush=True)


def say_json(value: object) -> None:
    """A value as indented JSON on standard output."""
    say(json.dumps(value, indent=2, ensure_ascii=False, default=str))


def harmless(text: str) -> str:
    """The text on one line, without escapes, control characters and changes of writing direction."""
    kept = (" " if char.isspace() else char for char in text if char.isspace() or _is_visible(char))
    return " ".join("".join(kept).split())


def _is_visible(char: str) -> bool:
    return unicodedata.category(char) not in _STEERING


def columns(rows: Sequence[Sequence[str]], heads: Sequence[str]) -> str:
    """Rows as aligned columns under their heads; the last column is as long as it is."""
    lines = [heads, *([harmless(cell) for cell in row] for row in rows)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(heads) - 1)]
    return "\n".join(
        "  ".join(
            [*(cell.ljust(width) for cell, width in zip(line, widths, strict=False)), line[-1]]
        ).rstrip()
        for line in lines
    )


def minutes_and_seconds(seconds: float) -> str:
    """A time as `m:ss`, never negative."""
    whole = max(0, int(seconds))
    return f"{whole // 60}:{whole % 60:02d}"


def explain(failure: Exception) -> str:
    """One sentence about a failure that nobody foresaw; its details go to a file, without keys."""
    from voice_coach.config import log_folder, without_secrets

    details = without_secrets(_traceback(failure))
    kind = type(failure).__name__
    for folder in (log_folder(), None):
        place = _write_privately(details, folder)
        if place:
            return f"Something went wrong that should not ({kind}); the details are in {place}."
    return f"Something went wrong that should not ({kind})."


def _traceback(failure: Exception) -> str:
    import traceback

    return "".join(traceback.format_exception(failure))


def _write_privately(details: str, folder: Path | None) -> str:
    """Where the details were written, readable by their owner only; "" where they could not be."""
    import tempfile

    try:
        if folder is not None:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(
            "w", prefix="voice-coach-failure-", suffix=".txt", dir=folder, delete=False, encoding="utf-8"
        ) as file:
            file.write(details)
    except OSError:
        return ""
    return file.name


def text_in(event: Mapping[str, object], name: str) -> str:
    """A text of an event, harmless; "" where it has none."""
    value = event.get(name)
    return harmless(value) if isinstance(value, str) else ""


def number_in(event: Mapping[str, object], name: str) -> float | None:
    """A number of an event, None where it has none."""
    value = event.get(name)
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None
