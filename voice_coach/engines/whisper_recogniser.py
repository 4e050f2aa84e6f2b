"""Accurate recognition by faster-whisper, a segment at a time."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from voice_coach.conversation.sound import RATE_HZ, Samples, Segment, seconds_of
from voice_coach.conversation.words import Word
from voice_coach.engines.enough_speech import is_enough
from voice_coach.engines.live_model import CPU, USUAL, Place
from voice_coach.engines.model_hub import ModelHub
from voice_coach.engines.partial_pace import OpenSegment, PartialPace
from voice_coach.engines.protocols import EngineInfo
from voice_coach.engines.whisper_gates import (
    LEAST_LOG_PROBABILITY,
    MOST_COMPRESSION,
    MOST_NO_SPEECH,
    believed,
    is_credible,
)
from voice_coach.engines.whisper_library import FAILURES, Loader, glanced, library_version, load_model
from voice_coach.errors import RecogniserError

LIVE_MODEL = USUAL

_MOST_TERMS = 40


@dataclass(frozen=True, slots=True)
class Care:
    """How hard to search for the right words."""

    beams: int = 1
    temperatures: tuple[float, ...] = (0.0, 0.4)


LIVE_CARE = Care()
FINAL_CARE = Care(5, (0.0, 0.2, 0.4, 0.6))
"""For a recording, where nobody waits."""


class WhisperRecogniser:
    """Transcribes each closed segment on its own, so that the tail costs the same after any answer.

    `partial` may be asked from the thread that calls `listen` and `transcribe`.
    """

    def __init__(
        self,
        model: str = LIVE_MODEL,
        *,
        place: Place = CPU,
        vocabulary: Sequence[str] = (),
        care: Care = LIVE_CARE,
        hub: ModelHub | None = None,
        load: Loader | None = None,
        clock: Callable[[], float] = time.perf_counter,
    ) -> None:
        """`model` is a short name, a repository or a folder; `vocabulary` the terms to expect, best first."""
        self._name = model
        self._place = place
        self._vocabulary = tuple(vocabulary[:_MOST_TERMS])
        self._care = care
        self._hub = hub or ModelHub()
        self._load = load
        self._model: Any = None
        self._open = OpenSegment()
        self._pace = PartialPace(clock)

    @property
    def info(self) -> EngineInfo:
        """Model, precision and device."""
        detail = f"{Path(self._name).name} {self._place.precision} {self._place.device}"
        return EngineInfo("recogniser", "whisper", detail, library_version())

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
            model = load_model(folder, self._place, self._load)
            list(self._segments(model, np.zeros(RATE_HZ, np.int16), guard=False))
        except FAILURES as failure:
            raise RecogniserError(
                f"The speech model {self._name} cannot be loaded ({type(failure).__name__}).",
                f"Delete the folder {folder} to have it fetched again, or use `--stt sphinx`.",
            ) from failure
        self._model = model

    def listen(self, segment_id: int, samples: Samples) -> None:
        """Keep the sound of the open segment for `partial`."""
        self._open.hear(segment_id, samples)

    def partial(self) -> tuple[Word, ...] | None:
        """The words of the open segment so far, timed from its beginning; None where it is not the time.

        It is the time about once a second, as long as a look takes less than the pause that closes a
        segment and begins in the middle of speech: so the words of a closed segment never wait for it.
        """
        if self._model is None or not self._pace.is_due(self._open):
            return None
        try:
            return self._pace.look(self._open, self._glance)
        except FAILURES:
            return None  # what matters comes with the closed segment

    def transcribe(self, segment: Segment) -> tuple[Word, ...]:
        """The words of a closed segment. Raises RecogniserError, after which a model is loaded anew."""
        if not is_enough(segment):
            return ()
        if self._model is None:
            raise RecogniserError("Speech recognition is not running.")
        try:
            found = list(self._segments(self._model, segment.samples, guard=True))
        except FAILURES as failure:
            self._reload()
            raise RecogniserError(f"Speech recognition failed ({type(failure).__name__}).") from failure
        return tuple(_words(believed(found, segment.speech_s, self._vocabulary), segment))

    def close(self) -> None:
        """Let go of the model."""
        self._model = None

    def _reload(self) -> None:
        """Begin anew after a failure, on the processor: a graphics card that failed once fails again."""
        self._model, self._place = None, CPU
        self.start()

    def _segments(self, model: Any, samples: Samples, guard: bool) -> Iterable[Any]:
        segments, _ = model.transcribe(
            samples.astype(np.float32) / 32768,
            language="en",
            beam_size=self._care.beams,
            best_of=self._care.beams,
            temperature=self._care.temperatures,
            condition_on_previous_text=False,
            initial_prompt=", ".join(self._vocabulary) + "." if self._vocabulary else None,
            word_timestamps=True,
            vad_filter=guard,
            no_speech_threshold=MOST_NO_SPEECH,
            log_prob_threshold=LEAST_LOG_PROBABILITY,
            compression_ratio_threshold=MOST_COMPRESSION,
        )
        found: Iterable[Any] = segments
        return found

    def _glance(self) -> tuple[Word, ...]:
        """A quick look at the open segment: half the window, no search, no times of single words."""
        seen = glanced(self._model, np.concatenate(self._open.pieces))
        if not is_credible(seen):
            return ()
        words = seen.text.split()
        step_s = seconds_of(self._open.samples) / max(1, len(words))
        probability = min(1.0, float(np.exp(seen.avg_logprob)))
        return tuple(Word(word, n * step_s, (n + 1) * step_s, probability) for n, word in enumerate(words))


def _words(found: Iterable[Any], segment: Segment) -> Iterator[Word]:
    start_s, end_s = seconds_of(segment.start), seconds_of(segment.end)
    for stretch in found:
        for word in stretch.words or ():
            if text := word.word.strip():
                first = min(start_s + float(word.start), end_s)
                last = min(start_s + float(word.end), end_s)
                yield Word(text, first, last, min(1.0, float(word.probability)))
