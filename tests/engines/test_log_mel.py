"""The features against an implementation that is not ours."""

from __future__ import annotations

import numpy as np
import pytest

from voice_coach.engines.log_mel import BANDS, log_mel


@pytest.mark.parametrize("seed", range(3))
def test_the_features_are_those_of_faster_whispers_own_extractor(seed):
    from faster_whisper.feature_extractor import FeatureExtractor

    sound = np.random.default_rng(seed).standard_normal(8 * 16_000).astype(np.float32) * 0.1
    sound[: 16_000 * seed] = 0.0
    theirs = FeatureExtractor(chunk_length=8)(sound, padding=0)
    ours = log_mel(sound)
    assert ours.shape == (BANDS, 800)
    assert np.abs(ours - theirs[:, :800]).max() < 2e-3


def test_a_tone_lights_up_one_place():
    tone = np.sin(2 * np.pi * 1000 * np.arange(16_000) / 16_000).astype(np.float32)
    assert log_mel(tone)[:, 50].argmax() == pytest.approx(26, abs=2)
