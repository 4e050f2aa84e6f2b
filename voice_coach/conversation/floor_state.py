"""What the floor keeps in mind: its patience, its timers, what was said, and the reply on its way."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from voice_coach.conversation import commands as do
from voice_coach.conversation.commands import Command, Holder
from voice_coach.conversation.control import Spotted
from voice_coach.conversation.endpointing import PROFILES, PauseHabit, Profile
from voice_coach.conversation.events import Tag
from voice_coach.conversation.heard import likely_samples
from voice_coach.conversation.knobs import Knobs
from voice_coach.conversation.occasions import AnswerShape, Occasion
from voice_coach.conversation.pauses import Pauses
from voice_coach.conversation.sound import FRAME_SAMPLES, Clip, samples_of
from voice_coach.conversation.words import Word, text_of


@dataclass(frozen=True, slots=True)
class FloorRules:
    """The floor's patience, in seconds."""

    profile: Profile = PROFILES["patient"]
    nudge_s: float = 12.0
    """Silence after the interviewer's turn before a nudge."""
    unheard_s: float = 5.0
    """The same after speech in which no word was recognised."""
    nod_s: float = 0.8
    """Silence before a request for time is acknowledged."""
    second_look_s: float = 0.05
    """How long a turn's end is put off while new speech is suspected but not certain."""
    cut_in_pause_s: float = 0.22
    """Pause in which an interviewer who must come in does so."""
    force_s: float = 7.0
    """After this the interviewer comes in without a pause."""
    barge_pause_s: float = 0.15
    """Speech over the interviewer after which the voice holds."""
    barge_cut_s: float = 1.3
    """Speech over the interviewer that takes the floor whatever the words. The voice holds meanwhile, so
    nobody is talked over by it; a "yeah, okay, right" is shorter."""
    cut_in_s: float = 0.8
    """The same where the director cuts into what is being said."""
    lull_wait_s: float = 1.0
    """How long the interviewer then waits for a moment between two words."""
    lull_again_s: float = 0.1
    """... and again, while the words that it answers are not known."""
    talk_on_s: float = 1.5
    """Speech over an interviewer who cuts in after which it yields, once."""
    again_s: float = 3.0
    """After this it tries again, or before at a pause."""
    one_pace: bool = False
    """Whether the voice can speak neither slower nor faster."""
    murmur_s: float = 3.0
    """In a pause, words older than this do not belong to what is said next."""
    second_thought_s: float = 2.6
    """Silence that ends an answer which a word to the program had interrupted."""
    input_end_s: float = 1.5
    """Silence after the candidate's last line before the interview is brought to its close."""
    ears_stall_s: float = 10.0
    reply_stall_s: float = 12.0
    play_stall_s: float = 6.0
    resume_stall_s: float = 3.0


class Timer(StrEnum):
    """What the floor may be waiting for."""

    DECIDE = "decide"
    NUDGE = "nudge"
    MONOLOGUE = "monologue"
    WAKE = "wake"
    FORCE = "force"
    LULL = "lull"
    YIELD = "yield"
    BARGE_PAUSE = "barge_pause"
    BARGE_CUT = "barge_cut"
    EARS_STALL = "ears_stall"
    REPLY_STALL = "reply_stall"
    PLAY_STALL = "play_stall"
    RESUME_STALL = "resume_stall"


LASTING_TIMERS = (Timer.WAKE, Timer.MONOLOGUE, Timer.FORCE, Timer.LULL)
"""Those that wait for a point of the interview's time."""
BARGE_TIMERS = (Timer.BARGE_PAUSE, Timer.BARGE_CUT, Timer.YIELD, Timer.RESUME_STALL)


@dataclass(slots=True)
class Speech:
    """What the candidate has said since the interviewer last spoke, or says over the interviewer."""

    started: int | None = None
    ended: int = 0
    speaking: bool = False
    speech_s: float = 0.0
    words: dict[int, tuple[Word, ...]] = field(default_factory=dict)
    pending: set[int] = field(default_factory=set)
    going_on: int | None = None
    """The latest segment, where it was only cut for its length."""
    sounds_done: float | None = None
    """How the latest segment ended by its sound, None where no model tells."""
    left_out: int = 0
    """Samples of it that a pause has taken out of the interview."""

    @property
    def settled(self) -> bool:
        """Whether nobody speaks and every word is known."""
        return not self.speaking and not self.pending

    @property
    def all_words(self) -> tuple[Word, ...]:
        """The words so far, in order."""
        return tuple(word for key in sorted(self.words) for word in self.words[key])

    def without(self, first: int) -> None:
        """Forget the words from index `first` of all words on."""
        for key in sorted(self.words):
            self.words[key], first = self.words[key][:first], max(0, first - len(self.words[key]))

    def joined(self, later: Speech) -> Speech:
        """This and what was said after it, as one."""
        if self.started is None and not self.words:
            return later
        return Speech(
            later.started if self.started is None else self.started,
            later.ended or self.ended,
            later.speaking,
            self.speech_s + later.speech_s,
            self.words | later.words,
            self.pending | later.pending,
            later.going_on,
            later.sounds_done,
            self.left_out,
        )

    @property
    def last_segment(self) -> str:
        """The words of the latest segment that had any."""
        return next(
            (text_of(self.words[key]) for key in sorted(self.words, reverse=True) if self.words[key]), ""
        )

    @property
    def probability(self) -> float:
        """Mean confidence of the words, 0 without words."""
        words = self.all_words
        return sum(word.probability for word in words) / len(words) if words else 0.0


@dataclass(slots=True)
class ClauseSound:
    """What has come of a clause's sound."""

    waiting: list[Clip] = field(default_factory=list)
    """Pieces that the loudspeaker was not given yet."""
    samples: int = 0
    """Of all pieces so far."""
    is_whole: bool = False

    def length_of(self, text: str) -> int:
        """Samples of the whole clause; a guess while some are to come."""
        return self.samples if self.is_whole else max(self.samples, likely_samples(text))


@dataclass(slots=True)
class Reply:
    """A reply on its way to the loudspeaker."""

    tag: Tag
    occasion: Occasion
    answers: bool
    patience_s: float
    """Silence that may follow it before a nudge."""
    verdict: str = ""
    """How the candidate's pause was judged, "" where none was."""
    texts: list[str] = field(default_factory=list)
    sounds: dict[int, ClauseSound] = field(default_factory=dict)
    marks: dict[str, int] = field(default_factory=dict)
    played: int = 0
    complete: bool = False
    ended: bool = False
    released: bool = False
    forced: bool = False
    """The candidate cannot talk it down."""
    cuts_in: bool = False
    """It was begun while the candidate spoke."""
    sounds_at: int | None = None
    """When the card is handed its first sounding sample; until then nobody can hear it."""
    aside: bool = False
    """An acknowledgement of the program's: heard, but no turn of the interview."""
    audible: int | None = None
    expects: AnswerShape = AnswerShape.EITHER
    ends_session: bool = False

    @property
    def samples(self) -> int:
        """Of all its sound so far."""
        return sum(sound.samples for sound in self.sounds.values())

    def mark(self, name: str, t: int) -> None:
        """Note when a step was first reached."""
        self.marks.setdefault(name, t)


@dataclass(slots=True)
class FloorState:
    """Everything that the floor remembers; its rules of conduct are functions of it, one file per subject."""

    rules: FloorRules
    turn: int = 0
    """Transcript index of the next turn."""
    revision: int = 0
    mine: Speech = field(default_factory=Speech)
    """The candidate's turn so far."""
    over: Speech | None = None
    """What the candidate says over a reply."""
    reply: Reply | None = None
    cutting: bool = False
    """The reply was told to stop and has not yet."""
    held: bool = False
    """The reply's voice waits at a sample."""
    suspected: bool = False
    above: int = 0
    """When the latest turn of the interviewer began to be heard."""
    given_at: int = 0
    """When the candidate was last given the floor."""
    habit: PauseHabit = field(default_factory=PauseHabit)
    expects: AnswerShape = AnswerShape.EITHER
    urgent: Occasion | None = None
    """Why the interviewer must come in, None where it need not."""
    input_ended: bool = False
    monologue: int | None = None
    """Samples of one turn that the director allows."""
    timers: dict[Timer, int] = field(default_factory=dict)
    last_marks: dict[str, int] = field(default_factory=dict)
    pauses: Pauses = field(default_factory=Pauses)
    kept: Speech = field(default_factory=Speech)
    """The answer that a pause has interrupted."""
    frozen: dict[Timer, int] = field(default_factory=dict)
    """Timers that stand still in a pause."""
    knobs: Knobs = field(default_factory=Knobs)
    wanted: tuple[Spotted, str] | None = None
    """A control that waits for the reply to stop, and the words it was said in."""
    aside: str = ""
    """The program's latest acknowledgement, whose echo is no control."""
    aside_over: int | None = 0
    """When it had been said, None while it has not."""
    yielded: bool = False
    """The interviewer has cut in, given way, and will not do so again."""
    to_say: str = ""
    """Words of the program's own that wait for a reply to end."""
    owed: bool = False
    """Whether the last reply was cut, so that its question waits to be heard."""
    devices_gone: bool = False
    paused_for_devices: bool = False
    """The clock stands still because the devices are gone, and not by the candidate's wish."""
    holder: Holder = Holder.INTERVIEWER
    finished: bool = False

    @property
    def sounding(self) -> bool:
        """Whether a reply is being heard."""
        return self.reply is not None and self.reply.audible is not None

    @property
    def playing(self) -> bool:
        """Whether samples of a reply are with the card: they cannot be called back any more."""
        return self.reply is not None and self.reply.played > 0

    def recallable(self, t: int) -> bool:
        """Whether a reply with the card can still be taken back unheard, forced ones never."""
        reply = self.reply
        if reply is None or reply.forced or reply.audible is not None:
            return False
        return reply.sounds_at is None or t + FRAME_SAMPLES <= reply.sounds_at

    @property
    def turn_after_reply(self) -> int:
        """Transcript index of what comes after the present reply, where that is a fact already."""
        if self.reply is None or self.reply.audible is None or self.reply.aside:
            return self.turn
        return self.reply.tag.turn + self.reply.answers + 1

    def set(self, timer: Timer, t: int, after_s: float = 0.0) -> None:
        """Wait until `after_s` after session time `t`."""
        self.timers[timer] = t + samples_of(after_s)

    def clear(self, *timers: Timer) -> None:
        """Wait for these no more."""
        for timer in timers:
            self.timers.pop(timer, None)

    def silence_s(self, usual_s: float) -> float:
        """A silence to wait for; nobody waits long for a candidate who has left."""
        return self.rules.input_end_s if self.input_ended else usual_s

    def pass_to(self, holder: Holder) -> list[Command]:
        """The floor passes, unless it is there already."""
        if self.holder is holder:
            return []
        self.holder = holder
        return [do.Hold(holder)]

    def rejoin(self) -> None:
        """What was said over something that was no reply goes on with what was said before it."""
        if self.over is not None:
            self.mine, self.over = self.mine.joined(self.over), None
