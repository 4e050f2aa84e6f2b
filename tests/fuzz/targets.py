"""Everything that reads what somebody else wrote, one function each: bytes in, nothing out.

A target lets only this program's own errors pass, each a sentence; whatever else comes out of it is a find.
`make fuzz` drives the same functions with a coverage-guided fuzzer.
"""

from __future__ import annotations

import asyncio
import json
import shutil
import tempfile
import wave
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import unquote_to_bytes

from session_makers import stereo

from voice_coach.assess import assess, load_target
from voice_coach.coaching.drill_file import parse_drill
from voice_coach.coaching.language import sentences_of, tokens_of
from voice_coach.coaching.numbers import numbers_in
from voice_coach.coaching.opinion import opinion_in
from voice_coach.coaching.phrasing import speakable_pieces
from voice_coach.coaching.quantities import quantities_of
from voice_coach.coaching.speech_rules import violations
from voice_coach.config import load_settings
from voice_coach.conversation.control import control_in
from voice_coach.conversation.endpointing import granted_s, is_backchannel, takes_the_floor, verdict_of
from voice_coach.conversation.occasions import AnswerShape
from voice_coach.engines.reading_aloud import aloud
from voice_coach.engines.sound_files import read_sides, read_sound
from voice_coach.errors import VoiceCoachError
from voice_coach.library import load_scenario
from voice_coach.review.app import Review, application
from voice_coach.review.exporting.captions import captions
from voice_coach.review.exporting.html_file import Carried, html_file
from voice_coach.review.exporting.markdown import markdown
from voice_coach.review.security import HEADERS, Gate
from voice_coach.review.session_view import session_view
from voice_coach.sessions.events import events_in, read_events
from voice_coach.sessions.index import Index
from voice_coach.sessions.peers import checked
from voice_coach.sessions.reading import Session
from voice_coach.sessions.recovery import recover_all
from voice_coach.sessions.scorecards import read_scorecard
from voice_coach.sessions.wav import FRAME_BYTES, HEADER_BYTES, blocks, header_of, parts_of, repair

REPOSITORY = Path(__file__).parents[2]
SESSION = "20261123-180211-support-replies-3f9a"
PORT = 8765
SECRET = b"canary outside the recordings"
FILES = ("session.json", "events.jsonl", "transcript.json", "scorecard.json", "notes.json", "peer-1.json")
"""Of a session: the first byte chooses which one is replaced."""
ENDINGS = (".wav", ".flac", ".ogg", ".m4a", ".webm")


@cache
def folder() -> Path:
    """A place for files, removed by nobody but the system."""
    return Path(tempfile.mkdtemp(prefix="voice-coach-fuzz-"))


def text_of(data: bytes) -> str:
    """Any bytes as text; what is no text becomes half characters, as JSON may hold them."""
    return data.decode("utf-8", "surrogateescape")


def scenario(data: bytes) -> None:
    """A scenario file."""
    path = folder() / "hostile.toml"
    path.write_bytes(data)
    with suppress(VoiceCoachError):
        load_scenario(str(path))


def drill(data: bytes) -> None:
    """A drill file."""
    with suppress(VoiceCoachError):
        parse_drill(data.decode("utf-8", "replace"), "hostile.toml")


def transcript(data: bytes) -> None:
    """A transcript that is imported and judged."""
    for ending in (".json", ".jsonl"):
        path = folder() / f"hostile{ending}"
        path.write_bytes(data)
        with suppress(VoiceCoachError):
            json.dumps(assess(load_target(path)))


def events(data: bytes) -> None:
    """The lines of an event log."""
    found, damaged = events_in(data.split(b"\n"))
    assert len(found) + damaged == sum(1 for line in data.split(b"\n") if line)


@cache
def whole_session() -> dict[str, bytes]:
    """A small finished session with everything that may lie in one, by file name."""
    from recorded import a_hostile_session

    made = a_hostile_session(folder() / "made", "text")
    return {path.name: path.read_bytes() for path in made.iterdir() if path.is_file()}


def session(data: bytes) -> None:
    """A session's folder in which one file is another: listed, searched, shown, judged, exported, kept."""
    recordings = folder() / "recordings"
    shutil.rmtree(recordings, ignore_errors=True)
    place = recordings / SESSION
    place.mkdir(parents=True)
    for name, content in whole_session().items():
        (place / name).write_bytes(content)
    if data:
        (place / FILES[data[0] % len(FILES)]).write_bytes(data[1:])
    with Index(recordings) as index:
        index.refresh()
        index.sessions()
        index.search("gateway")
    read_events(place)
    recover_all(recordings)
    with suppress(VoiceCoachError):
        view = session_view(Session(place))
        json.dumps(view, allow_nan=False)
        markdown(view)
        captions(view)
        html_file(view, Carried())
    with suppress(VoiceCoachError):
        assess(load_target(place))
    read_scorecard(place)


def wav(data: bytes) -> None:
    """A recording whose program died, however its header reads."""
    path = folder() / "audio.wav"
    path.write_bytes(data)
    with suppress(VoiceCoachError):
        frames = repair(path)
        assert repair(path) == frames == max(0, len(data) - HEADER_BYTES) // FRAME_BYTES
        with wave.open(str(path)) as read:
            assert len(read.readframes(frames + 1)) == frames * FRAME_BYTES
        assert sum(len(block) for _, block in blocks(parts_of(folder()))) == frames


def sound(data: bytes) -> None:
    """A sound file that is imported; the first byte chooses what it is called."""
    path = folder() / f"hostile{ENDINGS[data[0] % len(ENDINGS)] if data else '.wav'}"
    path.write_bytes(data[1:])
    for read in (read_sound, read_sides):
        with suppress(VoiceCoachError):
            read(path)


def numbers(data: bytes) -> None:
    """Spoken numbers."""
    text = text_of(data)
    for said in numbers_in(text):
        assert said.value == said.value  # never "not a number"
    quantities_of(tokens_of(text))


def sentences(data: bytes) -> None:
    """Sentences and the pieces that are spoken: not a letter more, none less, none twice."""
    text = text_of(data)
    for cut in (sentences_of(text), speakable_pieces(text)):
        assert "".join("".join(cut).split()) == "".join(text.split())
    violations(text)


def talk(data: bytes) -> None:
    """What a recogniser heard, as the floor takes it."""
    text = text_of(data)
    control_in(text)
    is_backchannel(text)
    takes_the_floor(text, 0.7, 1.0)
    assert granted_s(text) >= 0
    for shape in AnswerShape:
        verdict_of(text, text[-50:], shape)


def spoken(data: bytes) -> None:
    """A text on its way to the voice."""
    aloud(text_of(data))


def opinion(data: bytes) -> None:
    """What a model answers when it is asked to judge."""
    opinion_in(text_of(data))


def settings(data: bytes) -> None:
    """A settings file."""
    path = folder() / "settings.toml"
    path.write_bytes(data)
    with suppress(VoiceCoachError):
        load_settings({}, {"VOICE_COACH_SETTINGS": str(path)})


def peer_form(data: bytes) -> None:
    """A form that somebody filled in."""
    with suppress(ValueError, RecursionError):
        value = json.loads(data)
        with suppress(VoiceCoachError):
            checked(value)


@cache
def _recordings() -> Path:
    place = folder() / "asked"
    (place / SESSION).mkdir(parents=True)
    for name, content in whole_session().items():
        (place / SESSION / name).write_bytes(content)
    (folder() / "secret.txt").write_bytes(SECRET)
    return place


@cache
def _index() -> Index:
    index = Index(_recordings())
    index.refresh()
    return index


def search(data: bytes) -> None:
    """Words that are looked for in all sessions."""
    _index().search(text_of(data))


@cache
def _gate() -> Gate:
    review = Review(_recordings(), lambda _: None, lambda path: path.name, lambda name, _: name)
    return Gate(application(review), PORT)


def request(data: bytes) -> None:
    """A request of the owner's own browser, which is let in: method and address, headers, the body."""
    head, _, body = data.partition(b"\n\n")
    lines = head.split(b"\n")
    method, _, target = lines[0].partition(b" ")
    path, _, query = target.partition(b"?")
    headers = [
        (name.strip().lower(), value.strip())
        for name, _, value in (line.partition(b":") for line in lines[1:])
    ]
    gate = _gate()
    own = [
        (b"host", f"127.0.0.1:{PORT}".encode()),
        (b"origin", f"http://127.0.0.1:{PORT}".encode()),
        (b"cookie", f"{gate._cookie_name}={gate._cookie}".encode()),
    ]
    name = method.decode("latin-1").upper()
    if name == "DELETE":
        return  # it would do as it is told
    status, sent = asyncio.run(_asked(gate, (name, path, query), [*own, *headers], body))
    assert status < 500, status
    assert SECRET not in sent


async def _asked(
    gate: Gate, address: tuple[str, bytes, bytes], headers: list[tuple[bytes, bytes]], body: bytes
) -> tuple[int, bytes]:
    method, path, query = address
    scope: dict[str, Any] = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": method,
        "scheme": "http",
        "path": unquote_to_bytes(path).decode("utf-8", "replace"),
        "raw_path": path,
        "query_string": query,
        "root_path": "",
        "headers": headers,
        "client": ("127.0.0.1", 1),
        "server": ("127.0.0.1", PORT),
    }
    messages = [{"type": "http.request", "body": body, "more_body": False}]
    sent: list[Any] = []

    async def receive() -> dict[str, Any]:
        return messages.pop() if messages else {"type": "http.disconnect"}

    async def send(message: Any) -> None:
        sent.append(message)

    await gate(scope, receive, send)
    start = sent[0]
    names = {name.decode() for name, _ in start["headers"]}
    assert set(HEADERS) <= names
    return start["status"], b"".join(message.get("body", b"") for message in sent[1:])


def _scenario_seeds() -> list[bytes]:
    names = ("support-replies.toml", "ticket-sales.toml")
    return [(REPOSITORY / "scenarios" / name).read_bytes() for name in names]


def _transcript_seeds() -> list[bytes]:
    plain = {"turns": [{"speaker": "candidate", "text": "about 3 k a day", "start_s": 1.0, "end_s": 2.0}]}
    whole = sorted((REPOSITORY / "tests" / "data" / "transcripts").glob("*.json"))[0].read_bytes()
    return [json.dumps(plain).encode(), b'{"speaker":"candidate","text":"one"}\n{"text":"two"}', whole]


def _session_seeds() -> list[bytes]:
    files = whole_session()
    return [bytes([at]) + files[name] for at, name in enumerate(FILES) if name in files]


def _sound_seeds() -> list[bytes]:
    import io

    import soundfile

    seeds = []
    for at, kind in enumerate(("WAV", "FLAC", "OGG")):
        file = io.BytesIO()
        soundfile.write(file, stereo(0, 800), 16_000, format=kind)
        seeds.append(bytes([at]) + file.getvalue())
    return seeds


def _text_seeds() -> list[bytes]:
    texts = (
        "Twenty-five hundred a day, a third of it on Monday, p95 under 1.5 s, and $0.03 each.",
        "Coach, louder please. Give me a minute; let me think. That's my answer!",
        "We keep 3 k/day at €2.50 (e.g. 10:45), v2.1 of api.example.com, 1/3 of it, 99.9 % up.",
        '{"dimensions": [{"id": "framing", "level": 2}]}',
    )
    return [text.encode() for text in texts]


def _request_seeds() -> list[bytes]:
    note = b'{"t_s": 1.0, "text": "hear this"}'
    place = f"/sessions/{SESSION}".encode()
    return [
        b"GET /?q=gateway&sort=date HTTP",
        b"GET " + place + b"/view",
        b"GET " + place + b"/sound\nrange: bytes=0-99\nif-range: x",
        b"GET /compare?a=" + SESSION.encode() + b"&b=x",
        b"GET /progress?demos=1&scenario=x",
        b"GET /static/page.js\nif-none-match: x\nif-modified-since: Mon, 01 Jan 2024 00:00:00 GMT",
        b"POST " + place + b"/notes\ncontent-type: application/json\ncontent-length: 33\n\n" + note,
        b"POST /import?name=a.wav\n\nRIFF",
        b"GET /launch?token=x\ncookie: a=b",
    ]


Target = Callable[[bytes], None]
TARGETS: dict[Target, Callable[[], list[bytes]]] = {
    scenario: _scenario_seeds,
    drill: lambda: [(REPOSITORY / "scenarios" / "drills" / "quantify.toml").read_bytes()],
    transcript: _transcript_seeds,
    events: lambda: [whole_session()["events.jsonl"]],
    session: _session_seeds,
    wav: lambda: [header_of(0, 50) + stereo(0, 50).tobytes(), header_of(0, 0)],
    sound: _sound_seeds,
    numbers: _text_seeds,
    sentences: _text_seeds,
    talk: _text_seeds,
    spoken: _text_seeds,
    opinion: _text_seeds,
    settings: lambda: [b'minutes = 10\npressure = "normal"\nstt = "sphinx"\n'],
    peer_form: lambda: [whole_session()["peer-1.json"]],
    search: _text_seeds,
    request: _request_seeds,
}
"""Each with what it usually gets, to begin from."""
