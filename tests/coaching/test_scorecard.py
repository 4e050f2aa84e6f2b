"""Levels, verdict and packet."""

from __future__ import annotations

from typing import Any

import pytest
from conversations import record_of
from hypothesis import given
from hypothesis import strategies as st

from voice_coach.coaching.anchors import judge
from voice_coach.coaching.packet import packet
from voice_coach.coaching.scorecard import GATES, Dimension, Judgement, Verdict, verdict

TOUR = (
    "c: Sure. There's an ingest service, it writes to a queue, a worker reads the queue "
    "and calls the model behind a gateway, then "
    "the result goes into a database and a dashboard sits on top. "
) * 3


def judged(*levels: int | None) -> list[Judgement]:
    return [Judgement(d, level, "", "Practise.") for d, level in zip(Dimension, levels, strict=True)]


@pytest.mark.parametrize(
    ("levels", "expected"),
    [
        ((4, 4, 4, 4, 4, 3, 3, 3), Verdict.STRONG_HIRE),
        ((4, 4, 4, 4, 3, 3, 3, 3), Verdict.HIRE),
        ((4, 4, 4, 4, 4, 4, 2, 4), Verdict.HIRE),
        ((4, 4, 4, 4, 4, 2, 2, 4), Verdict.BORDERLINE),
        ((2, 2, 2, 2, 2, 3, 3, 3), Verdict.NO_HIRE),
        ((4, 4, 4, 1, 4, 4, 4, 4), Verdict.NO_HIRE),
        ((4, 4, 4, 4, 4, 1, 4, 4), Verdict.HIRE),
        ((None, 4, 4, 4, None, 3, 3, 4), Verdict.STRONG_HIRE),
        ((None,) * 8, Verdict.NOT_ENOUGH_EVIDENCE),
    ],
)
def test_the_worst_dimension_gates_the_verdict(levels: tuple[int | None, ...], expected: Verdict) -> None:
    assert verdict(500, judged(*levels)) is expected


def test_too_few_words_or_another_language_are_not_judged() -> None:
    assert verdict(74, judged(*[4] * 8)) is Verdict.NOT_ENOUGH_EVIDENCE
    assert verdict(500, judged(*[4] * 8), is_english=False) is Verdict.NOT_ENOUGH_EVIDENCE
    german = (
        "c: "
        + (
            "wir haben hier ein großes Problem mit den Anfragen der Kunden und müssen zuerst über "
            "Kosten sprechen "
        )
        * 8
    )
    assert {j.level for j in judge(record_of(german))} == {None}
    assert {j.level for j in judge(record_of("c: I'm blank today, sorry."))} == {None}


def test_opening_with_a_tour_is_weak_framing_and_no_flattery() -> None:
    record = record_of(TOUR)
    levels = {j.dimension: j.level for j in judge(record)}
    assert levels[Dimension.FRAMING] == 1
    assert verdict(record.words, judge(record)) is Verdict.NO_HIRE


def test_a_level_below_four_says_what_would_raise_it() -> None:
    assert all(j.advice or j.level in (4, None) for j in judge(record_of(TOUR)))


@given(st.lists(st.sampled_from([None, 1, 2, 3, 4]), min_size=8, max_size=8), st.integers(0, 7))
def test_a_better_level_never_makes_a_worse_verdict(levels: list[int | None], which: int) -> None:
    now = levels[which]
    if now is None or now == 4:
        return
    better = [*levels[:which], now + 1, *levels[which + 1 :]]
    order = list(Verdict)
    assert order.index(verdict(500, judged(*better))) >= order.index(verdict(500, judged(*levels)))


def test_the_packet_names_the_worst_the_best_and_the_drills() -> None:
    record = record_of(TOUR, "i: Please sketch it.", TOUR)
    told: dict[str, Any] = packet(record, judged(3, 3, 4, 2, 1, 3, 3, 3))
    assert told["for"]["dimension"] == "tradeoff_clarity"
    assert told["against"]["dimension"] == "impact"
    assert [p["drill"] for p in told["practise_next"]] == ["quantify", "prioritise", "opening"]
    assert told["would_change"] == "With impact strong, it would be a hire."
    (moment,) = told["pressure_moments"]
    assert (moment["outcome"], moment["recovered"]) == ("obeyed", False)


def test_only_gating_dimensions_gate() -> None:
    assert Dimension.PRESSURE not in GATES
