"""Fillers and hedges in a turn, as runs of its words, so that the page can show them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from voice_coach.coaching.delivery import HEDGES
from voice_coach.coaching.signals.lexicon import FILLERS

_PHRASES = sorted((tuple(phrase.split()) for phrase in (*FILLERS, *HEDGES)), key=len, reverse=True)
"""The longest first: of two that begin with the same word it is the one that was meant."""
_BY_FIRST = {phrase[0]: [each for each in _PHRASES if each[0] == phrase[0]] for phrase in _PHRASES}
_OUTER = re.compile(r"^\W+|\W+$")


def hesitations(words: Sequence[str]) -> list[tuple[int, int]]:
    """The first and last word of each filler ("um") and hedge ("more or less"), in order."""
    return list(_runs([_OUTER.sub("", word.lower()) for word in words]))


def _runs(said: Sequence[str]) -> Iterator[tuple[int, int]]:
    place = 0
    while place < len(said):
        phrases = _BY_FIRST.get(said[place], [])
        fits = (len(each) for each in phrases if tuple(said[place : place + len(each)]) == each)
        length = next(fits, 0)
        if length:
            yield place, place + length - 1
        place += max(1, length)
