"""How the interviewer may speak, whatever is said."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache, partial

from exam.record import Breach, Record, Turn, law
from voice_coach.coaching.language import plain, sentences_of
from voice_coach.coaching.moves import MoveKind
from voice_coach.coaching.speech_rules import Rule, SpeechContext, numbers_in, violations

SMALL = frozenset(float(number) for number in range(11))
"""Numbers of everyday speech: "one person", "two figures"."""
_HALF_SENTENCE = re.compile(
    r"[,:] (?:The|Nine|Eight|Seven|Six|Five|Four|Three|Two|One|About|An?|We|It|They|What|How|Who|At)\b"
)
_UGLY = re.compile(r"[{}]|  | [,.?!;:]|[,:;]{2}|[.?!][,:;]|\.\.|[,:;-]$")


@lru_cache(maxsize=1)
def _contexts(record: Record) -> tuple[tuple[Turn, SpeechContext], ...]:
    """Made once for all rules of a session."""
    return tuple(_made(record))


def _made(record: Record) -> Iterator[tuple[Turn, SpeechContext]]:
    terms: set[str] = set()
    said: set[str] = set()
    numbers = set(numbers_in([record.scenario.prompt])) | SMALL
    answer = ""
    for turn in record.turns:
        if not turn.is_interviewer:
            answer = turn.text
            terms |= record.reader.read(turn.text).terms
            numbers |= numbers_in([turn.text])
            continue
        if not turn.text:
            continue
        numbers |= numbers_in([*turn.slots.values()])
        left_s = record.plan.time_left_s(turn.start_s)
        kind = MoveKind(turn.kind)
        yield (
            turn,
            SpeechContext(
                kind,
                record.reader.guarded,
                frozenset(terms),
                frozenset(said),
                answer,
                frozenset(numbers),
                left_s,
            ),
        )
        if kind is not MoveKind.REPEAT:
            said |= {plain(sentence) for sentence in sentences_of(turn.heard)}


def _broken(rule: Rule, record: Record) -> Iterator[Breach]:
    for turn, context in _contexts(record):
        for found in violations(turn.text, context):
            if found.rule is rule:
                yield Breach(turn.index, f"{found.detail} in: {turn.text}")


_SAFETY = {Rule.BACKSTAGE, Rule.GIVES_AWAY, Rule.NUMBER, Rule.TIME}
for _rule in Rule:
    law(f"speech: {_rule.value}", safety=_rule in _SAFETY)(partial(_broken, _rule))


@law("speech: well formed")
def _well_formed(record: Record) -> Iterator[Breach]:
    for turn in record.spoken:
        text = turn.text
        lower = any(sentence[0].islower() for sentence in sentences_of(text))
        if lower or text[-1] not in ".?!" or _UGLY.search(text) or _HALF_SENTENCE.search(text):
            yield Breach(turn.index, text)


@law("speech: openings vary")
def _openings_vary(record: Record) -> Iterator[Breach]:
    """Three turns in a row do not begin with the same word."""
    for one, two, three in zip(record.spoken, record.spoken[1:], record.spoken[2:], strict=False):
        first = one.text.split()[0]
        if first == two.text.split()[0] == three.text.split()[0]:
            yield Breach(three.index, f"{first} three times: {three.text}")
