"""kill -9 at random moments: how much of what was acknowledged is lost after recovery?

A child process records synthetic sound and turns at ten times real speed and says over a pipe what
it has been promised. It is killed while it records, finishes, or shortly after. Prints JSON.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import signal
import struct
import subprocess
import sys
import tempfile
import time
import wave
from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import numpy as np
import soundfile

from voice_coach.conversation.sound import FRAME_SAMPLES, RATE_HZ, Samples
from voice_coach.sessions.manifest import Manifest, ScenarioRef, read_manifest
from voice_coach.sessions.reading import Session
from voice_coach.sessions.recovery import recover_all
from voice_coach.sessions.wav import blocks, part_paths, repair
from voice_coach.sessions.writer import SessionWriter

SPEED = 10
FRAMES_A_TURN = 20
REPORT = struct.Struct("<QQ")  # acknowledged frames, finished turns


def sides(position: int, frames: int) -> tuple[Samples, Samples]:
    """Sound that tells its place: no two seconds of it are alike."""
    at = np.arange(position, position + frames, dtype=np.int64)
    near = (at * 7919 + (at // RATE_HZ) * 104_729) % 20_011 - 10_000
    return near.astype(np.int16), (-near // 3).astype(np.int16)


def words_of(turn: int) -> str:
    """What is said in a turn."""
    return f"turn {turn}: about {turn * 37} a day, é"


def record(recordings: Path, record_s: float) -> None:
    """The child: record, report, finish."""
    manifest = Manifest(mode="bench", scenario=ScenarioRef("kill"), started_at=datetime.now().astimezone())
    writer = SessionWriter.create(recordings, manifest, with_sound=True, minutes=1)
    began = time.monotonic()
    frame = turns = 0
    while (now := time.monotonic() - began) < record_s:
        while frame * FRAME_SAMPLES / RATE_HZ < now * SPEED:
            writer.sound(*sides(frame * FRAME_SAMPLES, FRAME_SAMPLES))
            frame += 1
            if frame % FRAMES_A_TURN == 0:
                start_s = (frame - FRAMES_A_TURN) * FRAME_SAMPLES / RATE_HZ
                writer.event(
                    "turn",
                    start_s,
                    turn=turns,
                    speaker="candidate",
                    end_s=start_s + 0.2,
                    text=words_of(turns),
                )
                turns += 1
        os.write(1, REPORT.pack(writer.acknowledged_frames, turns))
        time.sleep(0.001)
    writer.finish()


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one kill left behind."""

    state: str
    promised_frames: int
    promised_turns: int
    lost_frames: int
    lost_turns: int
    unopened: int
    recovery_s: float


def kill_once(dice: random.Random) -> Outcome:
    """Start a child, kill it at a random moment, recover, compare."""
    home = Path(tempfile.mkdtemp(prefix="kill-"))
    try:
        frames, turns = _promised(home, dice)
        folder = next(home.iterdir())
        state = read_manifest(folder).state.value
        unopened = _unopened_elsewhere(folder, home / "copy.wav")
        began = time.monotonic()
        recover_all(home)
        recovery_s = time.monotonic() - began
        session = Session.open(home, "last")
        lost_turns = sum(words_of(turn) not in _said(session) for turn in range(turns))
        return Outcome(state, frames, turns, _lost(session, frames), lost_turns, unopened, recovery_s)
    finally:
        shutil.rmtree(home)


def _promised(home: Path, dice: random.Random) -> tuple[int, int]:
    record_s = dice.uniform(0.2, 0.7)
    command = [sys.executable, __file__, "--child", str(home), str(record_s)]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as child:
        assert child.stdout
        told = child.stdout.read(REPORT.size)
        time.sleep(dice.uniform(0.0, 1.2 * record_s))
        child.send_signal(signal.SIGKILL)
        told += child.stdout.read()
    whole = len(told) // REPORT.size * REPORT.size
    reports = list(REPORT.iter_unpack(told[:whole]))
    return reports[-1] if reports else (0, 0)


def _unopened_elsewhere(folder: Path, copy: Path) -> int:
    """Repair a copy of the WAV file and open it with two other readers; how many of them cannot."""
    failures = 0
    for path in part_paths(folder):
        shutil.copy(path, copy)
        frames = repair(copy)
        with wave.open(str(copy)) as read:
            failures += read.getnframes() != frames or len(read.readframes(frames)) != frames * 4
        failures += len(soundfile.read(copy, dtype="int16")[0]) != frames
        copy.unlink()
    return failures


def _lost(session: Session, promised: int) -> int:
    """Acknowledged frames that are missing or differ in either channel."""
    if session.sound_path is None:
        return promised
    if session.sound_path.suffix == ".flac":
        kept = soundfile.read(session.sound_path, dtype="int16")[0]
    else:
        kept = np.concatenate([samples for _, samples in blocks(session.sound_parts())])
    expected = np.stack(sides(0, promised), axis=1)
    shared = min(len(kept), promised)
    return promised - shared + int(np.any(kept[:shared] != expected[:shared], axis=1).sum())


def _said(session: Session) -> set[str]:
    return {turn.said.text for turn in session.turns()}


def measure(kills: int, seed: int) -> dict[str, object]:
    """Kill `kills` times and sum up."""
    dice = random.Random(seed)
    outcomes = [kill_once(dice) for _ in range(kills)]
    recoveries_s = [
        outcome.recovery_s for outcome in outcomes if outcome.state in ("recording", "finalising")
    ]
    return {
        "bench": "kill",
        "kills": kills,
        "seed": seed,
        "killed_while": dict(Counter(outcome.state for outcome in outcomes)),
        "acknowledged_s": round(sum(outcome.promised_frames for outcome in outcomes) / RATE_HZ, 2),
        "acknowledged_turns": sum(outcome.promised_turns for outcome in outcomes),
        "lost_frames": sum(outcome.lost_frames for outcome in outcomes),
        "lost_turns": sum(outcome.lost_turns for outcome in outcomes),
        "unopened_files": sum(outcome.unopened for outcome in outcomes),
        "recovery_ms_median": round(1000 * float(np.median(recoveries_s)), 1) if recoveries_s else None,
    }


def main() -> int:
    """Print the figures; 1 where anything acknowledged was lost."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--child", nargs=2, metavar=("RECORDINGS", "SECONDS"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.child:
        record(Path(options.child[0]), float(options.child[1]))
        return 0
    result = measure(options.kills, options.seed)
    print(json.dumps(result, indent=2))
    return int(any(result[name] for name in ("lost_frames", "lost_turns", "unopened_files")))


if __name__ == "__main__":
    raise SystemExit(main())
