"""`voice-coach delete` and `purge`: sessions removed wholly, after asking."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Annotated

import typer

from voice_coach.cli import options
from voice_coach.cli.recover import keep_what_was_interrupted
from voice_coach.cli.say import complain, say, say_json

Name = Annotated[str, typer.Argument(metavar="SESSION", help="Id or its beginning, folder, or `last`.")]
OlderThan = Annotated[str, typer.Option(metavar="AGE", help="Like 30d, 8w, 6m or 1y.")]
Yes = Annotated[bool, typer.Option("--yes", help="Do not ask.")]
_DAYS = {"d": 1, "w": 7, "m": 30, "y": 365}
_SHOWN = 10


def delete(
    session: Name,
    yes: Yes = False,
    recordings: options.Recordings = None,
    json: options.AsJson = False,
) -> None:
    """Delete a session wholly: sound, transcript, scorecard, notes, its exports in the folder, its index.

    It asks first. Copies that you exported elsewhere stay.

    \b
    Example:
      voice-coach delete 20261123-180211-support-replies-3f9a
    """
    from voice_coach.sessions.reading import find

    folder = options.recordings_of(recordings)
    keep_what_was_interrupted(folder)
    found = find(folder, session)
    confirmed(f"Delete {found.name} for good?", yes)
    _deleted([found], json)


def purge(
    older_than: OlderThan,
    yes: Yes = False,
    recordings: options.Recordings = None,
    json: options.AsJson = False,
) -> None:
    """Delete every session that began longer ago than an age. It lists them and asks first.

    \b
    Example:
      voice-coach purge --older-than 90d
    """
    from voice_coach.sessions.reading import folders_in

    before = datetime.now(UTC) - age_of(older_than)
    folder = options.recordings_of(recordings)
    keep_what_was_interrupted(folder)
    old = [each for each in folders_in(folder) if _began(each.name) < before]
    if old:
        complain("\n".join(_told(old)))
        confirmed(f"Delete {_sessions(len(old))} for good?", yes)
    _deleted(old, json)


def age_of(text: str) -> timedelta:
    """`30d`, `8w`, `6m` (of 30 days) or `1y` as a time. Raises UsageError."""
    from voice_coach.errors import UsageError

    found = re.fullmatch(r"(\d{1,5})([dwmy])", text.strip().lower())
    if found is None:
        raise UsageError(f"--older-than {text!r} is no age.", "Give a number with d, w, m or y, like 90d.")
    return timedelta(days=int(found[1]) * _DAYS[found[2]])


def _began(session_id: str) -> datetime:
    from voice_coach.sessions.identity import started_at_of

    try:
        return started_at_of(session_id)
    except (ValueError, OverflowError):
        return datetime.max.replace(tzinfo=UTC)


def _told(old: Sequence[Path]) -> list[str]:
    more = [f"… and {len(old) - _SHOWN} more"] if len(old) > _SHOWN else []
    return [each.name for each in old[:_SHOWN]] + more


def _sessions(count: int) -> str:
    return "1 session" if count == 1 else f"{count} sessions"


def confirmed(question: str, is_given: bool, ask: Callable[[str], bool] = typer.confirm) -> None:
    """Return where it may be done. Raises UsageError where nobody is there, Exit where the answer is no."""
    from voice_coach.errors import UsageError

    if is_given:
        return
    if not sys.stdin.isatty():
        raise UsageError("Nobody is there to be asked.", "Add --yes to delete without asking.")
    try:
        is_wanted = ask(question)
    except typer.Abort:  # what the prompt makes of Ctrl-C
        complain("\nNothing was deleted.")
        raise KeyboardInterrupt from None
    if not is_wanted:
        say("Nothing was deleted.")
        raise typer.Exit(1)


def _deleted(folders: Sequence[Path], json: bool) -> None:
    from voice_coach.errors import SessionError
    from voice_coach.sessions.deleting import delete as remove

    gone, kept = [], []
    for folder in folders:
        try:
            remove(folder)
            gone.append(folder.name)
        except SessionError as problem:
            kept.append({"id": folder.name, "problem": str(problem)})
    if json:
        say_json({"deleted": gone, "kept": kept})
    else:
        say(f"Deleted: {_sessions(len(gone))}." if gone or not kept else "Nothing was deleted.")
    for each in kept:
        complain(each["problem"])
    if kept:
        raise typer.Exit(1)
