"""How exact the gap is that a loss of the sound devices leaves in a session, on a virtual sound card.

    python -m bench.gaps [--losses 20] [--alone 60] [--pretty]

The program's own sound card runs on a private PulseAudio server that in turn stalls and dies, each for three
seconds. Each frame is written down with the machine's monotonic clock, and so is what a recorder of the
server's own gets. First nothing is done for `--alone` seconds: how fast the server's sound runs by itself
against the machine's clock, since a virtual card has no crystal. A gap's error is by how much session time
jumped against the machine's clock from before the loss to after it, less what the two clocks drifted apart
meanwhile. JSON on the output; it needs pulseaudio.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "pulse"))

from sound_server import SoundServer, end, wait_until, write_sound

from voice_coach.conversation.sound import FRAME_SAMPLES, RATE_HZ, silence
from voice_coach.engines.lasting_card import LastingCard
from voice_coach.engines.portaudio_card import PortAudioCard
from voice_coach.engines.sound_devices import look_again

AWAY_S = 3.0
BETWEEN_S = 7.0
SEEN_S = 3.0
"""On each side of a loss: the earliest frame of so many seconds tells how the two clocks stand."""

Seen = NDArray[np.float64]
"""Rows of (the machine's seconds, session seconds, whether the devices were there)."""


def child(result: str, until: str) -> None:
    """The card, read as the program reads it, until a file is there."""
    card = LastingCard(PortAudioCard, look_again)
    card.open()
    rows, faults = [], []
    while not Path(until).exists():
        frame = card.read()
        assert frame is not None
        rows.append((time.monotonic(), (frame.start + FRAME_SAMPLES) / RATE_HZ, frame.present))
        card.write(silence(FRAME_SAMPLES))
        faults += card.drain_faults()
    card.close()
    np.savez(result, rows=rows, faults=faults)


def ppm(times_s: Seen, session_s: Seen) -> float:
    """How much faster sound runs than the machine: a line through the earliest frame of each second."""
    late_s = times_s - session_s
    seconds = np.unique(np.floor(times_s))[1:-1]
    earliest = [late_s[np.floor(times_s) == second].min() for second in seconds]
    return -1e6 * float(np.polyfit(seconds, earliest, 1)[0])


def recorded(server: SoundServer, seconds: float) -> float:
    """The same of the server's own recorder."""
    recording = server.record()
    began_s, seen, length_s = time.monotonic(), [], 0.0
    while time.monotonic() - began_s < seconds:
        if recording.length_s != length_s:
            length_s = recording.length_s
            seen.append((time.monotonic(), length_s))
        time.sleep(0.001)
    recording.finish()
    rows = np.array(seen)
    return ppm(rows[:, 0], rows[:, 1])


def gaps_of(rows: Seen, drift_ppm: float) -> list[dict[str, float]]:
    """Each absence: how long silence stood, and by how much session time jumped."""
    times_s, session_s, present = rows[:, 0], rows[:, 1], rows[:, 2] > 0
    steps = np.diff(present.astype(int))
    found = []
    for lost, back in zip(np.flatnonzero(steps < 0) + 1, np.flatnonzero(steps > 0) + 1, strict=False):
        before = _standing(times_s, session_s, session_s[lost] - SEEN_S, session_s[lost])
        after = _standing(times_s, session_s, session_s[back] + 1.0, session_s[back] + 1.0 + SEEN_S)
        apart_s = (session_s[back] - session_s[lost] + 1.0 + SEEN_S) * drift_ppm / 1e6
        length_s = session_s[back] - session_s[lost]
        found.append(
            {"gap_s": round(length_s, 2), "error_ms": round(1000 * float(after - before - apart_s), 1)}
        )
    return found


def _standing(times_s: Seen, session_s: Seen, start_s: float, end_s: float) -> float:
    """By how much session time is ahead of the machine's, at its best between two moments of it."""
    among = (session_s >= start_s) & (session_s < end_s)
    return float((session_s - times_s)[among].max())


def room_noise(server: SoundServer, seconds: float) -> Path:
    """A file of a quiet room: without it a microphone of exact zeros."""
    noise = np.random.default_rng(0).standard_normal(round((seconds + 60) * 8000))
    return write_sound(server.folder / "room.wav", (noise * 16).astype(np.int16), 8000)


def measure(losses: int, alone_s: float) -> dict[str, Any]:
    """Run the card, hurt it, and look."""
    server = SoundServer()
    server.start()
    noise = room_noise(server, 2 * alone_s + losses * (AWAY_S + BETWEEN_S))
    noises = [server.play(noise, "room")]
    result, until = server.folder / "seen.npz", server.folder / "over"
    command = [sys.executable, "-m", "bench.gaps", "--child", str(result), str(until)]
    environment = {**server.environment(), "PYTHONPATH": str(Path(__file__).parents[1])}
    running = subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL)
    try:
        began_s = time.monotonic()
        server_ppm = recorded(server, alone_s)
        alone_until_s = time.monotonic() - began_s
        for number in range(losses):
            time.sleep(BETWEEN_S)
            (server.die if number % 2 else server.stall)()
            time.sleep(AWAY_S)
            (server.start if number % 2 else server.go_on)()
            if number % 2:
                noises.append(server.play(noise, "room"))
        time.sleep(BETWEEN_S)
        until.touch()
        wait_until(lambda: running.poll() is not None, 20.0, "the end of the card")
        with np.load(result) as seen:
            rows, faults = seen["rows"], [str(each) for each in seen["faults"]]
    finally:
        for process in (running, *noises):
            end(process)
        server.stop()
    alone = rows[rows[:, 1] < alone_until_s - 2.0]
    card_ppm = ppm(alone[:, 0], alone[:, 1])
    gaps = gaps_of(rows, card_ppm)
    errors = np.abs([each["error_ms"] for each in gaps])
    return {
        "server_ppm": round(server_ppm, 1),
        "card_ppm": round(card_ppm, 1),
        "alone_s": alone_s,
        "losses": len(gaps),
        "worst_ms": float(errors.max(initial=0)),
        "median_ms": round(float(np.median(errors)), 1) if len(gaps) else None,
        "goal_ms": 50.0,
        "gaps": gaps,
        "faults": faults,
    }


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--losses", type=int, default=20)
    parser.add_argument("--alone", type=float, default=60.0, metavar="SECONDS")
    parser.add_argument("--pretty", action="store_true", help="indent the JSON")
    options = parser.parse_args()
    machine = f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"
    load = os.getloadavg()[0]
    found = measure(options.losses, options.alone)
    head = {"bench": "gaps", "machine": machine, "load": [round(load, 1), round(os.getloadavg()[0], 1)]}
    print(json.dumps(head | found, indent=2 if options.pretty else None))


if __name__ == "__main__":
    if sys.argv[1:2] == ["--child"]:
        child(*sys.argv[2:4])
    else:
        main()
