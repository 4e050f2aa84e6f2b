"""The scenario library on the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from voice_coach.__main__ import run
from voice_coach.cli.options import DEFAULT_SCENARIO
from voice_coach.library import load_scenario

Capture = pytest.CaptureFixture[str]


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    path = tmp_path / "broken.toml"
    path.write_text('id = "broken"\ntitle = \n')
    return path


def test_the_list_as_json_has_what_a_program_needs(capsys: Capture) -> None:
    assert run(["scenarios", "list", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert {frozenset(each) for each in found} == {frozenset({"id", "title", "field", "level"})}
    assert DEFAULT_SCENARIO in {each["id"] for each in found}


def test_the_list_is_a_table_for_people(capsys: Capture) -> None:
    assert run(["scenarios", "list"]) == 0
    heads, *rows = capsys.readouterr().out.splitlines()
    assert heads.split() == ["Id", "Field", "Level", "Title"]
    assert any(row.startswith(DEFAULT_SCENARIO) for row in rows)


def test_what_only_the_interviewer_knows_is_shown_only_when_asked_for(capsys: Capture) -> None:
    fact = load_scenario(DEFAULT_SCENARIO).facts[0].answer
    assert run(["scenarios", "show", DEFAULT_SCENARIO]) == 0
    assert fact not in capsys.readouterr().out
    assert run(["scenarios", "show", DEFAULT_SCENARIO, "--facts"]) == 0
    assert fact in capsys.readouterr().out


def test_a_scenario_as_json_keeps_its_facts_unless_asked_for(capsys: Capture) -> None:
    assert run(["scenarios", "show", DEFAULT_SCENARIO, "--json"]) == 0
    assert "facts" not in json.loads(capsys.readouterr().out)
    assert run(["scenarios", "show", DEFAULT_SCENARIO, "--json", "--facts"]) == 0
    assert "kpi" in json.loads(capsys.readouterr().out)["facts"]


@pytest.mark.parametrize("command", [["scenarios", "show"], ["demo", "--fast"], ["practice"]])
def test_an_unknown_scenario_is_one_sentence_with_a_suggestion(command: list[str], capsys: Capture) -> None:
    assert run([*command, "suport-replies"]) == 1
    said = capsys.readouterr().err
    assert 'There is no scenario "suport-replies". Did you mean "support-replies"?' in said
    assert said.count("\n") == 1


def test_a_broken_file_is_named_with_its_line(broken: Path, capsys: Capture) -> None:
    assert run(["scenarios", "check", str(broken)]) == 1
    assert capsys.readouterr().err.startswith("broken.toml:2: syntax:")


def test_each_mistake_is_a_line_of_its_own(tmp_path: Path, capsys: Capture) -> None:
    path = tmp_path / "empty.toml"
    path.write_text('id = "empty"\n')
    assert run(["scenarios", "check", str(path)]) == 1
    lines = capsys.readouterr().err.splitlines()
    assert "empty.toml:1: title: this field was expected and is missing" in lines
    assert sum(line.startswith("empty.toml:1: ") for line in lines) == len(lines) - 1


def test_problems_as_json_are_a_list(broken: Path, capsys: Capture) -> None:
    assert run(["scenarios", "check", str(broken), "--json"]) == 1
    assert len(json.loads(capsys.readouterr().out)["problems"]) == 1


def test_a_sound_file_of_the_library_passes_its_own_check(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    library = Path(__file__).resolve().parents[2] / "scenarios"
    (tmp_path / "mine.toml").write_text((library / f"{DEFAULT_SCENARIO}.toml").read_text(encoding="utf-8"))
    monkeypatch.chdir(tmp_path)
    assert run(["scenarios", "check", "mine.toml"]) == 0
    assert "mine.toml is in order" in capsys.readouterr().out


def test_a_new_scenario_is_commented_and_passes_its_own_check(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(["scenarios", "new", "my-problem"]) == 0
    assert capsys.readouterr().out == (
        "my-problem.toml is written. Change it, then: voice-coach scenarios check my-problem.toml\n"
    )
    assert run(["scenarios", "check", "my-problem.toml"]) == 0
    text = (tmp_path / "my-problem.toml").read_text()
    assert load_scenario("my-problem.toml").id == "my-problem"
    assert sum(line.startswith("#") for line in text.splitlines()) > 30
    assert "{" not in text


def test_a_file_that_is_there_is_never_written_over(tmp_path: Path, capsys: Capture) -> None:
    path = tmp_path / "mine.toml"
    path.write_text("my work")
    assert run(["scenarios", "new", str(path)]) == 1
    assert "There is a file" in capsys.readouterr().err
    assert path.read_text() == "my work"


@pytest.mark.parametrize("name", ["My Problem", "nowhere/mine", "_base"])
def test_a_name_that_will_not_do_is_one_sentence(name: str, capsys: Capture) -> None:
    assert run(["scenarios", "new", name]) == 1
    assert capsys.readouterr().err.count("\n") == 1
