"""Silero's speech detector, version 6, from the model file that faster-whisper ships.

faster-whisper's own wrapper forgets the network's state at each call; here it is kept.
"""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

import numpy as np

from voice_coach.conversation.sound import Samples, silence
from voice_coach.engines.protocols import EngineInfo
from voice_coach.errors import EngineError

WINDOW_SAMPLES = 512  # 32 ms, what the network decides on
CONTEXT_SAMPLES = 64  # of the window before, which it wants to see again
STATE_SHAPE = (1, 1, 128)
MODEL_NAME = "silero_vad_v6.onnx"


def model_path() -> Path:
    """Where faster-whisper's wheel keeps the model; the package itself is not imported (2 s).

    Raises EngineError.
    """
    spec = find_spec("faster_whisper")
    for folder in (spec.submodule_search_locations or ()) if spec else ():
        path = Path(folder) / "assets" / MODEL_NAME
        if path.is_file():
            return path
    raise EngineError(
        f"The speech detector's model {MODEL_NAME} is missing.",
        "Install faster-whisper 1.2.1 or later again.",
    )


class SileroModel:
    """The network with its memory: one window in, one probability out."""

    def __init__(self) -> None:
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.inter_op_num_threads = options.intra_op_num_threads = 1
        options.enable_cpu_mem_arena = False
        options.log_severity_level = 4
        self.version = str(onnxruntime.__version__)
        self._session = onnxruntime.InferenceSession(
            str(model_path()), sess_options=options, providers=["CPUExecutionProvider"]
        )
        self._input = np.zeros((1, CONTEXT_SAMPLES + WINDOW_SAMPLES), np.float32)
        self.forget()

    def forget(self) -> None:
        """Be as before the first window."""
        self._input.fill(0.0)
        self._h = np.zeros(STATE_SHAPE, np.float32)
        self._c = np.zeros(STATE_SHAPE, np.float32)

    def probability(self, window: Samples) -> float:
        """Probability of speech, 0 to 1, in these `WINDOW_SAMPLES` given all since `forget()`."""
        self._input[0, :CONTEXT_SAMPLES] = self._input[0, -CONTEXT_SAMPLES:]
        np.multiply(window, np.float32(1 / 32768), out=self._input[0, CONTEXT_SAMPLES:], casting="unsafe")
        given = {"input": self._input, "h": self._h, "c": self._c}
        found, self._h, self._c = self._session.run(None, given)
        return float(found.flat[0])


class WindowCutter:
    """Frames in, whole windows of `WINDOW_SAMPLES` out."""

    def __init__(self) -> None:
        self._pending = silence(0)

    def add(self, frame: Samples) -> Samples | None:
        """The window that this frame completes, if it completes one."""
        sound = np.concatenate((self._pending, frame))
        if len(sound) < WINDOW_SAMPLES:
            self._pending = sound
            return None
        self._pending = sound[WINDOW_SAMPLES:]
        return sound[:WINDOW_SAMPLES]


class SileroDetector:
    """A `SpeechDetector` that asks the network for every 32 ms of sound."""

    def __init__(self) -> None:
        self._model = SileroModel()
        self._windows = WindowCutter()
        self._latest = 0.0

    @property
    def info(self) -> EngineInfo:
        """What is running."""
        return EngineInfo("detector", "silero", "version 6", self._model.version)

    def hear(self, frame: Samples) -> float:
        """Probability of speech in the latest whole window."""
        window = self._windows.add(frame)
        if window is not None:
            self._latest = self._model.probability(window)
        return self._latest
