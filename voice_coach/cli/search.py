"""`voice-coach search`: where something was said."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated

import typer

from voice_coach.cli import options
from voice_coach.cli.recover import keep_what_was_interrupted
from voice_coach.cli.say import columns, complain, minutes_and_seconds, say, say_json

Text = Annotated[str, typer.Argument(metavar="TEXT", help='Words; "quoted" ones stand side by side.')]
Limit = Annotated[int, typer.Option(min=1, max=1000, help="Show at most so many places.")]
_HEADS = ("Session", "Time", "Speaker", "Words")


def search(
    text: Text,
    limit: Limit = 20,
    recordings: options.Recordings = None,
    json: options.AsJson = False,
) -> None:
    """Search everything that was said, newest first, with the time of each place.

    \b
    Examples:
      voice-coach search latency
      voice-coach search '"three seconds" draft' --json
    """
    from voice_coach.errors import UsageError
    from voice_coach.sessions.index import Index, match_of

    if not match_of(text):
        raise UsageError(f"There is no word to search for in {text!r}.", "Give at least one.")
    folder = options.recordings_of(recordings)
    keep_what_was_interrupted(folder)
    with Index(folder) as index:
        index.refresh()
        hits = index.search(text, limit)
    if json:
        say_json([{**asdict(hit), "text": hit.text} for hit in hits])
    elif not hits:
        say("Nobody said that.")
    else:
        rows = [(hit.session, minutes_and_seconds(hit.t_s), hit.speaker, hit.text) for hit in hits]
        say(columns(rows, _HEADS))
        at = minutes_and_seconds(hits[0].t_s)
        complain(f"Hear the first: voice-coach replay {hits[0].session} --at {at}")
