"""What a simulated candidate asks of the interviewer in between: facts, the time, a repetition, a way out.

Each kind is asked a limited number of times, and a fact may be asked for again in other words.
"""

from __future__ import annotations

from voice_coach.coaching import candidate_aside_lines as lines
from voice_coach.coaching.candidate_manners import Cue, Speech
from voice_coach.coaching.candidate_repertoire import Repertoire
from voice_coach.coaching.moves import MoveKind

SETTLED_S = 75.0
"""Nobody asks for anything but facts before this."""
CHANCE = {"strong": 0.12, "non-native": 0.3, "arguer": 0.25, "rambler": 0.12}
USUAL_CHANCE = 0.18
MOST_FACTS = 8
_CUES = frozenset(
    {
        MoveKind.PROBE,
        MoveKind.ASK_NUMBER,
        MoveKind.ASK_SOURCE,
        MoveKind.ASK_USER,
        MoveKind.CHALLENGE_PRIORITY,
        MoveKind.CALL_BACK,
    }
)
_PROUD = frozenset({"hint", "declines", "skips"})
"""What a strong candidate never asks for."""
_MOST = {
    "asks:fact": MOST_FACTS,
    "asks:unknown": 1,
    "asks:time": 2,
    "asks:repeat": 2,
    "asks:rephrase": 2,
    "hint": 1,
    "thinks": 1,
    "declines": 2,
    "skips": 2,
    "slip": 1,
}
"""How often each is asked for in a session, at most."""


class Asides:
    """Turns that are no answer, drawn for a session."""

    def __init__(self, repertoire: Repertoire, kind: str) -> None:
        self._lines = repertoire
        self._chance = CHANCE.get(kind, USUAL_CHANCE)
        self._left = {name: most for name, most in _MOST.items() if kind != "strong" or name not in _PROUD}
        self._asked: list[str] = []
        self._rested = True

    def speak(self, cue: Cue, t_s: float) -> Speech | None:
        """A turn of that sort, now and then; None where an answer is due. Never two in a row."""
        due = self._rested and cue.kind in _CUES and t_s >= SETTLED_S
        self._rested = True
        if not due or self._lines.dice.random() >= self._chance or not self._left:
            return None
        names = list(self._left)
        weights = [4 if name == "asks:fact" else 1 for name in names]
        name = self._lines.dice.choices(names, weights)[0]
        speech = self._fact() if name == "asks:fact" else self._other(name)
        self._left[name] -= 1
        if speech is None or not self._left[name]:
            del self._left[name]
        self._rested = speech is None
        return speech

    def _other(self, name: str) -> Speech | None:
        text = self._lines.once(lines.ASIDES[name])
        return None if text is None else Speech(text, name)

    def _fact(self) -> Speech | None:
        """A question of the scenario's own, every third time for a fact that was asked for before."""
        dice = self._lines.dice
        again = len(self._asked) % 3 == 2
        facts = [fact for fact in self._lines.scenario.facts if (fact.id in self._asked) is again]
        if not facts:
            return None
        fact = dice.choice(facts)
        text = self._lines.once([_marked(question) for question in fact.questions])
        if text is None:
            return None
        self._asked.append(fact.id)
        return Speech(text, f"asks:{fact.id}")


def _marked(question: str) -> str:
    return question if question.endswith("?") else f"{question}?"
