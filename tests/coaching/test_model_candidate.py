"""A candidate in a model's words, and the understudy who speaks where it fails."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from voice_coach.coaching.candidate import CandidateKind, SimulatedCandidate
from voice_coach.coaching.model_candidate import ModelCandidate, spoken
from voice_coach.coaching.moves import Move, MoveKind, Stage
from voice_coach.coaching.prompts import candidate_request
from voice_coach.errors import ModelError
from voice_coach.library import load_scenario

SCENARIO = load_scenario("support-replies")
PROBE = Move(MoveKind.PROBE, Stage.DESIGN, None, "", "agents-view")
CLOSE = Move(MoveKind.CLOSE, Stage.CLOSE, None, "")


class Model:
    """Gives one reply, or fails."""

    def __init__(self, reply: str) -> None:
        self.reply = reply
        self.asked: list[tuple[str, tuple[tuple[str, str], ...]]] = []

    def stream(
        self, system: str, messages: tuple[tuple[str, str], ...], max_tokens: int, deadline_s: float
    ) -> Iterator[str]:
        self.asked.append((system, messages))
        if not self.reply:
            raise ModelError("The model does not answer.")
        yield from self.reply.split(" ")[0:1]
        yield " " + " ".join(self.reply.split(" ")[1:])


def played(reply: str, kind: CandidateKind = CandidateKind.STRONG) -> tuple[ModelCandidate, Model]:
    model = Model(reply)
    return ModelCandidate(SCENARIO, kind, model, SimulatedCandidate(SCENARIO, kind, 1)), model


def test_the_models_words_are_spoken_and_remembered():
    candidate, model = played("I would ask who waits.")
    line = candidate.answer("Where do you begin?", PROBE, 30.0)
    assert line is not None
    assert line.text == "I would ask who waits."
    candidate.answer("And then?", PROBE, 60.0)
    assert ("assistant", "I would ask who waits.") in model.asked[1][1]
    assert model.asked[1][1][-1] == ("user", "<interviewer>And then?</interviewer>")


def test_the_understudy_speaks_where_the_model_fails():
    candidate, _ = played("")
    line = candidate.answer("Where do you begin?", PROBE, 30.0)
    assert line is not None
    assert line.text
    assert candidate.failures == 1


def test_nobody_answers_a_goodbye():
    candidate, model = played("Bye.")
    assert candidate.answer("Goodbye.", CLOSE, 2700.0) is None
    assert model.asked == []


def test_a_reply_is_made_speakable():
    assert spoken("Candidate: **Two** limits.\n- Cost\n- Time") == "Two limits. Cost Time"
    assert len(spoken("One two three four five. " * 60).split()) <= 130


@pytest.mark.parametrize("kind", CandidateKind)
def test_the_candidates_model_never_sees_the_fact_sheet_or_the_model_answers(kind: CandidateKind):
    request = candidate_request(SCENARIO, kind.value, [("interviewer", "How would you begin?")])
    seen = request.system + " ".join(text for _, text in request.messages)
    assert not [fact.id for fact in SCENARIO.facts if fact.answer in seen]
    assert not [line for answer in SCENARIO.model_answers for line in answer.lines if line in seen]
