"""A model asked to judge straight after an interview: what it may change, and what stays whatever it does."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest
from fakes.openai_server import Mode, OpenAIServer

from voice_coach.__main__ import run
from voice_coach.assess import asking
from voice_coach.coaching.scorecard import Dimension
from voice_coach.sessions.reading import folders_in

SAID = (
    "So agents type the whole day and customers wait. What is the KPI, and when do the mails come?",
    "Then three seconds to a readable draft, and no outside company may keep a mail. Those two decide.",
    "I would draft only from the current rule and the order, in our own country because no outside company "
    "may keep a mail.",
    "A second check brings wrong promises from one in eighty to one in two hundred and adds one second.",
    "Wrong promises come first, because each one costs 35 dollars. I leave the tone aside.",
    "I expect 61 to go to 67 percent, from a pilot with forty agents over six weeks.",
    "Coach, end the interview.",
    "No, thank you.",
)
QUOTE = "no outside company may keep a mail"
INVENTED = "we doubled revenue in Berlin within a week"


@pytest.fixture
def session(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """An interview that has just ended, judged by the rules."""
    text = "".join(json.dumps({"text": line}) + "\n" for line in SAID).encode()
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(text), encoding="utf-8"))
    options = ["--minutes", "4", "--seed", "1", "--plain", "--interviewer", "scripted"]
    assert run(["practice", "--candidate", "-", *options]) == 0
    (folder,) = folders_in(tmp_path / "recordings")
    return folder


def card_of(session: Path) -> dict[str, Any]:
    return dict(json.loads((session / "scorecard.json").read_text(encoding="utf-8")))


def levels(card: dict[str, Any]) -> dict[str, int | None]:
    return {each["id"]: each["level"] for each in card["dimensions"]}


def reply(level: int, quote: str) -> str:
    view = {
        "level": level,
        "sentence": "You named a limit.",
        "advice": "Name one more.",
        "quotes": [{"quote": quote}],
    }
    return json.dumps({"dimensions": [{"id": dimension.value, **view} for dimension in Dimension]})


def judged_by(server: OpenAIServer, session: Path) -> dict[str, Any]:
    """The scorecard after the session was given to a model."""
    arguments = ["assess", session.name, "--judge", "llm", "--base-url", server.url, "--model", "tiny"]
    assert run(arguments) == 0
    return card_of(session)


def test_a_fair_judge_is_asked_three_times_and_the_rules_scorecard_is_kept(session: Path) -> None:
    by_rules = card_of(session)
    with OpenAIServer(reply=reply(3, QUOTE)) as server:
        card = judged_by(server, session)
    assert len(server.requests) == 3
    assert (card["judge"]["kind"], card["judge"]["opinions"]) == ("llm", 3)
    older = [json.loads(path.read_text(encoding="utf-8")) for path in session.glob("scorecard-*.json")]
    assert levels(by_rules) in [levels(each) for each in older]


def test_a_judge_that_invents_its_quotes_moves_nothing(session: Path) -> None:
    by_rules = card_of(session)
    with OpenAIServer(reply=reply(4, INVENTED)) as server:
        card = judged_by(server, session)
    assert levels(card) == levels(by_rules)
    assert card["dropped_quotes"] >= len(Dimension)
    assert "Berlin" not in json.dumps(card)


@pytest.mark.parametrize("level", [1, 4])
def test_a_judge_that_lies_moves_no_level_by_more_than_a_step(session: Path, level: int) -> None:
    by_rules = levels(card_of(session))
    with OpenAIServer(reply=reply(level, QUOTE)) as server:
        after = levels(judged_by(server, session))
    assert after.keys() == by_rules.keys()
    for name, before in by_rules.items():
        assert (before is None) == (after[name] is None)
        assert abs((after[name] or 0) - (before or 0)) <= 1


@pytest.mark.parametrize("mode", [Mode.HANG, Mode.CUT, Mode.HTML_200, Mode.BROKEN])
def test_a_judge_that_fails_leaves_the_rules_scorecard_and_says_why(
    session: Path, mode: Mode, monkeypatch: pytest.MonkeyPatch
) -> None:
    by_rules = card_of(session)
    monkeypatch.setattr(asking, "DEADLINE_S", 0.2)
    with OpenAIServer(mode, reply=reply(4, QUOTE)) as server:
        card = judged_by(server, session)
    assert {k: v for k, v in card.items() if k not in {"judge", "created"}} == {
        k: v for k, v in by_rules.items() if k not in {"judge", "created"}
    }
    assert card["judge"]["notice"].startswith("The model did not judge: ")
