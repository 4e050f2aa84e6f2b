"""What of Whisper's answers is believed: on noise and silence it invents words, and gives itself away.

No gate knows a phrase by heart: people do say "thank you".
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator, Sequence
from typing import Protocol

from voice_coach.engines.enough_speech import LEAST_SPEECH_S

LEAST_LOG_PROBABILITY = -1.0
MOST_NO_SPEECH = 0.6
MOST_COMPRESSION = 2.4
"""Of a text by zlib; more than this is a loop. These three are Whisper's own thresholds."""

_CERTAINLY_NO_SPEECH = 0.9
_UNSURE_LOG_PROBABILITY = -0.5
_MOST_WORDS_PER_S = 8.0
"""Of detected speech. Auctioneers reach 7; answers invented for a cough are a whole sentence."""
_WORDS_TO_SPARE = 3
_LOOP_LENGTHS = range(1, 7)
_MOST_TURNS_OF_A_LOOP = 4
_ECHOED_TERMS = 3


class Found(Protocol):
    """One of faster-whisper's segments, as far as the gates look."""

    text: str
    avg_logprob: float
    no_speech_prob: float
    compression_ratio: float


def believed(found: Sequence[Found], speech_s: float, vocabulary: Sequence[str] = ()) -> Iterator[Found]:
    """The segments that were probably said, of a sound with `speech_s` seconds of detected speech."""
    if speech_s < LEAST_SPEECH_S or _too_many_words(found, speech_s):
        return
    said = ""
    for each in found:
        text = plain(each.text)
        if text and is_credible(each) and not _is_unsure_repeat(each, text, said, vocabulary):
            yield each
        said = text


def is_credible(found: Found) -> bool:
    """Whether Whisper believes in it itself, and it is no loop."""
    unlikely = found.avg_logprob < LEAST_LOG_PROBABILITY
    probably_silent = found.no_speech_prob > MOST_NO_SPEECH and found.avg_logprob < _UNSURE_LOG_PROBABILITY
    silent = probably_silent or found.no_speech_prob > _CERTAINLY_NO_SPEECH
    return not (unlikely or silent or found.compression_ratio > MOST_COMPRESSION or loops(found.text))


def loops(text: str) -> bool:
    """Whether some words come more than four times in a row."""
    words = plain(text).split()
    return any(_turns(words, length) > _MOST_TURNS_OF_A_LOOP for length in _LOOP_LENGTHS)


def compression_of(text: str) -> float:
    """How many times smaller the text gets by zlib; high for loops."""
    raw = text.encode()
    return len(raw) / len(zlib.compress(raw)) if raw else 0.0


def plain(text: str) -> str:
    """Lower-case words without signs."""
    return " ".join(re.findall(r"[a-z0-9']+", text.lower()))


def _turns(words: Sequence[str], length: int) -> int:
    """The most times that the same `length` words follow each other."""
    return max((_turns_from(words, length, at) for at in range(len(words) - length + 1)), default=0)


def _turns_from(words: Sequence[str], length: int, at: int) -> int:
    first, turns = words[at : at + length], 1
    while words[at + turns * length : at + (turns + 1) * length] == first:
        turns += 1
    return turns


def _too_many_words(found: Sequence[Found], speech_s: float) -> bool:
    words = sum(len(each.text.split()) for each in found)
    return words > _WORDS_TO_SPARE + _MOST_WORDS_PER_S * speech_s


def _is_unsure_repeat(found: Found, text: str, before: str, vocabulary: Sequence[str]) -> bool:
    """Whether it says once more what was just said, or what was only whispered to it as a prompt."""
    if found.avg_logprob >= _UNSURE_LOG_PROBABILITY:
        return False
    prompt = plain(" ".join(vocabulary))
    echoes = f" {text} " in f" {prompt} " and len(text.split()) >= _ECHOED_TERMS
    return text == before or echoes
