"""Text to speech on an OpenAI-compatible server, heard while it still comes, under our own deadlines."""

from __future__ import annotations

import queue
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np

from voice_coach.conversation.sound import Clip, Samples, seconds_of, silence
from voice_coach.engines.child import deadline_in
from voice_coach.engines.clips import TARGET_DBFS, check_spoken_length, finished_clip, signs_in
from voice_coach.engines.openai_endpoint import Connection, Endpoint, late, library_version, shut
from voice_coach.engines.protocols import EngineInfo
from voice_coach.engines.reading_aloud import aloud
from voice_coach.engines.sound_files import read_sound
from voice_coach.engines.speech_flow import SpeechFlow
from voice_coach.engines.wav_stream import NoWavError, WavStream
from voice_coach.errors import ModelError, UsageError, VoiceError

_SPEAK_WITHIN_S = 4.0
"""For the first of the sound."""
_SPEAK_WITHIN_PER_SIGN_S = 0.05
_MOST_BEHIND_S = 1.0
"""How far the sound may come later than it would be heard."""
_MOST_S, _MOST_S_PER_SIGN = 3.0, 0.2
"""More sound than this is not given out: nothing that was can be taken back."""
_LOOK_EVERY_S = 0.05
_LARGEST_BYTES = 20_000_000
_PACKET_BYTES = 4096
_USUAL_VOICE = "alloy"
_USUAL_LEVEL_DBFS = -23.0
"""Of servers' voices, until this one was heard."""


def _always() -> bool:
    return True


class OpenAIVoice:
    """Has the server say each text; the sound is checked like any other voice's."""

    def __init__(self, endpoint: Endpoint, voice: str = "") -> None:
        """Raises ModelError for a key or URL that no request could be made with."""
        self._connection = Connection(endpoint)
        self._model = endpoint.model or "tts-1"
        self._voice = voice or _USUAL_VOICE
        self._gain_db = TARGET_DBFS - _USUAL_LEVEL_DBFS

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
        """The text as sound, all of it. Raises VoiceError."""
        pieces = list(self._arriving(_sayable(text), _always))
        return finished_clip(text, np.concatenate([silence(0), *pieces]))

    def stream(self, text: str, is_wanted: Callable[[], bool] = _always) -> Iterator[Samples]:
        """Pieces of the sound while the rest is on its way; ends early once it is not wanted.

        Raises VoiceError, also after some pieces: for a server that breaks off, hangs, or sends sound more
        slowly than it is heard.
        """
        words = _sayable(text)
        flow, given, began_s, come = SpeechFlow(self._gain_db), 0, 0.0, 0
        for samples in self._arriving(words, is_wanted):
            come += len(samples)
            if seconds_of(come) > _MOST_S + _MOST_S_PER_SIGN * signs_in(words):
                raise VoiceError("The voice does not stop speaking.", "Check the voice's model.")
            piece = flow.feed(samples)
            if len(piece):
                began_s = began_s or time.monotonic()
                given += len(piece)
                yield piece
            elif given and time.monotonic() - began_s - seconds_of(given) > _MOST_BEHIND_S:
                raise self._too_slow()
        if not is_wanted():
            return
        last = flow.finish()
        if not given and not len(last):
            raise VoiceError("The voice gave no sound.")
        check_spoken_length(words, seconds_of(given + len(last)))
        self._gain_db = flow.gain_db
        yield last

    def close(self) -> None:
        """Close the connections."""
        self._connection.close()

    def _arriving(self, words: str, is_wanted: Callable[[], bool]) -> Iterator[Samples]:
        """The sound as it comes, an empty piece now and then while none does. Raises VoiceError."""
        within_s = _SPEAK_WITHIN_S + _SPEAK_WITHIN_PER_SIGN_S * len(words)
        request = _Request(self._connection, self._fields(words), within_s)
        try:
            yield from _decoded(request.packets(is_wanted))
        except ModelError as failure:
            if is_wanted():  # what nobody waits for may be cut
                raise VoiceError(failure.message, failure.cure) from failure
        finally:
            request.abandon()

    def _fields(self, words: str) -> dict[str, Any]:
        return {"model": self._model, "voice": self._voice, "input": words, "response_format": "wav"}

    def _too_slow(self) -> VoiceError:
        endpoint = self._connection.endpoint
        return VoiceError(
            f"{endpoint.host} sends speech more slowly than it is heard.",
            f"Check the server that {endpoint.url_setting} names.",
        )


class _Request:
    """One text's sound, read by its own thread into a queue."""

    def __init__(self, connection: Connection, fields: dict[str, Any], within_s: float) -> None:
        self._connection = connection
        self._fields = fields
        self._within_s = within_s
        self._left_s = deadline_in(within_s)
        self._arrived: queue.SimpleQueue[bytes | ModelError | None] = queue.SimpleQueue()
        self._response: Any = None
        self._abandoned = False
        self._thread = threading.Thread(target=self._read, name="openai-request", daemon=True)
        self._thread.start()

    def packets(self, is_wanted: Callable[[], bool]) -> Iterator[bytes]:
        """What arrives, b"" now and then while nothing does. Raises ModelError by the deadline."""
        size = 0
        while is_wanted():
            try:
                packet = self._arrived.get(timeout=min(_LOOK_EVERY_S, self._left_s()))
            except queue.Empty:
                packet = b""
            if packet is None:
                return
            if isinstance(packet, ModelError):
                raise packet
            if not self._left_s() and not packet:
                raise late(self._connection.endpoint, self._within_s)
            size += len(packet)
            if size > _LARGEST_BYTES:
                raise ModelError("The server does not stop speaking.", "Check the voice's model.")
            yield packet

    def abandon(self) -> None:
        """Shut the connection, which wakes a reader that still waits on it."""
        self._abandoned = True
        if self._thread.is_alive() and self._response is not None:
            shut(self._response)

    def _read(self) -> None:
        try:
            speech = self._connection.client().audio.speech.with_streaming_response
            with speech.create(**self._fields, timeout=self._within_s) as answer:
                self._response = answer.http_response
                for packet in answer.iter_bytes(_PACKET_BYTES):
                    self._arrived.put(packet)
                    if self._abandoned:
                        return
            self._arrived.put(None)
        except Exception as error:  # a thread's edge: reported to whoever waits
            self._arrived.put(self._connection.failure(error))


def _sayable(text: str) -> str:
    words = aloud(text)
    if not signs_in(words):
        raise VoiceError("There is nothing to say in this text.")
    return words


def _decoded(packets: Iterator[bytes]) -> Iterator[Samples]:
    """Sound while it comes where that is a plain WAV file, and all at once at the end where it is not."""
    wav, kept, is_wav = WavStream(), b"", True
    for packet in packets:
        kept += b"" if wav.has_begun else packet
        try:
            yield wav.feed(packet) if is_wav else silence(0)
        except NoWavError:
            is_wav = False
    if not is_wav:
        yield _samples_in(kept)
        return
    yield wav.finish()
    if wav.is_cut:
        raise ModelError("The server broke off its speech.", "Check the voice's model.")


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
