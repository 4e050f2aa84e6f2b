"""The library: which sessions are listed, in which order, and what each line shows."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from voice_coach.sessions.summary import Summary

PER_PAGE = 50
FLAGS_SHOWN = (
    "diagram_first",
    "sketch_obeyed",
    "sketch_refused",
    "laundry_list",
    "jargon_stretch",
    "arithmetic_error",
    "tradeoff_unquantified",
)
"""What a line of the library points at: faults, by the ids of their signals."""
MEASURE_NAMES: Mapping[str, str] = {
    "wpm": "Words a minute",
    "talk_share": "Share of the talking",
    "longest_monologue_s": "Longest stretch, seconds",
    "response_delay_s": "Answers began after, seconds",
    "long_pauses": "Long pauses",
    "hedges_per_min": "Hedges a minute",
    "fillers_per_min": "Fillers a minute",
}
"""What a measure of delivery is called on the page."""
_VERDICTS = ("no_hire", "borderline", "hire", "strong_hire")

SORTS: Mapping[str, Callable[[Summary], tuple[object, ...]]] = {
    "newest": lambda s: (s.id,),
    "oldest": lambda s: (s.id,),
    "longest": lambda s: (s.duration_s, s.id),
    "best": lambda s: (_VERDICTS.index(s.verdict) if s.verdict in _VERDICTS else -1, s.id),
    "scenario": lambda s: (s.name.lower(), s.id),
}
_DESCENDING = frozenset({"newest", "longest", "best"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What the reader asked for; whatever makes no sense is as if it had not been asked."""

    words: str = ""
    scenario: str = ""
    verdict: str = ""
    mode: str = ""
    sort: str = "newest"
    page: int = 1

    @classmethod
    def of(cls, query: Mapping[str, str]) -> Wish:
        """From the address's query."""
        page = query.get("page", "1")
        sort = query.get("sort", "newest")
        return cls(
            words=query.get("q", "").strip()[:200],
            scenario=query.get("scenario", ""),
            verdict=query.get("verdict", ""),
            mode=query.get("mode", ""),
            sort=sort if sort in SORTS else "newest",
            page=min(100_000, max(1, int(page)))
            if page.isascii() and page.isdigit() and len(page) < 7
            else 1,
        )


@dataclass(frozen=True, slots=True)
class Shelf:
    """One page of the library."""

    sessions: tuple[Summary, ...]
    total: int
    page: int
    pages: int
    scenarios: tuple[tuple[str, str], ...]
    """Id and name of every scenario that was practised."""
    modes: tuple[str, ...]


def shelf_of(summaries: Sequence[Summary], wish: Wish) -> Shelf:
    """The sessions that the wish names, in its order."""
    kept = [s for s in summaries if _is_wanted(s, wish)]
    kept.sort(key=SORTS[wish.sort], reverse=wish.sort in _DESCENDING)
    pages = max(1, -(-len(kept) // PER_PAGE))
    page = min(wish.page, pages)
    names = {s.scenario: s.name for s in summaries if s.scenario}
    return Shelf(
        tuple(kept[(page - 1) * PER_PAGE : page * PER_PAGE]),
        len(kept),
        page,
        pages,
        tuple(sorted(names.items(), key=lambda each: each[1].lower())),
        tuple(sorted({s.mode for s in summaries if s.mode})),
    )


def flags_of(summary: Summary) -> list[tuple[str, int]]:
    """The faults of a session and how often each was counted."""
    return [(name, summary.flags[name]) for name in FLAGS_SHOWN if summary.flags.get(name)]


def _is_wanted(summary: Summary, wish: Wish) -> bool:
    return (
        wish.scenario in ("", summary.scenario)
        and wish.mode in ("", summary.mode)
        and wish.verdict in ("", summary.verdict or "none")
    )
