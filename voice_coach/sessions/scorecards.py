"""scorecard.json and what a person added to a session: read with care, since anybody may change them."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from voice_coach.sessions.disk import DISK, Disk, save

SCORECARD_NAME = "scorecard.json"
_LARGEST_BYTES = 8_000_000

Json = Mapping[str, Any]


def read_json(folder: Path, name: str) -> dict[str, Any] | None:
    """A JSON object among the session's files; None where it is missing, a link, too long or damaged."""
    path = folder / name
    try:
        if path.is_symlink() or not path.is_file() or path.stat().st_size > _LARGEST_BYTES:
            return None
        found = json.loads(path.read_bytes(), parse_constant=lambda _: None)
    except (OSError, ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def read_scorecard(folder: Path) -> dict[str, Any] | None:
    """The session's scorecard; None where there is none that can be read."""
    found = read_json(folder, SCORECARD_NAME)
    return found if found is not None and found.get("format") == 1 else None


def save_json(folder: Path, name: str, value: Mapping[str, object], disk: Disk = DISK) -> None:
    """Replace a file of the session in one step. Raises OSError."""
    text = json.dumps(value, ensure_ascii=False, indent=1)
    save(disk, folder / name, text.encode("utf-8", "backslashreplace") + b"\n")


def has_scorecard_file(folder: Path) -> bool:
    """Whether a scorecard is there at all, readable or not."""
    return (folder / SCORECARD_NAME).exists()


def objects(value: object) -> list[dict[str, Any]]:
    """The objects of a list; [] for anything else."""
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []


def an_object(value: object) -> dict[str, Any]:
    """The object, {} for anything else."""
    return value if isinstance(value, dict) else {}


def number(value: object) -> float | None:
    """A finite number, None for anything else."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return float(value) if math.isfinite(value) else None


def text(value: object) -> str:
    """The text, "" for anything else."""
    return value if isinstance(value, str) else ""


def texts(value: object) -> list[str]:
    """The texts of a list; [] for anything else."""
    return [each for each in value if isinstance(each, str)] if isinstance(value, list) else []
