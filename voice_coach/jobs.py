"""The engines' work on a conversation, one piece at a time, each with its way out when the engine fails.

Both drivers do these jobs; they differ only in when. A job never raises: the floor must get its answer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import numpy as np

from voice_coach.coaching.moves import Heard, Move
from voice_coach.coaching.talker import Reply, Talker
from voice_coach.conversation.events import Agenda, Composed, Glimpsed, Tag, Transcribed, Voiced
from voice_coach.conversation.heard import words_left
from voice_coach.conversation.sound import (
    FRAME_SAMPLES,
    RATE_HZ,
    Clip,
    Samples,
    Segment,
    samples_of,
    seconds_of,
    silence,
)
from voice_coach.engines.protocols import (
    PacedVoice,
    PartialRecogniser,
    Recogniser,
    StreamingVoice,
    TurnModel,
    Voice,
)
from voice_coach.errors import RecogniserError, VoiceError, VoiceReplacedError

CHIME_HZ = 660.0
CHIME_S = 0.35
SOONEST_CUT_S = 4.0
"""Before a talk's limit: a pause to cut in at is looked for from here on, since one may be long in coming."""
PAUSE = silence(FRAME_SAMPLES)
"""Ends a clause whose sound was all there when its voice was lost."""


@dataclass(frozen=True, slots=True)
class Trouble:
    """Something that went wrong in an engine and was survived."""

    what: str
    detail: str


Report = Callable[[Trouble], None]


def chime() -> Clip:
    """The sound that stands for words which only the screen can show."""
    t = np.arange(samples_of(CHIME_S)) / RATE_HZ
    tone = np.sin(2 * np.pi * CHIME_HZ * t) * np.exp(-6.0 * t)
    return Clip((tone * 6000).astype(np.int16))


def transcribe(
    recogniser: Recogniser, segment: Segment, report: Report, turn_model: TurnModel | None = None
) -> Transcribed:
    """The words of a segment; a failed try is repeated once, a second failure counts as no words."""
    for _ in range(2):
        try:
            words = recogniser.transcribe(segment)
        except RecogniserError as error:
            report(Trouble("recogniser", str(error)))
        else:
            sounds_done = turn_model.probability(segment.samples) if turn_model and words else None
            return Transcribed(segment.end, segment.id, words, sounds_done)
    return Transcribed(segment.end, segment.id, ())


def glimpse(recogniser: Recogniser, segment_id: int, opened: int) -> Glimpsed | None:
    """What a recogniser sees of a segment that is still open and began at sample `opened`, if it looks."""
    seen = recogniser.partial() if isinstance(recogniser, PartialRecogniser) else None
    if seen is None:
        return None
    from_s = seconds_of(opened)
    words = (replace(word, start_s=from_s + word.start_s, end_s=from_s + word.end_s) for word in seen)
    return Glimpsed(0, segment_id, tuple(words))


def voice(speaker: Voice, tag: Tag, clause: int, text: str, report: Report) -> Voiced:
    """A clause as sound; a chime where the voice fails, since the words are on the screen."""
    try:
        return Voiced(0, tag, clause, speaker.speak(text))
    except VoiceReplacedError as error:
        report(Trouble("voice", str(error)))
    except VoiceError as error:
        report(Trouble("voice", str(error)))
        return Voiced(0, tag, clause, chime())
    return voice(speaker, tag, clause, text, report)


@dataclass(frozen=True, slots=True)
class Clause:
    """Words of a reply that are to be spoken."""

    tag: Tag
    number: int
    text: str

    def sound(self, samples: Samples, *, more: bool = False) -> Voiced:
        """A piece of its sound, the last one or not."""
        return Voiced(0, self.tag, self.number, Clip(samples), more)


def voiced(speaker: Voice, clause: Clause, report: Report, is_wanted: Callable[[], bool]) -> Iterator[Voiced]:
    """A clause as sound, in pieces where the voice can do that; nothing more once it is not wanted.

    Where a voice is lost in mid-sentence, its stand-in goes on with the word that was not heard whole.
    """
    if not isinstance(speaker, StreamingVoice):
        yield voice(speaker, clause.tag, clause.number, clause.text, report)
        return
    latest = silence(0)
    try:
        for piece in speaker.stream(clause.text, is_wanted):
            if len(latest):
                yield clause.sound(latest, more=True)
            latest = piece
    except VoiceError as error:
        report(Trouble("voice", str(error)))
        if len(latest):
            yield clause.sound(latest, more=True)
        yield _rest_of(speaker, clause, error, report)
        return
    if is_wanted():
        yield clause.sound(latest)


def _rest_of(speaker: Voice, clause: Clause, error: VoiceError, report: Report) -> Voiced:
    """What the stand-in says of a clause, or the chime where there is no stand-in."""
    if not isinstance(error, VoiceReplacedError):
        return clause.sound(chime().samples)
    rest = words_left(clause.text, error.said_share)
    return voice(speaker, clause.tag, clause.number, rest, report) if rest else clause.sound(PAUSE)


def set_pace(speaker: Voice, pace: float) -> None:
    """Let a voice that can speak at so many times its own rate; the others stay as they are."""
    if isinstance(speaker, PacedVoice):
        speaker.set_pace(pace)


class Mind:
    """The interviewer behind the floor: prepares replies, and makes the one that was heard a fact."""

    def __init__(self, interviewer: Talker, report: Report) -> None:
        self._interviewer = interviewer
        self._report = report
        self._prepared: dict[Tag, Reply] = {}

    def move_of(self, tag: Tag) -> Move | None:
        """The move behind a reply, known once its first clause is."""
        prepared = self._prepared.get(tag)
        return None if prepared is None else prepared.move

    def compose(self, tag: Tag, heard: Heard) -> Iterator[Composed]:
        """The reply clause by clause; the last item says so."""
        prepared = self._interviewer.prepare(heard)
        self._prepared[tag] = prepared
        move = prepared.move
        count = 0
        for text in prepared.clauses():
            yield Composed(0, tag, count, text, False, move.expects, move.ends_the_session)
            count += 1
        for fault in prepared.faults:
            self._report(Trouble("model", fault))
        yield Composed(0, tag, count, "", True, move.expects, move.ends_the_session)

    def wants_in(self, heard: Heard) -> bool:
        """Whether a candidate who is still speaking should be cut short."""
        return self._interviewer.interrupts(heard)

    def forget(self, tag: Tag) -> None:
        """A void reply leaves no trace."""
        self._prepared.pop(tag, None)

    def conclude(self, tag: Tag, spoken: str) -> None:
        """What was heard of a reply is now part of the interview; one of which no word was heard is not."""
        prepared = self._prepared.pop(tag, None)
        if prepared is not None and spoken:
            self._interviewer.commit(prepared, spoken)

    def agenda(self) -> Agenda:
        """What the director wants to be woken for, after the latest commit."""
        wake_s, limit_s = self._interviewer.wake_at_s(), self._interviewer.monologue_limit_s()
        return Agenda(
            0,
            None if wake_s is None else samples_of(wake_s),
            None if limit_s is None else samples_of(limit_s - min(SOONEST_CUT_S, 0.05 * limit_s)),
        )
