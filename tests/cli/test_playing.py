"""A replay as it goes, with a player that takes no time."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from voice_coach.cli.keys import Key
from voice_coach.cli.playing import Flag, Plan, Replay
from voice_coach.cli.stretches import Stretch
from voice_coach.errors import DeviceError


class Room:
    """Hears what is played, second by second, and presses keys at given session seconds."""

    def __init__(self, *presses: tuple[float, Key], after_pause: Key | None = None) -> None:
        self.presses = list(presses)
        self.after_pause = after_pause
        self.now_s = 0.0
        self.played: list[Stretch] = []
        self.speeds: list[float] = []
        self.told: list[str] = []

    def play(
        self, part: Stretch, speed: float, reached: Callable[[float], None], is_stopped: Callable[[], bool]
    ) -> None:
        self.now_s = part.start_s
        while self.now_s < part.end_s and not is_stopped():
            self.now_s += 1
            reached(self.now_s)
        self.played.append(Stretch(part.start_s, self.now_s))
        self.speeds.append(speed)

    def pressed(self, wait: bool = False) -> Key | None:
        if wait:
            return self.after_pause
        if self.presses and self.now_s >= self.presses[0][0]:
            return self.presses.pop(0)[1]
        return None

    def begin(self, t_s: float) -> None:
        self.told.append(f"from {t_s:g}")

    def reached(self, t_s: float) -> None:
        pass

    def tell(self, text: str) -> None:
        self.told.append(text)

    def end(self) -> None:
        self.told.append("end")

    def hear(
        self, *stretches: Stretch, turns_s: tuple[float, ...] = (), flags: tuple[Flag, ...] = ()
    ) -> None:
        Replay(Plan(stretches, turns_s, flags), self, self.play, self.pressed).run()


def test_the_transcript_goes_with_every_stretch_that_is_heard() -> None:
    room = Room()
    room.hear(Stretch(6, 8), Stretch(15, 16))
    assert room.played == [Stretch(6, 8), Stretch(15, 16)]
    assert room.told == ["from 6", "from 15", "end"]


def test_the_stop_key_ends_it() -> None:
    room = Room((3, Key.QUIT))
    room.hear(Stretch(0, 10), Stretch(20, 30))
    assert room.played == [Stretch(0, 3)]


def test_back_and_on_seek_five_seconds_or_ten() -> None:
    room = Room((8, Key.BACK), (4, Key.ON), (15, Key.FAR_BACK), (6, Key.FAR_ON))
    room.hear(Stretch(0, 20))
    assert room.played == [Stretch(0, 8), Stretch(3, 4), Stretch(9, 15), Stretch(5, 6), Stretch(16, 20)]


def test_a_seek_past_the_end_ends_it() -> None:
    room = Room((18, Key.ON))
    room.hear(Stretch(0, 20))
    assert room.played == [Stretch(0, 18)]


def test_a_pause_goes_on_where_it_was() -> None:
    room = Room((4, Key.PAUSE), after_pause=Key.PAUSE)
    room.hear(Stretch(0, 6))
    assert room.played == [Stretch(0, 4), Stretch(4, 6)]


def test_stop_ends_a_pause_too() -> None:
    room = Room((4, Key.PAUSE), after_pause=Key.QUIT)
    room.hear(Stretch(0, 6))
    assert room.played == [Stretch(0, 4)]


def test_the_speed_goes_in_steps_and_stays_within_its_limits() -> None:
    room = Room(*[(2, Key.FASTER)] * 6, (3, Key.SLOWER))
    room.hear(Stretch(0, 4))
    assert room.speeds == [1, 1.25, 1.5, 2, 2.5, 3, 3, 2.5]
    assert "1.25 times as fast" in room.told
    assert room.played[-1] == Stretch(3, 4), "a change of speed loses no sound"


def test_a_flag_is_heard_from_just_before_it_and_its_reason_is_told() -> None:
    flags = (Flag(6, "diagram first"), Flag(12, "latency"))
    room = Room((1, Key.FLAG_ON), (5, Key.FLAG_ON), (14, Key.FLAG_BACK), (12, Key.FLAG_BACK))
    room.hear(Stretch(0, 20), flags=flags)
    starts = [part.start_s for part in room.played]
    assert starts == [0, 5, 11, 11, 5]
    assert [text for text in room.told if text.startswith("⚑")] == [
        "⚑ diagram first",
        "⚑ latency",
        "⚑ latency",
        "⚑ diagram first",
    ]


def test_where_no_flag_is_left_the_sound_goes_on() -> None:
    room = Room((3, Key.FLAG_ON))
    room.hear(Stretch(0, 5), flags=(Flag(1, "latency"),))
    assert room.played == [Stretch(0, 3), Stretch(3, 5)]
    assert "No later flag." in room.told


def test_turns_can_be_walked_back_and_on() -> None:
    room = Room((1, Key.TURN_ON), (6, Key.TURN_BACK), (5, Key.TURN_BACK), (1, Key.TURN_ON))
    room.hear(Stretch(0, 12), turns_s=(0, 4, 9))
    assert [part.start_s for part in room.played] == [0, 4, 4, 0, 4]


def test_nothing_is_told_where_nothing_can_be_played() -> None:
    room = Room()

    def fail(*_: object) -> None:
        raise DeviceError("There is no loudspeaker.")

    with pytest.raises(DeviceError):
        Replay(Plan([Stretch(0, 5)], [0.0]), room, fail, room.pressed).run()
    assert room.told == []
