"""`voice-coach replay`: a session's sound in the terminal, the transcript scrolling in step."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from voice_coach.cli import keys, options
from voice_coach.cli.playing import Flag, Plan, Replay, Script
from voice_coach.cli.recover import keep_what_was_interrupted
from voice_coach.cli.say import complain, say
from voice_coach.cli.script import Line, LineScript, WordScript, lines_of
from voice_coach.cli.stretches import Stretch, from_moment, joined, of_flags, seconds_from
from voice_coach.coaching.transcript import Speaker
from voice_coach.errors import DeviceError, SessionError

if TYPE_CHECKING:
    from voice_coach.conversation.sound import Samples
    from voice_coach.sessions.reading import Session
    from voice_coach.sessions.transcript import KeptTurn


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

    In a terminal the words appear as they are said. Space pauses; left and right seek 5 seconds, j and l 10;
    up and down lead to the turn before and after, p and n to the flag before and after; < and > change the
    speed at the same pitch; q stops. Without a sound device the transcript is printed with its times.

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
    heard = _chosen(opened, only, speaker)
    stretches = from_moment(heard.stretches, begin_s)
    if not stretches:
        raise SessionError(f"There is nothing to replay in {opened.id}.", _why_nothing(heard, only, at))
    heard = replace(heard, stretches=stretches) if begin_s else heard
    try:
        _play(opened, heard, speed, settings.output_device)
    except (DeviceError, SessionError) as problem:
        complain(f"The sound cannot be played: {problem}")
        _print_all(heard)


@dataclass(frozen=True, slots=True)
class Heard:
    """What of a session is replayed."""

    stretches: Sequence[Stretch]
    turns: Sequence[KeptTurn]
    """Those that are told beside the sound, in order of time."""
    flags: Sequence[Flag]
    why: Mapping[int, Sequence[str]]
    """What each turn's index was flagged for."""
    speaker: Speaker | None
    """None for both."""


def _why_nothing(heard: Heard, only: Only | None, at: str) -> str:
    if heard.stretches:
        return f"It ends before {at}."
    return "Its scorecard points at no moment; `voice-coach assess` makes one." if only else ""


def _chosen(session: Session, only: Only | None, speaker: Speaker | None) -> Heard:
    """The stretches that the options name; the whole session where they name none."""
    from voice_coach.review.marks import marks_of
    from voice_coach.sessions.scorecards import read_scorecard

    in_order = sorted(session.turns(), key=lambda turn: turn.said.start_s)
    turns = [turn for turn in in_order if speaker in (None, turn.said.speaker)]
    by_index = {turn.said.turn: Stretch(turn.said.start_s, turn.said.end_s) for turn in turns}
    marks = marks_of(session.events(), read_scorecard(session.folder))
    signals = [each for each in marks if each["kind"] == "signal"]
    end_s = max([session.manifest.duration_s, *(turn.said.end_s for turn in in_order)])
    stretches = [Stretch(0.0, end_s)] if end_s else []
    if only is Only.FLAGS:
        stretches = joined(of_flags(signals, by_index))
    elif speaker is not None:
        stretches = joined(by_index.values())
    why: dict[int, list[str]] = {}
    for each in signals:
        why.setdefault(each["turn"], []).append(each["label"])
    flags = [Flag(each["t_s"], each["label"]) for each in marks if each["kind"] != "control"]
    return Heard(stretches, turns, flags, why, speaker)


def _print_all(heard: Heard) -> None:
    for turn, line in zip(heard.turns, lines_of(heard.turns, heard.why), strict=True):
        if any(turn.said.start_s < each.end_s and turn.said.end_s > each.start_s for each in heard.stretches):
            say(line.text)


def _play(session: Session, heard: Heard, speed: float, device: str) -> None:
    from voice_coach.conversation.sound import samples_of
    from voice_coach.engines import playback
    from voice_coach.engines.tempo import at_speed

    if session.sound_path is None:
        raise SessionError("this session has no sound.")

    def play(
        part: Stretch, speed: float, reached: Callable[[float], None], is_stopped: Callable[[], bool]
    ) -> None:
        sound = _mixed(session, samples_of(part.start_s), samples_of(part.end_s), heard.speaker)
        at = at_speed(sound, speed)
        playback.play(at, lambda s: reached(part.start_s + s * speed), is_stopped, device)

    plan = Plan(heard.stretches, [turn.said.start_s for turn in heard.turns], heard.flags)
    lines = lines_of(heard.turns, heard.why)
    with keys.keys_of_this_terminal() as terminal:
        if isinstance(terminal, keys.TerminalKeys):
            complain(keys.HELP)
        Replay(plan, _script(lines), play, terminal.pressed, speed).run()


def _script(lines: Sequence[Line]) -> Script:
    if not sys.stdout.isatty():
        return LineScript(lines)
    from rich.console import Console

    return WordScript(lines, Console(highlight=False))


def _mixed(session: Session, first: int, last: int, speaker: Speaker | None) -> Iterator[Samples]:
    """Both sides as one, or one alone, block by block. Raises SessionError where it cannot be read."""
    import numpy as np

    from voice_coach.sessions.sound import sound_blocks

    for block in sound_blocks(session, first, last):
        if speaker is None:
            yield np.clip(block.astype(np.int32).sum(axis=1), -32768, 32767).astype(np.int16)
        else:
            yield np.ascontiguousarray(block[:, 0 if speaker is Speaker.CANDIDATE else 1])
