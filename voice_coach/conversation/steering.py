"""Words to the program: pause, go on, end, louder, slower. None of them is part of the interview."""

from __future__ import annotations

import re
from collections.abc import Sequence

from voice_coach.conversation import commands as do
from voice_coach.conversation import events as on
from voice_coach.conversation.barging import go_on, resolve_interruption, yield_floor
from voice_coach.conversation.commands import Command, Holder
from voice_coach.conversation.control import Control, Spotted, control_in_words
from voice_coach.conversation.floor_state import LASTING_TIMERS, FloorState, Speech, Timer
from voice_coach.conversation.knobs import ONE_PACE, answer_to, is_about_pace, turns_a_knob
from voice_coach.conversation.occasions import Occasion
from voice_coach.conversation.replying import ask, release, say
from voice_coach.conversation.sound import samples_of, seconds_of
from voice_coach.conversation.turn_ending import weigh
from voice_coach.conversation.words import Word, text_of


def steered(floor: FloorState, speech: Speech, event: on.Transcribed) -> tuple[Spotted, str] | None:
    """The control that the words now end with, taken out of them."""
    if event.segment_id == speech.going_on:
        return None
    spotted = control_in_words(speech.all_words)
    if spotted is None or _is_echo(floor, speech.all_words[spotted.first :]):
        return None
    said = text_of(speech.all_words[spotted.first :])
    speech.without(spotted.first)
    if speech.settled and speech.all_words:
        speech.ended = samples_of(speech.all_words[-1].end_s)
    return spotted, said


def _is_echo(floor: FloorState, words: Sequence[Word]) -> bool:
    """Whether they are our own acknowledgement coming back: its words, in its time."""
    ours = set(_letters(floor.aside).split())
    over = floor.aside_over is None or words[0].start_s < seconds_of(floor.aside_over) + ECHO_TAIL_S
    return over and all(_letters(word.text) in ours for word in words)


def _letters(text: str) -> str:
    return re.sub(r"[^a-z ]", "", text.lower()).strip()


def controlled(floor: FloorState, spotted: Spotted, said: str, t: int) -> list[Command]:
    """At once, or when the reply has stopped that it was said over."""
    if not floor.playing:
        return _do(floor, spotted.control, said, t)
    settled = floor.over is not None and floor.over.settled
    if settled and floor.sounding and not floor.cutting and _leaves_the_reply(floor, spotted.control):
        return [
            *(_turn_knob(floor, spotted.control)[0] if turns_a_knob(spotted.control) else []),
            note(floor, spotted.control, said, "", t),
            *(go_on(floor) if spotted.control is Control.GO_ON else resolve_interruption(floor, t)),
        ]
    floor.wanted = spotted, said
    return yield_floor(floor, t)


def do_wanted(floor: FloorState, t: int) -> list[Command]:
    """What was asked for while a reply had to stop first."""
    if floor.wanted is None or floor.finished:
        return []
    (spotted, said), floor.wanted = floor.wanted, None
    return _do(floor, spotted.control, said, t)


def say_what_waits(floor: FloorState, t: int) -> list[Command]:
    """Words of the program's own, once nobody speaks."""
    if not floor.to_say or floor.finished or floor.reply is not None or not floor.mine.settled:
        return []
    text, floor.to_say = floor.to_say, ""
    return say(floor, t, text)


def _do(floor: FloorState, control: Control, said: str, t: int) -> list[Command]:
    if floor.mine.settled and not floor.mine.all_words:
        floor.mine = Speech()
        floor.clear(Timer.MONOLOGUE)
    match control:
        case Control.PAUSE:
            return _pause(floor, said, t)
        case Control.GO_ON:
            return _resume(floor, said, t)
        case Control.END:
            return _end(floor, said, t)
        case _:
            return _adjust(floor, control, said, t)


def note(floor: FloorState, control: Control, said: str, reply: str, t: int) -> do.Controlled:
    """What the log is told of a control."""
    return do.Controlled(control, said, floor.turn, reply, floor.pauses.until(t))


def _pause(floor: FloorState, said: str, t: int) -> list[Command]:
    begin_pause(floor, t)
    return [note(floor, Control.PAUSE, said, PAUSED, t), *say(floor, t, PAUSED)]


def begin_pause(floor: FloorState, t: int) -> None:
    """The clock and every timer stop; what was said so far is kept for afterwards."""
    if not floor.pauses.on:
        floor.pauses.begin(t)
        floor.frozen = {timer: at for timer, at in floor.timers.items() if timer in LASTING_TIMERS}
        floor.kept, floor.mine = floor.mine, Speech()
        floor.kept.speaking = False
        floor.kept.pending.clear()
    floor.timers.clear()


def end_pause(floor: FloorState, t: int) -> None:
    """The clock and the timers go on, and so does the answer from before."""
    if not floor.pauses.on:
        return
    length = floor.pauses.end(t)
    floor.timers |= {timer: at + length for timer, at in floor.frozen.items()}
    floor.mine, floor.kept, floor.frozen = floor.kept, Speech(), {}
    floor.mine.left_out += length
    floor.given_at = t


def _resume(floor: FloorState, said: str, t: int) -> list[Command]:
    """Back to the answer that was under way, or to the question that waits for one."""
    was_paused = floor.pauses.on
    end_pause(floor, t)
    if not floor.mine.all_words:
        return [
            note(floor, Control.GO_ON, said, "", t),
            *ask(floor, t, Occasion.RESUMED),
            *release(floor, t),
        ]
    if was_paused:
        return [note(floor, Control.GO_ON, said, LISTENING, t), *say(floor, t, LISTENING)]
    handed_over = [*weigh(floor, t), *release(floor, t)]
    floor.clear(Timer.DECIDE)
    return [note(floor, Control.GO_ON, said, "", t), *handed_over]


def _end(floor: FloorState, said: str, t: int) -> list[Command]:
    end_pause(floor, t)
    asked = ask(floor, t, Occasion.ENDED)
    if floor.reply is not None:
        floor.reply.forced = True
    return [note(floor, Control.END, said, "", t), *asked, *release(floor, t)]


def _adjust(floor: FloorState, control: Control, said: str, t: int) -> list[Command]:
    """Turn a knob and let it be heard: by the reply that it had cut, or by a word of ours."""
    turned, reply = _turn_knob(floor, control)
    if floor.owed and not floor.mine.all_words and not floor.pauses.on:
        again = [*ask(floor, t, Occasion.RESUMED), *release(floor, t)]
        return [*turned, note(floor, control, said, "", t), *again]
    return [*turned, note(floor, control, said, reply, t), *say(floor, t, reply)]


def _turn_knob(floor: FloorState, control: Control) -> tuple[list[Command], str]:
    if is_about_pace(control) and floor.rules.one_pace:
        return [], ONE_PACE
    before, floor.knobs = floor.knobs, floor.knobs.turned(control)
    changed: list[Command] = []
    if floor.knobs.loudness_db != before.loudness_db:
        changed.append(do.Loudness(floor.knobs.gain))
    if floor.knobs.pace_steps != before.pace_steps:
        changed.append(do.Pace(floor.knobs.pace))
    return changed, answer_to(control, moved=bool(changed))


def aside_over(floor: FloorState, t: int) -> list[Command]:
    """The floor is where it was; an answer that had been interrupted gets time for its second half."""
    floor.aside_over = t
    floor.rejoin()
    floor.set(Timer.NUDGE, t, floor.silence_s(floor.rules.nudge_s))
    passed = floor.pass_to(Holder.CANDIDATE)
    if floor.pauses.on:
        floor.timers.clear()
        return passed
    if not floor.mine.all_words or not floor.mine.settled:
        return passed
    floor.clear(Timer.NUDGE)
    floor.given_at = t
    weighed = weigh(floor, t)
    floor.set(Timer.DECIDE, t, floor.rules.second_thought_s)
    return [*passed, *weighed]


PAUSED = "Paused. Say coach, go on."
LISTENING = "Go on, I am listening."
ONE_AT_A_TIME = (
    "One thing about the sound: my own voice comes back through your microphone, so I can only hear you "
    "when I have finished. Headphones would change that. Now, your answer."
)
ECHO_TAIL_S = 0.5
"""How long after the loudspeaker its sound may still reach the microphone."""


def _leaves_the_reply(floor: FloorState, control: Control) -> bool:
    """Whether a reply that is being spoken can simply go on."""
    goes_on = control is Control.GO_ON and not floor.pauses.on and floor.wanted is None
    return turns_a_knob(control) or goes_on
