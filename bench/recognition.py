"""Word error and speed of the recognisers that run here, and the wait after the last word. Prints JSON.

    python -m bench.recognition [--set held-out]     flite's and espeak-ng's voices, interview sentences
    python -m bench.recognition --speech DIR         also the clips of a folder with a manifest.json
    python -m bench.recognition --noise FILE         also with this noise, at 10 and 5 dB
    python -m bench.recognition --tail 20            also the tail: sound in real time, 20 segments a length
    python -m bench.recognition --voice 40           also the voice: time from text to clip

The offline recogniser is measured twice: as it comes, and with the field's and a scenario's language.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import cycle, islice
from pathlib import Path

import numpy as np

from voice_coach.coaching.scenario_talk import expected_talk
from voice_coach.conversation.sound import RATE_HZ, Samples, Segment, samples_of, seconds_of
from voice_coach.conversation.words import text_of
from voice_coach.engines.flite_voice import FliteVoice
from voice_coach.engines.protocols import Recogniser
from voice_coach.engines.pyttsx3_voice import Pyttsx3Voice
from voice_coach.engines.sound_files import read_sound
from voice_coach.engines.sphinx_recogniser import SphinxRecogniser
from voice_coach.engines.whisper_recogniser import WhisperRecogniser
from voice_coach.library import load_scenario

from .interview_sentences import AS_SAID, FIRST, HELD_OUT, TUNING

SETS = {"first": FIRST, "tuning": TUNING, "held-out": HELD_OUT}
VOICES = ("slt", "rms")
ESPEAK_VOICES = ("en-us", "en-gb")
SCENARIO = "support-replies"
NOISE_DB = (10, 5)
TAIL_LENGTHS_S = (1, 3, 8, 15)
BLOCK = RATE_HZ // 100
LEAD_S, CLOSING_PAUSE_S = 0.5, 0.2
ROOM_TONE = 8.0


@dataclass(frozen=True, slots=True)
class Utterance:
    """A sound and the words in it."""

    group: str
    text: str
    samples: Samples


def room_tone(seconds: float, seed: int = 0) -> Samples:
    """Quiet noise, which a segment's lead-in and closing pause consist of."""
    noise: Samples = np.random.default_rng(seed).normal(0, ROOM_TONE, samples_of(seconds)).astype(np.int16)
    return noise


def spoken_sentences(sentences: Sequence[str]) -> Iterator[Utterance]:
    """The sentences in voices of flite and espeak-ng, as segments of the loop."""
    for name in VOICES:
        voice = FliteVoice(name)
        voice.start()
        for text in sentences:
            yield Utterance(f"flite {name}", text, _segment(voice.speak(_for_flite(text)).samples))
    for name in ESPEAK_VOICES:
        for text in sentences:
            yield Utterance(f"espeak-ng {name}", text, _segment(_espeak(name, text)))


def _segment(speech: Samples) -> Samples:
    return np.concatenate([room_tone(LEAD_S), speech, room_tone(CLOSING_PAUSE_S)])


def _for_flite(text: str) -> str:
    for written, said in AS_SAID.items():
        text = re.sub(rf"\b{written}\b", said, text)
    return text


def _espeak(name: str, text: str) -> Samples:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "said.wav"
        subprocess.run(["espeak-ng", "-v", name, "-w", str(path), text], check=True)
        return read_sound(path)


def noisy(utterances: Sequence[Utterance], noise: Samples, snr_db: float) -> Iterator[Utterance]:
    """The same under a noise, so many dB below the level of each utterance."""
    for utterance in utterances:
        bed = np.resize(noise, len(utterance.samples)).astype(np.float64)
        speech = utterance.samples.astype(np.float64)
        gain = np.sqrt(np.mean(speech**2) / np.mean(bed**2)) * 10 ** (-snr_db / 20)
        mixed = np.clip(speech + gain * bed, -32768, 32767).astype(np.int16)
        yield Utterance(f"{utterance.group} at {snr_db:g} dB", utterance.text, mixed)


def recorded_clips(folder: Path) -> Iterator[Utterance]:
    """The clips of a folder whose manifest gives their transcripts."""
    for clip in json.loads((folder / "manifest.json").read_text(encoding="utf-8"))["clips"]:
        if clip.get("use_for_wer"):
            yield Utterance("people", clip["transcript"], read_sound(folder / clip["file"]))


def words_in(text: str) -> list[str]:
    """Lower case, no punctuation."""
    return re.sub(r"[^a-z0-9' ]", " ", text.lower()).split()


def word_errors(truth: list[str], heard: list[str]) -> int:
    """Least number of words to change, drop or add (Levenshtein)."""
    row = list(range(len(heard) + 1))
    for number, word in enumerate(truth, 1):
        following = [number]
        for place, other in enumerate(heard, 1):
            following.append(min(row[place] + 1, following[-1] + 1, row[place - 1] + (word != other)))
        row = following
    return row[-1]


def accuracy(recogniser: Recogniser, utterances: list[Utterance]) -> dict[str, object]:
    """Word error rate per group, and seconds of work per second of sound."""
    errors: dict[str, int] = {}
    words: dict[str, int] = {}
    began = time.perf_counter()
    for number, utterance in enumerate(utterances):
        length_s = seconds_of(len(utterance.samples))
        heard = text_of(recogniser.transcribe(Segment(number, 0, utterance.samples, length_s)))
        truth = words_in(utterance.text)
        errors[utterance.group] = errors.get(utterance.group, 0) + word_errors(truth, words_in(heard))
        words[utterance.group] = words.get(utterance.group, 0) + len(truth)
    sound_s = sum(seconds_of(len(utterance.samples)) for utterance in utterances)
    return {
        "word_error_percent": {group: round(100 * errors[group] / words[group], 1) for group in errors},
        "real_time_factor": round((time.perf_counter() - began) / sound_s, 3),
    }


def tail(recogniser: Recogniser, utterances: list[Utterance], repeats: int) -> dict[str, object]:
    """Milliseconds from the closing of a segment to its words, its sound having come in real time."""
    speech = np.concatenate([utterance.samples for utterance in utterances if utterance.group == "flite slt"])
    numbers = iter(range(1000, 100_000))
    report: dict[str, object] = {}
    for length_s in TAIL_LENGTHS_S:
        pieces = (
            speech[first : first + samples_of(length_s)] for first in range(0, len(speech), samples_of(2.3))
        )
        whole = [piece for piece in pieces if len(piece) == samples_of(length_s)]
        waits_ms = [_wait_ms(recogniser, piece, next(numbers)) for piece in islice(cycle(whole), repeats)]
        report[f"{length_s} s"] = _spread(waits_ms)
    return report


def _wait_ms(recogniser: Recogniser, samples: Samples, number: int) -> float:
    sound = np.concatenate([samples, room_tone(CLOSING_PAUSE_S)])
    due = time.perf_counter()
    for first in range(0, len(sound), BLOCK):
        due += BLOCK / RATE_HZ
        time.sleep(max(0.0, due - time.perf_counter()))
        recogniser.listen(number, sound[first : first + BLOCK])
    closed = time.perf_counter()
    recogniser.transcribe(Segment(number, 0, sound, seconds_of(len(samples))))
    return 1000 * (time.perf_counter() - closed)


def voice_latency(repeats: int) -> dict[str, object]:
    """Milliseconds from a text to its checked clip, with the system's voice."""
    voice = Pyttsx3Voice()
    began = time.perf_counter()
    voice.start()
    started_ms = 1000 * (time.perf_counter() - began)
    waits_ms = []
    for number, text in enumerate(islice(cycle(FIRST), repeats)):
        began = time.perf_counter()
        voice.speak(f"{text} {number}")
        waits_ms.append(1000 * (time.perf_counter() - began))
    voice.close()
    return {"start_ms": round(started_ms), "first_ms": round(waits_ms[0]), "clip_ms": _spread(waits_ms)}


def _spread(values_ms: list[float]) -> dict[str, int]:
    return {
        "p50": round(float(np.percentile(values_ms, 50))),
        "p95": round(float(np.percentile(values_ms, 95))),
    }


def recognisers_here() -> Iterator[tuple[str, Recogniser]]:
    """Those that run without asking the network."""
    talk = expected_talk(load_scenario(SCENARIO))
    yield "sphinx, general English", SphinxRecogniser(None)
    yield f"sphinx, with the field and {SCENARIO}", SphinxRecogniser(talk)
    whisper = WhisperRecogniser()
    if whisper.is_here:
        yield f"whisper {whisper.info.detail}", whisper


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--set", choices=SETS, default="held-out")
    options.add_argument("--speech", type=Path)
    options.add_argument("--noise", type=Path)
    options.add_argument("--tail", type=int, default=0, metavar="SEGMENTS")
    options.add_argument("--voice", type=int, default=0, metavar="TEXTS")
    chosen = options.parse_args()
    sentences = list(spoken_sentences(SETS[chosen.set]))
    clips = list(recorded_clips(chosen.speech)) if chosen.speech else []
    everything = sentences + clips
    if chosen.noise:
        noise = read_sound(chosen.noise)
        everything += [each for snr_db in NOISE_DB for each in noisy(sentences, noise, snr_db)]
    report: dict[str, object] = {"bench": "recognition", "set": chosen.set}
    for name, recogniser in recognisers_here():
        began = time.perf_counter()
        recogniser.start()
        started_s = time.perf_counter() - began
        waits = {"tail_ms": tail(recogniser, sentences, chosen.tail)} if chosen.tail else {}
        report[name] = {"start_s": round(started_s, 2), **accuracy(recogniser, everything), **waits}
        recogniser.close()
    if chosen.voice:
        report["voice"] = voice_latency(chosen.voice)
    json.dump(report, sys.stdout, indent=2)
    print()


if __name__ == "__main__":
    main()
