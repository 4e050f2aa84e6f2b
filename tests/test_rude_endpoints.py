"""Interviews whose servers fail once they have begun; `bench.endpoints` holds one for each way to fail."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest
from interview_makers import Sitting, simulated_lines
from rude_endpoints import FAILURES, RecordedCard, Service, held

from voice_coach.engines.pyttsx3_voice import Pyttsx3Voice
from voice_coach.engines.typed_card import MarkerDetector, TypedRecogniser

SOME = (
    (Service.CHAT, "malformed chunk", 4),
    (Service.CHAT, "giant line", 4),
    (Service.HEARING, "reset in the middle", 1),
    (Service.SPEAKING, "cut in the middle", 1),
)


@pytest.mark.parametrize(("service", "name", "faults"), SOME, ids=str)
def test_an_interview_outlives_its_server_and_keeps_everything_but_the_key(
    service: Service, name: str, faults: int, tmp_path: Path
) -> None:
    (failure,) = (each for each in FAILURES[service] if each.name == name)
    outcome = held(service, failure, tmp_path)
    assert outcome.is_good, outcome
    assert len(outcome.faults) == faults


def test_every_service_has_its_list_of_failures_without_repetition() -> None:
    for failures in FAILURES.values():
        assert len({each.name for each in failures}) == len(failures) >= 15
    assert len(FAILURES[Service.CHAT]) >= 20


def test_a_voice_whose_process_is_killed_again_and_again_says_every_turn(tmp_path: Path) -> None:
    card, voice = RecordedCard(simulated_lines(minutes=3.0)), Pyttsx3Voice()
    voice.start()
    sitting = Sitting(tmp_path, card, MarkerDetector(), TypedRecogniser(card), voice)
    killed: list[int] = []

    def kill(event: dict[str, object]) -> None:
        if event["type"] == "turn" and event["speaker"] == "candidate" and len(killed) < 3:
            assert voice._child is not None
            killed.append(voice._child.pid)
            os.kill(voice._child.pid, signal.SIGKILL)

    sitting.watchers += [card.observe, kill]
    sitting.hold_stepped(300)
    voice.close()
    assert len(set(killed)) == 3
    assert sitting.of("session_ended")[0]["reason"] == "closed"
    theirs = [event for event in sitting.of("turn") if event["speaker"] == "interviewer"]
    assert theirs
    assert not any(event["cut"] for event in theirs)
    assert sitting.kept().sound_path is not None
