"""Numbers as people write and say them, with unit and place.

`numbers_in("a hundred and twenty millis")` and `numbers_in("120 ms")` mean the same. Values are plain
floats in the unit that was said; `NumberSaid.base` converts time to seconds and money to whole units.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

_words = str.split

_ONES = {
    word: value
    for value, word in enumerate(
        _words(
            "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
            "fifteen sixteen "
            "seventeen eighteen nineteen"
        )
    )
}
_TENS = {
    word: 10 * (2 + i)
    for i, word in enumerate(_words("twenty thirty forty fifty sixty seventy eighty ninety"))
}
_SCALES = {"thousand": 1e3, "million": 1e6, "billion": 1e9, "k": 1e3, "mio": 1e6}
_SUFFIXES = {"k": 1e3, "m": 1e6, "bn": 1e9, "b": 1e9}
_CURRENCIES = {"$": "dollars", "€": "euros", "£": "pounds"}

_UNIT_FORMS: dict[str, str] = {
    "ms": "ms|milli|millis|millisecond|milliseconds|msec",
    "s": "s|sec|secs|second|seconds",
    "min": "min|mins|minute|minutes",
    "h": "h|hr|hrs|hour|hours",
    "days": "day|days",
    "weeks": "week|weeks",
    "months": "month|months",
    "years": "year|years",
    "percent": "%|percent|percentage|pct|per-cent",
    "points": "points|point|pp",
    "cents": "cent|cents|¢",
    "dollars": "dollar|dollars|usd|bucks|buck",
    "euros": "euro|euros|eur",
    "pounds": "pound|pounds|gbp|quid",
    "times": "x|times|fold",
    "tokens": "token|tokens",
    "qps": "qps|rps|tps",
    "gb": "gb|gigabyte|gigabytes|gigs",
    "mb": "mb|megabyte|megabytes",
    "tb": "tb|terabyte|terabytes",
    "nines": "nines",
}
_UNITS = {form: unit for unit, forms in _UNIT_FORMS.items() for form in forms.split("|")}
_TO_SECONDS = {"ms": 1e-3, "s": 1.0, "min": 60.0, "h": 3600.0, "days": 86400.0, "weeks": 604800.0}
_MONEY = {"cents": 0.01, "dollars": 1.0, "euros": 1.0, "pounds": 1.0}
_PERIODS = frozenset(_words("second minute hour day week month year night evening quarter season shift"))
_NO_COUNTED_NOUN = frozenset(
    _words(
        "of the to and or a an in on at is are was were for per with from by as than if so but "
        "because then that this it we "
        "i you they not no only more less fewer each every all out into before after against "
        "versus while until which who "
        "times has have had do does did will would can could may might must should first "
        "second third went goes means"
    )
)
_AFTER_A_PREPOSITION = frozenset(
    _words("a an the my our your his her its their them us every about around roughly nearly")
)
_BEFORE_A_COUNT = frozenset(
    _words(
        "the from to than under within least most about only and these those all first last other next "
        "number rule point step option"
    )
)
_FILLERS = frozenset(_words("um uh er like"))
_ORDINALS = frozenset(_words("first second third fourth fifth sixth seventh eighth ninth")) - {"second"}
_RANGE_LINKS = {"to", "-", "–", "and", "or", "against", "versus", "and then"}
_WORD = re.compile(r"[$€£]|\d[\d,]*(?:\.\d+)?|[A-Za-z¢]+(?:['’][A-Za-z]+)?|%|¢")
_DIGITS = re.compile(r"\d[\d,]*(?:\.\d+)?$")


@dataclass(frozen=True, slots=True)
class NumberSaid:
    """A number in a text."""

    value: float
    unit: str
    """`ms`, `s`, `min`, `h`, `days`, `percent`, `points`, `cents`, `dollars`, `times`, `percentile`, a
    counted noun, or ""."""
    per: str
    """What it is counted by, e.g. `1000 tokens`, `month`; "" where nothing was said."""
    start: int
    """First character in the text."""
    end: int
    """One past the last character, unit and `per` included."""
    quote: str

    @property
    def span(self) -> tuple[int, int]:
        """First and one-past-last character."""
        return self.start, self.end

    @property
    def is_money(self) -> bool:
        """Whether it is an amount of money."""
        return self.unit in _MONEY

    @property
    def is_time(self) -> bool:
        """Whether it is a length of time."""
        return self.unit in _TO_SECONDS

    @property
    def base(self) -> float:
        """Time in seconds, money in whole units, everything else as said."""
        return self.value * (_TO_SECONDS.get(self.unit) or _MONEY.get(self.unit) or 1.0)


@dataclass(frozen=True, slots=True)
class _Piece:
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Amount:
    """A value and the pieces [first, last) that say it."""

    value: float
    first: int
    last: int
    unit: str = ""


def numbers_in(text: str) -> tuple[NumberSaid, ...]:
    """Every number said in the text, in order; a bare "one" counts only where a unit or a scale follows."""
    pieces = [_Piece(m.group().lower().replace("’", "'"), m.start(), m.end()) for m in _WORD.finditer(text)]
    found: list[NumberSaid] = []
    at = 0
    while at < len(pieces):
        amount = _amount_at(pieces, at, text)
        if amount is None:
            at += 1
            continue
        said = _with_unit(pieces, amount, text)
        at = amount.last
        if said is not None:
            found.append(said)
            at = max(at, _piece_after(pieces, said.end, at))
    return tuple(_clock_times(_shared_units(found, text), text))


def figure(value: float) -> str:
    """A value as one reads it: thousands apart, never with an exponent."""
    return f"{value:,.0f}" if abs(value) >= 1000 else f"{value:g}"


def _piece_after(pieces: Sequence[_Piece], end: int, at: int) -> int:
    while at < len(pieces) and pieces[at].start < end:
        at += 1
    return at


def _word(pieces: Sequence[_Piece], at: int) -> str:
    return pieces[at].text if 0 <= at < len(pieces) else ""


def _amount_at(pieces: Sequence[_Piece], at: int, text: str) -> _Amount | None:
    return (
        _percentile(pieces, at)
        or _digits(pieces, at, text)
        or _fraction(pieces, at)
        or _spoken(pieces, at, text)
    )


def _percentile(pieces: Sequence[_Piece], at: int) -> _Amount | None:
    if _word(pieces, at) != "p":
        return None
    number = _digits_value(_word(pieces, at + 1))
    if number is not None and 50 <= number < 100:
        return _Amount(number, at, at + 2, "percentile")
    tens, ones = _TENS.get(_word(pieces, at + 1)), _ONES.get(_word(pieces, at + 2), 0)
    if tens is None:
        return None
    joined = 0 < ones < 10
    return _Amount(tens + (ones if joined else 0), at, at + (3 if joined else 2), "percentile")


def _digits_value(word: str) -> float | None:
    return float(word.replace(",", "")) if _DIGITS.match(word) else None


def _digits(pieces: Sequence[_Piece], at: int, text: str) -> _Amount | None:
    currency = _CURRENCIES.get(_word(pieces, at), "")
    first = at + 1 if currency else at
    value = _digits_value(_word(pieces, first))
    if value is None or (not currency and _is_part_of_a_name(text, pieces[first].start)):
        return None
    last = first + 1
    suffix = _word(pieces, last)
    if suffix in _SUFFIXES and pieces[last].start == pieces[first].end:
        value, last = value * _SUFFIXES[suffix], last + 1
    while _word(pieces, last) in _SCALES or _word(pieces, last) == "hundred":
        value, last = value * _SCALES.get(_word(pieces, last), 100), last + 1
    return _Amount(value, at, last, currency)


def _is_part_of_a_name(text: str, start: int) -> bool:
    """`H100`, `GPT-4`, `v3`, `p95`'s digits and the minutes of a clock belong to the word before them."""
    before = text[start - 1] if start else ""
    return (
        before.isalpha()
        or before in {"_", ":", "#"}
        or (before == "-" and start > 1 and text[start - 2].isalpha())
    )


def _fraction(pieces: Sequence[_Piece], at: int) -> _Amount | None:
    """`half a cent`, `half a second`, `a quarter of a second`, `a quarter percent`."""
    first = at
    word = _word(pieces, at)
    if word == "a" and _word(pieces, at + 1) in {"half", "quarter", "tenth"}:
        at, word = at + 1, _word(pieces, at + 1)
    value = {"half": 0.5, "quarter": 0.25, "tenth": 0.1}.get(word)
    if value is None:
        return None
    after = at + 1
    while _word(pieces, after) in {"a", "an", "of"}:
        after += 1
    if _word(pieces, after) == "million":
        return _Amount(value * 1e6, first, after + 1)
    return _Amount(value, first, after) if _unit_at(pieces, after) not in {"", "times", "points"} else None


def _spoken(pieces: Sequence[_Piece], at: int, text: str) -> _Amount | None:
    total, group, last = 0.0, 0.0, at
    seen, previous = False, ""
    while last < len(pieces):
        word = pieces[last].text
        if last > at and _is_a_break(text, pieces[last - 1].end, pieces[last].start):
            break
        if word in _TENS and _tens_may_follow(group, previous):
            group, previous = group + _TENS[word], "tens"
        elif word in _ONES and _ones_may_follow(group, previous, _ONES[word]):
            group, previous = group + _ONES[word], "ones"
        elif (
            word == "hundred"
            and (seen or _word(pieces, at - 1) == "a" or _goes_on_after_hundred(pieces, last))
            and 0 <= group < 100
            and previous != "hundred"
        ):
            group, previous = (group or 1) * 100, "hundred"
        elif (
            word in _SCALES and (seen or _word(pieces, at - 1) == "a") and word != "k" and previous != "scale"
        ):
            total, group, previous = total + (group or 1) * _SCALES[word], 0.0, "scale"
        elif word == "and" and previous in {"hundred", "scale"} and _small_number(_word(pieces, last + 1)):
            pass
        elif (
            word == "a"
            and not seen
            and _word(pieces, last + 1) in {"hundred", "thousand", "million", "billion", "dozen"}
        ):
            group, previous = 1.0, "ones"
        elif word == "dozen" and seen:
            group, previous = group * 12, "hundred"
        else:
            break
        seen, last = True, last + 1
    if not seen or _is_misheard(pieces, at, last, text):
        return None
    return _with_decimals(pieces, _Amount(total + group, at, last))


def _goes_on_after_hundred(pieces: Sequence[_Piece], at: int) -> bool:
    """`hundred and eighty five`, whose article was not heard."""
    return _word(pieces, at + 1) == "and" and _small_number(_word(pieces, at + 2))


def _is_misheard(pieces: Sequence[_Piece], at: int, last: int, text: str) -> bool:
    """`four an e-mail`, `two the doctor`: misheard `for` and `to`: no count stands before those."""
    if last - at > 1 or pieces[at].text not in {"four", "two"} or _word(pieces, at - 1) in _BEFORE_A_COUNT:
        return False
    if _word(pieces, last + 1) in _PERIODS:
        return False
    return _word(pieces, last) in _AFTER_A_PREPOSITION and not _is_a_break(
        text, pieces[at].end, pieces[last].start
    )


def _is_a_break(text: str, end: int, start: int) -> bool:
    return any(mark in text[end:start] for mark in ",.;:?!")


def _small_number(word: str) -> bool:
    return word in _ONES or word in _TENS


def _tens_may_follow(group: float, previous: str) -> bool:
    return previous in {"", "hundred", "scale"} and group % 100 == 0


def _ones_may_follow(group: float, previous: str, value: int) -> bool:
    if previous == "tens":
        return 0 < value < 10
    return previous in {"", "hundred", "scale"} and group % 100 == 0


def _with_decimals(pieces: Sequence[_Piece], amount: _Amount) -> _Amount:
    """`zero point five`, `two point five`, `one and a half`, `three and a half million`."""
    value, last = amount.value, amount.last
    if _word(pieces, last) == "point" and _ONES.get(_word(pieces, last + 1), 99) < 10:
        digits, last = "", last + 1
        while _ONES.get(_word(pieces, last), 99) < 10:
            digits, last = digits + str(_ONES[_word(pieces, last)]), last + 1
        value += float(f"0.{digits}")
    elif [_word(pieces, last + i) for i in range(3)] == ["and", "a", "half"]:
        value, last = value + 0.5, last + 3
    if last > amount.last and _word(pieces, last) in _SCALES:
        value, last = value * _SCALES[_word(pieces, last)], last + 1
    return _Amount(value, amount.first, last)


def _unit_at(pieces: Sequence[_Piece], at: int) -> str:
    word = _word(pieces, at)
    if word == "per" and _word(pieces, at + 1) == "cent":
        return "percent"
    return _UNITS.get(word, "")


def _with_unit(pieces: Sequence[_Piece], amount: _Amount, text: str) -> NumberSaid | None:
    last, unit = amount.last, amount.unit
    if _word(pieces, last) in _FILLERS and _unit_at(pieces, last + 1):
        last += 1
    if not unit and not _ends_a_clause(pieces, last, text):
        if _unit_at(pieces, last) and not _letter_unit_stands_alone(pieces, last):
            unit = _unit_at(pieces, last)
            last += 2 if _word(pieces, last) == "per" else 1
        elif _word(pieces, last) == "queries" and [_word(pieces, last + i) for i in (1, 2)] == [
            "per",
            "second",
        ]:
            unit, last = "qps", last + 3
    if _is_bare_one(pieces, amount, unit) or _word(pieces, last) in _ORDINALS:
        return None
    noun = "" if unit or _ends_a_clause(pieces, last, text) else _counted_noun(pieces, last)
    per, last = _per(pieces, last, text, after_noun=bool(noun))
    start, end = pieces[amount.first].start, pieces[last - 1].end
    return NumberSaid(amount.value, unit or noun, per, start, end, text[start:end])


def _ends_a_clause(pieces: Sequence[_Piece], last: int, text: str) -> bool:
    return last >= len(pieces) or any(
        mark in text[pieces[last - 1].end : pieces[last].start] for mark in ",.;?!:"
    )


def _letter_unit_stands_alone(pieces: Sequence[_Piece], at: int) -> bool:
    """A single letter is a unit only where it sticks to its digits (`80s`, `2h`)."""
    return len(pieces[at].text) == 1 and pieces[at].text.isalpha() and pieces[at - 1].end != pieces[at].start


def _is_bare_one(pieces: Sequence[_Piece], amount: _Amount, unit: str) -> bool:
    if _word(pieces, amount.first) != "one" or amount.last - amount.first > 1:
        return False
    before = _word(pieces, amount.first - 1)
    return not unit and not (before == "to" and _counts_down(pieces, amount.first))


def _counts_down(pieces: Sequence[_Piece], at: int) -> bool:
    """`from five percent to one`."""
    return any(_word(pieces, at - back) == "from" for back in range(2, 6))


def _counted_noun(pieces: Sequence[_Piece], at: int) -> str:
    word = _word(pieces, at)
    return (
        word
        if word.isalpha() and len(word) > 2 and word not in _NO_COUNTED_NOUN and not _small_number(word)
        else ""
    )


def _per(pieces: Sequence[_Piece], at: int, text: str, after_noun: bool) -> tuple[str, int]:
    """`per thousand tokens`, `a month`, `each`, `/request`; returns it with the piece after it."""
    if after_noun:
        at += 1
    if at >= len(pieces) or _ends_a_clause(pieces, at, text):
        return "", at
    word, following = _word(pieces, at), _word(pieces, at + 1)
    if word in {"per", "every", "for"} or (text[pieces[at - 1].end : pieces[at].start].strip() == "/"):
        here = at + 1 if word in {"per", "every", "for"} else at
        return _per_what(pieces, here, at, text, strict=word == "for")
    if word in {"a", "an"} and following in _PERIODS | {
        "request",
        "call",
        "seat",
        "user",
        "letter",
        "token",
        "message",
    }:
        return following, at + 2
    if word == "each":
        return "each", at + 1
    return "", at


def _per_what(pieces: Sequence[_Piece], here: int, at: int, text: str, strict: bool) -> tuple[str, int]:
    count = _digits(pieces, here, text) or _spoken(pieces, here, text)
    if count is not None:
        noun = _word(pieces, count.last)
        return f"{count.value:.0f} {noun}".strip(), min(len(pieces), count.last + 1)
    noun = _word(pieces, here)
    if noun in _SCALES or noun == "hundred":
        scale = _SCALES.get(noun, 100)
        return f"{scale:.0f} {_word(pieces, here + 1)}".strip(), min(len(pieces), here + 2)
    if not noun.isalpha() or strict:
        return "", at
    return noun, here + 1


def _shared_units(found: Sequence[NumberSaid], text: str) -> list[NumberSaid]:
    """`120 to 130 ms`, `90 to 100 thousand`: unit and scale are said once and hold for both."""
    shared = list(found)
    for i in range(len(shared) - 2, -1, -1):
        here, after = shared[i], shared[i + 1]
        if not here.unit and text[here.end : after.start].strip().lower() in _RANGE_LINKS:
            shared[i] = _like(here, after)
    return shared


def _like(here: NumberSaid, after: NumberSaid) -> NumberSaid:
    unit, per = (after.unit, here.per or after.per) if after.unit in _UNIT_FORMS else ("", here.per)
    scaled = next(
        (
            1e3**n
            for n, said in enumerate((r"(\d|\b)(k|thousand)\b", r"(\d|\b)(m|million)\b"), 1)
            if re.search(said, after.quote.lower())
        ),
        1.0,
    )
    value = here.value * scaled if here.value < 1000 and here.value * scaled < after.value else here.value
    return NumberSaid(value, unit, per, here.start, here.end, here.quote)


def _clock_times(found: Sequence[NumberSaid], text: str) -> list[NumberSaid]:
    """`six thirty` and `6:30` are a time of day, in hours."""
    kept: list[NumberSaid] = []
    for said in found:
        before = kept[-1] if kept else None
        if before is not None and _is_clock(before, said, text):
            hour = NumberSaid(
                before.value + said.value / 60,
                "clock",
                "",
                before.start,
                said.end,
                text[before.start : said.end],
            )
            kept[-1] = hour
        else:
            kept.append(_with_minutes(said, text))
    return kept


def _is_clock(hour: NumberSaid, minute: NumberSaid, text: str) -> bool:
    adjacent = text[hour.end : minute.start].strip() == "" and hour.end < minute.start
    return (
        adjacent and not hour.unit and not minute.unit and 1 <= hour.value <= 12 and 10 <= minute.value < 60
    )


def _with_minutes(said: NumberSaid, text: str) -> NumberSaid:
    minutes = re.match(r":(\d\d)\b", text[said.end :])
    if minutes is None or said.unit or said.value > 24:
        return said
    end = said.end + minutes.end()
    return NumberSaid(
        said.value + int(minutes.group(1)) / 60, "clock", "", said.start, end, text[said.start : end]
    )
