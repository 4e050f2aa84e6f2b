"""The interviewer as the drivers use it: heard words in, a prepared reply out, committed only when it was
spoken."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Protocol

from voice_coach.coaching.director import Decision, Director
from voice_coach.coaching.language import sentences_of
from voice_coach.coaching.memory import DirectorState
from voice_coach.coaching.moves import Heard, Move, MoveKind, Stage
from voice_coach.coaching.phrasing import Phrase, PhrasingState, ScriptedPhrasing, speakable_pieces
from voice_coach.coaching.prompts import PhrasingRequest, Situation, is_phrased_by_a_model, phrasing_request
from voice_coach.coaching.scenario import Scenario
from voice_coach.coaching.speech_rules import (
    MOST_FIRST_CLAUSE_WORDS,
    Rule,
    SpeechContext,
    first_clause,
    numbers_in,
    violations,
    word_count,
)
from voice_coach.coaching.stages import Plan
from voice_coach.conversation.occasions import Occasion
from voice_coach.errors import ModelError

MOST_MODEL_FAILURES = 3
"""So many in a row, and the scripted phrasing takes over for the rest of the session."""
DEADLINE_S = 4.0
TALK_KEPT = 12
"""Turns of conversation that a model gets to see."""
_CUTS = frozenset({Rule.SENTENCES, Rule.WORDS, Rule.QUESTIONS})
"""Rules that a reply breaks by going on: what came before them stands."""


class TextSource(Protocol):
    """A language model, as far as the interviewer cares."""

    def stream(
        self, system: str, messages: tuple[tuple[str, str], ...], max_tokens: int, deadline_s: float
    ) -> Iterator[str]:
        """Pieces of the reply as they come. Raises ModelError on any failure, a missing or a cut reply
        included."""
        ...


class Preparation:
    """A reply that may still be thrown away.

    `clauses()` may run on another thread; nothing here touches the interviewer's state. What went wrong
    stands in `faults` once the clauses were taken.
    """

    def __init__(
        self,
        heard: Heard,
        decision: Decision,
        phrase: Phrase,
        context: SpeechContext,
        model: _ModelCall | None,
    ) -> None:
        self.heard = heard
        self.decision = decision
        self.used = phrase.state.used
        self.faults: list[str] = []
        self.model_failed: bool | None = None
        """None where no model was asked, or its reply was not awaited."""
        self.given = ""
        """What `clauses()` has given out so far."""
        self._scripted = phrase.text
        self._context = context
        self._model = model

    @property
    def move(self) -> Move:
        """What was decided."""
        return self.decision.move

    @property
    def scripted_text(self) -> str:
        """The scripted words for the move; "" for a silent nod."""
        return self._scripted

    def clauses(self) -> Iterator[str]:
        """Speakable pieces in order, the first one short; none for a silent nod. Each passed the rules of
        speech."""
        model = self._model
        for piece in speakable_pieces(self._scripted) if model is None else self._modelled(model):
            self.given = _after(self.given, piece)
            yield piece

    def _modelled(self, model: _ModelCall) -> Iterator[str]:
        said = ""
        try:
            for piece in _pieces(
                model.source.stream(
                    model.request.system, model.request.messages, model.request.max_tokens, model.deadline_s
                )
            ):
                broken = violations(_after(said, piece), self._context)
                if broken and said.endswith((".", "?", "!")) and all(one.rule in _CUTS for one in broken):
                    self.faults.append(f"The model's reply was cut: {broken[0].rule}.")
                    break
                if broken:
                    self.faults.append(f"The model broke a rule of speech: {broken[0].rule}.")
                    yield from self._mended(said)
                    break
                said = _after(said, piece)
                yield piece
            self.model_failed = False
            if not said and not self.faults:
                raise ModelError("The language model gave an empty reply.")
        except ModelError as error:
            self.model_failed = True
            self.faults.append(error.message)
            yield from self._mended(said)

    def _mended(self, said: str) -> Iterator[str]:
        """The scripted words, or as much of them as still fits behind what was already given out."""
        if not said:
            yield from speakable_pieces(self._scripted)
            return
        if "?" in said and said.endswith("?"):
            return
        for sentence in (*reversed(sentences_of(self._scripted)), "please go on."):
            if not violations(_after(said, sentence), self._context):
                yield sentence
                return


@dataclass(frozen=True, slots=True)
class _ModelCall:
    source: TextSource
    request: PhrasingRequest
    deadline_s: float


@dataclass(frozen=True, slots=True)
class _State:
    director: DirectorState
    phrasing: PhrasingState = field(default_factory=PhrasingState)
    talk: tuple[tuple[str, str], ...] = ()
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
        call = self._model_call(decision, heard, deadline_s)
        context = self._context(decision, heard, phrasing, model=call is not None)
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
        phrasing = replace(state.phrasing, used=preparation.used).having_heard(preparation.heard.text)
        phrasing = phrasing.having_said(spoken_text, asks=asks)
        if len(spoken_text.split()) < len(preparation.given.split()) and move.kind is not MoveKind.REPEAT:
            phrasing = replace(phrasing, last_text=preparation.given)  # it was cut short, and is owed whole
        talk = (*state.talk, ("candidate", preparation.heard.text), ("interviewer", spoken_text))
        self._state = _State(
            director=preparation.decision.state,
            phrasing=phrasing,
            talk=tuple(turn for turn in talk if turn[1])[-TALK_KEPT:],
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

    def _model_call(self, decision: Decision, heard: Heard, deadline_s: float) -> _ModelCall | None:
        if self._model is None or self._takes_over() or not is_phrased_by_a_model(decision.move):
            return None
        told = tuple(self._director.fact_answer(decision.state, fact) for fact in sorted(decision.state.told))
        talk = (*self._state.talk, ("candidate", heard.text)) if heard.text else self._state.talk
        situation = Situation(self.scenario, self.plan, heard.t_s, told, talk)
        request = phrasing_request(decision.move, situation)
        return _ModelCall(self._model, request, deadline_s)

    def _context(
        self, decision: Decision, heard: Heard, phrasing: PhrasingState, *, model: bool
    ) -> SpeechContext:
        return SpeechContext(
            kind=decision.move.kind,
            guarded=self._guarded,
            heard_terms=decision.state.terms,
            said=phrasing.said,
            answer=heard.text,
            known_numbers=self._known_numbers(decision) if model else None,
            time_left_s=self.plan.time_left_s(heard.t_s) if model else None,
        )

    def _known_numbers(self, decision: Decision) -> frozenset[float]:
        facts = [
            self._director.fact_answer(decision.state, fact, brief=brief)
            for fact in decision.state.told
            for brief in (True, False)
        ]
        said = numbers_in([self.scenario.prompt, *facts, *(text for _, text in decision.move.slots)])
        return said | decision.state.numbers


def _pieces(deltas: Iterator[str]) -> Iterator[str]:
    """Text that streams in -> the first clause by itself, then whole sentences.

    A clause too long comes out as it is, so that the rules can refuse it at once.
    """
    buffer, first = "", True
    for delta in deltas:
        buffer += delta
        while piece := _ready(buffer, first=first):
            buffer, first = buffer.lstrip()[len(piece) :], False
            yield piece
    if buffer.strip():
        yield buffer.strip()


def _ready(buffer: str, *, first: bool) -> str:
    text = buffer.lstrip()
    complete = [sentence for sentence in sentences_of(text + " x")[:-1] if sentence.endswith((".", "?", "!"))]
    if not first:
        return complete[0] if complete and text[len(complete[0]) :].strip() else ""
    head = first_clause(text)
    if head != text:
        return head
    return text if word_count(text) > MOST_FIRST_CLAUSE_WORDS + 1 else ""


def _after(said: str, piece: str) -> str:
    return f"{said} {piece}".strip()
