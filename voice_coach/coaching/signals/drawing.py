"""Pictures before reasons: component tours, jargon, and what is made of a request to draw."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from voice_coach.coaching.signals.dialogue import Dialogue, signal_at, stem
from voice_coach.coaching.signals.drawing_phrases import (
    BARE_IMPERATIVE,
    DECLINES,
    DEICTIC,
    GOAL_CUES,
    HUMAN,
    NO_REQUEST,
    OWNS,
    REASONED,
    REQUESTS,
    SAID_TO_BE_SETTLED,
    TOUR_CUES,
)
from voice_coach.coaching.signals.lexicon import ORDER_CUES
from voice_coach.coaching.signals.reading import Hit, Line, Reading
from voice_coach.coaching.signals.signal import Signal, SignalId

_LEAST_BOXES = 4
_LEAST_BOX_SHARE = 0.09


def box_hits(dialogue: Dialogue, reading: Reading) -> list[Hit]:
    """Names of components in a turn."""
    return sorted(reading.line.hits(dialogue.boxes), key=lambda hit: hit.at)


def _distinct(hits: Sequence[Hit]) -> int:
    return len({stem(re.sub(r"\s+", "", hit.found)) for hit in hits})


def is_tour(dialogue: Dialogue, reading: Reading) -> bool:
    """Whether a turn walks through components instead of saying what they are for."""
    return first_box(dialogue, reading) is not None


def first_box(dialogue: Dialogue, reading: Reading) -> Hit | None:
    """Where a component tour begins; None where the turn is none."""
    hits = box_hits(dialogue, reading)
    distinct = _distinct(hits)
    words = len(reading.line.words)
    if distinct < _LEAST_BOXES or words == 0:
        return None
    cues = sum(1 for cue in TOUR_CUES if reading.line.has(cue))
    reasons = reading.line.count(*REASONED)
    dense = len(hits) / words >= _LEAST_BOX_SHARE
    if dense and cues >= 2 and cues + distinct >= 7 and reasons <= distinct / 3:
        return hits[0]
    return None


def is_inventory(dialogue: Dialogue, line: Line) -> bool:
    """Whether a statement names parts and says of none what it is for or whom it serves."""
    boxes = _distinct(sorted(line.hits(dialogue.boxes), key=lambda hit: hit.at))
    return boxes >= _LEAST_INVENTORY and line.has(*OWNS) and not line.has("{user}", "{must}", "{because}")


_LEAST_INVENTORY = 3


def diagrams_first(dialogue: Dialogue, limits: Sequence[Signal]) -> Iterator[Signal]:
    """The first component tour, where no constraint was stated before it."""
    for reading in dialogue.candidate:
        box = first_box(dialogue, reading)
        if box is None:
            continue
        if not any((s.turn, s.telling[0]) < (reading.index, box.start) for s in limits):
            yield signal_at(reading, SignalId.DIAGRAM_FIRST, box)
        return


_LEAST_STRETCH_WORDS = 55
_LEAST_TECH_SHARE = 0.17


def jargon_stretches(dialogue: Dialogue) -> Iterator[Signal]:
    """Long technical talk without a person, a measure or a limit in it."""
    for reading in dialogue.candidate:
        stretch = _longest_inhuman(reading.line)
        if len(stretch.words) >= _LEAST_STRETCH_WORDS and _tech_share(dialogue, stretch) >= _LEAST_TECH_SHARE:
            yield signal_at(reading, SignalId.JARGON_STRETCH, stretch, value=float(len(stretch.words)))


def _longest_inhuman(line: Line) -> Line:
    cuts = sorted({line.token_at(hit.at) for hit in line.hits(*HUMAN)})
    edges = [-1, *cuts, len(line.tokens)]
    start, end = max(((a + 1, b) for a, b in pairwise(edges)), key=lambda span: span[1] - span[0])
    return Line(line.tokens[start:end], line.text, ())


def _tech_share(dialogue: Dialogue, line: Line) -> float:
    words = sum(len(hit.found.split()) for hit in line.hits("{tech}", *_own_boxes(dialogue)))
    return words / max(1, len(line.words))


def _own_boxes(dialogue: Dialogue) -> tuple[str, ...]:
    own = dialogue.vocabulary.components
    return ("|".join(re.escape(word.lower()) for word in own),) if own else ()


def sketch_requests(dialogue: Dialogue) -> Iterator[Signal]:
    """The interviewer's requests for a drawing now."""
    for reading in dialogue.interviewer:
        if reading.turn.move == "sketch_now":
            yield signal_at(reading, SignalId.SKETCH_REQUEST)
            continue
        sentence = next((s for s in reading.sentences if _requests(s)), None)
        if sentence is not None:
            yield signal_at(reading, SignalId.SKETCH_REQUEST, sentence)


def _requests(sentence: Line) -> bool:
    shown = Line(sentence.tokens, sentence.text, ())
    begins = re.match(rf" (?:{BARE_IMPERATIVE}) ", shown.flat) is not None
    return (begins or shown.has(*REQUESTS)) and not shown.has(*NO_REQUEST)


def sketch_answers(
    dialogue: Dialogue, requests: Sequence[Signal], settled_by: int | None
) -> Iterator[Signal]:
    """What the candidate made of each request; nothing where drawing was right by then, or no answer
    can be told.

    `settled_by` is the turn from which constraints and trade-offs are settled, None where they never are.
    """
    answered: set[int] = set()
    for request in requests:
        reading = dialogue.next_answer(dialogue.readings[request.turn])
        if reading is None or reading.index in answered:
            continue
        answered.add(reading.index)
        settled = settled_by is not None and settled_by < request.turn
        found = _answer(
            dialogue, reading, settled or dialogue.readings[request.turn].line.has(*SAID_TO_BE_SETTLED)
        )
        if found is not None:
            yield signal_at(reading, found[0], found[1])


def _answer(dialogue: Dialogue, reading: Reading, settled: bool) -> tuple[SignalId, Hit | None] | None:
    line = reading.line
    order, goal = line.first(*ORDER_CUES), line.first(*GOAL_CUES)
    refusal = None if line.has("not mind") or _promises(line) else line.first(*DECLINES)
    boxes = _distinct(box_hits(dialogue, reading))
    early_boxes = sum(1 for hit in box_hits(dialogue, reading) if goal is None or hit.at < goal.at)
    reframes = order is not None and goal is not None and early_boxes <= 2 and len(line.words) >= 12
    if reframes and (refusal is None or _promises(line)):
        return SignalId.SKETCH_REFRAMED, order
    if refusal is not None and boxes < 3 and not line.has("(here|there) (it )?(is|are|goes)"):
        return SignalId.SKETCH_REFUSED, refusal
    if settled or reframes:
        return None
    draws = line.first(*DEICTIC)
    if draws is None:
        toured = first_box(dialogue, reading)
        return (SignalId.SKETCH_OBEYED, toured) if toured else None
    return (SignalId.SKETCH_OBEYED, draws) if boxes >= 2 or line.count(*DEICTIC) >= 3 else None


def _promises(line: Line) -> bool:
    """A refusal that only puts the drawing off: `I won't draw yet, first ...`."""
    return line.has(
        "(i will|i would|then i|we can|happy to|glad to|i can|let me) ... ({draw}|drawing)",
        "not .. (yet|just yet|right away|straight away|immediately)",
        "({draw}|drawing|it) .. (after|afterwards|later|in a minute|then)",
    )
