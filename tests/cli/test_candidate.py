"""Who sits in the candidate's chair."""

from __future__ import annotations

from pathlib import Path

import pytest

from voice_coach.cli.candidate import AtMicrophone, FromLines, FromSound, candidate_from
from voice_coach.errors import UsageError


def test_without_a_file_the_candidate_is_at_the_microphone() -> None:
    assert candidate_from(None) == AtMicrophone()


def test_a_dash_is_standard_input() -> None:
    assert candidate_from("-") == FromLines(None)


@pytest.mark.parametrize(
    ("name", "kind"), [("a.wav", FromSound), ("a.FLAC", FromSound), ("a.jsonl", FromLines)]
)
def test_a_files_ending_tells_what_it_is(name: str, kind: type, tmp_path: Path) -> None:
    (tmp_path / name).touch()
    chair = candidate_from(str(tmp_path / name))
    assert isinstance(chair, kind)
    assert chair == kind(tmp_path / name)


@pytest.mark.parametrize("text", ["gone.wav", "talk.mp3", "notes", ""])
def test_what_cannot_be_a_candidate_is_wrong_use(text: str) -> None:
    with pytest.raises(UsageError, match="--candidate"):
        candidate_from(text)
