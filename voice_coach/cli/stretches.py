"""Which parts of a recording are replayed, and where a seek leads."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from voice_coach.errors import UsageError

BEFORE_FLAG_S = 1.0
AFTER_FLAG_S = 12.0


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of a session, in session seconds."""

    start_s: float
    end_s: float


def seconds_from(text: str) -> float:
    """`3:20`, `1:03:20` or `200` as seconds. Raises UsageError."""
    parts = text.split(":")
    if len(parts) > 3 or not all(part.isdigit() for part in parts):
        raise UsageError(f"--at {text!r} is no time.", "Give minutes and seconds, like 3:20.")
    seconds = 0
    for part in parts:
        seconds = seconds * 60 + int(part)
    return float(seconds)


def of_flags(flags: Iterable[Mapping[str, object]], turns: Mapping[int, Stretch]) -> list[Stretch]:
    """The moments around a scorecard's signals that lie in one of these turns."""
    found = []
    for flag in flags:
        index, t_s = flag.get("turn"), flag.get("t_s")
        turn = turns.get(index) if isinstance(index, int) else None
        if turn is not None and isinstance(t_s, int | float):
            start_s = max(turn.start_s, t_s - BEFORE_FLAG_S)
            found.append(Stretch(start_s, max(start_s, min(turn.end_s, t_s + AFTER_FLAG_S))))
    return found


def joined(stretches: Iterable[Stretch]) -> list[Stretch]:
    """The same moments in order, each once."""
    out: list[Stretch] = []
    for each in sorted(stretches, key=lambda stretch: stretch.start_s):
        if out and each.start_s <= out[-1].end_s:
            out[-1] = Stretch(out[-1].start_s, max(out[-1].end_s, each.end_s))
        else:
            out.append(each)
    return out


def from_moment(stretches: Sequence[Stretch], at_s: float) -> list[Stretch]:
    """What is left of the stretches from a moment on; [] where it is past their end."""
    return [Stretch(max(each.start_s, at_s), each.end_s) for each in stretches if each.end_s > at_s]


def after_moving(stretches: Sequence[Stretch], now_s: float, by_s: float) -> list[Stretch]:
    """What is left after moving along what is heard; what lies between the stretches does not count."""
    heard_s = sum(max(0.0, min(each.end_s, now_s) - each.start_s) for each in stretches)
    ahead_s, left = max(0.0, heard_s + by_s), []
    for each in stretches:
        start_s = each.start_s + ahead_s
        if start_s < each.end_s:
            left.append(Stretch(start_s, each.end_s))
        ahead_s = max(0.0, start_s - each.end_s)
    return left
