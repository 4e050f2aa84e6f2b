"""The whole conversation as the detectors see it: every turn read once, with what came before at hand."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from voice_coach.coaching.signals.lexicon import CLASSES, STOP_WORDS
from voice_coach.coaching.signals.reading import Hit, Line, Reading, read_turn
from voice_coach.coaching.signals.signal import Signal, SignalId
from voice_coach.coaching.transcript import TranscriptTurn, time_of


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What a scenario adds to the general words; everything may be empty."""

    components: tuple[str, ...] = ()
    """Words that are boxes in a diagram of this problem."""
    kpi: str = ""
    """The fact sheet's line about the business measure."""


@dataclass(frozen=True)
class Dialogue:
    """Readings of all turns, in order."""

    readings: tuple[Reading, ...]
    vocabulary: Vocabulary = Vocabulary()

    @cached_property
    def candidate(self) -> tuple[Reading, ...]:
        """The candidate's turns that hold any words."""
        return tuple(r for r in self.readings if r.turn.by_candidate and r.line.words)

    @cached_property
    def interviewer(self) -> tuple[Reading, ...]:
        """The interviewer's turns."""
        return tuple(r for r in self.readings if not r.turn.by_candidate)

    @cached_property
    def prompt_words(self) -> frozenset[str]:
        """Stems of what the problem itself is called: they tell nothing about a candidate's choices."""
        return frozenset(content_stems(self.interviewer[0].line.words)) if self.interviewer else frozenset()

    @cached_property
    def boxes(self) -> str:
        """A pattern class for the boxes of this problem."""
        own = [re.escape(word.lower()) for word in self.vocabulary.components]
        return "|".join([*own, CLASSES["box"]])

    @cached_property
    def _asked(self) -> dict[int, Line]:
        found, last = {}, Line((), "", ())
        for reading in self.readings:
            found[reading.index] = last
            last = last if reading.turn.by_candidate else reading.line
        return found

    @cached_property
    def _places(self) -> dict[int, int]:
        return {reading.index: place for place, reading in enumerate(self.candidate)}

    def asked(self, reading: Reading) -> Line:
        """What the interviewer said last before a turn; an empty line where there was nothing."""
        return self._asked[reading.index]

    def next_answer(self, reading: Reading) -> Reading | None:
        """The candidate's next turn after one of the interviewer's."""
        return next((r for r in self.candidate if r.index > reading.index), None)

    def place(self, reading: Reading) -> int:
        """How many candidate turns came before."""
        return self._places[reading.index]


def read_dialogue(turns: Iterable[TranscriptTurn], vocabulary: Vocabulary = Vocabulary()) -> Dialogue:
    """Read every turn once."""
    return Dialogue(tuple(read_turn(turn) for turn in turns), vocabulary)


LONGEST_WHOLE_SENTENCE = 24
"""Words of a sentence that is quoted whole; of a longer one, the words around those that told."""


def signal_at(
    reading: Reading,
    signal_id: SignalId,
    where: Hit | Line | None = None,
    kind: str | None = None,
    value: float | None = None,
) -> Signal:
    """A signal that quotes the sentence around the telling words, else the beginning of the turn."""
    shown = _shown(reading, where) if isinstance(where, Hit) else where or reading.line
    start = shown.tokens[0].start if shown.tokens else 0
    telling = (where.start, where.end) if isinstance(where, Hit) else (start, start + len(shown.quote))
    return Signal(
        signal_id, reading.index, time_of(reading.turn, start), shown.quote, start, telling, kind, value
    )


def _shown(reading: Reading, hit: Hit) -> Line:
    whole = around(reading, hit, LONGEST_WHOLE_SENTENCE, LONGEST_WHOLE_SENTENCE)
    return whole if len(whole.tokens) <= LONGEST_WHOLE_SENTENCE else around(reading, hit, 8, 14)


def around(reading: Reading, hit: Hit, before: int, after: int) -> Line:
    """The words around a match, never beyond its sentence's marks where there are any."""
    line = reading.line
    first, last = line.token_at(hit.at), line.token_at(hit.at + len(hit.found) - 1)
    low, high = max(0, first - before), min(len(line.tokens), last + 1 + after)
    marks = [i for i in range(low, high) if line.tokens[i].norm in {".", "?"}]
    low = max([low, *(i + 1 for i in marks if i < first)])
    high = min([high, *(i for i in marks if i > last)])
    tokens = line.tokens[low:high]
    inside = tuple(
        n for n in line.numbers if tokens and tokens[0].start <= n.start and n.end <= tokens[-1].end
    )
    return Line(tokens, line.text, inside)


def stem(word: str) -> str:
    """A word without the endings that plural and tense add."""
    for ending in ("ings", "ing", "ies", "ed", "es", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word[: -len(ending)]
    return word


def content_stems(words: Sequence[str]) -> Iterator[str]:
    """Stems of the words that carry a meaning of their own."""
    return (stem(word) for word in words if len(word) > 2 and word not in STOP_WORDS and word.isalpha())
