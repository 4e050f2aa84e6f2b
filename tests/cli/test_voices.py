"""The list of voices, and one played."""

from __future__ import annotations

import json

import pytest

from voice_coach.__main__ import run
from voice_coach.engines import playback


def test_english_voices_are_listed_and_all_of_them_on_request(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["voices", "--json"]) == 0
    english = json.loads(capsys.readouterr().out)
    run(["voices", "--json", "--all"])
    assert 0 < len(english) < len(json.loads(capsys.readouterr().out))
    assert {"name", "id", "languages"} == set(english[0])


def test_a_voice_is_played_at_the_rate_that_was_asked_for(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    played: list[int] = []
    monkeypatch.setattr(playback, "play", lambda pieces, *_: played.append(sum(map(len, pieces))))
    for rate in ("120", "240"):
        assert run(["voices", "--play", "america", "--voice-rate", rate, "--text", "Name the p95."]) == 0
    assert played[0] > 1.4 * played[1]
    assert "America" in capsys.readouterr().out


def test_a_voice_that_does_not_exist_is_one_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["voices", "--play", "nobody at all"]) == 1
    assert "no voice called 'nobody at all'" in capsys.readouterr().err


@pytest.mark.parametrize("rate", ["10", "1000", "fast"])
def test_a_rate_out_of_range_is_wrong_use(rate: str) -> None:
    assert run(["voices", "--play", "america", "--voice-rate", rate]) == 2
