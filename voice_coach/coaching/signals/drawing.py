"""Pictures before reasons: component tours, jargon, and what is made of a request to draw."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from voice_coach.coaching.signals.dialogue import Dialogue, signal_at, stem
from voice_coach.coaching.signals.lexicon import ORDER_CUES
from voice_coach.coaching.signals.reading import Hit, Line, Reading
from voice_coach.coaching.signals.signal import Signal, SignalId

_TOUR_CUES = (
    "then", "goes (in ?to|to|through|out)|go (in ?to|to|through)", "in ?to (a|an|the)", "feeds?|feeding", "next to|beside", "behind (it|them|that|this|the|a)", "in front( of)?", "on top( of)?", "from there", "(here|there) is|here (are|we have)",
    "(up|over|down) here|up there|down there", "on the (left|right)", "sits?", "between (them|all|the)", "(talks?|calls?|writes?|posts|publishes|pushes|hands) (in ?to|to|out)", "fans? out", "in the middle", "at the (end|bottom|top|front|back|edge|core)",
    "arrows?|lines?", "connected|connects", "hooks?|plugs?|wired", "followed by", "which (goes|feeds|writes|calls|ships|hits)", "and a|and an", "i (have|put|place|add|draw)", "joins|forks", "box(es)?",
)  # fmt: skip
_REASONED = ("because|because of|due to|constraint|constraints|limit|limits|kpi|budget|(so that|for) (users?|customers?|people|patients|they)|# (ms|s|cents|dollars|euros|percent)",)
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
    cues = sum(1 for cue in _TOUR_CUES if reading.line.has(cue))
    reasons = reading.line.count(*_REASONED)
    dense = len(hits) / words >= _LEAST_BOX_SHARE
    if dense and cues >= 2 and cues + distinct >= 7 and reasons <= distinct / 3:
        return hits[0]
    return None


def diagrams_first(dialogue: Dialogue, limits: Sequence[Signal]) -> Iterator[Signal]:
    """The first component tour, where no constraint was stated before it."""
    for reading in dialogue.candidate:
        box = first_box(dialogue, reading)
        if box is None:
            continue
        if not any((s.turn, s.start) < (reading.index, box.start) for s in limits):
            yield signal_at(reading, SignalId.DIAGRAM_FIRST, box)
        return


_HUMAN = (
    "users?|customers?|people|persons?|patients?|passengers?|drivers?|nurses?|doctors?|teachers?|students?|readers?|mechanics?|inspectors?|donors?|applicants?|employees?|staff|someone|somebody|everyone|she|he|her|him|his",
    "{metric}", "# (ms|s|min|h|percent|cents|dollars|euros|pounds|times|qps|points|percentile)", "because|because of|so that|limit|limits|constraint|constraints|cost|costs|cheap|expensive|budget|privacy|latency|goal|wait|waiting|fast|quick|slow",
)  # fmt: skip
_LEAST_STRETCH_WORDS = 55
_LEAST_TECH_SHARE = 0.17


def jargon_stretches(dialogue: Dialogue) -> Iterator[Signal]:
    """Long technical talk without a person, a measure or a limit in it."""
    for reading in dialogue.candidate:
        stretch = _longest_inhuman(reading.line)
        if len(stretch.words) >= _LEAST_STRETCH_WORDS and _tech_share(dialogue, stretch) >= _LEAST_TECH_SHARE:
            yield signal_at(reading, SignalId.JARGON_STRETCH, stretch, value=float(len(stretch.words)))


def _longest_inhuman(line: Line) -> Line:
    cuts = sorted({line.token_at(hit.at) for hit in line.hits(*_HUMAN)})
    edges = [-1, *cuts, len(line.tokens)]
    start, end = max(((a + 1, b) for a, b in zip(edges, edges[1:], strict=False)), key=lambda span: span[1] - span[0])
    return Line(line.tokens[start:end], line.text, ())


def _tech_share(dialogue: Dialogue, line: Line) -> float:
    words = sum(len(hit.found.split()) for hit in line.hits("{tech}", *_own_boxes(dialogue)))
    return words / max(1, len(line.words))


def _own_boxes(dialogue: Dialogue) -> tuple[str, ...]:
    own = dialogue.vocabulary.components
    return ("|".join(re.escape(word.lower()) for word in own),) if own else ()


_REQUESTS = (
    "(please|now|just|quickly|kindly|let us|do|go ahead and|and|first|then|start by|begin by|so|okay|well|good|right|fine|actually|instead|straight away|settled|time to|like you to|want you to|ask you to|need you to|have you|would you|could you|can you|will you|why do not you|you mind|mind|love to see you|to see you|and just) {draw}(ing|ming)?",
    "[.?] {draw} (it|that|this|me|the|a|your|something|out|up|what)",
    "{draw} (it|that|this|the \\w+|something|me \\w+|your \\w+|a \\w+) .. (on|now|please|for me|right away|straight away|first|quickly|up|out)",
    "(could|can|would|will|may|might) (you|i|we|i have|i see|we have|we see|you do|you make|you give me|you show me|i get) .. (a|an|the|some|your)? ?(quick |rough |first |small |simple )?({drawing})",
    "(show|give|put|make|do|get|sketch) (me|us|it|that|up|something|this) .. ({drawing})",
    "(let|may|can) (me|us|i|we) see .. ({drawing})", "(i would|i want|i need|we need|i should|we would) .. (like|love|want|need|see|have)? ?.. (a|an|the|your) ({drawing})",
    "(grab|take|pick up|go to|use|step up to) .. (pen|marker|whiteboard|board|chalk)", "(on|onto|at|to) (the|a|that) (whiteboard|white board|board|paper)", "what (does|would|will) (the|your) (diagram|picture|drawing|sketch|architecture) look like", "boxes and (arrows|lines) (please|now)", "(architecture|diagram|sketch|drawing|boxes|picture) (first|please|now)",
)  # fmt: skip
_NO_REQUEST = (
    "(not|never|no|without|do not|leave|skip|forget|instead of|rather than|stop|enough|before|after|until|later|less|put down|hold|no need|drop|past|than) .. ({drawing}|drawing|draw|sketching|sketch|drawings|sketches|diagrams|pictures)",
    "you can (draw|sketch) .. later", "({draw}|{drawing}) .. (later|can wait|afterwards|is not needed|in a moment|another time|if you like|if you want|you drew|you made|you showed)", "you (drew|sketched|have drawn|have sketched|just drew)", "(in|on|from|of|about) your (sketch|drawing|diagram|picture)",
    "draws? .. (attention|conclusion|conclusions|line between|from (the|our|their|your)|people|customers)", "draws? on (the|our|their|your|past)", "get the picture|whole picture|big picture|bigger picture", "(like|as) you (drew|sketched|said)",
)  # fmt: skip


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
    begins = re.match(rf" (?:{_BARE_IMPERATIVE}) ", shown.flat) is not None
    return (begins or shown.has(*_REQUESTS)) and not shown.has(*_NO_REQUEST)


_BARE_IMPERATIVE = r"draw|sketch|diagram|whiteboard|draw (?:it|that|this|me)|show me (?:a|the|your) (?:diagram|sketch|drawing|architecture|picture)"

_DECLINES = (
    "(i )?(will|would|do|am|can|could|shall|did) not .. (draw|drawing|sketch|sketching|diagram|whiteboard|do (that|it|drawings|diagrams|sketches|pictures|one|boxes))", "(would|will|had) rather (not|skip|leave|talk|stay|keep|do without|tell|say|explain)",
    "say no (to|there|here)", "no (drawing|drawings|sketch|sketches|diagram|diagrams|picture|pictures|boxes) (from me|today|for|please|here|now|at|i)", "not (going to|gonna|willing to|happy to|about to|here to|ready to) (draw|sketch|do|diagram|make|put|give)", "not drawing|not sketching", "(pass on|skip) (that|the|this|it|drawing|sketching)", "refuse|decline", "(do not|does not|will not) (draw|sketch|do drawings|do diagrams|do sketches|do boxes|do pictures|believe in)",
    "(drawing|drawings|sketching|sketches|diagrams|pictures|whiteboards?) (is|are) not (something|my|what|for|a thing|how|useful|needed|helpful)", "prefer not", "no (i|thanks|thank you|sorry|way|chance)", "without (a|any) (drawing|sketch|diagram|picture)", "i (do not|never) (draw|sketch)",
)  # fmt: skip
_GOAL_CUES = ("{goal_word}", "what (is|makes|would be) (good|a good|success)|(same|common) (picture|page|understanding)|what .. prove", "(what|who) (it|the (drawing|sketch|picture|diagram|boxes)) .. (for|serve|serves|show|prove|answer|must|has)", "why .. (boxes|drawing|it|picture)", "numbers?", "# (s|ms|cents|dollars|percent|min)")
_DEICTIC = (
    "(here|there) (is|are|goes|we have|you have|comes)", "(up|over|down|right) here", "on the (left|right|top|bottom)", "in the (middle|centre|center|corner)", "box(es)?", "arrow|arrows", "(next to|beside|behind|above|below|under|between|in front of) (it|that|them|the|this)", "(i|so i|i will|let me|we) (draw|put|start with|sketch|place|begin with|have)", "goes (to|into|in)", "then (the|a|an|there)", "into (a|the|an)", "talks to|connects|feeds|calls",
)  # fmt: skip


_SAID_TO_BE_SETTLED = ("(now that|since|as|given) .. (settled|agreed|clear|fixed|done|established|sorted|covered)", "(limits|constraints|trade ?offs) .. (settled|agreed|clear|done|behind us)")


def sketch_answers(dialogue: Dialogue, requests: Sequence[Signal], settled_by: int | None) -> Iterator[Signal]:
    """What the candidate made of each request; nothing where drawing was right by then, or no answer can be told.

    `settled_by` is the turn from which constraints and trade-offs are settled, None where they never are.
    """
    answered: set[int] = set()
    for request in requests:
        reading = dialogue.next_answer(dialogue.readings[request.turn])
        if reading is None or reading.index in answered:
            continue
        answered.add(reading.index)
        settled = settled_by is not None and settled_by < request.turn
        found = _answer(dialogue, reading, settled or dialogue.readings[request.turn].line.has(*_SAID_TO_BE_SETTLED))
        if found is not None:
            yield signal_at(reading, found[0], found[1])


def _answer(dialogue: Dialogue, reading: Reading, settled: bool) -> tuple[SignalId, Hit | None] | None:
    line = reading.line
    order, goal, refusal = line.first(*ORDER_CUES), line.first(*_GOAL_CUES), line.first(*_DECLINES)
    boxes = _distinct(box_hits(dialogue, reading))
    early_boxes = sum(1 for hit in box_hits(dialogue, reading) if goal is None or hit.at < goal.at)
    reframes = order is not None and goal is not None and early_boxes <= 2 and len(line.words) >= 12
    if reframes and (refusal is None or _promises(line)):
        return SignalId.SKETCH_REFRAMED, order
    if refusal is not None and boxes < 3 and not line.has("(here|there) (it )?(is|are|goes)"):
        return SignalId.SKETCH_REFUSED, refusal
    draws = line.first(*_DEICTIC)
    if settled or draws is None or reframes:
        return None
    return (SignalId.SKETCH_OBEYED, draws) if boxes >= 2 or line.count(*_DEICTIC) >= 3 else None


def _promises(line: Line) -> bool:
    """A refusal that only puts the drawing off: `I won't draw yet, first ...`."""
    return line.has(
        "(i will|i would|then i|we can|happy to|glad to|i can|let me) ... ({draw}|drawing)", "not .. (yet|just yet|right away|straight away|immediately)", "({draw}|drawing|it) .. (after|afterwards|later|in a minute|then)"
    )  # fmt: skip
