"""Something never came: whatever it was, somebody holds the floor again."""

from __future__ import annotations

from voice_coach.conversation import commands as do
from voice_coach.conversation import events as on
from voice_coach.conversation.after_reply import stopped
from voice_coach.conversation.barging import resolve_interruption
from voice_coach.conversation.commands import Command, Holder
from voice_coach.conversation.floor_state import FloorState, Timer
from voice_coach.conversation.steering import aside_over
from voice_coach.conversation.turn_ending import weigh


def ears_stalled(floor: FloorState, t: int) -> list[Command]:
    """The recogniser gave no answer."""
    lost = [speech for speech in (floor.mine, floor.over) if speech is not None and speech.pending]
    for speech in lost:
        speech.pending.clear()
    alarm: list[Command] = [do.Alarm("the recogniser gave no answer")]
    if floor.over is not None and floor.over.settled and floor.sounding:
        return alarm + resolve_interruption(floor, t)
    return alarm + (weigh(floor, t) if floor.mine.settled else [])


def reply_stalled(floor: FloorState, t: int) -> list[Command]:
    """No sound came of a reply that was released."""
    alarm: list[Command] = [do.Alarm("no reply became audible")]
    if floor.reply is None:
        return alarm
    tag, ends = floor.reply.tag, floor.reply.ends_session
    if floor.reply.aside:
        floor.reply = None
        return [*alarm, do.Void(tag), *aside_over(floor, t)]
    floor.reply = None
    if ends:
        floor.finished = True
        return [*alarm, do.Void(tag), do.Finish("closed unheard")]
    floor.set(Timer.NUDGE, t, 1.0)
    return [*alarm, do.Void(tag), *floor.pass_to(Holder.CANDIDATE)]


def play_stalled(floor: FloorState, t: int) -> list[Command]:
    """The loudspeaker never finished a reply."""
    alarm: list[Command] = [do.Alarm("the loudspeaker never finished a reply")]
    if floor.reply is None:
        return alarm
    tag = floor.reply.tag
    lengths = tuple(floor.reply.sounds[i].samples for i in sorted(floor.reply.sounds))
    return [*alarm, do.Cut(tag), *stopped(floor, on.Stopped(t, tag, lengths, whole=not floor.cutting))]
