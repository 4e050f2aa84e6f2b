from pathlib import Path

import numpy as np
import pytest

from voice_coach.conversation.sound import FRAME_SAMPLES, silence
from voice_coach.engines.file_card import LEAD_IN_S, FileCard
from voice_coach.engines.sound_files import write_sound
from voice_coach.errors import UsageError

LEAD_IN = round(LEAD_IN_S * 16_000)


def opened(tmp_path: Path, samples: int = 1000) -> FileCard:
    write_sound(tmp_path / "said.wav", np.full(samples, 9000, np.int16))
    card = FileCard(tmp_path / "said.wav")
    card.open()
    return card


def test_the_file_is_heard_once_after_a_breath_and_then_only_the_room(tmp_path: Path) -> None:
    card = opened(tmp_path)
    near = []
    for _ in range(100):
        frame = card.read()
        assert frame is not None
        near.append(frame.near)
        card.write(silence(FRAME_SAMPLES))
    sound = np.concatenate(near)
    assert np.flatnonzero(sound > 5000).tolist() == list(range(LEAD_IN, LEAD_IN + 1000))
    assert all(part.any() for part in near)


def test_it_tells_when_the_file_has_been_played_but_goes_on(tmp_path: Path) -> None:
    card = opened(tmp_path)
    ended = []
    for _ in range(100):
        assert card.read() is not None
        ended.append(card.input_ended)
    assert ended.index(True) == LEAD_IN // FRAME_SAMPLES + 6
    assert ended[-1]


def test_the_loudspeaker_emits_what_was_written_20_ms_later(tmp_path: Path) -> None:
    card = opened(tmp_path)
    card.read()
    card.write(np.full(FRAME_SAMPLES, 1234, np.int16))
    frames = [card.read() for _ in range(4)]
    assert [int(frame.far[0]) for frame in frames if frame] == [0, 0, 1234, 0]
    assert [frame.heard for frame in frames if frame] == [0, 0, FRAME_SAMPLES, FRAME_SAMPLES]


def test_a_missing_file_is_said_at_opening(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="There is no sound file"):
        FileCard(tmp_path / "none.wav").open()


def test_it_gives_nothing_before_opening_and_after_closing(tmp_path: Path) -> None:
    assert FileCard(tmp_path / "x.wav").read() is None
    card = opened(tmp_path)
    card.close()
    card.close()
    assert card.read() is None
