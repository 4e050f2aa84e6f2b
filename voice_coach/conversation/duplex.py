"""Whether the microphone can be listened to while the loudspeaker sounds.

Only one of the two is heard at a time until the interviewer's first sentence has shown what the room does
with it, and from then on where its echo cannot be taken out. The recording is never touched.
"""

from __future__ import annotations

import numpy as np

from voice_coach.conversation.echo_path import SOUNDING_DBFS, SURELY_GOOD_DB, EchoPath, EchoTest, EchoVerdict
from voice_coach.conversation.sound import FRAME_SAMPLES, FULL_SCALE, Frame, Samples, samples_of

UNKNOWN_DELAY_S = 0.3
"""Supposed as long as the delay has not been measured."""
RINGS_S = 0.2
"""How long a room goes on after the echo's last sample."""
_NOISE_RMS = 16
"""About -66 dBFS: detectors go astray on exact zeros."""


class Duplex:
    """Deaf while the loudspeaker sounds, unless the echo is known to be none or to be taken out."""

    def __init__(self) -> None:
        self.path: EchoPath | None = None
        """What the room does, None until it is known."""
        self._test = EchoTest()
        self._deaf_until = 0
        noise = np.random.default_rng(2).standard_normal(FRAME_SAMPLES) * _NOISE_RMS
        self._nothing: Samples = noise.astype(np.int16)

    def begin_anew(self) -> None:
        """Other devices may have another way to the microphone."""
        self.path, self._test, self._deaf_until = None, EchoTest(), 0

    @property
    def is_half(self) -> bool:
        """Whether the candidate is not heard while the interviewer speaks."""
        return self.path is not None and self.path.verdict is EchoVerdict.REMAINS

    def listen(self, frame: Frame, left: Samples) -> tuple[EchoPath | None, bool]:
        """Take 10 ms and what the canceller left of them: a judgement when one falls, and whether to hear
        them."""
        news = self._judge(frame, left) if self.path is None or self.is_half else None
        if self.path is not None and not self.is_half:
            return news, True
        if np.abs(frame.far).max(initial=0) > FULL_SCALE * 10 ** (SOUNDING_DBFS / 20):
            self._deaf_until = frame.end + samples_of(self._delay_s + RINGS_S)
        return news, frame.end > self._deaf_until

    def _judge(self, frame: Frame, left: Samples) -> EchoPath | None:
        """The first judgement, or a later one that is better: somebody may have talked into the first."""
        found = self._test.hear(frame, left)
        if found is None:
            return None
        self._test = EchoTest(SURELY_GOOD_DB)
        if self.is_half and found.verdict is EchoVerdict.REMAINS:
            return None
        self.path = found
        return found

    @property
    def _delay_s(self) -> float:
        known = None if self.path is None else self.path.delay_ms
        return UNKNOWN_DELAY_S if known is None else max(0.0, known / 1000)

    @property
    def nothing(self) -> Samples:
        """What to hear instead: 10 ms of a quiet room."""
        return self._nothing
