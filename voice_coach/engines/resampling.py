"""Sound from one rate to another, by soxr."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from voice_coach.conversation.sound import Samples, silence


class StreamResampler:
    """Resamples a mono stream block by block.

    Live sound goes through soxr's variable-rate engine, because it gives a steady 10 ms for every
    10 ms and holds back 12 ms (44.1 or 48 kHz to 16 kHz) or 15 ms (back), aligned to 0.2 ms, alias
    and noise 86 dB down; the fixed-rate engine gives 30 ms at once after holding back up to 37 ms.
    Files, which need not be steady, go through the fixed-rate one, which is exact.
    """

    def __init__(self, from_hz: int, to_hz: int, live: bool = True) -> None:
        self._convert = _same if from_hz == to_hz else _stream(from_hz, to_hz, live)

    def feed(self, samples: Samples) -> Samples:
        """The next samples at the new rate; about as long as what came in, shorter at the start."""
        return self._convert(samples, False)

    def finish(self) -> Samples:
        """What is held back; nothing may be fed after it."""
        return self._convert(silence(0), True)


def _same(samples: Samples, last: bool) -> Samples:
    del last
    return samples


def _stream(from_hz: int, to_hz: int, live: bool) -> Callable[[Samples, bool], Samples]:
    import soxr

    stream = soxr.ResampleStream(from_hz, to_hz, 1, dtype="int16", quality="HQ", vr=live)

    def convert(samples: Samples, last: bool) -> Samples:
        return np.asarray(stream.resample_chunk(samples, last), np.int16)

    return convert
