"""Everything around the floor, in whatever order: engines that answer late or never, a card, a candidate.

Whoever drives it chooses what happens next; the world only keeps the order possible (no answer before its
question, no end of speech before its beginning) and takes note of what must never be.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np

from voice_coach.conversation import commands as do
from voice_coach.conversation import events as on
from voice_coach.conversation.control import control_in_words
from voice_coach.conversation.endpointing import is_backchannel, takes_the_floor
from voice_coach.conversation.events import Event, Tag
from voice_coach.conversation.floor import Floor
from voice_coach.conversation.floor_state import FloorRules
from voice_coach.conversation.occasions import AnswerShape
from voice_coach.conversation.player import Player
from voice_coach.conversation.sound import (
    FRAME_SAMPLES,
    RATE_HZ,
    Clip,
    Frame,
    Segment,
    samples_of,
    seconds_of,
    silence,
)
from voice_coach.conversation.words import Word, text_of

QUIET = silence(FRAME_SAMPLES)
TEXTS = (
    "",
    "",
    "mm-hm",
    "right",
    "sorry a question",
    "no that is not it",
    "let me think",
    "the users are support agents and they need a draft",
    "it has to be fast because",
    "that is my answer",
    "how many are there each day",
    "give me a minute",
    "coach pause",
    "coach go on",
    "coach louder",
)


@dataclass
class Said:
    """One segment: what the recogniser will say of it, and whether it counts."""

    segment: Segment
    text: str
    over_reply: bool


@dataclass
class World:
    """A floor with everything around it."""

    latency_frames: int = 2
    lead_s: float = 0.0
    """Silence at the beginning of each clip."""
    t: int = 0
    speaking: bool = False
    since: int = 0
    over_reply: bool = False
    commands: list[do.Command] = field(default_factory=list)
    unheard: list[Said] = field(default_factory=list)
    asked: list[do.Compose] = field(default_factory=list)
    to_voice: list[tuple[Tag, int, str]] = field(default_factory=list)
    said: list[Said] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.floor, self.player = Floor(FloorRules()), Player()
        self._segments = 0
        self._heard: list[Word] = []
        self._steered: set[float] = set()
        self._written = 0
        self._emitted: list[Tag | None] = [None] * self.latency_frames
        self._void: set[Tag] = set()
        self._input_ended = False
        self._resumed: list[tuple[int, int]] = []
        self._carry_out(self.floor.start(0))

    # ------------------------------------------------------------- what may happen

    def advance(self, seconds: float) -> None:
        """Let time pass."""
        end = self.t + samples_of(seconds)
        while self.t < end and not self.floor.finished:
            idle = not self.player.busy and not any(self._emitted)
            frames = self._idle_frames(end) if idle else 1
            self._frames(frames)

    def _idle_frames(self, end: int) -> int:
        due = self.floor.due
        until = end if due is None else min(end, due)
        return max(1, (until - self.t) // FRAME_SAMPLES)

    def _frames(self, frames: int) -> None:
        self.player.take((frames - 1) * FRAME_SAMPLES)
        self.t += frames * FRAME_SAMPLES
        self._written += frames * FRAME_SAMPLES
        sounding = self._emitted.pop(0)
        if sounding in self._void:
            self.wrong.append(f"{seconds_of(self.t):.2f} s: a sample of the void {sounding} was played")
        heard = max(0, self._written - self.latency_frames * FRAME_SAMPLES)
        for event in self.player.hear(Frame(self.t - FRAME_SAMPLES, QUIET, QUIET, heard)):
            self.happen(event)
        self._carry_out(self.floor.tick(self.t))
        tag = self.player.tag
        self._emitted.append(tag if self.player.take(FRAME_SAMPLES).any() else None)

    def happen(self, event: Event) -> None:
        """Tell the floor."""
        self._carry_out(self.floor.take(event))

    def suspect(self) -> None:
        """A click, or the beginning of speech."""
        if not self.speaking:
            self.happen(on.SpeechSuspected(self.t))

    def dismiss(self) -> None:
        """It was a click."""
        if not self.speaking:
            self.happen(on.SpeechDismissed(self.t))

    def speak(self) -> None:
        """Certain speech, which began a little earlier."""
        if self.speaking:
            return
        onset = max(self.since + 1, self.t - samples_of(0.12))
        self.speaking, self.since, self.over_reply = True, onset, self.player.busy
        self.happen(on.SpeechStarted(self.t, onset))

    def lull(self) -> None:
        """A moment between two words."""
        if self.speaking:
            self.happen(on.Lull(self.t))

    def close(self, text: str, *, paused: bool = True) -> None:
        """The segment ends; the recogniser will find `text` in it."""
        if not self.speaking or self.t <= self.since:
            return
        number, self._segments = self._segments, self._segments + 1
        samples = np.broadcast_to(np.int16(0), self.t - self.since)
        segment = Segment(number, self.since, samples, seconds_of(self.t - self.since))
        said = Said(segment, text, self.over_reply or self.player.busy)
        self.said.append(said)
        self.unheard.append(said)
        self.speaking, self.since = not paused, self.t
        self.happen(on.SegmentClosed(self.t, segment, self.t - samples_of(0.2) * paused, paused))

    def recognise(self) -> None:
        """The recogniser answers the next segment that waits."""
        if self.unheard:
            said = self.unheard.pop(0)
            words = words_of(said)
            self._heard += words
            self.happen(on.Transcribed(self.t, said.segment.id, words))

    def compose(self, index: int, clauses: int, *, ends: bool = False) -> None:
        """The interviewer answers one of the requests, void ones included; no clause is a silent nod."""
        if not self.asked:
            return
        tag = self.asked.pop(index % len(self.asked)).tag
        for number in range(clauses):
            self.happen(on.Composed(self.t, tag, number, f"clause {number}", False, AnswerShape.EITHER, ends))
        self.happen(on.Composed(self.t, tag, clauses, "", True, AnswerShape.EITHER, ends))

    def voice(self, index: int, length_s: float) -> None:
        """The voice answers one of the clauses, void ones included."""
        if self.to_voice:
            tag, clause, _ = self.to_voice.pop(index % len(self.to_voice))
            samples = np.full(samples_of(self.lead_s + length_s), 3000, np.int16)
            samples[: samples_of(self.lead_s)] = 0
            self.happen(on.Voiced(self.t, tag, clause, Clip(samples)))

    def agenda(self, wake_s: float, monologue_s: float) -> None:
        """The director wants the floor at a time, and after so long an answer."""
        self.happen(on.Agenda(self.t, self.t + samples_of(wake_s), samples_of(monologue_s)))

    def come_in(self) -> None:
        """The director wants to cut in."""
        self.happen(on.ComeIn(self.t, self.floor.turn))

    def leave(self) -> None:
        """The candidate will not speak again."""
        if not self._input_ended:
            self._input_ended = True
            self.happen(on.InputEnded(self.t))

    def settle(self) -> None:
        """Everybody answers and half a minute passes: what is left then was lost."""
        self.close("that is my answer")
        for _ in range(60):
            while self.unheard:
                self.recognise()
            while self.asked:
                self.compose(0, 1)
            while self.to_voice:
                self.voice(0, 0.5)
            self.advance(0.5)

    # ------------------------------------------------------------- what must never be

    def _carry_out(self, commands: list[do.Command]) -> None:
        for command in commands:
            self.commands.append(command)
            self._obey(command)
        if not self.floor.somebody_holds_it:
            self.wrong.append(f"{seconds_of(self.t):.2f} s: nobody held the floor")

    def _obey(self, command: do.Command) -> None:
        player = self.player
        match command:
            case do.Compose():
                self.asked.append(command)
            case do.Speak(tag, clause, text):
                self.to_voice.append((tag, clause, text))
            case do.Play(tag, clause, clip):
                player.play(tag, clause, clip)
            case do.EndReply(tag):
                player.end(tag)
            case do.Duck(on_):
                player.duck(on_)
            case do.Pause(on_):
                player.pause(on_)
            case do.Void(tag):
                self._void.add(tag)
                player.void(tag)
            case do.Cut(tag):
                player.cut(tag)
            case do.Controlled():
                asked = self._words_behind(command.said)
                self._steered |= {word.start_s for word in asked}
                if command.control.value in ("go_on", "end"):
                    self._resumed.append((samples_of(asked[0].start_s), self.t))
            case do.Commit() if command.tag in self._void:
                self.wrong.append(f"{seconds_of(self.t):.2f} s: the void {command.tag} became a fact")

    def _words_behind(self, said: str) -> list[Word]:
        """The latest words that were understood as a control."""
        found: list[Word] = []
        wanted = said.split()
        for word in reversed(self._heard):
            if wanted and word.text == wanted[-1] and word.start_s not in self._steered:
                wanted.pop()
                found.insert(0, word)
        return found

    def lost(self) -> list[str]:
        """Words that were said for the interviewer and are in no turn; words that are in two."""
        self.commands += self.floor.leave(self.t, ())
        turns = [command for command in self.commands if isinstance(command, do.Commit | do.Leave)]
        kept = [word.start_s for each in turns for word in each.words]
        twice = [f"twice: {at}" for at in set(kept) if kept.count(at) > 1]
        counted = [said for said in self.said if said not in self.unheard and self._counts(said)]
        known = self._steered.union(kept)
        gone = [f"lost: {w}" for said in counted for w in words_of(said) if w.start_s not in known]
        return twice + gone

    def _counts(self, said: Said) -> bool:
        """Whether it was meant for the interviewer, beyond doubt."""
        words = words_of(said)
        is_nod = is_backchannel(text_of(words))
        if not words or is_nod or control_in_words(words) or self._in_pause(said):
            return False
        return not said.over_reply or takes_the_floor(text_of(words), 1.0, said.segment.speech_s)

    def _in_pause(self, said: Said) -> bool:
        """Whether a pause had been asked for, and its end had not been asked for and understood."""
        asked = [each.segment.end for each in self.said if each.text == "coach pause"]
        return any(
            at <= said.segment.start
            and not any(at < r and done <= said.segment.start for r, done in self._resumed)
            for at in asked
        )

    def numbered_wrongly(self) -> list[str]:
        """Turn indices that are missing or used twice."""
        commits = [command for command in self.commands if isinstance(command, do.Commit)]
        numbers = [
            n for c in commits for n in ([c.tag.turn] if not c.answers else [c.tag.turn, c.tag.turn + 1])
        ]
        return [] if numbers == list(range(len(numbers))) else [f"turns are numbered {numbers}"]

    def spans(self) -> list[tuple[str, int, int]]:
        """(speaker, start, end) of every turn in the transcript's order; once all has been said."""
        ends = {command.tag: command.end for command in self.commands if isinstance(command, do.Conclude)}
        spans = []
        for turn in self.commands:
            if isinstance(turn, do.Leave) or (isinstance(turn, do.Commit) and turn.answers):
                spans.append(("candidate", turn.start, turn.end))
            if isinstance(turn, do.Commit):
                spans.append(("interviewer", turn.audible, ends[turn.tag]))
        return spans

    def timed_wrongly(self) -> list[str]:
        """Turns that begin before the one above, end before they begin, or overlap one of their speaker."""
        spans = self.spans()
        wrong = [f"{span} ends before it begins" for span in spans if span[2] < span[1]]
        wrong += [f"{after} is above {span}" for after, span in pairwise(spans) if span[1] < after[1]]
        for speaker in ("candidate", "interviewer"):
            own = [span for span in spans if span[0] == speaker]
            wrong += [f"{one} overlaps {other}" for one, other in pairwise(own) if other[1] < one[2]]
        answers = [each for each in self.commands if isinstance(each, do.Commit | do.Leave) and each.words]
        ends = [samples_of(answer.words[0].start_s) for answer in answers[1:]]
        wrong += [
            f"{answer.words[-1].text} ends in the next answer"
            for answer, first in zip(answers, ends, strict=False)
            if answer.end > first
        ]
        return wrong

    def everything_wrong(self) -> list[str]:
        """All that must never be."""
        return self.wrong + self.lost() + self.numbered_wrongly() + self.timed_wrongly()


def words_of(said: Said) -> tuple[Word, ...]:
    """The segment's words, at times that no other word has."""
    texts = said.text.split()
    step_s = seconds_of(len(said.segment.samples)) / max(1, len(texts))
    start_s = said.segment.start / RATE_HZ
    return tuple(Word(w, start_s + n * step_s, start_s + (n + 1) * step_s) for n, w in enumerate(texts))
