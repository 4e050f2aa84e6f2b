"""Words as a recogniser gives them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Word:
    """One recognised word; times are session seconds."""

    text: str
    start_s: float
    end_s: float
    probability: float = 1.0
    """0 to 1, the recogniser's own confidence."""


UNSURE_BELOW = 0.35
"""Probability below which a word is more often another one; nobody should be quoted with it."""


def unsure_in(words: Iterable[Word]) -> frozenset[str]:
    """The words that may have been misheard."""
    return frozenset(word.text.strip() for word in words if word.probability < UNSURE_BELOW)


def text_of(words: Iterable[Word]) -> str:
    """The words as one line of text."""
    return " ".join(word.text.strip() for word in words if word.text.strip())
