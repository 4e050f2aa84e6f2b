"""Whole interviews on the virtual clock: nothing real but the program itself."""

from __future__ import annotations

import itertools
from pathlib import Path

import numpy as np
import pytest
import soundfile
from interview_makers import LevelDetector, Sitting, simulated_lines

from voice_coach.coaching.candidate import CandidateKind
from voice_coach.conversation.lines import SpokenLine, spread_words
from voice_coach.conversation.sound import FRAME_SAMPLES, Samples, Segment, level_dbfs, seconds_of
from voice_coach.conversation.words import Word
from voice_coach.engines.room_card import Room, RoomCard
from voice_coach.engines.scripted_engines import ScriptedRecogniser, ToneVoice
from voice_coach.engines.spoken_guest import SpokenGuest
from voice_coach.engines.typed_card import MarkerDetector, TypedCard, TypedRecogniser
from voice_coach.sessions.manifest import State
from voice_coach.sessions.reading import Session


def typed(folder: Path, kind: CandidateKind, minutes: float, seed: int = 4) -> Sitting:
    card = TypedCard(simulated_lines(kind, seed, minutes))
    sitting = Sitting(
        folder, card, MarkerDetector(), TypedRecogniser(card), ToneVoice(), minutes, seed, with_sound=False
    )
    sitting.watchers.append(card.observe)
    return sitting


@pytest.fixture(scope="module")
def long_interview(tmp_path_factory: pytest.TempPathFactory) -> tuple[Sitting, Session, float]:
    """Forty-five minutes with a strong candidate who types."""
    sitting = typed(tmp_path_factory.mktemp("long"), CandidateKind.STRONG, 45.0)
    length_s = seconds_of(sitting.hold_stepped(48 * 60))
    return sitting, sitting.kept(), length_s


def test_forty_five_minutes_end_with_the_interviewers_close_and_on_time(long_interview) -> None:
    sitting, session, length_s = long_interview
    last = sitting.of("turn")[-1]
    assert (last["speaker"], last["move"], last["cut"]) == ("interviewer", "close", False)
    assert sitting.of("session_ended")[0]["reason"] == "closed"
    assert length_s == pytest.approx(45 * 60, abs=30)
    assert session.manifest.state is State.DONE
    assert session.manifest.duration_s == pytest.approx(length_s, abs=0.5)


def test_the_transcript_has_no_hole_and_nobody_speaks_twice_about_the_same_time(long_interview) -> None:
    _, session, _ = long_interview
    turns = session.transcript()["turns"]
    assert len(turns) > 100
    assert [turn["turn"] for turn in turns] == list(range(len(turns)))
    assert all(turn["start_s"] < turn["end_s"] for turn in turns)
    assert all(one["end_s"] <= two["start_s"] + 0.5 for one, two in itertools.pairwise(turns))


def test_events_on_disk_are_the_events_shown_and_agree_with_the_transcript(long_interview) -> None:
    sitting, session, _ = long_interview
    shown = [event for event in sitting.shown if "seq" in event]
    assert session.events() == shown
    assert [event["seq"] for event in shown] == list(range(len(shown)))
    turns = {turn["turn"]: turn for turn in session.transcript()["turns"]}
    for event in sitting.of("turn"):
        turn = turns[event["turn"]]
        text = event["text"] if event["speaker"] == "candidate" else event["heard_text"]
        assert (turn["speaker"], turn["text"], turn["start_s"]) == (event["speaker"], text, event["t_s"])
    for latency in sitting.of("latency"):
        answered, reply = turns[latency["turn"]], turns[latency["turn"] + 1]
        assert (answered["speaker"], reply["speaker"]) == ("candidate", "interviewer")
        assert latency["gap_ms"] == pytest.approx(1000 * (reply["start_s"] - answered["end_s"]), abs=1)


def test_every_word_that_was_typed_is_in_the_transcript(long_interview) -> None:
    sitting, session, _ = long_interview
    assert isinstance(sitting.card, TypedCard)
    said = [word.text for word in sitting.card.said]
    kept = [turn["text"].split() for turn in session.transcript()["turns"] if turn["speaker"] == "candidate"]
    assert list(itertools.chain(*kept)) == said


def test_the_stages_come_in_order_and_the_watchdog_sleeps(long_interview) -> None:
    sitting, _, _ = long_interview
    stages = [event["stage"] for event in sitting.of("stage")]
    assert stages == ["opening", "constraints", "design", "trade-offs", "close"]
    assert not sitting.of("watchdog")
    assert not sitting.of("fault")


@pytest.mark.parametrize("kind", list(CandidateKind))
@pytest.mark.parametrize("seed", [1])
def test_ten_minutes_with_any_candidate_end_on_time_without_the_watchdog(
    kind: CandidateKind, seed: int, tmp_path: Path
) -> None:
    sitting = typed(tmp_path, kind, 10.0, seed)
    length_s = seconds_of(sitting.hold_stepped(13 * 60))
    assert sitting.of("session_ended")[0]["reason"] == "closed"
    assert length_s == pytest.approx(600, abs=40)
    assert not sitting.of("watchdog")
    turns = [event["turn"] for event in sitting.of("turn")]
    assert sorted(turns) == list(range(len(turns)))


def test_the_same_seed_and_answers_hold_the_same_interview(tmp_path: Path) -> None:
    first, again = (typed(tmp_path / name, CandidateKind.JARGON, 5.0) for name in ("first", "again"))
    first.hold_stepped(400)
    again.hold_stepped(400)
    assert first.shown == again.shown


class KnowingGuest(SpokenGuest):
    """Hums its lines, and remembers which words were hummed when."""

    def __init__(self, lines) -> None:
        self.said: list[Word] = []
        self._lines = lines
        super().__init__(self._next, ToneVoice(150), own_thread=False)
        self._t_s = 0.0
        self._text = ""

    def _next(self, turn):
        line = self._lines(turn)
        self._text = line.text if line else ""
        return line

    def next_frame(self, heard: Samples) -> Samples:
        frame = super().next_frame(heard)
        if self._text and frame.any():
            length_s = ToneVoice(150).speak(self._text).length_s
            self.said += spread_words(self._text, self._t_s, self._t_s + length_s)
            self._text = ""
        self._t_s += seconds_of(FRAME_SAMPLES)
        return frame

    def words_in(self, segment: Segment) -> tuple[Word, ...]:
        start_s, end_s = seconds_of(segment.start) + 0.2, seconds_of(segment.end)
        return tuple(word for word in self.said if start_s <= (word.start_s + word.end_s) / 2 < end_s)


@pytest.fixture(scope="module")
def hummed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Sitting, Session]:
    """Three minutes in the simulated room, all voices of tones, sound recorded."""
    guest = KnowingGuest(simulated_lines(minutes=3.0))
    sitting = Sitting(
        tmp_path_factory.mktemp("hummed"),
        RoomCard(guest, Room(seed=4)),
        LevelDetector(),
        ScriptedRecogniser(guest.words_in),
        ToneVoice(),
        minutes=3.0,
    )
    sitting.watchers.append(guest.observe)
    sitting.hold_stepped(300)
    return sitting, sitting.kept()


def test_an_interview_in_the_room_closes_and_leaves_both_sides_sound(hummed) -> None:
    sitting, session = hummed
    assert sitting.of("session_ended")[0]["reason"] == "closed"
    near, far = soundfile.read(session.sound_path, dtype="int16")[0].T
    assert len(near) == pytest.approx(session.manifest.duration_s * 16_000, abs=160)
    for turn in session.transcript()["turns"]:
        side = far if turn["speaker"] == "interviewer" else near
        heard = side[round(turn["start_s"] * 16_000) : round(turn["end_s"] * 16_000)]
        assert level_dbfs(heard) > -35


def test_gaps_reported_in_the_room_are_those_of_the_recording(hummed) -> None:
    sitting, session = hummed
    near, far = soundfile.read(session.sound_path, dtype="int16")[0].T
    gaps = sitting.of("latency")
    assert len(gaps) >= 5
    for event in gaps:
        at = round(event["t_s"] * 16_000)
        first = at - 800 + int(np.flatnonzero(np.abs(far[at - 800 : at + 1600].astype(int)) > 300)[0])
        last = int(np.flatnonzero(np.abs(near[:first].astype(int)) > 300)[-1])
        assert event["gap_ms"] == pytest.approx((first - last) / 16, abs=20)


def test_a_candidate_whose_lines_run_out_is_let_go_politely(tmp_path: Path) -> None:
    lines = iter([SpokenLine("I would keep the forty agents and measure each reply. That is my answer.")])
    card = TypedCard(lambda _turn: next(lines, None))
    sitting = Sitting(tmp_path, card, MarkerDetector(), TypedRecogniser(card), ToneVoice(), with_sound=False)
    sitting.watchers.append(card.observe)
    length_s = seconds_of(sitting.hold_stepped(300))
    assert sitting.of("session_ended")[0]["reason"] == "closed"
    assert length_s < 120


def test_the_log_ends_with_what_was_prepared_in_vain(long_interview) -> None:
    sitting, _, _ = long_interview
    [row] = sitting.of("speculation")
    revisions = sitting.of("revision")
    assert row["replies_void"] == len(revisions)
    assert row["phrasings_void"] >= sum(event["clauses"] for event in revisions)
    assert row["replies"] - row["replies_void"] == len(
        [turn for turn in sitting.of("turn") if turn["speaker"] == "interviewer"]
    )
    assert row["sound_s"] > 60
    assert sitting.shown[-1]["type"] == "session_ended"
