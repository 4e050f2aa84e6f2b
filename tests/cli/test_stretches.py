"""Which parts of a recording are replayed."""

from __future__ import annotations

import pytest

from voice_coach.cli.stretches import Stretch, after_moving, from_moment, joined, of_flags, seconds_from
from voice_coach.errors import UsageError


@pytest.mark.parametrize(("text", "seconds"), [("3:20", 200), ("200", 200), ("1:00:01", 3601), ("0:00", 0)])
def test_a_moment_is_read_as_people_write_it(text: str, seconds: float) -> None:
    assert seconds_from(text) == seconds


@pytest.mark.parametrize("text", ["", "3:", "soon", "-1", "1:2:3:4", "3.5"])
def test_what_is_no_moment_is_wrong_use(text: str) -> None:
    with pytest.raises(UsageError, match="--at"):
        seconds_from(text)


def test_a_flag_is_heard_with_its_lead_in_and_stays_in_its_turn() -> None:
    turns = {1: Stretch(10, 40), 3: Stretch(50, 55)}
    flags = [{"turn": 1, "t_s": 20.0}, {"turn": 3, "t_s": 50.2}]
    assert of_flags(flags, turns) == [Stretch(19, 32), Stretch(50, 55)]


def test_flags_of_other_turns_and_damaged_ones_are_left_out() -> None:
    assert of_flags([{"turn": 2, "t_s": 1.0}, {"turn": 1}, {"t_s": 3}, {}], {1: Stretch(0, 9)}) == []


def test_moments_that_overlap_are_heard_once() -> None:
    assert joined([Stretch(5, 9), Stretch(0, 3), Stretch(8, 12)]) == [Stretch(0, 3), Stretch(5, 12)]


def test_a_seek_cuts_the_stretch_that_it_lands_in() -> None:
    stretches = [Stretch(0, 10), Stretch(20, 30)]
    assert from_moment(stretches, 4) == [Stretch(4, 10), Stretch(20, 30)]
    assert from_moment(stretches, 15) == [Stretch(20, 30)]


def test_nothing_is_left_after_the_end() -> None:
    assert from_moment([Stretch(0, 10), Stretch(20, 30)], 99) == []


@pytest.mark.parametrize(
    ("now_s", "by_s", "left"),
    [
        (2, 5, [Stretch(7, 10), Stretch(20, 30)]),
        (8, 5, [Stretch(23, 30)]),
        (22, -5, [Stretch(7, 10), Stretch(20, 30)]),
        (3, -5, [Stretch(0, 10), Stretch(20, 30)]),
        (28, 5, []),
    ],
)
def test_moving_counts_only_what_is_heard(now_s: float, by_s: float, left: list[Stretch]) -> None:
    assert after_moving([Stretch(0, 10), Stretch(20, 30)], now_s, by_s) == left
