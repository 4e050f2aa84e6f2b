"""WebRTC's speech detector: cheap, eager, decides per 10 ms."""

from __future__ import annotations

from voice_coach.conversation.sound import RATE_HZ, Samples
from voice_coach.engines.protocols import EngineInfo

MODE = 2  # of 0 (lets nearly all through) to 3 (strict)


class WebRtcDetector:
    """A `SpeechDetector` without shades: 0 or 1."""

    def __init__(self, mode: int = MODE) -> None:
        import webrtcvad

        self._vad = webrtcvad.Vad(mode)
        self._mode = mode
        self._version = webrtcvad.__version__

    @property
    def info(self) -> EngineInfo:
        """What is running."""
        return EngineInfo("detector", "webrtc", f"mode {self._mode}", self._version)

    def hear(self, frame: Samples) -> float:
        """1.0 where these 10 ms sound like speech, else 0.0."""
        return float(self._vad.is_speech(frame.tobytes(), RATE_HZ))
