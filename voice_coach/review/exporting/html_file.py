"""One HTML file that opens from the disk: the page of a session with everything it needs inside."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from voice_coach.review.app import STATIC, environment
from voice_coach.sessions.peers import blank_form

_SCRIPTS = (
    "page",
    "player",
    "transcript",
    "packet",
    "tables",
    "sketch",
    "plots",
    "delivery",
    "notes",
    "peer",
    "session",
    "file",
)

_FOR_A_PEER: dict[str, Any] = {
    "candidate": "Candidate",
    "scorecard": None,
    "sketch": None,
    "commands": {},
    **dict.fromkeys(("answers", "marks", "missing", "notes", "pace", "peers"), ()),
}
"""Without what was judged here, what a strong candidate says, and how it sounded."""


@dataclass(frozen=True, slots=True)
class Carried:
    """What goes into the file besides the session's value."""

    sound: bytes = b""
    """Opus in Ogg, embedded; b"" where it lies beside, or is left out."""
    sound_name: str = ""
    """Name of the sound file beside it."""
    peaks: bytes = b""
    per_s: int = 10
    has_form: bool = False
    """Whether a peer can fill in a form; the judgement is then not shown, so that it leads nobody."""


def html_file(view: Mapping[str, Any], carried: Carried) -> str:
    """The whole file, from the value of the review page."""
    style = (STATIC / "review.css").read_text(encoding="utf-8")
    script = "\n".join((STATIC / f"{name}.js").read_text(encoding="utf-8") for name in _SCRIPTS)
    page = environment().get_template("file.html")
    return page.render(
        title=view["title"],
        policy=_policy(style, script),
        style=style,
        script=script,
        data=_embedded(_value(view, carried)),
        sound=base64.b64encode(carried.sound).decode("ascii"),
    )


def _value(view: Mapping[str, Any], carried: Carried) -> dict[str, Any]:
    has_sound = bool(carried.sound or carried.sound_name)
    shown = dict(view) | (_FOR_A_PEER if carried.has_form else {}) | {"has_sound": has_sound}
    if view["has_sound"] and not has_sound:
        shown["missing"] = [*shown["missing"], "The sound was left out of this file."]
    return {
        "view": shown,
        "sound_name": carried.sound_name,
        "peaks": {"per_s": carried.per_s, "peaks": base64.b64encode(carried.peaks).decode("ascii")},
        "form": blank_form(view["id"]) if carried.has_form else None,
    }


def _policy(style: str, script: str) -> str:
    """Nothing but these very bytes may run, and nothing may be fetched."""
    return (
        f"default-src 'none'; script-src '{_digest(script)}'; style-src '{_digest(style)}'; "
        "img-src data:; media-src blob: file: 'self'; base-uri 'none'; form-action 'none'"
    )


def _digest(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode("ascii")


def _embedded(value: object) -> str:
    """JSON in which nothing can end the element that holds it."""
    text = json.dumps(value, ensure_ascii=True, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
