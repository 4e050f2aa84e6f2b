"""Numbers as people write and say them."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voice_coach.coaching.numbers import numbers_in

ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen"
)
TENS = "twenty thirty forty fifty sixty seventy eighty ninety"


def spoken(number: int) -> str:
    """An independent way of saying a number below a million."""
    if number < 20:
        return ONES.split()[number]
    if number < 100:
        tens = TENS.split()[number // 10 - 2]
        return tens if number % 10 == 0 else f"{tens} {ONES.split()[number % 10]}"
    if number < 1000:
        rest = f" and {spoken(number % 100)}" if number % 100 else ""
        return f"{ONES.split()[number // 100]} hundred{rest}"
    rest = f" {spoken(number % 1000)}" if number % 1000 else ""
    return f"{spoken(number // 1000)} thousand{rest}"


@pytest.mark.parametrize(
    ("text", "value", "unit", "per"),
    [
        ("a hundred and twenty millis", 120, "ms", ""),
        ("120 ms", 120, "ms", ""),
        ("two cents per thousand tokens", 2, "cents", "1000 tokens"),
        ("p ninety five", 95, "percentile", ""),
        ("p99", 99, "percentile", ""),
        ("$0.02 per token", 0.02, "dollars", "token"),
        ("10k QPS", 10_000, "qps", ""),
        ("1.2 million users", 1_200_000, "users", ""),
        ("half a cent each", 0.5, "cents", "each"),
        ("zero point five percent", 0.5, "percent", ""),
        ("ninety nine point nine percent", 99.9, "percent", ""),
        ("one and a half seconds", 1.5, "s", ""),
        ("three and a half million", 3_500_000, "", ""),
        ("$15,000 a month", 15_000, "dollars", "month"),
        ("a quarter of a second", 0.25, "s", ""),
        ("10 ms/request", 10, "ms", "request"),
        ("at six thirty", 6.5, "clock", ""),
        ("at 6:45", 6.75, "clock", ""),
        ("ten times the load", 10, "times", ""),
        ("twelve hundred", 1_200, "", ""),
        ("0.2 cents per message", 0.2, "cents", "message"),
        ("one second", 1, "s", ""),
    ],
)
def test_a_number_is_read_with_its_unit_and_place(text: str, value: float, unit: str, per: str) -> None:
    (said,) = numbers_in(text)
    assert (said.value, said.unit, said.per) == (pytest.approx(value), unit, per)
    assert text[said.start : said.end] == said.quote


@pytest.mark.parametrize(
    "text", ["this one or the other one", "GPT-4 on an H100", "the twenty ninth of may", "second to none", ""]
)
def test_words_that_only_look_like_numbers_are_none(text: str) -> None:
    assert numbers_in(text) == ()


def test_a_range_says_its_unit_and_scale_once() -> None:
    low, high = numbers_in("from 58 to 63 percent")
    assert (low.unit, high.unit) == ("percent", "percent")
    assert [n.value for n in numbers_in("120-130k base")] == [120_000, 130_000]
    assert [n.value for n in numbers_in("90 to 100 thousand")] == [90_000, 100_000]


def test_counting_down_to_one_counts_the_one() -> None:
    assert [n.value for n in numbers_in("wrong ones went from five percent to one")] == [5, 1]


def test_base_values_are_seconds_and_whole_money() -> None:
    assert numbers_in("250 ms")[0].base == pytest.approx(0.25)
    assert numbers_in("three cents")[0].base == pytest.approx(0.03)


@given(st.integers(min_value=0, max_value=999_999).filter(lambda n: n != 1))
def test_every_spoken_number_is_understood(number: int) -> None:
    (said,) = numbers_in(f"it is {spoken(number)} dollars")
    assert (said.value, said.unit) == (number, "dollars")


@given(st.integers(min_value=0, max_value=10**9), st.sampled_from(["ms", "percent", "euros", "tokens"]))
def test_every_written_number_is_understood(number: int, unit: str) -> None:
    (said,) = numbers_in(f"about {number:,} {unit} then")
    assert (said.value, said.unit) == (number, unit)


@given(st.text(max_size=200))
def test_any_text_gives_ordered_quotes_of_itself(text: str) -> None:
    found = numbers_in(text)
    assert all(text[n.start : n.end] == n.quote for n in found)
    assert all(a.end <= b.start for a, b in pairwise(found))


@pytest.mark.parametrize(
    ("heard", "values"),
    [
        ("three minutes four an e-mail", [3]),
        ("it goes two the doctor", []),
        ("hundred and eighty five to two hundred base", [185, 200]),
        ("we send about four a day", [4]),
        ("two a month is enough", [2]),
        ("the four your team knows", [4]),
        ("i work on the first two the third falls away", [2]),
        ("rule number two the data stays at the school", [2]),
        ("It takes four. A minute is too long.", [4]),
    ],
)
def test_for_and_to_that_were_misheard_are_no_numbers(heard: str, values: list[float]) -> None:
    assert [said.value for said in numbers_in(heard)] == values


@pytest.mark.parametrize(
    "heard", ["a ten um percent saving", "a ten like percent saving", "a ten percent saving"]
)
def test_a_filler_between_a_number_and_its_unit_is_passed_over(heard: str) -> None:
    assert [(said.value, said.unit) for said in numbers_in(heard)] == [(10, "percent")]
