"""What the interviewer digs into next, when nothing just said demands more."""

from __future__ import annotations

from voice_coach.coaching.evidence import Reading, bare
from voice_coach.coaching.language import PhraseIndex, plain, tokens_of
from voice_coach.coaching.memory import DirectorState, draw
from voice_coach.coaching.moves import Move, MoveKind, Stage, Trigger
from voice_coach.coaching.quantities import is_unit
from voice_coach.coaching.register import Register
from voice_coach.coaching.scenario import Probe, Scenario
from voice_coach.coaching.stages import ORDER, Plan
from voice_coach.conversation.occasions import AnswerShape

FEWEST_LINK_LETTERS = 6
FORWARD_CHANCE = 0.65
"""How often a probe of another stage is preferred to going back to an earlier claim."""
SHARED = "shared-"
"""Probes of a base file are called so."""
FANCIED_SHARE = 0.5
FANCY = 0.9
"""How strongly an interviewer of one seed prefers some probes, so that another asks others."""
OWN_FIRST = 0.45
"""How strongly a scenario's own probes come before the shared ones; 1 would leave those for last."""
WORD_COST = 0.35
"""What each word of a question weighs against it before somebody who answers in single words."""


OPEN_END = "open end"
LAST_RESORTS = (
    (MoveKind.PROBE, "wider"),
    (MoveKind.CHALLENGE_PRIORITY, "open"),
    (MoveKind.PROBE, "wider"),
    (MoveKind.ASK_USER, "user"),
)
_ASKS_THE_ORDER = PhraseIndex([("order", "binds first"), ("order", "bind first")])
"""Nobody who has put a limit first is asked which one it is."""
_LEANING = frozenset(
    {"it", "its", "that", "this", "there", "they", "them", "their", "then", "those", "these", "he", "she"}
)
_NO_LINKS = frozenset(
    [
        "measure",
        "measured",
        "confirm",
        "confirmed",
        "evaluate",
        "believe",
        "interrupt",
        "translate",
        "translated",
        "answer",
        "answers",
        "question",
        "natural",
        "wrong",
        "right",
        "quality",
        "missing",
        "silent",
        "unknown",
        "evenings",
        "called",
        "calling",
        "talking",
        "talked",
        "asking",
        "constraint",
        "constraints",
        "current",
        "currently",
        "already",
        "always",
        "different",
        "another",
    ]
)


class Probing:
    """Chooses among the probes of a scenario."""

    def __init__(self, scenario: Scenario, plan: Plan) -> None:
        self._scenario = scenario
        self._plan = plan
        self._register = Register(scenario)

    def next(self, state: DirectorState, reading: Reading, turn: int) -> Move:
        """The next topic: a probe of this stage that fits the last words, then an earlier claim, then any
        probe left."""
        found = self._best(state, reading, state.stage)
        if found is None:
            found = self._left_over(state, reading)
        if found is not None and (
            found.stage is state.stage or draw(self._plan.seed, "back", state.count) < FORWARD_CHANCE
        ):
            return self._asked(found, state, reading, turn)
        back = (
            self._call_back(state, reading)
            if state.last is None or state.last.kind is not MoveKind.CALL_BACK
            else None
        )
        if back is not None and (found is not None or draw(self._plan.seed, "said", state.count) < 0.3):
            return back
        if found is not None:
            return self._asked(found, state, reading, turn)
        return self._said(state, reading, turn) or back or self._last_resort(state, reading, turn)

    def has_left(self, state: DirectorState, reading: Reading) -> bool:
        """Whether a probe of the file may still be asked."""
        return bool(self._best(state, reading, state.stage) or self._left_over(state, reading))

    def follow_up(self, state: DirectorState, turn: int) -> Move | None:
        """The topic's own next question; None where it has no more."""
        probe = self._scenario.probe(state.topic)
        if probe is None:
            return None
        asked = dict(state.last_question.slots).get("form") if state.last_question else ""
        is_fresh = asked in {"probe", "follow-up"}
        for index, text in enumerate(probe.follow_ups):
            if f"probe:{probe.id}:{index}" not in state.done and (is_fresh or not _leans(text)):
                slots = (
                    ("form", "follow-up"),
                    ("ask", text),
                    ("step", str(index)),
                )
                trigger = Trigger(turn, "")
                return Move(
                    MoveKind.PROBE,
                    state.stage,
                    trigger,
                    f"more on {probe.id}",
                    probe.id,
                    slots,
                    AnswerShape.EITHER,
                )
        return None

    def keys_of(self, move: Move) -> frozenset[str]:
        """What to remember of a probe, so that it is asked once."""
        slots = dict(move.slots)
        match slots.get("form"):
            case "probe":
                return frozenset({f"probe:{move.topic}"})
            case "follow-up":
                return frozenset({f"probe:{move.topic}:{slots['step']}"})
            case "said":
                return frozenset({f"said:{bare(slots['quote'])}"})
            case "back":
                return frozenset({f"back:{slots['key']}"})
            case "wider" | "open" | "user" if move.topic.startswith(OPEN_END):
                return frozenset({f"open end:{move.topic}"})
            case _:
                return frozenset()

    def _best(self, state: DirectorState, reading: Reading, stage: Stage) -> Probe | None:
        related = {named.id for named in reading.about}
        left = [probe for probe in self._scenario.probes_of(stage) if self._is_open(probe, state)]
        return max(left, key=lambda probe: self._fit(probe, state, probe.id in related), default=None)

    def _fit(self, probe: Probe, state: DirectorState, related: bool) -> float:
        own = 0.0 if probe.id.startswith(SHARED) else OWN_FIRST
        liked = FANCY * (draw(self._plan.seed, "fancy", probe.id) < FANCIED_SHARE)
        length = WORD_COST * state.short_by * len(probe.ask.split())
        return own + liked + 1.5 * related + draw(self._plan.seed, "probe", probe.id) - length

    def _is_open(self, probe: Probe, state: DirectorState) -> bool:
        answered = state.leading and _ASKS_THE_ORDER.find(tokens_of(probe.ask))
        return f"probe:{probe.id}" not in state.done and probe.id not in state.declined and not answered

    def _left_over(self, state: DirectorState, reading: Reading) -> Probe | None:
        """A probe of an earlier stage, the latest first; then of the next one, but never the close's before
        the close, nor what is unclear once a design stands."""
        at = ORDER.index(state.stage)
        earlier = [stage for stage in ORDER[:at] if at <= 1 or stage is not Stage.OPENING]
        later = [stage for stage in ORDER[at + 1 :] if stage is not Stage.CLOSE]
        return next(
            (probe for stage in (*reversed(earlier), *later) if (probe := self._best(state, reading, stage))),
            None,
        )

    def _asked(self, probe: Probe, state: DirectorState, reading: Reading, turn: int) -> Move:
        link = next(
            (named.quote for named in reading.about if named.id == probe.id and _can_be_linked(named.quote)),
            "",
        )
        enters = self._enters(state)
        slots = (
            ("form", "probe"),
            ("ask", probe.ask),
            ("link", link),
            ("enters", enters),
            ("steer", _steer(reading)),
        )
        return Move(
            MoveKind.PROBE,
            state.stage,
            Trigger(turn, link),
            f"{probe.stage}: {probe.id}",
            probe.id,
            slots,
            AnswerShape.LONG,
        )

    def _enters(self, state: DirectorState) -> str:
        return state.stage.value if state.announced is not state.stage else ""

    def _call_back(self, state: DirectorState, reading: Reading) -> Move | None:
        """An earlier word of the candidate's that was left open, the oldest first."""
        if MoveKind.CALL_BACK not in self._scenario.pressure:
            return None
        for turn, quote in (*((claim.turn, claim.quote) for claim in state.claims), *state.levers):
            if f"back:{bare(quote)}" not in state.done and self._register.takes(quote):
                slots = (("form", "back"), ("quote", quote), ("key", bare(quote)), ("steer", _steer(reading)))
                aim = "whether an earlier word still holds"
                return Move(
                    MoveKind.CALL_BACK,
                    state.stage,
                    Trigger(turn, quote),
                    aim,
                    f"earlier: {quote}",
                    slots,
                    AnswerShape.EITHER,
                )
        return None

    def _said(self, state: DirectorState, reading: Reading, turn: int) -> Move | None:
        """A word of the last turn that was not taken up yet, given back."""
        quotes = [named.quote for named in (*reading.levers, *reading.boxes) if not reading.strays]
        for quote in quotes:
            if f"said:{bare(quote)}" not in state.done and self._register.takes(quote):
                slots = (("form", "said"), ("quote", quote))
                aim = "the reason behind a word"
                return Move(
                    MoveKind.PROBE,
                    state.stage,
                    Trigger(turn, quote),
                    aim,
                    f"said: {quote}",
                    slots,
                    AnswerShape.EITHER,
                )
        return None

    def _last_resort(self, state: DirectorState, reading: Reading, turn: int) -> Move:
        """When all is asked: the wider view, what matters, who feels it, or on from the last thing that was
        named."""
        at = len([key for key in state.done if key.startswith("open end:")])
        if state.last is not None and ("form", LAST_RESORTS[at % len(LAST_RESORTS)][1]) in state.last.slots:
            at += 1
        kind, form = LAST_RESORTS[at % len(LAST_RESORTS)]
        ending = _last_named(reading)
        slots = (("form", form), ("ending", ending), ("steer", _steer(reading)))
        topic = f"{OPEN_END} {state.count}"
        aim = "what matters, once more"
        return Move(kind, state.stage, Trigger(turn, ending), aim, topic, slots, AnswerShape.LONG)


def _leans(text: str) -> bool:
    """Whether a question is understood only right behind the one before it: "what happens when it is
    missed?\""""
    return bool(_LEANING & set(plain(text).split()))


def _steer(reading: Reading) -> str:
    """From what the candidate has to be led back."""
    return "order" if reading.instructs else "stray" if reading.strays else ""


def _last_named(reading: Reading) -> str:
    """The number, limit or part of the problem that was named last; "" where the turn is about something
    else."""
    named = [
        *(quantity.quote for quantity in reading.quantities if quantity.has_unit),
        *(one.quote for one in (*reading.limits, *reading.levers, *reading.boxes)),
    ]
    return "" if reading.strays or reading.instructs else max(named, key=reading.text.rfind, default="")


def _can_be_linked(quote: str) -> bool:
    """Whether a word is telling enough to hang a question on: a longer noun, or several words."""
    telling = len(quote) >= FEWEST_LINK_LETTERS and quote.lower() not in _NO_LINKS
    return not is_unit(quote) and (" " in quote or telling)
