"""Counting and mixing of language models: what is a probability stays one."""

import math

import pytest

from voice_coach.engines.ngrams import END, START, Trigrams, counted, mixed

GENERAL_WORDS = (START, END, "the", "dog", "barks", "cat", "runs")
OUR_WORDS = (*GENERAL_WORDS, "kpi")


def of(*sentences: str, words=GENERAL_WORDS) -> Trigrams:
    return counted([(tuple(sentence.split()), 1.0) for sentence in sentences], words)


GENERAL = of("the dog barks", "the cat runs", "the dog runs")
OURS = of("the kpi runs", "the kpi barks", "the dog barks", words=OUR_WORDS)
HISTORIES = [(), ("the",), ("dog",), (START,), (START, "the"), ("the", "dog"), ("the", "kpi"), ("cat", "dog")]


def mass(model: Trigrams, before: tuple[str, ...]) -> float:
    return sum(math.exp(model.log_probability(word, before)) for word in model.words if word != START)


@pytest.mark.parametrize("before", [each for each in HISTORIES if "kpi" not in each])
def test_a_counted_model_gives_each_history_a_whole_probability(before):
    assert mass(GENERAL, before) == pytest.approx(1.0, abs=0.02)


@pytest.mark.parametrize("share", [0.1, 0.4, 0.9])
@pytest.mark.parametrize("before", HISTORIES)
def test_a_mixed_model_gives_each_history_a_whole_probability(before, share):
    assert mass(mixed(GENERAL, OURS, share), before) == pytest.approx(1.0, abs=0.02)


def test_what_was_said_is_likelier_than_what_was_not():
    assert GENERAL.log_probability("barks", ("the", "dog")) > GENERAL.log_probability("cat", ("the", "dog"))


def test_a_sentence_with_more_weight_counts_for_more():
    light, heavy = (
        counted([(("the", "dog"), 1.0), (("the", "cat"), weight)], GENERAL_WORDS) for weight in (1.0, 9.0)
    )
    assert heavy.log_probability("cat", ("the",)) > light.log_probability("cat", ("the",))


def test_a_mixed_probability_lies_between_its_sides():
    both = mixed(GENERAL, OURS, 0.4)
    for word, before in (("dog", ("the",)), ("barks", ("the", "dog")), ("runs", ("dog",))):
        sides = sorted(model.log_probability(word, before) for model in (GENERAL, OURS))
        assert sides[0] - 0.05 <= both.log_probability(word, before) <= sides[1] + 0.05


def test_a_word_that_only_our_side_knows_can_be_said_and_the_more_the_greater_its_share():
    little, much = (mixed(GENERAL, OURS, share).log_probability("kpi", ("the",)) for share in (0.1, 0.6))
    assert math.log(0.01) < little < much


def test_what_the_general_side_knows_alone_is_not_forgotten():
    assert mixed(GENERAL, OURS, 0.4).log_probability("runs", ("the", "cat")) > math.log(0.1)


def test_an_unknown_word_is_an_error():
    with pytest.raises(ValueError, match="not in tuple"):
        GENERAL.log_probability("unicorn")
