"""A long interview on the simulated card and a virtual clock: how long it takes, and whether memory grows.

    python -m bench.long_session [--minutes 45] [--pretty]

The program runs as `demo --fast`: a candidate with flite's voice, the offline recogniser, the usual voice,
and the sound recorded. Resident memory is read from outside once a session minute; the goal is less than
50 MB more at the end than at minute 5. JSON on the output.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

GOAL_GROWTH_MB = 50.0
REFERENCE_MINUTE = 5


@dataclass(frozen=True, slots=True)
class Memory:
    """Resident memory at a moment of the session, in MB."""

    minute: int
    program_mb: float
    children_mb: float


def memory_of(pid: int, minute: int) -> Memory:
    """The program's and its children's, by `ps`."""
    listed = subprocess.run(
        ["ps", "-A", "-o", "pid=,ppid=,rss="], capture_output=True, text=True, check=True
    ).stdout
    rows = [tuple(map(int, line.split())) for line in listed.splitlines()]
    own = sum(rss for each, _, rss in rows if each == pid)
    children = sum(rss for _, parent, rss in rows if parent == pid)
    return Memory(minute, round(own / 1024, 1), round(children / 1024, 1))


def samples_of(process: subprocess.Popen[str], seen: list[dict[str, Any]]) -> Iterator[Memory]:
    """Memory at the first event of each minute, and at the end of the interview."""
    assert process.stdout is not None
    next_minute = 1
    for line in process.stdout:
        event = json.loads(line)
        seen.append(event)
        minute = int(event["t_s"] // 60)
        if minute >= next_minute or event["type"] == "session_ended":
            next_minute = minute + 1
            yield memory_of(process.pid, minute)


def measure(minutes: float, recordings: Path) -> dict[str, Any]:
    """Hold the interview and report on it."""
    program = [sys.executable, "-m", "voice_coach", "demo", "--fast", "--json", "--stt", "sphinx"]
    options = ["--interviewer", "scripted", "--minutes", f"{minutes:g}", "--seed", "4"]
    events: list[dict[str, Any]] = []
    began_s = time.monotonic()
    with subprocess.Popen(
        [*program, *options, "--recordings", str(recordings)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        memory = list(samples_of(process, events))
        interview_s = time.monotonic() - began_s
        said = process.communicate()[1]
    if process.returncode:
        raise SystemExit(f"the interview failed: {said}")
    return {
        "wall_s": round(time.monotonic() - began_s, 1),
        "interview_s": round(interview_s, 1),
        **growth_of(memory),
        "session": session_of(events, recordings),
        "memory": [asdict(each) for each in memory],
    }


def growth_of(memory: list[Memory]) -> dict[str, Any]:
    """The end against minute 5, or against the first sample of a shorter interview."""
    reference = next((each for each in memory if each.minute >= REFERENCE_MINUTE), memory[0])
    last = memory[-1]
    growth_mb = last.program_mb - reference.program_mb
    return {
        "reference": asdict(reference),
        "end": asdict(last),
        "growth_mb": round(growth_mb, 1),
        "growth_of_children_mb": round(last.children_mb - reference.children_mb, 1),
        "goal_growth_mb": GOAL_GROWTH_MB,
        "met": growth_mb < GOAL_GROWTH_MB,
    }


def session_of(events: list[dict[str, Any]], recordings: Path) -> dict[str, Any]:
    """What was held, so that the figures can be believed."""
    kinds = Counter(event["type"] for event in events)
    folder = next(recordings.iterdir())
    return {
        "duration_s": events[-1]["t_s"],
        "reason": events[-1].get("reason"),
        "turns": kinds["turn"],
        "faults": kinds["fault"],
        "watchdog": kinds["watchdog"],
        "sound_mb": round((folder / "audio.flac").stat().st_size / 1e6, 1),
    }


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--minutes", type=float, default=45.0)
    parser.add_argument("--pretty", action="store_true", help="indent the JSON")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        result = measure(options.minutes, Path(scratch) / "recordings")
    machine = f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"
    head = {"bench": "long_session", "minutes": options.minutes, "machine": machine}
    print(json.dumps(head | result, indent=2 if options.pretty else None))


if __name__ == "__main__":
    main()
