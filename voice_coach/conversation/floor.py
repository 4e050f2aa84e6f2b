"""Who holds the floor: events in, commands out, time in samples, no clock.

A reply is prepared as soon as the candidate pauses, released when the pause has been judged an end, and a
fact with its first audible sample. Until then the candidate can void it by speaking on. Whatever happens,
some timer or some speech is always pending, so the floor is never left empty.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from voice_coach.conversation import commands as do
from voice_coach.conversation import events as on
from voice_coach.conversation.commands import Command, Holder
from voice_coach.conversation.control import Control, Spotted, control_in_words
from voice_coach.conversation.endpointing import (
    Judgement,
    PauseHabit,
    Verdict,
    granted_s,
    judge,
    takes_the_floor,
)
from voice_coach.conversation.events import Event, Tag
from voice_coach.conversation.floor_state import FloorRules, Reply, Speech, Timer
from voice_coach.conversation.knobs import ONE_PACE, Knobs, answer_to, is_about_pace, turns_a_knob
from voice_coach.conversation.occasions import AnswerShape, Occasion
from voice_coach.conversation.pauses import Pauses
from voice_coach.conversation.sound import samples_of, seconds_of
from voice_coach.conversation.words import Word, text_of


class Floor:
    """The state machine of the conversation. Feed `take` and `tick` with times that never decrease."""

    def __init__(self, rules: FloorRules | None = None) -> None:
        self._rules = rules or FloorRules()
        self._turn = 0
        self._revision = 0
        self._mine = Speech()
        self._over: Speech | None = None
        self._reply: Reply | None = None
        self._cutting = False
        self._held = False
        self._suspected = False
        self._given_at = 0
        self._habit = PauseHabit()
        self._expects = AnswerShape.EITHER
        self._urgent: Occasion | None = None
        self._input_ended = False
        self._monologue: int | None = None
        self._timers: dict[Timer, int] = {}
        self._last_marks: dict[str, int] = {}
        self._pauses = Pauses()
        self._kept = Speech()
        self._frozen: dict[Timer, int] = {}
        self._knobs = Knobs()
        self._wanted: tuple[Spotted, str] | None = None
        self._owed = False
        self.holder = Holder.INTERVIEWER
        self.finished = False

    @property
    def due(self) -> int | None:
        """Session time, in samples, of the next `tick` that matters; None while only an event can help."""
        return min(self._timers.values(), default=None)

    @property
    def turn(self) -> int:
        """Transcript index of the next turn."""
        return self._turn

    @property
    def somebody_holds_it(self) -> bool:
        """The invariant: someone speaks, or something is bound to happen."""
        speaking = self._mine.speaking or (self._over is not None and self._over.speaking)
        return self.finished or self._pauses.on or speaking or bool(self._timers)

    def interview_time(self, t: int) -> int:
        """Session time `t` less all pauses: the time that counts for the stages and the end."""
        return self._pauses.interview_time(t)

    # ------------------------------------------------------------------ what happens

    def start(self, t: int) -> list[Command]:
        """The session begins: the interviewer opens."""
        return [do.Hold(Holder.INTERVIEWER), *self._ask(t, Occasion.OPENING), *self._release(t)]

    def take(self, event: Event) -> list[Command]:
        """What an event calls for."""
        if self.finished:
            return []
        match event:
            case on.SpeechSuspected():
                return self._suspect(suspected=True)
            case on.SpeechDismissed():
                return self._suspect(suspected=False)
            case on.SpeechStarted():
                return self._speech_started(event)
            case on.SegmentSound():
                return [do.Listen(event.segment_id, event.samples)]
            case on.SegmentClosed():
                return self._segment_closed(event)
            case on.Transcribed():
                return self._transcribed(event)
            case on.Composed():
                return self._composed(event)
            case on.Voiced():
                return self._voiced(event)
            case on.Audible():
                return self._audible(event)
            case on.Stopped():
                return self._stopped(event)
            case on.Agenda():
                return self._take_agenda(event)
            case on.InputEnded():
                return self._input_over(event.t)
            case on.ComeIn():
                return self._cut_in(event)

    def tick(self, t: int) -> list[Command]:
        """What the passing of time calls for; cheap, and safe to call with every frame."""
        out: list[Command] = []
        while self._timers and not self.finished:
            timer, at = min(self._timers.items(), key=lambda item: item[1])
            if at > t:
                break
            del self._timers[timer]
            out += self._ring(timer)(t)
        return out

    def leave(self, t: int, heard_samples: tuple[int, ...]) -> list[Command]:
        """The session is being ended from outside: hand over what is not yet a fact.

        `heard_samples` counts, for each clause of a sounding reply, what was emitted of it.
        """
        out: list[Command] = []
        speech, turn = self._kept if self._pauses.on else self._over or self._mine, self._turn_after_reply()
        if self._reply is not None:
            out += self._drop(on.Stopped(t, self._reply.tag, heard_samples, whole=False))
        if speech.all_words:
            out.append(do.Leave(speech.all_words, speech.started or 0, speech.ended or t, turn))
        self.finished = True
        return out

    def _drop(self, stopped: on.Stopped) -> list[Command]:
        if self._reply is None or self._reply.audible is None:
            return [do.Void(stopped.tag)]
        if self._reply.aside:
            return [do.Cut(stopped.tag)]
        return [do.Cut(stopped.tag), self._conclusion(stopped, self._reply)]

    def _turn_after_reply(self) -> int:
        if self._reply is None or self._reply.audible is None or self._reply.aside:
            return self._turn
        return self._reply.tag.turn + self._reply.answers + 1

    def _ring(self, timer: Timer) -> Callable[[int], list[Command]]:
        return {
            Timer.DECIDE: self._decide,
            Timer.NUDGE: self._break_silence,
            Timer.MONOLOGUE: self._monologue_over,
            Timer.WAKE: self._wake,
            Timer.FORCE: self._force,
            Timer.BARGE_PAUSE: self._hold_voice,
            Timer.BARGE_CUT: self._yield_floor,
            Timer.EARS_STALL: self._ears_stalled,
            Timer.REPLY_STALL: self._reply_stalled,
            Timer.PLAY_STALL: self._play_stalled,
            Timer.RESUME_STALL: self._resume_stalled,
        }[timer]

    def _set(self, timer: Timer, t: int, after_s: float = 0.0) -> None:
        self._timers[timer] = t + samples_of(after_s)

    def _clear(self, *timers: Timer) -> None:
        for timer in timers:
            self._timers.pop(timer, None)

    # ------------------------------------------------------------- the candidate speaks

    @property
    def _sounding(self) -> bool:
        return self._reply is not None and self._reply.audible is not None

    @property
    def _playing(self) -> bool:
        """Whether samples of a reply are with the card: they cannot be called back any more."""
        return self._reply is not None and self._reply.played > 0

    def _suspect(self, *, suspected: bool) -> list[Command]:
        self._suspected = suspected
        return [do.Duck(suspected)] if self._sounding and not self._held else []

    def _speech_started(self, event: on.SpeechStarted) -> list[Command]:
        self._suspected = False
        if self._playing:
            return self._spoken_over(event)
        self._clear(Timer.DECIDE, Timer.NUDGE)
        if self._pauses.on and self._mine.settled and self._is_old(event.onset):
            self._mine = Speech()
        if self._mine.started is None:
            self._begin_turn(event.onset)
        elif self._mine.ended > self._given_at:
            self._habit = self._habit.after(seconds_of(event.onset - self._mine.ended))
        self._mine.speaking = True
        so_far = self._shown(self._mine, event.t) if self._mine.all_words else []
        return [*self._withdraw(), *so_far]

    def _is_old(self, onset: int) -> bool:
        return onset - self._mine.ended > samples_of(self._rules.murmur_s)

    def _begin_turn(self, onset: int) -> None:
        self._mine.started = onset
        if self._monologue is not None and not self._pauses.on:
            self._timers[Timer.MONOLOGUE] = onset + self._monologue

    def _withdraw(self) -> list[Command]:
        if self._reply is None or self._reply.forced:
            return []
        tag, released = self._reply.tag, self._reply.released
        self._reply = None
        self._clear(Timer.REPLY_STALL)
        return [do.Void(tag), *(self._pass_to(Holder.CANDIDATE) if released else [])]

    def _pass_to(self, holder: Holder) -> list[Command]:
        if self.holder is holder:
            return []
        self.holder = holder
        return [do.Hold(holder)]

    def _spoken_over(self, event: on.SpeechStarted) -> list[Command]:
        if self._over is None:
            self._over = Speech(started=event.onset)
        self._over.speaking = True
        if not self._cutting:
            self._set(Timer.BARGE_PAUSE, event.onset, self._rules.barge_pause_s)
            self._set(Timer.BARGE_CUT, event.onset, self._rules.barge_cut_s)
        self._clear(Timer.RESUME_STALL)
        return []

    def _segment_closed(self, event: on.SegmentClosed) -> list[Command]:
        speech = self._over or self._mine
        speech.pending.add(event.segment.id)
        speech.speech_s += event.segment.speech_s
        speech.going_on = None if event.paused else event.segment.id
        if event.paused:
            speech.speaking = False
            speech.ended = event.ended
            self._last_marks = {"closed": event.t}
            self._clear(Timer.BARGE_CUT)
            if self._held:
                self._set(Timer.RESUME_STALL, event.t, self._rules.resume_stall_s)
        self._set(Timer.EARS_STALL, event.t, self._rules.ears_stall_s)
        return [do.Transcribe(event.segment)]

    def _transcribed(self, event: on.Transcribed) -> list[Command]:
        over = self._over
        speech = over if over is not None and event.segment_id in over.pending else self._mine
        speech.pending.discard(event.segment_id)
        speech.words[event.segment_id] = event.words
        self._last_marks["transcribed"] = event.t
        if not self._mine.pending and not (over and over.pending):
            self._clear(Timer.EARS_STALL)
        steered = self._steered(speech, event)
        shown = self._shown(speech, event.t)
        if steered is not None:
            return shown + self._controlled(*steered, event.t)
        if not speech.settled:
            return shown
        return shown + (self._resolve_interruption(event.t) if speech is over else self._weigh(event.t))

    def _shown(self, speech: Speech, t: int) -> list[Command]:
        if self._pauses.on:
            return []
        held = 0 if speech.started is None else t - speech.started - speech.left_out
        going_on = speech.speaking and not self._playing
        return [do.Partial(self._turn_after_reply(), speech.all_words, going_on, held)]

    # ------------------------------------------------------------- is the turn over?

    def _weigh(self, t: int) -> list[Command]:
        """All is transcribed and nobody speaks: prepare a reply and say when it may come."""
        if self._playing or self._pauses.on:
            return []
        words = self._mine.all_words
        if not words:
            return self._nothing_said(t)
        judgement = self._judge(words)
        occasion = self._urgent or (
            Occasion.THINKING if judgement.verdict is Verdict.THINKING else Occasion.ANSWER
        )
        self._timers[Timer.DECIDE] = max(t, self._mine.ended + samples_of(self._wait_s(occasion, judgement)))
        heard_out = self._mine.ended > self._given_at and self._urgent is None
        return self._ask(t, occasion, judgement.verdict.value if heard_out else "")

    def _judge(self, words: Sequence[Word]) -> Judgement:
        text = text_of(words)
        return judge(text, self._mine.last_segment, self._expects, self._rules.profile, self._habit)

    def _wait_s(self, occasion: Occasion, judgement: Judgement) -> float:
        if occasion in (Occasion.MONOLOGUE, Occasion.TIME):
            return self._rules.cut_in_pause_s
        return self._rules.nod_s if occasion is Occasion.THINKING else judgement.wait_s

    def _nothing_said(self, t: int) -> list[Command]:
        unheard_s = self._rules.unheard_s if self._mine.speech_s >= 1.0 else self._rules.nudge_s
        self._mine = Speech()
        self._clear(Timer.MONOLOGUE)
        self._set(Timer.NUDGE, t, self._silence_s(unheard_s))
        return self._come_in(t) if self._urgent else []

    def _silence_s(self, usual_s: float) -> float:
        return self._rules.input_end_s if self._input_ended else usual_s

    def _ask(self, t: int, occasion: Occasion, verdict: str = "") -> list[Command]:
        before: list[Command] = [] if self._reply is None else [do.Void(self._reply.tag)]
        self._revision += 1
        words = self._mine.all_words
        marks = self._last_marks | {"asked": t}
        tag, patience_s = Tag(self._turn, self._revision), self._patience_s(occasion, words)
        self._reply = Reply(tag, occasion, bool(words), patience_s, verdict, marks=marks)
        return [*before, do.Compose(tag, occasion, words, self._held_for(t))]

    def _held_for(self, t: int) -> int:
        mine = self._mine
        return 0 if mine.started is None else max(0, (mine.ended or t) - mine.started - mine.left_out)

    def _patience_s(self, occasion: Occasion, words: Sequence[Word]) -> float:
        return granted_s(text_of(words)) if occasion is Occasion.THINKING else self._rules.nudge_s

    # ---------------------------------------------------------------- the reply comes

    def _mine_is(self, tag: Tag) -> bool:
        return self._reply is not None and self._reply.tag == tag

    def _composed(self, event: on.Composed) -> list[Command]:
        reply = self._reply
        if reply is None or reply.tag != event.tag or reply.complete:
            return []
        reply.mark("composed", event.t)
        reply.complete = event.last
        reply.expects, reply.ends_session = event.expects, event.ends_session
        out: list[Command] = []
        if event.text:
            reply.texts.append(event.text)
            out.append(do.Speak(reply.tag, len(reply.texts) - 1, event.text))
        return out + self._play_ready(event.t)

    def _voiced(self, event: on.Voiced) -> list[Command]:
        if self._reply is None or not self._mine_is(event.tag):
            return []
        self._reply.mark("voiced", event.t)
        self._reply.clips[event.clause] = event.clip
        return self._play_ready(event.t)

    def _decide(self, t: int) -> list[Command]:
        """The turn is over, unless just now the candidate seems to go on."""
        if self._suspected:
            self._set(Timer.DECIDE, t, self._rules.second_look_s)
            return []
        return self._release(t)

    def _release(self, t: int) -> list[Command]:
        if self._reply is None:
            return []
        self._reply.released = True
        self._reply.mark("decided", t)
        self._set(Timer.REPLY_STALL, t, self._rules.reply_stall_s)
        return [*self._pass_to(Holder.INTERVIEWER), *self._play_ready(t)]

    def _play_ready(self, t: int) -> list[Command]:
        reply = self._reply
        if reply is None or not reply.released:
            return []
        out: list[Command] = []
        while reply.played in reply.clips:
            out.append(do.Play(reply.tag, reply.played, reply.clips[reply.played]))
            reply.played += 1
        if reply.complete and reply.played == len(reply.texts) and not reply.ended:
            reply.ended = True
            out.append(do.EndReply(reply.tag))
        if out and reply.audible is not None:
            self._watch_playing(t)
        return out

    def _watch_playing(self, t: int) -> None:
        assert self._reply is not None
        sound = sum(len(clip.samples) for clip in self._reply.clips.values())
        stall_s = self._rules.play_stall_s if self._reply.ended else self._rules.reply_stall_s
        self._set(Timer.PLAY_STALL, t + sound, stall_s)

    def _audible(self, event: on.Audible) -> list[Command]:
        reply = self._reply
        if reply is None or reply.tag != event.tag:
            return []
        reply.audible = event.t
        self._clear(Timer.REPLY_STALL, Timer.NUDGE, Timer.DECIDE)
        self._watch_playing(event.t)
        if reply.aside:
            return []
        self._clear(Timer.MONOLOGUE, Timer.FORCE)
        self._urgent, self._owed = None, False
        spoken = self._mine
        if spoken.speaking or spoken.pending:
            self._over = Speech(started=event.t, speaking=spoken.speaking, pending=spoken.pending)
        marks = tuple(reply.marks.items())
        start = event.t if spoken.started is None else spoken.started
        self._mine = Speech()
        words = spoken.all_words
        reply.answers = bool(words)
        end = spoken.ended or event.t
        return [do.Commit(reply.tag, words, start, end, event.t, marks, reply.answers, reply.verdict)]

    def _stopped(self, event: on.Stopped) -> list[Command]:
        reply = self._reply
        if reply is None or reply.tag != event.tag:
            return []
        self._reply, self._cutting, self._held = None, False, False
        self._clear(Timer.PLAY_STALL, Timer.REPLY_STALL, *_BARGE_TIMERS)
        if reply.aside:
            return self._aside_over(event.t)
        return [*self._reply_over(event, reply), *self._do_wanted(event.t)]

    def _reply_over(self, event: on.Stopped, reply: Reply) -> list[Command]:
        if reply.audible is None:
            return self._said_nothing(event.t, reply)
        self._turn = reply.tag.turn + reply.answers + 1
        self._given_at = event.t
        self._owed = not event.whole
        self._expects = reply.expects
        out: list[Command] = [self._conclusion(event, reply)]
        if reply.ends_session and event.whole:
            self.finished = True
            return [*out, do.Finish("closed")]
        return [*out, *self._pass_to(Holder.CANDIDATE), *self._listen_again(event.t, reply)]

    def _conclusion(self, event: on.Stopped, reply: Reply) -> do.Conclude:
        texts = tuple(reply.texts)
        lengths = tuple(len(reply.clips[i].samples) if i in reply.clips else 0 for i in range(len(texts)))
        heard = (*event.heard_samples, *([0] * len(texts)))[: len(texts)]
        start = reply.audible if reply.audible is not None else event.t
        return do.Conclude(reply.tag, start, event.t, texts, heard, lengths, event.whole)

    def _said_nothing(self, t: int, reply: Reply) -> list[Command]:
        """An empty reply: the interviewer chose to hold the silence; the candidate's turn goes on."""
        self._set(Timer.NUDGE, t, self._silence_s(reply.patience_s))
        if reply.ends_session:
            self.finished = True
            return [do.Finish("closed")]
        self._rejoin()
        return self._pass_to(Holder.CANDIDATE)

    def _rejoin(self) -> None:
        """What was said over something that was no reply goes on with what was said before it."""
        if self._over is not None:
            self._mine, self._over = self._mine.joined(self._over), None

    def _listen_again(self, t: int, reply: Reply) -> list[Command]:
        over, self._over = self._over, None
        self._set(Timer.NUDGE, t, self._silence_s(reply.patience_s))
        if over is None or (over.settled and not self._matters(over)):
            return []
        self._mine = replace(over)
        if over.settled and reply.forced:
            return []
        self._clear(Timer.NUDGE)
        if self._monologue is not None:
            self._timers[Timer.MONOLOGUE] = (over.started or t) + self._monologue
        return self._weigh(t) if over.settled else []

    # ------------------------------------------------------------- spoken over, cut, resumed

    def _hold_voice(self, _t: int) -> list[Command]:
        if not self._sounding or self._reply is None or self._reply.forced:
            return []
        self._held = True
        return [do.Duck(True), do.Pause(True)]

    def _yield_floor(self, t: int) -> list[Command]:
        if not self._sounding or self._cutting or self._reply is None or self._reply.forced:
            return []
        self._cutting = True
        self._clear(*_BARGE_TIMERS)
        said = text_of(self._over.all_words) if self._over else ""
        self._set(Timer.PLAY_STALL, t, self._rules.resume_stall_s)
        return [do.Cut(self._reply.tag), do.Interrupted(self._reply.tag.turn, "cancelled", said)]

    def _resolve_interruption(self, t: int) -> list[Command]:
        assert self._over is not None
        if not self._sounding or self._cutting:
            return []
        if self._matters(self._over):
            return self._yield_floor(t)
        return self._go_on()

    def _matters(self, over: Speech) -> bool:
        return takes_the_floor(text_of(over.all_words), over.probability, over.speech_s)

    def _go_on(self) -> list[Command]:
        said = text_of(self._over.all_words) if self._over else ""
        held, self._held, self._over = self._held, False, None
        self._clear(*_BARGE_TIMERS)
        out: list[Command] = [do.Pause(False)] if held else []
        turn = self._reply.tag.turn if self._reply else self._turn
        return [*out, do.Duck(False), do.Interrupted(turn, "resumed", said)]

    def _resume_stalled(self, _t: int) -> list[Command]:
        return [do.Alarm("an interruption was never resolved"), *self._go_on()]

    # ------------------------------------------------------------- the interviewer must come in

    def _break_silence(self, t: int) -> list[Command]:
        if self._playing or self._pauses.on or not self._mine.settled:
            return []
        occasion = Occasion.INPUT_ENDED if self._input_ended else (self._urgent or Occasion.SILENCE)
        return [*self._ask(t, occasion), *self._release(t)]

    def _take_agenda(self, event: on.Agenda) -> list[Command]:
        self._monologue = event.monologue_samples
        timers = self._frozen if self._pauses.on else self._timers
        timers.pop(Timer.WAKE, None)
        if event.wake_at is not None:
            timers[Timer.WAKE] = max(event.t, event.wake_at + self._pauses.taken)
        return []

    def _wake(self, t: int) -> list[Command]:
        return self._must_speak(t, Occasion.TIME)

    def _monologue_over(self, t: int) -> list[Command]:
        return self._must_speak(t, Occasion.MONOLOGUE)

    def _must_speak(self, t: int, occasion: Occasion) -> list[Command]:
        if self._playing:
            self._set(Timer.WAKE, t, 1.0)
            return []
        self._urgent = occasion
        self._set(Timer.FORCE, t, self._rules.force_s)
        return self._come_in(t) if self._mine.settled and Timer.DECIDE not in self._timers else []

    def _cut_in(self, event: on.ComeIn) -> list[Command]:
        if event.turn != self._turn or self._playing or self._pauses.on or self._mine.started is None:
            return []
        out = self._must_speak(event.t, Occasion.MONOLOGUE)
        if Timer.FORCE in self._timers:
            self._set(Timer.FORCE, event.t, self._rules.cut_in_s)
        return out

    def _come_in(self, t: int) -> list[Command]:
        if self._reply is not None and self._reply.released:
            return []
        self._clear(Timer.NUDGE, Timer.FORCE)
        return [*self._ask(t, self._urgent or Occasion.TIME), *self._release(t)]

    def _force(self, t: int) -> list[Command]:
        if self._urgent is None or self._playing or (self._reply is not None and self._reply.released):
            return []
        out = self._ask(t, self._urgent)
        if self._reply is not None:
            self._reply.forced = True
        return [*out, *self._release(t)]

    def _input_over(self, t: int) -> list[Command]:
        self._input_ended = True
        if self._pauses.on:
            self._end_pause(t)
            self._set(Timer.NUDGE, t)
        soon = t + samples_of(self._rules.input_end_s)
        if Timer.NUDGE in self._timers:
            self._timers[Timer.NUDGE] = min(self._timers[Timer.NUDGE], soon)
        return []

    # ------------------------------------------------------------- words to the program

    def _steered(self, speech: Speech, event: on.Transcribed) -> tuple[Spotted, str] | None:
        """The control that the words now end with, taken out of them; none from a voice over our own aside,
        which may be its echo."""
        aside_sounds = self._reply is not None and self._reply.aside and self._playing
        if event.segment_id == speech.going_on or aside_sounds:
            return None
        spotted = control_in_words(speech.all_words)
        if spotted is None:
            return None
        said = text_of(speech.all_words[spotted.first :])
        speech.without(spotted.first)
        if speech.settled and speech.all_words:
            speech.ended = samples_of(speech.all_words[-1].end_s)
        return spotted, said

    def _controlled(self, spotted: Spotted, said: str, t: int) -> list[Command]:
        """At once, or when the reply has stopped that it was said over."""
        if not self._playing:
            return self._do(spotted.control, said, t)
        settled = self._over is not None and self._over.settled
        if settled and self._sounding and not self._cutting and _leaves_the_reply(spotted.control):
            return [
                *self._turn_knob(spotted.control)[0],
                self._note(spotted.control, said, "", t),
                *self._go_on(),
            ]
        self._wanted = spotted, said
        return self._yield_floor(t)

    def _do_wanted(self, t: int) -> list[Command]:
        if self._wanted is None or self.finished:
            return []
        (spotted, said), self._wanted = self._wanted, None
        return self._do(spotted.control, said, t)

    def _do(self, control: Control, said: str, t: int) -> list[Command]:
        if self._mine.settled and not self._mine.all_words:
            self._mine = Speech()
            self._clear(Timer.MONOLOGUE)
        match control:
            case Control.PAUSE:
                return self._pause(said, t)
            case Control.GO_ON:
                return self._resume(said, t)
            case Control.END:
                return self._end(said, t)
            case _:
                return self._adjust(control, said, t)

    def _note(self, control: Control, said: str, reply: str, t: int) -> do.Controlled:
        return do.Controlled(control, said, self._turn, reply, self._pauses.until(t))

    def _pause(self, said: str, t: int) -> list[Command]:
        """The clock and every timer stop; what was said so far is kept for afterwards."""
        if not self._pauses.on:
            self._pauses.begin(t)
            self._frozen = {timer: at for timer, at in self._timers.items() if timer in _LASTING_TIMERS}
            self._kept, self._mine = self._mine, Speech()
            self._kept.speaking = False
            self._kept.pending.clear()
        self._timers.clear()
        return [self._note(Control.PAUSE, said, PAUSED, t), *self._say(t, PAUSED)]

    def _end_pause(self, t: int) -> None:
        if not self._pauses.on:
            return
        length = self._pauses.end(t)
        self._timers |= {timer: at + length for timer, at in self._frozen.items()}
        self._mine, self._kept, self._frozen = self._kept, Speech(), {}
        self._mine.left_out += length
        self._given_at = t

    def _resume(self, said: str, t: int) -> list[Command]:
        """Back to the answer that was under way, or to the question that waits for one."""
        was_paused = self._pauses.on
        self._end_pause(t)
        if not self._mine.all_words:
            return [
                self._note(Control.GO_ON, said, "", t),
                *self._ask(t, Occasion.RESUMED),
                *self._release(t),
            ]
        if was_paused:
            return [self._note(Control.GO_ON, said, LISTENING, t), *self._say(t, LISTENING)]
        handed_over = [*self._weigh(t), *self._release(t)]
        self._clear(Timer.DECIDE)
        return [self._note(Control.GO_ON, said, "", t), *handed_over]

    def _end(self, said: str, t: int) -> list[Command]:
        self._end_pause(t)
        asked = self._ask(t, Occasion.ENDED)
        if self._reply is not None:
            self._reply.forced = True
        return [self._note(Control.END, said, "", t), *asked, *self._release(t)]

    def _adjust(self, control: Control, said: str, t: int) -> list[Command]:
        """Turn a knob and let it be heard: by the reply that it had cut, or by a word of ours."""
        turned, reply = self._turn_knob(control)
        if self._owed and not self._mine.all_words and not self._pauses.on:
            again = [*self._ask(t, Occasion.RESUMED), *self._release(t)]
            return [*turned, self._note(control, said, "", t), *again]
        return [*turned, self._note(control, said, reply, t), *self._say(t, reply)]

    def _turn_knob(self, control: Control) -> tuple[list[Command], str]:
        if is_about_pace(control) and self._rules.one_pace:
            return [], ONE_PACE
        before, self._knobs = self._knobs, self._knobs.turned(control)
        changed: list[Command] = []
        if self._knobs.loudness_db != before.loudness_db:
            changed.append(do.Loudness(self._knobs.gain))
        if self._knobs.pace_steps != before.pace_steps:
            changed.append(do.Pace(self._knobs.pace))
        return changed, answer_to(control, moved=bool(changed))

    def _say(self, t: int, text: str) -> list[Command]:
        """Words of the program's own, which nobody can talk down."""
        before: list[Command] = [] if self._reply is None else [do.Void(self._reply.tag)]
        self._revision += 1
        tag = Tag(self._turn, self._revision)
        self._reply = Reply(tag, Occasion.RESUMED, False, 0.0, texts=[text], complete=True)
        self._reply.aside = self._reply.forced = True
        self._clear(Timer.DECIDE, Timer.NUDGE)
        return [*before, do.Speak(tag, 0, text), *self._release(t)]

    def _aside_over(self, t: int) -> list[Command]:
        """The floor is where it was; an answer that had been interrupted gets time for its second half."""
        self._rejoin()
        self._set(Timer.NUDGE, t, self._silence_s(self._rules.nudge_s))
        passed = self._pass_to(Holder.CANDIDATE)
        if self._pauses.on:
            self._timers.clear()
            return passed
        if not self._mine.all_words or not self._mine.settled:
            return passed
        self._clear(Timer.NUDGE)
        self._given_at = t
        weighed = self._weigh(t)
        self._set(Timer.DECIDE, t, self._rules.second_thought_s)
        return [*passed, *weighed]

    # ------------------------------------------------------------- the watchdog

    def _ears_stalled(self, t: int) -> list[Command]:
        lost = [speech for speech in (self._mine, self._over) if speech is not None and speech.pending]
        for speech in lost:
            speech.pending.clear()
        alarm: list[Command] = [do.Alarm("the recogniser gave no answer")]
        if self._over is not None and self._over.settled and self._sounding:
            return alarm + self._resolve_interruption(t)
        return alarm + (self._weigh(t) if self._mine.settled else [])

    def _reply_stalled(self, t: int) -> list[Command]:
        alarm: list[Command] = [do.Alarm("no reply became audible")]
        if self._reply is None:
            return alarm
        tag, ends = self._reply.tag, self._reply.ends_session
        if self._reply.aside:
            self._reply = None
            return [*alarm, do.Void(tag), *self._aside_over(t)]
        self._reply = None
        if ends:
            self.finished = True
            return [*alarm, do.Void(tag), do.Finish("closed unheard")]
        self._set(Timer.NUDGE, t, 1.0)
        return [*alarm, do.Void(tag), *self._pass_to(Holder.CANDIDATE)]

    def _play_stalled(self, t: int) -> list[Command]:
        alarm: list[Command] = [do.Alarm("the loudspeaker never finished a reply")]
        if self._reply is None:
            return alarm
        tag = self._reply.tag
        lengths = tuple(len(self._reply.clips[i].samples) for i in sorted(self._reply.clips))
        return [*alarm, do.Cut(tag), *self._stopped(on.Stopped(t, tag, lengths, whole=not self._cutting))]


PAUSED = "Paused. Say coach, go on."
LISTENING = "Go on, I am listening."


def _leaves_the_reply(control: Control) -> bool:
    """Whether a reply that is being spoken can simply go on."""
    return turns_a_knob(control) or control is Control.GO_ON


_LASTING_TIMERS = (Timer.WAKE, Timer.MONOLOGUE, Timer.FORCE)
"""Those that wait for a point of the interview's time."""
_BARGE_TIMERS = (Timer.BARGE_PAUSE, Timer.BARGE_CUT, Timer.RESUME_STALL)
