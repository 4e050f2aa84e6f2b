"""What the program asks of the outside world, one Protocol each.

Every engine turns its library's exceptions into one of `voice_coach.errors`, is safe to `close()`
twice, and does nothing at import. Calls block unless said otherwise; threads are the caller's.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from voice_coach.conversation.sound import Clip, Frame, Samples, Segment
from voice_coach.conversation.words import Word


@dataclass(frozen=True, slots=True)
class EngineInfo:
    """What is running, for the screen, the manifest and the scorecard."""

    kind: str
    """recogniser, voice, model, card, detector, echo."""
    name: str
    """Our short name, e.g. `whisper`, `sphinx`, `pyttsx3`, `scripted`."""
    detail: str = ""
    """Model, voice or device, e.g. `base int8 cpu`."""
    version: str = ""
    """Of the library."""
    notice: str = ""
    """A sentence that the user must see, e.g. that accuracy is limited; "" for none."""
    host: str = ""
    """The network host that it talks to, "" for none."""


class SoundCard(Protocol):
    """A microphone and a loudspeaker on one clock.

    The caller repeats `read()` then `write()`, one frame each; the microphone sets the pace. All
    conversion to and from the device's own rate happens inside.
    """

    @property
    def info(self) -> EngineInfo:
        """What is open."""
        ...

    @property
    def input_ended(self) -> bool:
        """Whether the candidate will not speak again: a file or a list of lines has run out."""
        ...

    def open(self) -> None:
        """Start both directions. Raises DeviceError."""
        ...

    def read(self) -> Frame | None:
        """The next 10 ms, waiting for it where the clock is real; None when the input has ended.

        Raises DeviceError when the device is gone.
        """
        ...

    def write(self, samples: Samples) -> None:
        """Queue the next `FRAME_SAMPLES` for the loudspeaker; never blocks."""
        ...

    def drain_faults(self) -> Sequence[str]:
        """What went wrong since the last call (overruns, underruns), as short ids with counts."""
        ...

    def close(self) -> None:
        """Stop and free the device; may be called twice."""
        ...


class SpeechDetector(Protocol):
    """Tells speech from everything else."""

    @property
    def info(self) -> EngineInfo:
        """What runs."""
        ...

    def hear(self, frame: Samples) -> float:
        """Probability of speech, 0 to 1, as known after this frame of `FRAME_SAMPLES`."""
        ...


class EchoCanceller(Protocol):
    """Takes the loudspeaker's sound out of the microphone's."""

    def cancel(self, near: Samples, far: Samples) -> Samples:
        """The near frame without the far one; both `FRAME_SAMPLES` long."""
        ...


class Recogniser(Protocol):
    """Speech to words, one segment at a time, while the candidate goes on speaking."""

    @property
    def info(self) -> EngineInfo:
        """What runs."""
        ...

    def start(self) -> None:
        """Load and warm up. Raises RecogniserError."""
        ...

    def listen(self, segment_id: int, samples: Samples) -> None:
        """Sound of a segment that is still open, in order; an engine may decode ahead or ignore it."""
        ...

    def transcribe(self, segment: Segment) -> tuple[Word, ...]:
        """The words of a closed segment, times in session seconds; () where there are none.

        `segment.samples` holds everything that `listen` was given for it, and more. Raises
        RecogniserError; the caller may call again with the same segment.
        """
        ...

    def close(self) -> None:
        """Free everything; may be called twice."""
        ...


@runtime_checkable
class PartialRecogniser(Protocol):
    """A `Recogniser` that can also look at a segment that is still open; `isinstance` tells."""

    def partial(self) -> tuple[Word, ...] | None:
        """The words so far of the segment that `listen` was last given, timed from its beginning.

        None where there is nothing new, or where a look would keep a closed segment waiting.
        """
        ...


class Voice(Protocol):
    """Text to speech."""

    @property
    def info(self) -> EngineInfo:
        """What runs."""
        ...

    def start(self) -> None:
        """Load and warm up. Raises VoiceError."""
        ...

    def speak(self, text: str) -> Clip:
        """The text as sound at `RATE_HZ`: not empty, not silent, of plausible length. Raises VoiceError."""
        ...

    def close(self) -> None:
        """Free everything; may be called twice."""
        ...


@runtime_checkable
class StreamingVoice(Protocol):
    """A `Voice` whose sound can be heard while the rest is on its way; `isinstance` tells."""

    def stream(self, text: str, is_wanted: Callable[[], bool]) -> Iterator[Samples]:
        """Pieces of the text's sound at `RATE_HZ`, in order; ends early once `is_wanted` says no.

        Raises VoiceError, also after some pieces.
        """
        ...


class TurnModel(Protocol):
    """Tells by the voice alone whether somebody was done."""

    @property
    def info(self) -> EngineInfo:
        """What runs."""
        ...

    def probability(self, sound: Samples) -> float:
        """0 to 1, for sound at `RATE_HZ` that ends about 0.2 s after the last word."""
        ...


@runtime_checkable
class PacedVoice(Protocol):
    """A `Voice` that can also speak slower or faster; not every one can, so `isinstance` tells."""

    def set_pace(self, pace: float) -> None:
        """Speak at `pace` times its own rate (0.5 to 2) from the next `speak` on."""
        ...


@dataclass(frozen=True, slots=True)
class Prompt:
    """One request to a language model."""

    system: str
    messages: tuple[tuple[str, str], ...]
    """(role, text) with role `user` or `assistant`, oldest first."""
    max_tokens: int = 120


@dataclass(frozen=True, slots=True)
class Usage:
    """Tokens counted by the endpoint, or estimated where it does not say."""

    prompt_tokens: int = 0
    completion_tokens: int = 0


class LanguageModel(Protocol):
    """A chat model behind an OpenAI-compatible endpoint."""

    @property
    def info(self) -> EngineInfo:
        """What runs."""
        ...

    @property
    def usage(self) -> Usage:
        """The sum over all requests so far."""
        ...

    def check(self) -> None:
        """One tiny request with a deadline of 5 s.

        Raises ModelError that names the setting to mend, never the key.
        """
        ...

    def stream(self, prompt: Prompt, deadline_s: float) -> Iterator[str]:
        """Pieces of the reply as they come; complete only when the iterator ends without an error.

        Raises ModelError on deadline, transport, content, an empty reply or one cut short.
        """
        ...

    def close(self) -> None:
        """Free everything; may be called twice."""
        ...
