"""Which model hears a recording once more."""

import pytest

from voice_coach.engines.final_model import Hearing, choose_final
from voice_coach.engines.live_model import CPU, LiveChoice, LiveModels
from voice_coach.engines.model_hub import ModelHub
from voice_coach.engines.protocols import EngineInfo

SPHINX = EngineInfo("recogniser", "sphinx", "en-us")
HOUR = {"speech_s": 1800.0, "session_s": 3600.0}


class Shelf(ModelHub):
    def __init__(self, *here, is_near=False):
        super().__init__("http://hub.example")
        self._here, self._is_near = here, is_near

    def cached(self, model):
        return model if model in self._here else None

    def reachable(self, within_s=3.0):
        return self._is_near


class Measured(LiveModels):
    def __init__(self, tail_s):
        self._tail_s = tail_s

    def remembered(self, device="auto"):
        return None if self._tail_s is None else LiveChoice("base.en", CPU, self._tail_s)


def whisper(model):
    return EngineInfo("recogniser", "whisper", f"{model} int8 cpu")


def chosen(by, hub, tail_s=0.4, may_download=False, **lengths):
    return choose_final(Hearing(by, **(HOUR | lengths)), Measured(tail_s), hub, may_download=may_download)


def test_the_largest_model_that_is_here_and_affordable_is_taken():
    assert chosen(whisper("base.en"), Shelf("base.en", "small.en", "medium.en")).model == "medium.en"
    assert chosen(whisper("base.en"), Shelf("small.en", "medium.en"), tail_s=2.0).model == "small.en"


@pytest.mark.parametrize("live", ["small.en", "medium.en"])
def test_a_model_no_better_than_the_live_one_is_not_worth_it(live):
    choice = chosen(whisper(live), Shelf("tiny.en", "base.en", "small.en"))
    assert choice.model == ""
    assert "no better speech model is on this machine." in choice.why_none


def test_after_the_small_offline_recogniser_any_whisper_is_better():
    assert chosen(SPHINX, Shelf("tiny.en")).model == "tiny.en"


def test_a_missing_model_is_fetched_only_where_it_may_be_and_is_no_gigabyte():
    assert chosen(whisper("base.en"), Shelf(is_near=True), may_download=True).model == "small.en"
    assert chosen(whisper("base.en"), Shelf(is_near=True)).model == ""
    far = chosen(whisper("base.en"), Shelf(), may_download=True)
    assert far.why_none.endswith("and its hub cannot be reached.")


def test_a_machine_too_slow_for_anything_better_says_so():
    choice = chosen(whisper("base.en"), Shelf("small.en"), tail_s=30.0)
    assert "too long" in choice.why_none


def test_an_unmeasured_machine_is_taken_for_a_slow_one():
    assert chosen(whisper("base.en"), Shelf("small.en"), tail_s=None).model == "small.en"


def test_words_of_a_server_stay():
    by = EngineInfo("recogniser", "openai", "whisper-1", host="speech.example")
    assert "server" in chosen(by, Shelf("small.en")).why_none
