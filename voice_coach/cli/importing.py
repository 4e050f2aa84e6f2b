"""`voice-coach import`: a mock interview that was recorded elsewhere becomes a session."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from voice_coach.cli import options
from voice_coach.cli.assess import CandidateOn, ScenarioOption, turns_of
from voice_coach.cli.hearing import Side
from voice_coach.cli.recover import keep_what_was_interrupted
from voice_coach.cli.say import complain, harmless, say, say_json

if TYPE_CHECKING:
    from voice_coach.coaching.scenario import Scenario
    from voice_coach.coaching.transcript import TranscriptTurn
    from voice_coach.config import Settings
    from voice_coach.conversation.sound import Samples
    from voice_coach.sessions.manifest import Manifest

File = Annotated[str, typer.Argument(metavar="FILE", help="A sound file, or a .json or .jsonl transcript.")]
UNKNOWN_SCENARIO = "imported"
_OTHER_SIDE_SPEAKS_MORE = 1.5


@dataclass(frozen=True, slots=True)
class _Talk:
    """What the file holds."""

    turns: Sequence[TranscriptTurn]
    sides: Sequence[Samples] = ()


def import_file(
    file: File,
    scenario: ScenarioOption = None,
    candidate_on: CandidateOn = Side.LEFT,
    stt: options.Stt = None,
    recordings: options.Recordings = None,
    json: options.AsJson = False,
) -> None:
    """Make a session of a recording (mono: the candidate alone; stereo: a side each) or a transcript.

    It is judged at once, and listed, replayed and searched like any other. A filled peer form
    (`voice-coach export --peer-form`) goes to the session that it judges, as a second opinion.

    \b
    Examples:
      voice-coach import mock.wav --scenario support-replies
      voice-coach import call.flac --candidate-on right
      voice-coach import transcript.json
    """
    from voice_coach.cli.judging import named_scenario

    settings = options.settings_with(recordings=recordings, stt=stt)
    keep_what_was_interrupted(settings.recordings)
    path, known = Path(file).expanduser(), named_scenario(scenario)
    form = _peer_form(path)
    if form is not None:
        _tell_of_form(_kept_form(settings.recordings, form), json)
        return
    folder, scorecard = _made_of(path, settings, known, candidate_on)
    if json:
        say_json({"session": folder.name, "folder": str(folder), "scorecard": scorecard})
        return
    from voice_coach.cli.packet_view import show_packet

    show_packet(scorecard)
    say(f"\nIt is a session now: {folder.name}. Hear it: voice-coach replay {folder.name}")


def imported(path: Path, settings: Settings) -> Path:
    """The folder of the session that a file became, or whose second opinion it is. Raises VoiceCoachError."""
    form = _peer_form(path)
    return _kept_form(settings.recordings, form) if form else _made_of(path, settings, None, Side.LEFT)[0]


def _made_of(
    path: Path, settings: Settings, scenario: Scenario | None, candidate_on: Side
) -> tuple[Path, dict[str, Any]]:
    from voice_coach.assess import SOUND_ENDINGS, assess_session
    from voice_coach.sessions.importing import import_talk

    is_sound = path.suffix.lower() in SOUND_ENDINGS
    talk = _heard(path, settings, scenario, candidate_on) if is_sound else _read(path)
    folder = import_talk(settings.recordings, _manifest(path, scenario), talk.turns, talk.sides)
    return folder, assess_session(folder, scenario)


def _peer_form(path: Path) -> dict[str, Any] | None:
    """The filled peer form in a file, None where it is something else."""
    from voice_coach.sessions.peers import is_peer_form
    from voice_coach.sessions.scorecards import read_json

    found = read_json(path.parent, path.name) if path.suffix.lower() == ".json" else None
    return found if is_peer_form(found) else None


def _kept_form(recordings: Path, form: dict[str, Any]) -> Path:
    from voice_coach.sessions.peers import keep_peer_form

    return keep_peer_form(recordings, form).parent


def _tell_of_form(folder: Path, json: bool) -> None:
    if json:
        say_json({"session": folder.name, "folder": str(folder)})
    else:
        say(f"The second opinion is with its session: voice-coach review {folder.name}")


def _read(path: Path) -> _Talk:
    from voice_coach.assess import load_target

    return _Talk(load_target(path).turns)


def _heard(path: Path, settings: Settings, scenario: Scenario | None, candidate_on: Side) -> _Talk:
    from voice_coach.cli.hearing import sides_of
    from voice_coach.errors import SessionError

    sides = sides_of(path, candidate_on)
    turns = turns_of(sides, settings, scenario)
    if not turns:
        raise SessionError(f"No speech was understood in {path.name!r}.", "Check that it is the right file.")
    _hint_at_sides(turns, candidate_on)
    return _Talk(turns, sides)


def _hint_at_sides(turns: Sequence[TranscriptTurn], candidate_on: Side) -> None:
    own = sum(len(turn.text.split()) for turn in turns if turn.by_candidate)
    other = sum(len(turn.text.split()) for turn in turns) - own
    if other > _OTHER_SIDE_SPEAKS_MORE * own:
        wanted = Side.RIGHT if candidate_on is Side.LEFT else Side.LEFT
        complain(
            f"The {wanted} side speaks more than the {candidate_on} one; if that is the candidate, import it "
            f"again with --candidate-on {wanted}."
        )


def _manifest(path: Path, scenario: Scenario | None) -> Manifest:
    from voice_coach.engines.protocols import EngineInfo
    from voice_coach.sessions.manifest import Manifest, ScenarioRef

    title = harmless(path.stem)
    ref = (
        ScenarioRef(UNKNOWN_SCENARIO, title)
        if scenario is None
        else ScenarioRef(scenario.id, scenario.title, scenario.sha256)
    )
    return Manifest(
        mode="import",
        scenario=ref,
        started_at=datetime.fromtimestamp(path.stat().st_mtime).astimezone(),
        settings={"file": harmless(path.name)},
        engines=(asdict(EngineInfo("card", "file", harmless(path.name))),),
    )
