"""The transcript beside a replay: by lines, and by words on a terminal that only remembers."""

from __future__ import annotations

import io

import pytest
from rich.console import Console

from voice_coach.cli.script import LineScript, WordScript, lines_of
from voice_coach.coaching.transcript import Speaker, TranscriptTurn
from voice_coach.conversation.words import Word
from voice_coach.sessions.transcript import KeptTurn

ANSWER = (Word("the", 4.0, 4.2, 0.9), Word("gate\x1b[2Jway", 4.5, 5.0, 0.2), Word("first", 6.0, 6.5, 0.9))
TURNS = (
    KeptTurn(TranscriptTurn(1, Speaker.CANDIDATE, 4.0, 8.0, "the gateway first", ANSWER)),
    KeptTurn(TranscriptTurn(0, Speaker.INTERVIEWER, 0.0, 4.0, "How would you begin?"), cut=True),
    KeptTurn(TranscriptTurn(2, Speaker.INTERVIEWER, 12.0, 14.0, "Why?")),
)
LINES = lines_of(TURNS, {1: ["diagram first", "latency"]})


class Terminal:
    """What a terminal of a width would show."""

    def __init__(self, width: int = 80) -> None:
        self.file = io.StringIO()
        self.console = Console(file=self.file, width=width, force_terminal=True, color_system="standard")
        self.script = WordScript(LINES, self.console)

    def shown(self, *moments_s: float) -> str:
        for t_s in moments_s:
            self.script.reached(t_s)
        return self.file.getvalue()


def plain(text: str) -> str:
    import re

    return re.sub(r"\x1b\[[0-9;]*m", "", text)


def test_a_line_tells_time_speaker_flags_and_words() -> None:
    assert [line.text for line in LINES] == [
        "[ 0:00] Interviewer: How would you begin? (cut off)",
        "[ 0:04] Candidate ⚑ diagram first, latency: the gate[2Jway first",
        "[ 0:12] Interviewer: Why?",
    ]


def test_lines_appear_when_they_begin_and_a_seek_tells_the_one_being_said(
    capsys: pytest.CaptureFixture[str],
) -> None:
    script = LineScript(LINES)
    script.begin(0.0)
    for t_s in (1.0, 5.0, 11.9):
        script.reached(t_s)
    assert [line[1:6] for line in capsys.readouterr().out.splitlines()] == [" 0:00", " 0:04"]
    script.begin(7.0)
    script.reached(7.5)
    assert [line[1:6] for line in capsys.readouterr().out.splitlines()] == [" 0:04"]


def test_words_appear_when_they_are_said() -> None:
    terminal = Terminal()
    terminal.script.begin(0.0)
    assert plain(terminal.shown(2.1)) == "[ 0:00] Interviewer: How would you"
    assert plain(terminal.shown(3.9)).endswith("you begin?")
    assert plain(terminal.shown(4.6)).endswith(
        "begin? (cut off)\n[ 0:04] Candidate ⚑ diagram first, latency: the gate[2Jway"
    )
    assert plain(terminal.shown(7.0)).endswith("gate[2Jway first")


def test_words_that_were_not_understood_for_certain_are_dim() -> None:
    terminal = Terminal()
    terminal.script.begin(4.0)
    shown = terminal.shown(7.0)
    assert "\x1b[2;3m gate[2Jway" in shown
    assert "\x1b[2;3m first" not in shown


def test_a_seek_begins_the_line_that_is_being_said_anew() -> None:
    terminal = Terminal()
    terminal.script.begin(0.0)
    terminal.shown(1.0)
    terminal.script.begin(13.0)
    assert plain(terminal.shown(13.5)).endswith("How would\n[ 0:12] Interviewer: Why?")
    terminal.script.end()
    assert plain(terminal.file.getvalue()).endswith("Why?\n")


def test_no_line_is_wider_than_the_terminal() -> None:
    terminal = Terminal(width=24)
    terminal.script.begin(0.0)
    shown = plain(terminal.shown(3.9, 99.0))
    assert max(len(line) for line in shown.splitlines() if "⚑" not in line) <= 24
    assert "How would you begin?" in " ".join(shown.split())


def test_a_remark_stands_on_a_line_of_its_own(capsys: pytest.CaptureFixture[str]) -> None:
    terminal = Terminal()
    terminal.script.begin(0.0)
    terminal.shown(1.0)
    terminal.script.tell("2 times as fast")
    assert terminal.file.getvalue().endswith("\n")
    assert capsys.readouterr().err == "2 times as fast\n"
