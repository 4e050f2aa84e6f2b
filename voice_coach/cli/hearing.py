"""A recording as turns: of one person, or of two people who have a side each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from voice_coach.coaching.transcript import Speaker, TranscriptTurn
from voice_coach.conversation.words import Word, text_of

if TYPE_CHECKING:
    from voice_coach.conversation.sound import Samples, Segment
    from voice_coach.engines.protocols import Recogniser

TURN_PAUSE_S = 2.0
"""A longer silence than this ends a turn of somebody who is recorded alone."""

_Stretch = tuple[Speaker, tuple[Word, ...]]


class Side(StrEnum):
    """Where the candidate is in a stereo file."""

    LEFT = "left"
    RIGHT = "right"


def sides_of(path: Path, candidate: Side = Side.LEFT) -> tuple[Samples, ...]:
    """The candidate's sound, and the interviewer's where the file has two sides. Raises UsageError."""
    from voice_coach.engines.sound_files import read_sides

    sides = read_sides(path)
    return sides if candidate is Side.LEFT else sides[::-1]


def turns_heard(sides: Sequence[Samples], recogniser: Recogniser) -> tuple[TranscriptTurn, ...]:
    """What a started recogniser makes of the candidate's side, and of the interviewer's where there is one.

    Raises RecogniserError.
    """
    stretches = [
        (speaker, words)
        for speaker, side in zip((Speaker.CANDIDATE, Speaker.INTERVIEWER), sides, strict=False)
        for segment in _segments(side)
        if (words := recogniser.transcribe(segment))
    ]
    longest_pause_s = TURN_PAUSE_S if len(sides) == 1 else float("inf")
    return tuple(_turns(sorted(stretches, key=lambda each: each[1][0].start_s), longest_pause_s))


def _segments(sound: Samples) -> Iterator[Segment]:
    from voice_coach.conversation.events import SegmentClosed
    from voice_coach.conversation.segments import Segmenter
    from voice_coach.conversation.sound import FRAME_SAMPLES
    from voice_coach.engines.speech_detector import LayeredDetector

    detector, segmenter = LayeredDetector(), Segmenter()
    last = len(sound) - FRAME_SAMPLES
    for start in range(0, last + 1, FRAME_SAMPLES):
        frame = sound[start : start + FRAME_SAMPLES]
        for event in segmenter.hear(start, frame, detector.hear(frame)):
            if isinstance(event, SegmentClosed):
                yield event.segment
    yield from (event.segment for event in segmenter.flush(len(sound)) if isinstance(event, SegmentClosed))


def _turns(stretches: Sequence[_Stretch], longest_pause_s: float) -> Iterator[TranscriptTurn]:
    """Stretches of one speaker joined, until somebody else speaks or the pause is too long."""
    joined: list[tuple[Speaker, list[Word]]] = []
    for speaker, words in stretches:
        if (
            joined
            and joined[-1][0] is speaker
            and words[0].start_s - joined[-1][1][-1].end_s <= longest_pause_s
        ):
            joined[-1][1].extend(words)
        else:
            joined.append((speaker, list(words)))
    for turn, (speaker, said) in enumerate(joined):
        start_s, end_s = said[0].start_s, said[-1].end_s
        yield TranscriptTurn(turn, speaker, start_s, end_s, text_of(said), tuple(said))
