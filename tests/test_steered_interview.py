"""A candidate steers a whole interview with words to the program, typed and aloud."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from pathlib import Path

import jsonschema
import numpy as np
import pytest
import soundfile
from interview_makers import LevelDetector, Sitting

from voice_coach.conversation.control import Control
from voice_coach.conversation.lines import SpokenLine, spread_words
from voice_coach.conversation.sound import FRAME_SAMPLES, RATE_HZ, Samples, Segment, samples_of, seconds_of
from voice_coach.engines.room_card import Room, RoomCard
from voice_coach.engines.scripted_engines import ScriptedRecogniser, ToneVoice
from voice_coach.engines.typed_card import MarkerDetector, TypedCard, TypedRecogniser

ANSWER = "I would keep the forty agents and measure each reply. That is my answer."


def typed(folder: Path, *lines: str) -> Sitting:
    rest = iter(lines)
    card = TypedCard(lambda _turn: SpokenLine(text) if (text := next(rest, None)) else None)
    sitting = Sitting(folder, card, MarkerDetector(), TypedRecogniser(card), ToneVoice(), with_sound=False)
    sitting.watchers.append(card.observe)
    sitting.hold_stepped(300)
    return sitting


@pytest.fixture(scope="module")
def steered(tmp_path_factory: pytest.TempPathFactory) -> Sitting:
    lines = (ANSWER, "Coach, pause.", "Coach, go on.", ANSWER, "Coach, louder.", "Coach, slower.", ANSWER)
    return typed(tmp_path_factory.mktemp("steered"), *lines, "Coach, end the interview.")


def test_each_control_is_in_the_log_once_and_in_order(steered: Sitting) -> None:
    controls = [event["control"] for event in steered.of("control")]
    assert controls == ["pause", "go_on", "louder", "slower", "end"]


def test_no_word_to_the_program_is_in_a_turn(steered: Sitting) -> None:
    texts = [str(turn["text"]).lower() for turn in steered.of("turn")]
    assert not [text for text in texts if "coach" in text]
    assert sum(text == ANSWER.lower() for text in texts) == 3


def test_the_interview_ends_as_asked_and_nothing_had_to_be_rescued(steered: Sitting) -> None:
    assert steered.of("session_ended")[0]["reason"] == "closed"
    assert not steered.of("watchdog")
    assert not steered.of("fault")


def test_after_the_pause_the_question_that_waits_is_asked_again(steered: Sitting) -> None:
    go_on = next(event for event in steered.of("control") if event["control"] == "go_on")
    turns = [turn for turn in steered.of("turn") if turn["speaker"] == "interviewer"]
    before = [turn for turn in turns if turn["t_s"] < go_on["t_s"]][-1]
    after = next(turn for turn in turns if turn["t_s"] > go_on["t_s"])
    assert after["move"] == "repeat"
    assert str(before["text"]).split()[-1] == str(after["text"]).split()[-1]


def test_the_logged_pauses_only_grow_and_are_the_time_between(steered: Sitting) -> None:
    rows = [(event["control"], event["t_s"], event["paused_s"]) for event in steered.of("control")]
    (_, paused_at, before), (_, resumed_at, after) = rows[0], rows[1]
    assert before == 0.0
    assert after == pytest.approx(resumed_at - paused_at, abs=0.05)
    assert all(paused_s == after for _, _, paused_s in rows[1:])


def test_control_events_fit_the_schema_and_the_schema_knows_every_control(steered: Sitting) -> None:
    schema = json.loads((files("voice_coach.sessions") / "schemas" / "event.schema.json").read_text("utf-8"))
    controls = [event for event in steered.kept().events() if event["type"] == "control"]
    assert len(controls) == 5
    for event in controls:
        jsonschema.validate(event, schema)
    rule = next(r for r in schema["allOf"] if r["if"]["properties"]["type"]["const"] == "control")
    assert rule["then"]["properties"]["control"]["enum"] == [control.value for control in Control]


@cache
def _hummed(text: str) -> Samples:
    return ToneVoice(170).speak(text).samples


class Timed:
    """A guest who speaks by the clock."""

    done = False

    def __init__(self, *lines: tuple[float, str]) -> None:
        self.spans = [(samples_of(at), samples_of(at) + len(_hummed(text)), text) for at, text in lines]
        self._now = 0

    def next_frame(self, heard: Samples) -> Samples:
        start, self._now = self._now, self._now + FRAME_SAMPLES
        frame = np.zeros(FRAME_SAMPLES, np.int16)
        for first, end, text in self.spans:
            if first <= start < end:
                piece = _hummed(text)[start - first : start - first + FRAME_SAMPLES]
                frame[: len(piece)] = piece
        return frame

    def words_in(self, segment: Segment):
        start_s, end_s = seconds_of(segment.start), seconds_of(segment.end)
        words = [w for a, b, text in self.spans for w in spread_words(text, seconds_of(a), seconds_of(b))]
        return tuple(w for w in words if start_s <= (w.start_s + w.end_s) / 2 < end_s)


@pytest.fixture(scope="module")
def aloud(tmp_path_factory: pytest.TempPathFactory) -> Sitting:
    guest = Timed((22.0, "Coach, pause."), (30.0, "that was the door bell"), (50.0, "Coach, go on."))
    parts = (LevelDetector(), ScriptedRecogniser(guest.words_in), ToneVoice())
    sitting = Sitting(tmp_path_factory.mktemp("aloud"), RoomCard(guest, Room(seed=4)), *parts)
    sitting.hold_stepped(70.0)
    return sitting


def test_the_recording_goes_on_in_a_pause(aloud: Sitting) -> None:
    session = aloud.kept()
    near = soundfile.read(session.sound_path, dtype="int16")[0][:, 0]
    assert len(near) / RATE_HZ > 50 + 5
    bell = near[samples_of(30.0) : samples_of(31.0)].astype(float)
    assert np.sqrt(np.mean(bell**2)) > 1000
    assert not np.any(np.all(near[: len(near) // 160 * 160].reshape(-1, 160) == 0, axis=1))


def test_what_is_said_aloud_in_a_pause_is_recorded_but_is_no_turn(aloud: Sitting) -> None:
    assert [event["control"] for event in aloud.of("control")] == ["pause", "go_on"]
    assert not [turn for turn in aloud.of("turn") if "bell" in str(turn["text"])]


def test_a_pause_lengthens_the_session_by_itself(aloud: Sitting) -> None:
    paused_s = float(str(aloud.of("control")[1]["paused_s"]))
    assert paused_s == pytest.approx(28.0, abs=1.0)
    assert float(str(aloud.of("session_ended")[0]["duration_s"])) == pytest.approx(70.0 + paused_s, abs=0.1)
