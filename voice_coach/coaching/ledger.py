"""Tables of what was said: numbers, constraints against choices, trade-offs."""

from __future__ import annotations

from voice_coach.coaching.numbers import NumberSaid, figure
from voice_coach.coaching.record import Record
from voice_coach.coaching.signals import LimitKind, Signal, SignalId
from voice_coach.coaching.signals.reading import Hit, Line, Reading
from voice_coach.coaching.transcript import time_of

TOKENS_PER_MILLION = 1_000_000
_DEAR_PER_TOKEN = 0.0005
"""Money per single token above which a slip is likelier than a price: 500 a million."""
_PART_OF_LATENCY = (
    (
        "first (token|word|byte|sound|letter|audio|sentence)|full|whole|complete|end to end|p "
        "# |percentile|median|average|total|round trip|last word|per token|to answer|answer|"
        "response|reply"
    ),
)


def numbers(record: Record) -> list[dict[str, object]]:
    """Every number the candidate said, with what is known about it; null where the turn does not tell."""
    return [
        _number(record, reading, said) for reading in record.dialogue.candidate for said in reading.numbers
    ]


def _number(record: Record, reading: Reading, said: NumberSaid) -> dict[str, object]:
    turn = reading.index
    return {
        "turn": turn,
        "t_s": round(time_of(reading.turn, said.start), 2),
        "quote": said.quote,
        "value": said.value,
        "unit": said.unit or None,
        "per": said.per or None,
        "measures": _clause(reading, said.start).quote or None,
        "source": _quote(record, turn, SignalId.NUMBER_SOURCED),
        "used_for": _quote(
            record, turn, SignalId.CHOICE_MAPPED, SignalId.TRADEOFF_QUANTIFIED, SignalId.IMPACT_STATED
        ),
        "check": _check(record, reading, said),
        "trap": unit_trap(reading, said),
    }


def _clause(reading: Reading, start: int) -> Line:
    return next(
        (c for c in reading.clauses if c.tokens[0].start <= start < c.tokens[-1].end), Line((), "", ())
    )


def _quote(record: Record, turn: int, *ids: SignalId) -> str | None:
    return next((s.quote for s in record.in_turn(turn, *ids)), None)


def _check(record: Record, reading: Reading, said: NumberSaid) -> str | None:
    for wrong in record.in_turn(reading.index, SignalId.ARITHMETIC_ERROR):
        if wrong.telling[0] <= said.start < wrong.telling[1] and wrong.value is not None:
            return f"the turn's own numbers give {figure(wrong.value)}"
    return None


def unit_trap(reading: Reading, said: NumberSaid) -> str | None:
    """A warning where the unit makes a number mean something absurd, or nothing yet."""
    if said.is_money and said.per in {"token", "tokens"} and said.base >= _DEAR_PER_TOKEN:
        return f"{said.quote} is {said.base * TOKENS_PER_MILLION:,.0f} per million tokens"
    if said.unit == "ms" and not _says_which_latency(reading, said):
        return f"{said.quote} to the first token or to the full answer? It was not said."
    return None


def _says_which_latency(reading: Reading, said: NumberSaid) -> bool:
    sentence = next(
        (s for s in reading.sentences if s.tokens[0].start <= said.start < s.tokens[-1].end), reading.line
    )
    at = next((i for i, token in enumerate(sentence.tokens) if token.start <= said.start < token.end), 0)
    near = Line(sentence.tokens[max(0, at - 12) : at + 12], sentence.text, ())
    return near.has(*_PART_OF_LATENCY)


def constraint_map(record: Record) -> list[dict[str, object]]:
    """One row a constraint: where it was stated and which choices name it; last, choices that name none."""
    stated, mapped = record.of(SignalId.CONSTRAINT_STATED), record.of(SignalId.CHOICE_MAPPED)
    rows: list[dict[str, object]] = []
    for kind in (k for k in LimitKind if any(s.kind == k for s in stated)):
        choices = [s for s in mapped if s.kind == kind]
        rows.append(_row(kind, [s for s in stated if s.kind == kind], choices))
    with_reason = {s.turn for s in mapped}
    unmapped = [
        s
        for s in record.of(SignalId.APPROACH_STATED, SignalId.DIAGRAM_FIRST, SignalId.SKETCH_OBEYED)
        if s.turn not in with_reason
    ]
    return rows + ([_row(None, [], unmapped[:3])] if unmapped else [])


def _row(kind: LimitKind | None, stated: list[Signal], choices: list[Signal]) -> dict[str, object]:
    return {
        "kind": kind.value if kind else None,
        "stated": [_place(s) for s in stated],
        "choices": [_place(s) for s in choices],
        "used": bool(stated and choices),
    }


def _place(signal: Signal) -> dict[str, object]:
    return {"turn": signal.turn, "t_s": round(signal.t_s, 2), "quote": signal.quote, "value": signal.value}


def tradeoff_table(record: Record) -> list[dict[str, object]]:
    """One row a trade-off; a cell is null where the rules cannot tell."""
    found = record.of(SignalId.TRADEOFF_QUANTIFIED, SignalId.TRADEOFF_UNQUANTIFIED)
    readings = {r.index: r for r in record.dialogue.candidate}
    return [_tradeoff(record, signal, readings[signal.turn]) for signal in found]


_PRICE_CLAUSE = (
    (
        "(cost|costs|costing|paid|pay|pays|bill|price|took|takes|take|slower|longer|lose|loses|"
        "lost|dropped|stopped|blocked|rejects?|gives? up|misses|missed|less|worse|can not|"
        "throws?|extra)"
    ),
)


def _tradeoff(record: Record, signal: Signal, reading: Reading) -> dict[str, object]:
    counted = [c for c in reading.clauses if c.numbers]
    price = [c.quote for c in counted if c.has(*_PRICE_CLAUSE)]
    gain = [c.quote for c in counted if not c.has(*_PRICE_CLAUSE)]
    periods = [
        n.per for n in reading.numbers if n.is_money and n.per in {"month", "year", "week", "day", "hour"}
    ]
    return {
        "turn": signal.turn,
        "t_s": round(signal.t_s, 2),
        "quote": signal.quote,
        "quantified": signal.id is SignalId.TRADEOFF_QUANTIFIED,
        "lever": _lever(reading, signal),
        "gain": "; ".join(gain) or None,
        "price": "; ".join(price) or None,
        "period": periods[0] if periods else None,
        "kpi_effect": _quote(record, signal.turn, SignalId.IMPACT_STATED),
        "source": _quote(record, signal.turn, SignalId.NUMBER_SOURCED),
    }


_VERBS = (
    "brings?|costs?|gives?|gets?|got|makes?|takes?|took|finds?|saves?|saved|cuts?|adds?|added|loses?|needs?|buys?|"
    "means?|halves|halved|doubles?|doubled|lowers?|raises?|reads?|had|catch(es)?|gains?|wins?|is|are|was|would|will"
)
_LEVER = rf"(a|an|one|another|the) (?!reason|point|price|thing|same)[a-z]{{3,}}( [a-z]{{3,}})? ({_VERBS})"
_words = str.split
_BEFORE_A_SUBJECT = frozenset(_words("and but so while where whereas because since if when though"))


def _lever(reading: Reading, signal: Signal) -> str | None:
    """What is turned up or down: a subject near the trade-off that is named and no mere "it"."""
    found = [hit for line in reading.sentences for hit in line.hits(_LEVER) if _is_subject(line, hit)]
    near = min(found, key=lambda hit: abs(hit.end - signal.telling[0]), default=None)
    return " ".join(near.quote.split()[:-1]).strip(" ,;:") if near else None


def _is_subject(line: Line, hit: Hit) -> bool:
    at = line.token_at(hit.at)
    return at == 0 or line.tokens[at - 1].norm in _BEFORE_A_SUBJECT
