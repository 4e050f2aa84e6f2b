"""After the interview: the debrief, its offer, and what comes of a yes."""

from __future__ import annotations

import io
import json
import shutil
from pathlib import Path

import pytest

from voice_coach.__main__ import run
from voice_coach.assess import assess, load_target
from voice_coach.cli.candidate import AtMicrophone
from voice_coach.cli.chairs import Parts
from voice_coach.cli.choices import recogniser_for
from voice_coach.cli.debriefing import debrief_aloud
from voice_coach.cli.hold import Sitting
from voice_coach.cli.minds import Mindset
from voice_coach.coaching.interviewer import Interviewer
from voice_coach.coaching.stages import Plan
from voice_coach.config import load_settings
from voice_coach.conversation.lines import SpokenLine
from voice_coach.engines.flite_voice import FliteVoice
from voice_coach.engines.pacing import Unpaced
from voice_coach.engines.room_card import Room, RoomCard
from voice_coach.engines.scripted_engines import ToneVoice
from voice_coach.engines.speech_detector import LayeredDetector
from voice_coach.engines.spoken_guest import SpokenGuest
from voice_coach.library import load_scenario
from voice_coach.sessions.reading import Session, folders_in

TALK = Path(__file__).parents[1] / "data" / "transcripts" / "tune-sql-copilot-asr.json"
needs_voices = pytest.mark.skipif(shutil.which("flite") is None, reason="flite is not installed")
Capture = pytest.CaptureFixture[str]
ANSWER = "We keep wrong promises below one in two hundred, that comes first, and everything else can wait."


def hold(monkeypatch: pytest.MonkeyPatch, *lines: str, options: tuple[str, ...] = ("--plain",)) -> int:
    """A short round in which the goodbye is said on request; then the lines answer the debrief."""
    typed = [ANSWER, "Coach, end the interview.", *lines]
    text = "".join(json.dumps({"text": line}) + "\n" for line in typed).encode()
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(text), encoding="utf-8"))
    return run(["practice", "--candidate", "-", "--minutes", "3", "--seed", "1", *options])


def coach_lines(capture: Capture) -> list[str]:
    return [line for line in capture.readouterr().out.splitlines() if line.startswith(("Coach: ", "You: "))]


def sessions(tmp_path: Path) -> list[Session]:
    return [Session(folder) for folder in folders_in(tmp_path / "recordings")]


def test_no_leaves_it_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    assert hold(monkeypatch, "No, thank you.") == 0
    told, answer, goodbye = coach_lines(capsys)
    assert told.startswith("Coach: ")
    assert told.endswith("Retry the opening now?")
    assert answer == "You: No, thank you."
    assert "Goodbye" in goodbye
    assert len(sessions(tmp_path)) == 1


def test_yes_holds_a_fresh_opening_as_a_session_of_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    assert hold(monkeypatch, "Yes, please.", "So agents lose time. What is the KPI?") == 0
    first, second = sorted(sessions(tmp_path), key=lambda each: "round" in each.manifest.settings)
    assert second.manifest.settings["round"] == "opening"
    assert "round" not in first.manifest.settings
    assert second.manifest.settings["seed"] == 2
    assert second.turns()[1].said.text == "So agents lose time. What is the KPI?"
    card = json.loads((second.folder / "scorecard.json").read_text())
    assert card["packet"]["round"] == "opening"
    assert card["verdict"] == "not_enough_evidence"
    assert "the opening." in capsys.readouterr().out


def test_the_debrief_is_no_part_of_the_session(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    hold(monkeypatch, "No.")
    (session,) = sessions(tmp_path)
    assert "Retry the opening" not in json.dumps([turn.to_json() for turn in session.turns()])


def test_it_can_be_left_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    assert hold(monkeypatch, "Yes.", options=("--plain", "--no-debrief")) == 0
    assert coach_lines(capsys) == []
    assert len(sessions(tmp_path)) == 1


def test_programs_get_it_as_events_of_their_own(monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    assert hold(monkeypatch, "No.", options=("--json",)) == 0
    events = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [event["speaker"] for event in events if event["type"] == "debrief"] == [
        "interviewer",
        "candidate",
        "interviewer",
    ]


def test_where_nobody_is_left_to_hear_it_nothing_is_spoken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    path = tmp_path / "answers.jsonl"
    path.write_text(json.dumps({"text": ANSWER}) + "\n")
    assert run(["practice", "--candidate", str(path), "--minutes", "3", "--plain"]) == 0
    assert coach_lines(capsys) == []


@needs_voices
@pytest.mark.parametrize(("said", "is_yes"), [("Yes, please.", True), ("No, thank you.", False)])
def test_an_answer_is_taken_by_voice(said: str, is_yes: bool) -> None:
    """A voice in the simulated room, the real detectors and the recogniser that ships with the program."""
    settings, scenario = load_settings({}), load_scenario("support-replies")
    guest_voice = FliteVoice("rms")
    recogniser = recogniser_for(settings, (), lambda _: None, may_download=False)
    guest_voice.start()
    recogniser.start()
    answers = iter([SpokenLine(said, 1.0)])
    guest = SpokenGuest(lambda _: next(answers, SpokenLine("")), guest_voice, own_thread=False)
    card = RoomCard(guest, Room(seed=1), Unpaced())
    card.open()
    parts = Parts(
        card, LayeredDetector(), None, recogniser, ToneVoice(), (guest.observe,), in_real_time=False
    )
    mindset = Mindset(Interviewer(scenario, Plan()), ())
    sitting = Sitting(settings, scenario, AtMicrophone(), mindset, parts)
    card_of_a_talk = assess(load_target(TALK), scenario)
    try:
        assert debrief_aloud(sitting, card_of_a_talk, lambda _: None, offers=True) is is_yes
    finally:
        card.close()
        recogniser.close()
        guest_voice.close()
