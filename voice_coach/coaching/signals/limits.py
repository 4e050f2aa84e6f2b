"""Constraints: limits that bind, and design choices that are justified by one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from voice_coach.coaching.numbers import NumberSaid
from voice_coach.coaching.signals.dialogue import Dialogue, around, content_stems, signal_at
from voice_coach.coaching.signals.lexicon import CLASSES, LIMIT_TERMS
from voice_coach.coaching.signals.reading import Hit, Line, Reading
from voice_coach.coaching.signals.signal import LimitKind, Signal, SignalId

_QUANTITY = "# (ms|s|min|cents|dollars|euros|pounds|percent|qps|times|nines|points|\\w+ per \\w+|\\w+)"
_BOUND = (
    "({must}) .. (in|within|under|below|at most|for|at|less than|no more than|over|above|stay|be|answer|cost|arrive|fit|respond|reply|come|handle|serve|hold|survive|take)? ?.. # (ms|s|min|h|cents|dollars|euros|pounds|percent|qps|times|nines|tokens|days|gb|mb|\\w+)",
    "(under|below|within|at most|no more than|not more than|no longer than|less than|max|maximum|maximum of|up to|inside|at least|no less than|no slower than|not above|not over|cap of|ceiling of|budget of|limit of|limit is|budget is|cap is|capped at|limited to) (about )?# (ms|s|min|h|cents|dollars|euros|pounds|percent|qps|nines|tokens)",
    "# (ms|s|min|h|cents|dollars|euros|pounds|percent|qps|times|nines) .. (at most|or less|tops|max|maximum|or (people|they|users|customers|the|it|we|she|he) (leave|leaves|give|gives|hang|hangs|drop|drops|lose|loses|walk)|is (the|a|one|our|my) .. ({limit_word})|ceiling|limit|budget|cap)",
)  # fmt: skip
_PROHIBITIONS = (
    "({prohibit}|never ever)", "(nothing|none|no one|nobody|no \\w+|not a single \\w+|not one \\w+) .. (may|can|must|should|is allowed|are allowed|leaves?|goes? out|gets? out|is sent|are sent|ever)", "only .. (if|with|after|once) .. (consent|approved|approval|permission|human|signs?|checked)",
    "without (a|an|any|the) .. (does not|do not|may not|must not|can not|never) .. (go|leave|ship|out|be|get)", "(is|are) .. (protected|confidential|regulated|secret|off limits) .. (so|and) .. (not|never|stay|stays|only)", "(stay|stays|remain|remains|kept|keep) .. (in house|inside|on premise|on prem|in the (country|eu|building|hospital|bank|region|company)|with us|on (the|our|their) (device|own|phone|site))",
)  # fmt: skip
_DEMANDS = (
    "({must}) (be|work|run|stay|match|hold|come|carry|name|cite|quote|contain|keep|always|still|survive|remain|also be|all be|function|have|show|go through) ...",
)  # fmt: skip
_NOT_ABOUT_THE_PROBLEM = (
    "(i|you) (must|have to|need to|can not|may not|could not|can never|never)", "we (have to|need to) (talk|ask|know|see|decide|say|choose|start|look|discuss|check|think|agree|draw|trade)", "must (say|admit|be honest|confess|have)", "nobody (asked|knows|told)", "can not (say|tell|promise|split|know|think|judge|remember|answer|do everything|have everything|see why)", "never (heard|said|mind|seen|tried|worked|did|had|been|know)", "(draw|drawing|sketch|diagram|boxes)", "has to do with", "have to admit|to be (honest|fair|clear)", "no (idea|problem|doubt|question|worries|need)", "need to be (said|clear|careful)", "(it|that|which) (was|were|had)",
)  # fmt: skip
_LIMITS_FOLLOW = (
    "(#|two|three|four|several|a few|the|my|our|hard|these|those|following|both) .. ({limit_word}) .. (is|are|here|matter|bind|stand|i see|for me|i would|that|come|count)?", "what (binds|is binding|is hard|is tight|can not move|i would treat as hard|i (would )?treat as)", "({limit_word}) (is|are)", "(is|are|as) (one|another|a|the|my|our) (first|second|third|next|last|hard|real|main)? ?({limit_word})",
    "(things|points|ones) (are|is|that are) (tight|hard|fixed|binding|not negotiable|non negotiable)", "hard is this", "({limit_word}) on the (page|board)", "(first|second|third) (limit|constraint)",
)  # fmt: skip
_LIMITS_ASKED = ("(which|what|any|your|the|name|list|give) .. (limits?|constraints?|binds?|binding|hard|requirements?|must|boundar\\w+|tight|non negotiable)",)
_LISTED_NEGATION = ("(no|nobody|never|without|nothing|zero) \\w+",)
_PAST_OR_CHANGE = (
    "(was|were|went|took|measured|tried|tested|dropped|fell|rose|cut|got|gave|said|saw|had) .. # \\w+", "from # ... to #", "# .. (before|earlier|last|against) .. #", "(trial|pilot|experiment|test)",
)  # fmt: skip
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


def limit_book(dialogue: Dialogue) -> LimitBook:
    """Every constraint that the candidate states with its limit."""
    found: dict[tuple[int, LimitKind], Limit] = {}
    for reading in dialogue.candidate:
        for kind, where, value in _limits_of(dialogue, reading):
            if (reading.index, kind) not in found:
                signal = signal_at(reading, SignalId.CONSTRAINT_STATED, where, kind, value)
                stems = frozenset(content_stems(_said_around(reading, where).words)) - dialogue.prompt_words
                found[reading.index, kind] = Limit(signal, kind, stems)
    return LimitBook(tuple(sorted(found.values(), key=lambda limit: (limit.signal.turn, limit.signal.start))))


def _said_around(reading: Reading, where: Hit) -> Line:
    return around(reading, where, 6, 10)


def _limits_of(dialogue: Dialogue, reading: Reading) -> Iterator[tuple[LimitKind, Hit, float | None]]:
    if reading.line.has("salary|compensation|base pay|total comp") or dialogue.asked(reading).has("earn|salary|pay|compensation"):
        return
    for hit in _triggers(dialogue, reading):
        window = around(reading, hit, _WINDOW_BEFORE, _WINDOW_AFTER)
        near = around(reading, hit, 3, 6)
        if _is_a_question(reading, hit) or near.has(*_NOT_ABOUT_THE_PROBLEM):
            continue
        number = _number_at(reading, hit)
        kind = _kind(hit, near, window, number)
        if kind is not None:
            yield kind, hit, number.value if number else None


def _triggers(dialogue: Dialogue, reading: Reading) -> Iterator[Hit]:
    line = reading.line
    for hit in line.hits(*_BOUND):
        if not around(reading, hit, 4, 3).has(*_PAST_OR_CHANGE):
            yield hit
    yield from line.hits(*_PROHIBITIONS)
    yield from line.hits(*_DEMANDS)
    listed_from = _list_start(dialogue, reading)
    if listed_from is not None:
        yield from (
            hit
            for hit in line.hits("# (ms|s|min|cents|dollars|euros|pounds|qps|times|nines|percent)", *_LISTED_NEGATION)
            if hit.at >= listed_from and not around(reading, hit, 4, 3).has(*_PAST_OR_CHANGE)
        )


def _list_start(dialogue: Dialogue, reading: Reading) -> int | None:
    """From where on short items count as limits: after their announcement, or anywhere when limits were asked for."""
    if dialogue.asked(reading).has(*_LIMITS_ASKED):
        return 0
    cue = reading.line.first(*_LIMITS_FOLLOW)
    return None if cue is None else max(0, cue.at - 80)


def _is_a_question(reading: Reading, hit: Hit) -> bool:
    return any(
        s.ends_as_question and s.tokens[0].start <= hit.start < s.tokens[-1].end for s in reading.sentences
    )


def _number_at(reading: Reading, hit: Hit) -> NumberSaid | None:
    return next((n for n in reading.numbers if n.start < hit.end and hit.start < n.end), None)


def _kind(hit: Hit, near: Line, window: Line, number: NumberSaid | None) -> LimitKind | None:
    if number is not None and number.unit in _UNIT_KINDS:
        return _UNIT_KINDS[number.unit]
    if number is not None and number.unit == "percent" and near.has("uptime|available|availability|reachable|of the time"):
        return LimitKind.AVAILABILITY
    return kind_by_words(near) or kind_by_words(window)


def kind_by_words(line: Line) -> LimitKind | None:
    """The kind that most of the words speak of; None where none does."""
    counts = {kind: line.count(terms) for kind, terms in LIMIT_TERMS.items()}
    best = max(counts, key=lambda kind: counts[kind])
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
