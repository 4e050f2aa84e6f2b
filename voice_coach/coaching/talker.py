"""Whoever talks with the candidate, as the drivers need it: the interviewer, and the one who debriefs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Protocol

from voice_coach.coaching.moves import Heard, Move


class Reply(Protocol):
    """Prepared words that may still be thrown away."""

    @property
    def move(self) -> Move:
        """What was decided."""
        ...

    @property
    def faults(self) -> list[str]:
        """What went wrong, once the clauses were taken."""
        ...

    def clauses(self) -> Iterator[str]:
        """Speakable pieces in order; none for a silent nod."""
        ...


class Talker(Protocol):
    """One side of the talk; only `commit` changes anything."""

    def prepare(self, heard: Heard, /) -> Reply:
        """A reply to what was heard."""
        ...

    def commit(self, prepared: Any, spoken_text: str, /) -> None:
        """Make one of its own replies a fact; `spoken_text` is what the candidate heard of it."""
        ...

    def interrupts(self, heard: Heard, /) -> bool:
        """Whether a candidate who is still speaking should be cut short now."""
        ...

    def wake_at_s(self) -> float | None:
        """Session time at which it wants to be asked for a reply, whoever is talking."""
        ...

    def monologue_limit_s(self) -> float | None:
        """Seconds of one candidate turn after which it wants to be asked; None for never."""
        ...
