"""The anchors by themselves: levels from the labelled signals, so that no miss of a detector is in them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from assessing.agreement import levels_agreement, verdict_agreement
from voice_coach.assess import conversation_of
from voice_coach.assess.scoring import vocabulary_of
from voice_coach.coaching.anchors import judge
from voice_coach.coaching.record import Record
from voice_coach.coaching.scorecard import verdict
from voice_coach.coaching.signals import Signal, SignalId, find_signals, read_dialogue


def anchors_alone(labelled: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """Agreement of the levels and verdicts that follow from the labels' own signals."""
    cards = [_card(each) for each in labelled]
    return {
        "transcripts": len(labelled),
        "levels": levels_agreement(labelled, cards),
        "verdict": verdict_agreement(labelled, cards),
    }


def _card(each: dict[str, Any]) -> dict[str, Any]:
    record = _record(each)
    judgements = judge(record)
    return {
        "dimensions": [judgement.to_json() for judgement in judgements],
        "verdict": verdict(record.words, judgements, record.is_english).value,
    }


def _record(each: dict[str, Any]) -> Record:
    conversation = conversation_of(each, each["id"])
    dialogue = read_dialogue(conversation.turns, vocabulary_of(conversation, None))
    found = {signal.key: signal for signal in find_signals(dialogue)}
    signals = []
    for label in each["expected"]["signals"]:
        turn = conversation.turns[label["turn"]]
        whole = Signal(
            SignalId(label["id"]),
            label["turn"],
            turn.start_s,
            turn.text,
            0,
            (0, len(turn.text)),
            label.get("kind"),
        )
        signals.append(found.get(whole.key, whole))
    return Record(conversation.turns, dialogue, tuple(sorted(signals, key=lambda s: (s.turn, s.start, s.id))))
