"""How words are said that no dictionary lists."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voice_coach.engines.pronunciation import LETTERS, by_rules, sounds_of, spelled

KNOWN = {
    "cache": "K AE SH",
    "bat": "B AE T",
    "micro": "M AY K R OW",
    "service": "S ER V AH S",
    "organize": "AO R G AH N AY Z",
    "labeling": "L EY B AH L IH NG",
    "queue": "K Y UW",
    "index": "IH N D EH K S",
    "scale": "S K EY L",
    "load": "L OW D",
}
ALL_SOUNDS = {
    *("AA", "AE", "AH", "AO", "AW", "AY", "B", "CH", "D", "DH", "EH", "ER", "EY", "F", "G", "HH", "IH", "IY"),
    *("JH", "K", "L", "M", "N", "NG", "OW", "OY", "P", "R", "S", "SH", "T", "TH", "UH", "UW", "V", "W", "Y"),
    *("Z", "ZH"),
}


@pytest.mark.parametrize(
    ("word", "said"),
    [
        ("cache", "K AE SH"),
        ("caches", "K AE SH"),
        ("queues", "K Y UW Z"),
        ("bats", "B AE T S"),
        ("indexed", "IH N D EH K S T"),
        ("cached", "K AE SH T"),
        ("loaded", "L OW D AH D"),
        ("scaled", "S K EY L D"),
        ("organise", "AO R G AH N AY Z"),
        ("microservice", "M AY K R OW S ER V AH S"),
        ("microservices", "M AY K R OW S ER V AH S AH Z"),
        ("batting", "B AE T IH NG"),
        ("scalable", "S K EY L AH B AH L"),
    ],
)
def test_a_word_is_said_like_those_that_it_comes_from(word, said):
    assert sounds_of(word, KNOWN).startswith(said)


def test_an_abbreviation_is_said_letter_by_letter():
    assert spelled("KPI") == "K EY P IY AY"
    assert spelled("q.p.s.") == "K Y UW P IY EH S"


def test_a_word_without_a_vowel_is_spelled():
    assert by_rules("grpc") == spelled("grpc")


def test_what_has_no_letters_has_no_sounds():
    assert sounds_of("42", KNOWN) == ""


@given(st.text("abcdefghijklmnopqrstuvwxyz'", min_size=1, max_size=20))
def test_any_word_gets_sounds_that_the_recogniser_knows(word):
    assert set(sounds_of(word, KNOWN).split()) <= ALL_SOUNDS


def test_every_letter_can_be_spelled():
    assert all(set(sounds.split()) <= ALL_SOUNDS for sounds in LETTERS.values())
    assert len(LETTERS) == 26
