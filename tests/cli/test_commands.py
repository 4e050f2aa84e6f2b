"""Commands as a user types them: help, wrong use, what is missing, and exit codes."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from voice_coach.__main__ import run
from voice_coach.cli.app import app
from voice_coach.engines.sound_devices import SoundDevice
from voice_coach.errors import DeviceError

SPEAKERS = SoundDevice(0, "Speakers", "ALSA", 0, 2, 48_000, False, True)


def commands() -> list[list[str]]:
    direct = [[str(each.name or getattr(each.callback, "__name__", ""))] for each in app.registered_commands]
    below = [
        [str(group.typer_instance.info.name), str(each.name or getattr(each.callback, "__name__", ""))]
        for group in app.registered_groups
        if group.typer_instance is not None
        for each in group.typer_instance.registered_commands
    ]
    return direct + below


@pytest.mark.parametrize("command", commands(), ids=" ".join)
def test_the_help_of_each_command_shows_an_example(
    command: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run([*command, "--help"]) == 0
    help_text = capsys.readouterr().out
    assert "Example" in help_text
    assert f"voice-coach {' '.join(command)}" in help_text


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["practise"], "practise"),
        (["practice", "--minutes", "0"], "--minutes"),
        (["practice", "--minutes", "soon"], "--minutes"),
        (["practice", "--pressure", "hard"], "--pressure"),
        (["practice", "--candidate", "gone.wav"], "gone.wav"),
        (["practice", "--candidate", "talk.mp3"], "talk.mp3"),
        (["practice", "--base-url", "localhost"], "--base-url"),
        (["demo", "--candidate-kind", "brilliant"], "--candidate-kind"),
        (["replay", "last", "--at", "soon"], "--at"),
        (["replay", "last", "--speed", "9"], "--speed"),
        (["doctor", "--nonsense"], "--nonsense"),
    ],
)
def test_wrong_use_is_exit_code_2_and_names_what_was_wrong(
    arguments: list[str], words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(arguments) == 2
    said = capsys.readouterr()
    assert words in said.err
    assert "Traceback" not in said.err
    assert said.out == ""


def test_a_broken_settings_file_is_wrong_use_that_names_the_file(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "broken.toml").write_text("minutes = \n")
    monkeypatch.setenv("VOICE_COACH_SETTINGS", str(tmp_path / "broken.toml"))
    assert run(["sessions"]) == 2
    assert "broken.toml is not valid TOML" in capsys.readouterr().err


def test_no_sessions_yet_is_said_and_no_failure(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["sessions"]) == 0
    assert "No sessions yet" in capsys.readouterr().out


def test_no_sessions_as_json_is_an_empty_list(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["sessions", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == []


def test_recordings_that_are_no_folder_are_one_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").touch()
    assert run(["sessions", "--recordings", str(tmp_path / "file")]) == 1
    said = capsys.readouterr()
    assert said.err.count("\n") == 1
    assert "--recordings" in said.err


def test_an_unknown_session_is_one_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["replay", "20990101-000000-none-0000"]) == 1
    assert capsys.readouterr().err.startswith("There are no sessions in")


def test_nothing_to_recover_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["recover"]) == 0
    assert capsys.readouterr().out == "No session was interrupted.\n"


def test_devices_are_listed_with_what_they_are_the_default_for(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("voice_coach.engines.sound_devices.list_devices", lambda: (SPEAKERS,))
    assert run(["devices"]) == 0
    assert "Speakers" in capsys.readouterr().out
    assert run(["devices", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)[0]["is_default_output"] is True


def missing() -> tuple[SoundDevice, ...]:
    raise DeviceError("The sound library PortAudio is missing.", "Install it.")


def test_without_portaudio_devices_is_one_sentence_with_the_cure(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("voice_coach.engines.sound_devices.list_devices", missing)
    assert run(["devices"]) == 1
    assert capsys.readouterr().err == "The sound library PortAudio is missing. Install it.\n"


@pytest.mark.parametrize(
    ("raised", "code"), [(KeyboardInterrupt(), 130), (DeviceError("Gone."), 1), (ZeroDivisionError(), 1)]
)
def test_whatever_happens_there_is_an_exit_code_and_no_traceback(
    raised: BaseException, code: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail() -> None:
        raise raised

    monkeypatch.setattr("voice_coach.engines.sound_devices.list_devices", fail)
    assert run(["devices"]) == code
    assert "Traceback" not in capsys.readouterr().err


def test_a_key_with_a_line_break_is_never_shown(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-canary\n4711")
    assert run(["doctor"]) == 2
    said = capsys.readouterr()
    assert "OPENAI_API_KEY" in said.err
    assert "canary" not in said.err + said.out


def test_the_module_runs_as_the_program_does() -> None:
    ran = subprocess.run(
        [sys.executable, "-m", "voice_coach", "--version"],
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    assert ran.stdout.startswith("voice-coach ")


SLOW = {"numpy", "rich", "openai", "onnxruntime", "faster_whisper", "sounddevice", "soundfile", "asyncio"}


@pytest.mark.parametrize(
    ("arguments", "slow"),
    [
        (["--help"], SLOW | {"pydantic"}),
        (["practice", "--help"], SLOW),  # typer itself reads a command's options with pydantic
    ],
)
def test_help_loads_nothing_slow(arguments: list[str], slow: set[str]) -> None:
    code = (
        f"import sys\nfrom voice_coach.__main__ import run\nrun({arguments!r})\n"
        f"print('LOADED', sorted({slow!r} & set(sys.modules)))"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert ran.stdout.splitlines()[-1] == "LOADED []"


def test_no_file_takes_the_place_of_a_closed_standard_stream(tmp_path: Path) -> None:
    told = tmp_path / "number"
    code = (
        "import os\nfrom voice_coach.__main__ import hold_standard_descriptors\n"
        "os.closerange(0, 3)\nhold_standard_descriptors()\n"
        f"fd = os.open({str(told)!r}, os.O_CREAT | os.O_WRONLY)\nos.write(fd, b'%d' % fd)"
    )
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)
    assert int(told.read_text()) >= 3
