"""`voice-coach review`: the recordings as a page in the browser of this machine."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from voice_coach.cli import options
from voice_coach.cli.recover import keep_what_was_interrupted
from voice_coach.cli.say import complain, say

if TYPE_CHECKING:
    from voice_coach.coaching.scenario import Scenario
    from voice_coach.config import Settings

Name = Annotated[
    str | None, typer.Argument(metavar="[SESSION]", help="Id or its beginning, folder, or `last`.")
]
Port = Annotated[int, typer.Option(min=0, max=65535, help="Port on this machine; 0 is any free one.")]
NoBrowser = Annotated[bool, typer.Option("--no-browser", help="Only print the link.")]


def review(
    session: Name = None,
    port: Port = 0,
    no_browser: NoBrowser = False,
    recordings: options.Recordings = None,
    stt: options.Stt = None,
) -> None:
    """Open the recordings in the browser: hear the moment behind every judgement.

    The page is served to this machine alone. The link that is printed works once. Ctrl-C ends it.

    \b
    Examples:
      voice-coach review
      voice-coach review last --port 8765 --no-browser
    """
    from voice_coach.library import load_drills
    from voice_coach.review.app import Review
    from voice_coach.review.serving import serve
    from voice_coach.sessions.index import Index
    from voice_coach.sessions.reading import find

    settings = options.settings_with(recordings=recordings, stt=stt)
    keep_what_was_interrupted(settings.recordings)
    landing = f"/sessions/{find(settings.recordings, session).name}" if session else "/"
    with Index(settings.recordings) as index:
        index.refresh()
    page = Review(
        settings.recordings,
        scenario_of,
        lambda path: _imported(path, settings),
        drill_command=practising,
        dimensions={drill.id: drill.dimension.value for drill in load_drills().values()},
    )

    def launched(url: str) -> None:
        complain("Review page, for this machine alone; Ctrl-C ends it.")
        say(url)
        if not no_browser:
            _open(url)

    serve(page, port, landing, launched)


def _open(url: str) -> None:
    import webbrowser

    try:
        is_open = webbrowser.open(url)
    except webbrowser.Error:
        is_open = False
    if not is_open:
        complain("No browser could be opened; open the link yourself.")


@cache
def scenario_of(scenario_id: str) -> Scenario | None:
    """None for one that is not in the library, or is broken: the page then has no model answers."""
    from voice_coach.errors import ScenarioError
    from voice_coach.library import load_scenario, scenario_ids

    try:
        return load_scenario(scenario_id) if scenario_id in scenario_ids() else None
    except ScenarioError:
        return None


def practising(drill: str, scenario_id: str) -> str:
    """A command line that exists: the drill where there are drills, else a short round of the scenario."""
    from voice_coach.cli.app import app
    from voice_coach.library import scenario_ids

    commands = {getattr(command.callback, "__name__", "") for command in app.registered_commands}
    if "drill" in commands:
        return f"voice-coach drill {drill}"
    scenario = scenario_id if scenario_id in scenario_ids() else options.DEFAULT_SCENARIO
    return f"voice-coach practice {scenario} --minutes 5"


def _imported(path: Path, settings: Settings) -> str:
    from voice_coach.cli.importing import imported

    return imported(path, settings).name
