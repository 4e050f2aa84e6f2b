from __future__ import annotations

import json
from importlib.resources import files
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from session_makers import a_writer, play

from voice_coach.assess import assess, load_target
from voice_coach.library import load_scenario
from voice_coach.sessions.reading import Session

SCHEMAS = files("voice_coach.sessions") / "schemas"


def schema(kind: str) -> jsonschema.Draft202012Validator:
    content = json.loads((SCHEMAS / f"{kind}.schema.json").read_text("utf-8"))
    jsonschema.Draft202012Validator.check_schema(content)
    return jsonschema.Draft202012Validator(content)


@pytest.fixture
def session(tmp_path: Path) -> Session:
    writer = a_writer(tmp_path)
    play(writer, 0, 1)
    writer.event("session_started", 0.0, scenario="x", title="X", minutes=3, seed=None, engines=[])
    writer.event("stage", 0.0, stage="opening")
    writer.event(
        "move", 0.0, kind="open", stage="opening", trigger=None, aim="", topic="", turn=0, revision=0
    )
    writer.event(
        "turn",
        0.1,
        turn=0,
        speaker="interviewer",
        end_s=0.4,
        text="Welcome. Tell me.",
        move="open",
        stage="opening",
        trigger={"turn": 0, "quote": ""},
        heard_text="Welcome.",
        cut=True,
    )
    words = [{"text": "Right.", "start_s": 0.5, "end_s": 0.8, "probability": 0.9}]
    writer.event("turn", 0.5, turn=1, speaker="candidate", end_s=0.8, text="Right.", words=words)
    writer.event("barge_in", 0.4, turn=0, outcome="cancelled", heard_words=1)
    writer.event("revision", 0.4, turn=1, revision=1)
    writer.event("latency", 0.9, turn=1, gap_ms=412.5, parts={"recogniser_ms": 80.0})
    said = "Coach, pause."
    writer.event("control", 0.9, control="pause", said=said, turn=2, reply="Paused.", paused_s=0.0)
    writer.event("fault", 0.9, what="overrun", detail="1")
    writer.event("notice", 0.9, text="Accuracy is limited.")
    writer.event("watchdog", 0.9, reason="floor empty")
    return Session(writer.finish())


def test_a_real_manifest_fits_its_schema_while_recording_and_when_done(
    tmp_path: Path, session: Session
) -> None:
    writer = a_writer(tmp_path)
    for folder in (writer.folder, session.folder):
        schema("session").validate(json.loads((folder / "session.json").read_bytes()))
    writer.close()


def test_every_real_event_fits_its_schema(session: Session) -> None:
    validator = schema("event")
    for event in session.events():
        validator.validate(event)
    assert len({event["type"] for event in session.events()}) == 12


def test_a_real_transcript_fits_its_schema(session: Session) -> None:
    schema("transcript").validate(json.loads((session.folder / "transcript.json").read_bytes()))
    assert [turn["text"] for turn in session.transcript()["turns"]] == ["Welcome.", "Right."]


TALKS = Path(__file__).parents[1] / "data" / "transcripts"
CARD: dict[str, Any] = assess(load_target(TALKS / "tune-sql-copilot-asr.json"), load_scenario("sql-copilot"))


@pytest.mark.parametrize("path", sorted(TALKS.glob("*.json")), ids=lambda path: path.stem)
def test_a_real_scorecard_fits_its_schema(path: Path) -> None:
    schema("scorecard").validate(json.loads(json.dumps(assess(load_target(path)))))


def test_a_scorecard_with_a_scenario_fits_its_schema() -> None:
    assert CARD["packet"]["practise_next"][0]["example"]
    schema("scorecard").validate(json.loads(json.dumps(CARD)))


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("session", {"format": 1}),
        ("event", {"seq": 0, "t_s": 0.0}),
        ("event", {"seq": 0, "t_s": 0.0, "type": "turn", "turn": 0}),
        (
            "event",
            {"seq": 0, "t_s": 0.0, "type": "barge_in", "turn": 0, "outcome": "shrugged", "heard_words": 1},
        ),
        ("event", {"seq": 0, "t_s": 0.0, "type": "control", "control": "shout", "said": "coach, shout"}),
        ("transcript", {"format": 1, "session": "x", "scenario": {}, "turns": []}),
        ("scorecard", CARD | {"verdict": "73/100"}),
        ("scorecard", CARD | {"dimensions": [{**CARD["dimensions"][0], "level": 5}]}),
    ],
)
def test_a_schema_refuses_what_it_should(kind: str, value: object) -> None:
    with pytest.raises(jsonschema.ValidationError):
        schema(kind).validate(value)
