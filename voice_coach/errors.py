"""Every way the program can fail, as one tree.

    VoiceCoachError              anything the user should read as one sentence
    ├── UsageError               the command line or the settings are wrong (exit code 2)
    ├── ScenarioError            a scenario file is missing, malformed or contradicts itself
    ├── DeviceError              no microphone, no loudspeaker, no PortAudio, a card that died
    ├── EngineError              an engine cannot be had or failed
    │   ├── RecogniserError
    │   ├── VoiceError
    │   │   └── VoiceReplacedError  another voice has taken over: ask again
    │   └── ModelError           the language model: key, host, deadline, content
    └── SessionError             a folder, file or recording that cannot be written or read

A message is one sentence that says what is wrong; `cure` is one sentence that says what to do.
"""

from __future__ import annotations


class VoiceCoachError(Exception):
    """A failure meant for the user's eyes.

    `message` says what is wrong, `cure` what to do about it ("" where there is nothing to do).
    """

    exit_code = 1

    def __init__(self, message: str, cure: str = "") -> None:
        super().__init__(f"{message} {cure}".strip())
        self.message = message
        self.cure = cure


class UsageError(VoiceCoachError):
    """The command line or a setting is wrong."""

    exit_code = 2


class ScenarioError(VoiceCoachError):
    """A scenario is unknown, malformed or contradicts itself."""


class DeviceError(VoiceCoachError):
    """A sound device or PortAudio cannot be used."""


class EngineError(VoiceCoachError):
    """An engine cannot be had, or failed at its work."""


class RecogniserError(EngineError):
    """Speech recognition cannot be had, or failed."""


class VoiceError(EngineError):
    """Speech synthesis cannot be had, or failed."""


class VoiceReplacedError(VoiceError):
    """A voice failed and another one has taken its place: the same text may be asked for again.

    `said_share` is the share of it, 0 to 1, that the first one has probably said.
    """

    def __init__(self, message: str, cure: str = "", said_share: float = 0.0) -> None:
        super().__init__(message, cure)
        self.said_share = said_share


class ModelError(EngineError):
    """The language model did not give a usable reply; never carries the key."""


class SessionError(VoiceCoachError):
    """A session cannot be written, read or repaired."""
