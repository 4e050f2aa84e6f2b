"""Interviews in rooms whose echo can be taken out, and in one where it cannot."""

from __future__ import annotations

import json
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path

import jsonschema
import numpy as np
import pytest
import soundfile
from interview_makers import LevelDetector, Sitting

from voice_coach.conversation.duplex import Duplex
from voice_coach.conversation.echo_path import EchoVerdict
from voice_coach.conversation.lines import spread_words
from voice_coach.conversation.sound import FRAME_SAMPLES, Clip, Samples, Segment, samples_of, seconds_of
from voice_coach.conversation.steering import ONE_AT_A_TIME
from voice_coach.conversation.words import Word
from voice_coach.engines.echo_canceller import WebRtcEchoCanceller
from voice_coach.engines.room_card import Room, RoomCard
from voice_coach.engines.scripted_engines import ScriptedRecogniser, ToneVoice

GOOD_ROOM = Room(delay_ms=60.0, echo_gain_db=-10.0)
LATE_ROOM = Room(delay_ms=600.0, echo_gain_db=-10.0)


class RushingVoice(ToneVoice):
    """Noise with the tone voice's syllables: an echo of it can be found, as that of speech can."""

    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []

    def speak(self, text: str) -> Clip:
        self.said.append(text)
        tone = np.abs(super().speak(text).samples.astype(float))
        dice = np.random.default_rng(len(text))
        return Clip(np.clip(tone * dice.standard_normal(len(tone)), -32768, 32767).astype(np.int16))


class Guest:
    """Says things at given times, and presses a key at one."""

    done = False

    def __init__(self, *says: tuple[float, str], key_at_s: float = -1.0) -> None:
        self.press_key: Callable[[], None] = lambda: None
        self._key_at = samples_of(key_at_s)
        self._says = [(samples_of(at_s), text, ToneVoice(190).speak(text).samples) for at_s, text in says]
        self._now = 0

    def next_frame(self, heard: Samples) -> Samples:
        frame, start = np.zeros(FRAME_SAMPLES, np.int16), self._now
        self._now += FRAME_SAMPLES
        if start == self._key_at:
            self.press_key()
        for at, _, sound in self._says:
            piece = sound[max(0, start - at) : start - at + FRAME_SAMPLES] if start >= at else sound[:0]
            frame[: len(piece)] += piece
        return frame

    def words_in(self, segment: Segment) -> tuple[Word, ...]:
        rows = (
            spread_words(text, seconds_of(at), seconds_of(at + len(sound))) for at, text, sound in self._says
        )
        start_s, end_s = seconds_of(segment.start), seconds_of(segment.end)
        return tuple(w for row in rows for w in row if start_s <= (w.start_s + w.end_s) / 2 < end_s)


def held(folder: Path, room: Room, guest: Guest, seconds: float) -> Sitting:
    card, recogniser = RoomCard(guest, room), ScriptedRecogniser(guest.words_in)
    canceller = WebRtcEchoCanceller()
    sitting = Sitting(
        folder, card, LevelDetector(), recogniser, RushingVoice(), echo=canceller, duplex=Duplex()
    )

    def press_key() -> None:
        sitting.interview.press_key()

    guest.press_key = press_key
    sitting.hold_stepped(seconds)
    return sitting


def outcome_of(sitting: Sitting) -> object:
    return [event["outcome"] for event in sitting.of("echo")]


def interviewer_turns(sitting: Sitting) -> list[dict[str, object]]:
    return [turn for turn in sitting.of("turn") if turn["speaker"] == "interviewer"]


def said_by_candidate(sitting: Sitting) -> list[object]:
    return [turn["text"] for turn in sitting.of("turn") if turn["speaker"] == "candidate"]


OVER = "sorry can i ask who the users are"


@pytest.fixture(scope="module")
def late(tmp_path_factory: pytest.TempPathFactory) -> Sitting:
    """Someone who talks over the opening, in the room whose echo is found too late."""
    return held(tmp_path_factory.mktemp("late"), LATE_ROOM, Guest((5.0, OVER)), 26.0)


@pytest.fixture(scope="module")
def unspoken(tmp_path_factory: pytest.TempPathFactory) -> Sitting:
    """Nobody says a word in that room."""
    return held(tmp_path_factory.mktemp("unspoken"), LATE_ROOM, Guest(), 26.0)


def end_of_the_notice_s(sitting: Sitting) -> float:
    sounding = [float(str(each["t_s"])) for each in sitting.of("level") if float(str(each["far_dbfs"])) > -45]
    return sounding[-1]


def test_an_echo_that_is_taken_out_lets_an_interruption_through(tmp_path: Path) -> None:
    sitting = held(tmp_path, GOOD_ROOM, Guest((5.0, OVER)), 14.0)
    assert outcome_of(sitting) == ["cancelled"]
    assert [event["outcome"] for event in sitting.of("barge_in")] == ["cancelled"]
    assert said_by_candidate(sitting) == [OVER]


def test_the_program_does_not_answer_an_echo_that_remains(late: Sitting) -> None:
    assert outcome_of(late) == ["remains"]
    assert late.of("echo")[0]["delay_ms"] == pytest.approx(600.0, abs=2.0)
    assert late.of("barge_in") == []
    assert said_by_candidate(late) == []
    assert not any(turn["cut"] for turn in interviewer_turns(late))


def test_it_says_once_that_only_one_can_speak_at_a_time(late: Sitting) -> None:
    assert isinstance(late.voice, RushingVoice)
    assert late.voice.said.count(ONE_AT_A_TIME) == 1


def test_what_is_said_over_it_is_recorded_all_the_same(late: Sitting, unspoken: Sitting) -> None:
    sound, _ = soundfile.read(late.kept().sound_path, dtype="int16")
    alone, _ = soundfile.read(unspoken.kept().sound_path, dtype="int16")
    told_apart = np.abs(sound[: len(alone), 0].astype(float) - alone[: len(sound), 0])
    assert told_apart[samples_of(5.2) : samples_of(6.0)].mean() > 500
    assert told_apart[: samples_of(5.0)].mean() == 0


def test_who_waits_for_the_end_of_the_sentence_is_heard(unspoken: Sitting, tmp_path: Path) -> None:
    free_s = end_of_the_notice_s(unspoken) + 1.0
    text = "i would start with the time that one reply takes. that is my answer"
    sitting = held(tmp_path, LATE_ROOM, Guest((free_s, text)), free_s + 9.0)
    assert said_by_candidate(sitting) == [text]
    assert len(interviewer_turns(sitting)) >= 2


def test_a_key_takes_the_floor_where_a_voice_cannot(tmp_path: Path) -> None:
    sitting = held(tmp_path, LATE_ROOM, Guest((7.0, OVER), key_at_s=5.5), 14.0)
    opening = interviewer_turns(sitting)[0]
    assert opening["cut"]
    assert 5.4 < float(str(opening["end_s"])) < 6.0
    assert said_by_candidate(sitting) == [OVER]


def test_echo_events_fit_the_schema_and_the_schema_knows_every_outcome(late: Sitting) -> None:
    schema = json.loads((files("voice_coach.sessions") / "schemas" / "event.schema.json").read_text("utf-8"))
    [event] = [event for event in late.kept().events() if event["type"] == "echo"]
    jsonschema.validate(event, schema)
    rule = next(r for r in schema["allOf"] if r["if"]["properties"]["type"]["const"] == "echo")
    assert rule["then"]["properties"]["outcome"]["enum"] == [verdict.value for verdict in EchoVerdict]
