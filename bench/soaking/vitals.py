"""How a process is: memory, descriptors and threads, read from /proc."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

PAGE_MB = os.sysconf("SC_PAGE_SIZE") / 2**20
REFERENCE_S = 300.0


@dataclass(frozen=True, slots=True)
class Vitals:
    """A process at a moment of the session."""

    t_s: float
    program_mb: float
    children_mb: float
    descriptors: int
    threads: int
    waiting: int
    """In the fullest queue since the last look."""


def vitals_of(pid: int, t_s: float, waiting: int = 0) -> Vitals:
    """Read them; the children's memory is only summed."""
    own = Path(f"/proc/{pid}")
    return Vitals(
        round(t_s, 2),
        _resident_mb(own),
        round(sum(_resident_mb(child) for child in children_of(pid)), 1),
        len(list((own / "fd").iterdir())),
        len(list((own / "task").iterdir())),
        waiting,
    )


def children_of(pid: int) -> list[Path]:
    """The /proc folders of a process's own children."""
    return [each for each in Path("/proc").glob("[0-9]*") if _parent(each) == pid]


def _parent(folder: Path) -> int:
    try:
        return int((folder / "stat").read_text().rpartition(")")[2].split()[1])
    except OSError:  # it has just ended
        return 0


def _resident_mb(folder: Path) -> float:
    try:
        return round(int((folder / "statm").read_text().split()[1]) * PAGE_MB, 1)
    except OSError:
        return 0.0


def growth_of(samples: list[Vitals]) -> dict[str, Any]:
    """The last tenth against the tenth after minute 5, by medians: a single sample is a matter of luck."""
    warm = [each for each in samples if each.t_s >= REFERENCE_S] or samples
    share = max(1, len(warm) // 10)
    first, last = warm[:share], warm[-share:]

    def change(name: str) -> float:
        ends = [float(np.median([getattr(each, name) for each in part])) for part in (first, last)]
        return round(ends[1] - ends[0], 1)

    return {
        "growth_mb": change("program_mb"),
        "growth_of_children_mb": change("children_mb"),
        "descriptors": [min(each.descriptors for each in warm), max(each.descriptors for each in warm)],
        "descriptors_growth": change("descriptors"),
        "threads": [min(each.threads for each in warm), max(each.threads for each in warm)],
        "threads_growth": change("threads"),
        "most_waiting": max(each.waiting for each in samples),
    }
