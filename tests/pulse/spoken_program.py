"""The program as a user starts it, on a private sound server, and a candidate who speaks with flite."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import soundfile
from numpy.typing import NDArray
from sound_server import SoundServer, end, wait_until, write_sound

SPEECH_DBFS = -23.0
"""Level of the candidate's speech in the microphone."""
MODULE = Path(__file__).parents[2]

Event = dict[str, Any]


class Program:
    """`voice-coach` with `--json`: its events as they come, and what it says about its own end."""

    starts_with: Sequence[str] = ("-m", "voice_coach")
    """What Python runs, before the command line's own words."""

    def __init__(self, server: SoundServer, *arguments: str) -> None:
        self.events: list[Event] = []
        self._errors: list[str] = []
        self._process = subprocess.Popen(
            [sys.executable, *self.starts_with, *arguments, "--json"],
            cwd=MODULE,
            env=environment(server),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        self._threads = [
            threading.Thread(target=read, daemon=True) for read in (self._read, self._complaints)
        ]
        for thread in self._threads:
            thread.start()

    def _read(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            self.events.append(json.loads(line))

    def _complaints(self) -> None:
        assert self._process.stderr is not None
        for line in self._process.stderr:
            self._errors.append(line)

    @property
    def pid(self) -> int:
        """Its process id."""
        return self._process.pid

    @property
    def has_ended(self) -> bool:
        """Whether it runs no more."""
        return self._process.poll() is not None

    def of(self, kind: str, /, **fields: object) -> list[Event]:
        """The events of a type so far whose fields have these values."""
        wanted = {"type": kind, **fields}
        return [event for event in list(self.events) if wanted.items() <= event.items()]

    def wait_for(self, kind: str, /, count: int = 1, timeout_s: float = 30.0, **fields: object) -> Event:
        """The `count`-th event of a type; raises TimeoutError with what the program said instead."""

        def came() -> bool:
            return len(self.of(kind, **fields)) >= count or self._process.poll() is not None

        wait_until(came, timeout_s, f"event {count} of {kind} {fields}; the program said: {self.said()!r}")
        found = self.of(kind, **fields)
        if len(found) < count:
            raise RuntimeError(f"the program ended before event {count} of {kind}: {self.said()!r}")
        return found[count - 1]

    def said(self) -> str:
        """What it wrote to its standard error so far."""
        return "".join(self._errors)

    def interrupt(self, timeout_s: float = 30.0) -> int:
        """Ctrl-C; the exit code once it has ended."""
        self._process.send_signal(signal.SIGINT)
        return self.wait(timeout_s)

    def wait(self, timeout_s: float) -> int:
        """The exit code once it has ended by itself."""
        code = self._process.wait(timeout_s)
        for thread in self._threads:
            thread.join(5.0)
        return code

    def close(self) -> None:
        """End it whatever it does."""
        end(self._process)


def environment(server: SoundServer) -> Mapping[str, str]:
    """The server's environment, with no settings, keys or models of whoever runs this."""
    kept = {name: value for name, value in server.environment().items() if not name.startswith("OPENAI_")}
    settings = server.folder / "settings.toml"
    settings.touch()
    return kept | {"VOICE_COACH_SETTINGS": str(settings), "HF_HUB_OFFLINE": "1"}


def spoken(text: str, voice: str, folder: Path) -> Path:
    """The text as a sound file in one of flite's voices, at the candidate's level."""
    path = folder / f"{voice}-{abs(hash(text))}.wav"
    subprocess.run(["flite", "-voice", voice, "-t", text, "-o", str(path)], check=True)
    samples, rate_hz = soundfile.read(path, dtype="float64")
    return write_sound(path, _levelled(samples), rate_hz)


def _levelled(samples: NDArray[np.float64]) -> NDArray[np.int16]:
    loud = samples[np.abs(samples) > np.abs(samples).max() / 30]
    gain = 10 ** (SPEECH_DBFS / 20) / np.sqrt(np.mean(loud**2))
    return np.clip(samples * gain * 32768, -32768, 32767).astype(np.int16)
