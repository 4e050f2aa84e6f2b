"""Whatever happens, in whatever order: the floor is held, nothing void is heard, nothing said is lost."""

from __future__ import annotations

import random
from itertools import pairwise

import pytest
from floor_world import TEXTS, World
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from bench.schedules import schedule
from voice_coach.conversation import commands as do
from voice_coach.conversation.sound import seconds_of

ANY_OF_THEM = st.integers(0, 3)


class FloorOrders(RuleBasedStateMachine):
    """Rules are what may happen next; the world knows what must never be."""

    @initialize(latency=st.integers(1, 8), lead_s=st.sampled_from([0.0, 0.15]))
    def begin(self, latency: int, lead_s: float) -> None:
        self.world = World(latency, lead_s)

    @rule(seconds=st.sampled_from([0.01, 0.05, 0.2, 0.7, 2.0, 9.0]))
    def time_passes(self, seconds: float) -> None:
        self.world.advance(seconds)

    @rule()
    def a_click_is_suspected(self) -> None:
        self.world.suspect()

    @rule()
    def it_was_a_click(self) -> None:
        self.world.dismiss()

    @rule()
    def the_candidate_speaks(self) -> None:
        self.world.speak()

    @rule()
    def the_candidate_takes_breath(self) -> None:
        self.world.lull()

    @rule(text=st.sampled_from(TEXTS), paused=st.sampled_from([True, True, True, False]))
    def a_stretch_ends(self, text: str, paused: bool) -> None:
        self.world.close(text, paused=paused)

    @rule()
    def the_recogniser_answers(self) -> None:
        self.world.recognise()

    @rule(which=ANY_OF_THEM, clauses=st.integers(0, 3))
    def the_interviewer_answers(self, which: int, clauses: int) -> None:
        self.world.compose(which, clauses)

    @rule(which=ANY_OF_THEM, length_s=st.sampled_from([0.1, 0.6, 3.0]))
    def the_voice_answers(self, which: int, length_s: float) -> None:
        self.world.voice(which, length_s)

    @rule(wake_s=st.floats(1.0, 40.0), monologue_s=st.floats(1.0, 20.0))
    def the_director_has_an_agenda(self, wake_s: float, monologue_s: float) -> None:
        self.world.agenda(wake_s, monologue_s)

    @rule()
    def the_director_wants_in(self) -> None:
        self.world.come_in()

    @rule()
    def the_input_ends(self) -> None:
        self.world.leave()

    @invariant()
    def nothing_went_wrong(self) -> None:
        assert not getattr(self, "world", World()).wrong

    def teardown(self) -> None:
        if hasattr(self, "world"):
            self.world.settle()
            assert self.world.everything_wrong() == []


TestFloorOrders = FloorOrders.TestCase
TestFloorOrders.settings = settings(
    max_examples=120,
    stateful_step_count=60,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow],
)


def _ran(seed: int) -> World:
    dice = random.Random(seed)
    world = World(dice.randint(1, 8), dice.choice([0.0, 0.15]))
    for _ in range(100):
        match dice.randrange(9):
            case 0 | 1:
                world.speak()
            case 2 | 3:
                world.close(dice.choice(TEXTS), paused=dice.random() < 0.9)
            case 4:
                world.recognise()
            case 5:
                world.compose(-1, dice.randint(0, 3))
            case 6:
                world.voice(-1, dice.choice([0.6, 3.0, 6.0]))
            case 7:
                dice.choice([world.suspect, world.dismiss, world.lull, world.come_in])()
            case 8:
                world.agenda(dice.uniform(1, 40), dice.uniform(1, 20))
        world.advance(dice.choice([0.01, 0.05, 0.3, 1.0]))
    world.settle()
    return world


@pytest.mark.parametrize("seed", range(60))
def test_a_random_order_does_no_harm(seed: int) -> None:
    assert _ran(seed).everything_wrong() == []


def test_ten_minutes_of_silence_draw_a_nudge_now_and_then_and_nothing_else() -> None:
    world = World()
    while seconds_of(world.t) < 600.0:
        world.compose(0, 1)
        world.voice(0, 2.0)
        world.advance(1.0)
    replies = [command for command in world.commands if isinstance(command, do.Commit)]
    apart_s = [seconds_of(two.audible - one.audible) for one, two in pairwise(replies)]
    assert 600 / 20 <= len(replies) <= 600 / 12
    assert min(apart_s) >= 12.0
    assert not any(reply.answers or reply.words for reply in replies)
    assert not any(isinstance(command, do.Alarm) for command in world.commands)
    assert world.everything_wrong() == []


def test_the_orders_are_full_of_incident() -> None:
    kinds = {type(command).__name__ for seed in range(20) for command in _ran(seed).commands}
    assert {"Commit", "Conclude", "Void", "Cut", "Interrupted", "Controlled", "Pause"} <= kinds


def test_a_stale_sample_would_be_noticed() -> None:
    world = World()
    world.compose(0, 1)
    world.voice(0, 1.0)
    world.advance(0.2)
    world._void.add(world.player.tag)
    world.advance(0.1)
    assert "was played" in world.wrong[0]


def test_a_lost_word_would_be_noticed() -> None:
    world = World()
    world.compose(0, 1)
    world.voice(0, 0.5)
    world.advance(2.0)
    world.speak()
    world.advance(2.0)
    world.close("the users are support agents and they need a draft")
    world.recognise()
    assert world.floor._state.mine.words.popitem()
    assert len([each for each in world.lost() if each.startswith("lost")]) == 10


def test_who_is_cut_into_and_talks_on_has_turns_that_do_not_overlap() -> None:
    world = World()
    world.compose(0, 1)
    world.voice(0, 0.5)
    world.advance(2.0)
    world.speak()
    world.advance(5.0)
    world.close("the users are support agents and they need a draft", paused=False)
    world.recognise()
    world.come_in()
    world.advance(1.1)
    world.close("it has to be fast because", paused=False)
    world.recognise()
    world.compose(-1, 1)
    world.voice(-1, 3.0)
    world.advance(1.2)
    world.close("no that is not it")
    world.settle()
    assert world.everything_wrong() == []
    assert [speaker for speaker, _, _ in world.spans()][:4] == [
        "interviewer",
        "candidate",
        "interviewer",
        "candidate",
    ]


def test_a_reply_of_the_programs_own_that_may_sound_already_is_not_void_for_the_one_who_wants_in() -> None:
    world = schedule(5416)  # "a bit louder now" was on its way to the card when a cut segment got its words
    assert any(isinstance(command, do.Controlled) for command in world.commands)
    assert world.everything_wrong() == []
