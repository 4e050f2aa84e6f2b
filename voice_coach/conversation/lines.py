"""What a simulated or typed candidate says next."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from voice_coach.conversation.words import Word

WORDS_PER_SECOND = 2.5
"""150 words a minute, an ordinary speaking rate."""


@dataclass(frozen=True, slots=True)
class SpokenLine:
    """One turn of a candidate who is not a person at a microphone."""

    text: str
    thinks_s: float = 1.0
    """Silence before it."""
    speaks_s: float | None = None
    """Its length; None: derived from the words, or from the synthesised sound."""

    @property
    def length_s(self) -> float:
        """Seconds that saying it takes."""
        return max(0.3, len(self.text.split()) / WORDS_PER_SECOND) if self.speaks_s is None else self.speaks_s


NextLine = Callable[[Mapping[str, object]], SpokenLine | None]
"""The log's `turn` of the interviewer -> the answer; one without words to stay silent, None at the end."""


def spread_words(text: str, start_s: float, end_s: float) -> tuple[Word, ...]:
    """The words of a text spread evenly over a stretch of session time."""
    texts = text.split()
    step_s = (end_s - start_s) / max(len(texts), 1)
    return tuple(
        Word(word, start_s + index * step_s, start_s + (index + 1) * step_s)
        for index, word in enumerate(texts)
    )
