"""Commands are run as if by a user who has set nothing up."""

from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def _plain_surroundings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    settings = tmp_path / "settings.toml"
    settings.touch()
    monkeypatch.setenv("VOICE_COACH_SETTINGS", str(settings))
    monkeypatch.setattr("voice_coach.config.log_folder", lambda: tmp_path / "log")
