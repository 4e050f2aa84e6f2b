import numpy as np

from voice_coach.conversation import commands as do
from voice_coach.conversation.events import Composed, Tag, Transcribed, Voiced
from voice_coach.conversation.occasions import Occasion
from voice_coach.conversation.sound import Clip
from voice_coach.conversation.speculation import Speculation, Work
from voice_coach.conversation.words import Word

FIRST, SECOND = Tag(1, 1), Tag(1, 2)


def prepared(tag: Tag, *, counted: Speculation) -> None:
    """A reply of five words in two clauses, the first of them voiced in 0.5 s."""
    counted.note_command(do.Compose(tag, Occasion.ANSWER, (), 0))
    counted.note_event(Composed(0, tag, 0, "And why", False))
    counted.note_event(Composed(0, tag, 1, "that one first?", False))
    counted.note_event(Composed(0, tag, 2, "", True))
    counted.note_event(Voiced(0, tag, 0, Clip(np.zeros(8000, np.int16))))


def test_a_void_reply_is_wasted_and_a_heard_one_is_not() -> None:
    counted = Speculation()
    prepared(FIRST, counted=counted)
    assert counted.give_up(FIRST) == Work(clauses=2, words=5, clips=1, samples=8000)
    prepared(SECOND, counted=counted)
    counted.note_command(do.Conclude(SECOND, 0, 9000, ("And why", "that one first?"), (8000,), (8000,), True))
    row = counted.row()
    assert (row["replies"], row["replies_void"]) == (2, 1)
    assert (row["phrasings"], row["phrasings_void"], row["words_void"]) == (4, 2, 5)
    assert (row["sound_s"], row["sound_void_s"], row["sound_unheard_s"]) == (1.0, 0.5, 0.0)


def test_work_that_comes_after_its_reply_is_void_is_wasted_too() -> None:
    counted = Speculation()
    counted.note_command(do.Compose(FIRST, Occasion.ANSWER, (), 0))
    counted.give_up(FIRST)
    counted.note_event(Voiced(0, FIRST, 0, Clip(np.zeros(1600, np.int16))))
    assert (counted.row()["syntheses_void"], counted.row()["sound_void_s"]) == (1, 0.1)


def test_what_is_given_up_twice_is_counted_once() -> None:
    counted = Speculation()
    prepared(FIRST, counted=counted)
    counted.give_up(FIRST)
    assert counted.give_up(FIRST) == Work()
    assert counted.void == 1


def test_the_rest_of_a_cut_reply_is_told_apart() -> None:
    counted = Speculation()
    prepared(FIRST, counted=counted)
    counted.note_command(do.Conclude(FIRST, 0, 9000, ("And why",), (3200,), (8000,), False))
    assert counted.row()["sound_unheard_s"] == 0.3
    assert counted.row()["sound_void_s"] == 0.0


def test_a_segment_without_words_is_counted() -> None:
    counted = Speculation()
    counted.note_event(Transcribed(0, 1, ()))
    counted.note_event(Transcribed(0, 2, (Word("yes", 0.0, 0.3),)))
    assert counted.wordless == 1
