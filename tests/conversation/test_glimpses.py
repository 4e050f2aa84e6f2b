"""Words that are seen before a stretch of speech is over."""

from __future__ import annotations

from talk import Saying, Talk

from voice_coach.conversation import commands as do
from voice_coach.conversation.events import Glimpsed, SegmentSound
from voice_coach.conversation.sound import samples_of, silence
from voice_coach.conversation.words import Word, text_of

SEEN = (Word("the", 3.0, 3.2), Word("users", 3.2, 3.6))


def partials(talk: Talk, at_s: float) -> list[do.Partial]:
    commands = talk.floor.take(Glimpsed(samples_of(at_s), 9, SEEN))
    return [command for command in commands if isinstance(command, do.Partial)]


def test_they_are_shown_while_the_candidate_speaks_and_kept_by_nobody() -> None:
    talk = Talk([Saying(3.0, 6.0, "the users are support agents")]).run(4.5)
    (seen,) = partials(talk, 4.5)
    assert text_of(seen.words) == "the users"
    assert seen.speaking
    left = talk.floor.leave(samples_of(5.0), ())
    assert not any(isinstance(command, do.Leave) and command.words for command in left)


def test_nothing_is_shown_of_them_once_the_pause_has_come() -> None:
    talk = Talk([Saying(3.0, 4.0, "the users are support agents")]).run(4.5)
    assert partials(talk, 4.5) == []


def test_they_are_not_shown_over_the_interviewers_own_words() -> None:
    talk = Talk([]).run(0.6)
    assert partials(talk, 0.6) == []


def test_sound_of_the_open_segment_is_handed_on_as_it_comes() -> None:
    talk = Talk([]).run(2.0)
    sound = SegmentSound(samples_of(2.0), 4, silence(1600))
    (handed_on,) = talk.floor.take(sound)
    assert isinstance(handed_on, do.Listen)
    assert handed_on.samples is sound.samples
