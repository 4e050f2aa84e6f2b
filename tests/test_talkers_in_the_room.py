"""People of every habit hold an interview in the simulated room, on the virtual clock."""

from __future__ import annotations

from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest
from interview_makers import LevelDetector, Sitting

from voice_coach.conversation.sound import Samples, seconds_of
from voice_coach.engines.room_card import Room, RoomCard
from voice_coach.engines.scripted_engines import ScriptedRecogniser, ToneVoice
from voice_coach.engines.talkers import Habit, Talker

SEEDS = (1, 2)
SECONDS = 75.0
STILL_UNKNOWN_S = 0.5
"""What is said so shortly before the session ends from outside has no words yet."""


@cache
def hummed(text: str) -> Samples:
    return ToneVoice(190).speak(text).samples


def held(folder: Path, habit: Habit, seed: int) -> tuple[Sitting, Talker]:
    talker = Talker(habit, hummed, seed)
    card = RoomCard(talker, Room(seed=seed))
    recogniser = ScriptedRecogniser(talker.words_in)
    sitting = Sitting(folder, card, LevelDetector(), recogniser, ToneVoice(), seed=seed, with_sound=False)
    sitting.hold_stepped(SECONDS)
    return sitting, talker


@pytest.fixture(scope="module", params=[(h, s) for h in Habit for s in SEEDS], ids=lambda p: f"{p[0]}-{p[1]}")
def talk(request, tmp_path_factory) -> tuple[Sitting, Talker, Habit]:
    habit, seed = request.param
    return *held(tmp_path_factory.mktemp("talk"), habit, seed), habit


def test_the_watchdog_sleeps_and_nothing_fails(talk):
    sitting, _, _ = talk
    assert not sitting.of("watchdog")
    assert not sitting.of("fault")


def test_no_word_is_lost_and_none_is_counted_twice(talk):
    sitting, talker, _ = talk
    kept = [
        (round(word["start_s"], 3), word["text"])
        for turn in sitting.of("turn")
        if turn["speaker"] == "candidate"
        for word in turn["words"]
    ]
    over_s = [seconds_of(each.end) for each in talker.account.said]
    end_s = max((each for each in over_s if each < SECONDS - STILL_UNKNOWN_S), default=0.0)
    said = [(round(word.start_s, 3), word.text) for word in talker.account.words if word.end_s <= end_s]
    nods = {"mm-hm", "right", "yeah", "okay", "i", "see"}
    assert len(set(kept)) == len(kept)
    assert [word for word in said if word not in kept and word[1] not in nods] == []


def test_turns_are_numbered_without_a_hole(talk):
    sitting, _, _ = talk
    numbers = sorted(turn["turn"] for turn in sitting.of("turn"))
    assert numbers == list(range(len(numbers)))


def test_turns_begin_in_their_order_and_those_of_one_speaker_never_overlap(talk):
    sitting, _, _ = talk
    turns = sorted(sitting.of("turn"), key=lambda turn: turn["turn"])
    assert [turn["t_s"] for turn in turns] == sorted(turn["t_s"] for turn in turns)
    for speaker in ("candidate", "interviewer"):
        own = [turn for turn in turns if turn["speaker"] == speaker]
        assert all(one["end_s"] <= other["t_s"] for one, other in pairwise(own))


def test_a_cough_or_a_nod_stops_nobody(talk):
    sitting, talker, habit = talk
    if habit in (Habit.COUGHER, Habit.BACK_CHANNELLER):
        assert any(each.purpose in ("cough", "nod") for each in talker.account.said)
        assert [each["outcome"] for each in sitting.of("barge_in") if each["outcome"] == "cancelled"] == []
    else:
        assert not any(each.purpose in ("cough", "nod") for each in talker.account.said)


def test_an_interruption_gets_the_floor(talk):
    sitting, talker, _ = talk
    asked = [each for each in talker.account.said if each.purpose == "interruption"]
    turns = [turn["text"] for turn in sitting.of("turn") if turn["speaker"] == "candidate"]
    assert [each.text for each in asked if not any(each.text in turn for turn in turns)] == []
