"""Sound that tells its place, manifests, and whole sessions, for the tests of the store."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import soundfile

from voice_coach.conversation.sound import FRAME_SAMPLES, RATE_HZ, Samples
from voice_coach.sessions.finalising import FLAC_NAME
from voice_coach.sessions.manifest import Manifest, ScenarioRef
from voice_coach.sessions.wav import StereoSamples, blocks, end_of, parts_of
from voice_coach.sessions.writer import SessionWriter


def a_manifest(scenario: str = "support-replies") -> Manifest:
    return Manifest(
        mode="practice",
        scenario=ScenarioRef(scenario, "Support replies", "ab" * 32),
        started_at=datetime(2026, 11, 23, 18, 2, 11, tzinfo=UTC),
        settings={"minutes": 3, "pressure": "normal"},
        engines=(
            {"kind": "voice", "name": "scripted", "detail": "", "version": "1", "notice": "", "host": ""},
        ),
    )


def sides(position: int, frames: int) -> tuple[Samples, Samples]:
    at = np.arange(position, position + frames, dtype=np.int64)
    near = (at * 7919 + (at // RATE_HZ) * 104_729) % 20_011 - 10_000
    return near.astype(np.int16), (-near // 3).astype(np.int16)


def stereo(position: int, frames: int) -> StereoSamples:
    return np.stack(sides(position, frames), axis=1)


def play(writer: SessionWriter, first_s: float, last_s: float) -> None:
    for position in range(round(first_s * RATE_HZ), round(last_s * RATE_HZ), FRAME_SAMPLES):
        writer.sound(*sides(position, FRAME_SAMPLES))


def say(writer: SessionWriter, turn: int) -> None:
    speaker = "candidate" if turn % 2 else "interviewer"
    writer.event("turn", float(turn), turn=turn, speaker=speaker, end_s=turn + 0.5, text=f"turn {turn}")


def a_writer(recordings: Path, **options: object) -> SessionWriter:
    settings = {"with_sound": True, "minutes": 1.0, "waits": True} | options
    return SessionWriter.create(recordings, a_manifest(), **settings)


def an_interrupted_session(recordings: Path, seconds: float = 2.0) -> Path:
    writer = a_writer(recordings)
    play(writer, 0, seconds)
    say(writer, 0)
    say(writer, 1)
    writer.close()
    return writer.folder


def sound_of(folder: Path) -> StereoSamples:
    """What a session holds, packed or not, silence in its holes."""
    if (folder / FLAC_NAME).exists():
        return soundfile.read(folder / FLAC_NAME, dtype="int16", always_2d=True)[0]
    parts = parts_of(folder)
    whole = np.zeros((end_of(parts), 2), np.int16)
    for position, samples in blocks(parts):
        whole[position : position + len(samples)] = samples
    return whole
