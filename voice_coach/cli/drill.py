"""`voice-coach drill`: single skills by voice, one over and over or what is due today."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from difflib import get_close_matches
from typing import TYPE_CHECKING, Annotated

import typer

from voice_coach.cli import options
from voice_coach.cli.candidate import candidate_from
from voice_coach.cli.practice import CandidateFile
from voice_coach.cli.say import columns, say, say_json
from voice_coach.config import LONGEST_MINUTES, SHORTEST_MINUTES, Profile
from voice_coach.errors import UsageError

if TYPE_CHECKING:
    from voice_coach.coaching.drill_results import RoundResult
    from voice_coach.coaching.drills import Drill
    from voice_coach.config import Settings

Name = Annotated[str | None, typer.Argument(metavar="NAME", help="A drill; --list shows them.")]
Today = Annotated[bool, typer.Option("--today", help="What is due and weak, until the minutes are over.")]
ListThem = Annotated[bool, typer.Option("--list", help="Every drill, its rung and how it went so far.")]
DrillMinutes = Annotated[
    float | None, typer.Option("--minutes", help="Length of the session, 3 to 90.  [default: 10]")
]


def drill(
    context: typer.Context,
    name: Name = None,
    today: Today = False,
    list_them: ListThem = False,
    minutes: DrillMinutes = None,
    candidate: CandidateFile = None,
    stt: options.Stt = None,
    voice: options.Voice = None,
    profile: options.ProfileOption = None,
    input_device: options.InputDevice = None,
    output_device: options.OutputDevice = None,
    headphones: options.Headphones = False,
    seed: options.Seed = None,
    recordings: options.Recordings = None,
    no_audio_processing: options.NoProcessing = False,
    plain: options.Plain = False,
    json: options.EventsAsJson = False,
) -> None:
    """Drill one skill hands-free: a prompt, your answer, one correction, then "again", "next" or "stop".

    \b
    Examples:
      voice-coach drill --today
      voice-coach drill restate
      voice-coach drill quantify --candidate answers.jsonl --json
    """
    settings = options.settings_of(context)
    if list_them:
        _show(settings)
        return
    if name is None and not today:
        raise UsageError("Which drill?", "Name one (`voice-coach drill --list`), or give --today.")
    if name is not None and today:
        raise UsageError("A drill's name and --today exclude each other.", "Leave one of them out.")
    chair = candidate_from(candidate)
    from voice_coach.cli.drilling import hold_drills

    _check_name(name)
    raise typer.Exit(hold_drills(_for_drills(settings, minutes, profile), chair, name))


def _for_drills(settings: Settings, minutes: float | None, profile: Profile | None) -> Settings:
    """An interview's settings, brisk unless said otherwise, and as long as drills last."""
    length = settings.drill_minutes if minutes is None else minutes
    if not SHORTEST_MINUTES <= length <= LONGEST_MINUTES:
        raise UsageError(
            f"--minutes is {length:g}, but must be a number from {SHORTEST_MINUTES:g} to {LONGEST_MINUTES:g}."
        )
    return replace(settings, minutes=length, profile=profile or Profile.BRISK)


def _check_name(name: str | None) -> None:
    from voice_coach.library import load_drills

    drills = load_drills()
    if name is None or name in drills:
        return
    close = get_close_matches(name, drills, n=1, cutoff=0.5)
    meant = f'Did you mean "{close[0]}"? ' if close else ""
    raise UsageError(f'There is no drill "{name}".', f"{meant}`voice-coach drill --list` shows all of them.")


def _show(settings: Settings) -> None:
    from voice_coach.library import load_drills
    from voice_coach.sessions.rounds import rounds_in

    rows = _rows(load_drills(), rounds_in(settings.recordings))
    if settings.json:
        say_json(rows)
        return
    heads = ["drill", "rung", "rounds", "first try", "due", "about"]
    names = ["id", "rung", "rounds", "first_try", "due", "about"]
    say(columns([[str(row[name] or "-") for name in names] for row in rows], heads))


def _rows(drills: Mapping[str, Drill], results: Sequence[RoundResult]) -> list[dict[str, object]]:
    from datetime import date

    from voice_coach.coaching.drill_results import first_try_rate, rung_of
    from voice_coach.sessions.repetition import due_days

    today = date.today().toordinal()
    due = due_days(results, today) if results else {}
    rows: list[dict[str, object]] = []
    for each in drills.values():
        own = [result for result in results if result.drill == each.id]
        rate = first_try_rate(own)
        rows.append(
            {
                "id": each.id,
                "title": each.title,
                "dimension": each.dimension.value,
                "rung": f"{rung_of(own, len(each.rungs)) + 1}/{len(each.rungs)}",
                "rounds": len(own),
                "first_try": None if rate is None else f"{rate:.0%}",
                "due": date.fromordinal(due[each.id]).isoformat() if each.id in due else None,
                "about": each.about,
            }
        )
    return rows
