"""Whether a candidate says that there is no answer to be had: "I have no number for that".

Nothing else may be in the turn: a doubt beside an answer is an answer, and what a user or a model does not
know is part of one.
"""

from __future__ import annotations

import re

from voice_coach.coaching.language import tokens_of
from voice_coach.coaching.quantities import quantities_of
from voice_coach.coaching.request_lines import Request, alternatives
from voice_coach.coaching.spoken_requests import request_in

LONGEST_REFUSAL_WORDS = 16
MOST_WORDS_BESIDE = 5
"""That are neither a refusal nor filler."""

_ABOUT = alternatives(
    """
    that; this; it; one; either; yet; right now; now; offhand; off the top of my head; here; for sure;
    exactly;
    (?:on|about|of|for|to|into|at|with) (?:that|this|it|me|any of (?:that|this|it));
    (?:that|this|the|those|these|a|an|any|all) (?:exact |precise |real |good |actual )?(?:numbers?|figures?|\
    answers?|data|one|question|value|split|share|rate|cost|price);
    (?:how|what|which|whether|why|where|who) .{1,50};
    about the .{1,25}; data on .{1,20}; to tell you; to say; anything
    """
)
_SAYS = alternatives(
    """
    say; tell; tell you; answer; share; know; recall; remember; think of; comment; put a number on; give you;
    quote; judge
    """
)
_REFUSALS = alternatives(
    rf"""
    (?:i )?(?:honestly |really |simply |just )?(?:don't|dont|do not|didn't|did not)(?: really| quite|\
     actually| even)?
    (?:know|remember|recall); i (?:know|remember) nothing;
    (?:i have|i've|i've got|i got|i have got|there is|with)? ?(?:no|not the (?:slightest|faintest)|not a|\
    absolutely no)
    (?:idea|clue|numbers?|figures?|answer|data|view|opinion);
    i (?:haven't|have not)(?: got)?(?: a| the (?:slightest|faintest)| any)? (?:idea|clue|numbers?|figures?|\
    answer);
    (?:i'm|i am)? ?not(?: quite| really| at all| entirely| so| too)? (?:sure|certain);
    (?:that )?(?:i|we) (?:can't|cannot|can not|couldn't|could not|won't|will not|wouldn't|would not|\
    am not able to)
    (?:really )?{_SAYS};
    (?:can't|cannot|couldn't|won't) {_SAYS}; (?:that )?i'm not going to {_SAYS}; not going to {_SAYS};
    i (?:don't|do not|didn't|did not) have; i have nothing; nothing comes to mind; my mind is blank;
    (?:i'm |i am )?drawing a blank;
    (?:it's |it is |that's |that is )?(?:hard|difficult|impossible) to (?:say|tell|know);
    (?:that's|that is|it's|it is|this is) (?:confidential|private|secret|under nda|outside my (?:experience|\
    field|area)|\
    beyond me|not my (?:area|field)|not something i know); confidential;
    i'm not (?:comfortable|able|allowed|free)(?: to)?(?: \w+){{0,4}};
    i am not (?:comfortable|able|allowed)(?: \w+){{0,4}};
    (?:i'd|i would|i)? ?(?:rather|prefer) not(?: to)?(?: \w+)?;
    (?:i|we)(?:'ve| have)? (?:never|haven't|have not|didn't|did not)(?: ever| really)? (?:looked|thought|\
    measured|considered|\
    checked|asked|counted|seen|think|look|measure|check|count);
    i(?:'d| would) (?:have|need) to (?:guess|look (?:that|this|it|them) up|look it up|look|check|ask|measure);
    beats me; dunno; idk; no comment; i pass; search me; i wouldn't know; it escapes me; i forget; i forgot
    """
)
_FILLERS = alternatives(
    """
    sorry; i'm sorry; i'm afraid; i am afraid; honestly; frankly; really; simply; just; well; so; oh; uh+;
    um+;
    hm+; to be honest; i must say; i have to say; ok; okay; no; yes; but; and; at the moment; then; actually;
    unfortunately; as i said; i think; off hand; you know
    """
)
_DECLINING = re.compile(
    rf"(?:{_FILLERS} )*(?:{_REFUSALS}(?: {_ABOUT}){{0,3}}(?: {_FILLERS})* ?)+(?P<rest>.*)"
)

_GUESSES = re.compile(
    r"\b(?:assume|guess|estimate|suppose|expect|would|maybe|perhaps|about|roughly|probably)\b"
)


def declines(text: str) -> bool:
    """Whether a short turn says that there is no answer to be had."""
    if request_in(text) is Request.SKIP:
        return True
    words = [token.norm for token in tokens_of(text)]
    if len(words) > LONGEST_REFUSAL_WORDS:
        return False
    found = _DECLINING.fullmatch(" ".join(words))
    return found is not None and _is_nothing(found["rest"])


def _is_nothing(rest: str) -> bool:
    short = len(rest.split()) <= MOST_WORDS_BESIDE
    return short and not _GUESSES.search(rest) and not quantities_of(tokens_of(rest))
