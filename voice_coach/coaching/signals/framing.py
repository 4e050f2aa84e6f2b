"""How the problem is taken up: restatement, probing questions, the approach in a sentence."""

from __future__ import annotations

from collections.abc import Iterator

from voice_coach.coaching.signals.dialogue import Dialogue, signal_at
from voice_coach.coaching.signals.drawing import is_inventory, is_tour
from voice_coach.coaching.signals.framing_phrases import (
    ACTOR,
    ANECDOTE,
    APPROACH_ASKED,
    APPROACH_CUE,
    ASKS_INDIRECTLY,
    FRAME,
    NEVER_BEFORE_OPENER,
    NOT_PROBING,
    NOW,
    OPENER_FOLLOWS,
    OPTIONS,
    QUESTION_KINDS,
    SPOKEN_OPENERS,
    STEPS,
    TROUBLE,
    WANT,
    WEAK_OPENERS,
)
from voice_coach.coaching.signals.reading import Line, Reading
from voice_coach.coaching.signals.signal import QuestionKind, Signal, SignalId

_words = str.split

OPENING_TURNS = 3
"""Candidate turns among which a restatement is looked for."""
_SHORTEST_RESTATEMENT_WORDS = 14


def restatements(dialogue: Dialogue) -> Iterator[Signal]:
    """The first turn of the opening that says what the problem is and for whom."""
    for reading in dialogue.candidate[:OPENING_TURNS]:
        if is_tour(dialogue, reading):
            return
        told = (
            [s for s in reading.sentences if not s.ends_as_question]
            if reading.is_punctuated
            else [reading.line]
        )
        if sum(len(s.words) for s in told) >= _SHORTEST_RESTATEMENT_WORDS and _tells_the_problem(told):
            yield signal_at(reading, SignalId.RESTATEMENT, _most_telling(told))
            return


_TELLING_WORDS = 8


def _most_telling(told: list[Line]) -> Line:
    """The first sentence that says something by itself, not "let me play that back"; else the first."""
    problem = (s for s in told if len(s.words) >= _TELLING_WORDS and s.has("{user}"))
    return next(problem, None) or next(s for s in told if len(s.words) > 2)


def _tells_the_problem(told: list[Line]) -> bool:
    has_want = any(s.has(*WANT) for s in told)
    has_frame = any(s.has(*FRAME) for s in told)
    people = sum(s.count("{user}") for s in told)
    trouble = sum(1 for phrase in TROUBLE if any(s.has(phrase) for s in told))
    if any(s.has(*ANECDOTE) for s in told) and not has_frame:
        return False
    speaks_of_self = sum(s.count("i|my|me") for s in told)
    is_told_at_length = sum(len(s.words) for s in told) >= 25 and speaks_of_self <= 3
    score = (
        has_frame
        + has_want
        + (people >= 1)
        + (people >= 3)
        + min(2, trouble)
        + any(s.has(*NOW) for s in told)
    )
    return people >= 1 and (trouble >= 1 or has_want) and score + is_told_at_length >= 4


_SPOKEN_QUESTION_WORDS = 14


def probing_questions(dialogue: Dialogue) -> Iterator[Signal]:
    """Clarifying questions of the candidate, one per turn and kind."""
    for reading in dialogue.candidate:
        kinds: set[QuestionKind] = set()
        for asked in _questions(dialogue, reading):
            kind = _kind_of(asked)
            if kind is None or kind in kinds:
                continue
            kinds.add(kind)
            yield signal_at(reading, SignalId.PROBING_QUESTION, asked, kind)


def _questions(dialogue: Dialogue, reading: Reading) -> Iterator[Line]:
    if reading.is_punctuated:
        yield from (s for s in reading.sentences if s.ends_as_question and _may_probe(dialogue, reading, s))
    elif dialogue.place(reading) < OPENING_TURNS + 1 or _invited(dialogue, reading):
        yield from _spoken_questions(reading)


def _invited(dialogue: Dialogue, reading: Reading) -> bool:
    return dialogue.asked(reading).has("(questions?|ask|know|clarify|anything)")


def _may_probe(dialogue: Dialogue, reading: Reading, sentence: Line) -> bool:
    """Later on, a question in the middle of a turn is mostly rhetorical."""
    if sentence.has(*NOT_PROBING) or len(sentence.words) < 3:
        return False
    is_last = sentence.tokens[-1].end > 0.65 * len(reading.turn.text)
    return dialogue.place(reading) < OPENING_TURNS or is_last or _invited(dialogue, reading)


def _spoken_questions(reading: Reading) -> Iterator[Line]:
    line = reading.line
    strong = [
        hit.at for hit in line.hits(*SPOKEN_OPENERS) if _word_before(line, hit.at) not in NEVER_BEFORE_OPENER
    ]
    weak = [hit.at for hit in line.hits(*WEAK_OPENERS) if _word_before(line, hit.at) in OPENER_FOLLOWS]
    indirect = [hit.at for hit in line.hits(*ASKS_INDIRECTLY)]
    places = sorted({line.token_at(at) for at in strong + weak + indirect})
    kept = [at for i, at in enumerate(places) if i == 0 or at - places[i - 1] > 2]
    for i, first in enumerate(kept):
        last = min(first + _SPOKEN_QUESTION_WORDS, kept[i + 1] if i + 1 < len(kept) else len(line.tokens))
        asked = Line(line.tokens[first:last], line.text, ())
        if not asked.has(*NOT_PROBING):
            yield asked


def _word_before(line: Line, flat_at: int) -> str:
    at = line.token_at(flat_at)
    return line.tokens[at - 1].norm if at else "."


def _kind_of(asked: Line) -> QuestionKind | None:
    found = next((kind for kind, phrases in QUESTION_KINDS.items() if asked.has(*phrases)), None)
    if found is not None:
        return found
    direct = asked.ends_as_question or asked.has(
        "(do|did|are|have|can|could|would) you", "(what|how|where|which) (do|would|will) you"
    )
    return QuestionKind.OTHER if direct and len(asked.words) >= 4 else None


def approaches(dialogue: Dialogue, excluded_turns: frozenset[int]) -> Iterator[Signal]:
    """The first turn that gives the whole approach, no tour and no list of options."""
    for reading in dialogue.candidate:
        if reading.index in excluded_turns or is_tour(dialogue, reading) or reading.line.has(*OPTIONS):
            continue
        where = _approach(dialogue, reading)
        if where is not None:
            yield signal_at(reading, SignalId.APPROACH_STATED, where)
            return


def _approach(dialogue: Dialogue, reading: Reading) -> Line | None:
    asked = dialogue.place(reading) > 0 and dialogue.asked(reading).has(*APPROACH_ASKED)
    told = [s for s in reading.sentences if not s.ends_as_question and len(s.words) >= 8]
    for sentence in told:
        actors, cue = sentence.count(*ACTOR), sentence.has(*APPROACH_CUE)
        if is_inventory(dialogue, sentence):
            continue
        if sentence.has(*STEPS) and (actors >= 1 if asked else cue and actors >= 2):
            return sentence
    return None
