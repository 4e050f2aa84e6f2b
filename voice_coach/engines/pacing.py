"""How fast a card that is not a device lets its frames out."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Protocol

from voice_coach.conversation.sound import seconds_of


class Pacer(Protocol):
    """Holds a simulated card to a clock."""

    def wait_until(self, position: int) -> None:
        """Return when session time has reached `position` samples; time starts at the first call."""
        ...


class Unpaced:
    """No clock at all: frames come as fast as they are asked for."""

    def wait_until(self, position: int) -> None:
        """Return at once."""


class RealTime:
    """The machine's own clock.

    Every deadline is counted from the start, so that small delays never add up; after a stall the
    frames that are due come at once until the card has caught up.
    """

    def __init__(
        self, clock: Callable[[], float] = time.monotonic, sleep: Callable[[float], None] = time.sleep
    ) -> None:
        self._clock = clock
        self._sleep = sleep
        self._started_s: float | None = None
        self._first = 0

    def wait_until(self, position: int) -> None:
        """Sleep until the moment at which the sample before `position` has sounded."""
        if self._started_s is None:
            self._started_s, self._first = self._clock(), position
        early_s = self._started_s + seconds_of(position - self._first) - self._clock()
        if early_s > 0:
            self._sleep(early_s)
