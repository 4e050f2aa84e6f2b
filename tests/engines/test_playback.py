"""Playing recorded sound, with a stream that only remembers."""

from __future__ import annotations

import numpy as np
import pytest

from voice_coach.conversation.sound import RATE_HZ, silence
from voice_coach.engines.playback import blocks_for, play_on


class Stream:
    latency = 0.1

    def __init__(self) -> None:
        self.said: list[str] = []

    def write(self, data: bytes) -> None:
        self.said.append(f"{len(data)} bytes")

    def stop(self) -> None:
        self.said.append("to the end")

    def abort(self) -> None:
        self.said.append("at once")


def test_sound_becomes_blocks_at_the_devices_rate_on_all_its_channels() -> None:
    sound = np.full(RATE_HZ, 1000, np.int16)
    blocks = list(blocks_for((sound[:5000], sound[5000:]), 48_000, 2))
    assert len(blocks) == 20
    middle = np.frombuffer(blocks[10], np.int16).reshape(-1, 2)
    assert middle.shape == (2400, 2)
    assert np.abs(middle - 1000).max() < 20
    assert np.array_equal(middle[:, 0], middle[:, 1])


def test_no_sound_is_no_block() -> None:
    assert list(blocks_for([silence(0)], 44_100, 1)) == []


def test_the_position_is_what_was_heard_not_what_was_written() -> None:
    positions: list[float] = []
    stream = Stream()
    play_on(stream, [b"1234"] * 4, positions.append, lambda: False)
    assert positions == pytest.approx([0.0, 0.0, 0.05, 0.1])
    assert stream.said[-1] == "to the end"


def test_a_stop_is_heard_at_once() -> None:
    stream = Stream()
    play_on(stream, [b"12"] * 9, lambda seconds: None, lambda: len(stream.said) == 2)
    assert stream.said == ["2 bytes", "2 bytes", "at once"]
