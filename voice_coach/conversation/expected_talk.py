"""What a recogniser may expect to hear."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ExpectedTalk:
    """Words and sentences that are likelier in this conversation than elsewhere. They are never shown."""

    terms: tuple[str, ...] = ()
    """Words and short names, as they are written."""
    texts: tuple[str, ...] = ()
    """Whole sentences."""


ANY_TALK = ExpectedTalk()
"""Nothing in particular."""
