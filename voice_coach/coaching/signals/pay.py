"""The compensation conversation: a range, and a reason that lies in the role."""

from __future__ import annotations

from collections.abc import Iterator

from voice_coach.coaching.signals.dialogue import Dialogue, signal_at
from voice_coach.coaching.signals.reading import Hit, Reading
from voice_coach.coaching.signals.signal import Signal, SignalId

_ASKED = ("(earn|pay|salary|compensation|package|expectation|expectations|expect to make|remuneration|wage|offer|money)",)
_OWN_TOPIC = ("(salary|compensation|total comp|base|package|all in|equity|sign on|ote|take home|gross)",)
_RANGE = (
    "between # .. and #", "# (dollars |euros |pounds )?to # .. ", "# to #", "# # ", "from # .. to #", "# .. (base|equity|bonus|stock|sign on|all in|total|gross|package)", "(base|package|total|range|expect|expecting|looking for|looking at|asking for|around|somewhere) .. #", "# (dollars|euros|pounds) .. plus",
)  # fmt: skip
_ROLE = (
    "role|job|position|responsib\\w+|scope|impact|level|seniority|in charge|charge of|carr(y|ies|ying)|own|owns|owning|lead|leads|leading|team|teams|org|roadmap|result|results|revenue|season|outcome|outcomes|market rate|band|mandate|budget|accountable|depends on|lives on|millions?|customers|users|hear|launch|launches|ship|ships|product|line",
)  # fmt: skip
_REASON_LINKS = (
    "because|since|as|that is (what|why|the (level|job|scope|role|kind|reason))|would (own|lead|run|carry|be in charge|be responsible)|will (own|lead|run|carry)|given|based on|i base|reflects?|reason|for (a|the|this) (role|job|position|level|scope)|in line with|what i (bring|base|would)|it is|matches|comes with|goes with|justif\\w+|worth|the (role|job|position|person)",
)  # fmt: skip
_PRIVATE = (
    "flat|apartment|rent|mortgage|house|kids|children|school|wife|husband|family|loan|debt|car|cost of living|expensive (city|town)|inflation|bills|lifestyle|wedding|baby|my (current|last|old|present) (salary|pay|job|flat|employer|company)|i (earn|make) now|commute|neighbou?r|friend",
)  # fmt: skip


def pay_signals(dialogue: Dialogue) -> Iterator[Signal]:
    """Pay expectations and their reasons."""
    for reading in dialogue.candidate:
        asked = dialogue.asked(reading).has(*_ASKED)
        if not (asked or _talks_of_pay(reading)):
            continue
        where = _expectation(reading)
        if where is not None:
            yield signal_at(reading, SignalId.COMP_RANGE, where, value=_amount(reading))
        reason = _reason(reading)
        if reason is not None and (asked or where is not None):
            yield signal_at(reading, SignalId.COMP_REASON, reason)


def _talks_of_pay(reading: Reading) -> bool:
    return bool(reading.numbers) and reading.line.has(*_OWN_TOPIC) and reading.line.has("(i|my) (expect|would|am|want|ask|range|look\\w*|need|expectation)")


def _expectation(reading: Reading) -> Hit | None:
    amounts = [n for n in reading.numbers if n.unit not in {"percent", "clock", "years"}]
    return reading.line.first(*_RANGE) if amounts else None


def _amount(reading: Reading) -> float | None:
    return next((n.value for n in reading.numbers if n.unit not in {"percent", "clock", "years"}), None)


def _reason(reading: Reading) -> Hit | None:
    if reading.line.has(*_PRIVATE):
        return None
    role = reading.line.first(*_ROLE)
    return role if role is not None and reading.line.has(*_REASON_LINKS) else None
