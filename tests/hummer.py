"""A guest who hums a simulated candidate's lines, talks over some replies, and knows what was hummed when."""

from __future__ import annotations

import numpy as np

from voice_coach.conversation.lines import NextLine, SpokenLine, spread_words
from voice_coach.conversation.sound import FRAME_SAMPLES, Samples, Segment, samples_of, seconds_of
from voice_coach.conversation.words import Word
from voice_coach.engines.scripted_engines import ToneVoice
from voice_coach.engines.spoken_guest import SpokenGuest
from voice_coach.engines.talkers import INTERRUPTIONS

INTO_A_REPLY_S = 1.6
TALKS_OVER_EVERY = 5
REMEMBERED_S = 300.0


class Hummer(SpokenGuest):
    """Every fifth reply is talked over."""

    def __init__(self, lines: NextLine) -> None:
        self._lines = lines
        self._hum = ToneVoice(150)
        self._said: list[Word] = []
        self._about_to_say = ""
        self._at = 0
        self._replies = 0
        self._over_sound: Samples = np.zeros(0, np.int16)
        self._over_from = 0
        super().__init__(self._next, self._hum, own_thread=False)

    def _next(self, turn: dict[str, object]) -> SpokenLine | None:
        line = self._lines(turn)
        self._about_to_say = line.text if line else ""
        return line

    def observe(self, event: dict[str, object]) -> None:
        """A reply that begins may be talked over; a turn is answered."""
        if event["type"] == "move":
            self._replies += 1
            if self._replies % TALKS_OVER_EVERY == 0:
                self._talk_over(INTERRUPTIONS[self._replies % len(INTERRUPTIONS)])
        super().observe(event)

    def _talk_over(self, text: str) -> None:
        self._over_sound = self._hum.speak(text).samples
        self._over_from = self._at + samples_of(INTO_A_REPLY_S)
        self._note(text, self._over_from)

    def _note(self, text: str, start: int) -> None:
        start_s = seconds_of(start)
        self._said = [word for word in self._said if word.end_s > start_s - REMEMBERED_S]
        self._said += spread_words(text, start_s, start_s + self._hum.speak(text).length_s)

    def next_frame(self, heard: Samples) -> Samples:
        """The next 10 ms."""
        frame = super().next_frame(heard)
        if self._about_to_say and frame.any():
            self._note(self._about_to_say, self._at)
            self._about_to_say = ""
        into = self._at - self._over_from
        self._at += FRAME_SAMPLES
        piece = self._over_sound[into : into + FRAME_SAMPLES] if into >= 0 else self._over_sound[:0]
        return np.pad(piece, (0, FRAME_SAMPLES - len(piece))) if len(piece) else frame

    def words_in(self, segment: Segment) -> tuple[Word, ...]:
        """The truth about a segment."""
        start_s, end_s = seconds_of(segment.start) + 0.2, seconds_of(segment.end)
        return tuple(word for word in self._said if start_s <= (word.start_s + word.end_s) / 2 < end_s)
