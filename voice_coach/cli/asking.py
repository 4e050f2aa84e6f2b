"""Questions to the user, answered at a terminal or by the lines of a pipe."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from voice_coach.cli.say import say
from voice_coach.errors import UsageError

MOST_TRIES = 20
"""Of one question; a pipe of nonsense must end somewhere."""


@dataclass(frozen=True, slots=True)
class Option:
    """One answer that can be chosen."""

    says: str
    means: Any
    """Whatever the asker wants to get for it."""


Line = Callable[[], str]
"""The next line of the user without its end. Raises EOFError."""


def typed_line() -> str:
    """The next line of standard input, with or without a terminal. Raises EOFError at its end."""
    line = sys.stdin.readline() if sys.stdin is not None else ""
    if not line:
        raise EOFError
    return line.strip()


def choose(question: str, options: Sequence[Option], line: Line = typed_line) -> Any:
    """What the chosen option means; the first one on an empty line. Asks again until it is one of them.

    Raises UsageError at the end of the input.
    """
    say(question)
    for number, option in enumerate(options, 1):
        say(f"  {number}  {option.says}")
    for _ in range(MOST_TRIES):
        said = _answer(f"Number [1 of {len(options)}]: " if len(options) > 1 else "Number [1]: ", line)
        if not said:
            return options[0].means
        if said.isdecimal() and 1 <= int(said) <= len(options):
            return options[int(said) - 1].means
        say(f"Please give a number from 1 to {len(options)}, or nothing for the first.")
    raise _given_up()


def ask_for(question: str, read: Callable[[str], Any], line: Line = typed_line) -> Any:
    """What `read` makes of the answer; asked again where that raises ValueError. Raises UsageError."""
    for _ in range(MOST_TRIES):
        try:
            return read(_answer(f"{question}: ", line))
        except ValueError as problem:
            say(f"That must be {problem}.")
    raise _given_up()


def _answer(prompt: str, line: Line) -> str:
    sys.stdout.write(prompt)
    sys.stdout.flush()
    try:
        said = line()
    except EOFError:
        say()
        raise UsageError(
            "The answers ended before the questions did, so nothing was changed.",
            "Answer each question, or give the options that `voice-coach setup --help` lists.",
        ) from None
    if not sys.stdin.isatty():
        say(said)
    return said


def _given_up() -> UsageError:
    return UsageError("None of the answers was one that was asked for, so nothing was changed.")
