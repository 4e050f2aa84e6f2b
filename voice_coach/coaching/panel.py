"""Several opinions of a model and the levels by rules, made one: what can be shown stands, the rest is said.

A model may move a level by one step, and only with words that were really said. It can earn no level where
nothing was counted, and a panel that lifts nearly everything is not followed upwards at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from statistics import median_low

from voice_coach.coaching.opinion import Cited, Opinion, View
from voice_coach.coaching.quotes import Evidence, find_quote
from voice_coach.coaching.record import Record
from voice_coach.coaching.scorecard import TOP_LEVEL, Dimension, Judgement
from voice_coach.coaching.signals import SignalId

FEWEST_OPINIONS = 2
LONGEST_STEP = 1
MOST_RAISED = 4
"""Of eight dimensions: more than that is flattery."""
FEWEST_QUOTED_WORDS = 3
_MOST_QUOTES = 3
_SCORN = re.compile(
    r"\b(stupid|idiot\w*|moron\w*|dumb|pathetic|useless|worthless|hopeless|clueless|incompetent|lazy|garbage|"
    r"trash|rubbish|crap\w*|shit\w*|damn\w*|fool\w*|joke|laughable|embarrass\w*|ridiculous|disgrace\w*|"
    r"loser|a?shame\w*|terrible|awful|horrible|dreadful|ignoran\w*|imbecile|brainless)\b",
    re.IGNORECASE,
)
"""Words that a candidate does not have to read."""


@dataclass(frozen=True, slots=True)
class Departure:
    """A level that the panel saw otherwise than the rules."""

    dimension: Dimension
    by_rules: int
    proposed: int
    given: int
    why: str
    """The model's reason, or why it was not followed."""

    def to_json(self) -> dict[str, object]:
        """As it stands in scorecard.json."""
        return {
            "dimension": self.dimension.value,
            "rules": self.by_rules,
            "proposed": self.proposed,
            "given": self.given,
            "why": self.why,
        }


@dataclass(frozen=True, slots=True)
class Panel:
    """What stands after all opinions."""

    judgements: tuple[Judgement, ...]
    by_rules: tuple[Judgement, ...]
    opinions: int
    dissent: dict[str, list[int | None]]
    """Dimension -> the level each opinion gave, where they differ."""
    departures: tuple[Departure, ...]
    dropped_quotes: int
    not_followed: str
    """Why the panel's raises do not count, "" where they do."""


@dataclass(frozen=True, slots=True)
class _Shown:
    """One dimension as the panel sees it, with what can be shown for it."""

    by_rules: Judgement
    levels: tuple[int | None, ...]
    views: tuple[View, ...]
    evidence: tuple[tuple[Evidence, ...], ...]
    """The verified quotes of each view."""
    dropped: int

    @property
    def proposed(self) -> int | None:
        """The lower median of the levels, where most opinions gave one."""
        given = [level for level in self.levels if level is not None]
        return median_low(given) if 2 * len(given) > len(self.levels) else None

    def backing(self, up: bool) -> Iterable[tuple[View, tuple[Evidence, ...]]]:
        """The views that would move the level that way and have quotes for it."""
        rules = self.by_rules.level or 0
        for view, shown in zip(self.views, self.evidence, strict=True):
            if shown and view.level is not None and (view.level > rules if up else view.level < rules):
                yield view, shown


def merged(record: Record, by_rules: Sequence[Judgement], opinions: Sequence[Opinion]) -> Panel:
    """One set of judgements from the rules' and the model's."""
    shown = [_shown(record, judgement, opinions) for judgement in by_rules]
    flatters = sum(_raises(each) for each in shown) > MOST_RAISED
    decided = [_decided(record, each, flatters) for each in shown]
    return Panel(
        judgements=tuple(judgement for judgement, _ in decided),
        by_rules=tuple(by_rules),
        opinions=len(opinions),
        dissent={s.by_rules.dimension.value: list(s.levels) for s in shown if len(set(s.levels)) > 1},
        departures=tuple(departure for _, departure in decided if departure is not None),
        dropped_quotes=sum(each.dropped for each in shown),
        not_followed="The panel raised nearly every level, so none of its raises counts." if flatters else "",
    )


def _shown(record: Record, judgement: Judgement, opinions: Sequence[Opinion]) -> _Shown:
    views = tuple(opinion.of(judgement.dimension) for opinion in opinions)
    found = [[_verified(record, cited) for cited in view.quotes] for view in views]
    evidence = tuple(tuple(e for e in each if e is not None) for each in found)
    dropped = sum(e is None for each in found for e in each)
    return _Shown(judgement, tuple(view.level for view in views), views, evidence, dropped)


def _verified(record: Record, cited: Cited) -> Evidence | None:
    """The quote where the candidate said it; None where nobody did, or it is too short to tell."""
    if len(cited.quote.split()) < FEWEST_QUOTED_WORDS:
        return None
    own = [turn for turn in record.turns if turn.by_candidate]
    return find_quote(own, cited.quote, cited.turn) or find_quote(own, cited.quote)


def _raises(shown: _Shown) -> bool:
    level, proposed = shown.by_rules.level, shown.proposed
    return level is not None and proposed is not None and proposed > level


def _decided(record: Record, shown: _Shown, flatters: bool) -> tuple[Judgement, Departure | None]:
    rules, proposed = shown.by_rules.level, shown.proposed
    if rules is None or proposed is None or proposed == rules:
        return _worded(shown, rules), None
    backing = next(iter(shown.backing(proposed > rules)), None)
    refusal = _refusal(record, shown, flatters, backing is not None)
    if backing is None or refusal:
        judgement = _worded(shown, rules)
        return judgement, Departure(shown.by_rules.dimension, rules, proposed, rules, refusal)
    given = max(rules - LONGEST_STEP, min(rules + LONGEST_STEP, proposed))
    why = _kind(backing[0].departs_because) or "No reason was given beside the quote."
    return _worded(shown, given), Departure(shown.by_rules.dimension, rules, proposed, given, why)


def _refusal(record: Record, shown: _Shown, flatters: bool, is_backed: bool) -> str:
    if not is_backed:
        return "Not followed: no words of the talk were shown for it."
    up = _raises(shown)
    if up and flatters:
        return "Not followed: the panel raised nearly every level."
    toured = shown.by_rules.dimension is Dimension.FRAMING and record.has(SignalId.DIAGRAM_FIRST)
    if up and toured and (shown.by_rules.level or 0) >= 2:
        return "Not followed: components came before any constraint."
    return ""


def _worded(shown: _Shown, level: int | None) -> Judgement:
    """The level in the words of the view that is nearest to it and has quotes; else in the rules' own."""
    rules = shown.by_rules
    moved = replace(rules, level=level, advice="" if level == TOP_LEVEL else rules.advice)
    for view, evidence in zip(shown.views, shown.evidence, strict=True):
        sentence, advice = _kind(view.sentence), _kind(view.advice)
        if (
            level is not None
            and view.level == level
            and evidence
            and sentence
            and (advice or level == TOP_LEVEL)
        ):
            told = "" if level == TOP_LEVEL else advice
            return replace(moved, sentence=sentence, advice=told, evidence=evidence[:_MOST_QUOTES])
    if level != rules.level:
        return replace(moved, evidence=_any_evidence(shown) or rules.evidence)
    return moved


def _any_evidence(shown: _Shown) -> tuple[Evidence, ...]:
    return next((evidence[:_MOST_QUOTES] for evidence in shown.evidence if evidence), ())


def _kind(text: str) -> str:
    """The text, "" where it is scorn and no judgement."""
    return "" if _SCORN.search(text) else " ".join(text.split())
