"""search, progress, sessions, delete and purge as a user types them."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import pytest
import typer
from recorded import a_judged_session, a_session

from voice_coach.__main__ import run
from voice_coach.cli.delete import age_of, confirmed
from voice_coach.errors import UsageError

Capture = pytest.CaptureFixture[str]


def told(capsys: Capture, *arguments: str) -> object:
    assert run([*arguments, "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def test_search_tells_session_time_and_words(tmp_path: Path, capsys: Capture) -> None:
    folder = a_session(tmp_path, "one two three latency five")
    (hit,) = told(capsys, "search", "latency", "--recordings", str(tmp_path))
    assert (hit["session"], hit["text"]) == (folder.name, "one two three latency five")
    assert run(["search", "latency", "--recordings", str(tmp_path)]) == 0
    assert folder.name in capsys.readouterr().out
    assert run(["search", '"!"', "--recordings", str(tmp_path)]) == 2


def test_sessions_tell_their_verdicts(tmp_path: Path, capsys: Capture) -> None:
    a_judged_session(tmp_path)
    (listed,) = told(capsys, "sessions", "--recordings", str(tmp_path))
    assert (listed["verdict"], listed["levels"]["framing"]) == ("borderline", 3)


def test_progress_tells_levels_and_what_is_open(tmp_path: Path, capsys: Capture) -> None:
    a_judged_session(tmp_path)
    assert run(["progress", "--recordings", str(tmp_path)]) == 0
    said = capsys.readouterr().out
    assert "Trends need 3: 2 more." in said
    assert "[x] Restated a problem within one minute" in said


def test_delete_asks_first_and_where_nobody_can_answer_it_wants_yes(tmp_path: Path, capsys: Capture) -> None:
    folder = a_session(tmp_path)
    assert run(["delete", folder.name, "--recordings", str(tmp_path)]) == 2
    assert folder.is_dir()
    assert told(capsys, "delete", folder.name, "--yes", "--recordings", str(tmp_path)) == {
        "deleted": [folder.name],
        "kept": [],
    }
    assert not folder.exists()


def test_ctrl_c_at_the_question_deletes_nothing(monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    def interrupted(_: str) -> bool:
        raise typer.Abort

    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    with pytest.raises(KeyboardInterrupt):
        confirmed("Delete it?", False, interrupted)
    assert "Nothing was deleted." in capsys.readouterr().err


def test_purge_takes_only_what_is_older(tmp_path: Path, capsys: Capture) -> None:
    new, old = a_session(tmp_path), a_session(tmp_path)
    ancient = old.rename(tmp_path / "20200101-120000-support-replies-0001")
    assert told(capsys, "purge", "--older-than", "30d", "--yes", "--recordings", str(tmp_path)) == {
        "deleted": [ancient.name],
        "kept": [],
    }
    assert new.is_dir()


@pytest.mark.parametrize(("text", "days"), [("30d", 30), ("2w", 14), ("6m", 180), ("1y", 365)])
def test_ages_are_understood(text: str, days: int) -> None:
    assert age_of(text) == timedelta(days=days)


@pytest.mark.parametrize("text", ["", "30", "d", "-3d", "3 weeks"])
def test_what_is_no_age_is_said(text: str) -> None:
    with pytest.raises(UsageError):
        age_of(text)
