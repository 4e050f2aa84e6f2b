"""The turn model: used where it is installed and known, and otherwise silently left out."""

from __future__ import annotations

import importlib.machinery
from pathlib import Path

import pytest

from voice_coach.engines import smart_turn
from voice_coach.engines.smart_turn import SmartTurn, smart_turn_path
from voice_coach.errors import EngineError


def installed_in(folder: Path, content: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    place = folder / "audio" / "turn" / "smart_turn" / "data"
    place.mkdir(parents=True)
    (place / "smart-turn-v3.2-cpu.onnx").write_bytes(content)
    spec = importlib.machinery.ModuleSpec("pipecat", None, is_package=True)
    spec.submodule_search_locations = [str(folder)]
    monkeypatch.setattr(smart_turn, "find_spec", lambda _name: spec)


def test_without_the_package_there_is_no_model(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(smart_turn, "find_spec", lambda _name: None)
    assert smart_turn_path() is None
    with pytest.raises(EngineError, match="turns"):
        SmartTurn()


def test_another_model_than_the_measured_one_is_not_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    installed_in(tmp_path, b"something else", monkeypatch)
    assert smart_turn_path() is None


def test_the_measured_model_is_found_in_the_installed_package(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        smart_turn, "MODEL_SHA256", "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
    )
    installed_in(tmp_path, b"test", monkeypatch)
    assert (
        smart_turn_path() == tmp_path / "audio" / "turn" / "smart_turn" / "data" / "smart-turn-v3.2-cpu.onnx"
    )
