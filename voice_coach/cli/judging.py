"""One session judged and kept: the piece of work that runs here, in other processes and on a cluster."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from voice_coach.errors import ScenarioError, VoiceCoachError

if TYPE_CHECKING:
    from voice_coach.coaching.scenario import Scenario
    from voice_coach.config import Settings
    from voice_coach.engines.protocols import LanguageModel


class Judge(StrEnum):
    """Who judges."""

    AUTO = "auto"
    RULES = "rules"
    LLM = "llm"


@dataclass(frozen=True, slots=True)
class Task:
    """A session to judge."""

    folder: Path
    scenario: str | None = None
    """What the user says was discussed; None for what the session says itself."""
    judge: Judge = Judge.RULES
    base_url: str | None = None
    model: str | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of it."""

    session: str
    scorecard: dict[str, Any] | None
    """None where it could not be judged."""
    problem: str = ""


def judge_session(task: Task) -> Outcome:
    """Judge a session and keep its scorecard; a failure is a sentence, never an error."""
    from voice_coach.assess import assess_session

    try:
        scenario = named_scenario(task.scenario) or recorded_scenario(task.folder)
        model = _model(task)
        try:
            return Outcome(task.folder.name, assess_session(task.folder, scenario, model))
        finally:
            if model is not None:
                model.close()
    except VoiceCoachError as error:
        return Outcome(task.folder.name, None, str(error))


def judge_session_in_brief(task: Task) -> Outcome:
    """The same, giving back only what a list shows."""
    outcome = judge_session(task)
    if outcome.scorecard is None:
        return outcome
    names = ("session", "verdict")
    brief = {name: outcome.scorecard[name] for name in names}
    brief["judge"] = {"notice": outcome.scorecard["judge"].get("notice")}
    return replace(outcome, scorecard=brief)


def _model(task: Task) -> LanguageModel | None:
    from voice_coach.config import load_settings

    if task.judge is Judge.RULES:
        return None
    return judging_model(load_settings({"base_url": task.base_url, "model": task.model}), task.judge)


def judging_model(settings: Settings, judge: Judge) -> LanguageModel | None:
    """The model that judges beside the rules, None for the rules alone.

    Raises ModelError where one was asked for by name and none is configured.
    """
    from voice_coach.cli.choices import model_for
    from voice_coach.config import InterviewerChoice

    choices = {Judge.AUTO: InterviewerChoice.AUTO, Judge.LLM: InterviewerChoice.LLM}
    return None if judge is Judge.RULES else model_for(replace(settings, interviewer=choices[judge]))


def named_scenario(name: str | None) -> Scenario | None:
    """The scenario that the user names. Raises ScenarioError."""
    from voice_coach.library import load_scenario

    return None if name is None else load_scenario(name)


def recorded_scenario(folder: Path) -> Scenario | None:
    """The session's own scenario; None where it is no longer there, which costs its vocabulary only."""
    from voice_coach.sessions.reading import Session

    return _scenario_of(Session(folder).manifest.scenario.id)


@lru_cache(maxsize=16)
def _scenario_of(name: str) -> Scenario | None:
    """Read once, since a thousand sessions have a dozen scenarios."""
    from voice_coach.library import load_scenario

    try:
        return load_scenario(name)
    except ScenarioError:
        return None
