"""docs/reliability.md, written from the register and the results."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from bench.reliability.defences import DEFENCES
from bench.reliability.register import TABLE
from bench.reliability.rows import Part, Results, Row

HEAD = """\
# What goes wrong, and what happens then

This page is written by `python -m bench.reliability`; do not edit it. Each row is a fault or an attack, what
the program does, the goal, and what was measured. **missed** marks a row whose goal is not met, **limited**
one whose goal is met as far as it could be tried, and what could not is said, **unproved** one that was not
measured. Tests run with `make test`, the long ones with `make kill`, `make fuzz`, `make devices` and
`make soak`.

The figures come from one machine of two cores that others used at the same time: times are upper bounds.
"""


def page(results: Results) -> str:
    """The whole page."""
    parts = [HEAD, _summary(results)]
    for part in Part:
        rows = [row for row in TABLE if row.part is part]
        parts.append(f"## {part}\n\n{''.join(_row(row, results) for row in rows)}")
    parts += [_defences(results.defences), _pictures()]
    return "\n".join(parts)


def verdict_of(row: Row, results: Results) -> str:
    """`met`, `missed`, `limited` or `unproved`."""
    if row.tests and not results.all_pass(row.tests):
        return (
            "missed" if any(results.tests.get(test, {}).get("failed") for test in row.tests) else "unproved"
        )
    is_met = row.is_met(results)
    if is_met is None or is_met is False:
        return "unproved" if is_met is None else "missed"
    return "limited" if row.falls_short else "met"


def _summary(results: Results) -> str:
    verdicts = [verdict_of(row, results) for row in TABLE]
    counted = {name: verdicts.count(name) for name in ("met", "limited", "missed", "unproved")}
    cases = results.passed([test for row in TABLE for test in row.tests])
    return (
        f"{len(TABLE)} rows: {counted['met']} met, {counted['limited']} limited, {counted['missed']} missed, "
        f"{counted['unproved']} unproved. "
        f"{cases} cases of their tests pass.\n"
    )


def _row(row: Row, results: Results) -> str:
    verdict = verdict_of(row, results)
    mark = "" if verdict == "met" else f" **({verdict})**"
    lines = [f"### {row.fault[0].upper()}{row.fault[1:]}{mark}\n", f"{_sentence(row.does)}\n"]
    lines += [f"- goal: {row.goal}", f"- figure: {row.figure(results)}"]
    lines += [f"- not tried: {row.falls_short}"] if row.falls_short else []
    lines += list(_proof(row, results))
    return "\n".join(lines) + "\n\n"


def _proof(row: Row, results: Results) -> Iterator[str]:
    if row.tests:
        yield f"- tests, {results.passed(row.tests)} cases:"
        yield from (f"  - `{test}`" for test in row.tests)
    if row.commands:
        yield f"- command: {', '.join(f'`{command}`' for command in row.commands)}"
    if row.defences:
        off = [f"{name} ({results.defences.get(name, 'not tried')})" for name in row.defences]
        yield f"- switched off once: {'; '.join(off)}"


def _sentence(text: str) -> str:
    return f"{text[0].upper()}{text[1:]}."


def _defences(tried: Mapping[str, str]) -> str:
    failed = sum(outcome == "the test failed" for outcome in tried.values())
    lines = [
        "## The defences, each switched off once",
        "",
        "`python -m bench.reliability --defences` changes one place of a copy of the "
        "sources at a time and runs the "
        f"tests that must then fail: {failed} of {len(DEFENCES)} did.",
        "",
        "| defence | what it does | switched off |",
        "|---|---|---|",
    ]
    lines += [f"| {each.id} | {each.what} | {tried.get(each.id, 'not tried')} |" for each in DEFENCES]
    return "\n".join(lines) + "\n"


def _pictures() -> str:
    return (
        "## Curves\n\n"
        "45 real minutes on a virtual sound card; each red line is a fault.\n\n"
        "![Memory, descriptors, threads and queues over 45 live minutes](pictures/soak.png)\n\n"
        "Ten virtual hours in one process.\n\n"
        "![Memory, descriptors and threads over ten virtual hours](pictures/ten-hours.png)\n"
    )
