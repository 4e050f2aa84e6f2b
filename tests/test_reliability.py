"""The page about faults says what the register and the kept results say, and names tests that exist."""

from __future__ import annotations

import ast
import importlib
import sys
from functools import cache
from pathlib import Path
from types import ModuleType

import pytest

REPOSITORY = Path(__file__).parents[1]


@pytest.fixture(autouse=True)
def _benches_can_be_imported(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "path", [str(REPOSITORY), *sys.path])


def part(name: str) -> ModuleType:
    return importlib.import_module(f"bench.reliability.{name}")


@cache
def names_in(path: str) -> frozenset[str]:
    file = REPOSITORY / path
    tree = ast.parse(file.read_text(encoding="utf-8")) if file.is_file() else ast.Module([], [])
    return frozenset(
        node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    )


def test_the_page_is_what_the_register_and_the_results_make_of_it() -> None:
    written = (REPOSITORY / "docs" / "reliability.md").read_text(encoding="utf-8")
    assert written == part("page").page(part("__main__").results()), "run `python -m bench.reliability`"


def test_every_test_that_is_named_exists() -> None:
    named = {test for row in part("register").TABLE for test in row.tests}
    named |= {test for each in part("defences").DEFENCES for test in each.tests}
    gone = [test for test in named if test.partition("::")[2] not in names_in(test.partition("::")[0])]
    assert gone == []
    assert len(named) > 100


def test_every_row_has_a_proof_and_every_defence_a_row_and_a_place() -> None:
    table, defences = part("register").TABLE, part("defences").DEFENCES
    assert all(row.tests or row.commands for row in table)
    known = {each.id for each in defences}
    assert {name for row in table for name in row.defences} == known
    assert len(known) == len(defences)
    assert all(
        each.tests and each.old != each.new and (REPOSITORY / each.file).is_file() for each in defences
    )


def test_a_row_whose_test_fails_is_marked() -> None:
    rows, register, page = part("rows"), part("register"), part("page")
    row = next(each for each in register.TABLE if each.tests and not each.falls_short)
    well = {test: {"passed": 1} for test in row.tests}
    ill = well | {row.tests[0]: {"passed": 1, "failed": 1}}
    plain = rows.Row(row.part, row.fault, row.does, row.goal, row.tests)
    verdicts = [page.verdict_of(plain, rows.Results(tests, {}, {})) for tests in (well, ill, {})]
    assert verdicts == ["met", "missed", "unproved"]
