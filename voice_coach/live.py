"""The running interview in real time: the only place with threads and queues.

One thread moves the sound and keeps the floor; one worker each for hearing, thinking and speaking; one writes
the log, since a turn waits for the disk; one shows events, since a screen may be slow.
"""

from __future__ import annotations

import logging
import queue
import threading
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from voice_coach.coaching.moves import Heard, Move
from voice_coach.coaching.talker import Talker
from voice_coach.conversation.events import ComeIn, Composed, Event, Tag, Transcribed, Voiced
from voice_coach.conversation.sound import RATE_HZ, Samples, Segment
from voice_coach.engines.protocols import Recogniser, SoundCard, TurnModel, Voice
from voice_coach.errors import VoiceCoachError
from voice_coach.interview import Interview, stamped
from voice_coach.jobs import Clause, Mind, Report, Trouble, chime, glimpse, set_pace, transcribe, voiced
from voice_coach.journal import Observer

log = logging.getLogger(__name__)

FAULT_CHECK_SAMPLES = RATE_HZ // 4
DRAIN_FRAMES = 30
"""0.3 s after the last word, so that the recording does not end on it."""


class Worker:
    """One thread that does jobs in order until it is closed."""

    def __init__(self, name: str, report: Report) -> None:
        self._jobs: queue.SimpleQueue[Callable[[], None] | None] = queue.SimpleQueue()
        self._report = report
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)
        self._thread.start()

    def do(self, job: Callable[[], None]) -> None:
        """Queue a job; returns at once."""
        self._jobs.put(job)

    @property
    def is_idle(self) -> bool:
        """Whether no further job waits."""
        return self._jobs.empty()

    def close(self, patience_s: float) -> None:
        """Let the jobs before this one finish, for `patience_s` at most."""
        self._jobs.put(None)
        self._thread.join(patience_s)

    def _run(self) -> None:
        while (job := self._jobs.get()) is not None:
            try:
                job()
            except Exception as error:  # the edge of the thread: the interview must go on
                log.exception("a job failed")
                self._report(Trouble(self._thread.name, f"{type(error).__name__}: {error}"))


class ThreadedWork:
    """The engines' work on threads of its own; results wait in one inbox."""

    def __init__(
        self,
        recogniser: Recogniser,
        interviewer: Talker,
        speaker: Voice,
        inbox: Inbox,
        turn_model: TurnModel | None = None,
    ) -> None:
        self._recogniser = recogniser
        self._turn_model = turn_model
        self._mind = Mind(interviewer, inbox.report)
        self._speaker = speaker
        self._inbox = inbox
        self._ears = Worker("recogniser", inbox.report)
        self._thoughts = Worker("interviewer", inbox.report)
        self._mouth = Worker("voice", inbox.report)
        self._void: set[Tag] = set()
        self._opened: dict[int, int] = {}

    def listen(self, segment_id: int, samples: Samples, t: int) -> None:
        """Let the recogniser decode ahead; look at what it has only while nothing else waits for it."""
        opened = self._opened.setdefault(segment_id, t - len(samples))

        def job() -> None:
            self._recogniser.listen(segment_id, samples)
            if self._ears.is_idle and (seen := glimpse(self._recogniser, segment_id, opened)) is not None:
                self._inbox.put(seen)

        self._ears.do(job)

    def transcribe(self, segment: Segment, t: int) -> None:
        """Ask for a segment's words."""
        del t
        recogniser, turn_model, report = self._recogniser, self._turn_model, self._inbox.report
        otherwise = [Transcribed(0, segment.id, ())]
        self._ears.do(
            lambda: self._answer(otherwise, lambda: [transcribe(recogniser, segment, report, turn_model)])
        )

    def compose(self, tag: Tag, heard: Heard, t: int) -> None:
        """Ask for a reply."""
        del t
        self._thoughts.do(
            lambda: self._answer([Composed(0, tag, 0, "", True)], lambda: self._clauses(tag, heard))
        )

    def consider(self, heard: Heard, t: int) -> None:
        """Ask whether to cut into what the candidate is saying."""
        del t

        def job() -> None:
            if self._mind.wants_in(heard):
                self._inbox.put(ComeIn(0, heard.turn))

        self._thoughts.do(job)

    def _clauses(self, tag: Tag, heard: Heard) -> Iterable[Event]:
        for clause in self._mind.compose(tag, heard):
            if tag in self._void:
                return
            yield clause

    def speak(self, tag: Tag, clause: int, text: str, t: int) -> None:
        """Ask for a clause's sound."""
        del t
        instead = [Voiced(0, tag, clause, chime())]
        self._mouth.do(lambda: self._answer(instead, lambda: self._sound(tag, clause, text)))

    def _sound(self, tag: Tag, clause: int, text: str) -> Iterable[Event]:
        if tag in self._void:
            return []
        return voiced(
            self._speaker, Clause(tag, clause, text), self._inbox.report, lambda: tag not in self._void
        )

    def _answer(self, otherwise: Sequence[Event], job: Callable[[], Iterable[Event]]) -> None:
        """The floor waits for an answer: it gets one even where a job dies of something unforeseen."""
        try:
            for event in job():
                self._inbox.put(event)
        except Exception:
            for event in otherwise:
                self._inbox.put(event)
            raise

    def set_pace(self, pace: float) -> None:
        """Let the voice speak at so many times its own rate, if it can."""
        self._mouth.do(lambda: set_pace(self._speaker, pace))

    def void(self, tag: Tag) -> None:
        """Stop working on a reply."""
        self._void.add(tag)
        self._thoughts.do(lambda: self._mind.forget(tag))

    def conclude(self, tag: Tag, spoken: str, t: int) -> None:
        """Make a heard reply part of the interview."""
        del t

        def job() -> None:
            self._mind.conclude(tag, spoken)
            self._inbox.put(self._mind.agenda())

        self._thoughts.do(job)

    def move_of(self, tag: Tag) -> Move | None:
        """The move behind a reply that was composed."""
        return self._mind.move_of(tag)

    def collect(self, t: int) -> Sequence[Event | Trouble]:
        """What has become ready, stamped `t`."""
        return self._inbox.drain(t)

    def close(self) -> None:
        """End the workers; an engine that hangs is left to die with the process."""
        for worker in (self._thoughts, self._mouth, self._ears):
            worker.close(2.0)


class Inbox:
    """Results on their way from the workers to the floor."""

    def __init__(self) -> None:
        self._results: queue.SimpleQueue[Event | Trouble] = queue.SimpleQueue()

    def put(self, result: Event) -> None:
        """From any thread."""
        self._results.put(result)

    def report(self, trouble: Trouble) -> None:
        """From any thread."""
        self._results.put(trouble)

    def drain(self, t: int) -> Sequence[Event | Trouble]:
        """Everything that has come in, stamped `t`."""
        out: list[Event | Trouble] = []
        while not self._results.empty():
            result = self._results.get()
            out.append(result if isinstance(result, Trouble) else stamped(result, t))
        return out


class Publisher:
    """Shows events to observers on its own thread, so that a slow screen delays neither log nor sound."""

    def __init__(self, observers: Sequence[Observer]) -> None:
        self._observers = observers
        self._worker = Worker("publisher", lambda trouble: log.error("observer: %s", trouble.detail))

    def publish(self, event: dict[str, object]) -> None:
        """Queue an event; returns at once."""
        self._worker.do(lambda: self._show(event))

    def _show(self, event: dict[str, object]) -> None:
        for observer in self._observers:
            observer(event)

    def close(self) -> None:
        """Show what is left, for a second at most."""
        self._worker.close(1.0)


@dataclass(slots=True)
class StopSwitch:
    """Set from anywhere, a signal handler included, to end the interview politely."""

    reason: str = ""

    def press(self, reason: str) -> None:
        """Ask for the end; the first reason stays."""
        self.reason = self.reason or reason


def run_live(interview: Interview, card: SoundCard, work: ThreadedWork, stop: StopSwitch) -> int:
    """Hold a started interview on an opened card until it ends; its length in samples.

    A card that dies ends the interview with what was recorded.
    """
    t = 0
    left = DRAIN_FRAMES
    next_check = 0
    try:
        while left and not stop.reason:
            frame = card.read()
            if frame is None:
                break
            t = frame.end
            card.write(interview.step(frame, input_ended=card.input_ended))
            left -= interview.finished
            if t >= next_check:
                next_check = t + FAULT_CHECK_SAMPLES
                interview.note_faults(t, card.drain_faults())
    except VoiceCoachError as error:
        interview.trouble(t, Trouble("sound card", str(error)))
        stop.press(error.message)
    finally:
        interview.end(t, stop.reason or "the input ended")
        work.close()
    return t
