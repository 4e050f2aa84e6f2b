from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from session_makers import a_manifest, a_writer, an_interrupted_session, play, say

from voice_coach.coaching.transcript import Speaker
from voice_coach.errors import SessionError
from voice_coach.sessions.manifest import MANIFEST_NAME
from voice_coach.sessions.reading import Session, find, list_sessions
from voice_coach.sessions.writer import SessionWriter


def a_session(recordings: Path, scenario: str = "support-replies", turns: int = 2) -> Path:
    writer = SessionWriter.create(recordings, a_manifest(scenario), with_sound=False)
    for turn in range(turns):
        say(writer, turn)
    return writer.finish()


def test_a_session_is_found_by_id_by_path_by_prefix_and_as_the_last(tmp_path: Path) -> None:
    first = a_session(tmp_path, "aaa")
    second = a_session(tmp_path, "bbb")
    assert find(tmp_path, first.name) == first
    assert find(tmp_path, str(second)) == second
    assert find(tmp_path, str(second / MANIFEST_NAME)) == second
    assert find(tmp_path, "20261123-180211-a") == first
    assert find(tmp_path, "last") == second
    assert Session.open(tmp_path, "last").id == second.name


@pytest.mark.parametrize(
    "name", ["nothing-like-it", "20270101", "../elsewhere", "/nowhere", ".", "~nobody/x"]
)
def test_an_unknown_session_is_one_sentence_with_a_cure(tmp_path: Path, name: str) -> None:
    a_session(tmp_path)
    with pytest.raises(SessionError, match=r"no session|not the folder") as caught:
        find(tmp_path, name)
    assert "voice-coach sessions" in caught.value.cure


@pytest.mark.parametrize("name", ["20261123", ""])
def test_a_beginning_that_several_share_is_refused(tmp_path: Path, name: str) -> None:
    a_session(tmp_path)
    a_session(tmp_path)
    with pytest.raises(SessionError, match="2 sessions begin with"):
        find(tmp_path, name)


def test_there_is_no_last_session_in_an_empty_folder(tmp_path: Path) -> None:
    with pytest.raises(SessionError, match="There are no sessions"):
        find(tmp_path / "none", "last")


def test_a_symbolic_link_in_place_of_a_session_is_refused(tmp_path: Path) -> None:
    folder = a_session(tmp_path / "elsewhere")
    recordings = tmp_path / "recordings"
    recordings.mkdir()
    (recordings / folder.name).symlink_to(folder)
    assert list_sessions(recordings) == []
    with pytest.raises(SessionError, match="no session"):
        find(recordings, folder.name)


def test_symbolic_links_in_place_of_a_sessions_files_are_refused(tmp_path: Path) -> None:
    writer = a_writer(tmp_path)
    play(writer, 0, 0.5)
    say(writer, 0)
    folder = writer.finish()
    for name in ("audio.flac", "transcript.json", "events.jsonl"):
        (folder / name).rename(tmp_path / name)
        (folder / name).symlink_to(tmp_path / name)
    session = Session(folder)
    assert (session.sound_path, session.events(), session.turns()) == (None, [], ())


def test_sound_is_the_flac_file_or_the_wav_file_or_nothing(tmp_path: Path) -> None:
    writer = a_writer(tmp_path)
    play(writer, 0, 0.5)
    assert Session(writer.folder).sound_path == writer.folder / "audio.wav"
    folder = writer.finish()
    assert Session(folder).sound_path == folder / "audio.flac"
    assert Session(folder).sound_s() == 0.5
    assert Session(a_session(tmp_path)).sound_path is None


def test_the_transcript_is_read_from_its_file(tmp_path: Path) -> None:
    folder = a_session(tmp_path)
    path = folder / "transcript.json"
    better = json.loads(path.read_bytes())
    better["turns"][1]["text"] = "understood better later"
    path.write_text(json.dumps(better))
    turns = Session(folder).turns()
    assert [turn.said.speaker for turn in turns] == [Speaker.INTERVIEWER, Speaker.CANDIDATE]
    assert turns[1].said.text == "understood better later"


@pytest.mark.parametrize(
    "content", [b"", b"{", b"[]", b'{"format":1,"turns":[{}]}', b'{"format":2,"turns":[]}']
)
def test_a_damaged_transcript_is_built_from_the_events(tmp_path: Path, content: bytes) -> None:
    folder = a_session(tmp_path)
    whole = json.loads((folder / "transcript.json").read_bytes())
    (folder / "transcript.json").write_bytes(content)
    assert Session(folder).transcript() == whole


def test_a_running_session_can_be_read(tmp_path: Path) -> None:
    writer = a_writer(tmp_path, with_sound=False)
    say(writer, 0)
    session = Session(writer.folder)
    assert session.is_running
    assert len(session.transcript()["turns"]) == 1
    assert list_sessions(tmp_path)[0].problem == ""
    writer.finish()


def test_a_damaged_session_is_listed_with_what_is_wrong(tmp_path: Path) -> None:
    good = a_session(tmp_path, "aaa")
    bad = a_session(tmp_path, "bbb")
    interrupted = an_interrupted_session(tmp_path, 0.1)
    (bad / MANIFEST_NAME).write_bytes(b"{")
    (tmp_path / "unrelated").mkdir()
    listed = {each.id: each for each in list_sessions(tmp_path)}
    assert set(listed) == {good.name, bad.name, interrupted.name}
    assert listed[good.name].problem == ""
    assert listed[bad.name].manifest is None
    assert "not valid JSON" in listed[bad.name].problem
    assert "interrupted" in listed[interrupted.name].problem
    with pytest.raises(SessionError, match="not valid JSON"):
        Session(bad)


@pytest.mark.parametrize("name", ["session.json", "events.jsonl", "transcript.json"])
def test_a_pipe_in_place_of_a_file_holds_nobody_up(tmp_path: Path, name: str) -> None:
    good, bad = a_session(tmp_path, "aaa"), a_session(tmp_path, "bbb")
    (bad / name).unlink()
    os.mkfifo(bad / name)
    listed = {each.id: each for each in list_sessions(tmp_path)}
    assert listed[good.name].problem == ""
    assert ("plain file" in listed[bad.name].problem) is (name == "session.json")
    if name != "session.json":
        assert len(Session(bad).transcript()["turns"]) == 2


@pytest.mark.parametrize("name", ["events.jsonl", "transcript.json"])
def test_a_file_without_end_is_not_read_to_its_end(tmp_path: Path, name: str) -> None:
    folder = a_session(tmp_path)
    os.truncate(folder / name, 20_000_000_000)
    session = Session(folder)
    assert len(session.events()) >= 2
    assert len(session.turns()) == 2


def test_a_recordings_folder_that_is_a_file_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "recordings").write_text("x")
    with pytest.raises(SessionError, match="cannot be read") as caught:
        list_sessions(tmp_path / "recordings")
    assert "--recordings" in caught.value.cure
