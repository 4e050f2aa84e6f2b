"""The table of commands; what a command needs beyond its words is loaded when it runs."""

from __future__ import annotations

from typing import Annotated

import typer

from voice_coach import __version__
from voice_coach.cli.assess import assess
from voice_coach.cli.delete import delete, purge
from voice_coach.cli.demo import demo
from voice_coach.cli.devices import devices
from voice_coach.cli.doctor import doctor
from voice_coach.cli.drill import drill
from voice_coach.cli.export import export
from voice_coach.cli.importing import import_file
from voice_coach.cli.plan import plan
from voice_coach.cli.practice import practice
from voice_coach.cli.progress import progress
from voice_coach.cli.recover import recover
from voice_coach.cli.replay import replay
from voice_coach.cli.review import review
from voice_coach.cli.scenarios import scenarios
from voice_coach.cli.search import search
from voice_coach.cli.sessions import sessions
from voice_coach.cli.setup import setup
from voice_coach.cli.transcribe import transcribe
from voice_coach.cli.voices import voices

app = typer.Typer(
    help="A mock interviewer that listens, pushes back by voice, records everything and debriefs you.",
    epilog="Start with: voice-coach demo --minutes 3, then voice-coach doctor, then voice-coach practice.",
    rich_markup_mode=None,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


def _version(is_wanted: bool) -> None:
    if is_wanted:
        typer.echo(f"voice-coach {__version__}")
        raise typer.Exit


@app.callback()
def everywhere(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    """Hold what goes before every command: nothing but the version."""


for command in (practice, demo, drill, plan, replay, assess, transcribe, sessions):
    app.command()(command)
for check in (setup, doctor, devices, voices, recover):
    app.command()(check)
for recorded in (review, export, search, progress, delete, purge):
    app.command()(recorded)
app.command("import")(import_file)
app.add_typer(scenarios)
