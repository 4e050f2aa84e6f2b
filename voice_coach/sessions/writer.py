"""Writing a session while it happens."""

from __future__ import annotations

import contextlib
import shutil
import threading
from collections import deque
from dataclasses import replace
from pathlib import Path
from typing import Any, Self

from voice_coach.conversation.sound import RATE_HZ, Samples, seconds_of
from voice_coach.errors import SessionError
from voice_coach.sessions.disk import DISK, Disk
from voice_coach.sessions.events import Event, EventLog
from voice_coach.sessions.finalising import At, finalise, nowhere, unfinished
from voice_coach.sessions.identity import new_id
from voice_coach.sessions.lock import SessionLock
from voice_coach.sessions.manifest import Manifest, State, save_manifest
from voice_coach.sessions.recorder import Recorder
from voice_coach.sessions.track import RESERVE_BYTES, SoundTrack
from voice_coach.sessions.wav import FRAME_BYTES

_LONGEST_MINUTES = 45.0
_FLAC_SHARE = 0.7
"""Speech packs to about 0.55 of its WAV; while packing both are there."""
_LOG_BYTES_A_MINUTE = 200_000


class SessionWriter:
    """The one program that writes a session, from `create` to `finish`.

    `sound` is for one thread; every other method may be called from any.
    """

    def __init__(self, folder: Path, manifest: Manifest, lock: SessionLock, disk: Disk) -> None:
        self._folder = folder
        self._manifest = manifest
        self._lock = lock
        self._disk = disk
        self._news: deque[str] = deque()
        self._faults: list[str] = list(manifest.faults)
        self._one_at_a_time = threading.Lock()
        self._recorder: Recorder | None = None
        self._finished = False
        self._has_ended = False
        self._log = EventLog(folder, self._fault, disk)

    @classmethod
    def create(
        cls,
        recordings: Path,
        manifest: Manifest,
        *,
        with_sound: bool,
        minutes: float = _LONGEST_MINUTES,
        waits: bool = False,
        disk: Disk = DISK,
    ) -> Self:
        """Begin a session in a new folder of `recordings`, which is made where it is missing.

        `manifest.id` and `.state` are set here. `minutes` is what the disk must have room for. `waits` lets
        `sound` wait for the disk, for sound that comes faster than real time. Raises SessionError.
        """
        _make_recordings(recordings)
        _check_room(recordings, room_needed(minutes, with_sound=with_sound), disk)
        try:
            return cls._begin(recordings, manifest, with_sound, waits, disk)
        except OSError as error:
            raise _unwritable(recordings, error) from error

    @classmethod
    def _begin(cls, recordings: Path, manifest: Manifest, with_sound: bool, waits: bool, disk: Disk) -> Self:
        folder = _new_folder(recordings, manifest)
        lock = SessionLock.take(folder)
        try:
            named = replace(manifest, id=folder.name, state=State.RECORDING)
            save_manifest(folder, named, disk)
            disk.sync_folder(recordings)
            writer = cls(folder, named, lock, disk)
            if with_sound:
                track = SoundTrack(folder, writer._fault, disk)
                writer._recorder = Recorder(track, writer._fault, waits=waits)
            disk.sync_folder(folder)
        except BaseException:
            lock.release()
            shutil.rmtree(folder, ignore_errors=True)
            raise
        return writer

    @property
    def folder(self) -> Path:
        """Where the session lies."""
        return self._folder

    @property
    def manifest(self) -> Manifest:
        """As it was last saved."""
        return self._manifest

    @property
    def acknowledged_frames(self) -> int:
        """Sound up to here (in samples of the microphone) survives `kill -9`; a second more, a power loss."""
        return self._recorder.acknowledged if self._recorder else 0

    @property
    def records_sound(self) -> bool:
        """False for a session without sound, and once the disk has ended the recording."""
        return self._recorder is not None and not self._recorder.stopped

    def sound(self, near: Samples, far: Samples) -> None:
        """The next 10 ms of both sides; copied, never blocks (unless created with `waits`)."""
        if self._recorder:
            self._recorder.sound(near, far)

    def event(self, type: str, t_s: float, **fields: Any) -> Event:
        """Write one event and return it, with its `seq`. A `turn` is safe from a power loss on return.

        Trouble with the disk is reported by `drain_faults`, never raised. Raises TypeError for fields that
        JSON cannot hold.
        """
        with self._one_at_a_time:
            self._has_ended |= type == "session_ended"
            return self._log.append(type, t_s, fields)

    def drain_faults(self) -> list[str]:
        """What went wrong since the last call, each as `what: sentence for the user`."""
        return [self._news.popleft() for _ in range(len(self._news))]

    def finish(self, *, reason: str = "finished", state: State = State.DONE, at: At = nowhere) -> Path:
        """Close everything, pack the sound, write transcript and manifest; returns the folder.

        Writes `session_ended` where nobody has. May be called twice. Raises SessionError where the disk
        refuses; then `recover` does the rest later.
        """
        if self._finished:
            return self._folder
        self._finished = True
        try:
            if self._recorder:
                self._recorder.close()
            self._end(reason)
            kept = finalise(self._folder, self._manifest, state, at, self._disk)
        finally:
            self._lock.release()
        self._manifest = kept.manifest
        return self._folder

    def close(self) -> None:
        """Stop without finishing, as if the program had died here; nothing after `finish`."""
        if self._finished:
            return
        self._finished = True
        try:
            if self._recorder:
                self._recorder.close()
            self._log.close()
        finally:
            self._lock.release()

    def _end(self, reason: str) -> None:
        sound_s = seconds_of(self._recorder.length) if self._recorder else 0.0
        duration_s = round(max(sound_s, self._log.last_s), 3)
        if not self._has_ended:
            self.event("session_ended", duration_s, reason=reason, duration_s=duration_s)
        self._log.close()
        self._manifest = replace(
            self._manifest, state=State.FINALISING, duration_s=duration_s, faults=tuple(self._faults)
        )
        try:
            save_manifest(self._folder, self._manifest, self._disk)
        except OSError as error:
            raise unfinished(self._folder, error) from error

    def _fault(self, what: str, detail: str) -> None:
        told = f"{what}: {detail}"
        self._faults.append(told)
        self._news.append(told)


def room_needed(minutes: float, *, with_sound: bool) -> int:
    """Bytes that a session of this length takes at its largest, with the reserve."""
    sound = minutes * 60 * RATE_HZ * FRAME_BYTES * (1 + _FLAC_SHARE) if with_sound else 0
    return round(sound + minutes * _LOG_BYTES_A_MINUTE) + (RESERVE_BYTES if with_sound else 0)


def _make_recordings(recordings: Path) -> None:
    try:
        recordings.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise _unwritable(recordings, error) from error


def _check_room(recordings: Path, needed: int, disk: Disk) -> None:
    try:
        free = disk.free_bytes(recordings)
    except OSError as error:
        raise _unwritable(recordings, error) from error
    if free < needed:
        raise SessionError(
            f"There is no room to record: {needed / 1e6:.0f} MB are needed and {free / 1e6:.0f} MB are free.",
            "Free some space, choose a shorter session with --minutes, or another disk with --recordings.",
        )


def _new_folder(recordings: Path, manifest: Manifest) -> Path:
    while True:
        folder = recordings / new_id(manifest.started_at, manifest.scenario.id)
        with contextlib.suppress(FileExistsError):
            folder.mkdir(mode=0o700)
            folder.chmod(0o700)
            return folder


def _unwritable(folder: Path, error: OSError) -> SessionError:
    why = "it is no folder" if isinstance(error, FileExistsError | NotADirectoryError) else error.strerror
    return SessionError(
        f"Nothing can be written into {str(folder)!r}: {why}.",
        "Choose another folder with --recordings, or mend this one.",
    )
