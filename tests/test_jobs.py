"""Each piece of the engines' work, and its way out when the engine fails."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np
import pytest

from voice_coach.coaching.moves import Heard, Move, MoveKind, Stage
from voice_coach.conversation.events import Agenda, Composed, Tag
from voice_coach.conversation.heard import voiced_span
from voice_coach.conversation.occasions import AnswerShape, Occasion
from voice_coach.conversation.sound import Clip, Segment, samples_of, silence
from voice_coach.conversation.words import Word, text_of
from voice_coach.engines.protocols import EngineInfo
from voice_coach.engines.scripted_engines import ScriptedRecogniser, ToneVoice
from voice_coach.errors import RecogniserError, VoiceError, VoiceReplacedError
from voice_coach.jobs import Mind, Trouble, chime, glimpse, transcribe, voice

SEGMENT = Segment(3, 16_000, silence(32_000), 1.5)
TAG = Tag(2, 7)
HEARD = Heard(Occasion.ANSWER, 2, "I would use a queue.", 30.0)
SHORT = Move(MoveKind.ASK_NUMBER, Stage.DESIGN, None, "", expects=AnswerShape.SHORT)
GOODBYE = Move(MoveKind.CLOSE, Stage.CLOSE, None, "")


@dataclass
class Prepared:
    move: Move
    texts: tuple[str, ...]
    faults: tuple[str, ...] = ()

    def clauses(self) -> Iterator[str]:
        yield from self.texts


@dataclass
class OneMove:
    """An interviewer with one reply."""

    prepared: Prepared
    wakes_s: float | None = None
    committed: list[tuple[Prepared, str]] = field(default_factory=list)

    def prepare(self, heard: Heard) -> Prepared:
        return self.prepared

    def commit(self, prepared: Prepared, spoken: str) -> None:
        self.committed.append((prepared, spoken))

    def wake_at_s(self) -> float | None:
        return self.wakes_s

    def monologue_limit_s(self) -> float | None:
        return self.wakes_s


def test_a_failed_recognition_is_tried_once_more_with_the_same_segment() -> None:
    recogniser, troubles = ScriptedRecogniser(), []
    recogniser.expect("a queue")
    recogniser.fail(RecogniserError("It crashed.", "Try again."))
    heard = transcribe(recogniser, SEGMENT, troubles.append)
    assert (heard.segment_id, text_of(heard.words)) == (3, "a queue")
    assert troubles == [Trouble("recogniser", "It crashed. Try again.")]


def test_a_recognition_that_fails_twice_gives_no_words() -> None:
    recogniser, troubles = ScriptedRecogniser(), []
    recogniser.expect("lost", "next")
    recogniser.fail(RecogniserError("one"))
    recogniser.fail(RecogniserError("two"))
    assert transcribe(recogniser, SEGMENT, troubles.append).words == ()
    assert [trouble.detail for trouble in troubles] == ["one", "two"]


class _Doubtful:
    info = EngineInfo("turns", "doubtful")

    def probability(self, sound) -> float:
        return len(sound) / 1e6


def test_a_turn_model_is_asked_about_the_sound_of_a_segment_with_words() -> None:
    recogniser = ScriptedRecogniser()
    recogniser.expect("one two", "")
    heard = [transcribe(recogniser, SEGMENT, print, _Doubtful()).sounds_done for _ in range(2)]
    assert heard == [len(SEGMENT.samples) / 1e6, None]


def test_a_voice_that_fails_is_replaced_by_a_chime_and_told() -> None:
    speaker, troubles = ToneVoice(), []
    speaker.fail(VoiceError("It hangs."))
    voiced = voice(speaker, TAG, 1, "Why a queue?", troubles.append)
    assert np.array_equal(voiced.clip.samples, chime().samples)
    assert (voiced.tag, voiced.clause, troubles) == (TAG, 1, [Trouble("voice", "It hangs.")])
    again = voice(speaker, TAG, 1, "Why a queue?", troubles.append)
    assert again.clip.samples.shape == ToneVoice().speak("Why a queue?").samples.shape
    assert len(troubles) == 1


def test_the_chime_is_short_audible_at_once_and_fades() -> None:
    first, end = voiced_span(chime().samples)
    assert first == 0
    assert 0.2 < Clip(chime().samples[:end]).length_s <= 0.35
    assert (
        np.abs(chime().samples[-80:].astype(int)).max() < np.abs(chime().samples[:80].astype(int)).max() / 4
    )


def test_a_reply_comes_clause_by_clause_and_says_what_it_expects() -> None:
    mind = Mind(OneMove(Prepared(SHORT, ("How many", "and per what?"))), lambda trouble: None)
    assert mind.move_of(TAG) is None
    assert list(mind.compose(TAG, HEARD)) == [
        Composed(0, TAG, 0, "How many", False, AnswerShape.SHORT),
        Composed(0, TAG, 1, "and per what?", False, AnswerShape.SHORT),
        Composed(0, TAG, 2, "", True, AnswerShape.SHORT),
    ]
    assert mind.move_of(TAG) is SHORT


@pytest.mark.parametrize("texts", [(), ("Goodbye.",)])
def test_the_last_item_of_a_goodbye_ends_the_session(texts: tuple[str, ...]) -> None:
    mind = Mind(OneMove(Prepared(GOODBYE, texts)), lambda trouble: None)
    composed = list(mind.compose(TAG, HEARD))
    assert len(composed) == len(texts) + 1
    assert composed[-1].last
    assert all(item.ends_session for item in composed)


def test_faults_of_a_model_are_told_once_its_clauses_were_taken() -> None:
    troubles: list[Trouble] = []
    mind = Mind(OneMove(Prepared(SHORT, ("How many?",), ("It was late.",))), troubles.append)
    composed = mind.compose(TAG, HEARD)
    next(composed)
    assert troubles == []
    list(composed)
    assert troubles == [Trouble("model", "It was late.")]


def test_only_a_reply_of_which_something_was_heard_becomes_part_of_the_interview() -> None:
    interviewer = OneMove(Prepared(SHORT, ("How many?",)))
    mind = Mind(interviewer, lambda trouble: None)
    list(mind.compose(TAG, HEARD))
    mind.conclude(TAG, "")
    list(mind.compose(TAG, HEARD))
    mind.conclude(TAG, "How many?")
    mind.conclude(TAG, "How many?")
    assert interviewer.committed == [(interviewer.prepared, "How many?")]


def test_a_void_reply_leaves_no_trace() -> None:
    interviewer = OneMove(Prepared(SHORT, ("How many?",)))
    mind = Mind(interviewer, lambda trouble: None)
    list(mind.compose(TAG, HEARD))
    mind.forget(TAG)
    mind.forget(TAG)
    mind.conclude(TAG, "How many?")
    assert mind.move_of(TAG) is None
    assert interviewer.committed == []


@pytest.mark.parametrize(
    ("limit_s", "wake_at", "cut_after"),
    [
        (None, None, None),
        (90.0, samples_of(90.0), samples_of(86.0)),
        (20.0, samples_of(20.0), samples_of(19.0)),
    ],
)
def test_the_agenda_is_told_in_samples_and_a_pause_is_looked_for_before_the_limit(
    limit_s: float | None, wake_at: int | None, cut_after: int | None
) -> None:
    mind = Mind(OneMove(Prepared(SHORT, ()), limit_s), lambda trouble: None)
    assert mind.agenda() == Agenda(0, wake_at, cut_after)


class Replaced(ToneVoice):
    """Fails once and says that another voice will speak."""

    def __init__(self) -> None:
        super().__init__()
        self.asked = 0

    def speak(self, text: str) -> Clip:
        self.asked += 1
        if self.asked == 1:
            raise VoiceReplacedError("The server is gone.", "The system's voice takes its place for now.")
        return super().speak(text)


def test_a_voice_that_was_replaced_is_asked_again_and_no_chime_is_heard() -> None:
    troubles: list[Trouble] = []
    said = voice(Replaced(), TAG, 0, "Which constraint binds first?", troubles.append)
    assert len(said.clip.samples) != len(chime().samples)
    assert [trouble.what for trouble in troubles] == ["voice"]
    assert "takes its place" in troubles[0].detail


class Glimpsing(ScriptedRecogniser):
    def partial(self) -> tuple[Word, ...] | None:
        return (Word("the", 0.0, 0.4), Word("users", 0.4, 0.9))


def test_a_glimpse_is_timed_in_the_session() -> None:
    seen = glimpse(Glimpsing(), 3, 32_000)
    assert seen is not None
    assert [(word.start_s, word.end_s) for word in seen.words] == [(2.0, 2.4), (2.4, 2.9)]


def test_a_recogniser_that_takes_whole_segments_only_gives_no_glimpse() -> None:
    assert glimpse(ScriptedRecogniser(), 3, 0) is None
