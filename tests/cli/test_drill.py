"""`drill` as a user types it: a session by typed turns, on disk like any other."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from voice_coach.__main__ import run
from voice_coach.cli.drill_sounds import CoachVoice, Memory, earcon
from voice_coach.coaching.drill_cues import Cue, own_answer
from voice_coach.conversation.sound import Frame, silence
from voice_coach.engines.scripted_engines import ToneVoice
from voice_coach.sessions.index import INDEX_NAME
from voice_coach.sessions.repetition import due_days
from voice_coach.sessions.rounds import rounds_in

LINES = [
    "So people wait too long for an answer today, and the agents who write them make mistakes.",
    "model answer please",
    "harder",
    "First there is the classifier, which talks to the knowledge base.",
    "how am I doing",
    "again",
    "I do not know yet. Coach, skip this one.",
    "slower",
    "stop for today",
]


def held(tmp_path: Path, *arguments: str, lines: list[str] = LINES) -> Path:
    file = tmp_path / "answers.jsonl"
    file.write_text("".join(json.dumps({"text": line}) + "\n" for line in lines))
    recordings = tmp_path / "recordings"
    assert run(["drill", *arguments, "--candidate", str(file), "--seed", "3"]) == 0
    return recordings


def test_a_session_is_steered_by_voice_from_the_first_round_to_the_summary(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    recordings = held(tmp_path, "restate")
    said = capsys.readouterr().out
    for words in ("A strong answer:", "Harder: forty seconds", "Again, from the start.", "A bit slower now."):
        assert words in said
    assert said.count(Cue.ROUND) == 4
    results = rounds_in(recordings)
    assert [(each.drill, each.tries) for each in results] == [("restate", 1), ("restate", 1)]
    assert results[0].session.endswith(next(recordings.glob("2*")).name[-4:])


def test_today_goes_through_different_drills_and_ends_when_the_lines_do(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = ["I would keep latency first, because people wait three seconds at most.", "next"] * 4
    results = rounds_in(held(tmp_path, "--today", lines=lines))
    assert len({each.drill for each in results}) == 4
    assert "4 rounds" in capsys.readouterr().out


def test_the_list_shows_each_drill_and_what_was_done(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    held(tmp_path, "restate")
    capsys.readouterr()
    assert run(["drill", "--list", "--json"]) == 0
    rows = {row["id"]: row for row in json.loads(capsys.readouterr().out)}
    assert len(rows) == 12
    assert rows["restate"]["rounds"] == 2
    assert rows["restate"]["due"]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["drill"], "Which drill?"),
        (["drill", "restat"], 'Did you mean "restate"?'),
        (["drill", "restate", "--today"], "exclude each other"),
        (["drill", "--today", "--minutes", "1"], "--minutes"),
    ],
)
def test_wrong_use_is_named(arguments: list[str], words: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(arguments) == 2
    assert words in capsys.readouterr().err


def test_silence_gets_two_nudges_and_then_a_goodbye(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    held(tmp_path, "restate", lines=["Well."])
    assert "No round was finished" in capsys.readouterr().out


def test_the_own_answer_is_played_back_and_cues_are_heard() -> None:
    memory = Memory()
    for at in range(100):
        memory.keep(Frame(at * 160, np.full(160, at, np.int16), silence(160), 0))
    memory.observe({"type": "turn", "speaker": "candidate", "turn": 1, "t_s": 0.4, "end_s": 0.6})
    voice = CoachVoice(ToneVoice(), memory)
    played = voice.speak(own_answer([1])).samples
    assert (played[0], played[-1]) == (20, 79)
    assert len({earcon(cue).samples.tobytes() for cue in Cue}) == len(Cue)


def test_a_drill_is_due_later_the_better_it_went_and_never_after_the_last_day(tmp_path: Path) -> None:
    results = rounds_in(held(tmp_path, "restate"))
    today = results[0].day
    due = due_days(results, today)["restate"]
    assert due > today
    assert due_days(results, today, last_day=today + 1)["restate"] == today + 1
    assert due_days(results, today - 400)["restate"] > today - 400


def test_a_session_of_drills_is_replayed_searched_assessed_and_ticks_the_checklist(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    recordings = held(tmp_path, "restate")
    where = ["--recordings", str(recordings)]
    capsys.readouterr()
    assert run(["replay", "last", *where]) == 0
    assert "talks to the knowledge base" in capsys.readouterr().out
    assert run(["search", "knowledge base", *where]) == 0
    assert "drill" in capsys.readouterr().out
    assert run(["assess", "last", *where]) == 0
    capsys.readouterr()
    assert run(["progress", *where]) == 0
    assert "Drilled on 1 day so far." in capsys.readouterr().out


def test_what_is_due_and_the_progress_need_no_index(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    recordings = held(tmp_path, "restate")
    where = ["--recordings", str(recordings)]

    def told() -> list[str]:
        capsys.readouterr()
        assert run(["progress", "--json", *where]) == 0
        assert run(["drill", "--list", "--json"]) == 0
        return capsys.readouterr().out.splitlines()

    before = told()
    index = recordings / INDEX_NAME
    assert index.exists()
    index.unlink()
    assert told() == before
    assert '"drills"' in "".join(before)
