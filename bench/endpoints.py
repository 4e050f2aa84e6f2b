"""Whole interviews whose server fails, in every way and for each service. Prints JSON.

    python -m bench.endpoints [--service chat] [--failure "giant line"]

Each lasts three minutes on the virtual clock; the server begins to fail once it has begun. Good: it came to
its own end, the screen said what happened, the sound and every turn are on disk, and the key is nowhere.
The requests' deadlines are shortened to 0.3 s. Exit code 1 where one is not good.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from rude_endpoints import FAILURES, Outcome, Service, held


def outcomes(services: list[str], name: str) -> Iterator[Outcome]:
    """One interview after the other."""
    for service, failures in FAILURES.items():
        for failure in failures if service.value in services else ():
            if name in ("", failure.name):
                with tempfile.TemporaryDirectory() as folder:
                    yield held(service, failure, Path(folder))


def main() -> None:
    """Hold them and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--service", choices=[each.value for each in Service])
    parser.add_argument("--failure", default="", help="only the one of this name")
    options = parser.parse_args()
    services = [options.service] if options.service else [each.value for each in Service]
    found = list(outcomes(services, options.failure))
    rows = [asdict(each) | {"is_good": each.is_good} for each in found]
    good = sum(each.is_good for each in found)
    print(json.dumps({"bench": "endpoints", "held": len(found), "good": good, "interviews": rows}, indent=1))
    sys.exit(good < len(found))


if __name__ == "__main__":
    main()
