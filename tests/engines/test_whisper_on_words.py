"""The real faster-whisper on a small model that knows words: from sound to words with times, to a turn."""

import itertools
from pathlib import Path

import numpy as np
import pytest
import soundfile
from interview_makers import Sitting

from voice_coach.conversation.sound import Segment, silence
from voice_coach.conversation.words import text_of
from voice_coach.engines.file_card import FileCard
from voice_coach.engines.flite_voice import FliteVoice
from voice_coach.engines.pacing import Unpaced
from voice_coach.engines.scripted_engines import ToneVoice
from voice_coach.engines.speech_detector import LayeredDetector
from voice_coach.engines.whisper_recogniser import WhisperRecogniser
from voice_coach.errors import VoiceError

MODEL = Path(__file__).parents[1] / "models" / "tiny-whisper"
KNOWN = (
    "the binding constraint is latency",
    "we started with a prompt and a small model",
    "a wrong answer costs more than a slow answer",
    "we split the documents by section and not by length",
    "the data cannot leave the hospital network",
    "i would put a queue in front of the model",
    "we have six weeks and two engineers",
    "a doctor signs every letter before it is sent",
    "the hardest part was agreeing on the labels",
    "it depends on the size of the input",
)
"""Of the forty-eight sentences that the model knows."""


@pytest.fixture(scope="module")
def voice():
    voice = FliteVoice("slt")
    try:
        voice.start()
    except VoiceError as missing:
        pytest.skip(str(missing))
    return voice


@pytest.fixture(scope="module")
def recogniser():
    recogniser = WhisperRecogniser(str(MODEL), vocabulary=("queue", "latency"))
    recogniser.start()
    yield recogniser
    recogniser.close()


def lead_in(seconds: float):
    return np.random.default_rng(0).normal(0, 8, round(16_000 * seconds)).astype(np.int16)


def test_nearly_every_word_of_known_sentences_is_heard(recogniser, voice):
    right = total = 0
    for number, sentence in enumerate(KNOWN):
        sound = np.concatenate([lead_in(0.5), voice.speak(sentence).samples, lead_in(0.2)])
        heard = text_of(recogniser.transcribe(Segment(number, 0, sound, 3.0))).split()
        right += sum(a == b for a, b in zip(heard, sentence.split(), strict=False))
        total += len(sentence.split())
    assert right >= 0.85 * total


def test_words_come_in_order_and_where_they_sound(recogniser, voice):
    clip = voice.speak(KNOWN[4]).samples
    sound = np.concatenate([lead_in(0.5), clip, lead_in(0.2)])
    words = recogniser.transcribe(Segment(0, 160_000, sound, 3.0))
    assert all(a.end_s <= b.start_s + 0.05 for a, b in itertools.pairwise(words))
    assert words[-1].end_s == pytest.approx(10.5 + len(clip) / 16_000, abs=0.4)
    assert all(0.0 < word.probability <= 1.0 for word in words)
    assert np.mean([word.probability for word in words]) > 0.6


def test_the_scenarios_vocabulary_as_prompt_does_not_become_words(recogniser, voice):
    sound = np.concatenate([lead_in(0.5), voice.speak(KNOWN[0]).samples, lead_in(0.2)])
    assert "queue" not in text_of(recogniser.transcribe(Segment(0, 0, sound, 2.0)))


def test_noise_and_silence_hold_no_words(recogniser):
    for sound in (silence(48_000), lead_in(3.0) * 20):
        assert recogniser.transcribe(Segment(0, 0, sound, 3.0)) == ()


def test_a_sound_file_becomes_a_turn_of_an_interview_with_its_words(recogniser, voice, tmp_path):
    said = KNOWN[5]
    path = tmp_path / "answer.flac"
    soundfile.write(path, np.concatenate([silence(20 * 16_000), voice.speak(said).samples]), 16_000)
    card = FileCard(path, Unpaced())
    card.open()
    sitting = Sitting(tmp_path / "sessions", card, LayeredDetector(), recogniser, ToneVoice())
    sitting.hold_stepped(60.0)
    turn = next(each for each in sitting.of("turn") if each["speaker"] == "candidate")
    heard = str(turn["text"]).split()
    assert len(set(heard) & set(said.split())) >= 7
    assert 20.0 < turn["words"][0]["start_s"] < turn["words"][-1]["end_s"] < 25.0
    kept = sitting.kept().events()
    assert any(event["type"] == "turn" and event["text"] == turn["text"] for event in kept)
