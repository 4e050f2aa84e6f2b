import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from voice_coach.engines.sound_rings import RowRing, SampleRing, TrackRing


@given(st.lists(st.tuples(st.integers(0, 40), st.integers(0, 60)), max_size=60))
def test_what_fits_comes_out_in_order_whatever_the_block_sizes(steps: list[tuple[int, int]]) -> None:
    ring = SampleRing(50)
    sent: list[int] = []
    got: list[int] = []
    for size, wanted in steps:
        block = np.arange(len(sent), len(sent) + size, dtype=np.int16)
        if ring.write(block):
            sent += block.tolist()
        out = np.zeros(wanted, np.int16)
        got += out[: ring.read_into(out)].tolist()
    assert got == sent[: len(got)]
    assert len(sent) - len(got) == ring.available


def test_a_block_that_does_not_fit_is_refused_whole() -> None:
    ring = SampleRing(10)
    assert ring.write(np.ones(8, np.int16))
    assert not ring.write(np.ones(3, np.int16))
    assert ring.available == 8


def test_rows_are_drained_once_and_in_order() -> None:
    rows = RowRing(8, 2)
    rows.add(1, 2)
    rows.add(3, 4)
    assert rows.drain().tolist() == [[1, 2], [3, 4]]
    assert rows.drain().tolist() == []
    for number in range(20):
        rows.add(number, 0)
    assert rows.drain()[:, 0].tolist() == list(range(13, 20))


def test_a_track_gives_only_what_it_has() -> None:
    track = TrackRing(100)
    for start in range(0, 250, 50):
        track.append(np.arange(start, start + 50, dtype=np.int16), start)
    samples, numbers = track.between(190, 260)
    assert samples.tolist() == list(range(190, 250))
    assert numbers.tolist() == [150] * 10 + [200] * 50
    assert len(track.between(0, 100)[0]) == 0
    assert track.last_number == 200
