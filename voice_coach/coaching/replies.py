"""What the interviewer owes the candidate: facts, the true time, a repetition, a moment to think."""

from __future__ import annotations

import re

from voice_coach.coaching.evidence import Reading
from voice_coach.coaching.language import PhraseIndex, phrases, tokens_of
from voice_coach.coaching.memory import DirectorState
from voice_coach.coaching.moves import Heard, Move, MoveKind, Stage, Trigger
from voice_coach.coaching.request_lines import Request
from voice_coach.coaching.scenario import Scenario
from voice_coach.coaching.stages import Mode, Plan, spoken_time
from voice_coach.conversation.occasions import AnswerShape

MOST_FACTS_AT_ONCE = 3
HINTS = 3
TERSE = 0.4
"""Who is as short as this gets short answers, too."""


_ABOUT_US = PhraseIndex(
    ("about us", phrase)
    for phrase in phrases(
        """
        would i be; would i do; my role; this role; your team; report to; who would i; next steps;
        first three months; first ninety days; my first year; my first week; the culture; do you like;
        hiring; the position; i be responsible; work with you; working with you; promotion; working hours;
        the salary; your career; you joined; you been here; your day
        """
    )
)
_ASKS_A_FIGURE = re.compile(
    r"\b(?:how (?:many|much|long|often|high|big|large|fast|old|expensive)|"
    r"what (?:share|percentage|number|rate|price|fraction|size|figure))\b",
    re.IGNORECASE,
)


def _unanswered(quote: str, *, wrapped: bool) -> str:
    """The form of a reply to what no fact answers."""
    if wrapped:
        return "about us"
    if _ABOUT_US.find(tokens_of(quote)):
        return "later"
    return "unknown figure" if _ASKS_A_FIGURE.search(quote) else "unknown"


class Replies:
    """Answers what was asked of the interviewer."""

    def __init__(self, scenario: Scenario, plan: Plan) -> None:
        self.scenario = scenario
        self.plan = plan

    def fact_answer(self, state: DirectorState, fact_id: str, *, brief: bool = False) -> str:
        """What the fact sheet says now, shifts included."""
        for changed, answer, short in reversed(state.changed):
            if changed == fact_id:
                return short if brief else answer
        fact = self.scenario.fact(fact_id)
        return "" if fact is None else fact.brief if brief else fact.answer

    def requested(self, state: DirectorState, reading: Reading, heard: Heard) -> Move | None:
        """What a request about the interview itself calls for; None where there was none."""
        trigger = Trigger(heard.turn, " ".join(heard.text.split()[:6]))
        asked = state.last_question
        match reading.request:
            case Request.TIME:
                slots: tuple[tuple[str, str], ...] = (
                    ("form", "time"),
                    ("left", spoken_time(self.plan.time_left_s(heard.t_s))),
                )
                return Move(
                    MoveKind.TIME_CHECK,
                    state.stage,
                    trigger,
                    "the true time",
                    state.topic,
                    slots,
                    AnswerShape.LONG,
                )
            case Request.REPEAT if asked:
                return self.repeat(state, heard)
            case Request.REPHRASE if asked:
                slots = (
                    *(slot for slot in asked.slots if slot[0] not in {"lead", "link", "enters"}),
                    ("kind", asked.kind),
                )
                return Move(
                    MoveKind.REPHRASE, state.stage, trigger, asked.aim, state.topic, slots, asked.expects
                )
            case Request.THINK:
                return self.nod(state, heard)
            case Request.HINT if self.plan.mode is Mode.STUDY and state.hints < HINTS:
                return self._hint(state, trigger)
            case Request.HINT:
                return Move(
                    MoveKind.DECLINE_HINT,
                    state.stage,
                    trigger,
                    "an own answer",
                    state.topic,
                    (("form", "hint"),),
                    AnswerShape.LONG,
                )
            case _:
                return None

    def repeat(self, state: DirectorState, heard: Heard, form: str = "repeat") -> Move | None:
        """What was last asked, once more; None before anything was. Of the problem itself `last` says only
        the question at its end."""
        asked = state.last_question
        if asked is None:
            return None
        trigger = Trigger(heard.turn, " ".join(heard.text.split()[:6]))
        slots = (("form", form),)
        return Move(MoveKind.REPEAT, state.stage, trigger, asked.aim, state.topic, slots, asked.expects)

    def _hint(self, state: DirectorState, trigger: Trigger) -> Move:
        unnamed = [
            limit
            for limit in self.scenario.constraints
            if limit.binding and limit.id not in {one.id for one in state.limits}
        ]
        limit = (unnamed or list(self.scenario.constraints))[0]
        slots = (("form", f"hint {state.hints + 1}"), ("name", limit.name), ("says", limit.says))
        return Move(
            MoveKind.HINT,
            state.stage,
            trigger,
            f"the limit {limit.name}",
            state.topic,
            slots,
            AnswerShape.LONG,
        )

    def answered(self, state: DirectorState, reading: Reading, heard: Heard) -> Move | None:
        """Questions are answered before anything else is asked."""
        if heard.t_s >= self.plan.wrap_up_at_the_latest_s and not state.wrapped:
            return None
        early = state.stage in {Stage.OPENING, Stage.CONSTRAINTS}
        asked = () if reading.request is Request.SKIP or reading.strays else reading.questions
        real = [
            question
            for question in asked
            if (question.certain and (question.fact or question.last)) or (question.fact and early)
        ]
        known = tuple(dict.fromkeys(question.fact for question in real if question.fact))
        if known:
            return self._facts_given(
                state, (*known, *(fact for fact in state.owed if fact not in known)), heard, real[0].quote
            )
        if real:
            form = _unanswered(real[0].quote, wrapped=state.wrapped)
            slots = (("form", form), ("quote", real[0].quote))
            trigger = Trigger(heard.turn, real[0].quote)
            return Move(
                MoveKind.ANSWER_QUESTION,
                state.stage,
                trigger,
                "an assumption, said aloud",
                "unknown",
                slots,
                AnswerShape.LONG,
            )
        if state.owed:
            return self._facts_given(state, state.owed, heard, "")
        return None

    def _facts_given(self, state: DirectorState, facts: tuple[str, ...], heard: Heard, quote: str) -> Move:
        now = facts[:MOST_FACTS_AT_ONCE]
        brief = len(now) > 1 or state.short_by >= TERSE
        known = set(now) <= state.told
        answer = " ".join(self.fact_answer(state, fact, brief=brief or known) for fact in now)
        form = "again" if known else "owed" if not quote else "facts" if len(now) > 1 else "fact"
        slots = (
            ("form", form),
            ("answer", answer),
            ("facts", " ".join(now)),
            ("owed", " ".join(facts[MOST_FACTS_AT_ONCE:])),
        )
        trigger = Trigger(heard.turn, quote)
        return Move(
            MoveKind.ANSWER_QUESTION,
            state.stage,
            trigger,
            "what the candidate does with it",
            " ".join(now),
            slots,
            AnswerShape.LONG,
        )

    def nod(self, state: DirectorState, heard: Heard) -> Move:
        """Grants time to think: in words once, silently afterwards."""
        return self.hold(state, heard, "silent" if state.nodded else "nod")

    def hold(self, state: DirectorState, heard: Heard, form: str) -> Move:
        """Leaves the silence to the candidate."""
        trigger = Trigger(heard.turn, " ".join(heard.text.split()[:6]))
        return Move(
            MoveKind.HOLD_SILENCE,
            state.stage,
            trigger,
            "time to think",
            state.topic,
            (("form", form),),
            AnswerShape.NONE,
        )
