"""A reply as it is given out: scripted, or a model's, each piece looked at before anybody hears it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from voice_coach.coaching.director import Decision
from voice_coach.coaching.language import sentences_of
from voice_coach.coaching.model_speech import Brief, asks_something, flaw, left_undone, plain_signs
from voice_coach.coaching.moves import Heard, Move
from voice_coach.coaching.phrasing import Phrase, speakable_pieces
from voice_coach.coaching.prompts import PhrasingRequest
from voice_coach.coaching.speech_rules import (
    MOST_FIRST_CLAUSE_WORDS,
    Rule,
    SpeechContext,
    first_clause,
    violations,
    word_count,
)
from voice_coach.errors import ModelError

_CUTS = {rule: f"The model's reply was cut: {rule}." for rule in (Rule.SENTENCES, Rule.WORDS, Rule.QUESTIONS)}
"""Rules that a reply breaks by going on: what came before them stands."""


class TextSource(Protocol):
    """A language model, as far as the interviewer cares."""

    def stream(
        self, system: str, messages: tuple[tuple[str, str], ...], max_tokens: int, deadline_s: float
    ) -> Iterator[str]:
        """Pieces of the reply as they come. Raises ModelError on any failure, a missing or a cut reply
        included."""
        ...


@dataclass(frozen=True, slots=True)
class ModelCall:
    """A request that is made once its words are wanted, and what they are held against."""

    source: TextSource
    request: PhrasingRequest
    deadline_s: float
    brief: Brief

    def pieces(self) -> Iterator[str]:
        """What it says, as it comes. Raises ModelError."""
        ask = self.request
        deltas = self.source.stream(ask.system, ask.messages, ask.max_tokens, self.deadline_s)
        return _pieces(plain_signs(delta) for delta in deltas)


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
        model: ModelCall | None,
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

    def _modelled(self, model: ModelCall) -> Iterator[str]:
        said = ""
        try:
            for piece in self._whole(model) if model.brief.facts else model.pieces():
                if fault := self._fault_in(said, piece, model.brief):
                    self.faults.append(fault)
                    break
                said = _after(said, piece)
                yield piece
            self.model_failed = False
            if not said and not self.faults:
                raise ModelError("The language model gave an empty reply.")
            if not self.faults and (undone := left_undone(said, model.brief)):
                self.faults.append(f"The model did not make the move: {undone}.")
            if self.faults and (self.faults[-1] not in _CUTS.values() or left_undone(said, model.brief)):
                yield from self._mended(said)
        except ModelError as error:
            self.model_failed = True
            self.faults.append(error.message)
            yield from self._mended(said)

    def _fault_in(self, said: str, piece: str, brief: Brief) -> str:
        """What is wrong with a reply that goes on with a piece; "" for nothing."""
        text = _after(said, piece)
        broken = violations(text, self._context)
        if broken and said.endswith((".", "?", "!")) and all(one.rule in _CUTS for one in broken):
            return _CUTS[broken[0].rule]
        found = broken[0].rule.value if broken else flaw(text, brief)
        return f"The model broke a rule of speech: {found}." if found else ""

    def _whole(self, model: ModelCall) -> Iterator[str]:
        """Its pieces once all of them have come and hold the facts; none where they do not: half of a fact
        cannot be taken back."""
        pieces = list(model.pieces())
        text = " ".join(pieces)
        fault = self._fault_in("", text, model.brief) if text else ""
        undone = left_undone(text, model.brief) if text else ""
        if fault or undone:
            self.faults.append(fault or f"The model did not make the move: {undone}.")
            return
        yield from pieces

    def _mended(self, said: str) -> Iterator[str]:
        """The scripted words, or as much of them as still fits behind what was already given out."""
        if not said:
            yield from speakable_pieces(self._scripted)
            return
        goes_on = not said.endswith((".", "?", "!"))
        if said.endswith("?") or (goes_on and asks_something(said)):
            return
        for sentence in (*reversed(sentences_of(self._scripted)), "Please go on."):
            piece = _lowered(sentence) if goes_on else sentence
            if not violations(_after(said, piece), self._context):
                yield piece
                return


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
    if rest := buffer.strip():
        yield rest if rest[-1] in ".?!" else f"{rest}."


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


def _lowered(sentence: str) -> str:
    """As it stands inside another one, where it does not begin with a name like "I" or "KPI"."""
    first = sentence.split(maxsplit=1)[0]
    return (
        sentence if len(first) == 1 or first[1:].lower() != first[1:] else sentence[:1].lower() + sentence[1:]
    )
