"""`voice-coach assess`: a session, a recording or a transcript, judged."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from voice_coach.cli import options
from voice_coach.cli.debrief import caution_of
from voice_coach.cli.recover import keep_what_was_interrupted
from voice_coach.cli.say import complain, harmless, minutes_and_seconds, say, say_json
from voice_coach.errors import ScenarioError, UsageError

if TYPE_CHECKING:
    from voice_coach.coaching.scenario import Scenario
    from voice_coach.coaching.transcript import TranscriptTurn
    from voice_coach.config import Settings

Scorecard = Mapping[str, Any]


class Judge(StrEnum):
    """Who judges."""

    AUTO = "auto"
    RULES = "rules"


Target = Annotated[
    str, typer.Argument(metavar="TARGET", help="Session (id, folder, `last`), sound file, .json or .jsonl.")
]
ScenarioOption = Annotated[str | None, typer.Option(metavar="NAME", help="The problem that was discussed.")]
JudgeOption = Annotated[Judge, typer.Option(help="Who judges; so far by rules alone.")]
Every = Annotated[bool, typer.Option("--all", help="Every session, one after the other.")]


def assess(
    target: Target = "",
    scenario: ScenarioOption = None,
    judge: JudgeOption = Judge.AUTO,
    every: Every = False,
    stt: options.Stt = None,
    recordings: options.Recordings = None,
    json: options.AsJson = False,
) -> None:
    """Judge a session, a sound file (taken for the candidate alone) or a transcript, by rules.

    A session's scorecard is kept in its folder; the one before it is kept too.

    \b
    Examples:
      voice-coach assess last
      voice-coach assess talk.jsonl --scenario support-replies --json
    """
    if bool(target) == every:
        raise UsageError("assess needs a target, or --all.", "Try: voice-coach assess last")
    settings = options.settings_with(recordings=recordings, stt=stt)
    keep_what_was_interrupted(settings.recordings)
    if every:
        _say_all(list(_all_scorecards(settings.recordings, scenario)), json)
    else:
        _say_one(_scorecard(target, scenario, settings), json)


def _all_scorecards(recordings: Path, scenario: str | None) -> Iterator[Scorecard]:
    from voice_coach.sessions.reading import list_sessions

    for listed in list_sessions(recordings):
        if listed.manifest is None or listed.problem:
            complain(f"{listed.id} was left out: {listed.problem}")
        else:
            yield _of_session(listed.folder, scenario)


def _scorecard(target: str, scenario: str | None, settings: Settings) -> Scorecard:
    from voice_coach.assess import assess as judged
    from voice_coach.assess import load_target
    from voice_coach.sessions.reading import find

    path = Path(target).expanduser()
    if path.is_file() or path.suffix:
        known = _named_scenario(scenario)
        return judged(load_target(path, lambda sound: _heard(sound, settings, known)), known)
    return _of_session(path if path.is_dir() else find(settings.recordings, target), scenario)


def _of_session(folder: Path, scenario: str | None) -> Scorecard:
    from voice_coach.assess import assess_session

    return assess_session(folder, _named_scenario(scenario) or _recorded_scenario(folder))


def _named_scenario(name: str | None) -> Scenario | None:
    from voice_coach.library import load_scenario

    return None if name is None else load_scenario(name)


def _recorded_scenario(folder: Path) -> Scenario | None:
    """The session's own scenario; None where it is no longer there, which costs its vocabulary only."""
    from voice_coach.library import load_scenario
    from voice_coach.sessions.reading import Session

    try:
        return load_scenario(Session(folder).manifest.scenario.id)
    except ScenarioError:
        return None


def _heard(sound: Path, settings: Settings, scenario: Scenario | None) -> Sequence[TranscriptTurn]:
    from voice_coach.cli.choices import recogniser_for
    from voice_coach.cli.hearing import turns_heard
    from voice_coach.coaching.scenario_talk import expected_talk
    from voice_coach.conversation.expected_talk import ANY_TALK
    from voice_coach.engines.sound_files import check_sound

    check_sound(sound)  # before a recogniser is fetched for it
    vocabulary = () if scenario is None else scenario.components
    talk = ANY_TALK if scenario is None else expected_talk(scenario)
    recogniser = recogniser_for(settings, vocabulary, complain, may_download=True, talk=talk)
    try:
        recogniser.start()
        complain(recogniser.info.notice)
        return turns_heard(sound, recogniser)
    finally:
        recogniser.close()


def _say_all(scorecards: Sequence[Scorecard], json: bool) -> None:
    if json:
        say_json(scorecards)
    elif not scorecards:
        say("There is no session to judge yet; `voice-coach demo` makes one.")
    for scorecard in () if json else scorecards:
        say(f"{scorecard['session']}: {_words(scorecard['verdict'])}")


def _say_one(scorecard: Scorecard, json: bool) -> None:
    if json:
        say_json(scorecard)
    else:
        say("\n".join(report_of(scorecard)))


def report_of(scorecard: Scorecard) -> list[str]:
    """A scorecard in lines: the verdict, each dimension with its best quote, and what was counted."""
    lines = [f"Verdict: {_words(scorecard['verdict'])}. {caution_of(scorecard)}".rstrip(), ""]
    for dimension in scorecard["dimensions"]:
        lines += _dimension(dimension)
    counted = [f"  {_moment(signal)}" for signal in scorecard["signals"]]
    return [*lines, "", f"Signals: {len(counted)}", *counted]


def _dimension(dimension: Mapping[str, Any]) -> list[str]:
    level = "not enough evidence" if dimension["level"] is None else f"{dimension['level']} of 4"
    lines = [f"{_words(dimension['id'])}: {level}. {harmless(dimension['sentence'])}"]
    for evidence in dimension["evidence"][:1]:
        lines.append(f'  [{minutes_and_seconds(evidence["start_s"])}] "{harmless(evidence["quote"])}"')
    return lines


def _moment(signal: Mapping[str, Any]) -> str:
    quote = f': "{harmless(signal["quote"])}"' if signal["quote"] else ""
    return f"[{minutes_and_seconds(signal['t_s'])}] {_words(signal['id'])}{quote}"


def _words(name: str) -> str:
    return harmless(name).replace("_", " ")
