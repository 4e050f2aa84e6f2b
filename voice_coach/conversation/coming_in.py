"""When the interviewer speaks although nobody handed over the floor: silence, the clock, a talk too long."""

from __future__ import annotations

from voice_coach.conversation import commands as do
from voice_coach.conversation import events as on
from voice_coach.conversation.commands import Command
from voice_coach.conversation.floor_state import FloorState, Reply, Timer
from voice_coach.conversation.occasions import Occasion
from voice_coach.conversation.replying import ask, release
from voice_coach.conversation.sound import samples_of


def break_silence(floor: FloorState, t: int) -> list[Command]:
    """Nobody has spoken for as long as may be."""
    if floor.playing or floor.pauses.on or not floor.mine.settled:
        return []
    occasion = Occasion.INPUT_ENDED if floor.input_ended else (floor.urgent or Occasion.SILENCE)
    return [*ask(floor, t, occasion), *release(floor, t)]


def take_agenda(floor: FloorState, event: on.Agenda) -> list[Command]:
    """Set the timers that the director wants."""
    floor.monologue = event.monologue_samples
    timers = floor.frozen if floor.pauses.on else floor.timers
    timers.pop(Timer.WAKE, None)
    if event.wake_at is not None:
        timers[Timer.WAKE] = max(event.t, event.wake_at + floor.pauses.taken)
    return []


def wake(floor: FloorState, t: int) -> list[Command]:
    """The moment that the director wanted to be woken at."""
    return _must_speak(floor, t, Occasion.TIME)


def monologue_over(floor: FloorState, t: int) -> list[Command]:
    """The candidate has held the floor for as long as the director allows."""
    return _must_speak(floor, t, Occasion.MONOLOGUE)


def _must_speak(floor: FloorState, t: int, occasion: Occasion) -> list[Command]:
    if floor.playing:
        floor.set(Timer.WAKE, t, 1.0)
        return []
    floor.urgent = occasion
    floor.set(Timer.FORCE, t, floor.rules.force_s)
    return come_in(floor, t) if floor.mine.settled and Timer.DECIDE not in floor.timers else []


def cut_in(floor: FloorState, event: on.ComeIn) -> list[Command]:
    """The director wants to cut into what the candidate is saying."""
    if event.turn != floor.turn or floor.playing or floor.pauses.on or floor.mine.started is None:
        return []
    if Timer.LULL in floor.timers:
        return []  # it waits for its moment already; each new word asks for it again
    due = floor.timers.get(Timer.FORCE)
    out = _must_speak(floor, event.t, Occasion.MONOLOGUE)
    if Timer.FORCE in floor.timers:
        soon = event.t + samples_of(floor.rules.cut_in_s)
        floor.timers[Timer.FORCE] = soon if due is None else min(due, soon)
    return out


def come_in(floor: FloorState, t: int) -> list[Command]:
    """Nobody speaks: say what has to be said."""
    if floor.reply is not None and floor.reply.released:
        return []
    floor.clear(Timer.NUDGE, Timer.FORCE, Timer.LULL)
    return [*ask(floor, t, floor.urgent or Occasion.TIME), *release(floor, t)]


def force(floor: FloorState, t: int) -> list[Command]:
    """No pause came: the interviewer comes in between two words, or soon without.

    What is being said is cut where it is, so that the reply is to all of it.
    """
    if not _may_come_in(floor):
        return []
    floor.set(Timer.LULL, t, floor.rules.lull_wait_s)
    return [do.CutSegment(), *([] if floor.mine.all_words else _ask_urgently(floor, t))]


def words_known(floor: FloorState, t: int) -> list[Command]:
    """What was said so far has its words, and the candidate goes on."""
    if floor.urgent is None or Timer.LULL not in floor.timers or not _may_come_in(floor):
        return []  # a reply that was released may sound already: it is not void any more
    return ask(floor, t, floor.urgent)


def lull(floor: FloorState, t: int) -> list[Command]:
    """A moment between two words, for an interviewer who waits for one."""
    return come_between(floor, t) if Timer.LULL in floor.timers and not floor.mine.pending else []


def come_between(floor: FloorState, t: int) -> list[Command]:
    """Speak although the candidate does."""
    floor.clear(Timer.LULL)
    if not _may_come_in(floor):
        return []
    if floor.mine.pending:
        floor.set(Timer.LULL, t, floor.rules.lull_again_s)
        return []
    asked = _ask_urgently(floor, t)
    if floor.reply is not None:
        floor.reply.forced = floor.reply.cuts_in = True
    return [*asked, *release(floor, t)]


def try_again(floor: FloorState, t: int, reply: Reply) -> None:
    """A reply that had cut in has ended; where it gave way, it is owed."""
    is_owed = reply.cuts_in and floor.cutting
    if not is_owed:
        floor.yielded = False
        return
    said_anew = reply.ends_session or reply.occasion is Occasion.MONOLOGUE
    floor.urgent = reply.occasion if said_anew else Occasion.RESUMED
    floor.set(Timer.FORCE, t, floor.rules.again_s)


def _may_come_in(floor: FloorState) -> bool:
    released = floor.reply is not None and floor.reply.released
    return floor.urgent is not None and not floor.playing and not released


def _ask_urgently(floor: FloorState, t: int) -> list[Command]:
    if floor.urgent is None or (floor.reply is not None and floor.reply.occasion is floor.urgent):
        return []
    return ask(floor, t, floor.urgent)
