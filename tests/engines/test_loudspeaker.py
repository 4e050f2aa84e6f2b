import numpy as np
import pytest

from voice_coach.conversation.sound import FRAME_SAMPLES, silence
from voice_coach.engines.loudspeaker import CAPACITY, Loudspeaker


def talk(speaker: Loudspeaker, frames: int) -> tuple[np.ndarray, np.ndarray, list[int]]:
    written, emitted, heard = [], [], []
    for index in range(frames):
        out, count = speaker.emit()
        emitted.append(out)
        heard.append(count)
        written.append(np.full(FRAME_SAMPLES, 200 + index % 1000, np.int16))
        speaker.write(written[-1])
    return np.concatenate(written), np.concatenate(emitted), heard


@pytest.mark.parametrize("latency", [0, 100, 320, 1600])
def test_it_emits_every_sample_its_latency_after_the_write(latency: int) -> None:
    written, emitted, heard = talk(Loudspeaker(latency), 900)
    late = latency + FRAME_SAMPLES
    assert not emitted[:late].any()
    assert np.array_equal(emitted[late:], written[: len(emitted) - late])
    assert heard == [max(0, (index + 1) * FRAME_SAMPLES - late) for index in range(900)]


def test_a_loudspeaker_that_nobody_writes_to_is_silent_and_counts_it_once_it_had_begun() -> None:
    speaker = Loudspeaker(0)
    speaker.emit()
    assert speaker.underruns == 0
    speaker.write(np.full(FRAME_SAMPLES, 500, np.int16))
    speaker.emit()
    out, heard = speaker.emit()
    assert not out.any()
    assert (heard, speaker.underruns) == (FRAME_SAMPLES, 1)


@pytest.mark.parametrize("drift_ppm", [-300.0, 300.0])
def test_a_drifting_clock_is_made_good_in_the_silences(drift_ppm: float) -> None:
    speaker = Loudspeaker(320, drift_ppm)
    sound = np.full(FRAME_SAMPLES, 3000, np.int16)
    depths = []
    for index in range(60_000):  # ten minutes, half of each second is silent
        speaker.emit()
        depths.append(speaker.depth)
        speaker.write(sound if index % 100 < 50 else silence(FRAME_SAMPLES))
    assert speaker.underruns == 0
    assert 0 < min(depths) <= max(depths) < 1000


def test_what_nobody_takes_away_is_lost_instead_of_growing() -> None:
    speaker = Loudspeaker(0)
    for _ in range(1000):
        speaker.write(silence(FRAME_SAMPLES))
    assert speaker.depth < CAPACITY
