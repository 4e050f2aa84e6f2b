"""Which Whisper model listens live, and on what: measured once on this machine, then remembered.

What counts is the wait after the last word. A larger model is taken only where that wait stays short.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from voice_coach.engines.child import Child, ChildError
from voice_coach.engines.model_hub import ModelHub, about_mb
from voice_coach.errors import EngineError

TAIL_GOAL_S = 0.35
"""A larger model must keep the wait after the last word this short."""
BEARABLE_S = 0.8
"""The usual model is kept up to this wait, since the smallest one hears much worse."""
USUAL, SMALLEST = "base.en", "tiny.en"
LARGEST_LIVE_DOWNLOAD_MB = 500
RELATIVE_COST = {"tiny.en": 0.5, "base.en": 1.0, "small.en": 3.0, "medium.en": 9.0, "large-v3-turbo": 14.0}
"""Time for the same sound, against the usual model, on a processor; smallest model first."""
_DEVICES_WITHIN_S = 20.0
_TRIAL_WITHIN_S = 60.0
_CHILD = "voice_coach.engines.whisper_child"

Spawn = Callable[[str], Child]
Tell = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a model runs."""

    device: str = "cpu"
    precision: str = "int8"


CPU, CUDA = Place(), Place("cuda", "float16")


@dataclass(frozen=True, slots=True)
class LiveChoice:
    """What was found to suit this machine."""

    model: str
    place: Place
    tail_s: float
    """Measured wait after the last word."""


class Trials:
    """Tries models on devices, in a child process each, since a trial may take its process with it."""

    def __init__(self, spawn: Spawn = Child) -> None:
        self._spawn = spawn

    def has_cuda(self) -> bool:
        """Whether the library sees a graphics card of NVIDIA's."""
        try:
            return bool(self._answer({"do": "devices"}, _DEVICES_WITHIN_S).get("cuda"))
        except ChildError:
            return False

    def tail_s(self, folder: Path, place: Place) -> float | None:
        """Seconds for the last stretch of an answer; None where the model does not run there."""
        request = {"do": "try", "folder": str(folder), **asdict(place)}
        try:
            answer = self._answer(request, _TRIAL_WITHIN_S)
        except ChildError:
            return None
        tail_s = answer.get("tail_s")
        return float(tail_s) if isinstance(tail_s, int | float) else None

    def _answer(self, request: Mapping[str, object], within_s: float) -> Mapping[str, object]:
        child = self._spawn(_CHILD)
        try:
            child.send(request)
            return child.reply(within_s)
        finally:
            child.kill()


class LiveModels:
    """Chooses the live model of this machine."""

    def __init__(self, memory: Path, hub: ModelHub, trials: Trials | None = None) -> None:
        """`memory` is the file in which the choice is kept; it may be deleted at any time."""
        self._memory = memory
        self._hub = hub
        self._trials = trials or Trials()

    def remembered(self, device: str = "auto") -> LiveChoice | None:
        """What an earlier start found for this wish, on this machine as it is now."""
        try:
            kept = json.loads(self._memory.read_text(encoding="utf-8"))[device]
            if kept["machine"] != _machine():
                return None
            return LiveChoice(str(kept["model"]), Place(**kept["place"]), float(kept["tail_s"]))
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def here(self, device: str = "auto") -> str:
        """The model that would be taken without a download, "" where there is none."""
        known = self.remembered(device)
        if known is not None and self._is_here(known.model):
            return known.model
        return next((model for model in (USUAL, *RELATIVE_COST) if self._is_here(model)), "")

    def choose(self, device: str, tell: Tell, *, may_download: bool) -> LiveChoice:
        """Measure, once the usual model (or another one) is here, and remember. Never raises for a slow one.

        `device` is auto, cpu or cuda. Raises RecogniserError where no model is here and none can be fetched.
        """
        known = self.remembered(device)
        if known is not None and (self._is_here(known.model) or may_download):
            return known
        start = self._first_model(tell, may_download)
        tell("Measuring once how fast this machine recognises speech ...")
        choice = self._measured(start, device)
        choice = self._improved(choice, tell, may_download)
        self._remember(device, choice)
        return choice

    def _is_here(self, model: str) -> bool:
        return self._hub.cached(model) is not None

    def _first_model(self, tell: Tell, may_download: bool) -> str:
        here = self.here()
        if not here and may_download:
            self._hub.download(USUAL, tell)
        return here or USUAL

    def _measured(self, model: str, device: str) -> LiveChoice:
        folder = self._hub.cached(model)
        if folder is None:
            return LiveChoice(model, CPU, BEARABLE_S)
        for place in self._places(device):
            tail_s = self._trials.tail_s(folder, place)
            if tail_s is not None:
                return LiveChoice(model, place, round(tail_s, 3))
        return LiveChoice(model, CPU, BEARABLE_S)

    def _places(self, device: str) -> tuple[Place, ...]:
        return (CUDA, CPU) if device != "cpu" and self._trials.has_cuda() else (CPU,)

    def _improved(self, choice: LiveChoice, tell: Tell, may_download: bool) -> LiveChoice:
        """A better model for the same machine where one is affordable, or a smaller one where it must be."""
        if choice.model == USUAL and choice.tail_s > BEARABLE_S:
            return self._tried(SMALLEST, choice, tell, may_download) or choice
        for model in reversed(list(RELATIVE_COST)):
            if RELATIVE_COST[model] <= RELATIVE_COST[choice.model] or expected_s(choice, model) > TAIL_GOAL_S:
                continue
            better = self._tried(model, choice, tell, may_download)
            if better is not None and better.tail_s <= TAIL_GOAL_S:
                return better
        return choice

    def _tried(self, model: str, than: LiveChoice, tell: Tell, may_download: bool) -> LiveChoice | None:
        is_small = about_mb(model) <= LARGEST_LIVE_DOWNLOAD_MB
        try:
            if not self._is_here(model) and may_download and is_small and self._hub.reachable():
                self._hub.download(model, tell)
        except EngineError as failure:
            tell(failure.message)
        folder = self._hub.cached(model)
        tail_s = None if folder is None else self._trials.tail_s(folder, than.place)
        return None if tail_s is None else replace(than, model=model, tail_s=round(tail_s, 3))

    def _remember(self, device: str, choice: LiveChoice) -> None:
        try:
            kept: dict[str, Any] = json.loads(self._memory.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            kept = {}
        kept = kept if isinstance(kept, dict) else {}
        kept[device] = {**asdict(choice), "machine": _machine()}
        try:
            self._memory.parent.mkdir(parents=True, exist_ok=True)
            self._memory.write_text(json.dumps(kept, indent=1), encoding="utf-8")
        except OSError:
            return  # it is measured again next time


def expected_s(choice: LiveChoice, model: str) -> float:
    """What another model would take where `choice` was measured."""
    return choice.tail_s * RELATIVE_COST[model] / RELATIVE_COST[choice.model]


def _machine() -> str:
    """What a measurement holds for; a new processor count means a new measurement."""
    return f"{os.uname().machine if hasattr(os, 'uname') else 'windows'}-{os.cpu_count()}"
