"""What the page of one session gets: what there is, and what is missing."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from recorded import a_judged_session, a_session, keep

from voice_coach.coaching.sketch import sketch
from voice_coach.library import load_scenario
from voice_coach.review.session_view import session_view
from voice_coach.sessions.lock import SessionLock
from voice_coach.sessions.peaks import PER_S, peaks_of
from voice_coach.sessions.reading import Session


def changed(folder: Path, **changes: object) -> None:
    keep(folder, "session.json", json.loads((folder / "session.json").read_text()) | changes)


def missing(folder: Path) -> str:
    return " ".join(session_view(Session(folder))["missing"])


def test_a_whole_session_misses_nothing(tmp_path: Path) -> None:
    view = session_view(Session(a_judged_session(tmp_path)))
    assert view["missing"] == []
    assert view["has_sound"]
    assert [turn["w"] for turn in view["turns"]] == ["i", "c"]
    assert view["turns"][1]["k"][0][:2] == ["the", 4.0]


def test_what_is_missing_is_said(tmp_path: Path) -> None:
    folder = a_session(tmp_path)
    assert "no scorecard yet" in missing(folder)
    (folder / "scorecard.json").write_text("{")
    assert "scorecard cannot be read" in missing(folder)
    (folder / "audio.flac").unlink()
    assert "no sound" in missing(folder)
    changed(folder, state="recovered")
    assert "made whole" in missing(folder)
    changed(folder, state="recording")
    assert "interrupted" in missing(folder)
    with SessionLock.take(folder):
        assert "being recorded now" in missing(folder)


def test_without_a_transcript_it_is_built_from_the_events_and_without_those_it_is_said(
    tmp_path: Path,
) -> None:
    folder = a_session(tmp_path)
    (folder / "transcript.json").write_text("tampered")
    assert len(session_view(Session(folder))["turns"]) == 2
    (folder / "events.jsonl").write_text("not json\n")
    assert "no transcript" in missing(folder)
    assert "1 line of the event log" in missing(folder)


def test_markers_name_signals_pressure_interruptions_and_pauses(tmp_path: Path) -> None:
    folder = a_judged_session(tmp_path)
    with (folder / "events.jsonl").open("a") as log:
        for event in (
            {"type": "move", "kind": "sketch_now", "turn": 0},
            {"type": "barge_in", "outcome": "cancelled"},
        ):
            log.write(json.dumps({"seq": 50, "t_s": 2.0, **event}) + "\n")
    kinds = [mark["kind"] for mark in session_view(Session(folder))["marks"]]
    assert kinds == ["pressure", "interruption", "signal", "signal", "signal", "pause"]


def test_words_that_nobody_heard_are_told_apart(tmp_path: Path) -> None:
    folder = a_session(tmp_path)
    turns = json.loads((folder / "transcript.json").read_text())
    turns["turns"][0] |= {"cut": True, "heard_text": "How would", "text": "How would"}
    keep(folder, "transcript.json", turns)
    turn = session_view(Session(folder))["turns"][0]
    assert (turn["x"], turn["u"]) == ("How would", "you begin? Draw it for me.")


def test_model_answers_come_with_the_questions_they_answer(tmp_path: Path) -> None:
    folder = a_session(tmp_path)
    with (folder / "events.jsonl").open("a") as log:
        log.write(json.dumps({"seq": 9, "t_s": 0.0, "type": "move", "kind": "sketch_now", "turn": 0}) + "\n")
    scenario = load_scenario("support-replies")
    (answer,) = session_view(Session(folder), scenario)["answers"]
    assert answer["lines"] == list(scenario.model_lines("sketch"))


def test_the_sketch_knows_boxes_arrows_times_and_reasons(tmp_path: Path) -> None:
    folder = a_judged_session(tmp_path)
    drawn = session_view(Session(folder))["sketch"]
    assert [(box["name"], box["serves"]) for box in drawn["boxes"]] == [
        ("gateway", "latency"),
        ("vector store", "latency"),
    ]
    (arrow,) = drawn["arrows"]
    assert (arrow["source"], arrow["target"], arrow["says"]) == (0, 1, "feeds the")
    assert drawn["boxes"][0]["t_s"] < arrow["t_s"] < drawn["boxes"][1]["t_s"]


@pytest.mark.parametrize(
    ("said", "arrows"),
    [
        ("the gateway reads from the vector store", [(1, 0)]),
        ("the gateway sits in front of the vector store and then the cache", [(0, 1), (1, 2)]),
        ("a gateway a cache", []),
        ("the gateway alone is enough", []),
    ],
)
def test_arrows_point_where_the_words_point(tmp_path: Path, said: str, arrows: list[tuple[int, int]]) -> None:
    turns = [turn.said for turn in Session(a_session(tmp_path, said)).turns()]
    found = sketch(turns, {})
    assert [(arrow.source, arrow.target) for arrow in found.arrows] == arrows
    assert all(box.serves is None for box in found.boxes)


@pytest.mark.parametrize(
    "name", ["session.json", "events.jsonl", "transcript.json", "scorecard.json", "notes.json", "peer-1.json"]
)
@pytest.mark.parametrize(
    "content", [b"", b"\xff\xfe", b"[[[" * 5000, b'{"format": 1, "turns": [1], "notes": 3, "signals": null}']
)
def test_a_tampered_file_is_never_more_than_a_sentence(tmp_path: Path, name: str, content: bytes) -> None:
    from voice_coach.errors import SessionError

    folder = a_judged_session(tmp_path)
    (folder / name).write_bytes(content)
    if name == "session.json":
        with pytest.raises(SessionError):
            Session(folder)
    else:
        assert json.dumps(session_view(Session(folder)))


def test_the_outline_has_both_sides_in_tenths_of_a_second(tmp_path: Path) -> None:
    outline = peaks_of(Session(a_session(tmp_path, seconds=4.0)))
    assert len(outline) == 4 * PER_S * 2
    assert 60 <= outline[0] <= 64
    assert 30 <= outline[1] <= 32


def test_the_outline_of_sound_that_is_not_packed_is_the_same(tmp_path: Path) -> None:
    from session_makers import an_interrupted_session

    folder = an_interrupted_session(tmp_path, 2.0)
    session = Session(folder)
    assert session.sound_path is not None
    assert session.sound_path.suffix == ".wav"
    assert len(peaks_of(session)) == 2 * PER_S * 2
