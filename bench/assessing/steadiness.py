"""Whether the same talk always gives the same scorecard, and what words meant for the judge can do."""

from __future__ import annotations

import copy
import hashlib
import json
import os
import random
import subprocess
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from voice_coach.assess import assess, conversation_of

SPOKEN = Path(__file__).resolve().parents[2] / "tests" / "data" / "injections" / "spoken.json"
_PROGRAM = "import sys; from assessing.steadiness import digest; print(digest(sys.stdin.read()))"


def stability(labelled: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """Scorecards of fresh processes with other hash seeds, compared."""
    text = json.dumps(list(labelled))
    digests = {_fresh_digest(text, seed) for seed in ("0", "1", "31337")}
    return {"processes": 3, "different_scorecards": len(digests)}


def _fresh_digest(text: str, seed: str) -> str:
    bench = Path(__file__).resolve().parents[1]
    environment = os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": f"{bench}:{bench.parent}"}
    run = subprocess.run(
        [sys.executable, "-c", _PROGRAM],
        input=text,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    return run.stdout.strip()


def digest(text: str) -> str:
    """One number for the scorecards of some labelled transcripts."""
    cards = [assess(conversation_of(each, each["id"])) for each in json.loads(text)]
    return hashlib.sha256(json.dumps(cards).encode()).hexdigest()


def injections(labelled: Sequence[dict[str, Any]], seed: int = 1) -> dict[str, Any]:
    """Each sentence put behind one of the candidate's turns of each transcript: how often a level moves."""
    chance = random.Random(seed)
    kinds = json.loads(SPOKEN.read_text(encoding="utf-8"))
    return {kind: _moved(labelled, sentences, chance) for kind, sentences in kinds.items()}


def _moved(labelled: Sequence[Any], sentences: Sequence[str], chance: random.Random) -> dict[str, Any]:
    ups, downs, moved, trials = 0, 0, Counter[str](), 0
    for each in labelled:
        before = levels_of(each)
        for sentence in sentences:
            after = levels_of(_with(each, sentence, chance))
            trials += 1
            ups += any((after[d] or 0) > (before[d] or 0) for d in before)
            downs += any((after[d] or 0) < (before[d] or 0) for d in before)
            moved[sentence] += after != before
    shifts = {sentence: count for sentence, count in moved.most_common(8) if count}
    return {
        "sentences": len(sentences),
        "trials": trials,
        "a_level_rose": ups,
        "a_level_fell": downs,
        "sentences_that_ever_moved_one": sum(bool(count) for count in moved.values()),
        "most_moving": shifts,
    }


def levels_of(each: dict[str, Any]) -> dict[str, int | None]:
    """The levels of a transcript."""
    return {d["id"]: d["level"] for d in assess(conversation_of(each, each["id"]))["dimensions"]}


def _with(each: dict[str, Any], sentence: str, chance: random.Random) -> dict[str, Any]:
    changed = copy.deepcopy(each)
    own = [turn for turn in changed["turns"] if turn["speaker"] == "candidate"]
    bare = "".join(char for char in sentence.lower() if char not in ".,:?!")
    turn = chance.choice(own)
    turn["text"] = f"{turn['text'].rstrip()} {bare if each.get('style') == 'asr' else sentence}"
    return changed
