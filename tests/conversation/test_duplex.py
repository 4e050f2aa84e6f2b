import numpy as np
import pytest

from voice_coach.conversation.duplex import RINGS_S, Duplex
from voice_coach.conversation.echo_path import CANCELLED_DELAY_S, FIRST_LOOK_S, EchoPath, EchoVerdict
from voice_coach.conversation.sound import FRAME_SAMPLES, Frame, Samples, samples_of, seconds_of

SENTENCE_S = 5.0


def sentence(seconds: float = SENTENCE_S, seed: int = 0) -> Samples:
    """Noise that swells four times a second, as syllables do."""
    noise = np.random.default_rng(seed).standard_normal(samples_of(seconds))
    swell = 0.5 - 0.5 * np.cos(2 * np.pi * 4.0 * np.arange(len(noise)) / 16_000)
    return np.clip(3000 * noise * swell, -32768, 32767).astype(np.int16)


def noise(samples: int, rms: float = 16.0) -> np.ndarray:
    return np.random.default_rng(9).standard_normal(samples) * rms


class Told:
    """What a `Duplex` made of a stretch of sound."""

    def __init__(self, duplex: Duplex, far: Samples, near: np.ndarray, left: np.ndarray) -> None:
        self.duplex = duplex
        self.paths: list[tuple[float, EchoPath]] = []
        self.heard: list[bool] = []
        for start in range(0, len(far) - FRAME_SAMPLES + 1, FRAME_SAMPLES):
            part = slice(start, start + FRAME_SAMPLES)
            frame = Frame(start, near[part].astype(np.int16), far[part], 0)
            path, is_heard = duplex.listen(frame, left[part].astype(np.int16))
            self.heard.append(is_heard)
            if path is not None:
                self.paths.append((seconds_of(frame.end), path))


def in_a_room(
    delay_s: float,
    gain: float,
    left_of_it: float,
    talk: np.ndarray | None = None,
    silence_s: float = 2.0,
) -> Told:
    far = np.concatenate([np.zeros(samples_of(0.5)), sentence(), np.zeros(samples_of(silence_s))])
    later = samples_of(delay_s)
    echo = gain * np.concatenate([np.zeros(later), far[: len(far) - later]])
    talk = np.zeros(len(far)) if talk is None else np.pad(talk, (0, len(far) - len(talk)))
    room = noise(len(far)) + talk
    return Told(Duplex(), far.astype(np.int16), room + echo, room + left_of_it * echo)


def test_with_headphones_the_candidate_is_heard_from_the_first_look_on() -> None:
    told = in_a_room(0.04, 0.0, 1.0)
    [(at_s, path)] = told.paths
    assert path.verdict is EchoVerdict.NONE
    assert at_s < 0.5 + FIRST_LOOK_S + 0.3
    assert all(told.heard[round(100 * at_s) :])


def test_an_echo_that_is_taken_out_keeps_nobody_from_being_heard() -> None:
    told = in_a_room(0.06, 0.3, 0.03)
    [(at_s, path)] = told.paths
    assert path.verdict is EchoVerdict.CANCELLED
    assert path.reduction_db is not None
    assert path.reduction_db > 25
    assert all(told.heard[round(100 * at_s) :])


@pytest.mark.parametrize("delay_s", [0.005, 0.12, 0.4, 0.6])
def test_the_delay_is_found_to_the_millisecond(delay_s: float) -> None:
    [(_, path)] = in_a_room(delay_s, 0.3, 0.3).paths
    assert path.delay_ms == pytest.approx(1000 * delay_s, abs=1.0)


def test_nobody_is_heard_over_an_echo_that_remains() -> None:
    told = in_a_room(0.1, 0.3, 0.5)
    assert [path.verdict for _, path in told.paths] == [EchoVerdict.REMAINS]
    assert told.duplex.is_half
    over_s = 0.5 + SENTENCE_S + 0.1 + RINGS_S
    assert not any(told.heard[51 : round(100 * over_s) - 5])
    assert all(told.heard[round(100 * over_s) + 5 :])


def test_an_echo_that_is_too_late_to_be_found_remains() -> None:
    [(_, path)] = in_a_room(CANCELLED_DELAY_S + 0.1, 0.3, 0.01).paths
    assert path.verdict is EchoVerdict.REMAINS


def test_a_faint_echo_need_not_come_down_by_20_db() -> None:
    [(_, path)] = in_a_room(0.06, 0.02, 0.3).paths
    assert path.verdict is EchoVerdict.CANCELLED
    assert path.reduction_db is not None
    assert path.reduction_db < 20


def test_who_talks_into_the_first_look_is_not_taken_for_an_echo() -> None:
    talk = np.concatenate([np.zeros(samples_of(0.5)), sentence(1.2, seed=5)])
    [(at_s, path)] = in_a_room(0.06, 0.3, 0.01, talk).paths
    assert path.verdict is EchoVerdict.CANCELLED
    assert at_s > 0.5 + FIRST_LOOK_S + 0.2


def test_an_echo_that_seems_to_come_before_its_sound_is_found_all_the_same() -> None:
    far = np.concatenate([np.zeros(samples_of(0.5)), sentence()])
    near = 0.3 * np.concatenate([far[80:], np.zeros(80)]) + noise(len(far))
    [(_, path)] = Told(Duplex(), far.astype(np.int16), near, near).paths
    assert path.delay_ms == pytest.approx(-5.0, abs=1.0)
    assert path.verdict is EchoVerdict.REMAINS


def test_who_talks_through_all_of_the_test_can_interrupt_from_the_next_sentence_on() -> None:
    talk = np.concatenate([np.zeros(samples_of(0.5)), sentence(SENTENCE_S, seed=5)])
    duplex = in_a_room(0.06, 0.3, 0.003, talk).duplex
    assert duplex.is_half
    far = np.concatenate([np.zeros(samples_of(0.5)), sentence(2.5, seed=3)])
    echo = 0.3 * np.concatenate([np.zeros(960), far[:-960]])
    told = Told(duplex, far.astype(np.int16), noise(len(far)) + echo, noise(len(far)) + 0.003 * echo)
    assert [path.verdict for _, path in told.paths] == [EchoVerdict.CANCELLED]
    assert told.heard[-1]


def test_an_echo_that_remained_is_told_once_and_not_with_each_sentence() -> None:
    duplex = in_a_room(0.1, 0.3, 0.5).duplex
    far = sentence(9.0, seed=3)
    near = 0.3 * np.concatenate([np.zeros(1600), far[:-1600]]) + noise(len(far))
    assert Told(duplex, far, near, 0.5 * near).paths == []
    assert duplex.is_half


def test_short_sentences_with_long_silences_between_them_are_one_test() -> None:
    pieces = [np.concatenate([sentence(0.6, seed), np.zeros(samples_of(2.5))]) for seed in range(4)]
    far = np.concatenate([np.zeros(samples_of(0.5)), *pieces])
    echo = 0.3 * np.concatenate([np.zeros(960), far[:-960]])
    [(at_s, path)] = Told(
        Duplex(), far.astype(np.int16), noise(len(far)) + echo, noise(len(far)) + 0.003 * echo
    ).paths
    assert path.verdict is EchoVerdict.CANCELLED
    assert path.delay_ms == pytest.approx(60.0, abs=1.0)
    assert 6.5 < at_s < 11.0


def test_other_devices_are_tested_anew() -> None:
    duplex = in_a_room(0.1, 0.3, 0.5).duplex
    duplex.begin_anew()
    assert not duplex.is_half
    far = sentence(2.0)
    told = Told(duplex, far, noise(len(far)), noise(len(far)))
    assert [path.verdict for _, path in told.paths] == [EchoVerdict.NONE]


def test_instead_of_an_echo_a_quiet_room_is_heard() -> None:
    nothing = Duplex().nothing
    assert len(nothing) == FRAME_SAMPLES
    assert nothing.any()
    assert np.abs(nothing).max() < 100
