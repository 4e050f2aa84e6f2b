"""How loud and how fast the interviewer speaks, as the candidate has asked for it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from voice_coach.conversation.control import Control

STEP_DB = 4.0
QUIETEST_DB, LOUDEST_DB = -16.0, 12.0
"""Around the level that every clip is brought to."""
PACE_STEP = 1.15
MOST_PACE_STEPS = 3
"""Up or down: 0.66 to 1.5 times the voice's own rate."""

_MOVES = {
    Control.LOUDER: (STEP_DB, 0),
    Control.QUIETER: (-STEP_DB, 0),
    Control.SLOWER: (0.0, -1),
    Control.FASTER: (0.0, 1),
}
_DONE = {
    Control.LOUDER: "A bit louder now.",
    Control.QUIETER: "A bit quieter now.",
    Control.SLOWER: "A bit slower now.",
    Control.FASTER: "A bit faster now.",
}
_AT_THE_END = {
    Control.LOUDER: "I cannot get louder.",
    Control.QUIETER: "I cannot get quieter.",
    Control.SLOWER: "I cannot speak slower.",
    Control.FASTER: "I cannot speak faster.",
}
ONE_PACE = "This voice has one pace only."


@dataclass(frozen=True, slots=True)
class Knobs:
    """Where the two stand."""

    loudness_db: float = 0.0
    pace_steps: int = 0

    @property
    def gain(self) -> float:
        """What the samples are multiplied by."""
        return float(10 ** (self.loudness_db / 20))

    @property
    def pace(self) -> float:
        """Times the voice's own rate."""
        return float(PACE_STEP**self.pace_steps)

    def turned(self, control: Control) -> Knobs:
        """One step further, or as they are at the end of the scale and for what is no knob."""
        louder_db, faster = _MOVES.get(control, (0.0, 0))
        loudness_db = min(LOUDEST_DB, max(QUIETEST_DB, self.loudness_db + louder_db))
        steps = min(MOST_PACE_STEPS, max(-MOST_PACE_STEPS, self.pace_steps + faster))
        return replace(self, loudness_db=loudness_db, pace_steps=steps)


def turns_a_knob(control: Control) -> bool:
    """Whether a control is about loudness or pace."""
    return control in _MOVES


def is_about_pace(control: Control) -> bool:
    """Whether a control is about pace, which not every voice can change."""
    return control in (Control.SLOWER, Control.FASTER)


def answer_to(control: Control, *, moved: bool) -> str:
    """What is said when a knob was turned, or could not be."""
    return _DONE[control] if moved else _AT_THE_END[control]
