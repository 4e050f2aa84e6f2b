"""Constraints: limits that bind, and design choices that are justified by one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from voice_coach.coaching.numbers import NumberSaid
from voice_coach.coaching.signals.dialogue import Dialogue, around, content_stems, signal_at
from voice_coach.coaching.signals.lexicon import CLASSES, LIMIT_TERMS, ORDER_CUES
from voice_coach.coaching.signals.reading import Hit, Line, Reading
from voice_coach.coaching.signals.signal import LimitKind, Signal, SignalId

_BOUND = (
    "(must|has to|have to|needs to|need to|is to|may not (take|cost)|should) ... # (ms|s|min|h|cents|dollars|euros|pounds|percent|qps|times|nines|tokens|days|gb|mb|\\w+)",
    "(at most|no more than|not more than|less than|fewer than) (one|#) (\\w+ )?(in|of|out of) (#|every|a hundred)",
    "(under|below|within|at most|no more than|not more than|no longer than|less than|max|maximum|maximum of|up to|inside|at least|no less than|no slower than|not above|not over|cap of|ceiling of|budget of|limit of|limit is|budget is|cap is|capped at|limited to) (about )?# (ms|s|min|h|cents|dollars|euros|pounds|percent|qps|nines|tokens)",
    "# (ms|s|min|h|cents|dollars|euros|pounds|percent|qps|times|nines) .. (not longer|not more|at most|or less|tops|max|maximum|or (people|they|users|customers|the|it|we|she|he) (leave|leaves|give|gives|hang|hangs|drop|drops|lose|loses|walk)|is (the|a|one|our|my) .. ({limit_word})|ceiling|limit|budget|cap)",
)  # fmt: skip
_PROHIBITIONS = (
    "(must not|must never|may not|may never|may ever|never may|can never|never can|not ever|never ever|not allowed|not permitted|is forbidden|are forbidden|is illegal|prohibited|not negotiable|non negotiable|under no circumstances|off limits|out of bounds|a no ?go|should never|shall (not|never))",
    "can not( ever| simply)? (leave|leaves|be (?!sure|bothered)\\w+|go (out|down|over|above|beyond)|exceed|take (longer|more)|cost|store|share|send|see|keep|reveal|show|expose|disclose|afford|invent|touch|contain|follow|track|use|miss|bend|happen|move|get (it|this|that) wrong|lose)",
    "(nothing|none|no one|nobody|no \\w+|not a single \\w+|not one \\w+|never a \\w+) .. (sees|gets|learns|knows|may|can|must|should|is allowed|are allowed|leaves?|goes? out|gets? out|is sent|are sent|is stored|are stored|is kept|ever)",
    "(never|no longer) (gives? away|leaves?|sees?|shows?|stores?|keeps?|sends?|invents?|reveals?|exceeds?|drops?|goes? (out|over)|leaks?|says|tells)",
    "only .. (if|with|after|once) .. (consent|approved|approval|permission|human|signs?|checked)",
    "does not (go out|leave|ship|get out)",
    "(stay|stays|remain|remains|kept|keep) (inside|in house|on premise|on prem|with us|within|private|secret|confidential|on (the|our|their|your) (device|own|phone|site)|in (the|your|our) (country|eu|building|hospital|bank|region|company|house))",
    "(worse|more bad) than (none|no|nothing|saying nothing|silence)",
)  # fmt: skip
_DEMANDS = (
    "(must|has to|have to|needs? to) (be|work|run|stay|match|hold|come|carry|name|cite|quote|contain|keep|always|still|survive|remain|also be|all be|function|have|show|go through)",
)  # fmt: skip
_NOT_ABOUT_THE_PROBLEM = (
    "(i|you) (must|have to|need to|can not|may not|could not|can never|never)", "we (have to|need to) (talk|ask|know|see|decide|say|choose|start|look|discuss|check|think|agree|draw|trade)", "must (say|admit|be honest|confess|have)", "nobody (asked|knows|told)", "can not (say|tell|promise|split|know|think|judge|remember|answer|do everything|have everything|see why)", "never (heard|said|mind|seen|tried|worked|did|had|been|know)", "(draw|drawing|sketch|diagram|boxes)", "has to do with", "have to admit|to be (honest|fair|clear)", "no (idea|problem|doubt|question|worries|need)", "need to be (said|clear|careful)", "(it|that|which) (was|were|had)",
)  # fmt: skip
_LIMITS_FOLLOW = (
    "(#|two|three|four|several|a few|my|our|hard|these|those|following|both) (\\w+ )?(limits|constraints|walls|requirements|hard points|points|red lines|conditions|guard ?rails|boundaries|must haves|rules|lines|ceilings)", "what (binds|is binding|is hard|is tight|can not move|i would treat as hard|i (would )?treat as)", "({limit_word}) (is|are)", "(is|are|as) (one|another|a|the|my|our) (first|second|third|next|last|hard|real|main)? ?({limit_word})",
    "(things|points|ones) (are|is|that are) (tight|hard|fixed|binding|not negotiable|non negotiable)", "hard is this", "({limit_word}) on the (page|board)", "(first|second|third) (limit|constraint)",
)  # fmt: skip
_LIMITS_ASKED = ("(which|what|any|your|the|name|list|give) .. (limits?|constraints?|binds?|binding|hard|requirements?|must|boundar\\w+|tight|non negotiable)",)
_LISTED_NEGATION = ("(no|nobody|never|without|nothing|zero) \\w+",)
_ONE_IN = ("(one|#) (\\w+ )?(in|of|out of) (#|every|a hundred)", "in # (of|in|out of)")
_LISTED_NUMBER = ("# (ms|s|min|cents|dollars|euros|pounds|qps|times|nines|percent)", *_ONE_IN)
_PAST_OR_CHANGE = (
    "(was|were|went|took|measured|tried|tested|dropped|fell|rose|cut|got|gave|said|saw|had) .. # \\w+", "from # ... to #", "# .. (before|earlier|last|against) .. #", "(trial|pilot|experiment|test)",
)  # fmt: skip
_SET_ASIDE = ("i (will |would |can )?(ignore|park|skip|drop|leave|put)", "for now", "let it rest")
_AS_A_REASON = ("(because|since|due to|so that|for|given) .. \\w+", "(this|that) way", "(so|and) .. (nobody|no one|nothing) .. (finds|can|is)")
_WINDOW_BEFORE, _WINDOW_AFTER = 9, 12
_UNIT_KINDS = {
    **dict.fromkeys(("ms", "s", "min"), LimitKind.LATENCY),
    **dict.fromkeys(("cents", "dollars", "euros", "pounds"), LimitKind.COST),
    **dict.fromkeys(("times", "qps"), LimitKind.SCALE),
    "nines": LimitKind.AVAILABILITY,
}


@dataclass(frozen=True)
class Limit:
    """A constraint that was stated, with the words by which one can refer to it later."""

    signal: Signal
    kind: LimitKind
    stems: frozenset[str]


@dataclass(frozen=True)
class LimitBook:
    """All constraints of a conversation, in order."""

    limits: tuple[Limit, ...] = field(default=())

    @property
    def signals(self) -> tuple[Signal, ...]:
        """The signals alone."""
        return tuple(limit.signal for limit in self.limits)

    def before(self, turn: int) -> Mapping[LimitKind, frozenset[str]]:
        """Kinds stated in earlier turns, each with the words that recall it."""
        found: dict[LimitKind, frozenset[str]] = defaultdict(frozenset)
        for limit in self.limits:
            if limit.signal.turn < turn:
                found[limit.kind] |= limit.stems
        return found


def limit_book(dialogue: Dialogue, measure: frozenset[str] = frozenset()) -> LimitBook:
    """Every constraint that the candidate states with its limit; `measure` are the stems that name the KPI."""
    book = LimitBook()
    for reading in dialogue.candidate:
        if not _is_about_pay(dialogue, reading):
            book = LimitBook((*book.limits, *_limits_of(dialogue, reading, book, measure)))
    return book


def _is_about_pay(dialogue: Dialogue, reading: Reading) -> bool:
    return reading.line.has("salary|compensation|base pay|total comp") or dialogue.asked(reading).has("earn|salary|pay|compensation")


def _limits_of(dialogue: Dialogue, reading: Reading, book: LimitBook, measure: frozenset[str]) -> Iterator[Limit]:
    known = book.before(reading.index)
    listing_from = _list_start(dialogue, reading)
    kinds: set[LimitKind] = set()
    for hit in sorted(_triggers(reading, listing_from), key=lambda h: h.at):
        number = _number_at(reading, hit)
        kind = _kind(reading, hit, number, known)
        if kind is None or kind in kinds or not _counts(reading, hit, number, kind in known, listing_from is not None):
            continue
        kinds.add(kind)
        stems = frozenset(content_stems(around(reading, hit, 6, 10).words)) - dialogue.prompt_words - measure
        yield Limit(signal_at(reading, SignalId.CONSTRAINT_STATED, hit, kind, number.value if number else None), kind, stems)


def _triggers(reading: Reading, listing_from: int | None) -> Iterator[Hit]:
    line = reading.line
    yield from (h for h in line.hits(*_BOUND) if not around(reading, h, 4, 3).has(*_PAST_OR_CHANGE))
    yield from line.hits(*_PROHIBITIONS)
    yield from line.hits(*_DEMANDS)
    if listing_from is not None:
        listed = (h for h in line.hits(*_LISTED_NUMBER, *_LISTED_NEGATION) if h.at >= listing_from)
        yield from (h for h in listed if not around(reading, h, 4, 3).has(*_PAST_OR_CHANGE, *_SET_ASIDE))


def _list_start(dialogue: Dialogue, reading: Reading) -> int | None:
    """From where on short items count as limits: after their announcement, or anywhere when limits were asked for."""
    asked = dialogue.asked(reading)
    if asked.has(*_LIMITS_ASKED):
        return 0
    cue = reading.line.first(*_LIMITS_FOLLOW)
    if cue is not None:
        return max(0, cue.at - 80)
    return 0 if asked.has("{draw}|{drawing}|drawing") and reading.line.has(*ORDER_CUES) else None


def _counts(reading: Reading, hit: Hit, number: NumberSaid | None, is_known: bool, in_list: bool) -> bool:
    """A limit said again needs its number or a list of limits; a limit given as a reason is a reference to it."""
    if _is_a_question(reading, hit) or around(reading, hit, 3, 2).has(*_NOT_ABOUT_THE_PROBLEM):
        return False
    return not is_known or in_list or (number is not None and not around(reading, hit, 5, 3).has(*_AS_A_REASON))


def _is_a_question(reading: Reading, hit: Hit) -> bool:
    return any(s.ends_as_question and s.tokens[0].start <= hit.start < s.tokens[-1].end for s in reading.sentences)


def _number_at(reading: Reading, hit: Hit) -> NumberSaid | None:
    return next((n for n in reading.numbers if n.start < hit.end and hit.start < n.end), None)


def _kind(
    reading: Reading, hit: Hit, number: NumberSaid | None, known: Mapping[LimitKind, frozenset[str]]
) -> LimitKind | None:
    near = around(reading, hit, 4, 8)
    if hit.found in {h.found for h in reading.line.hits(*_ONE_IN)}:
        return LimitKind.QUALITY if around(reading, hit, 6, 8).has(LIMIT_TERMS[LimitKind.QUALITY]) else None
    if number is not None and number.unit == "percent" and near.has("uptime|available|availability|reachable|of the time"):
        return LimitKind.AVAILABILITY
    if number is not None and number.unit in _UNIT_KINDS:
        return _UNIT_KINDS[number.unit]
    for window in (_clause_of(reading, hit), around(reading, hit, 0, 8), near, around(reading, hit, _WINDOW_BEFORE, _WINDOW_AFTER)):
        words = frozenset(content_stems(window.words))
        kind = kind_by_words(window, {kind: len(words & stems) for kind, stems in known.items()})
        if kind is not None:
            return kind
    return None


def _clause_of(reading: Reading, hit: Hit) -> Line:
    """The clause around a match, when it is short enough to hold one statement."""
    clause = next((c for c in reading.clauses if c.tokens[0].start <= hit.start < c.tokens[-1].end), None)
    return clause if clause is not None and len(clause.tokens) <= 16 else Line((), "", ())


_BY_SPECIFICITY = (LimitKind.COMPLIANCE, LimitKind.QUALITY, LimitKind.AVAILABILITY, LimitKind.SCALE, LimitKind.LATENCY, LimitKind.COST)


def kind_by_words(line: Line, recalled: Mapping[LimitKind, int]) -> LimitKind | None:
    """The kind that most of the words speak of, words of earlier limits counting double; None where none does."""
    plain = Line(tuple(t for t in line.tokens if t.norm != "#"), line.text, ())
    counts = {kind: plain.count(LIMIT_TERMS[kind]) + 2 * recalled.get(kind, 0) for kind in _BY_SPECIFICITY}
    best = max(_BY_SPECIFICITY, key=lambda kind: counts[kind])
    return best if counts[best] else None


_STRONG_LINKS = (
    "because of", "due to", "owing to", "thanks to", "in view of", "with .. in mind", "(dictated|driven|forced|required|demanded|caused) by", "(to|that|which|and|it|this) (stay|stays|keep|keeps|meet|meets|hold|holds|hit|hits|respect|respects|satisfy|satisfies|honou?rs?|fits?|complies|comply|guarantees?|protects?|serves?|ensures?|satisfies)",
    "gets? us through", "(for|given) the", "(is|are) (there )?for", "is there because|are there because", "the (\\w+ )?(rule|limit|constraint)", "(quick|fast|cheap|small|safe|short|light|exact|private) enough",
)  # fmt: skip
_WEAK_LINKS = ("because|since|so|so that|as|which means|that way|hence|therefore|that is why|which is why|this way|follows from",)
_BACKWARD_LINKS = ("this way|that way|that is why|which is why|hence|therefore",)
_CHOICE = (
    "(i|we) (would|will|can|could|use|put|choose|pick|take|go|keep|run|cache|store|send|let|make|do|have|precompute|host|chose|picked|prefer|want|stream|route|split|serve)", "(is|are|sits?|runs?|lives?|goes|stays?) (there|on|in|at|inside|before|behind|next|between)", "on (the|our)", "(model|table|filter|cache|answers?|text|rule|index|check|human|person|phone|server|template|templates|writer|store|prepared|own|small|smaller|local|self hosted)", "only|gets?|sees|linked|keeps?|writes?|reads?|always|never|stream\\w*|cach\\w+|precomput\\w+|host\\w*",
)  # fmt: skip
_NOT_A_CHOICE = ("(first|second|third) for me", "my (effort|focus|priority|priorities)", "(put|leave|let) .. (away|aside|rest|out)", "tick it off")
_ENOUGH_KINDS = {"quick": LimitKind.LATENCY, "fast": LimitKind.LATENCY, "short": LimitKind.LATENCY, "cheap": LimitKind.COST, "exact": LimitKind.QUALITY, "safe": LimitKind.QUALITY, "private": LimitKind.COMPLIANCE}  # fmt: skip
_TRADE_QUESTION = ("(cost|costs|lose|give away|give up|downside|price|trade|worse|pay for|sacrifice|earn|salary|first|priorit\\w+|effort|matters most|drop)",)


def choices_mapped(dialogue: Dialogue, book: LimitBook, excluded: frozenset[int]) -> Iterator[Signal]:
    """Design choices that name the constraint they serve."""
    for reading in dialogue.candidate:
        known = book.before(reading.index)
        if not known or reading.index in excluded:
            continue
        kinds: set[LimitKind] = set()
        for kind, where in _mapped_kinds(dialogue, reading, known):
            if kind not in kinds:
                kinds.add(kind)
                yield signal_at(reading, SignalId.CHOICE_MAPPED, where, kind)


def _mapped_kinds(
    dialogue: Dialogue, reading: Reading, known: Mapping[LimitKind, frozenset[str]]
) -> Iterator[tuple[LimitKind, Line]]:
    if not reading.line.has(*_CHOICE) or reading.line.has(*_NOT_A_CHOICE):
        return
    for hit in reading.line.hits(*_STRONG_LINKS):
        kind = _recalled(hit, around(reading, hit, 1, 5), known, by_terms=True)
        if kind is not None:
            yield kind, around(reading, hit, 10, 7)
    if dialogue.asked(reading).has(*_TRADE_QUESTION):
        return
    for hit in reading.line.hits(*_WEAK_LINKS):
        backward = hit.found.strip() in CLASSES["because"] and reading.line.has(*_BACKWARD_LINKS)
        window = around(reading, hit, 8 if backward else 0, 9)
        kind = _recalled(hit, window, known, by_terms=True)
        if kind is not None and around(reading, hit, 12, 9).has(*_CHOICE):
            yield kind, around(reading, hit, 10, 9)


def _recalled(
    hit: Hit, window: Line, known: Mapping[LimitKind, frozenset[str]], by_terms: bool
) -> LimitKind | None:
    """The stated constraint that the words recall: by a word of its own, else by what its kind is about."""
    adjective = hit.found.split()[0]
    if hit.found.endswith("enough") and _ENOUGH_KINDS.get(adjective) in known:
        return _ENOUGH_KINDS[adjective]
    stems = set(content_stems(window.words))
    own = {kind: len(stems & words) for kind, words in known.items()}
    terms = {kind: window.count(LIMIT_TERMS[kind]) if by_terms and kind in LIMIT_TERMS else 0 for kind in known}
    score = {kind: 2 * own[kind] + terms[kind] for kind in known}
    best = max(score, key=lambda kind: score[kind])
    return best if score[best] else None
