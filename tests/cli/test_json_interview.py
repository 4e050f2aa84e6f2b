"""`practice --candidate FILE --json`: what a program that plays the candidate can rely on, field by field."""

from __future__ import annotations

import io
import json
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from voice_coach.__main__ import run
from voice_coach.coaching.moves import MoveKind, Stage
from voice_coach.sessions.reading import Session

LINES = (
    {"text": "Agents type all day, and customers wait. What is the KPI, and when is traffic highest?"},
    {"text": "Latency binds first, at most three seconds to a draft.", "thinks_s": 4.5, "speaks_s": 12.25},
    {"text": "I would retrieve the order, because a promise has to be right.", "thinks_s": 0},
)
Event = dict[str, Any]
GRID_S = 0.11
"""The card's blocks are 20 or 100 ms long."""


@dataclass
class Held:
    """An interview as a program saw it."""

    code: int
    events: list[Event]
    folder: Path

    @property
    def turns(self) -> list[Event]:
        return [event for event in self.events if event["type"] == "turn"]

    def of(self, speaker: str) -> list[Event]:
        return [turn for turn in self.turns if turn["speaker"] == speaker]


def hold(folder: Path, said: pytest.CaptureFixture[str], *more: str, candidate: str = "") -> Held:
    lines = folder / "answers.jsonl"
    lines.write_text("\n".join(map(json.dumps, LINES)))
    command = ["practice", "support-replies", "--candidate", candidate or str(lines), "--json"]
    options = {"--seed": "7", "--pressure": "bar-raiser", "--minutes": "5", "--interviewer": "scripted"}
    given = [part for pair in options.items() if pair[0] not in more for part in pair]
    recordings = folder / "recordings"
    code = run([*command, *given, *more, "--recordings", str(recordings)])
    out = said.readouterr().out
    (session,) = (path for path in recordings.iterdir() if path.is_dir())
    return Held(code, [json.loads(line) for line in out.splitlines()], session)


_KEPT: list[Held] = []


@pytest.fixture
def held(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Held:
    """The same one for every test here."""
    if not _KEPT:
        _KEPT.append(hold(tmp_path, capsys))
    return _KEPT[0]


def test_standard_output_is_one_object_a_line_counted_and_in_order(held: Held) -> None:
    assert held.code == 0
    assert [event["seq"] for event in held.events] == list(range(len(held.events)))
    begun = [event["t_s"] for event in held.events if event["type"] != "turn"]
    assert begun == sorted(begun)
    assert (held.events[0]["type"], held.events[-1]["type"]) == ("session_started", "session_ended")


def test_the_first_line_tells_what_was_chosen(held: Held) -> None:
    first = held.events[0]
    assert {name: first[name] for name in ("scenario", "minutes", "pressure", "mode", "seed")} == {
        "scenario": "support-replies",
        "minutes": 5.0,
        "pressure": "bar-raiser",
        "mode": "real",
        "seed": 7,
    }


def test_a_turn_of_the_interviewers_has_its_move_stage_and_trigger(held: Held) -> None:
    turns = {turn["turn"]: turn for turn in held.turns}
    assert list(turns) == list(range(len(turns)))
    for turn in held.of("interviewer"):
        assert MoveKind(turn["move"])
        assert Stage(turn["stage"])
        assert turn["text"] == turn["heard_text"]
        assert turn["end_s"] > turn["t_s"] >= 0
        assert turn["cut"] is False
        if turn["trigger"] is not None:
            assert set(turn["trigger"]) == {"turn", "quote"}
            assert turn["trigger"]["turn"] < turn["turn"] or not turn["trigger"]["quote"]
    assert held.turns[0]["move"] == "open"
    assert held.turns[0]["trigger"] is None


def test_what_a_trigger_quotes_stands_in_the_turn_that_it_names(held: Held) -> None:
    turns = {turn["turn"]: turn for turn in held.turns}
    quoted = [
        turn["trigger"] for turn in held.of("interviewer") if turn["trigger"] and turn["trigger"]["quote"]
    ]
    assert quoted
    for trigger in quoted:
        assert turns[trigger["turn"]]["speaker"] == "candidate"
        assert trigger["quote"].lower() in turns[trigger["turn"]]["text"].lower()


def test_a_turn_of_the_candidates_is_a_line_without_a_move(held: Held) -> None:
    turns = held.of("candidate")
    assert [turn["text"] for turn in turns] == [line["text"] for line in LINES]
    assert not [turn for turn in turns if turn.get("move") or turn.get("trigger")]
    for turn in turns:
        assert [word["text"] for word in turn["words"]] == turn["text"].split()


def test_thinking_and_speaking_last_as_long_as_the_line_says(held: Held) -> None:
    asked, answered = next((one, two) for one, two in pairwise(held.turns) if two["text"] == LINES[1]["text"])
    assert answered["t_s"] - asked["end_s"] == pytest.approx(4.5, abs=GRID_S)
    assert answered["end_s"] - answered["t_s"] == pytest.approx(12.25, abs=GRID_S)
    asked, answered = next((one, two) for one, two in pairwise(held.turns) if two["text"] == LINES[2]["text"])
    assert answered["t_s"] - asked["end_s"] == pytest.approx(0, abs=GRID_S)


def test_where_a_line_gives_no_times_they_follow_from_its_words(held: Held) -> None:
    first = held.of("candidate")[0]
    words = len(first["text"].split())
    assert first["end_s"] - first["t_s"] == pytest.approx(0.4 * words, abs=GRID_S)
    assert 0 < first["t_s"] - held.turns[0]["end_s"] < 3


def test_once_the_lines_have_run_out_the_candidate_is_silent_and_the_round_closes_on_time(held: Held) -> None:
    last = held.of("candidate")[-1]
    later = [turn for turn in held.turns if turn["turn"] > last["turn"]]
    assert len(later) >= 4
    assert {turn["speaker"] for turn in later} == {"interviewer"}
    assert "nudge" in {turn["move"] for turn in later}
    assert later[-1]["move"] == "close"
    assert abs(later[-1]["t_s"] - 300) <= 30
    assert held.events[-1]["reason"] == "closed"


def test_the_session_is_saved_like_any_other(held: Held) -> None:
    session = Session(held.folder)
    assert session.manifest.state.value == "done"
    kept = session.transcript()["turns"]
    assert [turn["text"] for turn in kept] == [turn["text"] for turn in held.turns]
    assert [turn["move"] for turn in kept] == [turn.get("move") for turn in held.turns]
    log = (held.folder / "events.jsonl").read_text().splitlines()
    assert [json.loads(line) for line in log] == held.events
    assert (held.folder / "scorecard.json").exists()


def test_standard_input_is_heard_as_a_file_is_and_the_same_seed_says_the_same(
    held: Held, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    text = "\n".join(map(json.dumps, LINES)).encode()
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(text), encoding="utf-8"))
    (tmp_path / "again").mkdir()
    again = hold(tmp_path / "again", capsys, candidate="-")
    assert again.events[1:-1] == held.events[1:-1]


def test_another_seed_asks_something_else(
    held: Held, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "other").mkdir()
    other = hold(tmp_path / "other", capsys, "--seed", "8")
    assert [turn["text"] for turn in other.of("interviewer")][1:] != [
        turn["text"] for turn in held.of("interviewer")
    ][1:]


def test_pressure_and_minutes_are_those_of_the_command(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    held = hold(tmp_path, capsys, "--pressure", "calm", "--minutes", "3")
    assert (held.events[0]["pressure"], held.events[0]["minutes"]) == ("calm", 3.0)
    assert abs(held.turns[-1]["t_s"] - 180) <= 30
