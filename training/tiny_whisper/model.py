"""A Whisper of 1.1 million parameters, shaped so that it can be trained in an hour on two cores.

faster-whisper pads every window to 30 s, while this model looks at 10 s: positions beyond are one padding
vector, of which training sees a single copy whose attention logit is raised by log(1000). That mass is
annealed in, since from the start it would swallow all attention. Position encodings live in a quarter of the
dimensions, where the convolutions begin at zero, and the encoder's heads begin as local attention.
"""

from __future__ import annotations

import math

import numpy as np
import torch
from faster_whisper.feature_extractor import FeatureExtractor
from torch import Tensor, nn
from torch.nn import functional

WIDTH, HEADS, LAYERS = 128, 4, 2
HEAD = WIDTH // HEADS
MELS = 80
POSITIONS = 501
"""500 of 20 ms, and one that stands for all the padding."""
PADDED = 1000
PLACE = 96
"""First of the dimensions that hold the position."""
TEXT_POSITIONS = 448
GUIDED_HEADS = 2
OFFSETS = ((-3, 0, 3, 7), (-9, -3, 4, 12))
"""Where each encoder head looks at first, in positions."""

_FREQUENCIES = torch.tensor(np.geomspace(0.6, 0.012, 16), dtype=torch.float32)
_FILTERS = torch.tensor(FeatureExtractor.get_mel_filters(16_000, 400, MELS).astype(np.float32))
_WINDOW = torch.tensor(np.hanning(401)[:-1].astype(np.float32))


def log_mel(sound: np.ndarray) -> Tensor:
    """(80, frames of 10 ms) as faster-whisper computes it."""
    padded = functional.pad(torch.from_numpy(sound), (0, 160))
    spectrum = torch.stft(padded, 400, 160, window=_WINDOW, pad_mode="reflect", return_complex=True)
    logs = (_FILTERS @ spectrum[:, :-1].abs() ** 2).clamp(min=1e-10).log10()
    return (torch.maximum(logs, logs.max() - 8) + 4) / 4


class Attention(nn.Module):
    """Multi-head attention that can tell its weights."""

    def __init__(self) -> None:
        super().__init__()
        self.query, self.value, self.out = (nn.Linear(WIDTH, WIDTH) for _ in range(3))
        self.key = nn.Linear(WIDTH, WIDTH, bias=False)

    def forward(
        self, x: Tensor, memory: Tensor | None = None, bias: Tensor | None = None, causal: bool = False
    ) -> tuple[Tensor, Tensor | None]:
        """The result, and for attention to a memory the weights (batch, head, query, key)."""
        source = x if memory is None else memory
        query, key, value = (
            layer(each).view(x.shape[0], -1, HEADS, HEAD).transpose(1, 2)
            for layer, each in ((self.query, x), (self.key, source), (self.value, source))
        )
        weights = None
        if memory is None:
            mixed = functional.scaled_dot_product_attention(query, key, value, bias, is_causal=causal)
        else:
            assert bias is not None
            weights = (query @ key.transpose(-1, -2) * HEAD**-0.5 + bias).float().softmax(-1)
            mixed = weights.to(value.dtype) @ value
        return self.out(mixed.transpose(1, 2).reshape(x.shape)), weights


class Layer(nn.Module):
    """One layer of the encoder, or of the decoder, which also looks at the encoder's memory."""

    def __init__(self, decodes: bool) -> None:
        super().__init__()
        self.norm_self, self.attend_self = nn.LayerNorm(WIDTH), Attention()
        self.decodes = decodes
        if decodes:
            self.norm_memory, self.attend_memory = nn.LayerNorm(WIDTH), Attention()
        self.norm_feed = nn.LayerNorm(WIDTH)
        self.feed_in, self.feed_out = nn.Linear(WIDTH, 4 * WIDTH), nn.Linear(4 * WIDTH, WIDTH)
        self.drop = nn.Dropout(0.05)

    def forward(self, x: Tensor, memory: Tensor | None, bias: Tensor) -> tuple[Tensor, Tensor | None]:
        """The next state, and a decoder's attention to the memory."""
        weights = None
        if self.decodes:
            x = x + self.drop(self.attend_self(self.norm_self(x), causal=True)[0])
            seen, weights = self.attend_memory(self.norm_memory(x), memory, bias)
            x = x + self.drop(seen)
        else:
            x = x + self.drop(self.attend_self(self.norm_self(x), bias=bias)[0])
        return x + self.drop(self.feed_out(functional.gelu(self.feed_in(self.norm_feed(x))))), weights


class TinyWhisper(nn.Module):
    """Encoder and decoder; the output weights are the embedding's."""

    def __init__(self, vocabulary: int) -> None:
        super().__init__()
        self.conv1 = nn.Conv1d(MELS, WIDTH, 3, padding=1)
        self.conv2 = nn.Conv1d(WIDTH, WIDTH, 3, stride=2, padding=1)
        self.encoder = nn.ModuleList(Layer(decodes=False) for _ in range(LAYERS))
        self.encoder_norm = nn.LayerNorm(WIDTH)
        self.embedding = nn.Embedding(vocabulary, WIDTH)
        self.decoder = nn.ModuleList(Layer(decodes=True) for _ in range(LAYERS))
        self.decoder_norm = nn.LayerNorm(WIDTH)
        self.register_buffer("places", _places())
        self.register_buffer("text_places", _sinusoids(TEXT_POSITIONS) * 0.1)
        self.register_buffer("padding_bias", torch.zeros(1, 1, 1, POSITIONS))
        self.weigh_padding(1.0)
        nn.init.normal_(self.embedding.weight, std=0.04)
        self._begin_locally()

    def weigh_padding(self, share: float) -> None:
        """How much of the padding's mass counts, 0 to 1; the exported model has all of it."""
        self.padding_bias[..., -1] = -6 + share * (6 + math.log(PADDED))

    @torch.no_grad()
    def _begin_locally(self) -> None:
        self.conv1.weight *= 2.5
        self.conv2.weight *= 2.5
        self.conv2.weight[PLACE:] = 0
        self.conv2.bias[PLACE:] = 0
        for layer, offsets in zip(self.encoder, OFFSETS, strict=True):
            attention = layer.attend_self
            for head, offset in enumerate(offsets):
                rows = slice(HEAD * head, HEAD * (head + 1))
                attention.query.weight[rows] *= 0.3
                attention.key.weight[rows] *= 0.3
                attention.query.weight[rows, PLACE:] += 0.85 * torch.eye(HEAD)
                attention.key.weight[rows, PLACE:] += 0.85 * _shift(offset)

    def encode(self, mel: Tensor) -> Tensor:
        """(batch, 80, frames) to (batch, frames / 2 + 1, width); the last one is the padding."""
        length = mel.shape[-1] // 2
        heard = functional.gelu(self.conv2(functional.gelu(self.conv1(functional.pad(mel, (0, 4))))))
        places = torch.cat([self.places[:length], self.places[-1:]])
        x = heard[:, :, : length + 1].transpose(1, 2) + places
        bias = self.padding_bias[..., -(length + 1) :].to(x.dtype)
        for layer in self.encoder:
            x, _ = layer(x, None, bias.expand(x.shape[0], 1, length + 1, length + 1))
        return self.encoder_norm(x)

    def decode(self, ids: Tensor, memory: Tensor) -> tuple[Tensor, list[Tensor]]:
        """Logits of the next token at each place, and each layer's attention to the memory."""
        x = self.embedding(ids) + self.text_places[: ids.shape[1]]
        attentions = []
        for layer in self.decoder:
            x, weights = layer(x, memory, self.padding_bias[..., -memory.shape[1] :])
            attentions.append(weights)
        return functional.linear(self.decoder_norm(x), self.embedding.weight), attentions


def _places() -> Tensor:
    phases = torch.arange(POSITIONS).float()[:, None] * _FREQUENCIES[None]
    places = torch.zeros(POSITIONS, WIDTH)
    places[:, PLACE : PLACE + 16], places[:, PLACE + 16 :] = phases.sin(), phases.cos()
    places[-1] = 0
    places[-1, PLACE:] = torch.randn(WIDTH - PLACE)
    return places


def _sinusoids(length: int) -> Tensor:
    step = math.log(10_000) / (WIDTH // 2 - 1)
    phases = np.arange(length)[:, None] * np.exp(-step * np.arange(WIDTH // 2))[None]
    return torch.tensor(np.concatenate([np.sin(phases), np.cos(phases)], 1), dtype=torch.float32)


def _shift(offset: int) -> Tensor:
    """What turns the encoding of a position into that of the one `offset` before it."""
    cosine, sine = torch.cos(_FREQUENCIES * offset), torch.sin(_FREQUENCIES * offset)
    turned, each = torch.zeros(HEAD, HEAD), torch.arange(16)
    turned[each, each], turned[each, each + 16] = cosine, -sine
    turned[each + 16, each], turned[each + 16, each + 16] = sine, cosine
    return turned
