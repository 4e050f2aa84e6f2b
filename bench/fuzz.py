"""Fuzz everything that reads what others wrote: atheris where it is installed, and hypothesis at length.

    python -m bench.fuzz [--minutes 10] [--only NAME ...] [--without-hypothesis] [--pretty]

The minutes are shared by the targets of `tests/fuzz/targets.py`. Each runs in a process of its own, with
the coverage of our own modules as its guide; an input that takes over 5 s, or a process over 600 MB, is a
find like an error that is not ours. Then the same targets, every field of a session's files, and the orders
of the floor run under hypothesis with its profile `fuzz`. Finds are named with the file that holds the input.
JSON on the output; 1 where something was found. atheris comes with the extra `fuzz`.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import os
import platform
import re
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

REPOSITORY = Path(__file__).parents[1]
for part in ("tests", "tests/sessions", "tests/review"):
    sys.path.insert(0, str(REPOSITORY / part))

SLOWEST_S, MOST_MB = 5, 600
BY_HYPOTHESIS = ("tests/fuzz", "tests/conversation/test_floor_orders.py")


def child(name: str) -> None:
    """Run by libFuzzer's own loop until its time is up; what it found lies in the working folder."""
    import atheris

    with atheris.instrument_imports(include=["voice_coach"]):
        from fuzz import targets

    target = getattr(targets, name)
    corpus = Path("corpus")
    corpus.mkdir(exist_ok=True)
    for number, seed in enumerate(targets.TARGETS[target]()):
        (corpus / f"seed-{number}").write_bytes(seed)
    atheris.Setup([sys.argv[0], *sys.argv[3:], str(corpus)], target)
    atheris.Fuzz()


def fuzzed(name: str, seconds: int, place: Path) -> dict[str, Any]:
    """One target for so long."""
    limits = [
        f"-max_total_time={seconds}",
        f"-timeout={SLOWEST_S}",
        f"-rss_limit_mb={MOST_MB}",
        "-max_len=60000",
        "-print_final_stats=1",
        f"-artifact_prefix={place}/find-",
    ]
    place.mkdir(parents=True)
    command = [sys.executable, "-m", "bench.fuzz", "--child", name, *limits]
    done = subprocess.run(
        command,
        cwd=place,
        env={**os.environ, "PYTHONPATH": str(REPOSITORY)},
        capture_output=True,
        text=True,
        errors="replace",
        check=False,
    )
    tried = re.search(r"number_of_executed_units: (\d+)", done.stderr) or re.search(r"#(\d+)\s", done.stderr)
    covered = re.findall(r"cov: (\d+)", done.stderr)
    finds = sorted(str(path) for path in place.glob("find-*"))
    return {
        "seconds": seconds,
        "tried": int(tried[1]) if tried else 0,
        "covered": int(covered[-1]) if covered else 0,
        "finds": finds,
        "error": "" if done.returncode == 0 else _reason(done.stderr),
    }


def _reason(said: str) -> str:
    """The traceback, or what libFuzzer says instead."""
    _, mark, traceback = said.partition("=== Uncaught Python exception: ===")
    return traceback.partition("== ERROR")[0].strip()[-1500:] if mark else said[-1500:]


def by_hypothesis() -> dict[str, Any]:
    """The tests of `tests/fuzz` and of the floor's orders with many more examples."""
    command = [sys.executable, "-m", "pytest", *BY_HYPOTHESIS, "--hypothesis-profile=fuzz", "--tb=short"]
    done = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, check=False)
    last = done.stdout.strip().splitlines()[-1] if done.stdout.strip() else done.stderr[-300:]
    return {"summary": last, "passed": done.returncode == 0, "output": done.stdout[-3000:] * done.returncode}


def measure(minutes: float, only: list[str], *, with_hypothesis: bool) -> dict[str, Any]:
    """All of it."""
    from fuzz.targets import TARGETS

    names = [target.__name__ for target in TARGETS if not only or target.__name__ in only]
    result: dict[str, Any] = {"atheris": importlib.util.find_spec("atheris") is not None, "targets": {}}
    if result["atheris"]:
        place = Path(tempfile.mkdtemp(prefix="voice-coach-finds-"))
        seconds = max(1, round(60 * minutes / len(names)))
        result["targets"] = {name: fuzzed(name, seconds, place / name) for name in names}
    if with_hypothesis:
        result["hypothesis"] = by_hypothesis()
    return result


def main() -> int:
    """Measure and print; 1 where something was found."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--minutes", type=float, default=10.0)
    parser.add_argument("--only", nargs="*", default=[], metavar="NAME", help="targets by name")
    parser.add_argument("--without-hypothesis", action="store_true")
    parser.add_argument("--pretty", action="store_true", help="indent the JSON")
    options = parser.parse_args()
    result = measure(options.minutes, options.only, with_hypothesis=not options.without_hypothesis)
    machine = f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"
    head = {"bench": "fuzz", "minutes": options.minutes, "machine": machine}
    print(json.dumps(head | result, indent=2 if options.pretty else None))
    is_clean = not any(each["error"] for each in result["targets"].values())
    return 0 if is_clean and result.get("hypothesis", {"passed": True})["passed"] else 1


if __name__ == "__main__":
    if sys.argv[1:2] == ["--child"]:
        child(sys.argv[2])
    raise SystemExit(main())
