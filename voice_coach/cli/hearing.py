"""A recording of one person as turns, for `assess` without a session."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from voice_coach.coaching.transcript import Speaker, TranscriptTurn
from voice_coach.conversation.words import Word, text_of

if TYPE_CHECKING:
    from voice_coach.conversation.sound import Samples, Segment
    from voice_coach.engines.protocols import Recogniser

TURN_PAUSE_S = 2.0
"""A longer silence than this ends a turn."""


def turns_heard(path: Path, recogniser: Recogniser) -> tuple[TranscriptTurn, ...]:
    """What a started recogniser makes of a sound file, all of it taken for the candidate's.

    Raises UsageError for a file that is no sound, RecogniserError.
    """
    from voice_coach.engines.sound_files import read_sound

    heard = (recogniser.transcribe(segment) for segment in _segments(read_sound(path)))
    return tuple(_turns([words for words in heard if words]))


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


def _turns(stretches: list[tuple[Word, ...]]) -> Iterator[TranscriptTurn]:
    """Stretches of words joined over short pauses."""
    joined: list[list[Word]] = []
    for words in stretches:
        if joined and words[0].start_s - joined[-1][-1].end_s <= TURN_PAUSE_S:
            joined[-1].extend(words)
        else:
            joined.append(list(words))
    for turn, said in enumerate(joined):
        start_s, end_s = said[0].start_s, said[-1].end_s
        yield TranscriptTurn(turn, Speaker.CANDIDATE, start_s, end_s, text_of(said), tuple(said))
