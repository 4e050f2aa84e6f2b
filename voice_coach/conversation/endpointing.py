"""Is the turn over? Silence and words together, judged by what was asked and by this person's habit.

The verdict sets how much silence ends the turn. Grammatically complete is not conversationally complete,
so the defaults lean towards waiting; a profile moves every wait along one curve.
"""

from __future__ import annotations

import re
from dataclasses import astuple, dataclass
from enum import StrEnum

from voice_coach.conversation.occasions import AnswerShape

PAUSE_MEMORY = 0.3
"""Weight of the newest pause in the running average of a person's own pauses."""


MOST_WORDS_OF_A_NUMBER = 16
"""An answer that is longer has become an explanation, and explanations go on."""


class Verdict(StrEnum):
    """What a pause looks like."""

    FINAL = "final"
    """Complete beyond doubt: a hand-over, or the short answer that was wanted."""
    QUESTION = "question"
    """A question to the interviewer; people ask several in a row, so it waits a little longer."""
    COMPLETE = "complete"
    UNSURE = "unsure"
    INCOMPLETE = "incomplete"
    THINKING = "thinking"


@dataclass(frozen=True, slots=True)
class Profile:
    """Silence in seconds that ends a turn, for each verdict."""

    final_s: float
    question_s: float
    complete_s: float
    unsure_s: float
    incomplete_s: float
    thinking_s: float = 10.0


_BRISK = Profile(0.32, 0.35, 0.36, 0.6, 1.1)
_PATIENT = Profile(0.46, 0.9, 0.96, 1.4, 2.6)


def profile_at(patience: float) -> Profile:
    """A point on the one curve of profiles: 0 for brisk, 1 for patient, and beyond.

    Every wait grows by a ratio of its own.
    """
    waits = zip(astuple(_BRISK), astuple(_PATIENT), strict=True)
    return Profile(*(round(brisk * (patient / brisk) ** patience, 3) for brisk, patient in waits))


PROFILES = {"patient": profile_at(1.0), "standard": profile_at(0.63), "brisk": profile_at(0.0)}
"""Chosen on the curve that `bench.turns` draws."""
SOUNDS_DONE = 0.85
"""What a model of how turns end has to say for a complete sentence to count as an end."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """A verdict and the silence that it calls for, in seconds after the last sound."""

    verdict: Verdict
    wait_s: float


_HANGING_TEXT = """
and but or so because since if when while although though unless until that which who whose whom
where whether than as like with without for from to of in on at by into onto over under between
through during about against per the a an this these those my your our their his her its some any
every each no is are was were be been being am has have had do does did will would should could can
may might must shall i we you they he she um uh er erm hmm well also then plus not just very more
less most around roughly maybe perhaps say called named i'd we'd i'm we're it's that's there's let's
"""
_HANGING = frozenset(_HANGING_TEXT.split())
_ENDS_QUESTIONS = frozenset({"that", "this", "these", "those", "for", "from", "with", "about", "like"})
"""They leave a statement hanging, and are the last word of many a question: "who is that for"."""
_NUMBER_WORDS_TEXT = """
point zero one two three four five six seven eight nine ten eleven twelve thirteen fifteen twenty
thirty forty fifty sixty seventy eighty ninety hundred thousand million billion
"""
_NUMBER_WORDS = frozenset(_NUMBER_WORDS_TEXT.split())
_THINKING = re.compile(
    r"\b(?:let me think|need to think|let me see|let me take a (?:moment|minute|second)|"
    r"(?:give me|i need|can i have|may i have|just|take) (?:a|one|another) (?:minute|moment|second|sec)|"
    r"(?<!is )(?<!in )(?<!of )(?<!by )(?<!than )(?<!takes )(?<!about )(?<!least )(?<!under )(?<!after )"
    r"(?<!leaves )(?<!costs )(?<!adds )(?<!saves )(?<!only )one (?:moment|second|sec)|"
    r"hold on(?! to)|bear with me|thinking about (?:it|that|this))\b"
    r"(?! (?:of|per|each|later|earlier|faster|slower|after|before|in|for (?:each|every)|to the)\b)"
)
"""Not a second that something takes: "so there is one second of slack"."""
_HANDS_OVER = re.compile(
    r"(over to you|that(?:'s| is) (?:my answer|it|all|all from me|everything|what i would do|my plan)|"
    r"what do you think|does that (?:make sense|answer (?:it|your question))|i(?:'m| am) done|"
    r"that would be my answer|back to you|happy to go deeper|shall i go on|should i continue)$"
)
_ASKS = re.compile(
    r"^(?:(?:and|so|ok|okay|first|then|also|sorry|well|before i \w+(?: \w+){0,3}) )*"
    r"(?:what(?:'s| is| are| does| do| kind| sort)?|who|whose|when|where|which|why"
    r"|how(?: many| much| often| fast)?|is there|are there|is it|is this|are we|are they"
    r"|do we|do you|does the|does it|did|can i|may i|could i|"
    r"can you|could you|would you|should i|have we|has the)\b"
)


@dataclass(frozen=True, slots=True)
class PauseHabit:
    """This person's pauses inside a turn, as an exponential average in seconds."""

    average_s: float = 0.5
    count: int = 0

    def after(self, pause_s: float) -> PauseHabit:
        """The habit once another pause turned out to be no end."""
        average = self.average_s + PAUSE_MEMORY * (min(pause_s, 3.0) - self.average_s)
        return PauseHabit(average, self.count + 1)

    @property
    def floor_s(self) -> float:
        """No shorter silence than this can end a doubtful turn."""
        return 1.3 * self.average_s if self.count >= 2 else 0.0


def judge(
    text: str,
    last_segment: str,
    expects: AnswerShape,
    profile: Profile,
    habit: PauseHabit,
    *,
    sounds_done: float | None = None,
) -> Judgement:
    """The verdict on a pause after `text`, whose last stretch was `last_segment`.

    `sounds_done` is the probability by the voice alone that the turn was over, None where no model tells. It
    can make the wait longer and never shorter: models call a third of the pauses of people ends.
    """
    verdict = verdict_of(_plain(text), _plain(_last_sentence(last_segment)), expects)
    if last_segment.rstrip().endswith("?") and verdict not in (Verdict.THINKING, Verdict.FINAL):
        verdict = Verdict.QUESTION
    if verdict is Verdict.COMPLETE and sounds_done is not None and sounds_done < SOUNDS_DONE:
        verdict = Verdict.UNSURE
    wait_s = {
        Verdict.FINAL: profile.final_s,
        Verdict.QUESTION: profile.question_s,
        Verdict.COMPLETE: max(profile.complete_s, min(habit.floor_s, profile.unsure_s)),
        Verdict.UNSURE: max(profile.unsure_s, min(habit.floor_s, profile.incomplete_s)),
        Verdict.INCOMPLETE: profile.incomplete_s,
        Verdict.THINKING: profile.thinking_s,
    }[verdict]
    return Judgement(verdict, wait_s)


def verdict_of(text: str, last_segment: str, expects: AnswerShape) -> Verdict:
    """The verdict from lower-case words without punctuation."""
    words = text.split()
    if not words:
        return Verdict.UNSURE
    if _asks_for_time(" ".join(words[-9:])):
        return Verdict.THINKING
    if _HANDS_OVER.search(text):
        return Verdict.FINAL
    asks = _is_question(_THINKING.split(last_segment)[-1])
    if (
        words[-1] in _HANGING and not (asks and words[-1] in _ENDS_QUESTIONS)
    ) or last_segment in _FILLED_PAUSES:
        return Verdict.INCOMPLETE
    if asks:
        return Verdict.QUESTION
    return _by_shape(words, expects)


def _asks_for_time(words: str) -> bool:
    """Whether they do; "hold on, how many are there?" asks for something else."""
    found = _THINKING.search(words)
    return found is not None and not _is_question(words[found.end() :])


def _is_question(words: str) -> bool:
    return len(words.split()) >= 3 and _ASKS.match(words.strip()) is not None


def _last_sentence(text: str) -> str:
    """What stands after the last sentence end, where the recogniser writes any."""
    return re.split(r"[.!?]\s+", text.strip())[-1]


_FILLED_PAUSES = frozenset({"um", "uh", "er", "erm", "hmm", "so", "well", "okay so", "and um", "and uh"})


def _by_shape(words: list[str], expects: AnswerShape) -> Verdict:
    if words[-1] in _NUMBER_WORDS:
        return Verdict.UNSURE
    if expects is AnswerShape.SHORT:
        is_brief = 3 <= len(words) <= MOST_WORDS_OF_A_NUMBER
        return Verdict.FINAL if is_brief and _has_number(words) else Verdict.COMPLETE
    if expects is AnswerShape.LONG:
        return Verdict.UNSURE if len(words) < 25 else Verdict.COMPLETE
    return Verdict.COMPLETE if len(words) >= 5 else Verdict.UNSURE


def _has_number(words: list[str]) -> bool:
    return any(word in _NUMBER_WORDS or word[:1].isdigit() for word in words)


def granted_s(text: str) -> float:
    """How long a thinker who asked for time is left alone, in seconds."""
    return 60.0 if re.search(r"\b(a|one) minute\b", _plain(text)) else 20.0


_BACKCHANNELS_TEXT = """
mm mhm mm-hm mmhm hm hmm uh-huh uhhuh huh uh um yeah yes yep yup right ok okay sure true ah oh aha
got it i see all alright great fine good
"""
_BACKCHANNELS = frozenset(_BACKCHANNELS_TEXT.split())
_STOPS = re.compile(
    r"\b(wait|stop|sorry|hold on|hang on|excuse me|one second|one moment|can i|may i|could i|let me|but|"
    r"question|no|actually|coach|before you|interrupt)\b"
)


def takes_the_floor(text: str, probability: float, speech_s: float) -> bool:
    """Whether words said over the interviewer are an interruption and not a back-channel or a cough."""
    plain = _plain(text)
    words = plain.split()
    if not words:
        return False
    if is_backchannel(text):
        return False
    if _STOPS.search(plain):
        return True
    return len(words) >= 2 and speech_s >= 0.4 and probability >= 0.2


def is_backchannel(text: str) -> bool:
    """Whether the words only say that somebody listens."""
    return all(word in _BACKCHANNELS for word in _plain(text).split())


def _plain(text: str) -> str:
    letters = re.sub(r"[^a-z0-9' -]", " ", text.lower().replace("\u2019", "'"))
    return _SPELLED.sub(lambda run: run.group().replace(" ", ""), " ".join(letters.split()))


_SPELLED = re.compile(r"\b(?=[a-z ]*[b-hj-z]\b)[a-z](?: [a-z]\b)+")
"""A run of single letters, as recognisers write abbreviations; "i" and "a" alone are words."""
