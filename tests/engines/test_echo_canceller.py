import shutil
import subprocess
from pathlib import Path

import numpy as np
import pytest

from voice_coach.conversation.events import Event, SpeechStarted
from voice_coach.conversation.segments import Segmenter
from voice_coach.conversation.sound import FRAME_SAMPLES, Samples, silence
from voice_coach.engines.echo_canceller import WebRtcEchoCanceller
from voice_coach.engines.room_card import Room, RoomCard
from voice_coach.engines.sound_files import read_sound
from voice_coach.engines.speech_detector import LayeredDetector

QUESTION = (
    "Thank you for coming in. I would like to hear about a project that you led, what made it difficult,"
    " and which numbers show that it worked. How many people were there, and who decided?"
)


class Nobody:
    done = True

    def next_frame(self, heard: Samples) -> Samples:
        return silence(FRAME_SAMPLES)


class Hummer(Nobody):
    """Hums at a steady level, whatever is said."""

    def __init__(self) -> None:
        self.at = np.arange(FRAME_SAMPLES)

    def next_frame(self, heard: Samples) -> Samples:
        self.at += FRAME_SAMPLES
        tones = sum(np.sin(2 * np.pi * hz * self.at / 16_000) for hz in (220, 440, 1270))
        return (tones * 2500).astype(np.int16)


@pytest.fixture(scope="session")
def question(tmp_path_factory: pytest.TempPathFactory) -> Samples:
    if shutil.which("flite") is None:
        pytest.skip("flite is not installed (apt install flite), so there is no speech to cancel")
    return said(QUESTION, "slt", tmp_path_factory.mktemp("far"))


@pytest.fixture(scope="session")
def interruption(question: Samples, tmp_path_factory: pytest.TempPathFactory) -> Samples:
    return said("Stop, I have a question about the numbers.", "rms", tmp_path_factory.mktemp("near"))


def said(text: str, voice: str, folder: Path) -> Samples:
    path = folder / "said.wav"
    subprocess.run(["flite", "-voice", voice, "-t", text, "-o", str(path)], check=True)
    return read_sound(path)


def level_db(sound: Samples) -> float:
    return float(10 * np.log10(np.mean(sound.astype(float) ** 2) + 1e-9))


def through(card: RoomCard, far: Samples) -> tuple[Samples, Samples]:
    canceller = WebRtcEchoCanceller()
    near, left = [], []
    for start in range(0, len(far) - FRAME_SAMPLES + 1, FRAME_SAMPLES):
        frame = card.read()
        assert frame is not None
        card.write(far[start : start + FRAME_SAMPLES])
        near.append(frame.near)
        left.append(canceller.cancel(frame.near, frame.far))
    return np.concatenate(near)[32_000:], np.concatenate(left)[32_000:]


@pytest.mark.parametrize("delay_ms", [20.0, 120.0, 400.0])
@pytest.mark.parametrize("drift_ppm", [0.0, 100.0])
def test_the_interviewers_own_voice_is_taken_out_by_20_db(
    question: Samples, delay_ms: float, drift_ppm: float
) -> None:
    room = Room(delay_ms=delay_ms, echo_gain_db=-10.0, drift_ppm=drift_ppm)
    near, left = through(RoomCard(Nobody(), room), question)
    assert level_db(near) - level_db(left) > 20.0


@pytest.mark.parametrize("at_s", [3.0, 4.0])
def test_a_candidate_with_headphones_can_interrupt_the_first_sentence(
    question: Samples, interruption: Samples, at_s: float
) -> None:
    near = (np.random.default_rng(0).standard_normal(len(question)) * 16).astype(np.int16)
    near[round(at_s * 16_000) :][: len(interruption)] += interruption
    canceller, detector, segmenter = WebRtcEchoCanceller(), LayeredDetector(), Segmenter()
    events: list[Event] = []
    for start in range(0, round((at_s + 1.5) * 16_000), FRAME_SAMPLES):
        frame = slice(start, start + FRAME_SAMPLES)
        left = canceller.cancel(near[frame], question[frame])
        events += segmenter.hear(start, left, detector.hear(left))
    assert [event for event in events if isinstance(event, SpeechStarted)]


@pytest.mark.parametrize("echo_gain_db", [-30.0, -10.0])
@pytest.mark.parametrize("delay_ms", [20.0, 120.0])
def test_the_interviewers_first_word_is_not_taken_for_the_candidates(
    question: Samples, echo_gain_db: float, delay_ms: float
) -> None:
    card = RoomCard(Nobody(), Room(delay_ms=delay_ms, echo_gain_db=echo_gain_db))
    canceller, detector, segmenter = WebRtcEchoCanceller(), LayeredDetector(), Segmenter()
    events: list[Event] = []
    for start in range(0, 6 * 16_000, FRAME_SAMPLES):
        frame = card.read()
        assert frame is not None
        card.write(question[start : start + FRAME_SAMPLES])
        near = canceller.cancel(frame.near, frame.far)
        events += segmenter.hear(frame.start, near, detector.hear(near))
    assert not [event for event in events if isinstance(event, SpeechStarted)]


def test_the_candidate_alone_passes_almost_untouched() -> None:
    near, left = through(RoomCard(Hummer(), Room()), silence(5 * 16_000))
    assert level_db(left) == pytest.approx(level_db(near), abs=1.0)
    assert left.dtype == np.int16
