"""Rules and the learned part together: the rules stand, and what was learned adds to them where it fits."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from voice_coach.coaching.signals.dialogue import Dialogue, signal_at
from voice_coach.coaching.signals.drawing import is_inventory
from voice_coach.coaching.signals.features import surroundings
from voice_coach.coaching.signals.learned import clues, likelihood, likely
from voice_coach.coaching.signals.reading import Line, Reading
from voice_coach.coaching.signals.signal import Signal, SignalId

BELIEVED = 0.6
"""Likelihood from which a signal is reported that the rules did not find."""
UNSUPPORTED = 0.05
"""Likelihood under which a hit of the rules is not believed, for the ids whose rules invent most."""
DOUBTED = frozenset({SignalId.TRADEOFF_UNQUANTIFIED, SignalId.PROBING_QUESTION})
FEWEST_TURNS = 3
"""Answers from which on the learned part adds something; a reply to a request to draw needs no more."""
ABOUT_THE_INTERVIEW = (
    "(scor\\w+|rat(e|ed|ing)|grad(e|ed|ing)|verdict|judge|judged|judging|assess\\w*|evaluat\\w*|rubric)",
    "(committee|packet|interview|candidate|dimensions?|maximum|outstanding|flawless)",
)
"""Whoever says these may be talking to the judge: only the rules listen."""
NO_DRAWING = ("(no|nobody|no one|not|never|without|instead of|rather than|before) .. ({draw}|drawing|board)",)
"""An interviewer who says that none is wanted."""
WEIGHED = (
    "(but|though|although|while|whereas|yet|instead of|rather than|in (return|exchange)|for that|against)",
    "(?<!a )(?<!the )costs?|paid|pay|pays|price|bill",
    "(lose|loses|lost|gives? up|slower|longer|dearer|extra|worse|misse[sd])",
    "(takes?|took|needs?) .. # .. (more|longer)",
)
"""What sets a price against a gain."""
_OPENING_TURNS = 3
_BY_RULES_ALONE = frozenset(
    {SignalId.SKETCH_OBEYED, SignalId.DIAGRAM_FIRST, SignalId.JARGON_STRETCH, SignalId.ARITHMETIC_ERROR}
)
_ANSWERS = frozenset({SignalId.SKETCH_REFRAMED, SignalId.SKETCH_REFUSED, SignalId.SKETCH_OBEYED})
_PAY = frozenset({SignalId.COMP_RANGE, SignalId.COMP_REASON})
_ELSEWHERE = frozenset(
    {
        SignalId.IMPACT_STATED,
        SignalId.USER_METRIC_LINK,
        SignalId.TRADEOFF_QUANTIFIED,
        SignalId.TRADEOFF_UNQUANTIFIED,
        SignalId.CHOICE_MAPPED,
    }
)
"""What is not looked for in an answer about a drawing or about pay."""
_IDS = frozenset(SignalId)


def combined(dialogue: Dialogue, by_rules: Sequence[Signal]) -> tuple[Signal, ...]:
    """The signals of the rules that are believed, and those that were learned, in order."""
    ruled: defaultdict[int, dict[str, Signal]] = defaultdict(dict)
    for signal in by_rules:
        ruled[signal.turn][label_of(signal)] = signal
    found: dict[tuple[int, str, str | None], Signal] = {}
    for reading in dialogue.readings:
        for signal in _believed(dialogue, reading, ruled[reading.index]):
            is_ruled = label_of(signal) in ruled[reading.index]
            if is_ruled or _fits(dialogue, reading, signal, tuple(found.values())):
                found[signal.key] = signal
    return tuple(sorted(_settled(found), key=lambda s: (s.turn, s.start, s.id)))


def label_of(signal: Signal) -> str:
    """`probing_question:kpi`, or the id alone: what the learned part calls it."""
    return f"{signal.id}:{signal.kind}" if signal.kind else str(signal.id)


def _believed(dialogue: Dialogue, reading: Reading, ruled: Mapping[str, Signal]) -> Iterator[Signal]:
    """What the rules found, then what the learned part finds likely beside it."""
    seen = likely(reading, surroundings(dialogue, reading))
    by_rules = frozenset(ruled)
    chances = {label: likelihood(label, clues(reading, label, seen, by_rules)) for label in seen}
    for label, signal in ruled.items():
        chance = chances.get(label) if signal.id in DOUBTED else None
        if chance is None or chance >= UNSUPPORTED:
            yield signal
    known = {label: chance for label, chance in chances.items() if chance is not None and label not in ruled}
    for label, chance in sorted(known.items(), key=lambda each: -each[1]):
        name, _, kind = label.partition(":")
        where = seen[label].where
        if chance >= BELIEVED and name in _IDS and not _is_about_the_interview(reading, where):
            yield signal_at(reading, SignalId(name), where, kind or None)


def _is_about_the_interview(reading: Reading, where: Line) -> bool:
    first, last = where.tokens[0].start, where.tokens[-1].end
    near = [s for s in reading.sentences if s.tokens[0].start < last and first < s.tokens[-1].end]
    return any(sentence.has(*ABOUT_THE_INTERVIEW) for sentence in near)


def _fits(dialogue: Dialogue, reading: Reading, signal: Signal, found: Sequence[Signal]) -> bool:
    """Whether a learned signal is possible at this place of the conversation."""
    if signal.id is SignalId.SKETCH_REQUEST:
        return not reading.turn.by_candidate and _speaks_of_drawing(reading)
    if signal.id in _BY_RULES_ALONE or not reading.turn.by_candidate or reading.talks_to_the_scorer:
        return False
    if signal.id not in _ANSWERS and len(dialogue.candidate) < FEWEST_TURNS:
        return False
    here = {s.id for s in found if s.turn == reading.index}
    if signal.id in _ELSEWHERE and here & (_ANSWERS | _PAY):
        return False
    before = {s.kind for s in found if s.id is SignalId.CONSTRAINT_STATED and s.turn < reading.index}
    match signal.id:
        case SignalId.SKETCH_REFRAMED | SignalId.SKETCH_REFUSED:
            return not here & _ANSWERS and _answers_a_request(dialogue, reading, found)
        case SignalId.RESTATEMENT:
            return dialogue.place(reading) < _OPENING_TURNS and not any(s.id is signal.id for s in found)
        case SignalId.TRADEOFF_QUANTIFIED:
            limits = sum(s.id is SignalId.CONSTRAINT_STATED and s.turn == reading.index for s in found)
            inside = sum(signal.telling[0] <= n.start < signal.telling[1] for n in reading.numbers)
            return inside >= 2 and limits < 2 and reading.line.has(*WEIGHED)
        case SignalId.NUMBER_SOURCED:
            return bool(reading.numbers)
        case SignalId.APPROACH_STATED:
            return not any(is_inventory(dialogue, sentence) for sentence in reading.sentences)
        case SignalId.LAUNDRY_LIST:
            return len(reading.numbers) <= 1
        case SignalId.CHOICE_MAPPED:
            return signal.kind in before
        case SignalId.IMPACT_STATED | SignalId.USER_METRIC_LINK:
            return dialogue.place(reading) > 0
        case _:
            return True


def _speaks_of_drawing(reading: Reading) -> bool:
    return reading.line.has("{draw}|drawing|whiteboard|board") and not reading.line.has(*NO_DRAWING)


def _answers_a_request(dialogue: Dialogue, reading: Reading, found: Sequence[Signal]) -> bool:
    requests = [s.turn for s in found if s.id is SignalId.SKETCH_REQUEST]
    return any(dialogue.next_answer(dialogue.readings[turn]) is reading for turn in requests)


def _settled(found: Mapping[tuple[int, str, str | None], Signal]) -> Iterator[Signal]:
    """A trade-off in numbers stands for itself; a limit named as a choice's reason is not stated."""
    first: dict[str | None, int] = {}
    for signal in sorted(found.values(), key=lambda s: s.turn):
        if signal.id is SignalId.CONSTRAINT_STATED:
            first.setdefault(signal.kind, signal.turn)
    for signal in found.values():
        quantified = (signal.turn, SignalId.TRADEOFF_QUANTIFIED, None) in found
        mapped = (signal.turn, SignalId.CHOICE_MAPPED, signal.kind) in found
        if signal.id is SignalId.TRADEOFF_UNQUANTIFIED and quantified:
            continue
        if signal.id is SignalId.CONSTRAINT_STATED and mapped and first[signal.kind] < signal.turn:
            continue
        yield signal
