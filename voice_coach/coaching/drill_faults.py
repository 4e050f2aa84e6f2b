"""What failed in the middle of a drill, for somebody who does not look at the screen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from voice_coach.coaching.drill_cues import Cue

UNHEARD = "I could not make out your words. Say it again, please."
PARTLY_UNHEARD = "I did not hear all of that."
VOICE_FAILED = "My voice failed for a moment. Say repeat to hear that again."
NOT_RECORDED = "Your voice is no longer recorded."
NOT_KEPT = "The disk refuses to keep what is said here."
LITTLE_ROOM = "The disk has room for less than ten more minutes."
TRIES = 2
"""Of a recogniser, all of which must fail for words to be lost."""


@dataclass
class Faults:
    """Takes the session's `fault` events, on whichever thread they come, and says each thing once."""

    _waiting: list[str] = field(default_factory=list)
    _told: set[str] = field(default_factory=set)
    _failed_tries: int = 0

    def observe(self, event: Mapping[str, object]) -> None:
        """Watch the session."""
        if event.get("type") != "fault":
            return
        match event.get("what"):
            case "recogniser":
                self._failed_tries += 1
            case "voice":
                self._waiting.append(VOICE_FAILED)
            case "recording":
                self._wait_once(_of_recording(str(event.get("detail", ""))))

    def _wait_once(self, sentence: str) -> None:
        if sentence and sentence not in (*self._waiting, *self._told):
            self._waiting.append(sentence)

    @property
    def lost_words(self) -> bool:
        """Whether the recogniser gave up on something that was said since the last reply."""
        return self._failed_tries >= TRIES

    def sentences(self, *, answered: bool) -> tuple[str, ...]:
        """What a reply begins with; the loss of words belongs to a reply to an answer."""
        lost = (PARTLY_UNHEARD,) if answered and self.lost_words else ()
        told = (*dict.fromkeys(self._waiting), *lost)
        return (Cue.FAULT.value, *told) if told else ()

    def replied(self, begun_with: tuple[str, ...]) -> None:
        """A reply was heard that began with these sentences."""
        self._failed_tries = 0
        self._told.update(begun_with)
        self._waiting = [each for each in self._waiting if each not in begun_with]


def _of_recording(detail: str) -> str:
    what, _, why = detail.partition(": ")
    match what:
        case "sound_stopped":
            return f"{why.partition(':')[0]}. {NOT_RECORDED}"
        case "log_trouble":
            return NOT_KEPT
        case "disk_low":
            return LITTLE_ROOM
    return ""
