"""A replay as it goes, with a player that takes no time."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from voice_coach.cli.keys import Key
from voice_coach.cli.playing import Replay
from voice_coach.cli.stretches import Stretch
from voice_coach.errors import DeviceError


class Room:
    """Hears what is played, second by second, and presses keys at given session seconds."""

    def __init__(self, *presses: tuple[float, Key], after_pause: Key | None = None) -> None:
        self.presses = list(presses)
        self.after_pause = after_pause
        self.now_s = 0.0
        self.played: list[Stretch] = []
        self.shown: list[int] = []

    def play(
        self, stretch: Stretch, reached: Callable[[float], None], is_stopped: Callable[[], bool]
    ) -> None:
        self.now_s = stretch.start_s
        while self.now_s < stretch.end_s and not is_stopped():
            self.now_s += 1
            reached(self.now_s)
        self.played.append(Stretch(stretch.start_s, self.now_s))

    def pressed(self, wait: bool = False) -> Key | None:
        if wait:
            return self.after_pause
        if self.presses and self.now_s >= self.presses[0][0]:
            return self.presses.pop(0)[1]
        return None

    def hear(self, stretches: list[Stretch], starts_s: list[float]) -> None:
        Replay(stretches, starts_s, self.shown.append, self.play, self.pressed).run()


def test_lines_appear_when_they_are_said() -> None:
    room = Room()
    room.hear([Stretch(0, 10)], [0.0, 4.0, 12.0])
    assert room.shown == [0, 1]


def test_a_stretch_begins_with_the_line_that_is_being_said() -> None:
    room = Room()
    room.hear([Stretch(6, 8), Stretch(15, 16)], [0.0, 4.0, 7.0, 12.0])
    assert room.shown == [1, 2, 3]


def test_the_stop_key_ends_it() -> None:
    room = Room((3, Key.QUIT))
    room.hear([Stretch(0, 10), Stretch(20, 30)], [0.0])
    assert room.played == [Stretch(0, 3)]


def test_back_and_on_seek_five_seconds_and_back_shows_the_line_again() -> None:
    room = Room((8, Key.BACK), (4, Key.ON))
    room.hear([Stretch(0, 20)], [0.0, 7.0])
    assert room.played == [Stretch(0, 8), Stretch(3, 4), Stretch(9, 20)]
    assert room.shown == [0, 1, 0, 1]


def test_a_seek_on_skips_what_was_not_chosen() -> None:
    room = Room((8, Key.ON))
    room.hear([Stretch(0, 10), Stretch(50, 52)], [0.0])
    assert room.played == [Stretch(0, 8), Stretch(50, 52)]


def test_a_pause_goes_on_where_it_was() -> None:
    room = Room((4, Key.PAUSE), after_pause=Key.PAUSE)
    room.hear([Stretch(0, 6)], [0.0])
    assert room.played == [Stretch(0, 4), Stretch(4, 6)]


def test_stop_ends_a_pause_too() -> None:
    room = Room((4, Key.PAUSE), after_pause=Key.QUIT)
    room.hear([Stretch(0, 6)], [0.0])
    assert room.played == [Stretch(0, 4)]


def test_nothing_is_shown_where_nothing_can_be_played() -> None:
    room = Room()

    def fail(stretch: Stretch, reached: Callable[[float], None], is_stopped: Callable[[], bool]) -> None:
        raise DeviceError("There is no loudspeaker.")

    with pytest.raises(DeviceError):
        Replay([Stretch(0, 5)], [0.0], room.shown.append, fail, room.pressed).run()
    assert room.shown == []
