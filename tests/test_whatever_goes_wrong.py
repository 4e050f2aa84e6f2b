"""Whole interviews in which anything may fail at any time, and what holds all the same.

Sound never stops being recorded, times only grow, one voice at a time, somebody holds the floor, it ends.
"""

from __future__ import annotations

import itertools
import tempfile
from pathlib import Path

import pytest
from hummer import Hummer
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from interview_makers import LevelDetector, Sitting, simulated_lines

from voice_coach.coaching.candidate import CandidateKind
from voice_coach.conversation.sound import RATE_HZ, seconds_of
from voice_coach.engines.room_card import Room, RoomCard
from voice_coach.engines.scripted_engines import ScriptedRecogniser, ToneVoice
from voice_coach.errors import RecogniserError, VoiceError
from voice_coach.sessions.manifest import State

IS_LONG = settings.get_current_profile_name() == "fuzz"
FEW = settings(max_examples=2, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck))
MANY = settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
MINUTES = 3.0
OVERTIME_S = 60.0


class FailingRecogniser(ScriptedRecogniser):
    """Fails at the segments that were chosen."""

    def __init__(self, truth, at: frozenset[int]) -> None:
        super().__init__(truth)
        self._at, self._asked = at, itertools.count()

    def transcribe(self, segment):
        if next(self._asked) in self._at:
            raise RecogniserError("It crashed.")
        return super().transcribe(segment)


class FailingVoice(ToneVoice):
    """Fails at the texts that were chosen."""

    def __init__(self, at: frozenset[int]) -> None:
        super().__init__()
        self._at, self._asked = at, itertools.count()

    def speak(self, text):
        if next(self._asked) in self._at:
            raise VoiceError("It hangs.")
        return super().speak(text)


WHEN = st.frozensets(st.integers(0, 25), max_size=12)


def held(folder: Path, kind: CandidateKind, seed: int, deaf: frozenset[int], dumb: frozenset[int]) -> Sitting:
    guest = Hummer(simulated_lines(kind, seed, MINUTES))
    recogniser, voice = FailingRecogniser(guest.words_in, deaf), FailingVoice(dumb)
    card = RoomCard(guest, Room(seed=seed))
    sitting = Sitting(folder, card, LevelDetector(), recogniser, voice, MINUTES, seed)
    sitting.watchers.append(guest.observe)
    sitting.length = sitting.hold_stepped(MINUTES * 60 + 10 * OVERTIME_S)  # type: ignore[attr-defined]
    return sitting


@pytest.mark.timeout(0 if IS_LONG else 120)
@(MANY if IS_LONG else FEW)
@given(kind=st.sampled_from(CandidateKind), seed=st.integers(0, 99), deaf=WHEN, dumb=WHEN)
def test_sound_is_kept_times_grow_one_speaks_at_a_time_and_it_ends(
    kind: CandidateKind, seed: int, deaf: frozenset[int], dumb: frozenset[int]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        sitting = held(Path(folder), kind, seed, deaf, dumb)
        session = sitting.kept()
        assert session.manifest.state is State.DONE
        assert session.sound_s() * RATE_HZ == sitting.length
        events, turns = session.events(), session.transcript()["turns"]
    assert [event["seq"] for event in events] == list(range(len(events)))
    assert all(one["end_s"] >= one["start_s"] >= 0 for one in turns)
    for speaker in ("interviewer", "candidate"):
        own = [turn["start_s"] for turn in turns if turn["speaker"] == speaker]
        assert own == sorted(own)
    said = [turn for turn in turns if turn["speaker"] == "interviewer"]
    assert all(one["end_s"] <= two["start_s"] for one, two in itertools.pairwise(said))
    assert sitting.of("session_ended")[0]["reason"] == "closed"
    assert seconds_of(sitting.length) <= MINUTES * 60 + OVERTIME_S
    holders = {event["holder"] for event in sitting.shown if event["type"] == "floor"}
    assert holders <= {"interviewer", "candidate"}
