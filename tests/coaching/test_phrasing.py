from __future__ import annotations

import string

import pytest

from voice_coach.coaching import phrasebook
from voice_coach.coaching.evidence import Reader
from voice_coach.coaching.language import plain, sentences_of
from voice_coach.coaching.moves import Move, MoveKind, Stage, Trigger
from voice_coach.coaching.phrasing import PhrasingState, ScriptedPhrasing, speakable_pieces
from voice_coach.coaching.speech_rules import SpeechContext, violations
from voice_coach.conversation.occasions import AnswerShape
from voice_coach.library import load_scenario, scenario_ids

SCENARIO = load_scenario("voice-bookings")
FILLED = {
    "quote": "12 percent",
    "returned": "How fast",
    "returned_low": "how fast",
    "sum": "120 to 85",
    "truth": "29 percent",
    "before": "3 seconds",
    "name": "time to a draft",
    "first": "3 seconds",
    "second": "4 cents",
    "pair": "caching and routing",
    "last": "model server",
    "left": "about 12 minutes",
    "says": "three seconds to a draft",
    "ending": "on the street",
    "said": "leave out refunds",
}


def move(kind: MoveKind, form: str, **slots: str) -> Move:
    named = (("form", form), *slots.items())
    return Move(kind, Stage.DESIGN, Trigger(3, ""), "", "topic", named, AnswerShape.EITHER)


@pytest.mark.parametrize(
    ("key", "templates"), phrasebook.REACTIONS.items(), ids=lambda value: str(value)[:40]
)
def test_every_template_obeys_the_rules_of_speech(key: tuple[MoveKind, str], templates: tuple[str, ...]):
    for template in templates:
        assert violations(template.format_map(FILLED), SpeechContext(key[0])) == (), template


def test_there_are_hundreds_of_templates_and_none_stands_twice():
    assert phrasebook.EVERY_TEMPLATE_COUNT >= 500
    for templates in phrasebook.REACTIONS.values():
        assert len(set(templates)) == len(templates) >= 3


def test_templates_know_only_the_slots_that_moves_have():
    for templates in phrasebook.REACTIONS.values():
        for template in templates:
            assert {name for _, name, _, _ in string.Formatter().parse(template) if name} <= set(FILLED)


def test_the_candidates_number_is_quoted():
    text = (
        ScriptedPhrasing(SCENARIO, 1)
        .phrase(move(MoveKind.ASK_SOURCE, "source", quote="12 percent"), PhrasingState())
        .text
    )
    assert "12 percent" in text


def test_the_same_seed_gives_the_same_words_and_another_seed_others():
    asked = move(MoveKind.ASK_USER, "user")
    texts = [ScriptedPhrasing(SCENARIO, seed).phrase(asked, PhrasingState()).text for seed in range(12)]
    assert texts == [
        ScriptedPhrasing(SCENARIO, seed).phrase(asked, PhrasingState()).text for seed in range(12)
    ]
    assert len(set(texts)) >= 6


def test_no_sentence_comes_twice_however_often_the_same_move_is_made():
    phrasing, state, sentences = ScriptedPhrasing(SCENARIO, 3), PhrasingState(), []
    for _ in range(60):
        phrase = phrasing.phrase(move(MoveKind.ASK_USER, "user"), state)
        state = phrase.state
        sentences += [plain(sentence) for sentence in sentences_of(phrase.text)]
    assert len(set(sentences)) == len(sentences) > 25


def test_phrasing_changes_no_state_but_the_one_it_returns():
    state = PhrasingState()
    ScriptedPhrasing(SCENARIO, 1).phrase(move(MoveKind.ASK_USER, "user"), state)
    assert state == PhrasingState()


def test_a_repetition_says_the_last_question_again():
    state = PhrasingState().having_said("Who feels this?")
    text = ScriptedPhrasing(SCENARIO, 1).phrase(move(MoveKind.REPEAT, "repeat"), state).text
    assert text.lower().endswith("who feels this?")


def test_a_repetition_leaves_out_the_words_that_led_to_the_question():
    for lead in ("Let us keep to the task. Who", "My next one: who", "Let us get to the constraints. Who"):
        state = PhrasingState().having_said(f"{lead} feels this?")
        text = ScriptedPhrasing(SCENARIO, 1).phrase(move(MoveKind.REPEAT, "repeat"), state).text
        assert lead[:8] not in text
        assert text.lower().endswith("who feels this?")


def test_a_repetition_keeps_every_word_of_the_question():
    state = PhrasingState().having_said("And beyond that?")
    text = ScriptedPhrasing(SCENARIO, 1).phrase(move(MoveKind.REPEAT, "repeat"), state).text
    assert text.lower().endswith("and beyond that?")


def test_an_interviewer_who_has_talked_too_much_chooses_short_words():
    lengths = [
        sum(
            len(ScriptedPhrasing(SCENARIO, seed).phrase(move(MoveKind.ASK_USER, "user"), state).text)
            for seed in range(20)
        )
        for state in (
            PhrasingState(spoken_words=200, heard_words=1000),
            PhrasingState(spoken_words=300, heard_words=1000),
            PhrasingState(spoken_words=500, heard_words=1000),
        )
    ]
    assert lengths[0] > 1.2 * lengths[1] > 1.2 * lengths[2]


def test_somebody_who_talks_about_something_else_is_led_back_in_new_words_each_time():
    phrasing, state, texts = ScriptedPhrasing(SCENARIO, 3), PhrasingState(), []
    for _ in range(100):
        phrase = phrasing.phrase(move(MoveKind.PROBE, "strayed"), state)
        state = phrase.state
        texts.append(phrase.text)
    assert len(set(texts)) == 100
    assert all(texts)


def test_however_often_a_candidate_gives_orders_there_are_words_for_the_next_question():
    phrasing, state = ScriptedPhrasing(SCENARIO, 3), PhrasingState()
    for _ in range(100):
        phrase = phrasing.phrase(move(MoveKind.ASK_USER, "user", steer="order"), state)
        state = phrase.state
        assert phrase.text


def test_a_question_behind_small_talk_begins_with_the_way_back():
    asked = move(MoveKind.CALL_BACK, "back", quote="three seconds", steer="stray")
    text = ScriptedPhrasing(SCENARIO, 1).phrase(asked, PhrasingState()).text
    assert text.startswith(phrasebook.LEADS_BACK)
    assert "three seconds" in text


def test_an_answer_that_was_never_given_does_not_say_that_it_stays_the_same():
    answer = "One thing is so. Another is so. A third is so. And the fourth is so."
    asked = move(MoveKind.ANSWER_QUESTION, "facts", answer=answer)
    for seed in range(10):
        text = ScriptedPhrasing(SCENARIO, seed).phrase(asked, PhrasingState()).text
        assert "another is so" in text
        assert not text.startswith(phrasebook.AGAIN_LEADS)


def test_who_gains_by_it_and_what_is_unknown_can_be_said_in_every_register():
    compensation = load_scenario("compensation")
    for kind, form in (
        (MoveKind.ASK_USER, "user"),
        (MoveKind.ASK_USER, "jargon"),
        (MoveKind.ANSWER_QUESTION, "unknown"),
        (MoveKind.ANSWER_QUESTION, "unknown figure"),
        (MoveKind.ANSWER_QUESTION, "later"),
    ):
        phrasing, state = ScriptedPhrasing(compensation, 1), PhrasingState()
        for _ in range(3):
            phrase = phrasing.phrase(move(kind, form), state)
            state = phrase.state
            assert phrase.text in phrasebook.REACTIONS[kind, form]


@pytest.mark.parametrize("scenario_id", scenario_ids())
def test_every_form_has_words_in_every_register(scenario_id: str):
    guarded = Reader(load_scenario(scenario_id)).guarded
    plain_words = FILLED | {
        "quote": "the red one",
        "last": "the blue one",
        "pair": "this and that",
        "name": "that",
    }
    for (kind, form), templates in phrasebook.REACTIONS.items():
        sayable = [
            template
            for template in templates
            if not violations(template.format_map(plain_words), SpeechContext(kind, guarded))
        ]
        assert len(sayable) >= 2, (kind, form)


def test_a_silent_nod_has_no_words():
    assert (
        ScriptedPhrasing(SCENARIO, 1).phrase(move(MoveKind.HOLD_SILENCE, "silent"), PhrasingState()).text
        == ""
    )


def test_a_long_first_clause_gets_a_short_one_before_it():
    asked = move(MoveKind.PROBE, "probe", ask="What would an agent say about this in half a year?")
    text = ScriptedPhrasing(SCENARIO, 1).phrase(asked, PhrasingState()).text
    assert violations(text) == ()
    assert text.lower().endswith("would an agent say about this in half a year?")


@pytest.mark.parametrize("seed", range(20))
def test_the_goodbye_says_goodbye(seed: int):
    assert (
        "goodbye"
        in ScriptedPhrasing(SCENARIO, seed)
        .phrase(move(MoveKind.CLOSE, "close"), PhrasingState())
        .text.lower()
    )


def test_pieces_begin_with_a_short_clause_and_lose_nothing():
    text = "As things stand, 61 percent. The aim is 70."
    assert speakable_pieces(text) == ("As things stand,", "61 percent.", "The aim is 70.")
    assert " ".join(speakable_pieces(text)) == text
    assert speakable_pieces("") == ()


@pytest.mark.parametrize("scenario_id", scenario_ids())
def test_whatever_the_author_wrote_is_said_and_never_passed_over(scenario_id: str):
    scenario = load_scenario(scenario_id)
    for seed in range(3):
        phrasing = ScriptedPhrasing(scenario, seed)
        asks = [(MoveKind.CHANGE_FACTS, "shift", shift.say) for shift in scenario.shifts]
        asks += [(MoveKind.PROBE, "probe", probe.ask) for probe in scenario.probes]
        asks += [
            (MoveKind.PROBE, "follow-up", text) for probe in scenario.probes for text in probe.follow_ups
        ]
        for kind, form, ask in asks:
            text = phrasing.phrase(move(kind, form, ask=ask), PhrasingState()).text
            assert plain(ask)[-25:] in plain(text), (ask, text)


def test_a_question_that_ends_like_an_earlier_one_is_asked_all_the_same():
    phrasing = ScriptedPhrasing(SCENARIO, 1)
    state = PhrasingState().having_said("You may not record them. What do you do?")
    ask = "Guests over sixty need slower speech. The others hang up then. What do you do?"
    text = phrasing.phrase(move(MoveKind.PROBE, "probe", ask=ask), state).text
    assert "slower speech" in text
    assert text.lower().endswith("what do you do?")
