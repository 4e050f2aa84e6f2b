"""An OpenAI-compatible server on the loopback that speaks the real protocol and fails on demand.

with OpenAIServer(Mode.OK, reply="Why a queue?") as server:
    Endpoint(base_url=server.url, model="tiny")
"""

from __future__ import annotations

import io
import json
import socket
import struct
import threading
import time
import wave
from collections.abc import Callable
from enum import StrEnum
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Self


class Mode(StrEnum):
    """What the server does with a chat request."""

    OK = "ok"
    SLOW_FIRST_TOKEN = "slow_first_token"
    DRIP = "drip"
    HANG = "hang"
    HANG_MID_STREAM = "hang_mid_stream"
    KEEPALIVE = "keepalive"
    CUT = "cut"
    MALFORMED_CHUNK = "malformed_chunk"
    WRONG_SHAPE = "wrong_shape"
    ERROR_CHUNK = "error_chunk"
    HTML_200 = "html_200"
    EMPTY = "empty"
    NO_FINISH = "no_finish"
    LENGTH = "length"
    ENDLESS = "endless"
    LINGER = "linger"
    """A whole reply, then a connection that stays open."""
    NO_USAGE = "no_usage"
    BAD_KEY = "401"
    FORBIDDEN = "403"
    NO_MODEL = "404"
    LIMIT = "429"
    BROKEN = "500"
    OVERLOADED = "503"
    RESET = "reset"
    """The connection is torn down in mid-stream."""
    REDIRECT = "redirect"
    """To a page where one is to sign in."""
    WRONG_TYPE = "wrong_type"
    """The right status and some other kind of content."""
    WRONG_ENCODING = "wrong_encoding"
    """Bytes that are no UTF-8."""
    GIANT_LINE = "giant_line"
    TOOL_CALL = "tool_call"
    """A reply that wants a tool called."""
    SILENCE = "silence"
    """Sound in which nothing is heard."""
    NEW_DIALECT = "new_dialect"
    """Refuses `max_tokens`, as newer models do."""
    NO_STREAM_OPTIONS = "no_stream_options"


_STATUS = {
    Mode.BAD_KEY: 401,
    Mode.FORBIDDEN: 403,
    Mode.NO_MODEL: 404,
    Mode.LIMIT: 429,
    Mode.BROKEN: 500,
    Mode.OVERLOADED: 503,
}


class OpenAIServer:
    """Serves chat, models, transcription and speech until the `with` ends."""

    def __init__(
        self, mode: Mode = Mode.OK, reply: str = "What is the latency budget?", pause_s: float = 0.02
    ) -> None:
        self.mode = mode
        self.reply = reply
        self.pause_s = pause_s
        """Between two pieces, where the mode is about time."""
        self.piece_s = 0.0
        """How long each piece of a whole reply takes."""
        self.requests: list[dict[str, object]] = []
        """The bodies of all chat requests, and `{"path", "fields"}` of the other ones."""
        self.transcript: list[tuple[str, float, float]] = [("hello", 0.1, 0.4), ("there", 0.5, 0.9)]
        self.speech: bytes = wav_bytes([0] * 1600)
        self.speech_packets = 1
        """In how many packets it is sent, `pause_s` apart."""
        self.stopping = threading.Event()
        self._server = _Server(("127.0.0.1", 0), _Answering)
        self._server.owner = self
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_address[1]}/v1"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None:
        self.stopping.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join(5)


def wav_bytes(samples: list[int], rate_hz: int = 16_000) -> bytes:
    file = io.BytesIO()
    with wave.open(file, "wb") as wav:
        wav.setnchannels(1)
        wav.setsampwidth(2)
        wav.setframerate(rate_hz)
        wav.writeframes(b"".join(value.to_bytes(2, "little", signed=True) for value in samples))
    return file.getvalue()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    owner: OpenAIServer

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that hangs up is what many of the modes are about."""


class _Answering(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _Server

    def log_message(self, format: str, *args: object) -> None:
        pass

    def do_HEAD(self) -> None:
        self._send(200, "text/plain", b"")

    def do_GET(self) -> None:
        if self.path == "/sign-in":
            self._send(200, "text/html", b"<html><body>Sign in to the network</body></html>")
            return
        self._json(
            200,
            {
                "object": "list",
                "data": [{"id": "the-usual", "object": "model", "created": 0, "owned_by": "x"}],
            },
        )

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        owner = self.server.owner
        if self.path.endswith("/chat/completions"):
            owner.requests.append(json.loads(body))
        else:
            owner.requests.append({"path": self.path, "body": body})
        if owner.mode in _STATUS:
            self._refuse(_STATUS[owner.mode])
        elif owner.mode is Mode.REDIRECT:
            self._send(302, "text/html", b"moved", ("Location", "/sign-in"))
        elif owner.mode is Mode.WRONG_TYPE:
            self._send(200, "image/png", b"\x89PNG\r\n\x1a\n" + bytes(200))
        elif owner.mode is Mode.WRONG_ENCODING and "chat" not in self.path:
            self._send(200, "application/json", b'{"text": "\xff\xfe\xfa"}')
        elif owner.mode is Mode.HTML_200:
            self._send(200, "text/html", b"<html><body>Sign in to the network</body></html>")
        elif owner.mode is Mode.HANG:
            owner.stopping.wait(30)
        elif self.path.endswith("/audio/transcriptions"):
            self._transcribe()
        elif self.path.endswith("/audio/speech"):
            self._speak(owner.speech)
        else:
            self._chat(json.loads(body))

    def _refuse(self, status: int) -> None:
        key = self.headers.get("Authorization", "")
        message = f"refused: {key} for model tiny"  # servers do echo keys
        self._json(status, {"error": {"message": message, "type": "x", "code": None}}, ("Retry-After", "120"))

    def _speak(self, sound: bytes) -> None:
        """In packets, and not all of them where the mode is about the middle of a stream."""
        owner = self.server.owner
        breaks_off = owner.mode in (Mode.CUT, Mode.HANG_MID_STREAM, Mode.RESET)
        if owner.mode is Mode.SLOW_FIRST_TOKEN and not self.pause():
            return
        self._head(200, "audio/wav", ("Transfer-Encoding", "chunked"))
        size = max(1, -(-len(sound) // owner.speech_packets))
        packets = [sound[start : start + size] for start in range(0, len(sound), size)]
        for number, packet in enumerate(packets):
            if breaks_off and number >= len(packets) / 2:
                break
            self._chunk(packet)
            if owner.speech_packets > 1 and not self.pause():
                return
        if owner.mode is Mode.HANG_MID_STREAM:
            owner.stopping.wait(30)
        while owner.mode is Mode.ENDLESS and not owner.stopping.is_set():
            self._chunk(bytes(4000) + b"\x00\x20" * 2000)
        if owner.mode is Mode.RESET:
            self._reset()
        elif not breaks_off:
            self._chunk(b"")
        self.close_connection = True

    def _chunk(self, data: bytes) -> None:
        self.wfile.write(b"%x\r\n%s\r\n" % (len(data), data))
        self.wfile.flush()

    def _reset(self) -> None:
        """Hang up so that the other side sees an error, not an end."""
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.connection.close()

    def _transcribe(self) -> None:
        match self.server.owner.mode:
            case Mode.MALFORMED_CHUNK:
                self._send(200, "application/json", b'{"text": "hel')
            case Mode.WRONG_SHAPE:
                self._json(200, ["hello"])
            case Mode.CUT | Mode.RESET:
                self._head(200, "application/json", ("Content-Length", "1000"))
                self.wfile.write(b'{"text": "hel')
                if self.server.owner.mode is Mode.RESET:
                    self._reset()
                self.close_connection = True
            case Mode.HANG_MID_STREAM | Mode.DRIP:
                self._head(200, "application/json", ("Content-Length", "1000"))
                while self.pause():
                    self.wfile.write(b" ")
                    self.wfile.flush()
            case _:
                self._tell_words()

    def _tell_words(self) -> None:
        words = [
            {"word": word, "start": start, "end": end} for word, start, end in self.server.owner.transcript
        ]
        text = " ".join(word for word, _, _ in self.server.owner.transcript)
        self._json(
            200, {"text": text, "language": "english", "duration": 1.0, "task": "transcribe", "words": words}
        )

    def _chat(self, body: dict[str, object]) -> None:
        mode = self.server.owner.mode
        if mode is Mode.NEW_DIALECT and "max_tokens" in body:
            self._complain("Unsupported parameter: 'max_tokens'. Use 'max_completion_tokens' instead.")
        elif mode is Mode.NO_STREAM_OPTIONS and "stream_options" in body:
            self._complain("Unknown field: stream_options")
        else:
            self._begin_stream()
            _SCRIPTS.get(mode, _whole)(self)
            self.close_connection = True

    def _complain(self, message: str) -> None:
        self._json(400, {"error": {"message": message, "type": "invalid_request_error", "code": None}})

    def _json(self, status: int, value: object, *headers: tuple[str, str]) -> None:
        self._send(status, "application/json", json.dumps(value).encode(), *headers)

    def _send(self, status: int, kind: str, body: bytes, *headers: tuple[str, str]) -> None:
        self.send_response(status)
        for name, value in (("Content-Type", kind), ("Content-Length", str(len(body))), *headers):
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def _head(self, status: int, kind: str, *headers: tuple[str, str]) -> None:
        self.send_response(status)
        for name, value in (("Content-Type", kind), *headers):
            self.send_header(name, value)
        self.end_headers()

    def _begin_stream(self) -> None:
        self._head(200, "text/event-stream", ("Connection", "close"))

    def line(self, text: str) -> None:
        self.wfile.write(text.encode() + b"\n\n")
        self.wfile.flush()

    def piece(self, text: str | None, finish: str | None = None) -> None:
        delta = {} if text is None else {"content": text}
        self.data({"choices": [{"index": 0, "delta": delta, "finish_reason": finish}]})

    def data(self, fields: dict[str, object]) -> None:
        self.line(
            "data: "
            + json.dumps({"id": "c", "object": "chat.completion.chunk", "created": 0, "model": "m", **fields})
        )

    def pause(self) -> bool:
        """Wait a moment; False when the server is to stop."""
        return not self.server.owner.stopping.wait(self.server.owner.pause_s)

    def pieces(self) -> list[str]:
        words = self.server.owner.reply.split(" ")
        return [word + (" " if number < len(words) - 1 else "") for number, word in enumerate(words)]

    def usage(self) -> None:
        count = len(self.pieces())
        self.data(
            {
                "choices": [],
                "usage": {"prompt_tokens": 40, "completion_tokens": count, "total_tokens": 40 + count},
            }
        )


def _whole(out: _Answering) -> None:
    for piece in out.pieces():
        out.piece(piece)
        if out.server.owner.piece_s:
            out.server.owner.stopping.wait(out.server.owner.piece_s)
    out.piece(None, "stop")
    if out.server.owner.mode is not Mode.NO_USAGE:
        out.usage()
    out.line("data: [DONE]")


def _slow(out: _Answering) -> None:
    if out.pause():
        _whole(out)


def _drip(out: _Answering) -> None:
    for sign in out.server.owner.reply * 1000:
        out.piece(sign)
        if not out.pause():
            return


def _keepalive(out: _Answering) -> None:
    end = time.monotonic() + 30
    while time.monotonic() < end and out.pause():
        out.line(": still here")


def _cut(out: _Answering) -> None:
    for piece in out.pieces()[:2]:
        out.piece(piece)


def _hang_mid_stream(out: _Answering) -> None:
    _cut(out)
    out.server.owner.stopping.wait(30)


def _malformed(out: _Answering) -> None:
    _cut(out)
    out.line('data: {"choices": [{"delta": {"con')


def _wrong_shape(out: _Answering) -> None:
    out.line('data: {"choices": 7}')


def _error_chunk(out: _Answering) -> None:
    out.line('data: {"error": {"message": "out of memory, ' + out.headers.get("Authorization", "") + '"}}')


def _empty(out: _Answering) -> None:
    out.piece(None, "stop")
    out.line("data: [DONE]")


def _no_finish(out: _Answering) -> None:
    for piece in out.pieces():
        out.piece(piece)
    out.line("data: [DONE]")


def _length(out: _Answering) -> None:
    _cut(out)
    out.piece(None, "length")
    out.line("data: [DONE]")


def _endless(out: _Answering) -> None:
    while not out.server.owner.stopping.is_set():
        out.piece("and then " * 20)


def _reset(out: _Answering) -> None:
    _cut(out)
    out._reset()


def _wrong_encoding(out: _Answering) -> None:
    out.wfile.write(b'data: {"choices": [{"delta": {"content": "\xff\xfe\xfa"}}]}\n\n')


def _giant_line(out: _Answering) -> None:
    out.piece("and then " * 500_000)
    out.piece(None, "stop")


def _tool_call(out: _Answering) -> None:
    call = {"index": 0, "id": "x", "type": "function", "function": {"name": "look_up", "arguments": "{}"}}
    out.data({"choices": [{"index": 0, "delta": {"tool_calls": [call]}, "finish_reason": None}]})
    out.piece(None, "tool_calls")
    out.line("data: [DONE]")


def _linger(out: _Answering) -> None:
    for piece in out.pieces():
        out.piece(piece)
    out.piece(None, "stop")
    out.server.owner.stopping.wait(30)


_SCRIPTS: dict[Mode, Callable[[_Answering], None]] = {
    Mode.SLOW_FIRST_TOKEN: _slow,
    Mode.DRIP: _drip,
    Mode.HANG_MID_STREAM: _hang_mid_stream,
    Mode.KEEPALIVE: _keepalive,
    Mode.CUT: _cut,
    Mode.MALFORMED_CHUNK: _malformed,
    Mode.WRONG_SHAPE: _wrong_shape,
    Mode.ERROR_CHUNK: _error_chunk,
    Mode.EMPTY: _empty,
    Mode.NO_FINISH: _no_finish,
    Mode.LENGTH: _length,
    Mode.ENDLESS: _endless,
    Mode.LINGER: _linger,
    Mode.RESET: _reset,
    Mode.WRONG_ENCODING: _wrong_encoding,
    Mode.GIANT_LINE: _giant_line,
    Mode.TOOL_CALL: _tool_call,
}
