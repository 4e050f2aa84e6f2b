from __future__ import annotations

import errno
import json
import os
import resource
import stat
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import soundfile
from bad_disks import FailingDisk, ShortDisk
from session_makers import a_manifest, a_writer, play, say, sides, sound_of, stereo

from voice_coach.conversation.sound import FRAME_SAMPLES, RATE_HZ
from voice_coach.errors import SessionError
from voice_coach.sessions import recorder, track
from voice_coach.sessions.disk import Disk
from voice_coach.sessions.finalising import FLAC_NAME
from voice_coach.sessions.identity import is_id
from voice_coach.sessions.manifest import State, read_manifest
from voice_coach.sessions.reading import Session
from voice_coach.sessions.recovery import recover
from voice_coach.sessions.writer import SessionWriter, room_needed


def test_a_finished_session_holds_sound_events_transcript_and_manifest(tmp_path: Path) -> None:
    writer = a_writer(tmp_path)
    play(writer, 0, 2.5)
    say(writer, 0)
    say(writer, 1)
    folder = writer.finish(reason="closed on time")
    assert np.array_equal(sound_of(folder), stereo(0, 40_000))
    assert sorted(path.name for path in folder.iterdir()) == [
        ".lock",
        "audio.flac",
        "events.jsonl",
        "session.json",
        "transcript.json",
    ]
    manifest = read_manifest(folder)
    assert (manifest.state, manifest.duration_s, manifest.faults) == (State.DONE, 2.5, ())
    assert (manifest.id, writer.manifest) == (folder.name, manifest)
    last = Session(folder).events()[-1]
    assert (last["type"], last["reason"], last["duration_s"]) == ("session_ended", "closed on time", 2.5)


def test_the_end_is_written_once_even_when_the_caller_wrote_it(tmp_path: Path) -> None:
    writer = a_writer(tmp_path)
    writer.event("session_ended", 3.0, reason="input_ended", duration_s=3.0)
    folder = writer.finish(reason="other")
    assert writer.finish() == folder
    ends = [event for event in Session(folder).events() if event["type"] == "session_ended"]
    assert [end["reason"] for end in ends] == ["input_ended"]


def test_a_session_without_sound_has_no_sound_file(tmp_path: Path) -> None:
    writer = a_writer(tmp_path, with_sound=False)
    writer.sound(*sides(0, FRAME_SAMPLES))
    say(writer, 0)
    session = Session(writer.finish())
    assert (session.sound_path, session.sound_s(), session.manifest.duration_s) == (None, 0.0, 0.5)


def test_the_given_arrays_are_copied(tmp_path: Path) -> None:
    writer = a_writer(tmp_path)
    near, far = sides(0, FRAME_SAMPLES)
    writer.sound(near, far)
    near[:] = 0
    far[:] = 0
    assert np.array_equal(sound_of(writer.finish()), stereo(0, FRAME_SAMPLES))


@pytest.fixture
def open_umask() -> Iterator[None]:
    before = os.umask(0)
    yield
    os.umask(before)


@pytest.mark.usefixtures("open_umask")
def test_under_any_umask_the_session_is_its_owners_alone(tmp_path: Path) -> None:
    writer = a_writer(tmp_path / "recordings")
    play(writer, 0, 0.1)
    modes = {stat.S_IMODE(path.stat().st_mode) for path in writer.folder.iterdir()}
    folder = writer.finish()
    modes |= {stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()}
    assert modes == {0o600}
    assert {stat.S_IMODE(path.stat().st_mode) for path in (folder, folder.parent)} == {0o700}


@pytest.mark.parametrize("scenario", ["../../etc", "Ärger & Ü", "a/b\\c:d*e?", "\n", "x" * 300, "日本語"])
def test_odd_characters_in_a_scenarios_name_stay_out_of_the_folders(tmp_path: Path, scenario: str) -> None:
    writer = SessionWriter.create(tmp_path, a_manifest(scenario), with_sound=False)
    folder = writer.finish()
    assert is_id(folder.name)
    assert folder.parent == tmp_path
    assert read_manifest(folder).scenario.id == scenario


@pytest.mark.parametrize(
    "name", ["with space", "new\nline", "quote'\"", "日本語", os.fsdecode(b"latin-\xfc")]
)
def test_odd_characters_in_the_recordings_folder_are_fine(tmp_path: Path, name: str) -> None:
    writer = a_writer(tmp_path / name)
    play(writer, 0, 0.2)
    assert np.array_equal(sound_of_odd(writer.finish()), stereo(0, 3200))


def sound_of_odd(folder: Path) -> np.ndarray:
    assert [path.name for path in folder.glob("*.flac")] == [FLAC_NAME]
    return soundfile.read(os.fsencode(folder / FLAC_NAME), dtype="int16")[0]


def test_a_file_in_place_of_the_recordings_folder_is_one_sentence_with_a_cure(tmp_path: Path) -> None:
    (tmp_path / "recordings").write_text("not a folder")
    for place in (tmp_path / "recordings", tmp_path / "recordings" / "deeper"):
        with pytest.raises(SessionError, match="Nothing can be written") as caught:
            a_writer(place)
        assert "--recordings" in caught.value.cure


@pytest.mark.skipif(not Path("/sys").is_dir(), reason="this system has no folder that is closed to everybody")
def test_a_folder_in_which_not_even_the_superuser_may_write_is_one_sentence_with_a_cure() -> None:
    roomy = FailingDisk(lambda *_: 0)
    for place in (Path("/sys"), Path("/sys/recordings")):
        with pytest.raises(SessionError, match="Nothing can be written") as caught:
            a_writer(place, disk=roomy)
        assert "--recordings" in caught.value.cure


def test_of_a_folder_that_is_moved_while_it_is_recorded_into_nothing_is_lost(tmp_path: Path) -> None:
    writer = a_writer(tmp_path / "recordings")
    play(writer, 0, 1.0)
    (tmp_path / "recordings").rename(tmp_path / "elsewhere")
    play(writer, 1.0, 2.5)
    say(writer, 0)
    with pytest.raises(SessionError, match="not there any more") as caught:
        writer.finish()
    assert "recover --recordings" in caught.value.cure
    moved = tmp_path / "elsewhere" / writer.folder.name
    recover(moved)
    assert np.array_equal(sound_of(moved), stereo(0, 40_000))
    assert len(Session(moved).turns()) == 1


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may write into a read-only folder")
def test_a_read_only_recordings_folder_is_one_sentence_with_a_cure(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(SessionError, match="Nothing can be written"):
        a_writer(tmp_path)


def test_a_disk_that_refuses_the_first_file_leaves_nothing_behind(tmp_path: Path) -> None:
    refusing = FailingDisk(lambda operation, name, count: errno.EROFS if operation == "create" else 0)
    with pytest.raises(SessionError, match="Read-only file system"):
        a_writer(tmp_path, disk=refusing)
    assert list(tmp_path.iterdir()) == []


def test_a_session_that_does_not_fit_is_refused_before_it_starts(tmp_path: Path) -> None:
    needed = room_needed(45, with_sound=True)
    assert 300e6 < needed < 500e6
    small = FailingDisk(lambda *_: 0, free=needed - 1)
    with pytest.raises(SessionError, match=r"no room to record: \d+ MB are needed") as caught:
        a_writer(tmp_path, minutes=45.0, disk=small)
    assert "--minutes" in caught.value.cure
    assert list(tmp_path.iterdir()) == []
    a_writer(tmp_path, minutes=44.0, disk=small).close()


def test_two_sessions_of_the_same_second_get_two_folders(tmp_path: Path) -> None:
    writers = [a_writer(tmp_path, with_sound=False) for _ in range(20)]
    assert len({writer.finish() for writer in writers}) == 20


def test_events_from_several_threads_are_numbered_without_a_hole(tmp_path: Path) -> None:
    writer = a_writer(tmp_path, with_sound=False)
    threads = [
        threading.Thread(target=lambda: [writer.event("move", 1.0, kind="probe") for _ in range(50)])
        for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    events = Session(writer.finish()).events()
    assert [event["seq"] for event in events] == list(range(201))


def test_short_writes_lose_nothing(tmp_path: Path) -> None:
    writer = a_writer(tmp_path, disk=ShortDisk(100))
    play(writer, 0, 1.2)
    assert np.array_equal(sound_of(writer.finish()), stereo(0, 19_200))
    assert writer.drain_faults() == []


@pytest.mark.parametrize("operation", ["pwrite", "sync"])
@pytest.mark.parametrize("nth", [1, 2, 60, 150])
def test_after_a_disk_error_sound_goes_on_in_a_new_file_and_nothing_is_lost(
    tmp_path: Path, operation: str, nth: int
) -> None:
    def rule(op: str, name: str, count: int) -> int:
        return errno.EIO if (op, name) == (operation, "audio.wav") and count >= nth else 0

    writer = a_writer(tmp_path, disk=FailingDisk(rule))
    play(writer, 0, 4)
    writer.close()
    failed = operation == "pwrite" or nth <= 4
    assert (writer.folder / "audio-2.wav").exists() is failed
    assert writer.acknowledged_frames == 64_000
    assert np.array_equal(sound_of(writer.folder), stereo(0, 64_000))
    recover(writer.folder)
    assert np.array_equal(sound_of(writer.folder), stereo(0, 64_000))
    assert [fault.partition(":")[0] for fault in writer.drain_faults()] == ["sound_trouble"] * failed


def test_after_a_disk_error_the_old_file_is_never_tried_again(tmp_path: Path) -> None:
    touched: list[tuple[str, str]] = []

    def rule(operation: str, name: str, count: int) -> int:
        touched.append((operation, name))
        return errno.EIO if (operation, name, count) == ("sync", "audio.wav", 1) else 0

    writer = a_writer(tmp_path, disk=FailingDisk(rule))
    play(writer, 0, 3)
    writer.close()
    failed_at = [i for i, each in enumerate(touched) if each == ("sync", "audio.wav")][1]
    assert all(name != "audio.wav" for _, name in touched[failed_at + 1 :])


def test_what_a_failed_sync_left_as_garbage_is_overlaid_by_the_new_file(tmp_path: Path) -> None:
    disk = FailingDisk(lambda op, name, count: errno.EIO * ((op, name, count) == ("sync", "audio.wav", 2)))
    writer = a_writer(tmp_path, disk=disk)
    play(writer, 0, 3)
    writer.close()
    first = writer.folder / "audio.wav"
    content = bytearray(first.read_bytes())
    content[654 + 16_000 * 4 :] = bytes(len(content) - 654 - 16_000 * 4)  # all since the last good sync
    first.write_bytes(bytes(content))
    recover(writer.folder)
    assert np.array_equal(sound_of(writer.folder), stereo(0, 48_000))


def test_a_disk_that_stays_broken_ends_the_sound_and_says_so(tmp_path: Path) -> None:
    def rule(operation: str, name: str, count: int) -> int:
        broken = name.startswith("audio") and not (name == "audio.wav" and count < 120)
        return errno.EIO if broken else 0

    writer = a_writer(tmp_path, disk=FailingDisk(rule))
    play(writer, 0, 3)
    say(writer, 0)
    with pytest.raises(SessionError, match="could not be finished"):
        writer.finish()
    faults = writer.drain_faults()
    assert [fault.partition(":")[0] for fault in faults] == ["sound_stopped"]
    assert not writer.records_sound
    folder = writer.folder
    recover(folder)
    assert list(read_manifest(folder).faults) == faults
    kept = sound_of(folder)
    assert len(kept) >= writer.acknowledged_frames > 16_000
    assert np.array_equal(kept, stereo(0, len(kept)))
    assert len(Session(folder).turns()) == 1


def test_the_room_on_the_disk_is_watched_second_by_second(tmp_path: Path) -> None:
    disk = FailingDisk(lambda *_: 0)
    told: list[str] = []
    sound = track.SoundTrack(tmp_path, lambda what, detail: told.append(f"{what}: {detail}"), disk)
    second = [stereo(number * RATE_HZ, RATE_HZ).tobytes() for number in range(6)]
    sound.put(0, second[0])
    disk.free = track.WARN_BYTES - 1
    sound.put(16_000, second[1])
    sound.put(32_000, second[2])
    assert told == ["disk_low: The disk has room for less than ten more minutes of sound."]
    disk.free = track.RESERVE_BYTES - 1
    for number in range(3, 6):
        sound.put(number * RATE_HZ, second[number])
    assert told[1:] == [
        "sound_stopped: The disk is nearly full: sound is recorded up to 0:04 and no further."
    ]
    sound.close(96_000)
    assert np.array_equal(sound_of(tmp_path), stereo(0, 64_000))


def test_when_sound_has_stopped_the_events_go_on(tmp_path: Path) -> None:
    disk = FailingDisk(lambda *_: 0)
    writer = a_writer(tmp_path, disk=disk)
    disk.free = 0
    play(writer, 0, 3)
    say(writer, 0)
    session = Session(writer.finish())
    assert not writer.records_sound
    assert session.sound_s() == 1.0
    assert len(session.turns()) == 1
    assert session.manifest.faults[0].startswith("sound_stopped: ")


def wait_for(writer: SessionWriter, frames: int) -> None:
    """The recorder is a thread of its own; the test's limit ends a wait that never would."""
    while writer.acknowledged_frames < frames:
        threading.Event().wait(0.001)


class StuckDisk(Disk):
    """Takes no sound until it is let go."""

    def __init__(self) -> None:
        self.stuck, self.free = threading.Event(), threading.Event()

    def pwrite(self, fd: int, data: bytes | memoryview, offset: int) -> int:
        if offset:
            self.stuck.set()
            self.free.wait()
        return super().pwrite(fd, data, offset)


def test_a_stuck_disk_never_blocks_the_caller_and_the_recording_stays_true_to_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recorder, "MOST_WAITING", 300)
    disk = StuckDisk()
    writer = a_writer(tmp_path, waits=False, disk=disk)
    play(writer, 0, 0.01)
    disk.stuck.wait()
    play(writer, 0.01, 5)
    told = [fault.partition(":")[0] for fault in writer.drain_faults()]
    assert told == ["disk_slow", "sound_lost"]
    disk.free.set()
    wait_for(writer, 48_000)
    play(writer, 5, 6)
    folder = writer.finish()
    kept = sound_of(folder)
    assert len(kept) == 96_000
    assert np.array_equal(kept[80_000:], stereo(80_000, 16_000))
    silent_from = int(np.flatnonzero(kept[:80_000].any(axis=1))[-1]) + 1
    assert 48_000 <= silent_from <= 48_000 + 2 * FRAME_SAMPLES
    assert np.array_equal(kept[:silent_from], stereo(0, silent_from))
    assert not kept[silent_from:80_000].any()
    (told_end,) = (fault for fault in writer.drain_faults() if fault.startswith("sound_lost"))
    assert told_end.startswith(f"sound_lost: {(80_000 - silent_from) / RATE_HZ:.2f} s of sound before 0:05")


def test_sound_lost_at_the_very_end_is_silence_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recorder, "MOST_WAITING", 100)
    disk = StuckDisk()
    writer = a_writer(tmp_path, waits=False, disk=disk)
    play(writer, 0, 3)
    disk.free.set()
    assert len(sound_of(writer.finish())) == 48_000


def test_the_two_sides_must_be_equally_long(tmp_path: Path) -> None:
    writer = a_writer(tmp_path)
    with pytest.raises(ValueError, match="shape"):
        writer.sound(sides(0, 160)[0], sides(0, 80)[1])
    writer.close()


def test_sound_that_cannot_be_packed_stays_as_wav(tmp_path: Path) -> None:
    disk = FailingDisk(lambda op, name, count: errno.ENOSPC * (name == ".audio.flac.new" and op == "sync"))
    writer = a_writer(tmp_path, disk=disk)
    play(writer, 0, 1.5)
    session = Session(writer.finish())
    assert session.sound_path == session.folder / "audio.wav"
    assert np.array_equal(sound_of(session.folder), stereo(0, 24_000))
    assert session.manifest.state is State.DONE
    assert session.manifest.faults[0].startswith("not_packed: ")
    assert not (session.folder / ".audio.flac.new").exists()


def test_when_finishing_fails_the_user_is_told_and_recovery_does_the_rest(tmp_path: Path) -> None:
    full = [False]
    disk = FailingDisk(lambda op, name, count: errno.ENOSPC if full[0] and "session.json" in name else 0)
    writer = a_writer(tmp_path, disk=disk)
    play(writer, 0, 1)
    say(writer, 0)
    full[0] = True
    with pytest.raises(SessionError, match="No space"):
        writer.finish()
    recovered = recover(writer.folder)
    assert recovered is not None
    assert (recovered.sound_s, recovered.turns) == (1.0, 1)


@pytest.mark.parametrize("limit", [*range(800, 12_000, 600), *range(20_000, 320_000, 10_000)])
def test_at_any_file_size_limit_nothing_acknowledged_is_lost_in_silence(tmp_path: Path, limit: int) -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, hard))
    try:
        writer = a_writer(tmp_path)
        play(writer, 0, 4)
        for turn in range(30):
            say(writer, turn)
        writer.close()
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    recover(writer.folder)
    kept = sound_of(writer.folder)
    assert len(kept) >= writer.acknowledged_frames
    assert np.array_equal(kept[: writer.acknowledged_frames], stereo(0, writer.acknowledged_frames))
    told = {fault.partition(":")[0] for fault in writer.drain_faults()}
    turns = len(Session(writer.folder).turns())
    assert (turns == 30) or ("log_trouble" in told)
    assert (writer.acknowledged_frames == 64_000) or ("sound_stopped" in told)


ON_TMPFS = """
import json, sys
from pathlib import Path
sys.path.insert(0, sys.argv[2])
from session_makers import a_writer, play, say, sound_of, stereo
from voice_coach.errors import SessionError
from voice_coach.sessions import track, writer as writing
from voice_coach.sessions.disk import Disk
from voice_coach.sessions.reading import Session
import numpy as np

class Blind(Disk):
    def free_bytes(self, folder):
        return 10**12

blind = sys.argv[3] == "blind"
track.RESERVE_BYTES = writing.RESERVE_BYTES = 100_000
writer = a_writer(Path(sys.argv[1]), **({"disk": Blind()} if blind else {"minutes": 0.001}))
for turn in range(12):
    play(writer, turn, turn + 1)
    say(writer, turn)
told = ""
try:
    writer.finish()
except SessionError as error:
    told = error.message
folder = writer.folder
kept = sound_of(folder)
same = bool(np.array_equal(kept[: writer.acknowledged_frames], stereo(0, writer.acknowledged_frames)))
print(json.dumps({
    "acknowledged": writer.acknowledged_frames, "kept": len(kept), "same": same,
    "turns": len(Session(folder).turns()), "told": told, "faults": writer.drain_faults(),
}))
"""


def on_a_small_disk(place: Path, kind: str) -> dict[str, object]:
    """The session on a 500 kB tmpfs of a mount namespace of its own."""
    place.mkdir()
    script = f'mount -t tmpfs -o size=500k small "$1" && exec "{sys.executable}" -c "$2" "$1" "$3" "$4"'
    command = [
        "unshare",
        "-rm",
        "sh",
        "-c",
        script,
        "sh",
        str(place),
        ON_TMPFS,
        str(Path(__file__).parent),
        kind,
    ]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    except FileNotFoundError:
        pytest.skip("no unshare on this system")
    if "unshare" in done.stderr or "mount" in done.stderr:
        pytest.skip("this system lets no user mount a tmpfs")
    assert done.returncode == 0, done.stderr
    return dict(json.loads(done.stdout))


def test_on_a_really_full_disk_what_was_acknowledged_is_there_and_the_user_is_told(tmp_path: Path) -> None:
    result = on_a_small_disk(tmp_path / "small", "blind")
    assert result["same"]
    assert 300_000 / 4 < int(str(result["kept"])) < 512_000 / 4
    assert any(str(fault).startswith("sound_stopped: The disk is full") for fault in result["faults"])
    assert "could not be finished: No space left" in str(result["told"])


def test_sound_stops_before_the_disk_is_full_so_that_every_turn_is_kept(tmp_path: Path) -> None:
    result = on_a_small_disk(tmp_path / "small", "seeing")
    assert result["same"]
    assert result["turns"] == 12
    assert result["told"] == ""
    assert any("nearly full" in str(fault) for fault in result["faults"])


def test_a_manifest_with_faults_keeps_them(tmp_path: Path) -> None:
    manifest = replace(a_manifest(), faults=("earlier: something",))
    writer = SessionWriter.create(tmp_path, manifest, with_sound=False)
    assert read_manifest(writer.finish()).faults == ("earlier: something",)
