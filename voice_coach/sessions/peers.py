"""A second opinion: the filled peer form, checked, beside the scorecard of its session as peer-1.json, …"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any, Literal

from voice_coach.errors import SessionError
from voice_coach.sessions.disk import DISK, Disk
from voice_coach.sessions.identity import is_id
from voice_coach.sessions.reading import folders_in
from voice_coach.sessions.scorecards import read_json, save_json

KIND = "voice_coach_peer_form"
FORMAT = 1
MOST = 50
DIMENSIONS = (
    "framing",
    "constraints",
    "tradeoff_clarity",
    "prioritisation",
    "impact",
    "product_sense",
    "pressure",
    "technical_credibility",
)
"""Signals of judgement alone: nothing about voice, looks or manner is asked for."""
VERDICTS = ("strong_hire", "hire", "borderline", "no_hire", "not_enough_evidence")


def is_peer_form(value: object) -> bool:
    """Whether a JSON value means to be a filled peer form."""
    return isinstance(value, dict) and value.get("kind") == KIND


def blank_form(session_id: str) -> dict[str, Any]:
    """The form before anybody filled it in."""
    blank = [{"id": name, "level": None, "why": "", "t_s": None} for name in DIMENSIONS]
    return {
        "kind": KIND,
        "format": FORMAT,
        "session": session_id,
        "peer": "",
        "verdict": None,
        "dimensions": blank,
        "strongest_for": "",
        "strongest_against": "",
    }


def keep_peer_form(recordings: Path, value: object, disk: Disk = DISK) -> Path:
    """Check a filled form and put it into the folder of its session; the same form twice is kept once.

    Raises SessionError with one sentence for whatever is wrong with it.
    """
    form = checked(value)
    session_id = form["session"]
    folder = next((each for each in folders_in(recordings) if each.name == session_id), None)
    if folder is None:
        raise SessionError(
            f"The form judges session {session_id!r}, which is not here.",
            "`voice-coach sessions` lists them.",
        )
    for number in range(1, MOST + 1):
        path = folder / f"peer-{number}.json"
        if not path.exists():
            break
        if read_json(folder, path.name) == form:
            return path
    else:
        raise SessionError(f"Session {session_id!r} already has {MOST} second opinions.")
    try:
        save_json(folder, path.name, form, disk)
    except OSError as error:
        raise SessionError(f"The form cannot be kept: {error.strerror}.") from error
    return path


def read_peer_forms(folder: Path) -> list[dict[str, Any]]:
    """The second opinions of a session; what makes no sense is left out."""
    forms = []
    for path in sorted(folder.glob("peer-*.json"), key=lambda each: (len(each.name), each.name))[:MOST]:
        try:
            forms.append(checked(read_json(folder, path.name)))
        except SessionError:
            continue
    return forms


def checked(value: object) -> dict[str, Any]:
    """The form with nothing in it but what it may hold. Raises SessionError."""
    from pydantic import BaseModel, ConfigDict, Field, ValidationError

    class OfDimension(BaseModel):
        model_config = ConfigDict(extra="ignore", strict=True)
        id: Annotated[str, Field(pattern=f"^({'|'.join(DIMENSIONS)})$")]
        level: Annotated[int, Field(ge=1, le=4)] | None = None
        why: Annotated[str, Field(max_length=2000)] = ""
        t_s: Annotated[float, Field(ge=0, le=1e6, allow_inf_nan=False)] | None = None

    class Form(BaseModel):
        model_config = ConfigDict(extra="ignore", strict=True)
        kind: Literal["voice_coach_peer_form"]
        format: Literal[1]
        session: Annotated[str, Field(max_length=100)]
        peer: Annotated[str, Field(max_length=100)] = ""
        verdict: Literal["strong_hire", "hire", "borderline", "no_hire", "not_enough_evidence"] | None = None
        dimensions: Annotated[list[OfDimension], Field(max_length=len(DIMENSIONS))]
        strongest_for: Annotated[str, Field(max_length=2000)] = ""
        strongest_against: Annotated[str, Field(max_length=2000)] = ""

    try:
        form = Form.model_validate(value)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(step) for step in first["loc"]) or "its form"
        raise SessionError(
            f"This is no filled peer form: {where}: {first['msg'].lower()}.", "Export a fresh one."
        ) from error
    if not is_id(form.session):
        raise SessionError("The form names no session.", "Export a fresh one.")
    return form.model_dump()
