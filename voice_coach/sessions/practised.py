"""What somebody has practised so far: rounds of drills, mocks, levels, ticks of the checklist."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from statistics import median

from voice_coach.coaching.checklist import shown_by_rounds
from voice_coach.coaching.drill_results import RoundResult
from voice_coach.sessions.index import Index
from voice_coach.sessions.rounds import rounds_in
from voice_coach.sessions.summary import Summary

MOCK_MODE = "practice"
SHORTEST_MOCK_S = 12 * 60.0
"""A shorter interview was a try and no mock."""
RECENT = 3
"""Judged sessions whose levels count."""


@dataclass(frozen=True, slots=True)
class Practised:
    """Derived from the recordings alone."""

    rounds: tuple[RoundResult, ...] = ()
    """Oldest first."""
    mock_days: tuple[int, ...] = ()
    """Ordinals of the days on which a whole interview was held, oldest first."""
    levels: Mapping[str, float] = field(default_factory=dict)
    """By dimension, the median of the latest scorecards."""
    shown: frozenset[str] = frozenset()
    """Ids of the preparation checklist that are ticked."""


def practised(recordings: Path) -> Practised:
    """Everything so far; demos do not count. Raises SessionError for a folder that cannot be read."""
    rounds = rounds_in(recordings)
    with Index(recordings) as index:
        index.refresh()
        own = [summary for summary in index.sessions() if summary.mode == MOCK_MODE]
    shown = {name for summary in own for name in summary.shown} | set(shown_by_rounds(rounds))
    return Practised(rounds, tuple(_mock_days(own)), levels_now(own), frozenset(shown))


def levels_now(summaries: Sequence[Summary]) -> dict[str, float]:
    """The median level of each dimension over the latest judged sessions, oldest first given."""
    recent = [summary for summary in summaries if summary.is_judged][-RECENT:]
    names = dict.fromkeys(name for summary in recent for name in summary.levels)
    found = {name: [level for s in recent if (level := s.levels.get(name)) is not None] for name in names}
    return {name: float(median(levels)) for name, levels in found.items() if levels}


def _mock_days(own: Iterable[Summary]) -> Iterable[int]:
    for summary in own:
        if summary.started_at and summary.duration_s >= SHORTEST_MOCK_S:
            yield datetime.fromisoformat(summary.started_at).toordinal()
