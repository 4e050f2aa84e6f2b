"""The candidate's key: takes the floor where a voice cannot, or sooner."""

from __future__ import annotations

from collections.abc import Callable

from voice_coach.cli.keys import Key, NoKeys


class FloorKey:
    """Looks for the space bar whenever something happens; in an interview that is ten times a second."""

    def __init__(self, keys: NoKeys, press: Callable[[], None]) -> None:
        self._keys = keys
        self._press = press

    def observe(self, _event: dict[str, object]) -> None:
        """Press where the candidate did."""
        if self._keys.pressed() is Key.PAUSE:
            self._press()
