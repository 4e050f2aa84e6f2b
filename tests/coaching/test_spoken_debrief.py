"""What is said after an interview, and what is made of the answer."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from voice_coach.assess import assess, load_target
from voice_coach.coaching.moves import Heard, MoveKind
from voice_coach.coaching.spoken_debrief import MOST_QUOTED_WORDS, OFFER, Debriefer, telling, understood
from voice_coach.conversation.occasions import Occasion
from voice_coach.library import load_scenario

TALKS = sorted((Path(__file__).parents[1] / "data" / "transcripts").glob("*.json"))
TOLD = ("The verdict is hire.", "What speaks for you: you ranked.")


def card(path: Path = TALKS[0]) -> dict[str, Any]:
    return assess(load_target(path), load_scenario("support-replies"))


@pytest.mark.parametrize("path", TALKS, ids=lambda path: path.stem)
def test_a_debrief_takes_about_a_minute_and_can_be_spoken(path: Path) -> None:
    told = " ".join((*telling(card(path)), OFFER))
    assert 150 <= len(told.split()) <= 260
    assert not set(told) & set('_*"[]{}<>|#')


def test_verdict_for_against_moment_and_drills_are_said() -> None:
    scorecard = card(next(path for path in TALKS if "sql" in path.stem))
    told = " ".join(telling(scorecard))
    assert told.startswith("The verdict is hire.")
    for said in ("What speaks for you:", "What speaks against:", "One moment is worth hearing again, at "):
        assert said in told
    assert all(f"the drill called {step['drill']}" in told for step in scorecard["packet"]["practise_next"])


def test_after_a_talk_about_pay_nobody_is_told_that_too_little_was_said() -> None:
    told = " ".join(telling(card(TALKS[0].with_name("tune-comp-recruiter.json"))))
    assert told.startswith("That was a talk about pay")
    assert "too little" not in told


def test_a_quote_is_spoken_in_the_candidates_words_and_not_at_length() -> None:
    spoken = [line for line in telling(card()) if line.startswith("You said: ")]
    said = " ".join(turn.text for turn in load_target(TALKS[0]).turns).lower()
    for line in spoken:
        quote = line.removeprefix("You said: ").rstrip(".")
        assert len(quote.split()) <= MOST_QUOTED_WORDS
        assert quote.split(",")[0].lower() in said


def test_the_short_one_is_verdict_for_and_against() -> None:
    short, whole = telling(card(), short=True), telling(card())
    assert whole[: len(short)] == short
    assert len(" ".join(short).split()) < 90


@pytest.mark.parametrize(
    "text",
    [
        "Yes.",
        "yes please",
        "yeah sure",
        "Okay, let's do it.",
        "um yes",
        "well, yes",
        "Sure, why not?",
        "go ahead",
        "Let's go.",
        "retry",
        "Yes, let's retry the opening.",
        "again please",
        "I'm ready",
        "no problem, let's go",
        "Absolutely.",
        "please do",
        "all right",
        "one more time",
        "yep",
        "lets try it again",
        "oh yes",
        "of course",
    ],
)
def test_a_yes_is_understood(text: str) -> None:
    assert understood(text) is True


@pytest.mark.parametrize(
    "text",
    [
        "No.",
        "no thanks",
        "No, thank you.",
        "not now",
        "nope",
        "maybe later, not today",
        "I'm done",
        "that's all",
        "stop",
        "Skip it.",
        "uh no",
        "well no not really",
        "that is enough",
        "goodbye",
        "not yet",
        "another time please",
        "Thanks, but no.",
        "I'm tired",
        "yes but not today",
        "enough for today",
        "no I am fine",
        "leave it",
        "finish",
    ],
)
def test_a_no_is_understood(text: str) -> None:
    assert understood(text) is False


@pytest.mark.parametrize(
    "text", ["", "what do you mean", "the cache holds four entries", "hm", "is it raining"]
)
def test_other_words_are_neither(text: str) -> None:
    assert understood(text) is None


def heard(text: str = "", occasion: Occasion = Occasion.ANSWER) -> Heard:
    return Heard(occasion, 1, text, 0.0)


def opened() -> Debriefer:
    debriefer = Debriefer(TOLD, offers=True)
    say(debriefer, heard(occasion=Occasion.OPENING))
    return debriefer


def say(debriefer: Debriefer, to: Heard, audible: str | None = None) -> str:
    spoken = debriefer.prepare(to)
    text = " ".join(spoken.clauses())
    debriefer.commit(spoken, text if audible is None else audible)
    return text


def test_the_debrief_ends_with_the_offer_and_waits_for_an_answer() -> None:
    debriefer = Debriefer(TOLD, offers=True)
    spoken = debriefer.prepare(heard(occasion=Occasion.OPENING))
    assert list(spoken.clauses()) == [*TOLD, OFFER]
    assert not spoken.move.ends_the_session


def test_yes_takes_the_opening_again_once_the_answer_was_heard() -> None:
    debriefer = opened()
    spoken = debriefer.prepare(heard("yes please"))
    assert spoken.move.kind is MoveKind.CLOSE
    assert not debriefer.retries
    debriefer.commit(spoken, "Good.")
    assert debriefer.retries


@pytest.mark.parametrize("occasion", [Occasion.SILENCE, Occasion.ENDED, Occasion.INPUT_ENDED])
def test_silence_and_an_end_are_a_no(occasion: Occasion) -> None:
    debriefer = opened()
    assert debriefer.prepare(heard(occasion=occasion)).move.ends_the_session
    assert not debriefer.retries


def test_an_unclear_answer_is_asked_about_once() -> None:
    debriefer = opened()
    assert "Say yes" in say(debriefer, heard("the cache holds four entries"))
    assert debriefer.prepare(heard("and it rains")).move.ends_the_session


def test_time_to_think_is_given() -> None:
    assert list(opened().prepare(heard("let me think", Occasion.THINKING)).clauses()) == []


def test_a_debrief_that_is_talked_over_skips_to_the_offer() -> None:
    debriefer = Debriefer(TOLD, offers=True)
    say(debriefer, heard(occasion=Occasion.OPENING), audible="The verdict is")
    assert say(debriefer, heard("skip")).endswith(OFFER)
    assert debriefer.prepare(heard("yes")).retries


def test_no_in_the_middle_of_it_ends_it() -> None:
    debriefer = Debriefer(TOLD, offers=True)
    say(debriefer, heard(occasion=Occasion.OPENING), audible="The verdict is")
    assert debriefer.prepare(heard("no thanks")).move.ends_the_session


def test_it_is_said_again_on_request() -> None:
    assert say(opened(), heard("could you repeat that")).startswith(TOLD[0])


def test_without_an_offer_it_just_ends() -> None:
    spoken = Debriefer(TOLD, offers=False).prepare(heard(occasion=Occasion.OPENING))
    assert list(spoken.clauses()) == list(TOLD)
    assert spoken.move.ends_the_session
