"""The learned part: how likely a sentence, or a stretch of words without marks, shows each signal.

A linear classifier per signal over one to three words in a row and a few marks of form. Its weights come from
`training/signals` and lie beside this file.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from voice_coach.coaching.signals.reading import Line, Reading

WEIGHTS = Path(__file__).with_name("learned.npz")
LONGEST_GRAM = 3
STRETCHES = ((10, 4), (18, 6))
"""Words of a stretch of recognised text, and how far the next one begins."""
LONG_SENTENCE = 18
"""A statement of more words may name several limits: it is looked at stretch by stretch as well."""
_LOCAL = "constraint_stated:"
"""Of the labels, those that a few words can show."""


@dataclass(frozen=True)
class Weights:
    """What was learned."""

    labels: tuple[str, ...]
    """`probing_question:kpi`, `sketch_reframed` ..., in the order of the columns."""
    columns: dict[str, int]
    """Row of each feature."""
    values: NDArray[np.float32]
    offsets: NDArray[np.float32]
    thresholds: NDArray[np.float32]
    """Likelihood from which a signal is reported."""


@dataclass(frozen=True, slots=True)
class Likely:
    """The stretch of a turn that shows a signal best."""

    label: str
    likelihood: float
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
            stored["thresholds"].astype(np.float32),
        )


def units(reading: Reading) -> Iterator[Line]:
    """What is classified: sentences where there are marks, else overlapping stretches."""
    if reading.is_punctuated:
        yield from reading.sentences
        return
    yield from stretches(reading.line)


def parts(reading: Reading) -> Iterator[Line]:
    """Of long statements the stretches: a limit is often a few words among others."""
    for sentence in reading.sentences if reading.is_punctuated else ():
        if len(sentence.tokens) > LONG_SENTENCE and not sentence.ends_as_question:
            yield from stretches(sentence)


def stretches(line: Line) -> Iterator[Line]:
    """Overlapping stretches of a line without sentence marks."""
    tokens = line.tokens
    for length, step in STRETCHES:
        for first in range(0, max(1, len(tokens) - length + step), step):
            yield Line(tokens[first : first + length], line.text, ())


def features(words: Sequence[str], asks: bool) -> set[str]:
    """The features of a unit: words in a row, numbers, question form, length."""
    padded = ("<", *words, ">")
    found = {
        " ".join(padded[at : at + length])
        for length in range(1, LONGEST_GRAM + 1)
        for at in range(len(padded) - length + 1)
    }
    found.add(f"<numbers {min(4, list(words).count('#'))}>")
    if asks:
        found.add("<asks>")
    return found


def likely(reading: Reading) -> dict[str, Likely]:
    """For every label the unit of a turn that shows it best."""
    whole = [line for line in units(reading) if line.words]
    if not whole:
        return {}
    learned = weights()
    lines = [*whole, *(line for line in parts(reading) if line.words)]
    scores = np.stack([_score(learned, line) for line in lines])
    elsewhere = [not label.startswith(_LOCAL) for label in learned.labels]
    scores[len(whole) :, elsewhere] = -np.inf
    best = scores.argmax(0)
    return {
        label: Likely(label, float(1 / (1 + np.exp(-scores[best[at], at]))), lines[best[at]])
        for at, label in enumerate(learned.labels)
    }


def _score(learned: Weights, line: Line) -> NDArray[np.float32]:
    rows = [
        row
        for name in features(line.words, line.ends_as_question)
        if (row := learned.columns.get(name)) is not None
    ]
    summed: NDArray[np.float32] = learned.values[rows].sum(0) / np.float32(max(1, len(rows))) ** np.float32(
        0.5
    )
    return summed + learned.offsets
