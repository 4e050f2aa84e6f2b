"""Quotes must be in the transcript."""

from __future__ import annotations

from dataclasses import replace

from conversations import signals_of, turns_of

from voice_coach.coaching.quotes import find_quote, verified

TURNS = turns_of(
    "i: How would you start?",
    "c: the answer has to be there in four minutes because the driver waits at the gate",
)


def test_an_exact_quote_is_found_with_its_time() -> None:
    found = find_quote(TURNS, "in four minutes")
    assert found is not None
    assert (found.turn, found.quote) == (1, "in four minutes")
    assert TURNS[1].start_s < found.start_s < found.end_s < TURNS[1].end_s


def test_a_quote_with_a_recognisers_slip_is_found_as_it_was_said() -> None:
    found = find_quote(TURNS, "the answer has to be their in four minutes because a driver waits")
    assert found is not None
    assert found.quote in TURNS[1].text


def test_an_invented_quote_is_not_found() -> None:
    assert find_quote(TURNS, "we measured it over three weeks in two depots") is None
    assert find_quote(TURNS, "forty") is None
    assert find_quote(TURNS, "  ") is None


def test_a_quote_from_another_turn_is_not_found_there() -> None:
    assert find_quote(TURNS, "in four minutes", turn=0) is None


def test_what_cannot_be_verified_is_dropped_and_counted() -> None:
    said = "c: No address may leave the company."
    signals = signals_of(said)
    turns = turns_of("i: x", said)
    assert verified(turns, signals) == (signals, 0)
    assert verified(turns, [replace(signals[0], quote="every choice was justified at length")]) == ((), 1)
