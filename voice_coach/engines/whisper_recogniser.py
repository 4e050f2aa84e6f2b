"""Accurate recognition by faster-whisper; the only file that imports it."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

import numpy as np

from voice_coach.conversation.sound import RATE_HZ, Samples, Segment, seconds_of
from voice_coach.conversation.words import Word
from voice_coach.engines.model_hub import ModelHub
from voice_coach.engines.protocols import EngineInfo
from voice_coach.errors import RecogniserError

LEAST_SPEECH_S = 0.25
"""Less detected speech than this gives no words. Source: docs/how-it-works.md."""
LIVE_MODEL = "base.en"

_MOST_TERMS = 40
_MOST_THREADS = 4
_LEAST_LOG_PROBABILITY = -1.0
_MOST_NO_SPEECH = 0.6
_MOST_COMPRESSION = 2.4  # gzip ratio of looping text; Whisper's own threshold
_DEVICES = {"auto": ("cpu", "int8"), "cpu": ("cpu", "int8"), "cuda": ("cuda", "float16")}
_FAILURES = (RuntimeError, ValueError, OSError, MemoryError, ImportError)

Loader = Callable[..., Any]
"""`faster_whisper.WhisperModel`, or what stands in for it in a test."""


class WhisperRecogniser:
    """Transcribes each closed segment on its own, so that the tail costs the same after any answer."""

    def __init__(
        self,
        model: str = LIVE_MODEL,
        *,
        device: str = "auto",
        vocabulary: Sequence[str] = (),
        hub: ModelHub | None = None,
        load: Loader | None = None,
    ) -> None:
        """`model` is a short name, a repository or a folder; `vocabulary` the terms to expect, best first."""
        self._name = model
        self._device, self._precision = _DEVICES[device]
        self._prompt = _prompt(vocabulary)
        self._hub = hub or ModelHub()
        self._load = load
        self._model: Any = None

    @property
    def info(self) -> EngineInfo:
        """Model, precision and device."""
        detail = f"{Path(self._name).name} {self._precision} {self._device}"
        return EngineInfo("recogniser", "whisper", detail, _library_version())

    @property
    def is_here(self) -> bool:
        """Whether the model lies whole on this machine."""
        return self._hub.cached(self._name) is not None

    def prepare(self, progress: Callable[[str], None]) -> None:
        """Download the model where it is missing, telling its size and how far. Raises RecogniserError."""
        if not self.is_here:
            self._hub.download(self._name, progress)

    def start(self) -> None:
        """Load the model from this machine and run it once. Raises RecogniserError; never downloads."""
        if self._model is not None:
            return
        folder = self._hub.cached(self._name)
        if folder is None:
            raise RecogniserError(
                f"The speech model {self._name} is not on this machine.",
                "Go online once to fetch it, or use `--stt sphinx`.",
            )
        try:
            model = self._loaded(folder)
            list(self._segments(model, np.zeros(RATE_HZ, np.int16), guard=False))
        except _FAILURES as failure:
            raise RecogniserError(
                f"The speech model {self._name} cannot be loaded ({type(failure).__name__}).",
                f"Delete the folder {folder} to have it fetched again, or use `--stt sphinx`.",
            ) from failure
        self._model = model

    def listen(self, segment_id: int, samples: Samples) -> None:
        """Nothing: Whisper looks at whole segments."""

    def transcribe(self, segment: Segment) -> tuple[Word, ...]:
        """The words of a closed segment. Raises RecogniserError."""
        if segment.speech_s < LEAST_SPEECH_S:
            return ()
        if self._model is None:
            raise RecogniserError("Speech recognition is not running.")
        try:
            found = list(self._segments(self._model, segment.samples, guard=True))
        except _FAILURES as failure:
            raise RecogniserError(f"Speech recognition failed ({type(failure).__name__}).") from failure
        return tuple(_words(filter(_is_credible, found), segment))

    def close(self) -> None:
        """Let go of the model."""
        self._model = None

    def _loaded(self, folder: Path) -> Any:
        load = self._load or _library_model()
        threads = min(_MOST_THREADS, os.cpu_count() or 1)
        return load(
            str(folder),
            device=self._device,
            compute_type=self._precision,
            cpu_threads=threads,
            local_files_only=True,
        )

    def _segments(self, model: Any, samples: Samples, guard: bool) -> Iterable[Any]:
        segments, _ = model.transcribe(
            samples.astype(np.float32) / 32768,
            language="en",
            beam_size=1,
            best_of=1,
            temperature=(0.0, 0.4),
            condition_on_previous_text=False,
            initial_prompt=self._prompt,
            word_timestamps=True,
            vad_filter=guard,
            no_speech_threshold=_MOST_NO_SPEECH,
            log_prob_threshold=_LEAST_LOG_PROBABILITY,
            compression_ratio_threshold=_MOST_COMPRESSION,
        )
        found: Iterable[Any] = segments
        return found


def _prompt(vocabulary: Sequence[str]) -> str | None:
    return ", ".join(vocabulary[:_MOST_TERMS]) + "." if vocabulary else None


def _is_credible(found: Any) -> bool:
    """Whether Whisper believes in it itself: its answers to noise are unlikely, or loop."""
    doubtful = found.avg_logprob < _LEAST_LOG_PROBABILITY
    return not doubtful and found.no_speech_prob <= 0.9 and found.compression_ratio <= _MOST_COMPRESSION


def _words(found: Iterable[Any], segment: Segment) -> Iterator[Word]:
    start_s, end_s = seconds_of(segment.start), seconds_of(segment.end)
    for stretch in found:
        for word in stretch.words or ():
            if text := word.word.strip():
                first = min(start_s + float(word.start), end_s)
                last = min(start_s + float(word.end), end_s)
                yield Word(text, first, last, min(1.0, float(word.probability)))


def _library_model() -> Loader:
    from faster_whisper import WhisperModel

    loader: Loader = WhisperModel
    return loader


def _library_version() -> str:
    try:
        return version("faster-whisper")
    except PackageNotFoundError:
        return ""
