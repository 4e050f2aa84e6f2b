"""The machine's sound devices, and PortAudio itself; the only file that imports sounddevice."""

from __future__ import annotations

import contextlib
import ctypes
import os
import re
import tempfile
from collections.abc import Callable, Iterator, Sequence
from ctypes.util import find_library
from dataclasses import dataclass
from functools import cache
from types import ModuleType
from typing import IO

from voice_coach.errors import DeviceError

SEE_DEVICES = "See `voice-coach devices` for those there are."
NO_LIBRARY = "The sound library PortAudio is missing."
INSTALL = "Install it (Debian and Ubuntu: `sudo apt install libportaudio2`)."


@dataclass(frozen=True, slots=True)
class SoundDevice:
    """One entry of PortAudio's list."""

    index: int
    name: str
    api: str
    """The system's sound interface, e.g. ALSA, Core Audio, WASAPI."""
    inputs: int
    """Channels that can be recorded at once; 0 for a mere loudspeaker."""
    outputs: int
    rate_hz: int
    """Its native rate."""
    is_default_input: bool
    is_default_output: bool


def list_devices() -> tuple[SoundDevice, ...]:
    """Every sound device, as PortAudio found them when it was first used. Raises DeviceError."""
    sd = portaudio()
    try:
        default_input, default_output = sd.default.device
        apis = [api["name"] for api in sd.query_hostapis()]
        return tuple(
            SoundDevice(
                index=index,
                name=str(found["name"]),
                api=str(apis[found["hostapi"]]),
                inputs=int(found["max_input_channels"]),
                outputs=int(found["max_output_channels"]),
                rate_hz=round(found["default_samplerate"]),
                is_default_input=index == default_input,
                is_default_output=index == default_output,
            )
            for index, found in enumerate(sd.query_devices())
        )
    except sd.PortAudioError as problem:
        raise DeviceError(f"PortAudio cannot list the sound devices: {problem}.", SEE_DEVICES) from problem


def choose_device(devices: Sequence[SoundDevice], wanted: str, is_input: bool) -> SoundDevice:
    """The device that `wanted` means: an index, a name, part of a name, or "" for the default one.

    Raises DeviceError.
    """
    kind = "microphone" if is_input else "loudspeaker"
    fit = [device for device in devices if (device.inputs if is_input else device.outputs)]
    if not fit:
        raise DeviceError(f"There is no {kind}.", f"Connect one, or use a sound file; {_lower(SEE_DEVICES)}")
    for matches in _ways_to_match(wanted.strip().casefold(), is_input):
        found = [device for device in fit if matches(device)]
        if found:
            return found[0]
    raise DeviceError(f"There is no {kind} called {wanted!r}.", SEE_DEVICES)


def _ways_to_match(wanted: str, is_input: bool) -> tuple[Callable[[SoundDevice], bool], ...]:
    if not wanted:
        return (
            lambda device: device.is_default_input if is_input else device.is_default_output,
            lambda _: True,
        )
    if wanted.isdecimal():
        return (lambda device: device.index == int(wanted),)
    return (
        lambda device: device.name.casefold() == wanted,
        lambda device: wanted in device.name.casefold(),
    )


def _lower(sentence: str) -> str:
    return sentence[0].lower() + sentence[1:]


@cache
def portaudio() -> ModuleType:
    """The module sounddevice, initialised at first use without the chatter of the system's libraries.

    Raises DeviceError.
    """
    try:
        with quiet_libraries():
            import sounddevice
    except OSError as problem:
        raise DeviceError(NO_LIBRARY, INSTALL) from problem
    except Exception as problem:  # its own error class lives in the module that could not be imported
        raise DeviceError("PortAudio cannot start.", "Is a sound server running?") from problem
    _quiet_alsa()
    loaded: ModuleType = sounddevice
    return loaded


def look_again() -> None:
    """Let PortAudio see the devices that there are now; no stream may be open. Raises DeviceError."""
    sd = portaudio()
    try:
        with quiet_libraries():
            sd._terminate()
            sd._initialize()
    except sd.PortAudioError as problem:
        raise DeviceError("PortAudio cannot start again.", "Is a sound server running?") from problem


_CHATTER = re.compile(
    rb"ALSA lib|Expression '|PaAlsa|Cannot connect to server|Cannot lock down|connect\(2\) call to|"
    rb"attempt to connect|jack server|JackShm|JACK|jackd"
)
"""What PortAudio and the sound interfaces beneath it write when a device or server is not there; each
failure that matters is also returned, and becomes a sentence."""


@contextlib.contextmanager
def quiet_libraries() -> Iterator[None]:
    """Keep their chatter from the screen while C libraries start or open a device.

    Whatever else is written to file descriptor 2 meanwhile comes afterwards.
    """
    try:
        kept = os.dup(2)
    except OSError:  # there is no such descriptor: nothing to keep quiet
        yield
        return
    with tempfile.TemporaryFile() as aside:
        try:
            os.dup2(aside.fileno(), 2)
            yield
        finally:
            os.dup2(kept, 2)
            os.close(kept)
            _pass_on(aside)


def _pass_on(aside: IO[bytes]) -> None:
    aside.seek(0)
    for line in aside:
        if line.strip() and not _CHATTER.match(line):
            os.write(2, line)


_ErrorHandler = ctypes.CFUNCTYPE(
    None, ctypes.c_char_p, ctypes.c_int, ctypes.c_char_p, ctypes.c_int, ctypes.c_char_p
)
_say_nothing = _ErrorHandler(lambda *_: None)  # kept here, for ALSA calls it as long as it lives


def _quiet_alsa() -> None:
    """Keep ALSA from writing each underrun on the user's screen; they are counted in any case."""
    name = find_library("asound")
    if name is None:
        return
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(name).snd_lib_error_set_handler(_say_nothing)
