"""The closed list of things that are counted, as values.

Their meanings, one by one, are in `docs/rubric.md`.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class SignalId(StrEnum):
    """What can be counted in a turn."""

    RESTATEMENT = "restatement"
    PROBING_QUESTION = "probing_question"
    CONSTRAINT_STATED = "constraint_stated"
    APPROACH_STATED = "approach_stated"
    DIAGRAM_FIRST = "diagram_first"
    CHOICE_MAPPED = "choice_mapped"
    TRADEOFF_QUANTIFIED = "tradeoff_quantified"
    TRADEOFF_UNQUANTIFIED = "tradeoff_unquantified"
    PRIORITISED = "prioritised"
    LAUNDRY_LIST = "laundry_list"
    USER_STORY = "user_story"
    USER_METRIC_LINK = "user_metric_link"
    IMPACT_STATED = "impact_stated"
    JARGON_STRETCH = "jargon_stretch"
    SKETCH_REQUEST = "sketch_request"
    SKETCH_REFRAMED = "sketch_reframed"
    SKETCH_OBEYED = "sketch_obeyed"
    SKETCH_REFUSED = "sketch_refused"
    ARITHMETIC_ERROR = "arithmetic_error"
    NUMBER_SOURCED = "number_sourced"
    COMP_RANGE = "comp_range"
    COMP_REASON = "comp_reason"


class LimitKind(StrEnum):
    """What a constraint limits."""

    LATENCY = "latency"
    COST = "cost"
    COMPLIANCE = "compliance"
    QUALITY = "quality"
    AVAILABILITY = "availability"
    SCALE = "scale"
    OTHER = "other"


class QuestionKind(StrEnum):
    """What a probing question asks about."""

    KPI = "kpi"
    TRAFFIC = "traffic"
    PRIVACY = "privacy"
    SEGMENT = "segment"
    VOLUME = "volume"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Signal:
    """One thing that was counted."""

    id: SignalId
    turn: int
    """0-based index of the turn in the transcript."""
    t_s: float
    """Session second at which the quoted words begin."""
    quote: str
    """The turn's own characters."""
    start: int
    """First character of the quote in the turn's text."""
    telling: tuple[int, int]
    """First and one-past-last character of the words that gave it away."""
    kind: str | None = None
    """A `LimitKind` or `QuestionKind` where the id has kinds."""
    value: float | None = None
    """The number it is about, where there is one."""

    @property
    def key(self) -> tuple[int, str, str | None]:
        """A transcript has at most one signal of this turn, id and kind."""
        return self.turn, self.id, self.kind
