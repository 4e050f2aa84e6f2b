"""Engines that need nothing: a recogniser that knows the truth, a voice of tones, a model with fixed replies.

They are part of the product (typed turns, `demo --fast`) and serve the tests. All are deterministic.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from voice_coach.conversation.sound import RATE_HZ, Clip, Samples, Segment, samples_of, seconds_of
from voice_coach.conversation.words import Word
from voice_coach.engines.clips import signs_in
from voice_coach.engines.protocols import EngineInfo, Prompt, Usage
from voice_coach.errors import ModelError, RecogniserError, VoiceError

Truth = Callable[[Segment], tuple[Word, ...]]
"""What was really said in a segment."""

_SIGNS_PER_WORD = 5
"""The usual reckoning of words a minute."""
_PITCH_HZ = 120.0
_SYLLABLES_PER_S = 4.0
_WORD_GAP_S = 0.03
_LEVEL_DBFS = -20.0


def spread_evenly(text: str, segment: Segment) -> tuple[Word, ...]:
    """The words of `text` with equal shares of the segment's time."""
    words = text.split()
    start_s, share_s = seconds_of(segment.start), seconds_of(len(segment.samples)) / max(1, len(words))
    return tuple(
        Word(word, start_s + number * share_s, start_s + (number + 1) * share_s)
        for number, word in enumerate(words)
    )


class ScriptedRecogniser:
    """Gives what it was told: by a function of the segment, or text by text in the order of `expect`."""

    def __init__(self, truth: Truth | None = None) -> None:
        self._truth = truth
        self._texts: deque[str] = deque()
        self._failures: deque[RecogniserError] = deque()

    @property
    def info(self) -> EngineInfo:
        """It is no real engine."""
        return EngineInfo("recogniser", "scripted")

    def expect(self, *texts: str) -> None:
        """The words of the next segments, one text each."""
        self._texts.extend(texts)

    def fail(self, error: RecogniserError) -> None:
        """Raise this at the next segment; the one after it is heard again."""
        self._failures.append(error)

    def start(self) -> None:
        """Nothing to load."""

    def listen(self, segment_id: int, samples: Samples) -> None:
        """Nothing to decode."""

    def transcribe(self, segment: Segment) -> tuple[Word, ...]:
        """What was said, by the script; () when it has run out."""
        if self._failures:
            raise self._failures.popleft()
        if self._truth is not None:
            return self._truth(segment)
        return spread_evenly(self._texts.popleft(), segment) if self._texts else ()

    def close(self) -> None:
        """Nothing to free."""


class ToneVoice:
    """Hums a tone of the length that the text would take to say, with a swell for each syllable."""

    def __init__(self, rate_wpm: int = 170) -> None:
        self._rate_wpm = rate_wpm
        self._failures: deque[VoiceError] = deque()

    @property
    def info(self) -> EngineInfo:
        """It is no real engine."""
        return EngineInfo("voice", "tone", f"{self._rate_wpm} wpm")

    def fail(self, error: VoiceError) -> None:
        """Raise this at the next text."""
        self._failures.append(error)

    def start(self) -> None:
        """Nothing to load."""

    def speak(self, text: str) -> Clip:
        """60 s for `rate_wpm` words of five letters. Raises VoiceError where there is nothing to say."""
        if self._failures:
            raise self._failures.popleft()
        if not signs_in(text):
            raise VoiceError("There is nothing to say in this text.")
        per_sign_s = 60.0 / (self._rate_wpm * _SIGNS_PER_WORD)
        words = [_hum(signs_in(word) * per_sign_s) for word in text.split() if signs_in(word)]
        return Clip(_levelled(np.concatenate(words)))

    def close(self) -> None:
        """Nothing to free."""


@lru_cache(maxsize=128)
def _hum(length_s: float) -> NDArray[np.float64]:
    t_s = np.arange(samples_of(length_s)) / RATE_HZ
    voice = sum(np.sin(2 * np.pi * _PITCH_HZ * harmonic * t_s) / harmonic for harmonic in range(1, 12))
    swell = 0.6 - 0.4 * np.cos(2 * np.pi * _SYLLABLES_PER_S * t_s)
    sounding = t_s < length_s - _WORD_GAP_S
    hum: NDArray[np.float64] = np.asarray(voice) * swell * sounding
    return hum


def _levelled(sound: NDArray[np.float64]) -> Samples:
    gain = 10 ** (_LEVEL_DBFS / 20) / np.sqrt(np.mean(sound**2))
    samples: Samples = np.clip(np.round(32767 * gain * sound), -32768, 32767).astype(np.int16)
    return samples


class CannedModel:
    """Streams given replies word by word, in order and then from the first again; fails on demand."""

    def __init__(self, replies: Iterable[str], takes_s: float = 0.0) -> None:
        """`replies` must not be empty; `takes_s` is how long it pretends to need for one."""
        self._replies = deque(replies)
        self._takes_s = takes_s
        self._failures: deque[tuple[ModelError, int]] = deque()
        self._usage = Usage()
        self._one_at_a_time = threading.Lock()
        self.prompts: list[Prompt] = []
        """Every request so far."""

    @property
    def info(self) -> EngineInfo:
        """It is no real engine."""
        return EngineInfo("model", "canned")

    @property
    def usage(self) -> Usage:
        """Words counted as tokens."""
        return self._usage

    def fail(self, error: ModelError, after_words: int = 0) -> None:
        """Raise this in the next reply, after so many of its words."""
        self._failures.append((error, after_words))

    def check(self) -> None:
        """Raises the next failure where one is due."""
        if self._failures:
            raise self._failures.popleft()[0]

    def stream(self, prompt: Prompt, deadline_s: float) -> Iterator[str]:
        """The next reply. Raises ModelError where one was asked for, or where it takes too long."""
        if self._takes_s > deadline_s:
            raise ModelError(f"The model did not answer within {deadline_s:.1f} s.")
        with self._one_at_a_time:
            self.prompts.append(prompt)
            reply = self._replies[0]
            self._replies.rotate(-1)
            failure, words = self._failures.popleft() if self._failures else (None, None)
        yield from self._pieces(prompt, reply, words)
        if failure is not None:
            raise failure

    def close(self) -> None:
        """Nothing to free."""

    def _pieces(self, prompt: Prompt, reply: str, words: int | None) -> Iterator[str]:
        asked = len(prompt.system.split()) + sum(len(text.split()) for _, text in prompt.messages)
        self._usage = Usage(self._usage.prompt_tokens + asked, self._usage.completion_tokens)
        for number, word in enumerate(reply.split()[:words]):
            self._usage = Usage(self._usage.prompt_tokens, self._usage.completion_tokens + 1)
            yield word if number == 0 else f" {word}"
