"""WebVTT captions: each turn in cues short enough to read, with its speaker."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

WORDS_PER_CUE = 12
_NAMES = {"c": "Candidate", "i": "Interviewer"}


def captions(view: Mapping[str, Any]) -> str:
    """The whole file, from the value of the review page."""
    cues = [cue for turn in view["turns"] for cue in _cues(turn)]
    return "WEBVTT\n\n" + "\n".join(cues)


def _cues(turn: Mapping[str, Any]) -> Iterator[str]:
    words = timed(turn)
    for first in range(0, len(words), WORDS_PER_CUE):
        part = words[first : first + WORDS_PER_CUE]
        start_s, end_s = part[0][1], max(part[-1][2], part[0][1] + 0.2)
        text = " ".join(word for word, _, _ in part)
        yield f"{_stamp(start_s)} --> {_stamp(end_s)}\n<v {_NAMES[turn['w']]}>{_escaped(text)}\n"


def timed(turn: Mapping[str, Any]) -> Sequence[tuple[str, float, float]]:
    """Words with start and end; where nobody measured them, spread over the turn by their length."""
    if turn.get("k"):
        return [(text, start_s, end_s) for text, start_s, end_s, _ in turn["k"]]
    words = turn["x"].split()
    total, before, found = sum(len(word) + 1 for word in words) or 1, 0, []
    for word in words:
        after = before + len(word) + 1
        length_s = turn["e"] - turn["s"]
        found.append((word, turn["s"] + length_s * before / total, turn["s"] + length_s * after / total))
        before = after
    return found


def _stamp(seconds: float) -> str:
    ms = round(max(0.0, seconds) * 1000)
    return f"{ms // 3_600_000:02d}:{ms // 60_000 % 60:02d}:{ms // 1000 % 60:02d}.{ms % 1000:03d}"


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\n", " ")
