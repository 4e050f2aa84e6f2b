"""`plan` as a user types it: made, kept, shown again, written as a calendar, and what is no date for one."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path

import pytest
from icalendar import Calendar

from voice_coach.__main__ import run
from voice_coach.sessions.plan_file import PLAN_NAME, PlannedInterview, keep_plan

TODAY = date.today()


def in_days(days: int) -> str:
    return (TODAY + timedelta(days=days)).isoformat()


@pytest.fixture
def recordings(tmp_path: Path) -> Path:
    return tmp_path / "recordings"


def test_a_plan_is_kept_and_shown_again(recordings: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["plan", "--interview-date", in_days(30), "--recordings", str(recordings)]) == 0
    first = capsys.readouterr().out
    assert "in 30 days" in first
    assert "constraint-first framework" in first
    assert run(["plan", "--recordings", str(recordings)]) == 0
    assert capsys.readouterr().out == first
    assert run(["plan", "--all", "--recordings", str(recordings)]) == 0
    assert len(capsys.readouterr().out.splitlines()) > 30


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--interview-date", in_days(-4)], "was 4 days ago"),
        (["--interview-date", in_days(-1)], "was 1 day ago"),
        (["--interview-date", in_days(400)], "more than a year away"),
        (["--interview-date", "next Friday"], "must be a date such as"),
        (["--interview-date", in_days(3), "--at", "noon"], "must be a time such as 07:30"),
        ([], "There is no plan yet"),
    ],
)
def test_what_is_no_date_is_told_in_one_sentence(
    arguments: list[str], words: str, recordings: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["plan", *arguments, "--recordings", str(recordings)]) == 2
    said = capsys.readouterr().err
    assert words in said
    assert len(said.splitlines()) == 1
    assert not (recordings / PLAN_NAME).exists()


def test_an_interview_today_gets_a_warm_up_and_one_that_is_over_a_sentence(
    recordings: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["plan", "--interview-date", in_days(0), "--recordings", str(recordings)]) == 0
    assert "The interview is today" in capsys.readouterr().out
    keep_plan(recordings, PlannedInterview(TODAY - timedelta(days=2), TODAY - timedelta(days=9)))
    assert run(["plan", "--recordings", str(recordings)]) == 0
    assert "is over" in capsys.readouterr().out


def test_a_clock_that_went_back_is_noticed_and_the_plan_still_shown(
    recordings: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    keep_plan(recordings, PlannedInterview(TODAY + timedelta(days=300), TODAY + timedelta(days=290)))
    assert run(["plan", "--recordings", str(recordings)]) == 0
    said = capsys.readouterr().out
    assert "is the system's clock right?" in said
    assert "in 300 days" in said


def test_a_damaged_plan_is_told_with_its_cure(recordings: Path, capsys: pytest.CaptureFixture[str]) -> None:
    recordings.mkdir()
    (recordings / PLAN_NAME).write_text('{"interview": 7}')
    assert run(["plan", "--recordings", str(recordings)]) == 1
    assert "cannot be read. Give the date again" in capsys.readouterr().err
    assert run(["plan", "--interview-date", in_days(3), "--recordings", str(recordings)]) == 0


def test_the_calendar_file_holds_each_task_once_and_the_same_events_again(
    recordings: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ["--recordings", str(recordings), "--json"]
    uids = []
    for name in ("one.ics", "two.ics"):
        wanted = ["--interview-date", in_days(10), "--ics", str(tmp_path / name), "--at", "07:30"]
        assert run(["plan", *wanted, *arguments]) == 0
        tasks = [task for day in json.loads(capsys.readouterr().out)["days"] for task in day["tasks"]]
        events = list(Calendar.from_ical((tmp_path / name).read_bytes()).walk("VEVENT"))
        assert len(events) == len(tasks)
        uids.append([str(event["uid"]) for event in events])
    assert uids[0] == uids[1]
    assert len(set(uids[0])) == len(uids[0])
    first = events[0]
    assert (first["dtstart"].dt.hour, first["dtstart"].dt.minute) == (7, 30)
    assert (first["dtend"].dt - first["dtstart"].dt).seconds == 60 * tasks[0]["minutes"]
    assert events[-1]["dtstart"].dt == TODAY + timedelta(days=10)


def test_a_calendar_file_that_cannot_be_written_is_told(
    recordings: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    there = str(tmp_path / "no" / "plan.ics")
    assert run(["plan", "--interview-date", in_days(3), "--ics", there, "--recordings", str(recordings)]) == 2
    assert "cannot be written" in capsys.readouterr().err
