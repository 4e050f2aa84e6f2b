"""A reply on its way: asked for, composed, voiced, released, audible."""

from __future__ import annotations

from collections.abc import Sequence

from voice_coach.conversation import commands as do
from voice_coach.conversation import events as on
from voice_coach.conversation.commands import Command, Holder
from voice_coach.conversation.endpointing import granted_s
from voice_coach.conversation.events import Tag
from voice_coach.conversation.floor_state import ClauseSound, FloorState, Reply, Speech, Timer
from voice_coach.conversation.heard import voiced_span
from voice_coach.conversation.occasions import Occasion
from voice_coach.conversation.sound import Clip, samples_of
from voice_coach.conversation.words import Word, text_of


def ask(floor: FloorState, t: int, occasion: Occasion, verdict: str = "") -> list[Command]:
    """Have a reply prepared; one that was on its way is void."""
    before: list[Command] = [] if floor.reply is None else [do.Void(floor.reply.tag)]
    floor.revision += 1
    words = floor.mine.all_words
    marks = floor.last_marks | {"asked": t}
    tag, patience_s = Tag(floor.turn, floor.revision), _patience_s(floor, occasion, words)
    floor.reply = Reply(tag, occasion, bool(words), patience_s, verdict, marks=marks)
    return [*before, do.Compose(tag, occasion, words, _held_for(floor, t))]


def _held_for(floor: FloorState, t: int) -> int:
    mine = floor.mine
    until = t if mine.speaking else mine.ended or t
    return 0 if mine.started is None else max(0, until - mine.started - mine.left_out)


def _patience_s(floor: FloorState, occasion: Occasion, words: Sequence[Word]) -> float:
    return granted_s(text_of(words)) if occasion is Occasion.THINKING else floor.rules.nudge_s


def withdraw(floor: FloorState) -> list[Command]:
    """The candidate goes on: forget the reply that nobody has heard."""
    if floor.reply is None or floor.reply.forced:
        return []
    tag, released = floor.reply.tag, floor.reply.released
    floor.reply = None
    floor.clear(Timer.REPLY_STALL)
    return [do.Void(tag), *(floor.pass_to(Holder.CANDIDATE) if released else [])]


def composed(floor: FloorState, event: on.Composed) -> list[Command]:
    """A clause has its words."""
    reply = floor.reply
    if reply is None or reply.tag != event.tag or reply.complete:
        return []
    reply.mark("composed", event.t)
    reply.complete = event.last
    reply.expects, reply.ends_session = event.expects, event.ends_session
    out: list[Command] = []
    if event.text:
        reply.texts.append(event.text)
        out.append(do.Speak(reply.tag, len(reply.texts) - 1, event.text))
    return out + _play_ready(floor, event.t)


def voiced(floor: FloorState, event: on.Voiced) -> list[Command]:
    """A clause has its sound."""
    if floor.reply is None or floor.reply.tag != event.tag:
        return []
    floor.reply.mark("voiced", event.t)
    sound = floor.reply.sounds.setdefault(event.clause, ClauseSound())
    sound.waiting.append(event.clip)
    sound.samples += len(event.clip.samples)
    sound.is_whole = not event.more
    return _play_ready(floor, event.t)


def release(floor: FloorState, t: int) -> list[Command]:
    """The reply may be heard from now on."""
    if floor.reply is None:
        return []
    floor.reply.released = True
    floor.reply.mark("decided", t)
    floor.set(Timer.REPLY_STALL, t, floor.rules.reply_stall_s)
    return [*floor.pass_to(Holder.INTERVIEWER), *_play_ready(floor, t)]


def _play_ready(floor: FloorState, t: int) -> list[Command]:
    reply = floor.reply
    if reply is None or not reply.released:
        return []
    out: list[Command] = []
    while (sound := reply.sounds.get(reply.played)) is not None:
        for clip in sound.waiting:
            out.append(do.Play(reply.tag, reply.played, clip, more=not sound.is_whole))
            _note_first_sound(reply, clip, t)
        sound.waiting = []
        if not sound.is_whole:
            break
        reply.played += 1
    if reply.complete and reply.played == len(reply.texts) and not reply.ended:
        reply.ended = True
        out.append(do.EndReply(reply.tag))
    if out and reply.audible is not None:
        _watch_playing(floor, t)
    elif out and reply.sounds_at is not None:
        floor.set(Timer.REPLY_STALL, max(t, reply.sounds_at), floor.rules.play_stall_s)
    return out


def _note_first_sound(reply: Reply, clip: Clip, t: int) -> None:
    if reply.sounds_at is None:
        first, end = voiced_span(clip.samples)
        reply.sounds_at = t + first if first < end else t


def _watch_playing(floor: FloorState, t: int) -> None:
    assert floor.reply is not None
    sound = floor.reply.samples
    stall_s = floor.rules.play_stall_s if floor.reply.ended else floor.rules.reply_stall_s
    floor.set(Timer.PLAY_STALL, t + sound, stall_s)


def audible(floor: FloorState, event: on.Audible) -> list[Command]:
    """The reply is a fact, and so is the turn that it answers."""
    reply = floor.reply
    if reply is None or reply.tag != event.tag:
        return []
    reply.audible = event.t
    floor.clear(Timer.REPLY_STALL, Timer.NUDGE, Timer.DECIDE)
    _watch_playing(floor, event.t)
    if reply.aside:
        return []
    floor.clear(Timer.MONOLOGUE, Timer.FORCE, Timer.LULL)
    floor.urgent, floor.owed = None, False
    spoken = floor.mine
    if spoken.speaking or spoken.pending:
        floor.over = Speech(started=event.t, speaking=spoken.speaking, pending=spoken.pending)
        floor.over.speech_s = spoken.speech_s if spoken.pending else 0.0
        if spoken.speaking and reply.cuts_in:
            floor.set(Timer.YIELD, event.t, floor.rules.talk_on_s)
    marks = tuple(reply.marks.items())
    start, end = turn_span(floor, spoken, event.t)
    floor.mine, floor.above = Speech(), event.t
    words = spoken.all_words
    reply.answers = bool(words)
    return [do.Commit(reply.tag, words, start, end, event.t, marks, reply.answers, reply.verdict)]


def turn_span(floor: FloorState, spoken: Speech, t: int) -> tuple[int, int]:
    """Where the candidate's turn begins and ends that is a fact from session time `t` on.

    It never begins before the turn above it, and holds no more than its words: who is still speaking goes on
    in the next turn.
    """
    words = spoken.all_words
    begun = [samples_of(word.start_s) for word in words[:1]]
    begun += [] if spoken.started is None else [spoken.started]
    known = spoken.ended or t if spoken.settled or not words else samples_of(words[-1].end_s)
    start = max(floor.above, min(begun, default=t))
    return start, max(start, min(known, t))


def conclusion(event: on.Stopped, reply: Reply) -> do.Conclude:
    """What was heard of a reply."""
    texts = tuple(reply.texts)
    sounds = (reply.sounds.get(clause) for clause in range(len(texts)))
    lengths = tuple(
        0 if sound is None else sound.length_of(text) for sound, text in zip(sounds, texts, strict=True)
    )
    heard = (*event.heard_samples, *([0] * len(texts)))[: len(texts)]
    start = reply.audible if reply.audible is not None else event.t
    return do.Conclude(reply.tag, start, event.t, texts, heard, lengths, event.whole)


def say(floor: FloorState, t: int, text: str) -> list[Command]:
    """Words of the program's own, which nobody can talk down."""
    before: list[Command] = [] if floor.reply is None else [do.Void(floor.reply.tag)]
    floor.revision += 1
    tag = Tag(floor.turn, floor.revision)
    floor.reply = Reply(tag, Occasion.RESUMED, False, 0.0, texts=[text], complete=True)
    floor.reply.aside = floor.reply.forced = True
    floor.aside, floor.aside_over = text, None
    floor.clear(Timer.DECIDE, Timer.NUDGE)
    return [*before, do.Speak(tag, 0, text), *release(floor, t)]
