"""Fuzz everything that reads what others wrote: atheris where it is installed, and hypothesis at length.

    python -m bench.fuzz [--minutes 10] [--only NAME ...] [--keep FOLDER] [--without-hypothesis] [--pretty]

So many minutes of the processor for each group of readers, shared by the targets of `tests/fuzz/targets.py`
in it. Each runs in a process of its own, with the coverage of our own modules as its guide; an input that
takes over a second of the processor, or 200 MB, is a find like an error that is not ours. Then the same
targets, every field of a session's files, and the orders of the floor run under hypothesis with its profile
`fuzz`. Finds are named with the file that holds the input. JSON on the output; 1 where something was found.
With `--keep` the next run begins from what this one learnt. atheris comes with the extra `fuzz`.
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
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from fuzz.limits import Costs

REPOSITORY = Path(__file__).parents[1]
for part in ("tests", "tests/sessions", "tests/review"):
    sys.path.insert(0, str(REPOSITORY / part))

GROUPS = (
    ("scenario",),
    ("session",),
    ("transcript",),
    ("sound",),
    ("drill", "events", "wav", "opinion", "settings", "peer_form"),
    ("numbers", "sentences", "talk", "spoken"),
    ("request", "search"),
)
BACKSTOPS = ("-timeout=900", "-rss_limit_mb=1500", "-report_slow_units=9999")
"""For an input that never comes back to Python, whose own limits are much lower."""
FOUND_NAME, COST_NAME = "find", "cost.json"
BY_HYPOTHESIS = ("tests/fuzz", "tests/conversation/test_floor_orders.py")


def child(name: str, seconds: float) -> None:
    """Run by libFuzzer's own loop until its time is used up; finds and costs lie in the working folder."""
    import atheris

    with atheris.instrument_imports(include=["voice_coach"]):
        from fuzz import targets
    from fuzz.limits import Costs

    target = getattr(targets, name)
    seeds = targets.TARGETS[target]()
    corpus = Path("corpus")
    corpus.mkdir(exist_ok=True)
    for number, seed in enumerate(seeds):
        (corpus / f"seed-{number}").write_bytes(seed)
        target(seed)
    atheris.Setup([sys.argv[0], *sys.argv[4:], str(corpus)], _until_used_up(Costs(target), seconds))
    atheris.Fuzz()


def _until_used_up(target: Costs, seconds: float) -> Callable[[bytes], None]:
    """The target, until the process has worked so long; an input that made an error is kept."""
    ends_s = time.process_time() + seconds

    def try_it(data: bytes) -> None:
        try:
            target(data)
        except BaseException:
            Path(FOUND_NAME).write_bytes(data)
            raise
        finally:
            is_over = time.process_time() > ends_s
            if is_over or target.tried % 500 == 1:
                cost = {"tried": target.tried, "slowest_s": target.slowest_s, "most_mb": target.most_mb}
                Path(COST_NAME).write_text(json.dumps(cost), encoding="utf-8")
        if is_over:
            os._exit(0)

    return try_it


def fuzzed(name: str, seconds: float, place: Path) -> dict[str, Any]:
    """One target for so long."""
    place.mkdir(parents=True, exist_ok=True)
    limits = [*BACKSTOPS, "-max_len=60000", f"-artifact_prefix={place}/find-"]
    command = [sys.executable, "-m", "bench.fuzz", "--child", name, str(seconds), *limits]
    done = subprocess.run(
        command,
        cwd=place,
        env={**os.environ, "PYTHONPATH": str(REPOSITORY)},
        capture_output=True,
        text=True,
        errors="replace",
        check=False,
    )
    cost = place / COST_NAME
    spent = json.loads(cost.read_text(encoding="utf-8")) if cost.exists() else {"tried": 0}
    covered = re.findall(r"cov: (\d+)", done.stderr)
    return {
        "seconds": round(seconds, 1),
        **{key: round(value, 3) for key, value in spent.items()},
        "covered": int(covered[-1]) if covered else 0,
        "finds": sorted(str(path) for path in place.glob("find*")),
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


def measure(minutes: float, only: list[str], keep: Path | None, *, with_hypothesis: bool) -> dict[str, Any]:
    """All of it."""
    result: dict[str, Any] = {"atheris": importlib.util.find_spec("atheris") is not None, "targets": {}}
    if result["atheris"]:
        place = (keep or Path(tempfile.mkdtemp(prefix="voice-coach-finds-"))).resolve()
        shares = {name: 60 * minutes / len(group) for group in GROUPS for name in group}
        for name, seconds in shares.items():
            if not only or name in only:
                result["targets"][name] = fuzzed(name, seconds, place / name)
                print(name, json.dumps(result["targets"][name]), file=sys.stderr, flush=True)
    if with_hypothesis:
        result["hypothesis"] = by_hypothesis()
    return result


def main() -> int:
    """Measure and print; 1 where something was found."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--minutes", type=float, default=10.0, help="of the processor, for each group")
    parser.add_argument("--only", nargs="*", default=[], metavar="NAME", help="targets by name")
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="of what was learnt, and of finds")
    parser.add_argument("--without-hypothesis", action="store_true")
    parser.add_argument("--pretty", action="store_true", help="indent the JSON")
    options = parser.parse_args()
    result = measure(
        options.minutes, options.only, options.keep, with_hypothesis=not options.without_hypothesis
    )
    machine = f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"
    head = {"bench": "fuzz", "minutes": options.minutes, "machine": machine}
    print(json.dumps(head | result, indent=2 if options.pretty else None))
    is_clean = not any(each["error"] for each in result["targets"].values())
    return 0 if is_clean and result.get("hypothesis", {"passed": True})["passed"] else 1


if __name__ == "__main__":
    if sys.argv[1:2] == ["--child"]:
        child(sys.argv[2], float(sys.argv[3]))
    raise SystemExit(main())
