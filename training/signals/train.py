# ruff: noqa: E501, T201
"""Train the learned part: `python -m training.signals.train [--check]` (needs scikit-learn, and the package).

Sentences of the grammar, alone and run together as recognised turns, make the examples. `--check` trains without
the fifth of frames and fillers that only validation sees and prints precision and recall on them; without it
everything is learned and `voice_coach/coaching/signals/learned.npz` is written.
"""

from __future__ import annotations

import json
import random
import sys
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from bench.recogniser_text import as_recognised
from training.signals.grammar import Grammar, Sentence, is_held_out
from voice_coach.coaching.signals.learned import STRETCHES, WEIGHTS, features
from voice_coach.coaching.signals.reading import Token, read_turn
from voice_coach.coaching.transcript import Speaker, TranscriptTurn

NAMES = {
    "re": "restatement", "pq": "probing_question", "cs": "constraint_stated", "ap": "approach_stated",
    "cm": "choice_mapped", "tq": "tradeoff_quantified", "tu": "tradeoff_unquantified", "pr": "prioritised",
    "ll": "laundry_list", "us": "user_story", "ml": "user_metric_link", "im": "impact_stated",
    "sf": "sketch_reframed", "sx": "sketch_refused", "so": "sketch_obeyed", "ns": "number_sourced",
    "cr": "comp_range", "cn": "comp_reason", "tour": "tour", "sr": "sketch_request",
}  # fmt: skip
PER_FRAME, TURNS = 8, 1200
LEAST_SEEN = 3
UNCLEAR = {
    "sketch_reframed": ("constraint_stated", "impact_stated", "restatement"),
    "number_sourced": ("impact_stated",),
}


@dataclass(frozen=True)
class Example:
    """One unit with the labels it shows and those it says nothing about."""

    words: tuple[str, ...]
    asks: bool
    labels: frozenset[str]
    unclear: frozenset[str] = frozenset()


def named(sentence: Sentence) -> frozenset[str]:
    """The labels under the ids of the closed list."""
    return frozenset(
        NAMES[k] + (f":{kind}" if kind else "") for k, _, kind in (x.partition(":") for x in sentence.labels)
    )


def _read(text: str) -> tuple[Token, ...]:
    return read_turn(TranscriptTurn(0, Speaker.CANDIDATE, 0.0, 1.0, text)).line.tokens


def examples(grammar: Grammar, held_out: bool | None, seed: int) -> Iterator[Example]:
    """Clean sentences and stretches of recognised turns; `held_out` None takes everything."""
    chance = random.Random(seed)
    frames = [f for f in grammar.frames if held_out is None or is_held_out(f[1]) == held_out]

    def drawn(frame: tuple[str, str]) -> Sentence:
        return grammar.sentence(frame, chance.random() < 0.2 if held_out is None else held_out, chance)

    for frame in frames:
        for _ in range(PER_FRAME):
            yield from _clean(drawn(frame))
    for turn in range(TURNS if not held_out else TURNS // 5):
        said = [drawn(chance.choice(frames)) for _ in range(chance.randint(1, 4))]
        yield from _stretches(said, turn)


def _clean(sentence: Sentence) -> Iterator[Example]:
    whole = read_turn(TranscriptTurn(0, Speaker.CANDIDATE, 0.0, 1.0, sentence.text))
    labels = named(sentence)
    several = len(whole.sentences) > 1
    for line in whole.sentences:
        # a part of a longer statement may or may not show it alone
        yield Example(
            line.words,
            line.ends_as_question,
            frozenset() if several else labels,
            labels if several else _unclear(labels),
        )
    if several:
        yield Example(whole.line.words, False, labels, _unclear(labels))


def _unclear(labels: frozenset[str]) -> frozenset[str]:
    return frozenset(other for label in labels for other in UNCLEAR.get(label, ()))


def _stretches(said: list[Sentence], turn: int) -> Iterator[Example]:
    words: list[str] = []
    spans: list[tuple[int, int, frozenset[str]]] = []
    for at, sentence in enumerate(said):
        heard = [t.norm for t in _read(as_recognised(sentence.text, turn * 7 + at)) if t.norm not in ".?"]
        spans.append((len(words), len(words) + len(heard), named(sentence)))
        words += heard
    for length, step in STRETCHES:
        for first in range(0, max(1, len(words) - length + step), step):
            yield _stretch(words[first : first + length], first, spans)


def _stretch(words: list[str], first: int, spans: list[tuple[int, int, frozenset[str]]]) -> Example:
    shown: set[str] = set()
    unclear: set[str] = set()
    for start, end, labels in spans:
        shared = min(first + len(words), end) - max(first, start)
        share = shared / max(1, min(end - start, len(words)))
        if share >= 0.8:
            shown |= labels
            unclear |= _unclear(labels)
        elif share > 0.25:
            unclear |= labels | _unclear(labels)
    return Example(tuple(words), False, frozenset(shown), frozenset(unclear - shown))


def matrix(given: list[Example], columns: dict[str, int]) -> csr_matrix:
    """Binary features, each row of unit length."""
    indices: list[int] = []
    ends = [0]
    values: list[float] = []
    for example in given:
        rows = sorted(
            r for name in features(example.words, example.asks) if (r := columns.get(name)) is not None
        )
        indices += rows
        values += [len(rows) ** -0.5] * len(rows)
        ends.append(len(indices))
    return csr_matrix((values, indices, ends), shape=(len(given), len(columns)))


def vocabulary(given: list[Example]) -> dict[str, int]:
    """Features that occur often enough."""
    counts: dict[str, int] = {}
    for example in given:
        for name in features(example.words, example.asks):
            counts[name] = counts.get(name, 0) + 1
    kept = sorted(
        name for name, count in counts.items() if count >= LEAST_SEEN * (1 + 3 * (name.count(" ") > 1))
    )
    return {name: row for row, name in enumerate(kept)}


def fit(given: list[Example], columns: dict[str, int]) -> tuple[list[str], np.ndarray, np.ndarray]:
    """Labels, weights and offsets."""
    x = matrix(given, columns)
    labels = sorted({label for example in given for label in example.labels})
    values, offsets = [], []
    for label in labels:
        y = np.array([label in e.labels for e in given])
        clear = np.array([label not in e.unclear and label.split(":")[0] not in e.unclear for e in given])
        model = LogisticRegression(C=20.0, solver="liblinear", class_weight={False: 1.0, True: 2.0}).fit(
            x[clear], y[clear]
        )
        values.append(model.coef_[0])
        offsets.append(model.intercept_[0])
    return labels, np.array(values).T, np.array(offsets)


def main(arguments: list[str]) -> None:
    """Check or write."""
    grammar = Grammar()
    checking = "--check" in arguments
    given = list(examples(grammar, False if checking else None, 1))
    columns = vocabulary(given)
    labels, values, offsets = fit(given, columns)
    if checking:
        print(
            json.dumps(
                _validated(list(examples(grammar, True, 2)), columns, labels, values, offsets), indent=1
            )
        )
        return
    scale = np.abs(values).max(0) / 127
    np.savez_compressed(
        WEIGHTS, labels=np.array(labels), features=np.array("\n".join(columns)), offsets=offsets.astype(np.float32),
        values=np.round(values / scale).astype(np.int8), scale=scale.astype(np.float32),
        thresholds=np.full(len(labels), 0.6, np.float32),
    )  # fmt: skip
    print(json.dumps({"examples": len(given), "features": len(columns), "bytes": WEIGHTS.stat().st_size}))


def _validated(
    given: list[Example], columns: dict[str, int], labels: list[str], values: np.ndarray, offsets: np.ndarray
) -> dict[str, object]:
    scores = matrix(given, columns) @ values + offsets
    figures: dict[str, object] = {"examples": len(given)}
    for at, label in enumerate(labels):
        clear = np.array([label not in e.unclear and label.split(":")[0] not in e.unclear for e in given])
        truth, found = np.array([label in e.labels for e in given])[clear], (scores[:, at] > 0)[clear]
        hit = int((truth & found).sum())
        figures[label] = {
            "precision": round(hit / max(1, int(found.sum())), 3),
            "recall": round(hit / max(1, int(truth.sum())), 3),
            "n": int(truth.sum()),
        }
    return figures


if __name__ == "__main__":
    main(sys.argv[1:])
