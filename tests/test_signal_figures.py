"""The benchmark of signals: what it counts, and what it gives the detectors to read."""

from __future__ import annotations

import json
from typing import Any

import pytest

from bench.recogniser_text import as_recognised, spoken
from bench.signals import figures, heard, main

QUESTION = "What do you count as success, and how many letters do you get a day?"
LIMIT = "No address may ever leave the company."
TALK = {
    "id": "made-up",
    "style": "clean",
    "turns": [
        {
            "speaker": "interviewer",
            "start_s": 0,
            "end_s": 5,
            "text": "How would you help our letter writers?",
        },
        {"speaker": "candidate", "start_s": 6, "end_s": 10, "text": QUESTION},
        {"speaker": "interviewer", "start_s": 11, "end_s": 15, "text": "Letters closed, 60 percent of 900."},
        {"speaker": "candidate", "start_s": 16, "end_s": 20, "text": LIMIT},
    ],
}
THERE = [
    {"turn": 1, "id": "probing_question", "kind": "kpi"},
    {"turn": 1, "id": "probing_question", "kind": "volume"},
    {"turn": 3, "id": "constraint_stated", "kind": "compliance"},
]


def labelled(*signals: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {**TALK, "expected": {"signals": list(signals)}, **more}


def test_what_is_labelled_and_found_is_a_hit() -> None:
    by_id = figures([labelled(*THERE)])["by_id"]
    assert by_id["probing_question"] == {
        "hit": 2, "wrong": 0, "missed": 0, "precision": 1.0, "recall": 1.0, "f1": 1.0,
    }  # fmt: skip
    assert by_id["constraint_stated"]["f1"] == 1.0


def test_what_is_found_without_a_label_is_wrong_and_a_label_without_it_missed() -> None:
    story = {"turn": 3, "id": "user_story"}
    measured = figures([labelled(THERE[0], THERE[2], story)], errors=True)
    assert (measured["by_id"]["probing_question"]["wrong"], measured["by_id"]["user_story"]["missed"]) == (
        1,
        1,
    )
    assert measured["by_id"]["probing_question"]["precision"] == 0.5
    assert measured["by_id"]["user_story"]["precision"] is None
    assert [error.split(":")[0] for error in measured["errors"]] == [
        "made-up wrong probing_question volume",
        "made-up missed user_story ",
    ]


def test_the_same_id_of_another_kind_is_both_wrong_and_missed() -> None:
    scale = {"turn": 3, "id": "constraint_stated", "kind": "scale"}
    kinds = figures([labelled(*THERE[:2], scale)])["kinds"]
    assert kinds["constraint_stated:compliance"]["wrong"] == 1
    assert kinds["constraint_stated:scale"]["missed"] == 1


def test_only_the_candidate_goes_through_the_recogniser_and_the_labels_stay() -> None:
    given = labelled(*THERE)
    once = heard(given)
    assert once == heard(given)
    assert [t["text"] == g["text"] for t, g in zip(once["turns"], given["turns"], strict=True)] == [
        True, False, True, False,
    ]  # fmt: skip
    assert once["expected"] == given["expected"]


def test_what_a_recogniser_already_wrote_stays_as_it_is() -> None:
    given = labelled(*THERE, style="asr")
    assert heard(given) == given


WRITTEN_AND_SPOKEN = (
    ("4s & $35, 1,200 cases.", "four seconds and thirty five dollars one thousand two hundred cases"),
    ("The KPI is 61.5%; p95 300ms?", "the k p i is sixty one point five percent p ninety five three "
     "hundred milliseconds"),
    ("It's the 3rd co-pilot — I think.", "it's the third co pilot i think"),
)  # fmt: skip


@pytest.mark.parametrize(("written", "said"), WRITTEN_AND_SPOKEN)
def test_written_text_becomes_plain_spoken_words(written: str, said: str) -> None:
    assert spoken(written) == said


def test_errors_follow_the_seed_and_the_rate() -> None:
    text = " ".join(["The latency limit because of the price is what we test and sketch."] * 20)
    assert as_recognised(text, 3) == as_recognised(text, 3) != as_recognised(text, 4)
    assert as_recognised(text, 3, 0.0) == spoken(text)
    wrong = [
        sum(a != b for a, b in zip(as_recognised(text, 3, rate).split(), spoken(text).split(), strict=False))
        for rate in (0.02, 0.5)
    ]
    assert wrong[0] < wrong[1]


def test_the_split_and_both_forms_are_printed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--split", "tune-ad-copy"]) == 0
    printed = json.loads(capsys.readouterr().out)
    assert printed["transcripts"] == 1
    assert printed["as_written"]["by_id"].keys() & printed["recognised"]["by_id"].keys()
    assert "errors" not in printed["as_written"]
