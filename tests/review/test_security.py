"""Who may ask the review page, and that nothing but sessions can be had from it."""

from __future__ import annotations

from itertools import product
from pathlib import Path

import pytest
from recorded import a_judged_session, a_session
from starlette.testclient import TestClient
from visiting import HOST, ORIGIN, PORT, Visit

from voice_coach.review.app import Review, application
from voice_coach.review.security import HEADERS, Gate

SECRET = "canary outside the recordings"


@pytest.fixture
def visit(tmp_path: Path) -> Visit:
    recordings = tmp_path / "recordings"
    recordings.mkdir()
    (tmp_path / "secret.txt").write_text(SECRET)
    return Visit(recordings)


ADDRESSES = ("/", "/static/page.js", "/sessions/x", "/import", "/launch")
HOSTS = (HOST, "evil.example", f"{HOST}.evil.example", "127.0.0.1", "127.0.0.1:1", "")
ORIGINS = (None, ORIGIN, "http://evil.example", "null", f"https://{HOST}")
METHODS = ("GET", "HEAD", "POST", "DELETE", "OPTIONS")


def is_let_in(host: str, origin: str | None, has_cookie: bool, method: str) -> bool:
    own_origin = origin == ORIGIN or (origin is None and method in ("GET", "HEAD"))
    return host == HOST and own_origin and has_cookie


@pytest.mark.parametrize("has_cookie", [True, False])
def test_only_the_right_host_origin_and_cookie_together_are_let_in(visit: Visit, has_cookie: bool) -> None:
    client = visit.owner if has_cookie else visit.stranger
    asked = refused = 0
    for address, host, origin, method in product(ADDRESSES, HOSTS, ORIGINS, METHODS):
        headers = {"host": host} | ({} if origin is None else {"origin": origin})
        answer = client.request(method, address, headers=headers)
        asked += 1
        refused += answer.status_code in (403, 421)
        assert (answer.status_code in (403, 421)) is not is_let_in(host, origin, has_cookie, method), (
            address,
            host,
            origin,
            method,
            answer.status_code,
        )
    assert asked == len(ADDRESSES) * len(HOSTS) * len(ORIGINS) * len(METHODS)
    assert refused >= asked * 0.9


def test_the_link_works_once(visit: Visit) -> None:
    assert visit.launched.status_code == 303
    assert visit.stranger.get(visit.gate.launch_url).status_code == 403
    assert visit.owner.get(visit.gate.launch_url).status_code == 303, "the owner may press it again"


def test_a_wrong_token_opens_nothing_and_does_not_use_the_link_up(tmp_path: Path) -> None:
    gate = Gate(application(Review(tmp_path, lambda _: None, lambda path: "", lambda *_: "")), PORT)
    stranger = TestClient(gate, base_url=ORIGIN, follow_redirects=False)
    for query in ("", "?token=", "?token=wrong", "?token=%00", "?token=ü", "?Token=x"):
        assert stranger.get(f"/launch{query}").status_code == 403
    assert stranger.get(gate.launch_url).status_code == 303


def test_the_cookie_cannot_be_read_by_scripts_nor_sent_from_elsewhere(visit: Visit) -> None:
    cookie = visit.launched.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie


def test_every_answer_carries_the_headers(visit: Visit) -> None:
    for client, address in product((visit.owner, visit.stranger), ADDRESSES):
        answer = client.get(address)
        assert {name: answer.headers.get(name) for name in HEADERS} == dict(HEADERS), address
    assert "unsafe" not in HEADERS["content-security-policy"]
    assert HEADERS["content-security-policy"].startswith("default-src 'none'")


def test_another_site_cannot_fetch_with_the_cookie(visit: Visit) -> None:
    for site, mode in product(("cross-site", "same-site"), ("cors", "no-cors", "websocket")):
        assert (
            visit.owner.get("/", headers={"sec-fetch-site": site, "sec-fetch-mode": mode}).status_code == 403
        )
    for site in ("same-origin", "none"):
        assert visit.owner.get("/", headers={"sec-fetch-site": site}).status_code == 200


def test_a_web_socket_is_refused(visit: Visit) -> None:
    from starlette.websockets import WebSocketDisconnect

    with pytest.raises(WebSocketDisconnect), visit.owner.websocket_connect("/", headers={"origin": ORIGIN}):
        pass


UP = ("..", "%2e%2e", "..%2f", "..%5c", "%252e%252e", "....//", "..;", "%c0%ae%c0%ae", "..\\", "%00", ".%00.")
ENDS = ("secret.txt", "../secret.txt", "etc/passwd", "recordings/../secret.txt", "session.json")
PLACES = ("/sessions/{}", "/sessions/{}/sound", "/sessions/{}/view", "/static/{}")


def test_nothing_outside_the_recordings_can_be_had(visit: Visit, tmp_path: Path) -> None:
    folder = a_session(tmp_path / "recordings")
    payloads = [f"{up}/{end}" for up, end in product(UP, ENDS)] + [
        f"{folder.name}/{up}/{end}" for up, end in product(UP, ENDS)
    ]
    asked = 0
    for place, payload in product(PLACES, payloads):
        answer = visit.owner.get(place.format(payload))
        asked += 1
        assert answer.status_code in (400, 404, 405), (place, payload)
        assert SECRET not in answer.text
    assert asked >= 200


def test_links_out_of_the_folder_are_refused(visit: Visit, tmp_path: Path) -> None:
    recordings = tmp_path / "recordings"
    folder, outside = a_session(recordings), a_session(tmp_path / "outside")
    (recordings / "20260101-000000-linked-abcd").symlink_to(outside)
    assert visit.owner.get("/sessions/20260101-000000-linked-abcd").status_code == 404
    (folder / "audio.flac").unlink()
    (folder / "audio.flac").symlink_to(tmp_path / "secret.txt")
    (folder / "scorecard.json").symlink_to(tmp_path / "secret.txt")
    (folder / "notes.json").symlink_to(tmp_path / "secret.txt")
    assert visit.owner.get(f"/sessions/{folder.name}/sound").status_code == 404
    assert SECRET not in visit.owner.get(f"/sessions/{folder.name}/view").text


def test_the_sound_comes_in_the_ranges_that_were_asked_for(visit: Visit, tmp_path: Path) -> None:
    folder = a_session(tmp_path / "recordings")
    whole = (folder / "audio.flac").read_bytes()
    address = f"/sessions/{folder.name}/sound"
    part = visit.owner.get(address, headers={"range": "bytes=100-199"})
    assert (part.status_code, part.content) == (206, whole[100:200])
    assert visit.owner.get(address).content == whole
    absurd = (
        "bytes=-1-",
        "bytes=9999999999-",
        "bytes=5-1",
        "bytes=a-b",
        "lines=1-2",
        "bytes=",
        "bytes=0-,0-,0-",
        "bytes=" + ",".join(f"{n}-{n}" for n in range(500)),
        "bytes=-99999999999",
    )
    for wanted in absurd:
        answer = visit.owner.get(address, headers={"range": wanted})
        assert answer.status_code in (200, 206, 400, 416), wanted
        assert len(answer.content) < 2 * len(whole) + 100_000


def test_a_session_is_deleted_and_noted_only_from_the_page(visit: Visit, tmp_path: Path) -> None:
    folder = a_judged_session(tmp_path / "recordings")
    address = f"/sessions/{folder.name}"
    note = {"t_s": 1.0, "text": "hear this"}
    for headers in ({}, {"origin": "null"}, {"origin": "http://evil.example"}):
        assert visit.owner.delete(address, headers=headers).status_code == 403
        assert visit.owner.post(f"{address}/notes", json=note, headers=headers).status_code == 403
    own = {"origin": ORIGIN}
    kept = visit.owner.post(f"{address}/notes", json=note, headers=own).json()
    assert visit.owner.get(f"{address}/view").json()["notes"] == [kept]
    assert visit.owner.delete(f"{address}/notes/{kept['id']}", headers=own).status_code == 204
    assert visit.owner.delete(f"{address}/notes/{kept['id']}", headers=own).status_code == 404
    assert visit.owner.delete(address, headers=own).status_code == 204
    assert not folder.exists()


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"[]",
        b"{",
        b'{"t_s": "1", "text": "x"}',
        b'{"t_s": true, "text": "x"}',
        b'{"t_s": 1}',
        b"x" * 20_000,
    ],
)
def test_a_note_of_another_shape_is_refused(visit: Visit, tmp_path: Path, body: bytes) -> None:
    folder = a_session(tmp_path / "recordings")
    answer = visit.owner.post(f"/sessions/{folder.name}/notes", content=body, headers={"origin": ORIGIN})
    assert 400 <= answer.status_code < 500
    assert not (folder / "notes.json").exists()


def test_an_uploaded_file_keeps_only_the_last_part_of_its_name(visit: Visit) -> None:
    for name in ("../../etc/mock.wav", "/etc/mock.wav", "a\x00b.wav", "..", ""):
        answer = visit.owner.post("/import", params={"name": name}, content=b"x", headers={"origin": ORIGIN})
        assert answer.status_code == 201
        assert "/" not in answer.json()["session"]
