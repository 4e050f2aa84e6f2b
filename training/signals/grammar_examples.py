"""Examples from the sentences of the grammar: clean ones, and stretches of several run together."""

from __future__ import annotations

import random
from collections.abc import Iterator

from bench.recogniser_text import as_recognised
from training.signals.grammar import Grammar, Sentence
from training.signals.talks import Statement, named, shown
from voice_coach.coaching.signals.features import features
from voice_coach.coaching.signals.learned import stretches
from voice_coach.coaching.signals.reading import Reading, read_turn
from voice_coach.coaching.transcript import Speaker, TranscriptTurn

Given = tuple[frozenset[str], frozenset[str], frozenset[str]]
PER_FRAME, TURNS = 4, 500
UNCLEAR = {
    "sketch_reframed": ("constraint_stated", "impact_stated", "restatement"),
    "number_sourced": ("impact_stated",),
}
"""What a frame may show besides what it is labelled with."""
_SHORT = {"latency": "l", "cost": "c", "compliance": "p", "quality": "q", "availability": "a", "scale": "s"}


def grammar_examples(seed: int = 1) -> Iterator[Given]:
    """Features, labels shown, labels unclear."""
    grammar, chance = Grammar(), random.Random(seed)
    for frame in grammar.frames:
        for _ in range(PER_FRAME):
            yield from _clean(_statement(grammar.sentence(frame, chance.random() < 0.2, chance)))
    for turn in range(TURNS):
        frames = chance.choices(grammar.frames, k=chance.randint(1, 4))
        yield from _run_together(
            [_statement(grammar.sentence(f, chance.random() < 0.2, chance)) for f in frames], turn
        )


def _statement(sentence: Sentence) -> Statement:
    labels = frozenset(_full(code) for code in sentence.labels)
    unclear = frozenset(other for label in labels for other in UNCLEAR.get(label, ()))
    return Statement(sentence.text, labels, unclear)


def _full(code: str) -> str:
    short, _, kind = code.partition(":")
    if short == "pq":
        return f"{named('pq:k').partition(':')[0]}:{kind}"
    return named(f"{short}:{_SHORT[kind]}" if kind in _SHORT else short)


def _read(text: str) -> Reading:
    return read_turn(TranscriptTurn(0, Speaker.CANDIDATE, 0.0, 1.0, text))


def _clean(statement: Statement) -> Iterator[Given]:
    sentences = _read(statement.text).sentences
    for line in sentences if len(sentences) == 1 else ():
        yield frozenset(features(line.words, line.ends_as_question)), statement.labels, statement.unclear


def _run_together(said: list[Statement], turn: int) -> Iterator[Given]:
    spans: list[tuple[int, int, Statement]] = []
    text = ""
    for at, statement in enumerate(said):
        heard = as_recognised(statement.text, turn * 7 + at)
        spans.append((len(text), len(text) + len(heard), statement))
        text += heard + " "
    for line in stretches(_read(text).line):
        if line.words:
            yield frozenset(features(line.words, False)), *shown(line, spans)
