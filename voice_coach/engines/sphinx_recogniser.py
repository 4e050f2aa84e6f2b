"""The recogniser that needs no download: pocketsphinx with the model in its wheel, in a child process."""

from __future__ import annotations

import threading
from collections.abc import Callable
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import numpy as np

from voice_coach.conversation.expected_talk import ANY_TALK, ExpectedTalk
from voice_coach.conversation.sound import Samples, Segment, seconds_of
from voice_coach.conversation.words import Word
from voice_coach.engines.child import Child, ChildError, Message, deadline_in
from voice_coach.engines.enough_speech import is_enough
from voice_coach.engines.protocols import EngineInfo
from voice_coach.errors import RecogniserError

NOTICE = (
    "Speech recognition is the small offline one: with real voices up to half of the words may be wrong, "
    "so read the scorecard with care."
)

MIXING = "The offline recogniser learns the words of this problem, which takes some seconds the first time."

_START_WITHIN_S = 60.0
"""Long, since mixing the language model takes 5 s, and 30 s on a busy machine; later starts take 1 s."""
_ANSWER_WITHIN_S = 4.0
_ANSWER_WITHIN_PER_SECOND = 1.0
_FRAME_S = 0.01
_CHILD = "voice_coach.engines.sphinx_child"


class SphinxRecogniser:
    """Decodes while the candidate speaks; a crashed child is restarted and the segment sent again.

    `listen` and `transcribe` may be called from different threads.
    """

    def __init__(
        self,
        talk: ExpectedTalk | None = ANY_TALK,
        cache: Path | None = None,
        spawn: Callable[[str], Child] = Child,
        tell: Callable[[str], None] = lambda _: None,
    ) -> None:
        """`talk` is listened for beside the field's own phrases; with None, general English alone.

        Its language model is kept in `cache`, which may be deleted at any time; without one it is made at
        each start, which takes some seconds; that is told by `tell`.
        """
        self._tell = tell
        self._talk, self._cache = talk, cache
        self._spawn = spawn
        self._knows_field = True
        self._child: Child | None = None
        self._sent: dict[int, int] = {}
        self._lost: set[int] = set()
        self._bookkeeping = threading.Lock()
        self._one_answer_at_a_time = threading.Lock()

    @property
    def info(self) -> EngineInfo:
        """What runs, with the notice that its accuracy is limited."""
        detail = "en-us with interview terms" if self._knows_field else "en-us"
        return EngineInfo("recogniser", "sphinx", detail, _library_version(), NOTICE)

    def start(self) -> None:
        """Start the child and load the model. Raises RecogniserError."""
        if self._child is None:
            self._child = self._started_child()

    def listen(self, segment_id: int, samples: Samples) -> None:
        """Pass on sound of the open segment; returns at once, and a dead child is left to `transcribe`."""
        with self._bookkeeping:
            if self._child is None or segment_id in self._lost:
                return
            self._send_sound(self._child, segment_id, samples)

    def transcribe(self, segment: Segment) -> tuple[Word, ...]:
        """The words of a closed segment; waits for the decoding of what is not decoded yet.

        Raises RecogniserError when the child fails twice in a row with this segment.
        """
        with self._one_answer_at_a_time:
            if not is_enough(segment):
                self._forget(segment.id)
                return ()
            try:
                return self._words_of(segment)
            except ChildError:
                self._restart()
            try:
                return self._words_of(segment)
            except ChildError as failure:
                self._restart()
                raise RecogniserError("Speech recognition failed twice on one answer.") from failure

    def close(self) -> None:
        """End the child."""
        with self._bookkeeping:
            child, self._child = self._child, None
            self._sent.clear()
            self._lost.clear()
        if child is not None:
            child.kill()

    def _words_of(self, segment: Segment) -> tuple[Word, ...]:
        child = self._running_child()
        with self._bookkeeping:
            self._send_rest(child, segment)
        answer = self._answer_for(child, segment)
        if answer["samples"] != len(segment.samples):
            with self._bookkeeping:
                self._send_whole(child, segment)
            answer = self._answer_for(child, segment)
        return tuple(_words(answer, segment))

    def _send_rest(self, child: Child, segment: Segment) -> None:
        self._lost.discard(segment.id)
        sent = self._sent.pop(segment.id, 0)
        if sent > len(segment.samples):
            self._send_whole(child, segment)
            return
        self._send_sound(child, segment.id, segment.samples[sent:])
        self._send_end(child, segment.id)

    def _send_whole(self, child: Child, segment: Segment) -> None:
        child.send({"do": "drop", "id": segment.id})
        self._send_sound(child, segment.id, segment.samples)
        self._send_end(child, segment.id)

    def _send_sound(self, child: Child, segment_id: int, samples: Samples) -> None:
        self._sent[segment_id] = self._sent.get(segment_id, 0) + len(samples)
        child.send({"do": "sound", "id": segment_id}, np.ascontiguousarray(samples, np.int16).tobytes())

    def _send_end(self, child: Child, segment_id: int) -> None:
        self._sent.pop(segment_id, None)
        child.send({"do": "end", "id": segment_id})

    def _answer_for(self, child: Child, segment: Segment) -> Message:
        length_s = seconds_of(len(segment.samples))
        left_s = deadline_in(_ANSWER_WITHIN_S + _ANSWER_WITHIN_PER_SECOND * length_s)
        while True:
            answer = child.reply(left_s())
            if answer.get("id") == segment.id:
                return answer

    def _forget(self, segment_id: int) -> None:
        with self._bookkeeping:
            self._lost.discard(segment_id)
            if self._sent.pop(segment_id, None) is not None and self._child is not None:
                self._child.send({"do": "drop", "id": segment_id})

    def _running_child(self) -> Child:
        if self._child is None:
            raise RecogniserError("Speech recognition is not running.")
        return self._child

    def _restart(self) -> None:
        self._running_child().kill()
        replacement = self._started_child()
        with self._bookkeeping:
            self._child = replacement
            self._lost = set(self._sent)  # their first samples went to the child that died
            self._sent.clear()

    def _started_child(self) -> Child:
        child = self._spawn(_CHILD)
        child.send(self._wishes())
        try:
            answer = child.reply(_START_WITHIN_S)
            while "mixing" in answer:
                self._tell(MIXING)
                answer = child.reply(_START_WITHIN_S)
        except ChildError as failure:
            child.kill()
            raise RecogniserError("The offline speech recogniser does not start.", _CURE) from failure
        if "error" in answer:
            child.kill()
            raise RecogniserError(f"The offline speech recogniser does not start ({answer['error']}).", _CURE)
        self._knows_field = answer.get("knows") != "english"
        return child

    def _wishes(self) -> Message:
        if self._talk is None:
            return {"do": "load", "terms": None}
        cache = None if self._cache is None else str(self._cache)
        return {"do": "load", "terms": self._talk.terms, "texts": self._talk.texts, "cache": cache}


_CURE = "Reinstall it with `pip install --force-reinstall pocketsphinx`."


def _words(answer: Message, segment: Segment) -> list[Word]:
    start_s, end_s = seconds_of(segment.start), seconds_of(segment.end)
    found = answer["words"]
    assert isinstance(found, list)
    return [
        Word(
            _spelled(text),
            min(start_s + first * _FRAME_S, end_s),
            min(start_s + after * _FRAME_S, end_s),
            probability,
        )
        for text, first, after, probability in found
    ]


def _spelled(text: str) -> str:
    return "I" + text[1:] if text == "i" or text.startswith("i'") else text


def _library_version() -> str:
    try:
        return version("pocketsphinx")
    except PackageNotFoundError:
        return ""
