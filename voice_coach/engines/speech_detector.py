"""The speech detector of the running interview: WebRTC's guards the door, Silero decides."""

from __future__ import annotations

from collections import deque

from voice_coach.conversation.sound import FRAME_SAMPLES, RATE_HZ, Samples
from voice_coach.engines.protocols import EngineInfo
from voice_coach.engines.silero_detector import SileroModel, WindowCutter
from voice_coach.engines.webrtc_detector import WebRtcDetector

HOLD_S = 0.5  # the door stays open this long after the last eager yes
MISSED_WINDOWS = 32  # about 1 s: enough for the network to judge an onset as if it had never rested


class LayeredDetector:
    """A `SpeechDetector`: cheap while nothing is going on, careful once something is.

    While WebRTC's detector hears nothing, the network rests and the probability is 0. When the door
    opens, the network first hears what it missed, the last second at most, so that it judges the
    onset as if it had listened all the time; so it never costs more than the network alone.
    """

    def __init__(self, gate: WebRtcDetector | None = None, model: SileroModel | None = None) -> None:
        self._gate = gate or WebRtcDetector()
        self._model = model or SileroModel()
        self._windows = WindowCutter()
        self._missed: deque[Samples] = deque(maxlen=MISSED_WINDOWS)
        self._hold_frames = round(HOLD_S * RATE_HZ / FRAME_SAMPLES)
        self._open_frames = 0
        self._awake = False
        self._latest = 0.0

    @property
    def info(self) -> EngineInfo:
        """What is running."""
        return EngineInfo("detector", "webrtc+silero", "Silero version 6", self._model.version)

    def hear(self, frame: Samples) -> float:
        """Probability of speech, 0 to 1, in the latest whole window of 32 ms."""
        heard = self._gate.hear(frame) > 0.5
        self._open_frames = self._hold_frames if heard else max(0, self._open_frames - 1)
        self._wake_or_rest()
        window = self._windows.add(frame)
        if window is not None:
            self._judge(window)
        return self._latest

    def _wake_or_rest(self) -> None:
        if self._open_frames and not self._awake:
            self._catch_up()
        elif self._awake and not self._open_frames:
            self._latest = 0.0
        self._awake = self._open_frames > 0

    def _catch_up(self) -> None:
        if len(self._missed) == MISSED_WINDOWS:
            self._model.forget()
        for window in self._missed:
            self._latest = self._model.probability(window)
        self._missed.clear()

    def _judge(self, window: Samples) -> None:
        if self._awake:
            self._latest = self._model.probability(window)
        else:
            self._missed.append(window)
