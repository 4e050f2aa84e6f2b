"""How the loudspeaker comes back at the microphone: after how long, and how much of it is left.

Measured on the interviewer's own first sentence, so that nobody has to listen to a chirp.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from voice_coach.conversation.sound import FRAME_SAMPLES, FULL_SCALE, RATE_HZ, Frame, Samples, samples_of

FIRST_LOOK_S = 1.5
"""Sound of the loudspeaker after which the first judgement is made."""
LOOK_AGAIN_S = 0.5
LAST_LOOK_S = 4.0
"""What is not good by then counts as bad: somebody may have talked into the first looks."""
LONGEST_DELAY_S = 1.0
AHEAD_S = 0.03
"""The clocks of two devices are known so well: an echo may seem to come before its sound."""
CANCELLED_DELAY_S = 0.4
"""WebRTC's canceller finds no echo that is later."""
GOOD_REDUCTION_DB = 20.0
"""With less, bits of the interviewer's own sentences pass for speech; `bench.echo` counts them."""
SURELY_GOOD_DB = 30.0
"""So much in the latest stretch alone is good, whatever was before: somebody may have talked into that."""
AT_THE_NOISE_DB = 3.0
"""What is left of an echo may be that much above the room's noise: of a faint one no 20 dB can be taken."""
SOUNDING_DBFS = -45.0
BEFORE_S = 0.5
"""Of the room's noise, just before the interviewer speaks."""
CLEAR_PEAK = 20.0
"""How far the correlation must stand out of its own noise; without an echo it does so by 5 to 8."""

Levels = NDArray[np.float64]


class EchoVerdict(StrEnum):
    """What the loudspeaker does to the microphone."""

    NONE = "none"
    """Nothing of it is heard: headphones."""
    CANCELLED = "cancelled"
    """It is heard, and taken out."""
    REMAINS = "remains"
    """Too much of it is left, or it comes too late to be found."""


@dataclass(frozen=True, slots=True)
class EchoPath:
    """The way from the loudspeaker to the microphone, as measured."""

    verdict: EchoVerdict
    delay_ms: float | None = None
    """From the loudspeaker's sample to its echo, None where there is none."""
    reduction_db: float | None = None
    """How far the canceller brought the echo down."""


class EchoTest:
    """Listens to the interviewer's first sentence at both ends of the room."""

    def __init__(self, good_db: float = GOOD_REDUCTION_DB) -> None:
        """So much must be taken out of an echo that is not faint."""
        self._good_db = good_db
        self._before: deque[Samples] = deque(maxlen=round(samples_of(BEFORE_S) / FRAME_SAMPLES))
        self._frames: list[tuple[Samples, Samples, Samples]] = []
        self._sounding = 0
        self._silent = samples_of(LONGEST_DELAY_S)
        self._next_look = samples_of(FIRST_LOOK_S)

    def hear(self, frame: Frame, left: Samples) -> EchoPath | None:
        """Take 10 ms, and what the canceller left of the microphone's; the judgement once there is one."""
        is_sounding = bool(np.abs(frame.far).max(initial=0) > FULL_SCALE * 10 ** (SOUNDING_DBFS / 20))
        self._silent = 0 if is_sounding else self._silent + FRAME_SAMPLES
        if self._silent > samples_of(LONGEST_DELAY_S):  # no echo is on its way
            self._before.append(frame.near)
            return None
        self._frames.append((frame.near, frame.far, left))
        self._sounding += FRAME_SAMPLES * is_sounding
        if self._sounding < self._next_look:
            return None
        self._next_look += samples_of(LOOK_AGAIN_S)
        near, far, left_over = (np.concatenate(side) for side in zip(*self._frames, strict=True))
        path = echo_path(near, far, left_over, quiet=self._quiet, good_db=self._good_db)
        is_sure = path.verdict is not EchoVerdict.REMAINS or self._sounding >= samples_of(LAST_LOOK_S)
        return path if is_sure else None

    @property
    def _quiet(self) -> float:
        """The room's own noise: a low level of what was heard before the interviewer spoke."""
        return float(np.percentile(_levels(np.concatenate(self._before)), 10)) if self._before else 0.0


def echo_path(near: Samples, far: Samples, left: Samples, *, quiet: float, good_db: float) -> EchoPath:
    """What these sounds of the same stretch of time tell; `quiet` is the power of the room's noise."""
    delay = _delay(near, far)
    if delay is None:
        return EchoPath(EchoVerdict.NONE)
    later = max(0, round(delay / FRAME_SAMPLES))
    sounding = _levels(far) > 10 ** (SOUNDING_DBFS / 10)
    echoed = np.concatenate((np.zeros(later, bool), sounding[: len(sounding) - later]))
    before, after = _levels(near)[echoed], _levels(left)[echoed]
    latest = slice(-round(samples_of(FIRST_LOOK_S) / FRAME_SAMPLES), None)
    is_gone = (
        _reduction_db(before, after) >= good_db
        or _reduction_db(before[latest], after[latest]) >= SURELY_GOOD_DB
        or after[latest].mean() <= quiet * 10 ** (AT_THE_NOISE_DB / 10)
    )
    is_found = delay <= samples_of(CANCELLED_DELAY_S) + FRAME_SAMPLES
    verdict = EchoVerdict.CANCELLED if is_gone and is_found else EchoVerdict.REMAINS
    return EchoPath(verdict, round(1000 * delay / RATE_HZ, 1), round(_reduction_db(before, after), 1))


def _reduction_db(before: Levels, after: Levels) -> float:
    return 10 * float(np.log10(before.mean() / after.mean()))


def _levels(sound: Samples) -> Levels:
    """Power of each 10 ms, 1 for full scale."""
    whole = sound[: len(sound) // FRAME_SAMPLES * FRAME_SAMPLES].reshape(-1, FRAME_SAMPLES)
    return np.asarray(np.mean((whole / FULL_SCALE) ** 2, axis=1) + 1e-12, np.float64)


def _delay(near: Samples, far: Samples) -> int | None:
    """Samples by which the microphone is behind the loudspeaker, None where it does not hear it.

    Generalised cross-correlation with phase transform (Knapp and Carter 1976).
    """
    size = 1 << (len(near) + samples_of(LONGEST_DELAY_S)).bit_length()
    cross = np.fft.rfft(near / FULL_SCALE, size) * np.conj(np.fft.rfft(far / FULL_SCALE, size))
    whole = np.abs(np.fft.irfft(cross / (np.abs(cross) + 1e-9), size))
    ahead = samples_of(AHEAD_S)
    peaks = np.concatenate((whole[-ahead:], whole[: samples_of(LONGEST_DELAY_S)]))
    at = int(peaks.argmax())
    return at - ahead if peaks[at] > CLEAR_PEAK * np.median(peaks) else None
