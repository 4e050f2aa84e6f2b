"""The dimensions of a judgement, and the verdict that follows from their levels.

How a level is found is in `anchors.py`; the anchors, in words, are in `docs/rubric.md`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from voice_coach.coaching.quotes import Evidence

FEWEST_WORDS = 75
"""Candidate words below which nothing is judged."""
TOP_LEVEL = 4
STRONG_LEVEL = 3


class Dimension(StrEnum):
    """What is judged."""

    FRAMING = "framing"
    CONSTRAINTS = "constraints"
    TRADEOFF_CLARITY = "tradeoff_clarity"
    PRIORITISATION = "prioritisation"
    IMPACT = "impact"
    PRODUCT_SENSE = "product_sense"
    PRESSURE = "pressure"
    TECHNICAL_CREDIBILITY = "technical_credibility"


class Verdict(StrEnum):
    """What a committee would say, worst to best after the first."""

    NOT_ENOUGH_EVIDENCE = "not_enough_evidence"
    NO_HIRE = "no_hire"
    BORDERLINE = "borderline"
    HIRE = "hire"
    STRONG_HIRE = "strong_hire"


@dataclass(frozen=True, slots=True)
class Judgement:
    """One dimension, judged."""

    dimension: Dimension
    level: int | None
    """1 very weak, 2 weak, 3 strong, 4 very strong; None: not enough evidence."""
    sentence: str
    """What was shown, or what was not."""
    advice: str
    """What would have raised it; "" at the top level."""
    evidence: tuple[Evidence, ...] = ()
    """The most telling first."""

    def to_json(self) -> dict[str, object]:
        """As it stands in scorecard.json."""
        return {
            "id": self.dimension.value,
            "level": self.level,
            "sentence": self.sentence,
            "evidence": [e.to_json() for e in self.evidence],
            "advice": self.advice,
        }


GATES = (
    Dimension.FRAMING,
    Dimension.CONSTRAINTS,
    Dimension.TRADEOFF_CLARITY,
    Dimension.PRIORITISATION,
    Dimension.IMPACT,
)
"""A 1 in one of these is a no."""


def verdict(words: int, judgements: Sequence[Judgement], is_english: bool = True) -> Verdict:
    """The five rules, in their order; "mostly" is more than half of the dimensions that have a level."""
    levels = {j.dimension: j.level for j in judgements if j.level is not None}
    if words < FEWEST_WORDS or not levels or not is_english:
        return Verdict.NOT_ENOUGH_EVIDENCE
    low = [level for level in levels.values() if level < STRONG_LEVEL]
    top = [level for level in levels.values() if level == TOP_LEVEL]
    half = len(levels) / 2
    if any(levels.get(gate) == 1 for gate in GATES) or len(low) > half:
        return Verdict.NO_HIRE
    if len(low) >= 2:
        return Verdict.BORDERLINE
    return Verdict.STRONG_HIRE if len(top) > half and not low else Verdict.HIRE


def rank(which: Verdict) -> int:
    """Its place from worst to best."""
    return list(Verdict).index(which)


def words_of(name: str) -> str:
    """An id as a person says it."""
    return name.replace("_", " ").replace("tradeoff", "trade-off")
