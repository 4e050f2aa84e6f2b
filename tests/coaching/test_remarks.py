"""What a listener asks on about, whatever the problem is."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.coaching.test_director import Room
from voice_coach.coaching.moves import MoveKind
from voice_coach.coaching.remarks import MOST_QUOTED_WORDS, RemarkForm, remarks_in

EMPTY = ""


def the_remark(text: str) -> tuple[str, str]:
    found = remarks_in(text)
    return (found[0].form.value, found[0].said) if found else (EMPTY, EMPTY)


@pytest.mark.parametrize(
    ("text", "form", "said"),
    [
        ("It depends.", "depends", "it depends"),
        ("well that depends on the size of my team so i cannot say", "depends", "the size of your team"),
        ("I would measure the wait for two weeks.", "result", "measure the wait for two weeks"),
        ("we will test it on ten cases and then", EMPTY, EMPTY),
        ("I'd drop the second check for late parcels.", "decision", "drop the second check for late parcels"),
        ("I keep tone out of the first version.", "decision", "keep tone out of the first version"),
        (
            "I would double the spending in a test for a week and see.",
            "decision",
            "double the spending in a test",
        ),
        (
            "That is fine because the agents read everything twice.",
            "reason",
            "the agents read everything twice",
        ),
        ("I would begin there.", EMPTY, EMPTY),
        ("It is the bonus that I would leave behind in spring.", EMPTY, EMPTY),
        ("It stands for what I give up by coming.", EMPTY, EMPTY),
        ("We might add routing, and later on-premise.", EMPTY, EMPTY),
        ("You can always try caching, of course.", EMPTY, EMPTY),
        ("I take that, because that one we cannot explain to people.", EMPTY, EMPTY),
        ("The real problem is what people see in the morning.", EMPTY, EMPTY),
        ("users hate waiting in a queue", "people", "users hate waiting in a queue"),
        ("The main risk is a wrong promise.", "risk", "a wrong promise"),
        ("A small team rather than a big vendor.", "instead", "a big vendor"),
        ("I would test it on 1,000 cases, then decide.", EMPTY, EMPTY),
        ("I would count misses on 1,000 cases, then decide.", "result", "count misses on 1,000 cases"),
        ("That never happens.", "absolute", "never"),
        ("We can add that down the road.", "later", "down the road"),
        ("It should work.", "unsure", "should work"),
        ("I would take it.", EMPTY, EMPTY),
        ("I would say that you should decide.", EMPTY, EMPTY),
        ("because you told me so yourself", EMPTY, EMPTY),
        ("The sky is blue.", EMPTY, EMPTY),
    ],
)
def test_a_few_words_are_picked_up_and_turned_round(text: str, form: str, said: str):
    assert the_remark(text) == (form, said)


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=300))
def test_any_text_gives_short_quotations_of_its_own_words(text: str):
    for remark in remarks_in(text):
        assert len(remark.quote.split()) <= MOST_QUOTED_WORDS
        assert remark.quote in " ".join(text.replace("\u2019", "'").split())


def test_each_form_has_words_to_be_said_in():
    from voice_coach.coaching.phrasebook import REACTIONS

    forms = {form for _, form in REACTIONS}
    assert {form.value for form in RemarkForm} <= forms


def test_a_decision_without_a_price_is_asked_for_one():
    room = Room()
    room.hear("So agents type all day and customers wait.", 30)
    asked = [room.hear("I would leave the invoices to the agents.", 60 + 20 * n) for n in range(3)]
    forms = [dict(move.slots).get("form") for move in asked]
    assert "decision" in forms
    move = asked[forms.index("decision")]
    assert move.kind is MoveKind.PROBE
    assert dict(move.slots)["said"] == "leave the invoices to the agents"
    assert move.trigger is not None
    assert move.trigger.quote in "I would leave the invoices to the agents."


def test_what_was_worked_out_aloud_is_not_asked_for_its_source():
    room = Room()
    room.hear("So agents type all day and customers wait.", 30)
    move = room.hear("A week has 5 days, and 5 days at 35 dollars is 175 dollars.", 60)
    assert dict(move.slots).get("quote") != "175 dollars"


def test_the_same_word_is_taken_up_once():
    room = Room(seed=2)
    moves = [room.hear(f"In week {n} we always read it, as I said.", 60.0 * n) for n in range(2, 20)]
    assert sum(dict(move.slots).get("form") == "absolute" for move in moves) == 1
