"""Words to the program on the virtual clock: pause, go on, end, louder, slower."""

from __future__ import annotations

import numpy as np
import pytest
from talk import Reply, Saying, Talk

from voice_coach.conversation import commands as do
from voice_coach.conversation.control import Control
from voice_coach.conversation.events import Agenda
from voice_coach.conversation.floor_state import FloorRules
from voice_coach.conversation.knobs import ONE_PACE, Knobs
from voice_coach.conversation.occasions import AnswerShape, Occasion
from voice_coach.conversation.sound import samples_of, seconds_of
from voice_coach.conversation.steering import LISTENING, PAUSED
from voice_coach.conversation.words import text_of

ANSWER = "the users are support agents and they need a draft"
MORE = "and they must trust what it says"
LONG = Reply((("one two three four five six seven eight nine ten eleven twelve", 3.0),))


def controls(talk: Talk) -> list[do.Controlled]:
    return [command for _, command in talk.all(do.Controlled)]


def spoken(talk: Talk) -> list[str]:
    return [command.text for _, command in talk.all(do.Speak)]


def answered(talk: Talk) -> list[str]:
    return [text_of(commit.words) for commit in talk.commits() if commit.answers]


def a_pause(at_s: float = 3.0, until_s: float = 9.0) -> list[Saying]:
    return [Saying(at_s, at_s + 0.8, "coach pause"), Saying(until_s, until_s + 0.8, "coach go on")]


def test_a_pause_is_acknowledged_in_words_that_are_no_turn():
    talk = Talk(a_pause()[:1]).run(8.0)
    assert [one.control for one in controls(talk)] == [Control.PAUSE]
    assert spoken(talk)[-1] == PAUSED
    assert len(talk.commits()) == len(talk.conclusions()) == 1  # the opening alone


def test_in_a_pause_nobody_is_nudged_however_long_it_lasts():
    talk = Talk(a_pause()[:1]).run(120.0)
    assert not talk.composed_for(Occasion.SILENCE)
    assert not talk.unheld


def test_the_interviews_clock_stands_still_in_a_pause():
    talk = Talk(a_pause(3.0, 40.0)).run(45.0)
    paused_s = seconds_of(controls(talk)[1].paused_samples)
    assert paused_s == pytest.approx(37.0, abs=0.7)
    assert seconds_of(talk.floor.interview_time(samples_of(45.0))) == pytest.approx(45.0 - paused_s)


def test_what_the_director_wants_to_be_woken_for_waits_as_long_as_the_pause():
    sayings = [*a_pause(3.0, 13.0), Saying(15.0, 60.0, "word " * 100)]
    talk = Talk(sayings, agenda=Agenda(0, samples_of(10.0), None)).run(30.0)
    woken_s = talk.composed_for(Occasion.TIME)[0]
    assert woken_s == pytest.approx(20.0, abs=9.0)
    assert woken_s >= 20.0


def test_an_agenda_that_comes_in_a_pause_keeps_to_interview_time():
    class Late(Talk):
        def _step(self, frame):
            if frame.start == samples_of(6.0):
                self._expect(frame.start, 0.0, Agenda(0, samples_of(10.0), None))
            super()._step(frame)

    talk = Late([*a_pause(3.0, 13.0), Saying(15.0, 60.0, "word " * 100)]).run(40.0)
    assert talk.composed_for(Occasion.TIME)[0] >= 20.0


def test_an_answer_that_a_pause_interrupts_is_kept_and_goes_on_afterwards():
    sayings = [Saying(3.0, 5.0, ANSWER), *a_pause(5.3, 15.0), Saying(17.2, 19.0, MORE)]
    talk = Talk(sayings).run(25.0)
    assert spoken(talk)[1:3] == [PAUSED, LISTENING] or LISTENING in spoken(talk)
    assert answered(talk) == [f"{ANSWER} {MORE}"]


def test_the_pause_is_no_part_of_how_long_the_answer_took():
    sayings = [Saying(3.0, 5.0, ANSWER), *a_pause(5.3, 25.0), Saying(27.2, 29.0, MORE)]
    asked = [c for _, c in Talk(sayings).run(35.0).all(do.Compose) if c.occasion is Occasion.ANSWER]
    assert seconds_of(asked[-1].speech_samples) < 8.0


def test_an_answer_that_is_not_continued_after_the_pause_is_replied_to():
    talk = Talk([Saying(3.0, 5.0, ANSWER), *a_pause(5.3, 12.0)]).run(25.0)
    assert answered(talk) == [ANSWER]


def test_go_on_after_a_pause_before_any_answer_asks_the_question_again():
    talk = Talk(a_pause()).run(14.0)
    assert len(talk.composed_for(Occasion.RESUMED)) == 1
    assert [one.reply for one in controls(talk)] == [PAUSED, ""]


def test_what_is_said_to_others_in_a_pause_is_no_answer():
    aside = Saying(8.0, 11.0, "no i am in an interview call me later please")
    sayings = [Saying(3.0, 5.0, ANSWER), *a_pause(5.3, 15.0), aside]
    talk = Talk(sorted(sayings, key=lambda saying: saying.start_s)).run(25.0)
    assert answered(talk) == [ANSWER]


def test_a_pause_in_the_middle_of_a_reply_cuts_it_and_go_on_owes_it_again():
    sayings = [Saying(1.0, 1.8, "coach pause"), Saying(9.0, 9.8, "coach go on")]
    talk = Talk(sayings, lambda _: LONG).run(16.0)
    assert not talk.conclusions()[0].whole
    assert talk.composed_for(Occasion.RESUMED)
    assert talk.conclusions()[-1].whole


def test_go_on_alone_hands_the_answer_over():
    talk = Talk([Saying(3.0, 5.0, ANSWER + " because"), Saying(5.4, 6.2, "coach go ahead")]).run(10.0)
    reply = talk.commits()[1]
    assert text_of(reply.words) == ANSWER + " because"
    assert seconds_of(reply.audible) < 7.0


def test_the_end_that_was_asked_for_comes_with_a_goodbye():
    def close(asked: do.Compose) -> Reply:
        return Reply((("Goodbye.", 0.5),), AnswerShape.NONE, asked.occasion is Occasion.ENDED)

    talk = Talk([Saying(3.0, 5.0, ANSWER), Saying(5.3, 6.5, "coach end the interview")], close).run(20.0)
    assert talk.floor.finished
    assert answered(talk) == [ANSWER]
    assert talk.all(do.Finish)[0][1].reason == "closed"


def test_the_end_can_be_asked_for_in_a_pause():
    def close(asked: do.Compose) -> Reply:
        return Reply((("Goodbye.", 0.5),), AnswerShape.NONE, asked.occasion is Occasion.ENDED)

    talk = Talk([*a_pause()[:1], Saying(9.0, 10.2, "coach end the interview")], close).run(20.0)
    assert talk.floor.finished


def test_louder_over_a_reply_turns_it_up_where_it_is_and_lets_it_go_on():
    talk = Talk([Saying(1.0, 1.4, "coach louder")], lambda _: LONG).run(8.0)
    gain = Knobs().turned(Control.LOUDER).gain
    assert [c.gain for _, c in talk.all(do.Loudness)] == [pytest.approx(gain)]
    assert talk.conclusions()[0].whole
    assert not talk.all(do.Cut)
    far = np.concatenate(talk.far)
    assert far.max() == pytest.approx(talk.level_of(talk.commits()[0].tag) * gain, abs=2)


def test_louder_that_took_long_enough_to_stop_the_reply_has_it_said_again():
    talk = Talk([Saying(1.0, 2.2, "coach louder")], lambda _: LONG).run(9.0)
    assert not talk.conclusions()[0].whole
    assert talk.composed_for(Occasion.RESUMED)
    assert talk.conclusions()[-1].whole


def test_louder_in_a_silence_is_answered_and_costs_no_turn():
    talk = Talk([Saying(3.0, 3.8, "coach louder")]).run(7.0)
    assert controls(talk)[0].reply in spoken(talk)
    assert len(talk.commits()) == 1
    later = Talk([Saying(3.0, 3.8, "coach louder"), Saying(8.0, 10.0, ANSWER)]).run(14.0)
    assert later.commits()[1].tag.turn == talk.commits()[0].tag.turn + 1


def test_louder_after_a_half_answer_leaves_time_for_the_other_half():
    sayings = [Saying(3.0, 5.0, ANSWER), Saying(5.3, 6.0, "coach louder"), Saying(8.8, 10.0, MORE)]
    assert answered(Talk(sayings).run(16.0)) == [f"{ANSWER} {MORE}"]


def test_a_voice_with_one_pace_says_so():
    talk = Talk([Saying(3.0, 3.8, "coach slower")], rules=FloorRules(one_pace=True)).run(7.0)
    assert ONE_PACE in spoken(talk)
    assert not talk.all(do.Pace)


def test_slower_is_heard_in_the_next_words():
    talk = Talk([Saying(3.0, 3.8, "coach slower")]).run(7.0)
    (at_s, pace) = talk.all(do.Pace)[0]
    assert pace.pace == pytest.approx(Knobs().turned(Control.SLOWER).pace)
    assert at_s <= talk.all(do.Speak)[-1][0]


def test_the_words_of_a_control_are_in_no_answer():
    sayings = [Saying(3.0, 5.0, ANSWER), Saying(5.3, 6.0, "coach louder"), Saying(14.0, 16.0, MORE)]
    said = " ".join(answered(Talk(sayings).run(20.0)))
    assert "coach" not in said
    assert "louder" not in said


def test_the_echo_of_an_acknowledgement_steers_nothing():
    # "Paused. Say coach, go on." comes back through the loudspeaker while it is said
    sayings = [Saying(3.0, 3.8, "coach pause"), Saying(4.5, 5.2, "coach go on")]
    talk = Talk(sayings).run(10.0)
    sounding_s = np.flatnonzero(np.concatenate(talk.far)[samples_of(3.8) :]) / 16_000 + 3.8
    assert sounding_s[0] < 4.5 < sounding_s[-1]
    assert [one.control for one in controls(talk)] == [Control.PAUSE]


def test_another_control_said_over_the_acknowledgement_is_obeyed():
    sayings = [Saying(3.0, 3.8, "coach pause"), Saying(4.5, 5.7, "coach end the interview")]
    talk = Talk(sayings).run(10.0)
    assert [one.control for one in controls(talk)] == [Control.PAUSE, Control.END]


def test_go_on_said_after_the_acknowledgement_is_obeyed():
    sayings = [Saying(3.0, 3.8, "coach pause"), Saying(6.3, 7.0, "coach go on")]
    assert [one.control for one in controls(Talk(sayings).run(10.0))] == [Control.PAUSE, Control.GO_ON]


def test_a_candidate_who_leaves_in_a_pause_ends_it():
    talk = Talk([Saying(3.0, 5.0, ANSWER), *a_pause(5.3)[:1]], input_ends_s=20.0).run(30.0)
    assert talk.composed_for(Occasion.INPUT_ENDED)


def test_ending_from_outside_in_a_pause_hands_over_the_answer_that_was_kept():
    talk = Talk([Saying(3.0, 5.0, ANSWER), *a_pause(5.3)[:1]]).run(12.0)
    left = [c for c in talk.floor.leave(samples_of(12.0), ()) if isinstance(c, do.Leave)]
    assert [text_of(c.words) for c in left] == [ANSWER]


@pytest.mark.parametrize("control", ["pause", "go on", "louder", "slower", "quieter"])
@pytest.mark.parametrize("at_s", [0.5, 1.0, 2.2, 3.9, 5.3, 5.6, 7.0])
def test_whenever_a_control_is_said_the_floor_is_held_and_no_word_of_it_is_kept(control, at_s):
    words = [Saying(3.0, 5.0, ANSWER), Saying(12.0, 14.0, MORE)]
    sayings = [each for each in words if each.end_s < at_s or each.start_s > at_s + 0.9]
    talk = Talk([*sayings, Saying(at_s, at_s + 0.8, f"coach {control}")], lambda _: LONG).run(40.0)
    assert not talk.unheld
    assert not talk.all(do.Alarm)
    assert "coach" not in " ".join(answered(talk))
