"""Levels and verdict by rules, from what was counted and from nothing else.

The anchors, in words, are in `docs/rubric.md`. A level is 1 to 4, or None where there is no evidence for
the dimension either way.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from voice_coach.coaching.quotes import Evidence
from voice_coach.coaching.record import Record
from voice_coach.coaching.signals import QuestionKind, SignalId
from voice_coach.coaching.signals.reading import Line

FEWEST_WORDS = 80
"""Candidate words below which nothing is judged."""


class Dimension(StrEnum):
    """What is judged."""

    FRAMING = "framing"
    CONSTRAINTS = "constraints"
    TRADEOFF_CLARITY = "tradeoff_clarity"
    PRIORITISATION = "prioritisation"
    IMPACT = "impact"
    PRODUCT_SENSE = "product_sense"
    PRESSURE = "pressure"
    TECHNICAL_CREDIBILITY = "technical_credibility"


class Verdict(StrEnum):
    """What a committee would say, worst to best after the first."""

    NOT_ENOUGH_EVIDENCE = "not_enough_evidence"
    NO_HIRE = "no_hire"
    BORDERLINE = "borderline"
    HIRE = "hire"
    STRONG_HIRE = "strong_hire"


@dataclass(frozen=True, slots=True)
class Judgement:
    """One dimension, judged."""

    dimension: Dimension
    level: int | None
    """1 very weak, 2 weak, 3 strong, 4 very strong; None: not enough evidence."""
    sentence: str
    advice: str
    """What would have raised it; "" at the top level."""
    evidence: tuple[Evidence, ...] = ()

    def to_json(self) -> dict[str, object]:
        """As it stands in scorecard.json."""
        return {
            "id": self.dimension.value,
            "level": self.level,
            "sentence": self.sentence,
            "evidence": [e.to_json() for e in self.evidence],
            "advice": self.advice,
        }


_Found = tuple[int | None, str, str, tuple[SignalId, ...]]
"""Level, sentence, advice, and the signals that are shown for it."""


def judge(record: Record) -> tuple[Judgement, ...]:
    """Every dimension; all of them without a level where too little was said."""
    if record.words < FEWEST_WORDS:
        return _unjudged(f"Only {record.words} words were said, too few to judge.")
    if not record.is_english:
        return _unjudged("What was said does not read like English, the only language that can be judged.")
    return tuple(_judged(record, dimension, rule) for dimension, rule in _RULES.items())


def _unjudged(why: str) -> tuple[Judgement, ...]:
    return tuple(Judgement(dimension, None, why, "") for dimension in Dimension)


def _judged(record: Record, dimension: Dimension, rule: Callable[[Record], _Found]) -> Judgement:
    level, sentence, advice, ids = rule(record)
    return Judgement(dimension, level, sentence, advice, record.evidence(record.of(*ids)))


def _framing(record: Record) -> _Found:
    ids = (SignalId.RESTATEMENT, SignalId.PROBING_QUESTION, SignalId.DIAGRAM_FIRST)
    kinds = record.kinds(SignalId.PROBING_QUESTION)
    restated = record.has(SignalId.RESTATEMENT)
    missing = [k for k in (QuestionKind.KPI, QuestionKind.TRAFFIC, QuestionKind.PRIVACY) if k not in kinds]
    advice = (
        f"Restate in under a minute, then ask about {_listed(missing)}."
        if missing
        else "Ask before you build."
    )
    sentence = ("Restated the problem" if restated else "Never restated the problem") + (
        f" and asked about {_listed(kinds)}" if kinds else " and asked nothing about it"
    )
    level = _framing_level(restated, kinds)
    if record.has(SignalId.DIAGRAM_FIRST):
        return min(2, level), f"{sentence}, but toured components before any constraint.", advice, ids
    return level, f"{sentence}.", "" if level == 4 else advice, ids


def _framing_level(restated: bool, kinds: frozenset[str]) -> int:
    if not restated:
        return 2 if kinds else 1
    if len(kinds) >= 3 or {QuestionKind.KPI, QuestionKind.PRIVACY} <= kinds:
        return 4
    return 3 if len(kinds) == 2 else 2


def _constraints(record: Record) -> _Found:
    ids = (SignalId.CONSTRAINT_STATED, SignalId.CHOICE_MAPPED)
    stated, mapped = record.kinds(SignalId.CONSTRAINT_STATED), record.kinds(SignalId.CHOICE_MAPPED)
    if not stated:
        return (
            1,
            "Stated no limit that binds.",
            "Name three limits with number and unit, and say which two decide.",
            ids,
        )
    named = f"Stated {_listed(stated)}"
    if not mapped:
        return 2, f"{named}, and tied no choice to it.", "After each choice say which limit it serves.", ids
    tied = f"{named}, and tied choices to {_listed(mapped)}."
    if len(stated) >= 3 and len(mapped) >= 2:
        return 4, tied, "", ids
    return 3, tied, "Name a third limit, and let each choice answer to one of them.", ids


def _tradeoff_clarity(record: Record) -> _Found:
    ids = (SignalId.TRADEOFF_QUANTIFIED, SignalId.TRADEOFF_UNQUANTIFIED, SignalId.ARITHMETIC_ERROR)
    weighed = record.of(SignalId.TRADEOFF_QUANTIFIED)
    if not weighed and not record.has(SignalId.TRADEOFF_UNQUANTIFIED):
        return 1, "Named no trade-off.", "Pick one lever and say its gain, its price and the period.", ids
    if not weighed:
        return (
            2,
            "Named a trade-off without numbers on both sides.",
            "Put a number on the gain and one on the price.",
            ids,
        )
    if any(record.in_turn(s.turn, SignalId.ARITHMETIC_ERROR) for s in weighed):
        return (
            3,
            "Put numbers on gain and price, one of them miscalculated.",
            "Check the sum aloud before you use it.",
            ids,
        )
    if len(weighed) >= 2 or any(_has_price_and_period(record, s.turn) for s in weighed):
        return 4, "Put numbers on gain and price, with what it costs over time or on several levers.", "", ids
    return 3, "Put numbers on gain and price.", "Add the period and the effect on the KPI.", ids


def _has_price_and_period(record: Record, turn: int) -> bool:
    reading = next(r for r in record.dialogue.candidate if r.index == turn)
    return any(n.is_money and n.per in {"month", "year", "week", "day"} for n in reading.numbers)


_ORDERED = (
    "first .. (and|then|#) ... (second|third|then|next)",
    "(nothing|none) (else|of that)",
    "(above|over|before|ahead of) \\w+",
    "(stop|stopped) (thinking|worrying)",
    "not come back",
)


def _prioritisation(record: Record) -> _Found:
    ids = (SignalId.PRIORITISED, SignalId.LAUNDRY_LIST)
    ranked = record.of(SignalId.PRIORITISED)
    if not ranked:
        level = (
            2
            if record.has(SignalId.CHOICE_MAPPED, SignalId.TRADEOFF_QUANTIFIED)
            and not record.has(SignalId.LAUNDRY_LIST)
            else 1
        )
        listed = (
            "Listed options without ranking them."
            if record.has(SignalId.LAUNDRY_LIST)
            else "Ranked nothing and dropped nothing."
        )
        return level, listed, "Say which two come first, why, and what you leave out.", ids
    firm = len(ranked) > 1 or any(_line(record, s.turn).has(*_ORDERED) for s in ranked)
    if record.has(SignalId.LAUNDRY_LIST):
        return (
            2,
            "Ranked once, and elsewhere listed options without an order.",
            "End every list with the one you would do.",
            ids,
        )
    if firm:
        return 4, "Ranked in a clear order and said what is dropped.", "", ids
    return 3, "Narrowed down explicitly.", "Say the order of what is left, and stop working on the rest.", ids


def _line(record: Record, turn: int) -> Line:
    return next(r.line for r in record.dialogue.candidate if r.index == turn)


def _impact(record: Record) -> _Found:
    ids = (SignalId.IMPACT_STATED, SignalId.USER_METRIC_LINK, SignalId.ARITHMETIC_ERROR)
    effects = record.of(SignalId.IMPACT_STATED)
    if not effects:
        linked = record.has(SignalId.USER_METRIC_LINK)
        sentence = (
            "Tied a choice to a metric without saying by how much."
            if linked
            else "Said no effect on users or the business."
        )
        return (
            2 if linked else 1,
            sentence,
            "Say the KPI today, the KPI after, and what makes the difference.",
            ids,
        )
    if any(record.in_turn(s.turn, SignalId.ARITHMETIC_ERROR) for s in effects):
        return (
            2,
            "Stated an effect whose numbers contradict each other.",
            "Say from, to, and only then the percentage.",
            ids,
        )
    sourced = any(record.in_turn(s.turn, SignalId.NUMBER_SOURCED) for s in effects)
    if sourced and len(effects) >= 2:
        return 4, "Stated effects on the KPI and where the numbers come from.", "", ids
    if sourced or record.has(SignalId.USER_METRIC_LINK):
        advice = "Add what it is worth to the business." if sourced else "Say where the number comes from."
        return 3, "Stated the effect of a choice on the KPI.", advice, ids
    return 2, "Stated an effect without the choice behind it.", "Name the choice that brings the effect.", ids


def _product_sense(record: Record) -> _Found:
    ids = (SignalId.USER_STORY, SignalId.USER_METRIC_LINK, SignalId.RESTATEMENT)
    story, linked = record.has(SignalId.USER_STORY), record.has(SignalId.USER_METRIC_LINK)
    restated = record.has(SignalId.RESTATEMENT)
    known = any(record.in_turn(s.turn, SignalId.NUMBER_SOURCED) for s in record.of(SignalId.IMPACT_STATED))
    advice = "Tell one person's moment: who, when, what the feature does, what comes of it."
    if story and linked:
        level = 4 if restated and known else 3
        return (
            level,
            "Told a person's moment and tied the choice to a metric.",
            "" if level == 4 else "Test it on real users and say what changed.",
            ids,
        )
    if story:
        return (
            2,
            "Told a person's moment, tied to no metric.",
            "Say which metric moves when that moment goes well.",
            ids,
        )
    cares = restated or record.kinds(SignalId.PROBING_QUESTION) & {QuestionKind.SEGMENT, QuestionKind.KPI}
    if linked and restated:
        return 3, "Saw the people behind the problem and tied a choice to a metric.", advice, ids
    if linked or cares:
        return 2, "Spoke of users in general.", advice, ids
    return 1, "No user appears in the answers.", advice, ids


_PUSH_BACKS = (
    "(which|what) (limit|limits|constraint|constraints|of (these|those|them|your)|one)",
    "(is|are) there (a|any) (figure|number|source)",
    "(where|how) (does|do|did) (that|this|you) .. (come|know|get)",
    "why",
    "(# )?percent of what",
    "that (is|seems|sounds|are)",
    "(is|does|do|are|would|did) not (it|that|this|they)",
    "(tell|say|explain) (it|that) again",
    "i did not hear",
    "matter",
    "are you sure",
    "how (do you|would you) (know|decide|choose|make sure)",
    "what (would|could) (decide|make you)",
    "(what|which) .. first",
    "(only|just) (do |ship |one)",
    "still",
    "you (lose|give|said|skipped|missed)",
    "what for|for what|helps?",
)
_GOOD_ANSWERS = (
    SignalId.CONSTRAINT_STATED,
    SignalId.CHOICE_MAPPED,
    SignalId.TRADEOFF_QUANTIFIED,
    SignalId.TRADEOFF_UNQUANTIFIED,
    SignalId.PRIORITISED,
    SignalId.NUMBER_SOURCED,
    SignalId.IMPACT_STATED,
)


def _pressure(record: Record) -> _Found:
    ids = (SignalId.SKETCH_REQUEST, SignalId.SKETCH_REFRAMED, SignalId.SKETCH_OBEYED, SignalId.SKETCH_REFUSED)
    held, asked = _push_backs(record)
    if record.has(SignalId.SKETCH_REFRAMED):
        restated = any(
            record.in_turn(s.turn, SignalId.CONSTRAINT_STATED) for s in record.of(SignalId.SKETCH_REFRAMED)
        )
        level = 4 if restated and not record.has(SignalId.SKETCH_OBEYED, SignalId.SKETCH_REFUSED) else 3
        return (
            level,
            "Asked to draw, fixed goal and limits first.",
            "" if level == 4 else "Name the limits with their numbers before the first box.",
            ids,
        )
    if record.has(SignalId.SKETCH_OBEYED):
        advice = "Agree to draw, but first say what the drawing must prove and which limits it answers to."
        return (
            (1 if held == 0 and asked >= 2 else 2),
            "Asked to draw, drew at once with the constraints unsettled.",
            advice,
            ids,
        )
    if record.has(SignalId.SKETCH_REFUSED):
        advice = "Say yes, and put success criteria and limits before the first box."
        return (2 if held else 1), "Refused to draw.", advice, ids
    if record.has(SignalId.SKETCH_REQUEST):
        return (
            3,
            "Drew when constraints and trade-offs were settled.",
            "Say aloud why drawing is right by now.",
            ids,
        )
    if not asked:
        return None, "Nothing put the candidate under pressure.", "Practise with more pressure.", ids
    level = 3 if held > asked / 2 else 2 if held or asked < 3 else 1
    return (
        level,
        f"Answered {held} of {asked} push-backs with substance.",
        "Answer a push-back with a limit, a number or a choice.",
        _GOOD_ANSWERS,
    )


def _push_backs(record: Record) -> tuple[int, int]:
    """How many push-backs were met with substance, and how many there were."""
    asked = [r for r in record.dialogue.interviewer[1:] if r.line.has(*_PUSH_BACKS)]
    answers = [record.dialogue.next_answer(r) for r in asked]
    met = sum(1 for a in answers if a is not None and record.in_turn(a.index, *_GOOD_ANSWERS))
    return met, sum(1 for a in answers if a is not None)


_FEW_TECHNICAL, _SOME_TECHNICAL = 4, 12


def _technical_credibility(record: Record) -> _Found:
    ids = (SignalId.APPROACH_STATED, SignalId.CHOICE_MAPPED, SignalId.NUMBER_SOURCED, SignalId.JARGON_STRETCH)
    terms = len({hit.found for r in record.dialogue.candidate for hit in r.line.hits("{tech}")})
    mapped, sourced = len(record.of(SignalId.CHOICE_MAPPED)), len(record.of(SignalId.NUMBER_SOURCED))
    if (
        mapped >= 3
        and sourced >= 2
        and record.has(SignalId.TRADEOFF_QUANTIFIED)
        and record.has(SignalId.APPROACH_STATED)
    ):
        return 4, "Gave an approach whose choices have reasons and measured numbers.", "", ids
    if record.has(SignalId.APPROACH_STATED) or terms >= _SOME_TECHNICAL:
        return 3, "Knew the means to build it.", "Give a measured number for the riskiest choice.", ids
    if terms >= _FEW_TECHNICAL or record.has(SignalId.TRADEOFF_UNQUANTIFIED):
        return (
            2,
            "Named a few technical means without an approach.",
            "Give the whole approach in two sentences.",
            ids,
        )
    return 1, "Said nothing about how it would be built.", "Give the whole approach in two sentences.", ids


_RULES: dict[Dimension, Callable[[Record], _Found]] = {
    Dimension.FRAMING: _framing,
    Dimension.CONSTRAINTS: _constraints,
    Dimension.TRADEOFF_CLARITY: _tradeoff_clarity,
    Dimension.PRIORITISATION: _prioritisation,
    Dimension.IMPACT: _impact,
    Dimension.PRODUCT_SENSE: _product_sense,
    Dimension.PRESSURE: _pressure,
    Dimension.TECHNICAL_CREDIBILITY: _technical_credibility,
}
GATES = (
    Dimension.FRAMING,
    Dimension.CONSTRAINTS,
    Dimension.TRADEOFF_CLARITY,
    Dimension.PRIORITISATION,
    Dimension.IMPACT,
)
"""A 1 in one of these is a no."""


def verdict(words: int, judgements: Sequence[Judgement], is_english: bool = True) -> Verdict:
    """The five rules, in their order; "mostly" is more than half of the dimensions that have a level."""
    levels = {j.dimension: j.level for j in judgements if j.level is not None}
    if words < FEWEST_WORDS or not levels or not is_english:
        return Verdict.NOT_ENOUGH_EVIDENCE
    low, top, half = (
        [v for v in levels.values() if v <= 2],
        [v for v in levels.values() if v == 4],
        len(levels) / 2,
    )
    if any(levels.get(gate) == 1 for gate in GATES) or len(low) > half:
        return Verdict.NO_HIRE
    if len(low) >= 2:
        return Verdict.BORDERLINE
    return Verdict.STRONG_HIRE if len(top) > half and min(levels.values()) >= 3 else Verdict.HIRE


def _listed(names: Sequence[str] | frozenset[str] | Sequence[QuestionKind]) -> str:
    ordered = sorted(str(name) for name in names)
    return " and ".join(filter(None, [", ".join(ordered[:-1]), ordered[-1]])) if ordered else "nothing"
