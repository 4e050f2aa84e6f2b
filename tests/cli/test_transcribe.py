"""A session heard once more by command, and in the background after an interview."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from fakes.parrot_whisper import write_parrot
from session_makers import a_writer

from voice_coach.__main__ import run
from voice_coach.cli.transcribe import hear_again_after
from voice_coach.config import Settings
from voice_coach.conversation.sound import FRAME_SAMPLES, silence
from voice_coach.engines.flite_voice import FliteVoice
from voice_coach.sessions.reading import Session

PARROT = "I would start with the constraint and measure it"


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_parrot(tmp_path_factory.mktemp("model") / "parrot", PARROT)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A session with one spoken answer, understood badly."""
    voice = FliteVoice()
    voice.start()
    spoken = voice.speak("I would start with the constraint, and measure it.").samples
    writer = a_writer(tmp_path)
    for first in range(0, len(spoken) - FRAME_SAMPLES, FRAME_SAMPLES):
        writer.sound(spoken[first : first + FRAME_SAMPLES], silence(FRAME_SAMPLES))
    end_s = len(spoken) / 16_000
    writer.event(
        "turn", 0.0, turn=0, speaker="candidate", end_s=end_s, text="eye wood tart with the restraint"
    )
    return writer.finish(reason="finished")


def answer_in(folder: Path) -> str:
    return Session(folder).turns()[0].said.text


def test_the_command_rewrites_the_words_and_judges_again(
    folder: Path, model: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert (
        run(["transcribe", str(folder), "--final-model", str(model), "--recordings", str(folder.parent)]) == 0
    )
    assert answer_in(folder) == PARROT
    said = capsys.readouterr().out
    assert "Heard again: 100 %." in said
    assert "1 of 1 answers read differently" in said
    assert (folder / "scorecard.json").is_file()


def test_after_an_interview_it_runs_in_a_process_of_its_own_and_its_progress_is_told(
    folder: Path, model: Path
) -> None:
    told: list[str] = []
    settings = Settings(recordings=folder.parent, final_model=str(model))
    hear_again_after(folder, settings, told.append, may_download=False)
    assert answer_in(folder) == PARROT
    assert "Ctrl-C leaves it to the background" in told[0]
    assert "Heard again: 100 %." in told
    assert "answers read differently" in told[-1]


def test_where_no_better_model_is_to_be_had_one_sentence_says_so(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("voice_coach.engines.model_hub.ModelHub.cached", lambda self, model: None)
    told: list[str] = []
    hear_again_after(folder, Settings(offline=True), told.append, may_download=True)
    assert len(told) == 1
    assert told[0].startswith("The words stay as they were recognised live")


def test_it_can_be_switched_off_and_has_nothing_to_do_without_answers(folder: Path, tmp_path: Path) -> None:
    told: list[str] = []
    hear_again_after(folder, Settings(final_model="none"), told.append, may_download=False)
    silent = a_writer(tmp_path / "other").finish(reason="finished")
    hear_again_after(silent, Settings(), told.append, may_download=False)
    assert told == []


def test_a_model_that_does_not_exist_is_one_sentence(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VOICE_COACH_OFFLINE", "1")
    code = run(["transcribe", str(folder), "--final-model", "no-such", "--recordings", str(folder.parent)])
    assert code == 1
    assert "no-such" in capsys.readouterr().err
    assert answer_in(folder).startswith("eye wood")


def test_progress_in_json_is_lines_and_the_result_goes_to_standard_error(
    folder: Path, model: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(
        ["transcribe", str(folder), "--final-model", str(model), "--recordings", str(folder.parent), "--json"]
    )
    captured = capsys.readouterr()
    assert [json.loads(line)["type"] for line in captured.out.splitlines()] == ["progress"]
    assert "Verdict" in captured.err
