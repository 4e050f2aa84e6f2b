"""`voice-coach progress`: levels, delivery and the checklist over all sessions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from voice_coach.cli import options
from voice_coach.cli.recover import keep_what_was_interrupted
from voice_coach.cli.say import columns, say, say_json

if TYPE_CHECKING:
    from collections.abc import Sequence

    from voice_coach.coaching.drill_results import RoundResult
    from voice_coach.sessions.drill_progress import DrillLine
    from voice_coach.sessions.progress import Line, Progress

Demos = Annotated[bool, typer.Option("--demos", help="Count simulated candidates, too.")]
Of = Annotated[str, typer.Option(metavar="SCENARIO", help="Only sessions of this scenario.")]
_ARROWS = {"up": "rising", "down": "falling", "steady": "steady", None: ""}
_NEWEST = 6


def progress(
    scenario: Of = "",
    demos: Demos = False,
    recordings: options.Recordings = None,
    json: options.AsJson = False,
) -> None:
    """Show how the levels and the delivery develop, and what the preparation still lacks.

    Trends are told from three judged sessions on. Delivery is compared with your own sessions only.

    \b
    Examples:
      voice-coach progress
      voice-coach progress --scenario support-replies --json
    """
    from voice_coach.sessions.index import Index
    from voice_coach.sessions.progress import progress as over
    from voice_coach.sessions.rounds import rounds_in

    folder = options.recordings_of(recordings)
    keep_what_was_interrupted(folder)
    with Index(folder) as index:
        index.refresh()
        rounds = rounds_in(folder)
        found = over(index.sessions(), demos, scenario, rounds)
    lines = _drill_lines(rounds)
    if json:
        say_json({**found.to_json(), "drills": [line.to_json() for line in lines]})
    else:
        _show(found)
        _show_drills(lines, len({result.day for result in rounds}))


def _show(found: Progress) -> None:
    from voice_coach.coaching.checklist import BY_HAND
    from voice_coach.sessions.progress import FEWEST_FOR_TREND

    count = len(found.sessions)
    say(f"{count} judged {'session' if count == 1 else 'sessions'}.")
    if count:
        missing = FEWEST_FOR_TREND - count
        say(f"Trends need {FEWEST_FOR_TREND}: {missing} more." if missing > 0 else "")
        for title, lines in (("Level", found.levels), ("Delivery", found.delivery)):
            say(columns([_row(line) for line in lines], (title, "Baseline", "Trend", "Oldest to newest")))
            say()
    say("Preparation")
    for _, says, session in found.checklist:
        say(f"[{'x' if session else ' '}] {says}{f' ({session})' if session else ''}")
    say(f"[?] {BY_HAND} (only you know)")


def _drill_lines(rounds: Sequence[RoundResult]) -> list[DrillLine]:
    if not rounds:
        return []
    from voice_coach.library import load_drills
    from voice_coach.sessions.drill_progress import drill_lines

    return drill_lines(rounds, {each.id: (each.title, len(each.rungs)) for each in load_drills().values()})


def _show_drills(lines: Sequence[DrillLine], days: int) -> None:
    """Each drilled skill against its own earlier rounds, and on how many days there was one."""
    if not lines:
        return
    heads = ("Drill", "Rung", "Rounds", "First try", "Baseline", "Trend", "Points there, oldest to newest")
    say()
    say(columns([_drill_row(line) for line in lines], heads))
    say(f"Drilled on {days} {'day' if days == 1 else 'days'} so far.")


def _drill_row(line: DrillLine) -> tuple[str, ...]:
    shown = " ".join(f"{share:.0%}" for _, share in line.shares[-_NEWEST:])
    earlier = "… " if len(line.shares) > _NEWEST else ""
    baseline = "" if line.baseline is None else f"{line.baseline:.0%}"
    rung, rate = f"{line.rung}/{line.rungs}", f"{line.first_try_rate:.0%}"
    return (line.title, rung, str(line.rounds), rate, baseline, _ARROWS[line.trend], earlier + shown)


def _row(line: Line) -> tuple[str, ...]:
    shown = " ".join(f"{value:g}" for _, value in line.values[-_NEWEST:])
    earlier = "… " if len(line.values) > _NEWEST else ""
    baseline = "" if line.baseline is None else f"{line.baseline:g}"
    return (line.name.replace("_", " "), baseline, _ARROWS[line.trend], earlier + shown)
