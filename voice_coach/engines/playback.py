"""Plain playing of recorded sound, for a replay: no microphone, no frames."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, Protocol

import numpy as np

from voice_coach.conversation.sound import RATE_HZ, Samples, silence
from voice_coach.engines.resampling import StreamResampler
from voice_coach.engines.sound_devices import (
    SEE_DEVICES,
    SoundDevice,
    choose_device,
    list_devices,
    portaudio,
    quiet_libraries,
)
from voice_coach.errors import DeviceError

BLOCK_S = 0.05
"""How often the listener is asked whether to stop, and told how far it is."""


class Stream(Protocol):
    """An open output stream, as sounddevice has it."""

    latency: float

    def write(self, data: bytes) -> object:
        """Play a block, waiting for room."""

    def stop(self) -> None:
        """End when all was heard."""

    def abort(self) -> None:
        """End at once."""


def play(
    sound: Iterable[Samples],
    reached: Callable[[float], None],
    is_stopped: Callable[[], bool],
    device: str = "",
) -> None:
    """Play 16 kHz mono sound on a loudspeaker; returns when it was heard or `is_stopped` says so.

    It is taken piece by piece, as it is needed. `reached` gets the seconds that were heard so far, about
    every `BLOCK_S`. Raises DeviceError.
    """
    sd = portaudio()
    sink = choose_device(list_devices(), device, is_input=False)
    try:
        with quiet_libraries():
            opened = sd.RawOutputStream(**_request(sink))
        with opened as stream:
            play_on(stream, blocks_for(sound, sink.rate_hz, _channels(sink)), reached, is_stopped)
    except sd.PortAudioError as problem:
        raise DeviceError(
            f"The loudspeaker {sink.name!r} cannot be used: {problem}.", SEE_DEVICES
        ) from problem


def play_on(
    stream: Stream,
    blocks: Iterable[bytes],
    reached: Callable[[float], None],
    is_stopped: Callable[[], bool],
) -> None:
    """Write the blocks one by one; the last one is heard to its end unless it is stopped."""
    for count, block in enumerate(blocks):
        if is_stopped():
            stream.abort()
            return
        stream.write(block)
        reached(max(0.0, (count + 1) * BLOCK_S - stream.latency))
    stream.stop()


def blocks_for(sound: Iterable[Samples], rate_hz: int, channels: int) -> Iterator[bytes]:
    """The sound at a device's rate, the same on each of its channels, in blocks of `BLOCK_S`."""
    size, held = round(rate_hz * BLOCK_S), silence(0)
    for piece in _resampled(sound, rate_hz):
        held = np.concatenate((held, piece))
        whole = len(held) // size * size
        for start in range(0, whole, size):
            yield _wide(held[start : start + size], channels)
        held = held[whole:]
    if len(held):
        yield _wide(held, channels)


def _resampled(sound: Iterable[Samples], rate_hz: int) -> Iterator[Samples]:
    resampler = StreamResampler(RATE_HZ, rate_hz, live=False)
    for samples in sound:
        yield resampler.feed(samples)
    yield resampler.finish()


def _wide(block: Samples, channels: int) -> bytes:
    return np.repeat(block[:, None], channels, axis=1).tobytes()


def _channels(sink: SoundDevice) -> int:
    return min(2, sink.outputs)


def _request(sink: SoundDevice) -> dict[str, Any]:
    return {
        "device": sink.index,
        "samplerate": sink.rate_hz,
        "channels": _channels(sink),
        "dtype": "int16",
        "latency": "low",
    }
