"""`voice-coach transcribe`: a session heard once more; after an interview it goes on in the background."""

from __future__ import annotations

import json as jsonlib
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from voice_coach.cli import options
from voice_coach.cli.say import complain, say
from voice_coach.errors import RecogniserError, VoiceCoachError

if TYPE_CHECKING:
    from voice_coach.cli.chairs import Tell
    from voice_coach.coaching.scenario import Scenario
    from voice_coach.config import Settings
    from voice_coach.engines.final_model import FinalChoice
    from voice_coach.final_pass import Outcome
    from voice_coach.sessions.reading import Session

NONE = "none"
GOES_ON = "The second hearing goes on in the background; `voice-coach assess {name}` uses it once it is done."
_NICENESS = 10
_POLITE = ("nice", "-n", str(_NICENESS)) if sys.platform != "win32" else ()

Target = Annotated[str, typer.Argument(metavar="SESSION", help="Session: id, folder or `last`.")]


def transcribe(
    context: typer.Context,
    target: Target = "last",
    final_model: options.FinalModel = None,
    recordings: options.Recordings = None,
    json: options.EventsAsJson = False,
) -> None:
    """Recognise a session's answers once more, with the best model at hand, and judge it again.

    The log keeps what was understood live.

    \b
    Examples:
      voice-coach transcribe last
      voice-coach transcribe last --final-model small.en
    """
    from voice_coach.sessions.reading import Session, find

    settings = options.settings_of(context)
    session = Session(find(settings.recordings, target))
    choice = _choice(session, settings, may_download=True)
    if choice.why_none:
        raise RecogniserError(choice.why_none, "Name one with --final-model.")
    tell = complain if json else say
    report = _as_lines if json else _in_tenths(say)
    tell(_done(session, _heard_again(session, choice, settings, tell, report)))


def hear_again_after(folder: Path, settings: Settings, tell: Tell, *, may_download: bool) -> None:
    """Start the final pass of a session that has just ended, and show how far it is; Ctrl-C leaves it alone.

    Says in a sentence why there is none.
    """
    from voice_coach.sessions.reading import Session

    session = Session(folder)
    if settings.final_model == NONE or session.sound_path is None or not _has_answers(session):
        return
    try:
        choice = _choice(session, settings, may_download=may_download)
    except VoiceCoachError as failure:
        tell(str(failure))
        return
    if choice.why_none:
        tell(choice.why_none)
        return
    tell(f"Hearing the recording once more with {choice.model}. Ctrl-C leaves it to the background.")
    _follow(_started(session, choice), session, tell)


def _has_answers(session: Session) -> bool:
    from voice_coach.coaching.transcript import Speaker

    return any(turn.said.speaker is Speaker.CANDIDATE for turn in session.turns())


def _choice(session: Session, settings: Settings, *, may_download: bool) -> FinalChoice:
    from voice_coach.config import speech_cache
    from voice_coach.engines.final_model import FinalChoice, choose_final
    from voice_coach.engines.live_model import LiveModels
    from voice_coach.engines.model_hub import ModelHub
    from voice_coach.engines.recognisers import CHOICE_NAME

    if settings.final_model not in ("auto", NONE):
        return FinalChoice(settings.final_model)
    hub = ModelHub(offline=settings.offline)
    models = LiveModels(speech_cache() / CHOICE_NAME, hub)
    return choose_final(_hearing(session), models, hub, may_download=may_download and not settings.offline)


def _hearing(session: Session) -> Any:
    from voice_coach.coaching.transcript import Speaker
    from voice_coach.engines.final_model import Hearing
    from voice_coach.engines.protocols import EngineInfo

    row = next((each for each in session.manifest.engines if each.get("kind") == "recogniser"), {})
    by = EngineInfo("recogniser", row.get("name", ""), row.get("detail", ""), host=row.get("host", ""))
    answers = [turn.said for turn in session.turns() if turn.said.speaker is Speaker.CANDIDATE]
    return Hearing(by, sum(said.end_s - said.start_s for said in answers), session.manifest.duration_s)


def _heard_again(
    session: Session,
    choice: FinalChoice,
    settings: Settings,
    tell: Tell,
    report: Callable[[float], None],
) -> Outcome:
    from voice_coach.engines.model_hub import ModelHub
    from voice_coach.engines.whisper_recogniser import FINAL_CARE, WhisperRecogniser
    from voice_coach.final_pass import hear_again

    scenario = _scenario(session)
    terms = () if scenario is None else (*scenario.components, *scenario.levers)
    hub = ModelHub(offline=settings.offline)
    recogniser = WhisperRecogniser(
        choice.model, place=choice.place, vocabulary=terms, care=FINAL_CARE, hub=hub
    )
    recogniser.prepare(tell)
    recogniser.start()
    try:
        return hear_again(session.folder, recogniser, report)
    finally:
        recogniser.close()


def _scenario(session: Session) -> Scenario | None:
    """None where it is no longer there, which costs its vocabulary only."""
    from voice_coach.errors import ScenarioError
    from voice_coach.library import load_scenario

    try:
        return load_scenario(session.manifest.scenario.id)
    except ScenarioError:
        return None


def _done(session: Session, outcome: Outcome) -> str:
    """What came of it, with the verdict on the new words."""
    from voice_coach.assess import assess_session

    scorecard = assess_session(session.folder, _scenario(session))
    verdict = str(scorecard["verdict"]).replace("_", " ")
    return (
        f"Heard again: {outcome.changed} of {outcome.answers} answers read differently. Verdict: {verdict}."
    )


def _as_lines(share: float) -> None:
    say(jsonlib.dumps({"type": "progress", "done": round(share, 3)}))


def _in_tenths(tell: Callable[[str], None]) -> Callable[[float], None]:
    told = 0

    def report(share: float) -> None:
        nonlocal told
        if (tenths := int(10 * share)) > told:
            told = tenths
            tell(f"Heard again: {10 * tenths} %.")

    return report


def _started(session: Session, choice: FinalChoice) -> subprocess.Popen[str]:
    """This very command in a process of its own, which outlives this one."""
    command = (*_POLITE, sys.executable, "-P", "-m", "voice_coach", "transcribe", str(session.folder))
    options_ = ("--final-model", choice.model, "--recordings", str(session.folder.parent), "--json")
    return subprocess.Popen(
        [*command, *options_],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def _follow(process: subprocess.Popen[str], session: Session, tell: Tell) -> None:
    assert process.stdout is not None
    assert process.stderr is not None
    try:
        with _progress(tell) as report:
            for line in process.stdout:
                report(_share_in(line))
        last_words = process.stderr.read().strip().splitlines()
        tell(last_words[-1] if last_words else "The second hearing ended without a word.")
        process.wait()
    except KeyboardInterrupt:
        tell(GOES_ON.format(name=session.id))
    finally:
        process.stdout.close()
        process.stderr.close()


def _share_in(line: str) -> float:
    try:
        return float(jsonlib.loads(line)["done"])
    except (ValueError, KeyError, TypeError):
        return 0.0


@contextmanager
def _progress(tell: Tell) -> Iterator[Callable[[float], None]]:
    """A bar in a terminal, a line for every tenth elsewhere."""
    if not sys.stdout.isatty():
        yield _in_tenths(tell)
        return
    from rich.progress import Progress

    with Progress(transient=True) as bar:
        task = bar.add_task("Hearing again", total=1.0)
        yield lambda share: bar.update(task, completed=share)
