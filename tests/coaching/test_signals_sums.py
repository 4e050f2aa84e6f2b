"""Arithmetic and where numbers come from."""

from __future__ import annotations

import pytest
from conversations import ids, signals_of

from bench.recogniser_text import spoken

HELLO = "c: Hello, let us begin."


@pytest.mark.parametrize(
    "said",
    [
        "c: Waiting fell from 120 to 85 seconds, that's 50 percent less.",
        "c: it went from one hundred twenty to eighty five seconds so that is a cut of fifty percent",
        "c: The big one gets 10 percent wrong and the small one 12 percent, which is double.",
        "c: It takes 14 minutes where it took 6, so 3 minutes longer.",
        "c: 40,000 mails at 2 cents is 8,000 dollars.",
    ],
)
def test_a_sum_that_contradicts_its_own_numbers_is_found(said: str) -> None:
    assert "arithmetic_error" in ids(HELLO, "i: Go on.", said)


@pytest.mark.parametrize(
    "said",
    [
        "c: Waiting fell from 120 to 85 seconds, that's about 30 percent less.",
        "c: It went from 2.0 to 0.5 percent, three quarters less.",
        "c: from ten percent to five percent so that is half",
        "c: It fell from 14 to 7 percent, so seven points less.",
        "c: 40,000 mails at 2 cents is 800 dollars.",
        "c: 30 percent of the drivers and 50 dollars each.",
    ],
)
def test_a_sum_that_is_right_is_left_alone(said: str) -> None:
    assert "arithmetic_error" not in ids(HELLO, "i: Go on.", said)


def test_the_right_value_comes_with_the_error() -> None:
    (wrong,) = (
        s
        for s in signals_of(HELLO, "i: Go on.", "c: It fell from 120 to 85 ms, that's 50 percent less.")
        if s.id == "arithmetic_error"
    )
    assert wrong.value == pytest.approx(29.2)


@pytest.mark.parametrize(
    "said",
    [
        "c: In a pilot with two depots 12 percent of the drafts were wrong.",
        "c: According to our logs it's 900 mails a night.",
        "c: we measured it over three weeks and it was four seconds",
        "c: My estimate, assuming half of them reply, is 300 mails.",
    ],
)
def test_a_number_with_its_origin_is_sourced(said: str) -> None:
    assert "number_sourced" in ids(HELLO, "i: Go on.", said)


@pytest.mark.parametrize(
    "said",
    [
        "c: Everybody knows it's 40 percent.",
        "c: People say 30 percent in tests.",
        "c: I'd guess 300 mails.",
        "c: We measured it, of course.",
        "c: I would run a pilot with 20 drivers.",
    ],
)
def test_hearsay_a_plan_or_no_number_is_no_source(said: str) -> None:
    assert "number_sourced" not in ids(HELLO, "i: Go on.", said)


WRONG = (
    "400 a day times 20 days is 80,000 a month.",
    "That's 18 minus 7, so 9 minutes saved.",
    "30 plus 45 is 85 seconds in all.",
    "40 percent of 900 is 300 cases.",
    "One in 200 of 9,000 is 450 wrong ones a day.",
    "12 of 80 is 20 percent.",
    "We had 12 errors in 80 answers, that's 20 percent.",
    "25 dollars times 200 is 50,000.",
    "We save 3 minutes on 9,000 cases, that is 900 hours a day.",
    "Out of 1,200 questions 60 failed, so ten percent.",
)
RIGHT = (
    "400 a day times 20 days is 8,000 a month.",
    "18 minus 7, so 11 minutes saved.",
    "30 plus 45 is 75 seconds in all.",
    "40 percent of 900 is 360 cases.",
    "One in 200 of 9,000 is 45 wrong ones a day.",
    "We had 12 errors in 80 answers, that's 15 percent.",
    "300 of 900 is about 33 percent.",
    "25 dollars times 200 is 5,000.",
    "We save 3 minutes on 9,000 cases, that is 450 hours a day.",
    "5 of 8 teams, 30 percent of the load.",
    "12 teams in 4 weeks, that is 30 percent of the teams.",
    "In 300 of 1,000 cases a person reads it, at 20 percent of the price.",
    "We asked 40 people and 30 said yes; about 20 percent came back.",
)


@pytest.mark.parametrize("said", WRONG)
def test_a_sum_said_outright_is_checked_written_and_spoken(said: str) -> None:
    assert "arithmetic_error" in ids("c: Hello.", "i: Go on.", f"c: {said}")
    assert "arithmetic_error" in ids("c: Hello.", "i: Go on.", f"c: {spoken(said)}")


@pytest.mark.parametrize("said", RIGHT)
def test_a_sum_that_comes_out_or_is_none_is_let_be(said: str) -> None:
    assert "arithmetic_error" not in ids("c: Hello.", "i: Go on.", f"c: {said}")
    assert "arithmetic_error" not in ids("c: Hello.", "i: Go on.", f"c: {spoken(said)}")
