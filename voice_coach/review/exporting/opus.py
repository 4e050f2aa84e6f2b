"""A session's sound as Opus in Ogg, by PyAV: small, and played by every current browser."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

import numpy as np

from voice_coach.conversation.sound import RATE_HZ
from voice_coach.errors import SessionError
from voice_coach.sessions.reading import Session
from voice_coach.sessions.sound import sound_blocks
from voice_coach.sessions.wav import StereoSamples

BITS_PER_S = 32_000
_BLOCK_S = 1


def size_bytes(duration_s: float) -> int:
    """About how large the sound becomes."""
    return round(duration_s * BITS_PER_S / 8 * 1.04)


def opus_of(session: Session) -> bytes:
    """Both sides, each mostly in both ears, so that neither sits in one alone. Raises SessionError."""
    import av

    out = io.BytesIO()
    try:
        with av.open(out, "w", format="ogg") as container:
            stream: Any = container.add_stream("libopus", rate=48_000)
            stream.bit_rate = BITS_PER_S
            stream.layout = "stereo"
            resampler = av.AudioResampler(format="s16", layout="stereo", rate=48_000)
            for frame in _frames(session):
                for part in resampler.resample(frame):
                    container.mux(stream.encode(part))
            for part in resampler.resample(None):
                container.mux(stream.encode(part))
            container.mux(stream.encode(None))
    except av.FFmpegError as problem:
        raise SessionError(f"The sound of {session.id} could not be encoded: {problem}.") from problem
    return out.getvalue()


def _frames(session: Session) -> Iterator[Any]:
    from av import AudioFrame

    start = 0
    for block in sound_blocks(session):
        for first in range(0, len(block), RATE_HZ * _BLOCK_S):
            piece = _mixed(block[first : first + RATE_HZ * _BLOCK_S])
            frame = AudioFrame.from_ndarray(piece.reshape(1, -1), format="s16", layout="stereo")
            frame.sample_rate, frame.pts = RATE_HZ, start
            start += len(piece)
            yield frame


def _mixed(block: StereoSamples) -> StereoSamples:
    wide = block.astype(np.int32)
    both = np.stack((wide[:, 0] * 4 + wide[:, 1] * 3, wide[:, 1] * 4 + wide[:, 0] * 3), axis=1) // 4
    mixed: StereoSamples = np.ascontiguousarray(np.clip(both, -32768, 32767).astype(np.int16))
    return mixed
