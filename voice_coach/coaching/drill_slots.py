"""What a drill's sentences are filled with: the scenario's facts and the candidate's own words."""

from __future__ import annotations

import re
import string
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from itertools import pairwise

from voice_coach.coaching.drill_answer import Answer, any_of, limit_words, terms_in
from voice_coach.coaching.drill_round import Round
from voice_coach.coaching.scenario import Constraint

MOST_OWN_WORDS = 11
_FACTS = ("kpi", "volume", "traffic", "privacy", "budget", "latency", "quality", "segment")
_WITHOUT_NAME = re.compile(r"^The (?:KPI|measure|budget) is ")


def filled(template: str, round: Round, more: Mapping[str, str] | None = None) -> str:
    """The template with its slots filled; "" where one of them has nothing."""
    given = more or {}
    words: dict[str, str] = {}
    for slot in slots_of(template):
        words[slot] = given.get(slot) or _of_round(slot, round)
        if not words[slot]:
            return ""
    return _sentences(template.format_map(words))


def filled_for(template: str, answer: Answer, more: Mapping[str, str] | None = None) -> str:
    """A sentence about this answer, its slots filled; "" where one of them has nothing."""
    own = {slot: _OF_ANSWER[slot](answer) for slot in slots_of(template) if slot in _OF_ANSWER}
    return filled(template, answer.round, {**own, **(more or {})})


def slots_of(template: str) -> list[str]:
    """The names of its slots."""
    return [slot for _, slot, _, _ in string.Formatter().parse(template) if slot]


def _of_round(slot: str, round: Round) -> str:
    if slot in _FACTS:
        fact = round.scenario.fact(slot)
        return _WITHOUT_NAME.sub("", fact.brief).rstrip(".") if fact else ""
    return _OF_ROUND[slot](round).rstrip(".") if slot in _OF_ROUND else ""


def line_by_line(round: Round) -> Iterator[str]:
    """The scenario's lines of a strong candidate that suit the drill, the likeliest first."""
    for topic in round.drill.topics:
        yield from round.scenario.model_lines(topic)


def own_words(answer: Answer) -> str:
    """A clause of the candidate's to build on: one about the same thing, else the first of substance."""
    chosen = answer.clause_with(limit_words(answer.round)) or next(
        (clause for clause in answer.clauses if len(clause.split()) >= 4), ""
    )
    return quotable(chosen, answer.unsure)


_LEADING = re.compile(r"^(?:and|but|so|then|well|okay|ok|um|uh|first|because|the point is)\s+", re.IGNORECASE)


def shortened(clause: str) -> str:
    """A clause as it can be quoted within a sentence."""
    bare = clause.strip(" ,.;:?!\"'")
    while (shorter := _LEADING.sub("", bare)) != bare:
        bare = shorter
    words = bare.split()
    return " ".join(words[:MOST_OWN_WORDS]).rstrip(",;:") if len(words) >= 2 else ""


_HANGING_TEXT = """
a an the and but or so because since of to in on at by for from with into than that which who is are was were
be i we you they he she it his her him my our your their would will should could can may not no as if when
what how where why whose
"""
_HANGING = frozenset(_HANGING_TEXT.split())
"""Words after which a quote would break off in the middle."""
FEWEST_SURE_WORDS, SURE_SHARE = 4, 0.5
"""Left of a quote from which misheard words were taken: less says nothing."""


_COARSE = re.compile(
    r"fuck|shit|cunt|bitch|bastard|whore|wank|dick(?:s|head)?$|cock(?:s)?$|arse|asshole|nigg|fag|slut|tits?$"
)
"""What a recogniser may make of a harmless word, and no coach says: "one wrong booking in a hundred"."""


def quotable(clause: str, unsure: Collection[str] = ()) -> str:
    """A clause as it can be quoted, without words that may be misheard; "" where too little is left."""
    words = clause.split()
    misheard = [at for at, word in enumerate(words) if _is_misheard(word.strip(' ,.;:?!"'), unsure)]
    cuts = [-1, *misheard, len(words)]
    longest = max((words[one + 1 : two] for one, two in pairwise(cuts)), key=len)
    quote = shortened(" ".join(longest))
    while quote.split() and quote.split()[-1].lower() in _HANGING:
        quote = quote.rpartition(" ")[0]
    enough = max(FEWEST_SURE_WORDS, SURE_SHARE * len(words)) if misheard else 2
    return quote if len(quote.split()) >= enough else ""


def _is_misheard(word: str, unsure: Collection[str]) -> bool:
    return word in unsure or _COARSE.match(word.lower()) is not None


def _missed_limit(answer: Answer) -> str:
    """A binding constraint that the answer does not name."""
    for each in _binding(answer.round):
        if not any_of(each.words).search(answer.plain):
            return each.says
    return ""


def _bare_limit(answer: Answer) -> str:
    """A constraint that was named, as it is said with its number."""
    for each in _binding(answer.round):
        if any_of(each.words).search(answer.plain):
            return each.says
    return answer.round.limit.says


def _own_items(answer: Answer) -> tuple[str, ...]:
    return tuple(item for item in answer.round.items if f" {item.lower()} " in answer.plain)


def _binding(round: Round) -> Sequence[Constraint]:
    return [each for each in round.scenario.constraints if each.binding]


def _other_limit(round: Round, at: int) -> str:
    others = [each.says for each in round.scenario.constraints if each.id != round.limit.id]
    return others[at] if len(others) > at else ""


def _lowered(title: str) -> str:
    first, _, rest = title.partition(" ")
    return title if first.isupper() else f"{first[:1].lower()}{first[1:]} {rest}".strip()


def _sentences(text: str) -> str:
    """One line, each sentence with a capital, no full stop twice."""
    line = re.sub(r"([.?!])[.]+", r"\1", " ".join(text.split()))
    return re.sub(
        r"(^|[.!?:] \"?)([a-z])", lambda m: m[1] + m[2].upper() if m[1][-2:-1] != ":" else m[0], line
    )


_OF_ROUND: dict[str, Callable[[Round], str]] = {
    "title": lambda r: _lowered(r.scenario.title),
    "problem": lambda r: r.scenario.prompt,
    "limit": lambda r: r.limit.says,
    "limit_name": lambda r: r.limit.name,
    "second_limit": lambda r: _other_limit(r, 0),
    "third_limit": lambda r: _other_limit(r, 1),
    "lever": lambda r: r.lever,
    "component": lambda r: r.components[0],
    "component2": lambda r: r.components[1],
    "component3": lambda r: r.components[2],
    "items": lambda r: f"{', '.join(r.items[:-1])}, and {r.items[-1]}",
    "seconds": lambda r: f"{r.rung.limit_s:g}",
    "pay_script": lambda r: r.pay.script,
    "pay_first_year": lambda r: r.pay.first_year_k.said,
    "pay_base": lambda r: r.pay.base_k.said,
    "pay_equity": lambda r: r.pay.equity_k.said,
    "pay_sign_on": lambda r: r.pay.sign_on_k.said,
    "pay_percent": lambda r: r.pay.equity_percent.said,
    "pay_tension": lambda r: r.pay.tension,
}
_OF_ANSWER: dict[str, Callable[[Answer], str]] = {
    "own": own_words,
    "term": lambda answer: next(iter(terms_in(answer)), ""),
    "missed_limit": _missed_limit,
    "bare_limit": _bare_limit,
    "own_item": lambda answer: next(iter(_own_items(answer)), ""),
    "took_s": lambda answer: f"{round(answer.speech_s):d}",
}
SLOTS = frozenset({*_OF_ROUND, *_OF_ANSWER, *_FACTS, "quote", "model"})
"""Every slot that a file may use."""
