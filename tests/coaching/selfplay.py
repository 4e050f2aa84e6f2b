"""A whole interview in text on a virtual clock: the simplest driver there can be."""

from __future__ import annotations

from dataclasses import dataclass, field

from voice_coach.coaching.candidate import CandidateKind, SimulatedCandidate
from voice_coach.coaching.interviewer import Interviewer
from voice_coach.coaching.moves import Heard, Move, MoveKind
from voice_coach.coaching.scenario import Scenario
from voice_coach.coaching.stages import Plan
from voice_coach.conversation.occasions import Occasion

SECONDS_PER_WORD = 0.4
SILENCE_S = 12.0
GAP_S = 0.7


@dataclass
class Spoken:
    """One turn."""

    speaker: str
    t_s: float
    end_s: float
    text: str
    move: Move | None = None


@dataclass
class Talk:
    """One session."""

    plan: Plan
    kind: CandidateKind
    turns: list[Spoken] = field(default_factory=list)
    moves: list[Move] = field(default_factory=list)

    @property
    def end_s(self) -> float:
        return self.turns[-1].end_s

    def of(self, speaker: str) -> list[Spoken]:
        return [turn for turn in self.turns if turn.speaker == speaker]

    def lines(self) -> str:
        return "\n".join(
            f"{turn.t_s:7.1f} {turn.speaker[0]} {turn.move.kind if turn.move else '':18} {turn.text}"
            for turn in self.turns
        )


def play(scenario: Scenario, plan: Plan, kind: CandidateKind, source=None) -> Talk:
    interviewer = Interviewer(scenario, plan, source)
    candidate = SimulatedCandidate(scenario, kind, plan.seed, plan.minutes)
    talk = Talk(plan, kind)
    heard = Heard(Occasion.OPENING, 0, "", 0.0)
    while not interviewer.closed:
        t_s, move = _interviewer_speaks(interviewer, talk, heard)
        if move.kind is MoveKind.CLOSE:
            break
        heard = _listen(interviewer, candidate, talk, move, t_s)
    return talk


def _interviewer_speaks(interviewer: Interviewer, talk: Talk, heard: Heard) -> tuple[float, Move]:
    preparation = interviewer.prepare(heard)
    text = " ".join(preparation.clauses())
    interviewer.commit(preparation, text)
    talk.moves.append(preparation.move)
    end_s = heard.t_s + len(text.split()) * SECONDS_PER_WORD
    if text:
        talk.turns.append(Spoken("interviewer", heard.t_s, end_s, text, preparation.move))
    return end_s + GAP_S, preparation.move


def _listen(
    interviewer: Interviewer, candidate: SimulatedCandidate, talk: Talk, move: Move, t_s: float
) -> Heard:
    line = candidate.answer(talk.turns[-1].text, move, t_s)
    wake_s = interviewer.wake_at_s()
    assert wake_s is not None
    if line is None:
        silent_s = t_s + SILENCE_S
        if silent_s >= wake_s > t_s - SILENCE_S * 2:
            return Heard(Occasion.TIME, len(talk.turns), "", max(wake_s, t_s))
        return Heard(Occasion.SILENCE, len(talk.turns), "", silent_s)
    start_s = t_s + line.thinks_s
    end_s = start_s + len(line.text.split()) * SECONDS_PER_WORD
    turn = len(talk.turns)
    if end_s > wake_s:
        talk.turns.append(Spoken("candidate", start_s, max(wake_s, start_s), line.text))
        return Heard(Occasion.TIME, turn, line.text, max(wake_s, start_s))
    talk.turns.append(Spoken("candidate", start_s, end_s, line.text))
    return Heard(Occasion.ANSWER, turn, line.text, end_s + GAP_S, end_s - start_s)
