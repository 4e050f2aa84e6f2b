"""How fast the review page, the search and a session of 45 minutes are.

    python -m bench.review --session FOLDER [--sessions 1000] [--runs 20] [--pretty]

FOLDER is a recorded session of about 45 minutes (`voice-coach demo --fast --minutes 45`). The library holds
interviews of 45 minutes with simulated candidates, no two with the same words, judged as FOLDER is; it is
made beside FOLDER's own library (0.7 GB for 1,000 sessions) and removed afterwards. Pages are measured in
Chromium where that and playwright are installed, else null stands there. JSON on the output.
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
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

from bench.many_sessions import library_of
from voice_coach.sessions.index import INDEX_NAME, Index

GOALS = {"library_ms": 500, "search_ms": 100, "page_kb": 1500, "session_ms": 1000, "seek_ms": 100}
PHRASES = (
    "the",
    "latency",
    "wrong promise",
    "first week",
    '"at the end of the"',
    '"I would ask"',
    "elephant",
)
SEEKS = 100


def spread(times: list[float]) -> dict[str, float]:
    """Median, 95th percentile and most, in milliseconds."""
    ordered = sorted(times)
    places = {"median": 0.5, "p95": 0.95, "max": 1.0}
    found = {name: ordered[round(share * (len(ordered) - 1))] for name, share in places.items()}
    return {name: round(each, 1) for name, each in found.items()} | {"count": len(ordered)}


def timed(act: Callable[[], object], runs: int) -> dict[str, float]:
    """Milliseconds: the first time, and the spread of the others."""
    times = []
    for _ in range(runs + 1):
        began = time.perf_counter()
        act()
        times.append((time.perf_counter() - began) * 1000)
    return {"first": round(times[0], 1)} | spread(times[1:])


def queries_of(words: Counter[str]) -> dict[str, list[str]]:
    """The words said in most sessions, in about a tenth of them, and in one; words side by side or not."""
    ordered = [word for word, _ in words.most_common() if word.isalpha()]
    most = words[ordered[0]]
    tenth = next(place for place, word in enumerate(ordered) if words[word] <= most / 10)
    rare = [word for word in ordered if words[word] == 1]
    return {
        "common": ordered[:8],
        "in_a_tenth": ordered[tenth : tenth + 8],
        "in_one_session": rare[:: max(1, len(rare) // 8)][:8],
        "phrases": list(PHRASES),
    }


def search_figures(recordings: Path, words: Counter[str], runs: int) -> dict[str, Any]:
    """What the search takes, by how common the words are, and the slowest query of each kind."""
    found: dict[str, Any] = {}
    with Index(recordings) as index:
        for kind, queries in queries_of(words).items():
            each = {query: timed(lambda query=query: index.search(query, 50), runs) for query in queries}
            slowest = max(each, key=lambda query: each[query]["p95"])
            found[kind] = {"queries": len(queries), "slowest": slowest} | each[slowest]
    return found


@contextmanager
def visiting(recordings: Path, session: str = "") -> Iterator[tuple[Any, list[str]]]:
    """A page of Chromium that was let in, and the list of its complaints. Needs Chromium and playwright."""
    from playwright.sync_api import sync_playwright

    command = [sys.executable, "-m", "voice_coach", "review", *filter(None, [session]), "--no-browser"]
    program = subprocess.Popen([*command, "--recordings", str(recordings)], stdout=subprocess.PIPE, text=True)
    complaints: list[str] = []
    try:
        assert program.stdout is not None
        link = program.stdout.readline().strip()
        with sync_playwright() as started:
            browser = started.chromium.launch(
                executable_path=chromium(), args=["--no-sandbox", "--disable-gpu", "--disable-sync"]
            )
            page = browser.new_page(viewport={"width": 1280, "height": 860})
            page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
            page.on("pageerror", lambda error: complaints.append(str(error)))
            page.goto(link)
            yield page, complaints
            browser.close()
    finally:
        program.terminate()
        program.wait()


def chromium() -> str | None:
    """Where it is."""
    names = ("chromium", "chromium-browser", "google-chrome")
    return next(filter(None, map(shutil.which, names)), None)


def has_browser() -> bool:
    """Whether pages can be measured."""
    from importlib.util import find_spec

    return chromium() is not None and find_spec("playwright") is not None


def library_figures(session: Path, count: int, runs: int) -> dict[str, Any]:
    """A library of many sessions: the first reading, the search, the page."""
    with tempfile.TemporaryDirectory(dir=session.parent.parent) as made:
        recordings = Path(made)
        words = library_of(session, recordings, count)
        with Index(recordings) as index:
            began = time.perf_counter()
            index.refresh()
            first_s = time.perf_counter() - began
            again = timed(index.refresh, runs)
        return {
            "sessions": count,
            "different_words": len(words),
            "first_index_s": round(first_s, 1),
            "refresh_ms": again,
            "index_mb": round((recordings / INDEX_NAME).stat().st_size / 1e6, 1),
            "search_ms": search_figures(recordings, words, runs),
            "pages": library_pages(recordings, words, runs) if has_browser() else None,
        }


def library_pages(recordings: Path, words: Counter[str], runs: int) -> dict[str, Any]:
    """The library opened in the browser, as it is and with a search for the commonest word."""
    with visiting(recordings) as (page, complaints):
        root = "{0.scheme}://{0.netloc}/".format(urlsplit(page.url))
        common = quote(queries_of(words)["common"][0])
        return {
            "library_ms": timed(lambda: page.goto(root), runs),
            "searched_ms": timed(lambda: page.goto(f"{root}?q={common}"), runs),
            "console_errors": len(complaints),
        }


def session_figures(session: Path, runs: int) -> dict[str, Any]:
    """Opening, weight and seeking of the page of one session."""
    with visiting(session.parent, session.name) as (page, complaints):
        page.wait_for_selector(".turn")
        address = page.url
        weights: dict[str, int] = {}
        page.on("response", lambda answer: weights.update({urlsplit(answer.url).path: _bytes_of(answer)}))
        page.goto(address, wait_until="networkidle")
        page.mouse.wheel(0, 20_000)
        page.wait_for_timeout(1000)
        heard = weights.copy()
        opening = [_opened_ms(page, address) for _ in range(runs)]
        own = {path: size for path, size in heard.items() if not path.endswith(("/sound", "/plotly.js"))}
        return {
            "open_ms": spread(opening),
            "seek_ms": spread(page.evaluate(SEEK, [SEEKS, False])),
            "seek_playing_ms": spread(page.evaluate(SEEK, [SEEKS // 2, True])),
            "weight_kb": round(sum(own.values()) / 1000, 1),
            "heaviest_kb": {path.rsplit("/", 1)[-1]: round(own[path] / 1000, 1) for path in _heaviest(own)},
            "chart_library_kb": round(
                sum(heard[path] for path in heard if path.endswith("/plotly.js")) / 1000
            ),
            "console_errors": len(complaints),
        }


def _opened_ms(page: Any, address: str) -> float:
    """From the start of the navigation until the transcript is drawn, by the browser's own clock."""
    page.goto(address)
    shown_ms: float = page.evaluate(DRAWN)
    page.wait_for_timeout(1000)
    return shown_ms


def _bytes_of(answer: Any) -> int:
    return int(answer.headers.get("content-length", 0))


def _heaviest(weights: dict[str, int]) -> list[str]:
    return sorted(weights, key=lambda path: -weights[path])[:5]


DRAWN = """() => new Promise((done) => {
  const look = () => document.querySelector(".turn") ? done(performance.now()) : requestAnimationFrame(look);
  look();
})"""
"""Playwright's own waiting looks only every half second after a while."""

SEEK = """async ([count, plays]) => {
  const audio = window.page.player.audio, times = [];
  const next = (name) => new Promise((done) => audio.addEventListener(name, done, { once: true }));
  if (audio.readyState < 1) await next("loadedmetadata");
  audio.muted = true;
  if (plays) await audio.play();
  for (let run = 0; run < count; run += 1) {
    const began = performance.now(), reached = next("seeked");
    window.page.player.seek(((run * 0.37 + 0.11) % 1) * audio.duration, false);
    await reached;
    times.push(performance.now() - began);
  }
  audio.pause();
  return times;
}"""


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--session", type=Path, required=True)
    parser.add_argument("--sessions", type=int, default=1000, help="in the library; 0 for none")
    parser.add_argument("--runs", type=int, default=20)
    parser.add_argument("--pretty", action="store_true", help="indent the JSON")
    options = parser.parse_args()
    session, count, runs = options.session.resolve(), options.sessions, options.runs
    result = {
        "bench": "review",
        "machine": f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}",
        "load": round(os.getloadavg()[0], 2),
        "goals": GOALS,
        "session": session_figures(session, runs) if has_browser() else None,
        "library": library_figures(session, count, runs) if count else None,
    }
    print(json.dumps(result, indent=2 if options.pretty else None))


if __name__ == "__main__":
    main()
