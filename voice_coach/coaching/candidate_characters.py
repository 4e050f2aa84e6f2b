"""Candidates who test an interviewer's patience, rules and manners rather than the problem."""

from __future__ import annotations

import re

from voice_coach.coaching import candidate_character_lines as lines
from voice_coach.coaching.candidate_lines import WEAK_SUMMARIES
from voice_coach.coaching.candidate_manners import LONG_SESSION_MINUTES, Cue, Speech, Strong
from voice_coach.coaching.candidate_repertoire import Repertoire
from voice_coach.coaching.moves import MoveKind

_QUIET = frozenset({MoveKind.HOLD_SILENCE})


def _sentences(minutes: float) -> int:
    """How many sayings make a turn: in a long session people talk longer."""
    return 2 if minutes >= LONG_SESSION_MINUTES else 1


class Vague:
    """Adjectives instead of numbers."""

    def __init__(self, repertoire: Repertoire, minutes: float) -> None:
        self._lines = repertoire
        self._sentences = _sentences(minutes)

    def speak(self, cue: Cue) -> Speech | None:
        """Two soft sentences."""
        if cue.kind in _QUIET:
            return None
        if cue.kind is MoveKind.WRAP_UP:
            return Speech(self._lines.fresh(WEAK_SUMMARIES, **self._lines.levers()))
        soft = (self._lines.fresh(lines.SOFT, **self._lines.levers()) for _ in range(self._sentences + 1))
        return Speech(" ".join(soft), "vague")


class Rambler:
    """Cannot stop: every answer is an anecdote with three more inside it."""

    def __init__(self, repertoire: Repertoire, minutes: float) -> None:
        self._lines = repertoire
        self._most = 26 if minutes >= 10 else 12

    def speak(self, cue: Cue) -> Speech | None:
        """A long way round; after an interruption sometimes a short answer."""
        if cue.kind in _QUIET:
            return None
        if cue.kind in {MoveKind.CUT_IN, MoveKind.WRAP_UP} and self._lines.dice.random() < 0.6:
            return Speech(self._lines.fresh(lines.CAUGHT, **self._lines.levers(), **self._lines.a_limit()))
        count = self._lines.dice.randint(self._most // 2, self._most)
        return Speech(" ".join(self._sentence() for _ in range(count)), "rambles")

    def _sentence(self) -> str:
        return self._lines.fresh(lines.RAMBLES, **self._lines.levers(), **self._lines.a_limit())


class Arguer:
    """Disputes the question, the facts and the sketch, and changes the limits as it suits."""

    def __init__(self, repertoire: Repertoire, minutes: float) -> None:
        self._lines = repertoire
        self._sentences = _sentences(minutes)
        self._claims = 0

    def speak(self, cue: Cue) -> Speech | None:
        """An objection."""
        if cue.kind in _QUIET:
            return None
        slots = self._slots()
        match cue.kind:
            case MoveKind.SKETCH_NOW:
                return Speech(self._lines.fresh(lines.REFUSALS, **slots), "refuses")
            case MoveKind.ASK_SOURCE | MoveKind.ASK_NUMBER:
                return Speech(self._lines.fresh(lines.TAKE_MY_WORD, **slots))
            case MoveKind.CHANGE_FACTS:
                return Speech(self._lines.fresh(lines.DISPUTES, **slots), "disputes")
            case MoveKind.ANSWER_QUESTION if not cue.form.startswith("unknown"):
                return Speech(self._lines.fresh(lines.DISPUTES, **slots), "disputes")
            case _ if self._lines.dice.random() < 0.2:
                return Speech(self._claim(), "claims")
            case _:
                said = (self._lines.fresh(lines.OBJECTIONS, **self._slots()) for _ in range(self._sentences))
                return Speech(" ".join(said))

    def _slots(self) -> dict[str, str]:
        return self._lines.levers() | self._lines.a_limit()

    def _claim(self) -> str:
        """A limit with a value of its own, another one each time."""
        self._claims += 1
        limit = self._lines.dice.choice(self._lines.scenario.constraints)
        value = limit.value * (1 + self._claims / 2) or self._claims
        return self._lines.fresh(lines.CLAIMS, name=limit.name, value=f"{value:g} {limit.unit.split()[0]}")


class Memoriser:
    """Recites the frame that was learned, with the numbers that were learned, to any question."""

    def __init__(self, repertoire: Repertoire, minutes: float) -> None:
        del minutes
        self._lines = repertoire

    def speak(self, cue: Cue) -> Speech | None:
        """The next part of the frame."""
        if cue.kind in _QUIET:
            return None
        opening = self._lines.fresh(lines.RECITALS, **self._lines.terms())
        return Speech(f"{opening} {self._lines.fresh(lines.LEARNED, **self._lines.terms())}", "recites")


class Injector:
    """Gives orders to the interviewer between answers that are quite good."""

    def __init__(self, repertoire: Repertoire, minutes: float) -> None:
        self._lines = repertoire
        self._own = Strong(repertoire, minutes)

    def speak(self, cue: Cue) -> Speech | None:
        """An order, an order behind an answer, or an answer."""
        drawn = self._lines.dice.random()
        answer = self._own.speak(cue) if drawn > 0.35 or cue.kind in _QUIET else None
        if cue.kind in _QUIET or (answer is not None and drawn > 0.6):
            return answer
        order = self._lines.fresh(lines.ORDERS)
        return Speech(order if answer is None else f"{answer.text} {order}", "instructs")


class OffTopic:
    """Talks about anything but the problem."""

    def __init__(self, repertoire: Repertoire, minutes: float) -> None:
        del minutes
        self._lines = repertoire

    def speak(self, cue: Cue) -> Speech | None:
        """Small talk, a question about the interviewer's life, and now and then an answer."""
        if cue.kind in _QUIET:
            return None
        drawn = self._lines.dice.random()
        if drawn < 0.25 and cue.kind is not MoveKind.OPEN:
            return Speech(
                self._lines.fresh(lines.HALF_ANSWERS, **self._lines.levers(), **self._lines.a_limit())
            )
        if drawn < 0.4:
            return Speech(self._lines.fresh(lines.PERSONAL), "strays:asks")
        two = (self._lines.fresh(lines.SMALL_TALK) for _ in range(2))
        return Speech(" ".join(two), "strays")


class NonNative:
    """Says what a strong candidate says, with fewer articles and other people's grammar."""

    def __init__(self, repertoire: Repertoire, minutes: float) -> None:
        self._lines = repertoire
        self._own = Strong(repertoire, minutes)

    def speak(self, cue: Cue) -> Speech | None:
        """A model answer, not quite as it was written."""
        answer = self._own.speak(cue)
        return None if answer is None else Speech(self._worn(answer.text), answer.meant)

    def _worn(self, text: str) -> str:
        for pattern, instead in _OTHER_GRAMMAR:
            text = pattern.sub(instead, text)
        words = [
            word
            for word in text.split()
            if word not in {"the", "a", "an"} or self._lines.dice.random() < 0.45
        ]
        if len(words) > 12 and self._lines.dice.random() < 0.5:
            words.insert(self._lines.dice.randint(3, 8), self._lines.dice.choice(lines.HESITATIONS))
        return " ".join(words)


_OTHER_GRAMMAR = tuple(
    (re.compile(rf"\b{pattern}\b"), instead)
    for pattern, instead in (
        ("depends on", "depends from"),
        ("I would", "I will"),
        ("there are", "there is"),
        ("people", "the persons"),
        ("does not", "not"),
        ("information", "informations"),
        ("has to", "must to"),
        ("agree", "am agree"),
        ("which means", "it means"),
        ("at once", "in one time"),
        ("usually", "normally always"),
    )
)
