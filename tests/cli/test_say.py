"""How the command line speaks."""

from __future__ import annotations

from pathlib import Path

import pytest

from voice_coach.cli import say


def test_columns_line_up_and_the_last_is_free() -> None:
    text = say.columns([["a", "long text, as it is"], ["bbb", ""]], ["Id", "Title"])
    assert text == "Id   Title\na    long text, as it is\nbbb"


def test_a_cell_cannot_add_a_line_or_an_escape() -> None:
    assert say.columns([["x\ny\x1b[31m"]], ["Id"]) == "Id\nx y[31m"


@pytest.mark.parametrize(("seconds", "text"), [(0, "0:00"), (59.9, "0:59"), (3725, "62:05"), (-3, "0:00")])
def test_times_are_minutes_and_seconds(seconds: float, text: str) -> None:
    assert say.minutes_and_seconds(seconds) == text


def test_a_complaint_keeps_its_lines_and_loses_its_escapes(capsys: pytest.CaptureFixture[str]) -> None:
    say.complain("one\x1b[2J\ntwo")
    assert capsys.readouterr().err == "one[2J\ntwo\n"


def test_an_unforeseen_failure_is_one_sentence_with_its_details_in_a_private_file_without_keys(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("voice_coach.config.log_folder", lambda: tmp_path / "log")
    monkeypatch.setenv("OPENAI_API_KEY", "sk-canary-4711")
    sentence = say.explain(ValueError("header sk-canary-4711 is malformed"))
    (file,) = (tmp_path / "log").iterdir()
    assert sentence == f"Something went wrong that should not (ValueError); the details are in {file}."
    assert "header [key] is malformed" in file.read_text()
    assert file.stat().st_mode & 0o077 == 0


def test_details_find_another_place_where_the_usual_one_cannot_be_written(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "log").touch()
    monkeypatch.setattr("voice_coach.config.log_folder", lambda: tmp_path / "log")
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    assert f"the details are in {tmp_path}/voice-coach-failure-" in say.explain(ValueError())


def test_without_any_place_the_sentence_stands_alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "log").touch()
    monkeypatch.setattr("voice_coach.config.log_folder", lambda: tmp_path / "log")
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "log"))
    assert say.explain(ValueError()) == "Something went wrong that should not (ValueError)."
