"""What reaches the loudspeaker and what of it was heard."""

from __future__ import annotations

import numpy as np
import pytest

from voice_coach.conversation.caption import Caption
from voice_coach.conversation.events import Audible, Stopped, Tag
from voice_coach.conversation.heard import voiced_span, words_heard, words_left
from voice_coach.conversation.player import Player
from voice_coach.conversation.sound import FRAME_SAMPLES, Clip, Frame, silence

TAG = Tag(0, 1)
CLIP = Clip(np.arange(1000, 1000 + 10 * FRAME_SAMPLES, dtype=np.int16))


class Card:
    """A card that emits what was written `delay` frames later."""

    def __init__(self, player: Player, delay: int = 3) -> None:
        self.player, self.delay = player, delay
        self.out: list[np.ndarray] = []
        self.events: list[object] = []

    def run(self, frames: int) -> np.ndarray:
        for _ in range(frames):
            index = len(self.out)
            heard = max(0, (index - self.delay + 1) * FRAME_SAMPLES)
            frame = Frame(index * FRAME_SAMPLES, silence(FRAME_SAMPLES), silence(FRAME_SAMPLES), heard)
            self.events += self.player.hear(frame)
            self.out.append(self.player.take(FRAME_SAMPLES))
        return np.concatenate(self.out)


def playing() -> Card:
    card = Card(Player())
    card.player.play(TAG, 0, CLIP)
    card.player.end(TAG)
    return card


def test_a_clip_comes_out_whole_and_unchanged():
    assert np.array_equal(playing().run(12)[: 10 * FRAME_SAMPLES], CLIP.samples)


def test_a_reply_is_audible_when_the_card_has_emitted_its_first_sounding_sample():
    card = playing()
    card.run(14)
    audible = next(event for event in card.events if isinstance(event, Audible))
    assert audible == Audible(3 * FRAME_SAMPLES, TAG)


def test_a_whole_reply_is_reported_when_its_last_sample_was_emitted():
    card = playing()
    card.run(14)
    assert card.events[-1] == Stopped(13 * FRAME_SAMPLES, TAG, (10 * FRAME_SAMPLES,), True)


def test_a_held_voice_goes_on_at_the_same_sample():
    card = playing()
    card.run(4)
    card.player.pause(True)
    card.run(5)
    card.player.pause(False)
    sound = card.run(10)
    resumed = sound[9 * FRAME_SAMPLES + FRAME_SAMPLES :][: 5 * FRAME_SAMPLES]
    assert np.array_equal(resumed, CLIP.samples[5 * FRAME_SAMPLES :])


def test_a_cut_reply_reports_only_what_was_emitted():
    card = playing()
    card.run(6)
    card.player.cut(TAG)
    card.run(8)
    stopped = card.events[-1]
    assert isinstance(stopped, Stopped)
    assert not stopped.whole
    assert stopped.heard_samples == (6 * FRAME_SAMPLES,)


def test_a_ducked_voice_is_twelve_decibels_lower():
    card = playing()
    card.player.duck(True)
    sound = card.run(6)
    ratio = sound[3 * FRAME_SAMPLES] / CLIP.samples[3 * FRAME_SAMPLES]
    assert ratio == pytest.approx(10 ** (-12 / 20), rel=0.01)


def test_a_void_reply_is_forgotten_without_a_word():
    card = playing()
    card.player.void(TAG)
    assert not card.run(6).any()
    assert not card.events


def test_a_reply_without_words_ends_at_once():
    card = Card(Player())
    card.player.end(TAG)
    card.run(1)
    assert card.events == [Stopped(FRAME_SAMPLES, TAG, (), True)]


def test_the_sounding_part_of_a_clip_is_found_to_ten_milliseconds():
    loud = np.full(320, 2000, np.int16)
    assert voiced_span(np.concatenate([silence(480), loud, silence(800)])) == (480, 800)
    assert voiced_span(silence(800)) == (0, 0)


def test_the_words_heard_grow_with_the_samples_and_end_with_the_text():
    text = "Which of these binds first, and why?"
    heard = [words_heard(text, 1000, samples) for samples in range(0, 1001, 50)]
    assert heard[0] == ""
    assert heard[-1] == text
    assert all(text.startswith(part) for part in heard)
    assert [len(part) for part in heard] == sorted(len(part) for part in heard)


def test_pieces_of_one_clause_are_counted_as_one() -> None:
    player = Player()
    for _ in range(3):
        player.play(TAG, 0, Clip(np.full(200, 5000, np.int16)))
    written = np.concatenate([player.take(FRAME_SAMPLES) for _ in range(4)])
    assert np.count_nonzero(written) == 600
    player.hear(Frame(0, silence(FRAME_SAMPLES), silence(FRAME_SAMPLES), 600))
    assert player.heard_samples == (600,)


@pytest.mark.parametrize(
    ("share", "left"),
    [(0.0, "one two three four five"), (0.5, "two three four five"), (0.99, "four five"), (1.0, "")],
)
def test_what_is_left_of_a_text_begins_with_a_whole_word(share: float, left: str) -> None:
    assert words_left("one two three four five", share) == left


def test_words_of_a_clause_that_is_still_coming_are_not_taken_for_heard() -> None:
    caption = Caption()
    caption.prepare(TAG, 0, "Which of the limits binds first?")
    caption.play(TAG, 0, 4000, more=True)
    assert len(caption.so_far((4000,)).split()) < 3
    caption.play(TAG, 0, 20_000)
    assert caption.so_far((24_000,)) == "Which of the limits binds first?"
