"""An interview as lines: for people who want no screen, for pipes, and as JSON for programs."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from types import TracebackType
from typing import Self

from voice_coach.cli.say import OutputError, minutes_and_seconds, number_in, say, text_in

INTERVIEWER = "Interviewer"
YOU = "You"
CUT_OFF = "-- (cut off)"
ONE_AT_A_TIME = (
    "The loudspeaker's echo cannot be taken out of the microphone: you are heard when the interviewer has "
    "finished, or was stopped by the space bar. Headphones, or less volume and another start, change that."
)
PASSING = {"partial", "caption", "level", "floor"}
"""Events that are about this instant only; the session on disk does not keep them either."""


class Lines:
    """Prints a line for each event that `line_of` has words for; falls silent when nobody reads any more."""

    def __init__(
        self, line_of: Callable[[Mapping[str, object]], str], write: Callable[[str], None] = say
    ) -> None:
        self._line_of = line_of
        self._write = write
        self._is_read = True

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: object, trace: TracebackType | None) -> None:
        """Nothing is left open."""

    def observe(self, event: dict[str, object]) -> None:
        """Print the event's line, if it has one."""
        line = self._line_of(event)
        if line and self._is_read:
            try:
                self._write(line)
            except OutputError:
                self._is_read = False


def json_line(event: Mapping[str, object]) -> str:
    """The event as the session's log has it; "" for those about this instant only."""
    return "" if event.get("type") in PASSING else json.dumps(event)


def plain_line(event: Mapping[str, object], candidate: str = YOU, is_live: bool = True) -> str:
    """The event as a person reads it; "" for those that a person need not see.

    `candidate` is what the candidate is called. Gaps are not shown on a virtual clock, which only supposes
    them.
    """
    words = "" if event.get("type") == "latency" and not is_live else _words(event, candidate)
    return f"[{minutes_and_seconds(number_in(event, 't_s') or 0.0):>5}] {words}" if words else ""


def _words(event: Mapping[str, object], candidate: str) -> str:  # one line for each type of event
    match event.get("type"):
        case "session_started":
            return _opening(event)
        case "turn":
            return _turn(event, candidate)
        case "stage":
            return f"-- {text_in(event, 'stage')} --"
        case "latency":
            return f"(gap {number_in(event, 'gap_ms') or 0:.0f} ms)"
        case "fault":
            return fault_of(event)
        case "notice":
            return text_in(event, "text")
        case "echo":
            return echo_notice(event)
        case "microphone":
            return microphone_notice(event)
        case "watchdog":
            return f"(nobody held the floor: {text_in(event, 'reason')})"
        case "session_ended":
            return f"The interview is over ({text_in(event, 'reason')})."
    return ""


def _opening(event: Mapping[str, object]) -> str:
    length = f"{number_in(event, 'minutes') or 0:g} minutes"
    said = [f"{text_in(event, 'title')}, {'the opening' if event.get('round') == 'opening' else length}."]
    return " ".join([*said, *hosts_of(event), engines_in_words(event)]).strip()


def _turn(event: Mapping[str, object], candidate: str) -> str:
    """A turn; one that was cut off before a word of it was heard is none to those who listened."""
    heard = heard_in(event)
    return f"{speaker_of(event, candidate)}: {heard}" if heard else ""


def speaker_of(event: Mapping[str, object], candidate: str = YOU) -> str:
    """Whose turn an event is, as the screen names it."""
    return INTERVIEWER if event.get("speaker") == "interviewer" else candidate


def heard_in(event: Mapping[str, object]) -> str:
    """The words of a turn as they were heard; of one that was cut off, what was audible."""
    if not event.get("cut"):
        return text_in(event, "text")
    heard = text_in(event, "heard_text")
    return f"{heard} {CUT_OFF}" if heard else ""


def microphone_notice(event: Mapping[str, object]) -> str:
    """What the candidate can do about the microphone's level."""
    return _MICROPHONE.get(text_in(event, "level"), "")


_MICROPHONE = {
    "overdriven": "Your voice is cut off at the top: turn the microphone down, or move away from it.",
    "faint": "Your voice is very faint: turn the microphone up, or come nearer.",
}


def echo_notice(event: Mapping[str, object]) -> str:
    """What the candidate must know about the loudspeaker's echo; "" where it does no harm."""
    return ONE_AT_A_TIME if event.get("outcome") == "remains" else ""


_CARD_FAULTS = {
    "microphone_silent": "The microphone gives exact zeros: allow it in the system's privacy settings, "
    "or look for a mute switch.",
    "devices_lost": "The microphone or the loudspeaker is gone. The interview waits for it.",
    "devices_back": "The sound devices are back, and the interview goes on.",
    "other_devices": "The chosen sound devices stay away; the interview goes on with the default ones.",
    "input_overrun": "Some sound of the microphone was lost; silence stands in its place.",
    "output_underrun": "The loudspeaker stumbled.",
}


def fault_of(event: Mapping[str, object]) -> str:
    """A fault in plain words."""
    detail = text_in(event, "detail")
    known = _CARD_FAULTS.get(detail.partition(":")[0])
    return known or detail or text_in(event, "what").replace("_", " ")


def engines_of(event: Mapping[str, object]) -> list[Mapping[str, object]]:
    """The engines that a session began with."""
    engines = event.get("engines")
    return (
        [each for each in engines if isinstance(each, Mapping)] if isinstance(engines, list | tuple) else []
    )


def notices_of(event: Mapping[str, object]) -> list[str]:
    """What the engines want the user to know."""
    return [notice for engine in engines_of(event) if (notice := text_in(engine, "notice"))]


_PARTS = {"recogniser": "Heard by", "voice": "spoken by", "model": "worded by"}


def engines_in_words(event: Mapping[str, object]) -> str:
    """Which engines hear, speak and word the questions, in a sentence; "" where none is known."""
    kinds = {text_in(each, "kind"): each for each in engines_of(event) if each.get("name")}
    said = [f"{by} {_engine_name(kinds[kind])}" for kind, by in _PARTS.items() if kind in kinds]
    sentence = ", ".join(said)
    return f"{sentence[:1].upper()}{sentence[1:]}." if said else ""


def _engine_name(engine: Mapping[str, object]) -> str:
    name, detail = text_in(engine, "name"), text_in(engine, "detail")
    return "the script" if name == "scripted" else f"{name} ({detail})" if detail else name


def hosts_of(event: Mapping[str, object]) -> list[str]:
    """A sentence for each engine that sends something away, or one that says that nothing does."""
    away = [
        f"The {text_in(each, 'kind')} is at {text_in(each, 'host')}."
        for each in engines_of(event)
        if each.get("host")
    ]
    return away or ["Nothing leaves this machine."]
