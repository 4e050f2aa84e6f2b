"""What the offline recogniser is told to expect."""

import pytest

from voice_coach.coaching.scenario_talk import expected_talk
from voice_coach.conversation.expected_talk import ANY_TALK, ExpectedTalk
from voice_coach.engines.field_language import field_language
from voice_coach.library import load_all

KNOWN = {"sql": "S K W AH L", "the": "DH AH", "queue": "K Y UW", "aids": "EY D Z"}


def readings_of(word, language):
    return [sounds for entry, sounds in language.readings if entry.partition("(")[0] == word]


def test_abbreviations_of_the_field_are_spelled_and_written_in_capitals():
    language = field_language(ANY_TALK, KNOWN)
    assert "K EY P IY AY" in readings_of("kpi", language)
    assert language.written["kpi"] == "KPI"


def test_a_word_that_the_dictionary_reads_otherwise_gets_a_second_reading():
    language = field_language(ANY_TALK, KNOWN)
    entries = [entry for entry, _ in language.readings if entry.startswith("sql")]
    assert entries
    assert all("(" in entry for entry in entries)  # the dictionary's own entry stays as it is


def test_an_abbreviation_of_the_scenario_alone_is_spelled():
    language = field_language(ExpectedTalk(texts=("Ask the XQZ first.",)), KNOWN)
    assert readings_of("xqz", language) == ["EH K S K Y UW Z IY"]
    assert language.written["xqz"] == "XQZ"


def test_a_word_in_capitals_that_is_a_word_is_said_as_one():
    language = field_language(ExpectedTalk(texts=("AIDS is a diagnosis.",)), KNOWN)
    assert "aids" not in language.written


def test_every_word_of_every_line_can_be_said():
    talk = ExpectedTalk(("vector store", "Grüße"), ("About 9,000 e-mails a day; $0.04 each.",))
    language = field_language(talk, KNOWN)
    sayable = {entry.partition("(")[0] for entry, _ in language.readings} | KNOWN.keys()
    missing = {word for line, _ in language.lines for word in line} - sayable
    assert not {word for word in missing if any("a" <= sign <= "z" for sign in word)}


@pytest.mark.parametrize("scenario", load_all(), ids=lambda scenario: scenario.id)
def test_a_scenario_brings_its_own_words(scenario):
    talk = expected_talk(scenario)
    assert set(scenario.components) <= set(talk.terms)
    assert scenario.prompt in talk.texts
    assert len(talk.texts) == len(set(talk.texts))
