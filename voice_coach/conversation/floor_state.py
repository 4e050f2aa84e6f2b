"""What the floor keeps in mind: its patience, its timers, what was said, and the reply on its way."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from voice_coach.conversation.endpointing import PROFILES, Profile
from voice_coach.conversation.events import Tag
from voice_coach.conversation.occasions import AnswerShape, Occasion
from voice_coach.conversation.sound import Clip
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
    force_s: float = 8.0
    """After this the interviewer comes in without a pause."""
    barge_pause_s: float = 0.2
    """Speech over the interviewer after which the voice holds."""
    barge_cut_s: float = 0.7
    """Speech over the interviewer that takes the floor whatever the words."""
    cut_in_s: float = 2.0
    """The same where the director cuts into what is being said."""
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
    BARGE_PAUSE = "barge_pause"
    BARGE_CUT = "barge_cut"
    EARS_STALL = "ears_stall"
    REPLY_STALL = "reply_stall"
    PLAY_STALL = "play_stall"
    RESUME_STALL = "resume_stall"


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
        if self.started is None:
            return later
        return Speech(
            self.started,
            later.ended or self.ended,
            later.speaking,
            self.speech_s + later.speech_s,
            self.words | later.words,
            self.pending | later.pending,
            later.going_on,
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
    clips: dict[int, Clip] = field(default_factory=dict)
    marks: dict[str, int] = field(default_factory=dict)
    played: int = 0
    complete: bool = False
    ended: bool = False
    released: bool = False
    forced: bool = False
    aside: bool = False
    """An acknowledgement of the program's: heard, but no turn of the interview."""
    audible: int | None = None
    expects: AnswerShape = AnswerShape.EITHER
    ends_session: bool = False

    def mark(self, name: str, t: int) -> None:
        """Note when a step was first reached."""
        self.marks.setdefault(name, t)
