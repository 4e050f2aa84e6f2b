"""How it was said."""

from __future__ import annotations

from typing import Any

import pytest
from conversations import turns_of

from voice_coach.coaching.delivery import delivery
from voice_coach.coaching.transcript import Speaker, TranscriptTurn
from voice_coach.conversation.words import Word


def spoken(*words: tuple[str, float, float]) -> TranscriptTurn:
    """A candidate turn from (word, start, end)."""
    heard = tuple(Word(*word) for word in words)
    return TranscriptTurn(
        1, Speaker.CANDIDATE, heard[0].start_s, heard[-1].end_s, " ".join(w.text for w in heard), heard
    )


ASKED = TranscriptTurn(0, Speaker.INTERVIEWER, 0.0, 4.0, "How would you start?")


def test_pace_is_measured_over_speech_without_silences() -> None:
    answer = spoken(("one", 5.0, 5.5), ("two", 5.5, 6.0), ("three", 9.0, 9.5), ("four", 9.5, 10.0))
    measured = delivery([ASKED, answer])
    assert measured["speech_s"] == 2.0
    assert measured["wpm"] is None, "two seconds are too short for a pace"
    assert measured["pauses"] == [{"turn": 1, "t_s": 6.0, "length_s": 3.0}]
    assert measured["response_delay_s"] == 1.0


def test_without_word_times_pauses_are_not_measured() -> None:
    measured = delivery(
        turns_of("i: Hello.", "c: well let us see what there is to say about it then and what not")
    )
    assert measured["pauses"] is None
    assert "not measured" in str(measured["pauses_method"])
    assert measured["wpm"] == 120


@pytest.mark.parametrize(
    ("said", "keeps", "per_min", "method"),
    [
        ("c: um so the uh limit is um four minutes", None, 40.0, "counted"),
        ("c: so the limit is four minutes for everybody there", None, None, "not counted"),
        ("c: um so the limit is four minutes", False, None, "not counted"),
        ("c: so the limit is four minutes", True, 0.0, "counted"),
    ],
)
def test_fillers_come_with_the_method(
    said: str, keeps: bool | None, per_min: float | None, method: str
) -> None:
    measured: dict[str, Any] = delivery(turns_of("i: Go on.", said), keeps)
    assert measured["fillers_per_min"] == per_min
    assert measured["fillers_method"].startswith(method)


def test_a_monologue_spans_turns_with_nobody_between() -> None:
    measured = delivery(
        turns_of("i: Go on.", "c: one two three four", "c: five six seven eight", "i: Thanks.", "c: bye")
    )
    assert measured["longest_monologue_s"] == 5.0
    assert measured["longest_monologue_turn"] == 1


def test_hedges_are_counted_by_name() -> None:
    measured = delivery(turns_of("c: maybe it is kind of slow and maybe not"))
    assert measured["hedges"] == {"maybe": 2, "kind of": 1}


def test_nobody_speaking_gives_nulls_and_no_fault() -> None:
    measured = delivery([ASKED])
    assert measured["wpm"] is None
    assert measured["hedges_per_min"] is None
    assert measured["response_delay_s"] is None
    assert measured["talk_share"] == 0.0
