"""Whisper models by faster-whisper: loading, a quick look, a trial; the only file that imports it."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np

from voice_coach.conversation.sound import RATE_HZ, Samples
from voice_coach.engines.live_model import Place
from voice_coach.engines.whisper_gates import compression_of

FAILURES = (RuntimeError, ValueError, OSError, MemoryError, ImportError)
"""What the library raises when it cannot do its work."""

_MOST_THREADS = 4
_LOOK_FRAMES = 1500
"""Of 10 ms: half of Whisper's window, which takes about a quarter of its time."""
_LOOK_TOKENS = 80
_TRIALS, _TRIAL_TOKENS, _TRIAL_S = 3, 20, 4

Loader = Callable[..., Any]
"""`faster_whisper.WhisperModel`, or what stands in for it in a test."""


@dataclass(slots=True)
class Glance:
    """What a quick look saw."""

    text: str
    avg_logprob: float
    no_speech_prob: float
    compression_ratio: float


def glanced(model: Any, samples: Samples) -> Glance:
    """The text of a short sound, as quickly as the model can."""
    from faster_whisper.tokenizer import Tokenizer

    features = model.feature_extractor(samples.astype(np.float32) / 32768)
    window = np.zeros((features.shape[0], _LOOK_FRAMES), np.float32)
    length = min(_LOOK_FRAMES, features.shape[1])
    window[:, :length] = features[:, :length]
    tokenizer = Tokenizer(model.hf_tokenizer, model.model.is_multilingual, task="transcribe", language="en")
    prompt = model.get_prompt(tokenizer, [])
    (result,) = model.model.generate(
        model.encode(window),
        [prompt],
        beam_size=1,
        max_length=len(prompt) + _LOOK_TOKENS,
        return_scores=True,
        return_no_speech_prob=True,
    )
    text = tokenizer.decode(result.sequences_ids[0]).strip()
    return Glance(text, float(result.scores[0]), float(result.no_speech_prob), compression_of(text))


def load_model(folder: Path, place: Place, load: Loader | None = None) -> Any:
    """A model from a folder, in memory. Raises whatever the library does."""
    return (load or _library_model())(
        str(folder),
        device=place.device,
        compute_type=place.precision,
        cpu_threads=min(_MOST_THREADS, os.cpu_count() or 1),
        local_files_only=True,
    )


def cuda_devices() -> int:
    """How many graphics cards the library sees."""
    from ctranslate2 import get_cuda_device_count

    return int(get_cuda_device_count())


def timed_tail_s(folder: Path, device: str, precision: str) -> float:
    """Seconds that a model takes for the last stretch of an answer, once warm. Raises whatever it raises.

    The time hardly depends on the sound: the encoder always looks at 30 s, and the number of words is fixed.
    """
    model = load_model(folder, Place(device, precision))
    noise = np.random.default_rng(0).normal(0, 0.05, _TRIAL_S * RATE_HZ).astype(np.float32)
    return median([_timed(model, noise) for _ in range(1 + _TRIALS)][1:])


def _timed(model: Any, sound: Any) -> float:
    began_s = time.perf_counter()
    options = {"word_timestamps": True, "max_new_tokens": _TRIAL_TOKENS, "condition_on_previous_text": False}
    list(model.transcribe(sound, language="en", beam_size=1, temperature=0.0, **options)[0])
    return time.perf_counter() - began_s


def _library_model() -> Loader:
    from faster_whisper import WhisperModel

    loader: Loader = WhisperModel
    return loader


def library_version() -> str:
    """The version of the faster-whisper package."""
    try:
        return version("faster-whisper")
    except PackageNotFoundError:
        return ""
