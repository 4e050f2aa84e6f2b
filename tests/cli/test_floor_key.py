from voice_coach.cli.floor_key import FloorKey
from voice_coach.cli.keys import Key, NoKeys


class Pressed(NoKeys):
    def __init__(self, *keys: Key | None) -> None:
        self._keys = list(keys)

    def pressed(self, wait: bool = False) -> Key | None:
        return self._keys.pop(0)


def presses(*keys: Key | None) -> int:
    times: list[bool] = []
    floor_key = FloorKey(Pressed(*keys), lambda: times.append(True))
    for _ in keys:
        floor_key.observe({"type": "level"})
    return len(times)


def test_the_space_bar_takes_the_floor_each_time_it_is_pressed() -> None:
    assert presses(None, Key.PAUSE, None, Key.PAUSE) == 2


def test_no_other_key_does() -> None:
    assert presses(*(key for key in Key if key is not Key.PAUSE), None) == 0
