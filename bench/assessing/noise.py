"""What a recogniser's errors do to the levels: words swapped, dropped and added at a given rate."""

from __future__ import annotations

import copy
import random
import re
from collections.abc import Iterable, Sequence
from typing import Any

from assessing.agreement import weighted_kappa, within_one
from voice_coach.assess import assess, conversation_of

RATES = (0.05, 0.10, 0.20)
SEEDS = range(5)
_SWAPPED, _DROPPED = 0.6, 0.2
"""Of all errors; the rest are added words. About the mix of a small recogniser on conversational speech."""


def noise(labelled: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """Agreement of the noisy scorecards with those of the clean text, and with the labels, for each rate."""
    clean = [assess(conversation_of(each, each["id"])) for each in labelled]
    words = sorted({word for each in labelled for turn in each["turns"] for word in _words(turn["text"])})
    return {f"{rate:.0%}": _at(rate, labelled, clean, words) for rate in RATES}


def _at(rate: float, labelled: Sequence[Any], clean: Sequence[Any], words: Sequence[str]) -> dict[str, Any]:
    runs = [_run(rate, seed, labelled, clean, words) for seed in SEEDS]
    return {name: [round(min(values), 3), round(sum(values) / len(values), 3), round(max(values), 3)]
            for name in runs[0] for values in [[run[name] for run in runs]]}  # fmt: skip


def _run(
    rate: float, seed: int, labelled: Sequence[Any], clean: Sequence[Any], words: Sequence[str]
) -> dict[str, float]:
    chance = random.Random(seed)
    cards = [assess(conversation_of(_noisy(each, rate, words, chance), each["id"])) for each in labelled]
    pairs = [
        (was["level"], is_["level"], each["expected"]["levels"][was["id"]])
        for each, before, after in zip(labelled, clean, cards, strict=True)
        for was, is_ in zip(before["dimensions"], after["dimensions"], strict=True)
    ]
    moves = [(after or 0) - (before or 0) for before, after, _ in pairs]
    verdicts = [(a["verdict"], b["verdict"]) for a, b in zip(clean, cards, strict=True)]
    labels = [(label, after) for _, after, label in pairs if label is not None and after is not None]
    return {
        "levels_as_clean": _share(move == 0 for move in moves),
        "levels_within_one_of_clean": _share(abs(move) <= 1 for move in moves),
        "levels_above_clean": _share(move > 0 for move in moves),
        "verdict_as_clean": _share(a == b for a, b in verdicts),
        "verdict_within_one_step_of_clean": _share(within_one(a, b) for a, b in verdicts),
        "kappa_with_labels": weighted_kappa(labels, 4) or 0.0,
        "quotes_not_in_the_text": float(sum(card["dropped_quotes"] for card in cards)),
    }


def _share(outcomes: Iterable[bool]) -> float:
    told = list(outcomes)
    return sum(told) / len(told)


def _noisy(each: dict[str, Any], rate: float, words: Sequence[str], chance: random.Random) -> dict[str, Any]:
    """The candidate's words as a recogniser writes them, with errors."""
    noisy = copy.deepcopy(each)
    for turn in noisy["turns"]:
        if turn["speaker"] == "candidate":
            turn["text"] = " ".join(_misheard(_words(turn["text"]), rate, words, chance)) or "um"
    return noisy


def _words(text: str) -> list[str]:
    return re.findall(r"[a-z0-9'$%.]*[a-z0-9%]", text.lower())


def _misheard(said: Sequence[str], rate: float, words: Sequence[str], chance: random.Random) -> list[str]:
    heard: list[str] = []
    for word in said:
        if chance.random() >= rate:
            heard.append(word)
            continue
        kind = chance.random()
        if kind < _SWAPPED:
            heard.append(_alike(word, words, chance))
        elif kind >= _SWAPPED + _DROPPED:
            heard += [word, chance.choice(words)]
    return heard


def _alike(word: str, words: Sequence[str], chance: random.Random) -> str:
    """Of some words the one that looks most like it."""
    from rapidfuzz import fuzz

    others = [other for other in chance.sample(list(words), min(60, len(words))) if other != word]
    return max(others, key=lambda other: fuzz.ratio(word, other))
