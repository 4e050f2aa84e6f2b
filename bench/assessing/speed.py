"""How long one long talk takes, how many talks a second, and whether memory stays flat."""

from __future__ import annotations

import copy
import json
import os
import resource
import statistics
import tempfile
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from itertools import cycle
from pathlib import Path
from typing import Any

from voice_coach.assess import assess, conversation_of
from voice_coach.assess.batch import cores, in_processes
from voice_coach.cli.judging import Task, judge_session_in_brief
from voice_coach.library import load_scenario
from voice_coach.sessions.importing import import_talk
from voice_coach.sessions.manifest import Manifest, ScenarioRef

LONG_S = 45 * 60.0
SESSIONS = 1000
LOOK_EVERY = 200


def long_talk(labelled: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """A talk of 45 minutes, all its turns from others, judged five times with its scenario."""
    raw = _long(labelled)
    scenario = load_scenario("support-replies")
    spent = []
    for _ in range(5):
        raw["turns"][0]["text"] += " "  # nothing of the run before may be remembered
        begun = time.perf_counter()
        assess(conversation_of(raw, "long"), scenario)
        spent.append(time.perf_counter() - begun)
    return {
        "minutes": round(raw["turns"][-1]["end_s"] / 60, 1),
        "turns": len(raw["turns"]),
        "words": sum(len(turn["text"].split()) for turn in raw["turns"]),
        "first_s": round(spent[0], 3),
        "median_s": round(statistics.median(spent), 3),
        "worst_s": round(max(spent), 3),
    }


def _long(labelled: Sequence[dict[str, Any]]) -> dict[str, Any]:
    turns: list[dict[str, Any]] = []
    now_s, round_ = 0.0, 0
    for turn in cycle([turn for each in labelled for turn in each["turns"]]):
        length_s = max(1.0, turn["end_s"] - turn["start_s"])
        own = copy.deepcopy(turn) | {"start_s": now_s, "end_s": now_s + length_s}
        own["text"] = f"{own['text']} That was point {round_}."  # no two turns are the same
        turns.append(own)
        now_s, round_ = now_s + length_s + 1.0, round_ + 1
        if now_s >= LONG_S:
            return {"turns": turns}
    raise AssertionError("cycle never ends")


def many_talks(labelled: Sequence[dict[str, Any]], count: int = SESSIONS) -> dict[str, Any]:
    """Sessions on disk judged and kept, as `assess --all` does it."""
    with tempfile.TemporaryDirectory() as folder:
        tasks = [
            Task(_session(Path(folder), each)) for each, _ in zip(cycle(labelled), range(count), strict=False)
        ]
        begun, memory, failed = time.perf_counter(), [], 0
        for number, outcome in enumerate(in_processes(judge_session_in_brief, tasks), 1):
            failed += outcome.scorecard is None
            if number % LOOK_EVERY == 0:
                memory.append({"after": number, "this_process_mb": _own_mb(), "children_mb": _children_mb()})
        spent_s = time.perf_counter() - begun
    return {
        "sessions": count,
        "failed": failed,
        "cores": cores(),
        "seconds": round(spent_s, 1),
        "per_second": round(count / spent_s, 1),
        "memory": memory,
    }


def _session(recordings: Path, each: dict[str, Any]) -> Path:
    manifest = Manifest(
        mode="import", scenario=ScenarioRef("support-replies"), started_at=datetime.now(UTC).astimezone()
    )
    return import_talk(recordings, manifest, conversation_of(json.loads(json.dumps(each)), each["id"]).turns)


def _own_mb() -> float:
    return _rss_mb(os.getpid())


def _children_mb() -> list[float]:
    """Of each process that this one has begun, biggest first; [] where the system does not say."""
    path = Path(f"/proc/{os.getpid()}/task/{os.getpid()}/children")
    own = path.read_text().split() if path.exists() else []
    return sorted((_rss_mb(int(pid)) for pid in own), reverse=True)


def _rss_mb(pid: int) -> float:
    status = Path(f"/proc/{pid}/status")
    if not status.exists():
        return round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1)
    line = next((line for line in status.read_text().splitlines() if line.startswith("VmRSS")), "VmRSS: 0 kB")
    return round(int(line.split()[1]) / 1024, 1)
