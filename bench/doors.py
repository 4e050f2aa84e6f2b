"""The review page as it is served, asked over real connections for what it must not give. Prints JSON.

    python -m bench.doors [--pretty]

`voice-coach review` runs in a process of its own. The owner's browser, with its cookie, asks for each of the
addresses of `tests/review/test_security.py` that try to leave the recordings, letter by letter as they stand
there, for absurd ranges of a sound, and, with and without its cookie, for pages with every mixture of host,
origin and method. Told are bytes from outside the recordings, wrong answers, and how long each took; the
goal is less than 50 ms each.
"""

from __future__ import annotations

import argparse
import http.client
import json
import os
import platform
import re
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np

REPOSITORY = Path(__file__).parents[1]
for part in ("tests", "tests/sessions", "tests/review"):
    sys.path.insert(0, str(REPOSITORY / part))

from recorded import a_session  # noqa: E402
from test_security import ADDRESSES, ENDS, METHODS, PLACES, SECRET, UP  # noqa: E402

MOST_MS = 50.0
RANGES = (
    *("bytes=0-0", "bytes=-1", "bytes=0-", "bytes=5-2", "bytes=999999999999-", "bytes=-0", "bytes=a-b"),
    *("bytes=0-0,2-3", ",".join(["bytes=0-1"] + ["0-1"] * 500), "lines=0-1", "bytes=" + "9" * 5000 + "-"),
)


@dataclass
class Door:
    """One connection to the page, and what it took."""

    port: int
    cookie: str = ""
    took_ms: list[float] = field(default_factory=list)
    leaked_bytes: int = 0
    statuses: set[int] = field(default_factory=set)

    def ask(self, method: str, address: str, **headers: str) -> int:
        """The answer's status; the address goes out as it is."""
        said = {"host": f"127.0.0.1:{self.port}"} | ({"cookie": self.cookie} if self.cookie else {}) | headers
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        line.connect()
        began_s = time.perf_counter()
        line.putrequest(method, address, skip_host=True, skip_accept_encoding=True)
        for name, value in said.items():
            line.putheader(name, value)
        line.endheaders()
        answer = line.getresponse()
        body = answer.read()
        self.took_ms.append(1000 * (time.perf_counter() - began_s))
        line.close()
        self.leaked_bytes += len(body) if SECRET.encode() in body or b"root:" in body else 0
        self.statuses.add(answer.status)
        return answer.status

    def times(self) -> dict[str, Any]:
        """Of all that was asked."""
        took = np.array(self.took_ms)
        return {
            "asked": len(took),
            "median_ms": round(float(np.median(took)), 2),
            "slowest_ms": round(float(took.max()), 2),
            "too_slow": int((took >= MOST_MS).sum()),
            "leaked_bytes": self.leaked_bytes,
            "statuses": sorted(self.statuses),
        }


def owner_of(link: str) -> Door:
    """The browser that came by the link."""
    port, path = re.findall(r"http://127\.0\.0\.1:(\d+)(\S+)", link)[0]
    line = http.client.HTTPConnection("127.0.0.1", int(port), timeout=10)
    line.request("GET", path)
    cookie = str(line.getresponse().getheader("set-cookie")).partition(";")[0]
    line.close()
    return Door(int(port), cookie)


def outside(owner: Door, session: str) -> dict[str, Any]:
    """Every address that tries to leave the recordings."""
    payloads = [f"{up}/{end}" for up, end in product(UP, ENDS)]
    payloads += [f"{session}/{payload}" for payload in payloads]
    door = Door(owner.port, owner.cookie)
    for place, payload in product(PLACES, payloads):
        door.ask("GET", place.format(payload).replace("\\", "%5c"))
    return door.times()


def ranges(owner: Door, session: str) -> dict[str, Any]:
    """Every odd range of the session's sound."""
    door = Door(owner.port, owner.cookie)
    for wanted in RANGES:
        door.ask("GET", f"/sessions/{session}/sound", range=wanted)
    return door.times()


def matrix(owner: Door) -> dict[str, Any]:
    """Host x origin x cookie x method: wrong is who is let in and should not be, and the other way round."""
    own = f"127.0.0.1:{owner.port}"
    hosts = (own, "evil.example", f"{own}.evil.example", "127.0.0.1", "127.0.0.1:1", "")
    origins = ("", f"http://{own}", "http://evil.example", "null", f"https://{own}")
    door, wrong, stranger = Door(owner.port, owner.cookie), 0, Door(owner.port)
    for address, host, origin, method in product(ADDRESSES, hosts, origins, METHODS):
        own_origin = origin == f"http://{own}" or (not origin and method in ("GET", "HEAD"))
        for each in (door, stranger):
            headers = {"host": host} | ({"origin": origin} if origin else {})
            refused = each.ask(method, address, **headers) in (400, 403, 421)
            may_in = host == own and own_origin and bool(each.cookie)
            wrong += refused is may_in and not (may_in and address in ("/import", "/launch"))
    door.took_ms += stranger.took_ms
    return door.times() | {"wrong": wrong}


def measure() -> dict[str, Any]:
    """Serve, and ask."""
    with tempfile.TemporaryDirectory() as place:
        recordings = Path(place) / "recordings"
        recordings.mkdir()
        (Path(place) / "secret.txt").write_text(SECRET, encoding="utf-8")
        session = a_session(recordings).name
        command = [sys.executable, "-u", "-m", "voice_coach", "review", "--no-browser"]
        served = subprocess.Popen(
            [*command, "--recordings", str(recordings)], stdout=subprocess.PIPE, text=True, cwd=REPOSITORY
        )
        try:
            assert served.stdout is not None
            link = next(line for line in served.stdout if "http://127.0.0.1" in line)
            owner = owner_of(link)
            owner.ask("GET", "/")
            return {
                "outside": outside(owner, session),
                "ranges": ranges(owner, session),
                "matrix": matrix(owner),
            }
        finally:
            served.terminate()
            served.wait(10)
            assert served.stdout is not None
            served.stdout.close()


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--pretty", action="store_true", help="indent the JSON")
    options = parser.parse_args()
    machine = f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"
    head = {"bench": "doors", "machine": machine, "goal_ms": MOST_MS}
    found = measure()
    print(
        json.dumps(
            head | found | {"load": round(os.getloadavg()[0], 1)}, indent=2 if options.pretty else None
        )
    )


if __name__ == "__main__":
    main()
