"""The trained model as a folder that faster-whisper loads.

python -m training.tiny_whisper.export FOLDER OUT
"""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path
from typing import Any

import numpy as np
import torch
from ctranslate2.specs import whisper_spec

from .model import GUIDED_HEADS, HEADS, LAYERS, PADDED, WIDTH
from .tokens import Tokens

FEATURES = {
    "chunk_length": 10,
    "feature_size": 80,
    "hop_length": 160,
    "n_fft": 400,
    "sampling_rate": 16_000,
    "n_samples": 160_000,
    "nb_max_frames": 1000,
    "feature_extractor_type": "WhisperFeatureExtractor",
    "processor_class": "WhisperProcessor",
}

Weights = dict[str, np.ndarray]


def specification(weights: Weights, tokens: Tokens) -> whisper_spec.WhisperSpec:
    """CTranslate2's description of the model."""
    spec = whisper_spec.WhisperSpec(LAYERS, HEADS, LAYERS, HEADS)
    _fill_encoder(spec.encoder, weights)
    _fill_decoder(spec.decoder, weights)
    spec.register_vocabulary([tokens.tokenizer.id_to_token(each) for each in range(tokens.size)])
    unsayable = ("<|en|>", "<|translate|>", "<|transcribe|>", "<|startoflm|>")
    spec.config.suppress_ids = sorted(
        [tokens.start, tokens.previous, tokens.no_speech, *map(tokens.id_of, unsayable)]
    )
    spec.config.suppress_ids_begin = [tokens.tokenizer.encode(" ").ids[0], tokens.end]
    spec.config.lang_ids = [tokens.id_of("<|en|>")]
    spec.config.alignment_heads = [(layer, head) for layer in range(LAYERS) for head in range(GUIDED_HEADS)]
    spec.validate()
    spec.optimize(quantization="int8")
    return spec


def _fill_encoder(encoder: Any, weights: Weights) -> None:
    for name in ("conv1", "conv2"):
        _fill_linear(getattr(encoder, name), weights, name)
    places = weights["places"]
    padding = np.repeat(places[-1:], PADDED, 0)
    encoder.position_encodings.encodings = np.concatenate([places[:-1], padding])
    _fill_norm(encoder.layer_norm, weights, "encoder_norm")
    for number, layer in enumerate(encoder.layer):
        _fill_layer(layer, weights, f"encoder.{number}")


def _fill_decoder(decoder: Any, weights: Weights) -> None:
    decoder.embeddings.weight = weights["embedding.weight"]
    decoder.projection.weight = weights["embedding.weight"]
    decoder.position_encodings.encodings = weights["text_places"]
    _fill_norm(decoder.layer_norm, weights, "decoder_norm")
    for number, layer in enumerate(decoder.layer):
        _fill_layer(layer, weights, f"decoder.{number}")
        _fill_norm(layer.attention.layer_norm, weights, f"decoder.{number}.norm_memory")
        memory = f"decoder.{number}.attend_memory"
        _fill_linear(layer.attention.linear[0], weights, f"{memory}.query")
        _join(layer.attention.linear[1], weights, memory, ("key", "value"))
        _fill_linear(layer.attention.linear[2], weights, f"{memory}.out")


def _fill_layer(layer: Any, weights: Weights, name: str) -> None:
    _fill_norm(layer.self_attention.layer_norm, weights, f"{name}.norm_self")
    _join(layer.self_attention.linear[0], weights, f"{name}.attend_self", ("query", "key", "value"))
    _fill_linear(layer.self_attention.linear[1], weights, f"{name}.attend_self.out")
    _fill_norm(layer.ffn.layer_norm, weights, f"{name}.norm_feed")
    _fill_linear(layer.ffn.linear_0, weights, f"{name}.feed_in")
    _fill_linear(layer.ffn.linear_1, weights, f"{name}.feed_out")


def _fill_norm(target: Any, weights: Weights, name: str) -> None:
    target.gamma, target.beta = weights[f"{name}.weight"], weights[f"{name}.bias"]


def _fill_linear(target: Any, weights: Weights, name: str) -> None:
    target.weight, target.bias = weights[f"{name}.weight"], weights[f"{name}.bias"]


def _join(target: Any, weights: Weights, name: str, parts: tuple[str, ...]) -> None:
    none = np.zeros(WIDTH, np.float32)
    target.weight = np.concatenate([weights[f"{name}.{part}.weight"] for part in parts])
    target.bias = np.concatenate([weights.get(f"{name}.{part}.bias", none) for part in parts])


def main(folder: Path, out: Path) -> None:
    """Write the folder anew."""
    trained = torch.load(folder / "model.pt", weights_only=True)
    weights = {name: value.float().numpy() for name, value in trained.items()}
    tokens = Tokens.loaded(folder / "tokenizer.json")
    shutil.rmtree(out, ignore_errors=True)
    out.mkdir(parents=True)
    specification(weights, tokens).save(str(out))
    shutil.copy(folder / "tokenizer.json", out)
    (out / "preprocessor_config.json").write_text(json.dumps(FEATURES, indent=1) + "\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
