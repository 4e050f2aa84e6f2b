"""Tables of what was said."""

from __future__ import annotations

from typing import Any

import pytest
from conversations import record_of

from voice_coach.coaching import ledger
from voice_coach.coaching.opening import opening

LIMITS = (
    "c: Two limits bind. No address may leave the company, and an answer must be there within four minutes."
)
CHOICE = "c: We use a local model, because no address may leave."


def rows(said: str) -> list[dict[str, Any]]:
    return ledger.numbers(record_of("c: Hello.", "i: Go on.", said))


@pytest.mark.parametrize(
    ("said", "trap"),
    [
        ("c: It costs $0.02 per token.", "$0.02 per token is 20,000 per million tokens"),
        ("c: it costs two cents per token", "two cents per token is 20,000 per million tokens"),
        ("c: It costs $2 per million tokens.", None),
        ("c: We have 100 ms for it.", "100 ms to the first token or to the full answer? It was not said."),
        ("c: We have 100 ms to the first token.", None),
    ],
)
def test_unit_traps_are_pointed_out(said: str, trap: str | None) -> None:
    assert rows(said)[0]["trap"] == trap


def test_a_number_knows_its_source_and_the_check_of_its_sum() -> None:
    first, second, wrong = rows("c: In our pilot it fell from 120 to 85 seconds, that's 50 percent less.")
    assert (first["value"], second["value"], second["unit"]) == (120, 85, "s")
    assert first["source"] is not None
    assert wrong["check"] == "the turn's own numbers give 29.2"


def test_the_map_shows_used_and_unused_constraints() -> None:
    by_kind = {
        row["kind"]: row
        for row in ledger.constraint_map(record_of(LIMITS, "i: How do you build it?", CHOICE))
    }
    assert by_kind["compliance"]["used"] is True
    assert by_kind["latency"]["used"] is False
    assert by_kind["compliance"]["choices"]


def test_a_trade_off_row_holds_gain_price_and_period() -> None:
    said = "c: One more node cuts the wait by 30 percent, but it costs $15,000 a month."
    (row,) = ledger.tradeoff_table(record_of("c: Hello.", "i: What does that cost?", said))
    assert row["quantified"] is True
    assert row["period"] == "month"
    assert "15,000" in str(row["price"])
    assert "30 percent" in str(row["gain"])


@pytest.mark.parametrize(
    ("said", "lever"),
    [
        ("c: One more node cuts the wait by 30 percent, but it costs $15,000 a month.", "One more node"),
        (
            "c: a second check brings wrong doors from two percent to one but it adds two seconds",
            "a second check",
        ),
        (
            "c: We tried it, and the longer answer gains 4 points but takes 2 seconds more.",
            "the longer answer",
        ),
        ("c: It's safer for the kids and 30 percent quicker, but it is 20 dollars more for the cook.", None),
        ("c: It gets closer to what the person means, 8 percent better, but it takes 2 seconds more.", None),
    ],
)
def test_the_lever_is_a_subject_that_was_named_or_nothing(said: str, lever: str | None) -> None:
    (row,) = ledger.tradeoff_table(record_of("c: Hello.", "i: What does that cost?", said))
    assert row["lever"] == lever


def test_a_sum_is_put_right_in_plain_figures() -> None:
    rows_of = rows("c: 60,000 mails at 30 dollars is 900,000 dollars a day.")
    assert {row["check"] for row in rows_of if row["check"]} == {"the turn's own numbers give 1,800,000"}


def test_numbers_of_different_things_are_no_sum() -> None:
    said = (
        "c: the model writes three sentences one text per district is what makes fifty thousand in ten "
        "minutes boring and the lookup gives the time that's for a eighty percent"
    )
    assert not [row for row in rows(said) if row["check"]]


def test_the_opening_tells_order_topics_and_what_is_missing() -> None:
    found: dict[str, Any] = opening(
        record_of(
            "c: So the clerks drown in angry mails and the customer waits all night for two lines; "
            "you want that to end by morning. "
            "How many mails come a day?",
            "i: 900.",
            LIMITS,
        )
    )
    assert found["order"] == ["restatement", "questions", "constraints"]
    assert found["in_order"] is True
    assert found["missing"] == ["approach"]
    assert found["not_covered"] == ["kpi", "traffic", "privacy"]
    assert found["credit"] == ["volume"]
    assert found["restatement"]["within_limit"] is True
