"""What went wrong on a card, counted between two looks."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum


class CardFault(StrEnum):
    """The ids that `SoundCard.drain_faults` begins with."""

    INPUT_OVERRUN = "input_overrun"
    """Sound of the microphone was lost; silence stands in its place."""
    OUTPUT_UNDERRUN = "output_underrun"
    """The loudspeaker ran dry in the middle of what it had to say."""
    MICROPHONE_SILENT = "microphone_silent"
    """Exact zeros for 4 s: the system keeps the microphone from us."""
    DEVICES_LOST = "devices_lost"
    """The microphone or the loudspeaker is gone."""
    DEVICES_BACK = "devices_back"
    """The devices that were chosen work again."""
    OTHER_DEVICES = "other_devices"
    """The chosen ones stay away; the system's default ones have taken their place."""


class FaultTally:
    """Counts per fault, with the session sample at which each first happened."""

    def __init__(self) -> None:
        self._counts: dict[CardFault, tuple[int, int]] = {}

    def add(self, fault: CardFault, at: int, count: int = 1) -> None:
        """Count `fault`, seen at session sample `at`."""
        before, first = self._counts.get(fault, (0, at))
        self._counts[fault] = (before + count, first)

    def drain(self) -> Sequence[str]:
        """`id:count@sample` each, `microphone_silent` bare; and start anew."""
        if not self._counts:
            return ()
        found, self._counts = self._counts, {}
        return tuple(_line(fault, *seen) for fault, seen in found.items())


def _line(fault: CardFault, count: int, first: int) -> str:
    if fault is CardFault.MICROPHONE_SILENT:
        return fault.value
    return f"{fault.value}:{count}@{first}"
