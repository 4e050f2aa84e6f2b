"""Drills, measured; JSON on the output.

    python -m bench.drills [--kind 0|1] [--talk FILE.json ...]
    python -m bench.drills --kinds ROUNDS
    python -m bench.drills --heard MINUTES --talk FILE.json ...
    python -m bench.drills --spoken DIR [--minutes 10]

Without sound: phrasings understood, false triggers in transcripts of answers, planted flaws named. With
`--spoken` a hands-free session on a virtual sound card; its recording is kept in DIR.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2] / "tests" / "coaching"))

from flawed_answers import KINDS, PARTS, flawed

from bench.drills import heard_answers, kinds, spoken_session
from bench.drills.fresh_phrasings import FRESH, LOOK_ALIKES
from bench.drills.phrasings import LATER, NO_WISHES, PHRASINGS
from bench.recogniser_text import as_recognised
from voice_coach.coaching.drill_commands import addressed_in, wish_in
from voice_coach.coaching.drill_feedback import feedback_on
from voice_coach.coaching.drill_meaning import MOST_WORDS
from voice_coach.coaching.drill_round import rounds_of
from voice_coach.library import load_all, load_drills

HALVES = {"for_mending": 0, "for_measuring": 1}
SEEDS = range(5)
"""Of recognition errors."""


def main() -> None:
    """Measure what was asked for."""
    parser = argparse.ArgumentParser(prog="python -m bench.drills", description=__doc__)
    parser.add_argument("--kind", type=int, choices=range(KINDS), default=0)
    parser.add_argument("--talk", type=Path, nargs="*", default=[], help="transcripts with `turns`")
    parser.add_argument("--kinds", type=int, metavar="ROUNDS", help="each kind of candidate, each drill")
    parser.add_argument("--heard", type=float, metavar="MINUTES", help="of answers, through the recogniser")
    parser.add_argument("--spoken", type=Path)
    parser.add_argument("--minutes", type=float, default=10.0)
    chosen = parser.parse_args()
    found: dict[str, object]
    if chosen.kinds:
        found = kinds.measured(chosen.kinds)
    elif chosen.heard:
        found = heard_answers.measured(answers_in(chosen.talk), chosen.heard)
    elif chosen.spoken:
        found = spoken_session.measured(chosen.minutes, chosen.spoken)
    else:
        found = {
            "phrasings": understood(PHRASINGS),
            "phrasings_written_later": understood(LATER),
            "phrasings_in_ones_own_words": {name: halves(part) for name, part in HALVES.items()},
            "no_wishes": taken(NO_WISHES),
            "sentences_of_answers": taken(short_sentences(chosen.talk)),
            "false_triggers": false_triggers(chosen.talk),
            "planted_flaws": planted(chosen.kind),
        }
    print(json.dumps(found, indent=1))


def understood(phrasings: Mapping[str, Sequence[str]]) -> dict[str, object]:
    """How many of the phrasings bring about their wish, and which do not."""
    said = [(wish, each) for wish, texts in phrasings.items() for each in texts]
    missed = [(wish, each) for wish, each in said if (found := wish_in(each)) is None or found.value != wish]
    return {"said": len(said), "understood": len(said) - len(missed), "missed": missed}


def halves(first: int) -> dict[str, object]:
    """Every second of the fresh phrasings and look-alikes, as written and as a recogniser gives them."""
    wishes = {wish: texts[first::2] for wish, texts in FRESH.items()}
    looks = LOOK_ALIKES[first::2]
    misheard = {
        wish: [as_recognised(t, seed) for t in texts for seed in SEEDS] for wish, texts in wishes.items()
    }
    return {
        "written": understood(wishes),
        "misheard": understood(misheard),
        "look_alikes": taken(looks),
        "look_alikes_misheard": taken([as_recognised(text, seed) for text in looks for seed in SEEDS]),
    }


def taken(texts: Sequence[str]) -> dict[str, object]:
    """What asks for nothing, and yet is taken for a wish."""
    return {"said": len(texts), "taken": [(each, wish) for each in texts if (wish := wish_in(each))]}


def answers_in(files: Sequence[Path]) -> list[str]:
    """What candidates said in these transcripts."""
    turns = [turn for file in files for turn in json.loads(file.read_text())["turns"]]
    return [turn["text"] for turn in turns if turn["speaker"] == "candidate"]


def short_sentences(files: Sequence[Path]) -> list[str]:
    """Sentences of answers that are short enough for a wish."""
    sentences = {each for text in answers_in(files) for each in re.split(r"(?<=[.!?])\s+", text)}
    return sorted(each for each in sentences if len(each.split()) <= MOST_WORDS)


def false_triggers(files: Sequence[Path]) -> dict[str, object]:
    """Wishes heard in the middle of answers, per 30 minutes of them; only those after "coach" count there."""
    answers = answers_in(files)
    minutes = sum(len(text.split()) for text in answers) / 150
    taken = [text for text in answers if addressed_in(text) is not None]
    per_30 = 30 * len(taken) / minutes if minutes else None
    return {"answers": len(answers), "minutes_at_150_wpm": round(minutes, 1), "per_30_min": per_30}


def planted(kind: int) -> dict[str, object]:
    """How often the one flaw of an answer, or none, is what the feedback names, by drill."""
    rows = {name: list(_judged(name, kind)) for name in PARTS}
    every = [is_named for row in rows.values() for is_named in row]
    shares = {name: round(sum(row) / len(row), 3) for name, row in rows.items()}
    return {"kind": kind, "answers": len(every), "share": round(sum(every) / len(every), 4), "drills": shares}


def _judged(name: str, kind: int) -> Iterator[bool]:
    drill, scenarios = load_drills()[name], load_all()
    for rung in range(len(drill.rungs)):
        for round in rounds_of(drill, scenarios, rung):
            if not round.disguise.needs:
                yield from (feedback_on(answer).named == flaw for flaw, answer in flawed(round, kind))


if __name__ == "__main__":
    main()
