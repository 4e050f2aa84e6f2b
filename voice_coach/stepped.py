"""The same interview on one thread and a virtual clock.

The card's frames are the clock. A job is done at once, and its result becomes known after the virtual time
that such work is declared to take, so that a schedule is exact and can be repeated.
"""

from __future__ import annotations

import heapq
import itertools
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from voice_coach.coaching.moves import Heard, Move
from voice_coach.coaching.talker import Talker
from voice_coach.conversation.events import ComeIn, Event, Tag
from voice_coach.conversation.sound import Samples, Segment, samples_of
from voice_coach.engines.protocols import Recogniser, SoundCard, Voice
from voice_coach.interview import Interview, stamped
from voice_coach.jobs import Clause, Mind, Trouble, glimpse, set_pace, transcribe, voiced

DRAIN_S = 0.3


@dataclass(frozen=True, slots=True)
class Costs:
    """Virtual seconds that work takes."""

    recognition_s: float = 0.15
    phrasing_s: float = 0.01
    synthesis_s: float = 0.03


class SteppedWork:
    """The engines' work done on the spot; results wait for their virtual time."""

    def __init__(self, recogniser: Recogniser, interviewer: Talker, speaker: Voice, costs: Costs) -> None:
        self._recogniser = recogniser
        self._mind = Mind(interviewer, self.report)
        self._speaker = speaker
        self._costs = costs
        self._ready: list[tuple[int, int, Event | Trouble]] = []
        self._order = itertools.count()
        self._now = 0
        self._opened: dict[int, int] = {}

    def _later(self, result: Event | Trouble, t: int, cost_s: float) -> None:
        heapq.heappush(self._ready, (t + samples_of(cost_s), next(self._order), result))

    def report(self, trouble: Trouble) -> None:
        """Something in an engine went wrong and was survived."""
        self._later(trouble, self._now, 0.0)

    def listen(self, segment_id: int, samples: Samples, t: int) -> None:
        """Let the recogniser decode ahead."""
        self._recogniser.listen(segment_id, samples)
        opened = self._opened.setdefault(segment_id, t - len(samples))
        if (seen := glimpse(self._recogniser, segment_id, opened)) is not None:
            self._later(seen, t, self._costs.recognition_s)

    def transcribe(self, segment: Segment, t: int) -> None:
        """Ask for a segment's words."""
        self._later(transcribe(self._recogniser, segment, self.report), t, self._costs.recognition_s)

    def compose(self, tag: Tag, heard: Heard, t: int) -> None:
        """Ask for a reply."""
        for clause in self._mind.compose(tag, heard):
            self._later(clause, t, self._costs.phrasing_s)

    def consider(self, heard: Heard, t: int) -> None:
        """Ask whether to cut into what the candidate is saying."""
        if self._mind.wants_in(heard):
            self._later(ComeIn(t, heard.turn), t, self._costs.phrasing_s)

    def speak(self, tag: Tag, clause: int, text: str, t: int) -> None:
        """Ask for a clause's sound."""
        for piece in voiced(self._speaker, Clause(tag, clause, text), self.report, lambda: True):
            self._later(piece, t, self._costs.synthesis_s)

    def set_pace(self, pace: float) -> None:
        """Let the voice speak at so many times its own rate, if it can."""
        set_pace(self._speaker, pace)

    def void(self, tag: Tag) -> None:
        """Stop working on a reply."""
        self._mind.forget(tag)

    def conclude(self, tag: Tag, spoken: str, t: int) -> None:
        """Make a heard reply part of the interview."""
        self._mind.conclude(tag, spoken)
        self._later(self._mind.agenda(), t, 0.0)

    def move_of(self, tag: Tag) -> Move | None:
        """The move behind a reply that was composed."""
        return self._mind.move_of(tag)

    def collect(self, t: int) -> Sequence[Event | Trouble]:
        """What has become ready, stamped `t`."""
        self._now = t
        out: list[Event | Trouble] = []
        while self._ready and self._ready[0][0] <= t:
            result = heapq.heappop(self._ready)[2]
            out.append(result if isinstance(result, Trouble) else stamped(result, t))
        return out


def run_stepped(
    interview: Interview,
    card: SoundCard,
    stop: Callable[[], str],
    longest_s: float,
    *,
    tells_end: bool = True,
) -> int:
    """Hold a started interview on an unpaced card until it ends; its length in samples.

    `stop` gives a reason to end early or "". `longest_s`, pauses not counted, is a last resort that ends a
    conversation which would go on for ever. Where it `tells_end`, a card that has run out ends the
    interview; otherwise its candidate is silent from then on.
    """
    t, end = 0, None
    try:
        while (end is None or t < end) and not stop():
            frame = card.read()
            if frame is None or interview.interview_time(t) >= samples_of(longest_s):
                break
            t = frame.end
            card.write(interview.step(frame, input_ended=tells_end and card.input_ended))
            interview.note_faults(t, ())
            if interview.finished and end is None:
                end = t + samples_of(DRAIN_S)
    finally:
        interview.end(t, stop() or "the input ended")
    return t
