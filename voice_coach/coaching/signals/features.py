"""What the learned part looks at: words in a row, the work they do, what stands together, what was asked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations
from pathlib import Path

from voice_coach.coaching.signals.dialogue import Dialogue, stem
from voice_coach.coaching.signals.reading import Reading

_CLASSES = Path(__file__).with_name("word_classes.txt")
LONGEST_GRAM = 3
LONGEST_SHAPE = 4
_STEM_LETTERS = 6
_MOST_NUMBERS = 4
_LATE = 3
_SHORT = 4
"""Letters of words that are kept in a shape: most of them join others."""
_LENGTHS = (6, 12, 20, 35)
_NUMBER = "#"
_REST = "*"


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a statement answers, and where in the conversation it stands."""

    asked: tuple[str, ...] = ()
    """The interviewer's last words."""
    place: int | None = None
    """Candidate turns before this one; None where it is not known."""
    before: tuple[str, ...] = ()
    """The words just before the statement in the same turn."""


NOWHERE = Surroundings()


def surroundings(dialogue: Dialogue, reading: Reading) -> Surroundings:
    """What the interviewer asked before a turn, and the turn's place."""
    place = dialogue.place(reading) if reading in dialogue.candidate else None
    return Surroundings(dialogue.asked(reading).words, place)


def features(words: Sequence[str], asks: bool, near: Surroundings = NOWHERE) -> set[str]:
    """The names of all that is true of a statement."""
    found = set(_grams(("<", *words, ">"), LONGEST_GRAM))
    found.update("~" + word[:_STEM_LETTERS] for word in map(_plain, words) if len(word) > 3)
    found.update(_shape(words))
    found.update(_together(words))
    found.update(_form(words, asks))
    found.update(_context(near))
    return found


def _grams(words: Sequence[str], longest: int) -> Iterator[str]:
    for length in range(1, longest + 1):
        for at in range(len(words) - length + 1):
            yield " ".join(words[at : at + length])


def _shape(words: Sequence[str]) -> Iterator[str]:
    """The statement with words of a class replaced by its name: what was said, whatever the subject."""
    shaped = ("<", *(_role(word) for word in words), ">")
    for length in range(2, LONGEST_SHAPE + 1):
        for at in range(len(shaped) - length + 1):
            part = shaped[at : at + length]
            if part.count(_REST) * 2 <= length:
                yield "/" + " ".join(part)


def _role(word: str) -> str:
    classes = classes_of(word)
    if classes:
        return classes[0].upper()
    return word if word == _NUMBER or len(word) <= _SHORT else _REST


def _together(words: Sequence[str]) -> Iterator[str]:
    yield from ("=" + name for name in {name for word in words for name in classes_of(word)})
    leading = sorted({classes_of(word)[0] for word in words if classes_of(word)} | ({_NUMBER} & set(words)))
    yield from (f"={one}+{other}" for one, other in combinations(leading, 2))


def _form(words: Sequence[str], asks: bool) -> Iterator[str]:
    yield f"<numbers {min(_MOST_NUMBERS, list(words).count(_NUMBER))}>"
    yield f"<length {sum(len(words) > bound for bound in _LENGTHS)}>"
    if asks:
        yield "<asks>"


def _context(near: Surroundings) -> Iterator[str]:
    if near.place is not None:
        yield f"<place {min(_LATE, near.place)}>"
    yield from ("?" + word for word in set(near.asked))
    yield from ("?=" + name for name in {name for word in near.asked for name in classes_of(word)})
    yield from ("^=" + name for name in {name for word in near.before for name in classes_of(word)})


def classes_of(word: str) -> tuple[str, ...]:
    """The classes of a word, by itself or without its ending."""
    known = _classes()
    return known.get(word) or known.get(_plain(word), ())


@cache
def _plain(word: str) -> str:
    return stem(word)


@cache
def _classes() -> Mapping[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for name, words in _lines(_CLASSES.read_text(encoding="utf-8").splitlines()):
        for word in words:
            found[word] = (*found.get(word, ()), name)
    return found


def _lines(lines: Iterable[str]) -> Iterator[tuple[str, list[str]]]:
    for line in lines:
        if line and not line.startswith("#"):
            name, _, words = line.partition(":")
            yield name, words.split()
