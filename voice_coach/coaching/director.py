"""Decides the interviewer's next move: pure, without a clock, the same for the same seed and words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from voice_coach.coaching.evidence import Reader, Reading, bare
from voice_coach.coaching.language import as_it_stands
from voice_coach.coaching.memory import DirectorState, draw
from voice_coach.coaching.moves import Heard, Move, MoveKind, Stage, Trigger
from voice_coach.coaching.pressing import PressureMoves
from voice_coach.coaching.probing import Probing
from voice_coach.coaching.reactions import COMPLAINTS, REMARKS, Reactions, key_of
from voice_coach.coaching.register import Register
from voice_coach.coaching.replies import Replies
from voice_coach.coaching.scenario import Scenario
from voice_coach.coaching.stages import Mode, Plan, Pressure, later, next_stage, spoken_time
from voice_coach.coaching.study import Study, wants_again
from voice_coach.conversation.occasions import AnswerShape, Occasion

MOST_FOLLOW_UPS = {Pressure.CALM: 1, Pressure.STANDARD: 2, Pressure.BAR_RAISER: 2}
HARDNESS = {Pressure.CALM: 0.45, Pressure.STANDARD: 0.8, Pressure.BAR_RAISER: 0.95}
"""The chance that something worth pushing back on is pushed back on."""
MONOLOGUE_LIMIT_S = {Pressure.CALM: None, Pressure.STANDARD: 120.0, Pressure.BAR_RAISER: 75.0}
SHARE_BEFORE_EVIDENCE_COUNTS = 0.5
"""Evidence ends a stage early only after this share of its time."""
CLOSING_TICK_S = 4.0
CUTS_BEFORE_A_WORD = 3
"""So many monologues, and the interviewer says what it wants instead."""
SOURCE_CHANCE = 0.5
"""How often the source of a number is asked for although something else in the answer could be."""
TACITURN = 0.4
ENCOURAGED_SHARE = 0.4
"""How often somebody so terse is only asked to go on."""
FEWEST_WORDS_BEFORE_PRESSURE = 6
"""A mumble is no moment for a demand."""
LATEST_MOMENT_SHARE = 0.3
"""... unless so much of the round has passed."""
SHORT_SILENCES = 4
"""So often a silence is broken soon; then once in a while, with a question or with "are you there"."""
LONG_SILENCE_S = 55.0
MOST_NUDGES = 24
"""In a session; after that a long silence is met with the next question, as long as one may be asked."""
_EARLY = {Occasion.INPUT_ENDED: "early", Occasion.ENDED: "asked"}
"""Forms of a goodbye before the time is over."""
_ASKING = frozenset(
    {
        MoveKind.OPEN,
        MoveKind.PROBE,
        MoveKind.ASK_NUMBER,
        MoveKind.ASK_SOURCE,
        MoveKind.CHALLENGE_PRIORITY,
        MoveKind.ASK_USER,
        MoveKind.SKETCH_NOW,
        MoveKind.INTERRUPT_DIAGRAM,
        MoveKind.CUT_IN,
        MoveKind.CHANGE_FACTS,
        MoveKind.CALL_BACK,
        MoveKind.WRAP_UP,
    }
)


@dataclass(frozen=True, slots=True)
class Decision:
    """A move, and the state once it was made; thrown away where the candidate goes on."""

    move: Move
    state: DirectorState


class Director:
    """The plan, the clock, the memory and the rules of one interview."""

    def __init__(self, scenario: Scenario, plan: Plan) -> None:
        self.scenario = scenario
        self.plan = plan
        self.reader = Reader(scenario)
        self._reactions = Reactions(scenario)
        self._probing = Probing(scenario, plan)
        self._replies = Replies(scenario, plan)
        self._pressure = PressureMoves(scenario, plan)
        self._study = Study(scenario)
        self._register = Register(scenario)

    def start(self) -> DirectorState:
        """The state before the first word."""
        return DirectorState()

    def decide(self, state: DirectorState, heard: Heard) -> Decision:
        """The next move; `state` stays as it is."""
        reading = self._read(heard)
        before = self._timed(state.hearing(reading, heard.turn), heard.t_s)
        move = _quoting(self._chosen(before, reading, heard), heard)
        return self._remembered(before, move, reading, heard)

    def interrupts(self, state: DirectorState, heard: Heard) -> bool:
        """Whether to cut in now, while the candidate speaks; `heard.text` is what is understood so far."""
        if self.plan.pressure is not Pressure.BAR_RAISER or state.closed:
            return False
        if not (self._pressure.may_interrupt(state) and self.reader.may_tour(heard.text)):
            return False  # asked anew with every word that comes in
        reading = self._read(heard)
        return self._pressure.interruptible(state.hearing(reading, heard.turn), reading)

    def wake_at_s(self, state: DirectorState) -> float | None:
        """Session time at which the director wants the floor even from a talking candidate; None once
        closed."""
        if state.closed:
            return None
        return self.plan.end_s if state.wrapped else self.plan.wrap_up_asked_s

    def monologue_limit_s(self, state: DirectorState) -> float | None:
        """Seconds of one turn after which it cuts in; None where it never does."""
        limit_s = MONOLOGUE_LIMIT_S[self.plan.pressure]
        suits = MoveKind.CUT_IN in self.scenario.pressure and not state.wrapped
        return min(limit_s, self.plan.end_s * 0.25) if limit_s is not None and suits else None

    def fact_answer(self, state: DirectorState, fact_id: str, *, brief: bool = False) -> str:
        """What the fact sheet says now, shifts included."""
        return self._replies.fact_answer(state, fact_id, brief=brief)

    def _read(self, heard: Heard) -> Reading:
        silent = heard.occasion in {
            Occasion.OPENING,
            Occasion.SILENCE,
            Occasion.THINKING,
            Occasion.RESUMED,
        }
        return self.reader.read("" if silent else heard.text, heard.turn)

    # --- the clock

    def _timed(self, state: DirectorState, t_s: float) -> DirectorState:
        """The stage by evidence and time; a stage is never left backwards, the close never reached by
        evidence."""
        stage = later(state.stage, self.plan.stage_at(t_s))
        if stage is state.stage and self._has_evidence(state, t_s) and next_stage(stage) is not Stage.CLOSE:
            stage = next_stage(stage)
        return state.entering(stage, t_s)

    def _has_evidence(self, state: DirectorState, t_s: float) -> bool:
        lasted = self.plan.ends_s(state.stage) - self.plan.starts_s(state.stage)
        if t_s - state.stage_since_s < SHARE_BEFORE_EVIDENCE_COUNTS * lasted:
            return False
        match state.stage:
            case Stage.OPENING:
                return len(state.limits) >= 2 and state.questions >= 2
            case Stage.CONSTRAINTS:
                return len(state.limits) >= 3 and state.ranked
            case _:
                return False

    # --- the choice

    def _chosen(self, state: DirectorState, reading: Reading, heard: Heard) -> Move:
        match heard.occasion:
            case Occasion.OPENING:
                return self._open(state)
            case Occasion.INPUT_ENDED | Occasion.ENDED:
                return self._close(state, heard)
            case Occasion.TIME:
                return self._at_time(state, heard)
            case _ if self._is_over(heard):
                return self._close(state, heard)
            case Occasion.RESUMED:
                return self._replies.repeat(state, heard) or self._open(state)
            case Occasion.THINKING:
                return self._replies.nod(state, heard)
            case Occasion.SILENCE:
                return self._on_silence(state, reading, heard)
            case Occasion.MONOLOGUE:
                return self._on_monologue(state, reading, heard)
            case _:
                return self._on_answer(state, reading, heard)

    def _is_over(self, heard: Heard) -> bool:
        return heard.t_s >= self.plan.end_s - self.plan.close_margin_s

    def _open(self, state: DirectorState) -> Move:
        slots = (("form", "open"), ("prompt", self.scenario.prompt), ("name", self.scenario.persona.name))
        return Move(
            MoveKind.OPEN,
            state.stage,
            None,
            "a restatement, questions, limits, an approach",
            "",
            slots,
            AnswerShape.LONG,
        )

    def _close(self, state: DirectorState, heard: Heard) -> Move:
        form = _EARLY.get(heard.occasion, "close") if not self._is_over(heard) else "close"
        return Move(MoveKind.CLOSE, state.stage, None, "the end", "", (("form", form),), AnswerShape.NONE)

    def _wrap_up(self, state: DirectorState, heard: Heard, form: str) -> Move:
        left = spoken_time(self.plan.time_left_s(heard.t_s))
        slots = (("form", form), ("left", left))
        return Move(
            MoveKind.WRAP_UP,
            state.stage,
            None,
            "the decision and its impact in a summary",
            "summary",
            slots,
            AnswerShape.LONG,
        )

    def _at_time(self, state: DirectorState, heard: Heard) -> Move:
        if heard.t_s >= self.plan.end_s - CLOSING_TICK_S:
            return self._close(state, heard)
        if not state.wrapped and heard.t_s >= self.plan.wrap_up_s:
            return self._wrap_up(state, heard, "cut" if heard.text else "wrap")
        return self._replies.hold(state, heard, "silent")

    def _on_silence(self, state: DirectorState, reading: Reading, heard: Heard) -> Move:
        if heard.t_s >= self.plan.wrap_up_s and not state.wrapped:
            return self._wrap_up(state, heard, "wrap")
        times = state.silences + 1
        worn_out = state.nudges >= MOST_NUDGES
        if (worn_out or times > SHORT_SILENCES) and heard.t_s - state.said_s < LONG_SILENCE_S:
            return self._replies.hold(state, heard, "silent")
        if (worn_out or times % 2 == 0) and not state.wrapped:
            given_up = replace(state, declined=state.declined | {state.topic})
            sketch = self._pressure.sketch(given_up, heard) if times <= SHORT_SILENCES else None
            return sketch or self._probing.next(given_up, reading, heard.turn)
        slots = (("form", "first" if times == 1 else "again"),)
        return Move(
            MoveKind.NUDGE,
            state.stage,
            Trigger(heard.turn, ""),
            "any word at all",
            state.topic,
            slots,
            AnswerShape.LONG,
        )

    def _on_monologue(self, state: DirectorState, reading: Reading, heard: Heard) -> Move:
        if heard.t_s >= self.plan.wrap_up_s and not state.wrapped:
            return self._wrap_up(state, heard, "cut")
        if self._pressure.interruptible(state, reading) or self._toured(state, reading, heard):
            return self._pressure.interrupt(state, reading, heard, "cut")
        if news := self._interrupting(state, heard):
            return news
        quote = reading.levers[-1].quote if reading.levers else ""
        form = "monologue again" if state.cuts % CUTS_BEFORE_A_WORD == CUTS_BEFORE_A_WORD - 1 else "monologue"
        slots = (("form", form), *((("quote", quote),) if quote else ()))
        return Move(
            MoveKind.CUT_IN,
            state.stage,
            Trigger(heard.turn, quote),
            "the point, in a sentence",
            state.topic,
            slots,
            AnswerShape.SHORT,
        )

    def _interrupting(self, state: DirectorState, heard: Heard) -> Move | None:
        """What cannot wait for the end of a monologue, since there may be nothing else in this round."""
        if shift := self._pressure.shift(state, heard):
            return shift
        sketch = None if self._has_time(heard) else self._pressure.sketch(state, heard)
        return sketch if sketch and _form(sketch) != "real" else None

    def _toured(self, state: DirectorState, reading: Reading, heard: Heard) -> bool:
        """Whether somebody brief was cut short for a tour, and named a limit while the words for it were
        sought."""
        limit_s = self.monologue_limit_s(state)
        return limit_s is not None and 0 < heard.speech_s < limit_s and reading.tours

    def _on_answer(self, state: DirectorState, reading: Reading, heard: Heard) -> Move:
        move = self._replies.requested(state, reading, heard) or self._replies.answered(state, reading, heard)
        if move is None and heard.t_s >= self.plan.wrap_up_s and not state.wrapped:
            move = self._wrap_up(state, heard, "wrap")
        if move is None and self.plan.mode is Mode.STUDY:
            move = self._studied(state, reading, heard)
        if move is None and not state.wrapped:
            move = self._pressed(state, reading, heard)
        return move or self._followed(state, reading, heard) or self._next(state, reading, heard)

    def _studied(self, state: DirectorState, reading: Reading, heard: Heard) -> Move | None:
        """In study mode each answer is looked at before anything else is asked."""
        reviewed = state.last is not None and state.last.kind is MoveKind.FEEDBACK
        if reviewed and wants_again(heard.text):
            return self._replies.repeat(state, heard, "last")
        return self._study.feedback(state, reading, heard)

    def _next(self, state: DirectorState, reading: Reading, heard: Heard) -> Move:
        """The next topic; once the file has no more, what was just said is one."""
        if not self._probing.has_left(state, reading) and not (reading.declines or reading.strays):
            remark = next(self._fitting(state, self._reactions.remarks(state, reading, heard.turn)), None)
            if remark is not None:
                return replace(remark, topic=f"said in turn {heard.turn}")
        move = self._probing.next(state, reading, heard.turn)
        if reading.strays and _form(move) != "probe":
            return self._reactions.led_back(state, heard.turn) or move
        return move

    # --- pressure

    def _pressed(self, state: DirectorState, reading: Reading, heard: Heard) -> Move | None:
        if self._pressure.interruptible(state, reading):
            return self._pressure.interrupt(state, reading, heard, self.plan.pressure.value)
        if reading.declines or (reading.words < FEWEST_WORDS_BEFORE_PRESSURE and self._has_time(heard)):
            return None
        sketch, shift = self._pressure.sketch(state, heard), self._pressure.shift(state, heard)
        return shift if shift and (sketch is None or _form(sketch) == "real") else sketch

    def _has_time(self, heard: Heard) -> bool:
        """Whether a better moment may still come."""
        return heard.t_s < LATEST_MOMENT_SHARE * self.plan.end_s

    # --- follow-ups

    def _followed(self, state: DirectorState, reading: Reading, heard: Heard) -> Move | None:
        """A reaction to the last words, or the probe's own follow-up, while the topic allows one."""
        if reading.declines or state.wrapped:
            return None
        if reading.strays or reading.instructs:
            return self._led_back(state, reading, heard)
        if (
            state.last
            and state.last.kind is MoveKind.SKETCH_NOW
            and (asked := self._pressure.after_sketch(state, reading, heard))
        ):
            return asked
        if grave := next(self._reactions.grave(state, reading, heard.turn), None):
            return grave
        if state.follow_ups >= MOST_FOLLOW_UPS[self.plan.pressure] or not state.topic:
            return self._fresh_reaction(state, reading, heard) if not state.topic else None
        move = self._pushed(state, reading, heard)
        if move is None or _form(move) not in COMPLAINTS:
            move = self._encouraged(state, reading, heard) or move
        if move is not None:
            return replace(move, topic=state.topic)
        return None if reading.evades else self._probing.follow_up(state, heard.turn)

    def _encouraged(self, state: DirectorState, reading: Reading, heard: Heard) -> Move | None:
        """A word or two for somebody who says little, instead of another question."""
        often = draw(self.plan.seed, "go on", state.count) < ENCOURAGED_SHARE
        says_something = not (reading.evades or reading.tours or reading.lists)
        terse = state.short_by >= TACITURN and often and says_something
        return self._reactions.encouraged(state, heard.turn) if terse else None

    def _pushed(self, state: DirectorState, reading: Reading, heard: Heard) -> Move | None:
        """A reaction, by the hardness of the pressure."""
        pushes = draw(self.plan.seed, "push", state.count) < HARDNESS[self.plan.pressure]
        return self._reaction(state, reading, heard) if pushes else None

    def _led_back(self, state: DirectorState, reading: Reading, heard: Heard) -> Move | None:
        """To the open question, where there is one that may be put again."""
        if not state.topic or state.follow_ups >= MOST_FOLLOW_UPS[self.plan.pressure]:
            return None
        form = "ordered" if reading.instructs else "strayed"
        move = self._reactions.led_back(state, heard.turn, form)
        return replace(move, topic=state.topic) if move else None

    def _fresh_reaction(self, state: DirectorState, reading: Reading, heard: Heard) -> Move | None:
        move = self._pushed(state, reading, heard)
        return replace(move, topic=f"said in turn {heard.turn}") if move else None

    def _reaction(self, state: DirectorState, reading: Reading, heard: Heard) -> Move | None:
        """The first that is not of the form just used: nobody likes the same complaint twice running. A
        number without a source waits now and then for words that are worth more."""
        moves = list(self._fitting(state, self._reactions.ordinary(state, reading, heard.turn)))
        first = moves[0] if moves else None
        if (
            first is None
            or _form(first) != "source"
            or draw(self.plan.seed, "source", state.count) < SOURCE_CHANCE
        ):
            return first
        return next((move for move in moves if _form(move) in REMARKS), first)

    def _fitting(self, state: DirectorState, moves: Iterator[Move]) -> Iterator[Move]:
        """Those of another form than the last one, in words that the scenario's register takes."""
        last = _form(state.last) if state.last else ""
        return (move for move in moves if _form(move) != last and self._register.takes_all_of(move))

    # --- memory

    def _remembered(self, state: DirectorState, move: Move, reading: Reading, heard: Heard) -> Decision:
        state = replace(
            state,
            count=state.count + 1,
            last=move,
            last_question=move if move.kind in _ASKING and not move.leads_back else state.last_question,
            tries=0 if move.kind in _ASKING else state.tries,
            said_s=state.said_s if _form(move) == "silent" else heard.t_s,
        )
        if (
            (reading.declines or heard.occasion is Occasion.SILENCE)
            and move.kind is not MoveKind.NUDGE
            and state.topic != move.topic
        ):
            state = replace(state, declined=state.declined | {state.topic})
        return Decision(move, self._after(_on_topic(state, move), move, heard))

    def _after(self, state: DirectorState, move: Move, heard: Heard) -> DirectorState:
        slots = dict(move.slots)
        match move.kind:
            case MoveKind.ANSWER_QUESTION:
                given = slots.get("facts", "").split()
                return replace(state, told=state.told | set(given), owed=tuple(slots.get("owed", "").split()))
            case MoveKind.SKETCH_NOW:
                real = slots["form"] == "real"
                return replace(state, trapped=True, drew=state.drew or real)
            case MoveKind.INTERRUPT_DIAGRAM:
                return replace(state, interruptions=state.interruptions + 1)
            case MoveKind.CUT_IN:
                return replace(state, cuts=state.cuts + 1)
            case MoveKind.CHANGE_FACTS:
                return self._with_changes(state, move.topic, heard.turn)
            case MoveKind.HOLD_SILENCE | MoveKind.NUDGE:
                nudged = move.kind is MoveKind.NUDGE
                silences = state.silences + (heard.occasion is Occasion.SILENCE and nudged)
                nudges = state.nudges + nudged
                return replace(
                    state, nodded=state.nodded or slots["form"] == "nod", silences=silences, nudges=nudges
                )
            case MoveKind.HINT:
                return replace(state, hints=state.hints + 1)
            case MoveKind.FEEDBACK:
                return replace(state, tries=state.tries + 1, shown=state.shown | {slots["better"]})
            case MoveKind.WRAP_UP:
                return replace(state, wrapped=True, stage=Stage.CLOSE)
            case MoveKind.CLOSE:
                return replace(state, wrapped=True, closed=True)
            case _:
                silences = state.silences + (heard.occasion is Occasion.SILENCE)
                announced = state.stage if slots.get("enters") else state.announced
                return replace(
                    state, done=state.done | self._keys(move, state), silences=silences, announced=announced
                )

    def _keys(self, move: Move, state: DirectorState) -> frozenset[str]:
        quoted = f"{_form(move)}={bare(dict(move.slots).get('quote', ''))}"
        return frozenset({key_of(move, state.count), quoted, *self._probing.keys_of(move)})

    def _with_changes(self, state: DirectorState, shift_id: str, turn: int) -> DirectorState:
        shift = next(shift for shift in self.scenario.shifts if shift.id == shift_id)
        changed = tuple((change.fact, change.answer, change.brief) for change in shift.changes)
        done = state.done | {f"shift:{shift_id}"}
        return replace(state, changed=state.changed + changed, changed_at_turn=turn, done=done)


def _quoting(move: Move, heard: Heard) -> Move:
    """The move with its evidence as the candidate's turn has it, signs included."""
    trigger = move.trigger
    if trigger is None or trigger.turn != heard.turn or not trigger.quote:
        return move
    return replace(move, trigger=replace(trigger, quote=as_it_stands(trigger.quote, heard.text)))


def _form(move: Move) -> str:
    return dict(move.slots).get("form", "")


def _on_topic(state: DirectorState, move: Move) -> DirectorState:
    """The topic and its follow-ups once the move was made; what is no question leaves both alone."""
    if move.kind not in _ASKING or not move.topic:
        return state
    follow_ups = state.follow_ups + 1 if move.topic == state.topic else 0
    return replace(state, topic=move.topic, follow_ups=follow_ups)
