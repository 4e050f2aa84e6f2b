"""Sound devices that go and come, on the virtual clock."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from talk import Reply, Saying, Talk

from voice_coach.conversation import commands as do
from voice_coach.conversation.absence import HEARD_AGAIN
from voice_coach.conversation.control import Control
from voice_coach.conversation.events import Agenda, DevicesBack, DevicesLost
from voice_coach.conversation.occasions import Occasion
from voice_coach.conversation.sound import samples_of, seconds_of
from voice_coach.conversation.words import text_of

LONG = Reply((("one two three four five six seven eight nine ten eleven twelve", 3.0),))
ANSWER = "the users are support agents and they need a draft"


@dataclass
class Unplugged(Talk):
    """A talk whose devices are gone for a while; nothing is heard meanwhile."""

    gone: tuple[float, float] = (3.0, 13.0)

    def _speaking(self, t: int) -> bool:
        lost_s, back_s = self.gone
        return super()._speaking(t) and not lost_s <= seconds_of(t) < back_s

    def _step(self, frame) -> None:
        for at_s, kind in zip(self.gone, (DevicesLost, DevicesBack), strict=True):
            if frame.start == samples_of(at_s):
                self._carry_out(self.floor.take(kind(frame.start)), frame.start)
        super()._step(frame)


def spoken(talk: Talk) -> list[str]:
    return [command.text for _, command in talk.all(do.Speak)]


def controls(talk: Talk) -> list[Control]:
    return [command.control for _, command in talk.all(do.Controlled)]


def test_nobody_is_nudged_while_nobody_can_be_heard_and_the_clock_stands_still():
    talk = Unplugged([], gone=(3.0, 63.0)).run(70.0)
    assert not talk.composed_for(Occasion.SILENCE)
    assert not talk.unheld
    assert seconds_of(talk.floor.interview_time(samples_of(70.0))) == pytest.approx(10.0, abs=0.1)
    assert controls(talk) == [Control.PAUSE, Control.GO_ON]


def test_the_question_that_waits_is_asked_again_when_the_devices_are_back():
    talk = Unplugged([]).run(16.0)
    assert talk.composed_for(Occasion.RESUMED) == [pytest.approx(13.0, abs=0.02)]


def test_a_reply_that_nobody_hears_is_broken_off_and_owed():
    talk = Unplugged([], lambda _: LONG, gone=(1.0, 9.0)).run(20.0)
    opening, again = talk.conclusions()[:2]
    assert not opening.whole
    assert seconds_of(opening.end) < 1.2
    assert again.whole
    assert talk.composed_for(Occasion.RESUMED) == [pytest.approx(9.0, abs=0.02)]


def test_a_loss_shorter_than_the_fade_of_the_voice_still_brings_the_question_back():
    talk = Unplugged([], lambda _: LONG, gone=(1.0, 1.02)).run(12.0)
    assert not talk.unheld
    assert any(conclusion.whole for conclusion in talk.conclusions())


def test_an_answer_that_the_loss_interrupts_is_kept_and_goes_on():
    sayings = [Saying(2.0, 4.0, ANSWER), Saying(20.0, 22.0, "and they must trust it")]
    talk = Unplugged(sayings, gone=(4.5, 15.0)).run(40.0)
    assert HEARD_AGAIN in spoken(talk)
    answers = [text_of(commit.words) for commit in talk.commits() if commit.answers]
    assert answers[0].startswith(ANSWER)
    assert any("trust" in answer for answer in answers)


def test_words_that_were_being_said_when_the_devices_went_are_not_lost():
    talk = Unplugged([Saying(2.0, 8.0, ANSWER)], gone=(5.0, 15.0)).run(40.0)
    said = " ".join(text_of(commit.words) for commit in talk.commits())
    assert said.strip().startswith("the users are support")


def test_the_director_is_woken_as_much_later_as_the_devices_were_away():
    talk = Unplugged(
        [Saying(15.0, 60.0, "word " * 100)], agenda=Agenda(0, samples_of(10.0), None), gone=(3.0, 13.0)
    ).run(40.0)
    assert talk.composed_for(Occasion.TIME)[0] >= 19.5


def test_a_pause_that_the_candidate_asked_for_outlasts_a_loss():
    talk = Unplugged([Saying(3.0, 3.8, "coach pause")], gone=(8.0, 12.0)).run(60.0)
    assert controls(talk) == [Control.PAUSE]
    assert not talk.composed_for(Occasion.RESUMED)
    assert not talk.unheld


def test_a_talk_may_be_ended_while_the_devices_are_gone():
    talk = Unplugged([Saying(2.0, 4.0, ANSWER)], gone=(4.5, 99.0)).run(30.0)
    left = [command for command in talk.floor.leave(samples_of(30.0), ()) if isinstance(command, do.Leave)]
    assert [text_of(each.words) for each in left] == [ANSWER]
