"""`assess` as a user types it."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import numpy as np
import pytest
import soundfile
from fakes.openai_server import Mode, OpenAIServer
from session_makers import a_writer
from session_makers import say as say_turn

from voice_coach.__main__ import run
from voice_coach.cli.hearing import Side, sides_of, turns_heard
from voice_coach.conversation.sound import RATE_HZ, Segment, seconds_of
from voice_coach.conversation.words import Word
from voice_coach.engines.protocols import EngineInfo
from voice_coach.engines.sound_files import write_sound
from voice_coach.sessions.manifest import State
from voice_coach.sessions.reading import Session

needs_flite = pytest.mark.skipif(shutil.which("flite") is None, reason="flite is not installed")
Capture = pytest.CaptureFixture[str]
SAID = "How many users are there, and which limit binds? I take latency first, under 3 seconds."


@pytest.fixture
def transcript(tmp_path: Path) -> Path:
    path = tmp_path / "talk.jsonl"
    path.write_text(json.dumps({"text": SAID, "thinks_s": 1, "speaks_s": 6}) + "\n")
    return path


@pytest.fixture
def strong() -> Path:
    return Path(__file__).parents[1] / "data" / "transcripts" / "tune-sql-copilot-asr.json"


def test_a_transcript_is_judged_as_json(transcript: Path, capsys: Capture) -> None:
    assert run(["assess", str(transcript), "--json"]) == 0
    scorecard = json.loads(capsys.readouterr().out)
    assert scorecard["format"] == 1
    assert "probing_question" in {signal["id"] for signal in scorecard["signals"]}


def test_people_get_the_verdict_first_then_quotes_with_times_and_three_drills(
    strong: Path, capsys: Capture
) -> None:
    assert run(["assess", str(strong)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("Verdict: ")
    assert any(re.match(r'  \[\d+:\d\d\] "', line) for line in lines)
    assert sum(bool(re.match(r"[123]\. \w+ \(for ", line)) for line in lines) == 3
    assert max(map(len, lines)) <= 110


def test_too_little_said_is_told_once_and_kindly(transcript: Path, capsys: Capture) -> None:
    assert run(["assess", str(transcript), "--scenario", "support-replies"]) == 0
    told = capsys.readouterr().out
    assert told.startswith("Verdict: not enough evidence")
    assert told.count("too few to judge") == 1
    assert "1. restate" in told


@pytest.mark.parametrize(
    "arguments",
    [
        ["assess"],
        ["assess", "last", "--all"],
        ["assess", "last", "--on", "ray"],
        ["assess", "x", "--judge", "me"],
    ],
)
def test_what_cannot_be_meant_is_wrong_use(arguments: list[str]) -> None:
    assert run(arguments) == 2


def test_a_model_that_is_not_configured_is_named(transcript: Path, capsys: Capture) -> None:
    assert run(["assess", str(transcript), "--judge", "llm"]) == 1
    assert "OPENAI_API_KEY" in capsys.readouterr().err


def test_a_judge_that_fails_is_told_and_the_rules_stand(strong: Path, capsys: Capture) -> None:
    with OpenAIServer(Mode.BROKEN) as server:
        assert run(["assess", str(strong), "--judge", "llm", "--base-url", server.url]) == 0
    told = capsys.readouterr()
    assert "The transcript goes to 127.0.0.1" in told.err
    assert "The scorecard is by rules alone." in told.out


def test_the_rules_alone_ask_nobody(strong: Path, capsys: Capture) -> None:
    with OpenAIServer(Mode.BROKEN) as server:
        assert run(["assess", str(strong), "--judge", "rules", "--base-url", server.url, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["judge"]["kind"] == "rules"
    assert server.requests == []


@pytest.mark.parametrize("target", ["gone.wav", "gone.json", "20990101-000000-x-0000", "last"])
def test_a_target_that_is_not_there_is_one_sentence(target: str, capsys: Capture) -> None:
    assert run(["assess", target]) == 1
    assert capsys.readouterr().err.count("\n") == 1


def test_every_session_is_judged_and_its_older_scorecards_stay(
    strong: Path, tmp_path: Path, capsys: Capture
) -> None:
    for _ in range(2):
        assert run(["import", str(strong), "--json"]) == 0
    capsys.readouterr()
    assert run(["assess", "--all", "--json"]) == 0
    cards = json.loads(capsys.readouterr().out)
    assert len(cards) == 2
    for card in cards:
        kept = tmp_path / "recordings" / card["session"]
        assert json.loads((kept / "scorecard.json").read_text()) == card
        assert (kept / "scorecard-1.json").is_file()


def test_a_session_that_cannot_be_judged_does_not_stop_the_others(
    strong: Path, tmp_path: Path, capsys: Capture
) -> None:
    for _ in range(2):
        assert run(["import", str(strong), "--json"]) == 0
    first = min((tmp_path / "recordings").iterdir())
    (first / "transcript.json").unlink()
    (first / "events.jsonl").write_text("")
    capsys.readouterr()
    assert run(["assess", "--all"]) == 1
    told = capsys.readouterr()
    assert told.err.count("could not be judged") == 1
    assert len(told.out.splitlines()) == 1


def test_a_session_that_is_still_recorded_is_left_in_peace(tmp_path: Path, capsys: Capture) -> None:
    writer = a_writer(tmp_path / "recordings")
    assert run(["assess", "--all"]) == 0
    assert "still being recorded" in capsys.readouterr().err
    assert not (writer.folder / "scorecard.json").exists()
    writer.close()


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


def a_voice(seconds: float) -> np.ndarray[tuple[int, ...], np.dtype[np.int16]]:
    """Something that both detectors take for speech."""
    from voice_coach.engines.flite_voice import FliteVoice

    voice = FliteVoice("rms")
    voice.start()
    sound = voice.speak("We must keep the answer within three seconds, because agents wait for it.").samples
    voice.close()
    return np.resize(sound, round(seconds * RATE_HZ))


def test_a_recording_without_speech_has_no_turns(tmp_path: Path) -> None:
    noise = np.random.default_rng(1).integers(-30, 30, 3 * RATE_HZ).astype(np.int16)
    write_sound(tmp_path / "quiet.wav", noise)
    assert turns_heard(sides_of(tmp_path / "quiet.wav"), EarsThatKnow()) == ()


@pytest.fixture
def two_sides(tmp_path: Path) -> Path:
    """Left speaks in seconds 0 to 4, right in 5 to 8, left again from 9 to 12."""
    said = a_voice(4.0)
    sound = np.zeros((13 * RATE_HZ, 2), np.int16)
    for second, side, length in ((0, 0, 4), (5, 1, 3), (9, 0, 3)):
        sound[second * RATE_HZ : (second + length) * RATE_HZ, side] = said[: length * RATE_HZ]
    path = tmp_path / "call.wav"
    soundfile.write(path, sound, RATE_HZ)
    return path


@needs_flite
def test_a_stereo_recording_gives_each_side_its_turns(two_sides: Path) -> None:
    turns = turns_heard(sides_of(two_sides), EarsThatKnow())
    assert [turn.speaker.value for turn in turns] == ["candidate", "interviewer", "candidate"]
    swapped = turns_heard(sides_of(two_sides, Side.RIGHT), EarsThatKnow())
    assert [turn.speaker.value for turn in swapped] == ["interviewer", "candidate", "interviewer"]


@needs_flite
def test_sides_that_are_the_same_or_silent_are_one_person(tmp_path: Path) -> None:
    said = a_voice(3.0)
    for name, other in (("same", said), ("silent", np.zeros_like(said))):
        for sides in ((said, other), (other, said)):
            soundfile.write(tmp_path / f"{name}.wav", np.stack(sides, axis=1), RATE_HZ)
            assert len(sides_of(tmp_path / f"{name}.wav")) == 1


@needs_flite
def test_a_sound_file_gives_the_same_shape_as_a_transcript(
    two_sides: Path, strong: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    monkeypatch.setattr("voice_coach.cli.choices.recogniser_for", lambda *_, **__: EarsThatKnow())
    shapes = []
    for target in (two_sides, strong):
        assert run(["assess", str(target), "--json"]) == 0
        shapes.append(list(json.loads(capsys.readouterr().out)))
    assert shapes[0] == shapes[1]


@needs_flite
def test_a_recording_becomes_a_session_with_its_sound_and_turns(
    two_sides: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    monkeypatch.setattr("voice_coach.cli.choices.recogniser_for", lambda *_, **__: EarsThatKnow())
    assert run(["import", str(two_sides), "--scenario", "support-replies", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    session = Session(Path(told["folder"]))
    assert (session.manifest.mode, session.manifest.scenario.id) == ("import", "support-replies")
    assert [turn.said.speaker.value for turn in session.turns()] == ["candidate", "interviewer", "candidate"]
    assert session.turns()[0].said.words
    kept, _ = soundfile.read(session.sound_path, dtype="int16")
    given, _ = soundfile.read(two_sides, dtype="int16")
    assert np.array_equal(kept[: len(given)], given)
    assert told["scorecard"]["verdict"] == "not_enough_evidence"


def test_a_transcript_becomes_a_session_without_sound(strong: Path, capsys: Capture) -> None:
    assert run(["import", str(strong), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    session = Session(Path(told["folder"]))
    assert session.manifest.state is State.DONE
    assert len(session.turns()) == len(json.loads(strong.read_text())["turns"])
    assert told["scorecard"]["verdict"] == "hire"


@pytest.mark.parametrize(
    ("name", "content", "complaint"),
    [
        ("a.wav", b"RIFF", "cannot be read"),
        ("a.wav", b"", "cannot be read"),
        ("a.flac", b"fLaC" + bytes(100), "cannot be read"),
        ("a.json", b"{", "not valid JSON"),
        ("a.json", b"[]", "empty transcript"),
        ("a.txt", b"hello", "ending"),
    ],
)
def test_a_file_that_is_no_talk_is_one_sentence_and_leaves_nothing(
    tmp_path: Path, name: str, content: bytes, complaint: str, capsys: Capture
) -> None:
    (tmp_path / name).write_bytes(content)
    assert run(["import", str(tmp_path / name)]) == 1 + (name[-3:] in ("wav", "lac"))
    told = capsys.readouterr().err
    assert complaint in told
    assert told.count("\n") == 1
    assert not (tmp_path / "recordings").exists() or not list((tmp_path / "recordings").iterdir())


@pytest.mark.parametrize("heard_again", [False, True])
def test_a_scorecard_says_whose_words_it_judged_and_warns_of_a_weak_recogniser(
    heard_again: bool, tmp_path: Path, capsys: Capture
) -> None:
    weak = {"kind": "recogniser", "name": "sphinx", "detail": "en-us", "notice": "Half of it may be wrong."}
    writer = a_writer(tmp_path / "sessions", with_sound=False)
    say_turn(writer, 0)
    folder = writer.finish()
    manifest = json.loads((folder / "session.json").read_text())
    (folder / "session.json").write_text(json.dumps(manifest | {"engines": [weak]}))
    if heard_again:
        kept = json.loads((folder / "transcript.json").read_text())
        better = {"pass": "final", "name": "whisper", "detail": "small.en int8 cpu", "version": "1"}
        (folder / "transcript.json").write_text(json.dumps(kept | {"recogniser": better}))
    assert run(["assess", str(folder)]) == 0
    assert ("Half of it may be wrong." in capsys.readouterr().out) is not heard_again
    scorecard = json.loads((folder / "scorecard.json").read_text())
    assert scorecard["heard_by"]["name"] == ("whisper" if heard_again else "sphinx")
