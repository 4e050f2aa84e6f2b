"""What the director remembers of a session: one frozen value, so that a prepared move can be thrown away."""

from __future__ import annotations

from dataclasses import dataclass, replace
from hashlib import blake2b

from voice_coach.coaching.evidence import Claim, Named, Reading, bare
from voice_coach.coaching.moves import Move, Stage

FEWEST_REPEATED_WORDS = 8
"""Shorter answers may come again: "three seconds, as I said"."""
TALKATIVE_WORDS = 45
"""Of an answer; who says less on average gets shorter questions."""
FEWEST_TURNS_TO_KNOW = 3


@dataclass(frozen=True, slots=True)
class DirectorState:
    """Everything that decides the next move, beside the scenario, the plan and the words just heard."""

    stage: Stage = Stage.OPENING
    stage_since_s: float = 0.0
    announced: Stage = Stage.OPENING
    """The last stage that was introduced in words."""
    count: int = 0
    """Moves made."""
    last: Move | None = None
    last_question: Move | None = None
    """The last move that asked for something; what `repeat` and `rephrase` go back to."""
    topic: str = ""
    follow_ups: int = 0
    """On the topic, so far."""
    done: frozenset[str] = frozenset()
    """Keys of what was asked or returned once and never will be again."""
    declined: frozenset[str] = frozenset()
    """Topics that the candidate declined or had no answer to."""
    limits: tuple[Named, ...] = ()
    claims: tuple[Claim, ...] = ()
    levers: tuple[tuple[int, str], ...] = ()
    """(turn, quote) of choices named."""
    terms: frozenset[str] = frozenset()
    """Solution terms that the candidate said."""
    ranked: bool = False
    leading: tuple[tuple[int, Named], ...] = ()
    """(turn, limit) that was said to come first."""
    tradeoffs: int = 0
    """Turns with a gain and a price in numbers."""
    questions: int = 0
    turns_heard: int = 0
    words_heard: int = 0
    owed: tuple[str, ...] = ()
    """Facts asked for that did not fit into the answer."""
    told: frozenset[str] = frozenset()
    """Facts given."""
    changed: tuple[tuple[str, str, str], ...] = ()
    """(fact, answer, brief) as they stand since a shift."""
    changed_at_turn: int = -1
    trapped: bool = False
    drew: bool = False
    interruptions: int = 0
    cuts: int = 0
    """Monologues cut."""
    silences: int = 0
    """In a row, and broken by the interviewer."""
    said_s: float = 0.0
    """When the interviewer last said something."""
    nudges: int = 0
    nodded: bool = False
    hints: int = 0
    tries: int = 0
    """Answers to the open question that were looked at together, in study mode."""
    answers: tuple[frozenset[str], ...] = ()
    """Stems of the longer answers so far, to know one that comes again."""
    shown: frozenset[str] = frozenset()
    """Better sentences given, in study mode."""
    wrapped: bool = False
    closed: bool = False

    @property
    def short_by(self) -> float:
        """How terse the candidate is: 0 from `TALKATIVE_WORDS` a turn on, towards 1 for single words."""
        if self.turns_heard < FEWEST_TURNS_TO_KNOW:
            return 0.0
        return max(0.0, 1 - self.words_heard / (TALKATIVE_WORDS * self.turns_heard))

    def hearing(self, reading: Reading, turn: int) -> DirectorState:
        """The state once a turn was read; the same turn heard again adds nothing twice."""
        if not reading.words:
            return self
        known = {limit.id for limit in self.limits}
        return replace(
            self,
            silences=0,
            limits=(*self.limits, *(limit for limit in reading.limits if limit.id not in known)),
            claims=(*self.claims, *(claim for claim in reading.claims if claim not in self.claims)),
            levers=self._levers_with(reading, turn),
            terms=self.terms | reading.terms,
            ranked=self.ranked or reading.ranked,
            leading=(*self.leading, (turn, reading.leading)) if reading.leading else self.leading,
            tradeoffs=self.tradeoffs + reading.quantified_tradeoff,
            questions=self.questions + len(reading.questions),
            turns_heard=self.turns_heard + 1,
            words_heard=self.words_heard + reading.words,
            answers=(*self.answers, reading.stems)
            if reading.words >= FEWEST_REPEATED_WORDS and not reading.questions
            else self.answers,
        )

    def _levers_with(self, reading: Reading, turn: int) -> tuple[tuple[int, str], ...]:
        known = {bare(quote) for _, quote in self.levers}
        return (
            *self.levers,
            *((turn, lever.quote) for lever in reading.levers if bare(lever.quote) not in known),
        )

    def entering(self, stage: Stage, t_s: float) -> DirectorState:
        """The state once the stage is this one."""
        return self if stage is self.stage else replace(self, stage=stage, stage_since_s=t_s)


def draw(seed: int, *names: object) -> float:
    """A number in [0, 1) that depends on nothing but its arguments, on every machine."""
    digest = blake2b("|".join(str(name) for name in (seed, *names)).encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big") / 2**64
