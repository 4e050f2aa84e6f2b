"""The coach behind the floor: asks, listens, corrects in one sentence, takes a wish; no clock, no thread.

It stands where an interviewer stands, so that interview, drivers, session and review serve drills too.
`prepare` may be called as often as a driver likes; only `commit` changes anything.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Protocol

from voice_coach.coaching.drill_answer import Answer
from voice_coach.coaching.drill_commands import Addressed, addressed_in, command_in, wish_in
from voice_coach.coaching.drill_cues import Cue, is_cue, own_answer
from voice_coach.coaching.drill_faults import UNHEARD, Faults
from voice_coach.coaching.drill_feedback import Feedback, feedback_on
from voice_coach.coaching.drill_lines import LINES, prompt_of
from voice_coach.coaching.drill_model import model_lines
from voice_coach.coaching.drill_results import Gaps, RoundResult, first_try_rate, gap_of, summary_of
from voice_coach.coaching.drill_round import Round
from voice_coach.coaching.drill_wishes import Wish
from voice_coach.coaching.moves import Heard, Move, MoveKind, Stage
from voice_coach.coaching.opening_round import OpeningRound
from voice_coach.coaching.preparation import Preparation
from voice_coach.coaching.spoken import Spoken
from voice_coach.coaching.transcript import Speaker, TranscriptTurn
from voice_coach.conversation.occasions import AnswerShape, Occasion

MOST_SILENCES = 3
"""Prompts in a row that nobody answered, before the session ends by itself."""
GOES_ON_WORDS = 5
"""Words after the feedback that ask for nothing, from which on they are the rest of the answer."""
PACE_STEP, LEAST_PACE, MOST_PACE = 0.87, 0.6, 1.5
LOUDNESS_STEP_DB, MOST_LOUDNESS_DB = 4, 12


class Phase(StrEnum):
    """What the coach waits for."""

    ANSWER = "answer"
    WISH = "wish"
    OVER = "over"


class Rounds(Protocol):
    """Where rounds come from."""

    def next(self, count: int, t_s: float) -> Round | None:
        """The round after `count` others at session second `t_s`; None where there is none any more."""
        ...

    def moved(self, round: Round, steps: int, count: int) -> Round:
        """The same drill some rungs up or down, about something else."""
        ...


@dataclass(frozen=True, slots=True)
class Table:
    """What is fixed for a session of drills."""

    rounds: Rounds
    titles: Mapping[str, str]
    """Of the drills, by id."""
    ends_s: float
    """Session second at which no new round begins."""
    is_alone: bool = False
    """Whether it is one drill over and over, and silence after feedback does not go on by itself."""
    knows: bool = False
    """Whether this person has drilled often enough to need no explanations."""
    gaps: Gaps = field(default_factory=dict)
    talk_of: Callable[[Round], OpeningRound] | None = None
    """The interviewer of a round that is a talk."""


@dataclass(frozen=True, slots=True)
class State:
    """Everything that the coach remembers."""

    round: Round | None
    phase: Phase = Phase.ANSWER
    since_turn: int = 0
    """Transcript index from which words belong to this round's answer."""
    began_s: float = 0.0
    count: int = 0
    """Rounds begun, this one included."""
    results: tuple[RoundResult, ...] = ()
    feedback: Feedback | None = None
    last_said: tuple[str, ...] = ()
    silences: int = 0
    has_offered: bool = False
    explained: frozenset[str] = frozenset()
    answer_turn: int = -1
    talk: tuple[TranscriptTurn, ...] = ()
    pace: float = 1.0
    loudness_db: int = 0


@dataclass(slots=True)
class Said:
    """A reply of the coach's, and what it makes of the session once it was heard."""

    move: Move
    text: tuple[str, ...]
    after: State
    inner: Preparation | Spoken | None = None
    """The reply of an interviewer within the round, whose words these are."""
    before: tuple[str, ...] = ()
    """What failed, said first."""
    faults: list[str] = field(default_factory=list)

    def clauses(self) -> Iterator[str]:
        """Sentence by sentence, so that the first is heard while the rest is synthesised."""
        yield from self.before
        yield from self.text if self.inner is None else self.inner.clauses()


class DrillCoach:
    """One session of drills."""

    def __init__(self, table: Table) -> None:
        self._table = table
        self._state = State(table.rounds.next(0, 0.0))
        self._heard: dict[int, Heard] = {}
        self._talk: OpeningRound | None = None
        self._faults = Faults()

    def observe(self, event: Mapping[str, object]) -> None:
        """Watch the session for what fails, so that it is said aloud."""
        self._faults.observe(event)

    @property
    def results(self) -> tuple[RoundResult, ...]:
        """What became of the rounds so far."""
        return self._state.results

    @property
    def round(self) -> Round | None:
        """The round that is under way, for whoever plays the candidate."""
        return self._state.round

    @property
    def phase(self) -> Phase:
        """What the coach waits for."""
        return self._state.phase

    # ------------------------------------------------------------ the interviewer's seam

    def prepare(self, heard: Heard) -> Said:
        """The words for what was heard; nothing is decided before they were."""
        if heard.text:
            self._heard[heard.turn] = heard
        said = self._composed(heard)
        if not said.text and said.inner is None:
            return said
        return replace(said, before=self._faults.sentences(answered=heard.occasion is Occasion.ANSWER))

    def _composed(self, heard: Heard) -> Said:
        state = self._state
        match heard.occasion:
            case Occasion.OPENING:
                return self._open(heard)
            case Occasion.THINKING:
                return _silent(state)
            case Occasion.INPUT_ENDED | Occasion.ENDED:
                return self._close(heard, state)
            case Occasion.RESUMED:
                return self._repeat(state)
            case Occasion.TIME:
                return self._time(heard)
            case Occasion.SILENCE:
                return self._silence(heard)
            case _:
                return self._reply(heard)

    def commit(self, said: Said, spoken_text: str) -> None:
        """Make it the state of the session."""
        before, self._state = self._state, said.after
        self._faults.replied(said.before)
        if said.inner is not None and self._talk is not None:
            self._talk.commit(said.inner, spoken_text)
        if said.after.round is not before.round or said.after.count != before.count:
            self._talk = None

    def interrupts(self, heard: Heard) -> bool:
        """Whether a candidate who is still speaking should be cut short: only within a talk."""
        talk = self._inner()
        return talk is not None and talk.interrupts(self._shifted(heard))

    def wake_at_s(self) -> float | None:
        """When to look at the clock: at the end of a talk, or of the session while a wish is awaited."""
        state, talk = self._state, self._inner()
        if state.phase is Phase.ANSWER:
            inner = None if talk is None else talk.wake_at_s()
            return None if inner is None else inner + state.began_s
        return self._table.ends_s if state.phase is Phase.WISH and not self._table.is_alone else None

    def monologue_limit_s(self) -> float | None:
        """The round's limit of an answer; a wish has none."""
        state = self._state
        return state.round.rung.limit_s if state.phase is Phase.ANSWER and state.round else None

    # ------------------------------------------------------------ rounds

    def _open(self, heard: Heard) -> Said:
        state = self._state
        if state.round is None:
            return _end(state, LINES.nothing_to_do)
        return self._ask(replace(state, count=0), state.round, heard)

    def _ask(self, state: State, round: Round, heard: Heard, before: tuple[str, ...] = ()) -> Said:
        """Begin a round."""
        is_new = round.drill.id not in state.explained and not self._table.knows
        text = (*before, Cue.ROUND.value, *prompt_of(round, explains=is_new), Cue.YOUR_TURN.value)
        after = replace(
            state,
            round=round,
            phase=Phase.ANSWER,
            since_turn=heard.turn + 1,
            began_s=heard.t_s,
            count=state.count + 1,
            feedback=None,
            last_said=text,
            silences=0,
            explained=state.explained | {round.drill.id},
            talk=(),
        )
        kind = MoveKind.SKETCH_NOW if round.disguise.sketches else MoveKind.OPEN
        slots = (("drill", round.drill.id), ("round", round.key), ("rung", str(round.rung_index)))
        return Said(_move(kind, round.drill.expects, slots), text, after)

    def _next(self, state: State, heard: Heard, before: tuple[str, ...] = ()) -> Said:
        round = self._table.rounds.next(state.count, heard.t_s)
        return self._close(heard, state) if round is None else self._ask(state, round, heard, before)

    # ------------------------------------------------------------ what was said

    def _reply(self, heard: Heard) -> Said:
        state = self._state
        if state.round is None or state.phase is Phase.OVER:
            return self._close(heard, state)
        addressed = addressed_in(heard.text)
        if state.phase is Phase.WISH:
            return self._wished(heard, wish_in(addressed_text(addressed, heard.text)))
        if addressed is not None:
            return self._addressed(heard, addressed)
        wish = command_in(heard.text) if self._words_so_far(heard.turn) <= GOES_ON_WORDS else None
        if wish in _BEFORE_AN_ANSWER:
            return self._wished(heard, wish)
        inner = self._in_talk(heard)
        return inner or self._feed_back(heard)

    def _addressed(self, heard: Heard, addressed: Addressed) -> Said:
        """A wish in the middle of an answer; a knob or a repetition leaves the answer open."""
        self._heard[heard.turn] = replace(heard, text=addressed.answer)
        return self._wished(heard, addressed.wish)

    def _wished(self, heard: Heard, wish: Wish | None) -> Said:
        state, round = self._state, self._state.round
        assert round is not None
        match wish:
            case Wish.AGAIN:
                return self._ask_again(heard)
            case Wish.NEXT:
                return self._next(state, heard)
            case Wish.HARDER | Wish.EASIER:
                steps = 1 if wish is Wish.HARDER else -1
                moved = self._table.rounds.moved(round, steps, state.count)
                told = _rung_change(round, moved, steps)
                return self._ask(state, moved, heard, (told,))
            case Wish.MODEL:
                return self._offer(state, _model(round), say_all=True)
            case Wish.HEAR:
                return self._hear()
            case Wish.STOP:
                return self._close(heard, state)
            case Wish.PROGRESS:
                return self._offer(state, (self._progress(),))
            case Wish.TIME:
                return self._offer(state, (self._time_left(heard.t_s),))
            case Wish.REPEAT:
                return self._repeat(state)
            case Wish.HELP:
                return self._offer(state, (LINES.choices,))
            case Wish.SLOWER | Wish.FASTER | Wish.LOUDER | Wish.QUIETER:
                return self._turn_knob(state, wish)
            case None:
                return self._not_a_wish(heard)

    def _not_a_wish(self, heard: Heard) -> Said:
        """The rest of the answer, a nod, or something that was not understood."""
        words = len(heard.text.split())
        if words >= GOES_ON_WORDS:
            return self._feed_back(heard, going_on=True)
        if heard.text and all(word in _NODS for word in heard.text.lower().replace(".", "").split()):
            return _silent(self._state)
        return self._offer(self._state, (LINES.not_understood, LINES.choices))

    def _ask_again(self, heard: Heard) -> Said:
        state, round = self._state, self._state.round
        assert round is not None
        tries = round.tries + 1 if state.phase is Phase.WISH else round.tries
        again = replace(round, tries=tries)
        text = (Cue.ROUND.value, LINES.again, Cue.YOUR_TURN.value)
        if round.drill.is_talk or state.phase is not Phase.WISH:
            return self._ask(replace(state, count=state.count - 1), again, heard)
        after = replace(
            state, round=again, phase=Phase.ANSWER, since_turn=heard.turn + 1, silences=0, began_s=heard.t_s
        )
        return Said(_move(MoveKind.REPEAT, round.drill.expects), text, after)

    # ------------------------------------------------------------ feedback

    def _feed_back(self, heard: Heard, *, going_on: bool = False) -> Said:
        state, round = self._state, self._state.round
        assert round is not None
        feedback = feedback_on(self._answer(heard), state.feedback)
        if going_on and state.feedback is not None and feedback.missing == state.feedback.missing:
            return self._offer(state, (LINES.not_understood, LINES.offer))
        if not feedback.is_answer and not going_on:
            after = replace(state, last_said=feedback.sentences)
            return Said(_move(MoveKind.REPHRASE, round.drill.expects), feedback.sentences, after)
        result = RoundResult(
            round.drill.id,
            round.key,
            round.rung_index,
            round.tries,
            feedback.met,
            feedback.missing,
            heard.turn,
        )
        kept = state.results[:-1] if going_on and state.results else state.results
        after = replace(
            state, results=(*kept, result), feedback=feedback, answer_turn=heard.turn, phase=Phase.WISH
        )
        cue = Cue.COMPLETE if feedback.is_clean else Cue.CHOICE
        offer = () if state.has_offered or self._table.knows else (LINES.offer,)
        text = (*feedback.sentences, *offer, cue.value)
        after = replace(after, last_said=text, has_offered=True, silences=0)
        return Said(_move(MoveKind.WRAP_UP, AnswerShape.SHORT, result.to_slots()), text, after)

    def _answer(self, heard: Heard) -> Answer:
        state, round = self._state, self._state.round
        assert round is not None
        turns = sorted(turn for turn in self._heard if state.since_turn <= turn <= heard.turn)
        said = [self._heard[turn] for turn in turns]
        text = " ".join(each.text for each in said)
        unsure = frozenset[str]().union(*(each.unsure for each in said))
        asked = " ".join(line for line in state.last_said if not is_cue(line))
        talk = self._talk_so_far(heard) if round.drill.is_talk else ()
        return Answer(round, text, sum(each.speech_s for each in said), asked, talk, unsure)

    def _words_so_far(self, turn: int) -> int:
        since = self._state.since_turn
        return sum(len(said.text.split()) for at, said in self._heard.items() if since <= at <= turn)

    # ------------------------------------------------------------ a talk within a round

    def _inner(self) -> OpeningRound | None:
        state = self._state
        if state.phase is not Phase.ANSWER or state.round is None or not state.round.drill.is_talk:
            return None
        if self._talk is None and self._table.talk_of is not None:
            self._talk = self._table.talk_of(state.round)
            opened = self._talk.prepare(Heard(Occasion.OPENING, 0, "", 0.0))
            self._talk.commit(opened, " ".join(opened.clauses()))
        return self._talk

    def _shifted(self, heard: Heard) -> Heard:
        return replace(heard, t_s=max(0.0, heard.t_s - self._state.began_s))

    def _in_talk(self, heard: Heard) -> Said | None:
        """The interviewer's reply while the talk lasts."""
        talk, state = self._inner(), self._state
        if talk is None:
            return None
        prepared = talk.prepare(self._shifted(heard))
        if prepared.move.ends_the_session:
            return None
        reply = prepared.scripted_text if isinstance(prepared, Preparation) else ""
        after = replace(
            state,
            talk=(
                *self._talk_so_far(heard),
                TranscriptTurn(0, Speaker.INTERVIEWER, heard.t_s, heard.t_s + 2, reply),
            ),
            silences=0,
        )
        return Said(prepared.move, (), after, prepared)

    def _talk_so_far(self, heard: Heard) -> tuple[TranscriptTurn, ...]:
        state = self._state
        assert state.round is not None
        opened = TranscriptTurn(0, Speaker.INTERVIEWER, 0.0, 1.0, state.round.scenario.prompt)
        turns = [*(state.talk or (opened,))]
        if heard.text:
            start_s = max(1.0, heard.t_s - state.began_s - heard.speech_s)
            turns.append(TranscriptTurn(0, Speaker.CANDIDATE, start_s, start_s + heard.speech_s, heard.text))
        return tuple(replace(turn, turn=index) for index, turn in enumerate(turns))

    # ------------------------------------------------------------ around the rounds

    def _offer(self, state: State, text: tuple[str, ...], *, say_all: bool = False) -> Said:
        """Say something, and wait for a wish, or for the answer that is still open."""
        assert state.round is not None
        waits_for_answer = state.phase is Phase.ANSWER and not say_all
        cue = Cue.YOUR_TURN if waits_for_answer else Cue.CHOICE
        after = replace(state, silences=0, phase=Phase.ANSWER if waits_for_answer else Phase.WISH)
        expects = state.round.drill.expects if waits_for_answer else AnswerShape.SHORT
        return Said(_move(MoveKind.ANSWER_QUESTION, expects), (*text, cue.value), after)

    def _hear(self) -> Said:
        """The own answer, then the model answer."""
        state, round = self._state, self._state.round
        assert round is not None
        turns = [turn for turn in self._heard if state.since_turn <= turn <= state.answer_turn]
        if not turns:
            return self._offer(state, (LINES.nothing_to_hear,))
        return self._offer(state, (LINES.your_answer, own_answer(turns), *_model(round)))

    def _repeat(self, state: State) -> Said:
        if state.round is None:
            return _end(state, LINES.nothing_to_do)
        expects = state.round.drill.expects if state.phase is Phase.ANSWER else AnswerShape.SHORT
        return Said(_move(MoveKind.REPEAT, expects), state.last_said, replace(state, silences=0))

    def _turn_knob(self, state: State, wish: Wish) -> Said:
        step = {Wish.SLOWER: PACE_STEP, Wish.FASTER: 1 / PACE_STEP}.get(wish, 1.0)
        pace = round(min(MOST_PACE, max(LEAST_PACE, state.pace * step)), 3)
        louder = {Wish.LOUDER: LOUDNESS_STEP_DB, Wish.QUIETER: -LOUDNESS_STEP_DB}.get(wish, 0)
        loudness_db = min(MOST_LOUDNESS_DB, max(-MOST_LOUDNESS_DB, state.loudness_db + louder))
        turned = replace(state, pace=pace, loudness_db=loudness_db)
        is_same = pace == state.pace and loudness_db == state.loudness_db
        told = LINES.no_further if is_same else f"A bit {wish.value} now."
        return self._offer(turned, (Cue.voice(pace, loudness_db), told))

    def _progress(self) -> str:
        rate = first_try_rate(self._state.results)
        if rate is None:
            return LINES.no_results
        firsts = sum(result.is_first_try for result in self._state.results)
        rounds = "one round" if firsts == 1 else f"{firsts} rounds"
        latest = next((r for r in reversed(self._state.results) if r.missing), None)
        open_gap = f" Most recently {gap_of(latest, self._table.gaps)}." if latest else ""
        return f"{rounds.capitalize()}, {round(rate * firsts)} complete at the first try.{open_gap}"

    def _time_left(self, t_s: float) -> str:
        if self._table.is_alone:
            return LINES.no_end
        minutes = max(0.0, self._table.ends_s - t_s) / 60
        if minutes < 1:
            return "Less than a minute is left."
        return f"About {round(minutes)} {'minute is' if round(minutes) == 1 else 'minutes are'} left."

    def _time(self, heard: Heard) -> Said:
        inner = self._in_talk(heard)
        if inner is not None:
            return inner
        if self._state.phase is Phase.ANSWER:
            return self._feed_back(heard)
        return self._close(heard, self._state)

    def _silence(self, heard: Heard) -> Said:
        state = self._state
        silences = state.silences + 1
        if silences >= MOST_SILENCES:
            return self._close(heard, state)
        if self._faults.lost_words:
            after = replace(state, silences=silences)
            return Said(_move(MoveKind.NUDGE, AnswerShape.EITHER), (Cue.FAULT.value, UNHEARD), after)
        if state.phase is Phase.WISH and not self._table.is_alone:
            said = self._next(state, heard)
            return replace_silences(said, silences)
        text = LINES.nudges[min(silences, len(LINES.nudges)) - 1]
        if state.phase is Phase.WISH:
            text = LINES.choices
        expects = AnswerShape.EITHER if state.phase is Phase.ANSWER else AnswerShape.SHORT
        return Said(_move(MoveKind.NUDGE, expects), (text,), replace(state, silences=silences))

    def _close(self, heard: Heard, state: State) -> Said:
        """The summary; an answer that nobody has judged yet still counts."""
        judged = self._with_open_answer(heard, state)
        return _end(judged, summary_of(judged.results, self._table.titles, self._table.gaps), LINES.goodbye)

    def _with_open_answer(self, heard: Heard, state: State) -> State:
        is_open = state.phase is Phase.ANSWER and state.round is not None
        if not is_open or self._words_so_far(heard.turn) <= GOES_ON_WORDS:
            return state
        assert state.round is not None
        feedback = feedback_on(self._answer(heard))
        round = state.round
        result = RoundResult(
            round.drill.id,
            round.key,
            round.rung_index,
            round.tries,
            feedback.met,
            feedback.missing,
            heard.turn,
        )
        return replace(state, results=(*state.results, result)) if feedback.is_answer else state


def addressed_text(addressed: Addressed | None, text: str) -> str:
    """The wish alone, where somebody says "coach" although nobody needs to."""
    return addressed.wish.value if addressed is not None and not addressed.answer else text


def replace_silences(said: Said, silences: int) -> Said:
    """The same reply, which silence has brought about."""
    return replace(said, after=replace(said.after, silences=silences))


_BEFORE_AN_ANSWER = (
    Wish.NEXT,
    Wish.HARDER,
    Wish.EASIER,
    Wish.STOP,
    Wish.REPEAT,
    Wish.SLOWER,
    Wish.FASTER,
    Wish.LOUDER,
    Wish.QUIETER,
    Wish.MODEL,
    Wish.HELP,
    Wish.TIME,
)
"""Wishes that are understood instead of an answer: nobody answers a drill with one word."""
_NODS_TEXT = "ok okay yes yeah right mm hm mhm fine good great thanks thank you i see sure ah oh"
_NODS = frozenset(_NODS_TEXT.split())


def _model(round: Round) -> tuple[str, ...]:
    """A strong answer, sentence by sentence."""
    lines = model_lines(round)
    return (LINES.model, *lines) if lines else (LINES.no_model,)


def _rung_change(before: Round, after: Round, steps: int) -> str:
    if after.rung_index == before.rung_index:
        return LINES.top if steps > 0 else LINES.bottom
    return f"{'Harder' if steps > 0 else 'Easier'}: {after.rung.name}."


def _silent(state: State) -> Said:
    return Said(_move(MoveKind.HOLD_SILENCE, AnswerShape.EITHER), (), state)


def _end(state: State, *text: str) -> Said:
    last = state.results[-1].to_slots() if state.results and state.phase is Phase.ANSWER else ()
    over = replace(state, phase=Phase.OVER)
    return Said(_move(MoveKind.CLOSE, AnswerShape.NONE, last), (*text, Cue.END.value), over)


def _move(kind: MoveKind, expects: AnswerShape, slots: tuple[tuple[str, str], ...] = ()) -> Move:
    return Move(kind, Stage.OPENING, None, "to drill", topic="drill", slots=slots, expects=expects)
