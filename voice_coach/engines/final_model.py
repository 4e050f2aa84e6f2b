"""Which Whisper model hears a recording once more: the largest at hand that is done in reasonable time."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from voice_coach.engines.live_model import (
    CPU,
    LARGEST_LIVE_DOWNLOAD_MB,
    RELATIVE_COST,
    USUAL,
    LiveChoice,
    LiveModels,
    Place,
    expected_s,
)
from voice_coach.engines.model_hub import ModelHub, about_mb
from voice_coach.engines.protocols import EngineInfo

WINDOW_S = 20.0
"""Of speech that the model takes at once, on average: turns are shorter than its 30 s."""
SEARCH_COSTS = 2.0
"""How much longer a careful search takes than the live one."""
LONGEST_SHARE = 0.5
"""Of the session's length, for the whole pass."""
SHORTEST_LIMIT_S = 60.0
_SLOW_MACHINE = LiveChoice(USUAL, CPU, 0.6)
"""Where nothing was measured: two busy cores."""


@dataclass(frozen=True, slots=True)
class FinalChoice:
    """The model for the final pass, or why there is none."""

    model: str = ""
    place: Place = CPU
    why_none: str = ""
    """A sentence; "" where there is a model."""


@dataclass(frozen=True, slots=True)
class Hearing:
    """What is to be heard again, and by whom it was heard."""

    by: EngineInfo
    speech_s: float
    session_s: float


def choose_final(hearing: Hearing, models: LiveModels, hub: ModelHub, *, may_download: bool) -> FinalChoice:
    """The largest model that is better than the live one, affordable, and here or quickly fetched."""
    if hearing.by.host:
        return FinalChoice(why_none="The words stay as the server recognised them.")
    measured = models.remembered() or _SLOW_MACHINE
    better = [
        model for model in _better_than(hearing.by) if _takes_s(model, measured, hearing) <= _limit_s(hearing)
    ]
    here = [model for model in better if hub.cached(model) is not None]
    if here:
        return FinalChoice(here[-1], measured.place)
    small = [model for model in better if about_mb(model) <= LARGEST_LIVE_DOWNLOAD_MB]
    if small and may_download and hub.reachable():
        return FinalChoice(small[-1], measured.place)
    return FinalChoice(why_none=_why(bool(better), may_download))


def _better_than(live: EngineInfo) -> list[str]:
    """Smallest first."""
    heard_with = Path(live.detail.split(" ")[0]).name if live.name == "whisper" else ""
    order = list(RELATIVE_COST)
    return order[order.index(heard_with) + 1 :] if heard_with in order else order


def _takes_s(model: str, measured: LiveChoice, hearing: Hearing) -> float:
    return expected_s(measured, model) * SEARCH_COSTS * max(1.0, hearing.speech_s / WINDOW_S)


def _limit_s(hearing: Hearing) -> float:
    return max(SHORTEST_LIMIT_S, LONGEST_SHARE * hearing.session_s)


def _why(is_affordable: bool, may_download: bool) -> str:
    stays = "The words stay as they were recognised live:"
    if not is_affordable:
        return f"{stays} a better speech model would take too long on this machine."
    far = ", and its hub cannot be reached" if may_download else ""
    return f"{stays} no better speech model is on this machine{far}."
