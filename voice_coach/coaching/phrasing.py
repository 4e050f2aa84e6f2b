"""Scripted phrasing: a move and its evidence -> words, varied by seed, never the same sentence twice."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from voice_coach.coaching import phrasebook as book
from voice_coach.coaching.evidence import Reader
from voice_coach.coaching.joining import capitalised, common_words, in_one_sentence, joined, lowered
from voice_coach.coaching.language import PhraseIndex, phrases, plain, sentences_of
from voice_coach.coaching.memory import draw
from voice_coach.coaching.moves import Move, MoveKind, Stage
from voice_coach.coaching.scenario import Scenario
from voice_coach.coaching.speech_rules import (
    MOST_FIRST_CLAUSE_WORDS,
    SpeechContext,
    first_clause,
    violations,
    word_count,
)

_ASKING = frozenset(
    phrases(
        """
        what; which; how; who; whose; where; when; why; is; are; do; does; did; would; could; can;
        at; of; in; with; for; from; below; above
        """
    )
)
_LEADS = (book.LEADS_BACK, book.QUESTION_LEADS, book.CASE_LEADS, book.FOLLOW_UP_LEADS)
_TRANSITIONS = (
    *book.STEERS,
    *(lead for leads in book.ENTERS.values() for lead in leads),
    *(lead for leads in _LEADS for lead in leads if lead.endswith(":")),
)
"""Said once, and left out of a repetition."""
PLAIN_ANSWERS = 0.5
"""How often an answer comes without a word before it, which would make every session's answers alike."""
ENOUGH_WORDS = 120
"""Heard of the candidate, before the shares of talk mean anything."""
BRIEF_FROM_RATIO = 0.28
"""Words spoken for each word heard from which on the interviewer keeps it short: a fifth of the talk."""
BRIEFEST_OF = 6
"""So many wordings are compared for length once it talks too much ..."""
OVERLONG_FROM_RATIO = 0.45
BRIEFEST_OF_MORE = 14
"""... and so many once it talks far too much."""


@dataclass(frozen=True, slots=True)
class PhrasingState:
    """What was said so far, and what the rules need to know of the candidate."""

    said: frozenset[str] = frozenset()
    """Sentences spoken in this session, as `language.plain` gives them."""
    used: frozenset[str] = frozenset()
    """Templates used."""
    last_text: str = ""
    """What the interviewer last asked, for `repeat`."""
    heard_terms: frozenset[str] = frozenset()
    answer: str = ""
    """The candidate's last words."""
    openings: tuple[str, ...] = ()
    """The first words of the last two turns."""
    spoken_words: int = 0
    heard_words: int = 0

    @property
    def is_talkative(self) -> bool:
        """Whether the interviewer has talked so much that brevity is called for."""
        return self._exceeds(BRIEF_FROM_RATIO)

    @property
    def compared_for_length(self) -> int:
        """Of how many wordings the shortest is taken."""
        if self._exceeds(OVERLONG_FROM_RATIO):
            return BRIEFEST_OF_MORE
        return BRIEFEST_OF if self.is_talkative else 1

    def _exceeds(self, ratio: float) -> bool:
        return self.heard_words > ENOUGH_WORDS and self.spoken_words > ratio * self.heard_words

    def wears_out(self, text: str) -> bool:
        """Whether it would be the third turn in a row with the same first word."""
        return len(self.openings) == 2 and set(self.openings) == {_opening(text)}

    def having_heard(self, text: str) -> PhrasingState:
        """The state once the candidate's words were answered."""
        return replace(self, heard_words=self.heard_words + len(text.split()))

    def having_said(self, text: str, *, asks: bool = True) -> PhrasingState:
        """The state once this was heard by the candidate."""
        spoken = frozenset(plain(sentence) for sentence in sentences_of(text))
        return replace(
            self,
            said=self.said | spoken,
            last_text=text if asks and text else self.last_text,
            openings=(*self.openings[-1:], _opening(text)) if text else self.openings,
            spoken_words=self.spoken_words + len(text.split()),
        )


_NOT_ASKING = frozenset(
    {MoveKind.REPEAT, MoveKind.TIME_CHECK, MoveKind.HOLD_SILENCE, MoveKind.NUDGE, MoveKind.FEEDBACK}
)
"""Moves that leave the open question what it is."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words for a move, and the state that remembers them; "" is a silent nod."""

    text: str
    state: PhrasingState


class ScriptedPhrasing:
    """Phrases moves from templates; needs no model and never fails."""

    def __init__(self, scenario: Scenario, seed: int, guarded: PhraseIndex | None = None) -> None:
        self._scenario = scenario
        self._seed = seed
        self._common = common_words(scenario)
        self._guarded = guarded or Reader(scenario).guarded

    def phrase(self, move: Move, state: PhrasingState) -> Phrase:
        """The words for a move. Pure: the same move and state give the same words."""
        second_best = ""
        used: tuple[str, ...] = ()
        for text, templates in self._options(move, state):
            if not text or violations(text, self._context(move, state)):
                continue
            if not state.wears_out(text):
                return Phrase(text, self._after(move, state, text, templates))
            second_best, used = second_best or text, used or templates
        return Phrase(second_best, self._after(move, state, second_best, used) if second_best else state)

    def _context(self, move: Move, state: PhrasingState) -> SpeechContext:
        return SpeechContext(move.kind, self._guarded, state.heard_terms, state.said, state.answer)

    def _after(
        self, move: Move, state: PhrasingState, text: str, templates: tuple[str, ...]
    ) -> PhrasingState:
        asks = move.kind not in _NOT_ASKING
        said = state if move.kind is MoveKind.REPEAT else state.having_said(text, asks=asks)
        return replace(said, used=state.used | set(templates))

    # --- options, the best first; each is (text, templates that it uses up)

    def _options(self, move: Move, state: PhrasingState) -> Iterator[tuple[str, tuple[str, ...]]]:
        slots = dict(move.slots)
        match move.kind:
            case MoveKind.OPEN:
                yield slots["prompt"], ()
                return
            case MoveKind.HOLD_SILENCE if slots["form"] == "silent":
                return
            case MoveKind.REPEAT:
                asked = _without_transition(state.last_text) or self._scenario.prompt
                if slots["form"] == "last" and asked == self._scenario.prompt:
                    asked = sentences_of(asked)[-1]
                asked = lowered(asked) if asked.startswith("And ") else asked
                yield from self._led(move, state, book.REPEAT_LEADS, asked)
                yield state.last_text, ()
                return
            case MoveKind.REPHRASE:
                yield from self._rephrased(move, state, slots)
            case MoveKind.ANSWER_QUESTION if "answer" in slots:
                yield from self._answers(move, state, slots)
            case MoveKind.FEEDBACK:
                yield self._feedback(move, state, slots), ()
                return
            case MoveKind.CHANGE_FACTS:
                yield slots["ask"], ()
                yield from self._led(move, state, book.SHIFT_LEADS, slots["ask"])
                yield from self._led(
                    move, state, book.SHIFT_LEADS, in_one_sentence(slots["ask"], self._common)
                )
            case MoveKind.PROBE if "ask" in slots:
                yield from self._probes(move, state, slots)
            case _:
                yield from self._reactions(move, state, slots)
        if slots.get("form") in {"strayed", "ordered"} or slots.get("steer"):
            yield from self._pairs(move, state, book.LEADS_BACK, book.BACK_QUESTIONS)
        elif move.kind in {MoveKind.CUT_IN, MoveKind.INTERRUPT_DIAGRAM}:
            yield from self._pairs(move, state, book.CUT_LEADS, book.CUT_QUESTIONS)
        elif move.kind is not MoveKind.CLOSE:
            yield from self._filled(move, state, book.GO_ON, slots)
            yield from self._pairs(move, state, book.QUESTION_LEADS, book.OPEN_QUESTIONS)

    def _reactions(
        self, move: Move, state: PhrasingState, slots: dict[str, str]
    ) -> Iterator[tuple[str, tuple[str, ...]]]:
        templates = book.REACTIONS.get((move.kind, slots["form"]), ())
        if not slots.get("steer"):
            yield from self._filled(move, state, templates, slots)
            return
        for text, used in self._filled(move, state, templates, slots):
            for led, leads in self._led(move, state, _leads_of(slots["steer"]), text):
                yield led, (*used, *leads)
            yield text, used

    def _pairs(
        self, move: Move, state: PhrasingState, leads: Sequence[str], questions: Sequence[str]
    ) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Every lead with every question: enough for any session."""
        for question in self._shuffled(move, state, questions):
            for text, used in self._led(move, state, leads, question):
                yield text, (*used, question)

    def _filled(
        self, move: Move, state: PhrasingState, templates: Sequence[str], slots: dict[str, str]
    ) -> Iterator[tuple[str, tuple[str, ...]]]:
        named = slots | {"returned_low": lowered(slots.get("returned", ""))}
        for template in self._shuffled(move, state, templates):
            if all(named.get(name) for name in _slots_of(template)):
                yield capitalised(template.format_map(named)), (template,)

    def _led(
        self,
        move: Move,
        state: PhrasingState,
        leads: Sequence[str],
        text: str,
        slots: dict[str, str] | None = None,
    ) -> Iterator[tuple[str, tuple[str, ...]]]:
        for lead in self._shuffled(move, state, leads):
            yield joined(capitalised(lead.format_map(slots or {})), text, self._common), (lead,)

    def _answers(
        self, move: Move, state: PhrasingState, slots: dict[str, str]
    ) -> Iterator[tuple[str, tuple[str, ...]]]:
        answer = slots["answer"]
        match slots["form"]:
            case "again":
                yield from self._led(move, state, book.AGAIN_LEADS, in_one_sentence(answer, self._common))
            case "owed":
                yield from self._led(move, state, book.OWED_LEADS, answer)
            case _ if draw(self._seed, "answer", len(state.said)) < PLAIN_ANSWERS or state.is_talkative:
                yield answer, ()
        yield from self._led(move, state, book.ANSWER_LEADS, answer)
        yield answer, ()
        whole = in_one_sentence(answer, self._common)
        yield from self._led(move, state, book.ANSWER_LEADS, whole)
        if slots["form"] == "again":
            yield from self._led(move, state, book.AGAIN_LEADS, whole)

    def _feedback(self, move: Move, state: PhrasingState, slots: dict[str, str]) -> str:
        """Three short parts and an offer, each drawn from its own list."""
        parts = (
            book.SHOWN if slots["shown"] else book.NOTHING_SHOWN,
            book.MISSED if slots["missed"] else (),
            book.BETTER if slots["better"] else (),
            book.OFFERS if slots["form"] == "feedback" else book.ON_OFFERS,
        )
        drawn = [self._shuffled(move, state, templates)[0] for templates in parts if templates]
        return " ".join(capitalised(template.format_map(slots)) for template in drawn)

    def _probes(
        self, move: Move, state: PhrasingState, slots: dict[str, str]
    ) -> Iterator[tuple[str, tuple[str, ...]]]:
        ask = slots["ask"]
        for leads in self._lead_groups(move, state, slots):
            yield from self._led(move, state, leads, ask, slots)
        yield ask, ()
        if slots["form"] == "follow-up":
            yield from self._led(move, state, book.FOLLOW_UP_LEADS, ask)
        asks_at_once = ask.split(maxsplit=1)[0].strip(",:").lower() in _ASKING
        leads = book.QUESTION_LEADS if asks_at_once else book.CASE_LEADS
        yield from self._led(move, state, leads, ask)
        whole = in_one_sentence(ask, self._common)  # where a part of it was said before
        yield whole, ()
        yield from self._led(move, state, leads, whole)

    def _lead_groups(
        self, move: Move, state: PhrasingState, slots: dict[str, str]
    ) -> Iterator[Sequence[str]]:
        if slots.get("steer"):
            yield _leads_of(slots["steer"])
        if slots.get("enters"):
            yield book.ENTERS[Stage(slots["enters"])]
        if slots.get("link") and not state.is_talkative and draw(self._seed, "link", move.topic) < 0.6:
            yield book.LINKS
        short = word_count(first_clause(slots["ask"])) <= MOST_FIRST_CLAUSE_WORDS
        if (
            slots["form"] == "follow-up"
            and short
            and not state.is_talkative
            and draw(self._seed, "lead", move.topic, len(state.said)) < 0.25
        ):
            yield book.FOLLOW_UP_LEADS

    def _rephrased(
        self, move: Move, state: PhrasingState, slots: dict[str, str]
    ) -> Iterator[tuple[str, tuple[str, ...]]]:
        """A reaction in another variant; a probe behind another opening, since its meaning may not move."""
        templates = book.REACTIONS.get((MoveKind(slots["kind"]), slots["form"]), ())
        yield from self._filled(move, state, templates, slots)
        text = slots.get("ask") or (
            sentences_of(slots["prompt"])[-1] if "prompt" in slots else _without_transition(state.last_text)
        )
        yield from self._led(move, state, book.REPHRASE_LEADS, in_one_sentence(text, self._common))
        yield from self._led(move, state, book.REPHRASE_LEADS, text)

    def _shuffled(self, move: Move, state: PhrasingState, templates: Iterable[str]) -> list[str]:
        """Unused ones first, in an order drawn for this seed and the place in the session; the short ones
        first, once the interviewer has talked a lot."""
        place = len(state.said)
        order = sorted(
            templates, key=lambda one: (one in state.used, draw(self._seed, place, move.kind, one))
        )
        compared = 1 if move.kind in _ONCE else state.compared_for_length
        first = sorted(order[:compared], key=lambda one: (one in state.used, len(one)))
        return [*first, *order[compared:]]


_ONCE = frozenset({MoveKind.CLOSE, MoveKind.WRAP_UP, MoveKind.SKETCH_NOW, MoveKind.CHANGE_FACTS})
"""Moves so rare that their length matters less than that they differ from session to session."""


def _opening(text: str) -> str:
    return text.split(maxsplit=1)[0].strip(",:;.?").lower() if text.strip() else ""


def speakable_pieces(text: str) -> tuple[str, ...]:
    """The first clause by itself, where it is short, then the rest by sentences."""
    sentences = sentences_of(text)
    if not sentences:
        return ()
    head = first_clause(sentences[0])
    rest = sentences[0][len(head) :].strip()
    return tuple(piece for piece in (head.strip(), rest, *sentences[1:]) if piece)


def _leads_of(steer: str) -> Sequence[str]:
    return book.STEERS if steer == "order" else book.LEADS_BACK


def _without_transition(text: str) -> str:
    """What was asked, without the words that led to it: those are said once."""
    lead = next((one for one in _TRANSITIONS if text.startswith(f"{one} ")), "")
    return capitalised(text[len(lead) :].lstrip())


def _slots_of(template: str) -> tuple[str, ...]:
    return tuple(part.split("}")[0] for part in template.split("{")[1:])
