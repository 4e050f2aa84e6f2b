"""What was in an answer: the points that a round asked for, each with the candidate's own words for it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache

from voice_coach.coaching.drill_round import Round
from voice_coach.coaching.drills import Absence, Counted, Focus, Point, Unit
from voice_coach.coaching.numbers import NumberSaid, numbers_in
from voice_coach.coaching.record import Record
from voice_coach.coaching.scenario import Scenario
from voice_coach.coaching.signals import Vocabulary, find_signals, read_dialogue
from voice_coach.coaching.transcript import Speaker, TranscriptTurn

_TIMES = {"ms", "s", "min", "h", "days", "weeks", "months", "years"}
_MONEY = {"cents", "dollars", "euros", "pounds"}
_SHARES = {"percent", "points", "times"}
_ENGINEERING = (
    "api",
    "async*",
    "backend",
    "cache",
    "caching",
    "classifier",
    "cluster",
    "database",
    "embedding*",
    "endpoint",
    "fine tun*",
    "gpu*",
    "idempot*",
    "index",
    "inference",
    "kubernetes",
    "latency",
    "llm",
    "microservice*",
    "middleware",
    "parameter*",
    "pipeline",
    "prompt*",
    "rag",
    "retrieval",
    "retriever",
    "schema",
    "server*",
    "shard*",
    "token*",
    "throughput",
    "vector*",
    "webhook*",
)
"""Words that nobody outside the trade says, whatever the problem."""

STEM_LETTERS = 5
_EVERYWHERE_TEXT = """
language model models would like want wants approach begin begins people person users user customer
customers team today every each most many more less some than that this these those they them their
there then when what which while with without within from into over under about after before above
have must need needs will just only also very much long time hours minutes seconds days week month
year percent number numbers right wrong better works work make makes made know knows think thing
things good could should being been does done were your ours because first second third half answer
answers question questions write writes writing read reads give gives take takes help helps find
finds says said comes come goes used using wait waits waiting somebody nobody everybody himself
herself where
"""
_EVERYWHERE = frozenset(_EVERYWHERE_TEXT.split())
"""Words in which no problem differs from another."""


@dataclass(frozen=True)
class Answer:
    """A candidate's answer to a round, its going-on included."""

    round: Round
    text: str
    speech_s: float
    """How long the floor was held."""
    prompt: str = ""
    """What was asked."""
    talk: tuple[TranscriptTurn, ...] = ()
    """All turns of a round that is a talk; () where there was one answer."""
    unsure: frozenset[str] = frozenset()
    """Words that the recogniser may have misheard: they are never quoted."""

    @cached_property
    def record(self) -> Record:
        """Everything that can be counted in it."""
        scenario = self.round.scenario
        kpi = scenario.fact("kpi")
        return _record(self.talk or self._two_turns, scenario.components, kpi.answer if kpi else "")

    @property
    def _two_turns(self) -> tuple[TranscriptTurn, ...]:
        asked = self.prompt or self.round.scenario.prompt
        return (
            TranscriptTurn(0, Speaker.INTERVIEWER, 0.0, 1.0, asked),
            TranscriptTurn(1, Speaker.CANDIDATE, 1.0, 1.0 + self.speech_s, self.text),
        )

    @cached_property
    def plain(self) -> str:
        """Its words, lower case, with single spaces and one at both ends."""
        return plain(self.text)

    @cached_property
    def numbers(self) -> tuple[NumberSaid, ...]:
        """The numbers said, unlike "one of them"."""
        return tuple(said for said in numbers_in(self.text) if _counts(said))

    @cached_property
    def sentences(self) -> tuple[str, ...]:
        """Its sentences, or its clauses where nothing is punctuated."""
        pieces = re.split(r"(?<=[.!?])\s+", self.text.strip())
        return tuple(piece for piece in pieces if piece)

    @cached_property
    def clauses(self) -> tuple[str, ...]:
        """Short pieces of it, to be quoted."""
        pieces = re.split(
            r"[.!?;:,]+\s+|(?<!hundred)(?<!thousand)\s(?=(?:and|but|because|so|then)\s)",
            self.text.strip(" .!?"),
        )
        return tuple(piece.strip(" ,.;:") for piece in pieces if len(piece.split()) >= 3)

    @cached_property
    def words(self) -> int:
        """How many were said."""
        return len(self.text.split())

    def clause_with(self, wanted: Iterable[str]) -> str:
        """The first clause that holds one of these words, "" where none does."""
        pattern = any_of(tuple(wanted))
        return next((clause for clause in self.clauses if pattern.search(plain(clause))), "")


@lru_cache(maxsize=512)
def _record(turns: tuple[TranscriptTurn, ...], components: tuple[str, ...], kpi: str) -> Record:
    dialogue = read_dialogue(turns, Vocabulary(components, kpi))
    rules = find_signals(
        dialogue, learned=False
    )  # the learned part knows whole interviews, not single answers
    return Record(turns, dialogue, rules)


@dataclass(frozen=True, slots=True)
class Found:
    """A point, and whether it was in the answer."""

    point: Point
    is_met: bool
    quote: str = ""
    """The candidate's words for it, "" where none can be named."""


def found_in(answer: Answer) -> tuple[Found, ...]:
    """Each point that the round needs, in the order of importance."""
    return tuple(_found(answer, point) for point in answer.round.needs)


def _found(answer: Answer, point: Point) -> Found:
    decides = point.counted.either  # one that holds settles "either", one that does not settles "all"
    quotes: list[str] = []
    for is_met, quote in _checks(answer, point.counted):
        quotes += [quote] if is_met and quote else []
        if is_met is decides:
            return Found(point, decides, next(iter(quotes), "") if decides else "")
    return Found(point, not decides, next(iter(quotes), "") if not decides else "")


def _checks(answer: Answer, counted: Counted) -> Iterator[tuple[bool, str]]:
    """(whether it holds, the words for it) for each condition that is set, those that take long last."""
    if counted.words:
        pattern = any_of(counted.words)
        yield pattern.search(answer.plain) is not None, answer.clause_with(counted.words)
    if counted.numbers is not None:
        said = [number for number in answer.numbers if _is_of(number, counted.numbers)]
        is_only_thing = not counted.signals and counted.about is None
        yield len(said) >= (counted.at_least if is_only_thing else 1), _around(answer, said)
    if counted.about is not None:
        yield _about(answer, counted.about, counted.at_least)
    if counted.without is not None:
        yield any_of(_avoided(answer.round, counted.without)).search(answer.plain) is None, ""
    if counted.within_limit:
        yield answer.speech_s <= answer.round.rung.limit_s, ""
    if counted.most_sentences:
        yield len(answer.sentences) <= counted.most_sentences, ""
    if counted.absent:
        yield not answer.record.has(*counted.absent), ""
    if counted.signals:
        yield _signals(answer.record, counted)


def _signals(record: Record, counted: Counted) -> tuple[bool, str]:
    signals = record.of(*counted.signals)
    wanted = [signal for signal in signals if not counted.kinds or signal.kind in counted.kinds]
    enough = len({(s.turn, s.kind) for s in wanted}) >= counted.at_least
    covered = {signal.kind for signal in wanted}
    return enough and set(counted.kinds) <= covered, next((s.quote for s in wanted), "")


def _about(answer: Answer, focus: Focus, at_least: int) -> tuple[bool, str]:
    scenario = answer.round.scenario
    match focus:
        case Focus.LIMIT:
            words = limit_words(answer.round)
        case Focus.KPI:
            fact = scenario.fact("kpi")
            words = fact.words if fact else ()
        case Focus.LIMITS:
            named = [
                each for each in scenario.constraints if any_of((*each.words, each.says)).search(answer.plain)
            ]
            return len(named) >= at_least, answer.clause_with(named[0].words) if named else ""
        case Focus.PARTS:
            parts = [each for each in scenario.components if any_of((each,)).search(answer.plain)]
            return len(parts) >= at_least, answer.clause_with(parts[:1])
        case Focus.PROBLEM:
            return len(stems_of(answer.text) & _problem_stems(scenario)) >= at_least, ""
    return any_of(words).search(answer.plain) is not None, answer.clause_with(words)


def limit_words(round: Round) -> tuple[str, ...]:
    """Words that show that an answer speaks of the round's constraint."""
    return (*round.limit.words, round.limit.name, round.limit.says)


def stems_of(text: str) -> frozenset[str]:
    """The beginnings of the words that carry something."""
    words = (word.strip("'") for word in plain(text).split())
    return frozenset(word[:STEM_LETTERS] for word in words if len(word) > 3 and word not in _EVERYWHERE)


def _problem_stems(scenario: Scenario) -> frozenset[str]:
    """What the problem is told with, and what it is measured by."""
    facts = (fact.brief for name in ("kpi", "segment") if (fact := scenario.fact(name)))
    lines = (line for topic in ("restatement", "user") for line in scenario.model_lines(topic)[:1])
    return stems_of(" ".join((scenario.title, scenario.prompt, *facts, *lines)))


def _avoided(round: Round, absence: Absence) -> tuple[str, ...]:
    if absence is Absence.BOXES:
        return round.scenario.components
    return (*round.scenario.components, *round.scenario.levers, *_ENGINEERING)


def terms_in(answer: Answer) -> tuple[str, ...]:
    """The trade's words that an answer uses, as they were said."""
    pattern = any_of(_avoided(answer.round, Absence.TERMS))
    return tuple(dict.fromkeys(match.group().strip() for match in pattern.finditer(answer.plain)))


def _is_of(said: NumberSaid, unit: Unit) -> bool:
    match unit:
        case Unit.ANY:
            return True
        case Unit.TIME:
            return said.unit in _TIMES
        case Unit.MONEY:
            return said.unit in _MONEY
        case Unit.PERCENT:
            return said.unit in _SHARES


def _counts(said: NumberSaid) -> bool:
    """ "One of them" and "two things" are no figures."""
    return said.unit in _TIMES | _MONEY | _SHARES or said.value > 3


def _around(answer: Answer, said: list[NumberSaid]) -> str:
    if not said:
        return ""
    at = said[0].quote.lower()
    return next((clause for clause in answer.clauses if at in clause.lower()), said[0].quote)


def plain(text: str) -> str:
    """The words of a text, lower case, with single spaces and one at both ends."""
    bare = re.sub(r"[^a-z0-9$%']+", " ", text.lower().replace("’", "'"))
    return f" {' '.join(bare.split())} "


@lru_cache(maxsize=512)
def any_of(phrases: tuple[str, ...]) -> re.Pattern[str]:
    """Any of the phrases as whole words; `*` stands for the rest of a word, an end may be plural."""
    parts = sorted({_phrase(phrase) for phrase in phrases if phrase.strip()}, key=len, reverse=True)
    return re.compile(rf" (?:{'|'.join(parts) or '(?!)'})(?= )")


def _phrase(phrase: str) -> str:
    words = plain(phrase.replace("*", "zzz")).split()
    escaped = " ".join(re.escape(word).replace("zzz", "[a-z0-9']*") for word in words)
    return escaped if escaped.endswith("*") else f"{escaped}(?:e?s|'s)?"


def met(found: Iterable[Found]) -> tuple[str, ...]:
    """Ids of the points that were there."""
    return tuple(each.point.id for each in found if each.is_met)


def missing(found: Iterable[Found]) -> tuple[str, ...]:
    """Ids of the points that were not."""
    return tuple(each.point.id for each in found if not each.is_met)
