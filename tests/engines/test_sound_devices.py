import builtins
import contextlib
import os
import sys
from collections.abc import Iterator
from types import ModuleType
from typing import Any

import pytest

from voice_coach.engines.sound_devices import SoundDevice, choose_device, portaudio, quiet_libraries
from voice_coach.errors import DeviceError


def device(index: int, name: str, inputs: int = 0, outputs: int = 0, default: bool = False) -> SoundDevice:
    return SoundDevice(
        index, name, "ALSA", inputs, outputs, 48_000, default and inputs > 0, default and outputs > 0
    )


DEVICES = (
    device(0, "HDMI", outputs=8),
    device(1, "USB Headset", inputs=1, outputs=2),
    device(2, "Webcam", inputs=2),
    device(3, "Built-in", inputs=2, outputs=2, default=True),
    device(4, "Headset", inputs=1),
)


@pytest.mark.parametrize(
    ("wanted", "is_input", "index"),
    [
        ("", True, 3),
        ("", False, 3),
        ("1", True, 1),
        ("webcam", True, 2),
        ("built", False, 3),
        ("headset", True, 4),  # the whole name before a part of one
        ("headset", False, 1),  # the other has no loudspeaker
    ],
)
def test_a_device_is_found_by_index_name_or_part_of_a_name(wanted: str, is_input: bool, index: int) -> None:
    assert choose_device(DEVICES, wanted, is_input).index == index


def test_without_a_default_the_first_that_fits_is_taken() -> None:
    assert choose_device(DEVICES[:3], "", is_input=True).index == 1


@pytest.mark.parametrize("wanted", ["0", "2x", "gramophone", "99"])
def test_an_unknown_microphone_is_one_sentence_with_a_cure(wanted: str) -> None:
    with pytest.raises(DeviceError, match=r"^There is no microphone called '.*'\. See `voice-coach devices`"):
        choose_device(DEVICES, wanted, is_input=True)


def test_a_machine_without_a_microphone_is_told_so() -> None:
    with pytest.raises(DeviceError, match=r"^There is no microphone\. Connect one"):
        choose_device(DEVICES[:1], "", is_input=True)
    with pytest.raises(DeviceError, match=r"^There is no loudspeaker\."):
        choose_device((), "", is_input=False)


@pytest.fixture
def fresh_import(monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.MonkeyPatch]:
    monkeypatch.delitem(sys.modules, "sounddevice", raising=False)
    portaudio.cache_clear()
    yield monkeypatch
    portaudio.cache_clear()


def refuse(monkeypatch: pytest.MonkeyPatch, problem: Exception) -> None:
    real = builtins.__import__

    def importing(name: str, *rest: Any, **more: Any) -> ModuleType:
        if name == "sounddevice":
            raise problem
        return real(name, *rest, **more)

    monkeypatch.setattr(builtins, "__import__", importing)


def test_a_missing_portaudio_is_one_sentence_with_the_cure(fresh_import: pytest.MonkeyPatch) -> None:
    refuse(fresh_import, OSError("PortAudio library not found"))
    with pytest.raises(DeviceError, match=r"PortAudio is missing\. Install it .*libportaudio2"):
        portaudio()


def test_a_portaudio_that_cannot_start_is_one_sentence(fresh_import: pytest.MonkeyPatch) -> None:
    refuse(fresh_import, RuntimeError("Unanticipated host error"))
    with pytest.raises(DeviceError, match=r"^PortAudio cannot start\. "):
        portaudio()


def test_the_chatter_of_a_failing_start_does_not_reach_the_screen(
    fresh_import: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    real = builtins.__import__

    def importing(name: str, *rest: Any, **more: Any) -> ModuleType:
        if name == "sounddevice":
            os.write(2, b"ALSA lib: chatter\n")
            raise OSError
        return real(name, *rest, **more)

    fresh_import.setattr(builtins, "__import__", importing)
    with pytest.raises(DeviceError):
        portaudio()
    os.write(2, b"heard again\n")
    assert capfd.readouterr().err == "heard again\n"


@pytest.mark.parametrize(
    "line",
    [
        "ALSA lib pcm.c:2664:(snd_pcm_open_noupdate) Unknown PCM cards.pcm.rear",
        "Expression 'paInvalidSampleRate' failed in 'src/hostapi/alsa/pa_linux_alsa.c', line: 2048",
        "Cannot connect to server socket err = No such file or directory",
        "jack server is not running or cannot be started",
        "JackShmReadWritePtr::~JackShmReadWritePtr - Init not done for -1, skipping unlock",
        "",
    ],
)
def test_what_the_sound_interfaces_grumble_stays_off_the_screen(
    line: str, capfd: pytest.CaptureFixture[str]
) -> None:
    with quiet_libraries():
        os.write(2, line.encode() + b"\n")
    assert capfd.readouterr().err == ""


def test_a_true_error_among_the_chatter_comes_afterwards(capfd: pytest.CaptureFixture[str]) -> None:
    with contextlib.suppress(ZeroDivisionError), quiet_libraries():
        os.write(2, b"ALSA lib conf.c: no\nfree(): invalid pointer\n")
        raise ZeroDivisionError
    assert capfd.readouterr().err == "free(): invalid pointer\n"
