"""After the interview: the debrief, its offer, and what comes of a yes."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from voice_coach.__main__ import run
from voice_coach.sessions.reading import Session, folders_in

Capture = pytest.CaptureFixture[str]
ANSWER = "We keep wrong promises below one in two hundred, that comes first, and everything else can wait."


def hold(monkeypatch: pytest.MonkeyPatch, *lines: str, options: tuple[str, ...] = ("--plain",)) -> int:
    """A short round in which the goodbye is said on request; then the lines answer the debrief."""
    typed = [ANSWER, "Coach, end the interview.", *lines]
    text = "".join(json.dumps({"text": line}) + "\n" for line in typed).encode()
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(text), encoding="utf-8"))
    return run(["practice", "--candidate", "-", "--minutes", "3", "--seed", "1", *options])


def coach_lines(capture: Capture) -> list[str]:
    return [line for line in capture.readouterr().out.splitlines() if line.startswith(("Coach: ", "You: "))]


def sessions(tmp_path: Path) -> list[Session]:
    return [Session(folder) for folder in folders_in(tmp_path / "recordings")]


def test_no_leaves_it_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    assert hold(monkeypatch, "No, thank you.") == 0
    told, answer, goodbye = coach_lines(capsys)
    assert told.startswith("Coach: ")
    assert told.endswith("Retry the opening now?")
    assert answer == "You: No, thank you."
    assert "Goodbye" in goodbye
    assert len(sessions(tmp_path)) == 1


def test_yes_holds_a_fresh_opening_as_a_session_of_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    assert hold(monkeypatch, "Yes, please.", "So agents lose time. What is the KPI?") == 0
    first, second = sorted(sessions(tmp_path), key=lambda each: "round" in each.manifest.settings)
    assert second.manifest.settings["round"] == "opening"
    assert "round" not in first.manifest.settings
    assert second.manifest.settings["seed"] == 2
    assert second.turns()[1].said.text == "So agents lose time. What is the KPI?"
    card = json.loads((second.folder / "scorecard.json").read_text())
    assert card["packet"]["round"] == "opening"
    assert card["verdict"] == "not_enough_evidence"
    assert "the opening." in capsys.readouterr().out


def test_the_debrief_is_no_part_of_the_session(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    hold(monkeypatch, "No.")
    (session,) = sessions(tmp_path)
    assert "Retry the opening" not in json.dumps([turn.to_json() for turn in session.turns()])


def test_it_can_be_left_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    assert hold(monkeypatch, "Yes.", options=("--plain", "--no-debrief")) == 0
    assert coach_lines(capsys) == []
    assert len(sessions(tmp_path)) == 1


def test_programs_get_it_as_events_of_their_own(monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    assert hold(monkeypatch, "No.", options=("--json",)) == 0
    events = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [event["speaker"] for event in events if event["type"] == "debrief"] == [
        "interviewer",
        "candidate",
        "interviewer",
    ]


def test_where_nobody_is_left_to_hear_it_nothing_is_spoken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    path = tmp_path / "answers.jsonl"
    path.write_text(json.dumps({"text": ANSWER}) + "\n")
    assert run(["practice", "--candidate", str(path), "--minutes", "3", "--plain"]) == 0
    assert coach_lines(capsys) == []
