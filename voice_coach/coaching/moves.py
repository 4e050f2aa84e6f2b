"""The closed list of things an interviewer can do, as values.

Source: the interviewer's moves and the stages of a round in `docs/how-it-works.md`.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from voice_coach.conversation.occasions import AnswerShape, Occasion


class Stage(StrEnum):
    """The stages of a round, in order."""

    OPENING = "opening"
    CONSTRAINTS = "constraints"
    DESIGN = "design"
    TRADEOFFS = "trade-offs"
    CLOSE = "close"


class MoveKind(StrEnum):
    """What the interviewer does next."""

    OPEN = "open"
    ANSWER_QUESTION = "answer_question"
    PROBE = "probe"
    ASK_NUMBER = "ask_number"
    ASK_SOURCE = "ask_source"
    CHALLENGE_PRIORITY = "challenge_priority"
    ASK_USER = "ask_user"
    SKETCH_NOW = "sketch_now"
    INTERRUPT_DIAGRAM = "interrupt_diagram"
    CUT_IN = "cut_in"
    CHANGE_FACTS = "change_facts"
    CALL_BACK = "call_back"
    HOLD_SILENCE = "hold_silence"
    NUDGE = "nudge"
    TIME_CHECK = "time_check"
    REPEAT = "repeat"
    REPHRASE = "rephrase"
    DECLINE_HINT = "decline_hint"
    HINT = "hint"
    FEEDBACK = "feedback"
    """In study mode only: what the last answer showed and missed."""
    WRAP_UP = "wrap_up"
    CLOSE = "close"


LEADING_BACK = frozenset({"strayed", "ordered", "evaded", "said before", "go on"})
"""Forms of a probe that ask nothing of their own."""


@dataclass(frozen=True, slots=True)
class Trigger:
    """What in the transcript called for a move."""

    turn: int
    """0-based index of the turn in the transcript."""
    quote: str
    """The candidate's own words, "" where silence or the clock was the reason."""


@dataclass(frozen=True, slots=True)
class Move:
    """One decision of the director."""

    kind: MoveKind
    stage: Stage
    trigger: Trigger | None
    aim: str
    """What it wants to elicit, for the log and for a language model's prompt."""
    topic: str = ""
    """The probe, fact or claim it is about; "" where there is none."""
    slots: tuple[tuple[str, str], ...] = ()
    """Names and texts for the phrasing, e.g. ("quote", "pretty fast"), ("answer", "About 40,000 a day.")."""
    expects: AnswerShape = AnswerShape.EITHER

    @property
    def leads_back(self) -> bool:
        """Whether it only holds up the question that was open before, which stays the one to repeat."""
        return dict(self.slots).get("form") in LEADING_BACK

    @property
    def ends_the_session(self) -> bool:
        """Whether the interview is over once this was said."""
        return self.kind is MoveKind.CLOSE


@dataclass(frozen=True, slots=True)
class Heard:
    """What the interviewer reacts to."""

    occasion: Occasion
    turn: int
    """Index that the candidate's words have, or would have, in the transcript."""
    text: str
    """The candidate's words since the interviewer last spoke, "" where silent."""
    t_s: float
    """Seconds of the interview now: session seconds less the pauses that the candidate asked for."""
    speech_s: float = 0.0
    """Seconds that the candidate has held the floor in this turn."""
    unsure: frozenset[str] = frozenset()
    """Words of the text that the recogniser may have misheard."""
