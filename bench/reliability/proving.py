"""Running the tests of the table, and switching its defences off in a copy of the sources."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path
from xml.etree import ElementTree

from bench.reliability.rows import Defence

REPOSITORY = Path(__file__).parents[2]
COPIED = ("voice_coach", "tests", "bench", "scenarios", "training", "pyproject.toml", "docs")
LONGEST_S = 150


def run_of(ids: Iterable[str], root: Path, *more: str) -> dict[str, dict[str, int]]:
    """How many cases of each test passed, failed and were skipped."""
    with tempfile.TemporaryDirectory() as scratch:
        report = Path(scratch) / "report.xml"
        command = [sys.executable, "-m", "pytest", *ids, f"--junitxml={report}", "-p", "no:cacheprovider"]
        subprocess.run(
            [*command, "-n", "0", *more],
            cwd=root,
            env={**os.environ, "PYTHONPATH": str(root)},
            capture_output=True,
            check=False,
            timeout=1800,
        )
        cases = list(ElementTree.parse(report).iter("testcase")) if report.exists() else []
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for case in cases:
        counts[_id_of(case)][_outcome(case)] += 1
    return {name: dict(count) for name, count in sorted(counts.items())}


def _id_of(case: ElementTree.Element) -> str:
    path = f"{case.get('classname', '').replace('.', '/')}.py"
    name = re.sub(r"\[.*", "", case.get("name", ""), flags=re.DOTALL)
    return f"{path}::{name}"


def _outcome(case: ElementTree.Element) -> str:
    if case.find("skipped") is not None:
        return "skipped"
    return "failed" if case.find("failure") is not None or case.find("error") is not None else "passed"


def copy_of_sources(place: Path) -> Path:
    """The sources as they are, in `place`."""
    for name in COPIED:
        source = REPOSITORY / name
        if source.is_dir():
            shutil.copytree(source, place / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, place / name)
    return place


def switched_off(defence: Defence, copy: Path) -> str:
    """What became of its tests without it, in the copy, which is as before afterwards."""
    path = copy / defence.file
    whole = path.read_text(encoding="utf-8")
    if whole.count(defence.old) != 1:
        return "the place to switch it off is gone"
    path.write_text(whole.replace(defence.old, defence.new), encoding="utf-8")
    try:
        found = run_of(defence.tests, copy, "--timeout=60", "-x")
    except subprocess.TimeoutExpired:
        return "the tests never ended"
    finally:
        path.write_text(whole, encoding="utf-8")
    if any(counts.get("failed") for counts in found.values()):
        return "the test failed"
    return "NOTHING FAILED" if found else "the tests never ended"
