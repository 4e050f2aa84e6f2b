from __future__ import annotations

import errno
import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from bad_disks import FailingDisk
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from session_makers import a_manifest

from voice_coach.errors import SessionError
from voice_coach.sessions.identity import is_id, new_id, scenario_of, slug, started_at_of
from voice_coach.sessions.manifest import (
    MANIFEST_NAME,
    DamagedManifestError,
    Manifest,
    ScenarioRef,
    State,
    read_manifest,
    save_manifest,
)


def test_a_manifest_comes_back_as_it_was_saved(tmp_path: Path) -> None:
    manifest = replace(
        a_manifest(), id="x", state=State.DONE, duration_s=2.5, faults=("disk_low: soon full",)
    )
    save_manifest(tmp_path, manifest)
    assert read_manifest(tmp_path) == manifest


def test_the_start_is_kept_with_its_time_zone(tmp_path: Path) -> None:
    save_manifest(tmp_path, a_manifest())
    assert json.loads((tmp_path / MANIFEST_NAME).read_bytes())["started_at"] == "2026-11-23T18:02:11+00:00"
    assert read_manifest(tmp_path).started_at == datetime(2026, 11, 23, 18, 2, 11, tzinfo=UTC)


def test_a_start_without_a_time_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        Manifest(mode="practice", scenario=ScenarioRef("x"), started_at=datetime(2026, 1, 1))


def test_a_failed_save_leaves_the_old_manifest(tmp_path: Path) -> None:
    save_manifest(tmp_path, a_manifest())
    full = FailingDisk(lambda operation, name, count: errno.ENOSPC if operation == "write" else 0)
    with pytest.raises(OSError, match="No space"):
        save_manifest(tmp_path, replace(a_manifest(), duration_s=9.0), full)
    assert read_manifest(tmp_path) == a_manifest()


def test_a_newer_format_is_named_and_not_called_damaged(tmp_path: Path) -> None:
    (tmp_path / MANIFEST_NAME).write_text('{"format": 2, "anything": "else"}')
    with pytest.raises(SessionError, match="newer voice-coach") as caught:
        read_manifest(tmp_path)
    assert not isinstance(caught.value, DamagedManifestError)
    assert "Update" in caught.value.cure


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"", "not valid JSON"),
        (b"{", "not valid JSON"),
        (b"[" * 100_000, "not valid JSON"),
        (b"[]", "not a JSON object"),
        (b"{}", "mode"),
        (b'{"format":1,"mode":"x","scenario":{"id":3},"started_at":"2026-01-01T00:00:00Z"}', "scenario.id"),
        (b'{"format":1,"mode":"x","scenario":{"id":"x"},"started_at":"2026-01-01T00:00:00"}', "time zone"),
        (b" " * 1_000_001, "too long"),
    ],
)
def test_a_damaged_manifest_is_one_sentence_that_says_where(
    tmp_path: Path, content: bytes, what: str
) -> None:
    (tmp_path / MANIFEST_NAME).write_bytes(content)
    with pytest.raises(DamagedManifestError, match=what) as caught:
        read_manifest(tmp_path)
    assert "recover" in caught.value.cure


def test_a_missing_manifest_is_damage(tmp_path: Path) -> None:
    with pytest.raises(DamagedManifestError, match="missing"):
        read_manifest(tmp_path)


def test_a_manifest_that_is_a_symbolic_link_is_refused(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    save_manifest(tmp_path / "elsewhere", a_manifest())
    (tmp_path / MANIFEST_NAME).symlink_to(tmp_path / "elsewhere" / MANIFEST_NAME)
    with pytest.raises(DamagedManifestError, match="symbolic link"):
        read_manifest(tmp_path)


@given(place=st.integers(0, 400), mask=st.integers(1, 255), cut=st.integers(0, 600))
@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_cuts_and_flips_give_a_manifest_or_one_sentence(
    tmp_path: Path, place: int, mask: int, cut: int
) -> None:
    save_manifest(tmp_path, a_manifest())
    content = bytearray((tmp_path / MANIFEST_NAME).read_bytes())
    content[place % len(content)] ^= mask
    (tmp_path / MANIFEST_NAME).write_bytes(bytes(content[:cut]))
    assert "\n" not in told_about(tmp_path)


def told_about(folder: Path) -> str:
    """What the user would read; "" for a manifest that is fine. Any other error fails the test."""
    try:
        read_manifest(folder)
    except SessionError as error:
        return error.message
    return ""


@given(st.text(max_size=60))
def test_whatever_the_scenario_is_called_the_id_is_safe_and_tells_the_start(scenario: str) -> None:
    started_at = datetime(2026, 11, 23, 18, 2, 11).astimezone()
    name = new_id(started_at, scenario)
    assert is_id(name)
    assert started_at_of(name) == started_at
    assert scenario_of(name) == slug(scenario)


@pytest.mark.parametrize(
    "name",
    ["", "..", "../20261123-180211-x-3f9a", "20261123-180211-x-3f9a/", "20261123-180211-X-3f9a", "a\n"],
)
def test_nothing_else_is_an_id(name: str) -> None:
    assert not is_id(name)
