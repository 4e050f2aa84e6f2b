"""The mixed language model as a file: read, written, kept, and read by pocketsphinx itself."""

from pathlib import Path

import numpy as np
import pytest

from voice_coach.conversation.expected_talk import ANY_TALK, ExpectedTalk
from voice_coach.engines import sphinx_language
from voice_coach.engines.ngrams import END, START, counted
from voice_coach.engines.sphinx_language import general_language, prepared_language
from voice_coach.engines.sphinx_model_file import read_trigrams, write_trigrams

pocketsphinx = pytest.importorskip("pocketsphinx")
MODELS = Path(pocketsphinx.get_model_path("en-us"))
WORDS = (START, END, "the", "dog", "barks", "cat", "runs")
SMALL = counted([(("the", "dog", "barks"), 1.0), (("the", "cat", "runs"), 2.0)], WORDS)
TALK = ExpectedTalk(("vector store",), ("Ask the XQZ about the vector store.",))


def as_pocketsphinx_reads_it(path, *words):
    """The logarithm of the last word's probability after the others."""
    decoder = pocketsphinx.Decoder(lm=None, loglevel="FATAL")
    model = pocketsphinx.NGramModel(decoder.config, decoder.logmath, str(path))
    return decoder.logmath.log_to_ln(model.prob(list(reversed(words))))


def test_a_written_model_is_read_back_the_same(tmp_path):
    write_trigrams(SMALL, tmp_path / "small.bin")
    back = read_trigrams(tmp_path / "small.bin")
    assert back.words == SMALL.words
    for ours, theirs in (("logp1", 0.01), ("logp2", 0.01), ("backoff2", 0.01), ("logp3", 0.01)):
        assert getattr(back, ours) == pytest.approx(getattr(SMALL, ours), abs=theirs)
    for indices in ("word2", "before2", "pair3", "before3"):
        assert np.array_equal(getattr(back, indices), getattr(SMALL, indices))


@pytest.mark.parametrize("words", [("dog",), ("the", "dog"), ("the", "cat", "runs"), ("dog", "cat")])
def test_pocketsphinx_reads_the_same_probabilities(tmp_path, words):
    write_trigrams(SMALL, tmp_path / "small.bin")
    *before, word = words
    assert as_pocketsphinx_reads_it(tmp_path / "small.bin", *words) == pytest.approx(
        SMALL.log_probability(word, before), abs=0.02
    )


@pytest.mark.parametrize("damage", [lambda data: data[:-40], lambda data: b"x" + data[1:], lambda _: b""])
def test_a_damaged_model_is_refused(tmp_path, damage):
    path = tmp_path / "small.bin"
    write_trigrams(SMALL, path)
    path.write_bytes(damage(path.read_bytes()))
    with pytest.raises(ValueError, match=r"small\.bin|words of the language model"):
        read_trigrams(path)


@pytest.fixture(scope="module")
def cache(tmp_path_factory):
    folder = tmp_path_factory.mktemp("cache")
    prepared_language(TALK, MODELS, folder)
    return folder


@pytest.fixture
def no_mixing(monkeypatch):
    def refuse(*_):
        raise AssertionError("it was mixed again")

    monkeypatch.setattr(sphinx_language, "mixed", refuse)


def test_a_word_of_the_scenario_can_be_recognised_afterwards(cache):
    language = prepared_language(TALK, MODELS, cache)
    assert language.written["xqz"] == "XQZ"
    general = general_language(MODELS)
    after = as_pocketsphinx_reads_it(language.model, "the", "vector", "store")
    assert after > as_pocketsphinx_reads_it(general.model, "the", "vector", "store") + 1


def test_a_second_start_takes_the_model_from_the_cache(cache, no_mixing):
    assert prepared_language(TALK, MODELS, cache).model.parent == cache


def test_another_scenario_is_another_model(cache, no_mixing):
    with pytest.raises(AssertionError, match="mixed again"):
        prepared_language(ANY_TALK, MODELS, cache)


def test_a_damaged_cache_is_made_anew(cache):
    model = prepared_language(TALK, MODELS, cache).model
    whole = model.read_bytes()
    model.write_bytes(whole[:-1])
    assert prepared_language(TALK, MODELS, cache).model.read_bytes() == whole


def test_a_failed_making_leaves_nothing_behind(tmp_path, no_mixing):
    with pytest.raises(AssertionError):
        prepared_language(TALK, MODELS, tmp_path)
    assert not list(tmp_path.iterdir())


def test_only_the_latest_scenarios_are_kept(tmp_path, monkeypatch):
    monkeypatch.setattr(sphinx_language, "_write_mixed", lambda _l, _g, path: path.write_bytes(b"model"))
    for number in range(sphinx_language.KEPT + 3):
        prepared_language(ExpectedTalk((f"word {number}",)), MODELS, tmp_path)
    assert len(list(tmp_path.glob("*.bin"))) == len(list(tmp_path.glob("*.json"))) == sphinx_language.KEPT


def test_a_cache_that_cannot_be_written_is_an_os_error(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(NotADirectoryError):
        prepared_language(TALK, MODELS, tmp_path / "file" / "cache")
