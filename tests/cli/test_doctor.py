"""What the pre-flight reports: every part at its work, in a simulated room and with engines that fail."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from fakes.openai_server import Mode, OpenAIServer

from voice_coach.__main__ import run
from voice_coach.cli import disk_trial, doctor, engine_checks
from voice_coach.cli.doctor import CHECKS, examine
from voice_coach.cli.examination import TEST_SENTENCE, Examination, Finding, Verdict
from voice_coach.config import InterviewerChoice, Settings
from voice_coach.conversation.sound import Clip, Samples, Segment, silence
from voice_coach.conversation.words import Word
from voice_coach.engines.protocols import EngineInfo
from voice_coach.engines.room_card import Room, RoomCard
from voice_coach.engines.scripted_engines import ToneVoice
from voice_coach.engines.sound_devices import SoundDevice
from voice_coach.errors import DeviceError, RecogniserError, VoiceError

DEVICES = (
    SoundDevice(0, "Desk microphone", "ALSA", 1, 0, 48_000, True, False),
    SoundDevice(1, "Desk loudspeaker", "ALSA", 0, 2, 44_100, False, True),
)


class Nobody:
    done = False

    def next_frame(self, heard: Samples) -> Samples:
        return silence(len(heard))


class Ears:
    """A recogniser that hears what it is told to."""

    def __init__(self, heard: str, notice: str = "") -> None:
        self.info = EngineInfo("recogniser", "ears", "two", notice=notice)
        self._heard = heard

    def start(self) -> None:
        pass

    def transcribe(self, segment: Segment) -> tuple[Word, ...]:
        return tuple(Word(word, 0.0, 0.1) for word in self._heard.split())

    def close(self) -> None:
        pass


class InARoom(Examination):
    """An examination of a simulated room and scripted engines."""

    def __init__(
        self,
        settings: Settings | None = None,
        room: Room | None = None,
        heard: str = TEST_SENTENCE,
        notice: str = "",
        plays: bool = True,
    ) -> None:
        super().__init__(settings or Settings(), plays=plays)
        self._room, self._heard, self._notice = room or Room(echo_gain_db=-20.0), heard, notice
        self.opened = 0

    def card(self) -> RoomCard:
        self.opened += 1
        return RoomCard(Nobody(), self._room)

    def devices(self) -> tuple[SoundDevice, ...]:
        return DEVICES

    def voice(self) -> ToneVoice:
        return ToneVoice()

    def recogniser(self, on_notice: Callable[[str], None]) -> Ears:
        return Ears(self._heard, self._notice)


def finding(part: str, examination: Examination) -> Finding:
    (found,) = examine(examination, {part: CHECKS[part]})
    return found


def spoken(examination: InARoom) -> InARoom:
    """The same with a sentence that was spoken before."""
    examination.spoken = Clip((np.random.default_rng(0).standard_normal(32_000) * 2000).astype(np.int16))
    return examination


# ------------------------------------------------------------------ the report


def fails(examination: Examination) -> Finding:
    raise DeviceError("There is no microphone.", "Connect one.")


def works(examination: Examination) -> Finding:
    return Finding("voice", Verdict.OK, "It speaks.", figures={"first_audio_s": 0.02})


def warns(examination: Examination) -> Finding:
    return Finding("recogniser", Verdict.WARNING, "It guesses.", "Let it download a model.")


def test_a_failing_part_is_a_row_with_its_cure_and_exit_code_1(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(doctor, "CHECKS", {"microphone": fails, "voice": works})
    assert run(["doctor"]) == 1
    rows = capsys.readouterr().out.splitlines()[1:]
    assert rows == [
        "microphone  failed   There is no microphone. Connect one.",
        "voice       ok       It speaks.",
    ]


def test_a_warning_is_no_failure_and_json_has_every_field(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(doctor, "CHECKS", {"recogniser": warns, "voice": works})
    assert run(["doctor", "--json"]) == 0
    warning, fine = json.loads(capsys.readouterr().out)
    assert warning == {
        "part": "recogniser",
        "verdict": "warning",
        "says": "It guesses.",
        "cure": "Let it download a model.",
        "figures": {},
    }
    assert fine["figures"] == {"first_audio_s": 0.02}


# ------------------------------------------------------------------ sound


def test_microphone_and_loudspeaker_are_one_trial_with_a_chime() -> None:
    examination = InARoom(room=Room(delay_ms=60.0, echo_gain_db=-20.0))
    heard, played = finding("microphone", examination), finding("loudspeaker", examination)
    assert examination.opened == 1
    assert (heard.verdict, played.verdict) == (Verdict.OK, Verdict.OK)
    assert "came back after 60 ms at -20 dB" in played.says
    assert heard.says.startswith("Desk microphone (48000 Hz)")
    assert heard.figures["room_dbfs"] == pytest.approx(-66.0, abs=2.0)


@pytest.mark.parametrize(
    ("headphones", "room", "verdict", "words"),
    [
        (False, Room(), Verdict.WARNING, "--headphones"),
        (True, Room(), Verdict.OK, ""),
        (True, Room(echo_gain_db=-20.0), Verdict.WARNING, "leave out --headphones"),
        (False, Room(echo_gain_db=-20.0, delay_ms=600.0), Verdict.WARNING, "too late"),
    ],
)
def test_a_chime_heard_or_not_is_right_or_wrong_by_what_is_worn(
    headphones: bool, room: Room, verdict: Verdict, words: str
) -> None:
    found = finding("loudspeaker", InARoom(Settings(headphones=headphones), room))
    assert found.verdict is verdict
    assert words in found.cure


@pytest.mark.parametrize(
    ("room", "words"), [(Room(noise_dbfs=-85.0), "faint"), (Room(noise_dbfs=-30.0), "loud")]
)
def test_a_faint_or_loud_room_is_a_warning(room: Room, words: str) -> None:
    found = finding("microphone", InARoom(room=room))
    assert found.verdict is Verdict.WARNING
    assert words in found.cure


def test_without_sound_the_loudspeaker_is_only_looked_for() -> None:
    found = finding("loudspeaker", InARoom(plays=False))
    assert (found.verdict, "not tried" in found.says) == (Verdict.OK, True)


def test_a_card_that_does_not_open_fails_both_parts_with_one_try() -> None:
    class Broken(InARoom):
        def card(self) -> RoomCard:
            self.opened += 1
            raise DeviceError("The card is busy.", "Close what uses it.")

    examination = Broken()
    for part in ("microphone", "loudspeaker"):
        assert finding(part, examination).says == "The card is busy."
    assert examination.opened == 1


# ------------------------------------------------------------------ engines


def test_the_voice_says_the_sentence_that_the_recogniser_is_tried_on() -> None:
    examination = InARoom()
    voice, ears = (finding(part, examination) for part in ("voice", "recogniser"))
    assert voice.verdict is Verdict.OK
    assert float(str(voice.figures["first_audio_s"])) < 5
    assert (ears.verdict, ears.figures["word_error"]) == (Verdict.OK, 0.0)


@pytest.mark.parametrize(
    ("heard", "notice", "verdict", "says"),
    [
        (TEST_SENTENCE.replace("small ", ""), "", Verdict.OK, "misread 8%"),
        ("we would keep", "", Verdict.WARNING, "misread 77%"),
        (TEST_SENTENCE, "It is the small one.", Verdict.WARNING, "misread 0%"),
        ("", "", Verdict.FAILED, "heard no word"),
    ],
)
def test_what_was_misread_is_counted_against_the_known_sentence(
    heard: str, notice: str, verdict: Verdict, says: str
) -> None:
    found = finding("recogniser", spoken(InARoom(heard=heard, notice=notice)))
    assert found.verdict is verdict
    assert says in found.says
    assert bool(found.cure) is (verdict is not Verdict.OK)


def test_without_a_voice_nothing_is_claimed_of_the_ears() -> None:
    examination = InARoom()
    for part in ("recogniser", "speech detector"):
        found = finding(part, examination)
        assert found.verdict is Verdict.WARNING
        assert "not tried" in found.says


@pytest.mark.parametrize("kind", ["voice", "recogniser"])
def test_an_engine_that_cannot_be_had_is_a_row_and_the_others_follow(kind: str) -> None:
    class Lacking(InARoom):
        def voice(self) -> ToneVoice:
            raise VoiceError("There is no voice.", "Install one.")

        def recogniser(self, on_notice: Callable[[str], None]) -> Ears:
            raise RecogniserError("There are no ears.", "Install some.")

    assert finding(kind, Lacking()).verdict is Verdict.FAILED


def test_a_detector_that_hears_no_speech_in_a_sentence_has_failed() -> None:
    found = finding("speech detector", spoken(InARoom()))
    assert found.verdict is Verdict.FAILED  # noise is no speech, and the sentence here is noise
    assert "only" in found.says


def test_the_script_needs_nothing_outside() -> None:
    assert finding("language model", InARoom()).verdict is Verdict.OK


def test_a_model_is_asked_for_real_and_its_first_word_timed(monkeypatch: pytest.MonkeyPatch) -> None:
    with OpenAIServer(reply="What is slow about it?") as server:
        settings = Settings(interviewer=InterviewerChoice.LLM, base_url=server.url, model="tiny")
        found = finding("language model", InARoom(settings))
        assert found.verdict is Verdict.OK
        assert found.figures["host"] == "127.0.0.1"
        assert float(str(found.figures["first_token_s"])) > 0
        monkeypatch.setattr(engine_checks, "SLOW_MODEL_S", 0.0)
        assert finding("language model", InARoom(settings)).verdict is Verdict.WARNING


def test_a_model_that_does_not_come_to_its_end_is_a_warning() -> None:
    with OpenAIServer(Mode.LENGTH) as server:
        settings = Settings(interviewer=InterviewerChoice.LLM, base_url=server.url, model="tiny")
        found = finding("language model", InARoom(settings))
    assert (found.verdict, "was cut (length)" in found.cure) == (Verdict.WARNING, True)


@pytest.mark.parametrize("mode", [Mode.BAD_KEY, Mode.NO_MODEL, Mode.HTML_200, Mode.CUT])
def test_a_model_that_fails_is_a_row_without_the_key(mode: Mode) -> None:
    with OpenAIServer(mode) as server:
        settings = replace(Settings(base_url=server.url, model="tiny"), api_key="sk-canary-doctor")
        found = finding("language model", InARoom(settings))
    assert found.verdict is Verdict.FAILED
    assert "sk-canary" not in f"{found}"
    assert found.cure


# ------------------------------------------------------------------ disk


def disk_finding(recordings: Path) -> Finding:
    return finding("disk", Examination(Settings(recordings=recordings)))


def test_a_recordings_folder_that_does_not_exist_yet_is_written_beside_and_left_clean(tmp_path: Path) -> None:
    found = disk_finding(tmp_path / "new" / "recordings")
    assert found.verdict is Verdict.OK
    assert float(str(found.figures["mb_per_s"])) > 0
    assert list(tmp_path.iterdir()) == [tmp_path / "settings.toml"]


def test_recordings_inside_a_file_are_refused(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    found = disk_finding(tmp_path / "file" / "recordings")
    assert found.verdict is Verdict.FAILED
    assert "--recordings" in found.cure


def test_a_disk_that_takes_nothing_has_failed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(file: int, data: bytes) -> int:
        raise OSError(28, os.strerror(28))

    monkeypatch.setattr(disk_trial.os, "write", full)
    found = disk_finding(tmp_path)
    assert (found.verdict, "No space left" in found.says) == (Verdict.FAILED, True)


def test_little_room_and_a_slow_disk_are_warnings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(disk_trial, "SLOW_DISK_MS", 0.0)
    assert "local disk" in disk_finding(tmp_path).cure
    monkeypatch.setattr(disk_trial, "ROOM_MB", 10**12)
    assert disk_finding(tmp_path).verdict is Verdict.WARNING
