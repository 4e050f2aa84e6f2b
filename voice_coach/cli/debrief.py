"""After the session: the scorecard beside it, and its gist in a few lines."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from voice_coach.cli.say import harmless, minutes_and_seconds
from voice_coach.errors import VoiceCoachError

if TYPE_CHECKING:
    from voice_coach.cli.chairs import Tell
    from voice_coach.coaching.scenario import Scenario

_LONGEST_QUOTE = 90


def write_up(folder: Path, scenario: Scenario, tell: Tell) -> Mapping[str, Any] | None:
    """Judge a finished session and say where it lies; a failed judgement loses nothing, is said, and None."""
    from voice_coach.assess import assess_session

    scorecard = None
    try:
        scorecard = assess_session(folder, scenario)
        lines = gist_of(scorecard)
    except VoiceCoachError as error:
        lines = [f"It could not be assessed: {error}"]
    for line in lines:
        tell(line)
    tell(f"The session is in {folder}.")
    tell(f"Hear it again: voice-coach replay {folder.name}. In full: voice-coach assess {folder.name}")
    return scorecard


def gist_of(scorecard: Mapping[str, Any]) -> list[str]:
    """The debrief in a few lines: verdict, strongest for and against, what to practise, how it was judged."""
    packet = scorecard["packet"]
    lines = ["", f"Verdict: {_words(scorecard['verdict'])}. {caution_of(scorecard)}".rstrip()]
    lines += _reason("For", packet.get("for")) + _reason("Against", packet.get("against"))
    for index, step in enumerate(packet.get("practise_next") or (), 1):
        lines.append(f"Practise {index}: {_words(step['drill'])}. {harmless(step['why'])}")
    return [*lines, ""]


def caution_of(scorecard: Mapping[str, Any]) -> str:
    """How far the verdict can be trusted, "" where the judge says nothing of it."""
    return harmless(str(scorecard["judge"].get("caution") or ""))


def _reason(side: str, reason: Mapping[str, Any] | None) -> list[str]:
    if not reason:
        return []
    lines = [f"{side}: {harmless(reason['sentence'])}"]
    for evidence in reason["evidence"][:1]:
        lines.append(f'  [{minutes_and_seconds(evidence["start_s"])}] "{_short(evidence["quote"])}"')
    return lines


def _short(quote: str) -> str:
    text = harmless(quote)
    return text if len(text) <= _LONGEST_QUOTE else text[:_LONGEST_QUOTE].rsplit(" ", 1)[0] + " ..."


def _words(name: str) -> str:
    return harmless(name).replace("_", " ")
