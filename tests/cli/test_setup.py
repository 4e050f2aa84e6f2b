"""Three questions, and a settings file that keeps everything else."""

from __future__ import annotations

import io
import json
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest
from fakes.openai_server import OpenAIServer

from voice_coach.__main__ import run
from voice_coach.cli import asking, setup
from voice_coach.engines import local_servers
from voice_coach.engines.local_servers import LocalServer

CANARY = "sk-canary-setup"
OLLAMA = LocalServer("Ollama", "http://localhost:9/v1", ("qwen3:8b", "tiny"))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "settings.toml"


@pytest.fixture(autouse=True)
def _no_servers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(local_servers, "find_servers", tuple)


@pytest.fixture
def say_lines(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Put lines into standard input, which ends after them."""
    return lambda *lines: monkeypatch.setattr(
        "sys.stdin", io.StringIO("".join(f"{line}\n" for line in lines))
    )


def kept(file: Path) -> dict[str, object]:
    return tomllib.loads(file.read_text())


def test_three_empty_lines_give_a_program_that_needs_nothing(file: Path, say_lines) -> None:
    say_lines("", "", "")
    assert run(["setup"]) == 0
    assert kept(file) == {"interviewer": "scripted", "stt": "auto", "headphones": False}


def test_a_server_on_this_machine_is_offered_first_with_its_models(
    file: Path, say_lines, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(local_servers, "find_servers", lambda: (OLLAMA,))
    say_lines("2", "", "2")
    assert run(["setup"]) == 0
    said = capsys.readouterr().out
    assert "  1  qwen3:8b, by Ollama on this machine" in said
    assert kept(file) == {
        "interviewer": "auto",
        "base_url": OLLAMA.url,
        "model": "tiny",
        "stt": "auto",
        "headphones": True,
    }
    assert "localhost cannot be reached" in said
    assert "follows its script" in said


def test_a_bad_answer_is_asked_again(file: Path, say_lines, capsys: pytest.CaptureFixture[str]) -> None:
    say_lines("nine", "0", "3", "ftp://x", "http://", "http://10.0.0.1:1/v1", "m", "-1", "2", "1")
    run(["setup", "--json"])
    assert kept(file)["base_url"] == "http://10.0.0.1:1/v1"
    assert kept(file)["stt"] == "sphinx"
    assert capsys.readouterr().out.count("Please give a number") == 3


@pytest.mark.parametrize("lines", [(), ("1",), ("1", "2"), ("3", "http://x/v1")])
def test_input_that_ends_too_early_is_one_sentence_and_changes_nothing(
    lines: tuple[str, ...], file: Path, say_lines, capsys: pytest.CaptureFixture[str]
) -> None:
    file.write_text("minutes = 20\n")
    say_lines(*lines)
    assert run(["setup"]) == 2
    assert "nothing was changed" in capsys.readouterr().err
    assert file.read_text() == "minutes = 20\n"


def test_endless_nonsense_ends(file: Path, say_lines) -> None:
    say_lines(*["what"] * 1000)
    assert run(["setup"]) == 2
    assert kept(file) == {}


def test_ctrl_c_changes_nothing(
    file: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupted() -> str:
        raise KeyboardInterrupt

    file.write_text("minutes = 20\n")
    monkeypatch.setattr(asking.sys, "stdin", io.StringIO("\n"))
    monkeypatch.setattr(asking.choose, "__defaults__", (interrupted,))
    assert run(["setup"]) == 130
    assert "Nothing was changed." in capsys.readouterr().err
    assert file.read_text() == "minutes = 20\n"


def test_comments_and_other_settings_stay(file: Path) -> None:
    file.write_text('# mine\nminutes = 20  # short\nstt = "whisper"\n')
    assert run(["setup", "--yes", "--headphones"]) == 0
    text = file.read_text()
    assert "# mine\nminutes = 20  # short\n" in text
    assert kept(file) == {"minutes": 20, "stt": "auto", "interviewer": "scripted", "headphones": True}


def test_a_link_to_the_file_stays_a_link(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real, link = tmp_path / "dotfiles.toml", tmp_path / "link.toml"
    real.write_text("minutes = 20\n")
    link.symlink_to(real)
    monkeypatch.setenv("VOICE_COACH_SETTINGS", str(link))
    assert run(["setup", "--yes"]) == 0
    assert link.is_symlink()
    assert kept(real)["minutes"] == 20


def test_a_file_that_is_not_there_yet_is_made_for_its_owner_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "new" / "settings.toml"
    monkeypatch.setenv("VOICE_COACH_SETTINGS", str(path))
    assert run(["setup", "--yes"]) == 0
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_broken_file_is_named_before_anything_is_asked(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file.write_text("minutes = \n")
    assert run(["setup"]) == 2
    said = capsys.readouterr()
    assert "not valid TOML" in said.err
    assert "Who words" not in said.out
    assert file.read_text() == "minutes = \n"


def test_a_place_that_cannot_be_written_is_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a-file").touch()
    monkeypatch.setenv("VOICE_COACH_SETTINGS", str(tmp_path / "a-file" / "settings.toml"))
    assert run(["setup", "--yes"]) == 2
    assert "cannot be written" in capsys.readouterr().err


def test_options_answer_their_question_without_being_asked(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with OpenAIServer() as server:
        given = ["--base-url", server.url, "--model", "tiny", "--stt-url", server.url, "--loudspeaker"]
        assert run(["setup", *given, "--json"]) == 0
    said = capsys.readouterr()
    expected = {
        "interviewer": "auto",
        "base_url": server.url,
        "model": "tiny",
        "stt": "openai",
        "stt_url": server.url,
        "headphones": False,
    }
    assert json.loads(said.out) == {"file": str(file), "settings": expected}
    assert kept(file) == expected
    assert "tiny at 127.0.0.1 answers." in said.err


def test_a_bad_option_is_named_and_changes_nothing(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["setup", "--base-url", "localhost:11434", "--yes"]) == 2
    assert "--base-url" in capsys.readouterr().err
    assert kept(file) == {}


def test_a_setting_that_the_environment_overrules_is_said(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("VOICE_COACH_STT", "whisper")
    assert run(["setup", "--yes"]) == 0
    assert "stt is 'whisper' all the same" in capsys.readouterr().out


def test_a_key_goes_to_the_keyring_and_nowhere_else(
    file: Path, say_lines, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    rings: list[str] = []
    monkeypatch.setattr(setup, "keep_in_keyring", rings.append)
    monkeypatch.setattr("voice_coach.config.key_in_keyring", lambda: CANARY)
    say_lines(CANARY)
    assert run(["setup", "--keep-key"]) == 0
    assert rings == [CANARY]
    assert kept(file) == {"keyring": True}
    said = capsys.readouterr()
    assert CANARY not in said.out + said.err + file.read_text()


@pytest.mark.parametrize("typed", ["", "two words", "line\tbreak"])
def test_what_is_no_key_is_refused_unrepeated(
    typed: str, file: Path, say_lines, capsys: pytest.CaptureFixture[str]
) -> None:
    say_lines(typed)
    assert run(["setup", "--keep-key"]) == 2
    assert "no key" in capsys.readouterr().err
    assert kept(file) == {}
