"""Written text as a voice should read it: figures, money, units, addresses and abbreviations become words.

What is shown stays as it was written. The only file that imports num2words.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

_LONGEST_NUMBER = 15
"""Digits of a number that is read as one; a longer one is read digit by digit."""
_SCALES = {"k": 1_000, "m": 1_000_000, "mn": 1_000_000, "b": 1_000_000_000, "bn": 1_000_000_000}
_UNITS = {
    "ms": "millisecond", "µs": "microsecond", "us": "microsecond", "ns": "nanosecond", "s": "second",
    "sec": "second", "min": "minute", "h": "hour", "hr": "hour", "hrs": "hour", "d": "day",
    "kb": "kilobyte", "mb": "megabyte", "gb": "gigabyte", "tb": "terabyte", "pb": "petabyte",
    "kib": "kibibyte", "mib": "mebibyte", "gib": "gibibyte", "hz": "hertz", "khz": "kilohertz",
    "mhz": "megahertz", "ghz": "gigahertz", "mbps": "megabit per second", "gbps": "gigabit per second",
    "qps": "query per second", "rps": "request per second", "tps": "transaction per second",
    "req": "request", "kg": "kilogram", "km": "kilometre", "kwh": "kilowatt hour", "w": "watt",
}  # fmt: skip
_ALWAYS_SINGULAR = frozenset(("hertz", "kilohertz", "megahertz", "gigahertz"))
_PER = {"s": "second", "sec": "second", "min": "minute", "h": "hour", "hr": "hour", "d": "day", "mo": "month"}
_CURRENCIES = {"$": ("dollar", "cent"), "€": ("euro", "cent"), "£": ("pound", "penny")}
_SIGNS = {
    "$": " dollar ", "€": " euro ", "£": " pound ",
    "&": " and ", "+": " plus ", "=": " equals ", "≈": " about ", "~": " about ", "→": " to ", "->": " to ",
    "=>": " to ", "≥": " at least ", ">=": " at least ", "≤": " at most ", "<=": " at most ",
    ">": " more than ", "<": " less than ", "×": " times ", "÷": " divided by ", "%": " percent ",
    "@": " at ", "#": " number ", "…": "... ", "±": " plus or minus ", "°": " degrees ", "_": " ",
    "*": " ", "`": " ", "|": ", ", "^": " to the ", "\\": " backslash ",
    "{": " ", "}": " ", "[": " ", "]": " ",
}  # fmt: skip
_SAID = {
    "RAG": "rag", "SQL": "sequel", "NoSQL": "no sequel", "MySQL": "my sequel", "PostgreSQL": "postgres",
    "JSON": "jason", "YAML": "yammel", "CRUD": "crud", "REST": "rest", "SaaS": "sass", "HIPAA": "hippa",
    "OAuth": "oh auth", "nginx": "engine x", "kubectl": "cube control", "GraphQL": "graph Q L",
    "gRPC": "G R P C", "vLLM": "V L L M", "CI/CD": "C I C D", "A/B": "A B", "I/O": "I O",
    "TCP/IP": "T C P I P",
    "RAM": "ram", "LAN": "lan", "BERT": "bert", "LoRA": "lora", "ASAP": "as soon as possible",
    "SOLID": "solid", "ACID": "acid", "CAP": "cap", "SMART": "smart", "STAR": "star", "AWS": "A W S",
    "e.g.": "for example", "i.e.": "that is", "etc.": "et cetera", "vs.": "versus", "vs": "versus",
    "approx.": "approximately", "w/o": "without", "w/": "with", "and/or": "and or", "async": "a sink",
    "cron": "cron", "ETA": "E T A", "OK": "okay", "Ok": "okay",
}  # fmt: skip
_SHOUTED = frozenset(
    ("ALL", "ALWAYS", "AND", "ANY", "BUT", "EACH", "HOW", "MUST", "NEVER", "NO", "NOT", "NOW", "ONE", "ONLY",
     "OR", "STOP", "THE", "TWO", "WHAT", "WHEN", "WHO", "WHY", "YES", "YOU")
)  # fmt: skip
"""Words in capitals for stress."""

_ADDRESS = re.compile(
    r"(?:https?://)?(?:www\.)?((?:[\w-]+\.)+(?:com|org|net|io|dev|ai|app|co|edu|gov)\b)(/[^\s,;)]*)?"
)
_LOCAL_ADDRESS = re.compile(r"https?://([^\s/,;)]+)(/[^\s,;)]*)?")
_MAIL = re.compile(r"\b([\w.+-]+)@((?:[\w-]+\.)+\w+)\b")
_NUMBER = r"\d+(?:,\d{3})*(?:\.\d+)?"
_MONEY = re.compile(rf"([$€£])\s?({_NUMBER})(?:\s?([kK]|[mMbB]n?)\b|\s(thousand|million|billion)\b)?")
_PERCENTILE = re.compile(r"\b[pP](\d\d(?:\.\d+)?)\b")
_RANGE = re.compile(rf"(?<![\w.-])({_NUMBER})\s?[-–]\s?({_NUMBER})(?![\w-]*-\d)")
_PER_UNIT = re.compile(
    r"(?<=\w)\s?/\s?(s|sec|min|h|hr|d|mo|second|minute|hour|day|week|month|year|user|request|token)\b"
)
_QUANTITY = re.compile(
    rf"(?<![\w.])({_NUMBER})(?:([kK]|[MB]n?)\s)?\s?((?i:{'|'.join(sorted(_UNITS, key=len, reverse=True))}))\b"
)
_SCALED = re.compile(rf"(?<![\w.])({_NUMBER})([kK]|[MB]n?)\b")
_TIMES = re.compile(rf"(?<![\w.])({_NUMBER})\s?[xX]\b")
_ORDINAL = re.compile(r"\b(\d+)(?:st|nd|rd|th)\b")
_CLOCK = re.compile(r"\b(\d{1,2}):([0-5]\d)\b")
_YEAR = re.compile(r"(?:(?<=\b[iI]n )|(?<=\b[sS]ince )|(?<=\bQ[1-4] ))(?:19|20)\d\d\b(?!,?\d)")
_HALF_OF_THE_DAY = re.compile(r"(?<=\d)\s?([ap])\.?m\b\.?", re.IGNORECASE)
_POWER = re.compile(r"\b(\d+(?:\.\d+)?)e(\d+)\b")
_FRACTION = re.compile(r"(?<![\w/])(\d+)/(\d+)(?![\w/])")
_DOTTED = re.compile(r"\b\d+(?:\.\d+){2,}\b")
_LETTER_BESIDE_FIGURE = re.compile(r"(?<=[A-Za-z])(?=\d)|(?<=\d)(?=[A-Za-z])")
_VERSION = re.compile(r"\bv(\d+(?:\.\d+)*)\b")
_ROUND_THE_CLOCK = re.compile(r"\b24/7\b")
_ENDLESS = re.compile(rf"\d(?:,?\d){{{_LONGEST_NUMBER},}}")
_PLAIN = re.compile(rf"(?<![\w.])-?{_NUMBER}|\d+")
_ABBREVIATION = re.compile(
    r"(?<![\w])(?:" + "|".join(re.escape(a) for a in sorted(_SAID, key=len, reverse=True)) + r")(?![\w])"
)
_CAPITALS = re.compile(r"\b([A-Z]{2,6})(s)?\b")
_BETWEEN_WORDS = re.compile(r"(?<=[a-zA-Z])/(?=[a-zA-Z])")
_SIGN = re.compile("|".join(re.escape(sign) for sign in sorted(_SIGNS, key=len, reverse=True)))


def aloud(text: str) -> str:
    """The text in words that any voice reads well; "" where there is nothing to read."""
    said = "".join(_readable(sign) for sign in unicodedata.normalize("NFC", text))
    for pattern, reading in _READINGS:
        said = pattern.sub(reading, said)
    return re.sub(r"\s+([,.;:?!])", r"\1", " ".join(said.split()))


def _readable(sign: str) -> str:
    """Emoji, pictures and control signs are not read; marks of the plain keyboard stay."""
    if unicodedata.category(sign) in {"So", "Sk", "Cs", "Cf", "Co", "Mn", "Me", "Cn"} and sign not in "^`°":
        return " " if unicodedata.category(sign) == "So" else ""
    return sign


def _words(number: str) -> str:
    """A number in words, as Americans say it."""
    whole = number.replace(",", "")
    if len(whole.partition(".")[0].lstrip("-")) > _LONGEST_NUMBER:
        return " ".join(_in_words(int(digit)) for digit in whole if digit.isdigit())
    if "." not in whole:
        return _in_words(int(whole))
    before, _, after = whole.partition(".")
    sign = "minus " if before.startswith("-") else ""
    digits = " ".join(_in_words(int(digit)) for digit in after)
    return f"{sign}{_in_words(abs(int(before or 0)))} point {digits}"


def _in_words(number: int, to: str = "cardinal") -> str:
    from num2words import num2words

    said: str = num2words(number, to=to)
    return said.replace(" and ", " ").replace(",", "")


def _value(number: str) -> float:
    return float(number.replace(",", ""))


def _scaled(number: str, scale: str | None) -> str:
    """`10` and `k` as ten thousand; `1.5` and `M` as one point five million."""
    if not scale:
        return _words(number)
    return f"{_words(number)} {_in_words(_SCALES[scale.lower()]).removeprefix('one ')}"


def _money(found: re.Match[str]) -> str:
    unit, small = _CURRENCIES[found[1]]
    number, scale = found[2], found[3]
    if found[4]:
        return f"{_words(number)} {found[4]} {unit}s"
    cents = round(100 * _value(number))
    if scale or "." not in number or 100 * _value(number) != cents:
        return f"{_scaled(number, scale)} {_plural(unit, number, scale)}"
    whole, rest = divmod(cents, 100)
    fraction = f"{_in_words(rest)} {small if rest == 1 else _cents(small)}"
    if not whole:
        return fraction
    head = f"{_in_words(whole)} {unit if whole == 1 else unit + 's'}"
    return f"{head} and {fraction}" if rest else head


def _cents(small: str) -> str:
    return "pence" if small == "penny" else f"{small}s"


def _plural(unit: str, number: str, scale: str | None = None) -> str:
    if unit in _ALWAYS_SINGULAR or (_value(number) == 1 and not scale):
        return unit
    head, per, rest = unit.partition(" per ")
    return (head[:-1] + "ies" if head.endswith("ry") else head + "s") + per + rest


def _quantity(found: re.Match[str]) -> str:
    number, scale, unit = found[1], found[2], _UNITS[found[3].lower()]
    return f"{_scaled(number, scale)} {_plural(unit, number, scale)}"


def _per(found: re.Match[str]) -> str:
    return f" per {_PER.get(found[1], found[1])}"


def _address(found: re.Match[str]) -> str:
    path = (found[2] or "").rstrip("/.?!")
    said = (
        re.sub(r"\bv(?=\d)", "v ", f"{found[1]}{path}")
        .replace(".", " dot ")
        .replace("/", " slash ")
        .replace(":", " colon ")
    )
    return re.sub(r"[-_?=&#%]+", " ", said)


def _mail(found: re.Match[str]) -> str:
    return f"{found[1]} at {found[2]}".replace(".", " dot ")


def _clock(found: re.Match[str]) -> str:
    hour, minute = int(found[1]), int(found[2])
    if not minute:
        return f"{_in_words(hour)} o'clock" if hour <= 12 else f"{_in_words(hour)} hundred"
    return f"{_in_words(hour)} {'oh ' if minute < 10 else ''}{_in_words(minute)}"


_PARTS = {2: "half", 3: "third", 4: "quarter"}


def _fraction(found: re.Match[str]) -> str:
    count, parts = int(found[1]), int(found[2])
    if parts not in _PARTS or count >= parts:
        return f"{_in_words(count)} over {_in_words(parts)}"
    return f"{_in_words(count)} {_PARTS[parts]}{'s' if count > 1 else ''}"


def _capitals(found: re.Match[str]) -> str:
    """Spelled, with its plural."""
    if found[1] in _SHOUTED:
        return found[0].lower()
    return " ".join(found[1]) + ("'s" if found[2] else "")


def _version(found: re.Match[str]) -> str:
    return "version " + " point ".join(_words(part) for part in found[1].split("."))


Reading = Callable[[re.Match[str]], str]

_READINGS: tuple[tuple[re.Pattern[str], Reading], ...] = (
    (_ENDLESS, lambda found: f" {_words(found[0])} "),
    (_MAIL, _mail),
    (_LOCAL_ADDRESS, _address),
    (_ADDRESS, _address),
    (_ROUND_THE_CLOCK, lambda _: "twenty-four seven"),
    (_ABBREVIATION, lambda found: _SAID[found[0]]),
    (_PERCENTILE, lambda found: f"P {_words(found[1])}"),
    (_VERSION, _version),
    (_PER_UNIT, _per),
    (_MONEY, _money),
    (_RANGE, lambda found: f"{found[1]} to {found[2]}"),
    (_CLOCK, _clock),
    (_HALF_OF_THE_DAY, lambda found: f" {found[1].upper()} M"),
    (_POWER, lambda found: f"{_words(found[1])} times ten to the {_words(found[2])}"),
    (_DOTTED, lambda found: " dot ".join(_words(part) for part in found[0].split("."))),
    (_FRACTION, _fraction),
    (_ORDINAL, lambda found: _in_words(int(found[1]), "ordinal")),
    (_QUANTITY, _quantity),
    (_SCALED, lambda found: _scaled(found[1], found[2])),
    (_TIMES, lambda found: f"{_words(found[1])} times"),
    (_YEAR, lambda found: _in_words(int(found[0]), "year")),
    (_LETTER_BESIDE_FIGURE, lambda _: " "),
    (_PLAIN, lambda found: _words(found[0])),
    (_CAPITALS, _capitals),
    (_BETWEEN_WORDS, lambda _: " "),
    (_SIGN, lambda found: _SIGNS[found[0]]),
)
"""In this order: what comes later sees what earlier ones left."""
