"""What one turn of the candidate's shows: the reading that the director decides on.

A reading is made from words alone, written or recognised, and from the vocabulary that the scenario brings.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from voice_coach.coaching.arithmetic import Slip, slips_in
from voice_coach.coaching.declining import declines
from voice_coach.coaching.digressions import Digressions, disputes
from voice_coach.coaching.language import (
    Found,
    PhraseIndex,
    Token,
    phrases,
    quote_of,
    sentences_of,
    stem,
    tokens_of,
)
from voice_coach.coaching.quantities import Dimension, Quantity, quantities_of
from voice_coach.coaching.questions import FactMatcher, Question
from voice_coach.coaching.remarks import Remark, remarks_in
from voice_coach.coaching.request_lines import Request
from voice_coach.coaching.requests import instructs
from voice_coach.coaching.scenario import Scenario
from voice_coach.coaching.scenario_checks import guarded_terms
from voice_coach.coaching.spoken_requests import request_in

FEWEST_TOUR_BOXES = 3
FEWEST_LISTED = 4
JARGON_WORDS = 40
FEWEST_WORDS_BESIDE_AN_ORDER = 8
"""A turn with so much of an answer in it is read as that; the order is passed over."""
MOST_WORDS_TO_ITS_NUMBER = 14
"""From a vague word to the number that follows it: "much cheaper, since it saves 40 percent"."""

_VAGUE = {
    "fast": "How fast",
    "faster": "How much faster",
    "quick": "How quick",
    "quickly": "How quickly",
    "quicker": "How much quicker",
    "cheap": "How cheap",
    "cheaper": "How much cheaper",
    "expensive": "How expensive",
    "scalable": "Scalable to what load",
    "scales": "Scales up to what",
    "low latency": "How low",
    "responsive": "How responsive",
    "reliable": "How reliable",
    "robust": "Robust against what",
    "high quality": "How high, measured by what",
    "good quality": "Good by which measure",
    "better quality": "Better by how much",
    "accurate": "How accurate",
    "more accurate": "More accurate by how much",
    "efficient": "Efficient in what unit",
    "significantly": "By how much",
    "a lot": "How much",
    "much better": "How much better",
    "real time": "Real time, in seconds",
    "secure": "Secure against whom",
    "many users": "How many",
    "huge": "How big",
    "performant": "Performant in what unit",
    "high accuracy": "How high",
    "good enough": "Good enough for whom",
    "reasonable": "Reasonable, in what unit",
    "most of the": "What share",
    "a bit slower": "How much slower",
    "slower": "How much slower",
    "low cost": "How low",
    "large scale": "How large",
    "state of the art": "State of the art by which measure",
}
_VAGUE_INDEX = PhraseIndex((word, word) for word in _VAGUE)
_REASONS = PhraseIndex(
    ("reason", phrase)
    for phrase in phrases(
        """
        because; so that; since; in order to; which keeps; to keep; that keeps; to meet; to
        stay; which serves; serves the; due to; that way; therefore; which means; to hit; for
        the limit; otherwise; that is why; that's why; to fit
        """
    )
)
_RANKING = PhraseIndex(
    ("ranking", phrase)
    for phrase in phrases(
        """
        most important; most binding; the binding one;
        matters most; binds first; bind first; first priority; top two; top
        priority; comes first; come first; i put aside; put aside; i drop; i leave out; i let;
        less important; over cost; rank; ranking; the hard one; is slack; second comes; i keep;
        i would give up; prioritise; prioritize; first the; above all; before anything
        """
    )
)
_LEADING = PhraseIndex(
    ("leading", phrase)
    for phrase in phrases(
        """
        binds first; comes first; goes first; is first; are first; matters most; first priority;
        is the top priority; are the top priority; is most important; are most important
        """
    )
)
_AFTER_A_BARE_FIRST = frozenset({"and", "then", "because", "second", "before", "but"})
_SOURCES = PhraseIndex(
    ("source", phrase)
    for phrase in phrases(
        """
        measured; we measured; from a pilot; pilot; load test; benchmark; price list; list
        price; estimate; assume; assuming; assumption; my guess; comes from; based on; according
        to; you told me; you said; you gave; sample of; survey; study; we saw; i saw;
        experience; last project; former project; published; from your; in a test; logs; follows
        from
        """
    )
)
_DRAWING = PhraseIndex(
    ("drawing", phrase)
    for phrase in phrases(
        """
        here is the; here's the; there is the; there's the; box; boxes; arrow; arrows; connects
        to; sits behind; goes into; goes through; flows into; talks to; in front of; next to it;
        diagram; on the left; on the right; on top; up here; down here; at the bottom; then a;
        then the; feeds; passes to; calls the; in the middle; architecture
        """
    )
)
_REFUSALS = PhraseIndex(
    ("refusal", phrase)
    for phrase in phrases(
        """
        i won't draw; not drawing; no drawing; i'd rather not draw; i don't want to draw; i will
        not draw; i refuse; no sketch; not going to draw; not going to sketch; i don't do
        diagrams; won't sketch
        """
    )
)
_FIRST_THE_LIMITS = PhraseIndex(
    ("reframed", phrase)
    for phrase in phrases(
        """
        but first; first let me; before i draw; before the drawing; what the drawing must;
        before that; let me first; first i want; but after; happy to draw; success criteria;
        draw it but; must prove; before i sketch; sketch it but; once we agree
        """
    )
)
_PEOPLE = PhraseIndex(
    ("user", phrase)
    for phrase in phrases(
        """
        user; customer; people; person; she; he; him; client; guest; caller; patient;
        reader; agent; lawyer; someone; team lead; colleague; household
        """
    )
)
_LIMITING = PhraseIndex(
    ("limit", phrase)
    for phrase in phrases(
        """
        at most; at least; limit; must; under; below; budget; target; maximum; no more than;
        has to; constraint
        """
    )
)
_COMPARISONS = PhraseIndex(
    ("comparison", phrase)
    for phrase in phrases(
        """
        from; down to; up to; instead of; rather than; reduces; saves; cut; goes to; became;
        now; changed; after; median; percentile; average; worst; between; of the budget; of the
        limit; adds; saves; costs; brings; extra; longer; share
        """
    )
)


@dataclass(frozen=True, slots=True)
class Vague:
    """A word without a number where a number was wanted."""

    quote: str
    returned: str
    """The question that gives it back, without its mark, e.g. `How fast`."""


@dataclass(frozen=True, slots=True)
class Named:
    """A term of the scenario that the candidate said, in their words."""

    id: str
    quote: str


@dataclass(frozen=True, slots=True)
class Claim:
    """A value that the candidate gave to one of the scenario's limits."""

    constraint: str
    size: float
    dimension: Dimension
    quote: str
    turn: int


@dataclass(frozen=True, slots=True)
class Reading:
    """One turn, read."""

    text: str
    words: int
    stems: frozenset[str]
    quantities: tuple[Quantity, ...] = ()
    sourced: bool = False
    questions: tuple[Question, ...] = ()
    request: Request | None = None
    declines: bool = False
    instructs: bool = False
    strays: bool = False
    """Whether it talks about something else than the problem."""
    disputes: bool = False
    """Whether it quarrels with the question or the facts."""
    vague: tuple[Vague, ...] = ()
    boxes: tuple[Named, ...] = ()
    levers: tuple[Named, ...] = ()
    terms: frozenset[str] = frozenset()
    """Guarded terms said."""
    limits: tuple[Named, ...] = ()
    """Constraints named together with a value, or a duty that needs none."""
    claims: tuple[Claim, ...] = ()
    about: tuple[Named, ...] = ()
    """Probes that its words lead to."""
    mapped: bool = False
    ranked: bool = False
    leading: Named | None = None
    """The limit that is said to come first."""
    draws: bool = False
    refuses_drawing: bool = False
    reframes: bool = False
    names_people: bool = False
    slip: Slip | None = None
    remarks: tuple[Remark, ...] = ()
    """What may be asked about, whatever the problem."""

    @property
    def tours(self) -> bool:
        """Whether it walks through boxes."""
        return len(self.boxes) >= FEWEST_TOUR_BOXES or (
            len(self.boxes) >= FEWEST_TOUR_BOXES - 1 and self.draws
        )

    @property
    def lists(self) -> bool:
        """Whether it names many options without ranking or numbers."""
        return (
            len(self.levers) >= FEWEST_LISTED
            and not self.ranked
            and not any(q.has_unit for q in self.quantities)
        )

    @property
    def evades(self) -> bool:
        """Whether it tours or lists with no number, person, limit or reason: whatever was asked, that was
        no answer."""
        empty = not (self.quantities or self.names_people or self.limits or self.mapped or self.questions)
        return empty and (self.tours or len(self.levers) >= FEWEST_LISTED)

    @property
    def is_jargon(self) -> bool:
        """Whether it is a long technical stretch without a person, a number or a reason."""
        return (
            self.words >= JARGON_WORDS
            and not self.names_people
            and not self.quantities
            and len(self.levers) + len(self.boxes) >= 3
        )

    @property
    def quantified_tradeoff(self) -> bool:
        """Whether a gain and a price both carry a number."""
        return (
            len({q.dimension for q in self.quantities if q.has_unit}) >= 2
            or sum(q.has_unit for q in self.quantities) >= 3
        )


class Reader:
    """Reads turns with one scenario's vocabulary."""

    def __init__(self, scenario: Scenario) -> None:
        self._facts = FactMatcher(scenario)
        self._digressions = Digressions(scenario)
        self.guarded = guarded_terms(scenario)
        self._never_said = frozenset(scenario.unsaid)
        self._boxes = PhraseIndex((word, word) for word in scenario.components)
        self._levers = PhraseIndex((word, word) for word in scenario.levers)
        self._limits = PhraseIndex(
            (limit.id, word) for limit in scenario.constraints for word in (*limit.words, limit.name)
        )
        self._about = PhraseIndex((probe.id, word) for probe in scenario.probes for word in probe.about)
        self._dimensions = {
            limit.id: _dimension_of(f"{limit.value:g} {limit.unit}") for limit in scenario.constraints
        }
        self._units = {limit.id: limit.unit.split()[0] for limit in scenario.constraints}
        self._duties = frozenset(limit.id for limit in scenario.constraints if limit.kind == "compliance")

    def read(self, text: str, turn: int = 0) -> Reading:
        """The reading of a turn; never raises, whatever the words."""
        instructed = instructs(text)
        if instructed and len((rest := _without_orders(text)).split()) >= FEWEST_WORDS_BESIDE_AN_ORDER:
            return self.read(rest, turn)
        tokens = tokens_of(text)
        quantities = quantities_of(tokens)
        questions = () if instructed else self._facts.questions_in(text)
        parts, choices = self._boxes.find(tokens), self._levers.find(tokens)
        limits, claims = self._limits_in(tokens, quantities, turn, (*parts, *choices))
        if questions:
            limits = tuple(
                limit for limit in limits if not any(limit.quote in question.quote for question in questions)
            )
        boxes, levers = _named(parts, tokens), _named(choices, tokens, parts)
        return Reading(
            text=text,
            words=len(tokens),
            stems=frozenset(token.stem for token in tokens),
            quantities=() if instructed else quantities,
            sourced=bool(_SOURCES.find(tokens)),
            questions=questions,
            request=None if instructed else request_in(text),
            declines=declines(text),
            instructs=instructed,
            strays=not instructed
            and self._digressions.strays(tokens, names_parts=bool(boxes or levers or limits)),
            disputes=disputes(tokens),
            vague=() if instructed else tuple(_vague(tokens, quantities)),
            boxes=boxes,
            levers=() if instructed else levers,
            terms=frozenset(found.id for found in self.guarded.find(tokens)) - self._never_said,
            limits=limits,
            claims=claims,
            about=_named_by_probe(self._about.find(tokens), tokens),
            mapped=bool(_REASONS.find(tokens)),
            ranked=bool(_RANKING.find(tokens)),
            leading=None if instructed else self._leading_in(tokens),
            draws=bool(_DRAWING.find(tokens)),
            refuses_drawing=bool(_REFUSALS.find(tokens)),
            reframes=bool(_FIRST_THE_LIMITS.find(tokens)),
            names_people=bool(_PEOPLE.find(tokens)),
            slip=None if instructed else next(iter(slips_in(tokens, quantities)), None),
            remarks=() if instructed else remarks_in(text),
        )

    def may_tour(self, text: str) -> bool:
        """A quick look, for words that still come in: whether there are boxes enough for a tour."""
        return len({found.id for found in self._boxes.find(tokens_of(text))}) >= FEWEST_TOUR_BOXES - 1

    def _leading_in(self, tokens: Sequence[Token]) -> Named | None:
        """The limit put first by the last words that put one there."""
        ends = {lead.start for lead in _LEADING.find(tokens)} | set(_bare_firsts(tokens))
        leading = [
            Named(found.id, quote_of(tokens, found.start, found.end))
            for found in self._limits.find(tokens)
            if found.end in ends and not tokens[found.start].asks
        ]
        return leading[-1] if leading else None

    def _limits_in(
        self, tokens: Sequence[Token], quantities: Sequence[Quantity], turn: int, parts: Sequence[Found]
    ) -> tuple[tuple[Named, ...], tuple[Claim, ...]]:
        """A word inside the name of a part is no limit: "consent" in "consent service"."""
        named: dict[str, Named] = {}
        claims: dict[tuple[str, float], Claim] = {}
        firm = bool(_LIMITING.find(tokens)) and not _COMPARISONS.find(tokens)
        for found in self._limits.find(tokens):
            if any(_inside(found, part) for part in parts):
                continue
            value = self._value_near(found, tokens, quantities)
            if value is None:
                if found.id in self._duties:
                    named.setdefault(found.id, Named(found.id, quote_of(tokens, found.start, found.end)))
                continue
            named.setdefault(found.id, Named(found.id, _value_quote(tokens, value)))
            if firm and self._is_same_unit(found.id, value):
                claim = Claim(found.id, value.size, value.dimension, value.quote, turn)
                claims[claim.constraint, claim.size] = claim
        return tuple(named.values()), tuple(claims.values())

    def _is_same_unit(self, constraint_id: str, quantity: Quantity) -> bool:
        """Only like is compared with like, and counts of things hardly ever are."""
        return quantity.dimension is not Dimension.COUNT and stem(quantity.unit) == stem(
            self._units[constraint_id]
        )

    def _value_near(
        self, found: Found, tokens: Sequence[Token], quantities: Sequence[Quantity]
    ) -> Quantity | None:
        """A value of the limit's own dimension beside its word; "one in 200" is a share."""
        wanted = self._dimensions[found.id]
        for quantity in quantities:
            near = quantity.start - found.end <= 6 and found.start - quantity.end <= 6
            rate = quantity.start > 0 and tokens[quantity.start - 1].norm == "in"
            if near and (quantity.dimension is wanted or (wanted is Dimension.SHARE and rate)):
                return quantity
        return None


def _without_orders(text: str) -> str:
    """The sentences that leave the interviewer alone."""
    return " ".join(sentence for sentence in sentences_of(text) if not instructs(sentence))


def _bare_firsts(tokens: Sequence[Token]) -> Iterator[int]:
    """Where a "first" stands without a verb and without a noun: "wrong promises first, then cost"."""
    for at, token in enumerate(tokens):
        after = tokens[at + 1] if at + 1 < len(tokens) else None
        ends = after is None or after.sentence != token.sentence or after.norm in _AFTER_A_BARE_FIRST
        if token.norm == "first" and ends:
            yield at


def _value_quote(tokens: Sequence[Token], value: Quantity) -> str:
    """The value as said, a rate with the one that it counts: "one wrong booking in 150"."""
    for start in range(value.start - 2, max(value.start - 6, -1), -1):
        if tokens[value.start - 1].norm == "in" and tokens[start].norm in {"one", "1"}:
            return quote_of(tokens, start, value.end)
    return value.quote


def _dimension_of(text: str) -> Dimension:
    quantities = quantities_of(tokens_of(text))
    return quantities[0].dimension if quantities else Dimension.BARE


def bare(quote: str) -> str:
    """A quoted term for comparing: without its article and its capitals."""
    return quote.lower().removeprefix("the ")


def _named(
    found: Sequence[Found], tokens: Sequence[Token], others: Sequence[Found] = ()
) -> tuple[Named, ...]:
    """Each term once, singular and plural alike, with its "the"; a term inside a longer one, or inside one of
    the `others`, does not count by itself."""
    longest = [one for one in found if not any(_inside(one, other) for other in (*found, *others))]
    by_stem: dict[tuple[str, ...], Named] = {}
    for one in longest:
        stems = tuple(token.stem for token in tokens[one.start : one.end])
        start = one.start - (one.start > 0 and tokens[one.start - 1].norm == "the")
        by_stem.setdefault(stems, Named(one.id, quote_of(tokens, start, one.end)))
    return tuple(by_stem.values())


def _named_by_probe(found: Sequence[Found], tokens: Sequence[Token]) -> tuple[Named, ...]:
    return tuple({one.id: Named(one.id, quote_of(tokens, one.start, one.end)) for one in found}.values())


def _inside(one: Found, other: Found) -> bool:
    return other.length > one.length and other.start <= one.start and one.end <= other.end


def _is_answered_by(quantity: Quantity, found: Found, tokens: Sequence[Token]) -> bool:
    """Whether a number is the word's own: close by, or with its unit right behind it."""
    apart = quantity.start - found.start
    later = tokens[quantity.start].sentence - tokens[found.start].sentence
    return (abs(apart) <= 5 and later == 0) or (
        quantity.has_unit and 0 < apart <= MOST_WORDS_TO_ITS_NUMBER and later in {0, 1}
    )


def _vague(tokens: Sequence[Token], quantities: Sequence[Quantity]) -> Iterator[Vague]:
    for found in _VAGUE_INDEX.find(tokens):
        word = tokens[found.end - 1]
        if found.length == 1 and word.norm not in _VAGUE:
            continue
        near_number = any(_is_answered_by(q, found, tokens) for q in quantities)
        asked = word.asks or (found.start > 0 and tokens[found.start - 1].norm in {"how", "too", "as", "so"})
        if not near_number and not asked:
            start = found.start - (
                tokens[found.start - 1].norm in {"pretty", "very", "really", "quite", "super"}
                if found.start
                else 0
            )
            end = found.end + (word.norm == "the")  # "most of the talking", not "most of the"
            yield Vague(quote_of(tokens, start, end), _VAGUE[found.id])
