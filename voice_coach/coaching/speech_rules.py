"""What an interviewer's sentence may not be: checked in tests, when a scenario is read, and while a model
speaks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from voice_coach.coaching.language import PhraseIndex, plain, quote_of, sentences_of, tokens_of
from voice_coach.coaching.moves import MoveKind
from voice_coach.coaching.quantities import Dimension, quantities_of

MOST_WORDS = 45
MOST_SENTENCES = 3
MOST_FIRST_CLAUSE_WORDS = 7
MOST_ECHOED_WORDS = 8
"""So many of the candidate's words in a row are a quotation; more are a restatement."""
TIME_TOLERANCE_S = 45.0

_VERBATIM = frozenset({MoveKind.OPEN, MoveKind.REPEAT, MoveKind.FEEDBACK})
"""Said as written, the scenario's author answers for it: the problem, a better sentence in study mode."""
_CLAUSE_END = re.compile(r"[,;:.!?—](?=\s|$)")
_PRAISE = re.compile(
    r"\b(great|excellent|(?<!what )(?<!where )(?<!who )(?<!how )(?<!which )exactly|"
    r"perfect|perfectly|awesome|fantastic|impressive|brilliant|wonderful|amazing|superb|bravo|"
    r"well done|well said|nicely|"
    r"good (?:point|answer|question|idea|job|start|thinking|catch|call|one|choice|work)|"
    r"nice (?:point|answer|one|work|job|idea|touch)|(?:very|really|so) (?:good|nice|strong)|strong answer|"
    r"(?:that's|that is|you're|you are|quite|absolutely|totally) "
    r"(?:right|correct|wrong|good|bad|fair|nice|smart|interesting)|"
    r"i (?:like|love)|(?:that's|that is|that was|it is|it's) an? (?:bad|poor|weak|wrong|strong|solid) \w+|"
    r"makes (?:total |perfect |good )?sense|"
    r"interesting|fair point|fair enough|love it|spot on|absolutely)\b",
    re.IGNORECASE,
)
_MARKUP = re.compile(r"[*_`#<>{}\[\]|\\]|^\s*[-•]\s|\n\s*[-•\d]", re.MULTILINE)
_ENUMERATION = re.compile(
    r"\b(first|firstly|one)\b.*\b(second|secondly|two)\b.*\b(third|thirdly|three)\b|\d\)\s", re.IGNORECASE
)
_ITEMS = re.compile(
    r"(?:\b[\w'-]+(?: [\w'-]+){0,2}, ){3,}[\w'-]+(?: [\w'-]+){0,2},? (?:and|or)\b", re.IGNORECASE
)
_STAGE_DIRECTION = re.compile(r"\(|\)|\b(?:interviewer|candidate)\s*:", re.IGNORECASE)
_BACKSTAGE = re.compile(
    r"\b(rubric|scorecard|system prompt|my instructions|fact sheet|language model interviewer|as an ai|"
    r"strong hire|no hire|your (?:score|grade|verdict)|hiring committee|model answer)\b",
    re.IGNORECASE,
)
_TIME_LEFT = re.compile(
    r"(?<!\bit )(?<!\bwe )(?<!\bthey )(?<!\bwho )(?<!\bwas )\bleft\b(?! open| out| aside)|"
    r"\b(?:remaining|remains?|to go(?=[.,:;?!]|$)|on the clock|until we stop)\b",
    re.IGNORECASE,
)
"""Not the past of "leave": "it left a gap"."""


class Rule(StrEnum):
    """The rules of speech."""

    SENTENCES = "sentences"
    WORDS = "words"
    QUESTIONS = "questions"
    FIRST_CLAUSE = "first_clause"
    PRAISE = "praise"
    LIST = "list"
    MARKUP = "markup"
    STAGE_DIRECTION = "stage_direction"
    BACKSTAGE = "backstage"
    GIVES_AWAY = "gives_away"
    RESTATES = "restates"
    REPEATED = "repeated"
    NUMBER = "number"
    TIME = "time"


@dataclass(frozen=True, slots=True)
class Violation:
    """One rule broken, with the words that break it."""

    rule: Rule
    detail: str


_NOTHING = PhraseIndex(())


@dataclass(frozen=True, slots=True)
class SpeechContext:
    """What the rules need to know of the conversation; the default knows nothing and checks form only."""

    kind: MoveKind | None = None
    guarded: PhraseIndex = field(default=_NOTHING)
    """Solution terms; the id of a phrase is the term."""
    heard_terms: frozenset[str] = frozenset()
    """Guarded terms that the candidate has said."""
    said: frozenset[str] = frozenset()
    """Sentences already spoken in this session, as `language.plain` gives them."""
    answer: str = ""
    """The candidate's last words."""
    known_numbers: frozenset[float] | None = None
    """Numbers that may be said: the candidate's, the problem's, the move's. None: any."""
    time_left_s: float | None = None


def violations(text: str, context: SpeechContext | None = None) -> tuple[Violation, ...]:
    """The rules that a whole utterance breaks; () for an empty one, which is a nod."""
    return tuple(_broken(text, context or SpeechContext()))


def first_clause(text: str) -> str:
    """Up to the first comma, colon or end of sentence."""
    end = _CLAUSE_END.search(text)
    return text[: end.end()] if end else text


def word_count(text: str) -> int:
    """Words as a listener counts them."""
    return len(text.split())


def _broken(text: str, context: SpeechContext) -> Iterator[Violation]:
    if not text.strip():
        return
    if context.kind not in _VERBATIM:
        yield from _form(text)
        yield from _echoes(text, context)
        yield from _repeats(text, context.said)
        yield from _gives_away(text, context)
        yield from _invents(text, context)
    yield from _manners(text)


def _form(text: str) -> Iterator[Violation]:
    sentences = sentences_of(text)
    if len(sentences) > MOST_SENTENCES:
        yield Violation(Rule.SENTENCES, f"{len(sentences)} sentences")
    if word_count(text) > MOST_WORDS:
        yield Violation(Rule.WORDS, f"{word_count(text)} words")
    if text.count("?") > 1:
        yield Violation(Rule.QUESTIONS, f"{text.count('?')} questions")
    if word_count(first_clause(text)) > MOST_FIRST_CLAUSE_WORDS:
        yield Violation(Rule.FIRST_CLAUSE, first_clause(text))


def _manners(text: str) -> Iterator[Violation]:
    for rule, pattern in (
        (Rule.PRAISE, _PRAISE),
        (Rule.MARKUP, _MARKUP),
        (Rule.LIST, _ENUMERATION),
        (Rule.LIST, _ITEMS),
        (Rule.STAGE_DIRECTION, _STAGE_DIRECTION),
        (Rule.BACKSTAGE, _BACKSTAGE),
    ):
        if match := pattern.search(text):
            yield Violation(rule, match[0])


def _repeats(text: str, said: frozenset[str]) -> Iterator[Violation]:
    for sentence in sentences_of(text):
        if plain(sentence) in said:
            yield Violation(Rule.REPEATED, sentence)


def _gives_away(text: str, context: SpeechContext) -> Iterator[Violation]:
    for found in context.guarded.find(tokens_of(text)):
        if found.id not in context.heard_terms:
            yield Violation(Rule.GIVES_AWAY, found.id)


def _echoes(text: str, context: SpeechContext) -> Iterator[Violation]:
    length = MOST_ECHOED_WORDS + 1
    heard = [token.norm for token in tokens_of(context.answer)]
    runs = {tuple(heard[at : at + length]) for at in range(len(heard) - length + 1)}
    tokens = tokens_of(text)
    for at in range(len(tokens) - length + 1):
        if tuple(token.norm for token in tokens[at : at + length]) in runs:
            yield Violation(Rule.RESTATES, quote_of(tokens, at, at + length, length))
            return


def _invents(text: str, context: SpeechContext) -> Iterator[Violation]:
    for quantity in quantities_of(tokens_of(text)):
        if (
            quantity.dimension is Dimension.TIME
            and _TIME_LEFT.search(text)
            and context.time_left_s is not None
        ):
            if abs(quantity.size - context.time_left_s) > TIME_TOLERANCE_S:
                yield Violation(Rule.TIME, f"{quantity.quote}, in truth {context.time_left_s:.0f} s")
        elif context.known_numbers is not None and quantity.value not in context.known_numbers:
            yield Violation(Rule.NUMBER, quantity.quote)


def numbers_in(texts: Iterable[str]) -> frozenset[float]:
    """Every number said in the texts, for `SpeechContext.known_numbers`."""
    return frozenset(quantity.value for text in texts for quantity in quantities_of(tokens_of(text)))
