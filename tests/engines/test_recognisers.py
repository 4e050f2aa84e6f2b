import pytest
from fakes.parrot_whisper import write_parrot

from voice_coach.engines.model_hub import ModelHub
from voice_coach.engines.openai_endpoint import Endpoint
from voice_coach.engines.recognisers import Wish, choose_recogniser
from voice_coach.errors import RecogniserError, UsageError


class FakeHub(ModelHub):
    """A cache and a hub that are as full and as near as the test says."""

    def __init__(self, tmp_path, cached=False, near=False, fetches=True):
        super().__init__("http://hub.example")
        self._folder = tmp_path / "model"
        self._is_cached, self._near, self._fetches = cached, near, fetches
        if cached:
            write_parrot(self._folder, "hello")

    def cached(self, model):
        return self._folder if self._is_cached else None

    def reachable(self, within_s=3.0):
        assert not self._is_cached, "nobody is asked when the model is here"
        return self._near

    def download(self, model, progress):
        if not self._fetches:
            raise RecogniserError("The download broke off.")
        progress("Downloading.")
        self._is_cached = True
        return write_parrot(self._folder, "hello")


def chosen(hub, name="auto", may_download=True):
    notices = []
    wish = Wish(name, device="cpu", vocabulary=("queue",), may_download=may_download)
    engine = choose_recogniser(wish, notices.append, hub)
    engine.close()
    return engine.info.name, notices


def test_auto_takes_whisper_from_the_cache_without_a_word(tmp_path):
    assert chosen(FakeHub(tmp_path, cached=True)) == ("whisper", [])


def test_auto_downloads_where_the_hub_answers(tmp_path):
    assert chosen(FakeHub(tmp_path, near=True)) == ("whisper", ["Downloading."])


def test_auto_falls_back_with_one_line_where_the_hub_is_out_of_reach(tmp_path):
    name, notices = chosen(FakeHub(tmp_path))
    assert name == "sphinx"
    assert notices == [
        "The accurate speech model is not on this machine, and its hub cannot be reached."
        " The small offline one takes its place."
    ]


def test_auto_never_downloads_where_it_may_not(tmp_path):
    assert chosen(FakeHub(tmp_path, near=True), may_download=False)[0] == "sphinx"


def test_auto_falls_back_when_the_download_breaks(tmp_path):
    name, notices = chosen(FakeHub(tmp_path, near=True, fetches=False))
    assert name == "sphinx"
    assert notices[0].startswith("The download broke off.")


def test_auto_falls_back_when_the_cached_model_is_damaged(tmp_path):
    hub = FakeHub(tmp_path, cached=True)
    (tmp_path / "model" / "model.bin").write_bytes(b"damaged")
    name, notices = chosen(hub)
    assert name == "sphinx"
    assert "cannot be loaded" in notices[0]


def test_whisper_by_name_without_model_or_network_is_an_error(tmp_path):
    engine = choose_recogniser(Wish("whisper", device="cpu"), lambda text: None, FakeHub(tmp_path))
    with pytest.raises(RecogniserError, match="not on this machine"):
        engine.start()


def test_sphinx_and_openai_are_taken_by_name(tmp_path):
    assert chosen(FakeHub(tmp_path), "sphinx")[0] == "sphinx"
    endpoint = Endpoint("http://127.0.0.1:9/v1", model="whisper-1")
    remote = choose_recogniser(Wish("openai", endpoint=endpoint), lambda text: None)
    assert remote.info.host == "127.0.0.1"


def test_an_unknown_name_is_wrong_use(tmp_path):
    with pytest.raises(UsageError, match="'kaldi'"):
        chosen(FakeHub(tmp_path), "kaldi")
