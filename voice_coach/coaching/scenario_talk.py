"""What is likely to be said about a scenario: all that its file says, for a recogniser to expect."""

from __future__ import annotations

from collections.abc import Iterator

from voice_coach.coaching.scenario import Scenario
from voice_coach.conversation.expected_talk import ExpectedTalk


def expected_talk(scenario: Scenario) -> ExpectedTalk:
    """The scenario's words and sentences. Nothing of it is ever shown, so hidden facts may be among them."""
    return ExpectedTalk(tuple(dict.fromkeys(_terms(scenario))), tuple(dict.fromkeys(_texts(scenario))))


def _terms(scenario: Scenario) -> Iterator[str]:
    yield from scenario.components
    yield from scenario.levers
    for fact in scenario.facts:
        yield from fact.words
    for constraint in scenario.constraints:
        yield from constraint.words
    for probe in scenario.probes:
        yield from probe.about


def _texts(scenario: Scenario) -> Iterator[str]:
    yield from (scenario.title, scenario.prompt)
    for fact in scenario.facts:
        yield from (fact.answer, fact.brief, *fact.questions)
    for constraint in scenario.constraints:
        yield from (constraint.name, constraint.says)
    for probe in scenario.probes:
        yield from (probe.ask, *probe.follow_ups)
    for shift in scenario.shifts:
        yield from (shift.say, *(text for change in shift.changes for text in (change.answer, change.brief)))
    for answer in scenario.model_answers:
        yield from answer.lines
