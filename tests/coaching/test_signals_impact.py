"""People, metrics and effects."""

from __future__ import annotations

from conversations import found, ids

START = "c: What do you count as success, complaints closed within the day?"
KPI = "i: Complaints closed within a day, 40 percent today."
WHO = "i: Who notices?"
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
