import random

import pytest

from voice_coach.engines.stream_clock import ArrivalWatch, StreamClock


def test_jitter_is_smoothed_away() -> None:
    rng = random.Random(1)
    clock = StreamClock()
    for block in range(500):
        clock.add(block * 0.01, 7.0 + block * 0.01 + rng.uniform(-0.004, 0.004))
    assert clock.origin_s == pytest.approx(7.0, abs=0.002)


def test_a_drift_of_200_ppm_is_followed() -> None:
    clock = StreamClock()
    for block in range(60_000):
        clock.add(block * 0.01, block * 0.01 * 1.0002)
    assert clock.origin_s == pytest.approx(600 * 0.0002, abs=0.001)


def test_one_stray_stamp_is_ignored_and_four_in_a_row_are_a_step() -> None:
    clock = StreamClock()
    for block in range(100):
        assert clock.add(block * 0.01, block * 0.01) == 0.0
    assert clock.add(1.0, 1.5) == 0.0
    assert clock.add(1.01, 1.01) == 0.0
    assert clock.origin_s == pytest.approx(0.0, abs=1e-9)
    steps = [clock.add(1.02 + block * 0.01, 1.07 + block * 0.01) for block in range(4)]
    assert steps == [0.0, 0.0, 0.0, pytest.approx(0.05)]
    assert clock.origin_s == pytest.approx(0.05)


def arrivals(watch: ArrivalWatch, blocks: range, late_s: float) -> float:
    return sum(watch.lost_s(block * 0.01, block * 0.01 + late_s) for block in blocks)


def test_blocks_that_come_late_in_heaps_are_not_lost() -> None:
    watch = ArrivalWatch()
    lost = 0.0
    for block in range(2000):
        heap_end = block // 20 * 20 + 20  # 200 ms at a time
        lost += watch.lost_s(block * 0.01, heap_end * 0.01)
    assert lost == 0.0


def test_sound_that_was_lost_is_found_within_two_windows() -> None:
    watch = ArrivalWatch()
    assert arrivals(watch, range(200), 0.0) == 0.0
    lost = [watch.lost_s(block * 0.01, block * 0.01 + 0.3) for block in range(200, 250)]
    assert next(value for value in lost if value) == pytest.approx(0.3)


def test_a_device_whose_clock_runs_slow_loses_nothing() -> None:
    watch = ArrivalWatch()
    assert sum(watch.lost_s(block * 0.01, block * 0.01 * 1.0005) for block in range(30_000)) == 0.0
