"""A library of many judged sessions of 45 minutes, each with words of its own."""

from __future__ import annotations

import json
import os
import random
from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from voice_coach.coaching.candidate import CandidateKind, SimulatedCandidate
from voice_coach.coaching.scenario import Scenario
from voice_coach.coaching.transcript import Speaker, TranscriptTurn
from voice_coach.conversation.words import Word
from voice_coach.library import load_all
from voice_coach.sessions.manifest import ScenarioRef
from voice_coach.sessions.transcript import KeptTurn, Transcript

LENGTH_S = 45 * 60.0
WORD_S = 0.36
TALKERS = tuple(kind for kind in CandidateKind if kind not in (CandidateKind.SILENT, CandidateKind.RAMBLER))
SOUNDS = ("bdfgklmnprstvz", "aeiou", "lmnrstx")
"""Of an invented name: each half takes one of each."""


def library_of(session: Path, folder: Path, count: int) -> Counter[str]:
    """`count` sessions an hour apart with the scorecard of one; in how many sessions each word was said."""
    start, found = datetime(2026, 1, 1), Counter[str]()
    manifest = json.loads((session / "session.json").read_text(encoding="utf-8"))
    scenarios = load_all()
    for number in range(count):
        scenario = scenarios[number % len(scenarios)]
        name = f"{start + timedelta(hours=number):%Y%m%d-%H%M%S}-{scenario.id}-{number % 65536:04x}"
        target = folder / name
        target.mkdir()
        about = {"id": scenario.id, "title": scenario.title, "sha256": scenario.sha256}
        _write(target / "session.json", manifest | {"id": name, "scenario": about})
        turns = tuple(KeptTurn(turn) for turn in _interview(scenario, number))
        _write(target / "transcript.json", Transcript(name, ScenarioRef(**about), turns).to_json())
        os.link(session / "scorecard.json", target / "scorecard.json")
        found.update({word.strip(".,?!:;").lower() for turn in turns for word in turn.said.text.split()})
    return found


def _write(path: Path, value: object) -> None:
    path.write_text(json.dumps(value, ensure_ascii=False), encoding="utf-8")


def _interview(scenario: Scenario, seed: int) -> Iterator[TranscriptTurn]:
    """Questions of the scenario, answers of a simulated candidate who names colleagues that no other has."""
    dice = random.Random(seed)
    candidate = SimulatedCandidate(scenario, TALKERS[seed % len(TALKERS)], seed)
    questions = [each for probe in scenario.probes for each in (probe.ask, *probe.follow_ups)]
    t_s, turn, asked = 0.5, 0, scenario.prompt
    while t_s < LENGTH_S:
        answer = candidate.answer(asked, None, t_s)
        said = [(Speaker.INTERVIEWER, asked), (Speaker.CANDIDATE, answer.text if answer else "")]
        for speaker, spoken in said:
            text = f"{spoken} I would ask {_a_name(dice)}." if turn % 40 == 1 else spoken
            words = tuple(_words(text, t_s, dice))
            if words:
                timed = words if speaker is Speaker.CANDIDATE else ()
                yield TranscriptTurn(turn, speaker, t_s, words[-1].end_s, text, timed)
                t_s, turn = words[-1].end_s + dice.uniform(0.4, 2.5), turn + 1
        asked = dice.choice(questions)


def _a_name(dice: random.Random) -> str:
    return "".join(dice.choice(letters) for letters in SOUNDS * 2).capitalize()


def _words(text: str, start_s: float, dice: random.Random) -> Iterator[Word]:
    for place, word in enumerate(text.split()):
        began_s = start_s + place * WORD_S
        yield Word(word, round(began_s, 2), round(began_s + WORD_S, 2), round(dice.uniform(0.4, 1), 3))
