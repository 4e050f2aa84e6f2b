"""What counts as a word to the program, and what is ordinary talk."""

from __future__ import annotations

import itertools

import pytest

from voice_coach.conversation.control import PHRASES, Control, Spotted, control_in, control_in_words
from voice_coach.conversation.lines import spread_words
from voice_coach.conversation.words import Word

ASKED = {
    Control.PAUSE: (
        "coach, pause",
        "Coach, pause.",
        "hey coach pause please",
        "coach could you pause the interview",
        "coach I need a break",
        "couch pause",
        "coats pause",
        "coach hold on a second",
        "coach let's take a short break",
        "Coach. Pause.",
        "so my answer is latency. Coach, pause",
        "so my answer is latency, coach, pause.",
        "coach stop the clock",
        "pause please, coach",
        "Voice coach, pause for a minute",
        "Coach, would you mind pausing for a moment?",
        "coach, wait",
        "coach one moment please",
        "coach can we pause",
        "coach, I'd like to pause",
        "coach let us pause here",
        "coach, i need to pause for five minutes",
    ),
    Control.GO_ON: (
        "coach go on",
        "coach please go on",
        "coach continue",
        "coach, let's continue",
        "coach I'm back",
        "coach resume the interview",
        "coach, we can go on",
        "coats go on",
        "gold please go on",
        "coyotes continue",
        "coach carry on please",
        "coach I am ready",
        "coach, I'm ready to continue",
        "coach, you can go on now",
        "Coach, keep going.",
    ),
    Control.END: (
        "coach let's end the interview",
        "coach end the interview",
        "coach, please end the interview now",
        "coach finish",
        "coach, let's stop here",
        "coach stop the interview",
        "coach I want to end the session",
        "coach, I'd like to stop the interview now, please",
        "couch let's end the interview",
        "coyotes and the interview",
        "coach, let's call it a day",
        "coach that's enough for today",
        "coach I'm done for today",
        "coach, can we end the interview here?",
    ),
    Control.LOUDER: (
        "coach louder",
        "coach, louder please",
        "coach could you speak a bit louder",
        "coach speak up",
        "coach I can't hear you",
        "coach turn up the volume",
        "coach, turn it up",
        "coach, you're too quiet",
        "coach a bit louder please",
        "coach volume up",
        "coach could you please be a little louder",
    ),
    Control.QUIETER: (
        "coach quieter",
        "coach softer",
        "coach not so loud",
        "coach turn it down",
        "coach lower your voice",
        "coach too loud",
        "coach please speak more quietly",
        "coach, you're too loud",
        "coach less volume",
    ),
    Control.SLOWER: (
        "coach slower",
        "coach slow down",
        "coach speak more slowly please",
        "coach not so fast",
        "coach you are too fast",
        "coach, could you talk slower",
        "coach can you slow it down a bit",
        "coach a little slower",
    ),
    Control.FASTER: (
        "coach faster",
        "coach speed up",
        "coach speak faster",
        "coach you're too slow",
        "coach, can you speak a bit faster, please?",
        "coach a bit faster",
    ),
}
ORDINARY = (
    "the coach of the team pauses",
    "the coach pauses",
    "my coach told me to go on",
    "I would hire a coach",
    "coach",
    "the coach, louder than the crowd, ends the interview",
    "we pause the rollout",
    "go on",
    "pause",
    "let's end the interview",
    "coach passengers wait for two minutes",
    "the coach stops",
    "a life coach would slow down",
    "coach users to go faster",
    "couch potatoes go on and on",
    "the coats are louder",
    "coach and player pause the game",
    "Coach pauses the match when it rains",
    "coach, pause the rollout when errors climb",
    "we would coach agents to speak slower",
    "coach the model to pause",
    "gold continues to rise",
    "I need the coach to end the interview",
    "the session ends when the coach stops the clock",
    "coach, don't pause",
    "The user says coach, and we go on.",
    "As a coach I end the interview",
    "a coach louder than this",
    "say coach go on",
    "Paused. Say coach, go on.",
    "what a coach would say is slow down",
    "coach them slowly",
    "coaches end the interview with a summary",
    "the product is called coach. It should not pause.",
    "stop the coach",
    "end coach",
    "I want to stop",
    "my customers need a louder coach",
    "we book a coach",
    "one coach",
    "go to the coach",
    "they slow down the coach",
    "please wait for the coach",
    "is it a fast coach",
    "fast coach",
    "speak to the coach",
    "we coach",
    "we finish with the coach",
    "",
)


@pytest.mark.parametrize(("control", "text"), [(each, text) for each in ASKED for text in ASKED[each]])
def test_a_request_to_the_coach_is_understood(control: Control, text: str) -> None:
    assert control_in(text) is control


@pytest.mark.parametrize("text", [text for texts in ASKED.values() for text in texts])
def test_a_request_is_understood_as_a_recogniser_writes_it(text: str) -> None:
    sentence = text.rpartition(". ")[2] if ". Coach" in text else text
    if ", coach" not in sentence:
        bare = sentence.lower().replace(",", "").replace(".", "").replace("?", "")
        assert control_in(bare) is control_in(text)


@pytest.mark.parametrize("text", ORDINARY)
def test_ordinary_talk_steers_nothing(text: str) -> None:
    assert control_in(text) is None


@pytest.mark.parametrize("text", [text for text in ORDINARY if text.split()[:1] != ["the"]])
def test_ordinary_talk_steers_nothing_after_an_answer_either(text: str) -> None:
    assert control_in(f"That limit binds first. {text}") is None


def test_each_control_has_a_phrase_for_recognisers_to_expect() -> None:
    assert [control_in(phrase) for phrase in PHRASES] == [
        Control.PAUSE,
        Control.GO_ON,
        Control.END,
        Control.LOUDER,
        Control.QUIETER,
        Control.SLOWER,
        Control.FASTER,
    ]


def test_a_pause_before_the_address_sets_it_off_in_unpunctuated_words() -> None:
    answer = spread_words("then the agents would see it", 0.0, 2.0)
    call = spread_words("coach pause", 2.4, 3.2)
    assert control_in_words((*answer, *call)) == Spotted(Control.PAUSE, len(answer))


def test_without_a_pause_the_same_words_are_part_of_the_sentence() -> None:
    assert control_in_words(spread_words("then we would have the coach pause", 0.0, 3.0)) is None


def test_words_with_a_pause_inside_the_request_still_belong_together() -> None:
    words = (Word("coach", 5.0, 5.4), Word("please", 5.9, 6.1), Word("go", 6.4, 6.5), Word("on", 6.5, 6.7))
    assert control_in_words(words) == Spotted(Control.GO_ON, 0)


def test_a_request_far_behind_in_the_answer_is_none() -> None:
    assert control_in("Coach, pause. " + "And then I would look at the costs of it. " * 3) is None


def test_no_two_words_of_the_requests_are_one_without_the_address() -> None:
    words = ("pause", "go on", "end", "louder", "quieter", "slower", "faster", "the", "interview", "it")
    assert not any(control_in(" ".join(pair)) for pair in itertools.permutations(words, 2))
