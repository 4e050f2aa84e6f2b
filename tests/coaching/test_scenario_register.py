"""What a scenario says of its own language and of its own rubric."""

from __future__ import annotations

import pytest

from voice_coach.coaching.evidence import Reader
from voice_coach.coaching.moves import Move, MoveKind, Stage, Trigger
from voice_coach.coaching.phrasebook import REACTIONS
from voice_coach.coaching.phrasing import PhrasingState, ScriptedPhrasing
from voice_coach.coaching.scenario_file import parse_scenario
from voice_coach.conversation.occasions import AnswerShape
from voice_coach.errors import ScenarioError
from voice_coach.library import shelves

FOLDER = shelves()[0]
BASE = {"_llm-product": (FOLDER / "_llm-product.toml").read_text()}
TEXT = (FOLDER / "support-replies.toml").read_text()
WHO = Move(MoveKind.ASK_USER, Stage.DESIGN, Trigger(3, ""), "who", "", (("form", "user"),), AnswerShape.LONG)


def with_field(line: str):
    return parse_scenario(TEXT.replace("\n[persona]", f"\n{line}\n\n[persona]", 1), "mine.toml", BASE)


def asked_about_users(line: str) -> str:
    phrasing, state, texts = ScriptedPhrasing(with_field(line), 1), PhrasingState(), []
    for _ in REACTIONS[MoveKind.ASK_USER, "user"]:
        phrase = phrasing.phrase(WHO, state)
        texts.append(phrase.text)
        state = phrase.state
    return " ".join(texts).lower()


def test_stock_sentences_with_words_out_of_place_are_left_out():
    assert "sit beside" in asked_about_users("")
    assert "sit beside" not in asked_about_users('unsaid = ["sit beside"]')


def test_a_word_out_of_place_stays_so_when_the_candidate_says_it():
    scenario = with_field('unsaid = ["sit beside"]')
    assert Reader(scenario).read("I sit beside the knowledge base.").terms == {"knowledge base"}


def test_a_scenario_may_not_say_its_own_words_out_of_place():
    with pytest.raises(ScenarioError, match="gives_away: screen"):
        with_field('unsaid = ["screen"]')


def test_the_rubric_is_overridden_by_dimension():
    scenario = with_field('rubric = { tradeoff_clarity = "Both sides in dollars a month." }')
    assert scenario.rubric == (("tradeoff_clarity", "Both sides in dollars a month."),)


def test_a_dimension_that_does_not_exist_is_refused():
    with pytest.raises(ScenarioError, match="one of 'framing', 'constraints'"):
        with_field('rubric = { charm = "Smiles." }')
