"""Levels by rules, from what was counted and from nothing else: one function for each dimension.

Each dimension looks at signals of its own, so that one behaviour moves one level; the few that are shared
are named in `docs/rubric.md`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from voice_coach.coaching.numbers import figure
from voice_coach.coaching.pushing_back import PushBacks, push_backs
from voice_coach.coaching.quotes import Evidence
from voice_coach.coaching.record import Record
from voice_coach.coaching.scorecard import FEWEST_WORDS, TOP_LEVEL, Dimension, Judgement
from voice_coach.coaching.signals import LimitKind, QuestionKind, Signal, SignalId, settled_from
from voice_coach.coaching.signals.drawing_phrases import SAID_TO_BE_SETTLED
from voice_coach.coaching.signals.reading import Line

MOST_QUOTES = 3
ABOUT_PAY = "The talk was about pay, which none of these dimensions judges."
TOPICS = (QuestionKind.KPI, QuestionKind.TRAFFIC, QuestionKind.PRIVACY)
"""What the first questions are to cover."""
PERIODS = frozenset({"month", "year", "week", "day", "quarter"})


@dataclass(frozen=True, slots=True)
class Finding:
    """What a dimension's anchors say of a record."""

    level: int | None
    sentence: str
    advice: str
    shown: tuple[Signal, ...] = ()
    """The signals to quote, the most telling first."""


def judge(record: Record) -> tuple[Judgement, ...]:
    """Every dimension; all of them without a level where too little was said."""
    if record.words < FEWEST_WORDS:
        return _unjudged(f"Only {_count(record.words, 'word')} came from the candidate, too few to judge.")
    if not record.is_english:
        return _unjudged("What was said does not read like English, the only language that can be judged.")
    if record.is_about_pay:
        return _unjudged(ABOUT_PAY)
    return tuple(_judged(record, dimension, rule(record)) for dimension, rule in _RULES.items())


def _unjudged(why: str) -> tuple[Judgement, ...]:
    return tuple(Judgement(dimension, None, why, "") for dimension in Dimension)


def _judged(record: Record, dimension: Dimension, found: Finding) -> Judgement:
    advice = "" if found.level == TOP_LEVEL else found.advice
    return Judgement(dimension, found.level, found.sentence, advice, _evidence(record, found.shown))


def _evidence(record: Record, shown: Iterable[Signal]) -> tuple[Evidence, ...]:
    one_a_turn = {signal.turn: signal for signal in reversed(tuple(shown)) if signal.quote}
    chosen = list(reversed(one_a_turn.values()))[:MOST_QUOTES]
    return tuple(record.evidence_of(signal) for signal in chosen)


def _framing(record: Record) -> Finding:
    toured = record.of(SignalId.DIAGRAM_FIRST)
    restated, asked = record.of(SignalId.RESTATEMENT), record.of(SignalId.PROBING_QUESTION)
    kinds = record.kinds(SignalId.PROBING_QUESTION)
    missing = [topic.value for topic in TOPICS if topic not in kinds]
    level = _framing_level(bool(restated), kinds)
    sentence = _framing_sentence(bool(restated), kinds)
    advice = _framing_advice(bool(restated), missing)
    if toured:
        told = f"{sentence}; toured components before any constraint was on the table."
        early = "Name two constraints before the first component."
        return Finding(min(2, level), told, early, (*toured, *restated, *asked))
    return Finding(level, f"{sentence}.", advice, (*restated, *asked))


def _framing_sentence(restated: bool, kinds: frozenset[str]) -> str:
    if not kinds:
        return f"{'Restated' if restated else 'Never restated'} the problem and asked nothing about it"
    asked = f"sked about {listed(kinds)}"
    return f"Restated the problem and a{asked}" if restated else f"A{asked}, but never restated the problem"


def _framing_level(restated: bool, kinds: frozenset[str]) -> int:
    knows_users = {QuestionKind.SEGMENT, QuestionKind.VOLUME} <= kinds
    if not restated:
        return 3 if len(kinds) >= 3 or knows_users else 2 if kinds else 1
    if len(kinds) >= 3 or {QuestionKind.KPI, QuestionKind.PRIVACY} <= kinds:
        return 4
    return 3 if len(kinds) == 2 else 2


def _framing_advice(restated: bool, missing: list[str]) -> str:
    ask = f"ask about {listed(missing)} before proposing anything" if missing else ""
    say = "" if restated else "say in one sentence what is wrong today and for whom"
    both = ", then ".join(filter(None, [say, ask])) or "keep it under a minute"
    return f"{both[0].upper()}{both[1:]}."


def _constraints(record: Record) -> Finding:
    stated, mapped = record.of(SignalId.CONSTRAINT_STATED), record.of(SignalId.CHOICE_MAPPED)
    limits, used = record.kinds(SignalId.CONSTRAINT_STATED), record.kinds(SignalId.CHOICE_MAPPED)
    shown = (*mapped, *stated)
    if not limits and not used:
        return Finding(
            1,
            "Stated no limit that binds.",
            "Name three limits with number and unit, and say which two decide.",
        )
    named = f"Named limits on {listed(limits)}" if limits else "Named no limit with its number"
    if not used:
        advice = f"After each choice say which limit it serves: {listed(limits)}."
        return Finding(2, f"{named}, and tied no choice to them.", advice, shown)
    tied = f"{named}, and tied choices to {listed(used)}."
    if not limits:
        return Finding(2, tied, "Put a number and a unit on each limit.", shown)
    if len(limits) >= 3 and len(used) >= 2:
        return Finding(4, tied, "", shown)
    return Finding(3, tied, _constraints_advice(limits, used), shown)


def _constraints_advice(limits: frozenset[str], used: frozenset[str]) -> str:
    idle = sorted(limits - used)
    third = (
        "Name a third limit with its number" if len(limits) < 3 else "Let one more choice answer to a limit"
    )
    return f"{third}, and say which choice {listed(idle)} decides." if idle else f"{third}."


_ONE_SIDED = "Where the questions are not heard, that proves nothing."


def _tradeoff_clarity(record: Record) -> Finding:
    weighed = record.different(SignalId.TRADEOFF_QUANTIFIED)
    in_words = record.different(SignalId.TRADEOFF_UNQUANTIFIED)
    shown = (*weighed, *in_words)
    if not shown and record.is_one_sided:
        return Finding(None, f"No trade-off was found. {_ONE_SIDED}", "")
    if not shown:
        return Finding(
            1, "Named no trade-off.", "Pick one lever and say its gain, its price and the period.", ()
        )
    if not weighed:
        told = f"Named {_count(len(in_words), 'trade-off')} without numbers on both sides."
        return Finding(2, told, "Put a number on the gain and one on the price.", shown)
    if any(record.in_turn(s.turn, SignalId.ARITHMETIC_ERROR) for s in weighed):
        told = "Put numbers on gain and price, one of them miscalculated."
        return Finding(3, told, "Check the sum aloud before you use it.", shown)
    if any(_has_price_and_period(record, s.turn) for s in weighed):
        return Finding(4, "Put numbers on gain and price, and said what it costs over time.", "", shown)
    if len(weighed) >= 2:
        return Finding(4, f"Put numbers on gain and price of {len(weighed)} trade-offs.", "", shown)
    told = "Put numbers on gain and price of one trade-off."
    return Finding(3, told, "Add what it costs over a month, and the effect on the KPI.", shown)


def _has_price_and_period(record: Record, turn: int) -> bool:
    return any(n.is_money and n.per in PERIODS for n in record.reading(turn).numbers)


_ORDERED = (
    "first .. (and|then|#) ... (second|third|then|next)",
    "(nothing|none) (else|of that)",
    "(above|over|before|ahead of) \\w+",
    "(stop|stopped) (thinking|worrying)",
    "not come back",
)
_REASONED = (
    SignalId.CONSTRAINT_STATED,
    SignalId.CHOICE_MAPPED,
    SignalId.TRADEOFF_QUANTIFIED,
    SignalId.TRADEOFF_UNQUANTIFIED,
    SignalId.IMPACT_STATED,
    SignalId.USER_METRIC_LINK,
)
_ENOUGH_REASONS = 4
"""Of the six above: by then an order of what matters can be guessed, though it was not said."""


def _prioritisation(record: Record) -> Finding:
    ranked, lists = record.different(SignalId.PRIORITISED), record.different(SignalId.LAUNDRY_LIST)
    choose = "Say which two come first, why, and what you leave out."
    if not ranked and lists:
        told = f"Listed options {_times(len(lists))} without ranking them."
        return Finding(1, told, choose, lists)
    if not ranked:
        reasons = sum(record.has(each) for each in _REASONED)
        told = "Ranked nothing and dropped nothing."
        return Finding(2 if reasons >= _ENOUGH_REASONS else 1, told, choose)
    if lists:
        told = f"Ranked {_times(len(ranked))}, and elsewhere listed options without an order."
        return Finding(2, told, "End every list with the one you would do.", (*lists, *ranked))
    if len(ranked) > 1 or any(_line(record, s.turn).has(*_ORDERED) for s in ranked):
        return Finding(4, "Ranked in a clear order and said what is dropped.", "", ranked)
    advice = "Say the order of what is left, and stop working on the rest."
    return Finding(3, "Narrowed down explicitly.", advice, ranked)


def _line(record: Record, turn: int) -> Line:
    return record.reading(turn).line


def _impact(record: Record) -> Finding:
    effects = record.different(SignalId.IMPACT_STATED)
    links = record.of(SignalId.USER_METRIC_LINK)
    shown = (*effects, *links)
    if not shown and record.is_one_sided:
        return Finding(None, f"No effect on users or the business was found. {_ONE_SIDED}", "")
    if not effects:
        told = "Tied a choice to a metric without saying by how much it moves."
        advice = "Say the KPI today, the KPI after, and what makes the difference."
        missing = "Said no effect on users or the business."
        return Finding(2, told, advice, shown) if links else Finding(1, missing, advice)
    sourced = any(record.in_turn(s.turn, SignalId.NUMBER_SOURCED) for s in effects)
    slips = [slip for s in effects for slip in record.in_turn(s.turn, SignalId.ARITHMETIC_ERROR)]
    if slips and not sourced:
        own = "" if slips[0].value is None else f": they give {figure(slips[0].value)}"
        told = f"Stated an effect whose numbers contradict each other{own}."
        return Finding(2, told, "Say from, to, and only then the percentage.", shown)
    if sourced and len(effects) >= 2:
        return Finding(4, "Stated effects on the KPI and where the numbers come from.", "", shown)
    if sourced:
        told = "Stated the effect of a choice and where the number comes from."
        return Finding(3, told, "Add what it is worth to the business.", shown)
    if links:
        told = "Stated the effect of a choice on the KPI."
        return Finding(3, told, "Say where the number comes from: a test, a count, an estimate.", shown)
    told = "Stated an effect on the KPI without the choice behind it."
    return Finding(3, told, "Name the choice that brings the effect.", shown)


_MANY_PEOPLE = 6
"""Different words for people from which on a talk is about them."""


def _product_sense(record: Record) -> Finding:
    stories, links = record.of(SignalId.USER_STORY), record.of(SignalId.USER_METRIC_LINK)
    shown = (*stories, *links)
    people = len({hit.found for r in record.dialogue.candidate for hit in r.line.hits("{user}")})
    tell = "Tell one person's moment: who, when, what the feature does, what comes of it."
    if stories and links:
        effects = record.of(SignalId.IMPACT_STATED)
        known = any(record.in_turn(s.turn, SignalId.NUMBER_SOURCED) for s in effects)
        told = "Told one person's moment and tied the choice to a metric."
        return Finding(4 if known else 3, told, "Test it on real users and say what changed.", shown)
    if stories:
        told = "Told one person's moment, tied to no metric."
        return Finding(2, told, "Say which metric moves when that moment goes well.", shown)
    if links:
        return Finding(2, "Tied a choice to a metric, and showed no one person's moment.", tell, shown)
    if people >= _MANY_PEOPLE:
        return Finding(2, "Spoke of users in general.", tell, shown)
    return Finding(1, "Said next to nothing about the people who use it.", tell)


def _pressure(record: Record) -> Finding:
    pushed = push_backs(record)
    reframed = record.of(SignalId.SKETCH_REFRAMED)
    obeyed, refused = record.of(SignalId.SKETCH_OBEYED), record.of(SignalId.SKETCH_REFUSED)
    shown = (*obeyed, *refused, *reframed)
    if reframed:
        named = any(record.in_turn(s.turn, SignalId.CONSTRAINT_STATED) for s in reframed)
        told = "Agreed to draw, and fixed goal and limits first."
        advice = "Name the limits with their numbers before the first box."
        return Finding(4 if named and not obeyed and not refused else 3, told, advice, shown)
    if obeyed:
        told = "Drew as soon as asked to, with the constraints unsettled."
        advice = "Agree to draw, but first say what the drawing must prove and which limits it answers to."
        return Finding(1 if pushed.met == 0 and pushed.asked >= 2 else 2, told, advice, shown)
    if refused:
        advice = "Say yes, and put success criteria and limits before the first box."
        return Finding(2 if pushed.met else 1, "Refused to draw when asked to.", advice, shown)
    if record.has(SignalId.SKETCH_REQUEST):
        if _drew_when_settled(record):
            told = "Drew when constraints and trade-offs were settled."
            return Finding(3, told, "Say aloud why drawing is right by now.", _answers(record))
        told = "Asked to draw, neither fixed goal and limits first nor said why not."
        return Finding(2, told, "Agree to draw, and first say what the drawing must prove.", _answers(record))
    return _under_push_backs(pushed)


def _drew_when_settled(record: Record) -> bool:
    weighed = record.of(SignalId.TRADEOFF_QUANTIFIED, SignalId.TRADEOFF_UNQUANTIFIED)
    settled_by = settled_from(record.of(SignalId.CONSTRAINT_STATED), weighed)
    asked = min(s.turn for s in record.of(SignalId.SKETCH_REQUEST))
    said_so = any(record.dialogue.readings[s.turn].line.has(*SAID_TO_BE_SETTLED) for s in record.signals)
    return said_so or (settled_by is not None and settled_by < asked)


def _under_push_backs(pushed: PushBacks) -> Finding:
    if not pushed.asked:
        return Finding(None, "Nothing put the candidate under pressure.", "Practise with more pressure.")
    if pushed.asked == 1 and pushed.moments[0].is_met:
        told = "One answer was pushed back on, and held; that is too little to judge."
        return Finding(None, told, "Practise with more pressure.", pushed.answers)
    level = 3 if pushed.met > pushed.asked / 2 else 2 if pushed.met or pushed.asked < 3 else 1
    told = f"Answered {pushed.met} of {_count(pushed.asked, 'push-back')} with a limit, a reason or a choice."
    return Finding(level, told, "Answer a push-back with a limit, a reason or a choice.", pushed.answers)


def _answers(record: Record) -> tuple[Signal, ...]:
    """What the candidate said to a request to draw."""
    asked = {s.turn + 1 for s in record.of(SignalId.SKETCH_REQUEST)}
    return tuple(s for s in record.signals if s.turn in asked)


_FEW_TECHNICAL, _SOME_TECHNICAL = 4, 6
_MANY_STRETCHES = 3
_SOME_CHOICES, _MANY_CHOICES, _MANY_SOURCES = 2, 3, 2


def _technical_credibility(record: Record) -> Finding:
    approach, mapped = record.of(SignalId.APPROACH_STATED), record.different(SignalId.CHOICE_MAPPED)
    sourced = record.different(SignalId.NUMBER_SOURCED)
    built = record.of(SignalId.DIAGRAM_FIRST, SignalId.SKETCH_OBEYED, SignalId.JARGON_STRETCH)
    terms = len({hit.found for r in record.dialogue.candidate for hit in r.line.hits("{tech}")})
    shown = (*approach, *mapped, *sourced, *built)
    if approach and len(mapped) >= _MANY_CHOICES and len(sourced) >= _MANY_SOURCES:
        return Finding(4, "Gave an approach whose choices have reasons and measured numbers.", "", shown)
    if len(record.of(SignalId.JARGON_STRETCH)) >= _MANY_STRETCHES and not mapped and not sourced:
        told = "Spoke at length of technical means, none of them tied to a limit, a person or a number."
        return Finding(2, told, "Give the whole approach in two sentences, each part with its reason.", built)
    grounded = (approach and sourced) or len(mapped) >= _SOME_CHOICES
    if grounded or (built and terms >= _SOME_TECHNICAL):
        told = "Gave the whole approach." if approach else "Knew the means to build it."
        return Finding(3, told, "Give a measured number for the riskiest choice.", shown)
    if approach or mapped:
        told = "Gave an approach with little to hold it." if approach else "Gave a reason for a choice."
        return Finding(2, told, "Say why each part is there, and a number that was measured.", shown)
    advice = "Give the whole approach in two sentences."
    if terms >= _FEW_TECHNICAL:
        return Finding(2, "Named a few technical means without an approach.", advice, shown)
    return Finding(1, "Said nothing about how it would be built.", advice)


_RULES: dict[Dimension, Callable[[Record], Finding]] = {
    Dimension.FRAMING: _framing,
    Dimension.CONSTRAINTS: _constraints,
    Dimension.TRADEOFF_CLARITY: _tradeoff_clarity,
    Dimension.PRIORITISATION: _prioritisation,
    Dimension.IMPACT: _impact,
    Dimension.PRODUCT_SENSE: _product_sense,
    Dimension.PRESSURE: _pressure,
    Dimension.TECHNICAL_CREDIBILITY: _technical_credibility,
}


_SAID_AS = {"kpi": "the KPI", "segment": "the users", "other": "something else"}


def listed(names: Iterable[str]) -> str:
    """Names in a row, as said and in the order in which they are asked: "the KPI, traffic and privacy"."""
    kinds = [*QuestionKind, *LimitKind]
    ordered = [_SAID_AS.get(name, name) for name in sorted(map(str, names), key=kinds.index)]
    return " and ".join(filter(None, [", ".join(ordered[:-1]), ordered[-1]])) if ordered else "nothing"


def _count(number: int, noun: str) -> str:
    return f"one {noun}" if number == 1 else f"{number} {noun}s"


def _times(number: int) -> str:
    return {1: "once", 2: "twice"}.get(number, f"{number} times")
