"""The committee's packet: what speaks for and against, what would change the verdict, what to practise
next."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from voice_coach.coaching.record import Record
from voice_coach.coaching.scorecard import GATES, Dimension, Judgement, Verdict, verdict
from voice_coach.coaching.signals import Signal, SignalId

WEIGHT = (
    Dimension.TRADEOFF_CLARITY,
    Dimension.IMPACT,
    Dimension.PRIORITISATION,
    Dimension.FRAMING,
    Dimension.CONSTRAINTS,
    Dimension.PRODUCT_SENSE,
    Dimension.PRESSURE,
    Dimension.TECHNICAL_CREDIBILITY,
)
"""Which dimension is named first where levels are equal."""
DRILLS: Mapping[Dimension, str] = {
    Dimension.FRAMING: "opening",
    Dimension.CONSTRAINTS: "constraints",
    Dimension.TRADEOFF_CLARITY: "quantify",
    Dimension.PRIORITISATION: "prioritise",
    Dimension.IMPACT: "quantify",
    Dimension.PRODUCT_SENSE: "story",
    Dimension.PRESSURE: "sketch",
    Dimension.TECHNICAL_CREDIBILITY: "map",
}
_DRILLS_SHOWN = 3
_OUTCOMES = {
    SignalId.SKETCH_REFRAMED: "reframed",
    SignalId.SKETCH_OBEYED: "obeyed",
    SignalId.SKETCH_REFUSED: "refused",
}
_SUBSTANCE = (
    SignalId.CONSTRAINT_STATED,
    SignalId.CHOICE_MAPPED,
    SignalId.TRADEOFF_QUANTIFIED,
    SignalId.PRIORITISED,
    SignalId.USER_STORY,
    SignalId.IMPACT_STATED,
)


def packet(record: Record, judgements: Sequence[Judgement], level: str | None = None) -> dict[str, object]:
    """Everything the committee is handed besides the dimensions; `level` is the one the scenario hires
    for."""
    reached = verdict(record.words, judgements, record.is_english)
    return {
        "verdict": reached.value,
        "level": level,
        "for": _reason(strongest(judgements), "Nothing stood out."),
        "against": _reason(weakest(judgements), "Nothing spoke against."),
        "hints_used": sum(1 for turn in record.turns if turn.move == "hint"),
        "pressure_moments": [_moment(record, request) for request in record.of(SignalId.SKETCH_REQUEST)],
        "would_change": would_change(record, judgements, reached),
        "practise_next": _practice(judgements),
    }


def strongest(judgements: Sequence[Judgement]) -> Judgement | None:
    """The best dimension that is strong at least."""
    good = [j for j in judgements if (j.level or 0) >= 3]
    return max(good, key=lambda j: (j.level or 0, -WEIGHT.index(j.dimension)), default=None)


def weakest(judgements: Sequence[Judgement]) -> Judgement | None:
    """The worst dimension that is not very strong."""
    poor = [j for j in judgements if j.level is not None and j.level < 4]
    return min(
        poor, key=lambda j: (j.level or 0, j.dimension not in GATES, WEIGHT.index(j.dimension)), default=None
    )


def _reason(judgement: Judgement | None, otherwise: str) -> dict[str, object]:
    if judgement is None:
        return {"dimension": None, "sentence": otherwise, "evidence": []}
    evidence = [e.to_json() for e in judgement.evidence[:1]]
    return {"dimension": judgement.dimension.value, "sentence": judgement.sentence, "evidence": evidence}


def _moment(record: Record, request: Signal) -> dict[str, object]:
    """A request to draw, what was made of it, and whether reasoning came back within two turns."""
    answers = [s for s in record.of(*_OUTCOMES) if s.turn > request.turn][:1]
    next_turn = next((t for t in record.turns if t.turn > request.turn and t.by_candidate), None)
    answer = answers[0] if answers and next_turn is not None and answers[0].turn == next_turn.turn else None
    outcome = _OUTCOMES[answer.id] if answer is not None else "not told" if next_turn is None else "answered"
    return {
        "turn": request.turn,
        "t_s": round(request.t_s, 2),
        "request": request.quote,
        "answer_turn": next_turn.turn if next_turn is not None else None,
        "answer": answer.quote if answer is not None else None,
        "outcome": outcome,
        "recovered": outcome == "reframed" or _recovers(record, request.turn + 2),
    }


def _recovers(record: Record, after_turn: int) -> bool:
    return any(after_turn <= s.turn <= after_turn + 3 for s in record.of(*_SUBSTANCE))


def would_change(record: Record, judgements: Sequence[Judgement], reached: Verdict) -> str:
    """The fewest weak dimensions that would have to be strong for a better verdict, as a sentence."""
    if reached is Verdict.NOT_ENOUGH_EVIDENCE:
        return "A verdict needs more to judge: speak for a few minutes in English."
    if reached is Verdict.STRONG_HIRE:
        return "Only a dimension falling below strong would change it."
    raised = list(judgements)
    names: list[str] = []
    for weak in sorted(
        judgements, key=lambda j: (j.level or 9, j.dimension not in GATES, WEIGHT.index(j.dimension))
    ):
        if weak.level is None or weak.level == 4:
            continue
        raised[raised.index(weak)] = replace(weak, level=3 if weak.level < 3 else 4)
        names.append(weak.dimension.value.replace("_", " "))
        better = verdict(record.words, raised, record.is_english)
        if _rank(better) > _rank(reached):
            goal = "very strong" if reached is Verdict.HIRE else "strong"
            return f"With {', '.join(names)} {goal} it would be {better.value.replace('_', ' ')}."
    return "More of the dimensions would have to be shown."


def _rank(which: Verdict) -> int:
    return list(Verdict).index(which)


def _practice(judgements: Sequence[Judgement]) -> list[dict[str, object]]:
    weak = sorted(
        (j for j in judgements if j.level is not None and j.level < 4 and j.advice),
        key=lambda j: (j.level or 0, j.dimension not in GATES, WEIGHT.index(j.dimension)),
    )
    chosen: dict[str, dict[str, object]] = {}
    for judgement in weak:
        drill = DRILLS[judgement.dimension]
        chosen.setdefault(
            drill, {"drill": drill, "dimension": judgement.dimension.value, "why": judgement.advice}
        )
    return list(chosen.values())[:_DRILLS_SHOWN]
