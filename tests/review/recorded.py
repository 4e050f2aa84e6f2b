"""Sessions for the tests of the review page: whole, judged, hostile, and broken in each way."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from session_makers import a_manifest

from voice_coach.coaching.transcript import Speaker, TranscriptTurn
from voice_coach.conversation.sound import RATE_HZ
from voice_coach.conversation.words import Word
from voice_coach.sessions.importing import import_talk
from voice_coach.sessions.manifest import Manifest, ScenarioRef

SAID = "the KPI is resolved cases and latency is three seconds so the gateway feeds the vector store"


def a_session(recordings: Path, said: str = SAID, *, seconds: float = 12.0, scenario: str = "") -> Path:
    """Finished, with sound, two turns and no scorecard."""
    manifest = a_manifest(scenario or "support-replies")
    return _kept(recordings, manifest, said, seconds)


def a_judged_session(recordings: Path, said: str = SAID, **changes: Any) -> Path:
    """With a scorecard as well; `changes` replace parts of it."""
    folder = a_session(recordings, said)
    keep(folder, "scorecard.json", a_scorecard(folder.name) | changes)
    return folder


def keep(folder: Path, name: str, value: object) -> None:
    (folder / name).write_text(json.dumps(value), encoding="utf-8")


def a_scorecard(session_id: str, level: int = 3, text: str = "Named one limit.") -> dict[str, Any]:
    quote = {"turn": 1, "quote": "latency is three seconds", "start_s": 6.0, "end_s": 8.0}
    reason = {"dimension": "constraints", "sentence": text, "evidence": [quote]}
    return {
        "format": 1,
        "session": session_id,
        "verdict": "borderline",
        "dimensions": [
            {"id": name, "level": level, "sentence": text, "evidence": [quote], "advice": text}
            for name in ("framing", "constraints")
        ],
        "signals": [
            {"id": "constraint_stated", "kind": "latency", "turn": 1, "t_s": 6.0, "quote": text, "value": 3},
            {"id": "choice_mapped", "kind": "latency", "turn": 1, "t_s": 7.0, "quote": text, "value": None},
            {"id": "diagram_first", "kind": None, "turn": 1, "t_s": 8.0, "quote": text, "value": None},
        ],
        "opening": {
            "until_s": 60.0,
            "restatement": {"turn": 1, "t_s": 5.0, "length_s": 4.0, "within_limit": True, "quote": text},
            "questions": [{"turn": 1, "t_s": 5.5, "topic": "kpi", "quote": text}],
            "covered": ["kpi", "traffic", "privacy"],
            "not_covered": [],
            "constraints_s": 6.0,
            "approach_s": None,
            "order": ["restatement", "questions"],
            "in_order": True,
            "late": [],
            "missing": ["approach"],
        },
        "first_constraint_s": 6.0,
        "first_diagram_s": 8.0,
        "constraint_map": [
            {"kind": "latency", "stated": [quote | {"t_s": 6.0}], "choices": [], "used": False}
        ],
        "numbers": [
            {
                "turn": 1,
                "t_s": 6.5,
                "quote": text,
                "value": 3.0,
                "unit": "s",
                "measures": text,
                "source": text,
                "used_for": text,
                "check": text,
                "trap": None,
            }
        ],
        "tradeoffs": [
            {
                "turn": 1,
                "t_s": 7.0,
                "quote": text,
                "quantified": True,
                "lever": text,
                "gain": text,
                "price": text,
                "period": "month",
                "kpi_effect": text,
                "source": text,
            }
        ],
        "delivery": {"wpm": 150, "pauses": [{"turn": 1, "t_s": 9.0, "length_s": 3.1}], "talk_share": 0.6},
        "packet": {
            "verdict": "borderline",
            "level": "senior",
            "for": reason,
            "against": reason,
            "hints_used": 1,
            "pressure_moments": [
                {
                    "kind": "sketch",
                    "turn": 0,
                    "t_s": 1.0,
                    "request": text,
                    "outcome": "obeyed",
                    "recovered": False,
                }
            ],
            "would_change": text,
            "hear_again": quote | {"why": text},
            "practise_next": [
                {"drill": "constraints", "dimension": "constraints", "why": text, "example": text}
            ],
            "not_asked": [{"fact": "kpi", "answer": text}],
            "limits_not_named": [{"says": text}],
        },
        "dropped_quotes": 1,
        "judge": {"kind": "rules", "caution": text, "dissent": {"framing": [2, 3, None]}},
    }


def a_hostile_session(recordings: Path, attack: str) -> Path:
    """The same text in every field that holds any."""
    manifest = replace(
        a_manifest(),
        mode="practice",
        scenario=ScenarioRef("support-replies", attack, "ab" * 32),
        engines=(
            {
                "kind": attack,
                "name": attack,
                "detail": attack,
                "version": "",
                "notice": attack,
                "host": attack,
            },
        ),
        faults=(f"sound_trouble: {attack}",),
    )
    folder = _kept(recordings, manifest, f"{attack} the gateway feeds the vector store {attack}", 4.0)
    kept = json.loads((folder / "transcript.json").read_text())
    kept["turns"][0] |= {"text": f"{attack} and {attack}", "heard_text": attack, "cut": True, "move": attack}
    keep(folder, "transcript.json", kept)
    keep(folder, "scorecard.json", a_scorecard(folder.name, text=attack) | {"verdict": attack})
    keep(folder, "notes.json", {"format": 1, "notes": [{"id": "ab12", "t_s": 1.0, "text": attack}]})
    form = {"kind": "voice_coach_peer_form", "format": 1, "session": folder.name, "peer": attack[:100]}
    filled = {"verdict": "hire", "dimensions": [{"id": "framing", "level": 2, "why": attack}]}
    keep(folder, "peer-1.json", form | filled | {"strongest_for": attack, "strongest_against": attack})
    with (folder / "events.jsonl").open("a", encoding="utf-8") as log:
        for event in (
            {"type": "stage", "stage": attack},
            {"type": "fault", "what": attack, "detail": attack},
            {"type": "control", "control": attack, "said": attack},
            {"type": "move", "kind": "sketch_now", "turn": 0, "topic": attack, "stage": attack},
        ):
            log.write(json.dumps({"seq": 90, "t_s": 1.0, **event}) + "\n")
    return folder


def _kept(recordings: Path, manifest: Manifest, said: str, seconds: float) -> Path:
    at = np.arange(round(seconds * RATE_HZ))
    near = (np.sin(at / 20) * 8000).astype(np.int16)
    words = said.split()
    step = (seconds - 5) / max(1, len(words)) if seconds > 5 else 0.05
    timed = tuple(
        Word(word, 4 + number * step, 4 + (number + 1) * step, 0.4 if number % 5 == 0 else 0.9)
        for number, word in enumerate(words)
    )
    turns = (
        TranscriptTurn(0, Speaker.INTERVIEWER, 0.0, 3.5, "How would you begin? Draw it for me.", (), "open"),
        TranscriptTurn(1, Speaker.CANDIDATE, 4.0, max(seconds - 1, 4.5), said, timed),
    )
    return import_talk(recordings, manifest, turns, (near, near // 2))
