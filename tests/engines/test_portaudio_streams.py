"""The two halves of the PortAudio card, driven by a simulated device: no PortAudio is needed."""

import numpy as np
import pytest

from voice_coach.conversation.sound import FRAME_SAMPLES, Samples, silence
from voice_coach.engines.faults import FaultTally
from voice_coach.engines.loudspeaker_stream import LoudspeakerStream
from voice_coach.engines.microphone_stream import MicrophoneStream

RATES = [16_000, 44_100, 48_000]


class Device:
    """A sound device of one time line: what it emits, it also hears, `air_s` later."""

    def __init__(
        self, mic_hz: int = 48_000, out_hz: int = 44_100, channels: int = 2, drift: float = 0.0
    ) -> None:
        self.faults = FaultTally()
        self.now_s = 1000.0
        self.mic_hz, self.out_hz, self.channels = mic_hz, out_hz, channels
        self.microphone = MicrophoneStream(mic_hz, channels, self.faults, clock=lambda: self.now_s)
        self.loudspeaker = LoudspeakerStream(out_hz, channels, self.faults)
        self.out_step_s = 0.01 / (1 + drift)
        self.next_out_s = self.now_s
        self.lead_s, self.age_s = 0.03, 0.02
        self.emitted: list[tuple[float, Samples]] = []
        self.near: list[Samples] = []
        self.far: list[Samples] = []
        self.heard: list[int] = []
        self.written: list[Samples] = []
        self.written_s: list[float] = []
        self.jitter = np.random.default_rng(0)

    def captured(self, sound: Samples) -> None:
        block = np.repeat(sound, self.channels).astype(np.int16)
        stamp_s = self.now_s - self.age_s - 0.01 + self.jitter.uniform(-0.003, 0.003)
        self.microphone.take(memoryview(block.tobytes()), len(sound), stamp_s, overflowed=False)

    def emit(self) -> None:
        frames = self.out_hz // 100
        block = np.zeros(frames * self.channels, np.int16)
        stamp_s = self.next_out_s + self.lead_s + self.jitter.uniform(-0.003, 0.003)
        self.loudspeaker.give(memoryview(block).cast("B"), frames, stamp_s, underflowed=False)
        self.emitted.append((self.next_out_s + self.lead_s, block[:: self.channels]))

    def run(self, say: Samples, mic: Samples | None = None) -> None:
        """10 ms per frame of `say`, with the interview's loop keeping up."""
        for index in range(len(say) // FRAME_SAMPLES):
            self.now_s += 0.01
            while self.next_out_s <= self.now_s:
                self.emit()
                self.next_out_s += self.out_step_s
            size = self.mic_hz // 100
            self.captured(np.ones(size, np.int16) if mic is None else mic[index * size : (index + 1) * size])
            self.keep_up(say[index * FRAME_SAMPLES : (index + 1) * FRAME_SAMPLES])

    def keep_up(self, words: Samples) -> None:
        while (frame := self.microphone.frame()) is not None:
            at = len(self.near) * FRAME_SAMPLES
            far, heard = self.loudspeaker.during(self.microphone.time_of(at), at)
            self.near.append(frame)
            self.far.append(far)
            self.heard.append(heard)
            self.loudspeaker.write(words, at)
            self.written.append(words)
            self.written_s.append(self.now_s)


def clicks(seconds: int) -> Samples:
    sound = silence(seconds * 16_000)
    sound[8000::16_000] = 30_000
    sound[8001::16_000] = 30_000
    return sound


def peaks(sound: Samples, least: int = 8000) -> list[int]:
    found: list[int] = []
    for place in np.flatnonzero(np.abs(sound.astype(np.int32)) > least).tolist():
        if not found or place - found[-1] > 800:
            found.append(place)
    return found


@pytest.mark.parametrize("mic_hz", RATES)
@pytest.mark.parametrize("out_hz", RATES)
@pytest.mark.parametrize("channels", [1, 2])
def test_far_is_what_sounded_while_the_microphone_heard(mic_hz: int, out_hz: int, channels: int) -> None:
    device = Device(mic_hz, out_hz, channels)
    device.run(clicks(8))
    session_zero_s = 1000.0 - device.age_s
    truth = [
        (at_s + place / out_hz - session_zero_s) * 16_000
        for at_s, block in device.emitted
        for place in peaks(block)
    ]
    seen = peaks(np.concatenate(device.far))
    assert len(seen) == len(truth) == 8
    assert np.abs(np.array(seen[1:]) - truth[1:]).max() < 40  # 2.5 ms, by stamps that jitter by 3
    assert device.faults.drain() == ()


def test_heard_counts_the_written_samples_whose_sound_is_in_far() -> None:
    device = Device()
    device.run(clicks(4))
    written = peaks(np.concatenate(device.written))
    for place, seen in zip(written, peaks(np.concatenate(device.far)), strict=True):
        assert device.heard[seen // FRAME_SAMPLES] == place + FRAME_SAMPLES - seen % FRAME_SAMPLES
    assert device.heard == sorted(device.heard)


@pytest.mark.parametrize("drift", [-0.0003, 0.0003])
def test_a_drifting_loudspeaker_stays_aligned_and_never_runs_dry_in_a_word(drift: float) -> None:
    device = Device(drift=drift)
    sound = (np.random.default_rng(1).standard_normal(60 * 16_000) * 3000).astype(np.int16)
    sound.reshape(-1, 16_000)[:, 8000:] = 0  # silent in half of each second
    sound[0:1600] = 0
    device.run(sound)
    assert device.faults.drain() == ()
    far = np.concatenate(device.far)
    late = np.array([np.argmax(np.abs(far[s * 16_000 : (s + 1) * 16_000]) > 500) for s in range(5, 59)])
    assert 0 < late.min() <= late.max() < 0.11 * 16_000


def test_the_microphone_comes_through_whole_with_its_words_in_place() -> None:
    device = Device(mic_hz=44_100)
    mic = np.zeros(4 * 44_100, np.int16)
    mic[44_100::44_100] = 30_000
    device.run(silence(4 * 16_000), mic)
    near = np.concatenate(device.near)
    assert len(near) >= 4 * 16_000 - 400
    assert [round(place / 16_000, 3) for place in peaks(near, 5000)] == [1.0, 2.0, 3.0]


def test_sound_that_the_device_lost_becomes_silence_of_the_same_length() -> None:
    device = Device()
    mic = np.full(48_000, 1000, np.int16)
    device.run(silence(16_000), mic)
    device.now_s += 0.5  # no callback for half a second, and the sound of it is gone
    device.run(silence(16_000), mic)
    device.run(silence(16_000), mic)
    total = sum(map(len, device.near))
    assert total == pytest.approx(3.5 * 16_000, abs=0.05 * 16_000)
    near = np.concatenate(device.near)
    assert np.count_nonzero(np.abs(near) < 10) == pytest.approx(8000, abs=800)
    assert [fault.split(":")[0] for fault in device.faults.drain()] == ["input_overrun"]


def test_a_reader_that_sleeps_too_long_loses_sound_but_no_time() -> None:
    device = Device(channels=1)
    for _ in range(700):  # 7 s into a ring of 5 s
        device.now_s += 0.01
        device.captured(np.full(480, 1000, np.int16))
    device.run(silence(16_000), np.full(48_000, 1000, np.int16))
    assert sum(map(len, device.near)) == pytest.approx(8 * 16_000, abs=0.05 * 16_000)
    assert device.faults.drain()[0].startswith("input_overrun:")


def test_words_written_late_after_a_stall_are_heard_whole_and_the_queue_gets_short_again() -> None:
    device = Device()
    device.run(silence(16_000))
    for _ in range(50):  # the program stalls for half a second while both callbacks go on
        device.now_s += 0.01
        while device.next_out_s <= device.now_s:
            device.emit()
            device.next_out_s += device.out_step_s
        device.captured(silence(480))
    device.run(silence(3 * 16_000))
    device.run(clicks(2))
    written = len(device.heard) * FRAME_SAMPLES
    assert written - device.heard[-1] < 0.15 * 16_000
    assert len(peaks(np.concatenate(device.far))) == 2


def test_running_dry_in_the_middle_of_a_word_is_counted() -> None:
    device = Device()
    device.run(np.full(16_000, 5000, np.int16))
    for _ in range(10):
        device.next_out_s += 0.01
        device.emit()
    device.run(np.full(160, 5000, np.int16))
    faults = device.faults.drain()
    assert [fault.split(":")[0] for fault in faults] == ["output_underrun"]


def test_exact_zeros_for_four_seconds_are_reported_once_and_noise_never() -> None:
    device = Device()
    device.run(silence(6 * 16_000))
    assert device.faults.drain() == ()
    device.run(silence(12 * 16_000), silence(12 * 48_000))
    assert device.faults.drain() == ("microphone_silent",)


def test_between_write_and_device_a_sound_waits_less_than_45_ms() -> None:
    device = Device()
    device.run(clicks(6))
    given_s = [at_s - device.lead_s for at_s, block in device.emitted if peaks(block)]
    written_s = [device.written_s[place // FRAME_SAMPLES] for place in peaks(np.concatenate(device.written))]
    waits_s = np.array(given_s) - written_s
    assert waits_s[1:].max() < 0.045  # 15 ms in the resampler, one to two blocks in the queue


def test_the_wait_for_the_microphone_ends_without_a_frame() -> None:
    assert not Device().microphone.wait(0.0)
