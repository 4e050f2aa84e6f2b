"""The index over all sessions."""

from __future__ import annotations

import json
import shutil
import sqlite3
from pathlib import Path

import pytest
from recorded import a_judged_session, a_scorecard, a_session, keep

from voice_coach.sessions.index import INDEX_NAME, Index, match_of


def found(recordings: Path, query: str) -> list[str]:
    with Index(recordings) as index:
        index.refresh()
        return [hit.session for hit in index.search(query)]


def test_what_was_said_is_found_at_the_second_of_its_word(tmp_path: Path) -> None:
    folder = a_session(tmp_path, "one two three latency five six seven")
    with Index(tmp_path) as index:
        index.refresh()
        (hit,) = index.search("latency")
    assert (hit.session, hit.turn, hit.speaker, hit.t_s) == (folder.name, 1, "candidate", 7.0)
    assert [piece for piece, is_match in hit.pieces if is_match] == ["latency"]


def test_letters_said_one_by_one_are_found_as_the_word(tmp_path: Path) -> None:
    folder = a_session(tmp_path, "what is the k p i here")
    assert found(tmp_path, "KPI") == [folder.name]


def test_all_words_must_be_there_and_quoted_ones_side_by_side(tmp_path: Path) -> None:
    folder = a_session(tmp_path, "the gateway is fast and the store is slow")
    assert found(tmp_path, "gateway slow") == [folder.name]
    assert found(tmp_path, '"gateway is fast"') == [folder.name]
    assert found(tmp_path, '"gateway slow"') == []
    assert found(tmp_path, "gateway elephant") == []


@pytest.mark.parametrize(
    "query", ['"', "AND", "NEAR(", "a*", "-", "text:", "(((", "'; DROP TABLE said", "\x00"]
)
def test_no_query_is_an_error(tmp_path: Path, query: str) -> None:
    a_session(tmp_path)
    assert isinstance(found(tmp_path, query), list)


def test_only_what_changed_is_read_again(tmp_path: Path) -> None:
    one, two = a_session(tmp_path), a_session(tmp_path)
    with Index(tmp_path) as index:
        assert index.refresh() == 2
        assert index.refresh() == 0
        keep(two, "scorecard.json", a_scorecard(two.name))
        assert index.refresh() == 1
        assert {s.id: s.verdict for s in index.sessions()} == {one.name: None, two.name: "borderline"}


def test_a_session_that_is_gone_is_forgotten(tmp_path: Path) -> None:
    folder = a_session(tmp_path)
    assert found(tmp_path, "latency")
    shutil.rmtree(folder)
    assert found(tmp_path, "latency") == []


def test_the_index_may_be_deleted_damaged_or_of_another_version(tmp_path: Path) -> None:
    folder = a_session(tmp_path)
    path = tmp_path / INDEX_NAME
    assert found(tmp_path, "latency") == [folder.name]
    path.unlink()
    assert found(tmp_path, "latency") == [folder.name]
    path.write_bytes(b"this is no database" * 100)
    assert found(tmp_path, "latency") == [folder.name]
    with sqlite3.connect(path) as db:
        db.execute("PRAGMA user_version = 99")
    db.close()
    assert found(tmp_path, "latency") == [folder.name]


def test_the_index_is_its_owners_alone(tmp_path: Path) -> None:
    a_session(tmp_path)
    found(tmp_path, "latency")
    assert (tmp_path / INDEX_NAME).stat().st_mode & 0o777 == 0o600


def test_a_link_in_the_place_of_the_index_is_not_written_through(tmp_path: Path) -> None:
    victim = tmp_path / "victim"
    victim.write_bytes(b"")
    recordings = tmp_path / "recordings"
    folder = a_session(recordings)
    (recordings / INDEX_NAME).symlink_to(victim)
    assert found(recordings, "latency") == [folder.name]
    assert victim.read_bytes() == b""


def test_a_summary_holds_levels_flags_and_what_the_session_showed(tmp_path: Path) -> None:
    a_judged_session(tmp_path)
    with Index(tmp_path) as index:
        index.refresh()
        (summary,) = index.sessions()
    assert summary.levels == {"framing": 3, "constraints": 3}
    assert summary.flags["diagram_first"] == 1
    assert summary.delivery == {"wpm": 150.0, "talk_share": 0.6, "long_pauses": 1.0}
    assert set(summary.shown) == {"questions", "tradeoffs", "restatement"}


@pytest.mark.parametrize(
    "card",
    [
        "not json",
        "[]",
        '{"format": 1}',
        '{"format": 2}',
        '{"format": 1, "dimensions": 3, "signals": {"a": 1}}',
        '{"format": 1, "dimensions": [null, {"id": 4, "level": true}], "delivery": [], "opening": 7}',
    ],
)
def test_a_scorecard_of_any_shape_is_listed(tmp_path: Path, card: str) -> None:
    folder = a_session(tmp_path)
    (folder / "scorecard.json").write_text(card)
    with Index(tmp_path) as index:
        index.refresh()
        assert [summary.id for summary in index.sessions()] == [folder.name]


def test_an_interrupted_session_says_so(tmp_path: Path) -> None:
    folder = a_session(tmp_path)
    manifest = json.loads((folder / "session.json").read_text())
    keep(folder, "session.json", manifest | {"state": "recording"})
    with Index(tmp_path) as index:
        index.refresh()
        assert "interrupted" in index.sessions()[0].problem


def test_a_query_without_words_matches_nothing() -> None:
    assert match_of(' "" - ! ') == ""
