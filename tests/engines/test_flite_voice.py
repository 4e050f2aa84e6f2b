import numpy as np
import pytest

from voice_coach.engines.flite_voice import FliteVoice
from voice_coach.errors import VoiceError


def test_the_candidate_says_a_sentence():
    voice = FliteVoice()
    voice.start()
    clip = voice.speak("I would start with the constraints.")
    assert 1.5 < clip.length_s < 4.0
    assert np.abs(clip.samples).max() > 3000
    voice.close()


def test_a_text_that_looks_like_an_option_is_spoken():
    voice = FliteVoice()
    voice.start()
    assert voice.speak("--help me please").length_s > 0.5


def test_a_missing_command_is_named_with_its_cure(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(VoiceError, match="not found") as caught:
        FliteVoice().start()
    assert "flite" in caught.value.cure


@pytest.mark.parametrize("text", ["", "…", "😀"])
def test_nothing_to_say_is_refused(text):
    voice = FliteVoice()
    voice.start()
    with pytest.raises(VoiceError, match="nothing to say"):
        voice.speak(text)
