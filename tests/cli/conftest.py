"""Commands are run as if by a user who has set nothing up."""

from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def _plain_surroundings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No settings, keys or recordings of whoever runs the tests."""
    settings = tmp_path / "settings.toml"
    settings.touch()
    monkeypatch.setenv("VOICE_COACH_SETTINGS", str(settings))
    monkeypatch.setenv("VOICE_COACH_RECORDINGS", str(tmp_path / "recordings"))
    monkeypatch.setattr("voice_coach.config.log_folder", lambda: tmp_path / "log")
    for name in ("OPENAI_API_KEY", "OPENAI_BASE_URL", "OPENAI_MODEL", "HF_HUB_OFFLINE"):
        monkeypatch.delenv(name, raising=False)
