"""Gain against price, what is dropped, and lists that drop nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from voice_coach.coaching.numbers import NumberSaid
from voice_coach.coaching.signals.dialogue import Dialogue, signal_at
from voice_coach.coaching.signals.drawing import is_tour
from voice_coach.coaching.signals.lexicon import STOP_WORDS
from voice_coach.coaching.signals.reading import Hit, Line, Reading
from voice_coach.coaching.signals.signal import Signal, SignalId
from voice_coach.coaching.signals.tradeoffs_phrases import (
    ASKED_FOR_ORDER,
    ASKED_FOR_PRICE,
    CHANGE_ONLY,
    CHOOSES,
    CONTRASTS,
    DROPS,
    EXPLICIT,
    GAINS,
    KNOBS,
    NO_CHOICE,
    NOT_A_TRADE,
    OPTION_CUES,
    PAYS,
    PRICE,
    WEAK_DROPS,
)


def tradeoffs(dialogue: Dialogue, excluded: frozenset[int]) -> Iterator[Signal]:
    """Trade-offs, with numbers on both sides or without."""
    for reading in dialogue.candidate:
        if reading.index in excluded or is_tour(dialogue, reading) or reading.line.has(*NOT_A_TRADE):
            continue
        asked = dialogue.asked(reading).has(*ASKED_FOR_PRICE)
        quantified = _two_sides_in_numbers(reading, asked)
        if quantified is not None:
            yield signal_at(reading, SignalId.TRADEOFF_QUANTIFIED, quantified)
            continue
        named = reading.line.first(*EXPLICIT)
        if named is not None and _is_about_the_design(reading, asked):
            yield signal_at(reading, SignalId.TRADEOFF_UNQUANTIFIED, named)


def _is_about_the_design(reading: Reading, asked: bool) -> bool:
    """People lose things in stories too; a comparison that weighs two sides needs both or the
    interviewer's question."""
    return asked or (
        reading.line.has("{better}")
        and reading.line.has("{worse}")
        and not reading.line.has("my (uncle|aunt|cousin|friend)")
    )


_LEAST_WEIGHT = 4


_CONCLUDES = re.compile(r"[,\s]*(?:so|which is|that is|that's|which makes|meaning|or|i e)\b", re.IGNORECASE)


def _is_their_change(reading: Reading, before: Sequence[NumberSaid], said: NumberSaid) -> bool:
    """`from 500 to 400 milliseconds, so 20 percent less`: the percentage tells nothing of a second side."""
    if said.unit != "percent" or len(before) < 2 or before[-1].unit != before[-2].unit:
        return False
    return _CONCLUDES.match(reading.turn.text, before[-1].end) is not None


def _two_sides_in_numbers(reading: Reading, asked: bool) -> Hit | None:
    """Two different things measured in one turn, set against each other as gain and price."""
    line = reading.line
    measured = [n for n in reading.numbers if n.unit not in {"clock", "percentile", "years"}]
    measured = [n for at, n in enumerate(measured) if not _is_their_change(reading, measured[:at], n)]
    measures = {n.unit for n in measured if n.unit}
    pivot = min(line.hits(*PRICE), key=lambda h: h.at, default=None)
    if len(measured) < 2 or pivot is None or not measures:
        return None
    several = len(measures) >= 2 or len(measured) >= 3
    weight = (
        2 * asked
        + 2 * line.has(*EXPLICIT)
        + line.has(*CONTRASTS)
        + several
        + (line.has(*PAYS) and line.has(*GAINS))
    )
    only_one_change = len(measured) == 2 and line.has(*CHANGE_ONLY)
    return pivot if weight >= _LEAST_WEIGHT and several and not only_one_change else None


def priorities(dialogue: Dialogue, excluded: frozenset[int]) -> Iterator[Signal]:
    """Turns that rank or narrow explicitly and leave the rest."""
    for reading in dialogue.candidate:
        if reading.index in excluded or is_tour(dialogue, reading) or reading.line.has(*NO_CHOICE):
            continue
        chosen, dropped = reading.line.first(*CHOOSES), [s for s in DROPS if reading.line.has(s)]
        asked = dialogue.asked(reading).has(*ASKED_FOR_ORDER)
        if chosen is not None and dropped and (asked or _ranks_limits(reading, dropped)):
            yield signal_at(reading, SignalId.PRIORITISED, chosen)


def _ranks_limits(reading: Reading, dropped: list[str]) -> bool:
    firm = any(phrase not in WEAK_DROPS for phrase in dropped)
    return firm and len(reading.line.words) >= 12 and not reading.line.has("my (uncle|aunt|cousin|friend)")


_LEAST_OPTIONS = 4


def laundry_lists(dialogue: Dialogue, excluded: frozenset[int]) -> Iterator[Signal]:
    """Four or more options in a row with neither ranking nor numbers."""
    for reading in dialogue.candidate:
        if (
            reading.index in excluded
            or is_tour(dialogue, reading)
            or len(reading.numbers) > 1
            or _drops_them(reading)
        ):
            continue
        where = _listed(reading) if reading.is_punctuated else _piled(reading)
        if where is not None:
            yield signal_at(reading, SignalId.LAUNDRY_LIST, where)


def _drops_them(reading: Reading) -> bool:
    return reading.line.has(
        "none of (that|those|them|it)",
        "not (now|this year|this quarter)",
        "nothing else",
        "out of scope",
        "(come|comes) first",
        "because (of )?the",
    )


def _listed(reading: Reading) -> Line | None:
    """Written text: a sentence with four or more short items between commas that reads like options."""
    for sentence in reading.sentences:
        if sentence.ends_as_question or sentence.numbers:
            continue
        items = _items(sentence)
        cues = sum(1 for cue in OPTION_CUES if sentence.has(cue))
        if len(items) >= _LEAST_OPTIONS and cues + sentence.count(*KNOBS) >= 2:
            return sentence
    return None


def _items(sentence: Line) -> list[str]:
    text = sentence.text[sentence.tokens[0].start : sentence.tokens[-1].end]
    parts = [p for p in re.split(r",|\bor\b|\band\b", text) if p.strip()]
    return [p for p in parts if len(p.split()) <= 6]


_PILE_WORDS = 9
_PILE_STOP_SHARE = 0.34


def _piled(reading: Reading) -> Line | None:
    """Recognised text has no commas: a list is a stretch nearly without the small words that make
    sentences."""
    tokens = reading.line.tokens
    cues = sum(1 for cue in OPTION_CUES if reading.line.has(cue))
    knobs = len({hit.found for hit in reading.line.hits(*KNOBS)})
    could = reading.line.count("(you|we|one|i) (could|can|might)")
    for first in range(max(1, len(tokens) - _PILE_WORDS + 1)):
        window = Line(tokens[first : first + _PILE_WORDS], reading.line.text, ())
        small = sum(1 for word in window.words if word in STOP_WORDS)
        if (
            len(window.words) >= 7
            and small / len(window.words) <= _PILE_STOP_SHARE
            and (knobs >= _LEAST_OPTIONS or cues + could >= 4)
        ):
            return window
    return None
