"""A running interview, frame by frame: ears to floor to voice, and every step into the journal.

This is the movement that both drivers share. It has no thread and no clock: a driver brings the frames and
does the work that is asked of it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from voice_coach.coaching.moves import Heard, Move, Stage
from voice_coach.conversation import commands as do
from voice_coach.conversation.caption import Caption
from voice_coach.conversation.duplex import Duplex
from voice_coach.conversation.echo_path import EchoPath, EchoVerdict
from voice_coach.conversation.events import (
    DevicesBack,
    DevicesLost,
    EchoJudged,
    Event,
    InputEnded,
    KeyPressed,
    Tag,
)
from voice_coach.conversation.floor import Floor
from voice_coach.conversation.floor_state import FloorRules
from voice_coach.conversation.heard import words_heard
from voice_coach.conversation.microphone_level import MicrophoneWatch
from voice_coach.conversation.occasions import Occasion
from voice_coach.conversation.player import Player
from voice_coach.conversation.segments import Segmenter
from voice_coach.conversation.sound import RATE_HZ, Frame, Samples, Segment, level_dbfs, seconds_of
from voice_coach.conversation.speculation import Speculation
from voice_coach.conversation.words import Word, text_of, unsure_in
from voice_coach.engines.protocols import EchoCanceller, EngineInfo, SpeechDetector
from voice_coach.jobs import Trouble
from voice_coach.journal import Journal, engine_row, gap_parts, ms, trigger_row, word_row

LEVEL_EVERY_SAMPLES = RATE_HZ // 10


class Work(Protocol):
    """The engines' work as a driver does it; results come back from `collect`, stamped with its time."""

    def listen(self, segment_id: int, samples: Samples, t: int) -> None:
        """Let the recogniser decode ahead; Glimpsed comes back now and then where it can."""
        ...

    def transcribe(self, segment: Segment, t: int) -> None:
        """Ask for a segment's words."""
        ...

    def compose(self, tag: Tag, heard: Heard, t: int) -> None:
        """Ask for a reply."""
        ...

    def consider(self, heard: Heard, t: int) -> None:
        """Ask whether to cut into what the candidate is saying; ComeIn comes back if so."""
        ...

    def speak(self, tag: Tag, clause: int, text: str, t: int) -> None:
        """Ask for a clause's sound."""
        ...

    def set_pace(self, pace: float) -> None:
        """Let the voice speak at so many times its own rate from the next clause on, if it can."""
        ...

    def void(self, tag: Tag) -> None:
        """Stop working on a reply."""
        ...

    def conclude(self, tag: Tag, spoken: str, t: int) -> None:
        """Make a heard reply part of the interview; an Agenda comes back."""
        ...

    def move_of(self, tag: Tag) -> Move | None:
        """The move behind a reply that was composed."""
        ...

    def collect(self, t: int) -> Sequence[Event | Trouble]:
        """What has become ready."""
        ...


@dataclass(frozen=True, slots=True)
class Ears:
    """Microphone sound to speech events."""

    detector: SpeechDetector
    echo: EchoCanceller | None
    segmenter: Segmenter
    duplex: Duplex | None = None
    """Finds out how good the canceller is; None where nothing of the loudspeaker can reach the microphone."""

    def hear(self, frame: Frame) -> tuple[list[Event], EchoPath | None]:
        """What the frame brought about, and what it told about the loudspeaker's way to the microphone."""
        near, found, is_heard = frame.near, None, True
        if self.echo is not None:
            near = self.echo.cancel(frame.near, frame.far)
        if self.duplex is not None:
            found, is_heard = self.duplex.listen(frame, near)
            near = frame.near if self.duplex.is_half else near
            near = near if is_heard else self.duplex.nothing
        probability = self.detector.hear(near) * is_heard
        return self.segmenter.hear(frame.start, near, probability), found

    def begin_anew(self) -> None:
        """The devices may be others now, in another room."""
        if self.duplex is not None:
            self.duplex.begin_anew()


class Interview:
    """The conversation between one candidate and one interviewer."""

    def __init__(self, ears: Ears, work: Work, journal: Journal, rules: FloorRules) -> None:
        self._ears = ears
        self._work = work
        self._journal = journal
        self._floor = Floor(rules)
        self._player = Player()
        self._caption = Caption()
        self._stage: Stage | None = None
        self._committed: dict[Tag, bool] = {}
        self._input_ended = False
        self._devices_present = True
        self._next_level = 0
        self._key_pressed = False
        self._speculation = Speculation()
        self._microphone = MicrophoneWatch()
        self.reason = ""
        """Why it ended, "" while it runs."""

    @property
    def finished(self) -> bool:
        """Whether nothing more is to be said."""
        return self._floor.finished

    def interview_time(self, t: int) -> int:
        """Session time `t` less the pauses that the candidate has asked for, in samples."""
        return self._floor.interview_time(t)

    def start(self, facts: Mapping[str, object], engines: Sequence[EngineInfo]) -> None:
        """Write the head of the log and let the interviewer open."""
        rows = [engine_row(engine) for engine in engines]
        self._journal.record("session_started", 0.0, **facts, engines=rows)
        for engine in engines:
            if engine.notice:
                self._journal.record("notice", 0.0, text=engine.notice)
        self._carry_out(self._floor.start(0), 0)

    def step(self, frame: Frame, *, input_ended: bool = False) -> Samples:
        """Take 10 ms of both sides; give the next 10 ms for the loudspeaker."""
        t = frame.end
        self._journal.keep_sound(frame)
        heard, echo_path = self._ears.hear(frame)
        events = [*heard, *self._player.hear(frame)]
        if echo_path is not None:
            events += self._judge_echo(echo_path, t)
        if self._key_pressed:
            self._key_pressed = False
            events.append(KeyPressed(t))
        if frame.present is not self._devices_present:
            self._devices_present = frame.present
            events.append(DevicesBack(t) if frame.present else DevicesLost(t))
            self._ears.begin_anew()
        if input_ended and not self._input_ended:
            self._input_ended = True
            events.append(InputEnded(t))
        for event in events:
            self._carry_out(self._floor.take(event), t)
        self._take_results(t)
        self._carry_out(self._floor.tick(t), t)
        self._show_levels(frame)
        return self._player.take(len(frame.near))

    def press_key(self) -> None:
        """The candidate takes the floor; from any thread."""
        self._key_pressed = True

    def _judge_echo(self, path: EchoPath, t: int) -> list[Event]:
        self._journal.record(
            "echo",
            seconds_of(t),
            outcome=path.verdict.value,
            delay_ms=path.delay_ms,
            reduction_db=path.reduction_db,
        )
        return [EchoJudged(t, path.verdict is EchoVerdict.REMAINS)]

    def _take_results(self, t: int) -> None:
        for result in self._work.collect(t):
            if isinstance(result, Trouble):
                self._journal.fault(seconds_of(t), result)
            else:
                self._speculation.note_event(result)
                self._carry_out(self._floor.take(result), t)

    def note_faults(self, t: int, of_card: Sequence[str]) -> None:
        """Log what went wrong with the sound card and with the recording since the last call."""
        for fault in of_card:
            self.trouble(t, Trouble("sound card", fault))
        for fault in self._journal.recording_faults():
            self.trouble(t, Trouble("recording", fault))

    def trouble(self, t: int, trouble: Trouble) -> None:
        """Something outside the conversation went wrong: a device, the recording."""
        self._journal.fault(seconds_of(t), trouble)

    def end(self, t: int, reason: str) -> None:
        """Close the log; words that no reply had answered are kept as a turn of their own."""
        self._carry_out(self._floor.leave(t, self._player.heard_samples), t)
        self.reason = self.reason or reason
        self._journal.record("speculation", seconds_of(t), **self._speculation.row())
        self._journal.record("session_ended", seconds_of(t), reason=self.reason, duration_s=seconds_of(t))

    def _show_levels(self, frame: Frame) -> None:
        if frame.end < self._next_level:
            return
        self._next_level = frame.end + LEVEL_EVERY_SAMPLES
        near, far = level_dbfs(frame.near), level_dbfs(frame.far)
        self._journal.show("level", seconds_of(frame.end), near_dbfs=round(near, 1), far_dbfs=round(far, 1))
        self._show_caption(frame.end)

    def _show_caption(self, t: int) -> None:
        """The interviewer's words as they are spoken, once the reply is a fact."""
        tag = self._caption.tag
        if tag is not None and tag in self._committed:
            turn, text = tag.turn + self._committed[tag], self._caption.so_far(self._player.heard_samples)
            self._journal.show("caption", seconds_of(t), turn=turn, text=text)

    # -------------------------------------------------------------- the floor's commands

    def _carry_out(self, commands: Sequence[do.Command], t: int) -> None:
        for command in commands:
            self._speculation.note_command(command)
            self._obey(command, t)

    def _obey(self, command: do.Command, t: int) -> None:
        work, player = self._work, self._player
        match command:
            case do.Listen(segment_id, samples):
                work.listen(segment_id, samples, t)
            case do.Transcribe(segment):
                work.transcribe(segment, t)
                self._watch_microphone(segment, t)
            case do.CutSegment():
                for event in self._ears.segmenter.cut(t):
                    self._carry_out(self._floor.take(event), t)
            case do.Compose():
                work.compose(command.tag, _heard(command, self.interview_time(t)), t)
            case do.Speak(tag, clause, text):
                self._caption.prepare(tag, clause, text)
                work.speak(tag, clause, text, t)
            case do.Play(tag, clause, clip, more):
                self._caption.play(tag, clause, len(clip.samples), more=more)
                player.play(tag, clause, clip)
            case do.EndReply(tag):
                player.end(tag)
            case do.Duck() | do.Pause() | do.Loudness():
                self._turn_voice(command)
            case do.Pace(pace):
                work.set_pace(pace)
            case do.Void(tag):
                self._void(tag, t)
            case do.Cut(tag):
                player.cut(tag)
            case do.Finish(reason):
                self.reason = reason
            case _:
                self._write_down(command, t)

    def _turn_voice(self, command: do.Duck | do.Pause | do.Loudness) -> None:
        match command:
            case do.Duck(on):
                self._player.duck(on)
            case do.Pause(on):
                self._player.pause(on)
            case do.Loudness(gain):
                self._player.set_loudness(gain)

    def _watch_microphone(self, segment: Segment, t: int) -> None:
        trouble = self._microphone.hear(segment)
        if trouble is not None:
            self._journal.record("microphone", seconds_of(t), level=trouble.value)

    def _void(self, tag: Tag, t: int) -> None:
        self._caption.forget(tag)
        self._player.void(tag)
        self._work.void(tag)
        wasted = self._speculation.give_up(tag)
        self._journal.record(
            "revision",
            seconds_of(t),
            turn=tag.turn,
            revision=tag.revision,
            clauses=wasted.clauses,
            sound_s=round(seconds_of(wasted.samples), 3),
        )

    def _write_down(self, command: do.Command, t: int) -> None:
        t_s = seconds_of(t)
        match command:
            case do.Commit():
                self._commit(command)
            case do.Conclude():
                self._conclude(command, t)
            case do.Leave():
                self._candidate_turn(command.turn, command.words, command.start, command.end)
            case do.Interrupted(turn, outcome, said):
                words = len(said.split())
                self._journal.record("barge_in", t_s, turn=turn, outcome=outcome, heard_words=words)
            case do.Controlled():
                self._controlled(command, t_s)
            case do.Hold(holder):
                self._journal.show("floor", t_s, holder=holder.value)
            case do.Alarm(reason):
                self._journal.record("watchdog", t_s, reason=reason)
            case do.Partial():
                self._show_partial(command, t)

    def _show_partial(self, command: do.Partial, t: int) -> None:
        rows, text = [word_row(word) for word in command.words], text_of(command.words)
        self._journal.show("partial", seconds_of(t), turn=command.turn, text=text, words=rows)
        if command.speaking:
            spoken_s = seconds_of(command.speech_samples)
            now_s = seconds_of(self.interview_time(t))
            self._work.consider(Heard(Occasion.MONOLOGUE, command.turn, text, now_s, spoken_s), t)

    def _controlled(self, command: do.Controlled, t_s: float) -> None:
        self._journal.record(
            "control",
            t_s,
            control=command.control.value,
            said=command.said,
            turn=command.turn,
            reply=command.reply,
            paused_s=round(seconds_of(command.paused_samples), 3),
        )

    # -------------------------------------------------------------- facts

    def _commit(self, command: do.Commit) -> None:
        turn = command.tag.turn
        if command.answers:
            self._candidate_turn(turn, command.words, command.start, command.end)
            if command.verdict:
                self._latency(command)
        self._committed[command.tag] = command.answers
        move = self._work.move_of(command.tag)
        if move is not None:
            self._move(move, command)

    def _candidate_turn(self, turn: int, words: Sequence[Word], start: int, end: int) -> None:
        self._journal.record(
            "turn",
            seconds_of(start),
            speaker="candidate",
            turn=turn,
            end_s=round(seconds_of(end), 3),
            text=text_of(words),
            words=[word_row(word) for word in words],
        )

    def _latency(self, command: do.Commit) -> None:
        self._journal.record(
            "latency",
            seconds_of(command.audible),
            turn=command.tag.turn,
            gap_ms=ms(command.audible - command.end),
            verdict=command.verdict,
            parts=gap_parts(dict(command.marks), command.end, command.audible),
        )

    def _move(self, move: Move, command: do.Commit) -> None:
        t_s = seconds_of(command.audible)
        if move.stage is not self._stage:
            self._stage = move.stage
            self._journal.record("stage", t_s, stage=move.stage.value)
        self._journal.record(
            "move",
            t_s,
            kind=move.kind.value,
            stage=move.stage.value,
            trigger=trigger_row(move),
            aim=move.aim,
            topic=move.topic,
            turn=command.tag.turn + command.answers,
            revision=command.tag.revision,
        )

    def _conclude(self, command: do.Conclude, t: int) -> None:
        self._caption.forget(command.tag)
        heard = _heard_text(command)
        move = self._work.move_of(command.tag)
        self._journal.record(
            "turn",
            seconds_of(command.start),
            speaker="interviewer",
            turn=command.tag.turn + self._committed.pop(command.tag, False),
            end_s=round(seconds_of(command.end), 3),
            text=" ".join(command.texts),
            heard_text=heard,
            cut=not command.whole,
            move=move.kind.value if move else "",
            stage=move.stage.value if move else "",
            trigger=trigger_row(move) if move else None,
            topic=move.topic if move else "",
            slots=dict(move.slots) if move else {},
        )
        self._work.conclude(command.tag, heard, t)


def _heard(command: do.Compose, interview_time: int) -> Heard:
    return Heard(
        occasion=command.occasion,
        turn=command.tag.turn,
        text=text_of(command.words),
        t_s=seconds_of(interview_time),
        speech_s=seconds_of(command.speech_samples),
        unsure=unsure_in(command.words),
    )


def _heard_text(command: do.Conclude) -> str:
    if command.whole:
        return " ".join(command.texts)
    rows = zip(command.texts, command.clip_samples, command.heard_samples, strict=True)
    return " ".join(filter(None, (words_heard(text, clip, heard) for text, clip, heard in rows)))


def stamped(event: Event, t: int) -> Event:
    """The same event at the time at which it became known."""
    return replace(event, t=t)
