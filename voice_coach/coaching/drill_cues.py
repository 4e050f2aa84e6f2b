"""Sounds that the coach makes between its words, written as it says them: a line that begins with a note.

They stand in the text of a turn, so that a reader of the transcript sees what was heard.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import StrEnum

NOTE = "♪"


class Cue(StrEnum):
    """The sounds for the states of a drill."""

    ROUND = f"{NOTE} a round begins"
    YOUR_TURN = f"{NOTE} your turn"
    CHOICE = f"{NOTE} your choice"
    COMPLETE = f"{NOTE} complete"
    END = f"{NOTE} the end"
    FAULT = f"{NOTE} something failed"

    @staticmethod
    def voice(pace: float, loudness_db: int) -> str:
        """How the voice speaks from here on; itself unheard."""
        return f"{NOTE} pace {pace:g}, {loudness_db:+d} dB"


def own_answer(turns: Iterable[int]) -> str:
    """The candidate's own voice, from these turns of the transcript."""
    return f"{NOTE} your own answer, turn {' and '.join(str(turn) for turn in sorted(turns))}"


def turns_in(text: str) -> tuple[int, ...]:
    """The turns that a cue plays back, () for every other text."""
    found = re.fullmatch(rf"{NOTE} your own answer, turn (\d+(?: and \d+)*)", text)
    return tuple(int(turn) for turn in found[1].split(" and ")) if found else ()


def voice_in(text: str) -> tuple[float, int] | None:
    """Pace and loudness that a cue sets."""
    found = re.fullmatch(rf"{NOTE} pace ([\d.]+), ([+-]\d+) dB", text)
    return (float(found[1]), int(found[2])) if found else None


def is_cue(text: str) -> bool:
    """Whether a text is a sound and no words."""
    return text.startswith(NOTE)
