"""Smart Turn, version 3: does a voice sound as if it were done? Model from an installed pipecat-ai.

On recorded speech it ranks ends above pauses well, but calls a third of the pauses complete: it is a witness
and not the judge.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import numpy as np

from voice_coach.conversation.sound import FULL_SCALE, Samples, samples_of
from voice_coach.engines.log_mel import log_mel
from voice_coach.engines.protocols import EngineInfo
from voice_coach.errors import EngineError

HEARS_S = 8.0
MODEL_SHA256 = "2bb026316b14a660486a75b1733cd3fbab8c2fd0314dc9af7be49f8cca967e4f"
"""Of smart-turn-v3.2-cpu.onnx, the only one whose answers were measured."""
_PLACE = Path("audio") / "turn" / "smart_turn" / "data" / "smart-turn-v3.2-cpu.onnx"


def smart_turn_path() -> Path | None:
    """Where the model lies, None where it is not installed or is another one. Imports nothing."""
    return next((path for path in _places() if path.is_file() and _is_known(path)), None)


def _places() -> Iterator[Path]:
    spec = find_spec("pipecat")
    for folder in (spec.submodule_search_locations or ()) if spec else ():
        yield Path(folder) / _PLACE


def _is_known(path: Path) -> bool:
    return hashlib.sha256(path.read_bytes()).hexdigest() == MODEL_SHA256


class SmartTurn:
    """Up to the last `HEARS_S` of a voice in, the probability that it was done out."""

    def __init__(self, path: Path | None = None) -> None:
        """`path` of the model, by default the installed one. Raises EngineError where there is none."""
        found = path or smart_turn_path()
        if found is None:
            raise EngineError(
                "The turn model smart-turn-v3.2 is not installed.",
                'Install it with `pip install "voice-coach[turns]"`, or go on without.',
            )
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.inter_op_num_threads = options.intra_op_num_threads = 1
        options.log_severity_level = 4
        self._session = onnxruntime.InferenceSession(
            str(found), sess_options=options, providers=["CPUExecutionProvider"]
        )

    @property
    def info(self) -> EngineInfo:
        """What is running."""
        return EngineInfo("turns", "smart-turn", "version 3.2")

    def probability(self, sound: Samples) -> float:
        """0 to 1, for sound at 16 kHz that ends about 0.2 s after the last word."""
        length = samples_of(HEARS_S)
        latest = sound[-length:].astype(np.float32) / np.float32(FULL_SCALE)
        padded = np.concatenate((np.zeros(length - len(latest), np.float32), latest))
        even = (padded - padded.mean()) / np.sqrt(padded.var() + 1e-7)
        (answer,) = self._session.run(None, {"input_features": log_mel(even)[None]})
        return float(answer.flat[0])
