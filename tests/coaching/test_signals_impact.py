"""People, metrics and effects."""

from __future__ import annotations

import pytest
from conversations import PROMPT, found, ids, record_of, turns_of

from voice_coach.coaching.anchors import judge
from voice_coach.coaching.scorecard import Dimension
from voice_coach.coaching.signals import find_signals, read_dialogue

START = "c: What do you count as success, complaints closed within the day?"
KPI = "i: Complaints closed within a day, 40 percent today."
WHO = "i: Who notices?"
GO = "i: Go on."
STORY = (
    "c: Take Ruth. It's nine in the evening, she types where is my parcel, gets two lines "
    "that say it is at the depot, "
    "and she picks it up at eight on her way to work."
)


def test_a_person_in_a_moment_is_a_user_story() -> None:
    assert (3, "user_story", None) in found(START, WHO, STORY)
    assert "user_story" in ids(START, WHO, STORY.lower().replace(",", "").replace(".", "").replace("'", ""))


def test_people_in_general_are_no_story() -> None:
    assert "user_story" not in ids(
        START,
        WHO,
        "c: Customers are people too, they want their parcels and they like good service at any time.",
    )


def test_an_effect_on_the_measure_names_choice_and_numbers() -> None:
    said = (
        "c: The two lines go out at once, and that is what gets complaints closed: from 40 "
        "percent within the day to 65 percent."
    )
    assert {"impact_stated", "user_metric_link"} <= ids(START, KPI, "c: Fine.", WHO, said)


def test_bare_latency_is_no_effect_on_users() -> None:
    said = "c: The cache makes the tokenizer faster."
    assert not {"impact_stated", "user_metric_link"} & ids(START, KPI, "c: Fine.", "i: Go on.", said)


BASELINE = "i: Complaints closed within a day, 61 percent today."
MOVES_WITHOUT_THE_NAME = (
    "I expect 61 to go to 67 percent.",
    "i expect sixty one to go to sixty seven percent",
    "i would count on sixty seven percent instead of the sixty one you have",
    "We end at 67 percent, up from 61.",
    "today it is sixty one and with the two lines i would promise sixty seven percent by spring",
    "That brings your 61 percent to about 67.",
)
PRICES_OF_A_FAILURE = (
    "Wrong promises come first, because each one costs 35 dollars and the trust of the agent.",
    "wrong promises come first because each one cause thirty five dollars and trust of the agent",
    "Thirty-five dollars a mistake, that is what decides.",
    "every slip sets the carrier back forty euros",
    "we lose fifteen dollars each time someone has to write again",
    "That is 45 wrong replies a day. At 35 dollars each it comes to 1,575 dollars.",
    "it is a hundred and twenty pounds every time a delivery goes wrong",
)
RUNNING_COSTS = (
    "Each draft costs 4 cents, and we write 9,000 of them.",
    "one more node at two thousand five hundred dollars a month keeps the queue short",
    "The second check is 600 dollars of computing.",
    "We have 61 percent, 4 cents and 3 seconds to live with.",
)


@pytest.mark.parametrize("said", MOVES_WITHOUT_THE_NAME)
def test_a_move_from_the_measures_value_is_an_effect_though_it_is_not_named(said: str) -> None:
    assert (5, "impact_stated", None) in found(START, BASELINE, "c: Fine.", GO, f"c: {said}")


@pytest.mark.parametrize("said", MOVES_WITHOUT_THE_NAME)
def test_the_rules_take_the_same_numbers_for_no_effect_where_nobody_gave_the_measure(said: str) -> None:
    unasked = ("c: How many of them are there?", "i: Some thousands.", "c: Fine.", GO, f"c: {said}")
    by_rules = find_signals(read_dialogue(turns_of(PROMPT, *unasked)), learned=False)
    assert "impact_stated" not in {signal.id for signal in by_rules}


@pytest.mark.parametrize("said", PRICES_OF_A_FAILURE)
def test_what_a_failure_costs_the_business_is_an_effect(said: str) -> None:
    assert (5, "impact_stated", None) in found(START, BASELINE, "c: Fine.", GO, f"c: {said}")


@pytest.mark.parametrize("said", RUNNING_COSTS)
def test_what_it_costs_to_run_is_none(said: str) -> None:
    assert "impact_stated" not in ids(START, BASELINE, "c: Fine.", GO, f"c: {said}")


def test_the_scorecard_counts_the_move_and_the_price_of_a_mistake_in_recognised_words() -> None:
    said = (
        START,
        BASELINE,
        "c: three limits bind three seconds one wrong promise in two hundred and nobody outside keeps data",
        GO,
        "c: wrong promises come first because each one costs thirty five dollars and the trust of the agent "
        "the three seconds come second",
        GO,
        "c: to sum up we draft only from the current rule and an agent sends i expect sixty one to go to "
        "sixty seven percent and i would measure it every week with the team that reads the complaints",
    )
    impact = next(each for each in judge(record_of(*said)) if each.dimension is Dimension.IMPACT)
    assert (impact.level or 0) >= 3
    assert "no effect" not in impact.sentence
