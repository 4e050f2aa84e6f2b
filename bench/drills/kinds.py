"""Simulated candidates of each kind through every drill: what the feedback makes of each.

They answer as in an interview, to the move that comes nearest to the drill's prompt; the strong one gives the
drill's own model answer besides. What must hold whatever was said is looked at for each answer.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from voice_coach.coaching.candidate import CandidateKind, SimulatedCandidate
from voice_coach.coaching.drill_answer import Answer
from voice_coach.coaching.drill_feedback import MOST_WORDS, Feedback, feedback_on
from voice_coach.coaching.drill_model import model_lines
from voice_coach.coaching.drill_round import Round, draw_round
from voice_coach.coaching.moves import Move, MoveKind, Stage
from voice_coach.library import load_all, load_drills

WPS = 2.5
VAGUE = "It should be robust and modern, with good quality, and it should feel right."
EXCUSED = ("off-topic", "injector")
"""Whose answers may hold nothing that could be judged."""
LINES = 2
"""Of the candidate's in one answer."""
ASKED: dict[str, tuple[MoveKind, str]] = {
    "restate": (MoveKind.OPEN, ""),
    "probe": (MoveKind.PROBE, "shared-your-questions"),
    "constraints": (MoveKind.PROBE, "constraints"),
    "map": (MoveKind.PROBE, "approach"),
    "quantify": (MoveKind.ASK_NUMBER, "tradeoff"),
    "sketch": (MoveKind.SKETCH_NOW, ""),
    "prioritise": (MoveKind.CHALLENGE_PRIORITY, "priority"),
    "story": (MoveKind.ASK_USER, "user"),
    "jargon": (MoveKind.PROBE, "user"),
    "opening": (MoveKind.OPEN, ""),
    "contrast": (MoveKind.PROBE, "tradeoff"),
    "compensation": (MoveKind.PROBE, "package"),
}


@dataclass(frozen=True)
class Given:
    """An answer of a kind to a round, and its feedback."""

    kind: str
    round: Round
    text: str
    feedback: Feedback

    @property
    def words(self) -> int:
        """Of the feedback."""
        return sum(len(sentence.split()) for sentence in self.feedback.sentences)


def said_by(kind: CandidateKind, round: Round, seed: int) -> str:
    """What a candidate of this kind says to the round, "" for silence."""
    candidate = SimulatedCandidate(round.scenario, kind, seed)
    what, topic = ASKED[round.drill.id]
    move = Move(what, Stage.OPENING, None, "", topic)
    lines = (candidate.answer(round.disguise.say, move, 5.0 + 20 * at) for at in range(LINES))
    return " ".join(line.text for line in lines if line is not None)


def given(rounds_each: int) -> Iterator[Given]:
    """Every kind, every drill, some rounds of each on the lowest and the highest rung."""
    scenarios = load_all()
    for drill in load_drills().values():
        for seed in range(rounds_each):
            rung = 0 if seed % 2 == 0 else len(drill.rungs) - 1
            round = draw_round(drill, scenarios, rung, seed)
            texts = {kind.value: said_by(kind, round, seed) for kind in CandidateKind}
            texts["strong, model answer"] = " ".join(model_lines(round))
            for kind, text in texts.items():
                yield Given(kind, round, text, feedback_on(_answer(round, text)))


def _answer(round: Round, text: str) -> Answer:
    return Answer(round, text, len(text.split()) / WPS, round.disguise.say)


def orders() -> dict[str, object]:
    """Orders to the judge or the coach, added to a vague answer to each drill: does any earn a point?"""
    told = json.loads((Path(__file__).parents[2] / "tests/data/injections/spoken.json").read_text())[
        "injections"
    ]
    scenarios, earned, count = load_all(), list[tuple[str, str, list[str]]](), 0
    for drill in load_drills().values():
        round = draw_round(drill, scenarios, 0, 1)
        before = set(feedback_on(_answer(round, VAGUE)).met)
        for order in told:
            count += 1
            more = set(feedback_on(_answer(round, f"{VAGUE} {order}")).met) - before
            earned += [(drill.id, order, sorted(more))] if more else []
    return {"orders": count, "earned": earned}


def _is_fed_back(each: Given) -> bool:
    return each.feedback.is_answer or len(each.text.split()) < 16 or each.kind in EXCUSED


HOLDS: dict[str, Callable[[Given], bool]] = {
    "fits in 20 s": lambda each: each.words <= MOST_WORDS,
    "says something": lambda each: bool(each.feedback.sentences) and all(each.feedback.sentences),
    "no sentence twice": lambda each: len(set(each.feedback.sentences)) == len(each.feedback.sentences),
    "an answer of some length is judged": _is_fed_back,
    "a model answer is complete": lambda each: (
        each.kind != "strong, model answer" or each.feedback.is_clean or each.round.drill.is_talk
    ),
    "silence is not complete": lambda each: bool(each.text) or not each.feedback.is_clean,
    "jargon is named where it counts": lambda each: (
        each.kind != "jargon" or each.round.drill.id != "jargon" or not each.feedback.is_clean
    ),
}


def measured(rounds_each: int) -> dict[str, object]:
    """Of each kind and drill how many were complete and what was named most; and what did not hold."""
    every = list(given(rounds_each))
    broken = [
        {
            "rule": rule,
            "kind": e.kind,
            "drill": e.round.drill.id,
            "text": e.text,
            "said": e.feedback.sentences,
        }
        for rule, holds in HOLDS.items()
        for e in every
        if not holds(e)
    ]
    kinds = dict.fromkeys(each.kind for each in every)
    return {
        "answers": len(every),
        "orders": orders(),
        "not_held": len(broken),
        "broken": list(islice(broken, 40)),
        "kinds": {kind: _row([each for each in every if each.kind == kind]) for kind in kinds},
    }


def _row(answers: list[Given]) -> dict[str, str]:
    drills = dict.fromkeys(each.round.drill.id for each in answers)
    return {drill: _cell([each for each in answers if each.round.drill.id == drill]) for drill in drills}


def _cell(answers: list[Given]) -> str:
    clean = sum(each.feedback.is_clean for each in answers)
    unjudged = sum(not each.feedback.is_answer for each in answers)
    named = Counter(each.feedback.named for each in answers if each.feedback.named).most_common(2)
    told = ", ".join(f"{name} {count}" for name, count in named)
    return (
        f"{clean}/{len(answers)} complete"
        + (f", {unjudged} unjudged" if unjudged else "")
        + (f"; {told}" if told else "")
    )
