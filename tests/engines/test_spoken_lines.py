"""Written text as it is said, and phrase files."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voice_coach.engines.spoken_lines import filled_phrases, spoken_lines, spoken_number


def said(text: str) -> list[str]:
    return [" ".join(line) for line in spoken_lines(text)]


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "zero"),
        (15, "fifteen"),
        (40, "forty"),
        (61, "sixty one"),
        (1250, "one thousand two hundred fifty"),
        (9000, "nine thousand"),
        (2_000_001, "two million one"),
    ],
)
def test_numbers_are_said_as_people_say_them(number, words):
    assert spoken_number(number) == words


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("We pay $4 a reply.", ["we pay four dollars a reply"]),
        ("120ms at p95", ["one hundred twenty milliseconds at p ninety five"]),
        ("61% of cases; 1.5 s", ["sixty one percent of cases", "one point five seconds"]),
        ("Who reads it? The 3rd agent.", ["who reads it", "the third agent"]),
        ("It's the agent's e-mail", ["it's the agent's email"]),
        ("10,000 calls", ["ten thousand calls"]),
        ("", []),
        ("... ?!", []),
    ],
)
def test_figures_units_and_sentences_become_words(text, lines):
    assert said(text) == lines


@given(st.text(max_size=200))
def test_any_text_becomes_lower_case_words(text):
    for line in spoken_lines(text):
        assert line
        assert all(word and word == word.lower() for word in line)


def test_phrases_are_filled_with_alternatives_and_classes():
    lines = set(filled_phrases("# a remark\n<thing> = queue|cache\n(i would|we) add a <thing>\n"))
    assert lines == {
        ("i", "would", "add", "a", "queue"),
        ("i", "would", "add", "a", "cache"),
        ("we", "add", "a", "queue"),
        ("we", "add", "a", "cache"),
    }


def test_an_optional_word_may_be_left_out():
    assert set(filled_phrases("(so|) yes")) == {("so", "yes"), ("yes",)}


def test_the_same_seed_fills_alike():
    text = "<n> = one|two|three|four|five|six\n<n> <n> <n> <n>"
    assert list(filled_phrases(text, 3)) == list(filled_phrases(text, 3))


def test_a_phrase_that_holds_itself_is_refused():
    with pytest.raises(ValueError, match="never comes to an end"):
        list(filled_phrases("<a> = <a>\n<a>"))
