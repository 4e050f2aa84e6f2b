"""A simulated candidate with a voice: the guest in the simulated room.

It hears the interviewer's turns, thinks, speaks, and gives way when it is talked over for a while.
"""

from __future__ import annotations

import queue
import threading

import numpy as np

from voice_coach.conversation.lines import NextLine
from voice_coach.conversation.sound import FRAME_SAMPLES, Samples, level_dbfs, samples_of, silence
from voice_coach.engines.protocols import Voice
from voice_coach.errors import VoiceError

_Ready = tuple[Samples, int] | VoiceError | None
"""Sound and the session time at which it begins, a voice that failed, or the end of all lines."""

TALKED_OVER_S = 0.8
"""Interviewer's sound over the guest's own after which the guest gives way."""
SOUNDING_DBFS = -45.0


class SpokenGuest:
    """Speaks the lines of a simulated candidate into the room.

    With `own_thread` lines are synthesised beside the audio loop, as real time demands; without it they are
    ready at once, as a virtual clock demands. `observe` is called with the session's events.
    """

    def __init__(self, next_line: NextLine, voice: Voice, *, own_thread: bool) -> None:
        self._next_line = next_line
        self._voice = voice
        self._now = 0
        self._clip: Samples | None = None
        self._from = 0
        self._busy = False
        self._ended = False
        self._over = 0
        self._ready: queue.SimpleQueue[_Ready] = queue.SimpleQueue()
        self._turns: queue.SimpleQueue[tuple[dict[str, object], int] | None] = queue.SimpleQueue()
        self._thread = (
            threading.Thread(target=self._work, name="candidate", daemon=True) if own_thread else None
        )
        if self._thread is not None:
            self._thread.start()

    @property
    def done(self) -> bool:
        """Whether it will never speak again."""
        return self._ended and not self._busy

    def observe(self, event: dict[str, object]) -> None:
        """Watch the session: an interviewer's turn calls for an answer."""
        if event["type"] != "turn" or event["speaker"] != "interviewer" or self._busy or self._ended:
            return
        self._busy = True
        if self._thread is None:
            self._prepare(event, self._now)
        else:
            self._turns.put((event, self._now))

    def _work(self) -> None:
        while (turn := self._turns.get()) is not None:
            self._prepare(*turn)

    def _prepare(self, turn: dict[str, object], t: int) -> None:
        line = self._next_line(turn)
        if line is None or not line.text:
            self._ready.put(None if line is None else (silence(0), t))
            return
        try:
            clip = self._voice.speak(line.text)
        except VoiceError as error:
            self._ready.put(error)
            return
        self._ready.put((clip.samples, t + samples_of(line.thinks_s)))

    def next_frame(self, heard: Samples) -> Samples:
        """The guest's own sound for the 10 ms in which it heard `heard`.

        Raises VoiceError when its voice has failed: without a candidate there is no interview.
        """
        start, self._now = self._now, self._now + FRAME_SAMPLES
        self._take_ready(start)
        if self._clip is None or start < self._from:
            return _QUIET
        return self._speak(self._clip, start, heard)

    def _take_ready(self, start: int) -> None:
        if self._clip is not None or self._ready.empty():
            return
        line = self._ready.get()
        if isinstance(line, VoiceError):
            raise line
        if line is None:
            self._ended, self._busy = True, False
            return
        self._clip, self._from, self._over = line[0], max(line[1], start), 0

    def _speak(self, clip: Samples, start: int, heard: Samples) -> Samples:
        at = start - self._from
        piece = clip[at : at + FRAME_SAMPLES]
        self._over += FRAME_SAMPLES if level_dbfs(heard) > SOUNDING_DBFS else 0
        if len(piece) < FRAME_SAMPLES or self._over >= samples_of(TALKED_OVER_S):
            self._clip, self._busy = None, False
            return np.concatenate([piece, silence(FRAME_SAMPLES - len(piece))])
        return piece

    def close(self) -> None:
        """End the thread."""
        self._turns.put(None)


_QUIET = silence(FRAME_SAMPLES)
