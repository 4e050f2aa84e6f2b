"""Joining pieces of speech: a lead and what it leads to, two sentences in one, capitals where they belong."""

from __future__ import annotations

import re

from voice_coach.coaching.language import phrases, sentences_of
from voice_coach.coaching.scenario import Scenario

_SENTENCE_START = re.compile(r"(?:^|(?<=[.?!] ))[a-z]")
_STARTERS = frozenset(
    phrases(
        """
        what; which; how; who; whose; where; when; why; is; are; do; does; would; could; can; at;
        below; above; from; for; in; on; of; by; if; suppose; say; take; walk; show; put; name;
        tell; give; and; an; a; the; through; follow; spend; over; whom; before; it; you; your;
        there; we; with; did; since; as; after; one; two; three; four; five; six; seven; eight;
        nine; ten; about; nobody; no; most; mostly; some; around; roughly; until; under; anything;
        everything; sixty; ninety; capacity; repeating; describe; think; finance; someone; help
        """
    )
)
"""Words that need no capital inside a sentence."""


def capitalised(text: str) -> str:
    """A capital at the start of each sentence, since slots come in the candidate's own case."""
    return _SENTENCE_START.sub(lambda match: match[0].upper(), text)


def lowered(text: str) -> str:
    """The text with a small first letter."""
    return text[:1].lower() + text[1:]


def joined(lead: str, text: str, common: frozenset[str]) -> str:
    """A lead that ends a sentence leaves the text alone; otherwise the text goes on in lower case, names
    excepted."""
    if lead.endswith((".", "?")):
        return f"{lead} {text}"
    text = capitalised(text.removeprefix("And "))
    return f"{lead} {_continued(text, common)}"


def in_one_sentence(text: str, common: frozenset[str]) -> str:
    """The sentences with semicolons between them."""
    end = "?" if text.rstrip().endswith("?") else "."
    first, *others = (sentence.rstrip(".?") for sentence in sentences_of(text))
    return "; ".join((first, *(_continued(other, common) for other in others))) + end


def _continued(text: str, common: frozenset[str]) -> str:
    """A sentence as it stands inside another one."""
    first = text.split(maxsplit=1)[0].strip(",:;.").lower() if text else ""
    return lowered(text) if first in common else text


def common_words(scenario: Scenario) -> frozenset[str]:
    """Words that need no capital: those that stand without one somewhere in the problem's texts."""
    texts = [scenario.prompt]
    for fact in scenario.facts:
        texts += (fact.answer, fact.brief)
    for probe in scenario.probes:
        texts += (probe.ask, *probe.follow_ups)
    texts += [line for answer in scenario.model_answers for line in answer.lines]
    words = {word.strip(",.:;?!\"'()") for text in texts for word in text.split()}
    return _STARTERS | {word for word in words if word.islower()}
