"""After the session: the scorecard beside it, and its gist in a few lines."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from voice_coach.cli.say import harmless
from voice_coach.errors import VoiceCoachError

if TYPE_CHECKING:
    from voice_coach.cli.chairs import Tell
    from voice_coach.coaching.scenario import Scenario


def write_up(folder: Path, scenario: Scenario, tell: Tell) -> None:
    """Judge a finished session and say where it lies; a failed judgement loses nothing and is said."""
    from voice_coach.assess import assess_session

    try:
        scorecard = assess_session(folder, scenario)
    except VoiceCoachError as error:
        tell(f"The session is in {folder}; it could not be assessed: {error}")
        return
    for line in gist_of(scorecard):
        tell(line)
    tell(f"The session is in {folder}.")
    tell(f"Hear it again: voice-coach replay {folder.name}")


def gist_of(scorecard: Mapping[str, object]) -> list[str]:
    """The debrief in a few lines."""
    return [harmless(str(scorecard))]
