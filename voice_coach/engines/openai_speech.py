"""Speech to text on an OpenAI-compatible server, each request under our own deadline."""

from __future__ import annotations

import io
import wave
from collections.abc import Sequence
from typing import Any

from voice_coach.conversation.sound import RATE_HZ, Samples, Segment, seconds_of, silence
from voice_coach.conversation.words import Word
from voice_coach.engines.enough_speech import is_enough
from voice_coach.engines.openai_endpoint import Connection, Endpoint, library_version, within
from voice_coach.engines.protocols import EngineInfo
from voice_coach.engines.scripted_engines import spread_evenly
from voice_coach.errors import ModelError, RecogniserError

_HEAR_WITHIN_S = 4.0
_HEAR_WITHIN_PER_SECOND = 0.5
_START_WITHIN_S = 10.0


class OpenAIRecogniser:
    """Sends each closed segment to the server."""

    def __init__(self, endpoint: Endpoint, vocabulary: Sequence[str] = ()) -> None:
        """Raises ModelError for a key or URL that no request could be made with."""
        self._connection = Connection(endpoint)
        self._model = endpoint.model or "whisper-1"
        self._prompt = ", ".join(vocabulary)

    @property
    def info(self) -> EngineInfo:
        """The model and the host that sound is sent to."""
        host = self._connection.endpoint.host
        return EngineInfo("recogniser", "openai", self._model, library_version(), host=host)

    def start(self) -> None:
        """Send half a second of silence, so that a bad setting is found now. Raises RecogniserError."""
        try:
            self._heard(silence(RATE_HZ // 2), _START_WITHIN_S)
        except RecogniserError:
            self.close()
            raise

    def listen(self, segment_id: int, samples: Samples) -> None:
        """Nothing: the server takes whole segments."""

    def transcribe(self, segment: Segment) -> tuple[Word, ...]:
        """The words of a closed segment, spread over it where the server gives no times.

        Raises RecogniserError.
        """
        if not is_enough(segment):
            return ()
        length_s = seconds_of(len(segment.samples))
        heard = self._heard(segment.samples, _HEAR_WITHIN_S + _HEAR_WITHIN_PER_SECOND * length_s)
        timed = tuple(_timed_words(heard, segment))
        return timed or spread_evenly(str(getattr(heard, "text", "") or ""), segment)

    def close(self) -> None:
        """Close the connections."""
        self._connection.close()

    def _heard(self, samples: Samples, within_s: float) -> Any:
        sound = _wav(samples)
        try:
            heard = within(within_s, lambda: self._ask(sound, within_s), self._connection)
            if not isinstance(
                getattr(heard, "text", None), str
            ):  # a page with status 200 comes as plain text
                raise self._connection.failure(ValueError())
        except ModelError as failure:
            raise RecogniserError(failure.message, failure.cure) from failure
        return heard

    def _ask(self, sound: bytes, within_s: float) -> Any:
        return self._connection.client().audio.transcriptions.create(
            model=self._model,
            file=("speech.wav", sound, "audio/wav"),
            language="en",
            prompt=self._prompt,
            response_format="verbose_json",
            timestamp_granularities=["word"],
            timeout=within_s,
        )


def _timed_words(heard: Any, segment: Segment) -> list[Word]:
    start_s, end_s = seconds_of(segment.start), seconds_of(segment.end)
    return [
        Word(
            word.word.strip(), min(start_s + float(word.start), end_s), min(start_s + float(word.end), end_s)
        )
        for word in getattr(heard, "words", None) or ()
        if word.word.strip()
    ]


def _wav(samples: Samples) -> bytes:
    file = io.BytesIO()
    with wave.open(file, "wb") as wav:
        wav.setparams((1, 2, RATE_HZ, len(samples), "NONE", ""))
        wav.writeframes(samples.tobytes())
    return file.getvalue()
