"""Whisper models of the true sizes with random weights, made on the fly: honest timings without a download.

The encoder is random. The decoder has every layer and the whole vocabulary, and says the same sentence
whatever it hears, so that it takes as many steps as real speech does. Dense arithmetic takes as long with
any weights, so the times are those of the real model; the words mean nothing.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np

SENTENCE = "the ninety fifth percentile should stay below three hundred milliseconds for every reply"
TOKENS_PER_SECOND = 3.3
"""Of ordinary English speech in Whisper's vocabulary."""
VOCABULARY = 51_864
_SPECIAL = (
    "<|endoftext|>",
    "<|startoftranscript|>",
    "<|translate|>",
    "<|transcribe|>",
    "<|startoflm|>",
    "<|startofprev|>",
    "<|nospeech|>",
    "<|notimestamps|>",
)
_TIMESTAMPS = tuple(f"<|{step * 0.02:.2f}|>" for step in range(1501))
_STEP = 32
"""Of the width, the part in which the sentence is spelled; the rest of the decoder is random but silent."""


@dataclass(frozen=True, slots=True)
class Size:
    """A size of Whisper."""

    layers: int
    heads: int
    width: int
    mel_bands: int = 80
    decoder_layers: int = 0
    """0 for as many as the encoder has."""


SIZES = {
    "tiny": Size(4, 6, 384),
    "base": Size(6, 8, 512),
    "small": Size(12, 12, 768),
    "medium": Size(24, 16, 1024),
    "large-v3-turbo": Size(32, 20, 1280, 128, 4),
}


def write_model(folder: Path, name: str, words: int = 12, seed: int = 0) -> Path:
    """A folder that `faster_whisper.WhisperModel` loads; it hears `words` words in anything."""
    from ctranslate2.specs import WhisperSpec

    size, rng = SIZES[name], np.random.default_rng(seed)
    numbered = zip(range(words), SENTENCE.split() * words, strict=False)
    sentence = [f"Ġ{word}{number}" for number, word in numbered]
    tokens = _vocabulary(sentence)
    spec = WhisperSpec(size.layers, size.heads, size.decoder_layers or size.layers, size.heads)
    _fill_encoder(spec.encoder, size, rng)
    _fill_decoder(spec.decoder, size, tokens, sentence, rng)
    spec.config.alignment_heads = [(0, 0)]
    spec.config.suppress_ids = spec.config.suppress_ids_begin = spec.config.lang_ids = []
    spec.register_vocabulary(tokens)
    spec.validate()
    spec.optimize(quantization="float16")
    folder.mkdir(parents=True, exist_ok=True)
    spec.save(str(folder))
    _write_tokenizer(folder, tokens, size)
    return folder


def _vocabulary(sentence: list[str]) -> list[str]:
    known = ["<unk>", *sentence]
    fillers = [f"Ġfiller{number}" for number in range(VOCABULARY - len(known) - len(_SPECIAL) - 1501)]
    return [*known, *fillers, *_SPECIAL, *_TIMESTAMPS]


def _write_tokenizer(folder: Path, tokens: list[str], size: Size) -> None:
    from tokenizers import AddedToken, Tokenizer, decoders, models, pre_tokenizers

    tokenizer = Tokenizer(models.WordLevel({token: number for number, token in enumerate(tokens)}, "<unk>"))
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    tokenizer.add_special_tokens([AddedToken(token, special=True) for token in (*_SPECIAL, *_TIMESTAMPS)])
    tokenizer.save(str(folder / "tokenizer.json"))
    features = {"feature_size": size.mel_bands, "hop_length": 160, "n_fft": 400, "sampling_rate": 16000}
    text = json.dumps({**features, "chunk_length": 30})
    (folder / "preprocessor_config.json").write_text(text, encoding="utf-8")


def _random(rng: np.random.Generator, *shape: int) -> np.ndarray:
    return rng.normal(0, 0.02, shape).astype(np.float32)


def _linear(spec: Any, out: int, width: int, rng: np.random.Generator, *, silent: bool = False) -> None:
    """A dense layer; a silent one costs the same and adds nothing to what passes by it."""
    spec.weight = np.zeros((out, width), np.float32) if silent else _random(rng, out, width)
    spec.bias = np.zeros(out, np.float32)


def _norm(spec: Any, width: int) -> None:
    spec.gamma, spec.beta = np.ones(width, np.float32), np.zeros(width, np.float32)


def _attention(spec: Any, width: int, rng: np.random.Generator, *, silent: bool, cross: bool = False) -> None:
    _norm(spec.layer_norm, width)
    out, into = (width, width), (2 * width if cross else 3 * width, width)
    shapes = (out, into, out) if cross else (into, out)
    for number, (linear, shape) in enumerate(zip(spec.linear, shapes, strict=True)):
        _linear(linear, *shape, rng, silent=silent and number == len(shapes) - 1)


def _feed_forward(spec: Any, width: int, rng: np.random.Generator, *, silent: bool) -> None:
    _norm(spec.layer_norm, width)
    _linear(spec.linear_0, 4 * width, width, rng)
    _linear(spec.linear_1, width, 4 * width, rng, silent=silent)


def _fill_encoder(encoder: Any, size: Size, rng: np.random.Generator) -> None:
    width = size.width
    for convolution, into in ((encoder.conv1, size.mel_bands), (encoder.conv2, width)):
        convolution.weight, convolution.bias = _random(rng, width, into, 3), np.zeros(width, np.float32)
    encoder.position_encodings.encodings = _random(rng, 1500, width)
    _norm(encoder.layer_norm, width)
    for layer in encoder.layer:
        _attention(layer.self_attention, width, rng, silent=False)
        _feed_forward(layer.ffn, width, rng, silent=False)


def _fill_decoder(
    decoder: Any, size: Size, tokens: list[str], sentence: list[str], rng: np.random.Generator
) -> None:
    width = size.width
    decoder.position_encodings.encodings = np.zeros((448, width), np.float32)
    _norm(decoder.layer_norm, width)
    for layer in decoder.layer:
        _attention(layer.self_attention, width, rng, silent=True)
        _attention(layer.attention, width, rng, silent=True, cross=True)
        _feed_forward(layer.ffn, width, rng, silent=True)
    chain = ["<|startoftranscript|>", "<|0.00|>", *sentence, "<|1.00|>", "<|endoftext|>"]
    here = np.zeros((len(tokens), width), np.float32)
    here[:, :_STEP] = rng.normal(size=(len(tokens), _STEP))
    following = np.zeros_like(here)
    for token, after in pairwise(chain):
        following[tokens.index(after)] += 2 * here[tokens.index(token)]
    decoder.embeddings.weight, decoder.projection.weight = here, following
