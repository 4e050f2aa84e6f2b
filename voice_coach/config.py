"""Settings: flags before environment before settings file before defaults.

The only reader of the environment. The settings file is TOML, `settings.toml` in the user's configuration
folder (or where `VOICE_COACH_SETTINGS` points), with the names of `Settings`' fields as keys:

    minutes = 20
    pressure = "bar-raiser"
    base_url = "http://localhost:11434/v1"
    model = "qwen3:8b"

Every field can also be set as `VOICE_COACH_<FIELD>`. A key comes from the environment (`OPENAI_API_KEY`), or,
with `keyring = true`, from the system's keyring, so that it never lies in a file of ours or in the list of
running programs. A server for speech at another address than `base_url` never gets that key: it has its own,
`VOICE_COACH_STT_API_KEY` and `VOICE_COACH_VOICE_API_KEY`.
"""

from __future__ import annotations

import difflib
import os
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any

import platformdirs

from voice_coach.errors import UsageError

SHORTEST_MINUTES = 3.0
LONGEST_MINUTES = 90.0
SLOWEST_WPM, FASTEST_WPM = 80, 300
_APP = "voice-coach"


class Pressure(StrEnum):
    """How hard the interviewer pushes."""

    CALM = "calm"
    STANDARD = "standard"
    BAR_RAISER = "bar-raiser"


class Mode(StrEnum):
    """When feedback is given."""

    REAL = "real"
    """Held back until the debrief."""
    STUDY = "study"
    """After each answer."""


class InterviewerChoice(StrEnum):
    """Who words the interviewer's moves."""

    AUTO = "auto"
    """A language model where one is configured, otherwise the script."""
    SCRIPTED = "scripted"
    LLM = "llm"


class RecogniserChoice(StrEnum):
    """Who turns speech into words."""

    AUTO = "auto"
    """Whisper where its model can be had, otherwise Sphinx."""
    WHISPER = "whisper"
    SPHINX = "sphinx"
    OPENAI = "openai"


class DeviceChoice(StrEnum):
    """What the accurate recogniser computes on."""

    AUTO = "auto"
    """A graphics card where one works, otherwise the processor."""
    CPU = "cpu"
    CUDA = "cuda"


class VoiceChoice(StrEnum):
    """Who speaks for the interviewer."""

    AUTO = "auto"
    PYTTSX3 = "pyttsx3"
    OPENAI = "openai"


class Profile(StrEnum):
    """How long a pause may last before it counts as the end of a turn."""

    PATIENT = "patient"
    STANDARD = "standard"
    BRISK = "brisk"


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that can be chosen for an interview."""

    minutes: float = 45.0
    """Length of the round, `SHORTEST_MINUTES` to `LONGEST_MINUTES`."""
    pressure: Pressure = Pressure.STANDARD
    mode: Mode = Mode.REAL
    interviewer: InterviewerChoice = InterviewerChoice.AUTO
    stt: RecogniserChoice = RecogniserChoice.AUTO
    stt_model: str = ""
    """Of Whisper or of the speech server; "" for what suits this machine, or the server's usual one."""
    stt_device: DeviceChoice = DeviceChoice.AUTO
    stt_url: str = ""
    """An OpenAI-compatible endpoint for recognition, "" for `base_url`."""
    final_model: str = "auto"
    """Whisper's model for the final pass after a session: a name, `auto`, or `none` for no such pass."""
    voice: VoiceChoice = VoiceChoice.AUTO
    voice_name: str = ""
    """Part of a voice's name, as `voice-coach voices` lists them; "" for a usual English one."""
    voice_rate: int = 170
    """Words a minute, `SLOWEST_WPM` to `FASTEST_WPM`."""
    voice_volume: float = 1.0
    """0.1 to 1."""
    voice_url: str = ""
    """An OpenAI-compatible endpoint for speech, "" for `base_url`."""
    voice_model: str = ""
    """Of the speech server, "" for its usual one."""
    profile: Profile = Profile.PATIENT
    input_device: str = ""
    """Part of a microphone's name or its number, "" for the system's default."""
    output_device: str = ""
    """The same for the loudspeaker."""
    headphones: bool = False
    """No sound of ours reaches the microphone, so none is taken out of it."""
    no_audio_processing: bool = False
    """Leave the microphone's sound as it is: no echo canceller even with loudspeakers."""
    seed: int | None = None
    """Same seed, scenario and candidate words: same moves. None draws one."""
    recordings: Path = Path("recordings")
    """Where sessions lie."""
    drill_minutes: float = 10.0
    """Length of a session of drills, `SHORTEST_MINUTES` to `LONGEST_MINUTES`."""
    pay_base: tuple[float, float] = (180.0, 195.0)
    """For the compensation drill, in thousands a year, written "180-195"; all four are only examples."""
    pay_equity: tuple[float, float] = (120.0, 150.0)
    """Stock, in thousands a year."""
    pay_equity_percent: tuple[float, float] = (0.04, 0.07)
    """The grant as a percentage of the company."""
    pay_sign_on: tuple[float, float] = (25.0, 45.0)
    """In thousands, once."""
    base_url: str = ""
    """An OpenAI-compatible endpoint, "" for OpenAI's own (used only where a key is set)."""
    model: str = ""
    """The language model's name, "" for the endpoint's usual one."""
    model_price_in: float = 0.0
    """Dollars per million tokens that the model reads, for an estimate of a session's cost; 0 for unknown."""
    model_price_out: float = 0.0
    """The same for tokens that it writes."""
    plain: bool = False
    """Lines instead of the live screen."""
    json: bool = False
    """Events as JSON lines on standard output."""
    offline: bool = False
    """Never ask a model hub for anything."""
    keyring: bool = False
    """Take the key from the system's keyring where the environment has none."""
    api_key: str = field(default="", repr=False)
    """Only ever from the environment or the keyring."""
    stt_api_key: str = field(default="", repr=False)
    voice_api_key: str = field(default="", repr=False)

    @property
    def has_endpoint(self) -> bool:
        """Whether the user named a language model's endpoint or gave a key for OpenAI's."""
        return bool(self.base_url or self.api_key)


def load_settings(
    flags: Mapping[str, object] | None = None,
    environ: Mapping[str, str] | None = None,
    file: Path | None = None,
) -> Settings:
    """The settings in force.

    `flags` holds fields given on the command line, None for those left out. `environ` defaults to the
    process's, `file` to the user's settings file, which need not exist. Raises UsageError naming where a bad
    value came from.
    """
    environment = os.environ if environ is None else environ
    sources = (
        _Source("on the command line", _flag_name, flags or {}),
        _from_environment(environment),
        _from_file(file, environment),
    )
    chosen: dict[str, Any] = {"recordings": default_recordings()}
    for name in _READERS:
        for value in _first(sources, name):
            chosen[name] = value
    return Settings(**chosen, **_keys(environment, uses_keyring=bool(chosen.get("keyring"))))


def default_recordings() -> Path:
    """`recordings` in the project's checkout when run inside it, else in the user's data folder."""
    here = Path.cwd()
    for folder in (here, *here.parents):
        if (folder / "voice_coach" / "config.py").is_file() and (folder / "pyproject.toml").is_file():
            return folder / "recordings"
    return platformdirs.user_data_path(_APP) / "recordings"


def forbid_telemetry() -> None:
    """Let no library, here or in a child, report that it is used: onnxruntime else does, to its maker."""
    for name in ("ORT_DISABLE_TELEMETRY", "HF_HUB_DISABLE_TELEMETRY", "DO_NOT_TRACK"):
        os.environ[name] = "1"


def settings_file(environ: Mapping[str, str] | None = None) -> Path:
    """Where the settings file is looked for."""
    named = (os.environ if environ is None else environ).get("VOICE_COACH_SETTINGS", "")
    return Path(named).expanduser() if named else platformdirs.user_config_path(_APP) / "settings.toml"


def speech_cache() -> Path:
    """Where the offline recogniser keeps what it makes of a scenario; may be deleted at any time."""
    return platformdirs.user_cache_path(_APP) / "recogniser"


def settings_in_file(environ: Mapping[str, str] | None = None) -> dict[str, object]:
    """What the settings file says, {} where there is none. Raises UsageError where it cannot be read."""
    return dict(_from_file(None, os.environ if environ is None else environ).values)


def checked(given: Mapping[str, object]) -> dict[str, object]:
    """Settings as flags give them, each read; None stays. Raises UsageError for a value that is no good."""
    source = _Source("on the command line", _flag_name, given)
    return {name: value if value is None else _read(source, name, value) for name, value in given.items()}


def log_folder() -> Path:
    """Where details of an unexpected failure are written."""
    return platformdirs.user_log_path(_APP)


def without_secrets(text: str, environ: Mapping[str, str] | None = None) -> str:
    """The text with every key of the environment struck out, whole or by its lines."""
    environment = os.environ if environ is None else environ
    secrets = [value for name, value in environment.items() if name.upper().endswith(("_API_KEY", "_TOKEN"))]
    for secret in (part for value in secrets for part in (value, *value.split())):
        if len(secret) >= 4:
            text = text.replace(secret, "[key]")
    return text


@dataclass(frozen=True, slots=True)
class _Source:
    name: str
    """For the error: `on the command line`, `in` a place."""
    spelling: Callable[[str], str]
    """How a field is written there."""
    values: Mapping[str, object]


def _first(sources: tuple[_Source, ...], name: str) -> Iterator[object]:
    """The value of the first source that has one, read and checked; nothing where none has."""
    for source in sources:
        value = source.values.get(name)
        if value is not None:
            yield _read(source, name, value)
            return


def _read(source: _Source, name: str, value: object) -> object:
    try:
        return _READERS[name](value)
    except ValueError as problem:
        said = f"{source.spelling(name)} {source.name} is {str(value)!r}"
        raise UsageError(f"{said}, but must be {problem}.") from problem


_KEYS = {
    "api_key": "OPENAI_API_KEY",
    "stt_api_key": "VOICE_COACH_STT_API_KEY",
    "voice_api_key": "VOICE_COACH_VOICE_API_KEY",
}


def _keys(environ: Mapping[str, str], *, uses_keyring: bool) -> dict[str, Any]:
    keys = {name: environ.get(variable, "").strip() for name, variable in _KEYS.items()}
    if uses_keyring and not keys["api_key"]:
        keys["api_key"] = (key_in_keyring() or "").strip()
    for name, variable in _KEYS.items():
        if not keys[name].isprintable() or " " in keys[name]:
            raise UsageError(f"{variable} holds a space or a line break.", "Copy the key again, on one line.")
    return keys


def key_in_keyring() -> str | None:
    """The key that `keep_in_keyring` kept, None where there is none. Raises UsageError without a keyring."""
    ring = _keyring()
    try:
        kept: str | None = ring.get_password(_APP, "OPENAI_API_KEY")
    except ring.errors.KeyringError as problem:
        raise UsageError(
            f"The system's keyring does not answer ({type(problem).__name__}).", _NO_RING
        ) from None
    return kept


def keep_in_keyring(key: str) -> None:
    """Keep a key where the system keeps passwords. Raises UsageError where that is impossible."""
    ring = _keyring()
    try:
        ring.set_password(_APP, "OPENAI_API_KEY", key)
    except ring.errors.KeyringError as problem:
        raise UsageError(
            f"The system's keyring refused the key ({type(problem).__name__}).", _NO_RING
        ) from None


_NO_RING = "Set OPENAI_API_KEY in the environment instead, and take `keyring` out of the settings."


def _keyring() -> Any:
    try:
        import keyring
        import keyring.errors
    except ImportError:
        raise UsageError(
            "The keyring package is not installed.", "Install it: pip install 'voice-coach[keyring]'."
        ) from None
    return keyring


def _flag_name(name: str) -> str:
    return "--" + name.replace("_", "-")


def _variable(name: str) -> str:
    return f"VOICE_COACH_{name.upper()}"


_BORROWED = {"base_url": "OPENAI_BASE_URL", "model": "OPENAI_MODEL", "offline": "HF_HUB_OFFLINE"}
"""Variables that other programs read too; ours win over them."""


def _from_environment(environ: Mapping[str, str]) -> _Source:
    spellings = {name: _BORROWED.get(name, "") for name in _READERS}
    for name in _READERS:
        if environ.get(_variable(name)) or not spellings[name]:
            spellings[name] = _variable(name)
    values = {name: environ.get(variable) or None for name, variable in spellings.items()}
    return _Source("in the environment", spellings.__getitem__, values)


def _from_file(file: Path | None, environ: Mapping[str, str]) -> _Source:
    path = settings_file(environ) if file is None else file
    if path.exists() and not (
        path.is_file() or path.is_dir()
    ):  # a pipe would be waited for, a device read without end
        raise UsageError(f"The settings file {path} is no ordinary file.", "Point to a TOML file.")
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        if file is not None or environ.get("VOICE_COACH_SETTINGS"):
            raise UsageError(f"There is no settings file {path}.") from None
        values = {}
    except (OSError, UnicodeDecodeError) as problem:
        raise UsageError(f"The settings file {path} cannot be read: {_reason(problem)}.") from problem
    except (ValueError, RecursionError) as problem:  # of a number without end, tomllib says no more than that
        raise UsageError(f"The settings file {path} is not valid TOML: {problem}.") from problem
    _check_names(path, values)
    return _Source(f"in {path}", str, values)


def _check_names(path: Path, values: Mapping[str, object]) -> None:
    for name in values:
        if name == "api_key":
            raise UsageError(f"{path} holds a key.", "Take it out; keys are read from OPENAI_API_KEY only.")
        if name not in _READERS:
            near = difflib.get_close_matches(name, _READERS, n=1)
            raise UsageError(
                f"{path} sets {name!r}, which is no setting.", f"Did you mean {near[0]}?" if near else ""
            )


def _reason(problem: OSError | UnicodeDecodeError) -> str:
    return (
        problem.strerror or type(problem).__name__ if isinstance(problem, OSError) else "it is not UTF-8 text"
    )


def _one_of(choices: type[StrEnum]) -> Callable[[object], object]:
    def read(value: object) -> StrEnum:
        try:
            return choices(str(value))
        except ValueError:
            *first, last = choices
            raise ValueError(f"{', '.join(first)} or {last}") from None

    return read


def _number_between(
    least: float, most: float, kind: type[float] | type[int] = float
) -> Callable[[object], object]:
    def read(value: object) -> object:
        try:
            number = kind(str(value))
        except ValueError:
            number = kind(-1)
        if isinstance(value, bool) or not least <= number <= most:
            raise ValueError(f"a number from {least:g} to {most:g}")
        return number

    return read


def _whole_number(value: object) -> int:
    try:
        return int(str(value))
    except ValueError:
        raise ValueError("a whole number") from None


_SWITCHES = {
    "1": True,
    "true": True,
    "yes": True,
    "on": True,
    "0": False,
    "false": False,
    "no": False,
    "off": False,
}


def _switch(value: object) -> bool:
    try:
        return _SWITCHES[str(value).strip().lower()]
    except KeyError:
        raise ValueError("true or false") from None


def _text(value: object) -> str:
    if isinstance(value, bool | list | dict):
        raise ValueError("text")
    return str(value).strip()


def _span(value: object) -> tuple[float, float]:
    low, _, high = str(value).replace("–", "-").partition("-")
    try:
        span = float(low), float(high or low)
    except ValueError:
        span = (-1.0, -1.0)
    if isinstance(value, bool) or not 0 < span[0] <= span[1] < 1e6:
        raise ValueError('two numbers from low to high, such as "180-195"')
    return span


def _folder(value: object) -> Path:
    if not isinstance(value, str | Path) or not str(value).strip():
        raise ValueError("a folder")
    return Path(value).expanduser()


def _web_address(value: object) -> str:
    address = _text(value).rstrip("/")
    if not address.startswith(("http://", "https://")) or any(c.isspace() for c in address):
        raise ValueError("an address that starts with http:// or https://")
    return address


_READERS: Mapping[str, Callable[[object], object]] = {
    "minutes": _number_between(SHORTEST_MINUTES, LONGEST_MINUTES),
    "pressure": _one_of(Pressure),
    "mode": _one_of(Mode),
    "interviewer": _one_of(InterviewerChoice),
    "stt": _one_of(RecogniserChoice),
    "stt_model": _text,
    "stt_device": _one_of(DeviceChoice),
    "stt_url": _web_address,
    "final_model": _text,
    "voice": _one_of(VoiceChoice),
    "voice_name": _text,
    "voice_rate": _number_between(SLOWEST_WPM, FASTEST_WPM, int),
    "voice_volume": _number_between(0.1, 1.0),
    "voice_url": _web_address,
    "voice_model": _text,
    "profile": _one_of(Profile),
    "input_device": _text,
    "output_device": _text,
    "headphones": _switch,
    "no_audio_processing": _switch,
    "seed": _whole_number,
    "recordings": _folder,
    "drill_minutes": _number_between(SHORTEST_MINUTES, LONGEST_MINUTES),
    "pay_base": _span,
    "pay_equity": _span,
    "pay_equity_percent": _span,
    "pay_sign_on": _span,
    "base_url": _web_address,
    "model": _text,
    "model_price_in": _number_between(0.0, 10_000.0),
    "model_price_out": _number_between(0.0, 10_000.0),
    "plain": _switch,
    "json": _switch,
    "offline": _switch,
    "keyring": _switch,
}
