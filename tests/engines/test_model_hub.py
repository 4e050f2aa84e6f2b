import hashlib
import socket

import pytest
from fakes.openai_server import OpenAIServer

from voice_coach.engines.model_hub import ModelHub, about_mb, repository_of
from voice_coach.errors import RecogniserError


def whole(folder):
    for name in ("config.json", "model.bin", "tokenizer.json"):
        (folder / name).write_text("x")
    return folder


def test_a_whole_model_in_the_cache_is_found(tmp_path):
    hub = ModelHub(fetch=lambda repository, **options: str(whole(tmp_path)))
    assert hub.cached("base.en") == tmp_path


def test_half_a_download_is_not_a_model(tmp_path):
    (tmp_path / "config.json").write_text("x")
    assert ModelHub(fetch=lambda repository, **options: str(tmp_path)).cached("base.en") is None


def test_a_folder_is_its_own_cache(tmp_path):
    assert ModelHub(fetch=None).cached(str(tmp_path)) == tmp_path


def test_the_size_is_said_before_the_download_starts(tmp_path):
    said = []

    def fetch(repository, **options):
        said.append(repository)
        return str(whole(tmp_path))

    assert ModelHub("http://hub.example", fetch=fetch).download("base.en", said.append) == tmp_path
    assert "145 MB" in said[0]
    assert "hub.example" in said[0]
    assert said[1] == "Systran/faster-whisper-base.en"


def test_a_broken_download_is_one_sentence_with_a_cure():
    def fetch(repository, **options):
        raise ConnectionResetError("gone")

    with pytest.raises(RecogniserError, match="could not be downloaded") as caught:
        ModelHub("http://hub.example", fetch=fetch).download("base.en", lambda sentence: None)
    assert "sphinx" in caught.value.cure


def test_a_download_that_did_not_arrive_whole_is_refused(tmp_path):
    hub = ModelHub("http://hub.example", fetch=lambda repository, **options: str(tmp_path))
    with pytest.raises(RecogniserError, match="did not arrive whole"):
        hub.download("base.en", lambda sentence: None)


def in_cache(folder, content, checksum):
    """A model as the cache of the hub keeps it: large files are named by their checksums."""
    (folder / "blobs").mkdir()
    snapshot = whole_folder(folder / "snapshot")
    (snapshot / "model.bin").unlink()
    (folder / "blobs" / checksum).write_bytes(content)
    (snapshot / "model.bin").symlink_to(folder / "blobs" / checksum)
    return snapshot


def whole_folder(folder):
    folder.mkdir()
    return whole(folder)


def test_a_download_with_the_right_checksum_is_taken(tmp_path):
    snapshot = in_cache(tmp_path, b"weights", hashlib.sha256(b"weights").hexdigest())
    hub = ModelHub("http://hub.example", fetch=lambda repository, **options: str(snapshot))
    assert hub.download("base.en", lambda sentence: None) == snapshot


def test_a_wrong_checksum_is_an_error_and_the_file_is_fetched_again_next_time(tmp_path):
    snapshot = in_cache(tmp_path, b"weighty", hashlib.sha256(b"weights").hexdigest())
    hub = ModelHub("http://hub.example", fetch=lambda repository, **options: str(snapshot))
    with pytest.raises(RecogniserError, match="checksum"):
        hub.download("base.en", lambda sentence: None)
    assert hub.cached("base.en") is None


def test_offline_asks_nobody():
    def fetch(repository, **options):
        raise AssertionError("asked")

    hub = ModelHub("http://hub.example", offline=True, fetch=fetch)
    assert not hub.reachable()
    with pytest.raises(RecogniserError, match="not on this machine"):
        hub.download("base.en", lambda sentence: None)


def test_a_hub_that_answers_is_reachable():
    with OpenAIServer() as server:
        assert ModelHub(server.url).reachable()


def test_a_hub_that_refuses_or_hangs_is_not_reachable():
    with socket.create_server(("127.0.0.1", 0)) as silent:
        address = f"http://127.0.0.1:{silent.getsockname()[1]}"
        assert not ModelHub(address).reachable(within_s=0.05)
    assert not ModelHub(address).reachable(within_s=1.0)


def test_short_names_have_repositories_and_sizes():
    assert repository_of("me/mine") == "me/mine"
    assert repository_of("turbo").endswith("large-v3-turbo")
    assert about_mb("small.en") == 485
    assert about_mb("large-v3-turbo") == 1620
