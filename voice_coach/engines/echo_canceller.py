"""Echo cancellation by WebRTC's third canceller, through pywebrtc-audio."""

from __future__ import annotations

import numpy as np

from voice_coach.conversation.sound import RATE_HZ, Samples


class WebRtcEchoCanceller:
    """Takes the loudspeaker's sound out of the microphone's; learns the delay by itself.

    No noise suppression and no gain control: both hurt recognition.
    """

    def __init__(self) -> None:
        from pywebrtc_audio import EchoCanceller

        self._canceller = EchoCanceller(sample_rate=RATE_HZ, num_channels=1)

    def cancel(self, near: Samples, far: Samples) -> Samples:
        """The near frame without the far one; both `FRAME_SAMPLES` long."""
        return np.asarray(self._canceller.process(near, far), np.int16)
