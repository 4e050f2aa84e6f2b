"""After a session, every answer is heard once more from the recording, by a recogniser that takes its time.

What comes out replaces the candidate's words in transcript.json. The log keeps what was understood live,
since that is what the interviewer answered to.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from voice_coach.coaching.transcript import Speaker
from voice_coach.conversation.sound import RATE_HZ, Samples, Segment, samples_of
from voice_coach.conversation.words import Word, text_of
from voice_coach.engines.protocols import EngineInfo, Recogniser
from voice_coach.errors import SessionError
from voice_coach.sessions.disk import DISK, Disk, save
from voice_coach.sessions.flac import microphone_sound
from voice_coach.sessions.reading import Session
from voice_coach.sessions.transcript import TRANSCRIPT_NAME, KeptTurn, Transcript

LEAD_S, TAIL_S = 0.3, 0.4
"""Sound around an answer that is heard with it: the first consonant is faint."""
LONGEST_S = 600.0
"""Longer answers are heard in pieces, so that memory stays small."""
_LEAST_SHARE = 0.5
"""Fewer words than this share of the live ones are taken for a mistake of the second hearing."""

Report = Callable[[float], None]
"""Told the share that is done, 0 to 1."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a final pass did."""

    answers: int
    changed: int


def hear_again(folder: Path, recogniser: Recogniser, report: Report, disk: Disk = DISK) -> Outcome:
    """Recognise every answer of a finished session anew and rewrite transcript.json.

    An answer of which the second hearing makes little or nothing keeps its words. Raises SessionError where
    there is no sound or the file cannot be written, RecogniserError.
    """
    session = Session(folder)
    sound = session.sound_path
    if sound is None or not session.manifest.state.is_final:
        raise SessionError(f"Session {folder.name!r} has no finished recording to hear again.")
    turns = session.turns()
    heard = tuple(_heard_again(turns, sound, recogniser, report))
    _save(session, heard, recogniser.info, disk)
    answers = sum(turn.said.speaker is Speaker.CANDIDATE for turn in turns)
    changed = sum(old.said.text != new.said.text for old, new in zip(turns, heard, strict=True))
    return Outcome(answers, changed)


def _heard_again(
    turns: Sequence[KeptTurn], sound: Path, recogniser: Recogniser, report: Report
) -> list[KeptTurn]:
    whole_s = sum(_length_s(turn) for turn in turns) or 1.0
    done_s = 0.0
    heard = []
    stretches = _stretches([turn for turn in turns if turn.said.speaker is Speaker.CANDIDATE])
    for turn in turns:
        if turn.said.speaker is Speaker.CANDIDATE:
            heard.append(_better(turn, _words(turn, next(stretches), sound, recogniser)))
        else:
            heard.append(turn)
        done_s += _length_s(turn)
        report(done_s / whole_s)
    return heard


def _length_s(turn: KeptTurn) -> float:
    said = turn.said
    return said.end_s - said.start_s if said.speaker is Speaker.CANDIDATE else 0.0


def _stretches(answers: Sequence[KeptTurn]) -> Iterator[tuple[float, float]]:
    """The sound of each answer in seconds, with some around it but nothing of its neighbours: who was cut
    into and talked on has two answers without a silence in between."""
    begins = [min([turn.said.start_s, *(word.start_s for word in turn.said.words[:1])]) for turn in answers]
    ends = [turn.said.end_s for turn in answers]
    for begin, end, before, after in zip(begins, ends, [0.0, *ends], [*begins[1:], math.inf], strict=False):
        yield max(begin - LEAD_S, min(before, begin)), min(end + TAIL_S, max(after, end))


def _words(
    turn: KeptTurn, stretch_s: tuple[float, float], sound: Path, recogniser: Recogniser
) -> tuple[Word, ...]:
    first, last = map(samples_of, stretch_s)
    words: list[Word] = []
    for number, start in enumerate(range(first, last, samples_of(LONGEST_S))):
        samples = microphone_sound(sound, start, min(last, start + samples_of(LONGEST_S)))
        words += recogniser.transcribe(_segment(number, start, samples, turn))
    return tuple(words)


def _segment(number: int, start: int, samples: Samples, turn: KeptTurn) -> Segment:
    spoken_s = sum(word.end_s - word.start_s for word in turn.said.words) or _length_s(turn)
    return Segment(number, start, samples, min(max(spoken_s, 0.5 * _length_s(turn)), len(samples) / RATE_HZ))


def _better(turn: KeptTurn, words: tuple[Word, ...]) -> KeptTurn:
    if len(words) < _LEAST_SHARE * len(turn.said.text.split()) or not words:
        return turn
    return replace(turn, said=replace(turn.said, text=text_of(words), words=words))


def _save(session: Session, turns: tuple[KeptTurn, ...], by: EngineInfo, disk: Disk) -> None:
    transcript = Transcript(session.id, session.manifest.scenario, turns).to_json()
    transcript["recogniser"] = {"pass": "final", "name": by.name, "detail": by.detail, "version": by.version}
    text = json.dumps(transcript, ensure_ascii=False, indent=1)
    try:
        save(disk, session.folder / TRANSCRIPT_NAME, text.encode("utf-8", "backslashreplace") + b"\n")
    except OSError as error:
        raise SessionError(
            f"The transcript of {session.id!r} cannot be written: {error.strerror}.",
            "Make room or mend the rights; the live text is still there.",
        ) from error
