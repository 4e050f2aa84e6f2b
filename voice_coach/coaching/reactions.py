"""Moves that the candidate's last words call for, the most telling first."""

from __future__ import annotations

from collections.abc import Iterator

from voice_coach.coaching.evidence import Claim, Reading
from voice_coach.coaching.memory import DirectorState
from voice_coach.coaching.moves import AnswerShape, Move, MoveKind, Stage, Trigger
from voice_coach.coaching.quantities import Dimension, Quantity
from voice_coach.coaching.scenario import Scenario
from voice_coach.coaching.speech_rules import numbers_in

MOST_QUOTE_WORDS = 6
FEWEST_MOVES_BETWEEN_COMPLAINTS = 8
MOST_OF_ONE_COMPLAINT = 4
FEWEST_COUNTED = 1_000
SECONDS_OF_A_DAY = 86_400.0


class Reactions:
    """Finds what in a turn is worth pushing back on."""

    def __init__(self, scenario: Scenario) -> None:
        self._scenario = scenario
        self._names = {limit.id: limit.name for limit in scenario.constraints}
        self._given = numbers_in(
            [scenario.prompt, *(f.answer for f in scenario.facts), *(c.says for c in scenario.constraints)]
            + [text for shift in scenario.shifts for text in (shift.say, *(change.answer for change in shift.changes))]
        )

    def grave(self, state: DirectorState, reading: Reading, turn: int) -> Iterator[Move]:
        """Sums that do not come out and contradictions: worth a topic of their own."""
        if reading.slip and f"slip:{reading.slip.quote}" not in state.done:
            slip = reading.slip
            yield _move(
                MoveKind.ASK_NUMBER, state, turn, slip.quote, "the sum put right, and what it changes", f"sum {slip.quote}", "slip",
                sum=slip.sum, truth=slip.truth,
            )  # fmt: skip
        if MoveKind.CALL_BACK in self._scenario.pressure and (pair := self._contradiction(state, reading)):
            before, now = pair
            yield _move(
                MoveKind.CALL_BACK, state, turn, now.quote, "which of two claims holds", f"{self._names[now.constraint]} twice",
                "contradiction", before=before.quote, name=self._names[now.constraint], constraint=now.constraint,
            )  # fmt: skip

    def ordinary(self, state: DirectorState, reading: Reading, turn: int) -> Iterator[Move]:
        """Everything else; the director takes the first that fits the topic and the rhythm."""
        if MoveKind.CHALLENGE_PRIORITY in self._scenario.pressure:
            yield from self._priorities(state, reading, turn)
        if reading.is_jargon:
            yield _move(MoveKind.ASK_USER, state, turn, reading.levers[0].quote if reading.levers else "", "who feels it", "", "jargon")
        for vague in reading.vague:
            if f"vague:{vague.quote.lower()}" not in state.done:
                yield _move(MoveKind.ASK_NUMBER, state, turn, vague.quote, "a number for a vague word", "", "vague", returned=vague.returned)
        yield from self._unsourced(state, reading, turn)
        yield from self._unmapped(state, reading, turn)
        missing = state.stage is Stage.TRADEOFFS and not any(q.has_unit for q in reading.quantities) and reading.words > 12
        if missing and not _recent(state, "missing") and _times(state, "missing") < MOST_OF_ONE_COMPLAINT:
            yield _move(MoveKind.ASK_NUMBER, state, turn, "", "gain and price in numbers", "", "missing")
        if reading.words > 25 and not reading.names_people and not _recent(state, "user"):
            yield _move(MoveKind.ASK_USER, state, turn, "", "a person, a moment, an outcome", "", "user")

    def _priorities(self, state: DirectorState, reading: Reading, turn: int) -> Iterator[Move]:
        if reading.lists and not _recent(state, "listed") and _times(state, "listed") < MOST_OF_ONE_COMPLAINT:
            quote = f"{reading.levers[0].quote} and {reading.levers[1].quote}"
            yield _move(
                MoveKind.CHALLENGE_PRIORITY, state, turn, reading.levers[0].quote, "one option, chosen for a limit", "", "list",
                pair=quote, count=str(len(reading.levers)),
            )  # fmt: skip
        numbers = {quantity.quote for quantity in reading.quantities}
        limits = [limit.quote for limit in reading.limits if limit.quote in numbers]
        if len(limits) >= 2 and limits[0] != limits[1] and not reading.ranked and "rank" not in state.done:
            first, second = limits[:2]
            yield _move(
                MoveKind.CHALLENGE_PRIORITY, state, turn, first, "which limit binds first", "", "rank", first=first, second=second
            )

    def _unsourced(self, state: DirectorState, reading: Reading, turn: int) -> Iterator[Move]:
        if reading.sourced:
            return
        for quantity in reading.quantities:
            new = quantity.value not in self._given and f"source:{quantity.quote.lower()}" not in state.done
            if _matters(quantity) and new and len(quantity.quote.split()) <= MOST_QUOTE_WORDS:
                yield _move(MoveKind.ASK_SOURCE, state, turn, quantity.quote, "where the number comes from", "", "source")

    def _unmapped(self, state: DirectorState, reading: Reading, turn: int) -> Iterator[Move]:
        if reading.mapped:
            return
        for lever in reading.levers:
            if f"unmapped:{lever.quote.lower()}" not in state.done:
                yield _move(MoveKind.PROBE, state, turn, lever.quote, "the limit that this choice serves", "", "unmapped")

    def _contradiction(self, state: DirectorState, reading: Reading) -> tuple[Claim, Claim] | None:
        """An earlier value for the same limit, off by more than a tenth; not once the facts have changed."""
        for now in reading.claims:
            for before in state.claims:
                same = before.constraint == now.constraint and before.dimension is now.dimension
                apart = abs(before.size - now.size) > 0.1 * max(before.size, now.size)
                key = f"contradiction:{now.constraint}"
                if same and apart and before.turn < now.turn and before.turn > state.changed_at_turn and key not in state.done:
                    return before, now
        return None


def _move(
    kind: MoveKind, state: DirectorState, turn: int, quote: str, aim: str, topic: str, form: str, **slots: str
) -> Move:
    shape = {
        MoveKind.ASK_NUMBER: AnswerShape.SHORT,
        MoveKind.ASK_SOURCE: AnswerShape.EITHER,
        MoveKind.ASK_USER: AnswerShape.LONG,
    }.get(kind, AnswerShape.EITHER)
    named = (("form", form), *((("quote", quote),) if quote else ()), *slots.items())
    return Move(kind, state.stage, Trigger(turn, quote), aim, topic, named, shape)


def _recent(state: DirectorState, key: str) -> bool:
    return any(f"{key}:{count}" in state.done for count in range(state.count - FEWEST_MOVES_BETWEEN_COMPLAINTS, state.count + 1))


def _times(state: DirectorState, key: str) -> int:
    return sum(one.startswith(f"{key}:") for one in state.done)


def _matters(quantity: Quantity) -> bool:
    """Whether a number carries an argument: money, shares, response times and large counts do."""
    match quantity.dimension:
        case Dimension.TIME:
            return quantity.size < SECONDS_OF_A_DAY
        case Dimension.COUNT:
            return quantity.value >= FEWEST_COUNTED
        case Dimension.FACTOR | Dimension.MONEY | Dimension.SHARE:
            return True
        case Dimension.BARE:
            return False


def key_of(move: Move, count: int) -> str:
    """What to remember of a reaction, so that it does not come back."""
    slots = dict(move.slots)
    form, quote = slots.get("form", ""), slots.get("quote", "").lower()
    match form:
        case "list":
            return f"listed:{count}"
        case "rank":
            return "rank"
        case "missing":
            return f"missing:{count}"
        case "user" | "jargon":
            return f"user:{count}"
        case "contradiction":
            return f"contradiction:{slots['constraint']}"
        case _:
            return f"{form}:{quote}"
