"""Which of Whisper's answers are believed."""

from dataclasses import dataclass

import pytest

from voice_coach.engines.whisper_gates import believed, compression_of, loops


@dataclass
class Answer:
    text: str
    avg_logprob: float = -0.2
    no_speech_prob: float = 0.05
    compression_ratio: float = 1.3


def kept(*answers, speech_s=5.0, vocabulary=()):
    return [each.text for each in believed(answers, speech_s, vocabulary)]


def test_sure_words_are_kept_whatever_they_are():
    assert kept(Answer("Thank you."), Answer("Thank you.")) == ["Thank you.", "Thank you."]


def test_a_true_short_answer_is_kept():
    assert kept(Answer("Yes."), speech_s=0.3) == ["Yes."]


@pytest.mark.parametrize(
    "doubtful",
    [
        Answer("thanks for watching", avg_logprob=-1.1),
        Answer("thanks for watching", no_speech_prob=0.95),
        Answer("thanks for watching", no_speech_prob=0.7, avg_logprob=-0.6),
        Answer("so so so", compression_ratio=2.5),
        Answer("and then and then and then and then and then"),
    ],
    ids=lambda answer: f"{answer.avg_logprob} {answer.no_speech_prob} {answer.text[:8]}",
)
def test_what_whisper_itself_doubts_and_what_loops_is_dropped(doubtful):
    assert kept(doubtful) == []


def test_speech_that_sounds_a_little_like_none_is_kept_where_the_words_are_sure():
    assert kept(Answer("a queue", no_speech_prob=0.7, avg_logprob=-0.3)) == ["a queue"]


def test_less_than_a_quarter_second_of_speech_gives_no_words():
    assert kept(Answer("Yes."), speech_s=0.24) == []


def test_a_sentence_for_a_cough_is_dropped_since_nobody_speaks_so_fast():
    assert kept(Answer("thank you very much for watching this video"), speech_s=0.4) == []


def test_an_unsure_repetition_is_dropped_and_a_sure_one_kept():
    unsure = Answer("Let me see.", avg_logprob=-0.7)
    assert kept(Answer("Let me see."), unsure) == ["Let me see."]


def test_an_unsure_echo_of_the_prompt_is_dropped():
    terms = ("message queue", "cache", "latency")
    assert kept(Answer("message queue, cache", avg_logprob=-0.8), vocabulary=terms) == []
    assert kept(Answer("message queue, cache"), vocabulary=terms) == ["message queue, cache"]


@pytest.mark.parametrize(
    ("text", "is_loop"),
    [
        ("no no no no", False),
        ("no no no no no", True),
        ("we cache it, we cache it, we cache it, we cache it, we cache it", True),
        ("a b c d a b c d", False),
        ("", False),
    ],
)
def test_a_loop_is_more_than_four_turns_of_the_same_words(text, is_loop):
    assert loops(text) is is_loop


def test_a_loop_compresses_well():
    assert compression_of("we cache it " * 20) > 2.4 > compression_of("We would keep a queue in front of it.")
