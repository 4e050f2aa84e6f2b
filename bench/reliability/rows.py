"""What a row of the table is, and how its figure comes out of the results."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

RUN_TESTS = "python -m bench.reliability --tests"


class Part(StrEnum):
    """The table's parts, in order."""

    RECORDING = "Recording and files"
    DEVICES = "Devices"
    ENGINES = "Engines"
    SECURITY = "Security and privacy"
    BY_HAND = "Found by breaking the program by hand, and by fuzzing"


@dataclass(frozen=True, slots=True)
class Results:
    """What was measured: tests by id, benchmarks by name, defences by id."""

    tests: Mapping[str, Mapping[str, int]]
    benches: Mapping[str, Mapping[str, Any]]
    defences: Mapping[str, str]

    def of(self, bench: str) -> Mapping[str, Any]:
        """A benchmark's figures; {} where it was not run."""
        return self.benches.get(bench, {})

    def passed(self, tests: Sequence[str]) -> int:
        """How many cases of these tests passed."""
        return sum(self.tests.get(test, {}).get("passed", 0) for test in tests)

    def all_pass(self, tests: Sequence[str]) -> bool:
        """Whether each of them ran, and none failed."""
        return all(self.passed([test]) > 0 and not self.tests[test].get("failed") for test in tests)


Figure = Callable[[Results], str]
Verdict = Callable[[Results], bool | None]


@dataclass(frozen=True, slots=True)
class Row:
    """A fault or an attack, what the program does about it, and what shows it."""

    part: Part
    fault: str
    does: str
    goal: str
    tests: tuple[str, ...] = ()
    """Node ids, without the parameters of each case."""
    figure: Figure = lambda _: ""
    """What was measured beside the tests; "" where the tests say it all."""
    is_met: Verdict = lambda _: True
    """Whether the measured figure meets the goal; None where it was not measured."""
    commands: tuple[str, ...] = ()
    defences: tuple[str, ...] = ()
    falls_short: str = ""
    """What the goal asks for and nothing shows."""


@dataclass(frozen=True, slots=True)
class Defence:
    """One thing that the program does against a fault, and how to switch it off in a copy of the sources."""

    id: str
    what: str
    file: str
    old: str
    new: str
    tests: tuple[str, ...]
    """At least one of them must fail then."""
