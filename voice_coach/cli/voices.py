"""`voice-coach voices`: the system's voices, and how they sound."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from voice_coach.cli import options
from voice_coach.cli.say import columns, say, say_json

if TYPE_CHECKING:
    from voice_coach.config import Settings
    from voice_coach.engines.pyttsx3_voice import SystemVoice

SAMPLE = "Which constraint binds first, and what is your p95 at 10k QPS?"
_HEADS = ("Name", "Languages", "Id")

Play = Annotated[
    str | None, typer.Option(metavar="NAME", help="Play the voice of which this is part of the name.")
]
Text = Annotated[str, typer.Option(metavar="TEXT", help="What it says.")]
Every = Annotated[bool, typer.Option("--all", help="Voices of every language, not of English alone.")]


def voices(
    context: typer.Context,
    play: Play = None,
    text: Text = SAMPLE,
    every: Every = False,
    voice_rate: options.VoiceRate = None,
    voice_volume: options.VoiceVolume = None,
    output_device: options.OutputDevice = None,
    json: options.AsJson = False,
) -> None:
    """List the system's voices, or play one. --voice-name of other commands takes part of a name.

    \b
    Examples:
      voice-coach voices
      voice-coach voices --play scotland --voice-rate 150
    """
    from voice_coach.engines.pyttsx3_voice import system_voices

    settings = options.settings_of(context)
    if play is not None:
        _play(play, text, settings)
        return
    found = [voice for voice in system_voices() if every or voice.is_english]
    if json:
        say_json([asdict(voice) for voice in found])
    else:
        say(columns([_row(voice) for voice in found], _HEADS))


def _row(voice: SystemVoice) -> tuple[str, ...]:
    return (voice.name, ", ".join(voice.languages), voice.id)


def _play(name: str, text: str, settings: Settings) -> None:
    from voice_coach.engines import playback
    from voice_coach.engines.pyttsx3_voice import Pyttsx3Voice, VoiceSettings

    voice = Pyttsx3Voice(VoiceSettings(name, settings.voice_rate, settings.voice_volume))
    try:
        voice.start()
        say(f"{voice.info.detail}: {text}")
        clip = voice.speak(text)
        playback.play([clip.samples], lambda _: None, lambda: False, settings.output_device)
    finally:
        voice.close()
