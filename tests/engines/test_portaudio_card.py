"""The card's manners at its edges, on a PortAudio that is a stub; its sound is tested on PulseAudio."""

import os
import threading
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from voice_coach.conversation.sound import FRAME_SAMPLES, silence
from voice_coach.engines import portaudio_card, sound_devices
from voice_coach.engines.faults import FaultTally
from voice_coach.engines.portaudio_card import PortAudioCard, open_output
from voice_coach.errors import DeviceError


class StubError(Exception):
    pass


class StubStream:
    def __init__(self, owner: "StubPortAudio", **request: Any) -> None:
        self.owner, self.request = owner, request
        self.closed = False
        if owner.refuses:
            raise StubError("Device unavailable")
        owner.streams.append(self)

    def start(self) -> None:
        pass

    def abort(self, ignore_errors: bool = True) -> None:
        self.owner.hang.wait(60.0)

    def close(self, ignore_errors: bool = True) -> None:
        self.closed = True


class StubPortAudio:
    """A machine with one stereo microphone and one stereo loudspeaker that refuse mono."""

    PortAudioError = StubError

    def __init__(self) -> None:
        self.default = SimpleNamespace(device=[0, 1])
        self.streams: list[StubStream] = []
        self.hang = threading.Event()
        self.hang.set()
        self.refuses = False

    def query_hostapis(self) -> list[dict[str, Any]]:
        return [{"name": "Stub"}]

    def query_devices(self) -> list[dict[str, Any]]:
        return [self.entry("Mic", 2, 0, 44_100), self.entry("Speaker", 0, 2, 48_000)]

    @staticmethod
    def entry(name: str, inputs: int, outputs: int, rate_hz: float) -> dict[str, Any]:
        return {
            "name": name,
            "hostapi": 0,
            "max_input_channels": inputs,
            "max_output_channels": outputs,
            "default_samplerate": rate_hz,
        }

    def check_input_settings(self, channels: int, **settings: Any) -> None:
        if channels == 1:
            os.write(2, b"Expression 'paInvalidChannelCount' failed in 'pa_linux_alsa.c', line: 1294\n")
            raise StubError("Invalid number of channels")

    check_output_settings = check_input_settings

    def get_portaudio_version(self) -> tuple[int, str]:
        return (0, "stub")

    def RawInputStream(self, **request: Any) -> StubStream:  # noqa: N802  sounddevice's own name
        return StubStream(self, **request)

    RawOutputStream = RawInputStream

    def _exit_handler(self) -> None:
        pass


@pytest.fixture
def machine(monkeypatch: pytest.MonkeyPatch) -> Iterator[StubPortAudio]:
    stub = StubPortAudio()
    for module in (portaudio_card, sound_devices):
        monkeypatch.setattr(module, "portaudio", lambda: stub)
    yield stub
    stub.hang.set()


def deliver(stub: StubPortAudio, blocks: int) -> None:
    stamps = SimpleNamespace(currentTime=5.0, inputBufferAdcTime=4.99, outputBufferDacTime=5.01)
    flags = SimpleNamespace(input_overflow=False, output_underflow=False)
    output, microphone = stub.streams
    for _ in range(blocks):
        output.request["callback"](memoryview(bytearray(480 * 4)), 480, stamps, flags)
        sound = np.full(441 * 2, 700, np.int16)
        microphone.request["callback"](memoryview(sound.tobytes()), 441, stamps, flags)


def test_a_stereo_machine_is_opened_at_its_own_rates_in_blocks_of_10_ms(machine: StubPortAudio) -> None:
    card = PortAudioCard()
    card.open()
    asked = [
        (s.request["samplerate"], s.request["channels"], s.request["blocksize"]) for s in machine.streams
    ]
    assert asked == [(48_000, 2, 480), (44_100, 2, 441)]
    assert card.info.detail == "Mic 44100 Hz, Speaker 48000 Hz"
    card.close()


def test_what_a_device_refuses_while_it_is_opened_is_not_written_on_the_screen(
    machine: StubPortAudio, capfd: pytest.CaptureFixture[str]
) -> None:
    PortAudioCard().open()
    open_output("", FaultTally())
    assert capfd.readouterr().err == ""


def test_frames_come_as_the_callback_delivers_them(machine: StubPortAudio) -> None:
    card = PortAudioCard()
    card.open()
    deliver(machine, 30)
    for index in range(25):
        frame = card.read()
        assert frame is not None
        assert (frame.start, len(frame.near), len(frame.far)) == (index * 160, FRAME_SAMPLES, FRAME_SAMPLES)
        card.write(silence(FRAME_SAMPLES))
    assert np.abs(frame.near - 700).max() < 20
    card.close()


def test_a_microphone_that_falls_silent_is_an_error_and_no_hang(
    machine: StubPortAudio, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(portaudio_card, "PATIENCE_S", 0.0)
    card = PortAudioCard()
    card.open()
    with pytest.raises(DeviceError, match="gives no sound any more"):
        card.read()
    card.close()


def test_a_card_that_cannot_be_opened_says_which_and_why(machine: StubPortAudio) -> None:
    machine.refuses = True
    with pytest.raises(DeviceError, match=r"'Mic' and 'Speaker' cannot be opened: Device unavailable\."):
        PortAudioCard().open()


def test_a_driver_that_never_closes_is_left_behind(
    machine: StubPortAudio, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(portaudio_card, "CLOSING_S", 0.0)
    card = PortAudioCard()
    card.open()
    machine.hang.clear()
    card.close()
    assert not any(stream.closed for stream in machine.streams)
    assert card.read() is None


def test_it_may_be_closed_twice_and_before_opening(machine: StubPortAudio) -> None:
    card = PortAudioCard()
    card.close()
    card.open()
    card.close()
    card.close()
    assert all(stream.closed for stream in machine.streams)
    assert card.read() is None
    card.write(silence(FRAME_SAMPLES))
