"""A talk that was recorded elsewhere, as a session like any other."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from voice_coach.coaching.transcript import TranscriptTurn
from voice_coach.conversation.sound import FRAME_SAMPLES, Samples, seconds_of, silence
from voice_coach.conversation.words import Word
from voice_coach.sessions.manifest import Manifest
from voice_coach.sessions.writer import SessionWriter

SHORTEST_MINUTES = 0.1


def import_talk(
    recordings: Path, manifest: Manifest, turns: Sequence[TranscriptTurn], sides: Sequence[Samples] = ()
) -> Path:
    """The folder of a new, finished session with these turns.

    `sides` is nothing, the candidate's sound, or the candidate's and the interviewer's. Raises SessionError;
    then nothing is left behind but what `recover` makes whole.
    """
    length_s = max([seconds_of(len(side)) for side in sides] + [turn.end_s for turn in turns], default=0.0)
    minutes = max(SHORTEST_MINUTES, length_s / 60)
    writer = SessionWriter.create(recordings, manifest, with_sound=bool(sides), minutes=minutes, waits=True)
    try:
        _head(writer, manifest, minutes)
        _keep_sound(writer, sides)
        for index, turn in enumerate(turns):
            _keep_turn(writer, index, turn)
        writer.event("session_ended", length_s, reason="imported", duration_s=round(length_s, 3))
        return writer.finish(reason="imported")
    finally:
        writer.close()


def _head(writer: SessionWriter, manifest: Manifest, minutes: float) -> None:
    scenario = manifest.scenario
    writer.event(
        "session_started",
        0.0,
        scenario=scenario.id,
        title=scenario.title,
        minutes=round(minutes, 2),
        seed=None,
        engines=[dict(engine) for engine in manifest.engines],
    )


def _keep_sound(writer: SessionWriter, sides: Sequence[Samples]) -> None:
    """In whole frames; where there is one side, the other is silent."""
    length = max((len(side) for side in sides), default=0)
    for start in range(0, length, FRAME_SAMPLES):
        near, far = ([*(_frame(side, start) for side in sides), silence(FRAME_SAMPLES)])[:2]
        writer.sound(near, far)


def _frame(side: Samples, start: int) -> Samples:
    frame = silence(FRAME_SAMPLES)
    piece = side[start : start + FRAME_SAMPLES]
    frame[: len(piece)] = piece
    return frame


def _keep_turn(writer: SessionWriter, index: int, turn: TranscriptTurn) -> None:
    fields: dict[str, object] = {
        "turn": index,
        "speaker": turn.speaker.value,
        "end_s": round(turn.end_s, 3),
        "text": turn.text,
    }
    if turn.by_candidate:
        fields["words"] = [_word(word) for word in turn.words]
    else:
        fields |= {"move": turn.move or None, "stage": None, "cut": False, "heard_text": turn.text}
    writer.event("turn", round(turn.start_s, 3), **fields)


def _word(word: Word) -> dict[str, object]:
    return {
        "text": word.text,
        "start_s": round(word.start_s, 3),
        "end_s": round(word.end_s, 3),
        "probability": round(word.probability, 3),
    }
