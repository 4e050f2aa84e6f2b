"""The sketch as heard: boxes and arrows that the candidate described in words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from itertools import pairwise

from voice_coach.coaching.signals.dialogue import Dialogue, Vocabulary, read_dialogue, stem
from voice_coach.coaching.signals.drawing import box_hits
from voice_coach.coaching.signals.reading import Hit, Reading
from voice_coach.coaching.transcript import TranscriptTurn, time_of

MOST_BOXES = 24
_FARTHEST_WORDS = 9
"""Between two boxes that one arrow joins."""
_FORWARD = re.compile(
    r"\b(?:goes|go|going|feeds?|talks?|connect(?:s|ed)?|sends?|calls?|passes|writes?|hands|leads|points|arrow|"
    r"into|through|sits|behind|in front|next to|then|to the|after that|followed)\b"
)
_BACKWARD = re.compile(r"\b(?:from|fed by|reads?|pulls?|gets?|fetch(?:es)?|takes?|behind it)\b")


@dataclass(frozen=True, slots=True)
class Box:
    """A component, where it was named first."""

    name: str
    turn: int
    t_s: float
    serves: str | None
    """The kind of constraint it was tied to, None where none was named for it."""


@dataclass(frozen=True, slots=True)
class Arrow:
    """A connection of two boxes."""

    source: int
    """Place in `Sketch.boxes`."""
    target: int
    says: str
    """The words between them."""
    turn: int
    t_s: float
    serves: str | None


@dataclass(frozen=True, slots=True)
class Sketch:
    """What a listener could have drawn."""

    boxes: tuple[Box, ...]
    arrows: tuple[Arrow, ...]
    left_out: int
    """Boxes beyond `MOST_BOXES`."""

    def to_json(self) -> dict[str, object]:
        """For the review page."""
        return asdict(self)


def sketch(
    turns: Sequence[TranscriptTurn], reasons: Mapping[int, str], components: tuple[str, ...] = ()
) -> Sketch:
    """Drawn from turns that name two boxes or more.

    `reasons` maps a turn to the kind of constraint that a choice in it was tied to; `components` are the
    scenario's own boxes.
    """
    dialogue = read_dialogue([turn for turn in turns if turn.by_candidate], Vocabulary(components))
    drawn = [
        (reading, hits) for reading in dialogue.candidate if len(hits := _distinct(dialogue, reading)) > 1
    ]
    boxes = _boxes(drawn, reasons)
    kept = dict(list(boxes.items())[:MOST_BOXES])
    places = {key: place for place, key in enumerate(kept)}
    arrows: dict[tuple[int, int], Arrow] = {}
    for arrow in _arrows(drawn, places, reasons):
        arrows.setdefault((arrow.source, arrow.target), arrow)
    return Sketch(tuple(kept.values()), tuple(arrows.values()), len(boxes) - len(kept))


def _distinct(dialogue: Dialogue, reading: Reading) -> list[Hit]:
    """The boxes of a turn in order, none twice in a row; [] where it names only one."""
    hits = box_hits(dialogue, reading)
    in_order = [hit for place, hit in enumerate(hits) if place == 0 or _key(hit) != _key(hits[place - 1])]
    return in_order if len({_key(hit) for hit in in_order}) > 1 else []


def _key(hit: Hit) -> str:
    return stem(re.sub(r"\s+", "", hit.found.lower()))


def _boxes(drawn: Sequence[tuple[Reading, list[Hit]]], reasons: Mapping[int, str]) -> dict[str, Box]:
    boxes: dict[str, Box] = {}
    for reading, hits in drawn:
        serves = reasons.get(reading.index)
        for hit in hits:
            t_s = round(time_of(reading.turn, hit.start), 2)
            known = boxes.get(_key(hit))
            if known is None:
                boxes[_key(hit)] = Box(" ".join(hit.found.split()), reading.index, t_s, serves)
            elif known.serves is None and serves is not None:
                boxes[_key(hit)] = Box(known.name, known.turn, known.t_s, serves)
    return boxes


def _arrows(
    drawn: Sequence[tuple[Reading, list[Hit]]], places: Mapping[str, int], reasons: Mapping[int, str]
) -> Iterator[Arrow]:
    for reading, hits in drawn:
        for one, two in pairwise(hits):
            source, target = places.get(_key(one)), places.get(_key(two))
            says = " ".join(reading.turn.text[one.end : two.start].split())
            if source is None or target is None or not _joins(says):
                continue
            if _points_back(says):
                source, target = target, source
            t_s = round(time_of(reading.turn, one.end), 2)
            yield Arrow(source, target, says, reading.index, t_s, reasons.get(reading.index))


def _joins(says: str) -> bool:
    is_near = len(says.split()) <= _FARTHEST_WORDS
    return is_near and bool(_FORWARD.search(says.lower()) or _BACKWARD.search(says.lower()))


def _points_back(says: str) -> bool:
    return bool(_BACKWARD.search(says.lower())) and not _FORWARD.search(says.lower())
