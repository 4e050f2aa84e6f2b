"""Verdicts on pauses, from words."""

from __future__ import annotations

import pytest

from voice_coach.conversation.endpointing import (
    PROFILES,
    PauseHabit,
    Profile,
    Verdict,
    granted_s,
    judge,
    profile_at,
    takes_the_floor,
    verdict_of,
)
from voice_coach.conversation.occasions import AnswerShape


@pytest.mark.parametrize(
    "text",
    [
        "i would start with the latency because",
        "the first constraint is the",
        "we could use a cache and",
        "it costs about",
        "so i'd ask who",
    ],
)
def test_words_that_hang_in_the_air_are_incomplete(text):
    assert verdict_of(text, text, AnswerShape.EITHER) is Verdict.INCOMPLETE


@pytest.mark.parametrize(
    "text",
    ["let me think", "hold on", "give me a minute please", "one second", "well i need a moment to think"],
)
def test_a_request_for_time_is_thinking(text):
    assert verdict_of(text, text, AnswerShape.EITHER) is Verdict.THINKING


@pytest.mark.parametrize(
    "text",
    [
        "so there is one second of slack",
        "that leaves one second",
        "it takes just a second per e-mail",
        "we hold on to the old rule",
        "it is faster by one second",
    ],
)
def test_a_second_that_something_takes_is_no_request_for_time(text):
    assert verdict_of(text, text, AnswerShape.EITHER) is not Verdict.THINKING


@pytest.mark.parametrize(
    "text",
    ["so that's my answer", "the agents need it within a second over to you", "does that make sense"],
)
def test_a_hand_over_is_final(text):
    assert verdict_of(text, text, AnswerShape.EITHER) is Verdict.FINAL


@pytest.mark.parametrize(
    "question", ["what is the k p i", "how many tickets a day", "are we bound by g d p r rules"]
)
def test_a_question_to_the_interviewer_is_recognised(question):
    judgement = judge(question, question, AnswerShape.LONG, PROFILES["patient"], PauseHabit())
    assert judgement.verdict is Verdict.QUESTION


def test_a_short_answer_is_final_only_where_a_short_answer_was_asked_for():
    text = "eight hundred milliseconds at the median"
    assert verdict_of(text, text, AnswerShape.SHORT) is Verdict.FINAL
    assert verdict_of(text, text, AnswerShape.EITHER) is Verdict.COMPLETE
    assert verdict_of(text, text, AnswerShape.LONG) is Verdict.UNSURE


def test_a_short_answer_without_the_number_that_was_asked_for_may_go_on():
    text = "we can tune that later"
    assert verdict_of(text, text, AnswerShape.SHORT) is Verdict.COMPLETE


def test_a_number_without_its_unit_is_unsure():
    text = "i would say about a hundred and twenty"
    assert verdict_of(text, text, AnswerShape.SHORT) is Verdict.UNSURE


@pytest.mark.parametrize("name", PROFILES)
def test_every_profile_waits_longer_the_less_sure_the_verdict_is(name):
    profile = PROFILES[name]
    waits = [
        profile.final_s,
        profile.question_s,
        profile.complete_s,
        profile.unsure_s,
        profile.incomplete_s,
        profile.thinking_s,
    ]
    assert waits == sorted(waits)


def test_the_profiles_are_ordered_from_patient_to_brisk():
    for kind in ("final_s", "question_s", "complete_s", "unsure_s", "incomplete_s"):
        waits = [getattr(PROFILES[name], kind) for name in ("patient", "standard", "brisk")]
        assert waits == sorted(waits, reverse=True)


def test_someone_who_pauses_long_is_given_longer():
    text = "the users are support agents who answer by hand"
    profile = PROFILES["standard"]
    slow = PauseHabit().after(1.5).after(1.4).after(1.6)
    usual = judge(text, text, AnswerShape.EITHER, profile, PauseHabit()).wait_s
    assert judge(text, text, AnswerShape.EITHER, profile, slow).wait_s > usual


def test_a_minute_is_granted_as_a_minute():
    assert granted_s("give me a minute") == 60.0
    assert granted_s("give me a second") < 60.0


@pytest.mark.parametrize("text", ["", "mm-hm", "right", "yeah, okay", "I see", "uh-huh"])
def test_a_backchannel_does_not_take_the_floor(text):
    assert not takes_the_floor(text, 0.9, 0.5)


@pytest.mark.parametrize("text", ["wait", "sorry can I", "hold on", "but the users are agents"])
def test_a_real_interruption_takes_the_floor(text):
    assert takes_the_floor(text, 0.9, 0.5)


def test_doubtful_words_in_a_cough_do_not_take_the_floor():
    assert not takes_the_floor("the", 0.1, 0.2)
    assert not takes_the_floor("her the", 0.05, 0.45)


def test_a_written_question_mark_is_a_question():
    text = "Agents lose time. Before I design anything, what is the KPI?"
    judgement = judge(text, text, AnswerShape.EITHER, PROFILES["patient"], PauseHabit())
    assert judgement.verdict is Verdict.QUESTION


COMPLETE_TEXT = "the users are support agents and they need a draft"


def _wait_s(profile: Profile, text: str = COMPLETE_TEXT, sounds_done: float | None = None) -> float:
    return judge(text, text, AnswerShape.EITHER, profile, PauseHabit(), sounds_done=sounds_done).wait_s


def test_a_voice_that_sounds_unfinished_is_given_more_time():
    profile = PROFILES["patient"]
    assert _wait_s(profile, sounds_done=0.1) > _wait_s(profile)


@pytest.mark.parametrize("text", [COMPLETE_TEXT, "we need it because", "let me think", "that is my answer"])
def test_a_voice_that_sounds_finished_never_makes_the_wait_shorter(text):
    profile = PROFILES["patient"]
    assert _wait_s(profile, text, sounds_done=0.99) == _wait_s(profile, text)


def test_the_profiles_lie_on_one_curve_in_order():
    waits = [_wait_s(profile_at(patience)) for patience in (0.0, 0.3, 0.6, 1.0, 1.3)]
    assert waits == sorted(waits)
    assert len(set(waits)) == 5
    assert profile_at(0.0) == PROFILES["brisk"]
    assert profile_at(1.0) == PROFILES["patient"]


def test_a_long_answer_to_a_short_question_is_no_mere_number():
    long = "about forty of the drafts are sent without a change and " + COMPLETE_TEXT
    brief = judge("about forty percent", "", AnswerShape.SHORT, PROFILES["patient"], PauseHabit())
    told = judge(long, "", AnswerShape.SHORT, PROFILES["patient"], PauseHabit())
    assert (brief.verdict, told.verdict) == (Verdict.FINAL, Verdict.COMPLETE)


@pytest.mark.parametrize(
    "text", ["hold on how many emails a day is that", "one second what do you mean by that"]
)
def test_a_question_behind_hold_on_is_a_question_and_no_request_for_time(text: str) -> None:
    assert verdict_of(text, text, AnswerShape.EITHER) is Verdict.QUESTION


@pytest.mark.parametrize("text", ["hold on", "let me think about the users", "bear with me for a bit"])
def test_a_request_for_time_is_none_the_less_one(text: str) -> None:
    assert verdict_of(text, text, AnswerShape.EITHER) is Verdict.THINKING
