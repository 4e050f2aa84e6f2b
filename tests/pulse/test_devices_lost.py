"""The sound server dies in the middle of an interview and comes back: the interview waits, and goes on."""

from __future__ import annotations

import shutil
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
import soundfile
from sound_server import SoundServer, end, reason_to_skip, wait_until, write_sound
from spoken_program import Program

from voice_coach.sessions.reading import Session

RATE_HZ = 16_000
AWAY_S = 2.0

pytestmark = [
    pytest.mark.timeout(120),
    pytest.mark.skipif(bool(reason_to_skip()), reason=reason_to_skip() or "all is there"),
    pytest.mark.skipif(
        not (shutil.which("espeak-ng") or shutil.which("espeak")), reason="espeak-ng is not installed"
    ),
]


@dataclass(frozen=True)
class Interrupted:
    """What was left of an interview whose devices were away for a while."""

    program: Program
    exit_code: int
    session: Session
    lost_s: float
    """From the death of the server to the event that says so."""
    back_s: float
    """From the server's return to the event that says so."""
    running_s: float
    """From the first sound to the end, by the wall."""


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> Interrupted:
    server, recordings = SoundServer(), tmp_path_factory.mktemp("recordings")
    server.start()
    tone = server.play(room_noise_in(server), "room")  # an interview does not start on exact zeros
    program = Program(
        server,
        *("practice", "support-replies", "--stt", "sphinx", "--interviewer", "scripted"),
        *("--voice", "pyttsx3", "--seed", "4", "--recordings", str(recordings)),
    )
    try:
        program.wait_for("move", kind="open")
        begun = time.monotonic()
        wait_until(lambda: time.monotonic() - begun > 5.5, 10.0, "the end of the warm-up")
        died = time.monotonic()
        server.die()
        wait_until(lambda: bool(faults(program, "devices_lost")), 10.0, "the notice of the loss")
        lost_s = time.monotonic() - died
        wait_until(lambda: time.monotonic() - died > AWAY_S, 10.0, "the end of the absence")
        server.start()
        returned = time.monotonic()
        wait_until(lambda: bool(faults(program, "devices_back")), 20.0, "the notice of the return")
        back_s = time.monotonic() - returned
        program.wait_for("move", 2)
        spoken = time.monotonic()
        wait_until(lambda: time.monotonic() - spoken > 1.5, 5.0, "some words of the repeated question")
        ended = time.monotonic()
        exit_code = program.interrupt()
    finally:
        program.close()
        end(tone)
        server.stop()
    return Interrupted(program, exit_code, Session.open(recordings, "last"), lost_s, back_s, ended - begun)


def room_noise_in(server: SoundServer) -> Path:
    noise = np.random.default_rng(0).standard_normal(60 * 8000) * 16
    return write_sound(server.folder / "room.wav", noise.astype(np.int16), 8000)


def faults(program: Program, which: str) -> list[dict[str, object]]:
    return [each for each in program.of("fault", what="sound card") if each["detail"].startswith(which)]


def test_no_interview_starts_on_a_microphone_that_gives_exact_zeros(tmp_path: Path) -> None:
    server = SoundServer()
    server.start()
    try:
        program = Program(
            server,
            *("practice", "support-replies", "--stt", "sphinx", "--interviewer", "scripted"),
            *("--voice", "pyttsx3", "--recordings", str(tmp_path)),
        )
        assert program.wait(40.0) == 1
        program.close()
    finally:
        server.stop()
    assert "exact zeros" in program.said()
    assert "Traceback" not in program.said()
    assert list(tmp_path.iterdir()) == []


def test_the_loss_and_the_return_are_told_once_each(held: Interrupted) -> None:
    assert len(faults(held.program, "devices_lost")) == len(faults(held.program, "devices_back")) == 1
    assert held.lost_s < 3.0
    assert held.back_s < 8.0


def test_the_interview_waits_meanwhile_and_asks_again_afterwards(held: Interrupted) -> None:
    pause, go_on = held.program.of("control")
    assert (pause["control"], go_on["control"]) == ("pause", "go_on")
    opening, again = held.program.of("move")[:2]
    assert opening["kind"] == "open"
    assert again["kind"] in ("repeat", "open")
    assert again["t_s"] > faults(held.program, "devices_back")[0]["t_s"] - 0.5


def test_the_recording_is_whole_and_as_long_as_the_time_that_passed(held: Interrupted) -> None:
    assert held.exit_code == 130
    assert "Traceback" not in held.program.said()
    sound, _ = soundfile.read(held.session.sound_path, dtype="int16")
    lost = int(str(faults(held.program, "devices_lost")[0]["detail"]).partition("@")[2])
    back = int(str(faults(held.program, "devices_back")[0]["detail"]).partition("@")[2])
    assert not sound[lost:back].any()
    assert np.abs(sound[:lost, 1]).max() > 1000
    assert np.abs(sound[back:, 1]).max() > 1000
    opened_s = held.program.of("move")[0]["t_s"]
    length_s = len(sound) / RATE_HZ - opened_s
    assert length_s == pytest.approx(held.running_s, abs=0.6)
