"""Each drilled skill against the person's own earlier rounds."""

from __future__ import annotations

from voice_coach.coaching.drill_results import RoundResult
from voice_coach.sessions.drill_progress import DrillLine, drill_lines

LADDERS = {"restate": ("Restate", 3), "probe": ("Probe", 2)}
POINTS = ("who", "what", "measure", "limit")


def result(session: int, there: int, rung: int = 0, tries: int = 1) -> RoundResult:
    met, missing = POINTS[:there], POINTS[there:]
    return RoundResult("restate", "x", rung, tries, met, missing, 1, 700_000 + session, f"s{session}")


def line(*results: RoundResult) -> DrillLine:
    (found,) = drill_lines(results, LADDERS)
    return found


def test_a_skill_that_was_never_drilled_has_no_line() -> None:
    assert drill_lines((), LADDERS) == []
    assert line(result(1, 4)).id == "restate"


def test_the_baseline_is_the_own_median_without_the_newest_session() -> None:
    assert line(result(1, 1)).baseline is None
    assert line(result(1, 1), result(2, 2), result(3, 4)).baseline == 0.38


def test_a_trend_takes_three_sessions_and_not_three_rounds() -> None:
    assert line(result(1, 1), result(1, 2), result(1, 3), result(2, 4)).trend is None
    assert line(result(1, 1), result(2, 2), result(3, 3)).trend == "up"
    assert line(result(1, 3), result(2, 3), result(3, 2)).trend == "down"


def test_second_tries_count_neither_for_the_rate_nor_for_the_line() -> None:
    found = line(result(1, 2), result(1, 4, tries=2))
    assert (found.first_try_rate, found.rounds) == (0.0, 2)
    assert found.shares == (("s1", 0.5),)


def test_a_higher_rung_begins_a_trend_of_its_own() -> None:
    easy = [result(n, 4) for n in range(3)]
    assert line(*easy).trend == "steady"
    assert line(*easy, result(4, 2, rung=1)).trend is None
