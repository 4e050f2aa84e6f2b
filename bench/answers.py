"""Answers of interviews as stretches of speech with labelled silences, for `bench.turns`.

The words are those of the labelled transcripts in `tests/data/transcripts`. Where people pause and for how
long is drawn: after sentences and commas, in mid-clause with and without a filler, and to think. Lengths are
log-normal, set so that silence alone cuts off 5 % at 1.6 s, as is reported for people who talk with machines;
thinking takes seconds.
"""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from voice_coach.conversation.occasions import AnswerShape

TRANSCRIPTS = Path(__file__).parents[1] / "tests" / "data" / "transcripts"
SHORTEST_S, LONGEST_S = 0.22, 6.0
_ASKS_SHORT = re.compile(r"\b(how (many|much|long|often|fast)|which|in a sentence|one number|when)\b", re.I)


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words without a silence, and the one after them; None after the last."""

    text: str
    pause_s: float | None
    could_be_the_end: bool = False
    """Whether what was said so far could stand alone."""


@dataclass(frozen=True, slots=True)
class Answer:
    """One turn of a candidate."""

    stretches: tuple[Stretch, ...]
    expects: AnswerShape


def answers(seed: int) -> Iterator[Answer]:
    """Every answer of every clean transcript, paused anew for each seed."""
    dice = random.Random(seed)
    for path in sorted(TRANSCRIPTS.glob("*.json")):
        transcript = json.loads(path.read_text("utf-8"))
        if transcript["style"] == "asr":
            continue
        asked = ""
        for turn in transcript["turns"]:
            if turn["speaker"] == "interviewer":
                asked = turn["text"]
            else:
                yield Answer(tuple(_stretches(turn["text"], dice)), _shape(asked))


def _shape(asked: str) -> AnswerShape:
    if _ASKS_SHORT.search(asked):
        return AnswerShape.SHORT
    return (
        AnswerShape.LONG
        if re.search(r"\b(how (do|would)|approach|walk me)\b", asked, re.I)
        else AnswerShape.EITHER
    )


def _stretches(text: str, dice: random.Random) -> Iterator[Stretch]:
    if dice.random() < 0.08:
        yield Stretch("Let me think.", dice.uniform(1.0, 5.0))
    words: list[str] = []
    pieces = text.split()
    for word in pieces[:-1]:
        words.append(word)
        pause = _pause_after(word, dice)
        if pause is None:
            continue
        if pause.text:
            words.append(pause.text)
        yield Stretch(" ".join(words), pause.pause_s, pause.could_be_the_end)
        words = []
    yield Stretch(" ".join([*words, pieces[-1]]), None)


def _pause_after(word: str, dice: random.Random) -> Stretch | None:
    """A silence with the filler before it, or none."""
    if re.search(r"[.!?]$", word):
        return Stretch("", _length(dice, 0.52, 0.5), True) if dice.random() < 0.7 else None
    if re.search(r"[,;:]$", word):
        return Stretch("", _length(dice, 0.4, 0.5)) if dice.random() < 0.35 else None
    if dice.random() < 0.04:
        return Stretch(dice.choice(["", "", "um", "uh"]), _length(dice, 0.52, 0.55))
    return None


def _length(dice: random.Random, median_s: float, spread: float) -> float:
    return min(LONGEST_S, max(SHORTEST_S, dice.lognormvariate(0.0, spread) * median_s))
