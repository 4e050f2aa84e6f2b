"""Deleting a session wholly."""

from __future__ import annotations

from pathlib import Path

import pytest
from recorded import a_session

from voice_coach.errors import SessionError
from voice_coach.sessions.deleting import Step, delete, finish_deletions
from voice_coach.sessions.index import INDEX_NAME, Index
from voice_coach.sessions.lock import SessionLock
from voice_coach.sessions.reading import folders_in

CANARY = "xylophonecanary"


class PowerCutError(Exception):
    """Not an error of ours."""


def indexed(recordings: Path) -> None:
    with Index(recordings) as index:
        index.refresh()


def traces(recordings: Path) -> list[Path]:
    return [path for path in recordings.rglob("*") if path.is_file() and CANARY.encode() in path.read_bytes()]


def test_nothing_of_a_deleted_session_is_left(tmp_path: Path) -> None:
    kept, gone = a_session(tmp_path), a_session(tmp_path, f"the {CANARY} is here")
    (gone / "exports").mkdir()
    (gone / "exports" / "page.html").write_text(CANARY)
    indexed(tmp_path)
    assert len(traces(tmp_path)) >= 3
    delete(gone)
    assert traces(tmp_path) == []
    assert folders_in(tmp_path) == [kept]
    assert (tmp_path / INDEX_NAME).exists()


@pytest.mark.parametrize("step", Step)
def test_an_interrupted_deletion_is_completed_at_the_next_start(tmp_path: Path, step: Step) -> None:
    folder = a_session(tmp_path, f"the {CANARY} is here")
    indexed(tmp_path)

    def cut(at: Step) -> None:
        if at is step:
            raise PowerCutError

    with pytest.raises(PowerCutError):
        delete(folder, cut)
    assert folders_in(tmp_path) == []
    assert traces(tmp_path)
    assert finish_deletions(tmp_path) == [folder.name]
    assert traces(tmp_path) == []
    assert finish_deletions(tmp_path) == []


def test_a_running_session_is_not_deleted(tmp_path: Path) -> None:
    folder = a_session(tmp_path)
    with SessionLock.take(folder), pytest.raises(SessionError, match="being recorded"):
        delete(folder)
    assert folder.is_dir()


def test_only_the_folder_of_a_session_is_deleted(tmp_path: Path) -> None:
    other = tmp_path / "my-project"
    other.mkdir()
    (other / "session.json").write_text("{}")
    with pytest.raises(SessionError, match="is not the folder of a session"):
        delete(other)
    assert other.is_dir()


def test_a_link_is_not_followed(tmp_path: Path) -> None:
    elsewhere, recordings = tmp_path / "elsewhere", tmp_path / "recordings"
    real = a_session(elsewhere)
    recordings.mkdir()
    link = recordings / real.name
    link.symlink_to(real)
    with pytest.raises(SessionError):
        delete(link)
    doomed = recordings / f".deleting-{real.name}"
    doomed.symlink_to(real)
    assert finish_deletions(recordings) == []
    assert (real / "session.json").is_file()
