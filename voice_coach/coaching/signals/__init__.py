"""Signals: what can be counted in a conversation, by rules over words that are read once.

`find_signals` is the whole of it. One file holds one family; each detector is a function from the `Dialogue`
(and from what other families have found) to signals, so that a learned detector can stand in for any of them.
"""

from __future__ import annotations

from collections.abc import Iterable

from voice_coach.coaching.signals.combining import combined
from voice_coach.coaching.signals.dialogue import Dialogue, Vocabulary, read_dialogue
from voice_coach.coaching.signals.drawing import (
    diagrams_first,
    first_box,
    is_tour,
    jargon_stretches,
    sketch_answers,
    sketch_requests,
)
from voice_coach.coaching.signals.framing import approaches, probing_questions, restatements
from voice_coach.coaching.signals.impact import impacts, measure_of, user_stories
from voice_coach.coaching.signals.limits import choices_mapped, limit_book
from voice_coach.coaching.signals.pay import pay_signals
from voice_coach.coaching.signals.signal import LimitKind, QuestionKind, Signal, SignalId
from voice_coach.coaching.signals.sums import arithmetic_errors, sourced_numbers
from voice_coach.coaching.signals.tradeoffs import laundry_lists, priorities, tradeoffs
from voice_coach.coaching.transcript import time_of

__all__ = [
    "Dialogue",
    "LimitKind",
    "QuestionKind",
    "Signal",
    "SignalId",
    "Vocabulary",
    "find_signals",
    "first_drawing",
    "read_dialogue",
    "settled_from",
]

_SETTLED_LIMITS = 2


def find_signals(dialogue: Dialogue, learned: bool = True) -> tuple[Signal, ...]:
    """Every signal of a conversation, in order of turn and time, at most one of each turn, id and kind.

    `learned` False leaves the rules alone, to measure what each part is worth.
    """
    by_rules = _by_rules(dialogue)
    return combined(dialogue, by_rules) if learned else by_rules


def _by_rules(dialogue: Dialogue) -> tuple[Signal, ...]:
    questions = tuple(probing_questions(dialogue))
    measure = measure_of(dialogue, questions)
    book = limit_book(dialogue, measure.stems)
    pay = tuple(pay_signals(dialogue))
    pay_turns = frozenset(s.turn for s in pay)
    weighed = tuple(tradeoffs(dialogue, pay_turns))
    ranked = tuple(priorities(dialogue, pay_turns))
    requests = tuple(sketch_requests(dialogue))
    answers = tuple(sketch_answers(dialogue, requests, settled_from(book.signals, weighed)))
    lists = tuple(laundry_lists(dialogue, pay_turns))
    drawn = frozenset(s.turn for s in answers)
    listed = frozenset(s.turn for s in lists)
    reframed = frozenset(s.turn for s in answers if s.id is SignalId.SKETCH_REFRAMED)
    priced = frozenset(s.turn for s in weighed)
    limited = frozenset(
        t for t in {s.turn for s in book.signals} if _limits_in(book.signals, t) >= _SETTLED_LIMITS
    )
    found = [
        *restatements(dialogue),
        *questions,
        *book.signals,
        *approaches(dialogue, pay_turns | drawn | listed | priced | limited),
        *diagrams_first(dialogue, book.signals),
        *choices_mapped(dialogue, book, pay_turns | reframed),
        *weighed,
        *ranked,
        *lists,
        *user_stories(dialogue, pay_turns | drawn),
        *impacts(dialogue, measure, pay_turns | drawn | priced | _first_turn(dialogue)),
        *jargon_stretches(dialogue),
        *requests,
        *answers,
        *arithmetic_errors(dialogue),
        *sourced_numbers(dialogue, pay_turns),
        *pay,
    ]
    return _unique(found)


def _limits_in(limits: Iterable[Signal], turn: int) -> int:
    return sum(s.turn == turn for s in limits)


def settled_from(limits: Iterable[Signal], weighed: Iterable[Signal]) -> int | None:
    """The turn by which two constraints and a trade-off are on the table; from then on a drawing is right."""
    limit_turns = sorted(s.turn for s in limits)
    trade_turns = sorted(s.turn for s in weighed)
    if len(limit_turns) < _SETTLED_LIMITS or not trade_turns:
        return None
    return max(limit_turns[_SETTLED_LIMITS - 1], trade_turns[0])


def tour_turns(dialogue: Dialogue) -> frozenset[int]:
    """Turns in which the candidate walks through components."""
    return frozenset(r.index for r in dialogue.candidate if is_tour(dialogue, r))


def _first_turn(dialogue: Dialogue) -> frozenset[int]:
    """The opening speaks of how things are, so that nothing in it is an effect."""
    return frozenset(r.index for r in dialogue.candidate[:1])


def _unique(found: Iterable[Signal]) -> tuple[Signal, ...]:
    first: dict[tuple[int, str, str | None], Signal] = {}
    for signal in found:
        first.setdefault(signal.key, signal)
    return tuple(sorted(first.values(), key=lambda s: (s.turn, s.start, s.id)))


def first_drawing(dialogue: Dialogue) -> float | None:
    """Session second of the first component of the first tour, asked for or not; None where there was
    no tour."""
    for reading in dialogue.candidate:
        box = first_box(dialogue, reading)
        if box is not None:
            return round(time_of(reading.turn, box.start), 2)
    return None
