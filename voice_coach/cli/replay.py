"""`voice-coach replay`: a session's sound in the terminal, the transcript scrolling in step."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from voice_coach.cli import keys, options
from voice_coach.cli.playing import Replay
from voice_coach.cli.recover import keep_what_was_interrupted
from voice_coach.cli.say import complain, harmless, minutes_and_seconds, say
from voice_coach.cli.stretches import Stretch, from_moment, joined, of_flags, seconds_from
from voice_coach.coaching.transcript import Speaker
from voice_coach.errors import DeviceError, SessionError

if TYPE_CHECKING:
    from voice_coach.conversation.sound import Samples
    from voice_coach.sessions.reading import Session
    from voice_coach.sessions.transcript import KeptTurn
    from voice_coach.sessions.wav import StereoSamples


class Only(StrEnum):
    """What a replay can be narrowed to."""

    FLAGS = "flags"


SessionName = Annotated[
    str, typer.Argument(metavar="SESSION", help="Id or its beginning, folder, or `last`.")
]
At = Annotated[str, typer.Option(metavar="M:SS", help="Begin at this moment.")]
Speed = Annotated[float, typer.Option(min=0.5, max=3.0, help="Times as fast, at the same pitch.")]
OnlyOption = Annotated[Only | None, typer.Option(help="Only the moments that the scorecard points at.")]
SpeakerOption = Annotated[Speaker | None, typer.Option(help="Only this speaker's turns.")]


def replay(
    session: SessionName = "last",
    at: At = "0:00",
    speed: Speed = 1.0,
    only: OnlyOption = None,
    speaker: SpeakerOption = None,
    output_device: options.OutputDevice = None,
    recordings: options.Recordings = None,
) -> None:
    """Hear a session again, reading along.

    In a terminal: space pauses, left and right seek 5 seconds, q stops. Without a sound device the
    transcript is printed with its times.

    \b
    Examples:
      voice-coach replay last --at 3:20
      voice-coach replay 20261123 --only flags --speed 1.25
    """
    from voice_coach.sessions.reading import Session

    begin_s = seconds_from(at)
    settings = options.settings_with(recordings=recordings, output_device=output_device)
    keep_what_was_interrupted(settings.recordings)
    opened = Session.open(settings.recordings, session)
    turns = opened.turns()
    stretches = from_moment(_chosen(opened, turns, only, speaker), begin_s)
    if not stretches:
        raise SessionError(f"There is nothing to replay in {opened.id}.", _why_nothing(only))
    try:
        _play(opened, stretches, turns, speed, settings.output_device)
    except (DeviceError, SessionError) as problem:
        complain(f"The sound cannot be played: {problem}")
        _print_all(turns, stretches)


def _why_nothing(only: Only | None) -> str:
    return "Its scorecard points at no moment; `voice-coach assess` makes one." if only else ""


def _chosen(
    session: Session, turns: Sequence[KeptTurn], only: Only | None, speaker: Speaker | None
) -> list[Stretch]:
    """The stretches that the options name; the whole session where they name none."""
    by_index = {
        t.said.turn: Stretch(t.said.start_s, t.said.end_s) for t in turns if speaker in (None, t.said.speaker)
    }
    if only is Only.FLAGS:
        return joined(of_flags(_signals(session.folder), by_index))
    if speaker is not None:
        return joined(by_index.values())
    end_s = max([session.manifest.duration_s, *(turn.said.end_s for turn in turns)])
    return [Stretch(0.0, end_s)] if end_s else []


def _signals(folder: Path) -> list[dict[str, object]]:
    """The signals of the session's scorecard, [] where it has none that can be read."""
    try:
        found = json.loads((folder / "scorecard.json").read_text(encoding="utf-8"))["signals"]
    except (OSError, ValueError, KeyError, TypeError):
        return []
    return [each for each in found if isinstance(each, dict)] if isinstance(found, list) else []


def _print_all(turns: Sequence[KeptTurn], stretches: Sequence[Stretch]) -> None:
    for turn in turns:
        if any(turn.said.start_s < each.end_s and turn.said.end_s > each.start_s for each in stretches):
            say(_line(turn))


def _line(turn: KeptTurn) -> str:
    who = "Interviewer" if turn.said.speaker is Speaker.INTERVIEWER else "Candidate"
    cut = " (cut off)" if turn.cut else ""
    return f"[{minutes_and_seconds(turn.said.start_s):>5}] {who}: {harmless(turn.said.text)}{cut}"


def _play(
    session: Session, stretches: Sequence[Stretch], turns: Sequence[KeptTurn], speed: float, device: str
) -> None:
    from voice_coach.conversation.sound import samples_of
    from voice_coach.engines import playback
    from voice_coach.engines.tempo import at_speed

    sound = _sound_of(session)

    def play(stretch: Stretch, reached: Callable[[float], None], is_stopped: Callable[[], bool]) -> None:
        part = at_speed(sound[samples_of(stretch.start_s) : samples_of(stretch.end_s)], speed)
        playback.play(part, lambda s: reached(stretch.start_s + s * speed), is_stopped, device)

    in_order = sorted(turns, key=lambda turn: turn.said.start_s)
    starts_s = [turn.said.start_s for turn in in_order]
    with keys.keys_of_this_terminal() as terminal:
        if isinstance(terminal, keys.TerminalKeys):
            complain(keys.HELP)
        Replay(stretches, starts_s, lambda line: say(_line(in_order[line])), play, terminal.pressed).run()


def _sound_of(session: Session) -> Samples:
    """Both sides as one. Raises SessionError where there is no sound that can be read."""
    import numpy as np

    path = session.sound_path
    if path is None:
        raise SessionError("this session has no sound.")
    both = _packed(path) if path.suffix == ".flac" else _unpacked(session)
    mixed: Samples = np.clip(both.astype(np.int32).sum(axis=1), -32768, 32767).astype(np.int16)
    return mixed


def _packed(path: Path) -> StereoSamples:
    import soundfile

    try:
        both: StereoSamples = soundfile.read(path, dtype="int16", always_2d=True)[0]
    except (soundfile.SoundFileError, OSError) as problem:
        raise SessionError(f"{path} is damaged.") from problem
    return both


def _unpacked(session: Session) -> StereoSamples:
    import numpy as np

    from voice_coach.sessions.wav import CHANNELS, blocks, end_of

    try:
        parts = session.sound_parts()
        both = np.zeros((end_of(parts), CHANNELS), np.int16)
        for position, samples in blocks(parts):
            both[position : position + len(samples)] = samples
    except OSError as problem:
        raise SessionError(f"{session.folder} cannot be read.") from problem
    return both
