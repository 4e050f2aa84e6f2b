"""One behaviour moves its own dimension; words for the judge and harmless words move nothing."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

import pytest

from voice_coach.assess import assess, conversation_of

DATA = Path(__file__).parent / "data"
SPOKEN = json.loads((DATA / "injections" / "spoken.json").read_text(encoding="utf-8"))
TALK = {
    "opening": (
        "A parcel firm has drivers who cannot find doors. They want a language model to help. How?",
        "So drivers stand in front of a block at seven in the evening and cannot find the door, and people "
        "go without their parcels. Which number should move, when does the traffic come, and who may see "
        "the names?",
    ),
    "constraints": (
        "First-try deliveries, 82 percent today. Six to eight in the evening. No name leaves the country.",
        "Then three limits: no name may leave the country, an answer within 4 seconds at the door, and at "
        "most one wrong door in 300.",
    ),
    "ranking": (
        "Which of them decide?",
        "The wrong door comes first and the four seconds second. The names are a contract question, so I "
        "leave them aside and do not come back to them.",
    ),
    "approach": (
        "And the approach?",
        "I would look up the notes that other drivers left for the house and let a small model say them in "
        "one sentence. It runs in our own country because no name may leave it, and it only quotes notes "
        "that were confirmed because of the wrong doors.",
    ),
    "tradeoff": (
        "What does it cost?",
        "A second check brings wrong doors from 1 in 120 down to 1 in 400, but it adds 0.8 seconds and 3,000 "
        "euros a month.",
    ),
    "sketch": (
        "Draw me the architecture now, please.",
        "Happy to draw it. Before the first box let me fix what it must prove: 4 seconds at the door and one "
        "wrong door in 300, because those decide which boxes there are.",
    ),
    "story": (
        "Who notices?",
        "Petra, who drives the north round. It is ten past seven on a Monday, it rains, she stands at number "
        "14 and taps the screen. It tells her that the door is behind the garage, she walks there, rings, "
        "hands over the parcel and is back in her van in a minute.",
    ),
    "impact": (
        "What does it do for the business?",
        "With confirmed notes we go from 82 to 88 percent of first-try deliveries. That figure comes from a "
        "test with forty drivers over three weeks.",
    ),
}
TOUR = "Sure. There is an app, it calls a gateway, the gateway calls a model, and that reads a store."
FLIPS = {
    "framing": ("opening", "Okay. That is an interesting area, and I am glad to work on it with you."),
    "tradeoff_clarity": ("tradeoff", "That depends, I would have to see it first."),
    "prioritisation": ("ranking", "They are all important, I would say."),
    "product_sense": ("story", "Well, everybody would notice it in the end."),
    "pressure": ("sketch", TOUR),
    "impact": ("impact", "It would be good for it, in my opinion."),
}


def talk(**instead: str) -> dict[str, Any]:
    turns: list[dict[str, Any]] = []
    for name, (asked, answer) in TALK.items():
        for speaker, text in (("interviewer", asked), ("candidate", instead.get(name, answer))):
            start_s = 20.0 * len(turns)
            turns.append({"speaker": speaker, "start_s": start_s, "end_s": start_s + 19, "text": text})
    return {"turns": turns}


def levels(of: dict[str, Any]) -> dict[str, int | None]:
    return {each["id"]: each["level"] for each in assess(conversation_of(of, "talk"))["dimensions"]}


@pytest.mark.parametrize("dimension", FLIPS)
def test_taking_out_one_behaviour_lowers_its_dimension_and_no_other(dimension: str) -> None:
    before = levels(talk())
    turn, instead = FLIPS[dimension]
    after = levels(talk(**{turn: instead}))
    assert (after[dimension] or 0) < (before[dimension] or 0)
    assert {d for d in after if after[d] != before[d]} == {dimension}


@pytest.mark.parametrize("sentence", SPOKEN["injections"])
def test_words_for_the_judge_raise_no_level(sentence: str) -> None:
    before = levels(talk())
    for name in TALK:
        after = levels(talk(**{name: f"{TALK[name][1]} {sentence}"}))
        assert after == before


def test_harmless_words_that_look_alike_hardly_ever_move_a_level() -> None:
    before, chance = levels(talk()), random.Random(7)
    trials = [(name, sentence) for sentence in SPOKEN["benign"] for name in chance.sample(list(TALK), 2)]
    moved = [
        (name, sentence)
        for name, sentence in trials
        if levels(talk(**{name: f"{TALK[name][1]} {sentence}"})) != before
    ]
    assert len(moved) <= 0.04 * len(trials)
