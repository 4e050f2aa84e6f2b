"""Study mode: what an answer showed and missed, one better sentence, and whether to try again or go on."""

from __future__ import annotations

from collections.abc import Iterator

from voice_coach.coaching.evidence import Reading
from voice_coach.coaching.language import PhraseIndex, phrases, sentences_of, tokens_of
from voice_coach.coaching.memory import DirectorState
from voice_coach.coaching.moves import Heard, Move, MoveKind, Stage, Trigger
from voice_coach.coaching.scenario import Scenario
from voice_coach.conversation.occasions import AnswerShape

FEWEST_WORDS = 4
"""Less is no answer to say anything about."""
MOST_TRIES = 2
FEWEST_BETTER_WORDS, MOST_BETTER_WORDS = 7, 30
MOST_SHOWN = 2
_LONGEST_REPLY_WORDS = 9
_AGAIN = PhraseIndex(
    ("again", phrase)
    for phrase in phrases(
        """
        again; try again; try that again; once more; one more time; another go; another try;
        second try; retry; let me redo; do it over; give it another
        """
    )
)
_ON = PhraseIndex(
    ("on", phrase)
    for phrase in phrases(
        """
        go on; next; move on; continue; carry on; let's go; proceed; next one; next question; no
        thanks; no thank you; okay; ok; fine; all right; understood; got it; thanks; thank you;
        keep going; go ahead; yes; no
        """
    )
)
_WANTED: dict[MoveKind, tuple[str, ...]] = {
    MoveKind.ASK_NUMBER: ("number",),
    MoveKind.ASK_SOURCE: ("source",),
    MoveKind.ASK_USER: ("person",),
    MoveKind.CHALLENGE_PRIORITY: ("order", "reason"),
    MoveKind.SKETCH_NOW: ("first",),
    MoveKind.INTERRUPT_DIAGRAM: ("limit", "person"),
    MoveKind.CHANGE_FACTS: ("number", "reason"),
    MoveKind.WRAP_UP: ("number", "person"),
}
"""What a move asks an answer to hold; elsewhere the stage decides."""
_OF_STAGE: dict[Stage, tuple[str, ...]] = {
    Stage.OPENING: ("limit", "person"),
    Stage.CONSTRAINTS: ("limit", "order", "number"),
    Stage.DESIGN: ("reason", "number"),
    Stage.TRADEOFFS: ("number", "source", "reason"),
    Stage.CLOSE: ("number", "person"),
}
NAMES = {
    "limit": "a limit with its value",
    "order": "an order among the limits",
    "number": "a number with its unit",
    "source": "where the number comes from",
    "reason": "a reason tied to a limit",
    "person": "a person who feels it",
    "first": "what the drawing must prove, before it is drawn",
}
"""What an answer can hold -> how that is said."""
_TOPICS = {
    "limit": "constraints",
    "order": "priority",
    "number": "number",
    "source": "source",
    "reason": "tradeoff",
    "person": "user",
    "first": "sketch",
}
"""... -> where a scenario says how a strong candidate puts it."""


def wants_again(text: str) -> bool:
    """Whether a short reply asks for another try."""
    tokens = tokens_of(text)
    return len(tokens) <= _LONGEST_REPLY_WORDS and bool(_AGAIN.find(tokens))


def wants_on(text: str) -> bool:
    """Whether a short reply asks to go on, or is no answer at all."""
    tokens = tokens_of(text)
    return len(tokens) < FEWEST_WORDS or (len(tokens) <= _LONGEST_REPLY_WORDS and bool(_ON.find(tokens)))


class Study:
    """Looks at each answer with the candidate, instead of holding it back for the debrief."""

    def __init__(self, scenario: Scenario) -> None:
        self._scenario = scenario

    def feedback(self, state: DirectorState, reading: Reading, heard: Heard) -> Move | None:
        """What to say about an answer; None where there is none, or the candidate wants to go on."""
        asked = state.last_question
        reviewed = state.last is not None and state.last.kind is MoveKind.FEEDBACK
        if asked is None or (asked.kind is MoveKind.OPEN and reading.questions and not reviewed):
            return None
        if reviewed and (wants_on(heard.text) or state.tries >= MOST_TRIES):
            return None
        if reading.words < FEWEST_WORDS or reading.strays or reading.instructs:
            return None
        return self._feedback(state, reading, heard, asked)

    def _feedback(self, state: DirectorState, reading: Reading, heard: Heard, asked: Move) -> Move:
        holds = frozenset(_held(reading))
        wanted = _WANTED.get(asked.kind, _OF_STAGE[state.stage])
        missed = [name for name in wanted if name not in holds]
        shown = [name for name in NAMES if name in holds][:MOST_SHOWN]
        tries = state.tries + 1
        slots = (
            ("form", "feedback" if tries < MOST_TRIES else "feedback again"),
            ("shown", " and ".join(NAMES[name] for name in shown)),
            ("missed", NAMES[missed[0]] if missed else ""),
            ("better", self._better(state, asked, missed)),
        )
        trigger = Trigger(heard.turn, " ".join(reading.text.split()[:6]))
        aim = f"another try with {NAMES[missed[0]]}" if missed else "the way on"
        return Move(MoveKind.FEEDBACK, state.stage, trigger, aim, asked.topic, slots, AnswerShape.EITHER)

    def _better(self, state: DirectorState, asked: Move, missed: list[str]) -> str:
        """A sentence of a strong candidate's: on this very topic, or on what was missing."""
        topics = [asked.topic, *(_TOPICS[name] for name in missed), "tradeoff", "priority", "impact"]
        lines = (line for topic in topics for line in self._scenario.model_lines(topic))
        return next((text for line in lines if (text := _short(line)) and text not in state.shown), "")


def _short(line: str) -> str:
    """The first sentence or two of a line, "" where that is too little or too long to be heard once."""
    first, *others = sentences_of(line)
    text = first if len(first.split()) >= FEWEST_BETTER_WORDS else " ".join((first, *others[:1]))
    return text if FEWEST_BETTER_WORDS <= len(text.split()) <= MOST_BETTER_WORDS and "?" not in text else ""


def _held(reading: Reading) -> Iterator[str]:
    if reading.limits:
        yield "limit"
    if reading.ranked:
        yield "order"
    if any(quantity.has_unit for quantity in reading.quantities):
        yield "number"
    if reading.sourced:
        yield "source"
    if reading.mapped:
        yield "reason"
    if reading.names_people:
        yield "person"
    if reading.reframes:
        yield "first"
