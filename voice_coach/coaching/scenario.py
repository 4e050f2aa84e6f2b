"""A scenario: what a human interviewer would be handed before the candidate comes in.

Values only. `scenario_file.py` reads them from TOML; `docs/scenarios.md` explains them to authors.
"""

from __future__ import annotations

from dataclasses import dataclass

from voice_coach.coaching.moves import MoveKind, Stage

REQUIRED_FACTS = ("kpi", "traffic", "privacy", "segment", "volume", "budget", "latency", "quality")
"""Facts that every scenario must hold, because a good candidate asks for them."""


@dataclass(frozen=True, slots=True)
class Persona:
    """Who the interviewer plays."""

    name: str
    role: str
    manner: str


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of the hidden fact sheet."""

    id: str
    answer: str
    """What is said when only this was asked for: at most 45 words and 3 sentences, no question."""
    brief: str
    """What is said when several facts were asked for at once: one sentence of at most 14 words."""
    words: tuple[str, ...]
    """Words and phrases that show, inside a question, that the candidate asked for it."""
    questions: tuple[str, ...] = ()
    """Likely phrasings, each of which must be understood as asking for this fact."""


@dataclass(frozen=True, slots=True)
class Constraint:
    """A limit that the problem sets."""

    id: str
    kind: str
    """latency, cost, compliance, quality, availability, scale or other."""
    name: str
    value: float
    unit: str
    says: str
    """The limit as a person says it, e.g. `three seconds to the first word`."""
    words: tuple[str, ...]
    """Words that show the candidate talks about it."""
    binding: bool
    """Whether it decides the design; the others are true but slack."""


@dataclass(frozen=True, slots=True)
class Probe:
    """Something to dig into."""

    id: str
    stage: Stage
    ask: str
    follow_ups: tuple[str, ...]
    """At most two, in the order of their depth."""
    about: tuple[str, ...]
    """Words of the candidate's that make this probe the natural next one."""


@dataclass(frozen=True, slots=True)
class FactChange:
    """What a fact says from a shift on."""

    fact: str
    answer: str
    brief: str


@dataclass(frozen=True, slots=True)
class Shift:
    """A fact that changes while the candidate designs."""

    id: str
    stage: Stage
    say: str
    changes: tuple[FactChange, ...]


@dataclass(frozen=True, slots=True)
class ModelAnswer:
    """How a strong candidate would answer: for review, study mode and the simulated candidate only."""

    topic: str
    """A probe's id, a shift's id, or one of the general topics of `scenario_file.GENERAL_TOPICS`."""
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Scenario:
    """One interview problem, complete."""

    id: str
    title: str
    field: str
    level: str
    prompt: str
    persona: Persona
    facts: tuple[Fact, ...]
    constraints: tuple[Constraint, ...]
    components: tuple[str, ...]
    """Words that are boxes in a diagram of this problem."""
    levers: tuple[str, ...]
    """Words that name solutions. The interviewer says no lever and no component before the candidate has."""
    probes: tuple[Probe, ...]
    shifts: tuple[Shift, ...]
    pressure: frozenset[MoveKind]
    """Which pressure moves suit it."""
    model_answers: tuple[ModelAnswer, ...]
    rubric: tuple[tuple[str, str], ...]
    """Dimension -> what a strong answer shows here, where it differs from the general rubric."""
    sha256: str
    """Of the file's text, followed by its base's text where it extends one."""
    unsaid: tuple[str, ...] = ()
    """Words that have no place in this conversation: the interviewer's stock sentences with them are left
    out."""

    def fact(self, fact_id: str) -> Fact | None:
        """The fact of that id."""
        return next((fact for fact in self.facts if fact.id == fact_id), None)

    def probe(self, probe_id: str) -> Probe | None:
        """The probe of that id."""
        return next((probe for probe in self.probes if probe.id == probe_id), None)

    def probes_of(self, stage: Stage) -> tuple[Probe, ...]:
        """The probes of one stage, in the file's order."""
        return tuple(probe for probe in self.probes if probe.stage is stage)

    def model_lines(self, topic: str) -> tuple[str, ...]:
        """What a strong candidate says on a topic; () where the file has nothing."""
        return next((answer.lines for answer in self.model_answers if answer.topic == topic), ())
