"""Conversations written for training: `talks/*.txt`, read into turns whose every line carries its labels.

`== id | voice` opens a conversation, `> words | labels` is the interviewer, any other line is a statement of
the candidate: `words | labels`. A label after `~` says nothing about its statement, for or against.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.recogniser_text import as_recognised
from voice_coach.coaching.signals import Dialogue, read_dialogue
from voice_coach.coaching.signals.reading import Line
from voice_coach.coaching.transcript import Speaker, TranscriptTurn

HERE = Path(__file__).resolve().parent / "talks"
NAMES = {
    "re": "restatement", "pq": "probing_question", "cs": "constraint_stated", "ap": "approach_stated",
    "cm": "choice_mapped", "tq": "tradeoff_quantified", "tu": "tradeoff_unquantified", "pr": "prioritised",
    "ll": "laundry_list", "us": "user_story", "ml": "user_metric_link", "im": "impact_stated",
    "sf": "sketch_reframed", "sx": "sketch_refused", "so": "sketch_obeyed", "ns": "number_sourced",
    "cr": "comp_range", "cn": "comp_reason", "tour": "tour", "sr": "sketch_request", "df": "diagram_first",
    "js": "jargon_stretch", "ae": "arithmetic_error",
}  # fmt: skip
KINDS = {
    "pq": {"k": "kpi", "t": "traffic", "p": "privacy", "s": "segment", "v": "volume", "o": "other"},
    "cs": {"l": "latency", "c": "cost", "p": "compliance", "q": "quality", "a": "availability", "s": "scale"},
}  # fmt: skip
KINDS["cm"] = KINDS["cs"]


@dataclass(frozen=True)
class Statement:
    """One line of a conversation."""

    text: str
    labels: frozenset[str]
    unclear: frozenset[str]


@dataclass(frozen=True)
class Talk:
    """A conversation: turns of statements, the interviewer's first."""

    name: str
    turns: tuple[tuple[Speaker, tuple[Statement, ...]], ...]


@dataclass(frozen=True)
class Spoken:
    """A talk as the detectors read it, with the place of every statement in its turn."""

    talk: Talk
    dialogue: Dialogue
    spans: tuple[tuple[tuple[int, int, Statement], ...], ...]


def named(code: str) -> str:
    """`cs:l` as `constraint_stated:latency`."""
    short, _, kind = code.partition(":")
    return NAMES[short] + (f":{KINDS[short][kind]}" if kind else "")


def talks(folder: Path = HERE) -> list[Talk]:
    """Every conversation of a folder."""
    return [talk for path in sorted(folder.glob("*.txt")) for talk in _read(path.read_text(encoding="utf-8"))]


def _read(text: str) -> Iterator[Talk]:
    for block in ("\n" + text).split("\n== ")[1:]:
        head, *lines = block.splitlines()
        turns: list[tuple[Speaker, list[Statement]]] = []
        for line in filter(None, map(str.strip, lines)):
            asks = line.startswith("> ")
            if asks or not turns or turns[-1][0] is Speaker.INTERVIEWER:
                turns.append((Speaker.INTERVIEWER if asks else Speaker.CANDIDATE, []))
            turns[-1][1].append(_statement(line.removeprefix("> ")))
        yield Talk(head.partition("|")[0].strip(), tuple((who, tuple(said)) for who, said in turns))


def _statement(line: str) -> Statement:
    text, _, codes = line.partition("|")
    sure = frozenset(named(c) for c in codes.split() if not c.startswith("~"))
    unclear = frozenset(NAMES[c[1:].partition(":")[0]] for c in codes.split() if c.startswith("~"))
    return Statement(text.strip(), sure, unclear)


def spoken(talk: Talk, seed: int | None) -> Spoken:
    """As written, or as a recogniser gives the candidate's words when there is a seed."""
    turns, spans = [], []
    for at, (speaker, said) in enumerate(talk.turns):
        hears = seed is not None and speaker is Speaker.CANDIDATE
        texts = [as_recognised(s.text, seed or 0) if hears else s.text for s in said]
        turns.append(TranscriptTurn(at, speaker, at * 20.0, at * 20.0 + 18.0, " ".join(texts)))
        spans.append(tuple(_spans(texts, said)))
    return Spoken(talk, read_dialogue(turns), tuple(spans))


def _spans(texts: Sequence[str], said: Sequence[Statement]) -> Iterator[tuple[int, int, Statement]]:
    begin = 0
    for text, statement in zip(texts, said, strict=True):
        yield begin, begin + len(text), statement
        begin += len(text) + 1


def shown(line: Line, spans: Sequence[tuple[int, int, Statement]]) -> tuple[frozenset[str], frozenset[str]]:
    """The labels that a stretch of a turn shows, and those it says nothing about."""
    sure: set[str] = set()
    unclear: set[str] = set()
    first, last = line.tokens[0].start, line.tokens[-1].end
    for start, end, statement in spans:
        shared = min(last, end) - max(first, start)
        if shared >= 0.8 * min(last - first, end - start) and shared >= 0.5 * (end - start):
            sure |= statement.labels
            unclear |= statement.unclear
        elif shared > 0.25 * min(last - first, end - start):
            unclear |= statement.labels | statement.unclear
    return frozenset(sure), frozenset(unclear - sure)
