"""Whom it helps and by how much: user stories, links to a metric, effects on it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from voice_coach.coaching.numbers import NumberSaid, numbers_in
from voice_coach.coaching.signals.dialogue import Dialogue, around, content_stems, signal_at
from voice_coach.coaching.signals.impact_phrases import (
    ACTS,
    ASKED_FOR_EFFECT,
    ASKED_FOR_PERSON,
    CHOICE_NAMED,
    CONSEQUENCES,
    EFFECTS,
    GENERIC_METRIC_STEMS,
    INTRODUCES,
    LINKS,
    LOSSES,
    MOMENT,
    MOVES_OF_A_KNOWN_MEASURE,
    NOT_THE_FEATURE,
    SINGULAR,
    VALUE_TODAY,
)
from voice_coach.coaching.signals.reading import Hit, Line, Reading
from voice_coach.coaching.signals.signal import QuestionKind, Signal, SignalId

_words = str.split


def user_stories(dialogue: Dialogue, excluded: frozenset[int]) -> Iterator[Signal]:
    """A concrete person in a concrete moment with the feature."""
    for reading in dialogue.candidate:
        if reading.index in excluded or dialogue.place(reading) == 0:
            continue
        where = _story(dialogue, reading)
        if where is not None:
            yield signal_at(reading, SignalId.USER_STORY, where)


def _story(dialogue: Dialogue, reading: Reading) -> Hit | None:
    line = reading.line
    pronouns, moments, acts = line.count(*SINGULAR), line.count(*MOMENT), line.count(*ACTS)
    introduced = line.has(*INTRODUCES) or _names_a_person(reading)
    asked = dialogue.asked(reading).has(*ASKED_FOR_PERSON)
    if (
        len(line.words) < 18
        or pronouns < 1 + (not (introduced and asked))
        or acts < 1
        or line.has(*NOT_THE_FEATURE)
    ):
        return None
    told_now = line.count("(he|she) \\w+s")
    score = min(2, pronouns - 1) + min(2, moments) + min(2, acts) + min(3, told_now) + 2 * introduced + asked
    needed = 6 if asked or introduced else 7
    return line.first("\\w+ .. ({act})", *SINGULAR) if score >= needed and moments >= 1 else None


def _names_a_person(reading: Reading) -> bool:
    """A capitalised word that begins a sentence and is followed by a comma or a verb of doing."""
    return (
        re.search(r"(?:^|[.?!]\s+|\b(?:is|to|for|and|meet|with)\s+)[A-Z][a-z]{2,},\s", reading.turn.text)
        is not None
    )


def metric_stems(dialogue: Dialogue) -> frozenset[str]:
    """Stems of the words that name this problem's business measure: from the scenario, and from the
    answer to a question for it."""
    words = list(re.findall(r"[a-z]+", dialogue.vocabulary.kpi.lower()))
    return frozenset(content_stems(words)) - GENERIC_METRIC_STEMS


def kpi_answers(dialogue: Dialogue, questions: tuple[Signal, ...]) -> tuple[Line, ...]:
    """What the interviewer said of the measure when asked for it: the first sentence of each answer."""
    asked = {s.turn for s in questions if s.kind == QuestionKind.KPI}
    answers = [r for r in dialogue.interviewer if r.index - 1 in asked]
    return tuple(answer.sentences[0] for answer in answers if answer.sentences)


@dataclass(frozen=True, slots=True)
class Measure:
    """The business measure of this problem, as far as the scenario and the interviewer named it."""

    stems: frozenset[str]
    today: frozenset[float]
    """The numbers that came with it."""


def measure_of(dialogue: Dialogue, questions: tuple[Signal, ...]) -> Measure:
    """The measure's words and its value today."""
    answers = kpi_answers(dialogue, questions)
    told = frozenset(stem for line in answers for stem in content_stems(line.words)) - GENERIC_METRIC_STEMS
    told_today = [s for r in dialogue.interviewer for s in r.sentences if s.has(*VALUE_TODAY)]
    numbers = [
        *numbers_in(dialogue.vocabulary.kpi),
        *(n for line in (*answers, *told_today) for n in line.numbers),
    ]
    return Measure(metric_stems(dialogue) | told, frozenset(n.value for n in numbers))


def impacts(dialogue: Dialogue, measure: Measure, excluded: frozenset[int]) -> Iterator[Signal]:
    """Effects on the KPI or the business, and choices tied to a metric."""
    for reading in dialogue.candidate:
        if reading.index in excluded or reading.line.has("salary|compensation|base pay"):
            continue
        metric = _metric(reading, measure.stems)
        asked = dialogue.asked(reading).has(*ASKED_FOR_EFFECT)
        effect = _effect(reading, metric) if metric is not None or asked else None
        effect = effect or _known_move(reading, measure.today) or reading.line.first(*LOSSES)
        if effect is not None:
            yield signal_at(reading, SignalId.IMPACT_STATED, effect, value=_last_number(reading, effect))
        named = metric or effect
        if named is not None and _is_linked(reading, named, effect is not None):
            yield signal_at(reading, SignalId.USER_METRIC_LINK, named)


def _metric(reading: Reading, stems: frozenset[str]) -> Hit | None:
    named = reading.line.first("{metric}")
    if named is not None:
        return named
    for token in reading.line.tokens:
        if stems & set(content_stems([token.norm])):
            return reading.line.first(re.escape(token.norm))
    return None


def _effect(reading: Reading, metric: Hit | None) -> Hit | None:
    at = metric.at if metric is not None else 0
    numeric = [h for h in reading.line.hits(*EFFECTS) if reading.numbers or not h.found.startswith("#")]
    if numeric:
        return min(numeric, key=lambda h: (abs(h.at - at), h.at))
    return reading.line.first(*CONSEQUENCES)


def _known_move(reading: Reading, today: frozenset[float]) -> Hit | None:
    """From the measure's value today to another, though the measure is not called by its name."""
    for hit in reading.line.hits(*MOVES_OF_A_KNOWN_MEASURE):
        inside = [n for n in reading.numbers if hit.start <= n.start and n.end <= hit.end]
        if any({one.value, other.value} & today and _alike(one, other) for one, other in pairwise(inside)):
            return hit
    return None


def _alike(one: NumberSaid, other: NumberSaid) -> bool:
    return one.value != other.value and (one.unit == other.unit or not (one.unit and other.unit))


def _last_number(reading: Reading, effect: Hit) -> float | None:
    inside = [n for n in reading.numbers if n.start < effect.end + 12 and n.end > effect.start]
    return inside[-1].value if inside else None


def _is_linked(reading: Reading, metric: Hit, has_effect: bool) -> bool:
    if has_effect:
        return reading.line.has(*CHOICE_NAMED)
    near = around(reading, metric, 14, 6)
    in_question = any(
        s.ends_as_question and s.tokens[0].start <= metric.start < s.tokens[-1].end for s in reading.sentences
    )
    return not in_question and near.has(*LINKS) and near.has(*CHOICE_NAMED)
