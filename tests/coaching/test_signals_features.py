"""What the learned part looks at."""

from __future__ import annotations

from conversations import PROMPT, turns_of

from voice_coach.coaching.signals import read_dialogue
from voice_coach.coaching.signals.features import NOWHERE, Surroundings, classes_of, features, surroundings

WORDS = ("it", "must", "answer", "within", "#", "s")


def test_words_are_looked_at_alone_and_in_rows_of_up_to_three() -> None:
    found = features(WORDS, False)
    assert {"must", "must answer", "must answer within", "< it", "s >"} <= found
    assert "must answer within #" not in found


def test_numbers_length_and_question_form_are_features() -> None:
    assert "<numbers 1>" in features(WORDS, False)
    assert "<numbers 4>" in features(("#",) * 9, False)
    assert "<asks>" in features(WORDS, True) - features(WORDS, False)
    assert features(("a",) * 3, False) & {"<length 0>"}
    assert features(("a",) * 40, False) & {"<length 4>"}


def test_subjects_leave_the_shape_of_a_statement_alone() -> None:
    one = features(("the", "zebra", "must", "never", "leave", "the", "barn"), False)
    other = features(("the", "xylophone", "must", "never", "leave", "the", "barn"), False)
    shapes = {name for name in one if name.startswith("/") and "MODAL" in name}
    assert shapes
    assert shapes <= other


def test_a_word_without_its_ending_keeps_its_class() -> None:
    assert classes_of("deadline") == ("limit",)
    assert classes_of("deadlines") == classes_of("deadline")
    assert classes_of("qwertz") == ()


def test_what_was_asked_and_where_it_was_said_are_features() -> None:
    dialogue = read_dialogue(turns_of(PROMPT, "c: Hello.", "i: What does it cost?", "c: Two cents."))
    near = surroundings(dialogue, dialogue.readings[3])
    assert near.place == 1
    assert near.asked[:2] == ("what", "does")
    added = features(WORDS, False, near) - features(WORDS, False, NOWHERE)
    assert {"<place 1>", "?what", "?cost"} <= added


def test_late_places_are_all_alike() -> None:
    assert features(WORDS, False, Surroundings((), 9)) == features(WORDS, False, Surroundings((), 30))


def test_the_interviewers_turns_have_no_place() -> None:
    dialogue = read_dialogue(turns_of(PROMPT, "c: Hello."))
    assert surroundings(dialogue, dialogue.readings[0]).place is None
