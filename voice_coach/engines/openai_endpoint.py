"""An OpenAI-compatible endpoint, and its failures in our words; the only file that imports openai.

Whatever the endpoint says is never repeated: servers echo keys.
"""

from __future__ import annotations

import queue
import socket
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import urlsplit

from voice_coach.errors import ModelError

if TYPE_CHECKING:
    import openai

OPENAI_URL = "https://api.openai.com/v1"
_LOOPBACK = ("localhost", "127.0.0.1", "::1")
_NO_KEY = "none"
"""What servers that ask for no key are given; the library refuses an empty one."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where to ask, and for what; the names of its settings appear in messages."""

    base_url: str = ""
    """"" for OpenAI's own."""
    api_key: str = field(default="", repr=False)
    model: str = ""
    """"" for the endpoint's usual one."""
    url_setting: str = "OPENAI_BASE_URL"
    key_setting: str = "OPENAI_API_KEY"
    model_setting: str = "the model name (--model)"

    @property
    def url(self) -> str:
        """The base URL in force."""
        return self.base_url or OPENAI_URL

    @property
    def host(self) -> str:
        """Its host, for the screen and for messages; "" where the URL has none."""
        try:
            return urlsplit(self.url).hostname or ""
        except ValueError:
            return ""

    @property
    def is_openai(self) -> bool:
        """Whether this is OpenAI's own endpoint."""
        return self.host == "api.openai.com"


class Connection:
    """The library's client for one endpoint, made at the first request."""

    def __init__(self, endpoint: Endpoint) -> None:
        """Raises ModelError for a key or URL that no request could be made with."""
        _check_url(endpoint)
        _check_key(endpoint)
        self.endpoint = endpoint
        self._client: openai.OpenAI | None = None
        self._making = threading.Lock()

    def client(self) -> openai.OpenAI:
        """The client: no retries of its own, and no proxy on the way to this very machine."""
        with self._making:
            if self._client is None:
                self._client = _new_client(self.endpoint)
            return self._client

    def close(self) -> None:
        """Close its connections."""
        with self._making:
            client, self._client = self._client, None
        if client is not None:
            client.close()

    def failure(self, error: BaseException) -> ModelError:
        """What an error of the library means, with the setting to mend; never the endpoint's own words."""
        return _failure(self.endpoint, error)


def complaint_of(error: BaseException) -> str:
    """What the endpoint said about a request that it refused as malformed; "" for other errors."""
    import openai

    if isinstance(error, openai.BadRequestError | openai.UnprocessableEntityError):
        return str(error)
    return ""


def within(deadline_s: float, work: Callable[[], T], connection: Connection) -> T:
    """The result of one blocking request, or ModelError by the deadline, when it is left to itself."""
    outcome: queue.SimpleQueue[tuple[T | None, ModelError | None]] = queue.SimpleQueue()

    def run() -> None:
        try:
            outcome.put((work(), None))
        except Exception as error:  # a thread's edge: reported to whoever waits
            outcome.put((None, connection.failure(error)))

    threading.Thread(target=run, name="openai-request", daemon=True).start()
    try:
        result, failure = outcome.get(timeout=deadline_s)
    except queue.Empty:
        result, failure = None, late(connection.endpoint, deadline_s)
    if failure is not None:
        raise failure
    return result  # type: ignore[return-value]  # T may itself be None, so no narrowing is possible


def late(endpoint: Endpoint, deadline_s: float) -> ModelError:
    """The error of a missed deadline."""
    return ModelError(
        f"{endpoint.host} did not answer within {deadline_s:.1f} s.",
        f"Check the server that {endpoint.url_setting} names, or choose a smaller model.",
    )


def shut(response: Any) -> None:
    """Break off a response that another thread may be waiting on; `response` is httpx's."""
    connection = response.extensions.get("network_stream")
    wire = connection.get_extra_info("socket") if connection is not None else None
    with suppress(OSError):
        if wire is not None:
            wire.shutdown(socket.SHUT_RDWR)


def library_version() -> str:
    """The version of the openai package."""
    try:
        return version("openai")
    except PackageNotFoundError:
        return ""


def _check_url(endpoint: Endpoint) -> None:
    if not endpoint.host or not endpoint.url.startswith(("http://", "https://")):
        raise ModelError(
            "The address of the model's endpoint is not a web address.",
            f"Set {endpoint.url_setting} to something like http://localhost:11434/v1.",
        )


def _check_key(endpoint: Endpoint) -> None:
    if not (
        endpoint.api_key.isascii() and all(sign.isprintable() and sign != " " for sign in endpoint.api_key)
    ):
        raise ModelError(
            "The key holds a space, a line break or another sign that no key has.",
            f"Set {endpoint.key_setting} again, without quotes or line breaks.",
        )
    if endpoint.is_openai and not endpoint.api_key:
        raise ModelError(
            "OpenAI needs a key.", f"Set {endpoint.key_setting}, or {endpoint.url_setting} for another."
        )


def _new_client(endpoint: Endpoint) -> openai.OpenAI:
    import openai

    options: dict[str, Any] = {}
    if endpoint.host in _LOOPBACK:
        options["http_client"] = openai.DefaultHttpxClient(trust_env=False)
    key = endpoint.api_key or _NO_KEY
    return openai.OpenAI(api_key=key, base_url=endpoint.url, max_retries=0, **options)


def _failure(endpoint: Endpoint, error: BaseException) -> ModelError:
    import openai

    host = endpoint.host
    match error:
        case ModelError():
            return error
        case openai.APITimeoutError():
            return ModelError(
                f"{host} did not answer in time.", f"Check the server that {endpoint.url_setting} names."
            )
        case openai.APIConnectionError():
            return ModelError(f"{host} cannot be reached.", f"Check {endpoint.url_setting} and the network.")
        case openai.APIStatusError():
            return _refusal(endpoint, error.status_code)
        case openai.APIError():
            return ModelError(
                f"{host} reported an error in place of a reply.",
                f"Check the server that {endpoint.url_setting} names.",
            )
        case _ if _is_of_the_wire(error):
            return ModelError(
                f"{host} broke off its answer.", f"Check the server that {endpoint.url_setting} names."
            )
        case _:
            return ModelError(
                f"{host} sent something that is no answer to what was asked.",
                f"Check {endpoint.url_setting}; it usually ends in /v1.",
            )


def _is_of_the_wire(error: BaseException) -> bool:
    """openai lets errors of its network library through in mid-stream, and not always the same library's."""
    return any(kind.__name__ == "TransportError" for kind in type(error).__mro__)


def _refusal(endpoint: Endpoint, status: int) -> ModelError:
    host, model = endpoint.host, endpoint.model_setting
    if status in (401, 403):
        return ModelError(f"{host} refused the key.", f"Check {endpoint.key_setting}.")
    if status == 404:
        return ModelError(
            f"{host} does not have this model or address.", f"Check {model} and {endpoint.url_setting}."
        )
    if status == 429:
        return ModelError(f"{host} is over its limit of requests or credit.", f"Wait, or change {model}.")
    if status >= 500:
        return ModelError(
            f"{host} failed (status {status}).", f"Check the server that {endpoint.url_setting} names."
        )
    return ModelError(
        f"{host} refused the request (status {status}).", f"Check {model} and {endpoint.url_setting}."
    )
