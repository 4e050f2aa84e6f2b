"""`assess` as a user types it."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from voice_coach.__main__ import run
from voice_coach.cli.hearing import turns_heard
from voice_coach.conversation.sound import RATE_HZ, Segment, seconds_of
from voice_coach.conversation.words import Word
from voice_coach.engines.protocols import EngineInfo
from voice_coach.engines.sound_files import write_sound

Capture = pytest.CaptureFixture[str]
SAID = "How many users are there, and which limit binds? I take latency first, under 3 seconds."


@pytest.fixture
def transcript(tmp_path: Path) -> Path:
    path = tmp_path / "talk.jsonl"
    path.write_text(json.dumps({"text": SAID, "thinks_s": 1, "speaks_s": 6}) + "\n")
    return path


def test_a_transcript_is_judged_as_json(transcript: Path, capsys: Capture) -> None:
    assert run(["assess", str(transcript), "--json"]) == 0
    scorecard = json.loads(capsys.readouterr().out)
    assert scorecard["format"] == 1
    assert "probing_question" in {signal["id"] for signal in scorecard["signals"]}


def test_people_get_the_verdict_first_and_quotes_with_times(transcript: Path, capsys: Capture) -> None:
    assert run(["assess", str(transcript), "--scenario", "support-replies"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("Verdict: ")
    assert any("probing question" in line and '"How many users' in line for line in lines)


@pytest.mark.parametrize(
    "arguments", [["assess"], ["assess", "last", "--all"], ["assess", "x", "--judge", "llm"]]
)
def test_what_cannot_be_meant_is_wrong_use(arguments: list[str]) -> None:
    assert run(arguments) == 2


@pytest.mark.parametrize("target", ["gone.wav", "gone.json", "20990101-000000-x-0000", "last"])
def test_a_target_that_is_not_there_is_one_sentence(target: str, capsys: Capture) -> None:
    assert run(["assess", target]) == 1
    assert capsys.readouterr().err.count("\n") == 1


def test_all_sessions_of_an_empty_folder_are_an_empty_list(capsys: Capture) -> None:
    assert run(["assess", "--all", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == []


class EarsThatKnow:
    """Recognises every segment as its number."""

    info = EngineInfo("recogniser", "known")

    def start(self) -> None: ...

    def listen(self, segment_id: int, samples: np.ndarray[tuple[int, ...], np.dtype[np.int16]]) -> None: ...

    def transcribe(self, segment: Segment) -> tuple[Word, ...]:
        return (Word(str(segment.id), seconds_of(segment.start), seconds_of(segment.end)),)

    def close(self) -> None: ...


def test_a_recording_without_speech_has_no_turns(tmp_path: Path) -> None:
    noise = np.random.default_rng(1).integers(-30, 30, 3 * RATE_HZ).astype(np.int16)
    write_sound(tmp_path / "quiet.wav", noise)
    assert turns_heard(tmp_path / "quiet.wav", EarsThatKnow()) == ()
