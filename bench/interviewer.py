"""The interviewer's own exam: many interviews with simulated candidates, each checked by the same rules.

    python bench/interviewer.py --sessions 500 --json exam.json
    python bench/interviewer.py --sessions 500 --keep exam.jsonl  # goes on where it stopped
    python bench/interviewer.py --sessions 40 --interviewer llm --base-url http://localhost:11434/v1 --model M

Sessions run through the real driver on a virtual clock; with the scripted interviewer a case gives the same
session every time. `--show "rambler / support-replies / bar-raiser / 45 min / seed 7"` prints one in full.
The exit status is 1 where a rule misses its goal: every session for safety rules, 98 per cent otherwise.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field
from functools import partial
from multiprocessing import Pool
from pathlib import Path
from typing import Any

from exam import conduct, honesty, listening, speech
from exam.record import LAWS, Breach, Record, Turn
from exam.sitting import Case, hold, scenario_of

from voice_coach.coaching.candidate import CandidateKind
from voice_coach.coaching.preparation import TextSource
from voice_coach.coaching.stages import Pressure
from voice_coach.library import scenario_ids

GOAL = 0.98
WORST = 3
RULE_ROOMS = (speech, honesty, listening, conduct)
"""Importing them enters their rules."""


@dataclass(frozen=True, slots=True)
class Minded:
    """Which language model words the interviewer's moves."""

    base_url: str
    model: str
    key_variable: str


@dataclass(slots=True)
class Marks:
    """One session's result: the rules that it tested, and where it broke them."""

    case: Case
    tested: list[str]
    breaches: dict[str, list[Breach]]
    turns: int


@dataclass(slots=True)
class Tally:
    """One rule over all sessions."""

    rule: str
    safety: bool
    sessions: int = 0
    kept: int = 0
    worst: list[tuple[str, str]] = field(default_factory=list)
    """(case, detail) of the first breaches."""

    @property
    def rate(self) -> float:
        """Share of the sessions that test it and keep it."""
        return self.kept / self.sessions if self.sessions else 1.0

    @property
    def is_met(self) -> bool:
        """Whether the goal is reached."""
        return self.rate >= (1.0 if self.safety else GOAL)


def main() -> int:
    """Run the exam."""
    options = _options()
    if options.show:
        print(transcript(Record(hold(_case_of(options.show), _source(_minded(options))))))
        return 0
    cases = list(drawn_cases(options))
    for scenario in {case.scenario for case in cases}:
        scenario_of(scenario)
    os.nice(10)
    marks = _kept(options.keep)
    done = {str(mark.case) for mark in marks}
    with Pool(options.workers) as pool:
        left = [case for case in cases if str(case) not in done]
        for mark in pool.imap_unordered(partial(examined, minded=_minded(options)), left):
            marks.append(mark)
            _keep(options.keep, mark)
    tallies = tallied(marks)
    print(table(tallies, marks))
    if options.json:
        options.json.write_text(json.dumps(_report(tallies, marks), indent=1), encoding="utf-8")
    return 0 if all(tally.is_met for tally in tallies) else 1


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--sessions", type=int, default=500)
    parser.add_argument("--kinds", default=",".join(CandidateKind))
    parser.add_argument("--scenarios", default="all")
    parser.add_argument("--pressures", default=",".join(Pressure))
    parser.add_argument("--minutes", default="3,10,10,45", help="drawn from; repeat one to have more of it")
    parser.add_argument("--seed", type=int, default=0, help="of the draw of the cases")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--interviewer", choices=("scripted", "llm"), default="scripted")
    parser.add_argument("--base-url", default="http://localhost:11434/v1")
    parser.add_argument("--model", default="")
    parser.add_argument("--key-variable", default="OPENAI_API_KEY", help="environment variable with the key")
    parser.add_argument("--json", type=Path)
    parser.add_argument(
        "--keep", type=Path, help="a file of results so far: an exam that was stopped goes on"
    )
    parser.add_argument("--show", help="a case as the report names it: print its transcript and stop")
    return parser.parse_args()


def drawn_cases(options: argparse.Namespace) -> Iterator[Case]:
    """The cases, every kind and pressure equally often."""
    dice = random.Random(options.seed)
    kinds, pressures = options.kinds.split(","), options.pressures.split(",")
    scenarios = list(scenario_ids()) if options.scenarios == "all" else options.scenarios.split(",")
    minutes = [float(one) for one in options.minutes.split(",")]
    for number in range(options.sessions):
        yield Case(
            kinds[number % len(kinds)],
            dice.choice(scenarios),
            pressures[number // len(kinds) % len(pressures)],
            dice.choice(minutes),
            dice.randrange(1_000_000),
        )


def examined(case: Case, minded: Minded | None = None) -> Marks:
    """Hold one session and check it by every rule."""
    record = Record(hold(case, _source(minded)))
    tested, breaches = [], {}
    for rule in LAWS.values():
        found = rule.check(record)
        if found is None:
            continue
        tested.append(rule.name)
        if listed := list(found):
            breaches[rule.name] = listed
    return Marks(case, tested, breaches, len(record.turns))


def _kept(file: Path | None) -> list[Marks]:
    """Results of an exam that was stopped; a line that was cut off is held again."""
    rows = file.read_text(encoding="utf-8").splitlines() if file and file.is_file() else []
    return [_marks_of(json.loads(row)) for row in rows if row.endswith("}")]


def _keep(file: Path | None, mark: Marks) -> None:
    if file:
        with file.open("a", encoding="utf-8") as lines:
            lines.write(json.dumps(asdict(mark)) + "\n")


def _marks_of(row: dict[str, Any]) -> Marks:
    breaches = {rule: [Breach(**one) for one in found] for rule, found in row["breaches"].items()}
    return Marks(Case(**row["case"]), row["tested"], breaches, row["turns"])


def _minded(options: argparse.Namespace) -> Minded | None:
    if options.interviewer == "scripted":
        return None
    return Minded(options.base_url, options.model, options.key_variable)


def _source(minded: Minded | None) -> TextSource | None:
    if minded is None:
        return None
    from voice_coach.cli.minds import ModelText
    from voice_coach.engines.openai_endpoint import Endpoint
    from voice_coach.engines.openai_model import OpenAIModel

    key = os.environ.get(minded.key_variable, "")
    return ModelText(OpenAIModel(Endpoint(minded.base_url, key, minded.model)))


def tallied(marks: Sequence[Marks]) -> list[Tally]:
    """Every rule's figures, safety rules first."""
    tallies = [Tally(rule.name, rule.safety) for rule in LAWS.values()]
    for tally in tallies:
        for mark in marks:
            if tally.rule not in mark.tested:
                continue
            tally.sessions += 1
            broken = mark.breaches.get(tally.rule)
            tally.kept += not broken
            if broken and len(tally.worst) < WORST:
                tally.worst.append((str(mark.case), f"turn {broken[0].turn}: {broken[0].detail}"))
    return sorted(tallies, key=lambda tally: (not tally.safety, tally.rule))


def table(tallies: Sequence[Tally], marks: Sequence[Marks]) -> str:
    """The figures as text, with examples for what fails."""
    hours = sum(mark.case.minutes for mark in marks) / 60
    rows = [
        f"{len(marks)} sessions, {hours:.0f} hours of interview, {sum(mark.turns for mark in marks)} turns",
        "",
    ]
    for tally in tallies:
        mark = "safety" if tally.safety else ""
        sign = " " if tally.is_met else "!"
        rows.append(f"{sign} {tally.rate:7.1%}  {tally.kept:4}/{tally.sessions:<4} {mark:6}  {tally.rule}")
        rows += [f"      {case}\n        {detail[:400]}" for case, detail in tally.worst]
    clean = sum(not mark.breaches for mark in marks)
    by_kind = Counter(mark.case.kind for mark in marks if mark.breaches)
    rows += ["", f"without any breach: {clean}/{len(marks)}; breaches by kind: {dict(by_kind)}"]
    return "\n".join(rows)


def _report(tallies: Sequence[Tally], marks: Sequence[Marks]) -> dict[str, object]:
    return {
        "sessions": len(marks),
        "rules": [asdict(tally) | {"rate": tally.rate, "met": tally.is_met} for tally in tallies],
        "breaches": [
            {"case": str(mark.case), "rule": rule, **asdict(breach)}
            for mark in marks
            for rule, broken in mark.breaches.items()
            for breach in broken
        ],
    }


def transcript(record: Record) -> str:
    """One session for reading."""
    return "\n".join(
        f"{turn.start_s:7.1f} {turn.speaker[0].upper()} {_label(turn)}{turn.text}" for turn in record.turns
    )


def _label(turn: Turn) -> str:
    return f"[{turn.kind} {turn.form}] " if turn.kind else ""


def _case_of(text: str) -> Case:
    kind, scenario, pressure, minutes, seed = (part.strip() for part in text.split("/"))
    return Case(kind, scenario, pressure, float(minutes.split()[0]), int(seed.split()[-1]))


if __name__ == "__main__":
    sys.exit(main())
