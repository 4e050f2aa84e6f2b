"""What of an answer speaks of the problem: talk about other things and orders to the coach earn nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from voice_coach.coaching.digressions import Digressions
from voice_coach.coaching.drill_answer import Answer, any_of, plain
from voice_coach.coaching.language import tokens_of
from voice_coach.coaching.requests import instructs
from voice_coach.coaching.scenario import Scenario
from voice_coach.coaching.signals import Vocabulary, read_dialogue
from voice_coach.coaching.transcript import Speaker, TranscriptTurn

_GIVES_UP = re.compile(
    r" (?:no idea|no clue|i (?:really |just |simply )?(?:dont|don't|do not) know|can't think of"
    r"|cannot think of|nothing (?:more from me|else to (?:say|add)|more to (?:say|add)|comes to mind)"
    r"|my mind is blank|i give up|not sure what to say) "
)
LONGEST_SENTENCE = 30
"""Words beyond which a text without full stops is taken for several sentences that were run together."""
MOST_WORDS_OF_GIVING_UP = 16
"""Whoever says more than that has answered, too."""


def to_the_point(answer: Answer) -> Answer:
    """The answer without sentences that stray from the problem, give the coach orders, or are for a judge."""
    kept = [each for each in answer.sentences if not _is_beside(each, answer)]
    if answer.words > LONGEST_SENTENCE and len(answer.sentences) == 1:
        kept = list(_run_together(answer))
    return answer if tuple(kept) == answer.sentences else replace(answer, text=" ".join(kept))


def _run_together(answer: Answer) -> Iterator[str]:
    """Of a text without full stops, what is left when words for a judge are taken out."""
    for reading in answer.record.dialogue.candidate:
        if not reading.talks_to_the_scorer:
            yield reading.turn.text
            continue
        for line in reading.sentences:
            yield reading.turn.text[line.tokens[0].start : line.tokens[-1].end]


def gives_up(answer: Answer) -> bool:
    """Whether it only says that there is none."""
    return answer.words <= MOST_WORDS_OF_GIVING_UP and _GIVES_UP.search(answer.plain) is not None


def _is_beside(sentence: str, answer: Answer) -> bool:
    if instructs(sentence) or _is_for_a_judge(sentence):
        return True
    scenario = answer.round.scenario
    known = (*scenario.components, *scenario.levers, *(each.name for each in scenario.constraints))
    names_parts = any_of(known).search(plain(sentence)) is not None
    return _digressions(scenario).strays(tokens_of(sentence), names_parts=names_parts)


@lru_cache(maxsize=256)
def _is_for_a_judge(sentence: str) -> bool:
    read = read_dialogue((TranscriptTurn(0, Speaker.CANDIDATE, 0.0, 1.0, sentence),), Vocabulary((), ""))
    return any(reading.talks_to_the_scorer for reading in read.readings)


@lru_cache(maxsize=64)
def _digressions(scenario: Scenario) -> Digressions:
    return Digressions(scenario)
