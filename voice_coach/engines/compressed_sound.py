"""Sound out of the files that phones and meetings leave behind (m4a, mp4, webm, ...), by PyAV."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from voice_coach.conversation.sound import RATE_HZ, Samples
from voice_coach.errors import UsageError

if TYPE_CHECKING:
    from av import AudioFrame
    from av.container import InputContainer

ENDINGS = frozenset({".m4a", ".mp4", ".aac", ".webm", ".mkv", ".mov", ".opus"})


def decoded(path: Path, columns: int, longest_s: float) -> Iterator[Samples]:
    """Blocks at 16 kHz with so many columns, of the file's first sound track; mono is in both of two.

    Raises UsageError for a file that cannot be decoded, has no sound track, or is too long.
    """
    import av

    try:
        with av.open(str(path)) as container:
            if not container.streams.audio:
                raise UsageError(f"The file {path} has no sound track.", "Give another one.")
            if container.duration and container.duration / av.time_base > longest_s:
                raise UsageError(f"The sound file {path} is longer than three hours.", "Cut it.")
            yield from _blocks(container, columns, longest_s)
    except (av.FFmpegError, OSError, ValueError) as problem:
        raise UsageError(
            f"The sound file {path} cannot be read.", "Give a WAV or FLAC file, or save it again."
        ) from problem


def channels_of(path: Path) -> int:
    """How many channels the first sound track has; 1 where that cannot be told."""
    import av

    try:
        with av.open(str(path)) as container:
            return int(container.streams.audio[0].codec_context.channels)
    except (av.FFmpegError, OSError, ValueError, IndexError):
        return 1


def _blocks(container: InputContainer, columns: int, longest_s: float) -> Iterator[Samples]:
    from av import AudioResampler

    layout = "stereo" if columns == 2 else "mono"
    resampler = AudioResampler(format="s16", layout=layout, rate=RATE_HZ)
    left = round(longest_s * RATE_HZ)
    for frame in _and_the_rest(container):
        for ready in resampler.resample(frame):
            block: Samples = np.asarray(ready.to_ndarray(), np.int16).reshape(-1, columns)
            left -= len(block)
            if left < 0:
                raise UsageError("The sound file is longer than three hours.", "Cut it.")
            yield block


def _and_the_rest(container: InputContainer) -> Iterator[AudioFrame | None]:
    """Every frame, then None, which makes a resampler give what it has held back."""
    yield from container.decode(audio=0)
    yield None
