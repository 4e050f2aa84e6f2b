"""Which sounds no recogniser is asked about."""

from __future__ import annotations

import numpy as np
import pytest

from voice_coach.conversation.sound import RATE_HZ, Samples, Segment, samples_of
from voice_coach.engines.enough_speech import is_enough


def hum(swing_db: float) -> Samples:
    """A second of noise that swells once by so many dB."""
    t = np.arange(RATE_HZ) / RATE_HZ
    swell = 10 ** (swing_db * np.exp(-(((t - 0.6) / 0.1) ** 2)) / 20)
    return (np.random.default_rng(1).standard_normal(RATE_HZ) * 300 * swell).astype(np.int16)


@pytest.mark.parametrize("speech_s", [0.0, 0.1, 0.24])
def test_a_click_is_not_enough_however_loud_it_is(speech_s: float) -> None:
    assert not is_enough(Segment(0, 0, hum(30.0), speech_s))


def test_a_short_sound_as_even_as_a_machines_is_not_enough() -> None:
    assert not is_enough(Segment(0, 0, hum(3.0), 0.4))


def test_a_short_word_stands_out_of_its_surroundings() -> None:
    assert is_enough(Segment(0, 0, hum(15.0), 0.3))


def test_of_a_long_sound_it_is_the_recogniser_who_judges() -> None:
    assert is_enough(Segment(0, 0, hum(0.0), 0.6))


def test_less_than_a_block_of_sound_is_not_enough() -> None:
    assert not is_enough(Segment(0, 0, np.zeros(samples_of(0.01), np.int16), 0.3))
