"""Everything that was counted in one conversation, ready to be judged."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from voice_coach.coaching.quotes import Evidence, evidence_of
from voice_coach.coaching.signals import Dialogue, Signal, SignalId
from voice_coach.coaching.signals.lexicon import STOP_WORDS
from voice_coach.coaching.signals.reading import Reading
from voice_coach.coaching.transcript import TranscriptTurn

LEAST_SMALL_WORDS = 0.25
"""Share of articles, pronouns, prepositions and numbers; dense English jargon has about 0.35, other
languages under 0.15."""

_ABOUT_A_DESIGN = (
    SignalId.RESTATEMENT,
    SignalId.CONSTRAINT_STATED,
    SignalId.APPROACH_STATED,
    SignalId.CHOICE_MAPPED,
    SignalId.DIAGRAM_FIRST,
    SignalId.JARGON_STRETCH,
    SignalId.SKETCH_REQUEST,
    SignalId.USER_STORY,
    SignalId.LAUNDRY_LIST,
)


@dataclass(frozen=True)
class Record:
    """The turns, their readings and the signals found in them."""

    turns: tuple[TranscriptTurn, ...]
    dialogue: Dialogue
    signals: tuple[Signal, ...]

    @cached_property
    def words(self) -> int:
        """How many words the candidate said."""
        return sum(len(turn.text.split()) for turn in self.turns if turn.by_candidate)

    @cached_property
    def _words_read(self) -> tuple[str, ...]:
        return tuple(word for reading in self.dialogue.candidate for word in reading.line.words)

    @cached_property
    def is_english(self) -> bool:
        """Whether the candidate's words hold as many of English's small words as any English does."""
        small = sum(1 for word in self._words_read if word in STOP_WORDS or word == "#")
        return small >= LEAST_SMALL_WORDS * len(self._words_read)

    @cached_property
    def is_about_pay(self) -> bool:
        """Whether a range was named and nothing of a design was spoken of."""
        return self.has(SignalId.COMP_RANGE) and not self.has(*_ABOUT_A_DESIGN)

    @cached_property
    def duration_s(self) -> float:
        """Session second at which the last turn ends."""
        return max((turn.end_s for turn in self.turns), default=0.0)

    def of(self, *ids: SignalId) -> tuple[Signal, ...]:
        """The signals of these ids, in order."""
        return tuple(signal for signal in self.signals if signal.id in ids)

    def different(self, *ids: SignalId) -> tuple[Signal, ...]:
        """The signals of these ids without those that say the same words again."""
        first = {" ".join(signal.quote.lower().split()): signal for signal in reversed(self.of(*ids))}
        return tuple(reversed(first.values()))

    @cached_property
    def is_one_sided(self) -> bool:
        """Whether the interviewer is nowhere heard."""
        return all(turn.by_candidate for turn in self.turns)

    def has(self, *ids: SignalId) -> bool:
        """Whether there is any signal of these ids."""
        return bool(self.of(*ids))

    def kinds(self, signal_id: SignalId) -> frozenset[str]:
        """The kinds found for an id."""
        return frozenset(signal.kind for signal in self.of(signal_id) if signal.kind)

    def in_turn(self, turn: int, *ids: SignalId) -> tuple[Signal, ...]:
        """The signals of these ids in one turn."""
        return tuple(signal for signal in self.of(*ids) if signal.turn == turn)

    def evidence_of(self, signal: Signal) -> Evidence:
        """The words behind a signal, with their times."""
        return evidence_of(self.turns[signal.turn], signal.quote, signal.start)

    def reading(self, turn: int) -> Reading:
        """A candidate's turn as the detectors read it."""
        return next(reading for reading in self.dialogue.candidate if reading.index == turn)
