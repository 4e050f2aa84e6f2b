"""How many words the recognisers invent in an hour of silence and in an hour of each noise. Prints JSON.

    python -m bench.invented [--noise DIR] [--minutes 60] [--model DIR]

Each sound goes the way of the interview, faster than real time: detector, segmenter, the gates, recogniser.
Silence is the faint noise of a quiet room; a noise is played as it was recorded, again and again, each round
at another level (-12 to 0 dB), so that no two are the same. Goals: 0 words an hour in silence, at most 1 in a
noise. Of babble and of a coffee shop parts are speech: what is found there is not invented.
"""

from __future__ import annotations

import argparse
import json
import os
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from bench.recognition import room_tone
from voice_coach.coaching.scenario_talk import expected_talk
from voice_coach.conversation.events import SegmentClosed
from voice_coach.conversation.segments import Segmenter
from voice_coach.conversation.sound import FRAME_SAMPLES, Samples, Segment, seconds_of
from voice_coach.conversation.words import text_of
from voice_coach.engines.protocols import Recogniser
from voice_coach.engines.sound_files import read_sound
from voice_coach.engines.speech_detector import LayeredDetector
from voice_coach.engines.sphinx_recogniser import SphinxRecogniser
from voice_coach.engines.whisper_recogniser import WhisperRecogniser
from voice_coach.library import load_scenario

TEST_MODEL = Path(__file__).parents[1] / "tests" / "models" / "tiny-whisper"
TONE_S = 30.0
SHOWN = 12


def rounds(sound: Samples, minutes: float) -> Iterator[Samples]:
    """The sound over and over for so long, each time a little quieter or louder."""
    dice = np.random.default_rng(0)
    left = round(minutes * 60 * 16_000)
    while left > 0:
        gain = 10 ** (dice.uniform(-12, 0) / 20)
        piece: Samples = (sound[:left] * gain).astype(np.int16)
        yield piece
        left -= len(piece)


def segments(pieces: Iterator[Samples]) -> Iterator[Segment]:
    """What the program would have recognised of it."""
    detector, segmenter, at = LayeredDetector(), Segmenter(), 0
    rest = np.zeros(0, np.int16)
    for piece in pieces:
        rest = np.concatenate([rest, piece])
        whole = len(rest) // FRAME_SAMPLES * FRAME_SAMPLES
        for frame in rest[:whole].reshape(-1, FRAME_SAMPLES):
            for event in segmenter.hear(at, frame, detector.hear(frame)):
                if isinstance(event, SegmentClosed):
                    yield event.segment
            at += FRAME_SAMPLES
        rest = rest[whole:]


def counted(recognisers: dict[str, Recogniser], sound: Samples, minutes: float) -> dict[str, object]:
    """Segments and words of one sound, for each recogniser."""
    began_s = time.perf_counter()
    found: dict[str, list[str]] = {name: [] for name in recognisers}
    number, speech_s, length_s = 0, 0.0, 0.0
    for segment in segments(rounds(sound, minutes)):
        number += 1
        speech_s += segment.speech_s
        length_s += seconds_of(len(segment.samples))
        for name, recogniser in recognisers.items():
            if text := text_of(recogniser.transcribe(segment)):
                found[name].append(text)
    words = {name: sum(len(text.split()) for text in texts) for name, texts in found.items()}
    return {
        "minutes": minutes,
        "segments": number,
        "segments_s": round(length_s, 1),
        "taken_for_speech_s": round(speech_s, 1),
        "words": words,
        "words_an_hour": {name: round(count * 60 / minutes, 1) for name, count in words.items()},
        "examples": {name: texts[:SHOWN] for name, texts in found.items()},
        "took_s": round(time.perf_counter() - began_s, 1),
    }


def recognisers_here(model: str) -> dict[str, Recogniser]:
    """Sphinx as an interview has it, and Whisper with a model that lies on this machine."""
    here: dict[str, Recogniser] = {
        "sphinx": SphinxRecogniser(expected_talk(load_scenario("support-replies"))),
        f"whisper {Path(model).name}": WhisperRecogniser(model),
    }
    for recogniser in here.values():
        recogniser.start()
    return here


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--noise", type=Path, help="a folder of sound files")
    parser.add_argument("--minutes", type=float, default=60.0)
    parser.add_argument("--model", default=str(TEST_MODEL), help="Whisper's: a folder or a name")
    options = parser.parse_args()
    sounds = {"silence": room_tone(TONE_S)}
    for path in sorted(options.noise.glob("*.flac")) if options.noise else ():
        sounds[path.stem] = read_sound(path)
    recognisers = recognisers_here(options.model)
    results = {name: counted(recognisers, sound, options.minutes) for name, sound in sounds.items()}
    for recogniser in recognisers.values():
        recogniser.close()
    print(json.dumps({"bench": "invented", "cores": os.cpu_count(), "sounds": results}, indent=1))


if __name__ == "__main__":
    main()
