"""The thread that owns the sound file, and the queue that keeps the disk's moods away from the interview."""

from __future__ import annotations

import queue
import threading

import numpy as np

from voice_coach.conversation.sound import RATE_HZ, Samples
from voice_coach.errors import SessionError
from voice_coach.sessions.track import Fault, SoundTrack, clock

MOST_WAITING = 2_000
"""Frames in the queue: 20 s of sound, 1.3 MB."""
_BEHIND = 100
_CAUGHT_UP = 10
_PATIENCE_S = 60.0


class Recorder:
    """Takes sound from one thread, one 10 ms frame at a time, and writes it on its own.

    The recording stays true to time: what the disk was too slow for becomes silence of the same length.
    """

    def __init__(self, track: SoundTrack, on_fault: Fault, *, waits: bool = False) -> None:
        """`waits`: let `sound` wait for the disk, for sound that comes faster than real time."""
        self._track = track
        self._on_fault = on_fault
        self._waits = waits
        self._position = 0
        self._lost = 0
        self._is_behind = False
        self._queue: queue.Queue[tuple[int, bytes] | None] = queue.Queue(MOST_WAITING)
        self._thread = threading.Thread(target=self._run, name="sound-recorder", daemon=True)
        self._thread.start()

    @property
    def acknowledged(self) -> int:
        """Session frames up to here survive `kill -9`."""
        return self._track.acknowledged

    @property
    def stopped(self) -> bool:
        """Whether the disk has ended the recording of sound."""
        return self._track.stopped

    @property
    def length(self) -> int:
        """Frames given so far."""
        return self._position

    def sound(self, near: Samples, far: Samples) -> None:
        """The next frame of both sides, equally long; copied."""
        data = interleaved(near, far)
        position = self._position
        self._position += len(near)
        if self._track.stopped:
            return
        try:
            self._queue.put((position, data), block=self._waits)
        except queue.Full:
            self._lose(position, len(near))
        else:
            self._found_again(position)
        self._watch()

    def close(self) -> None:
        """Write what is waiting and close the file. Raises SessionError where the disk hangs."""
        try:
            self._queue.put(None, timeout=_PATIENCE_S)
            self._thread.join(_PATIENCE_S)
        except queue.Full:
            pass
        if self._thread.is_alive():
            raise SessionError(
                f"The disk hangs; the recording is safe up to {clock(self.acknowledged)} but not closed.",
                "Run `voice-coach recover` once the disk answers again.",
            )
        self._found_again(self._position)

    def _run(self) -> None:
        while (block := self._queue.get()) is not None:
            self._write(*block)
        self._track.close(self._position)

    def _write(self, position: int, data: bytes) -> None:
        try:
            self._track.put(position, data)
        except Exception as error:  # the thread's edge: a defect ends the sound, never the interview
            self._track.stop(f"Recording failed ({type(error).__name__})")

    def _lose(self, position: int, frames: int) -> None:
        if not self._lost:
            detail = f"The disk does not keep up: sound is missing from {clock(position)} on."
            self._on_fault("sound_lost", detail)
        self._lost += frames

    def _found_again(self, position: int) -> None:
        if self._lost:
            detail = f"{self._lost / RATE_HZ:.2f} s of sound before {clock(position)} are silence now."
            self._on_fault("sound_lost", detail)
            self._lost = 0

    def _watch(self) -> None:
        waiting = 0 if self._waits else self._queue.qsize()
        if waiting >= _BEHIND and not self._is_behind:
            self._is_behind = True
            self._on_fault(
                "disk_slow", "The disk is slow: the recording is a second behind, nothing is lost yet."
            )
        elif waiting <= _CAUGHT_UP:
            self._is_behind = False


def interleaved(near: Samples, far: Samples) -> bytes:
    """Both sides as stereo frames, left and right. Raises ValueError where their lengths differ."""
    both = np.empty((len(near), 2), "<i2")
    both[:, 0] = near
    both[:, 1] = far
    return both.tobytes()
