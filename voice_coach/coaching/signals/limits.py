"""Constraints: limits that bind, and design choices that are justified by one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from voice_coach.coaching.numbers import NumberSaid
from voice_coach.coaching.signals.dialogue import Dialogue, around, content_stems, signal_at
from voice_coach.coaching.signals.lexicon import CLASSES, LIMIT_TERMS, ORDER_CUES
from voice_coach.coaching.signals.limits_phrases import (
    AS_A_REASON,
    BACKWARD_LINKS,
    BOUND,
    CHOICE,
    DEMANDS,
    LIMITS_ASKED,
    LIMITS_FOLLOW,
    LISTED_NEGATION,
    LISTED_NUMBER,
    NOT_A_CHOICE,
    NOT_ABOUT_THE_PROBLEM,
    ONE_IN,
    PAST_OR_CHANGE,
    PROHIBITIONS,
    SET_ASIDE,
    STRONG_LINKS,
    TRADE_QUESTION,
    WEAK_LINKS,
)
from voice_coach.coaching.signals.reading import Hit, Line, Reading
from voice_coach.coaching.signals.signal import LimitKind, Signal, SignalId

_WINDOW_BEFORE, _WINDOW_AFTER = 9, 12
_UNIT_KINDS = {
    **dict.fromkeys(("ms", "s", "min"), LimitKind.LATENCY),
    **dict.fromkeys(("cents", "dollars", "euros", "pounds"), LimitKind.COST),
    **dict.fromkeys(("times", "qps"), LimitKind.SCALE),
    "nines": LimitKind.AVAILABILITY,
}


@dataclass(frozen=True)
class Limit:
    """A constraint that was stated, with the words by which one can refer to it later."""

    signal: Signal
    kind: LimitKind
    stems: frozenset[str]


@dataclass(frozen=True)
class LimitBook:
    """All constraints of a conversation, in order."""

    limits: tuple[Limit, ...] = field(default=())

    @property
    def signals(self) -> tuple[Signal, ...]:
        """The signals alone."""
        return tuple(limit.signal for limit in self.limits)

    def before(self, turn: int) -> Mapping[LimitKind, frozenset[str]]:
        """Kinds stated in earlier turns, each with the words that recall it."""
        found: dict[LimitKind, frozenset[str]] = defaultdict(frozenset)
        for limit in self.limits:
            if limit.signal.turn < turn:
                found[limit.kind] |= limit.stems
        return found


def limit_book(dialogue: Dialogue, measure: frozenset[str] = frozenset()) -> LimitBook:
    """Every constraint that the candidate states with its limit; `measure` are the stems that name the
    KPI."""
    book = LimitBook()
    for reading in dialogue.candidate:
        if not _is_about_pay(dialogue, reading):
            book = LimitBook((*book.limits, *_limits_of(dialogue, reading, book, measure)))
    return book


def _is_about_pay(dialogue: Dialogue, reading: Reading) -> bool:
    return reading.line.has("salary|compensation|base pay|total comp") or dialogue.asked(reading).has(
        "earn|salary|pay|compensation"
    )


def _limits_of(
    dialogue: Dialogue, reading: Reading, book: LimitBook, measure: frozenset[str]
) -> Iterator[Limit]:
    known = book.before(reading.index)
    listing_from = _list_start(dialogue, reading)
    kinds: set[LimitKind] = set()
    for hit in sorted(_triggers(reading, listing_from), key=lambda h: h.at):
        number = _number_at(reading, hit)
        kind = _kind(reading, hit, number, known)
        if (
            kind is None
            or kind in kinds
            or not _counts(reading, hit, number, kind in known, listing_from is not None)
        ):
            continue
        kinds.add(kind)
        stems = frozenset(content_stems(around(reading, hit, 6, 10).words)) - dialogue.prompt_words - measure
        yield Limit(
            signal_at(reading, SignalId.CONSTRAINT_STATED, hit, kind, number.value if number else None),
            kind,
            stems,
        )


def _triggers(reading: Reading, listing_from: int | None) -> Iterator[Hit]:
    line = reading.line
    yield from (h for h in line.hits(*BOUND) if not around(reading, h, 4, 3).has(*PAST_OR_CHANGE))
    yield from line.hits(*PROHIBITIONS)
    yield from line.hits(*DEMANDS)
    if listing_from is not None:
        listed = (h for h in line.hits(*LISTED_NUMBER, *LISTED_NEGATION) if h.at >= listing_from)
        yield from (h for h in listed if not around(reading, h, 4, 3).has(*PAST_OR_CHANGE, *SET_ASIDE))


def _list_start(dialogue: Dialogue, reading: Reading) -> int | None:
    """From where on short items count as limits: after their announcement, or anywhere when limits were
    asked for."""
    asked = dialogue.asked(reading)
    if asked.has(*LIMITS_ASKED):
        return 0
    cue = reading.line.first(*LIMITS_FOLLOW)
    if cue is not None:
        return max(0, cue.at - 80)
    return 0 if asked.has("{draw}|{drawing}|drawing") and reading.line.has(*ORDER_CUES) else None


def _counts(reading: Reading, hit: Hit, number: NumberSaid | None, is_known: bool, in_list: bool) -> bool:
    """A limit said again needs its number or a list of limits; a limit given as a reason is a reference
    to it."""
    if _is_a_question(reading, hit) or around(reading, hit, 3, 2).has(*NOT_ABOUT_THE_PROBLEM):
        return False
    return (
        not is_known or in_list or (number is not None and not around(reading, hit, 5, 3).has(*AS_A_REASON))
    )


def _is_a_question(reading: Reading, hit: Hit) -> bool:
    return any(
        s.ends_as_question and s.tokens[0].start <= hit.start < s.tokens[-1].end for s in reading.sentences
    )


def _number_at(reading: Reading, hit: Hit) -> NumberSaid | None:
    return next((n for n in reading.numbers if n.start < hit.end and hit.start < n.end), None)


def _kind(
    reading: Reading, hit: Hit, number: NumberSaid | None, known: Mapping[LimitKind, frozenset[str]]
) -> LimitKind | None:
    near = around(reading, hit, 4, 8)
    if hit.found in {h.found for h in reading.line.hits(*ONE_IN)}:
        return LimitKind.QUALITY if around(reading, hit, 6, 8).has(LIMIT_TERMS[LimitKind.QUALITY]) else None
    if (
        number is not None
        and number.unit == "percent"
        and near.has("uptime|available|availability|reachable|of the time")
    ):
        return LimitKind.AVAILABILITY
    if number is not None and number.unit in _UNIT_KINDS:
        return _UNIT_KINDS[number.unit]
    for window in (
        _clause_of(reading, hit),
        around(reading, hit, 0, 8),
        near,
        around(reading, hit, _WINDOW_BEFORE, _WINDOW_AFTER),
    ):
        words = frozenset(content_stems(window.words))
        kind = kind_by_words(window, {kind: len(words & stems) for kind, stems in known.items()})
        if kind is not None:
            return kind
    return None


def _clause_of(reading: Reading, hit: Hit) -> Line:
    """The clause around a match, when it is short enough to hold one statement."""
    clause = next((c for c in reading.clauses if c.tokens[0].start <= hit.start < c.tokens[-1].end), None)
    return clause if clause is not None and len(clause.tokens) <= 16 else Line((), "", ())


_BY_SPECIFICITY = (
    LimitKind.COMPLIANCE,
    LimitKind.QUALITY,
    LimitKind.AVAILABILITY,
    LimitKind.SCALE,
    LimitKind.LATENCY,
    LimitKind.COST,
)


def kind_by_words(line: Line, recalled: Mapping[LimitKind, int]) -> LimitKind | None:
    """The kind that most of the words speak of, words of earlier limits counting double; None where
    none does."""
    plain = Line(tuple(t for t in line.tokens if t.norm != "#"), line.text, ())
    counts = {kind: plain.count(LIMIT_TERMS[kind]) + 2 * recalled.get(kind, 0) for kind in _BY_SPECIFICITY}
    best = max(_BY_SPECIFICITY, key=lambda kind: counts[kind])
    return best if counts[best] else None


_ENOUGH_KINDS = {
    "quick": LimitKind.LATENCY,
    "fast": LimitKind.LATENCY,
    "short": LimitKind.LATENCY,
    "cheap": LimitKind.COST,
    "exact": LimitKind.QUALITY,
    "safe": LimitKind.QUALITY,
    "private": LimitKind.COMPLIANCE,
}


def choices_mapped(dialogue: Dialogue, book: LimitBook, excluded: frozenset[int]) -> Iterator[Signal]:
    """Design choices that name the constraint they serve."""
    for reading in dialogue.candidate:
        known = book.before(reading.index)
        if not known or reading.index in excluded:
            continue
        kinds: set[LimitKind] = set()
        for kind, where in _mapped_kinds(dialogue, reading, known):
            if kind not in kinds:
                kinds.add(kind)
                yield signal_at(reading, SignalId.CHOICE_MAPPED, where, kind)


def _mapped_kinds(
    dialogue: Dialogue, reading: Reading, known: Mapping[LimitKind, frozenset[str]]
) -> Iterator[tuple[LimitKind, Line]]:
    if not reading.line.has(*CHOICE) or reading.line.has(*NOT_A_CHOICE):
        return
    for hit in reading.line.hits(*STRONG_LINKS):
        kind = _recalled(hit, around(reading, hit, 1, 5), known, by_terms=True)
        if kind is not None:
            yield kind, around(reading, hit, 10, 7)
    if dialogue.asked(reading).has(*TRADE_QUESTION):
        return
    for hit in reading.line.hits(*WEAK_LINKS):
        backward = hit.found.strip() in CLASSES["because"] and reading.line.has(*BACKWARD_LINKS)
        window = around(reading, hit, 8 if backward else 0, 9)
        kind = _recalled(hit, window, known, by_terms=True)
        if kind is not None and around(reading, hit, 12, 9).has(*CHOICE):
            yield kind, around(reading, hit, 10, 9)


def _recalled(
    hit: Hit, window: Line, known: Mapping[LimitKind, frozenset[str]], by_terms: bool
) -> LimitKind | None:
    """The stated constraint that the words recall: by a word of its own, else by what its kind is about."""
    adjective = hit.found.split()[0]
    if hit.found.endswith("enough") and _ENOUGH_KINDS.get(adjective) in known:
        return _ENOUGH_KINDS[adjective]
    stems = set(content_stems(window.words))
    own = {kind: len(stems & words) for kind, words in known.items()}
    terms = {
        kind: window.count(LIMIT_TERMS[kind]) if by_terms and kind in LIMIT_TERMS else 0 for kind in known
    }
    score = {kind: 2 * own[kind] + terms[kind] for kind in known}
    best = max(score, key=lambda kind: score[kind])
    return best if score[best] else None
