"""Words of the program's own in the talk: a reply that no director and no model had a hand in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from voice_coach.coaching.moves import Move


@dataclass(slots=True)
class Spoken:
    """What is said next; nothing is decided before it was heard."""

    move: Move
    text: tuple[str, ...]
    retries: bool = False
    """Whether the opening is to be held again once this was heard."""
    asks: int = 0
    """How often an answer was asked for, once this was heard."""
    faults: list[str] = field(default_factory=list)

    def clauses(self) -> Iterator[str]:
        """Sentence by sentence, so that the first is heard while the rest is synthesised."""
        yield from self.text
