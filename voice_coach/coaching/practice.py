"""The three things to practise next, each by the name of its drill."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from voice_coach.coaching.record import Record
from voice_coach.coaching.scenario import Scenario
from voice_coach.coaching.scorecard import TOP_LEVEL, Dimension, Judgement
from voice_coach.coaching.signals import SignalId

SHOWN = 3


class Drill(StrEnum):
    """The single skills that can be drilled."""

    RESTATE = "restate"
    PROBE = "probe"
    CONSTRAINTS = "constraints"
    MAP = "map"
    QUANTIFY = "quantify"
    SKETCH = "sketch"
    PRIORITISE = "prioritise"
    STORY = "story"
    JARGON = "jargon"
    OPENING = "opening"
    CONTRAST = "contrast"
    COMPENSATION = "compensation"


_TOPICS = {
    Drill.RESTATE: "restatement",
    Drill.PROBE: "questions",
    Drill.OPENING: "restatement",
    Drill.CONSTRAINTS: "constraints",
    Drill.MAP: "approach",
    Drill.QUANTIFY: "tradeoff",
    Drill.SKETCH: "sketch",
    Drill.PRIORITISE: "priority",
    Drill.STORY: "user",
    Drill.JARGON: "user",
}
"""Where a scenario says how a strong candidate would answer."""
_KEEP_SHARP = (
    (Drill.OPENING, Dimension.FRAMING, "The first five minutes decide most; keep them sharp."),
    (Drill.QUANTIFY, Dimension.TRADEOFF_CLARITY, "Say gain, price, period and KPI effect in one breath."),
    (Drill.SKETCH, Dimension.PRESSURE, "Be ready for a request to draw at any minute."),
)
"""Where less than three dimensions leave something to wish for."""
_FROM_NOTHING = (
    (Drill.RESTATE, Dimension.FRAMING, "Start small: say what is wrong today and for whom, in one minute."),
    (
        Drill.PROBE,
        Dimension.FRAMING,
        "Three questions are enough to begin: the KPI, the traffic, the privacy.",
    ),
    (Drill.OPENING, Dimension.FRAMING, "Then the first five minutes in one go, as often as you like."),
)
"""Where nothing could be judged."""
_PAY = ((Drill.COMPENSATION, Dimension.IMPACT, "Say range, package and reason in three sentences."),)


def practice(
    record: Record,
    judgements: Sequence[Judgement],
    scenario: Scenario | None = None,
    worst: Judgement | None = None,
) -> list[dict[str, object]]:
    """Three drills, the most needed first; where a scenario is known, with how a strong candidate says it.

    `worst` leads. Of equally weak dimensions the one that an interview reaches first comes first, since the
    rest builds on it.
    """
    judged = [j for j in judgements if j.level is not None]
    judged.sort(key=lambda j: (j is not worst, j.level or 0))
    wanted = [(_drill(record, j), j.dimension, j.advice) for j in judged if j.level != TOP_LEVEL]
    chosen: dict[Drill, tuple[Dimension, str]] = {}
    unjudged = (*_PAY, *_KEEP_SHARP) if record.is_about_pay else _FROM_NOTHING
    for drill, dimension, why in [*wanted, *(_KEEP_SHARP if judged else unjudged)]:
        chosen.setdefault(drill, (dimension, why))
    return [
        {
            "drill": drill.value,
            "dimension": dimension.value,
            "why": why,
            "example": _example(drill, dimension, scenario),
        }
        for drill, (dimension, why) in list(chosen.items())[:SHOWN]
    ]


def _drill(record: Record, judgement: Judgement) -> Drill:
    """The drill for what was missing, not for the dimension as a whole."""
    match judgement.dimension:
        case Dimension.FRAMING:
            return _framing_drill(record)
        case Dimension.CONSTRAINTS:
            return Drill.MAP if record.has(SignalId.CONSTRAINT_STATED) else Drill.CONSTRAINTS
        case Dimension.TRADEOFF_CLARITY | Dimension.IMPACT:
            return Drill.QUANTIFY
        case Dimension.PRIORITISATION:
            return Drill.PRIORITISE
        case Dimension.PRODUCT_SENSE:
            return Drill.JARGON if record.has(SignalId.JARGON_STRETCH) else Drill.STORY
        case Dimension.PRESSURE:
            return Drill.SKETCH
        case Dimension.TECHNICAL_CREDIBILITY:
            return Drill.MAP


def _framing_drill(record: Record) -> Drill:
    restated, asked = record.has(SignalId.RESTATEMENT), record.has(SignalId.PROBING_QUESTION)
    if record.has(SignalId.DIAGRAM_FIRST) or restated == asked:
        return Drill.OPENING if not (restated and asked) else Drill.PROBE
    return Drill.PROBE if restated else Drill.RESTATE


def _example(drill: Drill, dimension: Dimension, scenario: Scenario | None) -> str | None:
    if scenario is None:
        return None
    topic = "impact" if dimension is Dimension.IMPACT else _TOPICS.get(drill, "")
    return next(iter(scenario.model_lines(topic)), None)
