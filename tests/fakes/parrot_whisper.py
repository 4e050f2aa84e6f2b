"""A Whisper-architecture model that hears the same sentence in any sound, made in milliseconds.

It has no training: each token's embedding points at the next token of the sentence, everything else
is zero. It proves that a folder loads and that the real library gives words; not that it recognises.
"""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np

_WIDTH = 64
_TOKEN_WIDTH = 32
"""The rest of the width says where in time a position is."""
_FRAMES_PER_WORD = 10
"""Of 20 ms: each word is aligned 200 ms after the one before it."""
_ATTENTION_SHARPNESS = 8.0
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


def write_parrot(folder: Path, sentence: str, ends_s: float = 1.0) -> Path:
    """Write a folder that `faster_whisper.WhisperModel` loads."""
    words = [f"Ġ{word}" for word in sentence.split()]
    tokens = ["<unk>", *dict.fromkeys(words), *_SPECIAL, *_TIMESTAMPS]
    chain = ["<|startoftranscript|>", "<|0.00|>", *words, f"<|{ends_s:.2f}|>", "<|endoftext|>"]
    folder.mkdir(parents=True, exist_ok=True)
    _write_tokenizer(folder, tokens)
    _write_weights(folder, tokens, chain)
    return folder


def _write_tokenizer(folder: Path, tokens: list[str]) -> None:
    from tokenizers import AddedToken, Tokenizer, decoders, models, pre_tokenizers

    tokenizer = Tokenizer(models.WordLevel({token: number for number, token in enumerate(tokens)}, "<unk>"))
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    tokenizer.add_special_tokens([AddedToken(token, special=True) for token in (*_SPECIAL, *_TIMESTAMPS)])
    tokenizer.save(str(folder / "tokenizer.json"))
    feature_sizes = {
        "feature_size": 80,
        "hop_length": 160,
        "n_fft": 400,
        "sampling_rate": 16000,
        "chunk_length": 30,
    }
    (folder / "preprocessor_config.json").write_text(json.dumps(feature_sizes), encoding="utf-8")


def _write_weights(folder: Path, tokens: list[str], chain: list[str]) -> None:
    from ctranslate2.specs import WhisperSpec

    spec = WhisperSpec(1, 1, 1, 1)
    _zero_encoder(spec.encoder)
    _zero_decoder(spec.decoder)
    here, following = _steps(tokens, chain)
    spec.decoder.embeddings.weight, spec.decoder.projection.weight = here, following
    spec.config.alignment_heads = [(0, 0)]
    spec.config.suppress_ids = []
    spec.config.suppress_ids_begin = []
    spec.config.lang_ids = []
    spec.register_vocabulary(tokens)
    spec.validate()
    spec.optimize(quantization="int8")
    spec.save(str(folder))


def _steps(tokens: list[str], chain: list[str]) -> tuple[np.ndarray, np.ndarray]:
    here = _zeros(len(tokens), _WIDTH)
    here[:, :_TOKEN_WIDTH] = np.random.default_rng(0).normal(size=(len(tokens), _TOKEN_WIDTH))
    following = np.zeros_like(here)
    for token, after in pairwise(chain):
        following[tokens.index(after)] += 2 * here[tokens.index(token)]
    return here, following


def _zeros(*shape: int) -> np.ndarray:
    return np.zeros(shape, np.float32)


def _linear(spec: object, out: int, width: int) -> None:
    spec.weight, spec.bias = _zeros(out, width), _zeros(out)


def _norm(spec: Any) -> None:
    spec.gamma, spec.beta = np.ones(_WIDTH, np.float32), _zeros(_WIDTH)


def _zero_encoder(encoder: Any) -> None:
    encoder.conv1.weight, encoder.conv1.bias = _zeros(_WIDTH, 80, 3), _zeros(_WIDTH)
    encoder.conv2.weight, encoder.conv2.bias = _zeros(_WIDTH, _WIDTH, 3), _zeros(_WIDTH)
    encoder.position_encodings.encodings = _times(np.arange(1500))
    _norm(encoder.layer_norm)
    _zero_layer(encoder.layer[0])


def _zero_decoder(decoder: Any) -> None:
    decoder.position_encodings.encodings = _times(_FRAMES_PER_WORD * np.arange(448))
    _norm(decoder.layer_norm)
    layer = decoder.layer[0]
    _zero_layer(layer)
    _norm(layer.attention.layer_norm)
    for linear, width in zip(layer.attention.linear, (_WIDTH, 2 * _WIDTH, _WIDTH), strict=True):
        _linear(linear, width, _WIDTH)
    looks_at_times = np.diag([0.0] * _TOKEN_WIDTH + [_ATTENTION_SHARPNESS] * (_WIDTH - _TOKEN_WIDTH))
    layer.attention.linear[0].weight[:] = looks_at_times
    layer.attention.linear[1].weight[:_WIDTH] = looks_at_times


def _times(frames: np.ndarray) -> np.ndarray:
    """Vectors that are alike for frames that are close in time."""
    angles = frames[:, None] * np.geomspace(0.002, 0.3, (_WIDTH - _TOKEN_WIDTH) // 2)
    tokens = np.zeros((len(frames), _TOKEN_WIDTH))
    return np.concatenate([tokens, np.cos(angles), np.sin(angles)], axis=1).astype(np.float32)


def _zero_layer(layer: Any) -> None:
    attention, ffn = layer.self_attention, layer.ffn
    _norm(attention.layer_norm)
    _linear(attention.linear[0], 3 * _WIDTH, _WIDTH)
    _linear(attention.linear[1], _WIDTH, _WIDTH)
    _norm(ffn.layer_norm)
    _linear(ffn.linear_0, 4 * _WIDTH, _WIDTH)
    _linear(ffn.linear_1, _WIDTH, 4 * _WIDTH)
