from pathlib import Path

import numpy as np
import pytest
import soundfile

from voice_coach.engines.sound_files import read_sound, write_sound
from voice_coach.errors import UsageError


def tone(rate_hz: int, seconds: float = 1.0, hz: float = 440.0) -> np.ndarray:
    return 0.5 * np.sin(2 * np.pi * hz * np.arange(round(seconds * rate_hz)) / rate_hz)


@pytest.mark.parametrize("rate_hz", [8000, 11025, 16000, 22050, 44100, 48000, 96000])
@pytest.mark.parametrize("channels", [1, 2])
def test_any_rate_and_channel_count_comes_out_as_16_khz_mono(
    tmp_path: Path, rate_hz: int, channels: int
) -> None:
    path = tmp_path / "tone.wav"
    soundfile.write(path, np.tile(tone(rate_hz)[:, None], channels), rate_hz)
    sound = read_sound(path)
    assert sound.dtype == np.int16
    assert abs(len(sound) - 16_000) <= 1
    wanted = tone(16_000) * 32768
    assert np.abs(sound[1000:15000] - wanted[1000:15000]).max() < 5


@pytest.mark.parametrize(("name", "subtype"), [("a.wav", "PCM_24"), ("a.wav", "FLOAT"), ("a.flac", "PCM_16")])
def test_other_sample_formats_are_read(tmp_path: Path, name: str, subtype: str) -> None:
    soundfile.write(tmp_path / name, tone(16_000), 16_000, subtype)
    assert read_sound(tmp_path / name).max() == pytest.approx(16_384, abs=3)


def test_what_is_written_is_read_back_exactly(tmp_path: Path) -> None:
    sound = (tone(16_000) * 20_000).astype(np.int16)
    write_sound(tmp_path / "a.flac", sound)
    assert np.array_equal(read_sound(tmp_path / "a.flac"), sound)


def test_samples_that_are_no_numbers_become_silence_or_full_scale(tmp_path: Path) -> None:
    soundfile.write(tmp_path / "a.wav", np.array([np.nan, 7.0, -7.0, 0.0]), 16_000, "FLOAT")
    assert read_sound(tmp_path / "a.wav").tolist() == [0, 32767, -32768, 0]


@pytest.mark.parametrize("content", [b"", b"RIFF", b"<html>", b"RIFF\x24\0\0\0WAVEfmt ", bytes(4096)])
def test_a_file_that_is_no_sound_gives_one_sentence(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "broken.wav"
    path.write_bytes(content)
    with pytest.raises(UsageError, match=r"broken\.wav cannot be read\. Give a WAV or FLAC file\.$"):
        read_sound(path)


def test_a_missing_file_and_a_folder_give_one_sentence(tmp_path: Path) -> None:
    for path in (tmp_path / "none.wav", tmp_path):
        with pytest.raises(UsageError, match="There is no sound file"):
            read_sound(path)


def test_a_file_without_a_single_sample_gives_one_sentence(tmp_path: Path) -> None:
    soundfile.write(tmp_path / "empty.wav", np.zeros(0), 16_000)
    with pytest.raises(UsageError, match="holds no sound"):
        read_sound(tmp_path / "empty.wav")


def test_too_many_channels_are_refused_before_they_are_read(tmp_path: Path) -> None:
    soundfile.write(tmp_path / "many.wav", np.zeros((10, 20)), 16_000)
    with pytest.raises(UsageError, match="20 channels"):
        read_sound(tmp_path / "many.wav")


def test_a_place_that_cannot_be_written_gives_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot be written"):
        write_sound(tmp_path / "no" / "such" / "folder.wav", np.zeros(9, np.int16))
