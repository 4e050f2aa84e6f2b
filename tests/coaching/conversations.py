"""Short conversations for the tests of signals."""

from __future__ import annotations

from voice_coach.coaching.record import Record
from voice_coach.coaching.signals import Signal, Vocabulary, find_signals, read_dialogue
from voice_coach.coaching.transcript import Speaker, TranscriptTurn

NO_VOCABULARY = Vocabulary()
PROMPT = (
    "i: Our night shift answers freight complaints by hand. We want a language model to "
    "help. How would you start?"
)


def turns_of(*lines: str) -> tuple[TranscriptTurn, ...]:
    """Turns from `i: ...` and `c: ...` lines, half a second a word and one second apart."""
    turns: list[TranscriptTurn] = []
    now_s = 1.0
    for index, line in enumerate(lines):
        who, _, text = line.partition(": ")
        end_s = now_s + 0.5 * len(text.split())
        speaker = Speaker.INTERVIEWER if who == "i" else Speaker.CANDIDATE
        turns.append(TranscriptTurn(index, speaker, now_s, end_s, text))
        now_s = end_s + 1.0
    return tuple(turns)


def signals_of(*lines: str, vocabulary: Vocabulary = NO_VOCABULARY) -> tuple[Signal, ...]:
    """Everything found in a conversation that begins with the common prompt."""
    return find_signals(read_dialogue(turns_of(PROMPT, *lines), vocabulary))


def found(*lines: str) -> set[tuple[int, str, str | None]]:
    """(turn, id, kind) of everything found; turn 0 is the prompt."""
    return {(s.turn, str(s.id), str(s.kind) if s.kind else None) for s in signals_of(*lines)}


def ids(*lines: str) -> set[str]:
    """The ids found."""
    return {name for _, name, _ in found(*lines)}


def record_of(*lines: str) -> Record:
    """A record of a conversation that begins with the common prompt."""
    turns = turns_of(PROMPT, *lines)
    dialogue = read_dialogue(turns)
    return Record(turns, dialogue, find_signals(dialogue))
