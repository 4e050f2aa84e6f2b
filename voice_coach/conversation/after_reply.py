"""A reply has ended, whole or cut: who holds the floor now."""

from __future__ import annotations

from voice_coach.conversation import commands as do
from voice_coach.conversation import events as on
from voice_coach.conversation.barging import matters
from voice_coach.conversation.coming_in import try_again
from voice_coach.conversation.commands import Command, Holder
from voice_coach.conversation.endpointing import is_backchannel
from voice_coach.conversation.floor_state import BARGE_TIMERS, FloorState, Reply, Speech, Timer
from voice_coach.conversation.replying import conclusion
from voice_coach.conversation.steering import aside_over, do_wanted, say_what_waits
from voice_coach.conversation.turn_ending import weigh
from voice_coach.conversation.words import text_of


def stopped(floor: FloorState, event: on.Stopped) -> list[Command]:
    """A reply has ended on the loudspeaker."""
    reply = floor.reply
    if reply is None or reply.tag != event.tag:
        return []
    floor.reply, floor.held = None, False
    floor.clear(Timer.PLAY_STALL, Timer.REPLY_STALL, *BARGE_TIMERS)
    if not reply.aside:
        try_again(floor, event.t, reply)
    floor.cutting = False
    if reply.aside:
        return [*aside_over(floor, event.t), *do_wanted(floor, event.t)]
    out = [*_reply_over(floor, event, reply), *do_wanted(floor, event.t)]
    return [*out, *say_what_waits(floor, event.t)] if event.whole else out


def _reply_over(floor: FloorState, event: on.Stopped, reply: Reply) -> list[Command]:
    if reply.audible is None:
        return _said_nothing(floor, event.t, reply)
    floor.turn = reply.tag.turn + reply.answers + 1
    floor.given_at = event.t
    floor.owed = not event.whole
    floor.expects = reply.expects
    out: list[Command] = [conclusion(event, reply)]
    if reply.ends_session and event.whole:
        floor.finished = True
        return [*out, do.Finish("closed")]
    return [*out, *floor.pass_to(Holder.CANDIDATE), *_listen_again(floor, event.t, reply)]


def _said_nothing(floor: FloorState, t: int, reply: Reply) -> list[Command]:
    """An empty reply: the interviewer chose to hold the silence; the candidate's turn goes on."""
    floor.set(Timer.NUDGE, t, floor.silence_s(reply.patience_s))
    if reply.ends_session:
        floor.finished = True
        return [do.Finish("closed")]
    floor.rejoin()
    return floor.pass_to(Holder.CANDIDATE)


def _listen_again(floor: FloorState, t: int, reply: Reply) -> list[Command]:
    over, floor.over = floor.over, None
    floor.set(Timer.NUDGE, t, floor.silence_s(reply.patience_s))
    if over is not None and not (over.settled and not _is_kept(over, reply)):
        floor.mine = floor.mine.joined(over)
    mine = floor.mine
    if mine.settled and (reply.forced or not mine.all_words):
        return []
    floor.clear(Timer.NUDGE)
    if floor.monologue is not None:
        floor.timers[Timer.MONOLOGUE] = (mine.started or t) + floor.monologue
    return weigh(floor, t) if mine.settled else []


def _is_kept(over: Speech, reply: Reply) -> bool:
    """Whether what was said over a reply is the beginning of an answer; whoever could not stop the reply was
    perhaps not done."""
    return matters(over) or (reply.forced and not is_backchannel(text_of(over.all_words)))
