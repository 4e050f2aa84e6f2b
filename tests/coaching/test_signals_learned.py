"""What was learned: the weights that ship, and what they are asked about."""

from __future__ import annotations

import numpy as np
import pytest

from voice_coach.coaching.signals import SignalId
from voice_coach.coaching.signals.features import NOWHERE
from voice_coach.coaching.signals.learned import (
    BY_RULES,
    LONG_SENTENCE,
    WEIGHTS,
    best_of,
    clues,
    likelihood,
    likely,
    stretches,
    units,
    weights,
)
from voice_coach.coaching.signals.reading import Line, Reading, read_turn
from voice_coach.coaching.transcript import Speaker, TranscriptTurn

LIMIT = "No address may ever leave the company. It must answer within four seconds."


def read(text: str) -> Reading:
    return read_turn(TranscriptTurn(0, Speaker.CANDIDATE, 0.0, 9.0, text))


def test_the_weights_are_small_and_whole() -> None:
    learned = weights()
    assert WEIGHTS.stat().st_size < 1_000_000
    assert learned.values.shape == (len(learned.columns), len(learned.labels))
    assert learned.offsets.shape == (len(learned.labels),)
    assert np.isfinite(learned.values).all()
    assert np.isfinite(learned.offsets).all()
    assert {label.partition(":")[0] for label in learned.labels} <= {*SignalId, "tour"}


def test_how_far_to_believe_was_learned_for_every_id_but_tours() -> None:
    learned = weights()
    assert {label.partition(":")[0] for label in learned.labels} - set(learned.trust) <= {"tour"}
    assert all(each.shape == (len(clues_of(LIMIT)),) for each in learned.trust.values())


def clues_of(text: str, label: str = "constraint_stated:compliance", *by_rules: str) -> list[float]:
    reading = read(text)
    return clues(reading, label, likely(reading, NOWHERE), frozenset(by_rules))


def test_sentences_are_looked_at_alone_and_in_pairs() -> None:
    said = [" ".join(line.words) for line in units(read(LIMIT))]
    assert said[0] == "no address may ever leave the company"
    assert said[-1].startswith("no address")
    assert said[-1].endswith("four seconds") or said[-1].endswith("# s")


def test_text_without_marks_is_looked_at_in_overlapping_stretches() -> None:
    reading = read(" ".join(f"word{chr(97 + at)}" for at in range(24)))
    seen = [set(line.words) for line in units(reading)]
    assert set.union(*seen) == set(reading.line.words)
    assert seen[0] & seen[1]


def test_only_a_long_statement_is_looked_at_in_parts_and_no_question() -> None:
    words = " ".join(["limit"] * (LONG_SENTENCE + 5))
    assert len(list(units(read(f"Yes. {words}.")))) > len(list(units(read(f"Yes. {words}?"))))
    assert len(list(stretches(read("four words of it").line))) >= 1


def test_the_best_statement_of_each_label_is_kept_with_its_runner_up() -> None:
    lines = [Line((), text, ()) for text in "abc"]
    scores = np.array([[0.5, -9.0], [2.0, 1.0], [1.0, 99.0]], np.float32)
    best = best_of(("x", "y"), scores, lines)
    assert (best["x"].score, best["x"].runner_up, best["x"].where.text) == (2.0, 1.0, "b")
    assert best["y"].where.text == "c"
    assert best["y"].score < 99.0, "beyond a bound, how sure does not matter"


def test_a_single_statement_has_no_runner_up_to_speak_of() -> None:
    best = best_of(("x",), np.array([[1.0]], np.float32), [Line((), "a", ())])
    assert best["x"].runner_up < best["x"].score


def test_nothing_is_likely_where_nothing_was_said() -> None:
    assert likely(read(""), NOWHERE) == {}
    assert likely(read("... ?!"), NOWHERE) == {}


def test_the_same_words_are_found_as_likely_every_time() -> None:
    assert clues_of(LIMIT) == clues_of(LIMIT)


def test_a_limit_is_likelier_than_small_talk() -> None:
    label = "constraint_stated:compliance"
    limit, talk = (likelihood(label, clues_of(text)) for text in (LIMIT, "Good morning, how are you today?"))
    assert limit is not None
    assert talk is not None
    assert limit > 0.5 > talk


@pytest.mark.parametrize("label", ["constraint_stated:compliance", "probing_question:kpi", "restatement"])
def test_what_the_rules_found_makes_a_signal_likelier(label: str) -> None:
    alone, ruled = likelihood(label, clues_of(LIMIT, label)), likelihood(label, clues_of(LIMIT, label, label))
    assert clues_of(LIMIT, label, label)[BY_RULES] == 1.0
    assert alone is not None
    assert ruled is not None
    assert ruled > alone


def test_of_what_nothing_was_learned_about_no_likelihood_is_given() -> None:
    assert likelihood("tour", clues_of(LIMIT)) is None
