"""What the floor wants done. Drivers carry these out; none of them is a decision any more."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from voice_coach.conversation.control import Control
from voice_coach.conversation.events import Tag
from voice_coach.conversation.occasions import Occasion
from voice_coach.conversation.sound import Clip, Samples, Segment
from voice_coach.conversation.words import Word


class Holder(StrEnum):
    """Who holds the floor."""

    CANDIDATE = "candidate"
    INTERVIEWER = "interviewer"


@dataclass(frozen=True, slots=True)
class Listen:
    """Let the recogniser decode ahead."""

    segment_id: int
    samples: Samples


@dataclass(frozen=True, slots=True)
class Transcribe:
    """Turn a closed segment into words."""

    segment: Segment


@dataclass(frozen=True, slots=True)
class CutSegment:
    """Close the open segment although speech goes on: its words are wanted now."""


@dataclass(frozen=True, slots=True)
class Compose:
    """Prepare a reply; nothing of it is said or done yet."""

    tag: Tag
    occasion: Occasion
    words: tuple[Word, ...]
    """The candidate's words since the interviewer last spoke."""
    speech_samples: int
    """How long the candidate has held the floor in this turn."""


@dataclass(frozen=True, slots=True)
class Speak:
    """Synthesise a clause."""

    tag: Tag
    clause: int
    text: str


@dataclass(frozen=True, slots=True)
class Play:
    """Queue a clause for the loudspeaker, or one more piece of it."""

    tag: Tag
    clause: int
    clip: Clip
    more: bool = False
    """Whether more of the same clause is to come."""


@dataclass(frozen=True, slots=True)
class EndReply:
    """No clause follows: report when the last one was heard."""

    tag: Tag


@dataclass(frozen=True, slots=True)
class Duck:
    """Lower the interviewer's voice, or bring it back."""

    on: bool


@dataclass(frozen=True, slots=True)
class Pause:
    """Hold the interviewer's voice at its sample, or go on from it."""

    on: bool


@dataclass(frozen=True, slots=True)
class Void:
    """Forget a prepared reply; not a sample of it may be played from now on."""

    tag: Tag


@dataclass(frozen=True, slots=True)
class Cut:
    """Stop a reply that was being heard."""

    tag: Tag


@dataclass(frozen=True, slots=True)
class Commit:
    """The reply has become audible: the candidate's turn and the move are facts now."""

    tag: Tag
    words: tuple[Word, ...]
    start: int
    """Session time at which the candidate began this turn, in samples."""
    end: int
    """Session time at which the candidate's speech ended."""
    audible: int
    """Session time of the reply's first sounding sample."""
    marks: tuple[tuple[str, int], ...]
    """(name, session time) of the steps on the way, for the latency report."""
    answers: bool
    """Whether the candidate had spoken; False for an opening or a nudge."""
    verdict: str
    """How the pause before it was judged, "" where no pause was: the interviewer came in by itself."""


@dataclass(frozen=True, slots=True)
class Conclude:
    """The reply has ended: what was heard of it is a fact."""

    tag: Tag
    start: int
    end: int
    texts: tuple[str, ...]
    heard_samples: tuple[int, ...]
    clip_samples: tuple[int, ...]
    whole: bool


@dataclass(frozen=True, slots=True)
class Leave:
    """The candidate's words when no reply to them was or will be heard."""

    words: tuple[Word, ...]
    start: int
    end: int
    turn: int


@dataclass(frozen=True, slots=True)
class Interrupted:
    """How an interruption by the candidate ended."""

    turn: int
    outcome: str
    """`cancelled` or `resumed`."""
    said: str


@dataclass(frozen=True, slots=True)
class Controlled:
    """The candidate has steered the session; none of it is part of the interview."""

    control: Control
    said: str
    """The words, as understood."""
    turn: int
    """Transcript index of the next turn."""
    reply: str
    """What is said to it, "" where the interviewer's next turn, or its going on, is the answer."""
    paused_samples: int
    """How much time all pauses have taken out of the interview by now."""


@dataclass(frozen=True, slots=True)
class Loudness:
    """Multiply the interviewer's sound from now on."""

    gain: float


@dataclass(frozen=True, slots=True)
class Pace:
    """Speak the clauses to come at so many times the voice's own rate."""

    pace: float


@dataclass(frozen=True, slots=True)
class Hold:
    """The floor has passed."""

    holder: Holder


@dataclass(frozen=True, slots=True)
class Alarm:
    """The watchdog had to step in."""

    reason: str


@dataclass(frozen=True, slots=True)
class Partial:
    """The candidate's words so far: for the screen, and for a director who may want to cut in."""

    turn: int
    words: tuple[Word, ...]
    speaking: bool
    """Whether the candidate is going on meanwhile."""
    speech_samples: int
    """How long the candidate has held the floor in this turn."""


@dataclass(frozen=True, slots=True)
class Finish:
    """The interview is over."""

    reason: str


Command = (
    Listen
    | Transcribe
    | CutSegment
    | Compose
    | Speak
    | Play
    | EndReply
    | Duck
    | Pause
    | Void
    | Cut
    | Commit
    | Conclude
    | Leave
    | Interrupted
    | Controlled
    | Loudness
    | Pace
    | Hold
    | Alarm
    | Partial
    | Finish
)
