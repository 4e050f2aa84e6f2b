"""Scorecards in the folders of their sessions; none is ever lost."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from voice_coach.assess.reading import load_target
from voice_coach.assess.scoring import assess
from voice_coach.coaching.scenario import Scenario
from voice_coach.engines.protocols import LanguageModel
from voice_coach.errors import SessionError
from voice_coach.sessions.disk import DISK, Disk, save

SCORECARD_NAME = "scorecard.json"


def assess_session(
    folder: Path, scenario: Scenario | None = None, model: LanguageModel | None = None, disk: Disk = DISK
) -> dict[str, Any]:
    """Assess a session and keep the scorecard in its folder. Raises SessionError."""
    scorecard = assess(load_target(folder), scenario, model)
    keep_scorecard(folder, scorecard, disk)
    return scorecard


def keep_scorecard(folder: Path, scorecard: Mapping[str, object], disk: Disk = DISK) -> Path:
    """Write scorecard.json; the one before it lives on as scorecard-1.json, scorecard-2.json, … Raises
    SessionError."""
    path = folder / SCORECARD_NAME
    try:
        if path.is_file():
            save(disk, _free_name(folder), path.read_bytes())
        save(
            disk,
            path,
            json.dumps(scorecard, ensure_ascii=False, indent=1).encode("utf-8", "backslashreplace") + b"\n",
        )
    except OSError as error:
        raise SessionError(
            f"The scorecard of {folder.name!r} cannot be written: {error.strerror}.",
            "Make room or mend the rights, then assess again.",
        ) from error
    return path


def _free_name(folder: Path) -> Path:
    number = 1
    while (folder / f"scorecard-{number}.json").exists():
        number += 1
    return folder / f"scorecard-{number}.json"
