"""How it was said: pace, pauses, fillers, shares. Never part of the verdict."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median

from voice_coach.coaching.signals.lexicon import FILLERS
from voice_coach.coaching.transcript import TranscriptTurn, candidate_turns

LONG_PAUSE_S = 2.5
SPEECH_GAP_S = 1.0
"""Silence between two words up to which it all counts as speaking."""
HEDGES = (
    "maybe",
    "perhaps",
    "probably",
    "possibly",
    "i guess",
    "i suppose",
    "i think",
    "kind of",
    "sort of",
    "more or less",
    "somehow",
    "not sure",
    "a bit",
    "in a way",
    "basically",
    "i would say",
)
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")


def delivery(turns: Sequence[TranscriptTurn], keeps_fillers: bool | None = None) -> dict[str, object]:
    """The measures of `docs/rubric.md`, in seconds and per minute of speech; null where one cannot be had.

    `keeps_fillers` says whether the recogniser writes "um" down; None where nobody knows.
    """
    own = candidate_turns(turns)
    words = [word.lower() for turn in own for word in _WORD.findall(turn.text)]
    speech_s, method = _speech_s(own)
    minutes = speech_s / 60
    monologue_turn, monologue_s = _longest_monologue(turns)
    return {
        "words": len(words),
        "speech_s": round(speech_s, 1),
        "speech_method": method,
        "wpm": round(len(words) / minutes) if minutes > 0.1 else None,
        **_pauses(own),
        **_fillers(words, minutes, keeps_fillers),
        "talk_share": _talk_share(turns),
        "longest_monologue_s": round(monologue_s, 1),
        "longest_monologue_turn": monologue_turn,
        "response_delay_s": _response_delay_s(turns),
        **_hedges(own, minutes),
    }


def _speech_s(own: Sequence[TranscriptTurn]) -> tuple[float, str]:
    if own and all(turn.words for turn in own):
        spoken = sum(turn.words[-1].end_s - turn.words[0].start_s for turn in own)
        silent = sum(gap for _, gap in _gaps(own) if gap > SPEECH_GAP_S)
        return max(0.0, spoken - silent), f"word times, silences over {SPEECH_GAP_S:g} s left out"
    return sum(turn.length_s for turn in own), "turn times, pauses inside a turn included"


def _gaps(own: Sequence[TranscriptTurn]) -> Iterator[tuple[tuple[int, float], float]]:
    """(turn, second at which the silence begins), length in seconds."""
    for turn in own:
        for before, after in pairwise(turn.words):
            yield (turn.turn, before.end_s), max(0.0, after.start_s - before.end_s)


def _pauses(own: Sequence[TranscriptTurn]) -> dict[str, object]:
    if not any(turn.words for turn in own):
        return {"pauses": None, "pauses_method": "not measured: the transcript has no word times"}
    long = [(place, gap) for place, gap in _gaps(own) if gap > LONG_PAUSE_S]
    found = [{"turn": turn, "t_s": round(at, 2), "length_s": round(gap, 2)} for (turn, at), gap in long]
    return {"pauses": found, "pauses_method": f"silences over {LONG_PAUSE_S:g} s between two words of a turn"}


def _fillers(words: Sequence[str], minutes: float, keeps_fillers: bool | None) -> dict[str, object]:
    counted = Counter(word for word in words if word in FILLERS)
    if keeps_fillers is False or (keeps_fillers is None and not counted) or minutes <= 0:
        why = (
            "this recogniser leaves them out"
            if keeps_fillers is False
            else "the text holds none, and most recognisers leave them out"
        )
        return {"fillers_per_min": None, "fillers": {}, "fillers_method": f"not counted: {why}"}
    return {
        "fillers_per_min": round(sum(counted.values()) / minutes, 1),
        "fillers": dict(counted.most_common()),
        "fillers_method": "counted in the recognised text, which keeps them",
    }


def _hedges(own: Sequence[TranscriptTurn], minutes: float) -> dict[str, object]:
    text = " ".join(turn.text.lower() for turn in own)
    counted = Counter({hedge: len(re.findall(rf"\b{hedge}\b", text)) for hedge in HEDGES})
    said = {hedge: count for hedge, count in counted.most_common() if count}
    return {"hedges_per_min": round(sum(said.values()) / minutes, 1) if minutes > 0 else None, "hedges": said}


def _talk_share(turns: Sequence[TranscriptTurn]) -> float | None:
    all_s = sum(turn.length_s for turn in turns)
    own_s = sum(turn.length_s for turn in turns if turn.by_candidate)
    return round(own_s / all_s, 2) if all_s > 0 else None


def _longest_monologue(turns: Sequence[TranscriptTurn]) -> tuple[int | None, float]:
    longest: tuple[int | None, float] = (None, 0.0)
    first: TranscriptTurn | None = None
    for turn in turns:
        first = (first or turn) if turn.by_candidate else None
        if first is not None and turn.end_s - first.start_s > longest[1]:
            longest = (first.turn, turn.end_s - first.start_s)
    return longest


def _response_delay_s(turns: Sequence[TranscriptTurn]) -> float | None:
    """Median seconds from the interviewer's last sound to the candidate's first; talking over counts as 0."""
    delays = [
        max(0.0, after.start_s - before.end_s)
        for before, after in pairwise(turns)
        if not before.by_candidate and after.by_candidate
    ]
    return round(median(delays), 2) if delays else None
