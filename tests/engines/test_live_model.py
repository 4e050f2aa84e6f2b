"""Which model listens live: measured once, remembered, and never at the price of a crash."""

import os
import signal

import pytest
from fakes.parrot_whisper import write_parrot

from voice_coach.engines.child import Child, ChildError
from voice_coach.engines.live_model import BEARABLE_S, CPU, CUDA, LiveModels, Trials
from voice_coach.engines.model_hub import ModelHub
from voice_coach.engines.recognisers import Wish, choose_recogniser
from voice_coach.errors import RecogniserError


class Shelf(ModelHub):
    """Models that are here, and those that can be fetched."""

    def __init__(self, tmp_path, *here, far=()):
        super().__init__("http://hub.example", fetch=lambda *_, **__: "")
        self._at, self._here, self._far = tmp_path, set(here), set(far)
        self.fetched = []

    def cached(self, model):
        return self._at / model if model in self._here else None

    def reachable(self, within_s=3.0):
        return bool(self._far)

    def download(self, model, progress):
        if model not in self._far:
            raise RecogniserError("The download broke off.")
        self.fetched.append(model)
        self._here.add(model)
        return self._at / model


class Bench(Trials):
    """Times that a test decides; None for a place where nothing runs."""

    def __init__(self, times, cuda=False):
        super().__init__()
        self._times, self._cuda = times, cuda
        self.tried = []

    def has_cuda(self):
        return self._cuda

    def tail_s(self, folder, place):
        self.tried.append((folder.name, place.device))
        return self._times.get((folder.name, place.device), self._times.get(folder.name))


def models(tmp_path, shelf, bench):
    return LiveModels(tmp_path / "cache" / "live.json", shelf, bench)


def chosen(tmp_path, shelf, bench, device="auto", may_download=True):
    choice = models(tmp_path, shelf, bench).choose(device, lambda sentence: None, may_download=may_download)
    return choice.model, choice.place


def test_the_usual_model_stays_where_a_larger_one_would_keep_people_waiting(tmp_path):
    shelf = Shelf(tmp_path, "base.en", far=["small.en"])
    assert chosen(tmp_path, shelf, Bench({"base.en": 0.4})) == ("base.en", CPU)
    assert shelf.fetched == []


def test_a_fast_machine_gets_the_larger_model_and_a_slow_one_the_smallest(tmp_path):
    fast = Bench({"base.en": 0.05, "small.en": 0.16})
    assert chosen(tmp_path / "a", Shelf(tmp_path, "base.en", far=["small.en"]), fast)[0] == "small.en"
    slow = Bench({"base.en": BEARABLE_S + 0.3, "tiny.en": 0.5})
    assert chosen(tmp_path / "b", Shelf(tmp_path, "base.en", far=["tiny.en"]), slow)[0] == "tiny.en"


def test_a_larger_model_that_turns_out_slow_is_not_taken(tmp_path):
    bench = Bench({"base.en": 0.05, "small.en": 0.9})
    assert chosen(tmp_path, Shelf(tmp_path, "base.en", "small.en"), bench)[0] == "base.en"


def test_a_download_of_gigabytes_is_not_begun_for_it(tmp_path):
    shelf = Shelf(tmp_path, "base.en", "small.en", far=["large-v3-turbo", "medium.en"])
    chosen(tmp_path, shelf, Bench({"base.en": 0.01, "small.en": 0.03}))
    assert shelf.fetched == []


def test_nothing_is_fetched_where_it_may_not_be(tmp_path):
    shelf = Shelf(tmp_path, "tiny.en", far=["base.en", "small.en"])
    assert chosen(tmp_path, shelf, Bench({"tiny.en": 0.01}), may_download=False)[0] == "tiny.en"
    assert shelf.fetched == []


def test_a_graphics_card_is_taken_where_the_trial_succeeds_and_the_processor_where_it_does_not(tmp_path):
    shelf = Shelf(tmp_path, "base.en")
    works = Bench({("base.en", "cuda"): 0.03, ("base.en", "cpu"): 0.4}, cuda=True)
    assert chosen(tmp_path / "a", shelf, works) == ("base.en", CUDA)
    broken = Bench({("base.en", "cuda"): None, ("base.en", "cpu"): 0.4}, cuda=True)
    assert chosen(tmp_path / "b", shelf, broken) == ("base.en", CPU)
    assert broken.tried == [("base.en", "cuda"), ("base.en", "cpu")]


def test_the_choice_is_remembered_for_each_wish(tmp_path):
    shelf, bench = Shelf(tmp_path, "base.en"), Bench({"base.en": 0.4})
    chosen(tmp_path, shelf, bench)
    assert chosen(tmp_path, shelf, bench) == ("base.en", CPU)
    assert len(bench.tried) == 1
    chosen(tmp_path, shelf, bench, device="cpu")
    assert len(bench.tried) == 2


@pytest.mark.parametrize("damage", ["", "[]", "{}", '{"auto": {"machine": "another", "model": "x"}}'])
def test_a_memory_that_is_damaged_or_of_another_machine_is_measured_again(tmp_path, damage):
    (tmp_path / "cache").mkdir()
    (tmp_path / "cache" / "live.json").write_text(damage)
    bench = Bench({"base.en": 0.4})
    assert chosen(tmp_path, Shelf(tmp_path, "base.en"), bench)[0] == "base.en"
    assert bench.tried


def test_the_chosen_place_is_where_whisper_runs(tmp_path):
    write_parrot(tmp_path / "base.en", "hello")
    wish = Wish("whisper", cache=tmp_path / "cache")
    engine = choose_recogniser(wish, lambda _: None, Shelf(tmp_path, "base.en"), Bench({"base.en": 0.4}))
    assert engine.info.detail == "base.en int8 cpu"


@pytest.mark.parametrize("model", ["", "base.en"])
@pytest.mark.parametrize("has_cuda", [True, False], ids=["library missing", "no card"])
def test_who_asks_for_a_graphics_card_that_does_not_work_is_told_once_what_it_needs(
    tmp_path, model, has_cuda
):
    write_parrot(tmp_path / "base.en", "hello")
    bench = Bench({("base.en", "cuda"): None, ("base.en", "cpu"): 0.4}, cuda=has_cuda)
    wish, notices = Wish("whisper", model=model, device="cuda", cache=tmp_path / "cache"), []
    engine = choose_recogniser(wish, notices.append, Shelf(tmp_path, "base.en"), bench)
    assert engine.info.detail == "base.en int8 cpu"
    assert len([each for each in notices if "graphics card cannot be used" in each]) == 1
    assert "cuDNN 9" in next(each for each in notices if "graphics card" in each)


def test_a_trial_runs_the_real_library_in_a_child_and_gives_a_time(tmp_path):
    folder = write_parrot(tmp_path / "parrot", "I would use a queue")
    tail_s = Trials().tail_s(folder, CPU)
    assert tail_s is not None
    assert 0 < tail_s < 30


class Doomed(Child):
    """Dies of the first request, as a process does whose graphics library does not fit."""

    def send(self, message, payload=b""):
        os.kill(self.pid, signal.SIGABRT)
        super().send(message, payload)


def test_a_library_that_ends_its_process_costs_only_the_trial(tmp_path):
    assert Trials(Doomed).tail_s(tmp_path, CUDA) is None
    assert Trials(Doomed).has_cuda() is False


def test_a_child_that_cannot_load_the_model_says_so_and_nothing_is_raised(tmp_path):
    assert Trials().tail_s(tmp_path, CPU) is None


def test_a_trial_that_hangs_is_over_at_its_deadline(tmp_path):
    class Silent(Child):
        def reply(self, within_s):
            raise ChildError("did not answer")

    assert Trials(Silent).tail_s(tmp_path, CPU) is None
