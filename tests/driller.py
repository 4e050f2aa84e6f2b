"""Somebody who drills by voice in the simulated room: hums answers and wishes, one at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache

import pytest
from hummer import Hummer
from interview_makers import LevelDetector

from voice_coach.cli.chairs import Parts
from voice_coach.coaching.drill_model import model_lines
from voice_coach.coaching.drill_round import Round, round_of_key
from voice_coach.conversation.lines import SpokenLine
from voice_coach.engines.protocols import Recogniser, SoundCard, Voice
from voice_coach.engines.room_card import Room, RoomCard
from voice_coach.engines.scripted_engines import ScriptedRecogniser, ToneVoice
from voice_coach.engines.spoken_guest import SOUNDING_DBFS
from voice_coach.library import load_all, load_drills

WISHES = ("next", "let me try that again", "harder please", "what would a strong candidate say", "move on")
ANSWER_WORDS = 60

Answers = Callable[[Round], str]
drills, scenarios = cache(load_drills), cache(load_all)


def strong(round: Round) -> str:
    """As a strong candidate says it, cut after a sentence or two."""
    words: list[str] = []
    for line in model_lines(round):
        if words and len(words) + len(line.split()) > ANSWER_WORDS:
            break
        words += line.split()
    return " ".join(words)


@dataclass
class Driller:
    """Answers each round, and asks for something after each feedback; silent once the wishes are used up."""

    answers: Answers = strong
    wishes: Iterator[str] = field(default_factory=lambda: iter(WISHES * 20))
    _answer: str = ""

    def line(self, turn: dict[str, object]) -> SpokenLine | None:
        """What is said to a turn of the coach's."""
        slots = turn.get("slots") or {}
        assert isinstance(slots, dict)
        if "round" in slots:
            drill = drills()[slots["drill"]]
            self._answer = self.answers(round_of_key(drill, scenarios(), int(slots["rung"]), slots["round"]))
        if turn["cut"]:
            return SpokenLine("")
        if "round" in slots:
            return SpokenLine(self._answer, 0.6)
        if turn["move"] == "close":
            return None
        if turn["move"] == "repeat" or "Say it again" in str(turn["text"]):
            return SpokenLine(self._answer, 0.6)
        return SpokenLine(next(self.wishes, ""), 0.5)


class Turnwise(Hummer):
    """Talks over nobody."""

    def _talk_over(self, text: str) -> None:
        pass


@dataclass
class Seat:
    """The parts around a driller: whichever is given stands in for one that works."""

    driller: Driller = field(default_factory=Driller)
    recogniser: Callable[[Hummer], Recogniser] = lambda guest: ScriptedRecogniser(guest.words_in)
    voice: Voice = field(default_factory=ToneVoice)
    card: Callable[[SoundCard], SoundCard] = lambda card: card
    shown: list[dict[str, object]] = field(default_factory=list)

    @contextmanager
    def parts(self, *_: object) -> Iterator[Parts]:
        """In place of those at a microphone."""
        guest = Turnwise(self.driller.line)
        card = self.card(RoomCard(guest, Room(seed=3)))
        yield Parts(
            card,
            LevelDetector(),
            None,
            self.recogniser(guest),
            self.voice,
            (self.shown.append, guest.observe),
            in_real_time=False,
        )

    def taken(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Whoever drills from here on sits here."""
        monkeypatch.setattr("voice_coach.cli.drilling.parts_for", self.parts)
        monkeypatch.setattr("voice_coach.cli.drilling.load_all", scenarios)

    def turns(self, speaker: str = "interviewer") -> list[dict[str, object]]:
        """What this one of the two said."""
        return [turn for turn in self.of("turn") if turn["speaker"] == speaker]

    def sounds(self, from_s: float, to_s: float) -> bool:
        """Whether the loudspeaker was loud in between."""
        levels = ((float(str(each["t_s"])), float(str(each["far_dbfs"]))) for each in self.of("level"))
        return any(from_s <= t_s <= to_s and dbfs > SOUNDING_DBFS for t_s, dbfs in levels)

    def of(self, kind: str) -> list[dict[str, object]]:
        """The events of a type, as they were shown."""
        return [event for event in self.shown if event["type"] == kind]
