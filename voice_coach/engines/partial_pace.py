"""When to look at a segment that is still open, so that its end never waits for the look."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from voice_coach.conversation.sound import FRAME_SAMPLES, Samples, level_dbfs, samples_of, seconds_of

EVERY_S = 1.0
FITS_WITHIN_S = 0.18
"""A segment is closed by 0.2 s of silence: a look that begins while speech sounds and takes no longer than
this is over before the segment is."""
LONGEST_S = 13.0
"""No looks at a longer segment: they would take too long, and its words come soon."""
_TRIES_AGAIN_AFTER_S = 8.0
_RARELY_S = 60.0
_SOUNDING_BELOW_LOUDEST_DB = 20.0
_LAST_SAMPLES = 3 * FRAME_SAMPLES

T = TypeVar("T")


class OpenSegment:
    """Sound of the segment that is being spoken."""

    def __init__(self) -> None:
        self.id = -1
        self.pieces: list[Samples] = []
        self.samples = 0
        self.heard = 0
        """Samples of all segments so far."""
        self._loudest_dbfs = -120.0

    def hear(self, segment_id: int, samples: Samples) -> None:
        """Take more of it; another id begins another segment."""
        if segment_id != self.id:
            self.id, self.pieces, self.samples, self._loudest_dbfs = segment_id, [], 0, -120.0
        self.pieces.append(samples)
        self.samples += len(samples)
        self.heard += len(samples)
        self._loudest_dbfs = max(self._loudest_dbfs, level_dbfs(samples))

    @property
    def is_sounding(self) -> bool:
        """Whether it ends in speech and not in the beginning of a pause."""
        if not self.pieces:
            return False
        last_dbfs = level_dbfs(self.pieces[-1][-_LAST_SAMPLES:])
        return last_dbfs >= self._loudest_dbfs - _SOUNDING_BELOW_LOUDEST_DB


class PartialPace:
    """About one look a second of sound while looks are quick enough, hardly any while they are not."""

    def __init__(self, clock: Callable[[], float]) -> None:
        """`clock` gives seconds, and is asked before and after a look."""
        self._clock = clock
        self._next_at = 0
        self._wait_s = EVERY_S

    def is_due(self, segment: OpenSegment) -> bool:
        """Whether to look now."""
        lasts_s = seconds_of(segment.samples)
        in_time = EVERY_S <= lasts_s <= LONGEST_S and segment.heard >= self._next_at
        return in_time and segment.is_sounding

    def look(self, segment: OpenSegment, work: Callable[[], T]) -> T:
        """Do the work of a look, and learn from how long it took."""
        began_s = self._clock()
        found = work()
        fits = self._clock() - began_s <= FITS_WITHIN_S
        self._wait_s = EVERY_S if fits else max(_TRIES_AGAIN_AFTER_S, min(2 * self._wait_s, _RARELY_S))
        self._next_at = segment.heard + samples_of(self._wait_s)
        return found
