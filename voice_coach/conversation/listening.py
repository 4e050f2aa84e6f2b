"""The candidate speaks: stretches of speech, and what is done once each is known."""

from __future__ import annotations

from voice_coach.conversation import commands as do
from voice_coach.conversation import events as on
from voice_coach.conversation.barging import resolve_interruption, spoken_over
from voice_coach.conversation.coming_in import words_known
from voice_coach.conversation.commands import Command
from voice_coach.conversation.floor_state import FloorState, Speech, Timer
from voice_coach.conversation.replying import withdraw
from voice_coach.conversation.sound import samples_of, seconds_of
from voice_coach.conversation.steering import controlled, steered
from voice_coach.conversation.turn_ending import weigh
from voice_coach.conversation.words import Word


def speech_started(floor: FloorState, event: on.SpeechStarted) -> list[Command]:
    """The candidate begins, or goes on."""
    floor.suspected = False
    if floor.playing and not floor.recallable(event.t):
        return spoken_over(floor, event)
    floor.clear(Timer.DECIDE, Timer.NUDGE)
    if floor.pauses.on and floor.mine.settled and _is_old(floor, event.onset):
        floor.mine = Speech()
    if floor.mine.started is None:
        floor.mine.started = event.onset
    elif floor.mine.ended > floor.given_at:
        floor.habit = floor.habit.after(seconds_of(event.onset - floor.mine.ended))
    _limit_turn(floor, event.onset)
    floor.mine.speaking = True
    so_far = _shown(floor, floor.mine, event.t) if floor.mine.all_words else []
    return [*withdraw(floor), *so_far]


def _is_old(floor: FloorState, onset: int) -> bool:
    return onset - floor.mine.ended > samples_of(floor.rules.murmur_s)


def _limit_turn(floor: FloorState, onset: int) -> None:
    """From its beginning; words that were said over the interviewer began it without a limit."""
    if floor.monologue is not None and not floor.pauses.on:
        floor.timers.setdefault(Timer.MONOLOGUE, onset + floor.monologue)


def segment_closed(floor: FloorState, event: on.SegmentClosed) -> list[Command]:
    """A stretch of speech is whole."""
    speech = floor.over or floor.mine
    speech.pending.add(event.segment.id)
    speech.speech_s += event.segment.speech_s
    speech.going_on = None if event.paused else event.segment.id
    if event.paused:
        speech.speaking = False
        speech.ended = event.ended
        floor.last_marks = {"closed": event.t}
        floor.clear(Timer.BARGE_CUT, Timer.YIELD)
        if floor.held:
            floor.set(Timer.RESUME_STALL, event.t, floor.rules.resume_stall_s)
    floor.set(Timer.EARS_STALL, event.t, floor.rules.ears_stall_s)
    return [do.Transcribe(event.segment)]


def transcribed(floor: FloorState, event: on.Transcribed) -> list[Command]:
    """A stretch has its words."""
    over = floor.over
    speech = over if over is not None and event.segment_id in over.pending else floor.mine
    speech.pending.discard(event.segment_id)
    speech.words[event.segment_id] = event.words
    speech.sounds_done = event.sounds_done
    floor.last_marks["transcribed"] = event.t
    if not floor.mine.pending and not (over and over.pending):
        floor.clear(Timer.EARS_STALL)
    control = steered(floor, speech, event)
    shown = _shown(floor, speech, event.t)
    if control is not None:
        return shown + controlled(floor, *control, event.t)
    if not speech.settled:
        return shown if speech is over or speech.pending else shown + words_known(floor, event.t)
    return shown + (resolve_interruption(floor, event.t) if speech is over else weigh(floor, event.t))


def glimpsed(floor: FloorState, event: on.Glimpsed) -> list[Command]:
    """The stretch that is being spoken has its first words."""
    mine = floor.mine
    if floor.playing or not mine.speaking or event.segment_id in mine.words:
        return []
    return _shown(floor, mine, event.t, event.words)


def _shown(floor: FloorState, speech: Speech, t: int, glimpsed: tuple[Word, ...] = ()) -> list[Command]:
    if floor.pauses.on:
        return []
    held = 0 if speech.started is None else t - speech.started - speech.left_out
    going_on = speech.speaking and not floor.playing
    return [do.Partial(floor.turn_after_reply, (*speech.all_words, *glimpsed), going_on, held)]
