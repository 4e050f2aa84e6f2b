"""`voice-coach assess`: a session, a recording or a transcript, judged."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from voice_coach.cli import options
from voice_coach.cli.hearing import Side
from voice_coach.cli.judging import Judge, Outcome, Task
from voice_coach.cli.recover import keep_what_was_interrupted
from voice_coach.cli.say import complain, harmless, say, say_json
from voice_coach.errors import UsageError

if TYPE_CHECKING:
    from voice_coach.coaching.scenario import Scenario
    from voice_coach.coaching.transcript import TranscriptTurn
    from voice_coach.config import Settings
    from voice_coach.conversation.sound import Samples
    from voice_coach.engines.protocols import LanguageModel

Scorecard = Mapping[str, Any]


class Place(StrEnum):
    """Where many sessions are judged."""

    HERE = "here"
    RAY = "ray"


Target = Annotated[
    str, typer.Argument(metavar="TARGET", help="Session (id, folder, `last`), sound file, .json or .jsonl.")
]
ScenarioOption = Annotated[str | None, typer.Option(metavar="NAME", help="The problem that was discussed.")]
JudgeOption = Annotated[
    Judge, typer.Option(help="Rules alone, or a language model beside them; auto: where one is configured.")
]
Every = Annotated[bool, typer.Option("--all", help="Every session, several at a time.")]
On = Annotated[Place, typer.Option(help="With --all: on this machine, or on a Ray cluster.")]
CandidateOn = Annotated[Side, typer.Option(help="The candidate's side of a stereo file.")]


def assess(
    target: Target = "",
    scenario: ScenarioOption = None,
    judge: JudgeOption = Judge.AUTO,
    every: Every = False,
    on: On = Place.HERE,
    candidate_on: CandidateOn = Side.LEFT,
    stt: options.Stt = None,
    base_url: options.BaseUrl = None,
    model: options.Model = None,
    recordings: options.Recordings = None,
    json: options.AsJson = False,
) -> None:
    """Judge a session, a recording (mono: the candidate alone; stereo: a side each) or a transcript.

    A session's scorecard is kept in its folder; the ones before it are kept too. With --all the rules judge,
    unless --judge llm is given.

    \b
    Examples:
      voice-coach assess last
      voice-coach assess talk.jsonl --scenario support-replies --json
      voice-coach assess --all
    """
    _check_use(target, every, on)
    settings = options.settings_with(recordings=recordings, stt=stt, base_url=base_url, model=model)
    keep_what_was_interrupted(settings.recordings)
    if every:
        _every_session(settings, scenario, judge, on, json)
    else:
        _say_one(_scorecard(target, _Wish(settings, scenario, judge, candidate_on)), json)


def _check_use(target: str, every: bool, on: Place) -> None:
    if bool(target) == every:
        raise UsageError("assess needs a target, or --all.", "Try: voice-coach assess last")
    if on is Place.RAY and not every:
        raise UsageError("--on ray is for many sessions.", "Add --all.")


class _Wish:
    """How one target is to be judged."""

    def __init__(self, settings: Settings, scenario: str | None, judge: Judge, side: Side) -> None:
        self.settings = settings
        self.scenario = scenario
        self.judge = judge
        self.side = side

    def model(self) -> LanguageModel | None:
        """The model that judges beside the rules, its host announced. Raises ModelError."""
        from voice_coach.cli.judging import judging_model

        model = judging_model(self.settings, self.judge)
        if model is not None:
            complain(f"The transcript goes to {model.info.host} to be judged; that can take a few minutes.")
        return model


def _scorecard(target: str, wish: _Wish) -> Scorecard:
    from voice_coach.assess import assess as judged
    from voice_coach.assess import assess_session, load_target
    from voice_coach.cli.judging import named_scenario, recorded_scenario
    from voice_coach.sessions.reading import find

    known = named_scenario(wish.scenario)
    path = Path(target).expanduser()
    is_file = path.is_file() or (bool(path.suffix) and not path.is_dir())
    folder = None if is_file else path if path.is_dir() else find(wish.settings.recordings, target)
    conversation = load_target(path, lambda sound: heard(sound, wish, known)) if folder is None else None
    model = wish.model()
    try:
        if folder is not None:
            return assess_session(folder, known or recorded_scenario(folder), model)
        assert conversation is not None
        return judged(conversation, known, model)
    finally:
        if model is not None:
            model.close()


def heard(sound: Path, wish: _Wish, scenario: Scenario | None) -> Sequence[TranscriptTurn]:
    """The turns of a recording. Raises UsageError, RecogniserError."""
    from voice_coach.cli.hearing import sides_of

    return turns_of(sides_of(sound, wish.side), wish.settings, scenario)


def turns_of(
    sides: Sequence[Samples], settings: Settings, scenario: Scenario | None
) -> Sequence[TranscriptTurn]:
    """The turns of a talk's sides, by the recogniser that the settings ask for. Raises RecogniserError."""
    from voice_coach.cli.choices import recogniser_for
    from voice_coach.cli.hearing import turns_heard
    from voice_coach.coaching.scenario_talk import expected_talk
    from voice_coach.conversation.expected_talk import ANY_TALK

    vocabulary = () if scenario is None else scenario.components
    talk = ANY_TALK if scenario is None else expected_talk(scenario)
    recogniser = recogniser_for(settings, vocabulary, complain, may_download=True, talk=talk)
    try:
        recogniser.start()
        complain(recogniser.info.notice)
        return turns_heard(sides, recogniser)
    finally:
        recogniser.close()


def _every_session(settings: Settings, scenario: str | None, judge: Judge, on: Place, json: bool) -> None:
    from voice_coach.cli.judging import judge_session, judge_session_in_brief, named_scenario

    named_scenario(scenario)  # a wrong name is said once
    by = Judge.LLM if judge is Judge.LLM else Judge.RULES
    endpoint = (settings.base_url or None, settings.model or None)
    tasks = [Task(folder, scenario, by, *endpoint) for folder in _whole_sessions(settings.recordings)]
    work = judge_session if json else judge_session_in_brief
    if on is Place.RAY:
        from voice_coach.assess.cluster import on_ray

        outcomes = on_ray(work, tasks)
    else:
        from voice_coach.assess.batch import in_processes

        outcomes = in_processes(work, tasks, 1 if by is Judge.LLM else None)
    failed = _say_each(_with_progress(outcomes, len(tasks)), json)
    if not tasks and not json:
        say("There is no session to judge yet; `voice-coach demo` makes one.")
    if failed:
        raise typer.Exit(1)


def _whole_sessions(recordings: Path) -> Iterator[Path]:
    from voice_coach.sessions.reading import list_sessions

    for listed in list_sessions(recordings):
        if listed.manifest is None or listed.problem:
            complain(f"{listed.id} was left out: {listed.problem}")
        elif not listed.manifest.state.is_final:
            complain(f"{listed.id} was left out: it is still being recorded.")
        else:
            yield listed.folder


def _with_progress(outcomes: Iterator[Outcome], count: int) -> Iterator[Outcome]:
    """The same outcomes, a bar on standard error counting them where that is a terminal."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TimeRemainingColumn

    console = Console(stderr=True)
    with Progress(
        "Judging",
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        console=console,
        transient=True,
        disable=not console.is_terminal,
    ) as bar:
        yield from bar.track(outcomes, total=count)


def _say_each(outcomes: Iterator[Outcome], json: bool) -> int:
    """Say them as they come, so that thousands need no room; how many could not be judged."""
    from json import dumps

    failed, written = 0, 0
    for outcome in outcomes:
        if outcome.scorecard is None:
            failed += 1
            complain(f"{outcome.session} could not be judged: {outcome.problem}")
        elif json:
            say(("," if written else "[") + dumps(outcome.scorecard, ensure_ascii=False))
            written += 1
        else:
            say(f"{outcome.session}: {harmless(outcome.scorecard['verdict']).replace('_', ' ')}")
    if json:
        say("]" if written else "[]")
    return failed


def _say_one(scorecard: Scorecard, json: bool) -> None:
    if json:
        say_json(scorecard)
        return
    from voice_coach.cli.packet_view import show_packet

    show_packet(scorecard)
