"""Pay and its reasons."""

from __future__ import annotations

from conversations import ids

HELLO = "c: Hello."
ASKED = "i: What would you like to earn?"


def test_a_range_with_a_reason_in_the_role_is_both() -> None:
    said = "c: Between 180 and 195 thousand, because the role owns the whole night shift's results."
    assert {"comp_range", "comp_reason"} <= ids(HELLO, ASKED, said)


def test_a_private_need_is_no_reason() -> None:
    names = ids(HELLO, ASKED, "c: One hundred to one hundred ten thousand, since my rent went up.")
    assert "comp_range" in names
    assert "comp_reason" not in names


def test_a_price_range_in_the_problem_is_no_pay() -> None:
    assert "comp_range" not in ids(
        HELLO, "i: What do parcels cost?", "c: Between five and nine euros, I believe."
    )
