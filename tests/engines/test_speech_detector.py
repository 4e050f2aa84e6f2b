import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from voice_coach.conversation.sound import FRAME_SAMPLES, Samples
from voice_coach.engines.protocols import SpeechDetector
from voice_coach.engines.silero_detector import SileroDetector, SileroModel
from voice_coach.engines.sound_files import read_sound
from voice_coach.engines.speech_detector import MISSED_WINDOWS, LayeredDetector
from voice_coach.engines.webrtc_detector import WebRtcDetector

SHARED = Path(__file__).parents[3] / "shared" / "data" / "speech"
WORDS = "I planned the whole project with three people and we finished it in April."


def noise(seconds: float, level: float = 16.0, seed: int = 0) -> Samples:
    rng = np.random.default_rng(seed)
    return (rng.standard_normal(round(seconds * 16_000)) * level).astype(np.int16)


@pytest.fixture(scope="session")
def speech(tmp_path_factory: pytest.TempPathFactory) -> Samples:
    """A spoken sentence, the silence at its ends cut off."""
    if shutil.which("flite") is None:
        pytest.skip("flite is not installed (apt install flite), so there is no speech to detect")
    path = tmp_path_factory.mktemp("speech") / "said.wav"
    subprocess.run(["flite", "-voice", "slt", "-t", WORDS, "-o", str(path)], check=True)
    sound = read_sound(path)
    loud = np.flatnonzero(np.abs(sound) > 300)
    return sound[loud[0] : loud[-1]]


def in_a_room(before_s: float, speech: Samples, after_s: float) -> Samples:
    sound = np.concatenate((noise(before_s), speech, noise(after_s, seed=1)))
    return np.clip(sound + noise(len(sound) / 16_000, seed=2), -32768, 32767).astype(np.int16)


def probabilities(detector: SpeechDetector, sound: Samples) -> np.ndarray:
    whole = range(0, len(sound) - FRAME_SAMPLES + 1, FRAME_SAMPLES)
    return np.array([detector.hear(sound[start : start + FRAME_SAMPLES]) for start in whole])


def onset_s(found: np.ndarray) -> float:
    return float(np.argmax(found >= 0.5)) / 100


@pytest.mark.parametrize("make", [SileroDetector, LayeredDetector])
def test_speech_is_noticed_soon_and_its_end_too(make: Callable[[], SpeechDetector], speech: Samples) -> None:
    found = probabilities(make(), in_a_room(1.0, speech, 1.0))
    end = 100 + len(speech) // FRAME_SAMPLES
    assert 1.0 <= onset_s(found) <= 1.25
    assert found[130:end].mean() > 0.8
    assert (found[end + 20 :] < 0.5).all()


@pytest.mark.parametrize("quiet_s", [0.3, 0.9, 1.5, 20.0])
def test_after_a_rest_an_onset_is_noticed_as_soon_as_if_the_network_had_listened(
    speech: Samples, quiet_s: float
) -> None:
    sound = np.concatenate((in_a_room(0.5, speech, 0.0), in_a_room(quiet_s, speech, 0.5)))
    second = 50 + len(speech) // FRAME_SAMPLES + round(quiet_s * 100)
    always = onset_s(probabilities(SileroDetector(), sound)[second:])
    gated = onset_s(probabilities(LayeredDetector(), sound)[second:])
    assert gated <= always + 0.033


class CountedModel(SileroModel):
    def __init__(self) -> None:
        super().__init__()
        self.windows = 0

    def probability(self, window: Samples) -> float:
        self.windows += 1
        return super().probability(window)


def test_in_a_quiet_room_the_network_rests_and_the_answer_is_no() -> None:
    model = CountedModel()
    found = probabilities(LayeredDetector(model=model), noise(60.0, level=2.0))
    assert model.windows < 60
    assert (found < 0.5).all()


class Clicks(WebRtcDetector):
    """A gate that opens for one frame in every 60: as often as it can fall shut in between."""

    def __init__(self) -> None:
        super().__init__()
        self.frames = 0

    def hear(self, frame: Samples) -> float:
        self.frames += 1
        return float(self.frames % 60 == 0)


def test_a_gate_that_flutters_never_costs_more_than_the_network_alone() -> None:
    model = CountedModel()
    sound = noise(30.0)
    probabilities(LayeredDetector(Clicks(), model), sound)
    assert len(sound) // 512 - MISSED_WINDOWS <= model.windows <= len(sound) // 512


def test_the_detectors_say_no_to_noise_and_clicks() -> None:
    sound = noise(10.0, level=300.0)
    sound[::7000] = 25_000
    for detector in (SileroDetector(), LayeredDetector()):
        assert (probabilities(detector, sound)[100:] < 0.5).all()


def test_the_network_remembers_until_told_to_forget(speech: Samples) -> None:
    model = SileroModel()
    first = [model.probability(speech[start : start + 512]) for start in range(0, 5120, 512)]
    model.forget()
    again = [model.probability(speech[start : start + 512]) for start in range(0, 5120, 512)]
    further = model.probability(speech[:512])
    assert first == again
    assert further != first[0]


def test_webrtc_says_yes_or_no(speech: Samples) -> None:
    found = probabilities(WebRtcDetector(), speech)
    assert set(found.tolist()) <= {0.0, 1.0}
    assert found.mean() > 0.8
    assert probabilities(WebRtcDetector(), noise(3.0, level=2.0)).mean() < 0.1


def test_the_model_is_found_without_importing_faster_whisper() -> None:
    program = (
        "import sys; from voice_coach.engines.silero_detector import SileroDetector; SileroDetector();"
        "sys.exit('faster_whisper' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


@pytest.mark.skipif(not SHARED.is_dir(), reason="the recordings of people in ../shared are not there")
def test_people_are_noticed_within_300_ms_and_noises_without_voices_never() -> None:
    clips = json.loads((SHARED / "manifest.json").read_text())["clips"]
    late_s = []
    for clip in (clip for clip in clips if clip.get("speech_start_s") is not None):
        sound = in_a_room(2.0, read_sound(SHARED / clip["file"]), 0.0)
        late_s.append(onset_s(probabilities(LayeredDetector(), sound)) - 2.0 - clip["speech_start_s"])
    assert len(late_s) == 18
    assert np.percentile(late_s, 95) <= 0.3
    for name in ("keyboard_soft", "machine_hum", "wind", "dog_bark"):
        found = probabilities(LayeredDetector(), read_sound(SHARED / "noise" / f"{name}.flac"))
        assert (found >= 0.5).mean() < 0.01
