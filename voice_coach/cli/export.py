"""`voice-coach export`: a session as a file that needs no voice_coach."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from voice_coach.cli import options
from voice_coach.cli.recover import keep_what_was_interrupted
from voice_coach.cli.say import complain, say, say_json

if TYPE_CHECKING:
    from voice_coach.sessions.reading import Session


class Kind(StrEnum):
    """What a session can be exported as."""

    HTML = "html"
    MARKDOWN = "markdown"
    JSON = "json"
    VTT = "vtt"
    ZIP = "zip"


class Sound(StrEnum):
    """Where the sound of a page goes."""

    INSIDE = "inside"
    BESIDE = "beside"
    NONE = "none"


_ENDINGS = {Kind.HTML: "html", Kind.MARKDOWN: "md", Kind.JSON: "json", Kind.VTT: "vtt", Kind.ZIP: "zip"}
Name = Annotated[str, typer.Argument(metavar="SESSION", help="Id or its beginning, folder, or `last`.")]
As = Annotated[Kind, typer.Option("--as", help="What to make.")]
To = Annotated[
    str | None, typer.Option(metavar="FILE", help="Where.  [default: exports/ in the session's folder]")
]
SoundOption = Annotated[Sound, typer.Option(help="A page's sound: inside it, beside it, or left out.")]
PeerForm = Annotated[
    bool, typer.Option("--peer-form", help="A page with a form for a peer; it does not show the verdict.")
]


def export(
    session: Name = "last",
    kind: As = Kind.HTML,
    to: To = None,
    sound: SoundOption = Sound.INSIDE,
    peer_form: PeerForm = False,
    recordings: options.Recordings = None,
    json: options.AsJson = False,
) -> None:
    """Make a file of a session: a page that opens from the disk, Markdown, JSON, captions, or all in a zip.

    `--peer-form` adds a form about judgement alone; what the peer saves comes back by `voice-coach import`.

    \b
    Examples:
      voice-coach export last
      voice-coach export last --as zip --to mock.zip
      voice-coach export last --peer-form --to for-my-peer.html
    """
    from voice_coach.errors import UsageError
    from voice_coach.sessions.reading import Session

    if peer_form and kind is not Kind.HTML:
        raise UsageError("A peer form is a page.", "Leave --as out, or give --as html.")
    folder = options.recordings_of(recordings)
    keep_what_was_interrupted(folder)
    opened = Session.open(folder, session)
    path = _target(opened, to, f"{opened.id}{'-peer-form' if peer_form else ''}.{_ENDINGS[kind]}")
    made = _written(path, _contents(opened, kind, sound, peer_form, path))
    if json:
        say_json({"session": opened.id, "files": [str(each) for each in made]})
    else:
        say("\n".join(str(each) for each in made))


def _target(session: Session, to: str | None, name: str) -> Path:
    if to is None:
        return session.folder / "exports" / name
    path = Path(to).expanduser()
    return path / name if path.is_dir() else path


def _contents(session: Session, kind: Kind, sound: Sound, has_form: bool, path: Path) -> dict[str, bytes]:
    """Names and contents of the files to write, the one that was asked for first."""
    from voice_coach.cli.review import practising, scenario_of
    from voice_coach.review.exporting.captions import captions
    from voice_coach.review.exporting.markdown import markdown
    from voice_coach.review.session_view import commands_of, session_view

    view = session_view(session, scenario_of(session.manifest.scenario.id))
    view |= {"commands": commands_of(view, practising)}
    match kind:
        case Kind.HTML:
            return _page(session, view, sound, has_form, path.name)
        case Kind.MARKDOWN:
            return {path.name: _encoded(markdown(view))}
        case Kind.VTT:
            return {path.name: _encoded(captions(view))}
        case Kind.JSON:
            return {path.name: _json(view)}
        case Kind.ZIP:
            return {path.name: _zip(session, view)}


def _page(
    session: Session, view: dict[str, Any], sound: Sound, has_form: bool, name: str
) -> dict[str, bytes]:
    from voice_coach.review.exporting.html_file import Carried, html_file
    from voice_coach.sessions.peaks import PER_S

    opus = _opus(session) if sound is not Sound.NONE else b""
    beside = f"{Path(name).stem}.opus" if opus and sound is Sound.BESIDE else ""
    carried = Carried(b"" if beside else opus, beside, _outline(session), PER_S, has_form)
    page = {name: _encoded(html_file(view, carried))}
    return page | ({beside: opus} if beside else {})


def _outline(session: Session) -> bytes:
    """For the waveform and the loudness, also where the sound itself stays out; b"" where it is damaged."""
    from voice_coach.errors import SessionError
    from voice_coach.sessions.peaks import peaks_of

    try:
        return peaks_of(session)
    except SessionError:
        return b""


def _opus(session: Session) -> bytes:
    """The sound, after saying how large it will be; b"" where there is none or it is damaged."""
    from voice_coach.errors import SessionError
    from voice_coach.review.exporting.opus import opus_of, size_bytes

    if session.sound_path is None:
        complain("This session has no sound; the file goes without.")
        return b""
    try:
        complain(f"The sound will take about {size_bytes(session.sound_s()) / 1e6:.1f} MB.")
        return opus_of(session)
    except SessionError as problem:
        complain(f"{problem} The file goes without sound.")
        return b""


def _zip(session: Session, view: dict[str, Any]) -> bytes:
    import io
    import zipfile

    from voice_coach.review.exporting.captions import captions
    from voice_coach.review.exporting.markdown import markdown

    files = {
        "session.md": _encoded(markdown(view)),
        "session.vtt": _encoded(captions(view)),
        "session-view.json": _json(view),
        "sound.opus": _opus(session),
    }
    own = ("session.json", "events.jsonl", "transcript.json", "scorecard.json", "notes.json")
    paths = [session.folder / name for name in own]
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            if content:
                stored = zipfile.ZIP_STORED if name.endswith(".opus") else zipfile.ZIP_DEFLATED
                archive.writestr(f"{session.id}/{name}", content, stored)
        for path in paths:
            if path.is_file() and not path.is_symlink():
                archive.write(path, f"{session.id}/{path.name}")
    return out.getvalue()


def _json(view: dict[str, Any]) -> bytes:
    import json

    return _encoded(json.dumps(view, ensure_ascii=False, indent=1) + "\n")


def _encoded(text: str) -> bytes:
    return text.encode("utf-8", "replace")


def _written(path: Path, contents: dict[str, bytes]) -> list[Path]:
    """Each file whole or not at all, readable by its owner alone. Raises SessionError."""
    from voice_coach.errors import SessionError
    from voice_coach.sessions.disk import DISK, save

    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        for name, content in contents.items():
            save(DISK, path.with_name(name), content)
    except OSError as problem:
        raise SessionError(
            f"{str(path)!r} cannot be written: {problem.strerror}.", "Choose another place with --to."
        ) from problem
    return [path.with_name(name) for name in contents]
