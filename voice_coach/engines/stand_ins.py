"""A remote engine with a local one behind it, so that an interview outlives the loss of a server."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator

from voice_coach.conversation.sound import Clip, Samples, Segment, seconds_of
from voice_coach.conversation.words import Word
from voice_coach.engines.clips import signs_in
from voice_coach.engines.protocols import EngineInfo, Recogniser, StreamingVoice, Voice
from voice_coach.errors import RecogniserError, VoiceError, VoiceReplacedError

TRIES_AGAIN_AFTER_S = 30.0
"""Of a server that failed; until then the local engine does the work."""

_USUAL_S_PER_SIGN = 0.075
"""Seconds per letter of speech, until the server's voice was heard."""
_SIGNS_TO_LEARN_FROM = 12

Clock = Callable[[], float]


class _Server:
    """Whether a server is worth another request."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._lost_at_s: float | None = None

    @property
    def is_trusted(self) -> bool:
        return self._lost_at_s is None or self._clock() - self._lost_at_s >= TRIES_AGAIN_AFTER_S

    def lost(self) -> None:
        self._lost_at_s = self._clock()

    def answered(self) -> None:
        self._lost_at_s = None


class RecogniserWithStandIn:
    """Asks the server; after a failure the local recogniser hears the same segment, and the next ones.

    The failure is still raised, once, so that it is seen: the caller repeats the segment, as it may with any
    recogniser.
    """

    def __init__(
        self, remote: Recogniser, stand_in: Callable[[], Recogniser], clock: Clock = time.monotonic
    ) -> None:
        """`stand_in` makes and starts the local one; it is called on the first failure."""
        self._remote = remote
        self._make_stand_in = stand_in
        self._local: Recogniser | None = None
        self._server = _Server(clock)

    @property
    def info(self) -> EngineInfo:
        """What was asked for: the server's."""
        return self._remote.info

    def start(self) -> None:
        """Check the server: a wrong setting is found before the interview. Raises RecogniserError."""
        self._remote.start()

    def listen(self, segment_id: int, samples: Samples) -> None:
        """Let the one that will be asked decode ahead."""
        (self._remote if self._local is None or self._server.is_trusted else self._local).listen(
            segment_id, samples
        )

    def transcribe(self, segment: Segment) -> tuple[Word, ...]:
        """The words of a closed segment. Raises RecogniserError, after which the local one answers."""
        if not self._server.is_trusted:
            return self._stand_in().transcribe(segment)
        try:
            words = self._remote.transcribe(segment)
        except RecogniserError as failure:
            self._server.lost()
            raise RecogniserError(
                failure.message, "The recogniser on this machine takes its place for now."
            ) from failure
        self._server.answered()
        return words

    def close(self) -> None:
        """Close both."""
        self._remote.close()
        if self._local is not None:
            self._local.close()

    def _stand_in(self) -> Recogniser:
        if self._local is None:
            self._local = self._make_stand_in()
        return self._local


class VoiceWithStandIn:
    """Asks the server; after a failure the system's voice says the same text, and the next ones."""

    def __init__(self, remote: Voice, local: Voice, clock: Clock = time.monotonic) -> None:
        """`local` is not started; that happens on the first failure."""
        self._remote = remote
        self._local = local
        self._local_runs = False
        self._starting = threading.Lock()
        self._server = _Server(clock)
        self._s_per_sign = _USUAL_S_PER_SIGN

    @property
    def info(self) -> EngineInfo:
        """What was asked for: the server's."""
        return self._remote.info

    def start(self) -> None:
        """Check the server. Raises VoiceError."""
        self._remote.start()

    def speak(self, text: str) -> Clip:
        """The text as sound. Raises VoiceError; after a VoiceReplacedError the local voice says it."""
        if not self._server.is_trusted:
            return self._stand_in().speak(text)
        try:
            clip = self._remote.speak(text)
        except VoiceError as failure:
            self._server.lost()
            cure = "The system's voice takes its place for now."
            raise VoiceReplacedError(failure.message, cure) from failure
        self._server.answered()
        return clip

    def stream(self, text: str, is_wanted: Callable[[], bool]) -> Iterator[Samples]:
        """The text as pieces of sound. Raises as `speak` does, also in mid-sentence."""
        remote = self._remote
        if not self._server.is_trusted or not isinstance(remote, StreamingVoice):
            yield self.speak(text).samples
            return
        said = 0
        try:
            for piece in remote.stream(text, is_wanted):
                said += len(piece)
                yield piece
        except VoiceError as failure:
            self._server.lost()
            cure = "The system's voice takes its place for now."
            share = min(1.0, seconds_of(said) / (self._s_per_sign * max(1, signs_in(text))))
            raise VoiceReplacedError(failure.message, cure, share) from failure
        self._server.answered()
        if is_wanted() and signs_in(text) >= _SIGNS_TO_LEARN_FROM:
            self._s_per_sign += (seconds_of(said) / signs_in(text) - self._s_per_sign) / 2

    def close(self) -> None:
        """Close both."""
        self._remote.close()
        self._local.close()

    def _stand_in(self) -> Voice:
        with self._starting:
            if not self._local_runs:
                self._local.start()
                self._local_runs = True
        return self._local
