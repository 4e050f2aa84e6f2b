"""A turn made ready for the detectors: one lower-case line that looks the same for written and recognised
text.

Contractions are opened, fillers dropped, spelled letters joined ("k p i"), numbers replaced by `#` and
their unit,
sentence marks kept as words of their own. Words the recogniser was unsure of become `_`, which matches
nothing
but a gap; talk aimed at whoever scores the transcript is taken out altogether. Every word remembers the
characters
it stands for, so that a hit is quoted from the transcript itself.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property

from voice_coach.coaching.numbers import NumberSaid, numbers_in
from voice_coach.coaching.signals.lexicon import CLASSES, CONTRACTIONS, FILLERS, LETTER_WORDS, SCORE_TALK
from voice_coach.coaching.transcript import TranscriptTurn, word_spans

_words = str.split

UNSURE_BELOW = 0.3
"""Recogniser confidence under which a word neither earns nor costs credit."""
LONGEST_QUOTE_WORDS = 30
_PIECE = re.compile(r"[A-Za-zÀ-ÿ]+(?:['’][A-Za-z]+)*|[.?!;,:]|[–—]|\d+")
_CLAUSE_STARTERS = frozenset(_words("and but so because since while whereas although though then"))
_SHORTEST_CLAUSE = 4
_LONGEST_SENTENCE = 30
"""Words beyond which a sentence is taken for several that were run together."""


@dataclass(frozen=True, slots=True)
class Token:
    """One word of the line, with the characters of the turn's text it stands for."""

    norm: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Hit:
    """Where a pattern matched."""

    start: int
    end: int
    quote: str
    found: str
    """The matched part of the normalised line."""
    at: int
    """Where it begins in the normalised line."""


@dataclass(frozen=True)
class Line:
    """Tokens and the numbers among them: a whole turn, or one clause of it."""

    tokens: tuple[Token, ...]
    text: str
    """The turn's original text."""
    numbers: tuple[NumberSaid, ...]
    ends_as_question: bool = False
    _starts: list[int] = field(default_factory=list, repr=False, compare=False)

    @cached_property
    def flat(self) -> str:
        """The normalised line, one blank before and after each word."""
        return " " + " ".join(token.norm for token in self.tokens) + " "

    @cached_property
    def words(self) -> tuple[str, ...]:
        """The normalised words without sentence marks."""
        return tuple(token.norm for token in self.tokens if token.norm not in {".", "?"})

    @property
    def quote(self) -> str:
        """The clause in the transcript's own characters, cut to a length one can play."""
        return self.quote_between(0, len(self.tokens)) if self.tokens else ""

    def quote_between(self, first: int, last: int) -> str:
        """Tokens [first, last) in the transcript's own characters, at most 30 of them."""
        shown = self.tokens[first : min(last, first + LONGEST_QUOTE_WORDS)]
        return self.text[shown[0].start : shown[-1].end] if shown else ""

    def has(self, *phrases: str) -> bool:
        """Whether any of the phrases occurs."""
        return any(_compiled(phrase).search(self.flat) for phrase in phrases)

    def count(self, *phrases: str) -> int:
        """How often the phrases occur, together."""
        return sum(1 for phrase in phrases for _ in _compiled(phrase).finditer(self.flat))

    def first(self, *phrases: str) -> Hit | None:
        """The earliest match of any of the phrases."""
        return min(self.hits(*phrases), key=lambda hit: hit.at, default=None)

    def hits(self, *phrases: str) -> Iterator[Hit]:
        """Every match of every phrase, phrase by phrase."""
        for phrase in phrases:
            for match in _compiled(phrase).finditer(self.flat):
                yield self._hit(match.start(), match.end(), match.group())

    def _hit(self, start: int, end: int, found: str) -> Hit:
        first, last = self.token_at(start), self.token_at(end - 1)
        tokens = self.tokens[first : last + 1]
        quote = self.quote_between(first, last + 1)
        return Hit(tokens[0].start, tokens[-1].end, quote, found, start)

    def token_at(self, flat_offset: int) -> int:
        """Index of the token at a place in the normalised line."""
        if not self._starts:
            position = 1
            for token in self.tokens:
                self._starts.append(position)
                position += len(token.norm) + 1
        return max(0, bisect_right(self._starts, flat_offset) - 1)

    def after(self, hit: Hit) -> str:
        """The normalised line from the end of a match on."""
        return self.flat[hit.at + len(hit.found) :]


@dataclass(frozen=True)
class Reading:
    """One turn, read once for all detectors."""

    turn: TranscriptTurn
    line: Line
    clauses: tuple[Line, ...]
    sentences: tuple[Line, ...]
    """Full stops make sentences; text without any is one sentence."""
    is_punctuated: bool
    talks_to_the_scorer: bool
    """Whether some of it was addressed to whoever scores the transcript (and left out here)."""

    @property
    def index(self) -> int:
        """The turn's index in the transcript."""
        return self.turn.turn

    @property
    def numbers(self) -> tuple[NumberSaid, ...]:
        """The numbers that count."""
        return self.line.numbers


@cache
def _compiled(phrase: str) -> re.Pattern[str]:
    """A phrase as a pattern: ` .. ` is a gap of up to three words, ` ... ` of up to eight, `{name}` a
    word class."""
    source = re.sub(r"\{([a-z_]+)\}", lambda m: f"(?:{CLASSES[m.group(1)]})", phrase)
    source = source.replace(" ... ", r"(?: [^ .?]+){0,8} ").replace(" .. ", r"(?: [^ .?]+){0,3} ")
    return re.compile(rf"(?<= )(?:{source})(?= )")


def read_turn(turn: TranscriptTurn) -> Reading:
    """The turn as the detectors want it."""
    numbers = tuple(said for said in numbers_in(turn.text) if not _overlaps(said, _unsure(turn)))
    tokens = _tokens(turn.text, numbers, _unsure(turn))
    is_punctuated = any(token.norm in {".", "?"} for token in tokens[:-1]) or len(tokens) < 15
    all_sentences = _split(tokens, turn.text, numbers, _ends_sentence)
    sentences = tuple(s for s in _scorable(all_sentences, turn.text, numbers, is_punctuated))
    kept = tuple(token for sentence in sentences for token in sentence.tokens)
    line = Line(kept, turn.text, tuple(n for s in sentences for n in s.numbers))
    clauses = tuple(c for s in sentences for c in _clauses(s, is_punctuated))
    return Reading(turn, line, clauses, sentences, is_punctuated, _words_in(kept) < _words_in(tokens))


def _words_in(tokens: Sequence[Token]) -> int:
    return sum(token.norm not in {".", "?", ","} for token in tokens)


def _unsure(turn: TranscriptTurn) -> list[tuple[int, int]]:
    return [(start, end) for start, end, word in word_spans(turn) if word.probability < UNSURE_BELOW]


def _overlaps(said: NumberSaid, spans: Sequence[tuple[int, int]]) -> bool:
    return any(said.start < end and start < said.end for start, end in spans)


def _tokens(text: str, numbers: Sequence[NumberSaid], unsure: Sequence[tuple[int, int]]) -> list[Token]:
    starts = {said.start: said for said in numbers}
    tokens: list[Token] = []
    covered = 0
    for piece in _PIECE.finditer(text):
        said = next(
            (starts[at] for at in range(max(covered, piece.start() - 1), piece.start() + 1) if at in starts),
            None,
        )
        if piece.start() < covered:
            continue
        if said is not None:
            tokens += [Token(norm, said.start, said.end) for norm in _number_words(said)]
            covered = said.end
        elif any(start < piece.end() and piece.start() < end for start, end in unsure):
            tokens.append(Token("_", piece.start(), piece.end()))
        else:
            tokens += [Token(norm, piece.start(), piece.end()) for norm in _norms(piece.group())]
    return _joined_letters(tokens)


def _number_words(said: NumberSaid) -> list[str]:
    return ["#", *said.unit.split(), *(f"per {said.per}".split() if said.per else [])]


def _norms(piece: str) -> list[str]:
    word = piece.lower().replace("’", "'")
    if word in {"!", ";", "–", "—"}:
        return ["."] if word in {"!", ";"} else [","]
    if word == ":":
        return [","]
    if word in FILLERS:
        return []
    if word.isdigit():
        return ["_"]
    return CONTRACTIONS.get(word, re.sub(r"'s$", "", word).replace("'", "")).split()


def _joined_letters(tokens: Sequence[Token]) -> list[Token]:
    """`k p i` becomes one word; "a" and "i" at the edges stay words unless they spell a known
    abbreviation."""
    joined: list[Token] = []
    at = 0
    while at < len(tokens):
        length = _letters_from(tokens, at)
        if length < 2:
            joined.append(tokens[at])
            at += 1
            continue
        run = tokens[at : at + length]
        joined.append(Token("".join(t.norm for t in run), run[0].start, run[-1].end))
        at += length
    return joined


def _letters_from(tokens: Sequence[Token], at: int) -> int:
    end = at
    while end < len(tokens) and len(tokens[end].norm) == 1 and tokens[end].norm.isalpha():
        end += 1
    for length in range(end - at, 1, -1):
        if "".join(t.norm for t in tokens[at : at + length]) in LETTER_WORDS:
            return length
    if end > at and tokens[at].norm in {"a", "i"}:
        return 1
    length = end - at
    while length > 2 and tokens[at + length - 1].norm in {"a", "i"}:
        length -= 1
    return length


def _ends_sentence(token: Token) -> bool:
    return token.norm in {".", "?"}


def _split(tokens: Sequence[Token], text: str, numbers: Sequence[NumberSaid], ends: object) -> list[Line]:
    assert callable(ends)
    parts: list[list[Token]] = [[]]
    for token in tokens:
        parts[-1].append(token)
        if ends(token):
            parts.append([])
    return [_line(part, text, numbers) for part in parts if any(t.norm not in {".", "?", ","} for t in part)]


def _line(part: Sequence[Token], text: str, numbers: Sequence[NumberSaid]) -> Line:
    is_question = bool(part) and part[-1].norm == "?"
    inside = tuple(n for n in numbers if part[0].start <= n.start and n.end <= part[-1].end)
    kept = tuple(token for token in part if token.norm != ",")
    return Line(kept, text, inside, is_question)


def _scorable(
    sentences: Sequence[Line], text: str, numbers: Sequence[NumberSaid], is_punctuated: bool
) -> Iterator[Line]:
    for sentence in sentences:
        if not sentence.has(*SCORE_TALK):
            yield sentence
        elif not is_punctuated or len(sentence.words) > _LONGEST_SENTENCE:
            kept = [token for clause in _clauses(sentence, False) for token in _before_score_talk(clause)]
            if kept:
                yield _line(kept, text, [n for n in numbers if any(n.start <= t.start < n.end for t in kept)])


def _before_score_talk(clause: Line) -> tuple[Token, ...]:
    hit = clause.first(*SCORE_TALK)
    before = clause.tokens if hit is None else clause.tokens[: clause.token_at(hit.at)]
    return before if hit is None or len(before) > _SHORTEST_CLAUSE else ()


def _clauses(sentence: Line, is_punctuated: bool) -> Iterator[Line]:
    """Pieces small enough to hold one statement: cut at commas and before joining words."""
    part: list[Token] = []
    for token in sentence.tokens:
        comma = bool(part) and re.search(r"[,:–—]", sentence.text[part[-1].end : token.start]) is not None
        long_enough = len(part) >= (_SHORTEST_CLAUSE if not is_punctuated else 2)
        joint = token.norm in _CLAUSE_STARTERS and (
            comma or not is_punctuated or len(part) >= _SHORTEST_CLAUSE
        )
        if part and ((comma and is_punctuated) or (joint and long_enough)):
            yield _line(part, sentence.text, sentence.numbers)
            part = []
        part.append(token)
    if part:
        yield _line(part, sentence.text, sentence.numbers)
