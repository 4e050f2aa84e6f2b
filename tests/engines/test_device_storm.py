"""Devices that appear and vanish sixty times in nine seconds, on a clock of the test's."""

from __future__ import annotations

import threading

import numpy as np
import pytest

from voice_coach.conversation.sound import FRAME_SAMPLES, RATE_HZ, Frame, silence
from voice_coach.engines.lasting_card import LastingCard
from voice_coach.engines.protocols import EngineInfo
from voice_coach.errors import DeviceError

CHANGES, STORM_S = 60, 9.0
LOST_AFTER_S = 1.0


class Weather:
    """The time, and the one who waits for it on another thread: an event that a search sleeps on."""

    def __init__(self, begins_s: float) -> None:
        self.begins_s, self.now_s = begins_s, 0.0
        self.opened_at_s: list[float] = []
        self._due_s: float | None = None
        self._closed = False
        self._go, self._is_waiting = threading.Event(), threading.Event()

    def clock(self) -> float:
        return self.now_s

    @property
    def is_there(self) -> bool:
        """Whether the device is plugged in at this moment."""
        into = self.now_s - self.begins_s
        return not 0 <= into < STORM_S or int(into / STORM_S * CHANGES) % 2 == 1

    def pass_by(self, seconds: float) -> None:
        self.now_s += seconds
        if self._due_s is not None and self._due_s <= self.now_s:
            self._due_s = None
            self._is_waiting.clear()
            self._go.set()
            while not self._is_waiting.wait(0.001) and any(
                thread.name == "reopen the sound devices" for thread in threading.enumerate()
            ):
                pass

    def is_set(self) -> bool:
        return self._closed

    def set(self) -> None:
        self._closed = True
        self._go.set()

    def wait(self, seconds: float) -> bool:
        self._due_s = self.now_s + seconds
        self._is_waiting.set()
        assert self._go.wait(20.0)
        self._go.clear()
        return self._closed


class Headset:
    """Gone for good once it was unplugged; the card in use notices after a second without sound."""

    input_ended = False
    info = EngineInfo("card", "portaudio", "headset")

    def __init__(self, weather: Weather) -> None:
        self._weather = weather
        self._given = 0
        self._is_dead = False

    def open(self) -> None:
        self._weather.opened_at_s.append(self._weather.now_s)
        if not self._weather.is_there:
            raise DeviceError("no such device")

    def read(self) -> Frame | None:
        is_in_use = threading.current_thread() is threading.main_thread()
        if is_in_use:
            self._weather.pass_by(FRAME_SAMPLES / RATE_HZ)
        self._is_dead = self._is_dead or not self._weather.is_there
        if self._is_dead:
            if is_in_use:
                self._weather.pass_by(LOST_AFTER_S)
            raise DeviceError("gone")
        start, self._given = self._given, self._given + FRAME_SAMPLES
        return Frame(start, np.full(FRAME_SAMPLES, 500, np.int16), silence(FRAME_SAMPLES), start)

    def write(self, samples: np.ndarray) -> None:
        pass

    def drain_faults(self) -> tuple[str, ...]:
        return ()

    def close(self) -> None:
        pass


@pytest.mark.parametrize("begins_s", [1.0 + 0.03 * n for n in range(12)])
def test_a_storm_of_devices_is_met_with_few_tries_and_the_session_stays_true_to_time(begins_s: float) -> None:
    weather = Weather(begins_s)
    card = LastingCard(lambda: Headset(weather), lambda: None, clock=weather.clock, sleep=weather.pass_by)
    card._closed = weather  # type: ignore[assignment]  the clock that a search sleeps by
    card.open()
    frames: list[Frame] = []
    while weather.now_s < begins_s + STORM_S + 8.0:
        frame = card.read()
        assert frame is not None
        frames.append(frame)
        card.write(silence(FRAME_SAMPLES))
    in_the_storm = [at_s for at_s in weather.opened_at_s[1:] if at_s < begins_s + STORM_S]
    assert 1 <= len(in_the_storm) <= 4
    assert frames[-1].present
    assert [frame.start for frame in frames] == [FRAME_SAMPLES * n for n in range(len(frames))]
    assert frames[-1].end / RATE_HZ == pytest.approx(weather.now_s, abs=0.05)
    card.close()
