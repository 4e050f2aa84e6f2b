import numpy as np
import pytest

from voice_coach.engines.resampling import StreamResampler

PAIRS = [(48_000, 16_000), (44_100, 16_000), (8_000, 16_000), (16_000, 48_000), (16_000, 44_100)]


def through(resampler: StreamResampler, sound: np.ndarray, block: int) -> np.ndarray:
    parts = [resampler.feed(sound[start : start + block]) for start in range(0, len(sound), block)]
    return np.concatenate([*parts, resampler.finish()])


@pytest.mark.parametrize(("from_hz", "to_hz"), PAIRS)
def test_a_click_stays_where_it_was_to_a_quarter_of_a_millisecond(from_hz: int, to_hz: int) -> None:
    sound = np.zeros(from_hz, np.int16)
    sound[from_hz // 2] = 30_000
    out = through(StreamResampler(from_hz, to_hz), sound, from_hz // 100)
    assert abs(len(out) - to_hz) <= 1
    assert np.argmax(np.abs(out)) / to_hz == pytest.approx(0.5, abs=0.00025)


@pytest.mark.parametrize(("from_hz", "to_hz"), PAIRS)
def test_ten_milliseconds_in_give_ten_milliseconds_out_and_little_is_held_back(
    from_hz: int, to_hz: int
) -> None:
    resampler = StreamResampler(from_hz, to_hz)
    sizes = [len(resampler.feed(np.zeros(from_hz // 100, np.int16))) for _ in range(200)]
    assert set(sizes[10:]) == {to_hz // 100}
    assert sum(sizes) >= 2 * to_hz - 0.035 * to_hz


def test_what_16_khz_cannot_carry_is_gone_instead_of_folded_back() -> None:
    high = (20_000 * np.sin(2 * np.pi * 11_000 * np.arange(48_000) / 48_000)).astype(np.int16)
    out = through(StreamResampler(48_000, 16_000), high, 480)
    assert np.abs(out[1000:-1000]).max() <= 2


def test_the_same_rate_passes_through_untouched() -> None:
    sound = np.arange(1000, dtype=np.int16)
    assert np.array_equal(through(StreamResampler(16_000, 16_000), sound, 160), sound)
