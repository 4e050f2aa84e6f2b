"""Speech probabilities to segments."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from voice_coach.conversation.events import (
    SegmentClosed,
    SegmentSound,
    SpeechDismissed,
    SpeechStarted,
    SpeechSuspected,
)
from voice_coach.conversation.segments import Segmenter, SegmentRules
from voice_coach.conversation.sound import FRAME_SAMPLES, level_dbfs, samples_of, seconds_of

LOUD = np.full(FRAME_SAMPLES, 2000, np.int16)
QUIET = np.full(FRAME_SAMPLES, 4, np.int16)


def events_of(pattern: list[tuple[float, bool]], rules: SegmentRules | None = None, noise=QUIET):
    """The events of stretches of (seconds, speech)."""
    segmenter, out, t = Segmenter(rules), [], 0
    for seconds, speech in pattern:
        for _ in range(round(seconds * 100)):
            out += segmenter.hear(t, LOUD if speech else noise, 1.0 if speech else 0.0)
            t += FRAME_SAMPLES
    return out + segmenter.flush(t)


def only(kind, events):
    return [event for event in events if isinstance(event, kind)]


def test_a_click_is_suspected_and_dismissed():
    events = events_of([(1.0, False), (0.08, True), (0.5, False)])
    assert [type(event) for event in events] == [SpeechSuspected, SpeechDismissed]


def test_speech_starts_with_its_onset_and_closes_at_a_pause_of_a_fifth_of_a_second():
    events = events_of([(1.0, False), (2.0, True), (0.5, False)])
    started, closed = only(SpeechStarted, events)[0], only(SegmentClosed, events)[0]
    assert seconds_of(started.onset) == pytest.approx(1.0, abs=0.02)
    assert seconds_of(closed.ended) == pytest.approx(3.0, abs=0.02)
    assert seconds_of(closed.t) == pytest.approx(3.2, abs=0.02)


def started_late(sounds: list[tuple[float, bool]], late_s: float):
    """Speech as a detector reports it that is certain only `late_s` after the first of these sounds."""
    segmenter, events, t = Segmenter(), [], 0
    for seconds, is_loud in [(1.0, False), *sounds]:
        for _ in range(round(seconds * 100)):
            certain = is_loud and seconds_of(t) >= 1.0 + late_s
            events += segmenter.hear(t, LOUD if is_loud else QUIET, 1.0 if certain else 0.1)
            t += FRAME_SAMPLES
    return seconds_of(only(SpeechStarted, events)[0].onset)


def test_speech_began_with_its_sound_though_the_detector_was_late():
    assert started_late([(1.0, True)], 0.15) == pytest.approx(1.0, abs=0.011)


def test_the_closure_of_a_consonant_belongs_to_the_word_and_an_earlier_click_does_not():
    assert started_late([(0.1, True), (0.07, False), (1.0, True)], 0.2) == pytest.approx(1.0, abs=0.011)
    assert started_late([(0.02, True), (0.15, False), (1.0, True)], 0.2) == pytest.approx(1.17, abs=0.011)


def test_sound_from_long_before_the_detector_was_certain_is_no_part_of_the_speech():
    assert started_late([(2.0, True)], 0.5) == pytest.approx(1.2, abs=0.011)


def test_a_segment_holds_half_a_second_from_before_the_speech():
    closed = only(SegmentClosed, events_of([(1.0, False), (2.0, True), (0.5, False)]))[0]
    assert seconds_of(closed.segment.start) == pytest.approx(0.5, abs=0.03)
    assert closed.segment.speech_s == pytest.approx(2.0, abs=0.03)


def test_the_sound_handed_on_early_is_the_beginning_of_the_segment():
    events = events_of([(1.0, False), (2.0, True), (0.5, False)])
    early = np.concatenate([event.samples for event in only(SegmentSound, events)])
    whole = only(SegmentClosed, events)[0].segment.samples
    assert np.array_equal(early, whole[: len(early)])
    assert len(whole) - len(early) < samples_of(0.35)


def test_a_gap_shorter_than_the_pause_stays_inside_one_segment():
    events = events_of([(1.0, False), (1.0, True), (0.15, False), (1.0, True), (0.5, False)])
    assert len(only(SegmentClosed, events)) == 1


def test_endless_speech_is_cut_without_a_pause_and_loses_no_sample():
    rules = SegmentRules(longest_s=3.0)
    closed = only(SegmentClosed, events_of([(1.0, False), (8.0, True), (0.5, False)], rules))
    assert [event.paused for event in closed] == [False, False, True]
    for before, after in itertools.pairwise(closed):
        assert before.segment.end == after.segment.start


def test_steady_noise_does_not_postpone_the_dated_end_of_speech():
    noise = np.full(FRAME_SAMPLES, 300, np.int16)
    events = events_of([(3.0, False), (2.0, True), (0.5, False)], noise=noise)
    assert seconds_of(only(SegmentClosed, events)[0].ended) == pytest.approx(5.0, abs=0.11)


def dated_end_s(speech: list[int], tail: list[int]) -> float:
    """Where the end of speech is dated that was certain from 0.5 s on; levels of 10 ms each."""
    segmenter, t, closed = Segmenter(), 0, []
    for level, is_speech in [(4, 0.0)] * 50 + [(one, 1.0) for one in speech] + [(one, 0.0) for one in tail]:
        closed += only(SegmentClosed, segmenter.hear(t, np.full(FRAME_SAMPLES, level, np.int16), is_speech))
        t += FRAME_SAMPLES
    return seconds_of(closed[0].ended)


def test_a_sound_that_fades_is_heard_to_its_end_but_a_faint_one_by_itself_is_not():
    fading, faint = [200, 150, 110], [4, 4, 150, 150]
    assert dated_end_s([2000] * 100, [*fading, *[4] * 30]) == pytest.approx(1.53)
    assert dated_end_s([2000] * 100, [*faint, *[4] * 30]) == pytest.approx(1.50)
    assert dated_end_s([2000] * 100, [4, 4, 300, *[4] * 30]) == pytest.approx(1.53)


def test_a_weak_microphone_moves_what_counts_as_sound():
    weak = [200] * 100
    assert dated_end_s([*weak, *[4] * 8], [4] * 30) == pytest.approx(1.50)
    assert dated_end_s([*weak, 4, 4, 30], [4] * 30) == pytest.approx(1.53)


def test_full_scale_is_zero_decibels_and_silence_is_minus_120():
    assert level_dbfs(np.full(160, -32768, np.int16)) == pytest.approx(0.0, abs=0.01)
    assert level_dbfs(np.zeros(160, np.int16)) == -120.0
