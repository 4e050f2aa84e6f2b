"""Model servers on their usual ports, and what else may listen there."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from fakes.openai_server import OpenAIServer

from voice_coach.engines.local_servers import LocalServer, find_servers


@contextmanager
def listening(answer: bytes, holds: bool = False) -> Iterator[int]:
    """A port on which somebody gives one answer to everything; with `holds`, and does not hang up."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        done = threading.Event()

        def serve() -> None:
            wire, _ = server.accept()
            with wire:
                wire.recv(1000)
                wire.sendall(answer)
                if holds:
                    done.wait(10)

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield server.getsockname()[1]
        done.set()
        thread.join(5)


def page(status: str, body: bytes) -> bytes:
    return b"HTTP/1.1 %s\r\nContent-Length: %d\r\n\r\n%s" % (status.encode(), len(body), body)


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


def test_a_server_tells_its_models_and_an_empty_port_is_none() -> None:
    with OpenAIServer() as server:
        port = int(server.url.split(":")[2].split("/")[0])
        found = find_servers({"nobody": free_port(), "LM Studio": port}, within_s=5)
    assert found == (LocalServer("LM Studio", f"http://localhost:{port}/v1", ("the-usual",)),)


def test_models_that_hold_no_conversation_are_left_out() -> None:
    body = b'{"data": [{"id": "nomic-embed-text"}, {"id": "qwen3"}, {"id": "whisper-1"}, {"id": 7}, 3]}'
    with listening(page("200 OK", body)) as port:
        assert find_servers({"Ollama": port}, within_s=5)[0].models == ("qwen3",)


def test_a_server_that_asks_for_a_key_is_found_without_models() -> None:
    with listening(page("401 Unauthorized", b"no")) as port:
        (server,) = find_servers({"vLLM": port}, within_s=5)
    assert (server.needs_key, server.models) == (True, ())


@pytest.mark.parametrize(
    "answer",
    [
        page("200 OK", b"<html>a page</html>"),
        page("200 OK", b'["a list"]'),
        page("404 Not Found", b""),
        b"SSH-2.0-OpenSSH_9.2\r\n",
        b"\x00\xff" * 50,
        b"",
    ],
    ids=["page", "other-json", "404", "ssh", "bytes", "nothing"],
)
def test_whatever_else_listens_there_is_no_server(answer: bytes) -> None:
    with listening(answer) as port:
        assert find_servers({"llama.cpp": port}, within_s=5) == ()


def test_somebody_who_never_answers_holds_nobody_up() -> None:
    with listening(b"HTTP/1.1 200 OK\r\n", holds=True) as port:
        began = time.monotonic()
        assert find_servers({"llama.cpp": port}, within_s=0.1) == ()
        assert time.monotonic() - began < 5
