"""Progress over several sessions, and the checklist."""

from __future__ import annotations

import pytest

from voice_coach.coaching.checklist import CHECKLIST, shown_in
from voice_coach.sessions.progress import progress, trend_of
from voice_coach.sessions.summary import Summary


def a_summary(number: int, level: int | None = 2, mode: str = "practice", scenario: str = "a") -> Summary:
    return Summary(
        id=f"2026010{number}-120000-a-000{number}",
        mode=mode,
        scenario=scenario,
        verdict="hire",
        levels={"framing": level},
        flags={"laundry_list": number},
        delivery={"wpm": 100.0 + 20 * number},
        shown=("questions",) if number == 2 else (),
    )


def test_a_trend_needs_three_sessions() -> None:
    assert [progress([a_summary(n) for n in range(1, count + 1)]).levels[0].trend for count in (1, 2, 3)] == [
        None,
        None,
        "steady",
    ]


@pytest.mark.parametrize(
    ("values", "trend"),
    [
        ([1, 2, 3], "up"),
        ([3, 2, 1], "down"),
        ([2, 2, 2], "steady"),
        ([1, 2, 3, 1, 4, 4], "up"),
        ([1, 2], None),
    ],
)
def test_one_bad_day_does_not_turn_a_trend(values: list[float], trend: str | None) -> None:
    assert trend_of(values, 0.1) == trend


def test_delivery_is_compared_with_the_persons_own_sessions_before() -> None:
    (line,) = progress([a_summary(n) for n in (1, 2, 3)]).delivery
    assert (line.baseline, line.trend) == (130.0, "up")


def test_simulated_candidates_count_only_where_asked_for() -> None:
    both = [a_summary(1), a_summary(2, mode="demo")]
    assert len(progress(both).sessions) == 1
    assert len(progress(both, with_demos=True).sessions) == 2


def test_a_dimension_without_evidence_is_left_out_of_its_line() -> None:
    (line,) = progress([a_summary(1, None), a_summary(2, 3)]).levels
    assert [value for _, value in line.values] == [3.0]


def test_the_checklist_names_the_first_session_that_showed_a_point() -> None:
    ticked = {name: session for name, _, session in progress([a_summary(n) for n in (1, 2, 3)]).checklist}
    assert ticked.keys() == CHECKLIST.keys()
    assert [name for name, session in ticked.items() if session] == ["questions"]


def test_a_whole_round_ticks_the_simulation_and_a_pay_talk_the_compensation() -> None:
    card = {"signals": [{"id": "comp_range"}, {"id": "comp_reason"}]}
    assert set(shown_in(card, 45 * 60)) == {"simulation", "compensation"}
    assert set(shown_in({"signals": [{"id": "comp_range"}]}, 60)) == set()
