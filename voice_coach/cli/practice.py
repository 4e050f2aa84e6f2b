"""`voice-coach practice`: an interview with a person, a sound file or typed turns."""

from __future__ import annotations

from typing import Annotated

import typer

from voice_coach.cli import options
from voice_coach.cli.candidate import candidate_from

CandidateFile = Annotated[
    str | None,
    typer.Option(
        "--candidate",
        metavar="FILE",
        help="Answers from a .wav or .flac (in real time), a .jsonl of typed turns, or - for standard input.",
    ),
]


def practice(
    context: typer.Context,
    scenario: options.Scenario = options.DEFAULT_SCENARIO,
    candidate: CandidateFile = None,
    minutes: options.Minutes = None,
    pressure: options.PressureOption = None,
    mode: options.ModeOption = None,
    interviewer: options.Interviewer = None,
    stt: options.Stt = None,
    stt_model: options.SttModel = None,
    stt_device: options.SttDevice = None,
    stt_url: options.SttUrl = None,
    final_model: options.FinalModel = None,
    voice: options.Voice = None,
    voice_name: options.VoiceName = None,
    voice_rate: options.VoiceRate = None,
    voice_volume: options.VoiceVolume = None,
    voice_url: options.VoiceUrl = None,
    profile: options.ProfileOption = None,
    input_device: options.InputDevice = None,
    output_device: options.OutputDevice = None,
    headphones: options.Headphones = False,
    seed: options.Seed = None,
    recordings: options.Recordings = None,
    no_audio_processing: options.NoProcessing = False,
    base_url: options.BaseUrl = None,
    model: options.Model = None,
    no_debrief: options.NoDebrief = False,
    plain: options.Plain = False,
    json: options.EventsAsJson = False,
) -> None:
    """Hold a live interview. Ctrl-C ends it politely; the recording is kept.

    \b
    Examples:
      voice-coach practice --minutes 10
      voice-coach practice support-replies --pressure bar-raiser --headphones
      voice-coach practice --candidate answers.jsonl --json
    """
    settings = options.settings_of(context)
    chair = candidate_from(candidate)
    from voice_coach.cli.hold import hold_interview

    raise typer.Exit(hold_interview(settings, scenario, chair, debriefs=not no_debrief))
