"""Ctrl-C, a request to terminate, a closed terminal: each ends an interview as its own close would."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
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


@contextmanager
def polite_interrupt(stop: StopSwitch) -> Iterator[None]:
    """The first request presses the switch, the second is told to wait, the third breaks off."""
    times = 0

    def answer(*_: object) -> None:
        nonlocal times
        times += 1
        if times == 1:
            stop.press(BY_USER)
        elif times == 2:
            _say_at_once(_PATIENCE)
        else:
            raise KeyboardInterrupt

    before = [(number, signal.signal(number, answer)) for number in requests_to_end()]
    try:
        yield
    finally:
        for number, handler in before:
            signal.signal(number, handler)


def _say_at_once(text: bytes) -> None:
    """Past Python's own buffers, which the signal may have come in the middle of."""
    with suppress(OSError, ValueError, AttributeError):
        os.write(sys.stderr.fileno(), text)
