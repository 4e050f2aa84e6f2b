"""`voice-coach recover`: interrupted sessions made whole; other commands do it first, in a line each."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

import typer

from voice_coach.cli import options
from voice_coach.cli.say import complain, minutes_and_seconds, say, say_json

if TYPE_CHECKING:
    from pathlib import Path

    from voice_coach.sessions.recovery import Recovered


def recover(recordings: options.Recordings = None, json: options.AsJson = False) -> None:
    """Make sessions whole that a crash or a power cut interrupted. Safe to repeat.

    \b
    Example:
      voice-coach recover
    """
    from voice_coach.sessions.recovery import recover_all

    found = recover_all(options.recordings_of(recordings))
    if json:
        say_json([{"id": each.id, **asdict(each)} for each in found])
    else:
        say("\n".join(sentence_of(each) for each in found) or "No session was interrupted.")
    if any(each.problem for each in found):
        raise typer.Exit(1)


def keep_what_was_interrupted(recordings: Path) -> None:
    """Make interrupted sessions whole before anything else, and say in a line each what was kept.

    Deletions that were interrupted are completed first."""
    from voice_coach.sessions.deleting import finish_deletions
    from voice_coach.sessions.recovery import recover_all

    for session_id in finish_deletions(recordings):
        complain(f"The deletion of {session_id} had been interrupted; it is gone now.")
    for each in recover_all(recordings):
        complain(sentence_of(each))


def sentence_of(recovered: Recovered) -> str:
    """What became of an interrupted session."""
    if recovered.problem:
        return f"{recovered.id} could not be recovered: {recovered.problem}"
    kept = f"{minutes_and_seconds(recovered.sound_s)} of sound and {_turns(recovered.turns)} were kept"
    damaged = (
        f"; {recovered.damaged_lines} damaged log lines were left out" if recovered.damaged_lines else ""
    )
    return f"{recovered.id} had been interrupted: {kept}{damaged}."


def _turns(count: int) -> str:
    return "1 turn" if count == 1 else f"{count} turns"
