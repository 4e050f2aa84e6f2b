"""What the problem held and the candidate never touched: for the debrief, when it may be told."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from voice_coach.coaching.evidence import Reader, Reading
from voice_coach.coaching.record import Record
from voice_coach.coaching.scenario import REQUIRED_FACTS, Scenario
from voice_coach.coaching.signals.dialogue import content_stems

_FEWEST_STEMS = 3


def not_asked(record: Record, scenario: Scenario | None) -> list[dict[str, object]]:
    """Facts that a good candidate asks for and this one did not, with what the answer would have been."""
    if scenario is None:
        return []
    readings = list(_readings(record, scenario))
    asked = {question.fact for reading in readings for question in reading.questions}
    told = " ".join(turn.text for turn in record.turns if not turn.by_candidate)
    return [
        {"fact": fact.id, "answer": fact.answer}
        for fact in scenario.facts
        if fact.id in REQUIRED_FACTS and fact.id not in asked and not _is_told(fact.answer, fact.brief, told)
    ]


def _is_told(answer: str, brief: str, told: str) -> bool:
    return answer in told or brief.rstrip(".") in told


def limits_not_named(record: Record, scenario: Scenario | None) -> list[dict[str, object]]:
    """Limits that decide this problem and were never named by the candidate."""
    if scenario is None:
        return []
    named = {limit.id for reading in _readings(record, scenario) for limit in reading.limits}
    named |= {limit.id for limit in scenario.constraints if _is_said(limit.says, record)}
    return [
        {"limit": limit.id, "kind": limit.kind, "says": limit.says}
        for limit in scenario.constraints
        if limit.binding and limit.id not in named
    ]


def _is_said(limit: str, record: Record) -> bool:
    """Whether one answer holds nearly all of the words that carry the limit's meaning."""
    wanted = set(content_stems(limit.lower().split()))
    spoken = (set(content_stems(reading.line.words)) for reading in record.dialogue.candidate)
    return len(wanted) >= _FEWEST_STEMS and any(len(wanted & said) >= 0.75 * len(wanted) for said in spoken)


@lru_cache(maxsize=4)
def _reader(scenario: Scenario) -> Reader:
    """Kept, since it takes longer to make than a talk takes to read."""
    return Reader(scenario)


def _readings(record: Record, scenario: Scenario) -> Iterator[Reading]:
    reader = _reader(scenario)
    return (reader.read(turn.text, turn.turn) for turn in record.turns if turn.by_candidate)
