"""A card whose devices come and go, on a clock of the test's."""

import threading
from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from voice_coach.conversation.sound import FRAME_SAMPLES, RATE_HZ, Frame, samples_of, silence
from voice_coach.engines import lasting_card
from voice_coach.engines.lasting_card import LastingCard
from voice_coach.engines.protocols import EngineInfo
from voice_coach.errors import DeviceError

FRAME_S = FRAME_SAMPLES / RATE_HZ


class Clock:
    def __init__(self) -> None:
        self.now_s = 100.0
        self.at: dict[float, Callable[[], None]] = {}

    def __call__(self) -> float:
        return self.now_s

    def sleep(self, seconds: float) -> None:
        self.now_s += seconds
        for due_s in [each for each in self.at if each <= self.now_s]:
            self.at.pop(due_s)()


class Device:
    """Gives `frames` frames in real time, then none any more, which takes a second to notice."""

    input_ended = False

    def __init__(self, clock: Clock, name: str, frames: int = 10**9, is_there: bool = True) -> None:
        self.clock, self.left, self.is_there = clock, frames, is_there
        self.info = EngineInfo("card", "portaudio", name)
        self.given = self.written = 0
        self.closed = False

    def open(self) -> None:
        if not self.is_there:
            raise DeviceError("no such device")

    def read(self) -> Frame | None:
        if not self.left:
            self.clock.now_s += 1.0
            raise DeviceError("gone")
        self.left -= 1
        self.clock.now_s += FRAME_S
        start, self.given = self.given, self.given + FRAME_SAMPLES
        sound = np.full(FRAME_SAMPLES, 500, np.int16)
        return Frame(start, sound, sound, self.written)

    def write(self, samples: np.ndarray) -> None:
        self.written += len(samples)

    def drain_faults(self) -> tuple[str, ...]:
        return ()

    def close(self) -> None:
        self.closed = True


class Desk:
    """A card and everything that happened to it."""

    def __init__(self, devices: list[Device], clock: Clock, others: list[Device] | None = None) -> None:
        self.clock, self.devices, self.others = clock, devices, others or []
        self.looks = 0
        self.may_look = threading.Event()
        self.may_look.set()
        self.card = LastingCard(
            lambda: self.devices.pop(0), self._look, self._other if others else None, clock, clock.sleep
        )
        self.frames: list[Frame] = []
        self.faults: list[str] = []
        self.card.open()

    def _other(self) -> Device:
        return self.others.pop(0)

    def _look(self) -> None:
        self.may_look.wait(10.0)
        self.looks += 1

    def run(self, frames: int) -> None:
        for _ in range(frames):
            frame = self.card.read()
            assert frame is not None
            self.frames.append(frame)
            self.card.write(silence(FRAME_SAMPLES))
            self.faults += self.card.drain_faults()

    def find_after(self, seconds: float) -> None:
        """The search on its thread finds something only when the clock has gone on for so long."""

        def find() -> None:
            self.may_look.set()
            assert self.card._searching is not None
            self.card._searching.join()

        self.may_look.clear()
        self.clock.at[self.clock.now_s + seconds] = find


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    monkeypatch.setattr(lasting_card, "BACK_OFF_S", (0.0, 0.0, 0.0, 0.0))
    return Clock()


def test_the_session_goes_on_in_silence_and_in_time_until_the_device_is_back(clock: Clock) -> None:
    desk = Desk([Device(clock, "headset", 100), Device(clock, "headset")], clock)
    desk.run(100)
    desk.find_after(4.0)
    desk.run(601)
    assert [frame.start for frame in desk.frames] == [FRAME_SAMPLES * index for index in range(701)]
    absent = [frame for frame in desk.frames if not frame.present]
    assert samples_of(3.9) < absent[-1].end - absent[0].start < samples_of(4.1)  # 1 s to notice, and 3 s
    assert not any(frame.near.any() or frame.far.any() for frame in absent)
    assert all(frame.near.any() for frame in desk.frames if frame.present)
    assert desk.frames[-1].end / RATE_HZ == pytest.approx(clock.now_s - 100.0, abs=0.03)
    assert desk.faults == [f"devices_lost:1@{absent[0].start}", f"devices_back:1@{absent[-1].end}"]


def test_what_was_written_during_an_absence_counts_as_emitted_and_is_never_heard_twice(clock: Clock) -> None:
    second = Device(clock, "headset")
    desk = Desk([Device(clock, "headset", 50), second], clock)
    desk.run(50)
    desk.find_after(2.0)
    desk.run(401)
    heard = [frame.heard for frame in desk.frames]
    assert heard == sorted(heard)
    assert heard[-1] == (len(desk.frames) - 1) * FRAME_SAMPLES
    assert second.written < heard[-1]


def test_a_dead_card_is_closed_before_the_devices_are_looked_for(clock: Clock) -> None:
    first = Device(clock, "headset", 1)
    desk = Desk([first, Device(clock, "headset")], clock)
    desk.run(2)
    desk.card._searching.join()
    assert first.closed
    assert desk.looks == 1


def test_devices_that_stay_away_are_replaced_by_others(clock: Clock) -> None:
    away = [Device(clock, "headset", is_there=False) for _ in range(2)]
    desk = Desk([Device(clock, "headset", 1), *away], clock, [Device(clock, "built-in")])
    desk.run(1)
    desk.find_after(2.0)
    desk.run(301)
    assert desk.card.info.detail == "built-in"
    assert [fault.partition(":")[0] for fault in desk.faults] == ["devices_lost", "other_devices"]
    assert all(device.closed for device in away)


def test_an_interview_without_devices_for_ten_minutes_ends(
    clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lasting_card, "BACK_OFF_S", (3600.0,))
    desk = Desk([Device(clock, "headset", 1)], clock)
    with pytest.raises(DeviceError, match="did not come back"):
        desk.run(70_000)
    assert len(desk.frames) == pytest.approx(60_000, abs=110)
    desk.card.close()


def test_a_device_that_is_missing_at_the_start_is_no_loss(clock: Clock) -> None:
    with pytest.raises(DeviceError, match="no such device"):
        Desk([Device(clock, "headset", is_there=False)], clock)


def test_closing_ends_the_search_and_the_frames(clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lasting_card, "BACK_OFF_S", (3600.0,))
    desk = Desk([Device(clock, "headset", 5)], clock)
    desk.run(10)
    desk.card.close()
    desk.card._searching.join(5.0)
    assert not desk.card._searching.is_alive()
    assert desk.card.read() is None


def test_a_card_that_returns_after_closing_is_closed(clock: Clock) -> None:
    late = Device(clock, "headset")
    desk = Desk([Device(clock, "headset", 1), late], clock)
    desk.run(2)
    desk.card.close()
    desk.card._searching.join()
    desk.card.close()
    assert late.closed or late.given == 0


class Mute(Device):
    """A microphone of exact zeros, dithered on the way, until it has given so many frames."""

    def __init__(self, clock: Clock, zeros: int) -> None:
        super().__init__(clock, "mute")
        self._zeros = zeros

    def read(self) -> Frame | None:
        frame = super().read()
        if frame is None or self.given > self._zeros * FRAME_SAMPLES:
            return frame
        return replace(frame, near=(np.arange(FRAME_SAMPLES) % 2).astype(np.int16))


def test_no_interview_starts_on_a_microphone_of_exact_zeros(clock: Clock) -> None:
    device = Mute(clock, zeros=10**9)
    card = LastingCard(lambda: device, lambda: None, clock=clock, sleep=clock.sleep, must_hear=True)
    before_s = clock()
    with pytest.raises(DeviceError, match="exact zeros"):
        card.open()
    assert device.closed
    assert clock() - before_s <= 5.1


def test_session_time_begins_when_the_microphone_does(clock: Clock) -> None:
    card = LastingCard(
        lambda: Mute(clock, zeros=100), lambda: None, clock=clock, sleep=clock.sleep, must_hear=True
    )
    card.open()
    first = card.read()
    assert first is not None
    assert (first.start, np.abs(first.near).max()) == (0, 500)
