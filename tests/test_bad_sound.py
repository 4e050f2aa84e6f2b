"""What a microphone may give instead of one clear voice: nothing breaks, and nothing is invented."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import soundfile

from voice_coach.conversation.events import Event, SegmentClosed
from voice_coach.conversation.microphone_level import MicrophoneLevel, MicrophoneWatch, level_of
from voice_coach.conversation.segments import Segmenter
from voice_coach.conversation.sound import FRAME_SAMPLES, Samples, Segment, samples_of
from voice_coach.engines.echo_canceller import WebRtcEchoCanceller
from voice_coach.engines.sound_files import read_sound
from voice_coach.engines.speech_detector import LayeredDetector

SPEECH = Path(__file__).parents[2] / "shared" / "data" / "speech"
"""Recordings of people beside the checkout, where there are any."""
RATIOS_DB = (20, 10, 5)
LIVELY = ("babble_20", "coffee_shop")
"""Noises with voices in them: what is found there is speech."""
WORDS_S = 0.25
"""Shorter speech is never given to a recogniser's words."""

needs_speech = pytest.mark.skipif(not SPEECH.is_dir(), reason="there are no recordings of people here")


def segments_of(sound: Samples) -> list[Segment]:
    """What the program would have recognised."""
    detector, segmenter, canceller = LayeredDetector(), Segmenter(), WebRtcEchoCanceller()
    quiet = np.zeros(FRAME_SAMPLES, np.int16)
    events: list[Event] = []
    for start in range(0, len(sound) - FRAME_SAMPLES + 1, FRAME_SAMPLES):
        near = canceller.cancel(sound[start : start + FRAME_SAMPLES], quiet)
        events += segmenter.hear(start, near, detector.hear(near))
    return [each.segment for each in events if isinstance(each, SegmentClosed)]


def with_words(sound: Samples) -> list[Segment]:
    return [each for each in segments_of(sound) if each.speech_s >= WORDS_S]


def room(seconds: float, rms: float = 16.0) -> Samples:
    return (np.random.default_rng(4).standard_normal(samples_of(seconds)) * rms).astype(np.int16)


def music(seconds: float) -> Samples:
    """Four chords, each of three notes with overtones that die away, and a beat."""
    t = np.arange(samples_of(seconds)) / 16_000
    since = t % 0.5
    out = np.zeros(len(t))
    for number, chord in enumerate(((262, 330, 392), (220, 262, 330), (175, 220, 262), (196, 247, 294))):
        on = (t // 2).astype(int) % 4 == number
        for hz in chord:
            out += on * sum(np.sin(2 * np.pi * hz * k * t) / k**2 for k in (1, 2, 3)) * np.exp(-3 * since)
    beat = np.random.default_rng(0).standard_normal(len(t)) * np.exp(-60 * since)
    return np.clip(2500 * out + 2500 * beat, -32768, 32767).astype(np.int16)


@pytest.mark.parametrize(
    "sound",
    [np.zeros(samples_of(20.0), np.int16), room(20.0), room(20.0, 500.0), music(16.0), np.zeros(0, np.int16)],
    ids=["exact zeros", "a quiet room", "hiss", "music", "nothing at all"],
)
def test_where_nobody_speaks_no_recogniser_is_asked_for_words(sound: Samples) -> None:
    assert with_words(sound) == []


def speech(name: str = "lj001_0004") -> Samples:
    return read_sound(SPEECH / f"{name}.flac")


def in_noise(sound: Samples, noise: Samples, ratio_db: float) -> Samples:
    rms = [float(np.sqrt(np.mean(each.astype(float) ** 2))) for each in (sound, noise)]
    gain = rms[0] / rms[1] / 10 ** (ratio_db / 20)
    longer = np.resize(noise, len(sound) + samples_of(1.0)).astype(float) * gain
    longer[: len(sound)] += sound
    return np.clip(longer, -32768, 32767).astype(np.int16)


@needs_speech
@pytest.mark.parametrize("ratio_db", RATIOS_DB)
def test_speech_is_found_in_every_noise_and_its_end_where_the_noise_has_no_voices(ratio_db: float) -> None:
    said = speech()
    for path in sorted((SPEECH / "noise").glob("*.flac")):
        noisy = in_noise(said, read_sound(path), ratio_db)
        found = with_words(noisy)
        assert sum(each.speech_s for each in found) > (0.5 if path.stem in LIVELY else 2.0), path.stem
        if path.stem not in LIVELY:
            assert found[-1].end < len(said) + samples_of(0.9), path.stem


@needs_speech
@pytest.mark.parametrize("rate_hz", [8_000, 48_000])
def test_other_sampling_rates_are_heard_like_16_khz(rate_hz: int, tmp_path: Path) -> None:
    import soxr

    said, path = speech(), tmp_path / "said.wav"
    soundfile.write(path, soxr.resample(said, 16_000, rate_hz), rate_hz)
    usual = sum(each.speech_s for each in with_words(said))
    heard = sum(each.speech_s for each in with_words(read_sound(path)))
    assert heard == pytest.approx(usual, rel=0.15)


@needs_speech
@pytest.mark.parametrize("gain_db", [-30.0, 30.0])
def test_a_faint_and_a_clipped_voice_are_heard_and_told_about_once(gain_db: float) -> None:
    said = np.concatenate([speech(), room(0.6)] * 3).astype(float)
    bad = np.clip(said * 10 ** (gain_db / 20) + room(len(said) / 16_000, 3.0), -32768, 32767).astype(np.int16)
    watch = MicrophoneWatch()
    told = [level for each in with_words(bad) if (level := watch.hear(each)) is not None]
    assert told == [MicrophoneLevel.FAINT if gain_db < 0 else MicrophoneLevel.OVERDRIVEN]


@needs_speech
def test_no_recording_of_a_person_is_called_badly_set_but_the_very_quiet_one() -> None:
    levels = {path.stem: level_of(read_sound(path)) for path in sorted(SPEECH.glob("*.flac"))}
    assert {name for name, level in levels.items() if level is not MicrophoneLevel.FINE} == {"fleurs_000"}


@needs_speech
def test_two_people_at_once_are_one_stretch_of_speech() -> None:
    one, other = speech("lj001_0004").astype(float), speech("two_cities").astype(float)
    length = min(len(one), len(other))
    both = np.clip(np.append(one[:length] + other[:length], room(0.6)), -32768, 32767).astype(np.int16)
    assert sum(each.speech_s for each in with_words(both)) > 0.5 * length / 16_000


def stretch(samples: Samples, speech_s: float = 2.0) -> Segment:
    return Segment(0, 0, samples, speech_s)


def test_one_bad_stretch_is_no_news_and_a_short_one_says_nothing() -> None:
    watch, faint = MicrophoneWatch(), room(2.0, 30.0)
    assert watch.hear(stretch(faint)) is None
    assert watch.hear(stretch(room(2.0, 2000.0))) is None
    assert watch.hear(stretch(faint)) is None
    assert watch.hear(stretch(faint, speech_s=0.5)) is None
    assert watch.hear(stretch(faint)) is MicrophoneLevel.FAINT
    assert watch.hear(stretch(faint)) is None
