"""`drill --today` in the simulated room on the virtual clock: spoken from start to end, no key, no screen."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import pytest
from driller import Seat

from voice_coach.__main__ import run
from voice_coach.sessions.reading import Session
from voice_coach.sessions.rounds import rounds_in

ARGUMENTS = ("drill", "--today", "--minutes", "3", "--seed", "3")


@dataclass
class Held:
    """A session that was held, and what was told of it."""

    seat: Seat
    recordings: Path

    @property
    def session(self) -> Session:
        return Session(next(self.recordings.glob("2*")))

    def turns(self, speaker: str) -> list[dict[str, object]]:
        return self.seat.turns(speaker)


def hold(recordings: Path, seat: Seat, *more: str) -> int:
    """Drill for three minutes, heard and spoken by scripted engines."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("VOICE_COACH_RECORDINGS", str(recordings))
        seat.taken(patch)
        return run([*ARGUMENTS, *more])


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> Held:
    folder = tmp_path_factory.mktemp("drills")
    (folder / "settings.toml").touch()
    seat = Seat()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("VOICE_COACH_SETTINGS", str(folder / "settings.toml"))
        assert hold(folder / "recordings", seat) == 0
    return Held(seat, folder / "recordings")


def test_every_round_is_heard_and_judged(held: Held) -> None:
    began = [turn["slots"]["drill"] for turn in held.turns("interviewer") if "round" in turn["slots"]]
    results = rounds_in(held.recordings)
    assert len(began) >= 3
    assert [each.drill for each in results if each.is_first_try] == began
    assert {each.tries for each in results} == {1, 2}
    answers = {turn["turn"]: turn["text"] for turn in held.turns("candidate")}
    assert all(len(str(answers[each.turn]).split()) > 10 for each in results)


def test_it_ends_by_itself_with_two_sentences_aloud(held: Held) -> None:
    last = held.turns("interviewer")[-1]
    assert last["move"] == "close"
    assert str(last["heard_text"]).count(".") == 3
    assert "Goodbye." in str(last["heard_text"])
    assert [event["reason"] for event in held.seat.of("session_ended")] == ["closed"]
    assert 150 < float(str(held.seat.of("session_ended")[0]["t_s"])) < 200


def test_nothing_was_cut_off_or_failed(held: Held) -> None:
    assert not [turn for turn in held.turns("interviewer") if turn["cut"]]
    assert not held.seat.of("fault")


def test_the_first_word_follows_soon_after_each_answer(held: Held) -> None:
    gaps = [float(str(event["gap_ms"])) for event in held.seat.of("latency")]
    assert len(gaps) > 5
    assert max(gaps) <= 1000, gaps


def test_what_it_leaves_can_be_replayed_searched_assessed(
    held: Held, capsys: pytest.CaptureFixture[str]
) -> None:
    where = ["--recordings", str(held.recordings)]
    assert held.session.sound_s() > 150
    assert run(["replay", "last", *where]) == 0
    heard = capsys.readouterr().out
    assert all(str(turn["text"]) in heard for turn in held.turns("candidate"))
    assert run(["search", "what would a strong candidate say", *where]) == 0
    assert held.session.folder.name in capsys.readouterr().out
    assert run(["assess", "last", "--json", *where]) == 0
    assert json.loads(capsys.readouterr().out)
