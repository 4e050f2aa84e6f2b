"""Where a setting comes from, and what is said about a bad one."""

from __future__ import annotations

import dataclasses
import os
from pathlib import Path

import pytest

from voice_coach.__main__ import run
from voice_coach.config import (
    InterviewerChoice,
    Pressure,
    Profile,
    Settings,
    default_recordings,
    load_settings,
    settings_file,
    without_secrets,
)
from voice_coach.errors import UsageError

KEY = "sk-canary-4711"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "settings.toml"
    path.write_text('minutes = 20\npressure = "calm"\nbase_url = "http://localhost:1234/v1/"\n')
    return path


def test_nothing_given_means_a_patient_forty_five_minute_round(tmp_path: Path) -> None:
    (tmp_path / "empty.toml").touch()
    settings = load_settings(environ={}, file=tmp_path / "empty.toml")
    assert (settings.minutes, settings.pressure, settings.profile) == (45, Pressure.STANDARD, Profile.PATIENT)
    assert settings.interviewer is InterviewerChoice.AUTO
    assert not settings.has_endpoint


def test_flags_win_over_environment_and_environment_over_file(file: Path) -> None:
    environ = {"VOICE_COACH_MINUTES": "30", "VOICE_COACH_PRESSURE": "bar-raiser"}
    settings = load_settings({"minutes": 5.0, "pressure": None}, environ, file)
    assert settings.minutes == 5
    assert settings.pressure is Pressure.BAR_RAISER
    assert settings.base_url == "http://localhost:1234/v1"


def test_a_file_wins_over_the_defaults(file: Path) -> None:
    assert load_settings(environ={}, file=file).pressure is Pressure.CALM


def test_our_variable_wins_over_the_one_shared_with_other_programs(file: Path) -> None:
    shared = {"OPENAI_BASE_URL": "http://a/v1"}
    assert load_settings(environ=shared, file=file).base_url == "http://a/v1"
    assert (
        load_settings(environ={**shared, "VOICE_COACH_BASE_URL": "http://b/v1"}, file=file).base_url
        == "http://b/v1"
    )


def test_an_empty_variable_counts_as_unset(file: Path) -> None:
    assert load_settings(environ={"VOICE_COACH_MINUTES": "", "OPENAI_BASE_URL": ""}, file=file).minutes == 20


@pytest.mark.parametrize(("said", "meant"), [("1", True), ("YES", True), ("0", False), ("off", False)])
def test_the_hub_can_be_switched_off(said: str, meant: bool, file: Path) -> None:
    assert load_settings(environ={"HF_HUB_OFFLINE": said}, file=file).offline is meant


def test_the_key_comes_from_the_environment_and_is_never_shown(file: Path) -> None:
    settings = load_settings(environ={"OPENAI_API_KEY": f" {KEY}\n"}, file=file)
    assert settings.api_key == KEY
    assert KEY not in repr(settings)
    assert KEY not in str(settings)


def test_a_key_in_a_file_is_refused_without_repeating_it(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    path.write_text(f'api_key = "{KEY}"\n')
    with pytest.raises(UsageError, match="OPENAI_API_KEY") as refusal:
        load_settings(environ={}, file=path)
    assert KEY not in str(refusal.value)


def test_a_key_copied_with_a_line_break_is_refused_without_repeating_it(file: Path) -> None:
    with pytest.raises(UsageError, match="OPENAI_API_KEY") as refusal:
        load_settings(environ={"OPENAI_API_KEY": f"{KEY}\nmore"}, file=file)
    assert KEY not in str(refusal.value)


def test_keys_are_struck_out_of_texts_even_when_broken_by_a_newline() -> None:
    text = without_secrets("header 'sk-first' and sk-second", {"OPENAI_API_KEY": "sk-first\nsk-second"})
    assert text == "header '[key]' and [key]"


@pytest.mark.parametrize(
    ("flags", "environ", "words"),
    [
        ({"minutes": 0.5}, {}, "--minutes on the command line is '0.5', but must be a number from 3 to 90."),
        ({"minutes": float("nan")}, {}, "must be a number from 3 to 90"),
        ({}, {"VOICE_COACH_MINUTES": "long"}, "VOICE_COACH_MINUTES in the environment is 'long'"),
        ({}, {"VOICE_COACH_PRESSURE": "hard"}, "must be calm, standard or bar-raiser"),
        ({}, {"VOICE_COACH_SEED": "1.5"}, "must be a whole number"),
        ({}, {"VOICE_COACH_HEADPHONES": "maybe"}, "must be true or false"),
        ({}, {"OPENAI_BASE_URL": "localhost:11434"}, "OPENAI_BASE_URL in the environment"),
        ({"recordings": ""}, {}, "must be a folder"),
    ],
)
def test_a_bad_value_is_named_with_its_place(
    flags: dict[str, object], environ: dict[str, str], words: str, file: Path
) -> None:
    with pytest.raises(UsageError) as refusal:
        load_settings(flags, environ, file)
    assert words in refusal.value.message


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("minutes = [1]\n", "minutes in "),
        ("minutes = true\n", "must be a number from 3 to 90"),
        ("model = true\n", "must be text"),
        ("minutes = \n", "is not valid TOML"),
        ("minuts = 5\n", "Did you mean minutes?"),
        ("[interview]\n", "which is no setting"),
    ],
)
def test_a_bad_file_is_named(text: str, words: str, tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(text)
    with pytest.raises(UsageError) as refusal:
        load_settings(environ={}, file=path)
    assert words in str(refusal.value)
    assert "mine.toml" in str(refusal.value)


def test_a_file_that_is_not_text_is_named(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    path.write_bytes(b"\xff\xfe")
    with pytest.raises(UsageError, match="not UTF-8"):
        load_settings(environ={}, file=path)


def test_a_file_that_was_asked_for_must_exist(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="There is no settings file"):
        load_settings(environ={"VOICE_COACH_SETTINGS": str(tmp_path / "gone.toml")})


def test_a_device_and_a_pipe_are_no_settings_file(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for path in (Path("/dev/zero"), tmp_path / "pipe"):
        with pytest.raises(UsageError, match="no ordinary file"):
            load_settings(environ={"VOICE_COACH_SETTINGS": str(path)})


def test_no_library_may_report_that_it_is_used_once_the_program_runs(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    names = ("ORT_DISABLE_TELEMETRY", "HF_HUB_DISABLE_TELEMETRY", "DO_NOT_TRACK")
    for name in names:
        monkeypatch.setenv(name, "0")
    run(["--version"])
    assert [os.environ[name] for name in names] == ["1", "1", "1"]


def test_the_settings_file_can_be_pointed_at() -> None:
    assert settings_file({"VOICE_COACH_SETTINGS": "/elsewhere/mine.toml"}) == Path("/elsewhere/mine.toml")
    assert settings_file({}).name == "settings.toml"


def test_recordings_lie_in_the_checkout_when_run_inside_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "voice_coach").mkdir()
    (tmp_path / "voice_coach" / "config.py").touch()
    (tmp_path / "pyproject.toml").touch()
    (tmp_path / "docs").mkdir()
    monkeypatch.chdir(tmp_path / "docs")
    assert default_recordings() == tmp_path / "recordings"


def test_recordings_lie_in_the_users_folder_elsewhere(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    assert "voice-coach" in default_recordings().parts


def test_settings_cannot_be_changed_in_passing() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        Settings().minutes = 3  # type: ignore[misc]  # that it cannot be assigned is what is tested
