"""A session as files, and the peer's form back again."""

from __future__ import annotations

import base64
import html
import io
import json
import re
import zipfile
from pathlib import Path
from typing import Any

import pytest
from recorded import a_hostile_session, a_judged_session, a_session

from voice_coach.__main__ import run
from voice_coach.errors import SessionError
from voice_coach.library import load_scenario
from voice_coach.review.exporting.captions import captions
from voice_coach.review.exporting.html_file import Carried, html_file
from voice_coach.review.exporting.markdown import markdown
from voice_coach.review.exporting.opus import opus_of, size_bytes
from voice_coach.review.session_view import session_view
from voice_coach.sessions.notes import add_note, read_notes, remove_note
from voice_coach.sessions.peaks import PER_S
from voice_coach.sessions.peers import blank_form, keep_peer_form, read_peer_forms
from voice_coach.sessions.reading import Session

ATTACK = "</script><script>alert(1)</script><img src=x onerror=alert(1)>"


def exported(recordings: Path, *options: str) -> list[Path]:
    target = recordings / "out"
    target.mkdir(exist_ok=True)
    before = set(target.iterdir())
    assert run(["export", "last", "--to", str(target), "--recordings", str(recordings), *options]) == 0
    return sorted(set(target.iterdir()) - before)


def test_the_sound_becomes_opus_of_the_same_length(tmp_path: Path) -> None:
    import av

    sound = opus_of(Session(a_session(tmp_path, seconds=6.0)))
    with av.open(io.BytesIO(sound)) as container:
        stream = container.streams.audio[0]
        assert stream.codec_context.name == "opus"
        samples = sum(frame.samples for frame in container.decode(stream))
    assert samples / 48_000 == pytest.approx(6.0, abs=0.1)
    assert len(sound) < 2 * size_bytes(6.0)


def test_a_page_holds_its_sound_and_asks_for_nothing(tmp_path: Path) -> None:
    a_judged_session(tmp_path)
    (path,) = exported(tmp_path)
    page = path.read_text(encoding="utf-8")
    assert len(page) > 100_000
    assert "default-src 'none'" in html.unescape(page)
    assert not re.findall(r"""(?:src|href)=["'](?!data:|#)[^"'{$]""", page)
    assert not re.findall(r"https?://(?!www\.w3\.org/2000/svg)", page)
    assert path.stat().st_mode & 0o777 == 0o600


def test_the_sound_may_lie_beside_or_be_left_out(tmp_path: Path) -> None:
    a_judged_session(tmp_path)
    assert [path.suffix for path in exported(tmp_path, "--sound", "beside")] == [".html", ".opus"]


def test_the_size_is_said_before_the_sound_is_made(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    a_judged_session(tmp_path)
    exported(tmp_path)
    assert re.search(r"The sound will take about [\d.]+ MB\.", capsys.readouterr().err)


def test_text_in_a_page_never_becomes_markup(tmp_path: Path) -> None:
    view = session_view(Session(a_hostile_session(tmp_path, ATTACK)))
    page = html_file(view, Carried())
    assert page.count("</script>") == 3
    assert "<img" not in page


def test_captions_are_in_time_and_hold_no_tags_but_their_own(tmp_path: Path) -> None:
    text = captions(session_view(Session(a_session(tmp_path, f"one two {ATTACK} three"))))
    assert text.startswith("WEBVTT\n\n00:00:00.000 --> ")
    assert "<script" not in text
    assert "<v Candidate>one two &lt;/script&gt;" in text
    assert all(a < b for a, b in re.findall(r"(\d\d:\S+) --> (\S+)", text))


def test_markdown_tells_verdict_levels_and_quotes(tmp_path: Path) -> None:
    text = markdown(session_view(Session(a_judged_session(tmp_path))))
    assert "## Verdict: borderline" in text
    assert "| constraints | 3 | Named one limit. |" in text
    assert "[0:06] “latency is three seconds”" in text
    hostile = markdown(session_view(Session(a_hostile_session(tmp_path / "b", ATTACK))))
    assert "<script" not in hostile.replace("\\<", "")


def test_a_zip_holds_the_sound_and_what_can_be_read_without_the_program(tmp_path: Path) -> None:
    folder = a_judged_session(tmp_path)
    (path,) = exported(tmp_path, "--as", "zip")
    with zipfile.ZipFile(path) as archive:
        names = {name.removeprefix(f"{folder.name}/") for name in archive.namelist()}
        assert archive.testzip() is None
    assert {"session.md", "session.vtt", "sound.opus", "transcript.json", "scorecard.json"} <= names


def test_without_another_place_an_export_lies_in_the_session_and_goes_with_it(tmp_path: Path) -> None:
    folder = a_judged_session(tmp_path)
    assert run(["export", "last", "--as", "vtt", "--recordings", str(tmp_path)]) == 0
    assert (folder / "exports" / f"{folder.name}.vtt").is_file()
    assert run(["delete", folder.name, "--yes", "--recordings", str(tmp_path)]) == 0
    assert not folder.exists()


def carried(page: Path) -> dict[str, Any]:
    data = re.search(r'id="data">(.*?)</script>', page.read_text(encoding="utf-8"), re.S)
    assert data is not None
    found: dict[str, Any] = json.loads(data[1])
    return found


def asked_for_a_sketch(recordings: Path) -> Path:
    folder = a_judged_session(recordings, verdict="borderline")
    with (folder / "events.jsonl").open("a") as log:
        log.write(json.dumps({"seq": 9, "t_s": 0.0, "type": "move", "kind": "sketch_now", "turn": 0}) + "\n")
    return folder


def test_a_page_carries_what_its_charts_are_drawn_of_even_without_the_sound(tmp_path: Path) -> None:
    asked_for_a_sketch(tmp_path)
    value = carried(exported(tmp_path, "--sound", "none")[0])
    assert [turn for _, _, turn in value["view"]["pace"]] == [1]
    assert value["view"]["scorecard"]["delivery"]["pauses"][0]["length_s"] == 3.1
    assert len(base64.b64decode(value["peaks"]["peaks"])) == 12 * PER_S * 2
    assert value["view"]["missing"] == ["The sound was left out of this file."]


def test_a_page_carries_model_answers_and_the_commands_that_practise(tmp_path: Path) -> None:
    asked_for_a_sketch(tmp_path)
    view = carried(exported(tmp_path)[0])["view"]
    assert [answer["lines"] for answer in view["answers"]] == [
        list(load_scenario("support-replies").model_lines("sketch"))
    ]
    assert view["commands"] == {"constraints": "voice-coach drill constraints"}
    assert view["missing"] == []


def test_a_peer_form_shows_no_verdict_no_answers_and_nothing_of_how_it_sounded(tmp_path: Path) -> None:
    asked_for_a_sketch(tmp_path)
    (path,) = exported(tmp_path, "--peer-form")
    value = carried(path)
    hidden = ("scorecard", "answers", "commands", "marks", "notes", "pace", "peers", "sketch")
    assert not any(value["view"][name] for name in hidden)
    assert {each["id"] for each in value["form"]["dimensions"]} >= {"framing", "pressure"}
    assert "Named one limit." not in path.read_text(encoding="utf-8")


def test_a_filled_form_comes_back_as_a_second_opinion(tmp_path: Path) -> None:
    folder = a_judged_session(tmp_path)
    form = blank_form(folder.name) | {"peer": "Kim", "verdict": "hire"}
    form["dimensions"][0] |= {"level": 2, "why": "never asked who feels it", "t_s": 3.5}
    path = tmp_path / "form.json"
    path.write_text(json.dumps(form))
    for _ in range(2):
        assert run(["import", str(path), "--recordings", str(tmp_path)]) == 0
    (kept,) = read_peer_forms(folder)
    assert (kept["peer"], kept["verdict"], kept["dimensions"][0]["level"]) == ("Kim", "hire", 2)
    assert session_view(Session(folder))["peers"] == [kept]


@pytest.mark.parametrize(
    "change",
    [
        {"session": "20260101-000000-other-abcd"},
        {"session": "../x"},
        {"verdict": "great"},
        {"format": 2},
        {"dimensions": [{"id": "charm", "level": 3}]},
        {"dimensions": [{"id": "framing", "level": 9}]},
        {"peer": "x" * 200},
        {"dimensions": "all"},
        {"dimensions": [{"id": "framing", "level": 2, "t_s": -1.0}]},
    ],
)
def test_a_form_that_makes_no_sense_is_refused_in_one_sentence(
    tmp_path: Path, change: dict[str, object]
) -> None:
    folder = a_session(tmp_path)
    with pytest.raises(SessionError):
        keep_peer_form(tmp_path, blank_form(folder.name) | change)
    assert read_peer_forms(folder) == []


def test_notes_are_kept_in_the_order_of_their_moments(tmp_path: Path) -> None:
    folder = a_session(tmp_path)
    late, early = add_note(folder, 9.0, "late"), add_note(folder, 2.0, " early ")
    assert read_notes(folder) == [early, late]
    assert early.text == "early"
    assert remove_note(folder, late.id)
    assert not remove_note(folder, late.id)
    assert read_notes(folder) == [early]
    with pytest.raises(SessionError):
        add_note(folder, 1.0, "   ")
