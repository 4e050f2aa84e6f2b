"""The sound card of the machine, through PortAudio."""

from __future__ import annotations

import atexit
import contextlib
import threading
import time
from collections.abc import Callable, Sequence
from types import ModuleType
from typing import Any, Protocol

from voice_coach.conversation.sound import FRAME_SAMPLES, Frame, Samples, samples_of
from voice_coach.engines.faults import FaultTally
from voice_coach.engines.loudspeaker_stream import LoudspeakerStream
from voice_coach.engines.microphone_stream import MicrophoneStream
from voice_coach.engines.protocols import EngineInfo
from voice_coach.engines.sound_devices import (
    SEE_DEVICES,
    SoundDevice,
    choose_device,
    list_devices,
    portaudio,
    quiet_libraries,
)
from voice_coach.errors import DeviceError

LOST_AFTER_S = 1.0
OPENING_S = 10.0
CLOSING_S = 2.0
LATENCY_S = 0.02
"""Asked of both devices: with 10 ms less, ALSA's pulse plugin loses blocks; 10 ms more are only slower."""
WARM_UP_S = 5.0
PATIENCE_S = 4.0
"""How long a device may pause while it warms up: Bluetooth, and servers that wake from a doze."""
PLAUSIBLE_S = 2.0


class _Stamps(Protocol):
    """PortAudio's times of a block, in seconds of one clock."""

    currentTime: float  # noqa: N815  PortAudio's own names
    inputBufferAdcTime: float  # noqa: N815
    outputBufferDacTime: float  # noqa: N815


class _Flags(Protocol):
    input_overflow: bool
    output_underflow: bool


class PortAudioCard:
    """A `SoundCard` on real devices: one stream each way, so that two devices may differ in everything.

    `input_device` and `output_device` are an index, a name, part of a name, or "" for the default.
    """

    def __init__(self, input_device: str = "", output_device: str = "") -> None:
        self._wanted = (input_device, output_device)
        self._faults = FaultTally()
        self._streams: list[Any] = []
        self._microphone: MicrophoneStream | None = None
        self._loudspeaker: LoudspeakerStream | None = None
        self._position = 0
        self._detail = ""
        self._version = ""
        self._asked_s = 0.0

    @property
    def info(self) -> EngineInfo:
        """What is open."""
        return EngineInfo("card", "portaudio", self._detail, self._version)

    @property
    def input_ended(self) -> bool:
        """A person may always speak again."""
        return False

    def open(self) -> None:
        """Start both directions at the devices' own rates. Raises DeviceError."""
        sd = portaudio()
        self._version = str(sd.get_portaudio_version()[1])
        devices = list_devices()
        source = choose_device(devices, self._wanted[0], is_input=True)
        sink = choose_device(devices, self._wanted[1], is_input=False)
        try:
            with quiet_libraries():
                _within(OPENING_S, "open the sound devices", lambda: self._start(sd, source, sink))
        except sd.PortAudioError as problem:
            self.close()
            raise DeviceError(_reason(problem, source, sink), SEE_DEVICES) from problem
        except DeviceError:
            self.close()
            raise

    def _start(self, sd: ModuleType, source: SoundDevice, sink: SoundDevice) -> None:
        mic_rate_hz, mic_channels = _shape(sd.check_input_settings, source, source.inputs, sd.PortAudioError)
        out_rate_hz, out_channels = _shape(sd.check_output_settings, sink, sink.outputs, sd.PortAudioError)
        microphone = self._microphone = MicrophoneStream(mic_rate_hz, mic_channels, self._faults)
        loudspeaker = self._loudspeaker = LoudspeakerStream(out_rate_hz, out_channels, self._faults)

        def take(block: memoryview, frames: int, at: _Stamps, flags: _Flags) -> None:
            age_s = _plausible(at.currentTime - at.inputBufferAdcTime, LATENCY_S)
            microphone.take(block, frames, at.currentTime - age_s, flags.input_overflow)

        def give(block: memoryview, frames: int, at: _Stamps, flags: _Flags) -> None:
            self._asked_s = time.monotonic()
            lead_s = _plausible(at.outputBufferDacTime - at.currentTime, LATENCY_S)
            loudspeaker.give(block, frames, at.currentTime + lead_s, flags.output_underflow)

        self._asked_s = time.monotonic()
        output = sd.RawOutputStream(**_request(sink, out_rate_hz, out_channels, LATENCY_S, give))
        self._streams.append(output)
        input_ = sd.RawInputStream(**_request(source, mic_rate_hz, mic_channels, LATENCY_S, take))
        self._streams.append(input_)
        output.start()
        input_.start()
        self._detail = f"{source.name} {mic_rate_hz} Hz, {sink.name} {out_rate_hz} Hz"

    def read(self) -> Frame | None:
        """The next 10 ms; None after `close()`.

        Raises DeviceError when one of the devices has not moved for 1 s (4 s just after opening).
        """
        while True:
            microphone, loudspeaker = self._microphone, self._loudspeaker
            if microphone is None or loudspeaker is None:
                return None
            near = microphone.frame()
            if near is not None:
                self._check_loudspeaker()
                return self._frame(near, microphone, loudspeaker)
            if not microphone.wait(self._patience_s):
                raise DeviceError("The microphone gives no sound any more.", "Is it still connected?")

    def _check_loudspeaker(self) -> None:
        if time.monotonic() - self._asked_s > self._patience_s:
            raise DeviceError("The loudspeaker takes no sound any more.", "Is it still connected?")

    @property
    def _patience_s(self) -> float:
        return PATIENCE_S if self._position < samples_of(WARM_UP_S) else LOST_AFTER_S

    def _frame(self, near: Samples, microphone: MicrophoneStream, loudspeaker: LoudspeakerStream) -> Frame:
        start, self._position = self._position, self._position + FRAME_SAMPLES
        far, heard = loudspeaker.during(microphone.time_of(start), start)
        return Frame(start, near, far, heard)

    def write(self, samples: Samples) -> None:
        """Queue the next 10 ms for the loudspeaker."""
        loudspeaker = self._loudspeaker
        if loudspeaker is not None:
            loudspeaker.write(samples, self._position)

    def drain_faults(self) -> Sequence[str]:
        """Overruns, underruns and a denied microphone since the last call, as `CardFault` describes."""
        return self._faults.drain()

    def close(self) -> None:
        """Stop and free the devices; gives up on a driver that does not answer within 2 s."""
        microphone, self._microphone, self._loudspeaker = self._microphone, None, None
        streams, self._streams = self._streams, []
        if microphone is not None:
            microphone.wake()
        if not streams:
            return
        try:
            _within(CLOSING_S, "close the sound devices", lambda: _stop(streams))
        except DeviceError:
            atexit.unregister(portaudio()._exit_handler)  # or the program's end would wait for it, too


def open_output(name: str, faults: FaultTally) -> tuple[LoudspeakerStream, Any]:
    """A loudspeaker by itself, started, and PortAudio's stream to stop it by. Raises DeviceError."""
    sd = portaudio()
    sink = choose_device(list_devices(), name, is_input=False)
    with quiet_libraries():
        rate_hz, channels = _shape(sd.check_output_settings, sink, sink.outputs, sd.PortAudioError)
    loudspeaker = LoudspeakerStream(rate_hz, channels, faults)

    def give(block: memoryview, frames: int, at: _Stamps, flags: _Flags) -> None:
        lead_s = _plausible(at.outputBufferDacTime - at.currentTime, LATENCY_S)
        loudspeaker.give(block, frames, at.currentTime + lead_s, flags.output_underflow)

    try:
        with quiet_libraries():
            stream = sd.RawOutputStream(**_request(sink, rate_hz, channels, LATENCY_S, give))
            stream.start()
    except sd.PortAudioError as problem:
        raise DeviceError(f"The loudspeaker {sink.name!r} cannot be opened.", SEE_DEVICES) from problem
    return loudspeaker, stream


def _stop(streams: Sequence[Any]) -> None:
    for stream in streams:
        stream.abort(ignore_errors=True)
        stream.close(ignore_errors=True)


def _request(
    device: SoundDevice, rate_hz: int, channels: int, latency_s: float, callback: Callable[..., None]
) -> dict[str, Any]:
    return {
        "device": device.index,
        "samplerate": rate_hz,
        "channels": channels,
        "dtype": "int16",
        "blocksize": rate_hz // 100,
        "latency": latency_s,
        "callback": callback,
    }


def _shape(
    check: Callable[..., None], device: SoundDevice, most_channels: int, refusal: type[Exception]
) -> tuple[int, int]:
    """The rate and channel count to open a device with: its own rate, mono where it can."""
    for rate_hz in dict.fromkeys((device.rate_hz, 48_000, 44_100, 16_000)):
        for channels in dict.fromkeys((1, min(2, most_channels), most_channels)):
            with contextlib.suppress(refusal):
                check(device=device.index, channels=channels, dtype="int16", samplerate=rate_hz)
                return rate_hz, channels
    return device.rate_hz, min(2, most_channels)  # opening it will say what is wrong


def _plausible(distance_s: float, otherwise_s: float) -> float:
    """A block's distance from now; some drivers leave its stamp empty."""
    return distance_s if 0.0 <= distance_s <= PLAUSIBLE_S else otherwise_s


def _reason(problem: Exception, source: SoundDevice, sink: SoundDevice) -> str:
    detail = str(problem.args[0]) if problem.args else "unknown reason"
    return f"The sound devices {source.name!r} and {sink.name!r} cannot be opened: {detail}."


def _within(limit_s: float, what: str, action: Callable[[], None]) -> None:
    """Do it in a thread that is left behind when the driver never returns. Raises DeviceError then."""
    problems: list[BaseException] = []

    def run() -> None:
        try:
            action()
        except BaseException as problem:  # a thread's edge: raised again by whoever waits
            problems.append(problem)

    thread = threading.Thread(target=run, name=what, daemon=True)
    thread.start()
    thread.join(limit_s)
    if thread.is_alive():
        raise DeviceError(
            f"The sound driver did not {what} within {limit_s:g} s.",
            "Try again, or restart the sound server.",
        )
    if problems:
        raise problems[0]
