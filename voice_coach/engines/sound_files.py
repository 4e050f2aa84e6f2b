"""Sound files in and out of the program's own shape: 16 kHz, mono, 16-bit."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from voice_coach.conversation.sound import RATE_HZ, Samples, silence
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


def _without_sound(path: Path) -> UsageError:
    return UsageError(f"The sound file {path} holds no sound.", CURE)


def _contents(path: Path) -> Iterator[Samples]:
    import soundfile

    if not path.is_file():
        raise UsageError(f"There is no sound file {path}.", "Check its name.")
    try:
        with soundfile.SoundFile(path) as file:
            _check_size(path, file.frames, file.samplerate, file.channels)
            resampler = StreamResampler(int(file.samplerate), RATE_HZ, live=False)
            for block in file.blocks(BLOCK_FRAMES, dtype="float32", always_2d=True):
                yield resampler.feed(_as_16_bit(block))
            yield resampler.finish()
    except (soundfile.SoundFileError, OSError, RuntimeError, ValueError) as problem:
        raise UsageError(f"The sound file {path} cannot be read.", CURE) from problem


def _as_16_bit(block: NDArray[np.float32]) -> Samples:
    mono = np.nan_to_num(block).mean(axis=1, dtype=np.float32)
    rounded: Samples = np.clip(np.rint(mono * 32768.0), -32768, 32767).astype(np.int16)
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
