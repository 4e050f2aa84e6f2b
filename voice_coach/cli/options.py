"""Options that several commands share, each described once, and how they become settings."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path
from typing import Annotated

import typer

from voice_coach.config import (
    DeviceChoice,
    InterviewerChoice,
    Mode,
    Pressure,
    Profile,
    RecogniserChoice,
    Settings,
    VoiceChoice,
    load_settings,
)

Recordings = Annotated[
    str | None, typer.Option(metavar="DIR", help="Folder of the sessions.  [default: see `sessions`]")
]
AsJson = Annotated[bool, typer.Option("--json", help="JSON instead of text.")]

DEFAULT_SCENARIO = "support-replies"
Scenario = Annotated[str, typer.Argument(metavar="SCENARIO", help="Id of a scenario, or a .toml file.")]
Minutes = Annotated[float | None, typer.Option(help="Length of the round, 3 to 90.  [default: 45]")]
PressureOption = Annotated[Pressure | None, typer.Option(help="How hard it pushes.  [default: standard]")]
ModeOption = Annotated[Mode | None, typer.Option(help="Feedback at the end, or after each answer.")]
Interviewer = Annotated[InterviewerChoice | None, typer.Option(help="Who words the questions.")]
Stt = Annotated[RecogniserChoice | None, typer.Option(help="Speech to text.")]
Voice = Annotated[VoiceChoice | None, typer.Option(help="Text to speech.")]
SttModel = Annotated[
    str | None, typer.Option(metavar="NAME", help="Whisper's model, or the server's.  [default: what suits]")
]
SttDevice = Annotated[DeviceChoice | None, typer.Option(help="What Whisper computes on.")]
SttUrl = Annotated[str | None, typer.Option(metavar="URL", help="OpenAI-compatible endpoint to recognise.")]
FinalModel = Annotated[
    str | None, typer.Option(metavar="NAME", help="Whisper's model after the session, auto or none.")
]
VoiceName = Annotated[str | None, typer.Option(metavar="NAME", help="Part of a voice's name; see `voices`.")]
VoiceRate = Annotated[int | None, typer.Option(metavar="WPM", help="Words a minute.  [default: 170]")]
VoiceVolume = Annotated[float | None, typer.Option(help="0.1 to 1.")]
VoiceUrl = Annotated[str | None, typer.Option(metavar="URL", help="OpenAI-compatible endpoint to speak.")]
ProfileOption = Annotated[Profile | None, typer.Option(help="Patience with pauses.  [default: patient]")]
InputDevice = Annotated[
    str | None, typer.Option(metavar="NAME", help="Microphone: number or part of its name.")
]
OutputDevice = Annotated[
    str | None, typer.Option(metavar="NAME", help="Loudspeaker: number or part of its name.")
]
Headphones = Annotated[bool, typer.Option("--headphones", help="The microphone cannot hear the interviewer.")]
NoProcessing = Annotated[
    bool, typer.Option("--no-audio-processing", help="Leave the microphone's sound as it is.")
]
Seed = Annotated[int | None, typer.Option(help="Same seed and same answers: same questions.")]
BaseUrl = Annotated[str | None, typer.Option(metavar="URL", help="OpenAI-compatible endpoint for the model.")]
Model = Annotated[str | None, typer.Option(metavar="NAME", help="The language model's name.")]
Plain = Annotated[bool, typer.Option("--plain", help="Lines instead of the live screen.")]
NoDebrief = Annotated[bool, typer.Option("--no-debrief", help="Leave the debrief on the screen, unspoken.")]
EventsAsJson = Annotated[bool, typer.Option("--json", help="Events as JSON lines on standard output.")]

_NAMES = {field.name for field in fields(Settings)}


def settings_of(context: typer.Context) -> Settings:
    """The settings in force for a command: its options where given, the other sources for the rest."""
    given = {
        name: value for name, value in context.params.items() if value is not None and value is not False
    }
    return load_settings({name: value for name, value in given.items() if name in _NAMES})


def recordings_of(given: str | None) -> Path:
    """The folder of sessions for a command that takes nothing else of the settings."""
    return settings_with(recordings=given).recordings


def settings_with(**given: object) -> Settings:
    """The settings in force for a command that takes only these options; None where one was left out."""
    return load_settings(given)
