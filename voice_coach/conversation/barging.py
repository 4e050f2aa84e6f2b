"""The candidate speaks over the interviewer: the voice holds, stops, or goes on from its sample."""

from __future__ import annotations

from voice_coach.conversation import commands as do
from voice_coach.conversation import events as on
from voice_coach.conversation.commands import Command
from voice_coach.conversation.endpointing import takes_the_floor
from voice_coach.conversation.floor_state import BARGE_TIMERS, FloorState, Reply, Speech, Timer
from voice_coach.conversation.words import text_of


def suspect(floor: FloorState, *, suspected: bool) -> list[Command]:
    """There is some speech, which may be a click, or it was none: the voice goes down or comes back."""
    floor.suspected = suspected
    return [do.Duck(suspected)] if floor.sounding and not floor.held else []


def spoken_over(floor: FloorState, event: on.SpeechStarted) -> list[Command]:
    """The candidate speaks while the interviewer does."""
    if floor.over is None:
        floor.over = Speech(started=event.onset)
    floor.over.speaking = True
    if floor.reply is not None and floor.reply.cuts_in:
        floor.set(Timer.YIELD, event.onset, floor.rules.talk_on_s)
    elif not floor.cutting:
        floor.set(Timer.BARGE_PAUSE, event.onset, floor.rules.barge_pause_s)
        floor.set(Timer.BARGE_CUT, event.onset, floor.rules.barge_cut_s)
    floor.clear(Timer.RESUME_STALL)
    return []


def hold_voice(floor: FloorState, _t: int) -> list[Command]:
    """It goes on for too long to be a click: hold the voice."""
    if not floor.sounding or floor.reply is None or floor.reply.forced:
        return []
    floor.held = True
    return [do.Duck(True), do.Pause(True)]


def yield_floor(floor: FloorState, t: int) -> list[Command]:
    """The candidate has the floor: break the reply off."""
    if not floor.sounding or floor.cutting or floor.reply is None or floor.reply.forced:
        return []
    return _break_off(floor, floor.reply, t)


def yield_once(floor: FloorState, t: int) -> list[Command]:
    """The interviewer has cut in and the candidate talks on: give way, but not a second time."""
    if not floor.sounding or floor.cutting or floor.reply is None or floor.yielded:
        return []
    floor.yielded = True
    return _break_off(floor, floor.reply, t)


def _break_off(floor: FloorState, reply: Reply, t: int) -> list[Command]:
    floor.cutting = True
    floor.clear(*BARGE_TIMERS)
    said = text_of(floor.over.all_words) if floor.over else ""
    floor.set(Timer.PLAY_STALL, t, floor.rules.resume_stall_s)
    return [do.Cut(reply.tag), do.Interrupted(reply.tag.turn, "cancelled", said)]


def resolve_interruption(floor: FloorState, t: int) -> list[Command]:
    """What was said over the reply is known: stop for it, or go on."""
    assert floor.over is not None
    if not floor.sounding or floor.cutting or (floor.reply is not None and floor.reply.forced):
        return []
    if matters(floor.over):
        return yield_floor(floor, t)
    return go_on(floor)


def matters(over: Speech) -> bool:
    """Whether what was said over a reply is an interruption."""
    return takes_the_floor(text_of(over.all_words), over.probability, over.speech_s)


def go_on(floor: FloorState) -> list[Command]:
    """It was nothing, or shall wait: the reply goes on from its sample."""
    said = text_of(floor.over.all_words) if floor.over else ""
    held, floor.held = floor.held, False
    if floor.over is not None and matters(floor.over):
        floor.mine, floor.over = floor.mine.joined(floor.over), None
    elif floor.reply is None or not floor.reply.forced:
        floor.over = None
    floor.clear(*BARGE_TIMERS)
    out: list[Command] = [do.Pause(False)] if held else []
    turn = floor.reply.tag.turn if floor.reply else floor.turn
    return [*out, do.Duck(False), do.Interrupted(turn, "resumed", said)]


def resume_stalled(floor: FloorState, t: int) -> list[Command]:
    """The recogniser takes too long over what was said: what is known of it decides."""
    enough = floor.over is not None and matters(floor.over)
    return [
        do.Alarm("an interruption was never resolved"),
        *(yield_floor(floor, t) if enough else go_on(floor)),
    ]
