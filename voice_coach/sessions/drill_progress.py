"""How each drilled skill develops, against the person's own earlier rounds and nobody else's."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from itertools import groupby
from statistics import mean, median
from typing import Any

from voice_coach.coaching.drill_results import RoundResult, first_try_rate, rung_of
from voice_coach.sessions.progress import LEAST_SHARE_STEP, trend_of


@dataclass(frozen=True, slots=True)
class DrillLine:
    """One skill over the sessions in which it was drilled, oldest first."""

    id: str
    title: str
    rung: int
    """Where its ladder stands, 1 for the lowest."""
    rungs: int
    rounds: int
    first_try_rate: float
    """Share of rounds that were complete at the first try."""
    shares: tuple[tuple[str, float], ...]
    """Session id, and the share of the points that were there at the first try, 0 to 1."""
    baseline: float | None
    """Median of all sessions but the newest; None with one."""
    trend: str | None
    """`up`, `down` or `steady` over the sessions on this rung, where another thing is asked than on the
    others; None with fewer than three."""

    def to_json(self) -> dict[str, Any]:
        """As `progress --json` prints it."""
        return asdict(self)


def drill_lines(rounds: Iterable[RoundResult], ladders: Mapping[str, tuple[str, int]]) -> list[DrillLine]:
    """A line for each skill that was drilled; `ladders` has the title and the number of rungs by id."""
    return list(_lines(list(rounds), ladders))


def _lines(rounds: Sequence[RoundResult], ladders: Mapping[str, tuple[str, int]]) -> Iterator[DrillLine]:
    for name, (title, rungs) in ladders.items():
        own = [each for each in rounds if each.drill == name]
        rate = first_try_rate(own)
        if rate is None:
            continue
        shares = tuple(_by_session(own))
        yield DrillLine(
            id=name,
            title=title,
            rung=rung_of(own, rungs) + 1,
            rungs=rungs,
            rounds=len(own),
            first_try_rate=round(rate, 3),
            shares=shares,
            baseline=round(median(share for _, share in shares[:-1]), 2) if len(shares) > 1 else None,
            trend=_trend(own),
        )


def _by_session(own: Sequence[RoundResult]) -> Iterator[tuple[str, float]]:
    firsts = (each for each in own if each.is_first_try)
    for session, results in groupby(firsts, key=lambda each: each.session):
        yield session, round(mean(each.share for each in results), 3)


def _trend(own: Sequence[RoundResult]) -> str | None:
    rung = [each.rung for each in own if each.is_first_try][-1]
    here = _by_session([each for each in own if each.rung == rung])
    return trend_of([share for _, share in here], LEAST_SHARE_STEP)
