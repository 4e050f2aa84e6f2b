"""The system's own voice through pyttsx3, in a child process that can be killed."""

from __future__ import annotations

import re
import sys
import tempfile
import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import numpy as np

from voice_coach.conversation.sound import Clip
from voice_coach.engines.child import Child, ChildError, Message
from voice_coach.engines.clips import finished_clip, signs_in
from voice_coach.engines.protocols import EngineInfo
from voice_coach.engines.reading_aloud import aloud
from voice_coach.engines.sound_files import read_sound
from voice_coach.errors import EngineError, UsageError, VoiceError

_CHILD = "voice_coach.engines.pyttsx3_child"
_START_WITHIN_S = 10.0
_SPEAK_WITHIN_S = 3.0
_SPEAK_WITHIN_PER_SIGN_S = 0.02
_CACHED_CLIPS = 64
_WARM_UP = "Ready."


@dataclass(frozen=True, slots=True)
class VoiceSettings:
    """Which voice, and how it speaks."""

    voice: str = ""
    """Part of a voice's name or id; "" for a usual English one."""
    rate_wpm: int = 170
    volume: float = 1.0
    """0 to 1, of the one level to which every voice is brought."""


class Pyttsx3Voice:
    """One request, one file, one check; the child is killed and restarted once before giving up.

    Texts that were spoken before come from a small cache. Calls may come from several threads.
    """

    def __init__(self, settings: VoiceSettings | None = None, spawn: Callable[[str], Child] = Child) -> None:
        self._settings = settings or VoiceSettings()
        self._spawn = spawn
        self._child: Child | None = None
        self._voice = ""
        self._driver = ""
        self._folder: tempfile.TemporaryDirectory[str] | None = None
        self._pace = 1.0
        self._spoken: OrderedDict[tuple[str, int], Clip] = OrderedDict()
        self._requests = 0
        self._one_at_a_time = threading.Lock()

    @property
    def info(self) -> EngineInfo:
        """The voice in use; its name is known once started."""
        detail = " ".join(
            part for part in (self._driver, self._voice, f"{self._settings.rate_wpm} wpm") if part
        )
        return EngineInfo("voice", "pyttsx3", detail, _library_version())

    def start(self) -> None:
        """Start the child, choose the voice and say one word into the void. Raises VoiceError."""
        with self._one_at_a_time:
            if self._child is not None:
                return
            self._folder = tempfile.TemporaryDirectory(prefix="voice-coach-")
            try:
                self._child = self._started_child()
                self._checked_clip(_WARM_UP)
            except VoiceError:
                self._stop()
                raise

    def speak(self, text: str) -> Clip:
        """The text as sound. Raises VoiceError when it failed twice, or when there is nothing to say."""
        words = aloud(text)
        if not signs_in(words):
            raise VoiceError("There is nothing to say in this text.")
        with self._one_at_a_time:
            said = words, self._rate_wpm
            if said not in self._spoken:
                self._remember(said, self._clip_with_one_retry(words))
            self._spoken.move_to_end(said)
            return self._spoken[said]

    def set_pace(self, pace: float) -> None:
        """Speak at `pace` times its own rate from the next text on."""
        with self._one_at_a_time:
            self._pace = pace

    @property
    def _rate_wpm(self) -> int:
        return round(self._settings.rate_wpm * self._pace)

    def close(self) -> None:
        """End the child and remove its folder, without waiting for a text that hangs in it."""
        child = self._child
        if child is not None:
            child.kill()
        with self._one_at_a_time:
            self._stop()

    def _remember(self, said: tuple[str, int], clip: Clip) -> None:
        self._spoken[said] = clip
        if len(self._spoken) > _CACHED_CLIPS:
            self._spoken.popitem(last=False)

    def _clip_with_one_retry(self, text: str) -> Clip:
        try:
            return self._checked_clip(text)
        except EngineError:
            self._restart()
        try:
            return self._checked_clip(text)
        except ChildError as failure:
            self._restart()
            raise VoiceError("The voice does not answer.", _CURE) from failure

    def _checked_clip(self, text: str) -> Clip:
        if self._child is None or self._folder is None:
            raise VoiceError("The voice is not running.")
        self._requests += 1
        path = Path(self._folder.name) / f"{self._requests}{_SUFFIX}"
        self._child.send({"do": "speak", "text": text, "path": str(path), "rate_wpm": self._rate_wpm})
        answer = self._child.reply(_SPEAK_WITHIN_S + _SPEAK_WITHIN_PER_SIGN_S * len(text))
        try:
            return self._validated(text, path, answer)
        finally:
            path.unlink(missing_ok=True)

    def _validated(self, text: str, path: Path, answer: Message) -> Clip:
        if "error" in answer:
            raise VoiceError(f"The voice failed ({answer['error']}).")
        try:
            samples = read_sound(path)
        except UsageError as failure:
            raise VoiceError("The voice wrote no readable sound.", _CURE) from failure
        clip = finished_clip(text, samples, self._rate_wpm)
        return clip if self._settings.volume == 1.0 else _quieter(clip, self._settings.volume)

    def _restart(self) -> None:
        if self._child is None:
            raise VoiceError("The voice is not running.")
        self._child.kill()
        self._child = self._started_child()

    def _started_child(self) -> Child:
        child = self._spawn(_CHILD)
        child.send({"do": "open", "voice": self._settings.voice})
        try:
            answer = child.reply(_START_WITHIN_S)
        except ChildError as failure:
            child.kill()
            raise VoiceError("The system's voice does not start.", _CURE) from failure
        if "error" in answer:
            child.kill()
            raise _refusal(answer, self._settings)
        self._voice, self._driver = str(answer["voice"]), str(answer["driver"])
        return child

    def _stop(self) -> None:
        child, self._child = self._child, None
        folder, self._folder = self._folder, None
        if child is not None:
            child.kill()
        if folder is not None:
            folder.cleanup()


_SUFFIX = ".aiff" if sys.platform == "darwin" else ".wav"
_CURE = (
    "Install it with `sudo apt-get install espeak-ng`, then run `voice-coach doctor`."
    if sys.platform.startswith("linux")
    else "Run `voice-coach doctor`."
)


@dataclass(frozen=True, slots=True)
class SystemVoice:
    """One of the system's voices."""

    name: str
    id: str
    languages: tuple[str, ...]

    @property
    def is_english(self) -> bool:
        """Whether it says English words as English."""
        if not self.languages:
            return "english" in self.name.lower()
        return any("en" in re.split(r"[^a-z]+", language.lower()) for language in self.languages)


def system_voices(spawn: Callable[[str], Child] = Child) -> tuple[SystemVoice, ...]:
    """What the system offers. Raises VoiceError."""
    child = spawn(_CHILD)
    try:
        child.send({"do": "voices"})
        answer = child.reply(_START_WITHIN_S)
    except ChildError as failure:
        raise VoiceError("The system's voice does not start.", _CURE) from failure
    finally:
        child.kill()
    if "error" in answer:
        raise _refusal(answer, VoiceSettings())
    rows = answer["voices"]
    assert isinstance(rows, list)
    return tuple(SystemVoice(row["name"], row["id"], tuple(row["languages"])) for row in rows)


def _quieter(clip: Clip, volume: float) -> Clip:
    return Clip((clip.samples * volume).astype(np.int16))


def _refusal(answer: Message, settings: VoiceSettings) -> VoiceError:
    if answer.get("missing"):
        return VoiceError("The system has no speech synthesiser that pyttsx3 can use.", _CURE)
    if settings.voice:
        return VoiceError(
            f"There is no voice called {settings.voice!r}.",
            "`voice-coach voices` lists those that are there.",
        )
    return VoiceError(f"The system's voice does not start ({answer['error']}).", _CURE)


def _library_version() -> str:
    try:
        return version("pyttsx3")
    except PackageNotFoundError:
        return ""
