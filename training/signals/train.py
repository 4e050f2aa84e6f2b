# ruff: noqa: T201
"""Train the learned part: `python -m training.signals.train [--check]` (needs scikit-learn).

Statements of the grammar and of the conversations in `talks`, as written and as a recogniser gives them, make
the examples. Conversations are left out in turn, five parts of them: what was learned without a conversation
scores its statements, and on these scores the second step learns how far to believe them and the rules.
`--check` prints precision and recall on the conversations left out, of the rules alone and of both together
from several likelihoods on; without it everything is learned and `learned.npz` is written.
"""

from __future__ import annotations

import json
import sys
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from training.signals.grammar_examples import grammar_examples
from training.signals.talks import Spoken, shown, spoken, talks
from voice_coach.coaching.signals import Signal, find_signals
from voice_coach.coaching.signals.features import Surroundings, features, surroundings
from voice_coach.coaching.signals.learned import BY_RULES, WEIGHTS, best_of, clues, units
from voice_coach.coaching.signals.reading import Line, Reading

SEEDS = (None, 1, 2)
"""Each conversation as written, and twice as a recogniser gives it."""
PARTS = 5
LEAST_SEEN = 3
_FEWEST_SHOWN = 5
"""Turns that must show an id before anything is learned of how far to believe it."""
NOT_LEARNED = frozenset({"diagram_first", "jargon_stretch", "arithmetic_error"})
_LIKELIHOODS = (0.4, 0.5, 0.6, 0.7, 0.8)
Row = tuple[str, list[float], bool]


@dataclass(frozen=True)
class Example:
    """The features of a statement, the labels it shows and those it says nothing about."""

    features: frozenset[str]
    labels: frozenset[str]
    unclear: frozenset[str]
    part: int
    """Of the conversations left out in turn; -1 is never left out."""


@dataclass(frozen=True)
class Learned:
    """One training's outcome."""

    labels: list[str]
    columns: dict[str, int]
    values: np.ndarray
    offsets: np.ndarray

    def scores(self, given: Sequence[frozenset[str]]) -> np.ndarray:
        """Scores of statements."""
        return np.asarray(matrix(given, self.columns) @ self.values + self.offsets)


def part_of(name: str) -> int:
    """Which fifth a conversation belongs to."""
    return zlib.crc32(name.encode()) % PARTS


def talk_examples(heard: Sequence[Spoken]) -> Iterator[Example]:
    """Every unit of every turn, where it was said and as if the conversation had had few turns."""
    for each in heard:
        for reading in each.dialogue.readings:
            near = surroundings(each.dialogue, reading)
            for place in (near, *short_of(near, reading.index)):
                for line, names in described(reading, place):
                    sure, unclear = shown(line, each.spans[reading.index])
                    yield Example(names, sure - NOT_LEARNED, unclear, part_of(each.talk.name))


def short_of(near: Surroundings, turn: int) -> Iterator[Surroundings]:
    """The same words in a conversation of one to three turns, with the question before them or without."""
    if near.place is not None and near.place > turn % 3:
        yield Surroundings(near.asked if turn % 2 else (), turn % 3)


def described(reading: Reading, near: Surroundings) -> Iterator[tuple[Line, frozenset[str]]]:
    """The units of a turn with their features."""
    for line in units(reading):
        if line.words:
            yield line, frozenset(features(line.words, line.ends_as_question, near))


def matrix(given: Sequence[frozenset[str]], columns: dict[str, int]) -> csr_matrix:
    """Binary features, each row of unit length."""
    rows = [sorted(columns[name] for name in names if name in columns) for names in given]
    ends = np.cumsum([0, *map(len, rows)])
    values = np.concatenate([np.full(len(r), max(1, len(r)) ** -0.5) for r in rows])
    return csr_matrix((values, np.concatenate(rows).astype(np.int32), ends), shape=(len(given), len(columns)))


def vocabulary(given: Sequence[Example]) -> dict[str, int]:
    """Features that occur often enough."""
    counts = Counter(name for example in given for name in example.features)
    return {
        name: row
        for row, name in enumerate(
            sorted(n for n, count in counts.items() if count >= LEAST_SEEN * (1 + 2 * (n.count(" ") > 1)))
        )
    }


def learn(given: Sequence[Example]) -> Learned:
    """A linear classifier per label."""
    columns = vocabulary(given)
    x = matrix([e.features for e in given], columns)
    labels = sorted({label for e in given for label in e.labels})
    values, offsets = [], []
    for label in labels:
        y = np.array([label in e.labels for e in given])
        clear = np.array([label not in e.unclear and label.split(":")[0] not in e.unclear for e in given])
        model = LogisticRegression(C=8.0, solver="liblinear", class_weight={False: 1.0, True: 2.0})
        model.fit(x[clear], y[clear])
        values.append(model.coef_[0])
        offsets.append(model.intercept_[0])
    return Learned(labels, columns, np.array(values).T, np.array(offsets))


def turn_rows(learned: Learned, heard: Sequence[Spoken]) -> Iterator[Row]:
    """For every turn and label the clues, and whether it is there."""
    for each in heard:
        found: defaultdict[int, set[str]] = defaultdict(set)
        for signal in find_signals(each.dialogue, learned=False):
            found[signal.turn].add(label_of(signal))
        for reading in each.dialogue.readings:
            here = list(described(reading, surroundings(each.dialogue, reading)))
            if not here:
                continue
            scores = learned.scores([names for _, names in here]).astype(np.float32)
            seen = best_of(learned.labels, scores, [line for line, _ in here])
            statements = [s for _, _, s in each.spans[reading.index]]
            truth = {label for s in statements for label in s.labels}
            unclear = {label for s in statements for label in s.unclear}
            for label in learned.labels:
                if label.split(":")[0] not in unclear:
                    yield label, clues(reading, label, seen, frozenset(found[reading.index])), label in truth


def label_of(signal: Signal) -> str:
    """`probing_question:kpi`, or the id alone."""
    return f"{signal.id}:{signal.kind}" if signal.kind else str(signal.id)


def trust(rows: Sequence[Row]) -> dict[str, np.ndarray]:
    """Per id, how far to believe each clue."""
    by_id: defaultdict[str, list[Row]] = defaultdict(list)
    for row in rows:
        by_id[row[0].split(":")[0]].append(row)
    found = {}
    for name, given in sorted(by_id.items()):
        y = np.array([there for _, _, there in given])
        if y.sum() >= _FEWEST_SHOWN and name != "tour":
            model = LogisticRegression(C=1.0, fit_intercept=False, max_iter=2000)
            found[name] = model.fit(np.array([seen for _, seen, _ in given]), y).coef_[0]
    return found


def left_out(examples: Sequence[Example], heard: Sequence[Spoken]) -> list[list[Row]]:
    """The rows of each part, scored by what was learned without it."""
    found = []
    for part in range(PARTS):
        learned = learn([e for e in examples if e.part != part])
        found.append(list(turn_rows(learned, [h for h in heard if part_of(h.talk.name) == part])))
    return found


def checked(parts: Sequence[list[Row]], likelihood: float) -> dict[str, object]:
    """Precision and recall of rules and learned part where neither step has seen the conversation."""
    counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for at, part in enumerate(parts):
        believed = trust([row for other, rows in enumerate(parts) if other != at for row in rows])
        for label, seen, there in part:
            weights = believed.get(label.split(":")[0])
            is_ruled = bool(seen[BY_RULES])
            is_likely = weights is not None and 1 / (1 + np.exp(-np.dot(weights, seen))) >= likelihood
            counts[label.split(":")[0]][f"{'found' if is_ruled or is_likely else 'not'} {there}"] += 1
    every = sum(counts.values(), Counter[str]())
    return {"all": _rates(every)} | {name: _rates(count) for name, count in sorted(counts.items())}


def _rates(count: Counter[str]) -> dict[str, float]:
    hit, wrong, missed = count["found True"], count["found False"], count["not True"]
    return {
        "precision": round(hit / max(1, hit + wrong), 3),
        "recall": round(hit / max(1, hit + missed), 3),
        "f1": round(2 * hit / max(1, 2 * hit + wrong + missed), 3),
        "n": hit + missed,
    }


def write(learned: Learned, believed: dict[str, np.ndarray]) -> None:
    """The weights that ship: those that are nothing in eight bits are left out."""
    scale = np.abs(learned.values).max(0) / 127
    small = np.round(learned.values / scale).astype(np.int8)
    kept = np.abs(small).max(1) >= 6
    names = np.array(list(learned.columns))[kept]
    np.savez_compressed(
        WEIGHTS,
        labels=np.array(learned.labels),
        features=np.array("\n".join(names)),
        values=small[kept],
        scale=scale.astype(np.float32),
        offsets=learned.offsets.astype(np.float32),
        trusted=np.array(list(believed)),
        trust=np.array(list(believed.values()), np.float32),
    )


def main(arguments: list[str]) -> None:
    """Check or write."""
    heard = [spoken(talk, seed) for talk in talks() for seed in SEEDS]
    from_grammar = [Example(*each, -1) for each in grammar_examples()]
    examples = [*from_grammar, *talk_examples(heard)]
    parts = left_out(examples, heard)
    if "--check" in arguments:
        rules = {"rules alone": checked(parts, 2.0)}
        together = {str(each): checked(parts, each) for each in _LIKELIHOODS}
        print(json.dumps({"examples": len(examples), "left_out": rules | together}, indent=1))
        return
    learned = learn(examples)
    write(learned, trust([row for part in parts for row in part]))
    print(json.dumps({"examples": len(examples), "bytes": WEIGHTS.stat().st_size}))


if __name__ == "__main__":
    main(sys.argv[1:])
