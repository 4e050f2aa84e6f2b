"""`voice-coach demo`: the whole loop with a candidate of ours; no microphone, no key, no download."""

from __future__ import annotations

from typing import Annotated

import typer

from voice_coach.cli import options
from voice_coach.cli.candidate import CandidateKind, Simulated

Kind = Annotated[CandidateKind, typer.Option(help="How the candidate behaves.")]
ByModel = Annotated[
    bool, typer.Option("--played-by-model", help="The configured language model plays the candidate.")
]
Fast = Annotated[
    bool, typer.Option("--fast", help="On a virtual clock: the same interview in seconds, unheard.")
]


def demo(
    context: typer.Context,
    scenario: options.Scenario = options.DEFAULT_SCENARIO,
    candidate_kind: Kind = CandidateKind.STRONG,
    fast: Fast = False,
    played_by_model: ByModel = False,
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
    """Hear an interview with a simulated candidate: no microphone, no key, no download.

    \b
    Examples:
      voice-coach demo --minutes 3
      voice-coach demo --candidate-kind diagram-first --fast
    """
    settings = options.settings_of(context)
    from voice_coach.cli.hold import hold_interview

    raise typer.Exit(
        hold_interview(
            settings, scenario, Simulated(candidate_kind, fast, played_by_model), debriefs=not no_debrief
        )
    )
