"""Who sits in the candidate's chair, as said on the command line."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from voice_coach.errors import UsageError

_SOUND = {".wav", ".flac"}


class CandidateKind(StrEnum):
    """The simulated candidates of the demo."""

    STRONG = "strong"
    DIAGRAM_FIRST = "diagram-first"
    ENUMERATOR = "enumerator"
    JARGON = "jargon"
    VAGUE = "vague"
    RAMBLER = "rambler"
    SILENT = "silent"
    ARGUER = "arguer"
    MEMORISER = "memoriser"
    INJECTOR = "injector"
    OFF_TOPIC = "off-topic"
    NON_NATIVE = "non-native"


@dataclass(frozen=True, slots=True)
class AtMicrophone:
    """A person with a microphone and a loudspeaker."""


@dataclass(frozen=True, slots=True)
class FromSound:
    """A sound file, played into the loop in real time."""

    path: Path


@dataclass(frozen=True, slots=True)
class FromLines:
    """Typed turns on a virtual clock, one JSON object a line."""

    path: Path | None
    """None for standard input."""


@dataclass(frozen=True, slots=True)
class Simulated:
    """A candidate of ours, who hears the interviewer through a simulated sound card."""

    kind: CandidateKind
    is_fast: bool
    """On the virtual clock instead of in real time."""
    is_played_by_model: bool = False
    """By the configured language model instead of a script."""


Candidate = AtMicrophone | FromSound | FromLines | Simulated


def candidate_from(text: str | None) -> Candidate:
    """What `--candidate` means: nothing is the microphone, `-` standard input. Raises UsageError."""
    if text is None:
        return AtMicrophone()
    if text == "-":
        return FromLines(None)
    path = Path(text).expanduser()
    suffix = path.suffix.lower()
    if suffix not in _SOUND | {".jsonl"}:
        raise UsageError(f"--candidate {text!r} is no .wav, .flac or .jsonl file, nor - for standard input.")
    if not path.is_file():
        raise UsageError(f"--candidate: there is no file {text!r}.")
    return FromSound(path) if suffix in _SOUND else FromLines(path)
