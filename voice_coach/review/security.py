"""Who may ask the review page: this machine's user, through the link that was printed, and nobody else."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from http import HTTPStatus

from starlette.datastructures import Headers, MutableHeaders, QueryParams
from starlette.requests import HTTPConnection
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LAUNCH_PATH = "/launch"
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; media-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS: Mapping[str, str] = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cache-control": "no-store",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "x-frame-options": "DENY",
    "permissions-policy": "camera=(), microphone=(), geolocation=()",
}
_ASK_AGAIN = "Start `voice-coach review` again and open the link that it prints."
_READING = frozenset({"GET", "HEAD"})


class Gate:
    """Stands before the whole page: lets a request through only with the right host, origin and cookie.

    The link works once. The cookie lives as long as the program.
    """

    def __init__(self, app: ASGIApp, port: int, landing: str = "/") -> None:
        """`landing` is where the link leads."""
        self._app = app
        self._hosts = frozenset({f"127.0.0.1:{port}", f"localhost:{port}"})
        self._cookie_name = f"voice_coach_{port}"
        self._cookie = secrets.token_urlsafe(32)
        self._landing = landing
        self._token: str | None = secrets.token_urlsafe(32)
        self.launch_url = f"http://127.0.0.1:{port}{LAUNCH_PATH}?token={self._token}"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request, as ASGI has it."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
        elif scope["type"] == "http":
            answer = self._refusal(scope) or self._launched(scope) or self._without_cookie(scope)
            await (answer or self._app)(scope, receive, _with_headers(send))
        else:  # there is no other kind here, so whoever asks for one is not the page
            await send({"type": "websocket.close", "code": 1008})

    def _refusal(self, scope: Scope) -> Response | None:
        headers = Headers(scope=scope)
        hosts, origins = headers.getlist("host"), headers.getlist("origin")
        if len(hosts) != 1 or hosts[0] not in self._hosts:
            return _refused(HTTPStatus.MISDIRECTED_REQUEST, "This page is served to this machine alone.")
        is_own = origins == [f"http://{hosts[0]}"]
        if not is_own and (origins or scope["method"] not in _READING):
            return _refused(HTTPStatus.FORBIDDEN, "Another page asked for this.")
        if headers.get("sec-fetch-site", "none") in ("cross-site", "same-site") and not _is_visit(headers):
            return _refused(HTTPStatus.FORBIDDEN, "Another page asked for this.")
        return None

    def _launched(self, scope: Scope) -> Response | None:
        if scope["path"] != LAUNCH_PATH or scope["method"] != "GET":
            return None
        given = QueryParams(scope["query_string"]).get("token", "")
        if self._token is None or not secrets.compare_digest(given.encode(), self._token.encode()):
            return self._without_cookie(scope) or RedirectResponse(self._landing, HTTPStatus.SEE_OTHER)
        self._token = None
        answer = RedirectResponse(self._landing, HTTPStatus.SEE_OTHER)
        answer.set_cookie(self._cookie_name, self._cookie, httponly=True, samesite="strict", path="/")
        return answer

    def _without_cookie(self, scope: Scope) -> Response | None:
        given = HTTPConnection(scope).cookies.get(self._cookie_name, "")
        if secrets.compare_digest(given.encode(), self._cookie.encode()):
            return None
        return _refused(HTTPStatus.FORBIDDEN, f"This link was used already, or is not whole. {_ASK_AGAIN}")


def _is_visit(headers: Headers) -> bool:
    """Whether the user goes to the page, by a link elsewhere; the cookie does not come along then."""
    return headers.get("sec-fetch-mode") == "navigate" and headers.get("sec-fetch-dest") == "document"


def _refused(status: HTTPStatus, sentence: str) -> Response:
    return PlainTextResponse(sentence, status)


def _with_headers(send: Send) -> Send:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers[name] = value
        await send(message)

    return sending
