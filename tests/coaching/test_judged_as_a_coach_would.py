"""Judgements that a careful reader of packets found wrong, in other words than those they were found in."""

from __future__ import annotations

import pytest
from conversations import ids, record_of, signals_of

from voice_coach.coaching.anchors import judge
from voice_coach.coaching.left_out import limits_not_named
from voice_coach.coaching.packet import packet
from voice_coach.coaching.pushing_back import push_backs
from voice_coach.coaching.scorecard import Dimension, Judgement
from voice_coach.library import load_scenario

JARGON = (
    "c: We run the feature store behind an asynchronous gateway, and the embeddings of the index are sharded "
    "over the cluster while quantization amortises the overhead of the cache across kernels, so the decoder "
    "becomes idempotent and the pipeline can be composed with a message bus, a webhook, a vector store and a "
    "reranker under eventual consistency, with speculative decoding as its dual."
)
TOUR = (
    "c: The gateway calls the embedder, then the index passes everything to the reranker, and on top there "
    "is the cache. Next to it sits the queue, and behind that the worker and the database."
)
FILLING = "c: " + "I would like to think about that for a moment longer before I say anything. " * 5


def level_of(which: Dimension, *lines: str) -> Judgement:
    return next(each for each in judge(record_of(*lines)) if each.dimension is which)


def test_a_tour_that_answers_a_request_to_draw_is_drawing_at_once() -> None:
    assert "sketch_obeyed" in ids("c: Hello.", "i: Enough words. Show me a diagram.", TOUR)


def test_who_neither_draws_nor_settles_anything_is_not_praised_for_drawing_in_time() -> None:
    asked = level_of(
        Dimension.PRESSURE, FILLING, "i: Draw it for me now.", "c: It is a big field, I believe."
    )
    assert asked.level == 2
    assert "settled" not in asked.sentence


def test_talk_of_means_alone_is_no_technical_strength() -> None:
    talk = [line for _ in range(3) for line in (JARGON, "i: And what is it for?")]
    assert level_of(Dimension.TECHNICAL_CREDIBILITY, *talk).level == 2


@pytest.mark.parametrize(
    ("said", "is_approach"),
    [
        (
            "c: In short, we have webhook, cache layer and embedder, and that is a very scalable platform.",
            False,
        ),
        (
            "c: In short, a lookup finds the clause, a model says in one line what it means, and the buyer "
            "sees both side by side.",
            True,
        ),
    ],
)
def test_a_list_of_parts_is_no_approach(said: str, is_approach: bool) -> None:
    opened = ("c: What do you count?", "i: Hours.", "c: I see, thank you.", "i: What is your approach?")
    assert ("approach_stated" in ids(*opened, said)) == is_approach


@pytest.mark.parametrize(
    "said",
    [
        "c: It drops from 500 milliseconds to 400 milliseconds, so 35 percent less.",
        "c: it falls from nine seconds to six seconds which is a third or thirty three percent",
    ],
)
def test_a_change_and_its_percentage_are_one_side_of_a_trade(said: str) -> None:
    assert "tradeoff_quantified" not in ids("c: Hello.", "i: That has a price. What is it?", said)


def test_a_list_of_limits_is_no_trade_off_and_no_approach() -> None:
    limits = (
        "c: Three limits bind: at most one wrong answer in 500, no price may be shown to another team, and "
        "99 percent of answers must come from the valid version."
    )
    names = ids("c: What do you count?", "i: Hours.", "c: I see.", "i: What binds you?", limits)
    assert "constraint_stated" in names
    assert not names & {"tradeoff_quantified", "approach_stated"}


def test_a_moment_on_the_line_is_a_moment() -> None:
    story = (
        "c: berta feels it she sells tiles the customer is on the line and wants to leave she types the name "
        "sees the delivery on thursday and keeps calm so the call ends with an order"
    )
    assert "user_story" in ids("c: Hello.", "i: Who feels this?", story)


def test_a_limit_said_in_its_own_words_is_not_called_unnamed() -> None:
    scenario = load_scenario("contract-qa")
    limit = next(each for each in scenario.constraints if "price" in each.says)
    silent, spoken = (
        record_of(f"c: {said}") for said in ("Let me think.", f"two things bind, {limit.says} and")
    )
    assert limit.id in {each["limit"] for each in limits_not_named(silent, scenario)}
    assert limit.id not in {each["limit"] for each in limits_not_named(spoken, scenario)}


@pytest.mark.parametrize(
    ("said", "is_met"),
    [
        ("c: If the contract gives no order, a lawyer decides and the decision is kept.", True),
        ("c: I would show both of them side by side.", True),
        ("c: It's a hard question and I'm not sure about it.", False),
    ],
)
def test_a_push_back_is_met_by_saying_who_decides_or_what_is_done(said: str, is_met: bool) -> None:
    pushed = push_backs(record_of("c: Hello.", "i: Which one do you show?", said))
    assert [moment.is_met for moment in pushed.moments] == [is_met]


def test_an_effect_whose_to_was_misheard_is_still_one() -> None:
    said = "c: in short that takes twenty six hours two about five at twenty cents the question"
    kpi = "i: The KPI is hours to an answer, 26 today."
    assert "impact_stated" in ids("c: What do you count as success?", kpi, "c: Fine.", "i: Sum up.", said)


PAY = (
    "c: Sure, happy to. What is the band for this level, and how much of it is stock?",
    "i: Between 170 and 200 base, plus equity.",
    "c: Then I am looking at a base of 185 to 195 and a package of about 350 in the first year, with 130 "
    "of it in equity, which is what two other companies of your size have named to me for the same level.",
    "i: How do you get there?",
    "c: The role owns the inference bill of all the products, and a saving of ten percent there pays for the "
    "whole team twice. I would be the one who answers for it, and that is the scope of the level. I would "
    "put that into the first review, so that both of us can look at the number again after half a year.",
)


def test_a_talk_about_pay_gets_no_verdict_and_the_drill_for_it() -> None:
    record = record_of(*PAY)
    judgements = judge(record)
    assert {each.level for each in judgements} == {None}
    handed = packet(record, judgements)
    assert handed["verdict"] == "not_enough_evidence"
    assert "pay" in str(handed["would_change"])
    assert "pay" in str(handed["for"])
    assert str(handed["practise_next"]).index("compensation") < str(handed["practise_next"]).index("opening")


def test_a_word_about_pay_at_the_end_of_a_design_talk_changes_nothing() -> None:
    design = "c: No address may ever leave the company, and a draft must be there within four seconds."
    judgements = judge(record_of(design, "i: And pay?", *PAY[2:]))
    assert any(each.level for each in judgements)


def test_one_push_back_that_held_is_too_little_for_a_level() -> None:
    held = "c: The four seconds, because a clerk types by herself after that."
    talk = ("c: No address may ever leave the company. " + FILLING[3:], "i: Which of them binds first?", held)
    assert level_of(Dimension.PRESSURE, *talk).level is None
    assert level_of(Dimension.PRESSURE, *talk[:2], "c: Well, hard to say, it is a big field.").level == 2


def test_a_restatement_is_quoted_where_it_tells_the_problem() -> None:
    said = (
        "c: Let me play that back. Tourists on deck don't understand the loudspeaker, so they run to the "
        "wrong bus and the line looks chaotic. It is about people who miss their train. Who are they mostly?"
    )
    (restated,) = (signal for signal in signals_of(said) if signal.id == "restatement")
    assert restated.quote.startswith("Tourists on deck")


def test_a_product_of_price_and_volume_is_no_trade_off() -> None:
    said = "c: at a cost of sixty cents and two thousand questions we speak of twelve hundred dollars a month"
    opened = (
        "c: What do you count?",
        "i: Hours.",
        "c: I see, thank you.",
        "i: What does a miss cost, and whom?",
    )
    assert "tradeoff_quantified" not in ids(*opened, said)
