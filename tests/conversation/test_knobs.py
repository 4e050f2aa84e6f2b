"""How far loudness and pace can be turned, and what is said to it."""

from __future__ import annotations

import pytest

from voice_coach.conversation.control import Control
from voice_coach.conversation.knobs import Knobs, answer_to, is_about_pace, turns_a_knob

KNOBS = (Control.LOUDER, Control.QUIETER, Control.SLOWER, Control.FASTER)
OPPOSITES = [
    (Control.LOUDER, Control.QUIETER),
    (Control.QUIETER, Control.LOUDER),
    (Control.SLOWER, Control.FASTER),
    (Control.FASTER, Control.SLOWER),
]


def turned(control: Control, times: int, knobs: Knobs | None = None) -> Knobs:
    knobs = knobs or Knobs()
    for _ in range(times):
        knobs = knobs.turned(control)
    return knobs


def test_at_first_nothing_is_changed():
    assert (Knobs().gain, Knobs().pace) == (1.0, 1.0)


@pytest.mark.parametrize(
    ("control", "measure", "is_more"),
    [
        (Control.LOUDER, "gain", True),
        (Control.QUIETER, "gain", False),
        (Control.FASTER, "pace", True),
        (Control.SLOWER, "pace", False),
    ],
)
def test_a_knob_moves_what_it_is_named_after_and_nothing_else(control, measure, is_more):
    values = {name: getattr(Knobs().turned(control), name) for name in ("gain", "pace")}
    assert (values.pop(measure) > 1.0) is is_more
    assert list(values.values()) == [1.0]


@pytest.mark.parametrize(("there", "back"), OPPOSITES)
def test_one_step_back_undoes_one_step(there, back):
    assert Knobs().turned(there).turned(back) == Knobs()


@pytest.mark.parametrize(("control", "back"), OPPOSITES)
def test_at_the_end_of_the_scale_a_knob_stays_and_still_turns_back(control, back):
    end = turned(control, 20)
    assert end.turned(control) == end
    assert end.turned(back) != end


def test_no_loudness_and_no_pace_is_beyond_what_can_be_understood():
    ends = [turned(control, 20) for control in KNOBS]
    assert all(0.15 <= end.gain <= 4.0 and 0.65 <= end.pace <= 1.55 for end in ends)


@pytest.mark.parametrize("control", [Control.PAUSE, Control.GO_ON, Control.END])
def test_what_is_no_knob_turns_none(control):
    assert not turns_a_knob(control)
    assert Knobs().turned(control) == Knobs()


def test_only_slower_and_faster_are_about_pace():
    assert [control for control in Control if is_about_pace(control)] == [Control.SLOWER, Control.FASTER]


@pytest.mark.parametrize("control", KNOBS)
def test_the_answer_tells_whether_it_was_done(control):
    assert answer_to(control, moved=True) != answer_to(control, moved=False)
