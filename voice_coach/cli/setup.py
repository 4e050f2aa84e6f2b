"""`voice-coach setup`: three questions, and the answers kept in the settings file."""

from __future__ import annotations

import getpass
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any
from urllib.parse import urlsplit

import typer

from voice_coach.cli import options
from voice_coach.cli.asking import Option, ask_for, choose, typed_line
from voice_coach.cli.kept_settings import keep, readable_settings
from voice_coach.cli.say import complain, say, say_json
from voice_coach.config import InterviewerChoice, RecogniserChoice, checked, keep_in_keyring, load_settings
from voice_coach.errors import ModelError, UsageError

if TYPE_CHECKING:
    from voice_coach.engines.local_servers import LocalServer

MOST_SHOWN = 8
"""Models to choose from; any other can be named."""
INTERRUPTED = 130
_OWN_ADDRESS = "another server, at an address that I type"
_OPENAI = "https://api.openai.com/v1"

Changes = dict[str, object]

Sound = Annotated[
    bool | None, typer.Option("--headphones/--loudspeaker", help="How the interviewer is heard.")
]
Yes = Annotated[
    bool, typer.Option("--yes", help="Ask nothing: the first choice wherever no option says more.")
]
KeepKey = Annotated[
    bool, typer.Option("--keep-key", help="Only keep a key in the system's keyring; it is asked for, unseen.")
]


def setup(
    context: typer.Context,
    interviewer: options.Interviewer = None,
    base_url: options.BaseUrl = None,
    model: options.Model = None,
    stt: options.Stt = None,
    stt_url: options.SttUrl = None,
    headphones: Sound = None,
    yes: Yes = False,
    keep_key: KeepKey = False,
    json: options.AsJson = False,
) -> None:
    """Answer three questions, and have the answers kept in the settings file. Keys never go into it.

    Looks for model servers on this machine. A question whose option is given is not asked.

    \b
    Examples:
      voice-coach setup
      voice-coach setup --yes
      voice-coach setup --base-url http://localhost:11434/v1 --model qwen3:8b --stt auto --headphones
    """
    tell = complain if json else say
    try:
        readable_settings()
        if keep_key:
            _keep_key()
            changes: Changes = {"keyring": True}
        else:
            given = _given(interviewer, base_url, model, stt, stt_url)
            changes = _answers(given, headphones, asks=not yes)
        path = keep(changes)
    except KeyboardInterrupt:
        complain("\nNothing was changed.")
        raise typer.Exit(INTERRUPTED) from None
    kept = {name: value for name, value in changes.items() if value is not None}
    if json:
        say_json({"file": str(path), "settings": kept})
    for line in (
        () if json else (f"Kept in {path}:", *(f"  {name} = {value}" for name, value in kept.items()))
    ):
        say(line)
    for remark in (*_overruled(changes), *_model_remarks(changes)):
        tell(remark)
    tell("Try every part with: voice-coach doctor")


def _given(
    interviewer: InterviewerChoice | None,
    base_url: str | None,
    model: str | None,
    stt: RecogniserChoice | None,
    stt_url: str | None,
) -> Changes:
    """The settings that options have decided, checked before anything is asked. Raises UsageError."""
    if stt_url is not None and stt is None:
        stt = RecogniserChoice.OPENAI
    values: Changes = {"base_url": base_url, "model": model, "stt_url": stt_url}
    values |= {"interviewer": interviewer and interviewer.value, "stt": stt and stt.value}
    if base_url is not None or model is not None:
        values["interviewer"] = values["interviewer"] or InterviewerChoice.AUTO.value
    return {name: value for name, value in checked(values).items() if value is not None}


def _answers(given: Changes, headphones: bool | None, *, asks: bool) -> Changes:
    """All three questions, each by its options, by the user or by its first choice."""
    mind = {name: value for name, value in given.items() if name in ("interviewer", "base_url", "model")}
    if not mind:
        mind = _ask_for_mind(asks)
    ears = {name: value for name, value in given.items() if name in ("stt", "stt_url")}
    if not ears:
        ears = {"stt": _chosen("How is your speech recognised?", _ways_to_hear(mind), asks)}
    if headphones is None:
        headphones = _chosen("How do you hear the interviewer?", _WAYS_TO_LISTEN, asks)
    return {**mind, **ears, "headphones": headphones}


def _chosen(question: str, choices: Sequence[Option], asks: bool) -> Any:
    return choose(question, choices) if asks else choices[0].means


# ------------------------------------------------------------------ who thinks


def _ask_for_mind(asks: bool) -> Changes:
    from voice_coach.engines.local_servers import find_servers

    choices = _ways_to_think(find_servers(), has_key=_has_key())
    answer: Changes | None = _chosen("Who words the interviewer's questions?", choices, asks)
    return _typed_server() if answer is None else answer


def _has_key() -> bool:
    try:
        return bool(load_settings().api_key)
    except UsageError:  # the settings file is not there yet, or the environment holds nonsense
        return False


def _ways_to_think(servers: Sequence[LocalServer], *, has_key: bool) -> list[Option]:
    """A model on this machine first, since it costs nothing and nothing leaves the machine."""
    here = [
        Option(f"{model}, by {server.name} on this machine", _mind(server.url, model))
        for server in servers
        for model in server.models
    ][:MOST_SHOWN]
    locked = [
        Option(f"{server.name} on this machine, which asks for a key", _mind(server.url, ""))
        for server in servers
        if server.needs_key
    ]
    script = Option("a script that quotes your words; needs nothing", {"interviewer": "scripted"})
    openai = Option(
        "OpenAI's model, by your key" if has_key else "OpenAI's model (needs a key: OPENAI_API_KEY)",
        _mind(_OPENAI, ""),
    )
    return [*here, script, *locked, openai, Option(_OWN_ADDRESS, None)]


def _mind(base_url: str, model: str) -> Changes:
    return {"interviewer": "auto", "base_url": base_url, "model": model or None}


def _typed_server() -> Changes:
    address = ask_for("Its address, such as http://192.168.1.20:8000/v1", _web_address)
    model = ask_for("The model's name (nothing for the server's first)", str)
    return _mind(address, model)


def _web_address(said: str) -> str:
    try:
        address = str(checked({"base_url": said})["base_url"])
        is_whole = bool(urlsplit(address).hostname)
    except (UsageError, ValueError):
        is_whole = False
    if not is_whole:
        raise ValueError("an address that starts with http:// or https://")
    return address


# ------------------------------------------------------------------ who hears, and through what


def _ways_to_hear(mind: Changes) -> list[Option]:
    """Whisper first; a server only where one was chosen that may also hear."""
    ways = [
        Option("Whisper on this machine; its model (75 to 500 MB) is fetched once if it is missing", "auto"),
        Option(
            "a small recogniser that needs no download, and misreads every second word of people", "sphinx"
        ),
    ]
    if mind.get("base_url"):
        host = urlsplit(str(mind["base_url"])).hostname
        ways.append(Option(f"the server {host}, if it also recognises speech", "openai"))
    return ways


_WAYS_TO_LISTEN = (
    Option("by loudspeaker: its sound is taken out of the microphone", False),
    Option("by headphones", True),
)


# ------------------------------------------------------------------ afterwards


def _keep_key() -> None:
    """Ask for a key without showing it, and give it to the keyring alone. Raises UsageError."""
    try:
        key = getpass.getpass("Key (not shown): ").strip() if sys.stdin.isatty() else typed_line()
    except EOFError:
        key = ""
    if not key or not key.isprintable() or " " in key:
        raise UsageError("That is no key, so nothing was changed.", "Copy it again, on one line.")
    keep_in_keyring(key)


def _overruled(changes: Changes) -> list[str]:
    """Settings that the environment overrules, since that is what nobody thinks of."""
    in_force = load_settings()
    return [
        f"{name} is {now!r} all the same: the environment overrules the file."
        for name, value in changes.items()
        if value is not None and (now := _plain(getattr(in_force, name))) != value
    ]


def _plain(value: object) -> object:
    return str(value) if isinstance(value, str | Path) else value


def _model_remarks(changes: Changes) -> list[str]:
    """Whether the chosen model answers now. It is kept in any case: its server may only be asleep."""
    if "base_url" not in changes and "model" not in changes:
        return []
    from voice_coach.cli.choices import model_for

    try:
        model = model_for(load_settings())
        if model is None:
            return []
        try:
            model.check()
        finally:
            model.close()
    except (ModelError, UsageError) as failure:
        return [
            f"{failure.message} {failure.cure}".strip(),
            "Until it answers, the interviewer follows its script.",
        ]
    return [f"{model.info.detail} at {model.info.host} answers."]
