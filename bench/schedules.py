"""Random orders of everything that can happen to the floor: what must never be, counted.

    python -m bench.schedules [--schedules 10000] [--seed 0] [--picture FILE] [--pretty]

Engines answer late, in any order or never, a candidate speaks at any moment, the card is slow. Counted are
samples of a void reply that reached the loudspeaker, moments at which nobody held the floor, void replies
that became a fact, words meant for the interviewer that are in no turn or in two, and wrongly numbered turns.
The goal is 0 of each. JSON on the output; the seed of each bad schedule is in it.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import sys
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "conversation"))

from floor_world import TEXTS, World

from bench.drawing import new_figure, save

STEPS = 160


def schedule(seed: int) -> World:
    """One conversation in a random order."""
    dice = random.Random(seed)
    world = World(dice.randint(1, 8), dice.choice([0.0, 0.0, 0.15]))
    patience = dice.choice([0.05, 0.2, 0.6])  # how promptly the engines answer
    for _ in range(STEPS):
        step(world, dice, patience)
    world.settle()
    return world


def step(world: World, dice: random.Random, patience: float) -> None:
    """Something happens, and a moment passes."""
    speech = [world.speak, world.suspect, world.dismiss, world.lull]
    text = dice.choice(TEXTS)
    choices: list[tuple[float, Any]] = [
        (3.0, world.recognise),
        (3.0, lambda: world.compose(dice.randrange(4), dice.choice([0, 1, 1, 2, 3]))),
        (3.0, lambda: world.voice(dice.randrange(4), dice.choice([0.1, 0.6, 1.5, 4.0]))),
        (2.0, dice.choice(speech)),
        (2.0, world.speak),
        (3.0, lambda: world.close(text, paused=dice.random() < 0.9)),
        (0.2, lambda: world.agenda(dice.uniform(1, 40), dice.uniform(1, 20))),
        (0.2, world.come_in),
        (0.01, world.leave),
    ]
    weights, actions = zip(*choices, strict=True)
    dice.choices(actions, weights)[0]()
    world.advance(dice.choice([0.0, 0.01, 0.05, 0.1, 0.3, 1.0, 3.0]) * min(1.0, patience * 2))


def judged(seed: int) -> tuple[int, list[str], dict[str, int]]:
    """A schedule's faults, and what happened in it."""
    world = schedule(seed)
    counts = Counter(type(command).__name__ for command in world.commands)
    return seed, world.everything_wrong(), dict(counts)


KINDS = {
    "stale_samples_played": "was played",
    "floor_empty": "nobody held",
    "void_replies_committed": "became a fact",
    "words_lost": "lost:",
    "words_twice": "twice:",
    "turns_misnumbered": "numbered",
}


def measure(schedules: int, first: int) -> dict[str, Any]:
    """Run them and count."""
    began_s = time.monotonic()
    happened: Counter[str] = Counter()
    faults: dict[int, list[str]] = {}
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        for seed, wrong, counts in pool.map(judged, range(first, first + schedules), chunksize=50):
            happened.update(counts)
            if wrong:
                faults[seed] = wrong
    every = [each for wrong in faults.values() for each in wrong]
    found = {name: sum(mark in each for each in every) for name, mark in KINDS.items()}
    return {
        "bench": "schedules",
        "schedules": schedules,
        "first_seed": first,
        **found,
        "met": not faults,
        "bad_schedules": {str(seed): wrong[:3] for seed, wrong in list(faults.items())[:20]},
        "bad_schedules_count": len(faults),
        "happened": dict(happened.most_common()),
        "wall_s": round(time.monotonic() - began_s, 1),
    }


def draw(result: dict[str, Any], path: Path) -> None:
    """What happened, and what must never."""
    figure, (left, right) = new_figure(1, 2, (10.4, 4.6))
    happened = result["happened"]
    left.barh(list(happened), list(happened.values()))
    left.set(xscale="log", title=f"commands in {result['schedules']} random orders")
    left.invert_yaxis()
    faults = [result[name] for name in KINDS]
    bars = right.barh([name.replace("_", " ") for name in KINDS], faults)
    right.bar_label(bars)
    right.set(title="what must never happen", xlim=(0, max(1, *faults)))
    right.invert_yaxis()
    save(figure, path)


def main() -> int:
    """Measure and print; 1 where something happened that must never."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--schedules", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--picture", type=Path, help="where to draw it")
    parser.add_argument("--pretty", action="store_true", help="indent the JSON")
    options = parser.parse_args()
    result = measure(options.schedules, options.seed)
    if options.picture:
        draw(result, options.picture)
    print(json.dumps(result, indent=2 if options.pretty else None))
    return 0 if result["met"] else 1


if __name__ == "__main__":
    raise SystemExit(main())
