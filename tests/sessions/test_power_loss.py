"""Replays what a disk may hold after a power loss at every moment of a recording.

Guaranteed is what a sync had promised; of later writes any may be there, in part or not at all.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

import numpy as np
import pytest
from bad_disks import Operation, TracedDisk
from session_makers import a_manifest, sound_of, stereo

from voice_coach.conversation.sound import RATE_HZ
from voice_coach.sessions.events import EventLog
from voice_coach.sessions.manifest import save_manifest
from voice_coach.sessions.reading import Session
from voice_coach.sessions.recovery import recover_all
from voice_coach.sessions.track import SoundTrack
from voice_coach.sessions.wav import HEADER_BYTES

SESSION = "20261123-180211-support-replies-3f9a"
BLOCK = RATE_HZ // 5


class Luck(StrEnum):
    """How much of what was not synced reached the disk."""

    NOTHING = "nothing"
    EVERYTHING = "everything"
    HALF_OF_THE_LAST = "half of the last write"
    LAST_ONLY = "the last write only, zeros before it"


@dataclass
class OneFile:
    """What of a file is on the disk for certain, and what may be."""

    safe: bytearray = field(default_factory=bytearray)
    pending: list[tuple[bytes, int]] = field(default_factory=list)

    def sync(self) -> None:
        self.safe = self.after(Luck.EVERYTHING)
        self.pending.clear()

    def after(self, luck: Luck) -> bytearray:
        content = bytearray(self.safe)
        for data, offset in self._lucky(luck):
            content.extend(bytes(max(0, offset + len(data) - len(content))))
            content[offset : offset + len(data)] = data
        return content

    def _lucky(self, luck: Luck) -> list[tuple[bytes, int]]:
        match luck:
            case Luck.NOTHING:
                return []
            case Luck.EVERYTHING:
                return self.pending
            case Luck.LAST_ONLY:
                return self.pending[-1:]
            case Luck.HALF_OF_THE_LAST:
                halves = [(data[: len(data) // 2], offset) for data, offset in self.pending[-1:]]
                return self.pending[:-1] + halves


def on_disk(trace: list[Operation], luck: Luck) -> dict[str, bytes]:
    """The files by name after a power loss at the end of `trace`."""
    names: dict[str, OneFile] = {}
    safe_names: dict[str, OneFile] = {}
    for what, name, data, offset in trace:
        match what:
            case "create":
                names[name] = OneFile()
            case "write":
                names[name].pending.append((data, offset))
            case "sync":
                names[name].sync()
            case "replace":
                names[data.decode()] = names.pop(name)
            case "sync_folder":
                safe_names = dict(names)
    there = safe_names if luck is Luck.NOTHING else names
    return {name: bytes(file.after(luck)) for name, file in there.items()}


def record(folder: Path) -> list[Operation]:
    """A few seconds of sound with turns, and every touch of the disk, marked where a promise was given."""
    folder.mkdir()
    disk = TracedDisk()
    save_manifest(folder, a_manifest(), disk)
    faults: list[str] = []
    log = EventLog(folder, lambda what, detail: faults.append(what), disk)
    sound = SoundTrack(folder, lambda what, detail: faults.append(what), disk)
    disk.sync_folder(folder)
    disk.mark("begun")
    for number in range(18):
        sound.put(number * BLOCK, stereo(number * BLOCK, BLOCK).tobytes())
        disk.mark(f"sound {(number + 1) * BLOCK}")
        log.append("move", number / 5, {"kind": "probe"})
        if number % 4 == 3:
            turn = number // 4
            log.append("turn", number / 5, {"turn": turn, "speaker": "candidate", "text": f"turn {turn}"})
            disk.mark(f"turns {turn + 1}")
    sound.close(18 * BLOCK)
    log.close()
    assert faults == []
    return disk.trace


@pytest.fixture(scope="module")
def trace(tmp_path_factory: pytest.TempPathFactory) -> list[Operation]:
    return record(tmp_path_factory.mktemp("traced") / SESSION)


def promised(trace: list[Operation], kind: str) -> int:
    marks = [name.split() for what, name, _, _ in trace if what == "mark"]
    return max((int(mark[1]) for mark in marks if mark[0] == kind), default=0)


def moments(trace: list[Operation]) -> Iterator[list[Operation]]:
    begun = trace.index(("mark", "begun", b"", 0))
    yield from (trace[:end] for end in range(begun + 1, len(trace) + 1))


@pytest.mark.parametrize("luck", Luck)
def test_a_power_loss_at_any_write_costs_two_seconds_at_most_and_no_turn(
    tmp_path: Path, trace: list[Operation], luck: Luck
) -> None:
    folder = tmp_path / SESSION
    for past in moments(trace):
        folder.mkdir()
        for name, content in on_disk(past, luck).items():
            (folder / name).write_bytes(content)
        (recovered,) = recover_all(tmp_path)
        assert recovered.problem == ""
        assert recovered.turns >= promised(past, "turns")
        assert_sound_is_kept(sound_of(folder), promised(past, "sound"))
        assert [turn.said.text for turn in Session(folder).turns()] == [
            f"turn {n}" for n in range(recovered.turns)
        ]
        shutil.rmtree(folder)


def assert_sound_is_kept(kept: np.ndarray, said: int) -> None:
    synced = max(0, said - 2 * RATE_HZ)
    assert len(kept) >= synced
    assert np.array_equal(kept[:synced], stereo(0, synced))


def test_a_power_loss_before_the_session_has_begun_raises_nothing(
    tmp_path: Path, trace: list[Operation]
) -> None:
    begun = trace.index(("mark", "begun", b"", 0))
    for end in range(begun):
        for luck in Luck:
            folder = tmp_path / SESSION
            folder.mkdir()
            for name, content in on_disk(trace[:end], luck).items():
                (folder / name).write_bytes(content)
            (folder / ".lock").touch()
            assert all(each.problem == "" for each in recover_all(tmp_path))
            shutil.rmtree(folder, ignore_errors=True)


def test_without_syncs_the_same_replay_finds_the_loss(trace: list[Operation]) -> None:
    unsynced = [each for each in trace if each[0] != "sync"]
    files = on_disk(unsynced, Luck.NOTHING)
    assert len(files["audio.wav"]) < HEADER_BYTES
    assert files["events.jsonl"] == b""
