"""What the offline recogniser is to expect: lines to count for its language model, and how words are said.

The field's own phrases and words lie beside this file; the scenario's come in with `ExpectedTalk`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from voice_coach.conversation.expected_talk import ExpectedTalk
from voice_coach.engines.pronunciation import Sounds, sounds_of, spelled
from voice_coach.engines.spoken_lines import Line, filled_phrases, spoken_lines

PHRASES_FILE = Path(__file__).with_name("field_phrases.txt")
WORDS_FILE = Path(__file__).with_name("field_words.txt")

_ABBREVIATION = re.compile(r"\b[A-Z]{2,6}s?\b")
_VARIANT = re.compile(r"\(\d+\)$")
_FIRST_FREE_VARIANT = 20
"""Variants of ours are numbered from here, beyond any in the dictionary."""


@dataclass(frozen=True, slots=True)
class FieldLanguage:
    """Lines to count, and what the dictionary lacks for them."""

    lines: tuple[tuple[Line, float], ...]
    """Sentences with their weights."""
    readings: tuple[tuple[str, Sounds], ...]
    """Entries to add to the dictionary; a further reading of a known word ends in a number, `sql(20)`."""
    written: Mapping[str, str]
    """Words that are not written in lower case, e.g. `kpi` -> `KPI`."""


def field_language(talk: ExpectedTalk, known: Mapping[str, Sounds]) -> FieldLanguage:
    """The field's language and the scenario's, beside a dictionary of first readings."""
    said = tuple(_field_words()) + tuple(_abbreviations(talk, known))
    lines = tuple(_lines(talk, (word.lower() for word, _ in said)))
    readings = _readings({word for line, _ in lines for word in line}, said, known)
    written = {word.lower(): word for word, _ in said if sum(map(str.isupper, word)) > 1}
    return FieldLanguage(lines, tuple(readings), written)


def read_dictionary(path: Path) -> dict[str, Sounds]:
    """The first reading of each word. Raises OSError."""
    entries = (line.partition(" ") for line in path.read_text(encoding="utf-8").splitlines())
    return {word: sounds for word, _, sounds in entries if not _VARIANT.search(word)}


def _lines(talk: ExpectedTalk, words: Iterable[str]) -> Iterator[tuple[Line, float]]:
    for phrase in filled_phrases(PHRASES_FILE.read_text(encoding="utf-8")):
        yield phrase, 1.0
    for word in words:
        yield (word,), 1.0
    for text in (*talk.texts, *talk.terms):
        for line in spoken_lines(text):
            yield line, 1.0


def _field_words() -> Iterator[tuple[str, Sounds]]:
    """Words as they are written, with their sounds."""
    is_spelled = False
    for line in WORDS_FILE.read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            is_spelled = line == "[spelled]"
        elif is_spelled:
            yield from ((word, _spelled(word)) for word in line.split())
        elif line and not line.startswith("#"):
            word, _, sounds = line.partition(" ")
            yield word, sounds


def _abbreviations(talk: ExpectedTalk, known: Mapping[str, Sounds]) -> Iterator[tuple[str, Sounds]]:
    """Those of the scenario that nobody listed; one that is a word of the dictionary is said as that."""
    listed = {word.lower() for word, _ in _field_words()}
    found = {word for text in (*talk.texts, *talk.terms) for word in _ABBREVIATION.findall(text)}
    for word in sorted(found):
        if word.lower() not in listed and word.lower() not in known:
            yield word, _spelled(word)


def _spelled(word: str) -> Sounds:
    return f"{spelled(word[:-1])} Z" if word.endswith("s") else spelled(word)


def _readings(
    words: Iterable[str], said: Iterable[tuple[str, Sounds]], known: Mapping[str, Sounds]
) -> Iterator[tuple[str, Sounds]]:
    special: dict[str, list[Sounds]] = {}
    for word, sounds in said:
        special.setdefault(word.lower(), []).append(sounds)
    for word in sorted(words):
        first = known.get(word)
        ours = special.get(word) or ([] if first else [sounds_of(word, known)])
        fresh = [sounds for sounds in ours if sounds and sounds != first]
        for number, sounds in enumerate(fresh):
            has_entry = first is not None or number > 0
            yield (f"{word}({_FIRST_FREE_VARIANT + number})" if has_entry else word), sounds
