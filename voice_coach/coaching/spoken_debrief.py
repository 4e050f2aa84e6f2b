"""The debrief as it is spoken: a minute to a minute and a half of what the packet says.

`telling` is the whole of it; `Debriefer` is the interviewer's counterpart for the talk around it: it can be
skipped, asked again, and it takes an answer to its offer.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from voice_coach.coaching.anchors import ABOUT_PAY
from voice_coach.coaching.moves import Heard, Move, MoveKind, Stage
from voice_coach.coaching.spoken import Spoken
from voice_coach.conversation.occasions import AnswerShape, Occasion

OFFER = "Retry the opening now?"
MOST_QUOTED_WORDS = 18
FEWEST_WORDS = 160
"""Of a debrief, about a minute: 165 words a minute, and pauses."""
_ASK_AGAIN = "Say yes to take the opening again, or no to leave it there."
_SKIPPED = "All right, no more of that."
_GOODBYE = "Then we leave it there. It is all on the screen. Goodbye."
_AGREED = "Good. A fresh start, only the opening."
_VERDICTS = {
    "strong_hire": "The verdict is strong hire. A committee would argue for you.",
    "hire": "The verdict is hire. A committee would say yes, with a few questions.",
    "borderline": "The verdict is borderline. A committee would be split, so the next round would decide.",
    "no_hire": "The verdict is no hire this time. That is one talk, and what was missing can be practised.",
    "not_enough_evidence": "There is no verdict, because too little was said to judge. That is all right.",
}
_ONLY_PAY = "That was a talk about pay, so there is no verdict."
_ONLY_THE_OPENING = "That was the opening alone, so there is no verdict."
_DEEDS = re.compile(
    r"(Agreed|Answered|Asked|Drew|Gave|Knew|Listed|Named|Narrowed|Never|Put|Ranked|Refused|Restated|Said|Saw|Spoke|"
    r"Stated|Tied|Told)\b"
)
_YES = re.compile(
    r"^(yes|yeah|yep|yup|ja|sure|okay|ok|please|alright|all right|of course|absolutely|definitely|gladly|"
    r"go ahead|go on|lets|let us|do it|why not|no problem|ready|im ready|i am ready|retry|again|one more|"
    r"guess|yet|id love to|i would|once more|right|fine lets|well yes|um yes|uh yes|so yes|oh yes)\b|\byes\b|"
    r"\b(retry|try (it )?again|do it again|the opening again|lets (go|do|try|retry))\b"
)
_NO = re.compile(
    r"^(no|nope|nah|not|never|stop|enough|skip|later|quit|exit|end|finish|done|bye|goodbye|cancel|leave|"
    r"im (done|good|fine|tired)|i am (done|good|fine|tired)|thats (all|it|enough)|that is (all|it|enough))\b|"
    r"\b(not (now|today|yet|really)|no thanks?|no thank you|another (time|day)|tomorrow|goodbye|"
    r"(later|stop|enough) (please|now|today|for today))\b"
)
_NOT_A_NO = re.compile(r"^no (problem|doubt)\b")
_SKIP = re.compile(r"\b(skip|next|stop|enough|shorter|i know|get on|cut it)\b")
_REPEAT = re.compile(r"\b(repeat|say (that|it) again|once again please|pardon|what was that|come again)\b")


def telling(scorecard: Mapping[str, Any], *, short: bool = False) -> tuple[str, ...]:
    """The spoken sentences; `short` is verdict, for and against alone."""
    packet = scorecard["packet"]
    is_opening = packet["round"] == "opening"
    about_pay = all(each["sentence"] == ABOUT_PAY for each in scorecard["dimensions"])
    verdict = _ONLY_PAY if about_pay else _VERDICTS[scorecard["verdict"]]
    head = [_ONLY_THE_OPENING if is_opening else verdict]
    if is_opening or scorecard["verdict"] != "not_enough_evidence":
        head += [
            *_side("What speaks for you:", packet["for"]),
            *_side("What speaks against:", packet["against"]),
        ]
    if short:
        return tuple(head)
    steps = packet["practise_next"]
    told = [*head, *_change(scorecard), *_moment(packet["hear_again"]), *_practice(steps)]
    return (*told, *_examples(steps, FEWEST_WORDS - _words_in(told)))


def _side(name: str, reason: Mapping[str, Any]) -> Iterator[str]:
    yield f"{name} {_spoken(reason['sentence'])}"
    for evidence in reason["evidence"][:1]:
        yield f"You said: {_quote(evidence['quote'])}."


def _change(scorecard: Mapping[str, Any]) -> Iterator[str]:
    if scorecard["verdict"] not in ("strong_hire", "not_enough_evidence"):
        yield _sayable(scorecard["packet"]["would_change"])


def _moment(moment: Mapping[str, Any] | None) -> Iterator[str]:
    if moment:
        yield f"One moment is worth hearing again, at {_time(moment['start_s'])}."
        yield _sayable(moment["why"])
        yield f"There you said: {_quote(moment['quote'])}."


def _practice(steps: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    for ordinal, step in zip(("Practise three things. First,", "Second,", "Third,"), steps, strict=False):
        yield f"{ordinal} the drill called {step['drill']}. {_sayable(step['why'])}"


def _examples(steps: Sequence[Mapping[str, Any]], words_short: int) -> Iterator[str]:
    """How a strong candidate says it: once, and again while the minute is not full."""
    openers = ("A strong candidate might say:", "For the second, something like:", "And for the third:")
    for opener, step in zip(openers, steps, strict=False):
        if step.get("example") and (words_short > 0 or opener == openers[0]):
            line = f"{opener} {_sayable(step['example'])}"
            words_short -= _words_in([line])
            yield line


def _words_in(lines: Sequence[str]) -> int:
    return sum(len(line.split()) for line in lines)


def _sayable(text: str) -> str:
    """Without marks that a voice would read out or stumble over."""
    return " ".join(re.sub(r'[_*"“”\[\](){}<>]', " ", text).split())


def _spoken(sentence: str) -> str:
    """The rules write "Ranked nothing"; said to somebody, that is "you ranked nothing"."""
    said = _sayable(sentence)
    return f"you {said[:1].lower()}{said[1:]}" if _DEEDS.match(said) else said


def _quote(quote: str) -> str:
    said = _sayable(quote).rstrip(".,;:!?").split()
    return " ".join(said if len(said) <= MOST_QUOTED_WORDS else said[:MOST_QUOTED_WORDS])


def _time(seconds: float) -> str:
    minutes, rest = divmod(int(seconds), 60)
    spoken = [
        f"{n} {unit}" + ("s" if n != 1 else "") for n, unit in ((minutes, "minute"), (rest, "second")) if n
    ]
    return " ".join(spoken) or "the very start"


def understood(text: str) -> bool | None:
    """Whether an answer to the offer means yes; None where it tells neither."""
    said = " ".join(re.sub(r"[^a-z ]", "", text.lower().replace("’", "'")).split())
    said = re.sub(r"^((um+|uh+|er+|hm+|well|oh|so|and|but|thanks|thank you) )+(?=\w)", "", said)
    if _NO.search(said) and not _NOT_A_NO.search(said):
        return False
    return True if _YES.search(said) or _NOT_A_NO.search(said) else None


class Debriefer:
    """The talk after an interview: tells, offers, takes the answer."""

    def __init__(self, told: Sequence[str], *, offers: bool) -> None:
        self._told = tuple(told)
        self._offers = offers
        self._asked = 0
        self.retries = False
        """Whether the candidate wants the opening again; known once the answer to it was heard."""

    def prepare(self, heard: Heard) -> Spoken:
        """The words for what was heard."""
        match heard.occasion:
            case Occasion.OPENING:
                return self._tell()
            case Occasion.THINKING:
                return _say((), asks=self._asked)
            case Occasion.ANSWER | Occasion.MONOLOGUE:
                return self._reply(heard.text)
            case Occasion.RESUMED:
                return _say((OFFER,), asks=1) if self._offers else _end(_GOODBYE)
            case _:
                return _end(_GOODBYE)

    def _tell(self) -> Spoken:
        return _say((*self._told, OFFER), asks=1) if self._offers else _end(*self._told)

    def _reply(self, text: str) -> Spoken:
        meant = understood(text)
        if not self._offers:
            return _end(_GOODBYE)
        if self._asked == 0:  # it was talked over before it came to its offer
            return self._cut_short(text, meant)
        if _REPEAT.search(text.lower()):
            return self._tell()
        if meant is None and self._asked < 2:
            return _say((_ASK_AGAIN,), asks=2)
        return _end(_AGREED, retries=True) if meant else _end(_GOODBYE)

    def _cut_short(self, text: str, meant: bool | None) -> Spoken:
        if _SKIP.search(text.lower()):
            return _say((_SKIPPED, OFFER), asks=1)
        if meant is False:
            return _end(_GOODBYE)
        return _say((_ASK_AGAIN,), asks=1)

    def commit(self, spoken: Spoken, heard_text: str) -> None:
        """What was heard is a fact: an offer counts once its last words were."""
        if spoken.retries:
            self.retries = True
        if heard_text.rstrip().endswith(("?", _ASK_AGAIN[-12:])):
            self._asked = max(self._asked, spoken.asks)

    def interrupts(self, heard: Heard) -> bool:
        """Never: now the candidate has the word."""
        del heard
        return False

    def wake_at_s(self) -> float | None:
        """No clock runs."""
        return None

    def monologue_limit_s(self) -> float | None:
        """Nobody is hurried."""
        return None


def _say(text: tuple[str, ...], *, asks: int) -> Spoken:
    kind = MoveKind.WRAP_UP if text else MoveKind.HOLD_SILENCE
    return Spoken(_move(kind, AnswerShape.SHORT), text, asks=asks)


def _end(*text: str, retries: bool = False) -> Spoken:
    return Spoken(_move(MoveKind.CLOSE, AnswerShape.NONE), text, retries)


def _move(kind: MoveKind, expects: AnswerShape) -> Move:
    return Move(kind, Stage.CLOSE, None, "to debrief", topic="debrief", expects=expects)
