"""People of certain habits for the simulated room: who pauses to think, rambles, coughs, nods or interrupts.

A talker knows the program by its sound alone. It keeps account of what it said and of what was done to it,
so that a test or a benchmark need not guess.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum

import numpy as np

from voice_coach.conversation.lines import spread_words
from voice_coach.conversation.sound import (
    FRAME_SAMPLES,
    Samples,
    Segment,
    level_dbfs,
    samples_of,
    seconds_of,
    silence,
)
from voice_coach.conversation.words import Word

SOUNDING_DBFS = -45.0
TURN_GAP_S = 1.0
"""Silence after which the interviewer seems to be done."""
YIELDS_AFTER_S = 0.8
"""A talker who is talked over goes on for so long."""

SayAloud = Callable[[str], Samples]
"""A text as sound."""


class Habit(StrEnum):
    """How someone talks."""

    SLOW_THINKER = "slow_thinker"
    """Long silences inside an answer, after words that could not be its last and after some that could."""
    RAMBLER = "rambler"
    """Talks for a minute with short pauses, and for a while on against whoever comes in."""
    BACK_CHANNELLER = "back_channeller"
    """Says "mm-hm" and "right" while the interviewer talks."""
    COUGHER = "cougher"
    """Coughs while the interviewer talks, and in silences."""
    INTERRUPTER = "interrupter"
    """Breaks in with a question."""
    TALKS_OVER = "talks_over"
    """Adds something at the very moment the interviewer begins."""
    SILENT = "silent"
    """Says nothing at all."""


ANSWERS = (
    ("the users are support agents and they need a draft for each email", "they read it before it is sent"),
    ("i would start with the time that one reply takes today", "that is about four minutes for each agent"),
    ("we would compare two weeks with the drafts and two weeks without", "and then decide"),
    ("a wrong promise costs more than a slow reply", "so a person reads every draft that goes out"),
    ("the smaller model answers in a second and costs a tenth", "it is good enough for most of the mail"),
)
"""Sentences that can stand alone, and what may still follow."""
HANGING = (
    ("my first idea was to ask the users because", "most of them were hard to reach"),
    ("i think the biggest risk is that", "the model makes up a refund"),
    ("we would need about", "nine hundred drafts a day"),
    ("then i would look at the", "share of drafts that are sent without a change"),
)
"""Sentences broken off where nobody could think them complete."""
NODS = ("mm-hm", "right", "yeah", "okay", "yeah okay", "i see")
INTERRUPTIONS = (
    "sorry can i ask who the users are",
    "wait do you mean the agents or the customers",
    "hold on how many emails a day is that",
    "excuse me is this about english only",
)
ADDITIONS = ("and one more thing we need the cost of it", "oh and the drafts must be short")


@dataclass(frozen=True, slots=True)
class Utterance:
    """A stretch of the talker's sound."""

    start: int
    """Session time, in samples."""
    end: int
    text: str
    """"" for a cough."""
    purpose: str
    """`answer`, `nod`, `cough`, `interruption` or `addition`."""
    ends_turn: bool
    """Whether the talker was done with it."""


@dataclass(slots=True)
class Account:
    """What happened, as the talker saw it."""

    said: list[Utterance] = field(default_factory=list)
    words: list[Word] = field(default_factory=list)
    cut_offs: list[int] = field(default_factory=list)
    """When the interviewer began although the answer was to go on."""
    pauses: int = 0
    """Silences inside of answers."""
    gaps: list[int] = field(default_factory=list)
    """Samples from the end of each finished answer to the interviewer's sound."""


@dataclass(frozen=True, slots=True)
class _Planned:
    at: int
    sound: Samples
    text: str
    purpose: str
    ends_turn: bool


class Talker:
    """A `Guest` with a habit."""

    def __init__(self, habit: Habit, say_aloud: SayAloud, seed: int) -> None:
        self.account = Account()
        self._habit = habit
        self._say_aloud = say_aloud
        self._dice = random.Random(f"{habit} {seed}")
        self._now = 0
        self._plan: list[_Planned] = []
        self._current: _Planned | None = None
        self._started = 0
        self._theirs_since: int | None = None
        self._theirs_until = 0
        self._answered = True
        self._waits_since: int | None = None
        self._over = 0

    @property
    def done(self) -> bool:
        """It never leaves."""
        return False

    def words_in(self, segment: Segment) -> tuple[Word, ...]:
        """What was really said in a segment; a recogniser that never errs."""
        start_s, end_s = seconds_of(segment.start), seconds_of(segment.end)
        return tuple(w for w in self.account.words if start_s <= (w.start_s + w.end_s) / 2 < end_s)

    def next_frame(self, heard: Samples) -> Samples:
        """The talker's voice for the 10 ms in which it hears `heard`."""
        start, self._now = self._now, self._now + FRAME_SAMPLES
        self._listen(heard, start)
        self._begin(start)
        return self._sound(start, heard)

    # ------------------------------------------------------------- what it hears

    def _listen(self, heard: Samples, t: int) -> None:
        if level_dbfs(heard) > SOUNDING_DBFS:
            if self._theirs_since is None:
                self._theirs_since = t
                self._they_begin(t)
            self._theirs_until = self._now
        elif self._theirs_since is not None and t - self._theirs_until >= samples_of(TURN_GAP_S):
            self._they_end(t)

    def _they_begin(self, t: int) -> None:
        if self._waits_since is not None:
            self.account.gaps.append(t - self._waits_since)
            self._waits_since = None
        rest = [each for each in self._plan if each.purpose == "answer"]
        if rest and self._current is None:
            self.account.cut_offs.append(t)
        if self._current is None:
            self._plan = []
        self._answered = False
        self._plan = sorted([*self._plan, *self._reactions(t)], key=lambda each: each.at)

    def _reactions(self, t: int) -> Iterator[_Planned]:
        dice = self._dice

        def after(low_s: float, high_s: float) -> int:
            return t + samples_of(dice.uniform(low_s, high_s))

        match self._habit:
            case Habit.BACK_CHANNELLER if dice.random() < 0.8:
                yield self._planned(after(0.5, 2.5), dice.choice(NODS), "nod")
            case Habit.COUGHER if dice.random() < 0.8:
                yield self._cough(after(0.3, 2.5))
            case Habit.INTERRUPTER if dice.random() < 0.6:
                yield self._planned(after(0.6, 1.6), dice.choice(INTERRUPTIONS), "interruption", ends=True)
            case Habit.TALKS_OVER if dice.random() < 0.5:
                yield self._planned(after(0.0, 0.15), dice.choice(ADDITIONS), "addition", ends=True)

    def _they_end(self, t: int) -> None:
        self._theirs_since = None
        busy = self._current is not None or any(each.ends_turn for each in self._plan)
        if not self._answered and not busy and self._habit is not Habit.SILENT:
            self._answered = True
            self._plan = list(self._answer(t + samples_of(self._dice.uniform(0.1, 1.2))))

    # ------------------------------------------------------------- what it says

    def _planned(self, at: int, text: str, purpose: str, *, ends: bool = False) -> _Planned:
        return _Planned(at, self._say_aloud(text), text, purpose, ends)

    def _cough(self, at: int) -> _Planned:
        length = samples_of(self._dice.uniform(0.15, 0.35))
        noise = np.random.default_rng(self._dice.randrange(1 << 30)).standard_normal(length)
        burst = noise * np.exp(-np.arange(length) / (0.3 * length)) * 6000
        return _Planned(at, np.clip(burst, -32768, 32767).astype(np.int16), "", "cough", False)

    def _answer(self, at: int) -> Iterator[_Planned]:
        parts = list(self._parts())
        for number, (pause_s, text) in enumerate(parts):
            at += samples_of(pause_s)
            piece = self._planned(at, text, "answer", ends=number == len(parts) - 1)
            yield piece
            at += len(piece.sound)
        if self._habit is Habit.COUGHER and self._dice.random() < 0.5:
            yield self._cough(at + samples_of(self._dice.uniform(0.1, 0.4)))

    def _parts(self) -> Iterator[tuple[float, str]]:
        """(silence before it, text) of each stretch of an answer."""
        dice = self._dice
        match self._habit:
            case Habit.SLOW_THINKER:
                first, second = dice.choice(HANGING if dice.random() < 0.6 else ANSWERS)
                yield 0.0, first
                yield dice.uniform(0.4, 2.2), second
            case Habit.RAMBLER:
                for number in range(dice.randint(8, 14)):
                    yield dice.uniform(0.15, 0.45) if number else 0.0, " and ".join(dice.choice(ANSWERS))
            case _:
                yield 0.0, " and ".join(dice.choice(ANSWERS))

    def _begin(self, t: int) -> None:
        if self._current is not None or not self._plan or self._plan[0].at > t:
            return
        planned = self._plan.pop(0)
        self._current, self._started, self._over = planned, t, 0
        self.account.pauses += planned.purpose == "answer" and self._is_continued(t)
        start_s, length_s = seconds_of(t), seconds_of(len(planned.sound))
        self.account.words += spread_words(planned.text, start_s, start_s + length_s)

    def _is_continued(self, t: int) -> bool:
        last = self.account.said[-1] if self.account.said else None
        return last is not None and last.purpose == "answer" and not last.ends_turn and last.end < t

    def _sound(self, t: int, heard: Samples) -> Samples:
        if self._current is None:
            return _QUIET
        at = t - self._started
        piece = self._current.sound[at : at + FRAME_SAMPLES]
        self._over += FRAME_SAMPLES if level_dbfs(heard) > SOUNDING_DBFS else 0
        if len(piece) < FRAME_SAMPLES or self._gives_way():
            self._finish(t + len(piece))
            return np.concatenate([piece, silence(FRAME_SAMPLES - len(piece))])
        return piece

    def _gives_way(self) -> bool:
        patience_s = 3.0 * YIELDS_AFTER_S if self._habit is Habit.RAMBLER else YIELDS_AFTER_S
        answers = self._current is not None and self._current.purpose == "answer"
        return answers and self._over >= samples_of(patience_s)

    def _finish(self, end: int) -> None:
        assert self._current is not None
        said, self._current = self._current, None
        whole = end - self._started >= len(said.sound)
        if not whole:
            self._plan = []
            self.account.words = [w for w in self.account.words if w.start_s < seconds_of(end)]
        self.account.said.append(Utterance(self._started, end, said.text, said.purpose, said.ends_turn))
        if said.ends_turn and whole:
            self._waits_since = end
            self._answered = True


_QUIET = silence(FRAME_SAMPLES)
