"""After the interview, aloud: the debrief is spoken, can be talked over, and its offer is taken by voice."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from voice_coach.cli.candidate import FromLines, Simulated
from voice_coach.cli.interrupts import polite_interrupt
from voice_coach.coaching.spoken_debrief import Debriefer, telling
from voice_coach.conversation.sound import Frame, Samples, Segment, seconds_of, silence
from voice_coach.conversation.words import Word
from voice_coach.engines.protocols import Recogniser, SoundCard
from voice_coach.errors import DeviceError, VoiceCoachError
from voice_coach.interview import Interview
from voice_coach.journal import Journal, Observer
from voice_coach.live import Inbox, Publisher, StopSwitch, ThreadedWork, run_live
from voice_coach.stepped import Costs, SteppedWork, run_stepped

if TYPE_CHECKING:
    from voice_coach.cli.hold import Sitting

LONGEST_S = 300.0
"""Of a virtual talk about the debrief, before it is taken for endless."""
_SECOND_TALK = 1_000_000
"""Added to the ids of segments, which count up in a session and must not repeat those of the first talk."""
_LIVE_FRAME_TAKES_S = 0.004
"""A frame that was waited for longer than this is the newest."""
HOW_TO_SKIP = 'The debrief is spoken now; say "skip", or press Ctrl-C.'


class _Unkept:
    """What a session's writer does for a talk that no session keeps."""

    def __init__(self) -> None:
        self._seq = 0

    def event(self, type: str, t_s: float, **fields: Any) -> dict[str, Any]:
        """The event as a writer would give it back."""
        self._seq += 1
        return {"seq": self._seq, "t_s": t_s, "type": type, **fields}

    def sound(self, near: Samples, far: Samples) -> None:
        """Not recorded."""

    def drain_faults(self) -> list[str]:
        """Nothing can go wrong with no disk."""
        return []


class _LaterCard:
    """A card on which a first talk has ended, for a second one: its time and its sound count from 0 again."""

    def __init__(self, card: SoundCard, first: Frame) -> None:
        self._card = card
        self._start, self._heard = first.end, first.heard
        self.info = card.info

    @property
    def input_ended(self) -> bool:
        """Whether the candidate will not speak again."""
        return self._card.input_ended

    def open(self) -> None:
        """It is open."""

    def read(self) -> Frame | None:
        """The next frame, by the second talk's time."""
        frame = self._card.read()
        if frame is None:
            return None
        return replace(frame, start=frame.start - self._start, heard=max(0, frame.heard - self._heard))

    def write(self, samples: Samples) -> None:
        """Queue for the loudspeaker."""
        self._card.write(samples)

    def drain_faults(self) -> Sequence[str]:
        """What went wrong is no matter any more."""
        self._card.drain_faults()
        return ()

    def close(self) -> None:
        """Whoever opened it closes it."""


class _LaterRecogniser:
    """The recogniser of the first talk, told the first talk's time and answering in the second's."""

    def __init__(self, recogniser: Recogniser, first: Frame) -> None:
        self._recogniser = recogniser
        self._start = first.end
        self.info = recogniser.info

    def start(self) -> None:
        """It has started."""

    def listen(self, segment_id: int, samples: Samples) -> None:
        """Decode ahead."""
        self._recogniser.listen(_SECOND_TALK + segment_id, samples)

    def transcribe(self, segment: Segment) -> tuple[Word, ...]:
        """The words of a segment. Raises RecogniserError."""
        moved = replace(segment, id=_SECOND_TALK + segment.id, start=segment.start + self._start)
        back_s = seconds_of(self._start)
        return tuple(
            replace(word, start_s=max(0.0, word.start_s - back_s), end_s=max(0.0, word.end_s - back_s))
            for word in self._recogniser.transcribe(moved)
        )

    def close(self) -> None:
        """Whoever started it closes it."""


def is_heard(sitting: Sitting) -> bool:
    """Whether anybody can hear a debrief: not a file, not a virtual room, not somebody who has left."""
    if sitting.parts.card.input_ended:
        return False
    return sitting.parts.in_real_time or isinstance(sitting.chair, FromLines)


def debrief_aloud(sitting: Sitting, scorecard: Mapping[str, Any], show: Observer, *, offers: bool) -> bool:
    """Speak the debrief on the sitting's own card; whether the opening is wanted again.

    A demo's is short and makes no offer. Trouble ends it: everything is on the screen anyway.
    """
    is_demo = isinstance(sitting.chair, Simulated)
    debriefer = Debriefer(telling(scorecard, short=is_demo), offers=offers and not is_demo)
    stop = StopSwitch()
    with polite_interrupt(stop), suppress(VoiceCoachError):
        watchers = [show] if is_demo else [show, *sitting.parts.watchers]
        talk = _talk_live if sitting.parts.in_real_time else _talk_stepped
        talk(sitting, debriefer, watchers, stop)
    return debriefer.retries


def _talk_live(sitting: Sitting, debriefer: Debriefer, watchers: list[Observer], stop: StopSwitch) -> None:
    first = _caught_up(sitting.parts.card)
    card, ears = _LaterCard(sitting.parts.card, first), _LaterRecogniser(sitting.parts.recogniser, first)
    inbox, publisher = Inbox(), Publisher(watchers)
    work = ThreadedWork(ears, debriefer, sitting.parts.voice, inbox)
    talk = Interview(sitting.ears(), work, _journal(publisher.publish), sitting.rules)
    try:
        talk.start({}, ())
        run_live(talk, card, work, stop)
    finally:
        publisher.close()


def _caught_up(card: SoundCard) -> Frame:
    """The frame after all that has waited while nobody read."""
    while True:
        asked = time.monotonic()
        frame = _next(card)
        if time.monotonic() - asked > _LIVE_FRAME_TAKES_S:
            return frame


def _next(card: SoundCard) -> Frame:
    frame = card.read()
    if frame is None:
        raise DeviceError("The sound has ended.")
    return frame


def _talk_stepped(sitting: Sitting, debriefer: Debriefer, watchers: list[Observer], stop: StopSwitch) -> None:
    first = _next(sitting.parts.card)
    sitting.parts.card.write(silence(len(first.near)))
    card, ears = _LaterCard(sitting.parts.card, first), _LaterRecogniser(sitting.parts.recogniser, first)

    def show(event: dict[str, object]) -> None:
        for watcher in watchers:
            watcher(event)

    work = SteppedWork(ears, debriefer, sitting.parts.voice, Costs())
    talk = Interview(sitting.ears(), work, _journal(show), sitting.rules)
    talk.start({}, ())
    run_stepped(talk, card, lambda: stop.reason, LONGEST_S)


def _journal(publish: Observer) -> Journal:
    return Journal(_Unkept(), publish, lambda job: job())
