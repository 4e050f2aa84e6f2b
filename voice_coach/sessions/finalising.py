"""From what was recorded to what is kept: FLAC, transcript, manifest.

Every step may be cut off and done again.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

from voice_coach.conversation.sound import seconds_of
from voice_coach.errors import SessionError
from voice_coach.sessions.disk import DISK, Disk, save
from voice_coach.sessions.events import Event, last_s, read_events
from voice_coach.sessions.flac import encode, frames_in, holds
from voice_coach.sessions.manifest import Manifest, State, save_manifest
from voice_coach.sessions.transcript import TRANSCRIPT_NAME, Transcript
from voice_coach.sessions.wav import Part, end_of, part_paths, parts_of, repair

FLAC_NAME = "audio.flac"


class Step(StrEnum):
    """The moments at which a test lets the program die."""

    BEGUN = "begun"
    REPAIRED = "repaired"
    ENCODED = "encoded"
    VERIFIED = "verified"
    PACKED = "packed"
    """The FLAC file has its name; the WAV files are still there."""
    UNPACKED_REMOVED = "unpacked removed"
    TRANSCRIBED = "transcribed"
    SAVED = "saved"


At = Callable[[Step], None]


def nowhere(step: Step) -> None:
    """Let every step pass."""


@dataclass(frozen=True, slots=True)
class Kept:
    """What a session holds once it is finalised."""

    manifest: Manifest
    sound_s: float
    turns: int
    damaged_lines: int


def finalise(folder: Path, manifest: Manifest, state: State, at: At = nowhere, disk: Disk = DISK) -> Kept:
    """Repair and pack the sound, write the transcript, and save the manifest with `state`.

    The caller holds the session's lock and nobody writes into it. Sound that cannot be packed stays as
    WAV and is told in the manifest's faults. Raises SessionError where the disk refuses the small files.
    """
    try:
        return _finalise(folder, manifest, state, at, disk)
    except OSError as error:
        raise unfinished(folder, error) from error


def unfinished(folder: Path, error: OSError) -> SessionError:
    """What the user reads when the disk refuses the last steps, or the folder went while it was in use."""
    if not folder.exists():
        return SessionError(
            f"The folder {str(folder)!r} is not there any more, so that its session could not be finished.",
            "If it was moved, run `voice-coach recover --recordings` with the folder that holds it now.",
        )
    return SessionError(
        f"Session {folder.name!r} could not be finished: {error.strerror}.",
        "Make room or mend the disk, then run `voice-coach recover`; what was recorded is still there.",
    )


def _finalise(folder: Path, manifest: Manifest, state: State, at: At, disk: Disk) -> Kept:
    at(Step.BEGUN)
    faults = _pack(folder, at, disk)
    events, damaged = read_events(folder)
    transcript = Transcript.of(manifest.id, manifest.scenario, events)
    _save_transcript(folder, transcript, disk)
    at(Step.TRANSCRIBED)
    sound_s = sound_length_s(folder)
    duration_s = round(max(sound_s, _last_s(events), manifest.duration_s), 3)
    whole = replace(manifest, state=state, duration_s=duration_s, faults=(*manifest.faults, *faults))
    save_manifest(folder, whole, disk)
    at(Step.SAVED)
    return Kept(whole, sound_s, len(transcript.turns), damaged)


def sound_length_s(folder: Path) -> float:
    """Seconds of sound in the session, packed or not; 0 where there is none. Raises SessionError, OSError."""
    flac = folder / FLAC_NAME
    return seconds_of(frames_in(flac) if flac.is_file() else end_of(parts_of(folder)))


def _pack(folder: Path, at: At, disk: Disk) -> tuple[str, ...]:
    for path in part_paths(folder):
        repair(path, disk)
    at(Step.REPAIRED)
    parts = parts_of(folder)
    if not parts:
        return ()
    try:
        _make_flac(folder, parts, at, disk)
    except SessionError as error:
        return (f"not_packed: {error.message}",)
    for part in parts:
        # One by one and in order: what a crash leaves must still be comparable with the FLAC file.
        disk.unlink(part.path)
        disk.sync_folder(folder)
    at(Step.UNPACKED_REMOVED)
    return ()


def _make_flac(folder: Path, parts: Sequence[Part], at: At, disk: Disk) -> None:
    """Leave a FLAC file that holds the parts under its final name; only a verified one ever gets it."""
    final = folder / FLAC_NAME
    if final.is_file():
        if holds(final, parts):
            return
        disk.replace(final, folder / f"{FLAC_NAME}.damaged")
    scratch = folder / f".{FLAC_NAME}.new"
    try:
        encode(scratch, parts, disk)
        at(Step.ENCODED)
        if not holds(scratch, parts):
            raise SessionError("The packed sound differs from the recording, so it stays as WAV.")
    except SessionError:
        disk.unlink(scratch)
        raise
    at(Step.VERIFIED)
    disk.replace(scratch, final)
    disk.sync_folder(folder)
    at(Step.PACKED)


def _save_transcript(folder: Path, transcript: Transcript, disk: Disk) -> None:
    text = json.dumps(transcript.to_json(), ensure_ascii=False, indent=1)
    save(disk, folder / TRANSCRIPT_NAME, text.encode("utf-8", "backslashreplace") + b"\n")


def _last_s(events: Sequence[Event]) -> float:
    return max((last_s(event) for event in events), default=0.0)
