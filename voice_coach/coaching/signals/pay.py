"""The compensation conversation: a range, and a reason that lies in the role."""

from __future__ import annotations

from collections.abc import Iterator

from voice_coach.coaching.signals.dialogue import Dialogue, signal_at
from voice_coach.coaching.signals.pay_phrases import (
    ASKED,
    OWN_TOPIC,
    PRIVATE,
    RANGE,
    REASON_LINKS,
    ROLE,
)
from voice_coach.coaching.signals.reading import Hit, Reading
from voice_coach.coaching.signals.signal import Signal, SignalId


def pay_signals(dialogue: Dialogue) -> Iterator[Signal]:
    """Pay expectations and their reasons."""
    for reading in dialogue.candidate:
        asked = dialogue.asked(reading).has(*ASKED)
        if not (asked or _talks_of_pay(reading)):
            continue
        where = _expectation(reading)
        if where is not None:
            yield signal_at(reading, SignalId.COMP_RANGE, where, value=_amount(reading))
        reason = _reason(reading)
        if reason is not None and (asked or where is not None):
            yield signal_at(reading, SignalId.COMP_REASON, reason)


def _talks_of_pay(reading: Reading) -> bool:
    return (
        bool(reading.numbers)
        and reading.line.has(*OWN_TOPIC)
        and reading.line.has("(i|my) (expect|would|am|want|ask|range|look\\w*|need|expectation)")
    )


def _expectation(reading: Reading) -> Hit | None:
    amounts = [n for n in reading.numbers if n.unit not in {"percent", "clock", "years"}]
    return reading.line.first(*RANGE) if amounts else None


def _amount(reading: Reading) -> float | None:
    return next((n.value for n in reading.numbers if n.unit not in {"percent", "clock", "years"}), None)


def _reason(reading: Reading) -> Hit | None:
    if reading.line.has(*PRIVATE):
        return None
    role = reading.line.first(*ROLE)
    return role if role is not None and reading.line.has(*REASON_LINKS) else None
