"""The floor on the virtual clock: who speaks when, and what becomes a fact."""

from __future__ import annotations

import random

import numpy as np
import pytest
from talk import Delays, Reply, Saying, Talk, short_reply

from voice_coach.conversation import commands as do
from voice_coach.conversation.endpointing import PROFILES
from voice_coach.conversation.events import Agenda, ComeIn, Voiced
from voice_coach.conversation.floor_state import FloorRules
from voice_coach.conversation.occasions import AnswerShape, Occasion
from voice_coach.conversation.sound import FRAME_SAMPLES, RATE_HZ, samples_of, seconds_of
from voice_coach.conversation.words import text_of

OPENING_ENDS_S = 1.3
ANSWER = "the users are support agents and they need a draft"


def test_the_interviewer_opens_and_then_the_candidate_holds_the_floor():
    talk = Talk([]).run(2.0)
    assert [c.occasion for _, c in talk.all(do.Compose)] == [Occasion.OPENING]
    assert talk.all(do.Hold)[-1][1].holder is do.Holder.CANDIDATE


def test_an_answer_is_committed_with_its_words_once_the_reply_is_audible():
    talk = Talk([Saying(3.0, 5.0, ANSWER)]).run(9.0)
    reply = talk.commits()[1]
    assert text_of(reply.words) == ANSWER
    assert seconds_of(reply.end) == pytest.approx(5.0, abs=0.02)
    assert seconds_of(reply.audible) > 5.0


@pytest.mark.parametrize("profile", ["patient", "standard", "brisk"])
def test_the_reply_to_a_plain_answer_waits_as_long_as_the_profile_says(profile):
    rules = FloorRules(profile=PROFILES[profile])
    reply = Talk([Saying(3.0, 5.0, ANSWER)], rules=rules).run(9.0).commits()[1]
    gap_s = seconds_of(reply.audible - reply.end)
    assert gap_s == pytest.approx(PROFILES[profile].complete_s, abs=0.06)


def test_a_handed_over_answer_is_replied_to_at_once():
    talk = Talk([Saying(3.0, 5.0, ANSWER + " that's my answer")]).run(9.0)
    reply = talk.commits()[1]
    assert seconds_of(reply.audible - reply.end) <= 0.55


def test_the_audible_moment_is_the_sample_that_left_the_loudspeaker():
    talk = Talk([Saying(3.0, 5.0, ANSWER)]).run(9.0)
    far = np.concatenate(talk.far)
    sounding = np.flatnonzero(far[samples_of(5.0) :])[0] + samples_of(5.0)
    assert talk.commits()[1].audible == sounding


def test_a_thinking_pause_does_not_end_the_turn():
    first, second = "my first idea was to ask the users because", "most of them were hard to reach"
    talk = Talk([Saying(3.0, 5.0, first), Saying(6.5, 8.0, second)]).run(12.0)
    assert len(talk.commits()) == 2
    assert text_of(talk.commits()[1].words) == f"{first} {second}"


def test_speech_that_begins_just_before_the_decision_keeps_the_floor():
    going_on = 5.0 + PROFILES["patient"].complete_s - 0.08
    talk = Talk([Saying(3.0, 5.0, ANSWER), Saying(going_on, 8.0, "and most of them work at night")]).run(12.0)
    assert len(talk.commits()) == 2
    assert text_of(talk.commits()[1].words).startswith(ANSWER + " and most")


def test_a_reply_prepared_in_a_pause_is_void_when_the_candidate_goes_on():
    talk = Talk([Saying(3.0, 5.0, ANSWER), Saying(5.5, 7.0, "and it must be quick")]).run(12.0)
    tags = [c.tag for _, c in talk.all(do.Compose)]
    void = {c.tag for _, c in talk.all(do.Void)}
    assert tags[1] in void
    assert talk.commits()[1].tag == tags[-1]


def test_someone_who_asks_for_a_minute_is_not_disturbed():
    talk = Talk([Saying(3.0, 4.5, "give me a minute to think")]).run(40.0)
    assert talk.composed_for(Occasion.THINKING)
    assert not talk.composed_for(Occasion.SILENCE)


def test_a_silent_candidate_is_nudged_after_twelve_seconds():
    talk = Talk([]).run(20.0)
    nudged_s = talk.composed_for(Occasion.SILENCE)[0] - OPENING_ENDS_S
    assert nudged_s == pytest.approx(12.0, abs=0.3)


def test_a_cough_over_the_interviewer_does_not_stop_the_reply():
    long_reply = Reply((("one two three four five six seven eight nine ten eleven twelve", 3.0),))
    talk = Talk([Saying(0.8, 1.1, "")], lambda _: long_reply).run(5.0)
    assert [c.outcome for _, c in talk.all(do.Interrupted)] == ["resumed"]
    assert talk.conclusions()[0].whole


def test_a_resumed_reply_goes_on_at_the_very_sample():
    long_reply = Reply((("one two three four five six seven eight nine ten eleven twelve", 3.0),))
    calm = Talk([], lambda _: long_reply).run(6.0)
    coughed = Talk([Saying(0.8, 1.1, "")], lambda _: long_reply).run(6.0)
    assert coughed.conclusions()[0].heard_samples == calm.conclusions()[0].heard_samples


@pytest.mark.parametrize("said", ["mm-hm", "right", "yeah okay"])
def test_a_backchannel_does_not_stop_the_reply(said):
    long_reply = Reply((("one two three four five six seven eight nine ten eleven twelve", 3.0),))
    talk = Talk([Saying(0.8, 1.2, said)], lambda _: long_reply).run(5.0)
    assert talk.conclusions()[0].whole


def test_a_real_interruption_stops_the_reply_and_gets_an_answer():
    long_reply = Reply((("one two three four five six seven eight nine ten eleven twelve", 3.0),))
    said = "sorry can i ask who the users are"
    talk = Talk([Saying(0.8, 2.5, said)], lambda _: long_reply).run(8.0)
    first = talk.conclusions()[0]
    assert not first.whole
    assert 0 < first.heard_samples[0] < first.clip_samples[0]
    assert text_of(talk.commits()[1].words) == said


def test_the_voice_holds_within_a_quarter_second_of_an_interruption():
    long_reply = Reply((("one two three four five six seven eight nine ten eleven twelve", 3.0),))
    talk = Talk([Saying(1.0, 3.0, "sorry can i ask who the users are")], lambda _: long_reply).run(8.0)
    held = next(t for t, c in talk.all(do.Pause) if c.on)
    assert held - 1.0 <= 0.25


def test_the_turns_are_numbered_without_a_hole():
    sayings = [Saying(3.0, 5.0, ANSWER), Saying(10.0, 12.0, ANSWER), Saying(17.0, 19.0, ANSWER)]
    talk = Talk(sayings).run(24.0)
    numbers = [
        n for c in talk.commits() for n in ([c.tag.turn, c.tag.turn + 1] if c.answers else [c.tag.turn])
    ]
    assert numbers == list(range(7))


def test_a_closing_reply_ends_the_interview():
    def close(asked: do.Compose) -> Reply:
        return Reply((("Goodbye.", 0.5),), AnswerShape.NONE, asked.occasion is Occasion.ANSWER)

    talk = Talk([Saying(3.0, 5.0, ANSWER)], close).run(20.0)
    assert talk.floor.finished
    assert talk.all(do.Finish)[0][1].reason == "closed"


def test_when_the_input_has_ended_the_interview_is_brought_to_its_close():
    talk = Talk([Saying(3.0, 5.0, ANSWER)], input_ends_s=5.5).run(12.0)
    assert talk.composed_for(Occasion.INPUT_ENDED)


def test_the_interviewer_comes_in_at_its_time_although_the_candidate_talks_on():
    agenda = Agenda(0, samples_of(8.0), None)
    talk = Talk([Saying(3.0, 60.0, "word " * 120)], agenda=agenda).run(40.0)
    assert talk.composed_for(Occasion.TIME)
    assert seconds_of(talk.commits()[1].audible) < 18.0


def test_a_monologue_is_cut_at_its_first_pause_after_the_limit():
    agenda = Agenda(0, None, samples_of(5.0))
    sayings = [Saying(3.0, 9.0, "word " * 15), Saying(9.5, 14.0, "word " * 10)]
    talk = Talk(sayings, agenda=agenda).run(14.0)
    assert talk.composed_for(Occasion.MONOLOGUE)
    assert seconds_of(talk.commits()[1].audible) == pytest.approx(9.4, abs=0.15)


def test_a_director_who_wants_in_comes_in_within_two_seconds():
    class Listening(Talk):
        def _obey(self, command, t):
            super()._obey(command, t)
            if isinstance(command, do.Partial) and command.speaking:
                self._expect(t, 0.0, ComeIn(0, command.turn))

    tour = Saying(3.0, 6.0, "first there is a load balancer")
    talk = Listening([tour, Saying(6.3, 20.0, "and then a queue " * 8)]).run(20.0)
    assert talk.composed_for(Occasion.MONOLOGUE)
    assert seconds_of(talk.commits()[1].audible) < 9.0


@pytest.mark.parametrize("dead", ["recognition_s", "phrasing_s", "synthesis_s"])
def test_an_engine_that_never_answers_does_not_leave_the_floor_empty(dead):
    talk = Talk([Saying(3.0, 5.0, ANSWER)], delays=Delays(**{dead: None})).run(60.0)
    assert talk.all(do.Alarm)
    assert not talk.unheld


def test_words_that_no_reply_answered_are_handed_over_when_the_session_is_ended():
    talk = Talk([Saying(3.0, 5.0, ANSWER)]).run(5.5)
    left = [c for c in talk.floor.leave(samples_of(5.5), ()) if isinstance(c, do.Leave)]
    assert [text_of(c.words) for c in left] == [ANSWER]


def _random_talk(seed: int) -> Talk:
    rng = random.Random(seed)
    sayings, t = [], rng.uniform(0.2, 3.0)
    for _ in range(12):
        length = rng.choice([0.15, 0.3, 0.6, 1.5, 3.0, 7.0])
        text = rng.choice(["", "mm-hm", "wait", "let me think", ANSWER, "it has to be fast because", "no"])
        sayings.append(Saying(t, t + length, text))
        t += length + rng.choice([0.1, 0.25, 0.4, 0.7, 1.2, 3.0, 9.0])
    delays = Delays(rng.uniform(0.0, 1.5), rng.uniform(0.0, 1.0), rng.uniform(0.0, 0.6))
    agenda = Agenda(0, samples_of(rng.uniform(5.0, 60.0)), samples_of(rng.uniform(2.0, 20.0)))
    return Talk(sayings, short_reply, delays=delays, agenda=agenda, output_delay_frames=rng.randint(1, 8))


@pytest.mark.parametrize("seed", range(40))
def test_whatever_the_schedule_the_floor_is_held_and_no_void_reply_becomes_a_fact(seed):
    talk = _random_talk(seed).run(80.0)
    void = {c.tag for _, c in talk.all(do.Void)}
    assert not talk.unheld
    assert not void & {c.tag for c in talk.commits()}
    assert [c.tag for c in talk.conclusions()] == [c.tag for c in talk.commits()][: len(talk.conclusions())]


@pytest.mark.parametrize("seed", range(40))
def test_whatever_the_schedule_every_recognised_word_is_kept_once(seed):
    talk = _random_talk(seed)
    talk.run(80.0)
    kept = [word for c in talk.commits() for word in c.words]
    kept += [w for c in talk.floor.leave(samples_of(80.0), ()) if isinstance(c, do.Leave) for w in c.words]
    times = [word.start_s for word in kept]
    assert times == sorted(times)
    assert len(set(times)) == len(times)


@pytest.mark.parametrize("seed", range(40))
def test_whatever_the_schedule_not_a_sample_of_a_void_reply_leaves_the_loudspeaker(seed):
    talk = _random_talk(seed).run(80.0)
    far = np.concatenate(talk.far)
    stale = [c.tag for _, c in talk.all(do.Void) if (far == talk.level_of(c.tag)).any()]
    assert stale == []


def test_a_pause_of_the_loudspeaker_is_no_longer_than_the_interruption_needed():
    long_reply = Reply((("one two three four five six seven eight nine ten eleven twelve", 3.0),))
    talk = Talk([Saying(0.8, 1.1, "")], lambda _: long_reply).run(5.0)
    far = np.concatenate(talk.far)
    sounding = np.flatnonzero(far)
    holes = np.diff(sounding)
    assert holes.max() / RATE_HZ < 1.0
    assert holes.max() > FRAME_SAMPLES


LONG_REPLY = Reply((("one two three four five six seven eight nine ten eleven twelve", 3.0),))


def _cut_in_on(sayings: list[Saying], until_s: float = 30.0) -> Talk:
    agenda = Agenda(0, None, samples_of(5.0))
    return Talk(sayings, lambda _: LONG_REPLY, agenda=agenda).run(until_s)


def test_an_interviewer_who_must_come_in_does_so_between_two_words():
    first, rest = Saying(5.0, 17.6, "word " * 20), Saying(17.71, 30.0, "word " * 30)
    reply = _cut_in_on([first, rest], 20.0).commits()[1]
    assert seconds_of(reply.audible) == pytest.approx(17.7, abs=0.05)


def test_without_a_moment_between_two_words_the_interviewer_comes_in_all_the_same():
    reply = _cut_in_on([Saying(5.0, 40.0, "word " * 80)], 20.0).commits()[1]
    rules = FloorRules()
    latest_s = 10.0 + rules.force_s + rules.lull_wait_s
    assert seconds_of(reply.audible) == pytest.approx(latest_s, abs=0.1)


def test_a_candidate_who_talks_on_is_yielded_to_once_and_then_no_more():
    talk = _cut_in_on([Saying(5.0, 60.0, "word " * 120)], 28.0)
    cut = [c for c in talk.conclusions() if not c.whole]
    assert len(cut) == 1
    assert seconds_of(cut[0].end - cut[0].start) == pytest.approx(1.5, abs=0.1)
    again = talk.conclusions()[talk.conclusions().index(cut[0]) + 1]
    assert again.whole
    assert 3.0 <= seconds_of(again.start - cut[0].end) <= 4.5


def test_a_candidate_who_stops_when_the_interviewer_comes_in_is_told_everything():
    talk = _cut_in_on([Saying(5.0, 18.9, "word " * 40)])
    assert talk.composed_for(Occasion.MONOLOGUE)
    assert all(c.whole for c in talk.conclusions())


def test_after_yielding_the_interviewer_tries_again_at_the_first_pause():
    talk = _cut_in_on([Saying(5.0, 20.2, "word " * 40)])
    cut = next(c for c in talk.conclusions() if not c.whole)
    again = talk.conclusions()[talk.conclusions().index(cut) + 1]
    assert seconds_of(again.start) == pytest.approx(20.45, abs=0.25)


def test_every_word_said_while_two_talk_at_once_is_kept():
    talk = _cut_in_on([Saying(5.0, 60.0, "word " * 110)], 75.0)
    kept = [word.start_s for c in talk.commits() for word in c.words]
    kept += [
        w.start_s for c in talk.floor.leave(samples_of(75.0), ()) if isinstance(c, do.Leave) for w in c.words
    ]
    assert len(kept) == len(set(kept)) == 110


class _SlowToSound(Talk):
    """Replies begin with a fifth of a second of nothing, as some voices do."""

    def _expect(self, t, delay_s, event):
        if isinstance(event, Voiced):
            event.clip.samples[: samples_of(0.2)] = 0
        super()._expect(t, delay_s, event)


@pytest.mark.parametrize("late_s", [-0.04, -0.02, 0.04])
def test_a_decision_that_nobody_has_heard_is_undone_without_a_trace(late_s):
    going_on = 5.0 + PROFILES["patient"].complete_s + late_s
    talk = _SlowToSound([Saying(3.0, 5.0, ANSWER), Saying(going_on, 8.0, "and most of them work at night")])
    talk.run(12.0)
    assert talk.all(do.Play)[1][1].tag in {c.tag for _, c in talk.all(do.Void)}
    assert [text_of(c.words) for c in talk.commits() if c.answers] == [
        f"{ANSWER} and most of them work at night"
    ]
    stale = talk.all(do.Play)[1][1].tag
    assert not (np.concatenate(talk.far) == talk.level_of(stale)).any()
