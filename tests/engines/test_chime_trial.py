"""A chime in a simulated room: whether it comes back, when and how loud."""

from __future__ import annotations

import numpy as np
import pytest

from voice_coach.conversation.sound import FRAME_SAMPLES, RATE_HZ, Frame, Samples, silence
from voice_coach.engines.chime_trial import chime_sound, try_chime
from voice_coach.engines.room_card import Room, RoomCard
from voice_coach.errors import DeviceError


class Someone:
    """A guest who hums one sound after the other, or nothing."""

    done = False

    def __init__(self, loudness: float = 0.0) -> None:
        t = np.arange(6 * RATE_HZ) / RATE_HZ
        pitch = 140 + 60 * np.sin(2 * np.pi * 1.7 * t)
        voice = sum(np.sin(2 * np.pi * np.cumsum(pitch) / RATE_HZ * n) / n for n in range(1, 18))
        self._sound = (voice * loudness * (np.sin(2 * np.pi * 3 * t) > -0.5)).astype(np.int16)
        self._at = 0

    def next_frame(self, heard: Samples) -> Samples:
        self._at += FRAME_SAMPLES
        return self._sound[self._at - FRAME_SAMPLES : self._at]


def tried(room: Room, guest: Someone | None = None, plays: bool = True):
    card = RoomCard(guest or Someone(), room)
    card.open()
    return try_chime(card, plays=plays)


@pytest.mark.parametrize("delay_ms", [15.0, 40.0, 400.0, 700.0])
@pytest.mark.parametrize("gain_db", [-6.0, -40.0])
def test_a_chime_that_comes_back_is_timed_and_weighed(delay_ms: float, gain_db: float) -> None:
    trial = tried(Room(delay_ms=delay_ms, echo_gain_db=gain_db))
    assert trial.delay_ms == pytest.approx(delay_ms, abs=1.0)
    assert trial.return_db == pytest.approx(gain_db, abs=1.0)


@pytest.mark.parametrize(
    ("room", "guest"),
    [(Room(), None), (Room(noise_dbfs=-30.0), None), (Room(), Someone(3000.0)), (Room(), Someone(200.0))],
    ids=["quiet", "noisy", "somebody-loud", "somebody-faint"],
)
def test_a_chime_that_does_not_come_back_is_never_made_up(room: Room, guest: Someone | None) -> None:
    assert tried(room, guest).return_db is None


def test_a_chime_is_found_in_noise() -> None:
    trial = tried(Room(noise_dbfs=-35.0, delay_ms=120.0, echo_gain_db=-20.0))
    assert trial.delay_ms == pytest.approx(120.0, abs=1.0)


def test_without_playing_nothing_comes_back_and_the_room_is_heard_all_the_same() -> None:
    trial = tried(Room(noise_dbfs=-50.0, echo_gain_db=-6.0), plays=False)
    assert trial.return_db is None
    assert trial.room_dbfs == pytest.approx(-50.0, abs=1.0)


def test_a_microphone_that_gives_zeros_is_dead_and_an_overdriven_one_is_clipped() -> None:
    class Dead(RoomCard):
        def read(self) -> Frame:
            frame = super().read()
            return Frame(frame.start, silence(FRAME_SAMPLES), frame.far, frame.heard)

    card = Dead(Someone(), Room())
    card.open()
    assert try_chime(card).is_dead
    assert tried(Room(), Someone(30_000.0)).is_clipped
    assert not tried(Room()).is_dead


def test_a_card_that_stops_is_a_sentence() -> None:
    class Gone(RoomCard):
        def read(self) -> None:  # type: ignore[override]  # a card may say so at any time
            return None

    with pytest.raises(DeviceError, match="stopped"):
        try_chime(Gone(Someone(), Room()))


def test_the_chime_is_short_and_no_louder_than_speech() -> None:
    sound = chime_sound()
    assert len(sound) / RATE_HZ < 0.5
    assert 2000 < np.abs(sound).max() < 8000
