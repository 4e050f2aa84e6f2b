"""The round's clock: how long a stage lasts, when the end comes, and what the user chose for it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from voice_coach.coaching.moves import Stage

FEWEST_MINUTES = 3.0
MOST_MINUTES = 90.0
ENDS = (
    (Stage.OPENING, 5 / 45),
    (Stage.CONSTRAINTS, 12 / 45),
    (Stage.DESIGN, 30 / 45),
    (Stage.TRADEOFFS, 40 / 45),
    (Stage.CLOSE, 1.0),
)
"""Where each stage ends, as a share of the round. Source: the table of a round in `docs/how-it-works.md`."""
ORDER = tuple(stage for stage, _ in ENDS)
LONGEST_WAIT_FOR_A_PAUSE_S = 8.0
"""So long somebody may talk on who is about to be interrupted for the clock."""
LONGEST_CLOSE_MARGIN_S = 25.0
"""A round may close this much before its end, when no further answer would fit."""


class Pressure(StrEnum):
    """How hard the interviewer pushes."""

    CALM = "calm"
    STANDARD = "standard"
    BAR_RAISER = "bar-raiser"


class Mode(StrEnum):
    """Whether feedback waits for the debrief."""

    REAL = "real"
    STUDY = "study"


@dataclass(frozen=True, slots=True)
class Plan:
    """What the user chose for one round."""

    minutes: float = 45.0
    """3 to 90."""
    pressure: Pressure = Pressure.STANDARD
    mode: Mode = Mode.REAL
    seed: int = 0

    def __post_init__(self) -> None:
        if not FEWEST_MINUTES <= self.minutes <= MOST_MINUTES:
            raise ValueError(f"minutes must be {FEWEST_MINUTES:g} to {MOST_MINUTES:g}, not {self.minutes:g}")

    @property
    def end_s(self) -> float:
        """Session seconds at which the round is over."""
        return self.minutes * 60

    @property
    def close_margin_s(self) -> float:
        """How long before the end a finished answer is answered with the goodbye."""
        return min(LONGEST_CLOSE_MARGIN_S, self.end_s * 0.08)

    @property
    def wrap_up_s(self) -> float:
        """Session seconds at which the close begins."""
        return self.starts_s(Stage.CLOSE)

    @property
    def wrap_up_at_the_latest_s(self) -> float:
        """Session seconds at which a talking candidate is asked for the summary."""
        return self.wrap_up_s + min(60.0, (self.end_s - self.wrap_up_s) * 0.25)

    @property
    def wrap_up_asked_s(self) -> float:
        """Session seconds at which the interviewer starts to look for the pause to ask it in."""
        return max(self.wrap_up_s, self.wrap_up_at_the_latest_s - LONGEST_WAIT_FOR_A_PAUSE_S)

    def starts_s(self, stage: Stage) -> float:
        """Session seconds at which a stage begins by the clock."""
        at = ORDER.index(stage)
        return 0.0 if at == 0 else ENDS[at - 1][1] * self.end_s

    def ends_s(self, stage: Stage) -> float:
        """Session seconds at which a stage ends by the clock."""
        return dict(ENDS)[stage] * self.end_s

    def stage_at(self, t_s: float) -> Stage:
        """The stage by the clock alone."""
        return next((stage for stage in ORDER if t_s < self.ends_s(stage)), Stage.CLOSE)

    def time_left_s(self, t_s: float) -> float:
        """Seconds to the end, never negative."""
        return max(0.0, self.end_s - t_s)


def later(one: Stage, other: Stage) -> Stage:
    """The later of two stages."""
    return max(one, other, key=ORDER.index)


def next_stage(stage: Stage) -> Stage:
    """The stage after, the close after the close."""
    return ORDER[min(ORDER.index(stage) + 1, len(ORDER) - 1)]


def spoken_time(left_s: float) -> str:
    """A time left as a person says it; off by at most half a minute, below two minutes by five seconds."""
    if left_s >= 105:
        return f"about {round(left_s / 60)} minutes"
    if left_s >= 10:
        return f"about {round(left_s / 10) * 10} seconds"
    return "a few seconds"
