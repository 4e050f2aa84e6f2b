from collections.abc import Callable

import numpy as np
import pytest

from voice_coach.conversation.sound import FRAME_SAMPLES, Frame, Samples, silence
from voice_coach.engines.room_card import Room, RoomCard


class Nobody:
    done = True

    def next_frame(self, heard: Samples) -> Samples:
        return silence(FRAME_SAMPLES)


class Listener:
    """Remembers what reaches the ear and says one loud frame at the start."""

    def __init__(self) -> None:
        self.heard: list[Samples] = []

    @property
    def done(self) -> bool:
        return len(self.heard) >= 1

    def next_frame(self, heard: Samples) -> Samples:
        self.heard.append(heard)
        return np.full(FRAME_SAMPLES, 20_000 if len(self.heard) == 1 else 0, np.int16)


def frames_of(card: RoomCard, count: int, say: Callable[[int], Samples]) -> list[Frame]:
    frames = []
    for index in range(count):
        frame = card.read()
        assert frame is not None
        frames.append(frame)
        card.write(say(index))
    return frames


def click_at(when: int) -> Callable[[int], Samples]:
    def say(index: int) -> Samples:
        sound = silence(FRAME_SAMPLES)
        sound[0] = 30_000 if index == when else 0
        return sound

    return say


@pytest.mark.parametrize("delay_ms", [0.0, 20.0, 120.0, 400.0])
def test_the_echo_comes_back_after_the_delay_and_at_the_gain(delay_ms: float) -> None:
    card = RoomCard(Nobody(), Room(delay_ms=delay_ms, echo_gain_db=-6.0, noise_dbfs=-90.0))
    frames = frames_of(card, 100, click_at(10))
    far = np.concatenate([frame.far for frame in frames])
    near = np.concatenate([frame.near for frame in frames])
    assert np.argmax(near) - np.argmax(far) == round(delay_ms * 16)
    assert near.max() == pytest.approx(15_036, rel=0.01)


def test_heard_counts_exactly_what_the_frames_carry() -> None:
    card = RoomCard(Nobody(), Room(output_latency_ms=35.0))
    frames = frames_of(card, 50, click_at(7))
    far = np.concatenate([frame.far for frame in frames])
    first = next(frame for frame in frames if frame.heard > 7 * FRAME_SAMPLES)
    assert first.start <= np.argmax(far) < first.end
    assert frames[-1].heard == 50 * FRAME_SAMPLES - FRAME_SAMPLES - 560


def test_frames_follow_each_other_without_a_hole() -> None:
    frames = frames_of(RoomCard(Nobody()), 20, click_at(3))
    assert [frame.start for frame in frames] == [index * FRAME_SAMPLES for index in range(20)]


def test_the_room_is_never_digitally_silent() -> None:
    frames = frames_of(RoomCard(Nobody()), 1000, click_at(0))
    assert all(frame.near.any() for frame in frames)


def test_the_guest_hears_the_loudspeaker_and_is_heard_at_the_gain() -> None:
    guest = Listener()
    card = RoomCard(guest, Room(mic_gain_db=-20.0, noise_dbfs=-90.0))
    assert not card.input_ended
    frames = frames_of(card, 30, click_at(2))
    assert np.mean(frames[0].near) == pytest.approx(2000, abs=5)
    assert np.array_equal(np.concatenate(guest.heard), np.concatenate([frame.far for frame in frames]))
    assert card.input_ended


def test_two_rooms_of_one_seed_sound_the_same() -> None:
    first = frames_of(RoomCard(Nobody(), Room(seed=3)), 9, click_at(1))
    again = frames_of(RoomCard(Nobody(), Room(seed=3)), 9, click_at(1))
    other = frames_of(RoomCard(Nobody(), Room(seed=4)), 9, click_at(1))
    assert all(np.array_equal(a.near, b.near) for a, b in zip(first, again, strict=True))
    assert not np.array_equal(first[0].near, other[0].near)


def test_loud_sounds_are_clipped_and_never_wrap_around() -> None:
    card = RoomCard(Listener(), Room(mic_gain_db=12.0))
    frame = card.read()
    assert frame is not None
    assert frame.near.min() == 32767


def test_an_overdriven_loudspeaker_flattens_the_echo() -> None:
    card = RoomCard(Nobody(), Room(delay_ms=0.0, echo_gain_db=0.0, clip_at=0.1, noise_dbfs=-90.0))
    near = np.concatenate([frame.near for frame in frames_of(card, 30, click_at(5))])
    assert near.max() == pytest.approx(3277, abs=10)


def test_a_closed_room_gives_no_more_frames_and_may_be_closed_twice() -> None:
    card = RoomCard(Nobody())
    card.open()
    card.close()
    card.close()
    assert card.read() is None


def test_a_frame_that_was_never_written_is_reported_once() -> None:
    card = RoomCard(Nobody(), Room(output_latency_ms=0.0))
    card.read()
    card.write(silence(FRAME_SAMPLES))
    for _ in range(3):
        card.read()
    assert card.drain_faults() == ("output_underrun:2@640",)
    assert card.drain_faults() == ()


def test_a_drifting_room_loses_no_words_in_ten_minutes() -> None:
    card = RoomCard(Nobody(), Room(drift_ppm=200.0))
    sound = np.full(FRAME_SAMPLES, 3000, np.int16)

    def say(index: int) -> Samples:
        return sound if index % 100 < 60 else silence(FRAME_SAMPLES)

    frames = frames_of(card, 60_000, say)
    assert card.drain_faults() == ()
    loud = sum(int(np.count_nonzero(frame.far == 3000)) for frame in frames)
    assert loud == pytest.approx(600 * 9600 / 1.0002, rel=0.0002)
