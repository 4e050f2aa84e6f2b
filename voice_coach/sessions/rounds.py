"""The rounds of drills that were recorded: what the sessions of mode `drill` say about themselves."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from voice_coach.coaching.drill_results import RoundResult
from voice_coach.errors import SessionError
from voice_coach.sessions.reading import Session, list_sessions

DRILL_MODE = "drill"


def rounds_in(recordings: Path) -> tuple[RoundResult, ...]:
    """Every round that was answered, oldest first; a session that cannot be read is left out.

    Raises SessionError for a recordings folder that cannot be read.
    """
    return tuple(
        result
        for listed in list_sessions(recordings)
        if listed.manifest is not None and listed.manifest.mode == DRILL_MODE
        for result in _rounds_of(listed.folder)
    )


def _rounds_of(folder: Path) -> Iterator[RoundResult]:
    try:
        session = Session(folder)
        events = session.events()
    except (SessionError, OSError):
        return
    day = session.manifest.started_at.toordinal()
    latest: dict[int, RoundResult] = {}
    for event in events:
        slots = event.get("slots") if event.get("type") == "turn" else None
        result = RoundResult.of_slots(slots, day, folder.name) if isinstance(slots, dict) else None
        if result is not None:
            latest[result.turn] = result
    yield from latest.values()
