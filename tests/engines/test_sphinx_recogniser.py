"""The real decoder on flite speech, and the bookkeeping around a child that dies."""

import itertools
import os
import signal

import numpy as np
import pytest

from voice_coach.conversation.sound import Segment, silence
from voice_coach.conversation.words import text_of
from voice_coach.engines.child import ChildError
from voice_coach.engines.flite_voice import FliteVoice
from voice_coach.engines.sphinx_child import Decoding
from voice_coach.engines.sphinx_recogniser import MIXING, SphinxRecogniser
from voice_coach.errors import RecogniserError

SENTENCE = "My budget is two thousand dollars a month for the whole system."


@pytest.fixture(scope="module")
def spoken():
    voice = FliteVoice("rms")
    voice.start()
    return np.concatenate([silence(8000), voice.speak(SENTENCE).samples])


@pytest.fixture(scope="module")
def recogniser():
    recogniser = SphinxRecogniser()
    recogniser.start()
    yield recogniser
    recogniser.close()


def test_general_english_alone_can_be_asked_for(spoken):
    plain = SphinxRecogniser(None)
    plain.start()
    try:
        assert plain.info.detail == "en-us"
        assert is_understood(plain.transcribe(segment_of(spoken)))
    finally:
        plain.close()


def segment_of(samples, number=0, start=0, speech_s=3.0):
    return Segment(number, start, samples, speech_s)


def is_understood(words):
    return "two thousand dollars a month" in text_of(words)


def test_a_clear_sentence_is_read_with_times_and_probabilities(recogniser, spoken):
    words = recogniser.transcribe(segment_of(spoken, start=160_000))
    assert is_understood(words)
    assert 10.3 < words[0].start_s < 10.8
    assert all(a.end_s <= b.start_s + 0.011 for a, b in itertools.pairwise(words))
    assert words[-1].end_s <= 10.0 + len(spoken) / 16_000
    assert all(0 <= word.probability <= 1 for word in words)


def test_fillers_variants_and_silences_are_no_words(recogniser, spoken):
    words = recogniser.transcribe(segment_of(spoken, 1))
    assert all(word.text.replace("'", "").isalpha() for word in words)


def test_sound_heard_ahead_and_the_rest_give_the_same_words_as_the_whole(recogniser, spoken):
    whole = recogniser.transcribe(segment_of(spoken, 2))
    for first in range(0, 30_000, 160):
        recogniser.listen(3, spoken[first : first + 160])
    assert text_of(recogniser.transcribe(segment_of(spoken, 3)))[-25:] == text_of(whole)[-25:]


def test_the_next_segment_may_begin_before_the_last_is_asked_for(recogniser, spoken):
    recogniser.listen(10, spoken[:16_000])
    recogniser.listen(11, spoken[:8_000])
    assert is_understood(recogniser.transcribe(segment_of(spoken, 10)))
    assert is_understood(recogniser.transcribe(segment_of(spoken, 11)))


def test_a_segment_nobody_asked_for_does_not_hold_up_the_next(recogniser, spoken):
    recogniser.listen(20, spoken[:16_000])
    recogniser.listen(21, spoken[:40_000])
    assert is_understood(recogniser.transcribe(segment_of(spoken, 21)))


def test_a_segment_given_up_by_the_decoder_is_decoded_again_as_a_whole(recogniser, spoken):
    recogniser.listen(30, spoken[:16_000])
    recogniser.listen(31, spoken[:40_000])
    recogniser.listen(30, spoken[16_000:20_000])
    assert is_understood(recogniser.transcribe(segment_of(spoken, 30)))


def test_a_crash_while_the_candidate_speaks_loses_no_word(recogniser, spoken):
    recogniser.listen(40, spoken[:16_000])
    os.kill(recogniser._child.pid, signal.SIGKILL)
    recogniser.listen(40, spoken[16_000:32_000])
    assert is_understood(recogniser.transcribe(segment_of(spoken, 40)))


def test_less_than_a_quarter_second_of_speech_gives_no_words(recogniser, spoken):
    recogniser.listen(50, spoken[:16_000])
    assert recogniser.transcribe(segment_of(spoken, 50, speech_s=0.24)) == ()


def test_the_same_segment_may_be_asked_for_again(recogniser, spoken):
    first = recogniser.transcribe(segment_of(spoken, 60))
    assert text_of(recogniser.transcribe(segment_of(spoken, 60))) == text_of(first)


def test_the_notice_says_that_accuracy_is_limited():
    assert "may be wrong" in SphinxRecogniser().info.notice


class DeadChild:
    """Starts, then never answers."""

    def __init__(self):
        self._answers = [{"ready": True}]

    def send(self, message, payload=b""):
        pass

    def reply(self, within_s):
        if not self._answers:
            raise ChildError("stopped")
        return self._answers.pop()

    def kill(self):
        pass


def test_two_failures_in_a_row_are_an_error(spoken):
    recogniser = SphinxRecogniser(spawn=lambda module: DeadChild())
    recogniser.start()
    with pytest.raises(RecogniserError, match="failed twice"):
        recogniser.transcribe(segment_of(spoken))


def test_a_child_that_cannot_load_its_model_says_why():
    class Broken(DeadChild):
        def reply(self, within_s):
            return {"error": "OSError: no model"}

    with pytest.raises(RecogniserError, match="no model") as caught:
        SphinxRecogniser(spawn=lambda module: Broken()).start()
    assert "pip install" in caught.value.cure


def test_listening_before_the_start_and_closing_twice_do_nothing(spoken):
    recogniser = SphinxRecogniser()
    recogniser.listen(0, spoken)
    recogniser.close()
    recogniser.close()
    with pytest.raises(RecogniserError, match="not running"):
        recogniser.transcribe(segment_of(spoken))


class CountingDecoder:
    """Counts the bytes of each utterance instead of decoding them."""

    def __init__(self):
        self.utterances = []

    def start_utt(self):
        self.utterances.append(0)

    def set_cmn(self, mean):
        pass

    def process_raw(self, sound):
        self.utterances[-1] += len(sound)

    def end_utt(self):
        pass

    def seg(self):
        return None


def test_the_decoder_never_mixes_two_segments():
    decoder = CountingDecoder()
    decoding = Decoding(decoder)
    decoding.hear(0, b"a" * 100)
    decoding.hear(1, b"b" * 40)
    decoding.hear(0, b"a" * 20)
    assert decoding.end(0)["samples"] == 60
    assert decoding.end(1)["samples"] == 20
    assert decoder.utterances == [120, 40]


def test_a_dropped_segment_leaves_nothing_behind():
    decoding = Decoding(CountingDecoder())
    decoding.hear(0, b"a" * 100)
    decoding.drop(0)
    decoding.hear(0, b"a" * 10)
    assert decoding.end(0) == {"id": 0, "samples": 5, "words": []}


def test_the_seconds_that_a_new_problem_takes_are_told_once(tmp_path):
    told = []
    for _ in range(2):
        recogniser = SphinxRecogniser(cache=tmp_path, tell=told.append)
        recogniser.start()
        recogniser.close()
    assert told == [MIXING]
