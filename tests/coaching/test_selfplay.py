"""Whole interviews in text: what must hold in every one of them."""

from __future__ import annotations

import pytest
from selfplay import Talk, play

from voice_coach.coaching.candidate import CandidateKind
from voice_coach.coaching.declining import declines
from voice_coach.coaching.evidence import Reader
from voice_coach.coaching.language import plain, sentences_of
from voice_coach.coaching.moves import MoveKind
from voice_coach.coaching.scenario import Scenario
from voice_coach.coaching.speech_rules import SpeechContext, violations
from voice_coach.coaching.stages import Plan, Pressure
from voice_coach.library import load_all

SCENARIOS = {scenario.id: scenario for scenario in load_all()}
READERS = {scenario.id: Reader(scenario) for scenario in SCENARIOS.values()}
ASKING = {
    MoveKind.PROBE,
    MoveKind.ASK_NUMBER,
    MoveKind.ASK_SOURCE,
    MoveKind.ASK_USER,
    MoveKind.CHALLENGE_PRIORITY,
    MoveKind.CALL_BACK,
}

EARNEST = {CandidateKind.STRONG, CandidateKind.DIAGRAM_FIRST, CandidateKind.ENUMERATOR, CandidateKind.JARGON}
"""Kinds whose questions are meant as such; the others ask to argue or to change the subject, too."""
KINDS = tuple(CandidateKind)
SAMPLE = [
    (scenario_id, KINDS[(3 * row + column) % len(KINDS)], pressure)
    for row, scenario_id in enumerate(SCENARIOS)
    for column, pressure in enumerate(Pressure)
]
"""Every scenario under every pressure, every kind several times; all combinations are the exam's."""


def check(talk: Talk, scenario: Scenario) -> None:
    the_rules_of_speech_hold(talk, scenario)
    it_closes_on_time(talk)
    if talk.kind in EARNEST:
        questions_are_answered(talk)
    at_most_two_follow_ups(talk)
    the_trap_is_set_once(talk, scenario)


def the_rules_of_speech_hold(talk: Talk, scenario: Scenario) -> None:
    reader, terms, said, answer = READERS[scenario.id], set(), set(), ""
    for turn in talk.turns:
        if turn.move is None:
            terms |= reader.read(turn.text).terms
            answer = turn.text
            continue
        context = SpeechContext(turn.move.kind, reader.guarded, frozenset(terms), frozenset(said), answer)
        assert violations(turn.text, context) == (), turn.text
        if turn.move.kind is not MoveKind.REPEAT:
            said |= {plain(sentence) for sentence in sentences_of(turn.text)}


def it_closes_on_time(talk: Talk) -> None:
    last = talk.turns[-1]
    assert last.move is not None
    assert last.move.kind is MoveKind.CLOSE
    assert "goodbye" in last.text.lower()
    assert abs(last.t_s - talk.plan.end_s) <= 30


def questions_are_answered(talk: Talk) -> None:
    replies = {
        MoveKind.ANSWER_QUESTION,
        MoveKind.REPEAT,
        MoveKind.REPHRASE,
        MoveKind.DECLINE_HINT,
        MoveKind.TIME_CHECK,
        MoveKind.CLOSE,
        MoveKind.WRAP_UP,
    }
    for turn, following in zip(talk.turns, talk.turns[1:], strict=False):
        if turn.move is None and turn.text.endswith("?") and following.move and not declines(turn.text):
            assert following.move.kind in replies, (turn.text, following.text)


def at_most_two_follow_ups(talk: Talk) -> None:
    topics = [move.topic for move in talk.moves if move.kind in ASKING and move.topic]
    assert all(topics.count(topic) <= 3 for topic in set(topics))


def the_trap_is_set_once(talk: Talk, scenario: Scenario) -> None:
    sketches = [dict(move.slots)["form"] for move in talk.moves if move.kind is MoveKind.SKETCH_NOW]
    assert sum(form != "real" for form in sketches) == (MoveKind.SKETCH_NOW in scenario.pressure)
    assert sketches.count("real") <= 1


@pytest.mark.parametrize(("scenario_id", "kind", "pressure"), SAMPLE)
def test_45_minutes_hold_every_rule(scenario_id: str, kind: CandidateKind, pressure: Pressure):
    seed = len(scenario_id)
    check(play(SCENARIOS[scenario_id], Plan(45, pressure, seed=seed), kind), SCENARIOS[scenario_id])


@pytest.mark.parametrize(("scenario_id", "kind", "pressure"), SAMPLE)
def test_3_minutes_hold_every_rule(scenario_id: str, kind: CandidateKind, pressure: Pressure):
    for seed in range(2):
        check(play(SCENARIOS[scenario_id], Plan(3, pressure, seed=seed), kind), SCENARIOS[scenario_id])


def test_ten_sessions_on_one_scenario_do_not_sound_alike():
    texts = [
        {
            turn.text
            for turn in play(SCENARIOS["contract-qa"], Plan(15, seed=seed), CandidateKind.STRONG).of(
                "interviewer"
            )[1:]
        }
        for seed in range(10)
    ]
    shared = [len(one & other) / len(one) for one in texts for other in texts if one is not other]
    assert sum(shared) / len(shared) < 0.4


def test_a_strong_candidate_is_talked_to_less_than_he_talks():
    talk = play(SCENARIOS["support-replies"], Plan(45, seed=5), CandidateKind.STRONG)
    words = {
        name: sum(len(turn.text.split()) for turn in talk.of(name)) for name in ("interviewer", "candidate")
    }
    assert words["interviewer"] <= 0.3 * (words["interviewer"] + words["candidate"])


def test_the_same_seed_plays_the_same_interview():
    plan = Plan(15, seed=9)
    one, other = (play(SCENARIOS["voice-bookings"], plan, CandidateKind.ENUMERATOR).lines() for _ in range(2))
    assert one == other
