from collections.abc import Callable

import numpy as np
import pytest

from voice_coach.conversation.lines import SpokenLine
from voice_coach.conversation.sound import Frame, Segment, samples_of, silence
from voice_coach.conversation.words import text_of
from voice_coach.engines.protocols import Recogniser, SoundCard, SpeechDetector
from voice_coach.engines.typed_card import BLOCK_SAMPLES, MarkerDetector, TypedCard, TypedRecogniser

ASKED: dict[str, object] = {"type": "turn", "speaker": "interviewer"}
LINE = SpokenLine("I would measure it first", thinks_s=1.0, speaks_s=2.0)


def card_with(*lines: SpokenLine) -> TypedCard:
    left = iter(lines)
    return TypedCard(lambda turn: next(left, None))


def read_until(card: TypedCard, seconds: float) -> list[Frame]:
    frames = []
    while not frames or frames[-1].end < samples_of(seconds):
        frame = card.read()
        assert frame is not None
        frames.append(frame)
        card.write(silence(BLOCK_SAMPLES))
    return frames


def span_s(frames: list[Frame], holds: Callable[[Frame], bool]) -> tuple[float, float]:
    found = [frame for frame in frames if holds(frame)]
    return found[0].start / 16_000, found[-1].end / 16_000


def test_the_parts_fit_their_protocols() -> None:
    card: SoundCard = card_with()
    detector: SpeechDetector = MarkerDetector()
    recogniser: Recogniser = TypedRecogniser(card_with())
    card.open()
    recogniser.start()
    kinds = [part.info.kind for part in (card, detector, recogniser)]
    assert kinds == ["card", "detector", "recogniser"]
    recogniser.close()
    card.close()
    card.close()


def test_a_line_is_said_after_thinking_and_for_as_long_as_it_takes() -> None:
    card, detector = card_with(LINE), MarkerDetector()
    read_until(card, 5.0)
    card.observe(ASKED)
    frames = read_until(card, 10.0)
    assert span_s(frames, lambda frame: detector.hear(frame.near) == 1.0) == (6.0, 8.0)


def test_nothing_is_said_before_the_interviewer_has_spoken_and_no_line_twice() -> None:
    card = card_with(LINE, SpokenLine("second"))
    assert not any(frame.near.any() for frame in read_until(card, 3.0))
    card.observe(ASKED)
    card.observe(ASKED)  # a nudge while the line is on its way calls for no other line
    card.observe({"type": "turn", "speaker": "candidate"})
    card.observe({"type": "level"})
    read_until(card, 8.0)
    assert text_of(card.said) == LINE.text


def test_the_words_of_a_segment_are_those_said_by_its_end_and_each_comes_once() -> None:
    card = card_with(LINE)
    recogniser = TypedRecogniser(card)
    read_until(card, 1.0)
    card.observe(ASKED)
    first = recogniser.transcribe(Segment(0, samples_of(1.5), silence(samples_of(1.7)), 1.0))
    rest = recogniser.transcribe(Segment(1, samples_of(3.2), silence(samples_of(1.5)), 1.0))
    assert text_of(first) + "|" + text_of(rest) == "I would measure|it first"
    assert recogniser.transcribe(Segment(2, samples_of(9.0), silence(100), 1.0)) == ()
    assert first[0].start_s == pytest.approx(2.0)
    assert rest[-1].end_s == pytest.approx(4.0)


def test_the_input_ends_when_the_lines_have_run_out_and_not_at_a_silent_turn() -> None:
    card = card_with(SpokenLine(""), LINE)
    card.observe(ASKED)
    assert not card.input_ended
    card.observe(ASKED)
    read_until(card, 2.0)
    assert not card.input_ended
    read_until(card, 4.0)
    card.observe(ASKED)
    assert card.input_ended


def test_what_the_interviewer_says_is_heard_in_the_next_block_and_counted() -> None:
    card = card_with()
    assert card.read() is not None
    card.write(np.full(BLOCK_SAMPLES, 77, np.int16))
    frame = card.read()
    assert frame is not None
    assert frame.far.tolist() == [77] * BLOCK_SAMPLES
    assert frame.heard == BLOCK_SAMPLES
    assert frame.start == BLOCK_SAMPLES
    assert card.drain_faults() == ()
