"""Moves that the candidate's last words call for, the most telling first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from voice_coach.coaching.evidence import Claim, Named, Reading, bare
from voice_coach.coaching.memory import DirectorState
from voice_coach.coaching.moves import Move, MoveKind, Stage, Trigger
from voice_coach.coaching.quantities import Dimension, Quantity
from voice_coach.coaching.remarks import RemarkForm
from voice_coach.coaching.scenario import Scenario
from voice_coach.coaching.speech_rules import numbers_in
from voice_coach.conversation.occasions import AnswerShape

MOST_QUOTE_WORDS = 6
FEWEST_TELLING_WORDS = 12
FEWEST_MOVES_BETWEEN_COMPLAINTS = 8
MOST_OF_ONE_COMPLAINT = 4
FEWEST_MOVES_BETWEEN_REMARKS = 3
FEWEST_MOVES_BETWEEN_INSISTING = 4
FEWEST_MOVES_BETWEEN_NODS = 5
MOST_INSISTING = 9
MOST_LED_BACK = 40
SAME_SHARE = 0.85
"""Of the words of two answers: from here on the second says nothing new."""
FEWEST_COUNTED = 1_000
DERIVED_WITHIN = 0.02
SECONDS_OF_A_DAY = 86_400.0


class Reactions:
    """Finds what in a turn is worth pushing back on."""

    def __init__(self, scenario: Scenario) -> None:
        self._scenario = scenario
        self._names = {limit.id: limit.name for limit in scenario.constraints}
        self._given = numbers_in(
            [scenario.prompt, *(f.answer for f in scenario.facts), *(c.says for c in scenario.constraints)]
            + [
                text
                for shift in scenario.shifts
                for text in (shift.say, *(change.answer for change in shift.changes))
            ]
        )

    def grave(self, state: DirectorState, reading: Reading, turn: int) -> Iterator[Move]:
        """Sums that do not come out and contradictions: worth a topic of their own."""
        slip = reading.slip
        if slip and f"slip:{slip.quote.lower()}" not in state.done:
            move = _move("slip", state, turn, slip.quote, sum=slip.sum, truth=slip.truth)
            yield replace(move, topic=f"sum {slip.quote}")
        if MoveKind.CALL_BACK in self._scenario.pressure and (pair := self._contradiction(state, reading)):
            before, now = pair
            name = self._names[now.constraint]
            slots = {"before": before.quote, "name": name, "constraint": now.constraint}
            yield replace(_move("contradiction", state, turn, now.quote, **slots), topic=f"{name} twice")

        first = _put_first_before(state, reading, turn)
        if MoveKind.CALL_BACK in self._scenario.pressure and first and reading.leading:
            ahead, behind = bare(reading.leading.quote), bare(first.quote)
            move = _move("reranked", state, turn, ahead, before=behind)
            yield replace(move, topic=f"{behind} before {ahead}")

    def led_back(self, state: DirectorState, turn: int, form: str = "strayed") -> Move | None:
        """Back to the open question, once in a row and not for ever."""
        in_a_row = state.last is not None and dict(state.last.slots).get("form") in {"strayed", "ordered"}
        if in_a_row or _times(state, form) >= MOST_LED_BACK:
            return None
        return _move(form, state, turn, "")

    def encouraged(self, state: DirectorState, turn: int) -> Move | None:
        """Next to nothing, for somebody who says little; once in a while."""
        return (
            None if _is_fresh(state, "go on", FEWEST_MOVES_BETWEEN_NODS) else _move("go on", state, turn, "")
        )

    def ordinary(self, state: DirectorState, reading: Reading, turn: int) -> Iterator[Move]:
        """Everything else; the director takes the first that fits the topic and the rhythm."""
        if reading.disputes and _may_complain(state, "disputed"):
            yield _move("disputed", state, turn, "")
        if reading.is_jargon and not _recent(state, "user"):
            yield _move("jargon", state, turn, _first_term(reading))
        if _comes_again(state, reading):
            yield _move("said before", state, turn, "")
        if reading.evades and _awaits(state) and _may_insist(state):
            yield _move("evaded", state, turn, _first_term(reading))
        if MoveKind.CHALLENGE_PRIORITY in self._scenario.pressure:
            yield from self._priorities(state, reading, turn)
        for vague in reading.vague:
            if f"vague:{_unstressed(vague.quote)}" not in state.done:
                yield _move("vague", state, turn, vague.quote, returned=vague.returned)
        yield from self._unsourced(state, reading, turn)
        yield from self._unmapped(state, reading, turn)
        yield from self.remarks(state, reading, turn)
        yield from self._left_out(state, reading, turn)

    def remarks(self, state: DirectorState, reading: Reading, turn: int) -> Iterator[Move]:
        """A decision, a reason, a doubt in passing: what makes a listener ask on."""
        for remark in () if reading.evades or _was_corrected(state) else reading.remarks:
            form = (
                "depends on"
                if remark.form is RemarkForm.DEPENDS and "depend" not in remark.quote
                else remark.form
            )
            kind = _FORMS[form][0]
            suits = kind is not MoveKind.CHALLENGE_PRIORITY or kind in self._scenario.pressure
            taken_up = f"{form}={bare(remark.quote)}" in state.done
            if suits and not taken_up and not _fresh(state, form):
                yield _move(form, state, turn, remark.quote, said=remark.said)

    def _priorities(self, state: DirectorState, reading: Reading, turn: int) -> Iterator[Move]:
        if reading.lists and _may_complain(state, "listed"):
            first, second = reading.levers[:2]
            slots = {"pair": f"{first.quote} and {second.quote}"}
            yield _move("list", state, turn, first.quote, **slots)
        numbers = tuple(quantity.quote for quantity in reading.quantities)
        limits = [limit.quote for limit in reading.limits if limit.quote.endswith(numbers)]
        if len(limits) >= 2 and limits[0] != limits[1] and not reading.ranked and "rank" not in state.done:
            yield _move("rank", state, turn, limits[0], first=limits[0], second=limits[1])

    def _unsourced(self, state: DirectorState, reading: Reading, turn: int) -> Iterator[Move]:
        if reading.sourced or _was_corrected(state):
            return
        for quantity in reading.quantities:
            new = quantity.value not in self._given and f"source:{quantity.quote.lower()}" not in state.done
            short = len(quantity.quote.split()) <= MOST_QUOTE_WORDS
            if _matters(quantity) and new and short and not _is_derived(quantity, reading.quantities):
                yield _move("source", state, turn, quantity.quote)

    def _unmapped(self, state: DirectorState, reading: Reading, turn: int) -> Iterator[Move]:
        if reading.mapped:
            return
        for lever in reading.levers:
            if f"unmapped:{bare(lever.quote)}" not in state.done:
                yield _move("unmapped", state, turn, lever.quote)

    def _left_out(self, state: DirectorState, reading: Reading, turn: int) -> Iterator[Move]:
        """Numbers where trade-offs are discussed, and people anywhere."""
        bare = reading.words > FEWEST_TELLING_WORDS and not any(one.has_unit for one in reading.quantities)
        if state.stage is Stage.TRADEOFFS and bare and _may_complain(state, "missing"):
            yield _move("missing", state, turn, "")
        if (
            reading.words > 2 * FEWEST_TELLING_WORDS
            and not reading.names_people
            and not _recent(state, "user")
        ):
            yield _move("user", state, turn, "")

    def _contradiction(self, state: DirectorState, reading: Reading) -> tuple[Claim, Claim] | None:
        """An earlier value for the same limit, off by more than a tenth; not once the facts have changed."""
        for now in reading.claims:
            for before in state.claims:
                same = before.constraint == now.constraint and before.dimension is now.dimension
                apart = abs(before.size - now.size) > 0.1 * max(before.size, now.size)
                key = f"contradiction:{now.constraint}"
                if (
                    same
                    and apart
                    and before.turn < now.turn
                    and before.turn > state.changed_at_turn
                    and key not in state.done
                ):
                    return before, now
        return None


_STRESSES = frozenset({"pretty", "very", "really", "quite", "super"})
REMARKS = frozenset({*RemarkForm, "depends on"})
"""Forms that are about a few words said in passing."""
COMPLAINTS = frozenset({"disputed", "evaded", "jargon", "list", "said before"})
"""Forms about a turn that was no answer."""
_FORMS: dict[str, tuple[MoveKind, str, AnswerShape]] = {
    "slip": (MoveKind.ASK_NUMBER, "the sum put right, and what it changes", AnswerShape.SHORT),
    "contradiction": (MoveKind.CALL_BACK, "which of two claims holds", AnswerShape.EITHER),
    "reranked": (MoveKind.CALL_BACK, "which order holds, and what moved it", AnswerShape.EITHER),
    "evaded": (MoveKind.PROBE, "an answer to the question that was asked", AnswerShape.EITHER),
    "said before": (MoveKind.PROBE, "something new", AnswerShape.EITHER),
    "strayed": (MoveKind.PROBE, "the way back to the question", AnswerShape.LONG),
    "ordered": (MoveKind.PROBE, "the way back to the question", AnswerShape.LONG),
    "go on": (MoveKind.PROBE, "more of the same", AnswerShape.LONG),
    "disputed": (MoveKind.PROBE, "an answer under the facts as they are", AnswerShape.EITHER),
    "jargon": (MoveKind.ASK_USER, "who feels it", AnswerShape.LONG),
    "vague": (MoveKind.ASK_NUMBER, "a number for a vague word", AnswerShape.SHORT),
    "list": (MoveKind.CHALLENGE_PRIORITY, "one option, chosen for a limit", AnswerShape.EITHER),
    "rank": (MoveKind.CHALLENGE_PRIORITY, "which limit binds first", AnswerShape.EITHER),
    "source": (MoveKind.ASK_SOURCE, "where the number comes from", AnswerShape.EITHER),
    "unmapped": (MoveKind.PROBE, "the limit that this choice serves", AnswerShape.EITHER),
    "decision": (MoveKind.PROBE, "the price of a decision", AnswerShape.EITHER),
    "result": (MoveKind.PROBE, "what follows from a result", AnswerShape.EITHER),
    "reason": (MoveKind.ASK_SOURCE, "what a reason rests on", AnswerShape.EITHER),
    "people": (MoveKind.ASK_SOURCE, "how a claim about people is known", AnswerShape.EITHER),
    "depends": (MoveKind.PROBE, "a decision instead of an open end", AnswerShape.EITHER),
    "depends on": (MoveKind.PROBE, "a decision for the case at hand", AnswerShape.EITHER),
    "risk": (MoveKind.PROBE, "what a named risk would cost, and its first sign", AnswerShape.EITHER),
    "instead": (MoveKind.CHALLENGE_PRIORITY, "why an alternative was set aside", AnswerShape.EITHER),
    "absolute": (MoveKind.PROBE, "the exception to an absolute word", AnswerShape.EITHER),
    "later": (MoveKind.CHALLENGE_PRIORITY, "what putting it off costs", AnswerShape.EITHER),
    "unsure": (MoveKind.PROBE, "what would settle a doubt", AnswerShape.EITHER),
    "missing": (MoveKind.ASK_NUMBER, "gain and price in numbers", AnswerShape.SHORT),
    "user": (MoveKind.ASK_USER, "a person, a moment, an outcome", AnswerShape.LONG),
}
"""Form of a reaction -> its move, its aim and the answer that it asks for."""


def _move(form: str, state: DirectorState, turn: int, quote: str, **slots: str) -> Move:
    kind, aim, shape = _FORMS[form]
    named = (("form", form), *((("quote", quote),) if quote else ()), *slots.items())
    return Move(kind, state.stage, Trigger(turn, quote), aim, "", named, shape)


def _put_first_before(state: DirectorState, reading: Reading, turn: int) -> Named | None:
    """The limit that came first until now, where another one takes its place without a reason."""
    now = reading.leading
    if now is None or reading.mapped or f"reranked:{bare(now.quote)}" in state.done:
        return None
    before = [limit for at, limit in state.leading if state.changed_at_turn < at < turn]
    return before[-1] if before and before[-1].id != now.id else None


def _may_complain(state: DirectorState, key: str) -> bool:
    """Whether the same complaint is neither fresh nor worn out."""
    return not _recent(state, key) and _times(state, key) < MOST_OF_ONE_COMPLAINT


def _may_insist(state: DirectorState) -> bool:
    """Whether the question may be held up once more to somebody who tours instead of answering."""
    fresh = _is_fresh(state, "evaded", FEWEST_MOVES_BETWEEN_INSISTING)
    return not fresh and _times(state, "evaded") < MOST_INSISTING


def _comes_again(state: DirectorState, reading: Reading) -> bool:
    """Whether nearly the same words were an answer before, with no new figure for a limit among them; the
    latest one in the state is this answer."""
    if any(_is_new(now, state.claims) for now in reading.claims):
        return False
    before = state.answers[:-1] if state.answers and state.answers[-1] == reading.stems else ()
    return any(
        len(one & reading.stems) >= SAME_SHARE * len(one | reading.stems)
        and _figures(one) == _figures(reading.stems)
        for one in before
        if one
    )


def _figures(stems: Iterable[str]) -> set[str]:
    return {stem for stem in stems if any(sign.isdigit() for sign in stem)}


def _is_new(now: Claim, claims: Iterable[Claim]) -> bool:
    return not any(
        before.constraint == now.constraint and before.size == now.size and before.turn < now.turn
        for before in claims
    )


def _was_corrected(state: DirectorState) -> bool:
    """Whether the figures of this answer are those that the interviewer has just put right."""
    return state.last is not None and dict(state.last.slots).get("form") == "slip"


def _awaits(state: DirectorState) -> bool:
    """Whether the last thing said was a question about the problem."""
    return state.last is not None and state.last.kind in {
        MoveKind.PROBE,
        MoveKind.CHANGE_FACTS,
        MoveKind.CALL_BACK,
        MoveKind.ASK_USER,
    }


def _first_term(reading: Reading) -> str:
    return next((named.quote for named in (*reading.boxes, *reading.levers)), "")


def _recent(state: DirectorState, key: str) -> bool:
    return _is_fresh(state, key, FEWEST_MOVES_BETWEEN_COMPLAINTS)


def _fresh(state: DirectorState, form: str) -> bool:
    """Whether the same kind of remark was made a moment ago."""
    return _is_fresh(state, form, FEWEST_MOVES_BETWEEN_REMARKS)


def _is_fresh(state: DirectorState, key: str, moves: int) -> bool:
    return any(f"{key}:{count}" in state.done for count in range(state.count - moves, state.count + 1))


def _times(state: DirectorState, key: str) -> int:
    return sum(one.startswith(f"{key}:") for one in state.done)


def _is_derived(quantity: Quantity, others: Sequence[Quantity]) -> bool:
    """Whether it was worked out aloud from two other numbers of the same turn."""
    rest = [other for other in others if other is not quantity]
    for at, one in enumerate(rest):
        for two in rest[at + 1 :]:
            results = (one.value * two.value, one.size * two.size, one.value + two.value)
            shares = [a / b for a, b in ((one.value, two.value), (two.value, one.value)) if b]
            if any(_is_close(quantity, made) for made in (*results, *shares)):
                return True
    return False


def _is_close(quantity: Quantity, value: float) -> bool:
    return any(
        abs(number - value) <= DERIVED_WITHIN * max(abs(number), abs(value))
        for number in (quantity.value, quantity.size)
    )


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


def _unstressed(quote: str) -> str:
    """A vague word as it is remembered: "quite robust" was asked about when "robust" was."""
    words = quote.lower().split()
    return " ".join(words[1:] if words[0] in _STRESSES else words)


def key_of(move: Move, count: int) -> str:
    """What to remember of a reaction, so that it does not come back."""
    slots = dict(move.slots)
    form, quote = slots.get("form", ""), bare(slots.get("quote", ""))
    match form:
        case "list":
            return f"listed:{count}"
        case "vague":
            return f"vague:{_unstressed(quote)}"
        case "evaded" | "disputed" | "strayed" | "ordered" | "said before" | "go on":
            return f"{form}:{count}"
        case _ if form in REMARKS:
            return f"{form}:{count}"
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
