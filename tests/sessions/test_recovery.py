from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pytest
import soundfile
from session_makers import a_writer, an_interrupted_session, play, say, sound_of, stereo

from voice_coach.errors import SessionError
from voice_coach.sessions import finalising
from voice_coach.sessions.disk import Disk
from voice_coach.sessions.finalising import FLAC_NAME, Step
from voice_coach.sessions.lock import SessionLock, is_running
from voice_coach.sessions.manifest import MANIFEST_NAME, State, read_manifest
from voice_coach.sessions.reading import Session
from voice_coach.sessions.recovery import Recovered, recover, recover_all
from voice_coach.sessions.wav import Part, WavFile, end_of, part_path


class ProgramDiedError(Exception):
    """Stands for the end of the program at a named step."""


def dying_at(fatal: Step) -> Callable[[Step], None]:
    def at(step: Step) -> None:
        if step is fatal:
            raise ProgramDiedError(step)

    return at


def test_an_interrupted_session_is_made_whole_and_tells_how_much_was_kept(tmp_path: Path) -> None:
    folder = an_interrupted_session(tmp_path)
    assert recover_all(tmp_path) == [Recovered(folder, sound_s=2.0, turns=2)]
    assert np.array_equal(sound_of(folder), stereo(0, 32_000))
    assert read_manifest(folder).state is State.RECOVERED
    assert read_manifest(folder).duration_s == 2.0
    assert len(Session(folder).turns()) == 2
    assert not (folder / "audio.wav").exists()


def test_a_second_recovery_changes_nothing(tmp_path: Path) -> None:
    folder = an_interrupted_session(tmp_path)
    recover_all(tmp_path)
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    assert recover_all(tmp_path) == []
    assert recover(folder) is None
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


def test_a_running_session_is_left_alone(tmp_path: Path) -> None:
    writer = a_writer(tmp_path)
    play(writer, 0, 0.5)
    assert is_running(writer.folder)
    assert recover_all(tmp_path) == []
    with pytest.raises(SessionError, match="in use by another program"):
        recover(writer.folder)
    folder = writer.finish()
    assert not is_running(folder)
    assert np.array_equal(sound_of(folder), stereo(0, 8_000))


def test_a_session_is_locked_once(tmp_path: Path) -> None:
    with SessionLock.take(tmp_path), pytest.raises(SessionError, match="in use"):
        SessionLock.take(tmp_path)
    SessionLock.take(tmp_path).release()


@pytest.mark.parametrize("step", Step)
def test_sound_is_intact_when_finishing_dies_at_any_step_and_recovery_dies_there_twice(
    tmp_path: Path, step: Step
) -> None:
    writer = a_writer(tmp_path)
    play(writer, 0, 2)
    say(writer, 0)
    with pytest.raises(ProgramDiedError):
        writer.finish(at=dying_at(step))
    folder = writer.folder
    for _ in range(2):
        if not read_manifest(folder).state.is_final:
            die_if_it_gets_there(folder, step)
        assert np.array_equal(sound_of(folder), stereo(0, 32_000))
    recover_all(tmp_path)
    assert_whole(folder)


def die_if_it_gets_there(folder: Path, step: Step) -> None:
    """A redo skips what is already done, so it need not come by every step again."""
    try:
        recover(folder, dying_at(step))
    except ProgramDiedError:
        assert is_running(folder) is False


@pytest.mark.parametrize("first", Step)
@pytest.mark.parametrize("second", Step)
def test_sound_is_intact_when_recovery_dies_at_any_two_steps(
    tmp_path: Path, first: Step, second: Step
) -> None:
    folder = an_interrupted_session(tmp_path)
    for step in (first, second):
        if not read_manifest(folder).state.is_final:
            die_if_it_gets_there(folder, step)
        assert np.array_equal(sound_of(folder), stereo(0, 32_000))
    recover_all(tmp_path)
    assert_whole(folder)


def assert_whole(folder: Path) -> None:
    assert np.array_equal(sound_of(folder), stereo(0, 32_000))
    assert read_manifest(folder).state.is_final
    assert len(Session(folder).turns()) >= 1
    assert [path.name for path in folder.iterdir() if ".new" in path.name or path.suffix == ".wav"] == []
    soundfile.info(folder / FLAC_NAME)


def test_of_several_files_those_left_by_a_crash_while_deleting_do_no_harm(tmp_path: Path) -> None:
    folder = an_interrupted_session(tmp_path)
    second = WavFile(part_path(folder, 2), 24_000)
    second.put(24_000, stereo(24_000, 24_000).tobytes())
    second.seal()
    kept = tmp_path / "kept.wav"
    shutil.copy(part_path(folder, 2), kept)
    with pytest.raises(ProgramDiedError):
        recover(folder, dying_at(Step.UNPACKED_REMOVED))
    shutil.move(kept, part_path(folder, 2))
    recover(folder)
    assert np.array_equal(sound_of(folder), stereo(0, 48_000))
    assert not part_path(folder, 2).exists()


def test_a_packed_file_that_disagrees_is_put_aside_and_nothing_is_deleted_for_it(tmp_path: Path) -> None:
    folder = an_interrupted_session(tmp_path)
    (folder / FLAC_NAME).write_bytes(b"fLaC but not really")
    recover(folder)
    assert np.array_equal(sound_of(folder), stereo(0, 32_000))
    assert (folder / "audio.flac.damaged").read_bytes() == b"fLaC but not really"


def test_a_recording_is_only_deleted_for_a_packed_file_with_the_same_samples(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def encode_badly(path: Path, parts: Sequence[Part], disk: Disk) -> None:
        wrong = stereo(0, end_of(parts))
        wrong[31_999, 1] += 1
        soundfile.write(path, wrong, 16_000, format="FLAC")

    monkeypatch.setattr(finalising, "encode", encode_badly)
    folder = an_interrupted_session(tmp_path)
    recover(folder)
    assert not (folder / FLAC_NAME).exists()
    assert np.array_equal(sound_of(folder), stereo(0, 32_000))
    assert read_manifest(folder).faults[0].startswith("not_packed: The packed sound differs")


def test_a_damaged_manifest_is_rebuilt_and_kept_beside(tmp_path: Path) -> None:
    writer = a_writer(tmp_path)
    writer.event(
        "session_started", 0.0, scenario="bus-delays", title="Bus delays", minutes=3, seed=1, engines=[]
    )
    play(writer, 0, 1)
    writer.close()
    folder = writer.folder
    (folder / MANIFEST_NAME).write_bytes(b"{torn")
    (recovered,) = recover_all(tmp_path)
    assert (recovered.sound_s, recovered.problem) == (1.0, "")
    manifest = read_manifest(folder)
    assert (manifest.scenario.id, manifest.scenario.title) == ("bus-delays", "Bus delays")
    assert manifest.started_at.strftime("%Y%m%d-%H%M%S") == folder.name[:15]
    assert manifest.faults[0].startswith("manifest_rebuilt: ")
    assert (folder / f"{MANIFEST_NAME}.damaged").read_bytes() == b"{torn"


def test_a_newer_programs_session_is_left_alone(tmp_path: Path) -> None:
    folder = an_interrupted_session(tmp_path)
    content = json.loads((folder / MANIFEST_NAME).read_bytes()) | {"format": 2}
    (folder / MANIFEST_NAME).write_text(json.dumps(content))
    assert recover_all(tmp_path) == []
    with pytest.raises(SessionError, match="newer"):
        recover(folder)
    assert (folder / "audio.wav").exists()


def test_damaged_lines_are_counted_and_the_other_turns_kept(tmp_path: Path) -> None:
    folder = an_interrupted_session(tmp_path)
    log = folder / "events.jsonl"
    log.write_bytes(log.read_bytes()[:-3])
    (recovered,) = recover_all(tmp_path)
    assert (recovered.turns, recovered.damaged_lines) == (1, 1)


def test_one_session_that_cannot_be_recovered_does_not_stop_the_others(tmp_path: Path) -> None:
    bad = an_interrupted_session(tmp_path)
    good = an_interrupted_session(tmp_path)
    (bad / "audio.wav").unlink()
    soundfile.write(bad / "audio.wav", stereo(0, 100), 16_000)
    by_id = {each.id: each for each in recover_all(tmp_path)}
    assert "not recorded by voice-coach" in by_id[bad.name].problem
    assert (by_id[good.name].problem, by_id[good.name].sound_s) == ("", 2.0)


def test_a_folder_whose_program_died_before_there_was_anything_is_removed(tmp_path: Path) -> None:
    unbegun = tmp_path / "20261123-180211-support-replies-3f9a"
    unbegun.mkdir()
    SessionLock.take(unbegun).release()
    (unbegun / f".{MANIFEST_NAME}.new").write_bytes(b"{")
    assert recover_all(tmp_path) == []
    assert list(tmp_path.iterdir()) == []


def test_other_peoples_files_in_the_recordings_folder_are_left_alone(tmp_path: Path) -> None:
    (tmp_path / "holiday").mkdir()
    (tmp_path / "notes.txt").write_text("mine")
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    folder = an_interrupted_session(elsewhere)
    (tmp_path / folder.name).symlink_to(folder)
    assert recover_all(tmp_path) == []
    assert read_manifest(folder).state is State.RECORDING


def test_no_recordings_folder_is_nothing_to_recover(tmp_path: Path) -> None:
    assert recover_all(tmp_path / "none") == []
