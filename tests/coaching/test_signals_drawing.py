"""Pictures before reasons."""

from __future__ import annotations

import pytest
from conversations import found, ids, signals_of

TOUR = (
    "c: Sure. On the left there's an ingest service, it writes to a queue, a worker reads "
    "the queue and calls the model "
    "behind a gateway, then the result goes into a database and a dashboard sits on top."
)
LIMITS = (
    "c: Two limits bind. An answer must be there within four minutes, and no address may leave the company."
)
TRADE = (
    "c: A smaller model costs 2 cents instead of 9, but in our trial it got 12 percent of "
    "the mails wrong where the big one "
    "got 5 percent wrong."
)
PRICE = "i: What does the smaller model cost you?"


def test_a_component_tour_before_any_constraint_is_diagram_first() -> None:
    assert (1, "diagram_first", None) in found(TOUR)


def test_a_tour_after_a_constraint_is_none() -> None:
    assert "diagram_first" not in ids(LIMITS, "i: Go on.", TOUR)


def test_it_is_marked_once() -> None:
    assert [s.turn for s in signals_of(TOUR, "i: Go on.", TOUR) if s.id == "diagram_first"] == [1]


@pytest.mark.parametrize(
    "said",
    [
        "c: I won't tour boxes yet. Who reads these mails, and how fast do they expect an answer?",
        "c: The model reads the mail and a person signs it.",
        "c: We had a database course at university and the teacher drew boxes all day.",
    ],
)
def test_naming_a_box_or_two_is_no_tour(said: str) -> None:
    assert "diagram_first" not in ids(said)


@pytest.mark.parametrize(
    "asked",
    [
        "Sketch it for me, please.",
        "Could you draw that?",
        "Let me see a diagram.",
        "Please put it on the whiteboard.",
        "Show me the architecture.",
        "Can you do a quick drawing?",
        "Why don't you draw it now?",
    ],
)
def test_asking_for_a_drawing_now_is_a_request(asked: str) -> None:
    assert (2, "sketch_request", None) in found("c: Hello there.", f"i: {asked}")


@pytest.mark.parametrize(
    "asked",
    [
        "We don't need a drawing.",
        "You can draw later.",
        "Leave the sketch for now.",
        "In your diagram, what is the second box?",
        "I get the big picture.",
    ],
)
def test_speaking_of_drawings_is_no_request(asked: str) -> None:
    assert "sketch_request" not in ids("c: Hello there.", f"i: {asked}")


REQUEST = "i: Please sketch it."
ANSWERS = {
    "sketch_reframed": (
        "c: Gladly. Before I draw, let us agree what the drawing has to show: the goal is "
        "answers within four minutes, and no address leaves the house."
    ),
    "sketch_obeyed": TOUR,
    "sketch_refused": "c: No, I won't draw anything today, sorry.",
}


@pytest.mark.parametrize(("expected", "said"), ANSWERS.items())
def test_each_answer_to_a_request_is_told_apart(expected: str, said: str) -> None:
    assert {name for name in ids(REQUEST, said) if name in ANSWERS} == {expected}


def test_putting_it_off_with_a_reason_is_no_refusal() -> None:
    said = (
        "c: I will not draw just yet. First I want to fix the goal and the limits with you, "
        "then I'll draw what serves them."
    )
    assert "sketch_reframed" in ids(REQUEST, said)
    assert "sketch_refused" not in ids(REQUEST, said)


def test_drawing_when_everything_is_settled_is_right() -> None:
    names = ids(LIMITS, PRICE, TRADE, REQUEST, "c: Here is the intake box, the model box and the outbox.")
    assert "sketch_request" in names
    assert not names & set(ANSWERS)


def test_long_technical_talk_without_people_or_limits_is_jargon() -> None:
    said = (
        "c: the tokenizer feeds an encoder with pooled embeddings the vectors are sharded over "
        "a cluster with replicas the router "
        "fans out over grpc into the index the heaps are merged by a reducer and a cross "
        "encoder with batched kernels re ranks "
        "the chunks before the prompt builder packs the context window and the inference "
        "server with a paged kv cache streams "
        "tokens through a proxy into the event bus with typed schemas and offsets"
    )
    assert "jargon_stretch" in ids(said)
    assert "jargon_stretch" not in ids(
        said.replace("the heaps", "because customers wait twenty seconds the heaps")
    )
