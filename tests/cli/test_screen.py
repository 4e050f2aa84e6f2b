"""What the live screen shows for what happened, without a terminal."""

from __future__ import annotations

import io
from collections.abc import Mapping
from functools import reduce

from rich.console import Console

from voice_coach.cli.screen import Screen, ScreenState, after, picture

STARTED: dict[str, object] = {
    "type": "session_started",
    "t_s": 0.0,
    "title": "Support replies",
    "minutes": 10,
    "engines": [
        {"kind": "recogniser", "name": "sphinx", "notice": "Accuracy is limited.", "host": ""},
        {"kind": "model", "name": "openai", "notice": "", "host": "localhost:11434"},
    ],
}


def said(speaker: str, text: str, **more: object) -> dict[str, object]:
    return {"type": "turn", "speaker": speaker, "t_s": 3.0, "text": text, **more}


def shown(*events: Mapping[str, object], height: int = 30) -> str:
    console = Console(file=io.StringIO(), width=100, height=height, color_system=None)
    console.print(picture(reduce(after, events, ScreenState()), height))
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


def test_the_time_left_is_the_round_less_the_session_time() -> None:
    text = shown(STARTED, {"type": "stage", "stage": "design", "t_s": 65.0})
    assert "design   8:55 left" in text


def test_an_event_of_the_past_does_not_turn_back_the_clock() -> None:
    state = reduce(
        after, [STARTED, {"type": "level", "t_s": 60.0}, said("candidate", "hello")], ScreenState()
    )
    assert state.left_s == 540


def test_notices_and_hosts_are_on_the_screen() -> None:
    text = shown(STARTED)
    assert "Accuracy is limited." in text
    assert "The model is at localhost:11434." in text


def test_a_notice_that_comes_twice_is_shown_once() -> None:
    assert (
        shown(STARTED, {"type": "notice", "text": "Accuracy is limited."}).count("Accuracy is limited.") == 1
    )


def test_without_a_host_it_says_that_nothing_leaves() -> None:
    assert "Nothing leaves this machine." in shown({**STARTED, "engines": []})


def test_the_floor_the_gap_and_faults_are_shown_in_plain_words() -> None:
    text = shown(
        STARTED,
        {"type": "floor", "holder": "candidate"},
        {"type": "latency", "gap_ms": 412.6},
        {"type": "fault", "what": "card_lost", "detail": "The microphone is gone."},
        {"type": "fault", "what": "slow_disk"},
    )
    for words in ("you have the floor", "last gap 413 ms", "! The microphone is gone.", "! slow disk"):
        assert words in text


def test_uncertain_words_are_dim() -> None:
    words = [{"text": "forty", "probability": 0.9}, {"text": "thousand", "probability": 0.2}]
    turn = after(ScreenState(), said("candidate", "forty thousand", words=words)).turns[0]
    assert [word.is_certain for word in turn.words] == [True, False]


def test_what_is_being_said_gives_way_to_the_finished_turn() -> None:
    partial: dict[str, object] = {"type": "partial", "text": "the first con"}
    assert "You: the first con" in shown(STARTED, partial)
    assert "the first con " not in shown(STARTED, partial, said("candidate", "The first constraint is cost."))


def test_a_cut_reply_is_marked() -> None:
    assert "How fast? -- (cut off)" in shown(
        STARTED, said("interviewer", "How fast? Say it.", heard_text="How fast?", cut=True)
    )


def test_the_newest_turns_stay_when_the_screen_is_small() -> None:
    turns = [said("candidate", f"Answer {number}.") for number in range(30)]
    text = shown(STARTED, *turns, height=20)
    assert "Answer 29." in text
    assert "Answer 2." not in text


def test_a_meter_follows_the_microphone() -> None:
    quiet, loud = (
        shown(STARTED, {"type": "level", "near_dbfs": level}).count("█") for level in (-60.0, -6.0)
    )
    assert quiet == 0
    assert loud > 15


def test_texts_cannot_steer_the_terminal_or_be_read_as_markup() -> None:
    nasty = "[red]bold[/red] \x1b[2J\x1b]0;title\x07 \u202egnirts [/nothing]"
    text = shown({**STARTED, "title": nasty}, said("interviewer", nasty), {"type": "fault", "detail": nasty})
    assert "[red]bold[/red]" in text
    assert not {"\x1b", "\x07", "\u202e"} & set(text)


def test_a_malformed_event_changes_nothing_but_is_survived() -> None:
    events: list[dict[str, object]] = [
        {"type": "turn", "words": "no list", "text": "hello"},
        {"type": "level", "near_dbfs": "loud"},
        {"type": 7},
        {},
    ]
    assert "You: hello" in shown(STARTED, *events)


def test_the_frame_shows_what_was_observed() -> None:
    console = Console(file=io.StringIO(), width=100, height=30, force_terminal=True, color_system=None)
    with Screen(console=console) as screen:
        screen.observe(STARTED)
        screen.observe(said("interviewer", "Which one binds first?"))
    assert isinstance(console.file, io.StringIO)
    assert "Which one binds first?" in console.file.getvalue()


def test_the_interviewers_words_are_shown_as_they_are_spoken() -> None:
    so_far: dict[str, object] = {"type": "caption", "turn": 0, "text": "Which one binds"}
    assert "Interviewer: Which one binds" in shown(STARTED, so_far)
    text = shown(STARTED, so_far, said("interviewer", "Which one binds first?"))
    assert text.count("Which one binds") == 1


def test_a_reply_of_which_nothing_was_heard_is_not_shown() -> None:
    assert "Interviewer" not in shown(STARTED, said("interviewer", "How fast?", heard_text="", cut=True))


def test_a_simulated_candidate_is_not_called_you() -> None:
    begun = after(ScreenState(candidate="Candidate"), {"type": "floor", "holder": "candidate"})
    console = Console(file=io.StringIO(), width=100, color_system=None)
    console.print(picture(after(begun, said("candidate", "Ten thousand."))))
    assert isinstance(console.file, io.StringIO)
    text = console.file.getvalue()
    assert "Candidate: Ten thousand." in text
    assert "the candidate has the floor" in text


def test_an_echo_that_remains_is_told_with_its_cure_and_any_other_is_not() -> None:
    assert "space bar" in " ".join(shown(STARTED, {"type": "echo", "outcome": "remains"}).split())
    for outcome in ("none", "cancelled"):
        assert shown(STARTED, {"type": "echo", "outcome": outcome}) == shown(STARTED)
    remained, cancelled = ({"type": "echo", "outcome": each} for each in ("remains", "cancelled"))
    assert shown(STARTED, remained, cancelled) == shown(STARTED)


def test_a_microphone_that_is_set_badly_is_told_with_its_cure() -> None:
    for level, cure in (("overdriven", "turn the microphone down"), ("faint", "turn the microphone up")):
        assert cure in shown(STARTED, {"type": "microphone", "level": level})
