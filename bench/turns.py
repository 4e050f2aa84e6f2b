"""False cut-offs against dead air, swept over policies: whose turn is it?

    python -m bench.turns [--speech DIR] [--smart-turn FILE] [--picture FILE] [--seeds 3] [--pretty]

Each silence of recorded speech (`--speech`: clips with a manifest of labelled pauses) and of generated
answers (flite's voices, labelled by construction) is found by the program's own detector and judged as in an
interview, with the words that were said but without the stops that a recogniser could only guess. A pause is
cut off falsely when the policy would have answered before speech went on; dead air is the silence before the
answer to a finished turn. Silence alone, the policy without words, is swept beside it, and with a model file
of Smart Turn also Silero with Smart Turn (0.2 s where the model says so, otherwise 3 s).
JSON on the output; `--picture` needs matplotlib.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from bench.answers import Answer, answers
from voice_coach.conversation.endpointing import (
    PROFILES,
    PauseHabit,
    Profile,
    judge,
    profile_at,
)
from voice_coach.conversation.events import Event, SegmentClosed, SpeechStarted
from voice_coach.conversation.occasions import AnswerShape
from voice_coach.conversation.segments import Segmenter
from voice_coach.conversation.sound import (
    FRAME_SAMPLES,
    Samples,
    samples_of,
    seconds_of,
)
from voice_coach.engines.flite_voice import FliteVoice
from voice_coach.engines.room_card import room_noise
from voice_coach.engines.smart_turn import HEARS_S, SmartTurn
from voice_coach.engines.sound_files import read_sound
from voice_coach.engines.speech_detector import LayeredDetector

GOALS = {"patient": (0.02, 1.0), "standard": (0.05, 0.7), "brisk": (0.10, 0.4)}
TAIL_S = 1.0
OUT_S = 0.03
"""From the decision to the first sound: the candidate who goes on within it has been cut off."""
VOICES = ("slt", "rms")


@dataclass(frozen=True, slots=True)
class Pause:
    """A silence as the program met it."""

    text: str
    """Everything said in the turn so far."""
    last: str
    """The words since the silence before."""
    length_s: float | None
    """None at the end of the turn."""
    strict: bool
    """Whether nobody could take the words so far for the end."""
    expects: AnswerShape
    sounds_done: float | None = None
    """What Smart Turn says."""


Turn = tuple[Pause, ...]
Policy = Callable[[Turn], Iterator[float]]
"""The silence after which each pause of a turn would be answered."""

# ----------------------------------------------------------------- the silences


def silences(sound: Samples) -> list[tuple[float, float | None]]:
    """(beginning, end) of each silence that the program notices, in seconds; no end for the last."""
    detector, segmenter = LayeredDetector(), Segmenter()
    found: list[tuple[float, float | None]] = []
    for start in range(0, len(sound) - FRAME_SAMPLES + 1, FRAME_SAMPLES):
        frame = sound[start : start + FRAME_SAMPLES]
        for event in segmenter.hear(start, frame, detector.hear(frame)):
            _note(found, event)
    return found


def _note(found: list[tuple[float, float | None]], event: Event) -> None:
    match event:
        case SegmentClosed(paused=True):
            found.append((seconds_of(event.ended), None))
        case SpeechStarted() if found:
            found[-1] = (found[-1][0], seconds_of(event.onset))


def _in_a_room(sound: Samples, seed: int) -> Samples:
    longer = np.concatenate((sound, np.zeros(samples_of(TAIL_S), np.int16))).astype(np.float32)
    return np.clip(longer + room_noise(-66.0, len(longer), seed), -32768, 32767).astype(np.int16)


@cache
def _voice(name: str) -> FliteVoice:
    voice = FliteVoice(name)
    voice.start()
    return voice


@cache
def _spoken(text: str, voice: str) -> Samples:
    return _voice(voice).speak(text).samples


def generated(seed: int, model: SmartTurn | None) -> Iterator[Turn]:
    """Answers read by a synthetic voice, with the silences that were put in."""
    for number, answer in enumerate(answers(seed)):
        yield _turn_of(answer, VOICES[number % 2], seed, model)


def _turn_of(answer: Answer, voice: str, seed: int, model: SmartTurn | None) -> Turn:
    parts: list[Samples] = []
    ends: list[int] = []
    for stretch in answer.stretches:
        parts.append(_spoken(stretch.text, voice))
        ends.append(sum(map(len, parts)))
        parts.append(np.zeros(samples_of(stretch.pause_s or 0.0), np.int16))
    sound = _in_a_room(np.concatenate(parts), seed)
    pauses: list[Pause] = []
    said: list[str] = []
    for begin_s, end_s in silences(sound):
        nearest = int(np.argmin([abs(seconds_of(end) - begin_s) for end in ends]))
        if abs(seconds_of(ends[nearest]) - begin_s) > 0.3 or nearest < len(said):
            continue  # a silence inside a stretch
        fresh = [stretch.text for stretch in answer.stretches[len(said) : nearest + 1]]
        said += fresh
        is_last = nearest == len(ends) - 1
        length_s = None if is_last or end_s is None else end_s - begin_s
        strict = not answer.stretches[nearest].could_be_the_end
        witness = _witness(model, sound, begin_s)
        pauses.append(Pause(" ".join(said), " ".join(fresh), length_s, strict, answer.expects, witness))
    return tuple(pauses)


def _witness(model: SmartTurn | None, sound: Samples, begin_s: float) -> float | None:
    if model is None:
        return None
    end = samples_of(begin_s + 0.2)
    return model.probability(sound[max(0, end - samples_of(HEARS_S)) : end])


def recorded(folder: Path, model: SmartTurn | None) -> Iterator[Turn]:
    """Clips of people, with the pauses that were labelled by hand; each clip is one turn."""
    manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
    for clip in manifest if isinstance(manifest, list) else manifest["clips"]:
        if clip.get("words"):
            yield _recorded_turn(clip, _in_a_room(read_sound(folder / clip["file"]), 0), model)


def _recorded_turn(clip: dict[str, Any], sound: Samples, model: SmartTurn | None) -> Turn:
    pauses: list[Pause] = []
    before_s = 0.0
    for begin_s, end_s in silences(sound):
        label = next((each for each in clip["pauses"] if abs(each["start_s"] - begin_s) < 0.25), None)
        if label is None or (label["label"] == "hold" and end_s is None):
            continue
        words = [word for word, _, word_end in clip["words"] if word_end <= label["start_s"] + 0.1]
        fresh = [
            w for w, start, end in clip["words"] if start >= before_s - 0.1 and end <= label["start_s"] + 0.1
        ]
        before_s = label["start_s"]
        length_s = None if label["label"] == "end" or end_s is None else end_s - begin_s
        strict = not label.get("clause_complete", False)
        witness = _witness(model, sound, begin_s)
        text, last = " ".join(words), " ".join(fresh)
        pauses.append(Pause(text, last, length_s, strict, AnswerShape.EITHER, witness))
    return tuple(pauses)


# ----------------------------------------------------------------- the policies


def silence_only(wait_s: float) -> Policy:
    """The same wait whatever was said."""

    def waits(turn: Turn) -> Iterator[float]:
        yield from (wait_s for _ in turn)

    return waits


def layered(profile: Profile, *, witness: bool = False) -> Policy:
    """The program's own judgement."""

    def waits(turn: Turn) -> Iterator[float]:
        habit = PauseHabit()
        for pause in turn:
            heard = pause.sounds_done if witness else None
            yield _judged(pause, profile, habit, heard)
            if pause.length_s is not None:
                habit = habit.after(pause.length_s)

    return waits


def _judged(pause: Pause, profile: Profile, habit: PauseHabit, sounds_done: float | None) -> float:
    text, last = (each.rstrip(".,;: ") for each in (pause.text, pause.last))
    return judge(text, last, pause.expects, profile, habit, sounds_done=sounds_done).wait_s


def smart_turn_alone(threshold: float) -> Policy:
    """Silero's pause, then the model's word, then 3 s: the usual way of a peer."""

    def waits(turn: Turn) -> Iterator[float]:
        yield from (0.2 if (pause.sounds_done or 0.0) > threshold else 3.0 for pause in turn)

    return waits


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a policy fares."""

    policy: str
    parameter: float
    cut_off: float
    """Share of the pauses inside turns that it would have answered."""
    cut_off_strict: float
    """The same where nobody could take the words for the end."""
    turns_cut_off: float
    """Share of the turns in which it would have answered some pause."""
    dead_air_s: float
    """Median silence before its answer to a finished turn."""
    dead_air_p90_s: float


def outcome(name: str, parameter: float, policy: Policy, turns: Sequence[Turn]) -> Outcome:
    """Measure one policy."""
    holds: list[tuple[bool, bool]] = []
    cut_turns: list[bool] = []
    dead_s: list[float] = []
    for turn in turns:
        waits = list(policy(turn))
        cut = [_is_cut(pause, wait) for pause, wait in zip(turn, waits, strict=True)]
        holds += [(c, p.strict) for c, p in zip(cut, turn, strict=True) if p.length_s is not None]
        dead_s += [w + OUT_S for w, p in zip(waits, turn, strict=True) if p.length_s is None]
        cut_turns.append(any(cut))
    strict = [cut for cut, is_strict in holds if is_strict]
    return Outcome(
        name,
        round(parameter, 3),
        round(float(np.mean([cut for cut, _ in holds])), 4),
        round(float(np.mean(strict)), 4),
        round(float(np.mean(cut_turns)), 4),
        round(float(np.median(dead_s)), 3),
        round(float(np.percentile(dead_s, 90)), 3),
    )


def _is_cut(pause: Pause, wait_s: float) -> bool:
    return pause.length_s is not None and wait_s + OUT_S < pause.length_s


def sweep(turns: Sequence[Turn], *, witness: bool) -> dict[str, list[Outcome]]:
    """Every policy at every setting."""
    curves = {
        "silence only": [
            outcome("silence only", w, silence_only(w), turns) for w in np.arange(0.2, 3.01, 0.1)
        ],
        "ours": [outcome("ours", p, layered(profile_at(p)), turns) for p in np.arange(0.0, 1.251, 0.05)],
    }
    if witness:
        curves["ours with smart turn"] = [
            outcome("ours with smart turn", p, layered(profile_at(p), witness=True), turns)
            for p in np.arange(0.0, 1.251, 0.05)
        ]
        curves["silero and smart turn"] = [
            outcome("silero and smart turn", t, smart_turn_alone(t), turns) for t in np.arange(0.1, 1.0, 0.1)
        ]
    return curves


def points(turns: Sequence[Turn], *, witness: bool) -> dict[str, dict[str, Any]]:
    """The three profiles against their goals, and silence alone with as much dead air."""
    rows: dict[str, dict[str, Any]] = {}
    for name, (most_cut, most_dead_s) in GOALS.items():
        each = outcome(name, 0.0, layered(PROFILES[name], witness=witness), turns)
        silent = outcome("silence", each.dead_air_s, silence_only(each.dead_air_s - OUT_S), turns)
        rows[name] = {
            "cut_off": each.cut_off,
            "cut_off_strict": each.cut_off_strict,
            "turns_cut_off": each.turns_cut_off,
            "dead_air_s": each.dead_air_s,
            "dead_air_p90_s": each.dead_air_p90_s,
            "silence_only_cut_off_at_that_dead_air": silent.cut_off,
            "goal": {"cut_off": most_cut, "dead_air_s": most_dead_s},
            "met": each.cut_off <= most_cut and each.dead_air_s <= most_dead_s,
        }
    return rows


def counts(turns: Sequence[Turn]) -> dict[str, Any]:
    """What was judged."""
    every = [pause for turn in turns for pause in turn]
    lengths = [pause.length_s for pause in every if pause.length_s is not None]
    return {
        "turns": len(turns),
        "pauses": len(lengths),
        "strict_pauses": sum(pause.length_s is not None and pause.strict for pause in every),
        "ends": sum(pause.length_s is None for pause in every),
        "pause_s": {str(q): round(float(np.percentile(lengths, q)), 2) for q in (50, 90, 95, 99)},
    }


def draw(corpora: dict[str, dict[str, list[Outcome]]], chosen: dict[str, Any], path: Path) -> None:
    """The curves, and the profiles on them."""
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot as plt

    figure, axes = plt.subplots(1, len(corpora), figsize=(5.2 * len(corpora), 4.2), squeeze=False)
    for axis, (corpus, curves) in zip(axes[0], corpora.items(), strict=True):
        for name, curve in curves.items():
            axis.plot([o.dead_air_s for o in curve], [100 * o.cut_off for o in curve], label=name, lw=1.8)
        for name, row in chosen[corpus].items():
            axis.plot(row["dead_air_s"], 100 * row["cut_off"], "ko", ms=5)
            axis.annotate(name, (row["dead_air_s"], 100 * row["cut_off"]), (4, 5), textcoords="offset points")
        axis.set(
            title=corpus,
            xlabel="median dead air, s",
            ylabel="pauses cut off, %",
            xlim=(0.2, 2.0),
            ylim=(0, 40),
        )
        axis.grid(alpha=0.3)
        axis.legend(fontsize=8)
    figure.tight_layout()
    path.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(path, dpi=110)


def corpora_of(options: argparse.Namespace) -> dict[str, list[Turn]]:
    """The turns to judge, by where they come from."""
    model = SmartTurn(options.smart_turn) if options.smart_turn else None
    found: dict[str, list[Turn]] = {}
    if shutil.which("flite"):
        seeds = range(options.seed, options.seed + options.seeds)
        found["generated answers"] = [turn for seed in seeds for turn in generated(seed, model)]
    if options.speech and (options.speech / "manifest.json").is_file():
        found["recorded speech"] = list(recorded(options.speech, model))
    return found


def main() -> int:
    """Measure and print; 1 where there is nothing to measure with."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--speech", type=Path, help="clips of people with manifest.json")
    parser.add_argument("--smart-turn", type=Path, help="smart-turn-v3.2-cpu.onnx")
    parser.add_argument("--picture", type=Path, help="where to draw the curves")
    parser.add_argument("--seeds", type=int, default=3, help="how often the answers are paused anew")
    parser.add_argument("--seed", type=int, default=0, help="the first of them")
    parser.add_argument("--pretty", action="store_true", help="indent the JSON")
    options = parser.parse_args()
    began_s = time.monotonic()
    corpora = corpora_of(options)
    if not corpora:
        print("There is neither flite nor a folder of clips.")
        return 1
    witness = bool(options.smart_turn)
    curves = {name: sweep(turns, witness=witness) for name, turns in corpora.items()}
    chosen = {name: points(turns, witness=False) for name, turns in corpora.items()}
    with_witness = {name: points(turns, witness=True) for name, turns in corpora.items()} if witness else {}
    if options.picture:
        draw(curves, chosen, options.picture)
    machine = f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"
    result = {
        "bench": "turns",
        "machine": machine,
        "wall_s": round(time.monotonic() - began_s, 1),
        "corpora": {name: counts(turns) for name, turns in corpora.items()},
        "profiles": chosen,
        "profiles_with_smart_turn": with_witness,
        "curves": {
            c: {n: [_row(o) for o in curve] for n, curve in each.items()} for c, each in curves.items()
        },
    }
    print(json.dumps(result, indent=2 if options.pretty else None))
    return 0


def _row(each: Outcome) -> list[float]:
    """Setting, share cut off, dead air."""
    return [each.parameter, each.cut_off, each.dead_air_s]


if __name__ == "__main__":
    raise SystemExit(main())
