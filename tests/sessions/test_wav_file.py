from __future__ import annotations

import wave
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
import soundfile
from bad_disks import ShortDisk
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from session_makers import stereo

from voice_coach.errors import SessionError
from voice_coach.sessions.disk import DISK
from voice_coach.sessions.wav import (
    FRAME_BYTES,
    HEADER_BYTES,
    Part,
    WavFile,
    blocks,
    end_of,
    header_of,
    part_path,
    parts_of,
    repair,
    stretches,
)


def write_wav(path: Path, first: int, frames: int) -> None:
    file = WavFile(path, first)
    file.put(first, stereo(first, frames).tobytes())
    file.seal()


def test_a_sealed_file_opens_in_other_readers_with_every_sample(tmp_path: Path) -> None:
    path = tmp_path / "audio.wav"
    write_wav(path, 0, 5000)
    with wave.open(str(path)) as read:
        assert (read.getnchannels(), read.getframerate(), read.getsampwidth()) == (2, 16_000, 2)
        assert read.readframes(9999) == stereo(0, 5000).tobytes()
    assert np.array_equal(soundfile.read(path, dtype="int16")[0], stereo(0, 5000))


def test_a_file_says_where_in_the_session_it_begins(tmp_path: Path) -> None:
    path = tmp_path / "audio-2.wav"
    write_wav(path, 123_456_789_012 % (86_400 * 16_000), 10)
    assert Part.at(path).start == 123_456_789_012 % (86_400 * 16_000)


def test_between_two_syncs_the_header_of_the_last_one_is_valid(tmp_path: Path) -> None:
    path = tmp_path / "audio.wav"
    file = WavFile(path)
    file.put(0, stereo(0, 800).tobytes())
    file.sync()
    file.put(800, stereo(800, 160).tobytes())
    assert (file.end, file.synced_end) == (960, 800)
    with wave.open(str(path)) as read:
        assert read.getnframes() == 800
    file.drop()


def test_an_existing_file_is_never_overwritten(tmp_path: Path) -> None:
    (tmp_path / "audio.wav").write_bytes(b"precious")
    with pytest.raises(FileExistsError):
        WavFile(tmp_path / "audio.wav")
    assert (tmp_path / "audio.wav").read_bytes() == b"precious"


@pytest.mark.parametrize("most", [1, 3, 7, 653])
def test_short_writes_lose_nothing(tmp_path: Path, most: int) -> None:
    file = WavFile(tmp_path / "audio.wav", 0, ShortDisk(most))
    file.put(0, stereo(0, 320).tobytes())
    file.seal()
    assert np.array_equal(soundfile.read(tmp_path / "audio.wav", dtype="int16")[0], stereo(0, 320))


def test_a_hole_reads_as_silence(tmp_path: Path) -> None:
    file = WavFile(tmp_path / "audio.wav")
    file.put(1000, stereo(1000, 160).tobytes())
    file.seal()
    read = soundfile.read(tmp_path / "audio.wav", dtype="int16")[0]
    assert not read[:1000].any()
    assert np.array_equal(read[1000:], stereo(1000, 160))


@given(cut=st.integers(0, HEADER_BYTES + 100 * FRAME_BYTES))
@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_a_file_cut_anywhere_is_repaired_to_whole_frames(tmp_path: Path, cut: int) -> None:
    path = tmp_path / "audio.wav"
    path.write_bytes((header_of(0, 0) + stereo(0, 100).tobytes())[:cut])
    frames = repair(path)
    assert frames == max(0, cut - HEADER_BYTES) // FRAME_BYTES
    assert repair(path) == frames
    assert path.stat().st_size == HEADER_BYTES + frames * FRAME_BYTES
    with wave.open(str(path)) as read:
        assert read.readframes(999) == stereo(0, frames).tobytes()


def test_a_header_that_never_reached_the_disk_is_rebuilt(tmp_path: Path) -> None:
    path = tmp_path / "audio.wav"
    path.write_bytes(bytes(HEADER_BYTES) + stereo(0, 50).tobytes())
    assert repair(path) == 50
    assert np.array_equal(soundfile.read(path, dtype="int16")[0], stereo(0, 50))


def test_another_programs_file_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "audio.wav"
    soundfile.write(path, stereo(0, 50), 16_000)
    before = path.read_bytes()
    with pytest.raises(SessionError, match="not recorded by voice-coach"):
        repair(path)
    assert path.read_bytes() == before


def test_repair_does_not_follow_a_symbolic_link(tmp_path: Path) -> None:
    write_wav(tmp_path / "elsewhere.wav", 0, 10)
    (tmp_path / "audio.wav").symlink_to(tmp_path / "elsewhere.wav")
    with pytest.raises(OSError, match="symbolic"):
        repair(tmp_path / "audio.wav", DISK)


def test_a_later_part_counts_only_where_it_has_sound(tmp_path: Path) -> None:
    write_wav(part_path(tmp_path, 1), 0, 1000)
    later = WavFile(part_path(tmp_path, 2), 400)
    later.put(400, np.full((200, 2), 7, np.int16).tobytes())
    later.seal()
    whole = np.concatenate([samples for _, samples in blocks(parts_of(tmp_path))])
    assert np.array_equal(whole[:400], stereo(0, 400))
    assert (whole[400:600] == 7).all()
    assert np.array_equal(whole[600:], stereo(600, 400))


@given(st.lists(st.tuples(st.integers(0, 60), st.integers(0, 30)), max_size=6))
def test_stretches_cover_every_held_frame_once_by_its_latest_holder(spans: list[tuple[int, int]]) -> None:
    parts = [
        Part(Path(f"{number}.wav"), start, start + length) for number, (start, length) in enumerate(spans)
    ]
    found = list(stretches(parts))
    assert all(first[2] <= second[1] for first, second in pairwise(found))
    owner = {frame: part for part, first, last in found for frame in range(first, last)}
    for frame in range(end_of(parts)):
        holders = [part for part in parts if part.start <= frame < part.end]
        assert owner.get(frame) == (holders[-1] if holders else None)
