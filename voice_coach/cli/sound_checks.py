"""Microphone and loudspeaker, tried with a chime."""

from __future__ import annotations

from typing import TYPE_CHECKING

from voice_coach.cli.examination import Examination, Finding, Verdict

if TYPE_CHECKING:
    from voice_coach.engines.chime_trial import ChimeTrial

FAINT_DBFS = -75.0
LOUD_ROOM_DBFS = -40.0
LATEST_ECHO_MS = 400.0
"""The canceller finds no echo that comes later."""


def check_sound_library(examination: Examination) -> Finding:
    """PortAudio and the devices that it sees."""
    from voice_coach.engines.sound_devices import portaudio

    version = str(portaudio().get_portaudio_version()[1]).partition(",")[0]
    return Finding("sound library", Verdict.OK, f"{version}, {len(examination.devices())} devices.")


def check_microphone(examination: Examination) -> Finding:
    """The level of the room and of what is heard meanwhile."""
    name = _device_name(examination, is_input=True)
    trial = examination.chime()
    figures = {"room_dbfs": trial.room_dbfs, "loudest_dbfs": trial.loudest_dbfs}
    if trial.is_dead:
        cure = "Allow the microphone in the system's privacy settings, and look for a mute switch."
        return Finding("microphone", Verdict.FAILED, f"{name} gives exact zeros.", cure, figures)
    says = f"{name}, room at {trial.room_dbfs:.0f} dBFS, loudest {trial.loudest_dbfs:.0f} dBFS."
    cure = _microphones_cure(trial)
    return Finding("microphone", Verdict.WARNING if cure else Verdict.OK, says, cure, figures)


def _microphones_cure(trial: ChimeTrial) -> str:
    if trial.is_clipped:
        return "It is overdriven: turn its level down."
    if trial.room_dbfs < FAINT_DBFS:
        return "That is very faint: turn its level up, unless the room is silent."
    if trial.room_dbfs > LOUD_ROOM_DBFS:
        return "That is loud: look for a fan or music, or turn its level down."
    return f"It reported {', '.join(trial.faults)}: close what else uses much of the machine." * bool(
        trial.faults
    )


def check_loudspeaker(examination: Examination) -> Finding:
    """Whether the chime comes back at the microphone, and after how long."""
    name = _device_name(examination, is_input=False)
    if not examination.plays:
        return Finding("loudspeaker", Verdict.OK, f"{name}, not tried.")
    trial, wears_headphones = examination.chime(), examination.settings.headphones
    figures = {"delay_ms": trial.delay_ms, "return_db": trial.return_db}
    if trial.return_db is None:
        says = f"{name}; the microphone did not hear the chime."
        cure = "With headphones that is right: use --headphones. Otherwise turn the loudspeaker up."
        return Finding("loudspeaker", *(_right(says) if wears_headphones else _wrong(says, cure)), figures)
    after = "" if trial.delay_ms is None else f" after {trial.delay_ms:.0f} ms"
    says = f"{name}; the chime came back{after} at {trial.return_db:.0f} dB."
    if wears_headphones:
        cure = "Without headphones leave out --headphones, so that the interviewer does not hear itself."
        return Finding("loudspeaker", *_wrong(says, cure), figures)
    if trial.delay_ms is not None and trial.delay_ms > LATEST_ECHO_MS:
        cure = "That is too late for the echo to be taken out: use --headphones, or a wired loudspeaker."
        return Finding("loudspeaker", *_wrong(says, cure), figures)
    return Finding("loudspeaker", *_right(says), figures)


def _right(says: str) -> tuple[Verdict, str, str]:
    return Verdict.OK, says, ""


def _wrong(says: str, cure: str) -> tuple[Verdict, str, str]:
    return Verdict.WARNING, says, cure


def _device_name(examination: Examination, *, is_input: bool) -> str:
    from voice_coach.engines.sound_devices import choose_device

    wanted = examination.settings.input_device if is_input else examination.settings.output_device
    device = choose_device(examination.devices(), wanted, is_input=is_input)
    return f"{device.name} ({device.rate_hz} Hz)"
