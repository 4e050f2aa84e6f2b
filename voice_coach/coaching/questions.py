"""Finding the questions in what a candidate says, and the fact that each asks for.

Works on recogniser text too, where a question has no mark and runs into the next one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from voice_coach.coaching.digressions import stems_of
from voice_coach.coaching.language import Found, PhraseIndex, Token, phrases, plain, quote_of, stem, tokens_of
from voice_coach.coaching.scenario import Scenario

_ASKERS = frozenset(
    {
        "what",
        "what's",
        "whats",
        "which",
        "who",
        "who's",
        "when",
        "when's",
        "where",
        "why",
        "how",
        "how's",
        "whose",
    }
)
_AUXILIARIES = frozenset(
    [
        "is",
        "are",
        "was",
        "were",
        "do",
        "does",
        "did",
        "can",
        "could",
        "will",
        "would",
        "should",
        "has",
        "have",
        "may",
        "must",
        "shall",
        "am",
    ]
)
_SUBJECTS = frozenset(
    [
        "we",
        "you",
        "they",
        "it",
        "there",
        "this",
        "that",
        "these",
        "those",
        "the",
        "a",
        "an",
        "our",
        "your",
        "their",
        "anyone",
        "anybody",
        "someone",
        "people",
        "users",
        "customers",
        "each",
        "every",
        "all",
        "any",
        "one",
        "he",
        "she",
    ]
)
_COUNTING = frozenset(
    {
        "many",
        "much",
        "often",
        "fast",
        "long",
        "quickly",
        "big",
        "large",
        "high",
        "good",
        "accurate",
        "busy",
        "spiky",
    }
)
_FILLERS = frozenset(
    ["actually", "really", "exactly", "usually", "normally", "currently", "roughly", "basically", "typically"]
)
_POLITE = phrases(
    """
    i'd like to know; i would like to know; i want to know; can you tell me; could you tell me; may
    i ask; can i ask; tell me about; do you know; i wonder; i'm wondering; i was wondering; i need
    to know; let me ask; my question is; i have a question
    """
)
_NO_QUESTION = phrases(
    """
    what counts is; what decides it; what convinces me; what settles it;
    does that make sense; make sense; is that okay; is that ok; is that fine; are you with me; you
    know what i mean; you see; shall i go on; shall i continue; should i go on; should i continue;
    can i continue; can i go on; what i would do; what i'd do; what we want; what we do; what
    matters; which means; which is why; how about that; is that what you; what do you think; is
    there anything else; do you want me to; what i mean; who knows; why not; does that answer; is
    that clear; am i clear; how do i put it
    """
)
_POLITE_INDEX = PhraseIndex((phrase, phrase) for phrase in _POLITE)
_NO_QUESTION_INDEX = PhraseIndex((phrase, phrase) for phrase in _NO_QUESTION)
_OPENERS = _ASKERS | _AUXILIARIES | {"i", "i'd", "i'm", "can", "could", "may", "tell", "do", "let", "my"}
_LONGEST_SPAN = 24
_SHORT_FORMS = frozenset({"what's", "whats", "who's", "when's", "how's"})
_VERBS_AHEAD = frozenset({"is", "are", "do", "does", "can", "matters"})
_INDEFINITE = frozenset({"everything", "anything", "consent", "somebody", "anybody", "nobody", "something"})
_NO_THINGS = frozenset(
    stem(word)
    for word in ["how", "many", "much", "do", "does", "you", "your", "have", "has", "are", "is", "in", "at"]
)
"""Words around what is counted."""
_BOUNDARIES = frozenset(
    {"", "and", "or", "so", "also", "then", "first", "second", "third", "but", "okay", "um", "well"}
)

_NEXT_QUESTION = re.compile(
    r",(?: and| or)? (?=(?:how (?:many|much|long|often|fast|big|high|large|good)|"
    r"what(?:'s| is| are| does| do| was| kind| about)|"
    r"(?:when|where|why|how|who) (?:is|are|do|does|did|will|would|can|should|uses)|"
    r"(?:may|can|could|must|should|do|does|is|are|will) (?:the|we|i|you|it|they|there|users|customers))\b)",
    re.IGNORECASE,
)
"""The comma before another question of the same sentence."""
_LISTING = re.compile(
    r"\s*(?:and |so |also |then |okay |first )*(?:what(?:'s| is| are| about)|how about|tell me about)\b",
    re.IGNORECASE,
)
"""How a question begins whose commas part what is asked for."""


@dataclass(frozen=True, slots=True)
class Question:
    """One question of the candidate's."""

    quote: str
    fact: str | None
    """Id of the fact that it asks for; None where the sheet has nothing."""
    certain: bool = True
    """Whether it surely wants an answer: written with a mark, or among the last words of the turn."""
    last: bool = True
    """Whether the turn ends with it: a question in mid-turn is often answered by the one who asks it."""


class FactMatcher:
    """Understands which fact a question asks for, by the words that the scenario brings."""

    def __init__(self, scenario: Scenario) -> None:
        self._index = PhraseIndex((fact.id, word) for fact in scenario.facts for word in fact.words)
        self._own = frozenset(stems_of(tokens_of(" ".join(_askable(scenario)))))

    def questions_in(self, text: str) -> tuple[Question, ...]:
        """Every question of a turn, in order; several parts of one question count by themselves."""
        tokens = tokens_of(_one_by_one(text))
        said = tokens_of(text)
        return tuple(
            replace(question, quote=_as_said(question.quote, said))
            for span in _question_spans(tokens, ends=text.rstrip().endswith((".", "!", "?")))
            for question in self._parts(
                span, certain=_is_certain(span, tokens), last=span[-1].sentence == tokens[-1].sentence
            )
        )

    def fact_of(self, question: str) -> str | None:
        """The fact that a text, taken as one question, asks for."""
        return self._best(tokens_of(question))

    def _parts(self, span: Sequence[Token], *, certain: bool, last: bool) -> Iterator[Question]:
        parts = [(part, fact) for part in _joined_parts(span) if (fact := self._best(part))]
        if len({fact for _, fact in parts}) < 2:
            yield Question(quote_of(span, 0, len(span), 8), self._best(span), certain, last)
            return
        seen: set[str] = set()
        for part, fact in parts:
            if fact not in seen:
                yield Question(quote_of(part, 0, len(part), 8), fact, certain, last)
            seen.add(fact)

    def _best(self, tokens: Sequence[Token]) -> str | None:
        """The fact with the most words matched; among equals the one whose longest phrase is longer, then
        the first."""
        scores: dict[str, tuple[int, int, int]] = {}
        tokens = [token for token in tokens if token.norm not in _FILLERS]
        matches = self._index.find(tokens)
        if self._counts_strangers(tokens, matches):
            return None
        for found in matches:
            total, longest, first = scores.get(found.id, (0, 0, -found.start))
            scores[found.id] = (total + found.length, max(longest, found.length), first)
        return max(scores, key=lambda fact: scores[fact]) if scores else None

    def _counts_strangers(self, tokens: Sequence[Token], matches: Sequence[Found]) -> bool:
        """Whether what is counted is no part of the problem, and nothing is known but "how many" or a word
        beside it: windows of an office."""
        things = set(stems_of(tokens))
        known = things & self._own
        if all(_only_counts(tokens, found) for found in matches):
            asked_of = any(token.norm in _AUXILIARIES for token in tokens)
            return bool(things) and (not known or (asked_of and 2 * len(known) <= len(things)))
        counted = set(stems_of(_counted(tokens)))
        strange = bool(counted) and not counted & known
        return strange and all(_only_counts(tokens, found) or found.length == 1 for found in matches)


def _one_by_one(text: str) -> str:
    """Questions behind commas as sentences of their own: "what is the KPI, how many come a day?\""""
    parts = re.split(r"(?<=[.?!])(?=\s)", text)
    return "".join(_apart(part) if part.endswith("?") else part for part in parts)


def _apart(sentence: str) -> str:
    questions = _NEXT_QUESTION.sub("? ", sentence).split("? ")
    return "? ".join(one.replace(", ", " and ") if _LISTING.match(one) else one for one in questions)


def _as_said(quote: str, tokens: Sequence[Token]) -> str:
    """The head of a quote that stands in the turn: an "and" that was put for a comma was not said."""
    words, said = quote.split(), " ".join(["", *(token.norm for token in tokens), ""])
    lengths = range(len(words), 0, -1)
    return next((head for length in lengths if f" {plain(head := ' '.join(words[:length]))} " in said), quote)


def _only_counts(tokens: Sequence[Token], found: Found) -> bool:
    """Whether a match says no more than "how many"."""
    return (
        tokens[found.start].norm == "how"
        and found.length == 2
        and tokens[found.start + 1].norm in {"many", "much"}
    )


def _counted(tokens: Sequence[Token]) -> Sequence[Token]:
    """What a question counts: the words from "how many" to the verb."""
    words = [token.norm for token in tokens]
    if words[:2] != ["how", "many"]:
        return ()
    ends = [at for at, word in enumerate(words) if word in _AUXILIARIES]
    return tokens[2 : ends[0]] if ends else ()


def _askable(scenario: Scenario) -> Iterator[str]:
    """Texts whose words a question about the problem is made of."""
    yield scenario.prompt
    for fact in scenario.facts:
        yield from (*fact.words, *fact.questions)
    for limit in scenario.constraints:
        yield from (*limit.words, limit.name)


def _is_certain(span: Sequence[Token], tokens: Sequence[Token]) -> bool:
    return span[0].asks or any(token is tokens[-1] for token in span)


def _joined_parts(span: Sequence[Token]) -> Iterator[Sequence[Token]]:
    start = 0
    for at, token in enumerate(span):
        if token.norm in {"and", "or", "plus"} and at > start:
            yield span[start:at]
            start = at + 1
    yield span[start:]


def _question_spans(tokens: Sequence[Token], *, ends: bool) -> Iterator[Sequence[Token]]:
    """Stretches that ask: whole sentences with a mark, and recognised openings of questions without one."""
    by_sentence: dict[int, list[Token]] = {}
    for token in tokens:
        by_sentence.setdefault(token.sentence, []).append(token)
    written = any(token.asks for token in tokens)
    punctuated = (
        len(by_sentence) > 1
        or ends
        or any(token.raw[0].isupper() and token.raw != "I" and len(token.raw) > 3 for token in tokens[:1])
    )
    for sentence in by_sentence.values():
        if sentence[0].asks:
            yield from _split(sentence) if not _is_no_question(sentence) else ()
        elif (
            (punctuated and not written and sentence[0].norm in _ASKERS)
            or not punctuated
            or _POLITE_INDEX.find(sentence)
        ):
            yield from _split(sentence, marked=False)


def _split(sentence: Sequence[Token], *, marked: bool = True) -> Iterator[Sequence[Token]]:
    starts = [at for at in range(len(sentence)) if _opens_question(sentence, at)]
    if (
        marked
        and starts
        and starts[0] > 1
        and any(token.norm in _AUXILIARIES | _ASKERS for token in sentence[:2])
    ):
        starts.insert(0, 0)
    if not starts:
        if marked:
            yield sentence
        return
    for start, end in zip(starts, [*starts[1:], len(sentence)], strict=True):
        span = sentence[start : min(end, start + _LONGEST_SPAN)]
        introduces = end < len(sentence) and bool(_POLITE_INDEX.find(span)) and len(span) <= 7
        if not introduces and not _is_no_question(span):
            yield span


def _opens_question(tokens: Sequence[Token], at: int) -> bool:
    """Whether a question begins here, to be known without any punctuation."""
    word = tokens[at].norm
    if word not in _OPENERS:
        return False
    if any(found.start == 0 for found in _POLITE_INDEX.find(tokens[at : at + 5])):
        return True
    words = [token.norm for token in tokens[at : at + 6]]
    before = tokens[at - 1].norm if at else ""
    if len(words) < 2:
        return False
    if word in _SHORT_FORMS:
        return before not in {"that's", "is"}
    if word in _ASKERS:
        return _asks_anywhere(words) or (before in _BOUNDARIES and _asks_at_a_start(words))
    return before in _BOUNDARIES and _asks_whether(words)


def _asks_anywhere(words: Sequence[str]) -> bool:
    """ "what is the", "how does traffic", "how many agents do", "what time does the": an order that only
    questions have."""
    inverted = words[1] in _AUXILIARIES and len(words) > 2 and words[2] in _SUBJECTS
    by_kind = (
        words[0] in {"what", "which"}
        and len(words) > 3
        and words[2] in {"do", "does", "did"}
        and words[3] in _SUBJECTS
    )
    supported = words[1] in {"do", "does", "did"} and words[2:3] != ["i"]
    counting = words[0] == "how" and words[1] not in _AUXILIARIES and bool(_AUXILIARIES & set(words[2:]))
    return inverted or by_kind or supported or (counting and words[2:3] != ["i"])


def _asks_at_a_start(words: Sequence[str]) -> bool:
    """ "what about privacy", "which users ask", "what is acceptable": where a sentence may begin."""
    auxiliary = words[1] in _AUXILIARIES and words[2:3] not in (["i"], ["to"])
    about = words[:2] in (["what", "about"], ["how", "about"])
    kind = words[0] in {"which", "what"} and stem(words[1]) in {"kind", "sort", "typ", "happen"}
    ahead = words[0] in {"which", "what"} and bool(
        set(words[2:4]) & {"is", "are", "do", "does", "can", "matters"}
    )
    which = words[0] == "which" and len(words) > 2
    who = words[0] == "who" and words[1].endswith("s")
    counting = words[0] == "how" and words[1] in _COUNTING and words[2:3] not in (["he"], ["she"], ["they"])
    return auxiliary or about or kind or ahead or which or who or counting


def _asks_whether(words: Sequence[str]) -> bool:
    """ "do we have", "is there", "do contracts", "is consent"."""
    if words[0] not in _AUXILIARIES:
        return False
    things = words[0] in {"do", "are", "can"} and len(words[1]) > 4 and words[1].endswith("s")
    return things or words[1] in _SUBJECTS | _INDEFINITE | {"i"}


def _is_no_question(span: Sequence[Token]) -> bool:
    found = _NO_QUESTION_INDEX.find(span)
    return (bool(found) and found[0].start <= 2) or (not span[0].asks and _puts_first(span))


def _puts_first(span: Sequence[Token]) -> bool:
    """Whether a statement begins like a question: "what goes is the second check"."""
    words = [token.norm for token in span]
    verb = len(words) > 3 and words[0] == "what" and words[1].endswith("s") and words[1] not in _AUXILIARIES
    return verb and "is" in words[2:6]
