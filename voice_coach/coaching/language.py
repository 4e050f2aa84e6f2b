"""Words of a turn, as written or as a recogniser gives them, made comparable.

Recogniser text is lower case without punctuation, with letters apart ("k p i"). Both forms come out
as the same tokens, each still holding the raw words for quoting.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

_SENTENCE_END = re.compile(r"[.?!;:]+[\"')\]]*$")
_EDGES = re.compile(r"^[^\w$€£+\-]+|[^\w%]+$")
_SINGLE = re.compile(r"[a-z]$")
HESITATIONS = frozenset(["um", "uh", "er", "erm", "uhm", "hmm", "hm", "mm", "mmm", "ah", "eh"])
_LOOSE_ENDS = frozenset({"and", "or", "but", "so", "the", "a", "an", "of", "to", "what", "how"})


@dataclass(frozen=True, slots=True)
class Token:
    """One word."""

    raw: str
    """As it came, without punctuation at its edges."""
    norm: str
    """Lower case, straight apostrophes, spelled letters joined."""
    stem: str
    """Without the commonest endings: good for comparing, not for showing."""
    sentence: int
    """Index of the sentence, 0 throughout where the text has no punctuation."""
    asks: bool = False
    """Whether its sentence ends in a question mark."""


@dataclass(frozen=True, slots=True)
class Found:
    """A phrase of an index at a place in the tokens."""

    id: str
    start: int
    end: int

    @property
    def length(self) -> int:
        """Tokens that it covers."""
        return self.end - self.start


@lru_cache(maxsize=256)
def tokens_of(text: str) -> tuple[Token, ...]:
    """The tokens of a text."""
    tokens: list[Token] = []
    for index, (sentence, asks) in enumerate(_sentences(text)):
        tokens.extend(_joined(sentence.split(), index, asks))
    return tuple(tokens)


def _sentences(text: str) -> Iterable[tuple[str, bool]]:
    words: list[str] = []
    for word in text.replace("—", " . ").split():
        words.append(word)
        if _SENTENCE_END.search(word):
            yield " ".join(words), "?" in word
            words = []
    if words:
        yield " ".join(words), False


def _joined(words: Sequence[str], sentence: int, asks: bool) -> Iterable[Token]:
    """Spelled letters become one word, as in "k p i"; not so a letter and a word of one, as in "top k, I"."""
    letters: list[str] = []
    follows_comma = False
    for word in words:
        if not (bare := _EDGES.sub("", word.replace("’", "'"))):
            continue
        is_letter = bool(_SINGLE.match(bare.lower()))
        if not is_letter or (follows_comma and bare.lower() in {"a", "i"}):
            yield from _spelled(letters, sentence, asks)
            letters.clear()
        if is_letter:
            letters.append(bare)
        else:
            yield _token(bare, sentence, asks)
        follows_comma = word.endswith(",")
    yield from _spelled(letters, sentence, asks)


def _spelled(letters: Sequence[str], sentence: int, asks: bool) -> Iterable[Token]:
    if letters:
        yield _token("".join(letters).upper() if len(letters) > 1 else letters[0], sentence, asks)


def _token(raw: str, sentence: int, asks: bool) -> Token:
    norm = raw.lower()
    return Token(raw, norm, stem(norm), sentence, asks)


@lru_cache(maxsize=8192)
def stem(word: str) -> str:
    """A word without plural, possessive or the commonest verb endings."""
    word = word.removesuffix("'s")
    for ending, instead in (
        ("ies", "y"),
        ("sses", "ss"),
        ("ches", "ch"),
        ("xes", "x"),
        ("ing", ""),
        ("ed", ""),
    ):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return _undoubled(word[: -len(ending)] + instead)
    if word.endswith("s") and not word.endswith(("ss", "us", "is")) and len(word) > 3:
        return word[:-1].removesuffix("e") if word.endswith("es") else word[:-1]
    return word.removesuffix("e") if len(word) > 3 else word


def _undoubled(word: str) -> str:
    if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "lsz":
        return word[:-1]
    return word.removesuffix("e") if len(word) > 3 else word


class PhraseIndex:
    """Finds phrases of several words in tokens, by stem, the longest first."""

    def __init__(self, phrases: Iterable[tuple[str, str]]) -> None:
        """`phrases` are (id, phrase); one with a hyphen is found as one word and as two, since recognisers
        write both."""
        self._by_first: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        for phrase_id, phrase in phrases:
            for spelling in dict.fromkeys((phrase.replace("-", " "), phrase)):
                stems = tuple(token.stem for token in tokens_of(spelling))
                if stems:
                    self._by_first.setdefault(stems[0], []).append((stems, phrase_id))
        for entries in self._by_first.values():
            entries.sort(key=lambda entry: -len(entry[0]))

    def find(self, tokens: Sequence[Token]) -> tuple[Found, ...]:
        """Every place where a phrase stands, not overlapping for the same id, in order."""
        found: list[Found] = []
        taken: dict[str, int] = {}
        for start, first in enumerate(tokens):
            for phrase, phrase_id in self._by_first.get(first.stem, ()):
                end = start + len(phrase)
                if (
                    taken.get(phrase_id, 0) <= start
                    and tuple(token.stem for token in tokens[start:end]) == phrase
                ):
                    found.append(Found(phrase_id, start, end))
                    taken[phrase_id] = end
        return tuple(found)


def quote_of(tokens: Sequence[Token], start: int, end: int, most: int = 6) -> str:
    """The candidate's own words from `start` to `end`, at most `most` of them."""
    words = [token.raw for token in tokens[max(start, 0) : end][:most]]
    before = (token for token in reversed(tokens[: max(start, 0)]) if token.norm not in HESITATIONS)
    opens_sentence = (
        start <= 0 or (last := next(before, None)) is None or last.sentence != tokens[start].sentence
    )
    if words and opens_sentence and words[0][1:].islower():
        words[0] = words[0][0].lower() + words[0][1:]
    return " ".join(words)


def phrases(text: str) -> tuple[str, ...]:
    """Phrases written as one text, apart by semicolons and at any line's end."""
    return tuple(phrase for part in text.split(";") if (phrase := " ".join(part.split())))


def plain(text: str) -> str:
    """A text for comparing sentences: lower case words with single spaces."""
    return " ".join(token.norm for token in tokens_of(text))


def sentences_of(text: str) -> tuple[str, ...]:
    """The sentences of our own, punctuated text."""
    return tuple(piece.strip() for piece in re.split(r"(?<=[.?!])\s+", text.strip()) if piece.strip())


def as_it_stands(quote: str, text: str) -> str:
    """Words of a text with the signs that stand between them there, without an "and" at the end; the words
    alone where they were joined or mended on the way."""
    words = quote.split()
    while len(words) > 1 and words[-1].lower() in _LOOSE_ENDS:
        words.pop()
    found = re.search(r"\W+".join(map(re.escape, words)), text, re.IGNORECASE) if words else None
    return found[0] if found else " ".join(words)
