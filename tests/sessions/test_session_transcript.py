from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voice_coach.conversation.words import Word
from voice_coach.sessions.manifest import ScenarioRef
from voice_coach.sessions.transcript import KeptTurn, Transcript

SCENARIO = ScenarioRef("x", "X", "")


def turn_event(**fields: Any) -> dict[str, Any]:
    whole = {
        "seq": 0,
        "t_s": 1.0,
        "type": "turn",
        "turn": 0,
        "speaker": "candidate",
        "end_s": 2.0,
        "text": "hello",
    }
    return whole | fields


def turns_of(*events: dict[str, Any]) -> tuple[KeptTurn, ...]:
    return Transcript.of("s", SCENARIO, events).turns


def test_a_candidates_turn_keeps_its_words() -> None:
    words = [{"text": "hello", "start_s": 1.0, "end_s": 1.4, "probability": 0.7}]
    (turn,) = turns_of(turn_event(words=words))
    assert turn.said.words == (Word("hello", 1.0, 1.4, 0.7),)
    assert (turn.said.start_s, turn.said.end_s, turn.said.text) == (1.0, 2.0, "hello")
    assert turn.to_json()["words"] == words


def test_of_an_interviewer_who_was_cut_the_text_is_what_was_heard() -> None:
    spoken = turn_event(
        speaker="interviewer", text="How many a day?", heard_text="How many", cut=True, move="probe"
    )
    (turn,) = turns_of(spoken)
    assert (turn.said.text, turn.cut, turn.said.move) == ("How many", True, "probe")


def test_an_interviewer_cut_before_the_first_word_said_nothing() -> None:
    (turn,) = turns_of(turn_event(speaker="interviewer", text="How many?", heard_text="", cut=True))
    assert turn.said.text == ""


def test_an_interviewer_who_finished_keeps_the_whole_text() -> None:
    (turn,) = turns_of(turn_event(speaker="interviewer", text="How many?", heard_text="How many?", cut=False))
    assert (turn.said.text, turn.heard_text) == ("How many?", "How many?")


def test_turns_stand_in_order_and_the_later_event_of_a_turn_counts() -> None:
    found = turns_of(
        turn_event(turn=1, text="second"),
        {"seq": 1, "t_s": 0.0, "type": "move"},
        turn_event(turn=0, text="first"),
        turn_event(turn=1, text="second, better"),
    )
    assert [turn.said.text for turn in found] == ["first", "second, better"]


@pytest.mark.parametrize(
    "fields",
    [
        {"turn": -1},
        {"turn": "0"},
        {"turn": True},
        {"speaker": "nobody"},
        {"text": None},
        {"t_s": "1"},
        {"end_s": float("nan")},
        {"words": [3]},
        {"words": [{"text": "x"}]},
        {"words": 5},
        {"heard_text": 5},
    ],
)
def test_a_turn_that_makes_no_sense_is_left_out(fields: dict[str, Any]) -> None:
    assert turns_of(turn_event(**fields), turn_event(turn=1))[0].said.turn == 1


JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=5,
)


@given(
    st.dictionaries(st.sampled_from(["turn", "speaker", "t_s", "end_s", "text", "words", "cut"]), JSON_VALUES)
)
def test_whatever_a_file_says_a_turn_is_read_or_left_out(fields: dict[str, Any]) -> None:
    turn = KeptTurn.of(turn_event(**fields))
    assert turn is None or json.dumps(turn.to_json(), allow_nan=False)


def test_a_turn_comes_back_from_its_json() -> None:
    (turn,) = turns_of(
        turn_event(speaker="interviewer", heard_text="hel", cut=True, move="open", stage="opening")
    )
    assert KeptTurn.of(turn.to_json()) == turn
