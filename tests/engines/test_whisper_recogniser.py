"""The real faster-whisper on a model that hears one sentence in everything, and its gates on a fake one."""

from types import SimpleNamespace

import numpy as np
import pytest
from fakes.parrot_whisper import write_parrot

from voice_coach.conversation.sound import Segment, silence
from voice_coach.conversation.words import text_of
from voice_coach.engines.flite_voice import FliteVoice
from voice_coach.engines.live_model import CUDA
from voice_coach.engines.model_hub import ModelHub
from voice_coach.engines.whisper_recogniser import WhisperRecogniser
from voice_coach.errors import RecogniserError

SPOKEN = "I would use a queue"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return write_parrot(tmp_path_factory.mktemp("model") / "parrot", SPOKEN)


@pytest.fixture(scope="module")
def recogniser(folder):
    recogniser = WhisperRecogniser(str(folder), vocabulary=("queue", "latency"))
    recogniser.start()
    yield recogniser
    recogniser.close()


@pytest.fixture(scope="module")
def speech():
    voice = FliteVoice()
    voice.start()
    return voice.speak("I would use a queue here.").samples


def test_a_segment_gives_words_in_session_time(recogniser, speech):
    words = recogniser.transcribe(Segment(0, 32_000, speech, 1.2))
    assert text_of(words) == SPOKEN
    assert 2.0 <= words[0].start_s < words[-1].end_s <= 2.0 + len(speech) / 16_000
    assert words[-1].start_s > 2.7


def test_the_voice_detector_keeps_silence_from_the_model_that_hears_words_in_it(recogniser):
    assert recogniser.transcribe(Segment(0, 0, silence(32_000), 2.0)) == ()


def test_less_than_a_quarter_second_of_speech_gives_no_words(recogniser, speech):
    assert recogniser.transcribe(Segment(0, 0, speech, 0.24)) == ()


def test_what_runs_is_named(recogniser):
    assert recogniser.info.name == "whisper"
    assert recogniser.info.detail == "parrot int8 cpu"
    assert recogniser.info.notice == ""


def test_a_damaged_model_is_an_error_with_a_cure(folder, tmp_path):
    for file in folder.iterdir():
        (tmp_path / file.name).write_bytes(file.read_bytes())
    (tmp_path / "model.bin").write_bytes(b"not a model")
    with pytest.raises(RecogniserError, match="cannot be loaded") as caught:
        WhisperRecogniser(str(tmp_path)).start()
    assert "Delete" in caught.value.cure


def test_a_model_that_is_not_here_is_an_error_and_no_download():
    def fetch(repository, **options):
        assert options["local_files_only"]
        raise FileNotFoundError

    with pytest.raises(RecogniserError, match="not on this machine"):
        WhisperRecogniser("base.en", hub=ModelHub(fetch=fetch)).start()


class FakeWhisper:
    """Gives one stretch of speech with the figures it is told."""

    def __init__(self, **figures):
        self.figures = {"avg_logprob": -0.2, "no_speech_prob": 0.1, "compression_ratio": 1.2} | figures
        self.options = {}

    def transcribe(self, audio, **options):
        self.options = options
        word = SimpleNamespace(word=" thanks", start=0.2, end=0.6, probability=0.9)
        return iter([SimpleNamespace(text=" thanks", words=[word], **self.figures)]), None


def heard(model, folder):
    recogniser = WhisperRecogniser(str(folder), vocabulary=("p95",), load=lambda path, **options: model)
    recogniser.start()
    return recogniser.transcribe(Segment(0, 0, silence(16_000), 0.5))


def test_a_likely_answer_is_kept(folder):
    assert text_of(heard(FakeWhisper(), folder)) == "thanks"


@pytest.mark.parametrize(
    "figures", [{"avg_logprob": -1.1}, {"no_speech_prob": 0.95}, {"compression_ratio": 2.5}], ids=str
)
def test_words_that_the_model_itself_doubts_are_dropped(folder, figures):
    assert heard(FakeWhisper(**figures), folder) == ()


def test_the_options_keep_invented_words_out_and_give_the_vocabulary(folder):
    model = FakeWhisper()
    heard(model, folder)
    assert model.options["condition_on_previous_text"] is False
    assert model.options["vad_filter"] is True
    assert model.options["initial_prompt"] == "p95."
    assert model.options["word_timestamps"] is True
    assert model.options["temperature"][0] == 0.0


@pytest.mark.parametrize("failure", [RuntimeError("CUDA failed"), MemoryError(), ValueError("bad")], ids=repr)
def test_a_failure_of_the_library_is_one_of_ours(folder, failure):
    class Failing(FakeWhisper):
        def transcribe(self, audio, **options):
            if np.any(audio):
                raise failure
            return iter([]), None

    recogniser = WhisperRecogniser(str(folder), load=lambda path, **options: Failing())
    recogniser.start()
    with pytest.raises(RecogniserError, match="Speech recognition failed"):
        recogniser.transcribe(Segment(0, 0, np.ones(16_000, np.int16), 0.5))


def test_after_a_failure_the_model_is_loaded_anew_on_the_processor_and_the_segment_is_heard(folder):
    loaded = []

    def load(path, *, device, **options):
        loaded.append(device)
        model = FakeWhisper()
        if device == "cuda":
            model.transcribe = lambda audio, **_: (iter([]), None) if not audio.any() else _out_of_memory()
        return model

    def _out_of_memory():
        raise RuntimeError("CUDA failed with error out of memory")

    recogniser = WhisperRecogniser(str(folder), place=CUDA, load=load)
    recogniser.start()
    segment = Segment(0, 0, np.ones(16_000, np.int16), 0.5)
    with pytest.raises(RecogniserError):
        recogniser.transcribe(segment)
    assert text_of(recogniser.transcribe(segment)) == "thanks"
    assert loaded == ["cuda", "cpu"]
    assert recogniser.info.detail.endswith("int8 cpu")


class Ticks:
    """A clock on which every look takes as long as it is told."""

    def __init__(self, look_s):
        self._look_s = look_s
        self._asked = 0

    def __call__(self):
        self._asked += 1
        return (self._asked // 2) * self._look_s


def glimpses(folder, speech, look_s, seconds=6):
    recogniser = WhisperRecogniser(str(folder), clock=Ticks(look_s))
    recogniser.start()
    looped = np.tile(speech[4_000:12_000], 2 * seconds)
    seen = []
    for first in range(0, 16_000 * seconds, 1600):
        recogniser.listen(7, looped[first : first + 1600])
        if (words := recogniser.partial()) is not None:
            seen.append((first // 1600, text_of(words)))
    return seen


def test_the_open_segment_is_looked_at_once_a_second(folder, speech):
    seen = glimpses(folder, speech, 0.1)
    assert 4 <= len(seen) <= 6
    assert {text for _, text in seen} == {SPOKEN}


def test_a_machine_whose_looks_take_longer_than_a_pause_hardly_looks(folder, speech):
    assert len(glimpses(folder, speech, 0.3, seconds=8)) == 1


def test_a_look_never_begins_in_a_pause(folder, speech):
    recogniser = WhisperRecogniser(str(folder), clock=Ticks(0.1))
    recogniser.start()
    recogniser.listen(0, np.concatenate([speech[:16_000], silence(1600)]))
    assert recogniser.partial() is None


def test_words_of_a_look_are_timed_from_the_beginning_of_the_segment(folder, speech):
    recogniser = WhisperRecogniser(str(folder), clock=Ticks(0.1))
    recogniser.start()
    recogniser.listen(0, speech[:17_600])
    words = recogniser.partial()
    assert words[0].start_s == 0.0
    assert words[-1].end_s == pytest.approx(1.1)
