"""`voice-coach sessions`: what has been recorded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from voice_coach.cli import options
from voice_coach.cli.recover import keep_what_was_interrupted
from voice_coach.cli.say import columns, minutes_and_seconds, say, say_json

if TYPE_CHECKING:
    from voice_coach.sessions.reading import Listed

_HEADS = ("Session", "Started", "Length", "State", "Scenario")


def sessions(recordings: options.Recordings = None, json: options.AsJson = False) -> None:
    """List the recorded sessions, oldest first.

    \b
    Example:
      voice-coach sessions --json
    """
    from voice_coach.sessions.reading import list_sessions

    folder = options.recordings_of(recordings)
    keep_what_was_interrupted(folder)
    listed = list_sessions(folder)
    if json:
        say_json([_object(each) for each in listed])
    elif listed:
        say(columns([_row(each) for each in listed], _HEADS))
    else:
        say(f"No sessions yet in {folder}; `voice-coach demo` makes one.")


def _row(listed: Listed) -> tuple[str, ...]:
    manifest = listed.manifest
    if manifest is None:
        return (listed.id, "", "", "damaged", listed.problem)
    started = f"{manifest.started_at:%Y-%m-%d %H:%M}"
    title = manifest.scenario.title or manifest.scenario.id
    return (listed.id, started, minutes_and_seconds(manifest.duration_s), manifest.state.value, title)


def _object(listed: Listed) -> dict[str, object]:
    head: dict[str, object] = {"id": listed.id, "folder": str(listed.folder), "problem": listed.problem}
    return head if listed.manifest is None else {**listed.manifest.to_json(), **head}
