"""What makes a scenario fit to be spoken, beyond its form."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from voice_coach.coaching.language import PhraseIndex
from voice_coach.coaching.moves import MoveKind, Stage
from voice_coach.coaching.questions import FactMatcher
from voice_coach.coaching.requests import instructs
from voice_coach.coaching.scenario import REQUIRED_FACTS, Scenario
from voice_coach.coaching.scenario_lines import Path
from voice_coach.coaching.scenario_truth import contradictions
from voice_coach.coaching.speech_rules import Rule, SpeechContext, Violation, violations, word_count

MOST_PROMPT_WORDS = 89
MOST_BRIEF_WORDS = 14
MOST_SPEAKABLE_TITLE_WORDS = 10
FEWEST_PROBES = {Stage.OPENING: 2, Stage.CONSTRAINTS: 3, Stage.DESIGN: 5, Stage.TRADEOFFS: 4, Stage.CLOSE: 2}
FEWEST_SHIFTS = 2
FEWEST_BINDING = 2


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to mend in a file."""

    path: Path
    expected: str


def guarded_terms(scenario: Scenario) -> PhraseIndex:
    """What the interviewer never says first: solution terms and words out of place, less those that the
    prompt itself says."""
    terms = dict.fromkeys((*scenario.levers, *scenario.components, *scenario.unsaid))
    index = PhraseIndex((term, term) for term in terms)
    prompt = {
        violation.detail
        for violation in violations(scenario.prompt, SpeechContext(guarded=index))
        if violation.rule is Rule.GIVES_AWAY
    }
    return PhraseIndex((term, term) for term in terms if term not in prompt)


def problems_of(scenario: Scenario) -> tuple[Problem, ...]:
    """Everything that would be heard, or that the interview would miss."""
    return tuple(_problems(scenario))


def _problems(scenario: Scenario) -> Iterator[Problem]:
    yield from _spoken_prompt(scenario)
    yield from _completeness(scenario)
    yield from _ids(scenario)
    yield from _spoken_texts(scenario)
    yield from _orders(scenario)
    yield from _references(scenario)
    yield from _contradictions(scenario)
    yield from _likely_questions(scenario)


def _spoken_prompt(scenario: Scenario) -> Iterator[Problem]:
    words = word_count(scenario.prompt)
    if words > MOST_PROMPT_WORDS:
        yield Problem(("prompt",), f"fewer than 90 words were expected, there are {words}")
    for violation in violations(scenario.prompt, SpeechContext(MoveKind.OPEN)):
        yield Problem(("prompt",), _broken_rule(violation))


def _completeness(scenario: Scenario) -> Iterator[Problem]:
    have = {fact.id for fact in scenario.facts}
    for missing in (fact for fact in REQUIRED_FACTS if fact not in have):
        yield Problem(("facts",), f'a fact with id "{missing}" was expected')
    if len(scenario.shifts) < FEWEST_SHIFTS:
        yield Problem(
            ("shifts",), f"at least {FEWEST_SHIFTS} shifts were expected, there are {len(scenario.shifts)}"
        )
    if sum(constraint.binding for constraint in scenario.constraints) < FEWEST_BINDING:
        yield Problem(
            ("constraints",), f"at least {FEWEST_BINDING} constraints with binding = true were expected"
        )
    for stage, fewest in FEWEST_PROBES.items():
        count = len(scenario.probes_of(stage))
        if count < fewest:
            yield Problem(
                ("probes",), f'at least {fewest} probes of stage "{stage}" were expected, there are {count}'
            )


def _ids(scenario: Scenario) -> Iterator[Problem]:
    for name, ids in (
        ("facts", [fact.id for fact in scenario.facts]),
        ("constraints", [constraint.id for constraint in scenario.constraints]),
        ("probes", [probe.id for probe in scenario.probes]),
        ("shifts", [shift.id for shift in scenario.shifts]),
        ("model_answers", [answer.topic for answer in scenario.model_answers]),
    ):
        for index, item in enumerate(ids):
            if item in ids[:index]:
                yield Problem((name, index), f'an id used once was expected, "{item}" stands twice')


def _spoken_texts(scenario: Scenario) -> Iterator[Problem]:
    guarded = guarded_terms(scenario)
    for path, text, asks in _texts(scenario):
        for violation in violations(text, SpeechContext(guarded=guarded)):
            if violation.rule is Rule.FIRST_CLAUSE:
                continue  # the phrasing puts a short clause before a long one
            yield Problem(path, _broken_rule(violation))
        if not asks and "?" in text:
            yield Problem(path, "a statement was expected, this asks a question")
    for index, fact in enumerate(scenario.facts):
        if word_count(fact.brief) > MOST_BRIEF_WORDS:
            yield Problem(("facts", index, "brief"), f"at most {MOST_BRIEF_WORDS} words were expected")


def _broken_rule(violation: Violation) -> str:
    return f"the rules of speech were expected to hold ({violation.rule}: {violation.detail})"


def _orders(scenario: Scenario) -> Iterator[Problem]:
    """What reaches a language model may describe the problem, and give it no orders about its role."""
    persona = scenario.persona
    described: tuple[tuple[Path, str], ...] = (
        (("title",), scenario.title),
        (("prompt",), scenario.prompt),
        (("persona", "name"), persona.name),
        (("persona", "role"), persona.role),
        (("persona", "manner"), persona.manner),
    )
    for path, text in (*described, *((path, text) for path, text, _ in _texts(scenario))):
        if instructs(text):
            yield Problem(
                path, "a text about the problem was expected, this gives orders to the interviewer; reword it"
            )


def _contradictions(scenario: Scenario) -> Iterator[Problem]:
    for found in contradictions(scenario):
        yield Problem(
            found.path,
            f'one value was expected, here it is "{found.here}", but in {found.there}; make them agree',
        )


def _texts(scenario: Scenario) -> Iterator[tuple[Path, str, bool]]:
    for index, fact in enumerate(scenario.facts):
        yield ("facts", index, "answer"), fact.answer, False
        yield ("facts", index, "brief"), fact.brief, False
    for index, probe in enumerate(scenario.probes):
        yield ("probes", index, "ask"), probe.ask, True
        for number, text in enumerate(probe.follow_ups):
            yield ("probes", index, "follow_ups", number), text, True
    for index, shift in enumerate(scenario.shifts):
        yield ("shifts", index, "say"), shift.say, True
        for number, change in enumerate(shift.changes):
            yield ("shifts", index, "changes", number, "answer"), change.answer, False
            yield ("shifts", index, "changes", number, "brief"), change.brief, False


def _references(scenario: Scenario) -> Iterator[Problem]:
    facts = {fact.id for fact in scenario.facts}
    for index, shift in enumerate(scenario.shifts):
        for number, change in enumerate(shift.changes):
            if change.fact not in facts:
                yield Problem(
                    ("shifts", index, "changes", number, "fact"),
                    f'the id of a fact was expected, found "{change.fact}"',
                )


def _likely_questions(scenario: Scenario) -> Iterator[Problem]:
    matcher = FactMatcher(scenario)
    for index, fact in enumerate(scenario.facts):
        for number, question in enumerate(fact.questions):
            if (heard := matcher.fact_of(question)) != fact.id:
                yield Problem(
                    ("facts", index, "questions", number),
                    f'words that lead to "{fact.id}" were expected, '
                    f'this is understood as "{heard or "nothing"}"',
                )
