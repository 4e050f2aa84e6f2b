"""Signals, then levels by rules, then a model's opinion of them where one was asked for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from voice_coach.assess.asking import opinions_of
from voice_coach.assess.reading import FORMAT, Conversation
from voice_coach.coaching import ledger
from voice_coach.coaching.anchors import judge
from voice_coach.coaching.delivery import delivery
from voice_coach.coaching.judge_prompt import judge_request
from voice_coach.coaching.opening import opening
from voice_coach.coaching.packet import of_the_opening, packet
from voice_coach.coaching.panel import FEWEST_OPINIONS, Panel, merged
from voice_coach.coaching.quotes import verified
from voice_coach.coaching.record import Record
from voice_coach.coaching.scenario import Scenario
from voice_coach.coaching.scorecard import Judgement
from voice_coach.coaching.signals import (
    Signal,
    SignalId,
    Vocabulary,
    find_signals,
    first_drawing,
    read_dialogue,
)
from voice_coach.engines.protocols import LanguageModel

RUBRIC = "docs/rubric.md"
RUBRIC_VERSION = 2
CAUTION = (
    "Rules miss much of what is said in unusual words, so a level may be lower than a person would give."
)
"""Measured in `docs/rubric.md`."""
ONE_SIDED = "Only the candidate's side was heard, so nothing tells how they did under pressure."
MODEL_CAUTION = "A language model moved some levels by a step; what the rules say is beside it."


@dataclass(frozen=True, slots=True)
class _Judged:
    """The judgements that stand, and how they came about."""

    judgements: tuple[Judgement, ...]
    dropped_quotes: int
    judge: dict[str, object]


def assess(
    conversation: Conversation, scenario: Scenario | None = None, model: LanguageModel | None = None
) -> dict[str, Any]:
    """The scorecard of `docs/session-format.md`.

    `scenario` brings the problem's own vocabulary. `model` judges beside the rules; where it fails, theirs is
    the scorecard, and `judge` says so.
    """
    dialogue = read_dialogue(conversation.turns, vocabulary_of(conversation, scenario))
    signals, dropped = verified(conversation.turns, find_signals(dialogue))
    record = Record(conversation.turns, dialogue, signals)
    judged = _judged(record, scenario, model)
    if conversation.opening_only:
        judged = replace(judged, judgements=of_the_opening(judged.judgements))
    handed = packet(record, judged.judgements, scenario, opening_only=conversation.opening_only)
    return {
        "format": FORMAT,
        "session": conversation.session,
        "verdict": handed["verdict"],
        "dimensions": [judgement.to_json() for judgement in judged.judgements],
        "signals": [_signal_json(signal) for signal in signals],
        "opening": opening(record, conversation.planned_s),
        "first_constraint_s": _first_s(record.of(SignalId.CONSTRAINT_STATED)),
        "first_diagram_s": _first_diagram_s(record),
        "constraint_map": ledger.constraint_map(record),
        "numbers": ledger.numbers(record),
        "tradeoffs": ledger.tradeoff_table(record),
        "delivery": delivery(conversation.turns, conversation.keeps_fillers),
        "packet": handed,
        "dropped_quotes": dropped + judged.dropped_quotes,
        "judge": judged.judge,
        **({"heard_by": dict(conversation.heard_by)} if conversation.heard_by else {}),
    }


def vocabulary_of(conversation: Conversation, scenario: Scenario | None) -> Vocabulary:
    """What the problem adds to the general words."""
    if scenario is None:
        return Vocabulary(kpi=conversation.kpi)
    fact = scenario.fact("kpi")
    return Vocabulary(scenario.components, f"{conversation.kpi} {fact.answer if fact else ''}".strip())


def _judged(record: Record, scenario: Scenario | None, model: LanguageModel | None) -> _Judged:
    by_rules = judge(record)
    if model is None:
        heard = {"notice": ONE_SIDED} if record.is_one_sided else {}
        return _Judged(by_rules, 0, _by("rules", **heard))
    if all(judgement.level is None for judgement in by_rules):
        return _Judged(by_rules, 0, _by("rules", notice="There was too little to ask a model about."))
    opinions, failures = opinions_of(model, judge_request(record, by_rules, scenario))
    if len(opinions) < FEWEST_OPINIONS:
        return _Judged(by_rules, 0, _by("rules", notice=_gave_up(failures), failures=failures))
    panel = merged(record, by_rules, opinions)
    return _Judged(panel.judgements, panel.dropped_quotes, _by_model(model, panel, failures))


def _gave_up(failures: Sequence[str]) -> str:
    return f"The model did not judge: {failures[0]} The scorecard is by rules alone."


def _by(kind: str, **more: object) -> dict[str, object]:
    return {
        "kind": kind,
        "rubric": RUBRIC,
        "version": RUBRIC_VERSION,
        "dissent": None,
        "caution": CAUTION,
        **more,
    }


def _by_model(model: LanguageModel, panel: Panel, failures: Sequence[str]) -> dict[str, object]:
    info, used = model.info, model.usage
    return _by(
        "llm",
        caution=MODEL_CAUTION,
        dissent=panel.dissent,
        model=info.detail,
        host=info.host,
        opinions=panel.opinions,
        rules={judgement.dimension.value: judgement.level for judgement in panel.by_rules},
        departures=[departure.to_json() for departure in panel.departures],
        not_followed=panel.not_followed,
        dropped_quotes=panel.dropped_quotes,
        failures=list(failures),
        tokens=used.prompt_tokens + used.completion_tokens,
    )


def _signal_json(signal: Signal) -> dict[str, object]:
    return {
        "id": signal.id.value,
        "kind": str(signal.kind) if signal.kind else None,
        "turn": signal.turn,
        "t_s": round(signal.t_s, 2),
        "quote": signal.quote,
        "value": signal.value,
    }


def _first_diagram_s(record: Record) -> float | None:
    """The first component of the first tour, or of a drawing that was asked for, whichever came first."""
    drawn = _first_s(record.of(SignalId.SKETCH_OBEYED, SignalId.DIAGRAM_FIRST))
    return min((t for t in (first_drawing(record.dialogue), drawn) if t is not None), default=None)


def _first_s(signals: Sequence[Signal]) -> float | None:
    return min((round(signal.t_s, 2) for signal in signals), default=None)
