"""What goes to the loudspeaker, sample by sample, and what of it was heard.

The playhead is what the card says was emitted, not what was handed to it: a reply becomes a fact with
its first sounding sample, and a cut one ends where the loudspeaker fell silent.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from voice_coach.conversation.events import Audible, Event, Stopped, Tag
from voice_coach.conversation.heard import voiced_span
from voice_coach.conversation.sound import Clip, Frame, Samples, silence

DUCK_GAIN = 10 ** (-12 / 20)
FADE_SAMPLES = 80
"""5 ms: long enough to hide a click, short enough to be no word."""


@dataclass(slots=True)
class _Queued:
    clause: int
    clip: Clip
    before: int = 0
    """Samples of the same clause in earlier pieces."""
    next: int = 0


@dataclass(frozen=True, slots=True)
class _Span:
    written: int
    length: int
    clause: int
    clip_from: int


@dataclass(slots=True)
class _Reply:
    tag: Tag
    queue: deque[_Queued] = field(default_factory=deque)
    spans: deque[_Span] = field(default_factory=deque)
    heard: dict[int, int] = field(default_factory=dict)
    lengths: dict[int, int] = field(default_factory=dict)
    """Of each clause, the samples that were queued."""
    sounding_at: int | None = None
    announced: bool = False
    ended: bool = False
    cut_at: int | None = None

    @property
    def drained(self) -> bool:
        return not self.queue and not self.spans


class Player:
    """One reply at a time. `take` gives the next samples; `hear` says what became of earlier ones."""

    def __init__(self) -> None:
        self._written = 0
        self._reply: _Reply | None = None
        self._paused = False
        self._gain = 1.0
        self._target = 1.0
        self._loudness = 1.0
        self._fading: Samples | None = None

    @property
    def busy(self) -> bool:
        """Whether a reply is queued, sounding, or waiting for its next clause."""
        return self._reply is not None

    @property
    def tag(self) -> Tag | None:
        """The reply that is queued or sounding, None while there is none."""
        return None if self._reply is None else self._reply.tag

    @property
    def paused(self) -> bool:
        """Whether it holds at a sample."""
        return self._paused

    @property
    def heard_samples(self) -> tuple[int, ...]:
        """Of each clause of the present reply, how many samples were emitted so far."""
        reply = self._reply
        return () if reply is None else tuple(reply.heard[clause] for clause in sorted(reply.heard))

    def play(self, tag: Tag, clause: int, clip: Clip) -> None:
        """Queue a clause or its next piece; one of another reply than the present one starts that reply."""
        if self._reply is None or self._reply.tag != tag:
            self._reply = _Reply(tag)
            self._paused, self._gain, self._target = False, self._loudness, self._loudness
        before = self._reply.lengths.get(clause, 0)
        self._reply.queue.append(_Queued(clause, clip, before))
        self._reply.lengths[clause] = before + len(clip.samples)
        self._reply.heard.setdefault(clause, 0)

    def end(self, tag: Tag) -> None:
        """Nothing more is coming for this reply."""
        if self._reply is None or self._reply.tag != tag:
            self._reply = _Reply(tag)
        self._reply.ended = True

    def duck(self, on: bool) -> None:
        """Lower the voice by 12 dB, or bring it back."""
        self._target = self._loudness * (DUCK_GAIN if on else 1.0)

    def set_loudness(self, gain: float) -> None:
        """Multiply everything from now on, replies to come included; what would overflow is clipped."""
        self._gain *= gain / self._loudness
        self._target *= gain / self._loudness
        self._loudness = gain

    def pause(self, on: bool) -> None:
        """Hold at the next sample, or go on from exactly there."""
        if on and not self._paused:
            self._fading = self._peek(FADE_SAMPLES)
        self._paused = on

    def cut(self, tag: Tag) -> None:
        """Drop everything not yet handed to the card, with a short fade."""
        if self._reply is None or self._reply.tag != tag:
            return
        if not self._paused:
            self._fading = self._peek(FADE_SAMPLES)
        self._reply.queue.clear()
        self._reply.cut_at = self._written
        self._paused = False

    def void(self, tag: Tag) -> None:
        """Forget a reply of which nothing was handed out."""
        if self._reply is not None and self._reply.tag == tag:
            self._reply = None
            self._paused, self._fading = False, None

    def _peek(self, samples: int) -> Samples | None:
        if self._reply is None or not self._reply.queue:
            return None
        first = self._reply.queue[0]
        if first.next == 0:
            return None
        return first.clip.samples[first.next : first.next + samples]

    def take(self, samples: int) -> Samples:
        """The next samples for the card: speech where there is some, silence otherwise."""
        out = silence(samples)
        if self._fading is not None:
            self._write_fade(out)
        elif self._reply is not None and not self._paused:
            self._fill(out, self._reply)
        self._written += samples
        return out

    def _write_fade(self, out: Samples) -> None:
        assert self._fading is not None
        tail = self._fading[: len(out)]
        ramp = np.linspace(self._gain, 0.0, len(tail), dtype=np.float32)
        out[: len(tail)] = _clipped(tail * ramp)
        self._fading, self._gain = None, 0.0

    def _fill(self, out: Samples, reply: _Reply) -> None:
        filled = 0
        while filled < len(out) and reply.queue:
            first = reply.queue[0]
            piece = first.clip.samples[first.next : first.next + len(out) - filled]
            out[filled : filled + len(piece)] = piece
            reply.spans.append(
                _Span(self._written + filled, len(piece), first.clause, first.before + first.next)
            )
            self._note_sounding(reply, first.clip, filled, first.next, len(piece))
            first.next += len(piece)
            filled += len(piece)
            if first.next >= len(first.clip.samples):
                reply.queue.popleft()
        self._apply_gain(out)

    def _note_sounding(self, reply: _Reply, clip: Clip, at: int, clip_from: int, length: int) -> None:
        if reply.sounding_at is not None:
            return
        first, end = voiced_span(clip.samples)
        if first < end and clip_from <= first < clip_from + length:
            reply.sounding_at = self._written + at + first - clip_from

    def _apply_gain(self, out: Samples) -> None:
        if self._gain == 1.0 and self._target == 1.0:
            return
        ramp = np.linspace(self._gain, self._target, len(out), dtype=np.float32)
        np.copyto(out, _clipped(out * ramp))
        self._gain = self._target

    def hear(self, frame: Frame) -> list[Event]:
        """What was emitted by the end of this frame."""
        reply = self._reply
        if reply is None:
            return []
        self._count_heard(reply, frame.heard)
        events: list[Event] = []
        if not reply.announced and reply.sounding_at is not None and frame.heard > reply.sounding_at:
            reply.announced = True
            events.append(Audible(frame.end - (frame.heard - reply.sounding_at), reply.tag))
        if reply.drained and (reply.ended or reply.cut_at is not None):
            events.append(self._stopped(reply, frame.end))
        return events

    def _count_heard(self, reply: _Reply, heard: int) -> None:
        while reply.spans and reply.spans[0].written + reply.spans[0].length <= heard:
            span = reply.spans.popleft()
            reply.heard[span.clause] = span.clip_from + span.length

    def _stopped(self, reply: _Reply, t: int) -> Stopped:
        self._reply = None
        counts = tuple(reply.heard[clause] for clause in sorted(reply.heard))
        return Stopped(t, reply.tag, counts, reply.cut_at is None)


def _clipped(sound: NDArray[np.float32]) -> Samples:
    """What is too loud for 16 bits stays at their end instead of wrapping around."""
    clipped: Samples = np.clip(sound, -32768, 32767).astype(np.int16)
    return clipped
