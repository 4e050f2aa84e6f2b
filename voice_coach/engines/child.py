"""A child process that takes messages on its standard input and answers in JSON lines.

Libraries that crash, hang or hold the interpreter's lock live in such a child. Both ends of the
pipe are here: `Child` for the parent, `answer_requests` for the module that runs in the child.

A message is a line of JSON; where it has a field `bytes`, that many raw bytes follow the line. The
child answers on a copy of its standard output; whatever a library prints goes nowhere.
"""

from __future__ import annotations

import json
import os
import queue
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from typing import IO

from voice_coach.errors import EngineError

Message = dict[str, object]
"""One JSON object."""

_GOODBYE_S = 1.0


class ChildError(EngineError):
    """The child process died, or did not answer in time."""


class Child:
    """The parent's end. Sending never blocks; one thread writes and one reads."""

    def __init__(self, module: str) -> None:
        """Run `python -m module`; what the child needs to know is sent to it, never put in its arguments."""
        self._name = module.rpartition(".")[2]
        # `-P` keeps a stray json.py in the user's folder out; the new session keeps Ctrl-C away.
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-m", module],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        self._outgoing: queue.SimpleQueue[bytes | None] = queue.SimpleQueue()
        self._incoming: queue.SimpleQueue[bytes | None] = queue.SimpleQueue()
        self._threads = [
            threading.Thread(target=self._write, name=f"{self._name}-writer", daemon=True),
            threading.Thread(target=self._read, name=f"{self._name}-reader", daemon=True),
        ]
        for thread in self._threads:
            thread.start()

    @property
    def pid(self) -> int:
        """Its process id."""
        return self._process.pid

    @property
    def is_alive(self) -> bool:
        """Whether the process still runs."""
        return self._process.poll() is None

    def send(self, message: Mapping[str, object], payload: bytes = b"") -> None:
        """Queue a message; a dead child is noticed by the next `reply`."""
        if payload:
            message = {**message, "bytes": len(payload)}
        self._outgoing.put(json.dumps(message).encode() + b"\n" + payload)

    def reply(self, within_s: float) -> Message:
        """The next answer. Raises ChildError when there is none in time or the child has died."""
        try:
            line = self._incoming.get(timeout=max(0.0, within_s))
        except queue.Empty:
            raise ChildError(f"{self._name} did not answer within {within_s:.1f} s.") from None
        if line is None:
            raise ChildError(f"{self._name} stopped unexpectedly.")
        return _parsed(line)

    def kill(self) -> None:
        """End the process at once, whatever it is doing; may be called twice."""
        self._process.kill()
        self._process.wait()
        self._outgoing.put(None)
        for thread in self._threads:
            thread.join(_GOODBYE_S)
        for pipe in (self._process.stdin, self._process.stdout):
            _close(pipe)

    def _write(self) -> None:
        pipe = self._process.stdin
        assert pipe is not None
        try:
            while (message := self._outgoing.get()) is not None:
                pipe.write(message)
                pipe.flush()
        except (OSError, ValueError):
            return  # the reader sees the end of the child's output and says so

    def _read(self) -> None:
        pipe = self._process.stdout
        assert pipe is not None
        try:
            for line in pipe:
                self._incoming.put(line)
        except (OSError, ValueError):
            pass  # closed by kill()
        self._incoming.put(None)


def _parsed(line: bytes) -> Message:
    try:
        message = json.loads(line)
    except ValueError:
        message = None
    if not isinstance(message, dict):
        raise ChildError("A child process answered with something that is not a message.")
    return message


def _close(pipe: IO[bytes] | None) -> None:
    try:
        if pipe is not None:
            pipe.close()
    except OSError:
        pass  # unsent bytes for a process that is gone


Answer = Callable[[Message], None]


def answer_requests(serve: Callable[[Iterator[tuple[Message, bytes]], Answer], None]) -> None:
    """Run a child: `serve` takes the requests with their payloads and a function to answer with.

    The process ends when the parent closes the pipe or dies, even if `serve` is stuck in a library.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    requests, answers = sys.stdin.buffer, _private_stdout()
    inbox: queue.SimpleQueue[tuple[Message, bytes]] = queue.SimpleQueue()
    threading.Thread(target=_receive, args=(requests, inbox), daemon=True).start()

    def answer(message: Message) -> None:
        answers.write(json.dumps(message).encode() + b"\n")
        answers.flush()

    serve(iter(inbox.get, None), answer)


def _private_stdout() -> IO[bytes]:
    private = os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.close(nowhere)
    return private


def _receive(pipe: IO[bytes], inbox: queue.SimpleQueue[tuple[Message, bytes]]) -> None:
    for line in pipe:
        message = json.loads(line)
        inbox.put((message, pipe.read(message.get("bytes", 0))))
    os._exit(0)  # the parent is gone, and the main thread may be stuck in a library


def deadline_in(seconds: float) -> Callable[[], float]:
    """A function that tells how many seconds are left, never less than 0."""
    end = time.monotonic() + seconds
    return lambda: max(0.0, end - time.monotonic())
