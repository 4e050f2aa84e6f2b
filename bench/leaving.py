"""Whom a whole spoken interview, with every process that it starts, speaks to. Prints JSON.

    python -m bench.leaving [--minutes 3] [--pretty]

`voice-coach demo` holds an interview without a model, with real recogniser and voice processes, under strace,
which follows every child and writes down each connection and each message with an address. Told are the
addresses that are not of this machine; the goal is none. It needs strace.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import re
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path
from typing import Any

CALLS = "connect,sendto,sendmsg,sendmmsg"
ADDRESS = re.compile(
    r"sa_family=(AF_\w+)"
    r'(?:.*?(?:inet_addr\("([^"]+)"\)|inet_pton\(AF_INET6, "([^"]+)"|sun_path=@?"([^"]*)"))?'
)
LOOPBACK = re.compile(r"^(127\.|::1$|0\.0\.0\.0$)")
LOCAL = ("AF_UNIX", "AF_NETLINK", "AF_UNSPEC")


def told(lines: list[str]) -> dict[str, Any]:
    """What a trace says of whom was spoken to."""
    found: Counter[str] = Counter()
    beyond = set()
    for line in lines:
        match = ADDRESS.search(line)
        if match is None:
            continue
        family, *places = match.groups()
        place = next((each for each in places if each), "")
        found[family] += 1
        if family not in LOCAL and not LOOPBACK.match(place):
            beyond.add(f"{family} {place}")
    return {
        "processes": len({line.split(maxsplit=1)[0] for line in lines if line.strip()}),
        "addressed": dict(found),
        "beyond": sorted(beyond),
    }


def measure(minutes: float) -> dict[str, Any]:
    """Hold it under strace."""
    with tempfile.TemporaryDirectory() as place:
        trace = Path(place) / "trace"
        program = [
            sys.executable,
            "-m",
            "voice_coach",
            "demo",
            "--fast",
            "--minutes",
            f"{minutes:g}",
            "--plain",
        ]
        command = ["strace", "-f", "-qq", "-e", f"trace=execve,{CALLS}", "-o", str(trace), *program]
        done = subprocess.run(
            [*command, "--recordings", str(Path(place) / "recordings")],
            cwd=Path(__file__).parents[1],
            capture_output=True,
            text=True,
            check=False,
        )
        lines = trace.read_text(encoding="utf-8", errors="replace").splitlines()
        started = [match[1] for line in lines if (match := re.search(r'execve\("([^"]+)".* = 0$', line))]
        modules = sorted({m for line in lines for m in re.findall(r"voice_coach\.engines\.\w+_child", line)})
        turns = sum(path.read_text().count('"type":"turn"') for path in Path(place).glob("*/*/events.jsonl"))
    return {
        "exit_code": done.returncode,
        "turns": turns,
        "programs": dict(Counter(Path(each).name for each in started)),
        "children": modules,
        **told(lines),
    }


def main() -> int:
    """Measure and print; 1 where anybody beyond this machine was spoken to."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--minutes", type=float, default=3.0)
    parser.add_argument("--pretty", action="store_true", help="indent the JSON")
    options = parser.parse_args()
    machine = f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"
    found = measure(options.minutes)
    head = {"bench": "leaving", "machine": machine, "minutes": options.minutes}
    print(json.dumps(head | found, indent=2 if options.pretty else None))
    return int(bool(found["beyond"]) or found["exit_code"] != 0)


if __name__ == "__main__":
    raise SystemExit(main())
