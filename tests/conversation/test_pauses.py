"""The interview's own clock stands still in a pause."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from voice_coach.conversation.pauses import Pauses


def test_without_a_pause_interview_time_is_session_time():
    pauses = Pauses()
    assert (pauses.interview_time(16_000), pauses.end(16_000)) == (16_000, 0)


def test_the_clock_stands_still_from_the_pauses_beginning_to_its_end():
    pauses = Pauses()
    pauses.begin(1000)
    assert [pauses.interview_time(t) for t in (1000, 1500, 4000)] == [1000, 1000, 1000]
    assert pauses.end(4000) == 3000
    assert pauses.interview_time(4600) == 1600


def test_a_pause_asked_for_twice_is_one_pause():
    pauses = Pauses()
    pauses.begin(1000)
    pauses.begin(2000)
    assert pauses.end(4000) == 3000


@given(st.lists(st.integers(0, 10_000), min_size=1, max_size=30))
def test_interview_time_never_runs_backwards_and_loses_exactly_the_pauses(steps: list[int]):
    pauses, t, taken, before = Pauses(), 0, 0, 0
    for number, step in enumerate(steps):
        (pauses.end if pauses.on else pauses.begin)(t)
        t += step
        taken += step if number % 2 == 0 else 0
        assert pauses.until(t) == taken
        assert pauses.interview_time(t) >= before
        before = pauses.interview_time(t)
