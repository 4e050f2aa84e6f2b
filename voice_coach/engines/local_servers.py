"""Model servers that run on this very machine, looked for on their usual ports."""

from __future__ import annotations

import http.client
import json
import queue
import re
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from voice_coach.engines.child import deadline_in

USUAL_PORTS: Mapping[str, int] = {"Ollama": 11434, "llama.cpp": 8080, "LM Studio": 1234, "vLLM": 8000}
FOUND_WITHIN_S = 1.5
"""For all ports together, whatever listens there."""
_CONNECTED_WITHIN_S = 0.5
_LARGEST_ANSWER = 1_000_000
_NO_CHAT = re.compile(r"embed|whisper|\btts\b|rerank|bge-|kokoro", re.IGNORECASE)
"""In the names of models that hold no conversation."""


@dataclass(frozen=True, slots=True)
class LocalServer:
    """An OpenAI-compatible server on this machine."""

    name: str
    """Of the program that usually has this port; another one may have it."""
    url: str
    models: tuple[str, ...] = ()
    """Those that may hold a conversation, in its own order."""
    needs_key: bool = False


def find_servers(
    ports: Mapping[str, int] = USUAL_PORTS, within_s: float = FOUND_WITHIN_S
) -> tuple[LocalServer, ...]:
    """The servers that say which models they have, in the order of `ports`; never longer than `within_s`."""
    found: queue.SimpleQueue[LocalServer | None] = queue.SimpleQueue()
    for name, port in ports.items():
        threading.Thread(
            target=lambda name=name, port=port: found.put(_asked(name, port)),
            name="local-server",
            daemon=True,  # one that drips its answer is left to itself
        ).start()
    answers = _until(within_s, found, len(ports))
    return tuple(sorted(answers, key=lambda server: list(ports).index(server.name)))


def _until(within_s: float, found: queue.SimpleQueue[LocalServer | None], most: int) -> Sequence[LocalServer]:
    left_s, answers = deadline_in(within_s), []
    for _ in range(most):
        try:
            answer = found.get(timeout=left_s())
        except queue.Empty:
            break
        if answer is not None:
            answers.append(answer)
    return answers


def _asked(name: str, port: int) -> LocalServer | None:
    """What listens there, None where it is no such server; whatever it sends, nothing is raised."""
    url = f"http://localhost:{port}/v1"
    connection = http.client.HTTPConnection("localhost", port, timeout=_CONNECTED_WITHIN_S)
    try:
        connection.request("GET", "/v1/models")
        answer = connection.getresponse()
        if answer.status in (401, 403):
            return LocalServer(name, url, needs_key=True)
        models = _models_in(answer.read(_LARGEST_ANSWER)) if answer.status == 200 else None
    except (OSError, http.client.HTTPException, ValueError):
        return None
    finally:
        connection.close()
    return None if models is None else LocalServer(name, url, models)


def _models_in(body: bytes) -> tuple[str, ...] | None:
    """None where the answer is no list of models. Raises ValueError."""
    said = json.loads(body)
    rows = said.get("data") if isinstance(said, dict) else None
    if not isinstance(rows, list):
        return None
    names = [row["id"] for row in rows if isinstance(row, dict) and isinstance(row.get("id"), str)]
    return tuple(name for name in names if name.isprintable() and not _NO_CHAT.search(name))
