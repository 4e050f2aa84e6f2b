"""`voice-coach sessions`: what has been recorded."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from voice_coach.cli import options
from voice_coach.cli.recover import keep_what_was_interrupted
from voice_coach.cli.say import columns, minutes_and_seconds, say, say_json

if TYPE_CHECKING:
    from pathlib import Path

    from voice_coach.sessions.reading import Listed
    from voice_coach.sessions.summary import Summary

_HEADS = ("Session", "Started", "Length", "State", "Verdict", "Scenario")


def sessions(recordings: options.Recordings = None, json: options.AsJson = False) -> None:
    """List the recorded sessions with their verdicts, oldest first.

    \b
    Example:
      voice-coach sessions --json
    """
    from voice_coach.sessions.index import Index
    from voice_coach.sessions.reading import list_sessions

    folder = options.recordings_of(recordings)
    keep_what_was_interrupted(folder)
    listed = list_sessions(folder)
    with Index(folder) as index:
        index.refresh()
        judged = {summary.id: summary for summary in index.sessions()}
    if json:
        say_json([_object(each, judged.get(each.id)) for each in listed])
    elif listed:
        say(columns([_row(each, judged.get(each.id)) for each in listed], _HEADS))
    else:
        say(_none_in(folder))


def _none_in(folder: Path) -> str:
    return f"No sessions yet in {folder}; `voice-coach demo` makes one."


def _row(listed: Listed, judged: Summary | None) -> tuple[str, ...]:
    manifest = listed.manifest
    if manifest is None:
        return (listed.id, "", "", "damaged", "", listed.problem)
    verdict = ((judged and judged.verdict) or "").replace("_", " ")
    started = f"{manifest.started_at:%Y-%m-%d %H:%M}"
    title = manifest.scenario.title or manifest.scenario.id
    length = minutes_and_seconds(manifest.duration_s)
    return (listed.id, started, length, manifest.state.value, verdict, title)


def _object(listed: Listed, judged: Summary | None) -> dict[str, Any]:
    head: dict[str, Any] = {"id": listed.id, "folder": str(listed.folder), "problem": listed.problem}
    if judged is not None:
        head |= {"verdict": judged.verdict, "levels": dict(judged.levels), "flags": dict(judged.flags)}
    return head if listed.manifest is None else {**listed.manifest.to_json(), **head}
