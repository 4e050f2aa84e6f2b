"""A candidate who types: lines of text stand in for the microphone, on a virtual clock.

The card carries a marker where the candidate would be speaking; the recogniser that belongs to it knows
which words were said when. No sound is made on either side.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from voice_coach.conversation.lines import NextLine, SpokenLine, spread_words
from voice_coach.conversation.sound import (
    RATE_HZ,
    Frame,
    Samples,
    Segment,
    samples_of,
    seconds_of,
    silence,
)
from voice_coach.conversation.words import Word
from voice_coach.engines.protocols import EngineInfo

BLOCK_SAMPLES = RATE_HZ // 50
"""20 ms: nothing is heard, so nothing finer is needed, and a long interview runs in seconds."""
LONG_BLOCK_SAMPLES = RATE_HZ // 10
"""100 ms: well inside a line nothing can happen but words, and these come by the segment."""
SETTLING_SAMPLES = RATE_HZ
"""A line's first second is read finely, since an interviewer may still be stopping."""
YIELDS_AFTER_SAMPLES = RATE_HZ * 4 // 5
"""A candidate who is talked over goes on for 0.8 s, then stops; the rest of the line stays unsaid."""
UNANSWERED_SAMPLES = RATE_HZ * 2
"""In a pause nobody answers: the next line follows the last one by itself."""
LOOKS_EVERY_S = 0.8
"""How often an open segment shows its words, as a recogniser that looks ahead does."""
MARKER = 3000
"""Level of the marker, about -21 dBFS: speech, for whatever measures levels."""


class TypedCard:
    """Turns of text as a sound card."""

    def __init__(self, next_line: NextLine) -> None:
        self._next_line = next_line
        self._now = 0
        self._line: SpokenLine | None = None
        self._speaks_from = self._speaks_to = 0
        self._played = silence(BLOCK_SAMPLES)
        self._written = 0
        self._ended = False
        self._steered: dict[str, object] | None = None
        self._paused = False
        self._talked_over = 0
        self._said: list[Word] = []
        self._quiet = silence(BLOCK_SAMPLES)
        self._marker = np.full(BLOCK_SAMPLES, MARKER, np.int16)
        self._long_marker = np.full(LONG_BLOCK_SAMPLES, MARKER, np.int16)

    @property
    def info(self) -> EngineInfo:
        """What is open."""
        return EngineInfo("card", "typed", "turns of text on a virtual clock")

    @property
    def input_ended(self) -> bool:
        """Whether the lines have run out and the last one was said."""
        return self._ended and self._line is None

    @property
    def said(self) -> Sequence[Word]:
        """Every word said so far, with session times."""
        return self._said

    @property
    def now_s(self) -> float:
        """Session time of the next block."""
        return seconds_of(self._now)

    def open(self) -> None:
        """Nothing to start."""

    def observe(self, event: dict[str, object]) -> None:
        """Watch the session: an interviewer's turn calls for the next line, and so does what the program
        itself answers, once that was said. A goodbye calls for none."""
        match event["type"]:
            case "turn" if _is_open(event) and self._line is None:
                self._answer(event)
            case "control":
                self._paused = event["control"] not in ("go_on", "end") and (
                    self._paused or event["control"] == "pause"
                )
                self._steered = event if event["reply"] else None
            case "floor" if event["holder"] == "candidate" and self._steered and self._line is None:
                steered, self._steered = self._steered, None
                self._answer(steered)

    def _answer(self, turn: dict[str, object]) -> None:
        line = None if self._ended else self._next_line(turn)
        if line is None or not line.text:
            self._ended = line is None
            return
        self._line = line
        self._talked_over = 0
        self._speaks_from = self._now + samples_of(line.thinks_s)
        self._speaks_to = self._speaks_from + samples_of(line.length_s)
        self._said += spread_words(line.text, seconds_of(self._speaks_from), seconds_of(self._speaks_to))

    def read(self) -> Frame | None:
        """The next block; never waits."""
        start = self._now
        near = self._near(start)
        self._now += len(near)
        if self._line is not None and start >= self._speaks_to:
            self._line = None
        if self._is_unanswered(start):
            self._answer({})
        return Frame(start, near, self._played, self._written)

    def _is_unanswered(self, now: int) -> bool:
        waits = self._line is None and self._steered is None
        return self._paused and waits and now >= self._speaks_to + UNANSWERED_SAMPLES

    def _near(self, start: int) -> Samples:
        """The marker while a line is being said, in long blocks where the interviewer is silent."""
        if self._line is None or not self._speaks_from <= start < self._speaks_to:
            return self._quiet
        settled = start >= self._speaks_from + SETTLING_SAMPLES
        ends_here = start + LONG_BLOCK_SAMPLES > self._speaks_to
        return self._marker if not settled or ends_here or self._played.any() else self._long_marker

    def write(self, samples: Samples) -> None:
        """What the interviewer says is heard in the next block."""
        self._played = samples
        self._written += len(samples)
        if self._line is not None and self._now > self._speaks_from and samples.any():
            self._talked_over += len(samples)
            if self._talked_over >= YIELDS_AFTER_SAMPLES:
                self._yield()

    def _yield(self) -> None:
        self._speaks_to = min(self._speaks_to, self._now)
        now_s = seconds_of(self._now)
        while self._said and self._said[-1].start_s >= now_s:
            self._said.pop()

    def drain_faults(self) -> Sequence[str]:
        """Text has no faults."""
        return ()

    def close(self) -> None:
        """Nothing to free."""


def _is_open(turn: dict[str, object]) -> bool:
    """Whether an interviewer's turn leaves something to be said."""
    is_goodbye = turn.get("move") == "close" and not turn.get("cut")
    return turn["speaker"] == "interviewer" and not is_goodbye


class MarkerDetector:
    """Speech is where the marker is."""

    @property
    def info(self) -> EngineInfo:
        """What is running."""
        return EngineInfo("detector", "marker")

    def hear(self, frame: Samples) -> float:
        """1.0 where a line is being said."""
        return 1.0 if frame[0] else 0.0


class TypedRecogniser:
    """Gives back the words that were typed for the time of a segment."""

    def __init__(self, card: TypedCard) -> None:
        self._card = card
        self._given = 0
        self._segment = -1
        self._opened_s = self._looks_from_s = 0.0

    @property
    def info(self) -> EngineInfo:
        """What is running."""
        return EngineInfo("recogniser", "typed", "the candidate's own text")

    def start(self) -> None:
        """Nothing to load."""

    def listen(self, segment_id: int, samples: Samples) -> None:
        """Nothing to decode; a new segment began with these samples."""
        if segment_id != self._segment:
            self._segment = segment_id
            self._opened_s = self._card.now_s - seconds_of(len(samples))
            self._looks_from_s = self._opened_s + LOOKS_EVERY_S

    def partial(self) -> tuple[Word, ...] | None:
        """The words so far of the segment that is being said, every now and then."""
        now_s = self._card.now_s
        if now_s < self._looks_from_s:
            return None
        self._looks_from_s = now_s + LOOKS_EVERY_S
        words = (word for word in self._card.said[self._given :] if word.end_s <= now_s)
        return tuple(
            replace(word, start_s=word.start_s - self._opened_s, end_s=word.end_s - self._opened_s)
            for word in words
        )

    def transcribe(self, segment: Segment) -> tuple[Word, ...]:
        """The words whose middle lies before the segment's end and that were not given yet."""
        end_s = seconds_of(segment.end)
        first = self._given
        said = self._card.said
        while self._given < len(said) and (said[self._given].start_s + said[self._given].end_s) / 2 <= end_s:
            self._given += 1
        return tuple(said[first : self._given])

    def close(self) -> None:
        """Nothing to free."""
