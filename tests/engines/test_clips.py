import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from voice_coach.engines.clips import PEAK_DBFS, TARGET_DBFS, finished_clip, signs_in
from voice_coach.errors import VoiceError

TEXT = "Tell me about the latency budget."


def tone(seconds, amplitude=3000):
    return np.round(amplitude * np.sin(np.arange(round(16_000 * seconds)) * 0.2)).astype(np.int16)


def quiet(seconds):
    return np.zeros(round(16_000 * seconds), np.int16)


def level_db(samples):
    return 20 * np.log10(np.sqrt(np.mean((samples / 32768.0) ** 2)))


def test_silence_around_the_speech_is_trimmed_to_a_short_lead_and_tail():
    clip = finished_clip(TEXT, np.concatenate([quiet(0.7), tone(2.0), quiet(0.9)]))
    assert clip.length_s == pytest.approx(2.10, abs=0.02)


def test_a_pause_inside_the_speech_is_kept():
    clip = finished_clip(TEXT, np.concatenate([tone(1.0), quiet(0.5), tone(1.0)]))
    assert clip.length_s == pytest.approx(2.5, abs=0.11)


@pytest.mark.parametrize("amplitude", [100, 3000, 30_000])
def test_every_clip_comes_out_at_the_same_level(amplitude):
    clip = finished_clip(TEXT, tone(2.0, amplitude))
    assert level_db(clip.samples) == pytest.approx(TARGET_DBFS, abs=0.3)


@given(st.integers(1, 400), st.integers(200, 32_000))
def test_no_sample_goes_above_the_peak_however_peaky_the_voice(every, height):
    sound = tone(2.0, 60)
    sound[::every] = height
    clip = finished_clip(TEXT, sound)
    assert np.abs(clip.samples.astype(int)).max() <= np.ceil(32768 * 10 ** (PEAK_DBFS / 20))


def test_an_empty_or_tiny_clip_is_refused():
    with pytest.raises(VoiceError, match="no sound"):
        finished_clip(TEXT, quiet(0))
    with pytest.raises(VoiceError, match="no sound"):
        finished_clip("I", tone(0.1))


def test_a_silent_clip_is_refused():
    with pytest.raises(VoiceError, match="only silence"):
        finished_clip(TEXT, quiet(2.0))


def test_a_clip_that_lost_half_of_the_text_is_refused():
    with pytest.raises(VoiceError, match="lost part"):
        finished_clip(TEXT * 4, tone(2.0))


def test_a_clip_far_too_long_for_its_text_is_refused():
    with pytest.raises(VoiceError, match="far more sound"):
        finished_clip("Okay.", tone(9.0))


def test_a_slow_voice_may_take_longer():
    assert finished_clip("Okay.", tone(9.0), rate_wpm=80).length_s > 8.9


def test_signs_and_emoji_are_nothing_to_say():
    assert signs_in(" - … 😀 ?!") == 0
    assert signs_in("p95?") == 3
