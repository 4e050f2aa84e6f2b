"""Constraints and the choices they justify."""

from __future__ import annotations

import pytest
from conversations import found, ids


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("c: An answer must be there within four minutes.", "latency"),
        ("c: it has to answer in under two hundred milliseconds", "latency"),
        ("c: We may spend at most three cents per mail.", "cost"),
        ("c: No address may ever leave the company.", "compliance"),
        ("c: personal data must not be used for training", "compliance"),
        ("c: A wrong tracking number must never go out.", "quality"),
        ("c: It has to work without a network connection in the yard.", "availability"),
        ("c: It must hold ten times the usual load in the holiday rush.", "scale"),
    ],
)
def test_a_limit_is_told_by_its_kind(said: str, kind: str) -> None:
    assert (1, "constraint_stated", kind) in found(said)


@pytest.mark.parametrize(
    "said",
    [
        "c: Latency is a constraint and cost is a constraint too.",
        "c: It should be fast, cheap and of good quality, as always.",
        "c: I must say that I have to think about it.",
        "c: Customers can't find their parcel.",
        "c: In the test it took two seconds.",
        "c: Must it answer within two seconds?",
    ],
)
def test_the_word_alone_a_wish_or_a_measurement_is_no_limit(said: str) -> None:
    assert "constraint_stated" not in ids(said)


LIMIT = "c: Then one limit is hard: no address may leave the company."


@pytest.mark.parametrize(
    "said",
    [
        "c: I'd run the model on our own servers, because no address may leave.",
        "c: We use a local model, due to the address rule.",
        "c: I would host it ourselves so that no address goes outside the company.",
    ],
)
def test_a_choice_that_names_its_limit_is_mapped(said: str) -> None:
    assert (3, "choice_mapped", "compliance") in found(LIMIT, "i: How do you build it?", said)


def test_a_reason_is_a_reference_and_not_the_limit_again() -> None:
    again = found(
        LIMIT, "i: How do you build it?", "c: I'd run it on our own servers, because no address may leave."
    )
    assert (3, "constraint_stated", "compliance") not in again


def test_no_choice_is_mapped_where_no_limit_was_stated() -> None:
    assert "choice_mapped" not in ids("c: We use a local model because it's the state of the art.")
