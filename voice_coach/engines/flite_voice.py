"""The demo's candidate: CMU Flite through its command, whose voices the offline recogniser reads well."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path

from voice_coach.conversation.sound import Clip, Samples
from voice_coach.engines.clips import finished_clip, signs_in
from voice_coach.engines.protocols import EngineInfo
from voice_coach.engines.sound_files import read_sound
from voice_coach.errors import UsageError, VoiceError

_CURE = "Install it with `sudo apt-get install flite` (or `brew install flite`)."
_SPEAK_WITHIN_S = 5.0
_SPEAK_WITHIN_PER_SIGN_S = 0.05


class FliteVoice:
    """One run of the command a text."""

    def __init__(self, voice: str = "slt") -> None:
        self._voice = voice
        self._command = ""

    @property
    def info(self) -> EngineInfo:
        """Which of its voices speaks."""
        return EngineInfo("voice", "flite", self._voice)

    def start(self) -> None:
        """Find the command and say one word into the void. Raises VoiceError."""
        self._command = shutil.which("flite") or ""
        self.speak("Ready.")

    def speak(self, text: str) -> Clip:
        """The text as sound, checked like any other voice's. Raises VoiceError."""
        if not self._command:
            raise VoiceError("The command flite was not found.", _CURE)
        if not signs_in(text):
            raise VoiceError("There is nothing to say in this text.")
        with tempfile.TemporaryDirectory(prefix="voice-coach-") as folder:
            return finished_clip(text, self._spoken(text, Path(folder)))

    def close(self) -> None:
        """Nothing is held between two texts."""

    def _spoken(self, text: str, folder: Path) -> Samples:
        spoken, written = folder / "speech.wav", folder / "text.txt"
        written.write_text(text + "\n", encoding="utf-8")
        self._run("-voice", self._voice, "-f", str(written), "-o", str(spoken), within_s=_deadline_s(text))
        try:
            return read_sound(spoken)
        except UsageError as failure:
            raise VoiceError(
                f"The command flite wrote no sound with the voice {self._voice!r}.", _CURE
            ) from failure

    def _run(self, *arguments: str, within_s: float) -> None:
        try:
            subprocess.run(
                [self._command, *arguments],
                check=True,
                timeout=within_s,
                capture_output=True,
                stdin=subprocess.DEVNULL,
            )
        except subprocess.TimeoutExpired:
            raise VoiceError(f"The command flite did not answer within {within_s:.0f} s.") from None
        except (OSError, subprocess.CalledProcessError) as failure:
            raise VoiceError("The command flite failed.", _CURE) from failure


def _deadline_s(text: str) -> float:
    return _SPEAK_WITHIN_S + _SPEAK_WITHIN_PER_SIGN_S * len(text)
