"""A replay as it goes: stretch after stretch, the transcript in step, keys in between."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from typing import Protocol

from voice_coach.cli.keys import Key
from voice_coach.cli.stretches import Stretch, from_moment

SEEK_S = 5.0


class Pressed(Protocol):
    """Where keys come from."""

    def __call__(self, wait: bool = False) -> Key | None:
        """The key that was pressed since the last call; with `wait`, the next one."""


PlayPart = Callable[[Stretch, Callable[[float], None], Callable[[], bool]], None]
"""Plays a stretch, telling the session seconds that were reached, until its end or until told to stop."""


class Replay:
    """Plays stretches in order; keys pause, seek across them, and stop."""

    def __init__(
        self,
        stretches: Sequence[Stretch],
        starts_s: Sequence[float],
        show: Callable[[int], None],
        play: PlayPart,
        pressed: Pressed,
    ) -> None:
        """`starts_s` are the times of the transcript's lines in order; `show` gets a line's index."""
        self._stretches = stretches
        self._starts_s = starts_s
        self._show = show
        self._play = play
        self._pressed = pressed
        self._now_s = 0.0
        self._next_line = 0
        self._key: Key | None = None

    def run(self) -> None:
        """Play to the end, or until the stop key. Raises DeviceError where nothing can be played."""
        left = list(self._stretches)
        while left:
            self._key = None
            self._begin(left[0])
            self._play(left[0], self._reached, self._is_stopped)
            left = left[1:] if self._key is None else self._left_after(self._key)

    def _begin(self, stretch: Stretch) -> None:
        """Go on from the line that is being said at its start, once sound flows."""
        self._next_line = max(0, bisect_right(self._starts_s, stretch.start_s) - 1)
        self._now_s = stretch.start_s

    def _reached(self, t_s: float) -> None:
        self._now_s = t_s
        while self._next_line < len(self._starts_s) and self._starts_s[self._next_line] <= t_s:
            self._show(self._next_line)
            self._next_line += 1

    def _is_stopped(self) -> bool:
        self._key = self._key or self._pressed()
        return self._key is not None

    def _left_after(self, key: Key) -> list[Stretch]:
        match key:
            case Key.QUIT:
                return []
            case Key.PAUSE:
                return self._left_after_pause()
            case Key.BACK:
                return from_moment(self._stretches, max(0.0, self._now_s - SEEK_S))
            case Key.ON:
                return from_moment(self._stretches, self._now_s + SEEK_S)

    def _left_after_pause(self) -> list[Stretch]:
        key = self._pressed(wait=True)
        if key in (None, Key.PAUSE):
            return from_moment(self._stretches, self._now_s)
        return self._left_after(key)
