"""Written text as a recogniser would give it: lower case, no marks, numbers as words, letters apart, some
words wrong.

The confusions are pairs that sound alike; which words fall to them is drawn from a seed.
"""

from __future__ import annotations

import random
import re

from num2words import num2words

LIKELY = 0.06
"""Share of words misheard: what a small model makes of a quiet room."""
_ALIKE = [
    "is as",
    "a the",
    "and in",
    "the a",
    "of a",
    "to two",
    "for four",
    "their there",
    "our are",
    "boxes foxes",
    "cost cause",
    "wait weight",
    "than then",
    "model motel",
    "draw door",
    "right write",
    "price prize",
    "in and",
    "it at",
    "we the",
    "that the",
    "was is",
    "would will",
    "so",
    "this the",
    "they the",
    "he it",
    "must most",
    "can can't",
    "with we",
    "one won",
    "sketch scratch",
    "data day",
    "user used",
    "test text",
    "cents sense",
    "limit limited",
    "legal eagle",
    "training draining",
    "queue cue",
    "latency late and see",
    "privacy private see",
    "answer answers",
    "see sea",
    "whole hole",
    "by buy",
    "know no",
    "rate rates",
    "fewer few",
    "share chair",
    "because cause",
    "trade trades",
    "call called",
    "mail male",
    "night knight",
    "week weak",
    "hour our",
    "would've would of",
    "he's his",
    "she she's",
    "they're there",
    "it's its",
    "i'd i",
    "i'll i",
    "we'd we",
]
_HEARD_AS = {pair.split(" ", 1)[0]: pair.partition(" ")[2] for pair in _ALIKE}
_SPOKEN_SIGNS = {"%": " percent", "&": " and ", "+": " plus ", "=": " is ", "/": " "}
_MONEY = re.compile(r"([$€£])\s?(\d[\d,]*(?:\.\d+)?)( (?:thousand|million|billion))?")
_NAMES = {"$": "dollars", "€": "euros", "£": "pounds"}
_UNITS = {"ms": "milliseconds", "s": "seconds", "k": "thousand", "x": "times", "am": "a m", "pm": "p m"}
_FILLERS = ("um", "uh", "so", "like")
_KEPT_WHOLE = frozenset({"I", "A", "OK", "OCR"})


def as_recognised(text: str, seed: int = 0, rate: float = LIKELY) -> str:
    """The text as a recogniser might give it; the same seed gives the same errors."""
    chance = random.Random(f"{seed}:{text}")
    heard = [heard for word in spoken(text).split() for heard in _heard(word, rate, chance)]
    return " ".join(heard)


def spoken(text: str) -> str:
    """The text in plain spoken words, without an error."""
    text = text.replace("’", "'").replace("—", " ").replace("–", " ")
    text = _MONEY.sub(lambda m: f"{m[2]}{m[3] or ''} {_NAMES[m[1]]}", text)
    text = re.sub(r"\b([A-Z]{2,5})(s?)\b", _letters, text)
    text = re.sub(r"(\d[\d,]*(?:\.\d+)?)([a-z]{1,2})?\b", _number, text)
    for sign, word in _SPOKEN_SIGNS.items():
        text = text.replace(sign, word)
    return " ".join(re.sub(r"[^a-z'à-ÿ ]", " ", text.lower().replace("-", " ")).split())


def _letters(match: re.Match[str]) -> str:
    return match[0] if match[0] in _KEPT_WHOLE else " ".join(match[1]) + (" s" if match[2] else "")


def _number(match: re.Match[str]) -> str:
    digits, suffix = match[1].rstrip(",").replace(",", ""), match[2] or ""
    if suffix in {"st", "nd", "rd", "th"}:
        return " " + str(num2words(int(float(digits)), to="ordinal"))
    said = num2words(float(digits) if "." in digits else int(digits)).replace(",", "").replace("-", " ")
    return f" {said} {_UNITS.get(suffix, suffix)}"


def _heard(word: str, rate: float, chance: random.Random) -> list[str]:
    drawn = chance.random()
    if drawn > rate:
        return [word]
    if drawn < rate * 0.15:
        return [word, chance.choice(_FILLERS)]
    if drawn < rate * 0.35 and len(word) <= 4:
        return []
    return (_HEARD_AS.get(word) or _blurred(word, chance)).split()


def _blurred(word: str, chance: random.Random) -> str:
    """A word with another ending or another vowel: what is left of one that was mumbled."""
    if word.endswith("s"):
        return word[:-1]
    vowels = [at for at, letter in enumerate(word) if letter in "aeiou"]
    if len(word) < 4 or not vowels:
        return word
    at = chance.choice(vowels)
    return word[:at] + chance.choice("aeiou") + word[at + 1 :]
