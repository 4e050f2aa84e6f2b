"""How the problem is taken up."""

from __future__ import annotations

import pytest
from conversations import found, ids

RESTATED = (
    "c: So the night clerks read an angry mail, look in three systems for the parcel, and "
    "the customer waits until "
    "morning for two polite lines. You want that customer to know within minutes where the parcel is."
)


def test_saying_the_problem_in_own_words_is_a_restatement() -> None:
    assert (1, "restatement", None) in found(RESTATED)


def test_recognised_text_without_punctuation_counts_as_well() -> None:
    said = RESTATED.lower().replace(",", "").replace(".", "")
    assert "restatement" in ids(said)


@pytest.mark.parametrize(
    "said",
    [
        "c: So, freight complaints with a language model. I restate the problem: freight complaints.",
        (
            "c: My cousin drives a truck and he always waits at the border, it's boring and he "
            "hates it, we laugh a lot about it."
        ),
        (
            "c: Great question, I have built many such systems in my career and I am sure that I "
            "can do it here too, easily."
        ),
    ],
)
def test_a_title_an_anecdote_or_praise_is_no_restatement(said: str) -> None:
    assert "restatement" not in ids(said)


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("Which number do you want to move?", "kpi"),
        ("How do you measure success today?", "kpi"),
        ("When do the mails pile up?", "traffic"),
        ("Is there a peak before the holidays?", "traffic"),
        ("Are we allowed to keep the addresses?", "privacy"),
        ("Who may see the customer's name?", "privacy"),
        ("How many complaints do you get a day?", "volume"),
        ("Who writes these mails, private people or companies?", "segment"),
    ],
)
def test_a_clarifying_question_is_told_by_its_topic(question: str, kind: str) -> None:
    assert (1, "probing_question", kind) in found(f"c: {question}")
    spoken = question.lower().rstrip("?").replace("'", "")
    assert (1, "probing_question", kind) in found(
        f"c: okay so before i begin and {spoken} that is what i would like to hear"
    )


@pytest.mark.parametrize(
    "question",
    [
        "Does that make sense?",
        "Can you hear me?",
        "Shall I go on?",
        "You agree, don't you?",
        "Would you like me to draw it?",
        "So what?",
    ],
)
def test_a_question_about_the_talk_itself_is_none(question: str) -> None:
    assert "probing_question" not in ids(f"c: {question}")


def test_one_turn_has_each_kind_of_question_once() -> None:
    asked = found("c: How many mails come a day? How many of them are in English? When do they come?")
    assert {kind for _, name, kind in asked if name == "probing_question"} == {"volume", "traffic"}


def test_the_approach_is_the_whole_in_a_sentence() -> None:
    asked = "i: How would you do it?"
    said = (
        "c: In short, a rule finds the parcel, the model drafts two sentences, and a clerk "
        "sends them with one click."
    )
    assert (3, "approach_stated", None) in found(RESTATED, asked, said)


def test_a_list_of_what_could_be_done_is_no_approach() -> None:
    said = (
        "c: You could draft with a model, you could search, you could do forms or chat or all "
        "of it, whichever you like."
    )
    assert "approach_stated" not in ids(RESTATED, "i: How would you do it?", said)
