"""An interview as plain lines and as JSON lines."""

from __future__ import annotations

import json

import pytest

from voice_coach.cli.lines import Lines, json_line, plain_line
from voice_coach.cli.say import OutputError


@pytest.mark.parametrize(
    ("event", "line"),
    [
        ({"type": "turn", "speaker": "candidate", "t_s": 63.2, "text": "Hello."}, "[ 1:03] You: Hello."),
        (
            {
                "type": "turn",
                "speaker": "interviewer",
                "t_s": 4,
                "text": "How many?",
                "heard_text": "How",
                "cut": True,
            },
            "[ 0:04] Interviewer: How -- (cut off)",
        ),
        ({"type": "stage", "stage": "design", "t_s": 600}, "[10:00] -- design --"),
        ({"type": "latency", "gap_ms": 388.4, "t_s": 1}, "[ 0:01] (gap 388 ms)"),
        ({"type": "turn", "speaker": "interviewer", "text": "Why?", "heard_text": "", "cut": True}, ""),
        ({"type": "barge_in", "outcome": "cancelled", "t_s": 1}, ""),
        ({"type": "fault", "what": "disk_full", "detail": "", "t_s": 1}, "[ 0:01] disk full"),
        (
            {"type": "session_ended", "reason": "time is up", "t_s": 180},
            "[ 3:00] The interview is over (time is up).",
        ),
        ({"type": "level", "near_dbfs": -20}, ""),
        ({"type": "move", "kind": "probe"}, ""),
        ({}, ""),
    ],
)
def test_an_event_becomes_a_line(event: dict[str, object], line: str) -> None:
    assert plain_line(event) == line


def test_the_first_line_says_where_data_go() -> None:
    engine = {"kind": "voice", "host": "10.0.0.5"}
    line = plain_line({"type": "session_started", "title": "T", "minutes": 3, "engines": [engine]})
    assert line == "[ 0:00] T, 3 minutes. The voice is at 10.0.0.5."


def test_a_text_cannot_break_its_line_or_steer_the_terminal() -> None:
    line = plain_line({"type": "turn", "speaker": "candidate", "text": "a\nb\x1b[2J\x9bc\r"})
    assert line == "[ 0:00] You: a b[2Jc"


def test_a_json_line_is_the_event_itself_without_raw_escapes() -> None:
    event = {"seq": 1, "type": "notice", "text": "\x1b[2J\u202e é"}
    assert json.loads(json_line(event)) == event
    assert json_line(event).isascii()
    assert json_line(event).isprintable()


@pytest.mark.parametrize("kind", ["level", "floor", "partial", "caption"])
def test_passing_events_are_no_json_lines(kind: str) -> None:
    assert json_line({"type": kind}) == ""


def test_lines_are_written_as_they_come() -> None:
    written: list[str] = []
    with Lines(plain_line, written.append) as lines:
        lines.observe({"type": "stage", "stage": "close", "t_s": 0})
        lines.observe({"type": "level"})
    assert written == ["[ 0:00] -- close --"]


def test_a_reader_who_left_does_not_end_the_interview() -> None:
    tries: list[str] = []

    def closed(line: str) -> None:
        tries.append(line)
        raise OutputError("Standard output cannot be written.")

    lines = Lines(json_line, closed)
    lines.observe({"type": "notice"})
    lines.observe({"type": "notice"})
    assert len(tries) == 1


def test_the_first_line_says_who_hears_speaks_and_words_the_questions() -> None:
    engines = [
        {"kind": "recogniser", "name": "whisper", "detail": "base.en int8 cpu"},
        {"kind": "voice", "name": "pyttsx3", "detail": ""},
        {"kind": "model", "name": "scripted", "detail": ""},
    ]
    line = plain_line({"type": "session_started", "title": "T", "minutes": 3, "engines": engines})
    assert line.endswith("Heard by whisper (base.en int8 cpu), spoken by pyttsx3, worded by the script.")
