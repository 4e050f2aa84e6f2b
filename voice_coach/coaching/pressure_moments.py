"""What the interviewer pushed at, what came back, and whether reasoning returned."""

from __future__ import annotations

from voice_coach.coaching.pushing_back import SUBSTANCE, PushBack, push_backs
from voice_coach.coaching.record import Record
from voice_coach.coaching.signals import Signal, SignalId

MOST_SHOWN = 8
LONGEST_QUOTE = 160
"""Characters of a quoted turn."""
_RECOVERS_WITHIN_TURNS = 4
_OUTCOMES = {
    SignalId.SKETCH_REFRAMED: "reframed",
    SignalId.SKETCH_OBEYED: "obeyed",
    SignalId.SKETCH_REFUSED: "refused",
}


def pressure_moments(record: Record) -> list[dict[str, object]]:
    """Requests to draw, then other push-backs, in order of time; at most
    `MOST_SHOWN`, requests kept first."""
    sketches = [_sketch(record, request) for request in record.of(SignalId.SKETCH_REQUEST)]
    drawn_at = {request.turn for request in record.of(SignalId.SKETCH_REQUEST)}
    others = [_pushed(record, each) for each in push_backs(record).moments if each.turn not in drawn_at]
    missed = [each for each in others if each["outcome"] == "thin"]
    met = [each for each in others if each["outcome"] != "thin"]
    shown = [*sketches, *missed, *met][:MOST_SHOWN]
    return sorted(shown, key=lambda moment: int(str(moment["turn"])))


def _sketch(record: Record, request: Signal) -> dict[str, object]:
    answers = [s for s in record.of(*_OUTCOMES) if s.turn > request.turn][:1]
    next_turn = next((t for t in record.turns if t.turn > request.turn and t.by_candidate), None)
    if next_turn is None:
        return _row(record, "sketch", request.turn, None, "not told")
    answer = answers[0] if answers and answers[0].turn == next_turn.turn else None
    outcome = _OUTCOMES[answer.id] if answer is not None else "answered"
    return _row(record, "sketch", request.turn, next_turn.turn, outcome)


def _pushed(record: Record, pushed: PushBack) -> dict[str, object]:
    """`thin`: neither a limit nor a number nor a choice was found in the answer."""
    outcome = "answered" if pushed.is_met else "thin"
    return _row(record, "push_back", pushed.turn, pushed.answer_turn, outcome)


def _row(record: Record, kind: str, turn: int, answer_turn: int | None, outcome: str) -> dict[str, object]:
    good = outcome == "reframed" or (kind == "push_back" and outcome == "answered")
    return {
        "kind": kind,
        "turn": turn,
        "t_s": round(record.turns[turn].start_s, 2),
        "request": _head(record.turns[turn].text),
        "answer_turn": answer_turn,
        "answer": None if answer_turn is None else _head(record.turns[answer_turn].text),
        "outcome": outcome,
        "recovered": good or _recovers(record, turn + 2),
    }


def _head(text: str) -> str:
    """The beginning of a turn, cut between words."""
    return text if len(text) <= LONGEST_QUOTE else text[:LONGEST_QUOTE].rsplit(" ", 1)[0]


def _recovers(record: Record, after_turn: int) -> bool:
    until = after_turn + _RECOVERS_WITHIN_TURNS
    return any(after_turn <= s.turn < until for s in record.of(*SUBSTANCE))
