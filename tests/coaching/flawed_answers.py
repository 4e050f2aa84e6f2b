"""Simulated candidates for drills: answers that show every point but one, in sentences of any problem.

Each point has two ways to be said; a point that is about something that must not be there has none, and its
flaw is a sentence too much. Slots are those of the drill files.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from voice_coach.coaching.drill_answer import Answer
from voice_coach.coaching.drill_round import Round
from voice_coach.coaching.drill_slots import filled

PARTS: dict[str, dict[str, tuple[str, str]]] = {
    "restate": {
        "this-problem": ("This is about {title}.", "We talk about {title}."),
        "what-is-wrong": ("The work is slow and often wrong.", "Much of it fails and gets stuck."),
        "who": ("Customers and users feel that.", "It hurts people on both sides."),
        "measure": ("Success is this: {kpi}.", "The measure is {kpi}."),
    },
    "probe": {
        "kpi": ("What is the KPI that we want to move?", "How do we measure success?"),
        "traffic": ("What does the traffic pattern look like?", "Is there a peak in the traffic?"),
        "privacy": ("Is there personal data in it?", "Are there privacy rules that we must keep?"),
        "segment": ("Who are the users?", "Which users is it for?"),
    },
    "constraints": {
        "three": ("What binds: {names}.", "Three bind: {names}."),
        "numbers": ("That is 4 cents and 12 seconds.", "In numbers, 40 percent and 7 seconds."),
        "carry": ("I carry the two at the top and drop the other.", "I keep two of them and put one aside."),
    },
    "map": {
        "choice": ("I would build the small version.", "I choose the plain way."),
        "limit": ("What counts is {limit_name}.", "The line is {limit_name}."),
        "because": (
            "I say that because it decides everything.",
            "It goes that way since nothing else helps.",
        ),
        "number": ("It moves 15 percent.", "That is worth 20 percent."),
    },
    "quantify": {
        "gain": ("It gains 30 percent.", "We win 25 percent."),
        "price": ("It takes 2,500 dollars.", "The price is 4,000 dollars."),
        "period": ("We pay that per month.", "That is a bill for each month."),
        "effect": ("The KPI goes up with it.", "It brings more users to the end."),
        "source": ("The figure is my estimate.", "We measured it in a pilot."),
    },
    "prioritise": {
        "picks": ("I pick {limit_name} and {component}.", "I take {component} and {limit_name}."),
        "drops": ("I drop the others.", "The others can wait."),
        "because": ("I do so because they decide it.", "That is since it depends on them."),
        "number": ("It is worth 20 percent.", "We win 15 percent with it."),
    },
    "story": {
        "person": ("Think of a nurse called Mia.", "Imagine somebody called Tom."),
        "moment": ("It is Monday morning.", "It is late in the evening."),
        "threshold": ("After 12 seconds it is too long.", "Beyond 20 minutes it is too much."),
        "outcome": ("The order is lost, and that is what stops it.", "In the end the person gives up."),
        "choice": ("That is why we build the short way.", "Therefore the short way is right."),
    },
    "jargon": {
        "someone": ("You are the person for whom it is made.", "A customer is the one it is for."),
        "better-off": ("It is there sooner.", "It works every day."),
    },
    "sketch": {
        "agrees": ("Happy to draw it.", "Sure, I will sketch it."),
        "limits-first": ("Before that, it must hold {limit}.", "What it must hold is {limit}."),
        "why": ("It comes first because it decides the parts.", "Otherwise the picture means nothing."),
    },
    "opening": {
        "restated": ("So if I understand you right, customers wait too long and you want that to be better.",)
        * 2,
        "asked": (
            "What is the KPI? And what does the traffic pattern look like?",
            "How do we measure success? Is there a peak in the traffic?",
        ),
        "covers": (
            "May I ask whether there is personal data in it?",
            "Are there privacy rules that we must keep?",
        ),
        "limits": (
            "The limit that binds is 3 seconds of latency.",
            "The budget must stay below 4 cents a call, that is the limit.",
        ),
        "approach": ("My approach is to begin small.", "I would start with the smallest version."),
    },
    "compensation": {
        "range": (
            "I expect 325 to 390 thousand dollars in the first year.",
            "My range is 330 to 380 thousand dollars for the first year.",
        ),
        "parts": ("It has base, stock and sign-on.", "That means salary and equity."),
        "reason": ("I say so because I have moved that number.", "That is since I answer for the result."),
    },
}
FLAWS = {
    ("restate", "no-boxes"): "The {component} talks to the {component2}, and that feeds the {component3}.",
    (
        "sketch",
        "not-obeyed",
    ): "Sure. On the left is the {component}, it talks to the {component2}, then comes the {component3}.",
    ("jargon", "plain"): "The {component} caches it for lower latency.",
    ("jargon", "short"): "It is good. It is nice. It is so.",
    ("compensation", "three-sentences"): "It is good. It is nice. It is so.",
}
KINDS = 2
"""Ways in which each point is said."""


def flawed(round: Round, kind: int) -> Iterator[tuple[str, Answer]]:
    """(the point that is missing, "" for none, the answer) for each flaw that can be planted in a round."""
    parts = PARTS[round.drill.id]
    said = {need.id: parts[need.id][kind] for need in round.needs if need.id in parts}
    yield "", answer_of(round, said.values())
    for need in round.needs:
        if (round.drill.id, need.id) == ("restate", "who"):
            continue  # the words of a problem name its people, so no sentence about it can leave them out
        if need.id in said:
            yield need.id, answer_of(round, [text for each, text in said.items() if each != need.id])
        elif (bad := FLAWS.get((round.drill.id, need.id))) is not None:
            yield need.id, answer_of(round, [bad] if need.id == "not-obeyed" else [*said.values(), bad])


def answer_of(round: Round, sentences: Iterable[str]) -> Answer:
    """The sentences as one answer; `{names}` are three limits by name, without a number."""
    names = ", ".join(each.name for each in round.scenario.constraints[:3])
    text = " ".join(filled(each.replace("{names}", names), round) for each in sentences)
    return Answer(round, text, len(text.split()) / 2.5, round.disguise.say)
