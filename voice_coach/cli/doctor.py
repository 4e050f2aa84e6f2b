"""`voice-coach doctor`: every part tried once, each with its cure."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from voice_coach.cli import options
from voice_coach.cli.say import columns, say, say_json
from voice_coach.errors import SessionError, VoiceCoachError, VoiceError

if TYPE_CHECKING:
    from voice_coach.config import Settings

LISTEN_FRAMES = 50
"""Half a second of the microphone."""
ROOM_MB = 500
"""Sound of a 45-minute session, its packed copy, and some reserve."""
TEST_SENTENCE = "Which constraint binds first?"


class Verdict(StrEnum):
    """How a part is."""

    OK = "ok"
    WARNING = "warning"
    """It works, less well than it could."""
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Finding:
    """One row of the report."""

    part: str
    verdict: Verdict
    says: str
    cure: str = ""


Check = Callable[["Settings"], Finding]


def doctor(
    context: typer.Context,
    stt: options.Stt = None,
    voice: options.Voice = None,
    input_device: options.InputDevice = None,
    output_device: options.OutputDevice = None,
    base_url: options.BaseUrl = None,
    model: options.Model = None,
    recordings: options.Recordings = None,
    json: options.AsJson = False,
) -> None:
    """Try every part once and name the cure of what does not work. Nothing is downloaded.

    \b
    Examples:
      voice-coach doctor
      voice-coach doctor --input-device headset --json
    """
    settings = options.settings_of(context)
    findings = list(examine(settings))
    if json:
        say_json([asdict(finding) for finding in findings])
    else:
        say(columns([_row(finding) for finding in findings], ("Part", "State", "What was found")))
    if any(finding.verdict is Verdict.FAILED for finding in findings):
        raise typer.Exit(1)


def _row(finding: Finding) -> tuple[str, str, str]:
    return (finding.part, finding.verdict.value, f"{finding.says} {finding.cure}".strip())


def examine(settings: Settings) -> Iterator[Finding]:
    """One finding for each part that an interview with these settings needs."""
    for part, check in _CHECKS.items():
        yield _tried(part, check, settings)


def _tried(part: str, check: Check, settings: Settings) -> Finding:
    try:
        return check(settings)
    except VoiceCoachError as failure:
        return Finding(part, Verdict.FAILED, failure.message, failure.cure)


def _portaudio(settings: Settings) -> Finding:
    from voice_coach.engines.sound_devices import list_devices, portaudio

    version = str(portaudio().get_portaudio_version()[1]).partition(",")[0]
    return Finding("sound library", Verdict.OK, f"{version}, {len(list_devices())} devices.")


def _microphone(settings: Settings) -> Finding:
    from voice_coach.conversation.sound import level_dbfs
    from voice_coach.engines.portaudio_card import PortAudioCard
    from voice_coach.engines.sound_devices import choose_device, list_devices

    device = choose_device(list_devices(), settings.input_device, is_input=True)
    card = PortAudioCard(settings.input_device, settings.output_device)
    card.open()
    try:
        levels = [
            level_dbfs(frame.near)
            for _ in range(LISTEN_FRAMES)
            if (frame := card.read()) and frame.near.any()
        ]
    finally:
        card.close()
    if not levels:
        cure = "Allow the microphone in the system's privacy settings, and look for a mute switch."
        return Finding("microphone", Verdict.FAILED, f"{device.name} gives exact zeros.", cure)
    return Finding(
        "microphone", Verdict.OK, f"{device.name}, {max(levels):.0f} dBFS at its loudest in half a second."
    )


def _loudspeaker(settings: Settings) -> Finding:
    from voice_coach.engines.sound_devices import choose_device, list_devices

    device = choose_device(list_devices(), settings.output_device, is_input=False)
    return Finding("loudspeaker", Verdict.OK, f"{device.name}, {device.rate_hz} Hz.")


def _detector(settings: Settings) -> Finding:
    from voice_coach.conversation.sound import FRAME_SAMPLES, silence
    from voice_coach.engines.speech_detector import LayeredDetector

    detector = LayeredDetector()
    probability = max(detector.hear(silence(FRAME_SAMPLES)) for _ in range(LISTEN_FRAMES))
    info = detector.info
    if probability > 0.5:
        return Finding(
            "speech detector", Verdict.FAILED, f"{info.name} takes silence for speech.", _REINSTALL
        )
    return Finding("speech detector", Verdict.OK, f"{info.name} {info.detail}".strip() + ".")


_REINSTALL = "Install the package again: pip install --force-reinstall voice-coach"


def _recogniser(settings: Settings) -> Finding:
    from voice_coach.cli.choices import recogniser_for

    notices: list[str] = []
    recogniser = recogniser_for(settings, (), notices.append, may_download=False)
    try:
        recogniser.start()
        info = recogniser.info
    finally:
        recogniser.close()
    says = f"{info.name} ({info.detail}) answers."
    if notices or info.notice:
        return Finding("recogniser", Verdict.WARNING, says, " ".join([*notices[-1:], info.notice]).strip())
    return Finding("recogniser", Verdict.OK, says)


def _voice(settings: Settings) -> Finding:
    from voice_coach.cli.choices import voice_for

    voice = voice_for(settings)
    try:
        voice.start()
        clip = voice.speak(TEST_SENTENCE)
        info = voice.info
    finally:
        voice.close()
    return Finding("voice", Verdict.OK, f"{info.name} ({info.detail}) made {clip.length_s:.1f} s of speech.")


def _candidate(settings: Settings) -> Finding:
    """The voice of the demo's candidate, without which everything but the demo works."""
    from voice_coach.engines.flite_voice import FliteVoice

    del settings
    voice = FliteVoice()
    try:
        voice.start()
    except VoiceError as failure:
        return Finding("demo", Verdict.WARNING, failure.message, failure.cure)
    finally:
        voice.close()
    return Finding("demo", Verdict.OK, f"{voice.info.name} speaks for the candidate.")


def _model(settings: Settings) -> Finding:
    from voice_coach.cli.choices import model_for

    model = model_for(settings)
    if model is None:
        return Finding(
            "language model", Verdict.OK, "None is configured; the interviewer follows its script."
        )
    try:
        model.check()
        info = model.info
    finally:
        model.close()
    return Finding("language model", Verdict.OK, f"{info.detail} at {info.host} answers.")


def _disk(settings: Settings) -> Finding:
    folder = settings.recordings
    free_mb = _free_bytes(folder) // 1_000_000
    if free_mb < ROOM_MB:
        return Finding(
            "disk", Verdict.WARNING, f"{free_mb} MB are free in {folder}.", "Make room, or use --recordings."
        )
    return Finding("disk", Verdict.OK, f"{folder} can be written, {free_mb:,} MB are free.")


def _free_bytes(folder: Path) -> int:
    """Free bytes where the folder is or would be. Raises SessionError where it cannot be written."""
    import os
    import shutil

    there = next(each for each in (folder, *folder.absolute().parents) if each.exists())
    if not there.is_dir() or not os.access(there, os.W_OK | os.X_OK):
        raise SessionError(
            f"The recordings folder {folder} cannot be written.", "Choose another with --recordings."
        )
    return shutil.disk_usage(there).free


_CHECKS: dict[str, Check] = {
    "sound library": _portaudio,
    "microphone": _microphone,
    "loudspeaker": _loudspeaker,
    "speech detector": _detector,
    "recogniser": _recogniser,
    "voice": _voice,
    "demo": _candidate,
    "language model": _model,
    "disk": _disk,
}
