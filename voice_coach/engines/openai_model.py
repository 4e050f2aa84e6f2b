"""A chat model behind any OpenAI-compatible endpoint, held to our own wall-clock deadline.

The library's time-outs do not serve a voice turn: keep-alive comments and dripping replies defeat
them, and a stream cut short raises nothing. So the reply is read by a thread of its own, a reply
counts only with `finish_reason` and text, and at the deadline the connection is shut.
"""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from voice_coach.engines.child import deadline_in
from voice_coach.engines.openai_endpoint import (
    Connection,
    Endpoint,
    complaint_of,
    late,
    library_version,
    shut,
)
from voice_coach.engines.protocols import EngineInfo, Prompt, Usage
from voice_coach.errors import ModelError

CHECK_WITHIN_S = 5.0
_CHECK_REPLIES_WITHIN_S = 4.8
_OPENAI_MODEL = "gpt-4o-mini"
_SIGNS_PER_TOKEN = 4
_MOST_SIGNS_PER_TOKEN = 12
_USAGE_FOLLOWS_WITHIN_S = 0.25
"""How long the count of tokens may follow the end of a reply."""


@dataclass(frozen=True, slots=True)
class _Piece:
    text: str


@dataclass(frozen=True, slots=True)
class _Finish:
    reason: str


@dataclass(frozen=True, slots=True)
class _Count:
    usage: Usage


@dataclass(frozen=True, slots=True)
class _End:
    failure: ModelError | None
    streamed: bool = True
    """Whether what came was a stream of events at all."""


_Event = _Piece | _Finish | _Count | _End


class OpenAIModel:
    """Streams replies; safe to use from several threads."""

    def __init__(self, endpoint: Endpoint) -> None:
        """Raises ModelError for a key or URL that no request could be made with."""
        self._connection = Connection(endpoint)
        self._model = endpoint.model or (_OPENAI_MODEL if endpoint.is_openai else "")
        self._length_field = "max_tokens"
        self._asks_for_usage = True
        self._usage = Usage()
        self._counting = threading.Lock()

    @property
    def info(self) -> EngineInfo:
        """The model and the host that text is sent to."""
        host = self._connection.endpoint.host
        return EngineInfo("model", "openai", self._model, library_version(), host=host)

    @property
    def usage(self) -> Usage:
        """The sum over all requests so far; estimated where the endpoint does not count."""
        return self._usage

    def check(self) -> None:
        """One tiny request, at most `CHECK_WITHIN_S`. Raises ModelError."""
        prompt = Prompt("Answer with one word.", (("user", "Are you there?"),), max_tokens=16)
        for _ in self._reply(prompt, _CHECK_REPLIES_WITHIN_S, whole=False):
            pass

    def stream(self, prompt: Prompt, deadline_s: float) -> Iterator[str]:
        """Pieces of the reply; the request starts, and its time runs, with the first `next`.

        Raises ModelError at the deadline, and when the reply is empty, unfinished or endless.
        """
        return self._reply(prompt, deadline_s, whole=True)

    def close(self) -> None:
        """Close its connections."""
        self._connection.close()

    def _reply(self, prompt: Prompt, deadline_s: float, whole: bool) -> Iterator[str]:
        request = _Request(self, prompt, deadline_s)
        text, failure = "", None
        finish, counted = "", None
        try:
            for event in request.events():
                match event:
                    case _Piece(piece):
                        text += piece
                        yield piece
                    case _Finish(reason):
                        finish = reason
                    case _Count(usage):
                        counted = usage
                    case _End():
                        failure = event.failure or self._flaw(text, finish, whole, event.streamed)
        finally:
            request.abandon()
            self._count(counted or _estimated(prompt, text))
        if failure is not None:
            raise failure

    def _flaw(self, text: str, finish: str, whole: bool, streamed: bool) -> ModelError | None:
        endpoint = self._connection.endpoint
        if not finish and not streamed:
            return self._connection.failure(ValueError())
        if not finish:
            return ModelError(
                f"{endpoint.host} broke off its reply.",
                f"Check the server that {endpoint.url_setting} names.",
            )
        if whole and not text.strip():
            return ModelError(
                f"{endpoint.host} gave an empty reply.", f"Try another model: {endpoint.model_setting}."
            )
        if whole and finish != "stop":
            return ModelError(
                f"The reply of {endpoint.host} was cut ({_plain(finish)}).",
                f"Try another model: {endpoint.model_setting}.",
            )
        return None

    def _count(self, usage: Usage) -> None:
        with self._counting:
            self._usage = Usage(
                self._usage.prompt_tokens + usage.prompt_tokens,
                self._usage.completion_tokens + usage.completion_tokens,
            )

    def open_stream(self, prompt: Prompt, left_s: Callable[[], float]) -> Any:
        """Send the request; once more in the endpoint's dialect where it does not know a field of ours."""
        try:
            return self._create(prompt, left_s())
        except Exception as error:  # which ones are complaints about fields, only the library knows
            if not self._adapts_to(complaint_of(error)):
                raise
        return self._create(prompt, left_s())

    def _create(self, prompt: Prompt, timeout_s: float) -> Any:
        client = self._connection.client()
        self._model = self._model or _first_model(client, timeout_s)
        fields: dict[str, Any] = {self._length_field: prompt.max_tokens}
        if self._asks_for_usage:
            fields["stream_options"] = {"include_usage": True}
        return client.chat.completions.create(
            model=self._model, messages=_messages(prompt), stream=True, timeout=max(0.05, timeout_s), **fields
        )

    def _adapts_to(self, complaint: str) -> bool:
        if "max_completion_tokens" in complaint and self._length_field == "max_tokens":
            self._length_field = "max_completion_tokens"
            return True
        if "stream_options" in complaint and self._asks_for_usage:
            self._asks_for_usage = False
            return True
        return False

    def failure(self, error: BaseException) -> ModelError:
        """What an error of the library means."""
        return self._connection.failure(error)

    def late(self, deadline_s: float) -> ModelError:
        """The error of a missed deadline."""
        return late(self._connection.endpoint, deadline_s)


class _Request:
    """One reply, read by its own thread into a queue."""

    def __init__(self, model: OpenAIModel, prompt: Prompt, deadline_s: float) -> None:
        self._model = model
        self._prompt = prompt
        self._deadline_s = deadline_s
        self._left_s = deadline_in(deadline_s)
        self._arrived: queue.SimpleQueue[_Event] = queue.SimpleQueue()
        self._abandoned = False
        self._stream: Any = None
        self._thread = threading.Thread(target=self._read, name="openai-reply", daemon=True)
        self._thread.start()

    def events(self) -> Iterator[_Event]:
        """What arrives, ending with `_End`; that is at the deadline at the latest."""
        finished = False
        while True:
            wait_s = min(self._left_s(), _USAGE_FOLLOWS_WITHIN_S) if finished else self._left_s()
            try:
                event = self._arrived.get(timeout=wait_s)
            except queue.Empty:
                event = _End(None if finished else self._model.late(self._deadline_s))
            finished = finished or isinstance(event, _Finish)
            if isinstance(event, _End) and finished:
                event = replace(event, failure=None)  # the reply is whole, whatever came behind it
            yield event
            if isinstance(event, _End):
                return

    def abandon(self) -> None:
        """Shut the connection, which wakes a reader that still waits on it."""
        self._abandoned = True
        if self._thread.is_alive() and self._stream is not None:
            shut(self._stream.response)

    def _read(self) -> None:
        try:
            self._stream = self._model.open_stream(self._prompt, self._left_s)
            with self._stream:
                if not self._abandoned:
                    self._pass_on()
            self._arrived.put(_End(None, _is_event_stream(self._stream)))
        except Exception as error:  # a thread's edge: reported to whoever reads the reply
            self._arrived.put(_End(self._model.failure(error)))

    def _pass_on(self) -> None:
        signs = 0
        for chunk in self._stream:
            for event in _events_of(chunk):
                signs += len(event.text) if isinstance(event, _Piece) else 0
                self._check_length(signs)
                self._arrived.put(event)
            if self._abandoned:
                return
            if not self._left_s():
                raise self._model.late(self._deadline_s)

    def _check_length(self, signs: int) -> None:
        """Before it is passed on: whoever reads it looks at every word."""
        if signs > self._prompt.max_tokens * _MOST_SIGNS_PER_TOKEN:
            raise ModelError("The model does not stop talking.", "Try another model.")


def _events_of(chunk: Any) -> Iterator[_Event]:
    for choice in chunk.choices or ():
        if choice.delta is not None and choice.delta.content:
            yield _Piece(str(choice.delta.content))
        if choice.finish_reason:
            yield _Finish(str(choice.finish_reason))
    if usage := getattr(chunk, "usage", None):
        yield _Count(Usage(int(usage.prompt_tokens), int(usage.completion_tokens)))


def _is_event_stream(stream: Any) -> bool:
    return "text/event-stream" in stream.response.headers.get("content-type", "")


def _messages(prompt: Prompt) -> Any:
    spoken = [{"role": role, "content": text} for role, text in prompt.messages]
    return [{"role": "system", "content": prompt.system}, *spoken] if prompt.system else spoken


def _first_model(client: Any, timeout_s: float) -> str:
    for model in client.models.list(timeout=max(0.05, timeout_s)):
        return str(model.id)
    raise ModelError("The endpoint offers no model.", "Name one with --model.")


def _estimated(prompt: Prompt, text: str) -> Usage:
    asked = len(prompt.system) + sum(len(said) for _, said in prompt.messages)
    return Usage(-(-asked // _SIGNS_PER_TOKEN), -(-len(text) // _SIGNS_PER_TOKEN))


def _plain(reason: str) -> str:
    return reason if reason in ("length", "content_filter", "tool_calls") else "for an unknown reason"
