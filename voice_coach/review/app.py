"""The review page as an application: addresses to answers."""

from __future__ import annotations

import base64
import contextlib
import re
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from http import HTTPStatus
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import FileResponse, HTMLResponse, JSONResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from voice_coach.coaching.checklist import BY_HAND
from voice_coach.coaching.scenario import Scenario
from voice_coach.errors import SessionError, VoiceCoachError
from voice_coach.review.joined_sound import joined_sound
from voice_coach.review.library_view import MEASURE_NAMES, Wish, flags_of, shelf_of
from voice_coach.review.plan_view import plan_view
from voice_coach.review.session_view import commands_of, session_view
from voice_coach.sessions.deleting import delete
from voice_coach.sessions.finalising import FLAC_NAME
from voice_coach.sessions.identity import is_id
from voice_coach.sessions.index import Index, stamp_of
from voice_coach.sessions.notes import add_note, remove_note
from voice_coach.sessions.peaks import PER_S, peaks_of
from voice_coach.sessions.progress import FEWEST_FOR_TREND, progress
from voice_coach.sessions.reading import Session, folders_in
from voice_coach.sessions.summary import Summary
from voice_coach.sessions.wav import part_paths

STATIC = Path(__file__).parent / "static"
LARGEST_IMPORT_BYTES = 2_000_000_000
_LARGEST_NOTE_BYTES = 10_000
_HITS_SHOWN = 50
_SOUND_TYPES = {".flac": "audio/flac", ".wav": "audio/wav"}


@dataclass(frozen=True, slots=True)
class Review:
    """What the page is made of; the command line brings what only it may build."""

    recordings: Path
    scenario_of: Callable[[str], Scenario | None]
    """The scenario of an id, None where it is not known here."""
    import_file: Callable[[Path], str]
    """Makes a session of an uploaded file, or keeps a peer form; gives its id. Raises VoiceCoachError."""
    drill_command: Callable[[str, str], str]
    """The command line that practises a drill, given a scenario's id."""
    dimensions: Mapping[str, str] = field(default_factory=dict)
    """Those of the drills by id; the plan is made of drills."""
    notices: tuple[str, ...] = field(default=())


def application(review: Review) -> Starlette:
    """The page; whoever serves it puts `Gate` before it."""
    pages = _Pages(review)
    made = Starlette(
        routes=[
            Route("/", pages.library),
            Route("/progress", pages.progress),
            Route("/compare", pages.compare),
            Route("/sessions/{id}", pages.session, methods=["GET"]),
            Route("/sessions/{id}", pages.delete, methods=["DELETE"]),
            Route("/sessions/{id}/view", pages.view),
            Route("/sessions/{id}/peaks", pages.peaks),
            Route("/sessions/{id}/sound", pages.sound),
            Route("/sessions/{id}/notes", pages.note, methods=["POST"]),
            Route("/sessions/{id}/notes/{note}", pages.unnote, methods=["DELETE"]),
            Route("/import", pages.take_in, methods=["POST"]),
            Route("/plotly.js", pages.charts),
            Mount("/static", StaticFiles(directory=STATIC)),
        ],
        exception_handlers={
            VoiceCoachError: pages.explained,
            HTTPException: pages.not_found,
            ClientDisconnect: _gone,
        },
    )
    made.router.redirect_slashes = False  # its redirect cannot carry a query that is no UTF-8
    return made


def environment() -> Environment:
    """Templates in which everything is escaped, and a name that is missing is an error."""
    made = Environment(
        loader=PackageLoader("voice_coach.review"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
    )
    made.filters["clock"] = clock
    made.filters["day"] = lambda ordinal: f"{(on := date.fromordinal(ordinal)):%a} {on.day} {on:%b}"
    made.filters["words"] = lambda name: str(name).replace("_", " ").replace("tradeoff", "trade-off")
    made.filters["figure"] = lambda value: f"{round(value, 2):g}"
    made.globals["flags_of"] = flags_of
    made.globals["measure_names"] = MEASURE_NAMES
    return made


def clock(seconds: float) -> str:
    """A time as `m:ss`."""
    whole = max(0, int(seconds))
    return f"{whole // 60}:{whole % 60:02d}"


def file_name(given: str) -> str:
    """The last part of an uploaded file's name, harmless; it becomes the session's title."""
    last = re.split(r"[/\\]", given)[-1]
    kept = "".join(char for char in last if char.isprintable() and char not in ':*?"<>|')
    return kept.lstrip(".")[-100:] or "upload"


class _Pages:
    """One method an address."""

    def __init__(self, review: Review) -> None:
        self._review = review
        self._templates = environment()

    def library(self, request: Request) -> Response:
        wish = Wish.of(request.query_params)
        with Index(self._review.recordings) as index:
            index.refresh()
            shelf = shelf_of(index.sessions(), wish)
            hits = index.search(wish.words, _HITS_SHOWN) if wish.words else []
        return self._page("library.html", wish=wish, shelf=shelf, hits=hits, most=_HITS_SHOWN)

    def progress(self, request: Request) -> Response:
        demos, scenario = request.query_params.get("demos") == "1", request.query_params.get("scenario", "")
        summaries = self._summaries()
        found = progress(summaries, demos, scenario)
        names = sorted({(s.scenario, s.name) for s in summaries if s.scenario})
        return self._page(
            "progress.html",
            found=found,
            data=found.to_json(),
            demos=demos,
            scenario=scenario,
            scenarios=names,
            fewest=FEWEST_FOR_TREND,
            by_hand=BY_HAND,
            plan=plan_view(self._review.recordings, date.today(), self._review.dimensions),
        )

    def compare(self, request: Request) -> Response:
        wanted = [request.query_params.get(name, "") for name in ("a", "b")]
        summaries = self._summaries()
        by_id = {summary.id: summary for summary in summaries}
        pair = [by_id.get(name) for name in wanted]
        views = [self._view(summary.id) if summary else None for summary in pair]
        return self._page("compare.html", pair=pair, views=views, summaries=summaries[::-1], wanted=wanted)

    def session(self, request: Request) -> Response:
        folder = self._folder(request)
        session = Session.even_if_damaged(folder)
        return self._page("session.html", id=session.id, title=session.manifest.scenario.title or session.id)

    def view(self, request: Request) -> Response:
        return JSONResponse(self._view(self._folder(request).name))

    def peaks(self, request: Request) -> Response:
        folder = self._folder(request)
        outline = base64.b64encode(self._outline(folder)).decode("ascii")
        return JSONResponse({"per_s": PER_S, "peaks": outline})

    def sound(self, request: Request) -> Response:
        session = Session.even_if_damaged(self._folder(request))
        path = session.sound_path
        if path is None:
            raise HTTPException(HTTPStatus.NOT_FOUND, "There is no sound in this session.")
        parts = session.sound_parts() if path.suffix == ".wav" else ()
        if len(parts) > 1:
            return joined_sound(parts, request.headers.get("range"))
        return FileResponse(path, media_type=_SOUND_TYPES.get(path.suffix, "application/octet-stream"))

    async def note(self, request: Request) -> Response:
        folder = self._folder(request)
        fields = await _json(request)
        t_s, words = fields.get("t_s"), fields.get("text")
        if (
            isinstance(t_s, bool)
            or not isinstance(t_s, int | float)
            or not isinstance(words, str)
            or t_s > 1e7
        ):
            raise HTTPException(HTTPStatus.BAD_REQUEST, "A note has a time and a text.")
        note = await run_in_threadpool(add_note, folder, float(t_s), words)
        return JSONResponse({"id": note.id, "t_s": note.t_s, "text": note.text}, HTTPStatus.CREATED)

    def unnote(self, request: Request) -> Response:
        if not remove_note(self._folder(request), request.path_params["note"]):
            raise HTTPException(HTTPStatus.NOT_FOUND, "There is no such note.")
        return Response(status_code=HTTPStatus.NO_CONTENT)

    def delete(self, request: Request) -> Response:
        delete(self._folder(request))
        return Response(status_code=HTTPStatus.NO_CONTENT)

    async def take_in(self, request: Request) -> Response:
        name = file_name(request.query_params.get("name", ""))
        with tempfile.TemporaryDirectory(prefix="voice-coach-import-") as folder:
            path = Path(folder) / name
            await _received(request, path)
            session_id = await run_in_threadpool(self._review.import_file, path)
        return JSONResponse({"session": session_id}, HTTPStatus.CREATED)

    def charts(self, _: Request) -> Response:
        return FileResponse(plotly_path(), media_type="text/javascript")

    def explained(self, request: Request, problem: Exception) -> Response:
        return self._problem(request, str(problem), HTTPStatus.UNPROCESSABLE_ENTITY)

    def not_found(self, request: Request, problem: Exception) -> Response:
        assert isinstance(problem, HTTPException)
        return self._problem(request, problem.detail, problem.status_code)

    def _problem(self, request: Request, sentence: str, status: int) -> Response:
        """A page for whoever came to look, JSON for the page's own scripts."""
        if request.method == "GET" and "text/html" in request.headers.get("accept", ""):
            answer = self._page("problem.html", sentence=sentence)
            answer.status_code = status
            return answer
        return JSONResponse({"problem": sentence}, status)

    def _page(self, template: str, **values: object) -> Response:
        page = self._templates.get_template(template)
        return HTMLResponse(page.render(notices=self._review.notices, **values))

    def _summaries(self) -> list[Summary]:
        with Index(self._review.recordings) as index:
            index.refresh()
            return index.sessions()

    def _folder(self, request: Request) -> Path:
        """The folder of the session that the address names: looked up, never made of the address."""
        name = request.path_params["id"]
        folders = {each.name: each for each in folders_in(self._review.recordings)} if is_id(name) else {}
        if name not in folders:
            raise HTTPException(HTTPStatus.NOT_FOUND, "There is no such session.")
        return folders[name]

    def _view(self, session_id: str) -> dict[str, Any]:
        folder = self._review.recordings / session_id
        session = Session.even_if_damaged(folder)
        found = session_view(session, self._review.scenario_of(session.manifest.scenario.id))
        return found | {"commands": commands_of(found, self._review.drill_command)}

    def _outline(self, folder: Path) -> bytes:
        session = Session.even_if_damaged(folder)
        path = session.sound_path
        sounds = part_paths(folder) if path and path.suffix == ".wav" else [folder / FLAC_NAME]
        stamp = stamp_of(folder, [each.name for each in sounds])
        with Index(self._review.recordings) as index:
            kept = index.peaks(session.id, stamp)
            if kept is None:
                kept = peaks_of(session)
                index.keep_peaks(session.id, stamp, kept)
        return kept


@lru_cache(maxsize=1)
def plotly_path() -> Path:
    """The chart library's script in its own package, found without loading the package."""
    from importlib.util import find_spec

    found = find_spec("plotly")
    places = found.submodule_search_locations if found else None
    if not places:
        raise SessionError("The chart library plotly is not installed.", "Install it: pip install plotly.")
    return Path(places[0]) / "package_data" / "plotly.min.js"


async def _json(request: Request) -> Mapping[str, Any]:
    import json

    body = b""
    async for piece in request.stream():
        body += piece
        if len(body) > _LARGEST_NOTE_BYTES:
            raise HTTPException(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "That is too long.")
    with contextlib.suppress(ValueError, RecursionError):
        found = json.loads(body)
        if isinstance(found, dict):
            return found
    raise HTTPException(HTTPStatus.BAD_REQUEST, "That is not the JSON that was expected.")


async def _received(request: Request, path: Path) -> None:
    size = 0
    with path.open("wb") as file:
        async for piece in request.stream():
            size += len(piece)
            if size > LARGEST_IMPORT_BYTES:
                raise HTTPException(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "The file is too large.")
            await run_in_threadpool(file.write, piece)


def _gone(_: Request, __: Exception) -> Response:
    return Response(status_code=HTTPStatus.BAD_REQUEST)
