"""What cannot be an interview: one clear sentence with the cure, an exit code, nothing lost, no traceback."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from fakes.openai_server import Mode, OpenAIServer

from voice_coach.__main__ import run
from voice_coach.sessions.reading import Session

Capture = pytest.CaptureFixture[str]
GOOD = '{"text": "The agent waits three seconds, which is too long."}'
SHORT = ("practice", "support-replies", "--minutes", "3", "--seed", "1", "--json")


@pytest.fixture
def empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """To be in."""
    monkeypatch.chdir(tmp_path)


def refused(arguments: list[str], code: int, capsys: Capture) -> str:
    """The one line that was said."""
    assert run(arguments) == code
    said = capsys.readouterr()
    assert "Traceback" not in said.err
    assert said.out == ""
    lines = said.err.splitlines()
    assert len(lines) == 1
    return lines[0]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("not json", "Line 1 of 'x.jsonl' is no typed turn: it is not valid JSON"),
        (f"{GOOD}\n[1]", "Line 2 of 'x.jsonl' is no typed turn: it is no JSON object."),
        (f"{GOOD}\n\n{{}}", "Line 3 of 'x.jsonl' is no typed turn: text: field required."),
        ('{"text": "  "}', "text: string should have at least 1 character."),
        ('{"text": 5}', "text: input should be a valid string."),
        ('{"text": "hi", "mood": 1}', "mood: extra inputs are not permitted."),
        ('{"text": "hi", "thinks_s": -1}', "thinks_s: input should be greater than or equal to 0."),
        ('{"text": "hi", "thinks_s": NaN}', "thinks_s: input should be"),
        ('{"text": "hi", "speaks_s": 0}', "speaks_s: input should be greater than 0."),
        ('{"text": "hi", "speaks_s": 1e400}', "speaks_s: input should be less than or equal to 3600."),
        ('{"text": "hi", "speaks_s": "8"}', "speaks_s: input should be a valid number."),
        ("[" * 100_000, "Line 1 of 'x.jsonl' is no typed turn"),
        ("", "The file 'x.jsonl' holds no turn."),
        ("\n \n", "The file 'x.jsonl' holds no turn."),
    ],
)
def test_a_line_that_is_no_turn_is_named_before_anything_begins(
    content: str, words: str, tmp_path: Path, capsys: Capture
) -> None:
    path = tmp_path / "x.jsonl"
    path.write_text(content)
    said = refused([*SHORT, "--candidate", str(path), "--recordings", str(tmp_path / "kept")], 2, capsys)
    assert words in said
    assert said.endswith(
        'Write each line as {"text": "...", "thinks_s": 1.5, "speaks_s": 8}; only "text" is needed.'
    )
    assert not [path for path in (tmp_path / "kept").glob("*") if path.is_dir()]


def test_bytes_that_are_no_text_are_refused_with_their_line(tmp_path: Path, capsys: Capture) -> None:
    path = tmp_path / "x.jsonl"
    path.write_bytes(GOOD.encode() + b"\n\xff\xfe\n")
    assert (
        refused([*SHORT, "--candidate", str(path)], 2, capsys) == "Line 2 of 'x.jsonl' is not text in UTF-8."
    )


def test_a_wrong_line_in_mid_interview_ends_it_and_keeps_what_was_said(
    tmp_path: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = f"{GOOD}\nwhat?\n{{nonsense\n".encode()
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(text), encoding="utf-8"))
    assert run([*SHORT, "--candidate", "-", "--recordings", str(tmp_path)]) == 2
    said = capsys.readouterr()
    assert "Line 3 of standard input is no typed turn: it is not valid JSON" in said.err
    assert "Traceback" not in said.err
    (folder,) = (path for path in tmp_path.iterdir() if path.is_dir())
    texts = [turn["text"] for turn in Session(folder).transcript()["turns"] if turn["speaker"] == "candidate"]
    assert texts == [json.loads(GOOD)["text"], "what?"]


@pytest.mark.usefixtures("empty_folder")
@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (
            ["practice", "nope"],
            1,
            'There is no scenario "nope". `voice-coach scenarios list` shows all of them',
        ),
        (["practice", ""], 1, 'There is no scenario "".'),
        (["practice", "gone.toml"], 1, "There is no scenario file gone.toml. Check the path"),
        (["practice", "--candidate", "gone.jsonl"], 2, "--candidate: there is no file 'gone.jsonl'."),
        (["practice", "--candidate", "talk.txt"], 2, "is no .wav, .flac or .jsonl file, nor - for"),
        (
            ["practice", "--minutes", "2"],
            2,
            "--minutes on the command line is '2.0', but must be a number from 3",
        ),
        (["practice", "--minutes", "91"], 2, "must be a number from 3 to 90."),
        (["practice", "--minutes", "nan"], 2, "must be a number from 3 to 90."),
        (
            ["practice", "--base-url", "nonsense"],
            2,
            "must be an address that starts with http:// or https://.",
        ),
        (["scenarios", "check", "gone.toml"], 1, "There is no scenario file"),
        (["scenarios", "show", "nope"], 1, 'There is no scenario "nope".'),
    ],
)
def test_a_bad_value_is_one_sentence(arguments: list[str], code: int, words: str, capsys: Capture) -> None:
    assert words in refused(arguments, code, capsys)


@pytest.mark.parametrize("option", ["--pressure", "--mode", "--interviewer", "--profile", "--seed"])
def test_a_value_that_does_not_exist_is_wrong_use_that_names_the_option(option: str, capsys: Capture) -> None:
    assert run(["practice", option, "brutal"]) == 2
    said = capsys.readouterr()
    assert option in said.err
    assert "Traceback" not in said.err


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"\xff\xfe\x00", "x.toml:1: text: UTF-8 was expected."),
        (b'id = "x"\npressure = ["sketch_now", "dance"]\n', "x.toml:2: pressure[1]: one of 'open'"),
        (b'id = "x"\nextends = "x"\n', "x.toml:2: extends: the id of a base file was expected"),
        (b"a = [" * 20_000, "x.toml:1: "),
    ],
)
def test_a_file_that_is_no_scenario_is_refused_with_its_line(
    content: bytes, words: str, tmp_path: Path, capsys: Capture
) -> None:
    path = tmp_path / "x.toml"
    path.write_bytes(content)
    for command in (["scenarios", "check", str(path)], ["practice", str(path)]):
        assert run(command) == 1
        said = capsys.readouterr()
        assert said.err.startswith(words) or f"\n{words}" in said.err
        assert "Traceback" not in said.err
        assert said.out == ""


def test_a_folder_is_no_scenario(tmp_path: Path, capsys: Capture) -> None:
    folder = tmp_path / "x.toml"
    folder.mkdir()
    assert "cannot be read: Is a directory. Check the path" in refused(["practice", str(folder)], 1, capsys)


@pytest.mark.parametrize("command", [["scenarios", "list"], ["practice"], ["demo", "--fast"]])
def test_a_library_without_a_scenario_says_so(
    command: list[str], tmp_path: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "shelf").mkdir()
    monkeypatch.setattr("voice_coach.library.shelves", lambda: (tmp_path / "shelf",))
    said = refused(command, 1, capsys)
    assert "This installation holds no" in said
    assert said.endswith("`voice-coach scenarios new` writes one.")


@pytest.fixture
def lines(tmp_path: Path) -> Path:
    path = tmp_path / "answers.jsonl"
    path.write_text(GOOD)
    return path


def test_a_model_that_was_asked_for_and_is_configured_nowhere_is_said(lines: Path, capsys: Capture) -> None:
    said = refused([*SHORT, "--candidate", str(lines), "--interviewer", "llm"], 1, capsys)
    assert said == "No language model is configured. Set OPENAI_API_KEY, or OPENAI_BASE_URL (--base-url)."


@pytest.mark.parametrize("mode", [Mode.NO_MODEL, Mode.HTML_200, Mode.WRONG_SHAPE])
def test_an_endpoint_that_is_none_ends_what_asked_for_it_and_is_done_without_by_auto(
    mode: Mode, lines: Path, tmp_path: Path, capsys: Capture
) -> None:
    with OpenAIServer(mode) as server:
        asked = [*SHORT, "--candidate", str(lines), "--base-url", server.url, "--model", "tiny"]
        asked += ["--recordings", str(tmp_path / "kept")]
        said = refused([*asked, "--interviewer", "llm"], 1, capsys)
        assert run([*asked, "--interviewer", "auto"]) == 0
    auto = capsys.readouterr()
    (told,) = (line for line in auto.err.splitlines() if "scripted interviewer" in line)
    assert told.replace(" The scripted interviewer takes its place.", "") == said
    assert '"reason": "closed"' in auto.out
