"""A round that is the opening and nothing else, to try it again."""

from __future__ import annotations

from voice_coach.coaching.interviewer import Interviewer
from voice_coach.coaching.moves import Heard, Move, MoveKind, Stage
from voice_coach.coaching.preparation import Preparation
from voice_coach.coaching.spoken import Spoken
from voice_coach.coaching.stages import Plan
from voice_coach.conversation.occasions import AnswerShape

SHORTEST_ROUND_MINUTES = 18.0
"""Of the whole round; then its opening lasts two minutes."""
_OVER = "Thank you. That was the opening."


class OpeningRound:
    """An interviewer who says goodbye where the opening ends, by the clock or by what was said."""

    def __init__(self, interviewer: Interviewer) -> None:
        self._interviewer = interviewer
        self._until_s = until_s(interviewer.plan)

    def prepare(self, heard: Heard) -> Preparation | Spoken:
        """The interviewer's reply, or the goodbye."""
        prepared = self._interviewer.prepare(heard)
        is_over = prepared.move.stage is not Stage.OPENING or heard.t_s >= self._until_s
        return Spoken(_goodbye(), (_OVER,)) if is_over else prepared

    def commit(self, prepared: Preparation | Spoken, spoken_text: str) -> None:
        """Make it the state of the interview."""
        if isinstance(prepared, Preparation):
            self._interviewer.commit(prepared, spoken_text)

    def interrupts(self, heard: Heard) -> bool:
        """Whether a candidate who is still speaking should be cut short."""
        return self._interviewer.interrupts(heard)

    def wake_at_s(self) -> float | None:
        """When to look at the clock."""
        inner = self._interviewer.wake_at_s()
        return self._until_s if inner is None else min(inner, self._until_s)

    def monologue_limit_s(self) -> float | None:
        """As in the whole round."""
        return self._interviewer.monologue_limit_s()


def until_s(plan: Plan) -> float:
    """Session seconds at which the opening of a round ends."""
    return plan.ends_s(Stage.OPENING)


def _goodbye() -> Move:
    return Move(MoveKind.CLOSE, Stage.OPENING, None, "to end the opening", expects=AnswerShape.NONE)
