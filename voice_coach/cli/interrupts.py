"""Ctrl-C, a request to terminate, a closed terminal: each ends an interview as its own close would."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from types import FrameType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from voice_coach.live import StopSwitch

BY_USER = "interrupted by the user"
_PATIENCE = b"The recording is being closed; once more, and that is left to `voice-coach recover`.\n"


def requests_to_end() -> tuple[signal.Signals, ...]:
    """The signals that mean it; not the closed terminal where `nohup` forbade to listen to that."""
    wanted = [signal.SIGINT, signal.SIGTERM]
    if hasattr(signal, "SIGHUP") and signal.getsignal(signal.SIGHUP) is not signal.SIG_IGN:
        wanted.append(signal.SIGHUP)
    return tuple(wanted)


class _Answer:
    """The first request presses the switch, the second is told to wait, the third breaks off."""

    def __init__(self, stop: StopSwitch) -> None:
        self._stop = stop
        self.times = 0

    def __call__(self, _number: int, _frame: FrameType | None) -> None:
        self.times += 1
        if self.times == 1:
            self._stop.press(BY_USER)
        elif self.times == 2:
            _say_at_once(_PATIENCE)
        else:
            raise KeyboardInterrupt


@contextmanager
def polite_interrupt(stop: StopSwitch) -> Iterator[None]:
    """Meanwhile a request to end presses the switch instead of ending the program."""
    answer = _Answer(stop)
    before = [(number, signal.signal(number, answer)) for number in requests_to_end()]
    try:
        yield
    finally:
        for number, handler in before:
            signal.signal(number, handler)


class NotWantedError(Exception):
    """What is awaited is not wanted any more, since the interview is being ended."""


@contextmanager
def wait_that_ends_on_request() -> Iterator[None]:
    """Meanwhile a request to end does what it does anyway, and breaks off the wait with NotWantedError."""
    before = {number: signal.getsignal(number) or signal.SIG_DFL for number in requests_to_end()}

    def end(number: int, frame: FrameType | None) -> None:
        answer = before[signal.Signals(number)]
        if callable(answer):
            answer(number, frame)
        raise NotWantedError

    try:
        for number in before:
            signal.signal(number, end)
        if any(isinstance(answer, _Answer) and answer.times for answer in before.values()):
            raise NotWantedError
        yield
    finally:
        for number, answer in before.items():
            signal.signal(number, answer)


def _say_at_once(text: bytes) -> None:
    """Past Python's own buffers, which the signal may have come in the middle of."""
    with suppress(OSError, ValueError, AttributeError):
        os.write(sys.stderr.fileno(), text)
