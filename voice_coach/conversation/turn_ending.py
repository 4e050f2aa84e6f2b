"""Is the turn over? All is transcribed and nobody speaks: prepare a reply and say when it may come."""

from __future__ import annotations

from collections.abc import Sequence

from voice_coach.conversation.coming_in import come_in
from voice_coach.conversation.commands import Command
from voice_coach.conversation.endpointing import Judgement, Verdict, judge
from voice_coach.conversation.floor_state import FloorState, Speech, Timer
from voice_coach.conversation.occasions import Occasion
from voice_coach.conversation.replying import ask, release
from voice_coach.conversation.sound import samples_of
from voice_coach.conversation.words import Word, text_of


def weigh(floor: FloorState, t: int) -> list[Command]:
    """All is transcribed and nobody speaks: prepare a reply and say when it may come."""
    if floor.playing or floor.pauses.on:
        return []
    words = floor.mine.all_words
    if not words:
        return _nothing_said(floor, t)
    judgement = _judge(floor, words)
    occasion = floor.urgent or (
        Occasion.THINKING if judgement.verdict is Verdict.THINKING else Occasion.ANSWER
    )
    floor.timers[Timer.DECIDE] = max(t, floor.mine.ended + samples_of(_wait_s(floor, occasion, judgement)))
    heard_out = floor.mine.ended > floor.given_at and floor.urgent is None
    return ask(floor, t, occasion, judgement.verdict.value if heard_out else "")


def _judge(floor: FloorState, words: Sequence[Word]) -> Judgement:
    text = text_of(words)
    last, sounds_done = floor.mine.last_segment, floor.mine.sounds_done
    return judge(text, last, floor.expects, floor.rules.profile, floor.habit, sounds_done=sounds_done)


def _wait_s(floor: FloorState, occasion: Occasion, judgement: Judgement) -> float:
    if floor.urgent is not None:
        return floor.rules.cut_in_pause_s
    return floor.rules.nod_s if occasion is Occasion.THINKING else judgement.wait_s


def _nothing_said(floor: FloorState, t: int) -> list[Command]:
    unheard_s = floor.rules.unheard_s if floor.mine.speech_s >= 1.0 else floor.rules.nudge_s
    floor.mine = Speech()
    floor.clear(Timer.MONOLOGUE)
    floor.set(Timer.NUDGE, t, floor.silence_s(unheard_s))
    return come_in(floor, t) if floor.urgent else []


def decide(floor: FloorState, t: int) -> list[Command]:
    """The turn is over, unless just now the candidate seems to go on."""
    if floor.suspected:
        floor.set(Timer.DECIDE, t, floor.rules.second_look_s)
        return []
    return release(floor, t)
