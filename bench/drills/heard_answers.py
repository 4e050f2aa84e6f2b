"""Ordinary answers, spoken by flite's voices and heard by the offline recogniser: is any taken for a wish?

Each sentence is judged twice: within a round, where only "coach" makes a wish, and
as if it were said after the feedback, where nobody needs to be addressed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import cycle

from voice_coach.cli.drilling import all_that_may_be_said
from voice_coach.coaching.drill_commands import addressed_in, command_in, wish_in
from voice_coach.coaching.drill_meaning import MOST_WORDS
from voice_coach.coaching.scenario_talk import expected_talk
from voice_coach.conversation.sound import Segment, seconds_of
from voice_coach.conversation.words import text_of
from voice_coach.engines.flite_voice import FliteVoice
from voice_coach.engines.sphinx_recogniser import SphinxRecogniser
from voice_coach.library import load_all

VOICES = ("rms", "slt", "awb", "kal16")
FEWEST_WORDS = 4


def measured(answers: Sequence[str], minutes: float) -> dict[str, object]:
    """Speak answers until so many minutes were heard, and look for wishes in what was understood."""
    recogniser = SphinxRecogniser(expected_talk(all_that_may_be_said(load_all())))
    recogniser.start()
    try:
        heard = list(_heard(answers, recogniser, minutes * 60))
    finally:
        recogniser.close()
    spoken_s = sum(seconds for _, _, seconds in heard)
    within = [(said, text) for said, text, _ in heard if addressed_in(text) is not None]
    short = [(said, text) for said, text, _ in heard if len(text.split()) <= MOST_WORDS]
    after = [(said, text, wish) for said, text in short if (wish := wish_in(text)) is not None]
    return {
        "utterances": len(heard),
        "minutes": round(spoken_s / 60, 1),
        "wishes_within_answers": within,
        "as_first_words_of_an_answer": [
            text for _, text in short if len(text.split()) <= 5 and command_in(text)
        ],
        "short_ones": len(short),
        "wishes_after_feedback": after,
        "per_30_min_within": round(len(within) / spoken_s * 1800, 2),
    }


def _heard(
    answers: Sequence[str], recogniser: SphinxRecogniser, until_s: float
) -> Iterator[tuple[str, str, float]]:
    voices = [FliteVoice(name) for name in VOICES]
    for voice in voices:
        voice.start()
    total_s = 0.0
    sentences = (each for answer in answers for each in re.split(r"(?<=[.!?])\s+", answer))
    long_enough = (each for each in sentences if len(each.split()) >= FEWEST_WORDS)
    for number, (sentence, voice) in enumerate(zip(long_enough, cycle(voices), strict=False)):
        if total_s >= until_s:
            return
        sound = voice.speak(sentence).samples
        words = recogniser.transcribe(Segment(number, 0, sound, seconds_of(len(sound))))
        length_s = seconds_of(len(sound))
        total_s += length_s
        yield sentence, text_of(words), length_s
