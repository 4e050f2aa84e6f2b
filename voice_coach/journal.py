"""The log of a running interview: what is written and shown, and how values look there."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol

from voice_coach.coaching.moves import Move
from voice_coach.conversation.sound import Frame, Samples, seconds_of
from voice_coach.conversation.words import Word
from voice_coach.engines.protocols import EngineInfo
from voice_coach.jobs import Trouble

Observer = Callable[[dict[str, object]], None]
"""Sees every event of the session, and the passing ones (levels, partial words) that no file keeps."""

Run = Callable[[Callable[[], None]], None]
"""Does a piece of work in order: at once, or on a thread that may wait for the disk."""


class Keeper(Protocol):
    """What keeps a session: its writer, or nobody for a talk that is not to be kept."""

    def event(self, type: str, t_s: float, **fields: Any) -> dict[str, Any]:
        """Write one event and give it back, with its `seq`."""
        ...

    def sound(self, near: Samples, far: Samples) -> None:
        """The next 10 ms of both sides; never blocks."""
        ...

    def drain_faults(self) -> list[str]:
        """What went wrong since the last call."""
        ...


class Journal:
    """Facts go to the session's log and to the observers; passing things to the observers alone."""

    def __init__(self, writer: Keeper, publish: Observer, run: Run) -> None:
        self._writer = writer
        self._publish = publish
        self._run = run

    def record(self, event: str, t_s: float, /, **fields: object) -> None:
        """Write an event and show it."""
        self._run(lambda: self._publish(self._writer.event(event, round(t_s, 3), **fields)))

    def show(self, event: str, t_s: float, /, **fields: object) -> None:
        """Show something that no file keeps."""
        passing = {"t_s": round(t_s, 3), "type": event, **fields}
        self._run(lambda: self._publish(passing))

    def fault(self, t_s: float, trouble: Trouble) -> None:
        """Record what went wrong and was survived."""
        self.record("fault", t_s, what=trouble.what, detail=trouble.detail)

    def keep_sound(self, frame: Frame) -> None:
        """Hand a frame to the recording; never blocks."""
        self._writer.sound(frame.near, frame.far)

    def recording_faults(self) -> Sequence[str]:
        """What went wrong with the recording since the last call."""
        return self._writer.drain_faults()


def ms(samples: int) -> int:
    """Samples in whole milliseconds."""
    return round(seconds_of(samples) * 1000)


def gap_parts(marks: Mapping[str, int], end: int, audible: int) -> dict[str, int]:
    """How the gap came about, in ms; the steps overlap, so they do not add up to it."""

    def between(first: str, second: str) -> int:
        return ms(marks[second] - marks[first]) if first in marks and second in marks else 0

    ready = max(marks.get("decided", end), marks.get("voiced", end))
    return {
        "decision_ms": ms(marks.get("decided", end) - end),
        "recognition_ms": between("closed", "transcribed"),
        "phrasing_ms": between("asked", "composed"),
        "synthesis_ms": between("composed", "voiced"),
        "audio_out_ms": ms(audible - ready),
    }


def word_row(word: Word) -> dict[str, object]:
    """A word as the log has it."""
    return {
        "text": word.text,
        "start_s": round(word.start_s, 3),
        "end_s": round(word.end_s, 3),
        "probability": round(word.probability, 3),
    }


def trigger_row(move: Move) -> dict[str, object] | None:
    """What called for a move, as the log has it."""
    return None if move.trigger is None else {"turn": move.trigger.turn, "quote": move.trigger.quote}


def engine_row(engine: EngineInfo) -> dict[str, object]:
    """An engine as the log has it."""
    return {
        "kind": engine.kind,
        "name": engine.name,
        "detail": engine.detail,
        "version": engine.version,
        "notice": engine.notice,
        "host": engine.host,
    }
