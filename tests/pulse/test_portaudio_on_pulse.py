"""The PortAudio card on a real sound server: what goes in comes out whole, and both tracks agree."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
from sound_server import RATE_HZ, SoundServer, end, write_sound

HERE = Path(__file__).parent


def with_card(
    server: SoundServer, folder: Path, seconds: int, click_every: int, meanwhile: Callable[[], None]
) -> SimpleNamespace:
    """What the card in a child process read, while `meanwhile` runs from its first frame on."""
    result = folder / "card.npz"
    child = subprocess.Popen(
        [sys.executable, str(HERE / "card_loop.py"), str(result), str(seconds), str(click_every)],
        env=server.environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    try:
        assert child.stdout is not None
        assert child.stdout.readline() == b"listening\n", child.communicate()[1].decode()
        meanwhile()
        _, said = child.communicate(timeout=seconds + 20)
    finally:
        end(child)
    with np.load(result) as found:
        return SimpleNamespace(said=said.decode(), **found)


def onsets(sound: np.ndarray, rate_hz: int) -> np.ndarray:
    """Seconds at which a click begins."""
    loud = np.flatnonzero(np.abs(sound.astype(np.int32)) > 5000)
    return loud[np.diff(loud, prepend=-rate_hz) > rate_hz // 10] / rate_hz


def chirp(seconds: float, rate_hz: int) -> np.ndarray:
    at = np.arange(round(seconds * rate_hz)) / rate_hz
    return (12_000 * np.sin(2 * np.pi * (200 * at + 100 * at**2))).astype(np.int16)


def test_what_is_said_into_the_microphone_comes_out_whole(sound_server: SoundServer, tmp_path: Path) -> None:
    said = chirp(4.0, RATE_HZ)
    path = write_sound(tmp_path / "said.wav", said, RATE_HZ)
    recording = sound_server.record()
    with sound_server.room_tone():
        card = with_card(sound_server, tmp_path, 7, 0, lambda: sound_server.say(path))
    recording.finish()
    near, wanted = card.near.astype(float), chirp(4.0, 16_000).astype(float)
    match = np.correlate(near, wanted[:8000], "valid")
    at = int(np.argmax(match))
    heard = near[at : at + len(wanted)]
    likeness = heard @ wanted / np.sqrt((heard @ heard) * (wanted @ wanted))
    assert likeness > 0.97  # a lost or repeated millisecond anywhere would turn the phase
    assert not [fault for fault in card.faults if not fault.startswith("output_underrun")]
    assert card.said == ""  # nothing of ALSA's chatter reaches the screen


def test_the_far_track_is_what_the_loudspeaker_emitted_when_the_microphone_heard_it(
    echoing_sound_server: SoundServer, tmp_path: Path
) -> None:
    recording = echoing_sound_server.record()
    card = with_card(echoing_sound_server, tmp_path, 8, 80, lambda: None)
    emitted = onsets(recording.finish()[:, 1], RATE_HZ)
    near, far = onsets(card.near, 16_000), onsets(card.far, 16_000)
    assert len(emitted) == len(far) == len(near) >= 8
    assert np.abs(near - far)[2:].max() <= 0.020
    assert np.diff(emitted) == pytest.approx(np.diff(far), abs=0.02)


def test_heard_says_which_written_samples_were_emitted(
    echoing_sound_server: SoundServer, tmp_path: Path
) -> None:
    recording = echoing_sound_server.record()
    card = with_card(echoing_sound_server, tmp_path, 4, 80, lambda: None)
    recording.finish()
    clicks = np.arange(40, 400, 80) * 160
    seen = (onsets(card.far, 16_000) * 160 / 1.6).astype(int)
    for click, frame in zip(clicks, seen, strict=False):
        assert card.heard[frame - 1] <= click < card.heard[frame]
