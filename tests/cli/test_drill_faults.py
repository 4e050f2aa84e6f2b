"""Something fails in the middle of a drill, and who does not look at the screen hears it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from driller import Driller, Seat
from hummer import Hummer

from voice_coach.__main__ import run
from voice_coach.coaching.drill_cues import Cue
from voice_coach.coaching.drill_faults import LITTLE_ROOM, NOT_RECORDED, UNHEARD, VOICE_FAILED, Faults
from voice_coach.conversation.sound import Frame, seconds_of
from voice_coach.engines.protocols import SoundCard
from voice_coach.engines.scripted_engines import ScriptedRecogniser, ToneVoice
from voice_coach.errors import RecogniserError, VoiceError
from voice_coach.sessions.disk import Disk
from voice_coach.sessions.rounds import rounds_in

LOST_S, BACK_S = 4.0, 9.0


class Unplugged:
    """A card whose devices are away for a while."""

    def __init__(self, card: SoundCard) -> None:
        self._card = card

    def __getattr__(self, name: str) -> object:
        return getattr(self._card, name)

    def read(self) -> Frame | None:
        frame = self._card.read()
        if frame is None or not LOST_S <= seconds_of(frame.start) < BACK_S:
            return frame
        nothing = np.zeros_like(frame.near)
        return replace(frame, near=nothing, far=nothing, present=False)


def held(monkeypatch: pytest.MonkeyPatch, seat: Seat) -> Seat:
    seat.driller = Driller(wishes=iter(["stop for today"]))
    seat.taken(monkeypatch)
    assert run(["drill", "restate", "--minutes", "3", "--seed", "3"]) == 0
    return seat


def rounds(folder: Path) -> int:
    return len(rounds_in(folder / "recordings"))


def test_devices_that_come_back_hear_the_question_again(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    seat = held(monkeypatch, Seat(card=Unplugged))  # type: ignore[arg-type]
    broken_off, again = seat.turns()[:2]
    assert broken_off["cut"]
    assert again["text"] == broken_off["text"]
    assert not seat.sounds(LOST_S + 0.3, BACK_S)
    assert seat.sounds(BACK_S, BACK_S + 1.0)
    assert rounds(tmp_path) == 1


def test_words_that_the_recogniser_lost_are_asked_for_again(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def failing(guest: Hummer) -> ScriptedRecogniser:
        recogniser = ScriptedRecogniser(guest.words_in)
        for _ in range(2):
            recogniser.fail(RecogniserError("It crashed."))
        return recogniser

    seat = held(monkeypatch, Seat(recogniser=failing))
    asked_again = seat.turns()[1]
    assert asked_again["text"] == f"{Cue.FAULT} {UNHEARD}"
    assert len(seat.of("fault")) == 2
    assert rounds(tmp_path) == 1


def test_a_voice_that_fails_leaves_a_tone_and_says_so_once_it_can(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    voice = ToneVoice()
    voice.fail(VoiceError("It hangs."))
    seat = held(monkeypatch, Seat(voice=voice))
    prompt, feedback = seat.turns()[:2]
    assert VOICE_FAILED not in str(prompt["text"])
    assert str(feedback["text"]).startswith(f"{Cue.FAULT} {VOICE_FAILED}")
    assert sum(VOICE_FAILED in str(turn["text"]) for turn in seat.turns()) == 1
    assert rounds(tmp_path) == 1


def test_a_full_disk_is_told_once_and_the_drill_goes_on(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    left = iter([10**12] * 3)
    monkeypatch.setattr(Disk, "free_bytes", lambda *_: next(left, 0))
    seat = held(monkeypatch, Seat())
    told = [str(turn["text"]) for turn in seat.turns() if NOT_RECORDED in str(turn["text"])]
    assert len(told) == 1
    assert told[0].startswith(f"{Cue.FAULT} The disk is nearly full.")
    assert rounds(tmp_path) == 1


def test_a_fault_waits_until_a_reply_was_heard_that_tells_it() -> None:
    faults = Faults()
    for _ in range(2):
        faults.observe({"type": "fault", "what": "recording", "detail": "disk_low: There is little room."})
    told = faults.sentences(answered=True)
    assert told == (Cue.FAULT, LITTLE_ROOM)
    assert faults.sentences(answered=True) == told
    faults.replied(told)
    faults.observe({"type": "fault", "what": "recording", "detail": "disk_low: There is little room."})
    assert faults.sentences(answered=True) == ()
