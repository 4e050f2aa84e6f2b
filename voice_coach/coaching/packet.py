"""The committee's packet: what speaks for and against, what would change the verdict, what to hear and to
practise next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from voice_coach.coaching.left_out import limits_not_named, not_asked
from voice_coach.coaching.practice import practice
from voice_coach.coaching.pressure_moments import pressure_moments
from voice_coach.coaching.record import Record
from voice_coach.coaching.scenario import Scenario
from voice_coach.coaching.scorecard import (
    GATES,
    STRONG_LEVEL,
    TOP_LEVEL,
    Dimension,
    Judgement,
    Verdict,
    rank,
    verdict,
    words_of,
)
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
OPENING_DIMENSIONS = (Dimension.FRAMING, Dimension.PRESSURE)
_ONLY_PAY = "The talk was about pay, and speaks neither for nor against."
ONLY_THE_OPENING = "An opening alone gives no verdict."
_TURNING_POINTS = (
    (SignalId.SKETCH_OBEYED, "You were asked to draw and drew. Hear what was still unsettled."),
    (SignalId.DIAGRAM_FIRST, "The components come before any limit here. Hear what the listener lacks."),
    (
        SignalId.SKETCH_REFUSED,
        "You were asked to draw and refused. Hear how a yes with a condition would fit.",
    ),
    (SignalId.LAUNDRY_LIST, "Several options, none of them chosen. Hear where a choice would have ended it."),
    (SignalId.ARITHMETIC_ERROR, "The sum is off here. Hear how fast it goes by."),
    (SignalId.JARGON_STRETCH, "A long technical stretch. Listen for the user in it."),
)
"""Where a conversation lost most, the worst first."""


def of_the_opening(judgements: Sequence[Judgement]) -> tuple[Judgement, ...]:
    """What an opening alone can be judged by; the rest has no level."""
    return tuple(
        j
        if j.dimension in OPENING_DIMENSIONS
        else Judgement(j.dimension, None, "Not part of the opening.", "")
        for j in judgements
    )


def packet(
    record: Record,
    judgements: Sequence[Judgement],
    scenario: Scenario | None = None,
    *,
    opening_only: bool = False,
) -> dict[str, object]:
    """Everything the committee is handed besides the dimensions; a scenario tells what was there to be
    found. An opening alone gets no verdict."""
    reached = verdict(record.words, judgements, record.is_english)
    if opening_only:
        reached = Verdict.NOT_ENOUGH_EVIDENCE
    return {
        "verdict": reached.value,
        "round": "opening" if opening_only else "whole",
        "level": scenario.level if scenario else None,
        **_for_and_against(record, judgements),
        "hints_used": sum(1 for turn in record.turns if turn.move == "hint"),
        "pressure_moments": pressure_moments(record),
        "would_change": ONLY_THE_OPENING if opening_only else would_change(record, judgements, reached),
        "hear_again": hear_again(record, judgements),
        "practise_next": practice(record, judgements, scenario, weakest(judgements)),
        "not_asked": not_asked(record, scenario),
        "limits_not_named": limits_not_named(record, scenario),
    }


def weakest_first(judgements: Sequence[Judgement]) -> list[Judgement]:
    """The dimensions that have a level, the worst in front; gates before the others, then what can be
    shown."""
    judged = [j for j in judgements if j.level is not None]
    return sorted(judged, key=_badness)


def _badness(judgement: Judgement) -> tuple[int, bool, bool, int]:
    is_gate, is_shown = judgement.dimension in GATES, bool(judgement.evidence)
    return judgement.level or 0, not is_gate, not is_shown, WEIGHT.index(judgement.dimension)


def strongest(judgements: Sequence[Judgement]) -> Judgement | None:
    """The best dimension that is strong at least."""
    good = [j for j in judgements if (j.level or 0) >= STRONG_LEVEL]
    return max(good, key=lambda j: (j.level or 0, -WEIGHT.index(j.dimension)), default=None)


def weakest(judgements: Sequence[Judgement]) -> Judgement | None:
    """The worst dimension that is not very strong."""
    return next((j for j in weakest_first(judgements) if (j.level or 0) < TOP_LEVEL), None)


def _for_and_against(record: Record, judgements: Sequence[Judgement]) -> dict[str, object]:
    if all(judgement.level is None for judgement in judgements):
        told = _ONLY_PAY if record.is_about_pay else "Too little was said to speak for or against."
        neither = _reason(None, told)
        return {"for": neither, "against": neither}
    return {"for": _for(judgements), "against": _against(weakest(judgements))}


def _for(judgements: Sequence[Judgement]) -> dict[str, object]:
    best = strongest(judgements)
    if best is not None:
        return _reason(best, best.sentence)
    near = [j for j in judgements if (j.level or 0) > 1]
    nearest = max(near, key=lambda j: (bool(j.evidence), -WEIGHT.index(j.dimension)), default=None)
    if nearest is None:
        return _reason(None, "Nothing was strong yet.")
    return _reason(nearest, f"Nothing was strong yet; nearest to it, {words_of(nearest.dimension)}.")


def _against(judgement: Judgement | None) -> dict[str, object]:
    if judgement is None:
        return _reason(None, "Nothing spoke against.")
    if (judgement.level or 0) < STRONG_LEVEL:
        return _reason(judgement, judgement.sentence)
    name = words_of(judgement.dimension).capitalize()
    return _reason(judgement, f"{name} was strong, but not very strong. {judgement.advice}")


def _reason(judgement: Judgement | None, sentence: str) -> dict[str, object]:
    if judgement is None:
        return {"dimension": None, "sentence": sentence, "evidence": []}
    evidence = [e.to_json() for e in judgement.evidence[:1]]
    return {"dimension": judgement.dimension.value, "sentence": sentence, "evidence": evidence}


def hear_again(record: Record, judgements: Sequence[Judgement]) -> dict[str, object] | None:
    """The one moment worth hearing again: where most was lost, or else the best one."""
    for signal_id, why in _TURNING_POINTS:
        for signal in record.of(signal_id)[:1]:
            return _moment(record, signal, why)
    best = strongest(judgements)
    if best is None or not best.evidence:
        return None
    why = f"Your best moment for {words_of(best.dimension)}. Hear what makes it work."
    return {"why": why, **best.evidence[0].to_json()}


def _moment(record: Record, signal: Signal, why: str) -> dict[str, object]:
    return {"why": why, **record.evidence_of(signal).to_json()}


def would_change(record: Record, judgements: Sequence[Judgement], reached: Verdict) -> str:
    """The fewest weak dimensions that would have to be better for a better verdict, as a sentence."""
    if record.is_about_pay:
        return "Talks about pay get no verdict."
    if reached is Verdict.NOT_ENOUGH_EVIDENCE:
        return "A verdict needs more to judge: speak for a few minutes in English."
    if reached is Verdict.STRONG_HIRE:
        return "Only a dimension falling below strong would change it."
    raised, names = list(judgements), []
    for weak in weakest_first(judgements):
        if weak.level == TOP_LEVEL:
            continue
        better_level = STRONG_LEVEL if (weak.level or 0) < STRONG_LEVEL else TOP_LEVEL
        raised[raised.index(weak)] = replace(weak, level=better_level)
        names.append(words_of(weak.dimension))
        better = verdict(record.words, raised, record.is_english)
        if rank(better) > rank(reached):
            goal = "very strong" if better_level == TOP_LEVEL else "strong"
            return f"With {_and(names)} {goal}, it would be {_a(better)}."
    return "More of the dimensions would have to be shown."


def _a(which: Verdict) -> str:
    return "borderline" if which is Verdict.BORDERLINE else f"a {words_of(which)}"


def _and(names: Sequence[str]) -> str:
    return " and ".join(filter(None, [", ".join(names[:-1]), names[-1]]))
