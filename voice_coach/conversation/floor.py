"""Who holds the floor: events in, commands out, time in samples, no clock.

A reply is prepared as soon as the candidate pauses, released when the pause has been judged an end, and a
fact with its first audible sample. Until then the candidate can void it by speaking on. Whatever happens,
some timer or some speech is always pending, so the floor is never left empty.
"""

from __future__ import annotations

from collections.abc import Callable

from voice_coach.conversation import commands as do
from voice_coach.conversation import events as on
from voice_coach.conversation.absence import devices_back, devices_lost, stand_still
from voice_coach.conversation.after_reply import stopped
from voice_coach.conversation.barging import hold_voice, resume_stalled, suspect, yield_floor, yield_once
from voice_coach.conversation.coming_in import (
    break_silence,
    come_between,
    cut_in,
    force,
    lull,
    monologue_over,
    take_agenda,
    wake,
)
from voice_coach.conversation.commands import Command, Holder
from voice_coach.conversation.events import Event
from voice_coach.conversation.floor_state import FloorRules, FloorState, Timer
from voice_coach.conversation.listening import glimpsed, segment_closed, speech_started, transcribed
from voice_coach.conversation.occasions import Occasion
from voice_coach.conversation.replying import ask, audible, composed, conclusion, release, turn_span, voiced
from voice_coach.conversation.sound import samples_of
from voice_coach.conversation.steering import ONE_AT_A_TIME, end_pause
from voice_coach.conversation.turn_ending import decide
from voice_coach.conversation.watchdog import ears_stalled, play_stalled, reply_stalled


class Floor:
    """The state machine of the conversation. Feed `take` and `tick` with times that never decrease."""

    def __init__(self, rules: FloorRules | None = None) -> None:
        self._state = FloorState(rules or FloorRules())

    @property
    def due(self) -> int | None:
        """Session time, in samples, of the next `tick` that matters; None while only an event can help."""
        return min(self._state.timers.values(), default=None)

    @property
    def turn(self) -> int:
        """Transcript index of the next turn."""
        return self._state.turn

    @property
    def holder(self) -> Holder:
        """Who has the floor."""
        return self._state.holder

    @property
    def finished(self) -> bool:
        """Whether nothing more is to be said."""
        return self._state.finished

    @property
    def somebody_holds_it(self) -> bool:
        """The invariant: someone speaks, or something is bound to happen."""
        state = self._state
        speaking = state.mine.speaking or (state.over is not None and state.over.speaking)
        return state.finished or state.pauses.on or speaking or bool(state.timers)

    def interview_time(self, t: int) -> int:
        """Session time `t` less all pauses: the time that counts for the stages and the end."""
        return self._state.pauses.interview_time(t)

    def start(self, t: int) -> list[Command]:
        """The session begins: the interviewer opens."""
        opening = ask(self._state, t, Occasion.OPENING)
        return [do.Hold(Holder.INTERVIEWER), *opening, *release(self._state, t)]

    def take(self, event: Event) -> list[Command]:
        """What an event calls for."""
        state = self._state
        if state.finished:
            return []
        match event:
            case on.SpeechSuspected() | on.SpeechDismissed():
                return suspect(state, suspected=isinstance(event, on.SpeechSuspected))
            case on.SpeechStarted():
                return speech_started(state, event)
            case on.Lull():
                return lull(state, event.t)
            case on.SegmentSound():
                return [do.Listen(event.segment_id, event.samples)]
            case on.SegmentClosed():
                return segment_closed(state, event)
            case on.Transcribed():
                return transcribed(state, event)
            case on.Glimpsed():
                return glimpsed(state, event)
            case on.Composed():
                return composed(state, event)
            case on.Voiced():
                return voiced(state, event)
            case on.Audible():
                return audible(state, event)
            case on.Stopped():
                return stopped(state, event)
            case on.Agenda() | on.ComeIn():
                return take_agenda(state, event) if isinstance(event, on.Agenda) else cut_in(state, event)
            case on.InputEnded() | on.DevicesLost() | on.DevicesBack() | on.EchoJudged() | on.KeyPressed():
                return _reached(state, event)

    def tick(self, t: int) -> list[Command]:
        """What the passing of time calls for; cheap, and safe to call with every frame."""
        out: list[Command] = []
        timers = self._state.timers
        while timers and not self._state.finished:
            timer, at = min(timers.items(), key=lambda item: item[1])
            if at > t:
                break
            del timers[timer]
            out += _RINGS[timer](self._state, t)
        return out + stand_still(self._state, t)

    def leave(self, t: int, heard_samples: tuple[int, ...]) -> list[Command]:
        """The session is being ended from outside: hand over what is not yet a fact.

        `heard_samples` counts, for each clause of a sounding reply, what was emitted of it.
        """
        state = self._state
        out: list[Command] = []
        speech, turn = state.kept if state.pauses.on else state.over or state.mine, state.turn_after_reply
        if state.reply is not None:
            out += _drop(state, on.Stopped(t, state.reply.tag, heard_samples, whole=False))
        if speech.all_words:
            out.append(do.Leave(speech.all_words, *turn_span(state, speech, t), turn))
        state.finished = True
        return out


_RINGS: dict[Timer, Callable[[FloorState, int], list[Command]]] = {
    Timer.DECIDE: decide,
    Timer.NUDGE: break_silence,
    Timer.MONOLOGUE: monologue_over,
    Timer.WAKE: wake,
    Timer.FORCE: force,
    Timer.LULL: come_between,
    Timer.YIELD: yield_once,
    Timer.BARGE_PAUSE: hold_voice,
    Timer.BARGE_CUT: yield_floor,
    Timer.EARS_STALL: ears_stalled,
    Timer.REPLY_STALL: reply_stalled,
    Timer.PLAY_STALL: play_stalled,
    Timer.RESUME_STALL: resume_stalled,
}


def _drop(floor: FloorState, end: on.Stopped) -> list[Command]:
    if floor.reply is None or floor.reply.audible is None:
        return [do.Void(end.tag)]
    if floor.reply.aside:
        return [do.Cut(end.tag)]
    return [do.Cut(end.tag), conclusion(end, floor.reply)]


def _reached(
    floor: FloorState,
    event: on.InputEnded | on.DevicesLost | on.DevicesBack | on.EchoJudged | on.KeyPressed,
) -> list[Command]:
    """Whether the candidate can be heard has changed; or a key does what a voice may not be able to."""
    match event:
        case on.InputEnded():
            return _input_over(floor, event.t)
        case on.DevicesLost():
            return devices_lost(floor, event.t)
        case on.DevicesBack():
            return devices_back(floor, event.t)
        case on.KeyPressed():
            return yield_floor(floor, event.t)
        case on.EchoJudged():
            floor.to_say = ONE_AT_A_TIME if event.remains else ""
            return []


def _input_over(floor: FloorState, t: int) -> list[Command]:
    floor.input_ended = True
    if floor.pauses.on:
        end_pause(floor, t)
        floor.set(Timer.NUDGE, t)
    soon = t + samples_of(floor.rules.input_end_s)
    if Timer.NUDGE in floor.timers:
        floor.timers[Timer.NUDGE] = min(floor.timers[Timer.NUDGE], soon)
    return []
