"""Windows to train on: sentences, joined words, noise and silence, with their tokens and what sounds when."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from scipy.signal import lfilter, resample_poly
from torch import Tensor

from .model import log_mel
from .sentences import SENTENCES, WORDS
from .tokens import Tokens
from .voices import RATE_HZ, Sound, load

SPEEDS = ((9, 10), (19, 20), (1, 1), (1, 1), (1, 1), (21, 20), (11, 10))
IGNORED = -100
FOREIGN = (
    *("Kubernetes,", "pharmacovigilance", "idempotency:", "glossary", "architecture", "Thursday;", "shards."),
    *(
        "throughput,",
        "embeddings,",
        "reranking,",
        "anonymisation",
        "GDPR",
        "p95",
        "QPS",
        "Vocabulary:",
        "draw",
    ),
)
"""Words for prompts that the model does not know: without such prompts in training they confuse it."""


@dataclass(frozen=True, slots=True)
class SaidWord:
    """A word and when it sounds, in seconds."""

    text: str
    start_s: float
    end_s: float
    exact: bool
    """False where the time is only guessed from the letters."""

    def later(self, by_s: float) -> SaidWord:
        """The same, moved."""
        return SaidWord(self.text, self.start_s + by_s, self.end_s + by_s, self.exact)


Said = list[SaidWord]


@dataclass(frozen=True, slots=True)
class Example:
    """One window."""

    mel: Tensor
    ids: list[int]
    labels: list[int]
    places: list[tuple[int, float]]
    """For each token of text its place among the labels, and the second at which it sounds."""
    frames: np.ndarray
    """The word that each 20 ms belong to, counted from 1; 0 for none, IGNORED where nobody knows."""


class Renderings:
    """Everything that was rendered, and the dice."""

    def __init__(self, folder: Path, tokens: Tokens, seed: int = 0) -> None:
        self.tokens = tokens
        self.dice = random.Random(seed)
        self.noise_dice = np.random.default_rng(seed)
        self._sentences, self._scrambled = load(folder / "train.npz"), load(folder / "scrambled.npz")
        self._words: dict[str, dict[str, Sound]] = defaultdict(dict)
        for text, voice, sound in load(folder / "words.npz"):
            self._words[voice][text] = sound

    # ------------------------------------------------------------------ sound

    def noise(self, samples: int) -> Sound:
        """White, brown or humming, at a level of 1."""
        kind, sound = self.dice.random(), self.noise_dice.standard_normal(samples)
        if 0.4 <= kind < 0.9:
            sound = lfilter([1], [1, -0.97 if kind < 0.7 else -0.8], sound)
        elif kind >= 0.9:
            hum_hz = self.dice.choice([50, 60, 100, 120, 300])
            sound = 0.3 * sound + np.sin(2 * np.pi * hum_hz * np.arange(samples) / RATE_HZ)
        return np.asarray(sound / np.sqrt(np.mean(sound**2) + 1e-9), np.float32)

    def _tone(self, samples: int) -> Sound:
        phase = 2 * np.pi * self.dice.uniform(80, 3000) * np.arange(samples) / RATE_HZ
        return np.asarray(np.sin(phase) * 10 ** self.dice.uniform(-2, -0.5), np.float32)

    def _varied(self, sound: Sound) -> Sound:
        up, down = self.dice.choice(SPEEDS)
        if (up, down) != (1, 1):
            sound = resample_poly(sound, up, down)
        if self.dice.random() < 0.4:
            sound = lfilter([1, -self.dice.uniform(-0.6, 0.6)], [1], sound)
        return np.asarray(sound / (np.sqrt(np.mean(sound**2)) + 1e-6), np.float32)

    def speech(self) -> tuple[Sound, Said]:
        """A sentence, known words out of order, or words joined with exact times."""
        kind = self.dice.random()
        if kind < 0.45:
            return self._joined()
        text, _, sound = self.dice.choice(self._sentences if kind < 0.8 else self._scrambled)
        return self._timed_by_letters(text, self._varied(sound))

    @staticmethod
    def _timed_by_letters(text: str, sound: Sound) -> tuple[Sound, Said]:
        words = text.split()
        ends = np.cumsum([0, *(len(word) + 1 for word in words)])
        letter_s = len(sound) / RATE_HZ / ends[-1]
        rows = zip(words, ends[:-1] * letter_s, ends[1:] * letter_s, strict=True)
        return sound, [SaidWord(word, float(start), float(end), False) for word, start, end in rows]

    def _joined(self) -> tuple[Sound, Said]:
        voice = self.dice.choice(sorted(self._words))
        words = (
            self.dice.choice(SENTENCES).split()
            if self.dice.random() < 0.35
            else self.dice.choices(WORDS, k=self.dice.randint(1, 8))
        )
        first = self.dice.randrange(max(1, len(words) - 6))
        parts, said, at = [], [], 0
        for word in words[first : first + self.dice.randint(2, 9)]:
            sound = self._varied(self._words[voice][word])
            said.append(SaidWord(word, at / RATE_HZ, (at + len(sound)) / RATE_HZ, True))
            gap = np.zeros(
                int(self.dice.choice([0, 0, 0.02, 0.08]) * self.dice.random() * RATE_HZ), np.float32
            )
            parts += [sound, gap]
            at += len(sound) + len(gap)
        return np.concatenate(parts), said

    # ------------------------------------------------------------------ windows

    def example(self, window_s: float) -> Example:
        """A window of so many seconds, up to 10."""
        while True:
            count = self._utterances(window_s)
            placed = (self._empty(window_s), [], None) if count == 0 else self._filled(window_s, count)
            if placed is not None:
                return self._labelled(window_s, *placed)

    def _utterances(self, window_s: float) -> int:
        kind, is_long = self.dice.random(), window_s > 5
        if kind < 0.08:
            return 0
        if kind < 0.62 or (not is_long and kind < 0.9):
            return 1
        return 2 if kind < 0.84 or not is_long else 3

    def _empty(self, window_s: float) -> Sound:
        samples, kind = int(self.dice.uniform(0.3, window_s) * RATE_HZ), self.dice.random()
        if kind < 0.65:
            return self.noise(samples) * np.float32(10 ** self.dice.uniform(-5, -0.8))
        if kind < 0.88:
            return np.zeros(samples, np.float32)
        return self._tone(samples) + self.noise(samples) * np.float32(10 ** self.dice.uniform(-5, -2.5))

    def _filled(self, window_s: float, count: int) -> tuple[Sound, list[Said], Said | None] | None:
        """Sound, its utterances, and one that the window's end cuts; None where too little fits."""
        longest_lead_s = 4.5 if window_s > 5 else 1.6
        lead_s = self.dice.choice([0, self.dice.uniform(0, 0.5), self.dice.uniform(0, longest_lead_s)])
        parts, said = [np.zeros(int(lead_s * RATE_HZ), np.float32)], []
        for _ in range(count):
            sound, words = self.speech()
            at_s = sum(map(len, parts)) / RATE_HZ
            said.append([word.later(at_s) for word in words])
            parts += [sound, np.zeros(int(self._pause_s() * RATE_HZ), np.float32)]
        fitting, cut = self._fitting(said, window_s)
        if not fitting:
            return None
        return self._in_a_room(np.concatenate(parts)), fitting, cut

    def _pause_s(self) -> float:
        return self.dice.uniform(*self.dice.choice([(0.05, 0.4), (0.1, 1.2), (0.3, 3.0)]))

    def _fitting(self, said: list[Said], window_s: float) -> tuple[list[Said], Said | None]:
        begun = [each for each in said if each[0].start_s <= window_s - 0.4]
        if not begun or begun[-1][-1].end_s <= window_s - 0.02:
            return begun, None
        if len(begun) < 2 or self.dice.random() < 0.35:
            return [], None
        return begun[:-1], begun[-1]

    def _in_a_room(self, sound: Sound) -> Sound:
        if self.dice.random() < 0.7:
            sound = sound + self.noise(len(sound)) * np.float32(10 ** (-self.dice.uniform(8, 40) / 20))
        sound = sound * np.float32(10 ** self.dice.uniform(-2.2, -0.9))
        if self.dice.random() < 0.1:
            sound = np.clip(sound, -0.25, 0.25)
        return np.round(sound * 32768) / np.float32(32768) if self.dice.random() < 0.5 else sound

    def _labelled(self, window_s: float, sound: Sound, said: list[Said], cut: Said | None) -> Example:
        mel = self._mel(sound, round(window_s * 100), is_speech=bool(said))
        frames = _frames(said, cut, round(window_s * 50))
        prompt = self._prompt()
        ids, labels = [*prompt, self.tokens.start], [IGNORED] * len(prompt)
        if not said:
            labels += [self.tokens.no_speech, self.tokens.end]
            return Example(mel, [*ids, self.tokens.first_timestamp], labels, [], frames)
        text, places = self._text(said, cut, with_times=self.dice.random() < 0.7)
        if text[0] < self.tokens.first_timestamp:
            ids.append(self.tokens.no_timestamps)
            labels.append(IGNORED)
        places = [(place + len(labels), at_s) for place, at_s in places]
        return Example(mel, [*ids, *text], [*labels, *text, self.tokens.end], places, frames)

    def _mel(self, sound: Sound, length: int, is_speech: bool) -> Tensor:
        mel, logs = torch.zeros(80, length), log_mel(sound[: length * 160].astype(np.float32))[:, :length]
        mel[:, : logs.shape[1]] = logs
        if is_speech and self.dice.random() < 0.5:
            first = self.dice.randrange(70)
            mel[first : first + self.dice.randint(1, 8), : logs.shape[1]] = float(logs.mean())
        return mel

    def _text(
        self, said: list[Said], cut: Said | None, *, with_times: bool
    ) -> tuple[list[int], list[tuple[int, float]]]:
        """Tokens of the utterances; one that is cut only says when it begins, as in Whisper's training."""
        ids: list[int] = []
        places: list[tuple[int, float]] = []
        for number, words in enumerate(said):
            first_s = min(words[0].start_s, 1.0) if number == 0 else words[0].start_s
            ids += [self.tokens.timestamp(first_s)] if with_times else []
            for word in words:
                tokens = self.tokens.of(word.text)
                step_s = (word.end_s - word.start_s) / len(tokens)
                places += [(len(ids) + n, word.start_s + step_s * (n + 0.5)) for n in range(len(tokens))]
                ids += tokens
            ids += [self.tokens.timestamp(words[-1].end_s)] if with_times else []
        if with_times and cut is not None:
            ids.append(self.tokens.timestamp(cut[0].start_s))
        return ids, places

    def _prompt(self) -> list[int]:
        kind = self.dice.random()
        if kind < 0.45:
            return []
        if kind < 0.65:
            texts: Sequence[str] = self.dice.choices(SENTENCES, k=self.dice.randint(1, 3))
        else:
            texts = self.dice.choices(FOREIGN if kind < 0.9 else WORDS, k=self.dice.randint(5, 60))
        ids = [token for text in texts for token in self.tokens.of(text)]
        return [self.tokens.previous, *ids[-self.dice.choice([223, 60, 60, 30]) :]]


def _frames(said: list[Said], cut: Said | None, length: int) -> np.ndarray:
    frames = np.zeros(length, np.int64)
    if cut is not None:
        frames[int(cut[0].start_s * 50) :] = IGNORED
    for words in said:
        frames[int(words[0].start_s * 50) : int(words[-1].end_s * 50) + 1] = IGNORED
        for word in words:
            margin_s = 0.0 if word.exact else (word.end_s - word.start_s) / 4
            first, last = int((word.start_s + margin_s) * 50), int((word.end_s - margin_s) * 50)
            frames[first : max(last, first + 1)] = WORDS.index(word.text) + 1
    return frames
