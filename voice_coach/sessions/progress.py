"""How somebody does over several sessions: levels and measures in order, trends where there are enough."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from itertools import combinations
from statistics import median
from typing import Any

from voice_coach.coaching.checklist import BY_HAND, CHECKLIST, shown_by_rounds
from voice_coach.coaching.drill_results import RoundResult
from voice_coach.sessions.summary import Summary

FEWEST_FOR_TREND = 3
"""Fewer sessions show chance, not a direction."""
LEAST_LEVEL_STEP = 0.1
"""Levels a session; less is called steady."""
LEAST_SHARE_STEP = 0.03
"""Of the baseline a session, for measures of delivery; less is called steady."""
SIMULATED = "demo"


@dataclass(frozen=True, slots=True)
class Line:
    """One measure over the sessions that have it, oldest first."""

    name: str
    values: tuple[tuple[str, float], ...]
    """Session id and value."""
    baseline: float | None
    """Median of all but the newest: the person's own."""
    trend: str | None
    """`up`, `down` or `steady`; None with fewer than three sessions."""

    def to_json(self) -> dict[str, Any]:
        """As `progress --json` prints it."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Progress:
    """Over all sessions that count."""

    sessions: tuple[Summary, ...]
    levels: tuple[Line, ...]
    delivery: tuple[Line, ...]
    signals: tuple[Line, ...]
    """How often each was counted, a session without it as 0."""
    checklist: tuple[tuple[str, str, str | None], ...]
    """Id, sentence, and the first session that showed it."""

    def to_json(self) -> dict[str, Any]:
        """As `progress --json` prints it."""
        return {
            "sessions": [session.to_json() for session in self.sessions],
            "fewest_for_trend": FEWEST_FOR_TREND,
            "levels": [line.to_json() for line in self.levels],
            "delivery": [line.to_json() for line in self.delivery],
            "signals": [line.to_json() for line in self.signals],
            "checklist": [
                {"id": name, "says": says, "shown_in": session} for name, says, session in self.checklist
            ],
            "by_hand": BY_HAND,
        }


def progress(
    summaries: Iterable[Summary],
    with_demos: bool = False,
    scenario: str = "",
    rounds: Iterable[RoundResult] = (),
) -> Progress:
    """From the library, oldest first; simulated candidates count only where asked for.

    Complete `rounds` of drills tick the checklist, too.
    """
    kept = [s for s in summaries if s.is_judged and (with_demos or s.mode != SIMULATED)]
    kept = [s for s in kept if scenario in ("", s.scenario)]
    levels = _lines(kept, _names(s.levels for s in kept), _level, LEAST_LEVEL_STEP)
    delivery = _lines(kept, _names(s.delivery for s in kept), _measure, None)
    signals = _lines(kept, _names(s.flags for s in kept), _count, LEAST_LEVEL_STEP)
    return Progress(tuple(kept), levels, delivery, signals, tuple(_ticked(kept, rounds)))


def trend_of(values: Sequence[float], least_step: float) -> str | None:
    """The direction of a series by the median of all pairwise slopes (Theil-Sen), which one bad day does
    not turn."""
    if len(values) < FEWEST_FOR_TREND:
        return None
    slope = median((b - a) / (j - i) for (i, a), (j, b) in combinations(enumerate(values), 2))
    if abs(slope) < least_step:
        return "steady"
    return "up" if slope > 0 else "down"


def _names(found: Iterable[Iterable[str]]) -> list[str]:
    return list(dict.fromkeys(name for each in found for name in each))


def _level(summary: Summary, name: str) -> float | None:
    return summary.levels.get(name)


def _measure(summary: Summary, name: str) -> float | None:
    return summary.delivery.get(name)


def _count(summary: Summary, name: str) -> float | None:
    return float(summary.flags.get(name, 0))


def _lines(
    kept: Sequence[Summary], names: Iterable[str], value_of: Any, least_step: float | None
) -> tuple[Line, ...]:
    lines = (_line(kept, name, value_of, least_step) for name in names)
    return tuple(line for line in lines if line.values)


def _line(kept: Sequence[Summary], name: str, value_of: Any, least_step: float | None) -> Line:
    pairs = ((s.id, value_of(s, name)) for s in kept)
    values = tuple((session, float(value)) for session, value in pairs if value is not None)
    numbers = [value for _, value in values]
    baseline = round(median(numbers[:-1]), 2) if len(numbers) > 1 else None
    step = least_step or LEAST_SHARE_STEP * abs(baseline or 1.0)
    return Line(name, values, baseline, trend_of(numbers, step))


def _ticked(kept: Sequence[Summary], rounds: Iterable[RoundResult]) -> Iterable[tuple[str, str, str | None]]:
    shown = [(name, summary.id) for summary in kept for name in summary.shown]
    shown += [(name, result.session) for result in rounds for name in shown_by_rounds([result])]
    first: dict[str, str] = {}
    for name, session in sorted(shown, key=lambda each: each[1]):
        first.setdefault(name, session)
    for name, says in CHECKLIST.items():
        yield name, says, first.get(name)
