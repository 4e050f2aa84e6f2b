"""A WAV file that is still on its way, as samples at our rate while it comes."""

from __future__ import annotations

import struct

import numpy as np

from voice_coach.conversation.sound import RATE_HZ, Samples, silence
from voice_coach.engines.resampling import StreamResampler
from voice_coach.errors import VoiceError

_LONGEST_HEADER = 4096
_PCM, _EXTENSIBLE = 1, 0xFFFE
_UNKNOWN_LENGTHS = (0, 0xFFFFFFFF)
"""What servers write that do not know yet how long it will be."""


class NoWavError(VoiceError):
    """It is something else, which may be sound all the same."""


class WavStream:
    """Feed it bytes as they come; 16-bit PCM of any rate, the channels averaged."""

    def __init__(self) -> None:
        self._rest = b""
        self._resampler: StreamResampler | None = None
        self._channels = 1
        self._left: int | None = None
        """Bytes of sound that the header still promises, None where it does not say."""

    @property
    def has_begun(self) -> bool:
        """Whether the header was understood."""
        return self._resampler is not None

    @property
    def is_cut(self) -> bool:
        """Whether less came than the header promised, or no sound at all."""
        return self._resampler is None or bool(self._left)

    def feed(self, data: bytes) -> Samples:
        """The sound in the next bytes; none while the header is not whole. Raises NoWavError."""
        self._rest += data
        if self._resampler is None and not self._read_header():
            return silence(0)
        assert self._resampler is not None
        return self._resampler.feed(self._mono())

    def finish(self) -> Samples:
        """What was held back."""
        return silence(0) if self._resampler is None else self._resampler.finish()

    def _mono(self) -> Samples:
        sound = self._rest if self._left is None else self._rest[: self._left]
        whole = len(sound) // (2 * self._channels) * 2 * self._channels
        if self._left is not None:
            self._left -= whole
        self._rest = self._rest[whole:]
        sides = np.frombuffer(sound[:whole], "<i2").reshape(-1, self._channels)
        mono: Samples = sides.astype(np.int32).mean(axis=1).astype(np.int16)
        return mono

    def _read_header(self) -> bool:
        """Whether the header is whole; the sound behind it is then all that is left in `_rest`."""
        if len(self._rest) < 12:
            return False
        if self._rest[:4] != b"RIFF" or self._rest[8:12] != b"WAVE":
            raise NoWavError("The server's answer is no WAV file.")
        at, shape = 12, None
        while at + 8 <= len(self._rest):
            name, length = self._rest[at : at + 4], int(struct.unpack_from("<I", self._rest, at + 4)[0])
            if name == b"data":
                self._begin(shape, length)
                self._rest = self._rest[at + 8 :]
                return True
            if name == b"fmt " and at + 24 <= len(self._rest):
                shape = struct.unpack_from("<HHIIHH", self._rest, at + 8)
            at += 8 + length + length % 2
        if at > _LONGEST_HEADER:
            raise NoWavError("The server's answer is no WAV file.")
        return False

    def _begin(self, shape: tuple[int, ...] | None, length: int) -> None:
        if shape is None or shape[0] not in (_PCM, _EXTENSIBLE) or shape[5] != 16 or not 1 <= shape[1] <= 8:
            raise NoWavError("The server's answer is no 16-bit WAV file.")
        if not 4_000 <= shape[2] <= 192_000:
            raise NoWavError("The server's answer has no usable rate.")
        self._channels = shape[1]
        self._resampler = StreamResampler(shape[2], RATE_HZ)
        self._left = None if length in _UNKNOWN_LENGTHS else length
