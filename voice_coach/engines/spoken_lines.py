"""Written texts as the words a person says: what the offline recogniser's language model is counted from.

Figures become words, units and signs are said, abbreviations stay one word in lower case, a sentence mark
ends the line. Phrase files with alternatives and classes are filled in here as well.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Mapping, Sequence

Line = tuple[str, ...]
"""The words of one sentence, lower case."""

_SMALL = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_SCALES = ((1_000_000_000, "billion"), (1_000_000, "million"), (1000, "thousand"), (100, "hundred"))
_SIGNS = {"%": "percent", "&": "and", "+": "plus", "=": "equals", "/": " "}
_CURRENCIES = {"$": "dollars", "€": "euros", "£": "pounds"}
_UNITS = {
    "ms": "milliseconds", "s": "seconds", "h": "hours", "k": "thousand", "m": "million", "x": "times",
    "kb": "kilobytes", "mb": "megabytes", "gb": "gigabytes", "tb": "terabytes",
}  # fmt: skip
_ORDINALS = {
    "one": "first", "two": "second", "three": "third", "five": "fifth", "eight": "eighth", "nine": "ninth",
    "twelve": "twelfth",
}  # fmt: skip
_ORDINAL_ENDINGS = frozenset(("st", "nd", "rd", "th"))
_SENTENCE = re.compile(r"[.?!;:]+(?:\s|$)|[—–()\n]")
_FIGURE = re.compile(r"([$€£]?)(\d[\d,]*)(?:\.(\d+))?(?: (?=(?:ms|s|[kmgt]b)\b))?(%|[a-zA-Z]+)?")
_WORD = re.compile(r"[a-z][a-z']*\.?|[a-z]")
_ALTERNATIVES = re.compile(r"\(([^()]*)\)")
_CLASS = re.compile(r"<(\w+)>")
_MOST_FILLINGS = 24
"""Different fillings of one phrase: enough that its classes are heard, too few to drown single phrases."""


def spoken_number(number: int) -> str:
    """A whole number from 0 in words: 1250 is `one thousand two hundred fifty`."""
    if number < 20:
        return _SMALL[number]
    if number < 100:
        return _joined(_TENS[number // 10 - 2], number % 10)
    scale, name = next((scale, name) for scale, name in _SCALES if number >= scale)
    return _joined(f"{spoken_number(number // scale)} {name}", number % scale)


def spoken_lines(text: str) -> tuple[Line, ...]:
    """The sentences of a text as they are said."""
    lines = (_words(piece) for piece in _SENTENCE.split(text))
    return tuple(line for line in lines if line)


def filled_phrases(text: str, seed: int = 0) -> Iterator[Line]:
    """The phrases of a phrase file (its form stands at its head), each in up to 24 of its fillings."""
    dice = random.Random(seed)
    classes: dict[str, tuple[str, ...]] = {}
    for line in text.splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        if line.startswith("<") and " = " in line:
            name, _, members = line.partition(" = ")
            classes[name.strip("<>")] = tuple(members.split("|"))
        else:
            yield from _fillings(line, classes, dice)


def _joined(words: str, rest: int) -> str:
    return f"{words} {spoken_number(rest)}" if rest else words


def _words(piece: str) -> Line:
    said = _FIGURE.sub(_figure, piece.replace("’", "'"))
    for sign, word in _SIGNS.items():
        said = said.replace(sign, f" {word} ")
    said = re.sub(r"\be-?mail", "email", said.lower())
    return tuple(word.strip("'.") or word for word in _WORD.findall(said))


def _figure(match: re.Match[str]) -> str:
    currency, whole, decimals, unit = match.groups()
    number = int(whole.replace(",", ""))
    said = spoken_number(number)
    if decimals:
        said += " point " + " ".join(_SMALL[int(digit)] for digit in decimals)
    if unit in _ORDINAL_ENDINGS:
        return f" {_ordinal(said)} "
    ending = "percent" if unit == "%" else _UNITS.get((unit or "").lower(), unit or "")
    return f" {said} {ending} {_CURRENCIES.get(currency, '')} "


def _ordinal(number: str) -> str:
    before, _, last = number.rpartition(" ")
    ordinal = _ORDINALS.get(last, re.sub("y$", "ie", last) + "th")
    return f"{before} {ordinal}".strip()


def _fillings(phrase: str, classes: Mapping[str, Sequence[str]], dice: random.Random) -> Iterator[Line]:
    drawn: set[Line] = set()
    for _ in range(_MOST_FILLINGS):
        drawn.add(tuple(_filling(phrase, classes, dice).split()))
    yield from sorted(drawn)


def _filling(phrase: str, classes: Mapping[str, Sequence[str]], dice: random.Random) -> str:
    """Innermost alternatives and classes first, until nothing is left to choose."""
    for _ in range(50):
        if not (_ALTERNATIVES.search(phrase) or _CLASS.search(phrase)):
            return phrase
        phrase = _ALTERNATIVES.sub(lambda match: dice.choice(match.group(1).split("|")), phrase)
        phrase = _CLASS.sub(lambda match: dice.choice(classes[match.group(1)]), phrase)
    raise ValueError(f"the phrase {phrase!r} never comes to an end")
