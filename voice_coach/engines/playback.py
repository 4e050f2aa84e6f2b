"""Plain playing of recorded sound, for a replay: no microphone, no frames."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Protocol

import numpy as np

from voice_coach.conversation.sound import RATE_HZ, Samples
from voice_coach.engines.resampling import StreamResampler
from voice_coach.engines.sound_devices import SEE_DEVICES, SoundDevice, choose_device, list_devices, portaudio
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
    samples: Samples, reached: Callable[[float], None], is_stopped: Callable[[], bool], device: str = ""
) -> None:
    """Play 16 kHz mono sound on a loudspeaker; returns when it was heard or `is_stopped` says so.

    `reached` gets the seconds that were heard so far, about every `BLOCK_S`. Raises DeviceError.
    """
    sd = portaudio()
    sink = choose_device(list_devices(), device, is_input=False)
    try:
        with sd.RawOutputStream(**_request(sink)) as stream:
            play_on(stream, blocks_for(samples, sink.rate_hz, _channels(sink)), reached, is_stopped)
    except sd.PortAudioError as problem:
        raise DeviceError(
            f"The loudspeaker {sink.name!r} cannot be used: {problem}.", SEE_DEVICES
        ) from problem


def play_on(
    stream: Stream,
    blocks: Sequence[bytes],
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


def blocks_for(samples: Samples, rate_hz: int, channels: int) -> list[bytes]:
    """The sound at a device's rate, the same on each of its channels, in blocks of `BLOCK_S`."""
    resampler = StreamResampler(RATE_HZ, rate_hz, live=False)
    converted = np.concatenate((resampler.feed(samples), resampler.finish()))
    size = round(rate_hz * BLOCK_S)
    wide = np.repeat(converted[:, None], channels, axis=1)
    return [wide[start : start + size].tobytes() for start in range(0, len(wide), size)]


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
