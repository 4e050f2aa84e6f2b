"""Sessions that are not whole: the page shows what there is and says what is missing."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import soundfile
from recorded import a_judged_session, a_session, keep
from session_makers import an_interrupted_session, stereo
from visiting import ORIGIN, Visit

from voice_coach.conversation.sound import RATE_HZ
from voice_coach.review.hesitations import hesitations
from voice_coach.review.session_view import session_view
from voice_coach.sessions.deleting import PREFIX, finish_deletions
from voice_coach.sessions.peaks import PER_S, peaks_of
from voice_coach.sessions.reading import Session
from voice_coach.sessions.sound import sound_blocks
from voice_coach.sessions.wav import WavFile

BROWSER = {"accept": "text/html"}
Break = Callable[[Path], object]


def head(folder: Path, **changes: object) -> None:
    keep(folder, "session.json", json.loads((folder / "session.json").read_text()) | changes)


BROKEN: dict[str, tuple[Break, str, bool]] = {
    "a newer format": (lambda folder: head(folder, format=2), "newer voice-coach (format 2)", True),
    "no manifest": (lambda folder: (folder / "session.json").unlink(), "session.json", True),
    "a tampered manifest": (
        lambda folder: (folder / "session.json").write_text('{"format": 1, "mode": []}'),
        "is damaged at",
        True,
    ),
    "no sound": (lambda folder: (folder / "audio.flac").unlink(), "no sound", True),
    "no transcript": (
        lambda folder: [(folder / name).unlink() for name in ("transcript.json", "events.jsonl")],
        "no transcript",
        False,
    ),
    "half deleted": (
        lambda folder: [
            (folder / name).unlink() for name in ("audio.flac", "scorecard.json", "session.json")
        ],
        "no scorecard",
        True,
    ),
    "a scorecard of tomorrow": (
        lambda folder: keep(folder, "scorecard.json", {"format": 9}),
        "scorecard cannot be read",
        True,
    ),
    "recovered": (lambda folder: head(folder, state="recovered"), "made whole", True),
    "interrupted": (lambda folder: head(folder, state="recording"), "interrupted", True),
}


@pytest.mark.parametrize("name", BROKEN)
def test_the_page_shows_what_there_is_and_says_what_is_missing(tmp_path: Path, name: str) -> None:
    breaks, sentence, has_words = BROKEN[name]
    folder = a_judged_session(tmp_path)
    breaks(folder)
    visit = Visit(tmp_path)
    assert visit.owner.get("/").status_code == 200
    assert visit.owner.get(f"/sessions/{folder.name}", headers=BROWSER).status_code == 200
    view = visit.owner.get(f"/sessions/{folder.name}/view").json()
    assert sentence in " ".join(view["missing"])
    assert bool(view["turns"]) is has_words
    assert visit.owner.get(f"/sessions/{folder.name}/peaks").status_code == 200
    heard = visit.owner.get(f"/sessions/{folder.name}/sound").status_code
    assert heard == (200 if view["has_sound"] else 404)


def test_what_is_not_there_is_told_as_a_page_to_a_person_and_as_json_to_a_script(tmp_path: Path) -> None:
    visit, address = Visit(tmp_path), "/sessions/20260101-000000-gone-abcd"
    page = visit.owner.get(address, headers=BROWSER)
    assert (page.status_code, "There is no such session." in page.text) == (404, True)
    assert page.text.startswith("<!doctype html>")
    assert visit.owner.get(address).json() == {"problem": "There is no such session."}


def test_a_session_whose_deletion_was_interrupted_is_gone_from_the_page(tmp_path: Path) -> None:
    folder = a_judged_session(tmp_path)
    visit = Visit(tmp_path)
    assert folder.name in visit.owner.get("/").text
    folder.rename(tmp_path / f"{PREFIX}{folder.name}")
    assert folder.name not in visit.owner.get("/").text
    assert visit.owner.get(f"/sessions/{folder.name}/view").status_code == 404
    assert finish_deletions(tmp_path) == [folder.name]


def in_parts(recordings: Path) -> Path:
    """Three seconds; the file was changed after the first, and half a second is lost between."""
    folder = an_interrupted_session(recordings, 1.0)
    second = WavFile(folder / "audio-2.wav", round(1.5 * RATE_HZ))
    second.put(second.start, stereo(second.start, round(1.5 * RATE_HZ)).tobytes())
    second.seal()
    return folder


def test_a_recording_in_several_files_sounds_as_one(tmp_path: Path) -> None:
    folder = in_parts(tmp_path)
    expected = stereo(0, 3 * RATE_HZ)
    expected[RATE_HZ : round(1.5 * RATE_HZ)] = 0
    address = f"/sessions/{folder.name}/sound"
    whole = Visit(tmp_path).owner.get(address)
    assert whole.headers["content-type"] == "audio/wav"
    sound, rate = soundfile.read(io.BytesIO(whole.content), dtype="int16")
    assert rate == RATE_HZ
    assert np.array_equal(sound, expected)
    assert np.array_equal(np.concatenate(list(sound_blocks(Session(folder)))), expected)
    part = list(sound_blocks(Session(folder), RATE_HZ - 5, 2 * RATE_HZ))
    assert np.array_equal(np.concatenate(part), expected[RATE_HZ - 5 : 2 * RATE_HZ])
    assert len(peaks_of(Session(folder))) == 3 * PER_S * 2


@pytest.mark.parametrize(
    ("wanted", "first", "end"),
    [
        ("bytes=0-9", 0, 10),
        ("bytes=650-700", 650, 701),
        ("bytes=100001-100010", 100_001, 100_011),
        ("bytes=190000-", 190_000, None),
    ],
)
def test_a_joined_recording_comes_in_ranges(tmp_path: Path, wanted: str, first: int, end: int | None) -> None:
    address = f"/sessions/{in_parts(tmp_path).name}/sound"
    owner = Visit(tmp_path).owner
    whole, part = owner.get(address).content, owner.get(address, headers={"range": wanted})
    assert (part.status_code, part.content) == (206, whole[first:end])
    assert part.headers["content-range"].endswith(f"/{len(whole)}")


@pytest.mark.parametrize(
    "wanted", ["bytes=999999999-", "bytes=9-3", "bytes=-5", "lines=1-2", "bytes=0-1,5-6"]
)
def test_absurd_ranges_of_a_joined_recording_do_no_harm(tmp_path: Path, wanted: str) -> None:
    address = f"/sessions/{in_parts(tmp_path).name}/sound"
    assert Visit(tmp_path).owner.get(address, headers={"range": wanted}).status_code in (200, 416)


def test_ten_thousand_turns_are_one_page(tmp_path: Path) -> None:
    folder = a_session(tmp_path)
    turns = [
        {
            "turn": n,
            "speaker": ("interviewer", "candidate")[n % 2],
            "start_s": n,
            "end_s": n + 0.5,
            "text": "maybe",
        }
        for n in range(10_000)
    ]
    keep(folder, "transcript.json", {"format": 1, "turns": turns})
    view = Visit(tmp_path).owner.get(f"/sessions/{folder.name}/view")
    assert len(view.json()["turns"]) == 10_000
    assert len(view.content) < 1_500_000


def test_fillers_and_hedges_are_found_as_words_and_as_phrases() -> None:
    text = "Um, I think it is more or less sort of done, maybe; uh, the basic idea I guess."
    said = text.split()
    shown = [" ".join(said[first : last + 1]) for first, last in hesitations(said)]
    assert shown == ["Um,", "I think", "more or less", "sort of", "maybe;", "uh,", "I guess."]
    assert hesitations("we think of the kind and of more".split()) == []  # noqa: SIM905


def test_only_the_candidates_hesitations_are_told(tmp_path: Path) -> None:
    view = session_view(Session(a_session(tmp_path, "it is more or less done")))
    assert [turn.get("f") for turn in view["turns"]] == [None, [(2, 4)]]


def test_nothing_can_be_changed_in_what_is_broken_from_elsewhere(tmp_path: Path) -> None:
    folder = a_session(tmp_path)
    head(folder, format=2)
    owner = Visit(tmp_path).owner
    assert owner.delete(f"/sessions/{folder.name}", headers={"origin": "null"}).status_code == 403
    assert owner.delete(f"/sessions/{folder.name}", headers={"origin": ORIGIN}).status_code == 204
    assert not folder.exists()
