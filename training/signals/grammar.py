# ruff: noqa: E501
"""Sentences from the hand-written alternatives in `*.txt`, with labels, clean and as a recogniser gives them.

`[name]` opens the alternatives of `{name}`, `[=labels]` sentences that carry labels (`cs_*` and `cs_+`: one kind
and another). One alternative in five, chosen by its own words, is kept out of training: whole frames and whole
fillers that only validation sees.
"""

from __future__ import annotations

import random
import re
import zlib
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
KINDS = ("latency", "cost", "compliance", "quality", "availability", "scale")
NUMBERS = [
    "2",
    "3",
    "4",
    "5",
    "6",
    "7",
    "8",
    "9",
    "10",
    "12",
    "15",
    "18",
    "20",
    "25",
    "30",
    "35",
    "40",
    "44",
    "50",
    "60",
    "62",
    "70",
    "75",
    "80",
    "85",
    "90",
    "95",
    "98",
    "99",
    "120",
    "150",
    "200",
    "300",
    "400",
    "600",
    "800",
    "900",
    "1,200",
    "2,500",
    "5,000",
    "9,000",
    "0.5",
    "1.5",
    "2.1",
    "0.3",
]
CLOCK = ("five in the morning", "six o'clock", "noon", "eight", "half past seven", "midnight")
_SLOT = re.compile(r"\{([a-z_]+[*+]?)\}")


@dataclass(frozen=True)
class Sentence:
    """One sentence with what it shows; `label` names the interviewer's with `I:`."""

    text: str
    labels: frozenset[str]
    held_out: bool


def is_held_out(alternative: str) -> bool:
    """Whether validation alone sees this alternative."""
    return zlib.crc32(alternative.encode()) % 5 == 0


class Grammar:
    """All alternatives, by name and by labels."""

    def __init__(self, folder: Path = HERE) -> None:
        self.parts: defaultdict[str, list[str]] = defaultdict(list)
        self.frames: list[tuple[str, str]] = []
        for path in sorted(folder.glob("*.txt")):
            self._read(path.read_text(encoding="utf-8"))

    def _read(self, text: str) -> None:
        section = ""
        for line in (raw.strip() for raw in text.splitlines()):
            if not line or line.startswith("# "):
                continue
            if line.startswith("[") and line.endswith("]"):
                section = line[1:-1]
            elif section.startswith("="):
                self.frames.append((section[1:], line))
            else:
                self.parts[section].append(line)

    def sentence(self, frame: tuple[str, str], held_out: bool, chance: random.Random) -> Sentence:
        """One sentence of a frame; `held_out` fills its slots with kept-out alternatives."""
        kinds = chance.sample(KINDS, 2)
        labels = frozenset(_labels(frame[0], kinds))
        text = frame[1].replace("_*}", f"_{kinds[0]}}}").replace("_+}", f"_{kinds[1]}}}")
        while match := _SLOT.search(text):
            text = text[: match.start()] + self._fill(match[1], held_out, chance) + text[match.end() :]
        return Sentence(text[0].upper() + text[1:] if text[0] != "i" else text, labels, held_out)

    def _fill(self, name: str, held_out: bool, chance: random.Random) -> str:
        if name == "n":
            return chance.choice(NUMBERS)
        if name == "clock":
            return chance.choice(CLOCK)
        options = [a for a in self.parts[name] if is_held_out(a) == held_out] or self.parts[name]
        return chance.choice(options)


def _labels(section: str, kinds: list[str]) -> list[str]:
    named = [] if section in {"-", "I:-"} else section.removeprefix("I:").split("&")
    return [n.replace("_*", f":{kinds[0]}").replace("_+", f":{kinds[1]}") for n in named]
