"""The real openai package against a server on the loopback that fails in every way we know."""

import threading
import time
import traceback

import pytest
from fakes.openai_server import Mode, OpenAIServer

from voice_coach.engines.openai_endpoint import Endpoint
from voice_coach.engines.openai_model import OpenAIModel
from voice_coach.engines.protocols import Prompt, Usage
from voice_coach.errors import ModelError

CANARY = "sk-canary-7f3a9b"
PROMPT = Prompt("You are an interviewer.", (("user", "I would use a queue."),))
REPLY = "What is the latency budget?"
DEADLINE_S = 1.5


@pytest.fixture(scope="module", autouse=True)
def _library_is_loaded():
    import openai

    assert openai.OpenAI


def asked(server, deadline_s=DEADLINE_S, prompt=PROMPT):
    model = OpenAIModel(Endpoint(server.url, CANARY, "tiny"))
    try:
        return "".join(model.stream(prompt, deadline_s)), model
    finally:
        model.close()


@pytest.mark.parametrize("mode", [Mode.OK, Mode.SLOW_FIRST_TOKEN, Mode.LINGER, Mode.NO_USAGE])
def test_a_reply_comes_whole_and_in_pieces(mode):
    with OpenAIServer(mode) as server:
        assert asked(server, 20)[0] == REPLY


def test_the_request_carries_the_prompt_and_the_limit():
    with OpenAIServer() as server:
        asked(server, 20)
        request = server.requests[0]
    assert request["model"] == "tiny"
    assert [message["role"] for message in request["messages"]] == ["system", "user"]
    assert request["max_tokens"] == 120


FAULTS = {
    Mode.CUT: "broke off",
    Mode.NO_FINISH: "broke off",
    Mode.MALFORMED_CHUNK: "OPENAI_BASE_URL",
    Mode.WRONG_SHAPE: "OPENAI_BASE_URL",
    Mode.ERROR_CHUNK: "OPENAI_BASE_URL",
    Mode.HTML_200: "OPENAI_BASE_URL",
    Mode.EMPTY: "empty reply",
    Mode.LENGTH: "cut",
    Mode.ENDLESS: "does not stop",
    Mode.BAD_KEY: "OPENAI_API_KEY",
    Mode.FORBIDDEN: "OPENAI_API_KEY",
    Mode.NO_MODEL: "model name",
    Mode.LIMIT: "limit",
    Mode.BROKEN: "status 500",
    Mode.OVERLOADED: "status 503",
}


@pytest.mark.parametrize(("mode", "words"), FAULTS.items())
def test_a_fault_is_one_sentence_that_names_the_setting_and_never_the_key(mode, words):
    with OpenAIServer(mode) as server, pytest.raises(ModelError, match=words) as caught:
        asked(server, 20)
    assert CANARY not in "".join(traceback.format_exception(caught.value))
    assert CANARY not in repr(caught.value)
    assert server.requests
    assert len(server.requests) == 1


@pytest.mark.parametrize("mode", [Mode.HANG, Mode.HANG_MID_STREAM, Mode.DRIP, Mode.KEEPALIVE])
def test_the_deadline_holds_whatever_trickles_in(mode):
    with OpenAIServer(mode) as server:
        started = time.monotonic()
        with pytest.raises(ModelError, match=r"did not answer within 0\.3 s"):
            asked(server, 0.3)
        assert time.monotonic() - started < 5.0  # the time-outs of the library and of the server are longer


def test_pieces_before_a_fault_are_passed_on():
    pieces: list[str] = []
    with OpenAIServer(Mode.CUT) as server:
        model = OpenAIModel(Endpoint(server.url, CANARY, "tiny"))
        with pytest.raises(ModelError):
            pieces.extend(model.stream(PROMPT, 20))
        model.close()
    assert "".join(pieces) == "What is "


def test_a_reply_that_is_no_longer_wanted_ends_its_thread():
    with OpenAIServer(Mode.DRIP) as server:
        model = OpenAIModel(Endpoint(server.url, CANARY, "tiny"))
        reply = model.stream(PROMPT, 20)
        assert next(reply)
        readers = [thread for thread in threading.enumerate() if thread.name == "openai-reply"]
        reply.close()
        for reader in readers:
            reader.join(10)
        assert readers
        assert not any(reader.is_alive() for reader in readers)
        model.close()


def test_tokens_are_counted_by_the_endpoint_where_it_does():
    with OpenAIServer() as server:
        assert asked(server, 20)[1].usage == Usage(40, 5)


def test_tokens_are_estimated_where_the_endpoint_does_not_count():
    with OpenAIServer(Mode.NO_USAGE) as server:
        usage = asked(server, 20)[1].usage
    assert usage == Usage(11, 7)


@pytest.mark.parametrize(
    ("mode", "field"), [(Mode.NEW_DIALECT, "max_completion_tokens"), (Mode.NO_STREAM_OPTIONS, "max_tokens")]
)
def test_an_endpoint_with_another_dialect_is_asked_again_once_and_then_in_its_own(mode, field):
    with OpenAIServer(mode) as server:
        model = OpenAIModel(Endpoint(server.url, CANARY, "tiny"))
        assert "".join(model.stream(PROMPT, 20)) == REPLY
        assert "".join(model.stream(PROMPT, 20)) == REPLY
        model.close()
    assert len(server.requests) == 3
    assert field in server.requests[-1]


@pytest.mark.parametrize("mode", [Mode.OK, Mode.LENGTH, Mode.EMPTY])
def test_the_check_passes_where_a_reply_ends_however_short(mode):
    with OpenAIServer(mode) as server:
        model = OpenAIModel(Endpoint(server.url, CANARY, "tiny"))
        model.check()
        model.close()


def test_the_check_finds_a_bad_key():
    with OpenAIServer(Mode.BAD_KEY) as server:
        model = OpenAIModel(Endpoint(server.url, CANARY, "tiny"))
        with pytest.raises(ModelError, match="OPENAI_API_KEY"):
            model.check()
        model.close()


def test_an_unreachable_host_is_named():
    with OpenAIServer() as server:
        url = server.url
    with pytest.raises(ModelError, match=r"127\.0\.0\.1 cannot be reached") as caught:
        OpenAIModel(Endpoint(url, CANARY, "tiny")).check()
    assert "OPENAI_BASE_URL" in caught.value.cure


@pytest.mark.parametrize(
    "key", [f"{CANARY}\n", f" {CANARY}", f"{CANARY}\x00", "sk-canary-7f3a9b-ключ"], ids=repr
)
def test_a_key_that_no_key_can_be_is_refused_without_being_shown(key):
    with pytest.raises(ModelError, match="OPENAI_API_KEY") as caught:
        OpenAIModel(Endpoint("http://127.0.0.1:9/v1", key, "tiny"))
    assert CANARY not in "".join(traceback.format_exception(caught.value))


@pytest.mark.parametrize(
    "url", ["localhost:11434", "ftp://host/v1", "http://", "http://[", "file:///etc/passwd"]
)
def test_an_address_that_is_no_web_address_is_refused(url):
    with pytest.raises(ModelError, match="OPENAI_BASE_URL"):
        OpenAIModel(Endpoint(url, "", "tiny"))


def test_the_key_is_not_in_the_endpoints_text_form():
    assert CANARY not in repr(Endpoint("", CANARY))


def test_a_local_server_needs_no_key_and_no_model_name():
    with OpenAIServer() as server:
        model = OpenAIModel(Endpoint(server.url))
        assert "".join(model.stream(PROMPT, 20)) == REPLY
        assert model.info.detail == "the-usual"
        assert model.info.host == "127.0.0.1"
        model.close()
        model.close()


def test_openai_itself_needs_a_key():
    with pytest.raises(ModelError, match="needs a key"):
        OpenAIModel(Endpoint())
