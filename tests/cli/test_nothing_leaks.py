"""Whole commands, with a key that nobody may see, on a machine whose other users are curious."""

from __future__ import annotations

import json
import os
import stat
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from fakes.openai_server import Mode, OpenAIServer

from voice_coach.__main__ import run

CANARY = "sk-canary-9d27e4"
SAID = (
    "The users are support agents, and they need a draft within three seconds.",
    "I would use a queue, because the load is twenty-five hundred a day. That is my answer.",
    "A third of it comes on Monday morning. That is my answer.",
)
FORCED = (
    Mode.BAD_KEY,
    Mode.FORBIDDEN,
    Mode.NO_MODEL,
    Mode.LIMIT,
    Mode.BROKEN,
    Mode.ERROR_CHUNK,
    Mode.MALFORMED_CHUNK,
    Mode.HTML_200,
    Mode.CUT,
    Mode.ENDLESS,
)


class FickleServer(OpenAIServer):
    """Fails at every other request, each time in another way; the first is the check before the interview."""

    @property
    def mode(self) -> Mode:
        number = len(self.requests) - 1
        return FORCED[number // 2 % len(FORCED)] if number % 2 == 1 else Mode.OK

    @mode.setter
    def mode(self, mode: Mode) -> None:
        """It is always fickle."""


@pytest.fixture
def lines(tmp_path: Path) -> Path:
    path = tmp_path / "answers.jsonl"
    path.write_text("\n".join(json.dumps({"text": text}) for text in SAID))
    return path


@pytest.fixture
def open_umask() -> Iterator[None]:
    before = os.umask(0)
    yield
    os.umask(before)


def practise(lines: Path, *more: str) -> int:
    return run(
        [
            *("practice", "support-replies", "--candidate", str(lines), "--minutes", "12", "--seed", "4"),
            *("--json", *more),
        ]
    )


def everything_in(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


@pytest.mark.parametrize("mode", [Mode.BAD_KEY, Mode.ERROR_CHUNK, Mode.HTML_200])
def test_a_key_that_is_refused_at_the_start_is_not_repeated(
    mode: Mode, lines: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", CANARY)
    with OpenAIServer(mode) as server:
        assert practise(lines, "--interviewer", "llm", "--base-url", server.url, "--model", "tiny") == 1
        assert server.requests
    said = capfd.readouterr()
    assert CANARY not in said.out + said.err
    assert not [path for path in everything_in(lines.parent) if CANARY.encode() in path.read_bytes()]


def test_the_key_is_in_no_file_and_no_line_of_an_interview_with_every_error_in_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", CANARY)
    lines = tmp_path / "answers.jsonl"
    lines.write_text("\n".join(json.dumps({"text": f"Number {n}: {SAID[1]}"}) for n in range(30)))
    with FickleServer(reply="Why would you use a queue?") as server:
        assert practise(lines, "--interviewer", "llm", "--base-url", server.url, "--model", "tiny") == 0
        assert len(server.requests) >= 2 * len(FORCED)
    said = capfd.readouterr()
    assert said.out.count('"type": "fault"') >= len(FORCED) / 2
    assert "Traceback" not in said.err
    assert CANARY not in said.out + said.err
    assert not [path for path in everything_in(tmp_path) if CANARY.encode() in path.read_bytes()]


def test_an_unforeseen_failure_does_not_show_the_key_either(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", CANARY)

    def fail(*_: object) -> None:
        raise ZeroDivisionError(f"a header of {CANARY}\nis malformed")

    monkeypatch.setattr("voice_coach.sessions.reading.list_sessions", fail)
    monkeypatch.setattr("voice_coach.sessions.index.Index.refresh", fail)
    assert run(["sessions"]) == 1
    said = capsys.readouterr()
    assert CANARY not in said.out + said.err
    (log,) = everything_in(tmp_path / "log")
    assert "[key]" in log.read_text()
    assert CANARY not in log.read_text()


@pytest.mark.usefixtures("open_umask")
def test_under_any_umask_whatever_the_commands_write_is_their_users_alone(
    lines: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    recordings = tmp_path / "recordings"
    (tmp_path / "talk.json").write_text(json.dumps([{"speaker": "candidate", "text": SAID[0]}]))
    assert practise(lines, "--interviewer", "scripted") == 0
    for command in (
        ["import", str(tmp_path / "talk.json")],
        ["assess", "last"],
        ["export", "last", "--as", "markdown"],
        ["export", "last", "--as", "zip"],
        ["search", "queue"],
        ["sessions"],
        ["progress"],
    ):
        assert run(command) == 0, command
    monkeypatch.setattr("voice_coach.sessions.index.Index.refresh", lambda _: 1 / 0)
    assert run(["sessions"]) == 1
    for place in (recordings, tmp_path / "log"):
        paths = [place, *place.rglob("*")]
        open_to_others = {
            str(path): oct(mode) for path in paths if (mode := stat.S_IMODE(path.stat().st_mode)) & 0o077
        }
        assert open_to_others == {}
    assert len(everything_in(recordings)) > 10


asked: list[object] = []
"""Whom this process wanted to talk to while `listening`."""
listening: list[bool] = []


def _overhear(event: str, arguments: tuple[object, ...]) -> None:
    if listening and event in ("socket.connect", "socket.getaddrinfo", "socket.sendto"):
        asked.append(arguments[1] if event in ("socket.connect", "socket.sendto") else arguments[:2])


sys.addaudithook(_overhear)


@pytest.fixture
def overheard() -> Iterator[list[object]]:
    """Every address that is asked for meanwhile."""
    asked.clear()
    listening.append(True)
    yield asked
    listening.clear()


def test_without_a_model_nothing_is_asked_of_anybody(lines: Path, overheard: list[object]) -> None:
    assert practise(lines, "--interviewer", "scripted") == 0
    for command in (
        ["assess", "last"],
        ["export", "last", "--as", "html"],
        ["search", "queue"],
        ["progress"],
    ):
        assert run(command) == 0, command
    assert overheard == []


def test_with_a_model_only_its_own_address_is_asked(lines: Path, overheard: list[object]) -> None:
    with OpenAIServer(reply="Why would you use a queue?") as server:
        port = int(server.url.rpartition(":")[2].partition("/")[0])
        assert practise(lines, "--interviewer", "llm", "--base-url", server.url, "--model", "tiny") == 0
        assert len(server.requests) > 1
    assert overheard
    assert {address[:2] for address in overheard if isinstance(address, tuple)} == {("127.0.0.1", port)}
