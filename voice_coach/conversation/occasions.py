"""Why the floor asks for a reply, and what kind of answer that reply leaves open."""

from __future__ import annotations

from enum import StrEnum


class Occasion(StrEnum):
    """Why the interviewer is asked for a move."""

    OPENING = "opening"
    """The session begins."""
    ANSWER = "answer"
    """The candidate has spoken and seems to be done."""
    SILENCE = "silence"
    """The candidate has said nothing for a while."""
    THINKING = "thinking"
    """The candidate asked for time to think."""
    MONOLOGUE = "monologue"
    """The candidate has held the floor for longer than the director allows."""
    TIME = "time"
    """A moment that the director had asked to be woken at."""
    INPUT_ENDED = "input_ended"
    """The candidate's sound or lines have run out."""
    RESUMED = "resumed"
    """After a pause, or after a word to the program that cut the reply: what was asked is owed again."""
    ENDED = "ended"
    """The candidate wants the interview to end."""


class AnswerShape(StrEnum):
    """How long an answer a move asks for; turn-taking listens accordingly."""

    SHORT = "short"
    EITHER = "either"
    LONG = "long"
    NONE = "none"
    """No answer is expected: the session ends, or the interviewer only nods."""
