"""transcript.json: who said what, when. Built from the turn events alone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any, Self

from voice_coach.coaching.transcript import Speaker, TranscriptTurn
from voice_coach.conversation.words import Word
from voice_coach.sessions.events import is_seconds
from voice_coach.sessions.manifest import ScenarioRef

TRANSCRIPT_NAME = "transcript.json"
FORMAT = 1
_MOST_TURNS = 1 << 31


@dataclass(frozen=True, slots=True)
class KeptTurn:
    """One turn of a session: what was said, and how it came about."""

    said: TranscriptTurn
    """The words as heard: of an interviewer who was cut, what was audible until then."""
    stage: str | None = None
    """The round's stage, None where it is not known."""
    cut: bool = False
    """Whether the interviewer was interrupted and fell silent."""
    heard_text: str | None = None
    """What was audible of the interviewer's words, None for the candidate."""

    @classmethod
    def of(cls, fields: Mapping[str, Any]) -> Self | None:
        """A turn from a `turn` event or from transcript.json; None where the fields make no sense."""
        try:
            return cls._of(fields)
        except (KeyError, ValueError, TypeError, AttributeError):
            return None

    @classmethod
    def _of(cls, fields: Mapping[str, Any]) -> Self:
        cut = fields.get("cut") is True
        heard_text = _text_or_none(fields.get("heard_text"))
        text = _text(fields["text"]) if heard_text is None or not cut else heard_text
        return cls(_said(fields, text), _text_or_none(fields.get("stage")), cut, heard_text)

    def to_json(self) -> dict[str, Any]:
        """As it stands in transcript.json."""
        said = asdict(self.said) | {"move": self.said.move or None}
        words = [asdict(word) for word in self.said.words]
        return said | {"words": words, "stage": self.stage, "cut": self.cut, "heard_text": self.heard_text}


@dataclass(frozen=True, slots=True)
class Transcript:
    """All turns of a session, in order."""

    session: str
    scenario: ScenarioRef
    turns: tuple[KeptTurn, ...]

    @classmethod
    def of(cls, session: str, scenario: ScenarioRef, events: Iterable[Mapping[str, Any]]) -> Self:
        """From the session's events; of two turns with the same index the later event counts."""
        found = (KeptTurn.of(event) for event in events if event.get("type") == "turn")
        by_index = {turn.said.turn: turn for turn in found if turn is not None}
        return cls(session, scenario, tuple(by_index[index] for index in sorted(by_index)))

    def to_json(self) -> dict[str, Any]:
        """As it stands in transcript.json."""
        return {
            "format": FORMAT,
            "session": self.session,
            "scenario": asdict(self.scenario),
            "turns": [turn.to_json() for turn in self.turns],
        }


def _said(fields: Mapping[str, Any], text: str) -> TranscriptTurn:
    start_s = _seconds(fields["start_s"] if "start_s" in fields else fields["t_s"])
    return TranscriptTurn(
        turn=_index(fields["turn"]),
        speaker=Speaker(fields["speaker"]),
        start_s=start_s,
        end_s=max(start_s, _seconds(fields.get("end_s", start_s))),
        text=text,
        words=tuple(_word(word) for word in fields.get("words") or ()),
        move=_text_or_none(fields.get("move")) or "",
    )


def _word(fields: Mapping[str, Any]) -> Word:
    start_s = _seconds(fields["start_s"])
    probability = min(1.0, max(0.0, _seconds(fields.get("probability", 1.0))))
    return Word(_text(fields["text"]), start_s, max(start_s, _seconds(fields["end_s"])), probability)


def _index(value: object) -> int:
    if type(value) is not int or not 0 <= value < _MOST_TURNS:
        raise ValueError("a turn's index is a whole number from 0, and no absurd one")
    return value


def _seconds(value: Any) -> float:
    if not is_seconds(value):
        raise ValueError("a time is a number of seconds")
    return float(value)


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError("words are text")
    return value


def _text_or_none(value: object) -> str | None:
    return None if value is None else _text(value)
