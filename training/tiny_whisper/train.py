"""Train the model on rendered voices.

    python -m training.tiny_whisper.train FOLDER [--steps 3600]

`FOLDER` is what `training.tiny_whisper.voices` has filled; `model.pt` and `tokenizer.json` are written there,
the former each 200 steps. Needs torch, scipy, tokenizers, soundfile, soxr and faster-whisper. A decoder so
small would rather learn the sentences by heart than listen: hence words out of order, a loss for the word
that each 20 ms belong to, and two heads a layer that are led to where each word sounds.
"""

from __future__ import annotations

import argparse
import math
import sys
import time
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional

from .examples import IGNORED, Renderings
from .model import GUIDED_HEADS, LAYERS, WIDTH, TinyWhisper
from .sentences import WORDS
from .tokens import Tokens

BATCH = 24
LEARNING_RATE = 2e-3
WARM_UP = 100
SPREAD = 15.0
"""Positions of 20 ms within which the guided heads may look."""
SHORT_S, LONG_S = 5.0, 10.0
SHORT_SHARE = 0.7
SAVED_EACH = 200


class Batch:
    """Windows of one length, padded to one number of tokens."""

    def __init__(self, renderings: Renderings, window_s: float) -> None:
        examples = [renderings.example(window_s) for _ in range(BATCH)]
        longest = max(len(each.ids) for each in examples)
        self.mel = torch.stack([each.mel for each in examples])
        self.ids = torch.full((BATCH, longest), renderings.tokens.end)
        self.labels = torch.full((BATCH, longest), IGNORED)
        self.frames = torch.stack([torch.from_numpy(each.frames) for each in examples])
        places = []
        for row, each in enumerate(examples):
            self.ids[row, : len(each.ids)] = torch.tensor(each.ids)
            self.labels[row, : len(each.labels)] = torch.tensor(each.labels)
            places += [(row, place, at_s * 50) for place, at_s in each.places]
        self.places = torch.tensor(places).reshape(-1, 3)


def astray(attentions: list[Tensor], places: Tensor) -> Tensor:
    """How much the guided heads look elsewhere than where the words sound."""
    rows, tokens = places[:, 0].long(), places[:, 1].long()
    distance = (torch.arange(attentions[0].shape[-1])[None] - places[:, 2:]) / SPREAD
    penalty = 1 - torch.exp(-0.5 * distance**2)
    penalty[:, -1] = 1
    looks = [each[rows, :GUIDED_HEADS, tokens].float() for each in attentions]
    return sum((look * penalty[:, None]).sum(-1).mean() for look in looks) / LAYERS


def loss_of(model: TinyWhisper, ears: nn.Linear, batch: Batch, done: float) -> Tensor:
    """The weighted sum of all three losses; `done` is the share of training, 0 to 1."""
    with torch.autocast("cpu", dtype=torch.bfloat16):
        memory = model.encode(batch.mel)
        heard = ears(memory[:, :-1]).float()
        logits, attentions = model.decode(batch.ids, memory)
    weights = torch.ones(len(WORDS) + 1)
    weights[0] = 0.05
    text = functional.cross_entropy(
        logits.float().flatten(0, 1), batch.labels.flatten(), ignore_index=IGNORED
    )
    frames = functional.cross_entropy(
        heard.flatten(0, 1), batch.frames.flatten(), weights, ignore_index=IGNORED
    )
    guided = astray(attentions, batch.places) if len(batch.places) else torch.zeros(())
    return text + (1.0 if done < 0.6 else 0.5) * guided + (1.0 if done < 0.7 else 0.4) * frames


def learning_rate(step: int, done: float) -> float:
    """Warm up, then a cosine down to a hundredth."""
    return LEARNING_RATE * min(1.0, (step + 1) / WARM_UP) * (0.5 * (1 + math.cos(math.pi * done)) + 0.01)


def train(folder: Path, steps: int) -> None:
    """Train for so many steps."""
    torch.manual_seed(0)
    tokens = Tokens.made()
    tokens.tokenizer.save(str(folder / "tokenizer.json"))
    renderings = Renderings(folder, tokens)
    model, ears = TinyWhisper(tokens.size), nn.Linear(WIDTH, len(WORDS) + 1)
    parameters = [*model.parameters(), *ears.parameters()]
    optimiser = torch.optim.AdamW(parameters, LEARNING_RATE, betas=(0.9, 0.98), weight_decay=0.01)
    began = time.monotonic()
    for step in range(steps):
        done = step / steps
        for group in optimiser.param_groups:
            group["lr"] = learning_rate(step, done)
        model.weigh_padding(min(1.0, done / 0.6))
        batch = Batch(renderings, SHORT_S if done < SHORT_SHARE else LONG_S)
        loss = loss_of(model, ears, batch, done)
        optimiser.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimiser.step()
        if step % 20 == 0:
            sys.stdout.write(f"step {step}, {time.monotonic() - began:.0f} s, loss {loss.item():.3f}\n")
        if (step + 1) % SAVED_EACH == 0 or step + 1 == steps:
            torch.save(model.state_dict(), folder / "model.pt")


def main() -> None:
    """Read the command line and train."""
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("folder", type=Path)
    options.add_argument("--steps", type=int, default=3600)
    chosen = options.parse_args()
    train(chosen.folder, chosen.steps)


if __name__ == "__main__":
    main()
