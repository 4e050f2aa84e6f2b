import pytest
from hypothesis import given
from hypothesis import strategies as st

from voice_coach.coaching.language import tokens_of
from voice_coach.coaching.quantities import Dimension, quantities_of

ONES = [
    *(
        "zero",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
    ),
    *("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
]
TENS = ["zero", "ten", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]


def in_words(number: int) -> str:
    if number < 20:
        return ONES[number]
    if number < 100:
        return TENS[number // 10] + (f" {ONES[number % 10]}" if number % 10 else "")
    size, name = (100, "hundred") if number < 1000 else (1000, "thousand")
    rest = number % size
    return f"{in_words(number // size)} {name}" + (f" {in_words(rest)}" if rest else "")


def said(text: str) -> list[tuple[float, str]]:
    return [(quantity.value, quantity.unit) for quantity in quantities_of(tokens_of(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("one hundred twenty milliseconds", [(120, "milliseconds")]),
        ("two cents per reply", [(2, "cents")]),
        ("forty thousand tickets a day", [(40_000, "tickets")]),
        ("$15,000 a month and 30% less", [(15_000, "dollars"), (30, "%")]),
        ("two point five million tokens", [(2_500_000, "tokens")]),
        ("a hundred and twenty people", [(120, "people")]),
        ("thirty per cent", [(30, "percent")]),
        ("15k", [(15_000, "")]),
        ("ten times more", [(10, "times")]),
        ("it was thirty eight before", [(38, "")]),
        ("0.2 cents", [(0.2, "cents")]),
    ],
)
def test_numbers_are_read_from_digits_and_from_words(text: str, expected: list[tuple[float, str]]):
    assert said(text) == expected


@pytest.mark.parametrize(
    "text", ["the one I like", "this one", "one of them", "p ninety five", "first of all", "a draft"]
)
def test_words_that_only_look_like_numbers_are_none(text: str):
    assert said(text) == []


def test_a_unit_never_comes_from_the_next_sentence():
    assert said("It is 99. That keeps us safe.") == [(99, "")]


def test_the_quote_is_in_the_candidates_own_words():
    quantity = quantities_of(tokens_of("well about one hundred twenty milliseconds I think"))[0]
    assert quantity.quote == "one hundred twenty milliseconds"
    assert quantity.dimension is Dimension.TIME
    assert quantity.size == pytest.approx(0.12)


@given(st.integers(20, 999_999))
def test_any_number_reads_the_same_in_words_and_in_digits(number: int):
    assert said(f"{in_words(number)} seconds") == said(f"{number} seconds") == [(number, "seconds")]
