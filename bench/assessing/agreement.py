"""Agreement with labels: signals by precision, recall and F1; levels and verdicts by exact and adjacent
agreement and quadratic weighted kappa. `worst` lists every disagreement."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from voice_coach.assess import assess, conversation_of

VERDICTS = ("no_hire", "borderline", "hire", "strong_hire")
Key = tuple[int, str, str | None]


def agreement(labelled: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """All measures over some labelled transcripts."""
    scorecards = [assess(conversation_of(each, each["id"])) for each in labelled]
    return {
        "transcripts": [each["id"] for each in labelled],
        "signals": _signals(labelled, scorecards),
        "levels": levels_agreement(labelled, scorecards),
        "verdict": verdict_agreement(labelled, scorecards),
        "dropped_quotes": sum(card["dropped_quotes"] for card in scorecards),
        "confusions": _confusions(labelled, scorecards),
        "worst": list(_disagreements(labelled, scorecards)),
    }


def _expected(each: dict[str, Any]) -> set[Key]:
    return {(s["turn"], s["id"], s.get("kind")) for s in each["expected"]["signals"]}


def _found(card: dict[str, Any]) -> set[Key]:
    return {(s["turn"], s["id"], s["kind"]) for s in card["signals"]}


def _signals(labelled: Sequence[dict[str, Any]], cards: Sequence[dict[str, Any]]) -> dict[str, Any]:
    counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    forbidden = 0
    for each, card in zip(labelled, cards, strict=True):
        expected, found = _expected(each), _found(card)
        for key in expected | found:
            outcome = "hit" if key in expected and key in found else "missed" if key in expected else "wrong"
            counts[key[1]][outcome] += 1
            counts["all"][outcome] += 1
        forbidden += len({key[1] for key in found} & set(each["expected"]["absent"]))
    return {
        "by_id": {name: _rates(counts[name]) for name in sorted(counts)},
        "reported_though_absent": forbidden,
    }


def _rates(count: Counter[str]) -> dict[str, float | int | None]:
    hit, wrong, missed = count["hit"], count["wrong"], count["missed"]
    precision = hit / (hit + wrong) if hit + wrong else None
    recall = hit / (hit + missed) if hit + missed else None
    f1 = 2 * hit / (2 * hit + wrong + missed) if hit + wrong + missed else None
    rounded = {
        n: None if v is None else round(v, 3)
        for n, v in (("precision", precision), ("recall", recall), ("f1", f1))
    }
    return {"hit": hit, "wrong": wrong, "missed": missed, **rounded}


def levels_agreement(labelled: Sequence[dict[str, Any]], cards: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """Each dimension and all of them together: exact, adjacent, kappa."""
    pairs: defaultdict[str, list[tuple[int | None, int | None]]] = defaultdict(list)
    for each, card in zip(labelled, cards, strict=True):
        for dimension in card["dimensions"]:
            pair = (each["expected"]["levels"][dimension["id"]], dimension["level"])
            pairs[dimension["id"]].append(pair)
            pairs["all"].append(pair)
    return {name: _agreement(pairs[name]) for name in pairs}


def _confusions(labelled: Sequence[dict[str, Any]], cards: Sequence[dict[str, Any]]) -> dict[str, int]:
    """How often a dimension labelled so was judged so, the commonest first."""
    counts = Counter(
        f"{dimension['id']}: {each['expected']['levels'][dimension['id']]} judged {dimension['level']}"
        for each, card in zip(labelled, cards, strict=True)
        for dimension in card["dimensions"]
        if each["expected"]["levels"][dimension["id"]] != dimension["level"]
    )
    return dict(counts.most_common(12))


def _agreement(pairs: Sequence[tuple[int | None, int | None]]) -> dict[str, float | int | None]:
    both = [(a, b) for a, b in pairs if a is not None and b is not None]
    return {
        "exact": round(sum(a == b for a, b in pairs) / len(pairs), 3),
        "adjacent": round(sum(abs(a - b) <= 1 for a, b in both) / len(both), 3) if both else None,
        "null_disagreements": sum((a is None) != (b is None) for a, b in pairs),
        "kappa": weighted_kappa(both, 4),
    }


def weighted_kappa(pairs: Sequence[tuple[int, int]], top: int) -> float | None:
    """Cohen's kappa with quadratic weights over levels 1 to `top`; None where chance alone would agree."""
    if not pairs:
        return None
    of_a, of_b = Counter(a for a, _ in pairs), Counter(b for _, b in pairs)
    levels = range(1, top + 1)
    seen = sum((a - b) ** 2 for a, b in pairs) / len(pairs)
    chance = sum(of_a[a] * of_b[b] * (a - b) ** 2 for a in levels for b in levels) / len(pairs) ** 2
    return round(1 - seen / chance, 3) if chance else None


def verdict_agreement(labelled: Sequence[dict[str, Any]], cards: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """Verdicts: exact, within a step, kappa, and which were wrong."""
    pairs = [
        (each["expected"]["verdict"], card["verdict"]) for each, card in zip(labelled, cards, strict=True)
    ]
    within = sum(within_one(a, b) for a, b in pairs)
    ranked = [
        (VERDICTS.index(a) + 1, VERDICTS.index(b) + 1) for a, b in pairs if a in VERDICTS and b in VERDICTS
    ]
    wrong = [
        f"{each['id']}: {a} labelled, {b} judged"
        for each, (a, b) in zip(labelled, pairs, strict=True)
        if a != b
    ]
    return {
        "exact": round(sum(a == b for a, b in pairs) / len(pairs), 3),
        "within_one_step": round(within / len(pairs), 3),
        "kappa": weighted_kappa(ranked, len(VERDICTS)),
        "wrong": wrong,
    }


def within_one(a: str, b: str) -> bool:
    """Whether two verdicts are a step apart at most; too little evidence is next to nothing."""
    if a not in VERDICTS or b not in VERDICTS:
        return a == b
    return abs(VERDICTS.index(a) - VERDICTS.index(b)) <= 1


def _disagreements(labelled: Sequence[dict[str, Any]], cards: Iterable[dict[str, Any]]) -> Iterable[str]:
    for each, card in zip(labelled, cards, strict=True):
        expected, found = _expected(each), _found(card)
        for turn, name, kind in sorted(expected ^ found, key=str):
            what = "missed" if (turn, name, kind) in expected else "wrong"
            yield f"{each['id']} turn {turn}: {what} {name}{f' ({kind})' if kind else ''}"
        for dimension in card["dimensions"]:
            label = each["expected"]["levels"][dimension["id"]]
            if label != dimension["level"]:
                yield f"{each['id']}: {dimension['id']} labelled {label}, judged {dimension['level']}"
