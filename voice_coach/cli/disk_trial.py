"""How a disk takes a recording: a second of sound at a time, each waited for until it is safe."""

from __future__ import annotations

import os
import shutil
import statistics
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from voice_coach.cli.examination import Examination, Finding, Verdict
from voice_coach.errors import SessionError

ROOM_MB = 500
"""Sound of a 45-minute session, its packed copy, and some reserve."""
SLOW_DISK_MS = 500.0
SECOND_BYTES = 64_000
"""Both sides of an interview at 16 kHz."""
SECONDS = 24


@dataclass(frozen=True, slots=True)
class DiskTrial:
    """What writing took."""

    usual_ms: float
    """For one second of sound to be safe."""
    slowest_ms: float
    mb_per_s: float


def try_disk(folder: Path) -> DiskTrial:
    """Write into a file without a name in an existing folder, which is gone afterwards. Raises OSError."""
    sound = os.urandom(SECOND_BYTES)
    with tempfile.TemporaryFile(dir=folder, buffering=0) as file:
        times_s = [_safely_written_s(file.fileno(), sound) for _ in range(SECONDS)]
    written_mb = SECONDS * SECOND_BYTES / 1e6
    return DiskTrial(
        usual_ms=round(1000 * statistics.median(times_s), 1),
        slowest_ms=round(1000 * max(times_s), 1),
        mb_per_s=round(written_mb / sum(times_s), 1),
    )


def _safely_written_s(file: int, sound: bytes) -> float:
    began_s = time.perf_counter()
    os.write(file, sound)
    (os.fdatasync if hasattr(os, "fdatasync") else os.fsync)(file)
    return time.perf_counter() - began_s


def check_disk(examination: Examination) -> Finding:
    """Room for a session, and how long a second of sound takes to be safe."""
    folder = examination.settings.recordings
    there = _nearest(folder)
    free_mb = shutil.disk_usage(there).free // 1_000_000
    try:
        trial = try_disk(there)
    except OSError as problem:
        raise SessionError(
            f"The recordings folder {folder} cannot be written: {problem.strerror}.",
            "Choose another with --recordings.",
        ) from problem
    says = f"{folder}, {free_mb:,} MB free; a second of sound is safe in {trial.usual_ms:.0f} ms."
    figures = {"free_mb": free_mb, "usual_ms": trial.usual_ms, "slowest_ms": trial.slowest_ms}
    figures["mb_per_s"] = trial.mb_per_s
    if free_mb < ROOM_MB:
        return Finding("disk", Verdict.WARNING, says, "Make room, or use --recordings.", figures)
    if trial.slowest_ms > SLOW_DISK_MS:
        cure = f"Once it took {trial.slowest_ms:.0f} ms: choose a local disk with --recordings."
        return Finding("disk", Verdict.WARNING, says, cure, figures)
    return Finding("disk", Verdict.OK, says, figures=figures)


def _nearest(folder: Path) -> Path:
    """The folder, or where it would be made. Raises SessionError where that is none to write in."""
    there = next(each for each in (folder, *folder.absolute().parents) if each.exists())
    if not there.is_dir() or not os.access(there, os.W_OK | os.X_OK):
        raise SessionError(
            f"The recordings folder {folder} cannot be written.", "Choose another with --recordings."
        )
    return there
