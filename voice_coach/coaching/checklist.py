"""The preparation checklist, which ticks itself from what was recorded."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from voice_coach.coaching.drill_results import RoundResult

CHECKLIST = {
    "framework": "Mapped choices to latency, cost and compliance in one session",
    "questions": "Asked about the KPI, the traffic and privacy",
    "tradeoffs": "Put real numbers with a source on a trade-off",
    "restatement": "Restated a problem within one minute",
    "simulation": "Held a 45-minute interview with feedback on judgement",
    "compensation": "Said a pay range with its reason",
}
"""Id -> what it takes, in the order of preparing."""
BY_HAND = "Collected your material in a structured form"
"""The one point that no recording shows."""
_LIMITS = frozenset({"latency", "cost", "compliance"})
_WHOLE_ROUND_S = 40 * 60.0


def shown_in(scorecard: Mapping[str, Any], duration_s: float) -> Iterator[str]:
    """Ids of the checklist that a judged session ticks; a scorecard of odd shape ticks nothing."""
    opening = scorecard.get("opening")
    opening = opening if isinstance(opening, Mapping) else {}
    restatement = opening.get("restatement")
    rows = {
        "framework": _kinds(scorecard) >= _LIMITS,
        "questions": bool(opening.get("covered")) and opening.get("not_covered") == [],
        "tradeoffs": any(t.get("quantified") and t.get("source") for t in _rows(scorecard, "tradeoffs")),
        "restatement": isinstance(restatement, Mapping) and restatement.get("within_limit") is True,
        "simulation": duration_s >= _WHOLE_ROUND_S,
        "compensation": {"comp_range", "comp_reason"} <= _ids(scorecard),
    }
    return (name for name, is_shown in rows.items() if is_shown)


_BY_DRILL = {"probe": "questions", "restate": "restatement", "compensation": "compensation"}
_QUANTIFIED = frozenset({"gain", "price", "period", "source"})


def shown_by_rounds(rounds: Iterable[RoundResult]) -> Iterator[str]:
    """Ids of the checklist that rounds of drills tick: a complete one, whichever try it was."""
    for result in rounds:
        if result.is_clean and result.drill in _BY_DRILL:
            yield _BY_DRILL[result.drill]
        if result.drill == "quantify" and set(result.met) >= _QUANTIFIED:
            yield "tradeoffs"


def _rows(scorecard: Mapping[str, Any], name: str) -> list[Mapping[str, Any]]:
    found = scorecard.get(name)
    return [each for each in found if isinstance(each, Mapping)] if isinstance(found, list) else []


def _kinds(scorecard: Mapping[str, Any]) -> set[object]:
    return {str(row.get("kind")) for row in _rows(scorecard, "constraint_map") if row.get("choices")}


def _ids(scorecard: Mapping[str, Any]) -> set[object]:
    return {str(signal.get("id")) for signal in _rows(scorecard, "signals")}
