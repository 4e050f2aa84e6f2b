"""What was said, as the judging side of the room takes it in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from voice_coach.conversation.words import Word


class Speaker(StrEnum):
    """Who holds a turn."""

    INTERVIEWER = "interviewer"
    CANDIDATE = "candidate"


@dataclass(frozen=True, slots=True)
class TranscriptTurn:
    """One turn of the conversation; times are session seconds."""

    turn: int
    """0-based index in the transcript."""
    speaker: Speaker
    start_s: float
    end_s: float
    text: str
    words: tuple[Word, ...] = ()
    """With times and confidence where a recogniser gave them."""
    move: str = ""
    """The interviewer's move, "" where the transcript does not know it."""

    @property
    def by_candidate(self) -> bool:
        """Whether the candidate speaks."""
        return self.speaker is Speaker.CANDIDATE

    @property
    def length_s(self) -> float:
        """Seconds from the first to the last sound."""
        return max(0.0, self.end_s - self.start_s)


def candidate_turns(turns: Iterable[TranscriptTurn]) -> tuple[TranscriptTurn, ...]:
    """The candidate's turns, in order."""
    return tuple(turn for turn in turns if turn.by_candidate)


def word_spans(turn: TranscriptTurn) -> list[tuple[int, int, Word]]:
    """Each recognised word with the characters of `turn.text` it stands for; words that the text lacks
    are left out."""
    spans: list[tuple[int, int, Word]] = []
    position = 0
    lowered = turn.text.lower()
    for word in turn.words:
        bare = word.text.strip().lower()
        found = lowered.find(bare, position) if bare else -1
        if found < 0:
            continue
        position = found + len(bare)
        spans.append((found, position, word))
    return spans


def time_of(turn: TranscriptTurn, char: int) -> float:
    """Session second at which a character of the turn was said.

    From the words' own times where there are any, else by its place between the turn's start and end.
    """
    return _time_among(word_spans(turn), turn, char)


def _time_among(spans: Sequence[tuple[int, int, Word]], turn: TranscriptTurn, char: int) -> float:
    for first, last, word in spans:
        if char < last:
            share = max(0, char - first) / max(1, last - first)
            return word.start_s + share * (word.end_s - word.start_s)
    if spans:
        return spans[-1][2].end_s
    return turn.start_s + turn.length_s * min(1.0, char / max(1, len(turn.text)))
