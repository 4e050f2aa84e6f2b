"""One line of the library: what a session was, and what was judged and shown in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Self

from voice_coach.coaching.checklist import shown_in
from voice_coach.errors import SessionError
from voice_coach.sessions.lock import is_running
from voice_coach.sessions.manifest import Manifest, State, read_manifest
from voice_coach.sessions.scorecards import (
    an_object,
    has_scorecard_file,
    number,
    objects,
    read_scorecard,
    text,
)

MEASURES = (
    "wpm",
    "talk_share",
    "fillers_per_min",
    "hedges_per_min",
    "longest_monologue_s",
    "response_delay_s",
)
"""Of the scorecard's delivery, as they are; the number of long pauses is added to them."""
INTERRUPTED = "It was interrupted; `voice-coach recover` makes it whole."


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """What a list of sessions and the progress over them need of one."""

    id: str
    started_at: str = ""
    """ISO 8601 with its time zone; "" where the manifest cannot be read."""
    mode: str = ""
    state: str = "damaged"
    duration_s: float = 0.0
    scenario: str = ""
    title: str = ""
    verdict: str | None = None
    levels: Mapping[str, int | None] = field(default_factory=dict)
    """1 to 4 or None for each dimension that was judged."""
    flags: Mapping[str, int] = field(default_factory=dict)
    """How often each signal was counted."""
    delivery: Mapping[str, float] = field(default_factory=dict)
    shown: tuple[str, ...] = ()
    """Ids of the preparation checklist that this session ticks."""
    problem: str = ""
    """What is wrong with it, as a sentence; "" where nothing is."""

    @classmethod
    def of(cls, folder: Path) -> Self:
        """Read a session's folder; whatever is wrong with it is in `problem`."""
        try:
            manifest = read_manifest(folder)
        except SessionError as error:
            return cls(id=folder.name, problem=str(error))
        return cls(**_head(folder, manifest), **_judged(folder, manifest))

    @classmethod
    def from_json(cls, fields: Mapping[str, Any]) -> Self:
        """From what `to_json` gave."""
        return cls(**{**fields, "shown": tuple(fields["shown"])})

    def to_json(self) -> dict[str, Any]:
        """As it stands in the index and in `sessions --json`."""
        return asdict(self)

    @property
    def name(self) -> str:
        """The scenario as a person calls it."""
        return self.title or self.scenario or self.id

    @property
    def is_judged(self) -> bool:
        """Whether there is a verdict, be it that there was too little."""
        return self.verdict is not None


def state_of(folder: Path, state: str) -> tuple[str, str]:
    """The state as it is now, and what is wrong: only a lock tells a running session from a dead one."""
    if state in (State.RECORDING, State.FINALISING) and not is_running(folder):
        return state, INTERRUPTED
    return state, ""


def _head(folder: Path, manifest: Manifest) -> dict[str, Any]:
    return {
        "id": folder.name,
        "started_at": manifest.started_at.isoformat(),
        "mode": manifest.mode,
        "state": manifest.state.value,
        "duration_s": manifest.duration_s,
        "scenario": manifest.scenario.id,
        "title": manifest.scenario.title,
    }


def _judged(folder: Path, manifest: Manifest) -> dict[str, Any]:
    card = read_scorecard(folder)
    if card is None:
        damaged = has_scorecard_file(folder)
        return {"problem": "Its scorecard cannot be read; assess it again." if damaged else ""}
    is_simulated = manifest.mode == "demo"
    return {
        "verdict": text(card.get("verdict")) or None,
        "levels": _levels(card),
        "flags": dict(Counter(text(signal.get("id")) for signal in objects(card.get("signals")))),
        "delivery": _delivery(an_object(card.get("delivery"))),
        "shown": () if is_simulated else tuple(shown_in(card, manifest.duration_s)),
    }


def _levels(card: Mapping[str, Any]) -> dict[str, int | None]:
    judged = ((text(each.get("id")), each.get("level")) for each in objects(card.get("dimensions")))
    return {name: level if level in (1, 2, 3, 4) else None for name, level in judged if name}


def _delivery(measured: Mapping[str, Any]) -> dict[str, float]:
    found = {name: number(measured.get(name)) for name in MEASURES}
    if isinstance(measured.get("pauses"), list):
        found["long_pauses"] = float(len(measured["pauses"]))
    return {name: value for name, value in found.items() if value is not None}
