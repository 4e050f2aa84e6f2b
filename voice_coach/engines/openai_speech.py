"""Speech to text and text to speech on an OpenAI-compatible server, each request under our own deadline."""

from __future__ import annotations

import io
import tempfile
import wave
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from voice_coach.conversation.sound import RATE_HZ, Clip, Samples, Segment, seconds_of, silence
from voice_coach.conversation.words import Word
from voice_coach.engines.clips import finished_clip, signs_in
from voice_coach.engines.enough_speech import is_enough
from voice_coach.engines.openai_endpoint import Connection, Endpoint, library_version, within
from voice_coach.engines.protocols import EngineInfo
from voice_coach.engines.scripted_engines import spread_evenly
from voice_coach.engines.sound_files import read_sound
from voice_coach.errors import ModelError, RecogniserError, UsageError, VoiceError

_HEAR_WITHIN_S = 4.0
_HEAR_WITHIN_PER_SECOND = 0.5
_SPEAK_WITHIN_S = 4.0
_SPEAK_WITHIN_PER_SIGN_S = 0.05
_START_WITHIN_S = 10.0
_USUAL_VOICE = "alloy"


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


class OpenAIVoice:
    """Has the server say each text; the sound is checked like any other voice's."""

    def __init__(self, endpoint: Endpoint, voice: str = "") -> None:
        """Raises ModelError for a key or URL that no request could be made with."""
        self._connection = Connection(endpoint)
        self._model = endpoint.model or "tts-1"
        self._voice = voice or _USUAL_VOICE

    @property
    def info(self) -> EngineInfo:
        """The voice and the host that text is sent to."""
        host = self._connection.endpoint.host
        return EngineInfo("voice", "openai", f"{self._model} {self._voice}", library_version(), host=host)

    def start(self) -> None:
        """Say one word into the void. Raises VoiceError."""
        try:
            self.speak("Ready.")
        except VoiceError:
            self.close()
            raise

    def speak(self, text: str) -> Clip:
        """The text as sound. Raises VoiceError."""
        if not signs_in(text):
            raise VoiceError("There is nothing to say in this text.")
        within_s = _SPEAK_WITHIN_S + _SPEAK_WITHIN_PER_SIGN_S * len(text)
        try:
            sound = within(within_s, lambda: self._ask(text, within_s), self._connection)
        except ModelError as failure:
            raise VoiceError(failure.message, failure.cure) from failure
        return finished_clip(text, _samples_in(sound))

    def close(self) -> None:
        """Close the connections."""
        self._connection.close()

    def _ask(self, text: str, within_s: float) -> bytes:
        speech = self._connection.client().audio.speech
        spoken = speech.create(
            model=self._model, voice=self._voice, input=text, response_format="wav", timeout=within_s
        )
        return spoken.read()


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


def _samples_in(sound: bytes) -> Samples:
    with tempfile.TemporaryDirectory(prefix="voice-coach-") as folder:
        path = Path(folder) / "speech.wav"
        path.write_bytes(sound)
        try:
            return read_sound(path)
        except UsageError as failure:
            raise VoiceError(
                "The server's answer is no readable sound.", "Check the voice's model."
            ) from failure
