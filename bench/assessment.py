"""How far the scorecard can be trusted, as JSON.

    python bench/assessment.py                       agreement with the labels of tests/data/transcripts
    python bench/assessment.py --split measure       only those that were never tuned on
    python bench/assessment.py --data DIR --only noise,injections,flips,stability
    python bench/assessment.py --only speed

Parts: agreement; anchors (levels from the labelled signals, no detector in between); noise (5, 10, 20 % word
errors, five seeds: lowest, mean, highest); stability; flips (one behaviour taken out); both_forms (what
the further measures find in written text and in a recogniser's); injections (words meant for the judge, and
harmless ones); speed.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from assessing.agreement import agreement
from assessing.anchors_alone import anchors_alone
from assessing.both_forms import both_forms
from assessing.flips import flips
from assessing.noise import noise
from assessing.speed import long_talk, many_talks
from assessing.steadiness import injections, stability

HERE = Path(__file__).resolve().parent.parent / "tests" / "data" / "transcripts"
PARTS: dict[str, Callable[[Sequence[dict[str, Any]]], Any]] = {
    "agreement": agreement,
    "anchors": anchors_alone,
    "noise": noise,
    "stability": stability,
    "flips": flips,
    "both_forms": both_forms,
    "injections": injections,
    "speed": lambda labelled: {"long_talk": long_talk(labelled), "many_talks": many_talks(labelled)},
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the figures of one folder."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, default=HERE, help="folder of labelled transcripts")
    parser.add_argument("--split", help="only transcripts of this split, e.g. measure")
    parser.add_argument("--skip", default="", help="ids to leave out, apart by commas")
    parser.add_argument(
        "--only", default="agreement", help=f"parts apart by commas, of {', '.join(PARTS)}; or all"
    )
    chosen = parser.parse_args(arguments)
    labelled = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(chosen.data.glob("*.json"))]
    labelled = [each for each in labelled if chosen.split in (None, each.get("split"))]
    labelled = [each for each in labelled if each["id"] not in chosen.skip.split(",")]
    names = list(PARTS) if chosen.only == "all" else chosen.only.split(",")
    if not labelled or not set(names) <= set(PARTS):
        print(json.dumps({"error": "no labelled transcripts there" if not labelled else "no such part"}))
        return 1
    print(json.dumps({name: PARTS[name](labelled) for name in names}, indent=1))
    return 0


if __name__ == "__main__":
    sys.exit(main())
