import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from voice_coach.conversation.sound import Segment, silence
from voice_coach.conversation.words import Word, text_of
from voice_coach.engines.protocols import LanguageModel, Prompt, Recogniser, Usage, Voice
from voice_coach.engines.scripted_engines import CannedModel, ScriptedRecogniser, ToneVoice, spread_evenly
from voice_coach.errors import ModelError, RecogniserError, VoiceError

SEGMENT = Segment(3, 16_000, silence(32_000), 1.5)
PROMPT = Prompt("Be brief.", (("user", "I would use a queue."),))


def test_the_scripted_engines_fit_their_protocols():
    recogniser: Recogniser = ScriptedRecogniser()
    voice: Voice = ToneVoice()
    model: LanguageModel = CannedModel(["Why?"])
    assert [engine.info.kind for engine in (recogniser, voice, model)] == ["recogniser", "voice", "model"]


def test_texts_are_heard_in_order_and_then_nothing():
    recogniser = ScriptedRecogniser()
    recogniser.expect("a b", "c")
    assert [text_of(recogniser.transcribe(SEGMENT)) for _ in range(3)] == ["a b", "c", ""]


def test_a_truth_by_segment_is_given_as_it_is():
    word = Word("queue", 1.0, 1.5)
    assert ScriptedRecogniser(lambda segment: (word,)).transcribe(SEGMENT) == (word,)


def test_a_failure_on_demand_loses_no_text():
    recogniser = ScriptedRecogniser()
    recogniser.expect("still here")
    recogniser.fail(RecogniserError("crashed"))
    with pytest.raises(RecogniserError):
        recogniser.transcribe(SEGMENT)
    assert text_of(recogniser.transcribe(SEGMENT)) == "still here"


@given(st.text(max_size=60))
def test_words_share_the_segments_time_evenly(text):
    words = spread_evenly(text, SEGMENT)
    assert [word.text for word in words] == text.split()
    if words:
        assert words[0].start_s == 1.0
        assert words[-1].end_s == pytest.approx(3.0)


def test_the_tone_lasts_as_long_as_the_text_would_take():
    clip = ToneVoice(rate_wpm=120).speak("hello world")
    assert clip.length_s == pytest.approx(1.0, abs=0.01)


def test_the_tone_is_the_same_each_time_loud_enough_and_never_clipped():
    first, second = ToneVoice().speak("Name the constraint."), ToneVoice().speak("Name the constraint.")
    assert np.array_equal(first.samples, second.samples)
    assert 3000 < np.abs(first.samples.astype(int)).max() < 32_000


def test_the_tone_voice_refuses_nothing_and_fails_on_demand():
    voice = ToneVoice()
    with pytest.raises(VoiceError, match="nothing to say"):
        voice.speak("…")
    voice.fail(VoiceError("gone"))
    with pytest.raises(VoiceError, match="gone"):
        voice.speak("hello")
    assert voice.speak("hello").length_s > 0.1


def test_replies_come_in_order_and_begin_again():
    model = CannedModel(["Why a queue?", "How fast?"])
    assert ["".join(model.stream(PROMPT, 4)) for _ in range(3)] == [
        "Why a queue?",
        "How fast?",
        "Why a queue?",
    ]
    assert model.usage == Usage(21, 8)
    assert model.prompts == [PROMPT] * 3


def test_the_model_fails_after_as_many_words_as_asked():
    model = CannedModel(["Why a queue here?"])
    model.fail(ModelError("cut"), after_words=2)
    pieces = []
    with pytest.raises(ModelError):
        pieces.extend(model.stream(PROMPT, 4))
    assert "".join(pieces) == "Why a"
    assert "".join(model.stream(PROMPT, 4)) == "Why a queue here?"


def test_a_model_slower_than_the_deadline_is_late():
    with pytest.raises(ModelError, match=r"within 2\.0 s"):
        next(CannedModel(["Why?"], takes_s=3).stream(PROMPT, 2))
