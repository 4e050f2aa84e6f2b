"""Keys pressed during a replay, where a terminal is there to press them in."""

from __future__ import annotations

import re
import sys
from collections import deque
from enum import StrEnum
from types import TracebackType
from typing import Any, Self

HELP = (
    "space: pause   left/right: 5 s   j/l: 10 s   up/down: a turn   p/n: a flag back/on   "
    "</>: slower/faster   q: stop"
)


class Key(StrEnum):
    """What a key asks for."""

    PAUSE = "pause"
    BACK = "back"
    ON = "on"
    FAR_BACK = "far back"
    FAR_ON = "far on"
    TURN_BACK = "turn back"
    TURN_ON = "turn on"
    FLAG_BACK = "flag back"
    FLAG_ON = "flag on"
    SLOWER = "slower"
    FASTER = "faster"
    QUIT = "quit"


_MEANINGS = {
    b" ": Key.PAUSE,
    b"k": Key.PAUSE,
    b"\x1b[D": Key.BACK,
    b"\x1b[C": Key.ON,
    b"j": Key.FAR_BACK,
    b"l": Key.FAR_ON,
    b"\x1b[A": Key.TURN_BACK,
    b"\x1b[B": Key.TURN_ON,
    b"p": Key.FLAG_BACK,
    b"n": Key.FLAG_ON,
    b"<": Key.SLOWER,
    b"-": Key.SLOWER,
    b">": Key.FASTER,
    b"+": Key.FASTER,
    b"q": Key.QUIT,
}
"""The letters and signs are those of the review page."""
_ONE = re.compile(rb"\x1b\[[0-9;]*.|.", re.DOTALL)
"""A key as a terminal sends it; one that is held comes several times at once."""


class NoKeys:
    """Nobody can press anything: standard input is no terminal, or not one of the kind we know."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: object, trace: TracebackType | None) -> None:
        """Nothing was changed."""

    def pressed(self, wait: bool = False) -> Key | None:
        """Never any; waiting for one would last for ever, so it is as if stop had been pressed."""
        return Key.QUIT if wait else None


class TerminalKeys(NoKeys):
    """Keys as they are pressed, without Enter; the terminal is given back as it was."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor
        self._before: list[Any] = []
        self._waiting: deque[Key] = deque()

    def __enter__(self) -> Self:
        import termios
        import tty

        self._before = termios.tcgetattr(self._descriptor)
        tty.setcbreak(self._descriptor)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: object, trace: TracebackType | None) -> None:
        import termios

        termios.tcsetattr(self._descriptor, termios.TCSADRAIN, self._before)

    def pressed(self, wait: bool = False) -> Key | None:
        """The key that was pressed since the last call; with `wait`, the next one that means something."""
        import os
        import select

        while not self._waiting and select.select([self._descriptor], [], [], None if wait else 0)[0]:
            said = os.read(self._descriptor, 64)
            if not said:
                return Key.QUIT
            self._waiting.extend(_MEANINGS[each] for each in _ONE.findall(said) if each in _MEANINGS)
        return self._waiting.popleft() if self._waiting else None


def keys_of_this_terminal() -> NoKeys:
    """Keys where standard input is a terminal that can be read key by key."""
    try:
        import termios  # noqa: F401  # whether this system has such terminals
    except ImportError:
        return NoKeys()
    return TerminalKeys(sys.stdin.fileno()) if sys.stdin.isatty() and sys.stdout.isatty() else NoKeys()
