"""The opening by itself, to try it again."""

from __future__ import annotations

from voice_coach.coaching.interviewer import Interviewer
from voice_coach.coaching.moves import Heard, MoveKind, Stage
from voice_coach.coaching.opening_round import OpeningRound, until_s
from voice_coach.coaching.stages import Plan
from voice_coach.conversation.occasions import Occasion
from voice_coach.library import load_scenario

PLAN = Plan(minutes=18, seed=4)


def a_round() -> OpeningRound:
    return OpeningRound(Interviewer(load_scenario("support-replies"), PLAN))


def begin(opening: OpeningRound) -> None:
    prepared = opening.prepare(Heard(Occasion.OPENING, 0, "", 0.0))
    opening.commit(prepared, " ".join(prepared.clauses()))


def test_it_opens_as_the_whole_round_does() -> None:
    opening = a_round()
    whole = Interviewer(load_scenario("support-replies"), PLAN)
    first = Heard(Occasion.OPENING, 0, "", 0.0)
    assert list(opening.prepare(first).clauses()) == list(whole.prepare(first).clauses())


def test_it_says_goodbye_where_the_opening_ends() -> None:
    opening = a_round()
    begin(opening)
    end_s = until_s(PLAN)
    assert opening.wake_at_s() == end_s
    before = opening.prepare(Heard(Occasion.ANSWER, 1, "What is the KPI?", end_s - 60))
    assert before.move.stage is Stage.OPENING
    after = opening.prepare(Heard(Occasion.TIME, 1, "", end_s))
    assert after.move.kind is MoveKind.CLOSE
    assert after.move.ends_the_session


def test_an_opening_lasts_two_minutes_at_least() -> None:
    assert until_s(PLAN) == 120.0
