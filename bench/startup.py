"""How long `voice-coach --help` takes, and how large the environment is that it needs.

    python -m bench.startup [--runs 20] [--pretty]

The goal is a median of 0.3 s, once the files are in the machine's cache. JSON on the output.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
import time
from pathlib import Path
from statistics import median

GOAL_S = 0.3
LARGEST = 8


def start_s(program: Path) -> float:
    """One start to its end, in seconds."""
    began_s = time.perf_counter()
    subprocess.run([str(program), "--help"], check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - began_s


def size_of(folder: Path) -> int:
    """Bytes that a folder takes on the disk; a link counts as one, and a file with two names once."""
    files = [Path(root) / name for root, _, names in os.walk(folder) for name in names]
    seen = {(found.st_dev, found.st_ino): found.st_blocks * 512 for found in map(os.lstat, files)}
    return sum(seen.values())


def largest_in(environment: Path) -> dict[str, float]:
    """The largest packages of the environment, in MB."""
    packages = [each for site in environment.glob("lib/python*/site-packages") for each in site.iterdir()]
    sizes = {each.name: size_of(each) for each in packages if each.is_dir()}
    biggest = sorted(sizes, key=lambda name: -sizes[name])[:LARGEST]
    return {name: round(sizes[name] / 1e6, 1) for name in biggest}


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--runs", type=int, default=20)
    parser.add_argument("--pretty", action="store_true", help="indent the JSON")
    options = parser.parse_args()
    environment = Path(sys.prefix)
    program = environment / "bin" / "voice-coach"
    first_s = start_s(program)
    times_s = [start_s(program) for _ in range(options.runs)]
    result = {
        "bench": "startup",
        "machine": f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}",
        "load": round(os.getloadavg()[0], 2),
        "runs": options.runs,
        "help_s": {
            "first": round(first_s, 3),
            "median": round(median(times_s), 3),
            "min": round(min(times_s), 3),
            "max": round(max(times_s), 3),
        },
        "goal_s": GOAL_S,
        "met": median(times_s) <= GOAL_S,
        "environment_mb": round(size_of(environment) / 1e6, 1),
        "largest_mb": largest_in(environment),
    }
    print(json.dumps(result, indent=2 if options.pretty else None))


if __name__ == "__main__":
    main()
