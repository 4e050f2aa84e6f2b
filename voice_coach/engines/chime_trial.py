"""A short rising chime through the loudspeaker, and what the microphone hears of it and of the room."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from voice_coach.conversation.sound import (
    FRAME_SAMPLES,
    RATE_HZ,
    Samples,
    level_dbfs,
    samples_of,
    seconds_of,
    silence,
)
from voice_coach.engines.protocols import SoundCard
from voice_coach.errors import DeviceError

QUIET_S, CHIME_S, AFTER_S = 1.5, 0.4, 1.2
"""The room alone, the chime, and how long its way back may take."""
_FROM_HZ, _TO_HZ = 500.0, 3000.0
_PEAK = 6000.0
_FADE_S = 0.03
_SURE = 10.0
"""How far the correlation must stand out of its own spread; noise alone reaches 5."""
_ALONE = 1.8
"""How far above the next best place: speech is a little like the chime everywhere."""
_REFLECTIONS_S = 0.06
_AHEAD_S = 0.05
"""The clocks of two devices are known so well: an echo may seem to come before its sound."""
_CLIPPED = 32_700


@dataclass(frozen=True, slots=True)
class ChimeTrial:
    """What came of it."""

    room_dbfs: float
    """Level of the microphone before the chime; -120 where it gave exact zeros."""
    loudest_dbfs: float
    """Its loudest 10 ms."""
    is_clipped: bool
    delay_ms: float | None
    """From the loudspeaker to the microphone; None where that is not known, or the chime was not heard."""
    return_db: float | None
    """How loud it came back, against how loud it went out; None where it was not heard."""
    faults: tuple[str, ...] = ()
    """What the card reported meanwhile, as `drain_faults` gives it."""

    @property
    def is_dead(self) -> bool:
        """Whether the microphone gave nothing but zeros."""
        return self.loudest_dbfs <= -119.0


def chime_sound() -> Samples:
    """The chime: it rises, so that its own echo is found to the sample."""
    t = np.arange(samples_of(CHIME_S)) / RATE_HZ
    rise = (_TO_HZ - _FROM_HZ) / CHIME_S
    tone = np.sin(2 * np.pi * (_FROM_HZ * t + rise * t**2 / 2))
    fade = np.minimum(1.0, np.minimum(t, CHIME_S - t) / _FADE_S)
    return (tone * fade * _PEAK).astype(np.int16)


def try_chime(card: SoundCard, *, plays: bool = True) -> ChimeTrial:
    """Play it on an opened card and listen; or listen alone. Raises DeviceError where the card stops."""
    chime = chime_sound() if plays else silence(samples_of(CHIME_S))
    ahead, whole = samples_of(QUIET_S), samples_of(QUIET_S + CHIME_S + AFTER_S)
    out = np.concatenate([silence(ahead), chime, silence(whole - ahead - len(chime))])
    near, far = [], []
    for start in range(0, len(out) - FRAME_SAMPLES, FRAME_SAMPLES):
        frame = card.read()
        if frame is None:
            raise DeviceError("The microphone stopped in the middle of its trial.", "Try again.")
        near.append(frame.near)
        far.append(frame.far)
        card.write(out[start : start + FRAME_SAMPLES])
    return _judged(np.concatenate(near), np.concatenate(far), chime, tuple(card.drain_faults()))


def _judged(near: Samples, far: Samples, chime: Samples, faults: tuple[str, ...]) -> ChimeTrial:
    left, arrived = _found(far, chime), _found(near, chime)
    frames = near[: len(near) // FRAME_SAMPLES * FRAME_SAMPLES].reshape(-1, FRAME_SAMPLES)
    return ChimeTrial(
        room_dbfs=round(level_dbfs(near[: samples_of(QUIET_S / 2)]), 1),
        loudest_dbfs=round(max(map(level_dbfs, frames)), 1),
        is_clipped=bool(np.abs(near.astype(np.int32)).max() >= _CLIPPED),
        delay_ms=_delay_ms(left, arrived),
        return_db=None if arrived is None else _gain_db(arrived, chime),
        faults=faults,
    )


_Place = tuple[int, float]
"""The sample at which the chime begins, and its strength."""


def _delay_ms(left: _Place | None, arrived: _Place | None) -> float | None:
    """A card that has just begun may not know when it sounded; then there is none."""
    if left is None or arrived is None or arrived[0] < left[0] - samples_of(_AHEAD_S):
        return None
    return round(1000 * seconds_of(max(0, arrived[0] - left[0])), 1)


def _gain_db(arrived: _Place, chime: Samples) -> float:
    return round(20 * float(np.log10(arrived[1] / np.mean(chime.astype(np.float64) ** 2))), 1)


def _found(sound: Samples, chime: Samples) -> _Place | None:
    """Where the chime begins in a sound and how strong it is there; None where it is not in it."""
    likeness = _correlated(sound.astype(np.float64), chime.astype(np.float64))
    at, around = int(np.argmax(likeness)), samples_of(_REFLECTIONS_S)
    spread = float(np.median(likeness)) / 0.6745  # of noise, whatever the peak does
    elsewhere = float(np.delete(likeness, slice(max(0, at - around), at + around)).max())
    is_there = likeness[at] > max(_SURE * spread, _ALONE * elsewhere, 1.0)
    return (at, float(likeness[at])) if is_there else None


def _correlated(sound: NDArray[np.float64], chime: NDArray[np.float64]) -> NDArray[np.float64]:
    """How much of the chime is in the sound, for each place at which it may begin."""
    length = len(sound) + len(chime)
    spectrum = np.fft.rfft(sound, length) * np.conj(np.fft.rfft(chime, length))
    likeness: NDArray[np.float64] = np.abs(np.fft.irfft(spectrum, length))[: len(sound)] / len(chime)
    return likeness
