"""`voice-coach scenarios`: the library, one scenario, and a new file of one's own with its check."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from voice_coach.cli import options
from voice_coach.cli.say import columns, harmless, say, say_json

if TYPE_CHECKING:
    from voice_coach.coaching.scenario import Scenario

scenarios = typer.Typer(
    name="scenarios",
    help="The interview problems that there are, and a check and a template for your own.",
    rich_markup_mode=None,
    no_args_is_help=True,
)

Name = Annotated[str, typer.Argument(metavar="SCENARIO", help="Id of a scenario, or a .toml file.")]
Facts = Annotated[bool, typer.Option("--facts", help="Also what only the interviewer knows: a spoiler.")]
File = Annotated[Path, typer.Argument(metavar="FILE", help="A .toml file.")]


@scenarios.command("list")
def list_scenarios(json: options.AsJson = False) -> None:
    """List the scenarios that came with the program.

    \b
    Example:
      voice-coach scenarios list --json
    """
    from voice_coach.library import load_all

    found = [_head(scenario) for scenario in load_all()]
    if json:
        say_json(found)
    else:
        rows = [(each["id"], each["field"], each["level"], each["title"]) for each in found]
        say(columns(rows, ("Id", "Field", "Level", "Title")))


@scenarios.command()
def show(scenario: Name, facts: Facts = False, json: options.AsJson = False) -> None:
    """Show a scenario as the candidate hears it; with --facts, as the interviewer reads it.

    \b
    Example:
      voice-coach scenarios show support-replies
    """
    from voice_coach.library import load_scenario

    loaded = load_scenario(scenario)
    if json:
        say_json({**_head(loaded), **_brief(loaded), **(_sheet(loaded) if facts else {})})
    else:
        say("\n".join([*_lines_of(loaded), *(_lines_of_sheet(loaded) if facts else [])]))


@scenarios.command()
def check(file: File, json: options.AsJson = False) -> None:
    """Check a scenario file; each mistake is a line `file:line: field: what was expected`.

    \b
    Example:
      voice-coach scenarios check my-problem.toml
    """
    from voice_coach.errors import ScenarioError
    from voice_coach.library import load_scenario

    path = file if file.is_absolute() else Path.cwd() / file
    try:
        loaded = load_scenario(str(path))
    except ScenarioError as problem:
        if not json:
            raise
        say_json({"file": str(file), "problems": problem.message.splitlines()})
        raise typer.Exit(1) from None
    if json:
        say_json({"file": str(file), "problems": []})
    else:
        say(f"{file} is in order: {harmless(loaded.title)}.")


@scenarios.command()
def new(file: File) -> None:
    """Write a commented scenario to begin with; a file that is there already stays as it is.

    \b
    Example:
      voice-coach scenarios new my-problem.toml
    """
    from voice_coach.library import write_new

    path = file if file.suffix == ".toml" else file.with_name(f"{file.name}.toml")
    write_new(path.expanduser())
    say(f"{path} is written. Change it, then: voice-coach scenarios check {path}")


def _head(scenario: Scenario) -> dict[str, str]:
    return {"id": scenario.id, "title": scenario.title, "field": scenario.field, "level": scenario.level}


def _brief(scenario: Scenario) -> dict[str, object]:
    from dataclasses import asdict

    return {"prompt": scenario.prompt, "persona": asdict(scenario.persona)}


def _sheet(scenario: Scenario) -> dict[str, object]:
    return {
        "facts": {fact.id: fact.answer for fact in scenario.facts},
        "constraints": [
            {
                "id": each.id,
                "name": each.name,
                "value": each.value,
                "unit": each.unit,
                "binding": each.binding,
            }
            for each in scenario.constraints
        ],
    }


def _lines_of(scenario: Scenario) -> list[str]:
    persona = scenario.persona
    lines = [
        f"{scenario.title} ({scenario.id})",
        f"{scenario.field}, {scenario.level}",
        "",
        f"{persona.name}, {persona.role}: {persona.manner}",
        "",
        scenario.prompt,
    ]
    return [harmless(line) for line in lines]


def _lines_of_sheet(scenario: Scenario) -> list[str]:
    facts = [f"  {fact.id}: {fact.answer}" for fact in scenario.facts]
    limits = [
        f"  {each.name}: {each.value:g} {each.unit}{' (binding)' if each.binding else ''}"
        for each in scenario.constraints
    ]
    return ["", "Facts", *map(_indented, facts), "", "Constraints", *map(_indented, limits)]


def _indented(line: str) -> str:
    return f"  {harmless(line)}"
