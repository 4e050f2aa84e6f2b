"""A replay as it goes: stretch after stretch, the transcript in step, keys in between."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from voice_coach.cli.keys import Key
from voice_coach.cli.stretches import Stretch, after_moving, from_moment

STEPS_S = {Key.BACK: -5.0, Key.ON: 5.0, Key.FAR_BACK: -10.0, Key.FAR_ON: 10.0}
SPEEDS = (0.5, 0.75, 1.0, 1.25, 1.5, 2.0, 2.5, 3.0)
_LEAD_IN_S = 1.0
"""A flag is heard from a little before it."""
_JUST_HEARD_S = 1.5
"""Going back leads past what began less than this ago."""


@dataclass(frozen=True, slots=True)
class Flag:
    """A moment that is worth jumping to."""

    t_s: float
    label: str


@dataclass(frozen=True, slots=True)
class Plan:
    """What is replayed, and the places that keys lead to."""

    stretches: Sequence[Stretch]
    turns_s: Sequence[float]
    """Where each turn begins, in order."""
    flags: Sequence[Flag] = ()
    """In order of time."""


class Pressed(Protocol):
    """Where keys come from."""

    def __call__(self, wait: bool = False) -> Key | None:
        """The key that was pressed since the last call; with `wait`, the next one."""


class Script(Protocol):
    """The transcript beside the sound."""

    def begin(self, t_s: float) -> None:
        """The sound goes on from here, wherever it was before."""

    def reached(self, t_s: float) -> None:
        """The sound has come as far as this."""

    def tell(self, text: str) -> None:
        """A remark of the program, on a line of its own."""

    def end(self) -> None:
        """Nothing follows."""


PlayPart = Callable[[Stretch, float, Callable[[float], None], Callable[[], bool]], None]
"""Plays a stretch at a speed, telling the session seconds reached, until its end or until told to stop."""


class Replay:
    """Plays stretches in order; keys pause, seek across them, change the speed, and stop."""

    def __init__(
        self, plan: Plan, script: Script, play: PlayPart, pressed: Pressed, speed: float = 1.0
    ) -> None:
        """`speed` is the one to begin with."""
        self._plan = plan
        self._script = script
        self._play = play
        self._pressed = pressed
        self._speed = speed
        self._now_s = 0.0
        self._begun = False
        self._key: Key | None = None

    def run(self) -> None:
        """Play to the end, or until the stop key. Raises DeviceError where nothing can be played."""
        left = list(self._plan.stretches)
        while left:
            self._key = None
            self._now_s, self._begun = left[0].start_s, False
            self._play(left[0], self._speed, self._reached, self._is_stopped)
            left = left[1:] if self._key is None else self._left_after(self._key)
        self._script.end()

    def _reached(self, t_s: float) -> None:
        if not self._begun:  # only once sound flows: where it cannot, the whole transcript is told instead
            self._script.begin(self._now_s)
            self._begun = True
        self._now_s = t_s
        self._script.reached(t_s)

    def _is_stopped(self) -> bool:
        self._key = self._key or self._pressed()
        return self._key is not None

    def _left_after(self, key: Key) -> list[Stretch]:
        match key:
            case Key.QUIT:
                return []
            case Key.PAUSE:
                return self._left_after_pause()
            case Key.SLOWER | Key.FASTER:
                self._change_speed(1 if key is Key.FASTER else -1)
                return self._from(self._now_s)
            case Key.FLAG_BACK | Key.FLAG_ON:
                return self._from(self._flag(key))
            case Key.TURN_BACK | Key.TURN_ON:
                return self._from(self._turn(key))
        return after_moving(self._plan.stretches, self._now_s, STEPS_S[key])

    def _left_after_pause(self) -> list[Stretch]:
        key = self._pressed(wait=True)
        return self._from(self._now_s) if key in (None, Key.PAUSE) else self._left_after(key)

    def _from(self, t_s: float) -> list[Stretch]:
        return from_moment(self._plan.stretches, max(0.0, t_s))

    def _change_speed(self, step: int) -> None:
        slower = [speed for speed in SPEEDS if speed < self._speed]
        faster = [speed for speed in SPEEDS if speed > self._speed]
        nearest = faster[:1] if step > 0 else slower[-1:]
        self._speed = (nearest or [self._speed])[0]
        self._script.tell(f"{self._speed:g} times as fast")

    def _flag(self, key: Key) -> float:
        """Where the next flag leads; where there is none, the sound goes on."""
        is_on = key is Key.FLAG_ON
        here_s = self._now_s + _LEAD_IN_S + 0.05
        later = [flag for flag in self._plan.flags if flag.t_s > here_s]
        earlier = [flag for flag in self._plan.flags if flag.t_s < self._now_s - _JUST_HEARD_S]
        found = later[:1] if is_on else earlier[-1:]
        self._script.tell(f"⚑ {found[0].label}" if found else f"No {'later' if is_on else 'earlier'} flag.")
        return found[0].t_s - _LEAD_IN_S if found else self._now_s

    def _turn(self, key: Key) -> float:
        starts_s = self._plan.turns_s
        at = self._now_s if key is Key.TURN_ON else self._now_s - _JUST_HEARD_S
        place = bisect_right(starts_s, at) - (0 if key is Key.TURN_ON else 1)
        return starts_s[place] if 0 <= place < len(starts_s) else self._now_s
