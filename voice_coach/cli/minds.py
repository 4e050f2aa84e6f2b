"""Who thinks: the interviewer, with or without a language model, and candidates who are no person."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from voice_coach.cli.choices import model_for
from voice_coach.coaching.interviewer import Interviewer
from voice_coach.coaching.moves import Move, MoveKind, Stage
from voice_coach.coaching.stages import Mode, Plan, Pressure
from voice_coach.config import InterviewerChoice
from voice_coach.conversation.lines import NextLine, SpokenLine
from voice_coach.engines.protocols import EngineInfo, LanguageModel, Prompt
from voice_coach.errors import ModelError, UsageError

if TYPE_CHECKING:
    from voice_coach.cli.chairs import Tell
    from voice_coach.coaching.scenario import Scenario
    from voice_coach.config import Settings


@dataclass(frozen=True, slots=True)
class Mindset:
    """The interviewer and the engine behind its words."""

    interviewer: Interviewer
    engines: tuple[EngineInfo, ...]


@dataclass(frozen=True, slots=True)
class _ModelText:
    """A language model as the interviewer wants it."""

    model: LanguageModel

    def stream(
        self, system: str, messages: tuple[tuple[str, str], ...], max_tokens: int, deadline_s: float
    ) -> Iterator[str]:
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
        yield Mindset(Interviewer(scenario, plan, _ModelText(model)), (model.info,))
    finally:
        model.close()


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
        tell(f"{error.message} The scripted interviewer takes its place.")
        return None
    return model


def next_line_of(scenario: Scenario, kind: str, settings: Settings) -> NextLine:
    """What a simulated candidate of that kind says to each of the interviewer's turns."""
    from voice_coach.coaching.candidate import CandidateKind, SimulatedCandidate

    candidate = SimulatedCandidate(scenario, CandidateKind(kind), settings.seed or 0, settings.minutes)

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


class _TypedLine(BaseModel):
    """One line of a file of typed turns."""

    model_config = ConfigDict(extra="forbid", strict=True)

    text: str = Field(min_length=1, max_length=20_000)
    thinks_s: float | None = Field(default=None, ge=0, le=3600)
    speaks_s: float | None = Field(default=None, gt=0, le=3600)


def typed_lines(path: Path | None) -> NextLine:
    """Turns from a JSON Lines file, or from standard input where `path` is None; read as they are needed.

    A whole file is checked before the interview starts. Raises UsageError naming the line.
    """
    lines = iter(_checked(path)) if path is not None else (_parsed("-", *row) for row in _rows(sys.stdin))

    def next_line(_turn: Mapping[str, object]) -> SpokenLine | None:
        return next(lines, None)

    return next_line


def _checked(path: Path) -> list[SpokenLine]:
    try:
        with path.open(encoding="utf-8") as file:
            return [_parsed(path.name, *row) for row in _rows(file)]
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"The file {path.name!r} cannot be read: {error}.") from error


def _rows(file: Iterable[str]) -> Iterator[tuple[int, str]]:
    return ((number, line) for number, line in enumerate(file, 1) if line.strip())


def _parsed(name: str, number: int, text: str) -> SpokenLine:
    """A line of JSON; plain text typed at a terminal is taken as it is."""
    if name == "-" and not text.lstrip().startswith("{"):
        return SpokenLine(text.strip())
    try:
        line = _TypedLine.model_validate(json.loads(text))
    except (json.JSONDecodeError, ValidationError) as error:
        raise UsageError(
            f"Line {number} of {name!r} is no typed turn: {_why(error)}.",
            'Write each line as {"text": "...", "thinks_s": 1.5, "speaks_s": 8}; only "text" is needed.',
        ) from error
    if line.thinks_s is None:
        return SpokenLine(line.text, speaks_s=line.speaks_s)
    return SpokenLine(line.text, line.thinks_s, line.speaks_s)


def _why(error: json.JSONDecodeError | ValidationError) -> str:
    if isinstance(error, json.JSONDecodeError):
        return error.msg.lower()
    first = error.errors()[0]
    return f"{'.'.join(str(part) for part in first['loc']) or 'the line'}: {first['msg'].lower()}"
