import threading
from collections.abc import Callable, Iterator

import numpy as np
import pytest

from voice_coach.conversation.lines import SpokenLine
from voice_coach.conversation.sound import FRAME_SAMPLES, Samples, silence
from voice_coach.engines.scripted_engines import ToneVoice
from voice_coach.engines.spoken_guest import TALKED_OVER_S, SpokenGuest
from voice_coach.errors import VoiceError

ASKED: dict[str, object] = {"type": "turn", "speaker": "interviewer"}
LINE = SpokenLine("I would measure it first", thinks_s=0.5)
QUIET, LOUD = silence(FRAME_SAMPLES), np.full(FRAME_SAMPLES, 4000, np.int16)


def guest_with(*lines: SpokenLine, voice: ToneVoice | None = None) -> SpokenGuest:
    left = iter(lines)
    return SpokenGuest(lambda turn: next(left, None), voice or ToneVoice(), own_thread=False)


def frames_of(guest: SpokenGuest, count: int, heard: Samples = QUIET) -> list[Samples]:
    return [guest.next_frame(heard) for _ in range(count)]


def test_it_thinks_and_then_says_its_line_whole_and_once() -> None:
    guest = guest_with(LINE)
    frames_of(guest, 100)
    guest.observe(ASKED)
    said = np.concatenate(frames_of(guest, 400))
    clip = ToneVoice().speak(LINE.text).samples
    assert not said[:8000].any()
    assert np.array_equal(said[8000 : 8000 + len(clip)], clip)
    assert not said[8000 + len(clip) :].any()


def test_it_answers_only_the_interviewer_and_not_while_it_is_about_to_speak() -> None:
    asked: list[object] = []

    def next_line(turn: object) -> SpokenLine:
        asked.append(turn)
        return LINE

    guest = SpokenGuest(next_line, ToneVoice(), own_thread=False)
    for event in ({"type": "turn", "speaker": "candidate"}, {"type": "level"}, ASKED, ASKED):
        guest.observe(event)
    assert asked == [ASKED]


def test_it_gives_way_when_it_is_talked_over_for_a_while() -> None:
    guest = guest_with(SpokenLine("word " * 30, 0.0))
    guest.observe(ASKED)
    said = frames_of(guest, 50) + frames_of(guest, 300, LOUD)
    last = max(index for index, frame in enumerate(said) if frame.any())
    assert last / 100 == pytest.approx(0.5 + TALKED_OVER_S, abs=0.1)


def test_a_short_sound_over_it_does_not_stop_it() -> None:
    guest = guest_with(SpokenLine("word " * 30, 0.0))
    guest.observe(ASKED)
    said = frames_of(guest, 50) + frames_of(guest, 30, LOUD) + frames_of(guest, 400)
    assert any(frame.any() for frame in said[400:])


def test_it_is_done_when_its_lines_have_run_out_but_not_when_it_keeps_silent() -> None:
    guest = guest_with(SpokenLine(""))
    guest.observe(ASKED)
    frames_of(guest, 2)
    assert not guest.done
    guest.observe(ASKED)
    frames_of(guest, 2)
    assert guest.done
    guest.observe(ASKED)
    assert not any(frame.any() for frame in frames_of(guest, 100))


def test_it_answers_again_after_it_kept_silent() -> None:
    guest = guest_with(SpokenLine(""), LINE)
    guest.observe(ASKED)
    frames_of(guest, 2)
    guest.observe(ASKED)
    assert any(frame.any() for frame in frames_of(guest, 200))


def test_a_voice_that_fails_ends_the_interview_with_its_reason() -> None:
    voice = ToneVoice()
    voice.fail(VoiceError("The command flite failed."))
    guest = guest_with(LINE, voice=voice)
    guest.observe(ASKED)
    with pytest.raises(VoiceError, match="flite"):
        frames_of(guest, 5)


@pytest.fixture
def threaded() -> Iterator[tuple[SpokenGuest, threading.Event]]:
    """A guest whose voice is slow: it waits until it is let go."""
    let_go = threading.Event()

    class Slow(ToneVoice):
        def speak(self, text: str):
            assert let_go.wait(10.0)
            return super().speak(text)

    guest = SpokenGuest(lambda turn: SpokenLine("Yes, now.", 0.0), Slow(), own_thread=True)
    yield guest, let_go
    let_go.set()
    guest.close()


def test_with_a_thread_of_its_own_the_sound_never_waits_for_the_voice(threaded) -> None:
    guest, let_go = threaded
    guest.observe(ASKED)
    assert not any(frame.any() for frame in frames_of(guest, 50))
    let_go.set()
    assert found_within(lambda: guest.next_frame(QUIET).any(), 100_000)


def found_within(condition: Callable[[], bool], tries: int) -> bool:
    return any(condition() or threading.Event().wait(0.0001) for _ in range(tries))
