"""`voice-coach doctor`: every part exercised once, each with its cure."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict
from typing import Annotated

import typer

from voice_coach.cli import options
from voice_coach.cli.disk_trial import check_disk
from voice_coach.cli.engine_checks import (
    check_demo,
    check_detector,
    check_model,
    check_recogniser,
    check_voice,
)
from voice_coach.cli.examination import Examination, Finding, Verdict
from voice_coach.cli.say import complain, harmless, say, say_json
from voice_coach.cli.sound_checks import check_loudspeaker, check_microphone, check_sound_library
from voice_coach.errors import VoiceCoachError

Check = Callable[[Examination], Finding]
"""Raises VoiceCoachError where its part cannot be had; that is a finding too."""

CHECKS: dict[str, Check] = {
    "sound library": check_sound_library,
    "microphone": check_microphone,
    "loudspeaker": check_loudspeaker,
    "voice": check_voice,
    "speech detector": check_detector,
    "recogniser": check_recogniser,
    "demo": check_demo,
    "language model": check_model,
    "disk": check_disk,
}
"""In this order: the voice gives the sentence that the next two are tried on."""

NoSound = Annotated[
    bool, typer.Option("--no-sound", help="Play no chime: the loudspeaker is then only looked for.")
]


def doctor(
    context: typer.Context,
    stt: options.Stt = None,
    stt_model: options.SttModel = None,
    stt_url: options.SttUrl = None,
    voice: options.Voice = None,
    voice_name: options.VoiceName = None,
    voice_url: options.VoiceUrl = None,
    input_device: options.InputDevice = None,
    output_device: options.OutputDevice = None,
    headphones: options.Headphones = False,
    interviewer: options.Interviewer = None,
    base_url: options.BaseUrl = None,
    model: options.Model = None,
    recordings: options.Recordings = None,
    no_sound: NoSound = False,
    json: options.AsJson = False,
) -> None:
    """Try every part once and name the cure of what does not work. Plays a chime; nothing is downloaded.

    Ends with 0 where an interview can be held, warnings or not, and with 1 where a part has failed.

    \b
    Examples:
      voice-coach doctor
      voice-coach doctor --input-device headset --json
    """
    examination = Examination(options.settings_of(context), plays=not no_sound)
    findings = list(_shown(examination, CHECKS, as_json=json))
    if json:
        say_json([asdict(finding) for finding in findings])
    if any(finding.verdict is Verdict.FAILED for finding in findings):
        raise typer.Exit(1)


def _shown(examination: Examination, checks: Mapping[str, Check], *, as_json: bool) -> list[Finding]:
    """The findings, each said as soon as it is known: some parts take seconds."""
    widths = max(len(part) for part in checks), max(len(verdict) for verdict in Verdict)
    tell = complain if as_json else say
    if examination.plays and "loudspeaker" in checks:
        tell("A short chime will be heard.")
    if not as_json:
        say(_row(("Part", "State", "What was found"), widths))
    findings = []
    for finding in examine(examination, checks):
        findings.append(finding)
        if not as_json:
            found = f"{finding.says} {finding.cure}".strip()
            say(_row((finding.part, finding.verdict.value, found), widths))
    return findings


def _row(cells: tuple[str, str, str], widths: tuple[int, int]) -> str:
    part, verdict, found = map(harmless, cells)
    return f"{part.ljust(widths[0])}  {verdict.ljust(widths[1])}  {found}"


def examine(examination: Examination, checks: Mapping[str, Check]) -> Iterator[Finding]:
    """One finding for each part, as soon as it is known."""
    for part, check in checks.items():
        yield _tried(part, check, examination)


def _tried(part: str, check: Check, examination: Examination) -> Finding:
    try:
        return check(examination)
    except VoiceCoachError as failure:
        return Finding(part, Verdict.FAILED, failure.message, failure.cure)
