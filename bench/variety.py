"""How alike an interviewer's sessions on one problem sound, seed by seed. Prints JSON.

    python -m bench.variety [--scenarios support-replies,tutoring] [--seeds 10] [--minutes 45] [--kind strong]

The same candidate sits for each seed. For every pair of sessions: the share of the interviewer's sentences
that the other session has too, in all and without those that the scenario's author wrote (the problem, facts,
questions of the file), and whether the first reaction, the first question and the goodbye are the same.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
from collections.abc import Iterable
from itertools import combinations
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "coaching"))

from selfplay import Talk, play

from voice_coach.coaching.candidate import CandidateKind
from voice_coach.coaching.language import plain, sentences_of
from voice_coach.coaching.scenario import Scenario
from voice_coach.coaching.stages import Plan, Pressure
from voice_coach.library import load_scenario

SOME = "support-replies,contract-qa,tutoring,ticket-sales,compensation"


def sentences(texts: Iterable[str]) -> set[str]:
    """Each sentence once, comparable."""
    return {plain(sentence) for text in texts for sentence in sentences_of(text)}


def written(scenario: Scenario) -> set[str]:
    """Sentences that stand in the scenario's file."""
    texts = [scenario.prompt]
    texts += [text for fact in scenario.facts for text in (fact.answer, fact.brief)]
    texts += [text for probe in scenario.probes for text in (probe.ask, *probe.follow_ups)]
    texts += [shift.say for shift in scenario.shifts]
    return sentences(texts)


def spoken(talk: Talk) -> list[str]:
    """What the interviewer said after the problem was posed."""
    return [turn.text for turn in talk.of("interviewer")[1:]]


def share(one: set[str], other: set[str]) -> float:
    """Of the smaller one's sentences, those that both have."""
    return len(one & other) / max(1, min(len(one), len(other)))


def measured(name: str, seeds: int, minutes: float, kind: CandidateKind) -> dict[str, object]:
    """One scenario's row."""
    scenario = load_scenario(name)
    author = written(scenario)
    talks = [
        spoken(play(scenario, Plan(minutes, Pressure.STANDARD, seed=seed), kind)) for seed in range(seeds)
    ]
    whole = [sentences(texts) for texts in talks]
    own = [each - author for each in whole]
    pairs = list(combinations(range(seeds), 2))
    shares = [share(whole[a], whole[b]) for a, b in pairs]
    own_shares = [share(own[a], own[b]) for a, b in pairs]

    def alike(place: int) -> float:
        return round(sum(talks[a][place] == talks[b][place] for a, b in pairs) / len(pairs), 3)

    return {
        "scenario": name,
        "turns": statistics.median(len(texts) for texts in talks),
        "shared": _spread(shares),
        "shared_of_own_words": _spread(own_shares),
        "same_first_turn": alike(0),
        "same_second_turn": alike(1),
        "same_goodbye": alike(-1),
        "in_every_session": sorted(set.intersection(*whole)),
    }


def _spread(values: list[float]) -> dict[str, float]:
    return {
        "median": round(statistics.median(values), 3),
        "most": round(max(values), 3),
        "least": round(min(values), 3),
    }


def main() -> None:
    """Hold them and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--scenarios", default=SOME)
    parser.add_argument("--seeds", type=int, default=10)
    parser.add_argument("--minutes", type=float, default=45.0)
    parser.add_argument("--kind", default="strong", choices=[each.value for each in CandidateKind])
    options = parser.parse_args()
    kind = CandidateKind(options.kind)
    rows = [measured(name, options.seeds, options.minutes, kind) for name in options.scenarios.split(",")]
    print(json.dumps({"bench": "variety", "kind": kind, "minutes": options.minutes, "rows": rows}, indent=1))


if __name__ == "__main__":
    main()
