from __future__ import annotations

import pytest

from voice_coach.coaching.candidate import CandidateKind, SimulatedCandidate
from voice_coach.coaching.evidence import Reader
from voice_coach.coaching.moves import Move, MoveKind, Stage
from voice_coach.library import load_scenario

SCENARIO = load_scenario("support-replies")
READER = Reader(SCENARIO)


def move(kind: MoveKind, form: str = "", topic: str = "", **slots: str) -> Move:
    return Move(kind, Stage.DESIGN, None, "", topic, (("form", form), *slots.items()))


def candidate(kind: CandidateKind, seed: int = 1, minutes: float = 3) -> SimulatedCandidate:
    return SimulatedCandidate(SCENARIO, kind, seed, minutes)


def test_a_strong_one_restates_and_asks_the_three_questions_first():
    line = candidate(CandidateKind.STRONG).answer(SCENARIO.prompt, move(MoveKind.OPEN), 0)
    assert {question.fact for question in READER.read(line.text).questions} == {"kpi", "traffic", "privacy"}
    assert line.thinks_s > 0


def test_a_strong_one_turns_a_sketch_demand_round_and_a_diagram_first_one_obeys():
    demand = move(MoveKind.SKETCH_NOW, "trap")
    assert READER.read(candidate(CandidateKind.STRONG).answer("", demand, 60).text).reframes
    assert READER.read(candidate(CandidateKind.DIAGRAM_FIRST).answer("", demand, 60).text).tours


def test_a_strong_one_answers_numbers_with_numbers_and_a_probe_with_its_own_answer():
    speaker = candidate(CandidateKind.STRONG)
    assert READER.read(speaker.answer("", move(MoveKind.ASK_NUMBER, "vague"), 60).text).quantities
    assert (
        speaker.answer("", move(MoveKind.PROBE, "probe", "monday"), 70).text
        == SCENARIO.model_lines("monday")[0]
    )
    assert (
        speaker.answer("", move(MoveKind.PROBE, "follow-up", "monday"), 80).text
        == SCENARIO.model_lines("monday")[1]
    )


def test_each_weak_kind_shows_its_weakness():
    assert READER.read(candidate(CandidateKind.DIAGRAM_FIRST).answer("", move(MoveKind.OPEN), 0).text).tours
    assert READER.read(candidate(CandidateKind.ENUMERATOR).answer("", move(MoveKind.OPEN), 0).text).lists
    jargon = READER.read(candidate(CandidateKind.JARGON).answer("", move(MoveKind.OPEN), 0).text)
    assert len(jargon.boxes) + len(jargon.levers) >= 3
    assert not jargon.names_people
    silences = [
        candidate(CandidateKind.SILENT, seed).answer("", move(MoveKind.PROBE), 60) for seed in range(40)
    ]
    assert 15 < sum(line is None for line in silences) < 32


@pytest.mark.parametrize("kind", [kind for kind in CandidateKind if kind is not CandidateKind.SILENT])
@pytest.mark.parametrize("minutes", [3, 45])
def test_no_line_comes_twice(kind: CandidateKind, minutes: float):
    speaker = candidate(kind, minutes=minutes)
    kinds = [
        MoveKind.PROBE,
        MoveKind.ASK_SOURCE,
        MoveKind.PROBE,
        MoveKind.ASK_USER,
        MoveKind.PROBE,
        MoveKind.CALL_BACK,
    ]
    lines = [speaker.answer("", move(kinds[n % 6], quote="3 seconds"), 20 * n).text for n in range(70)]
    assert len(set(lines)) == len(lines)


@pytest.mark.parametrize("kind", CandidateKind)
def test_the_same_seed_speaks_the_same_lines(kind: CandidateKind):
    kinds = [MoveKind.OPEN, MoveKind.PROBE, MoveKind.ASK_NUMBER, MoveKind.SKETCH_NOW] * 5
    one, other = candidate(kind), candidate(kind)
    assert [one.answer("", move(each), 1) for each in kinds] == [
        other.answer("", move(each), 1) for each in kinds
    ]


@pytest.mark.parametrize("kind", CandidateKind)
def test_nobody_talks_after_the_goodbye_or_into_a_nod(kind: CandidateKind):
    assert candidate(kind).answer("Goodbye.", move(MoveKind.CLOSE), 180) is None


def test_without_a_move_the_words_decide():
    assert READER.read(
        candidate(CandidateKind.STRONG).answer("Sketch it for me now.", None, 60).text
    ).reframes
    assert candidate(CandidateKind.STRONG).answer("Thank you and goodbye.", None, 60) is None


@pytest.mark.parametrize("kind", CandidateKind)
def test_lines_are_plain_speech(kind: CandidateKind):
    speaker = candidate(kind, minutes=45)
    for n in range(40):
        line = speaker.answer("", move(MoveKind.PROBE), 20 * n)
        assert line is None or not set(line.text) & set("{}[]<>*_#|\\")
