"""The table of faults and attacks: prove it, and write docs/reliability.md.

    python -m bench.reliability                      write the page from what is kept, as all do
    python -m bench.reliability --tests              run every test that a row names, keep the counts
    python -m bench.reliability --defences [ID ...]  switch each defence off in a copy, keep what happened
    python -m bench.reliability --take FILE ...      keep the figures of benchmarks (their JSON)

What is kept lies in bench/reliability/results.json. 1 where a row's test fails or a defence is not missed.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from pathlib import Path
from typing import Any

from bench.reliability.defences import DEFENCES
from bench.reliability.page import page, verdict_of
from bench.reliability.proving import REPOSITORY, copy_of_sources, run_of, switched_off
from bench.reliability.register import TABLE
from bench.reliability.rows import Results

KEPT = Path(__file__).parent / "results.json"
PAGE = REPOSITORY / "docs" / "reliability.md"
LEFT_OUT = ("vitals", "each", "each_s", "gaps", "memory", "said_at_the_end")
"""Of a benchmark's JSON: long, and in the picture."""


def kept() -> dict[str, Any]:
    """What was measured until now."""
    return {"tests": {}, "benches": {}, "defences": {}} | (
        json.loads(KEPT.read_text(encoding="utf-8")) if KEPT.exists() else {}
    )


def results() -> Results:
    """The same, as the page wants it."""
    found = kept()
    return Results(found["tests"], found["benches"], found["defences"])


def keep(found: dict[str, Any]) -> None:
    """Write it down, and the page."""
    KEPT.write_text(json.dumps(found, indent=1, sort_keys=True, ensure_ascii=False) + "\n", encoding="utf-8")
    PAGE.write_text(page(results()), encoding="utf-8")


def take(found: dict[str, Any], path: Path) -> None:
    """A benchmark's figures; a file called `name@what.json` is kept under `name_what`."""
    measured = json.loads(path.read_text(encoding="utf-8"))
    name = "_".join(filter(None, (measured["bench"], path.stem.partition("@")[2])))
    found["benches"][name] = {key: value for key, value in measured.items() if key not in LEFT_OUT}


def try_defences(found: dict[str, Any], names: list[str]) -> None:
    """Each in turn, in one copy of the sources."""
    wanted = [each for each in DEFENCES if not names or each.id in names]
    with tempfile.TemporaryDirectory(prefix="voice-coach-copy-") as place:
        copy = copy_of_sources(Path(place))
        for defence in wanted:
            found["defences"][defence.id] = switched_off(defence, copy)
            print(f"{defence.id}: {found['defences'][defence.id]}", flush=True)


def main() -> int:
    """Do what was asked for, and write the page."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--tests", action="store_true")
    parser.add_argument("--defences", nargs="*", metavar="ID")
    parser.add_argument("--take", nargs="*", type=Path, default=[], metavar="FILE")
    options = parser.parse_args()
    found = kept()
    for path in options.take:
        take(found, path)
    if options.tests:
        found["tests"] = run_of(sorted({test for row in TABLE for test in row.tests}), REPOSITORY)
    if options.defences is not None:
        try_defences(found, options.defences)
    known = {each.id for each in DEFENCES}
    found["defences"] = {name: what for name, what in found["defences"].items() if name in known}
    keep(found)
    seen = results()
    for row in TABLE:
        print(f"{verdict_of(row, seen):9} {row.fault}")
    is_missed = any(each.get("failed") for each in seen.tests.values())
    return int(is_missed or any(each != "the test failed" for each in seen.defences.values()))


if __name__ == "__main__":
    raise SystemExit(main())
