"""What happens to the floor: everything it is told, each with the session time in samples."""

from __future__ import annotations

from dataclasses import dataclass

from voice_coach.conversation.occasions import AnswerShape
from voice_coach.conversation.sound import Clip, Samples, Segment
from voice_coach.conversation.words import Word


@dataclass(frozen=True, slots=True)
class Tag:
    """Which reply something belongs to: work for an older revision is void."""

    turn: int
    """Transcript index of the turn that the reply answers, or that it opens."""
    revision: int
    """Counts up in a session whenever the candidate goes on before a reply was heard."""


@dataclass(frozen=True, slots=True)
class SpeechSuspected:
    """The detector has seen some speech; it may yet be a click."""

    t: int


@dataclass(frozen=True, slots=True)
class SpeechDismissed:
    """The suspicion came to nothing."""

    t: int


@dataclass(frozen=True, slots=True)
class SpeechStarted:
    """The candidate speaks."""

    t: int
    onset: int
    """Where the speech began, somewhat before it was certain."""


@dataclass(frozen=True, slots=True)
class Lull:
    """A moment between two words of somebody who goes on speaking, as far as is known."""

    t: int


@dataclass(frozen=True, slots=True)
class SegmentSound:
    """Sound of the segment that is still open."""

    t: int
    segment_id: int
    samples: Samples


@dataclass(frozen=True, slots=True)
class SegmentClosed:
    """A stretch of speech is complete."""

    t: int
    segment: Segment
    ended: int
    """Just after its last sounding 10 ms."""
    paused: bool
    """False where it was only cut for its length and the candidate goes on."""


@dataclass(frozen=True, slots=True)
class Transcribed:
    """The recogniser's words for a segment, () where it heard none."""

    t: int
    segment_id: int
    words: tuple[Word, ...]
    sounds_done: float | None = None
    """Probability by the voice alone that the turn was over, None where no model tells."""


@dataclass(frozen=True, slots=True)
class Glimpsed:
    """Words of a segment that is still open: good enough to be shown, not to be kept."""

    t: int
    segment_id: int
    words: tuple[Word, ...]


@dataclass(frozen=True, slots=True)
class Composed:
    """One more clause of the reply that was asked for; or, with `text` "", only its end."""

    t: int
    tag: Tag
    clause: int
    text: str
    last: bool
    expects: AnswerShape = AnswerShape.EITHER
    ends_session: bool = False


@dataclass(frozen=True, slots=True)
class Voiced:
    """A clause as sound, or one more piece of its sound."""

    t: int
    tag: Tag
    clause: int
    clip: Clip
    more: bool = False
    """Whether more of the same clause is to come."""


@dataclass(frozen=True, slots=True)
class Audible:
    """The first sounding sample of a reply left the loudspeaker, at `t` exactly."""

    t: int
    tag: Tag


@dataclass(frozen=True, slots=True)
class Stopped:
    """A reply has ended on the loudspeaker, whole or cut."""

    t: int
    tag: Tag
    heard_samples: tuple[int, ...]
    """Of each clause, how many samples were emitted."""
    whole: bool


@dataclass(frozen=True, slots=True)
class Agenda:
    """What the director wants to be woken for; None for never."""

    t: int
    wake_at: int | None
    """Interview time: session time less the pauses that were asked for."""
    monologue_samples: int | None


@dataclass(frozen=True, slots=True)
class InputEnded:
    """The candidate will not speak again: the file or the lines have run out."""

    t: int


@dataclass(frozen=True, slots=True)
class ComeIn:
    """The director wants to cut into what the candidate is saying in this turn."""

    t: int
    turn: int


@dataclass(frozen=True, slots=True)
class DevicesLost:
    """Nobody can hear or be heard any more: the microphone or the loudspeaker is gone."""

    t: int


@dataclass(frozen=True, slots=True)
class DevicesBack:
    """Both work again."""

    t: int


@dataclass(frozen=True, slots=True)
class EchoJudged:
    """It has shown whether the interviewer's own voice can be taken out of the microphone."""

    t: int
    remains: bool
    """It cannot, so the microphone is deaf while it sounds."""


@dataclass(frozen=True, slots=True)
class KeyPressed:
    """The candidate takes the floor by a key."""

    t: int


Event = (
    SpeechSuspected
    | SpeechDismissed
    | SpeechStarted
    | Lull
    | SegmentSound
    | SegmentClosed
    | Transcribed
    | Glimpsed
    | Composed
    | Voiced
    | Audible
    | Stopped
    | Agenda
    | InputEnded
    | ComeIn
    | DevicesLost
    | DevicesBack
    | EchoJudged
    | KeyPressed
)
