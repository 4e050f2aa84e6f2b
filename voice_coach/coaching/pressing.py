"""Pressure: the demand for a sketch, the interrupted tour of boxes, the facts that change."""

from __future__ import annotations

from voice_coach.coaching.evidence import Reading
from voice_coach.coaching.memory import DirectorState
from voice_coach.coaching.moves import Heard, Move, MoveKind, Stage, Trigger
from voice_coach.coaching.scenario import Scenario
from voice_coach.coaching.schedule import schedule_of
from voice_coach.coaching.stages import Plan, Pressure
from voice_coach.conversation.occasions import AnswerShape

MOST_INTERRUPTIONS = {Pressure.CALM: 1, Pressure.STANDARD: 2, Pressure.BAR_RAISER: 3}


class PressureMoves:
    """Makes the moves that a candidate would rather be spared."""

    def __init__(self, scenario: Scenario, plan: Plan) -> None:
        self.scenario = scenario
        self.plan = plan
        self._schedule = schedule_of(scenario, plan)

    def may_interrupt(self, state: DirectorState) -> bool:
        """Whether a tour of boxes would be interrupted now, if there were one."""
        allowed = state.interruptions < MOST_INTERRUPTIONS[self.plan.pressure] and not state.wrapped
        suits = MoveKind.INTERRUPT_DIAGRAM in self.scenario.pressure
        return allowed and suits and not state.limits

    def interruptible(self, state: DirectorState, reading: Reading) -> bool:
        """Whether boxes are toured although no limit was named."""
        return self.may_interrupt(state) and reading.tours and not reading.instructs

    def interrupt(self, state: DirectorState, reading: Reading, heard: Heard, form: str) -> Move:
        """Cuts the tour short."""
        quote = reading.boxes[0].quote
        slots = (("form", form), ("quote", quote), ("last", reading.boxes[-1].quote))
        return Move(
            MoveKind.INTERRUPT_DIAGRAM,
            state.stage,
            Trigger(heard.turn, quote),
            "the limits and the person before the boxes",
            f"diagram {state.interruptions + 1}",
            slots,
            AnswerShape.LONG,
        )

    def sketch(self, state: DirectorState, heard: Heard) -> Move | None:
        """The demand for a sketch where one is due: as a trap early on, in earnest once all is settled."""
        trap_s, real_s = self._schedule.sketch_trap_s, self._schedule.legitimate_sketch_s
        settled = len(state.limits) >= 2 and state.tradeoffs >= 1
        if trap_s is not None and not state.trapped and heard.t_s >= trap_s:
            form = "calm trap" if self.plan.pressure is Pressure.CALM else "trap"
        elif real_s is not None and not state.drew and settled and heard.t_s >= real_s:
            form = "real"
        else:
            return None
        aim = (
            "a drawing, now that the limits are settled"
            if form == "real"
            else "whether the limits come before the drawing"
        )
        return Move(
            MoveKind.SKETCH_NOW,
            state.stage,
            Trigger(heard.turn, ""),
            aim,
            f"sketch {form}",
            (("form", form),),
            AnswerShape.LONG,
        )

    def shift(self, state: DirectorState, heard: Heard) -> Move | None:
        """The change of facts that is due."""
        shift = self._schedule.due_shift(heard.t_s, state.done)
        if shift is None or state.stage in {Stage.OPENING, Stage.CONSTRAINTS}:
            return None
        slots = (("form", "shift"), ("ask", shift.say))
        trigger = Trigger(heard.turn, "")
        return Move(
            MoveKind.CHANGE_FACTS,
            state.stage,
            trigger,
            "what gives way under new facts",
            shift.id,
            slots,
            AnswerShape.LONG,
        )

    def after_sketch(self, state: DirectorState, reading: Reading, heard: Heard) -> Move | None:
        """How the demand for a sketch was met decides the next words once; the drawing itself is never
        argued about."""
        trap = state.topic != "sketch real"
        if reading.refuses_drawing:
            form = "refused"
        elif trap and reading.tours and not reading.reframes:
            form = "obeyed"
        elif trap and reading.reframes:
            form = "reframed"
        else:
            return None
        quote = reading.boxes[0].quote if form == "obeyed" else ""
        slots = (("form", form), *((("quote", quote),) if quote else ()))
        aim = "what the drawing has to prove"
        return Move(
            MoveKind.PROBE, state.stage, Trigger(heard.turn, quote), aim, state.topic, slots, AnswerShape.LONG
        )
