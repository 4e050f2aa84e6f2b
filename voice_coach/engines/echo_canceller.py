"""Echo cancellation by WebRTC's third canceller, through pywebrtc-audio."""

from __future__ import annotations

import numpy as np

from voice_coach.conversation.sound import FRAME_SAMPLES, RATE_HZ, Samples, samples_of

WARM_UP_S = 5.0
"""Seconds of noise without an echo that the canceller hears before the first frame; see below."""
_NOISE_PEAK = 8000
_ROOM_NOISE_RMS = 16


class WebRtcEchoCanceller:
    """Takes the loudspeaker's sound out of the microphone's; learns the delay by itself.

    No noise suppression and no gain control: both hurt recognition.

    A fresh canceller expects an echo until it has missed one for some 7 s of loudspeaker sound, and
    meanwhile takes 10 to 40 dB off a candidate with headphones who interrupts. Noise heard beforehand
    shortens that to 1 to 3 s; with 5.5 s of it and less no true echo passed for speech, at gains of -30 to
    0 dB and delays of 20 to 400 ms.
    """

    def __init__(self) -> None:
        from pywebrtc_audio import EchoCanceller

        self._canceller = EchoCanceller(sample_rate=RATE_HZ, num_channels=1)
        self._warm_up()

    def _warm_up(self) -> None:
        dice = np.random.default_rng(1)
        far = _low_noise(samples_of(WARM_UP_S), dice)
        for start in range(0, len(far), FRAME_SAMPLES):
            near = (dice.standard_normal(FRAME_SAMPLES) * _ROOM_NOISE_RMS).astype(np.int16)
            self.cancel(near, far[start : start + FRAME_SAMPLES])

    def cancel(self, near: Samples, far: Samples) -> Samples:
        """The near frame without the far one; both `FRAME_SAMPLES` long."""
        return np.asarray(self._canceller.process(near, far), np.int16)


def _low_noise(samples: int, dice: np.random.Generator) -> Samples:
    """Noise with a spectrum that falls as that of speech does."""
    walk = np.cumsum(dice.standard_normal(samples))
    walk -= np.convolve(walk, np.full(400, 1 / 400), "same")
    noise: Samples = (walk * _NOISE_PEAK / np.abs(walk).max()).astype(np.int16)
    return noise
