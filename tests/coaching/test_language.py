from __future__ import annotations

import pytest

from voice_coach.coaching.language import PhraseIndex, quote_of, tokens_of

INDEX = PhraseIndex([("lever", "fine-tuning"), ("fact", "sign-on bonus")])


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("We use fine-tuning here.", ["lever"]),
        ("we use fine tuning here", ["lever"]),
        ("Is there a sign-on bonus?", ["fact"]),
        ("is there a sign on bonus", ["fact"]),
        ("a fine day, and a bonus", []),
    ],
)
def test_a_phrase_with_a_hyphen_is_found_as_one_word_and_as_two(text, found):
    assert [one.id for one in INDEX.find(tokens_of(text))] == found


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("Self-hosted is better.", "self-hosted is better"),
        ("RAG is better.", "RAG is better"),
        ("I pass.", "I pass"),
        ("Three limits bind. eh, Three seconds it is.", "three seconds it is"),
    ],
)
def test_a_quote_from_the_head_of_a_sentence_begins_small_and_keeps_its_abbreviations(text, quoted):
    tokens = tokens_of(text)
    assert quote_of(tokens, len(tokens) - len(quoted.split()), len(tokens)) == quoted


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("what is the k p i", ["what", "is", "the", "kpi"]),
        ("the S, L, O today", ["the", "slo", "today"]),
        ("I would use top k, I think.", ["i", "would", "use", "top", "k", "i", "think"]),
    ],
)
def test_spelled_letters_are_one_word_and_a_word_of_one_letter_behind_a_comma_is_none_of_them(text, words):
    assert [token.norm for token in tokens_of(text)] == words
