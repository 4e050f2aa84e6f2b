"""The learned part: how likely a statement shows each signal, and how far that and the rules are believed.

A linear classifier per signal over `features`, and a second one per signal over its best statements in a turn
and what the rules found there. Their weights come from `training/signals` and lie beside this file.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from voice_coach.coaching.signals.features import Surroundings, features
from voice_coach.coaching.signals.reading import Line, Reading

WEIGHTS = Path(__file__).with_name("learned.npz")
STRETCHES = ((10, 5), (18, 9))
"""Words of a stretch of recognised text, and how far the next one begins."""
LONG_SENTENCE = 18
"""A statement of more words may hold several: it is looked at stretch by stretch as well."""
LONGEST_PAIR = 40
"""Words up to which two sentences in a row are looked at together."""
BY_RULES = 2
"""Which of the clues says that the rules found it."""
_FURTHEST = 6.0
"""Beyond this a likelihood is sure, and how sure does not matter."""


@dataclass(frozen=True)
class Weights:
    """What was learned."""

    labels: tuple[str, ...]
    """`probing_question:kpi`, `sketch_reframed` ..., in the order of the columns."""
    columns: dict[str, int]
    """Row of each feature."""
    values: NDArray[np.float32]
    offsets: NDArray[np.float32]
    trust: dict[str, NDArray[np.float32]]
    """Per id, the weights of `clues`."""


@dataclass(frozen=True, slots=True)
class Likely:
    """The statement of a turn that shows a signal best."""

    label: str
    score: float
    runner_up: float
    where: Line


@cache
def weights() -> Weights:
    """The weights that ship with the package."""
    with np.load(WEIGHTS, allow_pickle=False) as stored:
        scale = stored["scale"].astype(np.float32)
        return Weights(
            tuple(stored["labels"].tolist()),
            {name: row for row, name in enumerate(str(stored["features"]).split("\n"))},
            stored["values"].astype(np.float32) * scale,
            stored["offsets"].astype(np.float32),
            dict(zip(stored["trusted"].tolist(), stored["trust"].astype(np.float32), strict=True)),
        )


def units(reading: Reading) -> Iterator[Line]:
    """What is classified: sentences, alone and in pairs; overlapping stretches where there are no marks."""
    if not reading.is_punctuated:
        yield from stretches(reading.line)
        return
    yield from reading.sentences
    for one, other in pairwise(reading.sentences):
        if len(one.words) + len(other.words) <= LONGEST_PAIR:
            yield Line((*one.tokens, *other.tokens), one.text, (), other.ends_as_question)
    for sentence in reading.sentences:
        if len(sentence.tokens) > LONG_SENTENCE and not sentence.ends_as_question:
            yield from stretches(sentence)


def stretches(line: Line) -> Iterator[Line]:
    """Overlapping stretches of a line without sentence marks."""
    tokens = line.tokens
    for length, step in STRETCHES:
        for first in range(0, max(1, len(tokens) - length + step), step):
            yield Line(tokens[first : first + length], line.text, ())


def likely(reading: Reading, near: Surroundings) -> dict[str, Likely]:
    """For every label the statement of a turn that shows it best."""
    lines = [line for line in units(reading) if line.words]
    if not lines:
        return {}
    learned = weights()
    scores = np.stack([_score(learned, line, near) for line in lines])
    return best_of(learned.labels, scores, lines)


def best_of(labels: Sequence[str], scores: NDArray[np.float32], lines: Sequence[Line]) -> dict[str, Likely]:
    """The best and the second score of each label over the statements of a turn."""
    ordered = np.sort(scores.clip(-_FURTHEST, _FURTHEST), axis=0)
    best = scores.argmax(0)
    second = ordered[-2] if len(lines) > 1 else np.full(len(labels), -_FURTHEST)
    return {
        label: Likely(label, float(ordered[-1, at]), float(second[at]), lines[best[at]])
        for at, label in enumerate(labels)
    }


def _score(learned: Weights, line: Line, near: Surroundings) -> NDArray[np.float32]:
    names = features(line.words, line.ends_as_question, near)
    rows = [row for name in names if (row := learned.columns.get(name)) is not None]
    summed: NDArray[np.float32] = learned.values[rows].sum(0)
    return summed / np.float32(max(1, len(rows)) ** 0.5) + learned.offsets


def clues(reading: Reading, label: str, seen: dict[str, Likely], by_rules: frozenset[str]) -> list[float]:
    """What speaks for a signal in a turn; `by_rules` are the labels that the rules found there."""
    name, _, kind = label.partition(":")
    rivals = [other.score for other in seen.values() if kind and _rivals(other.label, label)]
    return [
        seen[label].score,
        seen[label].runner_up,
        float(label in by_rules),
        float(label not in by_rules and any(other.startswith(name) for other in by_rules)),
        seen[label].score - max(rivals, default=0.0) if kind else 0.0,
        float(reading.is_punctuated),
        float(bool(reading.numbers)),
        float(len(reading.numbers) >= 2),
        1.0,
    ]


def _rivals(one: str, other: str) -> bool:
    return one != other and one.partition(":")[0] == other.partition(":")[0]


def likelihood(label: str, given: Sequence[float]) -> float | None:
    """How likely a turn shows a signal, all clues together; None where nothing was learned about it."""
    trust = weights().trust.get(label.partition(":")[0])
    return None if trust is None else float(1 / (1 + np.exp(-np.dot(trust, given))))
