"""Conversations with people of seven habits: who is cut off, who is missed, what stops the interviewer.

    python -m bench.talkers [--seeds 50] [--seconds 90] [--profile patient] [--picture FILE]

In the simulated room, on headphones (`bench.bargein --loudspeaker` and `bench.echo` have the echo): a slow
thinker, a rambler, one who nods, one who coughs, one who interrupts, one who talks over the first word and
one who is silent; so many conversations with each on the virtual clock, with a voice of tones and a
recogniser that errs never but takes 0.15 s. Counted for each habit, with the shares' 95% bounds (Wilson):
pauses answered although the talker went on (those in which the interviewer came in on purpose, because time
was up or the answer without end, apart); interruptions that did not get the floor; nods, coughs and silences
that took it; words lost; the silence before each reply; and what was prepared in vain. JSON on the output;
`--picture` needs matplotlib.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
import tempfile
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass, field
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from interview_makers import LevelDetector, Sitting

from bench.drawing import new_figure, save
from voice_coach.conversation.endpointing import PROFILES
from voice_coach.conversation.floor_state import FloorRules
from voice_coach.conversation.sound import Samples, seconds_of
from voice_coach.engines.room_card import Room, RoomCard
from voice_coach.engines.scripted_engines import ScriptedRecogniser, ToneVoice
from voice_coach.engines.talkers import Account, Habit, Talker, Utterance

NEAR_S = 3.0
"""How long after an utterance over the interviewer its outcome may come."""
TRIFLES = ("nod", "cough")
ON_PURPOSE = ("cut_in", "interrupt_diagram", "time_check", "wrap_up", "close")


@dataclass(slots=True)
class Count:
    """What happened in one conversation, or in many."""

    conversations: int = 0
    pauses: int = 0
    cut_offs: int = 0
    came_in: int = 0
    """Pauses in which the interviewer came in on purpose."""
    interruptions: int = 0
    missed: int = 0
    trifles: int = 0
    wrong_stops: int = 0
    self_interruptions: int = 0
    """Replies that stopped although nobody had said anything."""
    words_lost: int = 0
    watchdog: int = 0
    faults: int = 0
    sound_s: float = 0.0
    sound_void_s: float = 0.0
    gaps_ms: list[float] = field(default_factory=list)

    def add(self, other: Count) -> None:
        """Count the other's, too."""
        for name, value in asdict(other).items():
            setattr(self, name, getattr(self, name) + value)


@cache
def _hummed(text: str) -> Samples:
    return ToneVoice(190).speak(text).samples


@dataclass(frozen=True, slots=True)
class Setting:
    """One conversation about to be held."""

    habit: Habit
    seed: int
    seconds: float
    profile: str


def converse(setting: Setting) -> tuple[Habit, Count]:
    """Hold it and count."""
    talker = Talker(setting.habit, _hummed, setting.seed)
    with tempfile.TemporaryDirectory() as folder:
        sitting = Sitting(
            Path(folder),
            RoomCard(talker, Room(seed=setting.seed)),
            LevelDetector(),
            ScriptedRecogniser(talker.words_in),
            ToneVoice(),
            seed=setting.seed,
            with_sound=False,
            rules=FloorRules(profile=PROFILES[setting.profile]),
        )
        sitting.hold_stepped(setting.seconds)
        sitting.writer.close()
    return setting.habit, counted(sitting, talker.account)


def counted(sitting: Sitting, account: Account) -> Count:
    """The events beside what the talker knows."""
    last_s = (
        seconds_of(account.said[-1].end) if account.said else 0.0
    )  # what is being said is no account's yet
    stops = [float(str(e["t_s"])) for e in sitting.of("barge_in") if e["outcome"] == "cancelled"]
    trifles = [each for each in account.said if each.purpose in TRIFLES]
    asked = [each for each in account.said if each.purpose == "interruption"]
    kept = " / ".join(str(t["text"]) for t in sitting.of("turn") if t["speaker"] == "candidate")
    row = sitting.of("speculation")[0]
    moves = [float(str(e["t_s"])) for e in sitting.of("move") if e["kind"] in ON_PURPOSE]
    came_in = sum(any(abs(seconds_of(at) - t_s) < 0.5 for t_s in moves) for at in account.cut_offs)
    cut_offs = len(account.cut_offs) - came_in
    return Count(
        conversations=1,
        pauses=account.pauses + cut_offs,
        cut_offs=cut_offs,
        came_in=came_in,
        interruptions=len(asked),
        missed=sum(each.text not in kept for each in asked),
        trifles=len(trifles),
        wrong_stops=sum(_stopped_by(each, stops, account) for each in trifles),
        self_interruptions=sum(not _anybody(at_s, account) for at_s in stops if at_s < last_s),
        words_lost=sum(each.text not in kept for each in account.said[:-1] if each.purpose == "answer"),
        watchdog=len(sitting.of("watchdog")),
        faults=len(sitting.of("fault")),
        sound_s=float(str(row["sound_s"])),
        sound_void_s=float(str(row["sound_void_s"])),
        gaps_ms=[1000 * seconds_of(each) for each in account.gaps],
    )


def _stopped_by(trifle: Utterance, stops: Sequence[float], account: Account) -> bool:
    """Whether a reply stopped just after it, and after nothing else."""
    start_s = seconds_of(trifle.start)
    others = [each for each in account.said if each is not trifle]
    return any(
        start_s <= at_s <= start_s + NEAR_S and not _anybody_of(others, at_s, NEAR_S) for at_s in stops
    )


def _anybody(at_s: float, account: Account) -> bool:
    return _anybody_of(account.said, at_s, NEAR_S)


def _anybody_of(said: Sequence[Utterance], at_s: float, within_s: float) -> bool:
    return any(seconds_of(e.start) <= at_s <= seconds_of(e.end) + within_s for e in said)


def bounds(count: int, n: int) -> list[float] | None:
    """The share with its 95% bounds (Wilson 1927)."""
    if not n:
        return None
    z, share = 1.96, count / n
    centre = (share + z * z / (2 * n)) / (1 + z * z / n)
    half = z * float(np.sqrt(share * (1 - share) / n + z * z / (4 * n * n))) / (1 + z * z / n)
    return [round(each, 4) for each in (share, max(0.0, centre - half), min(1.0, centre + half))]


def row_of(count: Count) -> dict[str, Any]:
    """A habit's row."""
    figures = {name: value for name, value in asdict(count).items() if name != "gaps_ms"}
    gaps = count.gaps_ms
    return {
        **{name: round(value, 1) for name, value in figures.items()},
        "cut_off_share": bounds(count.cut_offs, count.pauses),
        "missed_share": bounds(count.missed, count.interruptions),
        "wrong_stop_share": bounds(count.wrong_stops, count.trifles),
        "sound_prepared_for_each_heard": round(
            count.sound_s / max(count.sound_s - count.sound_void_s, 0.1), 2
        ),
        "gap_ms": {
            "n": len(gaps),
            **{f"p{q}": round(float(np.percentile(gaps, q))) for q in (50, 95) if gaps},
        },
    }


def measure(options: argparse.Namespace) -> dict[str, Any]:
    """Every conversation."""
    settings = [
        Setting(habit, seed, options.seconds, options.profile)
        for habit, seed in product(Habit, range(options.seed, options.seed + options.seeds))
    ]
    counts = {habit: Count() for habit in Habit}
    whole = Count()
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        for habit, count in pool.map(converse, settings, chunksize=5):
            counts[habit].add(count)
            whole.add(count)
    return {"all": row_of(whole), "habits": {habit.value: row_of(count) for habit, count in counts.items()}}


def draw(result: dict[str, Any], path: Path) -> None:
    """Shares with their bounds, and the gaps, for each habit."""
    figure, axes = new_figure(1, 3, (13.0, 4.0))
    rows = result["habits"]
    names = [name.replace("_", " ") for name in rows]
    for axis, key, title in zip(
        axes,
        ("cut_off_share", "missed_share", "wrong_stop_share"),
        ("pauses cut off, %", "interruptions missed, %", "nods and coughs that stopped it, %"),
        strict=True,
    ):
        for at, row in enumerate(rows.values()):
            share, low, high = row[key] or [0.0, 0.0, 0.0]
            axis.plot([100 * low, 100 * high], [at, at], "C0", lw=2)
            axis.plot(100 * share, at, "ko" if row[key] else "w.", ms=5)
        axis.set(title=title, yticks=range(len(names)), yticklabels=names, xlim=(-1, 30), ylim=(-0.5, 6.5))
        axis.invert_yaxis()
        axis.grid(alpha=0.3)
    save(figure, path)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--seeds", type=int, default=50, help="conversations with each")
    parser.add_argument("--seed", type=int, default=0, help="the first of them")
    parser.add_argument("--seconds", type=float, default=90.0, help="of each conversation")
    parser.add_argument("--profile", choices=sorted(PROFILES), default="patient")
    parser.add_argument("--picture", type=Path, help="where to draw it")
    parser.add_argument("--pretty", action="store_true", help="indent the JSON")
    options = parser.parse_args()
    began_s = time.monotonic()
    head = {
        "bench": "talkers",
        "machine": f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}",
        "profile": options.profile,
        "seeds": options.seeds,
        "seconds": options.seconds,
    }
    result = head | measure(options) | {"wall_s": round(time.monotonic() - began_s, 1)}
    if options.picture:
        draw(result, options.picture)
    print(json.dumps(result, indent=2 if options.pretty else None))


if __name__ == "__main__":
    main()
