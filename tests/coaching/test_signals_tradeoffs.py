"""Gain against price, ranking, and lists."""

from __future__ import annotations

import pytest
from conversations import ids

PRICE = "i: What does that cost you?"
START = "c: Okay, I would draft the replies with a small model."


def test_numbers_on_both_sides_make_it_quantified() -> None:
    said = (
        "c: In our trial the small model got 12 percent wrong against 5 percent, but it costs "
        "two cents and not nine."
    )
    names = ids(START, PRICE, said)
    assert "tradeoff_quantified" in names
    assert "tradeoff_unquantified" not in names


def test_spoken_numbers_count_as_well() -> None:
    said = (
        "c: we give up seven percent of the good drafts and in return it is forty milliseconds "
        "faster than before"
    )
    assert "tradeoff_quantified" in ids(START, PRICE, said)


@pytest.mark.parametrize(
    "said",
    [
        "c: It's cheaper but the drafts get worse.",
        "c: the longer the draft the more it explains but the fewer people read it",
        "c: We lose some nuance, in exchange it is safer.",
    ],
)
def test_a_trade_off_in_words_is_unquantified(said: str) -> None:
    assert "tradeoff_unquantified" in ids(START, PRICE, said)


@pytest.mark.parametrize(
    "said",
    [
        "c: There's always some trade-off.",
        "c: I was balanced about the trade-offs.",
        "c: It costs nothing at all.",
    ],
)
def test_the_word_alone_is_no_trade_off(said: str) -> None:
    assert not {"tradeoff_quantified", "tradeoff_unquantified"} & ids(START, PRICE, said)


@pytest.mark.parametrize(
    "said",
    [
        "c: Speed comes first for me, and the tone of the letters I leave for later.",
        "c: I'd focus on the wrong numbers only, everything else can wait.",
        "c: the privacy rule comes first the four minutes second and i drop the price",
    ],
)
def test_ranking_that_drops_the_rest_is_prioritised(said: str) -> None:
    assert "prioritised" in ids(START, "i: Which of these do you deal with first?", said)


@pytest.mark.parametrize(
    "said",
    [
        "c: First of all, there's a lot to say.",
        "c: I'd like to have everything in it.",
        "c: It depends, all of them are important.",
    ],
)
def test_wanting_everything_is_not_prioritised(said: str) -> None:
    assert "prioritised" not in ids(START, "i: Which of these do you deal with first?", said)


def test_four_options_without_an_order_are_a_laundry_list() -> None:
    assert "laundry_list" in ids(
        START,
        "i: How would you improve it?",
        "c: We could use templates, retrieval, fine-tuning, a bigger model, or ratings. Whichever you like.",
    )
    assert "laundry_list" in ids(
        START,
        "i: How would you improve it?",
        (
            "c: temperature top p chunk size overlap prompt wording the embedding model the re "
            "ranker cache size there are many knobs"
        ),
    )


def test_a_list_that_is_dropped_is_none() -> None:
    assert "laundry_list" not in ids(
        START, "i: What else?", "c: Voice, chat, summaries, translations, none of that this year."
    )
