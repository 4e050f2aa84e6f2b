"""`voice-coach devices`: the sound devices, as --input-device and --output-device name them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from voice_coach.cli import options
from voice_coach.cli.say import columns, say, say_json

if TYPE_CHECKING:
    from voice_coach.engines.sound_devices import SoundDevice

_HEADS = ("No.", "Name", "In", "Out", "Rate", "System", "Default for")


def devices(json: options.AsJson = False) -> None:
    """List the sound devices with the numbers and names that the options take.

    \b
    Example:
      voice-coach devices
    """
    from dataclasses import asdict

    from voice_coach.engines.sound_devices import list_devices

    found = list_devices()
    if json:
        say_json([asdict(device) for device in found])
    elif found:
        say(columns([_row(device) for device in found], _HEADS))
    else:
        say("No sound device was found; is a sound server running, and a microphone connected?")


def _row(device: SoundDevice) -> tuple[str, ...]:
    uses = {"microphone": device.is_default_input, "loudspeaker": device.is_default_output}
    default = ", ".join(use for use, is_default in uses.items() if is_default)
    rate = f"{device.rate_hz} Hz"
    return (
        str(device.index),
        device.name,
        str(device.inputs),
        str(device.outputs),
        rate,
        device.api,
        default,
    )
