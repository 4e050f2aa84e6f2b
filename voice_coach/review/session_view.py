"""Everything that the page of one session shows, as one JSON value; what is missing is said."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from voice_coach.coaching.scenario import Scenario
from voice_coach.coaching.sketch import sketch
from voice_coach.coaching.transcript import TranscriptTurn
from voice_coach.review.hesitations import hesitations
from voice_coach.review.marks import marks_of
from voice_coach.sessions.events import Event
from voice_coach.sessions.lock import is_running
from voice_coach.sessions.notes import read_notes
from voice_coach.sessions.peers import read_peer_forms
from voice_coach.sessions.reading import Session
from voice_coach.sessions.scorecards import has_scorecard_file, objects, read_scorecard, text
from voice_coach.sessions.transcript import KeptTurn

FORMAT = 1
_TOPICS_OF_MOVES = {
    "open": ("restatement", "questions", "approach"),
    "sketch_now": ("sketch",),
    "interrupt_diagram": ("constraints", "user"),
    "ask_number": ("number", "tradeoff"),
    "ask_source": ("source",),
    "challenge_priority": ("priority",),
    "ask_user": ("user",),
    "wrap_up": ("summary",),
}
"""Where a scenario answers a move that has no topic of its own."""
_SHORTEST_PACE_S = 4.0


def session_view(session: Session, scenario: Scenario | None = None) -> dict[str, Any]:
    """The page's value; `scenario` brings model answers and the names of the problem's boxes."""
    turns, events = _turns(session), session.events()
    meant, card = _meant(events), read_scorecard(session.folder)
    manifest = session.manifest
    return {
        "format": FORMAT,
        "id": session.id,
        "title": manifest.scenario.title or manifest.scenario.id,
        "scenario": manifest.scenario.id,
        "mode": manifest.mode,
        "state": manifest.state.value,
        "started_at": manifest.started_at.isoformat(),
        "duration_s": _length_s(session, turns),
        "has_sound": session.sound_path is not None,
        "missing": list(_missing(session, turns, card)),
        "engines": [_engine(engine) for engine in manifest.engines],
        "turns": [_turn(turn, meant.get(turn.said.turn, "")) for turn in turns],
        "stages": [[event["t_s"], text(event.get("stage"))] for event in _of(events, "stage")],
        "marks": marks_of(events, card),
        "scorecard": card,
        "answers": list(_answers(events, turns, scenario)),
        "sketch": _sketch(turns, card, scenario),
        "pace": list(_pace(turns)),
        "notes": [asdict(note) for note in read_notes(session.folder)],
        "peers": read_peer_forms(session.folder),
    }


def commands_of(view: Mapping[str, Any], drill_command: Callable[[str, str], str]) -> dict[str, str]:
    """The command line that practises each drill that the packet names; given the drill and the scenario."""
    packet = (view["scorecard"] or {}).get("packet")
    steps = objects(packet.get("practise_next") if isinstance(packet, dict) else None)
    names = filter(None, (text(step.get("drill")) for step in steps))
    return {name: drill_command(name, view["scenario"]) for name in names}


def _turns(session: Session) -> Sequence[KeptTurn]:
    return sorted(session.turns(), key=lambda turn: turn.said.turn)


def _length_s(session: Session, turns: Sequence[KeptTurn]) -> float:
    return max([session.manifest.duration_s, *(turn.said.end_s for turn in turns)], default=0.0)


def _missing(session: Session, turns: Sequence[KeptTurn], card: object) -> Iterator[str]:
    if is_running(session.folder):
        yield "This session is being recorded now; load the page again for more."
    elif not session.manifest.state.is_final:
        yield "This session was interrupted; `voice-coach recover` makes it whole."
    elif session.manifest.state.value == "recovered":
        yield "This session was interrupted and made whole; what was on disk by then is here."
    if session.sound_path is None:
        yield "There is no sound in this session."
    if not turns:
        yield "There is no transcript: nothing was said, or it cannot be read."
    if card is None and has_scorecard_file(session.folder):
        yield f"The scorecard cannot be read; `voice-coach assess {session.id}` makes a new one."
    elif card is None:
        yield f"There is no scorecard yet; `voice-coach assess {session.id}` makes one."
    if session.damaged_lines:
        lines = "1 line" if session.damaged_lines == 1 else f"{session.damaged_lines} lines"
        yield f"Left out, since damaged: {lines} of the event log."
    yield from (fault.partition(": ")[2] or fault for fault in session.manifest.faults)


def _engine(engine: Mapping[str, str]) -> dict[str, str]:
    return {name: text(engine.get(name)) for name in ("kind", "name", "detail", "notice", "host")}


def _of(events: Sequence[Event], kind: str) -> list[Event]:
    return [event for event in events if event["type"] == kind]


def _has_turn(event: Event) -> bool:
    return type(event.get("turn")) is int


def _meant(events: Sequence[Event]) -> dict[int, str]:
    return {event["turn"]: text(event.get("text")) for event in _of(events, "turn") if _has_turn(event)}


def _turn(turn: KeptTurn, meant: str) -> dict[str, Any]:
    """Short names, since there are thousands: i index, w who, s start, e end, x text, u unheard, k words,
    f the first and last word of each filler and hedge.
    """
    said = turn.said
    found: dict[str, Any] = {
        "i": said.turn,
        "w": "c" if said.by_candidate else "i",
        "s": round(said.start_s, 2),
        "e": round(said.end_s, 2),
        "x": said.text,
    }
    if turn.cut:
        found |= {"cut": True, "u": _unheard(said.text, meant)}
    if said.words:
        found["k"] = [
            [w.text, round(w.start_s, 2), round(w.end_s, 2), round(w.probability, 2)] for w in said.words
        ]
    spoken = [word.text for word in said.words] or said.text.split()
    if said.by_candidate and (runs := hesitations(spoken)):
        found["f"] = runs
    return found | ({"m": said.move} if said.move else {}) | ({"g": turn.stage} if turn.stage else {})


def _unheard(heard: str, meant: str) -> str:
    return meant[len(heard) :].strip() if meant.startswith(heard) else ""


def _answers(
    events: Sequence[Event], turns: Sequence[KeptTurn], scenario: Scenario | None
) -> Iterator[dict[str, Any]]:
    """A strong candidate's answer to each question that the scenario has one for."""
    asked = {turn.said.turn: turn.said for turn in turns if not turn.said.by_candidate}
    for event in filter(_has_turn, _of(events, "move")) if scenario else ():
        question = asked.get(event["turn"])
        lines = _lines(scenario, text(event.get("kind")), text(event.get("topic"))) if scenario else []
        if question is not None and lines:
            yield {
                "turn": question.turn,
                "t_s": round(question.start_s, 2),
                "question": question.text,
                "lines": lines,
            }


def _lines(scenario: Scenario, kind: str, topic: str) -> list[str]:
    own = scenario.model_lines(topic)
    if own:
        return list(own)
    return [line for general in _TOPICS_OF_MOVES.get(kind, ()) for line in scenario.model_lines(general)]


def _sketch(
    turns: Sequence[KeptTurn], card: Mapping[str, Any] | None, scenario: Scenario | None
) -> dict[str, object]:
    reasons = {
        signal["turn"]: text(signal.get("kind")) or "other"
        for signal in objects((card or {}).get("signals"))
        if signal.get("id") == "choice_mapped" and isinstance(signal.get("turn"), int)
    }
    said: list[TranscriptTurn] = [turn.said for turn in turns]
    return sketch(said, reasons, scenario.components if scenario else ()).to_json()


def _pace(turns: Sequence[KeptTurn]) -> Iterator[list[float]]:
    """Start, words a minute and index of each of the candidate's turns that is long enough to tell."""
    for turn in (each.said for each in turns if each.said.by_candidate):
        if turn.length_s >= _SHORTEST_PACE_S:
            yield [round(turn.start_s, 2), round(60 * len(turn.text.split()) / turn.length_s), turn.turn]
