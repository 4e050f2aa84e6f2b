"""Files as phones and meetings leave them."""

from __future__ import annotations

from pathlib import Path

import av
import numpy as np
import pytest

from voice_coach.conversation.sound import RATE_HZ
from voice_coach.engines.sound_files import check_sound, read_sides, read_sound
from voice_coach.errors import UsageError


def tones(
    seconds: float, rate_hz: int, *tones_hz: float
) -> np.ndarray[tuple[int, ...], np.dtype[np.float32]]:
    """One channel a tone."""
    t = np.arange(round(seconds * rate_hz)) / rate_hz
    return np.stack([0.3 * np.sin(2 * np.pi * hz * t) for hz in tones_hz]).astype(np.float32)


def encode(
    path: Path, sound: np.ndarray[tuple[int, ...], np.dtype[np.float32]], codec: str, rate_hz: int
) -> Path:
    layout = "stereo" if len(sound) == 2 else "mono"
    with av.open(str(path), "w") as container:
        stream = container.add_stream(codec, rate=rate_hz, layout=layout)
        for start in range(0, sound.shape[1], 960):
            frame = av.AudioFrame.from_ndarray(
                np.ascontiguousarray(sound[:, start : start + 960]), "fltp", layout
            )
            frame.sample_rate, frame.pts = rate_hz, start
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    return path


def loudest_hz(sound: np.ndarray[tuple[int, ...], np.dtype[np.int16]]) -> float:
    return float(np.argmax(np.abs(np.fft.rfft(sound[:RATE_HZ]))))


@pytest.mark.parametrize(
    ("name", "codec", "rate_hz"), [("a.m4a", "aac", 44_100), ("a.webm", "libopus", 48_000)]
)
def test_a_phones_file_is_read_whole_at_our_rate(tmp_path: Path, name: str, codec: str, rate_hz: int) -> None:
    path = encode(tmp_path / name, tones(3.0, rate_hz, 440.0), codec, rate_hz)
    check_sound(path)
    sound = read_sound(path)
    assert abs(len(sound) / RATE_HZ - 3.0) < 0.1
    assert abs(loudest_hz(sound) - 440) <= 1


def test_two_sides_stay_apart(tmp_path: Path) -> None:
    left, right = read_sides(encode(tmp_path / "a.m4a", tones(3.0, 44_100, 440.0, 660.0), "aac", 44_100))
    assert abs(loudest_hz(left) - 440) <= 1
    assert abs(loudest_hz(right) - 660) <= 1


@pytest.mark.parametrize("content", [b"", b"\x00\x00\x00\x18ftypM4A ", b"noise" * 100])
def test_a_damaged_file_is_one_sentence(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.m4a"
    path.write_bytes(content)
    for read in (check_sound, read_sound, read_sides):
        with pytest.raises(UsageError, match="cannot be read"):
            read(path)
