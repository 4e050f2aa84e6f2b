"""The sound devices are gone: the interview stands still until somebody can be heard again."""

from __future__ import annotations

from voice_coach.conversation import commands as do
from voice_coach.conversation.commands import Command
from voice_coach.conversation.control import Control
from voice_coach.conversation.floor_state import BARGE_TIMERS, FloorState, Timer
from voice_coach.conversation.occasions import Occasion
from voice_coach.conversation.replying import ask, release, say
from voice_coach.conversation.steering import begin_pause, end_pause, note

HEARD_AGAIN = "I can hear you again. Go on."


def devices_lost(floor: FloorState, t: int) -> list[Command]:
    """Break off a reply that nobody hears."""
    floor.devices_gone = True
    if floor.reply is None or not floor.playing or floor.cutting:
        return []
    floor.cutting = True
    floor.clear(*BARGE_TIMERS)
    floor.set(Timer.PLAY_STALL, t, floor.rules.resume_stall_s)
    return [do.Cut(floor.reply.tag)]


def stand_still(floor: FloorState, t: int) -> list[Command]:
    """Stop the clock as soon as the reply has stopped and every word from before the loss is known."""
    waits = floor.devices_gone and not floor.pauses.on and not floor.finished
    if not waits or floor.playing or not floor.mine.settled:
        return []
    floor.paused_for_devices = True
    void: list[Command] = [] if floor.reply is None else [do.Void(floor.reply.tag)]
    floor.reply = None
    begin_pause(floor, t)
    return [*void, note(floor, Control.PAUSE, "", "", t)]


def devices_back(floor: FloorState, t: int) -> list[Command]:
    """Go on where it was: with the answer that was under way, or with the question that waits for one."""
    floor.devices_gone = False
    if floor.paused_for_devices:
        floor.paused_for_devices = False
        end_pause(floor, t)
        if floor.mine.all_words:
            return [note(floor, Control.GO_ON, "", HEARD_AGAIN, t), *say(floor, t, HEARD_AGAIN)]
        return [note(floor, Control.GO_ON, "", "", t), *_ask_again(floor, t)]
    is_owed = floor.owed and floor.reply is None and floor.mine.settled and not floor.mine.all_words
    return _ask_again(floor, t) if is_owed and not floor.pauses.on else []


def _ask_again(floor: FloorState, t: int) -> list[Command]:
    return [*ask(floor, t, Occasion.RESUMED), *release(floor, t)]
