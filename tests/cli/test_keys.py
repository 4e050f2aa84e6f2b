"""Keys as a terminal sends them."""

import os
from collections.abc import Iterator

import pytest

from voice_coach.cli.keys import Key, TerminalKeys

pty = pytest.importorskip("pty")


@pytest.fixture
def terminal() -> Iterator[tuple[int, TerminalKeys]]:
    """Where keys are pressed, and what hears of them."""
    presses, reads = pty.openpty()
    with TerminalKeys(reads) as keys:
        yield presses, keys
    for each in (presses, reads):
        os.close(each)


def pressed(terminal: tuple[int, TerminalKeys], sent: bytes, count: int) -> list[Key | None]:
    presses, keys = terminal
    os.write(presses, sent)
    return [keys.pressed(wait=True) for _ in range(count)]


def test_a_key_that_is_held_counts_every_time(terminal: tuple[int, TerminalKeys]) -> None:
    assert pressed(terminal, b"ll\x1b[C\x1b[C", 4) == [Key.FAR_ON, Key.FAR_ON, Key.ON, Key.ON]


def test_keys_that_mean_nothing_are_passed_over(terminal: tuple[int, TerminalKeys]) -> None:
    assert pressed(terminal, b"x\x1b[15~\xc3\xa9q", 1) == [Key.QUIT]
    assert terminal[1].pressed() is None
