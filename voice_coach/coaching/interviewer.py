"""The interviewer as the drivers use it: heard words in, a prepared reply out, committed only when it was
spoken."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from voice_coach.coaching.director import Decision, Director
from voice_coach.coaching.language import tokens_of
from voice_coach.coaching.memory import DirectorState
from voice_coach.coaching.model_speech import SMALL, Brief, Measure
from voice_coach.coaching.moves import Heard, MoveKind, Stage
from voice_coach.coaching.phrasing import Phrase, PhrasingState, ScriptedPhrasing
from voice_coach.coaching.preparation import ModelCall, Preparation, TextSource
from voice_coach.coaching.prompts import Situation, is_phrased_by_a_model, phrasing_request
from voice_coach.coaching.quantities import quantities_of
from voice_coach.coaching.requests import instructs
from voice_coach.coaching.scenario import Scenario
from voice_coach.coaching.speech_rules import SpeechContext
from voice_coach.coaching.stages import Plan
from voice_coach.conversation.occasions import Occasion

MOST_MODEL_FAILURES = 3
"""So many in a row, and the scripted phrasing takes over for the rest of the session."""
DEADLINE_S = 4.0
TALK_KEPT = 12
"""Turns of conversation that a model gets to see."""


@dataclass(frozen=True, slots=True)
class _State:
    director: DirectorState
    phrasing: PhrasingState = field(default_factory=PhrasingState)
    talk: tuple[tuple[str, str], ...] = ()
    """What a model may see of it: no orders to the interviewer."""
    measures: frozenset[Measure] = frozenset()
    """Numbers that the candidate said."""
    model_failures: int = 0
    said_so: bool = False
    """Whether the fault that the scripted phrasing takes over was reported."""


class Interviewer:
    """One interview. `prepare` may be called as often as a driver likes; only `commit` changes anything."""

    def __init__(self, scenario: Scenario, plan: Plan, language_model: TextSource | None = None) -> None:
        self.scenario = scenario
        self.plan = plan
        self._model = language_model
        self._director = Director(scenario, plan)
        self._guarded = self._director.reader.guarded
        self._phrasing = ScriptedPhrasing(scenario, plan.seed, self._guarded)
        self._state = _State(self._director.start())

    @property
    def stage(self) -> Stage:
        """The stage as of the last committed move."""
        return self._state.director.stage

    @property
    def closed(self) -> bool:
        """Whether the goodbye was committed."""
        return self._state.director.closed

    def time_left_s(self, t_s: float) -> float:
        """Seconds to the end of the round, never negative."""
        return self.plan.time_left_s(t_s)

    def wake_at_s(self) -> float | None:
        """Session time at which to call `prepare` with `Occasion.TIME`, even if the candidate is talking."""
        return self._director.wake_at_s(self._state.director)

    def monologue_limit_s(self) -> float | None:
        """Seconds of one candidate turn after which to call `prepare` with `Occasion.MONOLOGUE`; None for
        never."""
        return self._director.monologue_limit_s(self._state.director)

    def interrupts(self, heard: Heard) -> bool:
        """Whether a candidate who is still speaking should be cut short now.

        `heard.text` is what is understood so far. When it is so, call `prepare` with `Occasion.MONOLOGUE`.
        """
        return self._director.interrupts(self._state.director, heard)

    def opening(self) -> Preparation:
        """The first words of the session."""
        return self.prepare(Heard(Occasion.OPENING, 0, "", 0.0))

    def prepare(self, heard: Heard, deadline_s: float = DEADLINE_S) -> Preparation:
        """Decide and phrase a reply without changing anything. `deadline_s` is what a model gets for the
        whole reply."""
        decision = self._director.decide(self._state.director, heard)
        phrasing = replace(self._state.phrasing, heard_terms=decision.state.terms, answer=heard.text)
        phrase = self._phrasing.phrase(decision.move, phrasing)
        call = self._model_call(decision, heard, phrase, deadline_s)
        context = self._context(decision, heard, phrasing, call)
        preparation = Preparation(heard, decision, phrase, context, call)
        if self._takes_over() and not self._state.said_so:
            preparation.faults.append(
                "The language model failed three times in a row; the scripted phrasing goes on alone."
            )
        return preparation

    def commit(self, preparation: Preparation, spoken_text: str) -> None:
        """Make a prepared reply the state of the interview; `spoken_text` is what the candidate heard of
        it."""
        state, move = self._state, preparation.move
        asks = move.kind not in {
            MoveKind.REPEAT,
            MoveKind.TIME_CHECK,
            MoveKind.HOLD_SILENCE,
            MoveKind.NUDGE,
            MoveKind.ANSWER_QUESTION,
            MoveKind.FEEDBACK,
        }
        asks = asks and not move.leads_back
        phrasing = replace(state.phrasing, used=preparation.used).having_heard(preparation.heard.text)
        phrasing = phrasing.having_said(spoken_text, asks=asks)
        if len(spoken_text.split()) < len(preparation.given.split()) and move.kind is not MoveKind.REPEAT:
            phrasing = replace(phrasing, last_text=preparation.given)  # it was cut short, and is owed whole
        heard = _without_orders(preparation.heard.text)
        talk = (*state.talk, ("candidate", heard), ("interviewer", spoken_text))
        self._state = _State(
            director=preparation.decision.state,
            phrasing=phrasing,
            talk=tuple(turn for turn in talk if turn[1])[-TALK_KEPT:],
            measures=state.measures | _measures_in([heard]),
            model_failures=self._failures_after(preparation),
            said_so=state.said_so or self._takes_over(),
        )

    def _takes_over(self) -> bool:
        return self._state.model_failures >= MOST_MODEL_FAILURES

    def _failures_after(self, preparation: Preparation) -> int:
        match preparation.model_failed:
            case True:
                return self._state.model_failures + 1
            case False:
                return 0
            case None:
                return self._state.model_failures

    def _model_call(
        self, decision: Decision, heard: Heard, phrase: Phrase, deadline_s: float
    ) -> ModelCall | None:
        if self._model is None or self._takes_over() or not is_phrased_by_a_model(decision.move):
            return None
        if heard.text and not _without_orders(heard.text):
            return None
        told = tuple(self._director.fact_answer(decision.state, fact) for fact in sorted(decision.state.told))
        talk = (*self._state.talk, ("candidate", heard.text)) if heard.text else self._state.talk
        situation = Situation(self.scenario, self.plan, heard.t_s, told, talk)
        request = phrasing_request(decision.move, situation)
        return ModelCall(self._model, request, deadline_s, self._brief(decision, phrase, talk, told))

    def _brief(
        self, decision: Decision, phrase: Phrase, talk: tuple[tuple[str, str], ...], told: tuple[str, ...]
    ) -> Brief:
        known = " ".join((self.scenario.prompt, *told, *(text for _, text in talk)))
        measures = self._measures(decision, talk)
        return Brief(decision.move, phrase.text, self._state.phrasing.said, known, measures)

    def _measures(self, decision: Decision, talk: tuple[tuple[str, str], ...]) -> frozenset[Measure]:
        """Numbers that may be said: of the problem, the facts told, the move and the candidate."""
        facts = [
            self._director.fact_answer(decision.state, fact, brief=brief)
            for fact in decision.state.told
            for brief in (True, False)
        ]
        given = (text for _, text in decision.move.slots)
        heard = (text for speaker, text in talk if speaker == "candidate")
        return self._state.measures | _measures_in((self.scenario.prompt, *facts, *given, *heard))

    def _context(
        self, decision: Decision, heard: Heard, phrasing: PhrasingState, call: ModelCall | None
    ) -> SpeechContext:
        return SpeechContext(
            kind=decision.move.kind,
            guarded=self._guarded,
            heard_terms=decision.state.terms,
            said=phrasing.said,
            answer=heard.text,
            known_numbers=SMALL | {value for value, _ in call.brief.measures} if call else None,
            time_left_s=self.plan.time_left_s(heard.t_s) if call else None,
        )


def _without_orders(text: str) -> str:
    """A turn as a model may see it: one that gives the interviewer orders never reaches it."""
    return "" if instructs(text) else text


def _measures_in(texts: Iterable[str]) -> frozenset[Measure]:
    return frozenset(
        (quantity.value, quantity.dimension) for text in texts for quantity in quantities_of(tokens_of(text))
    )
