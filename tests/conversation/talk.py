"""A conversation on the virtual clock: the pure rooms alone, with a candidate and replies made of numbers.

The candidate speaks at given times; each reply is a text of a given length. Nothing here decides anything.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from voice_coach.conversation import commands as do
from voice_coach.conversation.events import Agenda, Composed, Event, InputEnded, Tag, Transcribed, Voiced
from voice_coach.conversation.floor import Floor
from voice_coach.conversation.floor_state import FloorRules
from voice_coach.conversation.lines import spread_words
from voice_coach.conversation.occasions import AnswerShape, Occasion
from voice_coach.conversation.player import Player
from voice_coach.conversation.segments import Segmenter
from voice_coach.conversation.sound import FRAME_SAMPLES, Clip, Frame, samples_of, seconds_of, silence

LOUD = np.full(FRAME_SAMPLES, 3000, np.int16)
QUIET = np.full(FRAME_SAMPLES, 3, np.int16)


@dataclass(frozen=True)
class Saying:
    """Speech of the candidate: words spread over a stretch of session time; "" is a cough."""

    start_s: float
    end_s: float
    text: str


@dataclass(frozen=True)
class Reply:
    """What the interviewer says; each clause a text and its length in seconds."""

    clauses: tuple[tuple[str, float], ...]
    expects: AnswerShape = AnswerShape.EITHER
    ends_session: bool = False


@dataclass(frozen=True)
class Delays:
    """Virtual seconds each kind of work takes; None: it never answers."""

    recognition_s: float | None = 0.1
    phrasing_s: float | None = 0.01
    synthesis_s: float | None = 0.02


ReplyTo = Callable[[do.Compose], Reply]


def short_reply(_: do.Compose) -> Reply:
    return Reply((("And why that one first?", 1.5),))


@dataclass
class Talk:
    """Runs the rooms; keeps every command with its time, and the sound of the loudspeaker."""

    sayings: list[Saying]
    reply_to: ReplyTo = short_reply
    rules: FloorRules = field(default_factory=FloorRules)
    delays: Delays = field(default_factory=Delays)
    input_ends_s: float | None = None
    agenda: Agenda | None = None
    output_delay_frames: int = 2
    log: list[tuple[float, do.Command]] = field(default_factory=list)
    unheld: list[float] = field(default_factory=list)
    far: list[np.ndarray] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.floor, self.player, self.segmenter = Floor(self.rules), Player(), Segmenter()
        self._later: list[tuple[int, Event]] = []
        self._void: set[Tag] = set()
        self.voices: dict[Tag, int] = {}

    def run(self, until_s: float) -> Talk:
        """Step frame by frame to a session time or to the end of the interview."""
        queue = [silence(FRAME_SAMPLES)] * self.output_delay_frames
        written, t = -self.output_delay_frames * FRAME_SAMPLES, 0
        self._carry_out(self.floor.start(0), 0)
        while t < samples_of(until_s) and not self.floor.finished:
            written += FRAME_SAMPLES
            far = queue.pop(0)
            frame = Frame(t, self._near(t), far, max(0, written))
            self.far.append(far)
            self._step(frame)
            queue.append(self.player.take(FRAME_SAMPLES))
            t = frame.end
        return self

    def _near(self, t: int) -> np.ndarray:
        return LOUD if self._speaking(t) else QUIET

    def _speaking(self, t: int) -> bool:
        return any(saying.start_s <= seconds_of(t) < saying.end_s for saying in self.sayings)

    def _step(self, frame: Frame) -> None:
        t = frame.end
        speech = 1.0 if self._speaking(frame.start) else 0.0
        events = [*self.segmenter.hear(frame.start, frame.near, speech), *self.player.hear(frame)]
        if self.input_ends_s is not None and t == samples_of(self.input_ends_s):
            events.append(InputEnded(t))
        if self.agenda is not None and t == FRAME_SAMPLES:
            events.append(self.agenda)
        for event in events + self._arrived(t):
            self._carry_out(self.floor.take(event), t)
        self._carry_out(self.floor.tick(t), t)
        if not self.floor.somebody_holds_it:
            self.unheld.append(seconds_of(t))

    def _arrived(self, t: int) -> list[Event]:
        ready = [event for at, event in self._later if at <= t]
        self._later = [(at, event) for at, event in self._later if at > t]
        return [type(event)(**{**_fields(event), "t": t}) for event in ready]

    def _expect(self, t: int, delay_s: float | None, event: Event) -> None:
        if delay_s is not None:
            self._later.append((t + samples_of(delay_s), event))

    def _carry_out(self, commands: list[do.Command], t: int) -> None:
        for command in commands:
            self.log.append((seconds_of(t), command))
            self._obey(command, t)

    def _obey(self, command: do.Command, t: int) -> None:
        match command:
            case do.Transcribe(segment):
                words = self._words(segment.start, segment.end)
                self._expect(t, self.delays.recognition_s, Transcribed(0, segment.id, words))
            case do.Compose():
                reply = self.reply_to(command)
                shape = (reply.expects, reply.ends_session)
                for index, (text, _) in enumerate(reply.clauses):
                    said = Composed(0, command.tag, index, text, False, *shape)
                    self._expect(t, self.delays.phrasing_s, said)
                    self.voices[command.tag] = index
                end = Composed(0, command.tag, len(reply.clauses), "", True, *shape)
                self._expect(t, self.delays.phrasing_s, end)
            case do.Speak(tag, clause, text):
                clip = Clip(np.full(samples_of(self._length_s(text)), self.level_of(tag), np.int16))
                self._expect(t, self.delays.synthesis_s, Voiced(0, tag, clause, clip))
            case do.Play(tag, clause, clip):
                self.player.play(tag, clause, clip)
            case do.EndReply(tag):
                self.player.end(tag)
            case do.Duck(on):
                self.player.duck(on)
            case do.Pause(on):
                self.player.pause(on)
            case do.Loudness(gain):
                self.player.set_loudness(gain)
            case do.Void(tag):
                self.player.void(tag)
            case do.Cut(tag):
                self.player.cut(tag)

    def level_of(self, tag: Tag) -> int:
        """The sample value that the sound of a reply consists of."""
        return 2000 + tag.revision

    def _length_s(self, text: str) -> float:
        return max(0.3, 0.25 * len(text.split()))

    def _words(self, start: int, end: int):
        words = [
            word
            for saying in self.sayings
            for word in spread_words(saying.text, saying.start_s, saying.end_s)
            if seconds_of(start) <= (word.start_s + word.end_s) / 2 < seconds_of(end)
        ]
        return tuple(words)

    def all(self, kind: type) -> list[tuple[float, do.Command]]:
        """Every command of a kind with its time."""
        return [(t, command) for t, command in self.log if isinstance(command, kind)]

    def commits(self) -> list[do.Commit]:
        """The replies that became audible."""
        return [command for _, command in self.log if isinstance(command, do.Commit)]

    def conclusions(self) -> list[do.Conclude]:
        """The replies that have ended."""
        return [command for _, command in self.log if isinstance(command, do.Conclude)]

    def composed_for(self, occasion: Occasion) -> list[float]:
        """When replies were asked for on an occasion."""
        return [t for t, c in self.log if isinstance(c, do.Compose) and c.occasion is occasion]


def _fields(event: Event) -> dict[str, object]:
    return {name: getattr(event, name) for name in event.__dataclass_fields__}
