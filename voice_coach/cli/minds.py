"""Who thinks: the interviewer, with or without a language model, and candidates who are no person."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol

from voice_coach.cli.choices import model_for
from voice_coach.cli.spending import spent
from voice_coach.coaching.interviewer import Interviewer
from voice_coach.coaching.moves import Move, MoveKind, Stage
from voice_coach.coaching.stages import Mode, Plan, Pressure
from voice_coach.config import InterviewerChoice
from voice_coach.conversation.lines import NextLine, SpokenLine
from voice_coach.engines.protocols import EngineInfo, LanguageModel, Prompt
from voice_coach.errors import ModelError

if TYPE_CHECKING:
    from voice_coach.cli.chairs import Tell
    from voice_coach.coaching.candidate import Line
    from voice_coach.coaching.scenario import Scenario
    from voice_coach.config import Settings


@dataclass(frozen=True, slots=True)
class Mindset:
    """The interviewer and the engine behind its words."""

    interviewer: Interviewer
    engines: tuple[EngineInfo, ...]


@dataclass(frozen=True, slots=True)
class ModelText:
    """A language model as the interviewer wants it."""

    model: LanguageModel

    def stream(
        self, system: str, messages: tuple[tuple[str, str], ...], max_tokens: int, deadline_s: float
    ) -> Iterator[str]:
        """Pieces of the reply as they come. Raises ModelError."""
        return self.model.stream(Prompt(system, messages, max_tokens), deadline_s)


@contextmanager
def interviewer_for(settings: Settings, scenario: Scenario, tell: Tell) -> Iterator[Mindset]:
    """The interviewer that the settings ask for.

    A model that was asked for by name must answer; with `auto` one that does not is done without, and said
    so. Raises ModelError.
    """
    pressure, mode = Pressure(settings.pressure.value), Mode(settings.mode.value)
    plan = Plan(settings.minutes, pressure, mode, settings.seed or 0)
    model = _checked_model(settings, tell)
    if model is None:
        yield Mindset(Interviewer(scenario, plan), (EngineInfo("model", "scripted"),))
        return
    try:
        yield Mindset(Interviewer(scenario, plan, ModelText(model)), (model.info,))
    finally:
        _tell_spending(model, settings, tell)
        model.close()


def _tell_spending(model: LanguageModel, settings: Settings, tell: Tell) -> None:
    if said := spent(model.usage, settings.model_price_in, settings.model_price_out):
        tell(said)


def _checked_model(settings: Settings, tell: Tell) -> LanguageModel | None:
    model = model_for(settings)
    if model is None:
        return None
    try:
        model.check()
    except ModelError as error:
        model.close()
        if settings.interviewer is InterviewerChoice.LLM:
            raise
        tell(f"{error.message} The scripted interviewer takes its place. {error.cure}".rstrip())
        return None
    return model


@contextmanager
def candidate_for(
    settings: Settings, scenario: Scenario, kind: str, tell: Tell, *, by_model: bool = False
) -> Iterator[NextLine]:
    """What a simulated candidate of that kind says to each of the interviewer's turns.

    `by_model` has the configured language model play it, with the script as understudy. Raises ModelError
    where there is none that answers.
    """
    from voice_coach.coaching.candidate import CandidateKind, SimulatedCandidate
    from voice_coach.coaching.model_candidate import ModelCandidate

    scripted = SimulatedCandidate(scenario, CandidateKind(kind), settings.seed or 0, settings.minutes)
    if not by_model:
        yield _next_line(scripted)
        return
    model = _checked_model(replace(settings, interviewer=InterviewerChoice.LLM), tell)
    assert model is not None  # one that was asked for by name answers, or the error is raised
    played = ModelCandidate(scenario, CandidateKind(kind), ModelText(model), scripted)
    try:
        yield _next_line(played)
    finally:
        if played.failures:
            tell(f"The script spoke for the candidate in {played.failures} turns, since the model failed.")
        _tell_spending(model, settings, tell)
        model.close()


class _Answering(Protocol):
    def answer(self, interviewer_text: str, move: Move | None, t_s: float) -> Line | None:
        """The reply, None to stay silent."""
        ...


def _next_line(candidate: _Answering) -> NextLine:

    def next_line(turn: Mapping[str, object]) -> SpokenLine | None:
        line = candidate.answer(str(turn["heard_text"]), move_in(turn), float(str(turn["end_s"])))
        return SpokenLine("") if line is None else SpokenLine(line.text, line.thinks_s)

    return next_line


def move_in(turn: Mapping[str, object]) -> Move | None:
    """The interviewer's move as the log has it."""
    if not turn["move"]:
        return None
    slots = turn["slots"]
    return Move(
        kind=MoveKind(str(turn["move"])),
        stage=Stage(str(turn["stage"])),
        trigger=None,
        aim="",
        topic=str(turn["topic"]),
        slots=tuple(slots.items()) if isinstance(slots, dict) else (),
    )
