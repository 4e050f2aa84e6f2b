"""Quotes that can be played: a judgement may only cite words that are in the transcript."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from voice_coach.coaching.signals.signal import Signal
from voice_coach.coaching.transcript import TranscriptTurn, time_of

LEAST_LIKENESS = 88.0
"""rapidfuzz partial ratio, 0 to 100: a recogniser's slips pass, an invented sentence does not."""
_SHORTEST_FUZZY = 12
"""Characters; anything shorter must be found as it is, since nearly every text resembles a short one."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """Words of the transcript, with the sound they stand for."""

    turn: int
    """0-based index in the transcript."""
    quote: str
    start_s: float
    end_s: float

    def to_json(self) -> dict[str, object]:
        """As it stands in scorecard.json."""
        return {
            "turn": self.turn,
            "quote": self.quote,
            "start_s": round(self.start_s, 2),
            "end_s": round(self.end_s, 2),
        }


def evidence_of(turn: TranscriptTurn, quote: str, start: int) -> Evidence:
    """A quote at a known place of its turn."""
    return Evidence(
        turn.turn, quote, time_of(turn, start), max(time_of(turn, start), time_of(turn, start + len(quote)))
    )


def find_quote(turns: Sequence[TranscriptTurn], quote: str, turn: int | None = None) -> Evidence | None:
    """Where a quote was said, in one turn or in any; None where nobody said it.

    The evidence carries the transcript's own characters, not those that were asked for.
    """
    places = [t for t in turns if turn is None or t.turn == turn]
    for place in places:
        at = place.text.lower().find(quote.strip().lower()) if quote.strip() else -1
        if at >= 0:
            return evidence_of(place, place.text[at : at + len(quote.strip())], at)
    return _likest(places, quote.strip().lower()) if len(quote.strip()) >= _SHORTEST_FUZZY else None


def _likest(places: Sequence[TranscriptTurn], quote: str) -> Evidence | None:
    from rapidfuzz import fuzz

    found: tuple[float, TranscriptTurn, int, int] | None = None
    for place in (p for p in places if 2 * len(p.text) >= len(quote)):
        match = fuzz.partial_ratio_alignment(quote, place.text.lower(), score_cutoff=LEAST_LIKENESS)
        is_whole = match is not None and match.dest_end - match.dest_start >= 0.75 * len(quote)
        if match is not None and is_whole and (found is None or match.score > found[0]):
            found = (match.score, place, match.dest_start, match.dest_end)
    if found is None:
        return None
    _, place, start, end = found
    return evidence_of(place, place.text[start:end], start)


def verified(turns: Sequence[TranscriptTurn], signals: Iterable[Signal]) -> tuple[tuple[Signal, ...], int]:
    """The signals whose quote is in their turn, and how many had to be dropped."""
    claimed = tuple(signals)
    kept = tuple(s for s in claimed if find_quote(turns, s.quote, s.turn) is not None)
    return kept, len(claimed) - len(kept)
