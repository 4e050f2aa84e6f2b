"""A session that the command `demo` recorded. Its recogniser knows the words: hearing is tried elsewhere."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from voice_coach.__main__ import run
from voice_coach.conversation.lines import NextLine, SpokenLine, spread_words
from voice_coach.conversation.sound import Segment, seconds_of
from voice_coach.conversation.words import Word
from voice_coach.engines.protocols import Voice
from voice_coach.engines.scripted_engines import ScriptedRecogniser
from voice_coach.engines.spoken_guest import SpokenGuest

UNSURE_EVERY = 9
"""Words of which one was not understood for certain, as with any recogniser."""


class Overheard(SpokenGuest):
    """The candidate of the demo, whose words are noted down as they are spoken."""

    def __init__(self, next_line: NextLine, voice: Voice, *, own_thread: bool) -> None:
        self.words: list[Word] = []
        self._own_lines = next_line
        self._line = ""
        super().__init__(self._noted, voice, own_thread=own_thread)

    def _noted(self, turn: dict[str, object]) -> SpokenLine | None:
        line = self._own_lines(turn)
        self._line = line.text if line else ""
        return line

    def _take_ready(self, start: int) -> None:
        was_silent = self._clip is None
        super()._take_ready(start)
        if was_silent and self._clip is not None:
            start_s = seconds_of(self._from)
            self.words += spread_words(self._line, start_s, start_s + seconds_of(len(self._clip)))

    def heard_in(self, segment: Segment) -> tuple[Word, ...]:
        """What was said in it."""
        begins, ends = seconds_of(segment.start), seconds_of(segment.end)
        said = (word for word in self.words if begins <= (word.start_s + word.end_s) / 2 < ends)
        return tuple(
            replace(word, probability=0.4) if place % UNSURE_EVERY == 0 else word
            for place, word in enumerate(said, 1)
        )


def a_demo(recordings: Path, settings: Path) -> Path:
    """The folder of three minutes on the virtual clock; `settings` names an empty file to be."""
    settings.touch()
    guests: list[Overheard] = []

    def seated(next_line: NextLine, voice: Voice, *, own_thread: bool) -> Overheard:
        guests.append(Overheard(next_line, voice, own_thread=own_thread))
        return guests[-1]

    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("VOICE_COACH_SETTINGS", str(settings))
        patched.setattr("voice_coach.config.log_folder", lambda: settings.parent / "log")
        patched.setattr("voice_coach.engines.spoken_guest.SpokenGuest", seated)
        ears = ScriptedRecogniser(lambda segment: tuple(w for g in guests for w in g.heard_in(segment)))
        patched.setattr("voice_coach.cli.chairs.recogniser_for", lambda *_, **__: ears)
        demo = ["demo", "--fast", "--minutes", "3", "--seed", "7", "--plain", "--no-debrief"]
        assert run([*demo, "--recordings", str(recordings)]) == 0
    return next(path.parent for path in recordings.glob("*/session.json"))
