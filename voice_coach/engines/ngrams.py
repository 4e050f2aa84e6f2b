"""Trigram models with backing off: one counted from sentences, and two mixed into one.

The recogniser's general model knows English, but neither the field nor the scenario. A small model counted
from texts of ours is mixed in: P(w|h) = share * P_ours(w|h) + (1 - share) * P_general(w|h), for every
n-gram that either holds, with the back-off weights computed anew so that each history still sums to 1
(linear interpolation; Jelinek and Mercer 1980). Our own counts are smoothed by Witten and Bell's rule (1991).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Indices = NDArray[np.int64]

START, END = "<s>", "</s>"
_IMPOSSIBLE = np.float32(-228.0)
"""Natural logarithm of 10^-99, the usual stand-in for zero."""
_LEAST_MASS = 1e-4
"""What is left to unseen words at the least: rounding may take all of it."""


@dataclass(frozen=True, slots=True)
class Trigrams:
    """A back-off model; probabilities and back-off weights are natural logarithms.

    A bigram is (word, the word before it), a trigram (index of its last two words among the bigrams,
    the word before those). Both are sorted, and a word is its index in `words`.
    """

    words: tuple[str, ...]
    logp1: Floats
    backoff1: Floats
    word2: Indices
    before2: Indices
    logp2: Floats
    backoff2: Floats
    pair3: Indices
    before3: Indices
    logp3: Floats

    def log_probability(self, word: str, before: Sequence[str] = ()) -> float:
        """Of a word after at most two others, oldest first. Raises ValueError for an unknown word."""
        last, *history = (self.words.index(each) for each in (word, *reversed(before)))
        if not history:
            return float(self.logp1[last])
        pair = self._pair(last, history[0])
        after_one = (
            float(self.logp2[pair]) if pair >= 0 else float(self.backoff1[history[0]] + self.logp1[last])
        )
        if len(history) == 1:
            return after_one
        found = np.flatnonzero((self.pair3 == pair) & (self.before3 == history[1]))
        if pair >= 0 and len(found):
            return float(self.logp3[found[0]])
        context = self._pair(history[0], history[1])
        return after_one + (float(self.backoff2[context]) if context >= 0 else 0.0)

    def _pair(self, word: int, before: int) -> int:
        return int(_places(self._keys2(), np.array([word * len(self.words) + before]))[0])

    def _keys2(self) -> Indices:
        return self.word2 * len(self.words) + self.before2


def counted(sentences: Iterable[tuple[Sequence[str], float]], words: Sequence[str]) -> Trigrams:
    """The model of weighted sentences over a vocabulary that holds all of their words, START and END."""
    index = {word: number for number, word in enumerate(words)}
    ones, twos, threes = _counts(sentences, index)
    size = len(index)
    share1, _ = _witten_bell(
        np.zeros(len(ones), np.int64), np.array(list(ones.values())), np.zeros(len(ones))
    )
    probability1 = np.zeros(size)
    probability1[np.array(list(ones), np.int64)] = share1 / share1.sum()
    keys2, counts2 = _sorted_counts({last * size + before: count for (before, last), count in twos.items()})
    word2, before2 = np.divmod(keys2, size)
    probability2, rest1 = _witten_bell(before2, counts2, probability1[word2])
    keys3, counts3 = _sorted_counts(
        {
            int(np.searchsorted(keys2, last * size + middle)) * size + first: count
            for (first, middle, last), count in threes.items()
        }
    )
    pair3, before3 = np.divmod(keys3, size)
    context3 = np.searchsorted(keys2, before2[pair3] * size + before3)
    probability3, rest2 = _witten_bell(context3, counts3, probability2[pair3])
    return Trigrams(
        tuple(words),
        _log(probability1),
        _log(_spread_out(rest1, size)),
        word2,
        before2,
        _log(probability2),
        _log(_spread_out(rest2, len(keys2))),
        pair3,
        before3,
        _log(probability3),
    )


def mixed(general: Trigrams, ours: Trigrams, share: float) -> Trigrams:
    """Both models in one, ours with `share` (0 to 1) of the say.

    `ours` must be counted over the general model's words, in their order, followed by its own.
    """
    size = len(ours.words)
    general = _enlarged(general, size)
    p1 = _mean(np.exp(general.logp1), np.exp(ours.logp1), share)
    theirs2, ours2 = (model.word2 * size + model.before2 for model in (general, ours))
    keys2 = _union(theirs2, ours2)
    word2, before2 = np.divmod(keys2, size)
    at2 = np.searchsorted(keys2, theirs2), np.searchsorted(keys2, ours2)
    sides2 = [
        _filled(model.backoff1[before2] + model.logp1[word2], at, model.logp2)
        for model, at in zip((general, ours), at2, strict=True)
    ]
    p2 = _mean(np.exp(sides2[0]), np.exp(sides2[1]), share)
    triples = [at[model.pair3] * size + model.before3 for model, at in zip((general, ours), at2, strict=True)]
    keys3 = _union(triples[0], triples[1])
    pair3, before3 = np.divmod(keys3, size)
    context3 = _places(keys2, before2[pair3] * size + before3)
    sides3 = []
    for model, at, triple, side2 in zip((general, ours), at2, triples, sides2, strict=True):
        weight = _filled(np.zeros(len(keys2), np.float32), at, model.backoff2)
        backed_off = side2[pair3] + np.where(context3 >= 0, weight[context3], 0)
        sides3.append(np.exp(_filled(backed_off, np.searchsorted(keys3, triple), model.logp3)))
    p3 = _mean(sides3[0], sides3[1], share)
    rest1 = _rests(before2, p2, p1[word2], size)
    rest2 = _rests(context3, p3, p2[pair3], len(keys2))
    return Trigrams(
        ours.words, _log(p1), _log(rest1), word2, before2, _log(p2), _log(rest2), pair3, before3, _log(p3)
    )


def _counts(
    sentences: Iterable[tuple[Sequence[str], float]], index: dict[str, int]
) -> tuple[Counter[int], Counter[tuple[int, int]], Counter[tuple[int, int, int]]]:
    ones: Counter[int] = Counter()
    twos: Counter[tuple[int, int]] = Counter()
    threes: Counter[tuple[int, int, int]] = Counter()
    for words, weight in sentences:
        line = [index[START], *(index[word] for word in words), index[END]]
        for last in line[1:]:
            ones[last] += weight  # type: ignore[assignment]  # Counter is typed for whole numbers only
        for pair in pairwise(line):
            twos[pair] += weight  # type: ignore[assignment]
        for triple in zip(line, line[1:], line[2:], strict=False):
            threes[triple] += weight  # type: ignore[assignment]
    return ones, twos, threes


def _sorted_counts(counts: dict[int, float]) -> tuple[Indices, NDArray[np.float64]]:
    keys = np.array(sorted(counts), np.int64)
    return keys, np.array([counts[int(key)] for key in keys])


def _witten_bell(
    context: Indices, counts: NDArray[np.float64], lower: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Probabilities, and for each context what it leaves to the lower order."""
    total = np.bincount(context, counts)
    kinds = np.bincount(context)
    rest = np.divide(kinds, total + kinds, out=np.ones_like(total), where=kinds > 0)
    return counts / (total + kinds)[context] + rest[context] * lower, rest


def _spread_out(rest: NDArray[np.float64], size: int) -> NDArray[np.float64]:
    return np.concatenate([rest, np.ones(size - len(rest))])


def _rests(context: Indices, higher: Floats, lower: Floats, size: int) -> NDArray[np.float64]:
    """For each context the weight that makes seen and unseen words sum to 1."""
    known = context >= 0
    used, spared = (np.bincount(context[known], side[known], size) for side in (higher, lower))
    left, unseen = (np.maximum(1 - mass, _LEAST_MASS) for mass in (used, spared))
    return np.asarray(np.where(used > 0, left / unseen, 1.0))


def _enlarged(model: Trigrams, size: int) -> Trigrams:
    """The same model over more words, the new ones as good as impossible."""
    more = size - len(model.words)
    return Trigrams(
        model.words,
        np.concatenate([model.logp1, np.full(more, _IMPOSSIBLE)]),
        np.concatenate([model.backoff1, np.zeros(more, np.float32)]),
        model.word2,
        model.before2,
        model.logp2,
        model.backoff2,
        model.pair3,
        model.before3,
        model.logp3,
    )


def _union(first: Indices, second: Indices) -> Indices:
    """All keys once, in order. (numpy's own goes by hashes, which takes 20 times as long here.)"""
    both = np.sort(np.concatenate([first, second]), kind="stable")
    unique: Indices = both[np.append(True, np.diff(both) > 0)]
    return unique


def _places(keys: Indices, wanted: Indices) -> Indices:
    """Where each wanted key stands among sorted keys, -1 for those that do not."""
    order = np.argsort(wanted)  # looked up in order they are found several times faster
    at = np.empty_like(order)
    at[order] = np.minimum(np.searchsorted(keys, wanted[order]), len(keys) - 1)
    return np.asarray(np.where(keys[at] == wanted, at, -1))


def _filled(values: Floats, at: Indices, known: Floats) -> Floats:
    values[at] = known
    return values


def _mean(general: Floats, ours: Floats, share: float) -> Floats:
    return np.asarray(general * np.float32(1 - share) + ours * np.float32(share))


def _log(probabilities: NDArray[np.floating]) -> Floats:
    with np.errstate(divide="ignore"):
        logs: Floats = np.maximum(np.log(probabilities), _IMPOSSIBLE).astype(np.float32)
    return logs
