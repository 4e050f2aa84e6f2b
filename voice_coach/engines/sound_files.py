"""Sound files in and out of the program's own shape: 16 kHz, mono, 16-bit."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from voice_coach.conversation.sound import RATE_HZ, Samples, silence
from voice_coach.engines.compressed_sound import ENDINGS, channels_of, decoded
from voice_coach.engines.resampling import StreamResampler
from voice_coach.errors import UsageError

LONGEST_S = 3 * 3600
MOST_CHANNELS = 16
BLOCK_FRAMES = 1 << 16  # so that a file of any rate is never in memory as a whole
CURE = "Give a WAV or FLAC file."


def check_sound(path: Path) -> None:
    """Look at the beginning of a file that `read_sound` is to read later. Raises UsageError as that does."""
    if not any(len(block) for block in _contents(path)):
        raise _without_sound(path)


def read_sound(path: Path) -> Samples:
    """The whole file as 16 kHz mono; channels are averaged.

    Raises UsageError, in one sentence, for a file that is missing, not sound, empty or longer than
    three hours.
    """
    sound = np.concatenate([silence(0), *_contents(path)])
    if not len(sound):
        raise _without_sound(path)
    return sound


def read_sides(path: Path) -> tuple[Samples, ...]:
    """The two sides of a stereo file in which they differ, else the whole as one; 16 kHz.

    A side that is all but silent, or all but the same as the other, is none. Raises UsageError as
    `read_sound` does.
    """
    blocks = [block for block in _contents(path, apart=True) if len(block)]
    if not blocks:
        raise _without_sound(path)
    sound = np.concatenate(blocks)
    left, right = sound[:, 0], sound[:, -1]
    if _is_faint(right, left) or _is_faint(right.astype(np.int32) - left, left):
        return (left,)
    return (right,) if _is_faint(left, right) else (left, right)


def _is_faint(sound: NDArray[np.signedinteger], beside: Samples) -> bool:
    """Whether it is 30 dB below what stands beside it."""
    return _power(sound) <= _power(beside) * 1e-3


def _power(sound: NDArray[np.signedinteger]) -> float:
    """Mean square, block by block so that hours of sound need no second copy."""
    squares = (
        np.square(sound[i : i + BLOCK_FRAMES], dtype=np.float64).sum()
        for i in range(0, len(sound), BLOCK_FRAMES)
    )
    return float(sum(squares)) / max(1, len(sound))


def _without_sound(path: Path) -> UsageError:
    return UsageError(f"The sound file {path} holds no sound.", CURE)


def _contents(path: Path, *, apart: bool = False) -> Iterator[Samples]:
    """Blocks at 16 kHz: mono, or with two columns where the sides are wanted apart."""
    import soundfile

    if not path.is_file():
        raise UsageError(f"There is no sound file {path}.", "Check its name.")
    if path.suffix.lower() in ENDINGS:
        yield from _decoded(path, apart)
        return
    try:
        with soundfile.SoundFile(path) as file:
            _check_size(path, file.frames, file.samplerate, file.channels)
            columns = 2 if apart and file.channels == 2 else 1
            resamplers = [StreamResampler(int(file.samplerate), RATE_HZ, live=False) for _ in range(columns)]
            for block in file.blocks(BLOCK_FRAMES, dtype="float32", always_2d=True):
                kept = block if columns == 2 else block.mean(axis=1, dtype=np.float32, keepdims=True)
                yield _joined([r.feed(_as_16_bit(kept[:, at])) for at, r in enumerate(resamplers)], apart)
            yield _joined([r.finish() for r in resamplers], apart)
    except (soundfile.SoundFileError, OSError, RuntimeError, ValueError) as problem:
        raise UsageError(f"The sound file {path} cannot be read.", CURE) from problem


def _decoded(path: Path, apart: bool) -> Iterator[Samples]:
    columns = 2 if apart and channels_of(path) == 2 else 1
    for block in decoded(path, columns, LONGEST_S):
        yield block if apart else block[:, 0]


def _joined(columns: list[Samples], apart: bool) -> Samples:
    return np.stack(columns, axis=1) if apart else columns[0]


def _as_16_bit(sound: NDArray[np.float32]) -> Samples:
    rounded: Samples = np.clip(np.rint(np.nan_to_num(sound) * 32768.0), -32768, 32767).astype(np.int16)
    return rounded


def _check_size(path: Path, frames: int, rate_hz: int, channels: int) -> None:
    if frames > LONGEST_S * rate_hz:
        raise UsageError(f"The sound file {path} is longer than three hours.", "Cut it.")
    if channels > MOST_CHANNELS:
        raise UsageError(f"The sound file {path} has {channels} channels.", "Mix it to stereo or mono.")


def write_sound(path: Path, samples: Samples) -> None:
    """Write a 16-bit mono file; the ending chooses WAV or FLAC. Raises UsageError."""
    import soundfile

    try:
        soundfile.write(path, samples, RATE_HZ, subtype="PCM_16")
    except (soundfile.SoundFileError, OSError, RuntimeError, TypeError, ValueError) as problem:
        raise UsageError(f"The sound file {path} cannot be written.", "Choose another place.") from problem
