from __future__ import annotations

import errno
import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
from bad_disks import FailingDisk, ShortDisk, TracedDisk
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from voice_coach.conversation.words import Word
from voice_coach.sessions.disk import DISK, Disk
from voice_coach.sessions.events import EventLog, events_in, line_of, read_events


@dataclass
class Notes:
    """Collects faults."""

    told: list[str]

    def __call__(self, what: str, detail: str) -> None:
        self.told.append(f"{what}: {detail}")


def a_log(folder: Path, disk: Disk = DISK) -> tuple[EventLog, Notes]:
    notes = Notes([])
    return EventLog(folder, notes, disk), notes


def fill(log: EventLog, count: int, first: int = 0) -> None:
    for number in range(first, first + count):
        log.append("turn" if number % 4 == 3 else "move", number / 10, {"text": f"Grüße {number}"})


def test_events_come_back_as_they_were_written(tmp_path: Path) -> None:
    log, _ = a_log(tmp_path)
    written = [
        log.append("turn", 1.5, {"text": 'a "b"\nc', "words": []}),
        log.append("notice", 2, {"text": "é"}),
    ]
    log.close()
    assert read_events(tmp_path) == (written, 0)
    assert [event["seq"] for event in written] == [0, 1]
    assert (tmp_path / "events.jsonl").read_bytes() == b"".join(line_of(event) for event in written)


def test_a_line_is_one_write(tmp_path: Path) -> None:
    disk = TracedDisk()
    log, _ = a_log(tmp_path, disk)
    log.append("move", 0.0, {"kind": "probe"})
    writes = [data for what, _, data, _ in disk.trace if what == "write"]
    assert writes == [b'{"seq":0,"t_s":0.0,"type":"move","kind":"probe"}\n']
    log.close()


def test_a_turn_is_on_the_disk_when_append_returns(tmp_path: Path) -> None:
    disk = TracedDisk()
    log, _ = a_log(tmp_path, disk)
    log.append("move", 0.0, {})
    assert disk.trace[-1][0] == "write"
    log.append("turn", 0.0, {})
    assert disk.trace[-1][0] == "sync"
    log.close()


def test_values_of_the_domain_and_of_numpy_become_plain_json() -> None:
    event = {
        "seq": 0,
        "t_s": np.float64(1.5),
        "type": "turn",
        "n": np.int64(3),
        "words": (Word("hi", 0.0, 0.5),),
    }
    assert json.loads(line_of(event)) == {
        "seq": 0,
        "t_s": 1.5,
        "type": "turn",
        "n": 3,
        "words": [{"text": "hi", "start_s": 0.0, "end_s": 0.5, "probability": 1.0}],
    }


def test_numbers_that_json_does_not_know_become_null() -> None:
    line = line_of({"seq": 0, "t_s": 0.0, "type": "x", "a": [float("nan"), {"b": float("inf")}]})
    assert json.loads(line)["a"] == [None, {"b": None}]


def test_half_a_character_survives_the_round_trip() -> None:
    line = line_of({"seq": 0, "t_s": 0.0, "type": "x", "text": "a\udc80b"})
    assert line.decode("utf-8")
    assert events_in([line])[0][0]["text"] == "a\udc80b"


def test_something_that_is_no_data_is_refused() -> None:
    with pytest.raises(TypeError, match="object"):
        line_of({"seq": 0, "t_s": 0.0, "type": "x", "bad": object()})


def test_a_torn_line_is_counted_and_skipped(tmp_path: Path) -> None:
    log, _ = a_log(tmp_path)
    fill(log, 3)
    log.close()
    path = tmp_path / "events.jsonl"
    path.write_bytes(path.read_bytes()[:-5])
    events, damaged = read_events(tmp_path)
    assert ([event["seq"] for event in events], damaged) == ([0, 1], 1)


def test_no_log_is_no_events(tmp_path: Path) -> None:
    assert read_events(tmp_path) == ([], 0)


WHOLE = b"".join(line_of({"seq": n, "t_s": n / 3, "type": "turn", "text": f"wörd {n}"}) for n in range(12))


@given(
    cut=st.integers(0, len(WHOLE)),
    flips=st.lists(st.tuples(st.integers(0, len(WHOLE) - 1), st.integers(1, 255))),
)
@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_cuts_and_flips_never_raise_and_spare_the_other_lines(
    tmp_path: Path, cut: int, flips: list[tuple[int, int]]
) -> None:
    damaged = bytearray(WHOLE)
    for place, mask in flips:
        damaged[place] ^= mask
    (tmp_path / "events.jsonl").write_bytes(bytes(damaged[:cut]))
    events, bad = read_events(tmp_path)
    whole_lines = WHOLE.split(b"\n")
    untouched = [line for line in bytes(damaged[:cut]).split(b"\n") if line in whole_lines and line]
    texts = [event.get("text") for event in events]
    assert all(json.loads(line)["text"] in texts for line in untouched)
    assert bad <= len(bytes(damaged[:cut]).split(b"\n"))


@given(st.lists(st.binary(max_size=80)))
def test_any_bytes_are_read_without_an_error(lines: list[bytes]) -> None:
    events, damaged = events_in(lines)
    assert len(events) + damaged == sum(1 for line in lines if line)


@pytest.mark.parametrize(
    "line",
    [
        b"[" * 100_000,
        b'{"seq":0,"t_s":1' + b"0" * 5000 + b',"type":"turn"}',
        b'{"seq":0,"t_s":1' + b"0" * 400 + b',"type":"turn"}',
        b'{"seq":0,"t_s":NaN,"type":"turn"}',
        b'{"seq":true,"t_s":0,"type":"turn"}',
        b'{"seq":0,"t_s":"0","type":"turn"}',
        b'{"seq":0,"t_s":0}',
        b"null",
        b"\xff\xfe",
    ],
)
def test_a_line_that_is_no_event_counts_as_damaged(line: bytes) -> None:
    assert events_in([line]) == ([], 1)


@pytest.mark.parametrize("most", [1, 5])
def test_short_writes_lose_no_event(tmp_path: Path, most: int) -> None:
    log, notes = a_log(tmp_path, ShortDisk(most))
    fill(log, 8)
    log.close()
    events, damaged = read_events(tmp_path)
    assert (len(events), damaged, notes.told) == (8, 0, [])


@pytest.mark.parametrize("operation", ["write", "sync"])
@pytest.mark.parametrize("nth", [0, 1, 3])
def test_after_a_failure_the_log_goes_on_in_a_new_file_and_loses_nothing(
    tmp_path: Path, operation: str, nth: int
) -> None:
    disk = FailingDisk(
        lambda op, name, count: errno.EIO * (op == operation and name == "events.jsonl" and count >= nth)
    )
    log, notes = a_log(tmp_path, disk)
    fill(log, 24)
    log.close()
    events, damaged = read_events(tmp_path)
    assert [event["seq"] for event in events] == list(range(24))
    assert damaged == 0
    assert len(notes.told) == 1
    assert notes.told[0].startswith("log_trouble: ")
    assert (tmp_path / "events-2.jsonl").exists()


def test_a_failed_file_is_never_tried_again(tmp_path: Path) -> None:
    touched: list[tuple[str, str]] = []

    def rule(operation: str, name: str, count: int) -> int:
        touched.append((operation, name))
        return errno.EIO if (operation, name, count) == ("sync", "events.jsonl", 0) else 0

    log, _ = a_log(tmp_path, FailingDisk(rule))
    fill(log, 12)
    log.close()
    failed_at = touched.index(("sync", "events.jsonl"))
    assert all(name == "events-2.jsonl" for _, name in touched[failed_at + 1 :])


def test_lines_wait_in_memory_until_the_disk_takes_them_again(tmp_path: Path) -> None:
    full = [False]
    disk = FailingDisk(lambda op, name, count: errno.ENOSPC if full[0] and op in ("write", "sync") else 0)
    log, notes = a_log(tmp_path, disk)
    fill(log, 4)
    full[0] = True
    fill(log, 50, first=4)
    full[0] = False
    fill(log, 4, first=54)
    log.close()
    events, damaged = read_events(tmp_path)
    assert ([event["seq"] for event in events], damaged) == (list(range(58)), 0)
    assert len(notes.told) == 1
    assert sorted(path.name for path in tmp_path.iterdir()) == ["events-2.jsonl", "events.jsonl"]
