"""Questions in many wordings, each asked of the director early in a round.

`tests/data/questions/<scenario>.toml` holds `"question" = "id of the fact"`; an empty id stands for what the
fact sheet does not know.
"""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

import pytest

from voice_coach.coaching.director import Director
from voice_coach.coaching.moves import Heard, MoveKind
from voice_coach.coaching.scenario import Scenario
from voice_coach.coaching.stages import Plan
from voice_coach.conversation.occasions import Occasion
from voice_coach.library import load_scenario

FEWEST_QUESTIONS = 15
FEWEST_IN_RECOGNISER_STYLE = 4
FEWEST_ANSWERED = 0.9
UNKNOWN = ""
FILES = sorted((Path(__file__).parents[1] / "data" / "questions").glob("*.toml"))
each_file = pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)


def questions_of(file: Path) -> dict[str, str]:
    return tomllib.loads(file.read_text("utf-8"))


@cache
def answered(file: Path) -> dict[str, str | None]:
    """Question -> ids of the facts given in reply, None where it was not heard as a question."""
    scenario = load_scenario(file.stem)
    return {question: _reply(scenario, question) for question in questions_of(file)}


def _reply(scenario: Scenario, question: str) -> str | None:
    director = Director(scenario, Plan(seed=1))
    begun = director.decide(director.start(), Heard(Occasion.OPENING, 0, "", 0.0)).state
    move = director.decide(begun, Heard(Occasion.ANSWER, 1, question, 30.0)).move
    return dict(move.slots).get("facts", UNKNOWN) if move.kind is MoveKind.ANSWER_QUESTION else None


def is_met(expected: str, reply: str | None) -> bool:
    """What the sheet does not know is met by any reply that takes nothing from it."""
    return reply == expected or (expected == UNKNOWN and not reply)


@each_file
def test_enough_questions_are_asked_and_some_as_a_recogniser_writes_them(file):
    questions = questions_of(file)
    bare = [question for question in questions if question == question.lower() and not question.endswith("?")]
    assert len(questions) >= FEWEST_QUESTIONS
    assert len(bare) >= FEWEST_IN_RECOGNISER_STYLE


@each_file
def test_every_fact_expected_is_on_the_fact_sheet_and_every_fact_is_asked_for(file):
    expected = set(questions_of(file).values()) - {UNKNOWN}
    assert expected == {fact.id for fact in load_scenario(file.stem).facts}


@each_file
def test_no_question_is_in_the_scenario_itself(file):
    taught = {question for fact in load_scenario(file.stem).facts for question in fact.questions}
    assert not taught & set(questions_of(file))


@each_file
def test_nine_in_ten_questions_are_answered_from_their_fact(file):
    missed = {
        question: reply
        for question, reply in answered(file).items()
        if not is_met(questions_of(file)[question], reply)
    }
    assert len(missed) <= (1 - FEWEST_ANSWERED) * len(answered(file)), missed


@each_file
def test_no_question_is_answered_from_a_wrong_fact(file):
    wrong = {
        question: reply
        for question, reply in answered(file).items()
        if reply and reply != questions_of(file)[question]
    }
    assert not wrong
