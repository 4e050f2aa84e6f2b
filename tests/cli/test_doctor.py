"""What the pre-flight reports."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from voice_coach.__main__ import run
from voice_coach.cli import doctor
from voice_coach.cli.doctor import Finding, Verdict, examine
from voice_coach.config import Settings
from voice_coach.errors import DeviceError


def fails(settings: Settings) -> Finding:
    raise DeviceError("There is no microphone.", "Connect one.")


def works(settings: Settings) -> Finding:
    return Finding("voice", Verdict.OK, "It speaks.")


def warns(settings: Settings) -> Finding:
    return Finding("recogniser", Verdict.WARNING, "It guesses.", "Let it download a model.")


def test_a_failing_part_is_a_row_with_its_cure_and_exit_code_1(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(doctor, "_CHECKS", {"microphone": fails, "voice": works})
    assert run(["doctor"]) == 1
    rows = capsys.readouterr().out.splitlines()[1:]
    assert rows == [
        "microphone  failed  There is no microphone. Connect one.",
        "voice       ok      It speaks.",
    ]


def test_a_warning_is_no_failure_and_json_has_every_field(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(doctor, "_CHECKS", {"recogniser": warns})
    assert run(["doctor", "--json"]) == 0
    row = {
        "part": "recogniser",
        "verdict": "warning",
        "says": "It guesses.",
        "cure": "Let it download a model.",
    }
    assert json.loads(capsys.readouterr().out) == [row]


def disk_finding(recordings: Path) -> Finding:
    checks = {"disk": doctor._CHECKS["disk"]}
    return next(
        iter([doctor._tried("disk", check, Settings(recordings=recordings)) for check in checks.values()])
    )


def test_a_recordings_folder_that_does_not_exist_yet_is_fine(tmp_path: Path) -> None:
    assert disk_finding(tmp_path / "new" / "recordings").verdict is Verdict.OK


def test_recordings_inside_a_file_are_refused(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    finding = disk_finding(tmp_path / "file" / "recordings")
    assert finding.verdict is Verdict.FAILED
    assert "--recordings" in finding.cure


def test_little_room_is_a_warning(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "ROOM_MB", 10**12)
    assert disk_finding(tmp_path).verdict is Verdict.WARNING


def test_the_detector_and_the_script_need_nothing_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    chosen = {part: doctor._CHECKS[part] for part in ("speech detector", "language model")}
    monkeypatch.setattr(doctor, "_CHECKS", chosen)
    assert [finding.verdict for finding in examine(Settings())] == [Verdict.OK, Verdict.OK]
