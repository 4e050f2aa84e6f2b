"""How well signals are found: `python -m bench.signals [--data DIR] [--split tune|measure] [--rules]`, JSON
out.

Precision, recall and F1 per id on the candidates' words as they stand in the file (`as_written`), and with
what was
written turned into recogniser text (`recognised`). `kinds` breaks down constraints, choices and questions.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from bench.recogniser_text import LIKELY, as_recognised
from voice_coach.assess import conversation_of
from voice_coach.coaching.signals import Vocabulary, find_signals, read_dialogue

HERE = Path(__file__).resolve().parent.parent / "tests" / "data" / "transcripts"
Key = tuple[int, str, str | None]


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the figures of one folder."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=HERE, help="folder of labelled transcripts")
    parser.add_argument("--split", help="only ids that begin so, e.g. measure")
    parser.add_argument("--rate", type=float, default=LIKELY, help="share of words misheard")
    parser.add_argument("--rules", action="store_true", help="without the learned part")
    parser.add_argument("--errors", action="store_true", help="list every disagreement")
    chosen = parser.parse_args(arguments)
    paths = sorted(p for p in chosen.data.glob("*.json") if p.name.startswith(chosen.split or ""))
    labelled = [json.loads(path.read_text(encoding="utf-8")) for path in paths]
    recognised = [heard(each, chosen.rate) for each in labelled]
    print(
        json.dumps(
            {
                "transcripts": len(labelled),
                "as_written": figures(labelled, not chosen.rules, chosen.errors),
                "recognised": figures(recognised, not chosen.rules, chosen.errors),
            },
            indent=1,
        )
    )
    return 0


def heard(each: dict[str, Any], rate: float = LIKELY) -> dict[str, Any]:
    """A transcript whose candidate went through a recogniser; one that already did stays as it is."""
    if each["style"] == "asr":
        return each
    turns = [
        {**turn, "text": as_recognised(turn["text"], at, rate)} if turn["speaker"] == "candidate" else turn
        for at, turn in enumerate(each["turns"])
    ]
    return {**each, "turns": turns}


def figures(labelled: Sequence[dict[str, Any]], learned: bool = True, errors: bool = False) -> dict[str, Any]:
    """All measures over some labelled transcripts."""
    begun = time.perf_counter()
    found = [_found(each, learned) for each in labelled]
    spent_s = time.perf_counter() - begun
    expected = [_expected(each) for each in labelled]
    measured = {
        "seconds_per_transcript": round(spent_s / max(1, len(labelled)), 4),
        "by_id": _by(expected, found, lambda key: key[1]),
        "kinds": _by(expected, found, lambda key: f"{key[1]}:{key[2]}" if key[2] else None),
    }
    return measured | ({"errors": list(_disagreements(labelled, expected, found))} if errors else {})


def _found(each: dict[str, Any], learned: bool) -> set[Key]:
    conversation = conversation_of(each, each["id"])
    dialogue = read_dialogue(conversation.turns, Vocabulary(kpi=conversation.kpi))
    return {(s.turn, str(s.id), str(s.kind) if s.kind else None) for s in find_signals(dialogue, learned)}


def _expected(each: dict[str, Any]) -> set[Key]:
    return {(s["turn"], s["id"], s.get("kind")) for s in each["expected"]["signals"]}


def _by(expected: Sequence[set[Key]], found: Sequence[set[Key]], name: Any) -> dict[str, Any]:
    counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for wanted, got in zip(expected, found, strict=True):
        for key in wanted | got:
            if name(key) is not None:
                counts[name(key)][
                    "hit" if key in wanted & got else "missed" if key in wanted else "wrong"
                ] += 1
    ordered = sorted(counts, key=lambda n: -(counts[n]["hit"] + counts[n]["missed"]))
    return {each: _rates(counts[each]) for each in ordered}


def _rates(count: Counter[str]) -> dict[str, float | int | None]:
    hit, wrong, missed = count["hit"], count["wrong"], count["missed"]
    return {
        "hit": hit,
        "wrong": wrong,
        "missed": missed,
        "precision": _share(hit, hit + wrong),
        "recall": _share(hit, hit + missed),
        "f1": _share(2 * hit, 2 * hit + wrong + missed),
    }


def _share(part: int, whole: int) -> float | None:
    return round(part / whole, 3) if whole else None


def _disagreements(
    labelled: Sequence[dict[str, Any]], expected: Iterable[set[Key]], found: Iterable[set[Key]]
) -> Iterable[str]:
    for each, wanted, got in zip(labelled, expected, found, strict=True):
        for key in sorted(wanted ^ got, key=str):
            what = "missed" if key in wanted else "wrong"
            yield f"{each['id']} {what} {key[1]} {key[2] or ''}: {each['turns'][key[0]]['text'][:160]}"


if __name__ == "__main__":
    sys.exit(main())
