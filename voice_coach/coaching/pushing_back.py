"""Moments in which the interviewer did not let an answer stand, and whether the next one had substance."""

from __future__ import annotations

from dataclasses import dataclass

from voice_coach.coaching.moves import MoveKind
from voice_coach.coaching.record import Record
from voice_coach.coaching.signals import Signal, SignalId
from voice_coach.coaching.signals.reading import Reading

SUBSTANCE = (
    SignalId.CONSTRAINT_STATED,
    SignalId.CHOICE_MAPPED,
    SignalId.TRADEOFF_QUANTIFIED,
    SignalId.TRADEOFF_UNQUANTIFIED,
    SignalId.PRIORITISED,
    SignalId.NUMBER_SOURCED,
    SignalId.IMPACT_STATED,
    SignalId.USER_STORY,
)
"""An answer with one of these is more than words."""
PUSHING = frozenset(
    {
        MoveKind.ASK_NUMBER,
        MoveKind.ASK_SOURCE,
        MoveKind.CHALLENGE_PRIORITY,
        MoveKind.ASK_USER,
        MoveKind.INTERRUPT_DIAGRAM,
        MoveKind.CUT_IN,
        MoveKind.CHANGE_FACTS,
        MoveKind.CALL_BACK,
    }
)
"""Moves of an interviewer of ours that push."""
_WORDINGS = (
    "(which|what) (limit|limits|constraint|constraints|of (these|those|them|your)|one)",
    "(is|are) there (a|any) (figure|number|source)",
    "(where|how) (does|do|did) (that|this|you) .. (come|know|get)",
    "why",
    "(# )?percent of what",
    "that (is|seems|sounds|are)",
    "(is|does|do|are|would|did) not (it|that|this|they)",
    "(tell|say|explain) (it|that) again",
    "i did not hear",
    "matter",
    "are you sure",
    "how (do you|would you) (know|decide|choose|make sure)",
    "what (would|could) (decide|make you)",
    "(what|which) .. first",
    "(only|just) (do |ship |one)",
    "still",
    "you (lose|give|said|skipped|missed)",
    "what for|for what|helps?",
)


@dataclass(frozen=True, slots=True)
class PushBack:
    """One such moment and its answer."""

    turn: int
    answer_turn: int
    answers: tuple[Signal, ...]
    """What was of substance in the answer."""
    has_number: bool
    """Whether it holds a number with its unit."""
    decides: bool = False
    """Whether it says who or what decides, or what is done and not done."""

    @property
    def is_met(self) -> bool:
        """Whether it was more than words; a bare number is, though it earns no level by itself."""
        return bool(self.answers) or self.has_number or self.decides


@dataclass(frozen=True, slots=True)
class PushBacks:
    """All of them that were answered at all."""

    moments: tuple[PushBack, ...]

    @property
    def asked(self) -> int:
        """How many there were."""
        return len(self.moments)

    @property
    def met(self) -> int:
        """How many were answered with a limit, a reason or a choice."""
        return sum(bool(moment.answers) for moment in self.moments)

    @property
    def answers(self) -> tuple[Signal, ...]:
        """The signals of those answers."""
        return tuple(signal for moment in self.moments for signal in moment.answers[:1])


def push_backs(record: Record) -> PushBacks:
    """Every push-back but the first question, with what came back."""
    asked = [r for r in record.dialogue.interviewer[1:] if _pushes(r)]
    answered = [(r, record.dialogue.next_answer(r)) for r in asked]
    return PushBacks(
        tuple(
            PushBack(
                r.index,
                answer.index,
                record.in_turn(answer.index, *SUBSTANCE),
                _counts(answer),
                _decides(answer),
            )
            for r, answer in answered
            if answer is not None
        )
    )


def _counts(answer: Reading) -> bool:
    return any(number.unit for number in answer.numbers)


_DECISIONS = (
    "(a|an|the|one) \\w+ (decides|checks|signs|reads it|approves)",
    "(goes|falls|falls away|comes|stays) .. (to|away|back|out|with) .. (a|an|the|us|you|people|person)",
    "i (keep|drop|stop|show|leave|take|would (stop|keep|drop|show|wait|not)|will not)",
    "(we|it) (show|shows|keep|keeps|stop|stops|say|says|wait|waits) ... (and|until|otherwise|if|so)",
)


def _decides(answer: Reading) -> bool:
    return answer.line.has(*_DECISIONS)


def _pushes(reading: Reading) -> bool:
    move = reading.turn.move
    return move in PUSHING if move else reading.line.has(*_WORDINGS)
