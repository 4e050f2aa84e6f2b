"""Speech at another speed keeps its pitch."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest

from voice_coach.conversation.sound import RATE_HZ, Samples, silence
from voice_coach.engines.tempo import at_speed

TONE_HZ = 200


def tone(seconds: float) -> np.ndarray[tuple[int], np.dtype[np.int16]]:
    times = np.arange(round(seconds * RATE_HZ)) / RATE_HZ
    return (10_000 * np.sin(2 * np.pi * TONE_HZ * times)).astype(np.int16)


@pytest.mark.parametrize("speed", [0.5, 1.25, 2.0, 3.0])
def test_the_length_changes_and_the_pitch_does_not(speed: float) -> None:
    sound = tone(4.0)
    played = np.concatenate(list(at_speed((sound[:7000], sound[7000:]), speed)))
    assert len(played) / RATE_HZ == pytest.approx(4.0 / speed, abs=0.1)
    spectrum = np.abs(np.fft.rfft(played[RATE_HZ // 4 : RATE_HZ]))
    assert np.argmax(spectrum) / 0.75 == pytest.approx(TONE_HZ, abs=4)


def test_the_usual_speed_leaves_every_sample_as_it_is() -> None:
    samples = tone(0.1)
    assert next(iter(at_speed([samples], 1.0))) is samples


def test_no_sound_stays_no_sound() -> None:
    assert list(at_speed([silence(0)], 2.0)) == []


def test_the_first_of_it_can_be_heard_before_the_last_is_there() -> None:
    came = 0

    def blocks() -> Iterator[Samples]:
        nonlocal came
        for _ in range(600):
            came += 1
            yield tone(1.0)

    next(at_speed(blocks(), 2.0))
    assert came < 5
