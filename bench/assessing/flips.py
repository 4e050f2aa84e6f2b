"""One behaviour taken out of a talk: which dimensions move."""

from __future__ import annotations

import copy
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from assessing.steadiness import levels_of

BEHAVIOURS = {
    "framing": {"restatement", "probing_question"},
    "constraints": {"constraint_stated"},
    "tradeoff_clarity": {"tradeoff_quantified", "tradeoff_unquantified"},
    "prioritisation": {"prioritised", "laundry_list"},
    "impact": {"impact_stated"},
    "product_sense": {"user_story"},
    "pressure": {"sketch_reframed", "sketch_obeyed", "sketch_refused"},
    "technical_credibility": {"approach_stated"},
}
"""What belongs to one dimension alone; a choice mapped, a source and a link to a metric serve several."""
NEUTRAL = "Well, let me think about that for a moment. I would have to look at it with the others."


def flips(labelled: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """For each dimension: trials in which only its own behaviour was taken out, and what moved."""
    found: defaultdict[str, Counter[str]] = defaultdict(Counter)
    strays: Counter[str] = Counter()
    for each in labelled:
        before = levels_of(each)
        for dimension, changed in _flipped(each):
            after = levels_of(changed)
            others = [d for d in before if d != dimension and before[d] != after[d]]
            found[dimension]["trials"] += 1
            found[dimension]["its_own_moved"] += before[dimension] != after[dimension]
            found[dimension]["another_moved"] += bool(others)
            strays.update(f"{dimension} -> {other}" for other in others)
    return {"by_dimension": {name: dict(count) for name, count in found.items()}, "strays": dict(strays)}


def _flipped(each: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """The talk without every turn that holds the dimension's behaviour, where these turns hold no other."""
    for dimension, ids in BEHAVIOURS.items():
        turns = {s["turn"] for s in each["expected"]["signals"] if s["id"] in ids}
        others = {s["turn"] for s in each["expected"]["signals"] if s["id"] not in ids}
        if not turns or turns & others:
            continue
        changed = copy.deepcopy(each)
        for turn in turns:
            changed["turns"][turn]["text"] = NEUTRAL
        yield dimension, changed
