"""What the further measures find in a talk as written and in the same talk as a recogniser gives it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from bench.signals import heard
from voice_coach.assess import assess, conversation_of

Card = Mapping[str, Any]
Found = Counter[tuple[object, ...]]


def both_forms(labelled: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """Per measure what both forms hold and what only one does; how far the first times lie apart."""
    written = [each for each in labelled if each["style"] != "asr"]
    pairs = [
        (assess(conversation_of(each, each["id"])), assess(conversation_of(heard(each), each["id"])))
        for each in written
    ]
    return {
        "talks": len(pairs),
        **{name: _compared(pairs, look) for name, look in _MEASURES.items()},
        "first_constraint_off_s": _off_s(pairs, "first_constraint_s"),
        "first_diagram_off_s": _off_s(pairs, "first_diagram_s"),
        "levels_alike": _share([a == b for one, other in pairs for a, b in _levels(one, other)]),
        "verdicts_alike": _share([one["verdict"] == other["verdict"] for one, other in pairs]),
    }


def _compared(pairs: Sequence[tuple[Card, Card]], look: Callable[[Card], Found]) -> dict[str, int]:
    both = lost = new = 0
    for one, other in pairs:
        a, b = look(one), look(other)
        both, lost, new = both + (a & b).total(), lost + (a - b).total(), new + (b - a).total()
    return {"in_both": both, "only_written": lost, "only_recognised": new}


def _numbers(card: Card) -> Found:
    return Counter((n["turn"], n["value"], n["unit"]) for n in card["numbers"])


def _flagged(card: Card, what: str) -> Found:
    return Counter((n["turn"],) for n in card["numbers"] if n[what])


def _map(card: Card) -> Found:
    cells = (
        (row["kind"], side, c["turn"]) for row in card["constraint_map"] for side in _SIDES for c in row[side]
    )
    return Counter(cells)


_SIDES = ("stated", "choices")
_MEASURES: dict[str, Callable[[Card], Found]] = {
    "questions": lambda card: Counter((q["turn"], q["topic"]) for q in card["opening"]["questions"]),
    "opening_steps": lambda card: Counter((step,) for step in card["opening"]["order"]),
    "constraint_map": _map,
    "numbers": _numbers,
    "sums_checked": lambda card: _flagged(card, "check"),
    "unit_traps": lambda card: _flagged(card, "trap"),
    "tradeoffs": lambda card: Counter((t["turn"], t["quantified"]) for t in card["tradeoffs"]),
}


def _off_s(pairs: Sequence[tuple[Card, Card]], name: str) -> dict[str, Any]:
    times = [(one[name], other[name]) for one, other in pairs]
    off = sorted(abs(a - b) for a, b in times if a is not None and b is not None)
    return {
        "median": round(off[len(off) // 2], 1) if off else None,
        "most": round(off[-1], 1) if off else None,
        "in_one_only": sum((a is None) != (b is None) for a, b in times),
    }


def _levels(one: Card, other: Card) -> list[tuple[int | None, int | None]]:
    return [(a["level"], b["level"]) for a, b in zip(one["dimensions"], other["dimensions"], strict=True)]


def _share(outcomes: Sequence[bool]) -> float:
    return round(sum(outcomes) / len(outcomes), 3) if outcomes else 0.0
