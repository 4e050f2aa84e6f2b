"""The opening minutes: restate, probe, name constraints, give the approach, in that order."""

from __future__ import annotations

from itertools import pairwise

from voice_coach.coaching.record import Record
from voice_coach.coaching.signals import QuestionKind, Signal, SignalId

OPENING_SHARE = 5 / 45
"""Of the planned time."""
SHORTEST_S, LONGEST_S = 60.0, 300.0
RESTATEMENT_LIMIT_S = 60.0
TOPICS = (QuestionKind.KPI, QuestionKind.TRAFFIC, QuestionKind.PRIVACY)
"""What the questions are to cover; segment and volume earn credit."""
_STEPS = {
    "restatement": SignalId.RESTATEMENT,
    "questions": SignalId.PROBING_QUESTION,
    "constraints": SignalId.CONSTRAINT_STATED,
    "approach": SignalId.APPROACH_STATED,
}


def opening(record: Record, planned_s: float | None = None) -> dict[str, object]:
    """What was done when at the beginning; `planned_s` is the round's planned length, its true length
    by default."""
    until_s = min(LONGEST_S, max(SHORTEST_S, (planned_s or record.duration_s) * OPENING_SHARE))
    questions = record.of(SignalId.PROBING_QUESTION)
    firsts = {step: _first_s(record, signal_id) for step, signal_id in _STEPS.items()}
    done = {step: t_s for step, t_s in firsts.items() if t_s is not None}
    kinds = record.kinds(SignalId.PROBING_QUESTION)
    return {
        "until_s": round(until_s, 1),
        "restatement": _restatement(record),
        "questions": [
            {"turn": s.turn, "t_s": round(s.t_s, 2), "topic": s.kind, "quote": s.quote} for s in questions
        ],
        "covered": [topic.value for topic in TOPICS if topic in kinds],
        "not_covered": [topic.value for topic in TOPICS if topic not in kinds],
        "credit": sorted(kinds & {QuestionKind.SEGMENT, QuestionKind.VOLUME}),
        "constraints_s": firsts["constraints"],
        "approach_s": firsts["approach"],
        "order": sorted(done, key=lambda step: done[step]),
        "in_order": all(a <= b for a, b in pairwise(done.values())) if len(done) > 1 else None,
        "late": [step for step, t_s in done.items() if t_s > until_s],
        "missing": [step for step in _STEPS if step not in done],
    }


def _first_s(record: Record, signal_id: SignalId) -> float | None:
    return min((round(s.t_s, 2) for s in record.of(signal_id)), default=None)


def _restatement(record: Record) -> dict[str, object] | None:
    found = next(iter(record.of(SignalId.RESTATEMENT)), None)
    if found is None:
        return None
    end_s = _end_s(record, found)
    return {
        "turn": found.turn,
        "t_s": round(found.t_s, 2),
        "length_s": round(end_s - found.t_s, 1),
        "within_limit": end_s - found.t_s <= RESTATEMENT_LIMIT_S,
        "quote": found.quote,
    }


def _end_s(record: Record, restatement: Signal) -> float:
    """It lasts until the first question or constraint of its turn, else until the turn ends."""
    later = record.in_turn(restatement.turn, SignalId.PROBING_QUESTION, SignalId.CONSTRAINT_STATED)
    starts = [s.t_s for s in later if s.t_s > restatement.t_s]
    return min(starts, default=record.turns[restatement.turn].end_s)
