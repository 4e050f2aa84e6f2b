"""A private PulseAudio server with a virtual microphone and a virtual loudspeaker.

One null sink of three channels carries everything, so that one recorder of its monitor sees all
sides on one clock, aligned to the sample:

    candidate   what is played into the microphone
    program     what the program under test emits
    room        what the microphone carries: the candidate, and the program too with `echo=True`

The program under test must be a child process: ALSA and PortAudio read the environment once.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import soundfile
from numpy.typing import NDArray

RATE_HZ = 48_000
CHANNELS = "aux0,aux1,aux2"
NEEDED = ("pulseaudio", "pactl", "parec", "paplay")
ALSA_PLUGINS = "/usr/lib/*/alsa-lib/libasound_module_pcm_pulse.so"

Sides = NDArray[np.int16]
"""(samples, 3) at `RATE_HZ`: candidate, program, room."""


def reason_to_skip() -> str:
    """What is missing for a virtual sound card, "" when nothing is."""
    missing = [name for name in NEEDED if shutil.which(name) is None]
    if missing:
        return f"not installed: {', '.join(missing)} (apt install pulseaudio pulseaudio-utils)"
    if not any(Path("/").glob(ALSA_PLUGINS.lstrip("/"))):
        return "ALSA's pulse plugin is not installed (apt install libasound2-plugins)"
    return ""


def wait_until(condition: Callable[[], bool], timeout_s: float, what: str) -> None:
    """Look every 5 ms; raise TimeoutError with `what` in it when the condition never comes true."""
    deadline_s = time.monotonic() + timeout_s
    while not condition():
        if time.monotonic() > deadline_s:
            raise TimeoutError(f"{what} did not happen within {timeout_s:g} s")
        time.sleep(0.005)


def end(process: subprocess.Popen[Any]) -> None:
    """End one own child, by force if it has not gone after 2 s."""
    process.terminate()
    try:
        process.wait(2.0)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    for pipe in (process.stdin, process.stdout, process.stderr):
        if pipe is not None:
            pipe.close()


class Recording:
    """All three sides as they sound, until `finish()`."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        self._blocks: list[bytes] = []
        shape = ["--raw", "--format=s16le", f"--rate={RATE_HZ}", "--channels=3", f"--channel-map={CHANNELS}"]
        self._process = subprocess.Popen(
            ["parec", "--device=card.monitor", *shape, "--no-remix", "--latency-msec=10"],
            env=dict(environment),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
        )
        self._thread = threading.Thread(target=self._collect, daemon=True)
        self._thread.start()

    def _collect(self) -> None:
        pipe = self._process.stdout
        assert pipe is not None
        while data := os.read(pipe.fileno(), 1 << 16):
            self._blocks.append(data)

    @property
    def length_s(self) -> float:
        """Seconds recorded so far."""
        return sum(map(len, self._blocks)) / 6 / RATE_HZ

    def now(self) -> Sides:
        """What has been recorded so far."""
        data = b"".join(self._blocks)
        return np.frombuffer(data[: len(data) // 6 * 6], "<i2").reshape(-1, 3).astype(np.int16)

    def finish(self) -> Sides:
        """Stop and return the whole of it."""
        self._process.terminate()
        self._thread.join(3.0)
        end(self._process)
        return self.now()


class SoundServer:
    """The server; `start()` it, and `stop()` it at the end."""

    def __init__(self, echo: bool = False) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="voice-coach-sound-"))
        self._echo = echo
        self._process: subprocess.Popen[bytes] | None = None

    def _modules(self) -> list[str]:
        speaker = "aux1,aux2" if self._echo else "aux1"
        channels = (
            "channels=2 channel_map=front-left,front-right" if self._echo else "channels=1 channel_map=mono"
        )
        return [
            f"module-native-protocol-unix auth-anonymous=1 socket={self.folder / 'native'}",
            f"module-null-sink sink_name=card rate={RATE_HZ} channels=3 channel_map={CHANNELS}",
            "module-remap-sink sink_name=candidate master=card remix=no channels=2"
            " channel_map=front-left,front-right master_channel_map=aux0,aux2",
            "module-remap-sink sink_name=room master=card remix=no channels=1 channel_map=mono"
            " master_channel_map=aux2",
            f"module-remap-sink sink_name=speaker master=card remix=no {channels}"
            f" master_channel_map={speaker}",
            "module-remap-source source_name=microphone master=card.monitor remix=no channels=1"
            " channel_map=mono master_channel_map=aux2",
        ]

    def start(self) -> None:
        """Start the server and wait until it answers; raises TimeoutError."""
        (self.folder / "client.conf").write_text("autospawn = no\n")
        (self.folder / "asound.conf").write_text(
            "pcm.pulse { type pulse }\nctl.pulse { type pulse }\n"
            'pcm.!default { type pulse hint { show on description "Default" } }\n'
            "ctl.!default { type pulse }\n"
        )
        command = ["pulseaudio", "-n", "--daemonize=no", "--use-pid-file=no", "--exit-idle-time=-1"]
        command += [word for module in self._modules() for word in ("-L", module)]
        with (self.folder / "server.log").open("wb") as log:
            self._process = subprocess.Popen(
                command, env=self.environment(), stdin=subprocess.DEVNULL, stdout=log, stderr=log
            )
        wait_until(self._answers, 10.0, "an answer of the private PulseAudio server")
        self.control("set-default-sink", "speaker")
        self.control("set-default-source", "microphone")

    def _answers(self) -> bool:
        if not (self.folder / "native").exists():
            return False
        asked = subprocess.run(["pactl", "info"], env=self.environment(), capture_output=True, check=False)
        return asked.returncode == 0

    def environment(self) -> dict[str, str]:
        """The caller's environment, pointed at this server for PulseAudio and ALSA."""
        kept = {k: v for k, v in os.environ.items() if not k.startswith(("PULSE_", "PIPEWIRE_"))}
        kept |= {
            "PULSE_SERVER": f"unix:{self.folder / 'native'}",
            "PULSE_RUNTIME_PATH": str(self.folder),
            "PULSE_STATE_PATH": str(self.folder),
            "PULSE_COOKIE": str(self.folder / "cookie"),
            "PULSE_CLIENTCONFIG": str(self.folder / "client.conf"),
            "XDG_RUNTIME_DIR": str(self.folder),
        }
        system = Path("/usr/share/alsa/alsa.conf")
        if system.exists():
            kept["ALSA_CONFIG_PATH"] = f"{system}:{self.folder / 'asound.conf'}"
        return kept

    def control(self, *words: str) -> str:
        """Run one pactl command on this server and return what it prints."""
        done = subprocess.run(
            ["pactl", *words], env=self.environment(), capture_output=True, text=True, check=True
        )
        return done.stdout.strip()

    def play(self, path: Path, sink: str = "candidate") -> subprocess.Popen[bytes]:
        """Start to play a sound file into the microphone; the caller waits for the process or `end`s it."""
        return subprocess.Popen(
            ["paplay", f"--device={sink}", str(path)], env=self.environment(), stdin=subprocess.DEVNULL
        )

    @contextmanager
    def room_tone(self, level_dbfs: float = -66.0, longest_s: int = 600) -> Iterator[None]:
        """Low noise in the microphone meanwhile; without it a silent candidate means exact zeros."""
        noise = np.random.default_rng(0).standard_normal(longest_s * 8000)
        path = write_sound(
            self.folder / "room.wav", (noise * 32768 * 10 ** (level_dbfs / 20)).astype(np.int16), 8000
        )
        player = self.play(path, "room")
        try:
            yield
        finally:
            end(player)

    def say(self, path: Path, timeout_s: float = 60.0) -> None:
        """Play a sound file into the microphone and wait until it is over."""
        player = self.play(path)
        try:
            player.wait(timeout_s)
        finally:
            end(player)

    def record(self) -> Recording:
        """Start to record all sides; returns when the first sound has come."""
        recording = Recording(self.environment())
        wait_until(lambda: recording.length_s > 0, 5.0, "the first recorded sound")
        return recording

    def die(self) -> None:
        """End this server as a crash does: whoever uses it loses its devices; `start()` brings it back."""
        if self._process is not None:
            end(self._process)
        (self.folder / "native").unlink(missing_ok=True)

    def stall(self) -> None:
        """Stop it where it stands, as an overloaded machine does; `go_on()` lets it run again."""
        assert self._process is not None
        self._process.send_signal(signal.SIGSTOP)

    def go_on(self) -> None:
        """Let it run again after `stall()`."""
        assert self._process is not None
        self._process.send_signal(signal.SIGCONT)

    def unplug(self, name: str) -> None:
        """Take one of the devices away, by its name."""
        for line in self.control("list", "short", "modules").splitlines():
            number, _, arguments = line.split("\t")[:3]
            if f"_name={name} " in f"{arguments} ":
                self.control("unload-module", number)

    def plug_in(self, name: str) -> None:
        """Bring a device back that `unplug()` took away, as the default one."""
        module = next(each for each in self._modules() if f"_name={name} " in f"{each} ")
        self.control("load-module", *module.split())
        self.control("set-default-source" if "source_name" in module else "set-default-sink", name)

    def stop(self) -> None:
        """End this server, and only this one, and remove its folder."""
        if self._process is not None:
            end(self._process)
        shutil.rmtree(self.folder, ignore_errors=True)


def write_sound(path: Path, samples: NDArray[np.int16], rate_hz: int) -> Path:
    """A mono sound file for `SoundServer.play`."""
    soundfile.write(path, samples, rate_hz, "PCM_16")
    return path
