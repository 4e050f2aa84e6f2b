"""The moments of a session that a listener may want to jump to: signals, pressure, interruptions, pauses."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from voice_coach.sessions.events import Event
from voice_coach.sessions.scorecards import number, objects, text

PRESSURE_MOVES = frozenset(
    {
        "sketch_now",
        "interrupt_diagram",
        "cut_in",
        "change_facts",
        "challenge_priority",
        "ask_number",
        "ask_source",
    }
)


def marks_of(events: Sequence[Event], card: Mapping[str, Any] | None) -> list[dict[str, Any]]:
    """Each with its time, kind, label and turn, in order of time."""
    return sorted(_marks(events, card), key=lambda mark: mark["t_s"])


def _mark(t_s: object, kind: str, label: str, turn: object = None) -> dict[str, Any]:
    return {
        "t_s": number(t_s) or 0.0,
        "kind": kind,
        "label": label,
        "turn": turn if isinstance(turn, int) else None,
    }


def _marks(events: Sequence[Event], card: Mapping[str, Any] | None) -> Iterator[dict[str, Any]]:
    for signal in objects((card or {}).get("signals")):
        kind = text(signal.get("kind"))
        name = _words(text(signal.get("id"))) + (f" ({kind})" if kind else "")
        yield _mark(signal.get("t_s"), "signal", name, signal.get("turn"))
    for event in _of(events, "move"):
        if text(event.get("kind")) in PRESSURE_MOVES:
            yield _mark(event["t_s"], "pressure", _words(text(event["kind"])), event.get("turn"))
    for event in _of(events, "barge_in"):
        outcome = (
            "was interrupted" if event.get("outcome") == "cancelled" else "went on after an interruption"
        )
        yield _mark(event["t_s"], "interruption", f"interviewer {outcome}", event.get("turn"))
    for event in _of(events, "fault"):
        yield _mark(event["t_s"], "fault", text(event.get("detail")) or _words(text(event.get("what"))))
    for event in _of(events, "control"):
        yield _mark(event["t_s"], "control", f"said to the program: {_words(text(event.get('control')))}")
    delivery = (card or {}).get("delivery")
    for pause in objects(delivery.get("pauses") if isinstance(delivery, dict) else None):
        length_s = number(pause.get("length_s")) or 0.0
        yield _mark(pause.get("t_s"), "pause", f"pause of {length_s:.1f} s", pause.get("turn"))


def _words(name: str) -> str:
    return name.replace("_", " ")


def _of(events: Sequence[Event], kind: str) -> Iterator[Event]:
    return (event for event in events if event["type"] == kind)
