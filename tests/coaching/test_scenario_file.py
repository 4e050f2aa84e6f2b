from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from voice_coach.coaching.scenario_file import parse_scenario
from voice_coach.errors import ScenarioError
from voice_coach.library import scenario_ids, shelves

FOLDER = shelves()[0]
BASE = {"_llm-product": (FOLDER / "_llm-product.toml").read_text()}
TEXT = (FOLDER / "support-replies.toml").read_text()


def failure_of(text: str, name: str = "mine.toml") -> str:
    with pytest.raises(ScenarioError) as caught:
        parse_scenario(text, name, BASE)
    assert caught.value.cure
    return caught.value.message


def problems_of(text: str) -> list[str]:
    try:
        parse_scenario(text, "mine.toml", BASE)
    except ScenarioError as error:
        return error.message.splitlines()
    return []


def line_with(text: str, words: str) -> int:
    return next(number for number, line in enumerate(text.split("\n"), 1) if words in line)


def test_a_complete_file_becomes_a_scenario_with_all_it_shares_with_its_base():
    scenario = parse_scenario(TEXT, "support-replies.toml", BASE)
    assert scenario.id == "support-replies"
    assert "knowledge base" in scenario.components
    assert "vector store" in scenario.components
    assert scenario.field == "llm-system-design"
    assert scenario.fact("kpi").brief.endswith("61 percent today.")
    assert len(scenario.sha256) == 64


def test_the_digest_changes_with_the_file_and_with_its_base():
    one = parse_scenario(TEXT, "a.toml", BASE).sha256
    assert parse_scenario(TEXT + "\n# more\n", "a.toml", BASE).sha256 != one
    assert parse_scenario(TEXT, "a.toml", {"_llm-product": BASE["_llm-product"] + "\n"}).sha256 != one


def test_a_scenarios_own_probes_come_before_the_shared_ones():
    scenario = parse_scenario(TEXT, "support-replies.toml", BASE)
    ids = [probe.id for probe in scenario.probes]
    assert ids.index("agents-view") < min(at for at, one in enumerate(ids) if one.startswith("shared-"))


def test_an_unknown_field_is_refused_with_its_line():
    text = TEXT.replace('name = "Ines"', 'name = "Ines"\nmood = "sunny"')
    assert (
        f"mine.toml:{line_with(text, 'mood')}: persona.mood: no field of this name was expected"
        in failure_of(text)
    )


def test_a_missing_field_is_named_at_its_table():
    text = TEXT.replace('manner = "brief and curious; wants numbers tied to people"\n', "")
    assert f"mine.toml:{line_with(text, '[persona]')}: persona.manner: this field was expected" in failure_of(
        text
    )


def test_a_wrong_choice_says_which_ones_there_are():
    text = TEXT.replace('kind = "latency"', 'kind = "speed"')
    message = failure_of(text)
    assert f"mine.toml:{line_with(text, 'speed')}" in message
    assert "'latency', 'cost'" in message


def test_broken_toml_says_where():
    message = failure_of(TEXT.replace('id = "support-replies"', 'id = "support-replies', 1))
    assert message.startswith("mine.toml:6: syntax:")


def test_an_answer_too_long_to_say_is_refused():
    text = TEXT.replace(
        "Four cents per reply, all in. Finance", "Four cents per reply, all in. " + "very " * 50 + "Finance"
    )
    assert f"mine.toml:{line_with(text, 'very very')}: facts[5].answer: the rules of speech" in failure_of(
        text
    )


def test_a_prompt_of_ninety_words_is_refused():
    text = TEXT.replace("How would you approach that?", "And so on. " * 30 + "How would you approach that?")
    assert "prompt: fewer than 90 words were expected" in failure_of(text)


def test_a_probe_that_gives_the_solution_away_is_refused():
    text = TEXT.replace("How does this morning's draft know?", "Would retrieval help this morning's draft?")
    message = failure_of(text)
    assert "gives_away: retrieval" in message
    assert f"mine.toml:{line_with(text, 'Would retrieval help')}: " in message


def test_a_likely_question_that_would_be_misunderstood_is_refused():
    text = TEXT.replace('"What is the budget?",', '"How are you today?",')
    assert 'words that lead to "budget" were expected, this is understood as "today"' in failure_of(text)


def test_a_missing_fact_is_named():
    start = TEXT.index('[[facts]]\nid = "latency"')
    end = TEXT.index('[[facts]]\nid = "quality"')
    text = (TEXT[:start] + TEXT[end:]).replace("_llm-product", "bare")
    bare = re.sub(r'\[\[facts\]\]\nid = "latency".*?\]\n', "", BASE["_llm-product"], flags=re.DOTALL)
    with pytest.raises(ScenarioError, match='a fact with id "latency" was expected'):
        parse_scenario(text, "mine.toml", {"bare": bare})


def test_fewer_than_two_shifts_are_refused():
    text = (
        TEXT[: TEXT.index('[[shifts]]\nid = "no-outside-model"')]
        + TEXT[
            TEXT.index("# ---------------------------------------------------------------- how a strong") :
        ]
    )
    assert "at least 2 shifts were expected, there are 1" in failure_of(text)


def test_an_id_used_twice_is_refused():
    assert 'an id used once was expected, "whose-problem" stands twice' in failure_of(
        TEXT.replace('id = "monday"', 'id = "whose-problem"')
    )


def test_an_unknown_base_is_named_with_those_that_exist():
    assert (
        'mine.toml:5: extends: the id of a base file was expected (_llm-product), found "nope"'
        in failure_of(TEXT.replace('extends = "_llm-product"', 'extends = "nope"'))
    )


def test_a_problem_in_the_base_is_reported_at_the_base():
    base = BASE["_llm-product"].replace(
        "Which limit looks strict, but is slack?", "Which limit looks strict? And which is slack?"
    )
    with pytest.raises(
        ScenarioError, match=rf"^_llm-product.toml:{line_with(base, 'And which is slack')}: probes"
    ):
        parse_scenario(TEXT, "mine.toml", {"_llm-product": base})


def test_all_problems_are_reported_at_once():
    text = TEXT.replace('kind = "latency"', 'kind = "speed"').replace('name = "Ines"', "name = 3")
    assert len(failure_of(text).splitlines()) == 2


def test_a_file_too_large_is_refused_unread():
    assert "at most 200000 characters were expected" in failure_of("#" * 200_001)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, len(TEXT)), st.integers(0, 400), st.text(max_size=20))
def test_damaged_text_never_raises_anything_but_a_scenario_error(start: int, length: int, instead: str):
    lines = problems_of(TEXT[:start] + instead + TEXT[start + length :])
    assert all(re.match(r"(mine|_llm-product)\.toml:\d+: ", line) for line in lines)


@pytest.mark.parametrize("scenario_id", scenario_ids())
def test_every_scenario_that_ships_is_rich_enough_for_45_minutes(scenario_id: str):
    scenario = parse_scenario((FOLDER / f"{scenario_id}.toml").read_text(), scenario_id, BASE)
    assert len(scenario.probes) >= 35
    assert sum(1 + len(probe.follow_ups) for probe in scenario.probes) >= 80
    assert len(scenario.shifts) >= 2
    assert sum(len(fact.questions) for fact in scenario.facts) >= 45
    answered = {answer.topic for answer in scenario.model_answers}
    assert {probe.id for probe in scenario.probes} - answered == {"shared-your-questions"}
    assert {shift.id for shift in scenario.shifts} <= answered


def test_scenario_files_are_written_by_the_authors_guide():
    guide = (Path(__file__).parents[2] / "docs" / "scenarios.md").read_text()
    for field in (
        "facts",
        "constraints",
        "components",
        "levers",
        "probes",
        "shifts",
        "model_answers",
        "extends",
        "pressure",
        "rubric",
    ):
        assert f"`{field}`" in guide
