"""How fast the review page, the search and a session of 45 minutes are.

    python -m bench.review --session FOLDER [--sessions 1000] [--runs 10] [--pretty]

FOLDER is a recorded session of about 45 minutes (`voice-coach demo --fast --minutes 45`); the library is made
of links to it. The page is measured in Chromium where that and playwright are installed. JSON on the output.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from statistics import median
from typing import Any

from starlette.testclient import TestClient

from voice_coach.cli.review import scenario_of
from voice_coach.review.app import STATIC, Review, application
from voice_coach.review.security import Gate
from voice_coach.sessions.index import INDEX_NAME, Index

GOALS = {"library_ms": 500, "search_ms": 100, "page_kb": 1500, "session_ms": 1000, "seek_ms": 100}
LINKED = ("session.json", "events.jsonl", "transcript.json", "scorecard.json")
QUERIES = ("latency", '"three seconds"', "the", "KPI gateway", "elephant")


def library_of(session: Path, folder: Path, count: int) -> None:
    """`count` sessions an hour apart, all with the words of one."""
    start = datetime(2026, 1, 1)
    for number in range(count):
        began = start + timedelta(hours=number)
        target = folder / f"{began:%Y%m%d-%H%M%S}-support-replies-{number % 65536:04x}"
        target.mkdir()
        for name in LINKED:
            os.link(session / name, target / name)


def timed(act: Callable[[], object], runs: int) -> dict[str, float]:
    """Milliseconds: the first time, and the spread of the others."""
    times = []
    for _ in range(runs + 1):
        began = time.perf_counter()
        act()
        times.append((time.perf_counter() - began) * 1000)
    rest = sorted(times[1:])
    return {
        "first": round(times[0], 1),
        "median": round(median(rest), 1),
        "max": round(rest[-1], 1),
    }


def page_of(recordings: Path) -> TestClient:
    """The page, asked in this process, with its cookie."""
    review = Review(recordings, scenario_of, lambda path: path.name, lambda drill, _: drill)
    gate = Gate(application(review), 80)
    client = TestClient(gate, base_url="http://127.0.0.1:80", headers={"host": "127.0.0.1:80"})
    client.get(gate.launch_url)
    return client


def library_figures(session: Path, count: int, runs: int) -> dict[str, Any]:
    """A library of many sessions: the first reading, the page, the search."""
    with tempfile.TemporaryDirectory(dir=session.parent.parent) as made:
        recordings = Path(made)
        library_of(session, recordings, count)
        with Index(recordings) as index:
            began = time.perf_counter()
            index.refresh()
            first_s = time.perf_counter() - began
            searches = {query: timed(lambda query=query: index.search(query, 50), runs) for query in QUERIES}
        client = page_of(recordings)
        return {
            "sessions": count,
            "first_index_s": round(first_s, 1),
            "index_mb": round((recordings / INDEX_NAME).stat().st_size / 1e6, 1),
            "library_ms": timed(lambda: client.get("/").raise_for_status(), runs),
            "search_ms": searches,
            "search_page_ms": timed(lambda: client.get("/?q=latency").raise_for_status(), runs),
        }


def weight_kb(session: Path) -> dict[str, float]:
    """What the page of a session loads, without sound and without the chart library."""
    client = page_of(session.parent)
    address = f"/sessions/{session.name}"
    parts = {
        "html": len(client.get(address).content),
        "view": len(client.get(f"{address}/view").content),
        "outline": len(client.get(f"{address}/peaks").content),
        "own_files": sum(path.stat().st_size for path in STATIC.iterdir()),
    }
    return {name: round(size / 1000, 1) for name, size in (parts | {"all": sum(parts.values())}).items()}


def in_chromium(session: Path, runs: int) -> dict[str, Any] | None:
    """Opening and seeking in a real browser; None where there is none."""
    chromium = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        return None
    if chromium is None:
        return None
    command = [sys.executable, "-m", "voice_coach", "review", session.name, "--no-browser"]
    program = subprocess.Popen(
        [*command, "--recordings", str(session.parent)], stdout=subprocess.PIPE, text=True
    )
    try:
        assert program.stdout is not None
        link = program.stdout.readline().strip()
        with sync_playwright() as started:
            browser = started.chromium.launch(
                executable_path=chromium, args=["--no-sandbox", "--disable-gpu", "--disable-sync"]
            )
            page = browser.new_page(viewport={"width": 1280, "height": 860})
            page.goto(link)
            page.wait_for_selector(".turn")
            address = page.url
            opening = timed(lambda: (page.goto(address), page.wait_for_selector(".turn")), runs)
            page.wait_for_timeout(1000)
            seeks = page.evaluate(SEEKS, runs)
            browser.close()
    finally:
        program.terminate()
        program.wait()
    ordered = sorted(seeks)
    return {
        "open_ms": opening,
        "seek_ms": {"median": round(median(ordered), 1), "max": round(ordered[-1], 1), "count": len(ordered)},
    }


SEEKS = """async (runs) => {
  const audio = window.page.player.audio, times = [];
  const next = (name) => new Promise((done) => audio.addEventListener(name, done, { once: true }));
  if (audio.readyState < 1) await next("loadedmetadata");
  for (let run = 0; run < runs * 3; run += 1) {
    const began = performance.now(), wanted = ((run * 0.37 + 0.11) % 1) * audio.duration;
    const reached = next("seeked");
    audio.currentTime = wanted;
    await reached;
    times.push(performance.now() - began);
  }
  return times;
}"""


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--session", type=Path, required=True)
    parser.add_argument("--sessions", type=int, default=1000)
    parser.add_argument("--runs", type=int, default=10)
    parser.add_argument("--pretty", action="store_true", help="indent the JSON")
    options = parser.parse_args()
    session = options.session.resolve()
    result = {
        "bench": "review",
        "machine": f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}",
        "load": round(os.getloadavg()[0], 2),
        "goals": GOALS,
        "weight_kb": weight_kb(session),
        "browser": in_chromium(session, options.runs),
        "library": library_figures(session, options.sessions, options.runs),
    }
    print(json.dumps(result, indent=2 if options.pretty else None))


if __name__ == "__main__":
    main()
