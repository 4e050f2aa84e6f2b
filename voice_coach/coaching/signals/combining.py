"""Rules and the learned part together: either when it is sure, a doubtful rule only with some support."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from voice_coach.coaching.signals.dialogue import Dialogue, signal_at
from voice_coach.coaching.signals.learned import Likely, likely, weights
from voice_coach.coaching.signals.reading import Reading
from voice_coach.coaching.signals.signal import Signal, SignalId

UNSUPPORTED = 0.01
"""Likelihood under which a hit of the rules is not believed, for the ids whose rules invent most."""
DOUBTED = frozenset({SignalId.TRADEOFF_UNQUANTIFIED, SignalId.PROBING_QUESTION})
_OPENING_TURNS = 3
_BY_RULES_ALONE = frozenset({SignalId.SKETCH_OBEYED, SignalId.COMP_RANGE, SignalId.COMP_REASON})
_ANSWERS = frozenset({SignalId.SKETCH_REFRAMED, SignalId.SKETCH_REFUSED, SignalId.SKETCH_OBEYED})
_IDS = frozenset(SignalId)


def combined(dialogue: Dialogue, by_rules: Sequence[Signal]) -> tuple[Signal, ...]:
    """The signals of the rules that are believed, and those that were learned, in order."""
    seen = {r.index: likely(r) for r in dialogue.readings}
    kept = [s for s in by_rules if s.id not in DOUBTED or _support(s, seen) >= UNSUPPORTED]
    found = {s.key: s for s in kept}
    for reading in dialogue.readings:
        for signal in _learned(reading, seen[reading.index]):
            if signal.key not in found and _fits(dialogue, reading, signal, tuple(found.values())):
                found[signal.key] = signal
    return tuple(sorted(_settled(found), key=lambda s: (s.turn, s.start, s.id)))


def _label(signal: Signal) -> str:
    return f"{signal.id}:{signal.kind}" if signal.kind else str(signal.id)


def _support(signal: Signal, seen: Mapping[int, Mapping[str, Likely]]) -> float:
    known = seen[signal.turn].get(_label(signal))
    return known.likelihood if known else 1.0


def _learned(reading: Reading, seen: Mapping[str, Likely]) -> Iterator[Signal]:
    for label, threshold in zip(weights().labels, weights().thresholds, strict=True):
        name, _, kind = label.partition(":")
        if label not in seen or name not in _IDS or seen[label].likelihood < threshold:
            continue
        if name == SignalId.PROBING_QUESTION or not seen[label].where.ends_as_question:
            yield signal_at(reading, SignalId(name), seen[label].where, kind or None)


def _fits(dialogue: Dialogue, reading: Reading, signal: Signal, found: Sequence[Signal]) -> bool:
    """Whether a learned signal is possible at this place of the conversation."""
    if signal.id in _BY_RULES_ALONE or reading.turn.by_candidate == (signal.id is SignalId.SKETCH_REQUEST):
        return False
    here = {s.id for s in found if s.turn == reading.index}
    before = {s.kind for s in found if s.id is SignalId.CONSTRAINT_STATED and s.turn < reading.index}
    match signal.id:
        case SignalId.SKETCH_REFRAMED | SignalId.SKETCH_REFUSED:
            return not here & _ANSWERS and _answers_a_request(dialogue, reading, found)
        case SignalId.RESTATEMENT:
            return dialogue.place(reading) < _OPENING_TURNS and not any(s.id is signal.id for s in found)
        case SignalId.TRADEOFF_QUANTIFIED:
            return len(reading.numbers) >= 2
        case SignalId.NUMBER_SOURCED:
            return bool(reading.numbers)
        case SignalId.LAUNDRY_LIST:
            return len(reading.numbers) <= 1
        case SignalId.CHOICE_MAPPED:
            return signal.kind in before
        case SignalId.IMPACT_STATED | SignalId.USER_METRIC_LINK:
            return dialogue.place(reading) > 0
        case _:
            return True


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
