"""Where scenario files are: a path from the user, the installed package, or the repository."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import get_close_matches
from pathlib import Path

from voice_coach.coaching.drill_file import parse_drill
from voice_coach.coaching.drills import Drill
from voice_coach.coaching.scenario import Scenario
from voice_coach.coaching.scenario_file import ID_PATTERN, extends_of, parse_scenario
from voice_coach.errors import ScenarioError

BASE_PREFIX = "_"
"""Files that begin with it are bases to extend, not scenarios."""
_REINSTALL = (
    "Install voice_coach anew, or give a path to a .toml file; `voice-coach scenarios new` writes one."
)
_TEMPLATE = Path(__file__).with_name("scenario_template.toml")
_PACKAGED = Path(__file__).parent / "scenarios"
_REPOSITORY = Path(__file__).parent.parent / "scenarios"


def shelves() -> tuple[Path, ...]:
    """Folders of scenarios that came with the program, the first one that exists winning."""
    return tuple(folder for folder in (_PACKAGED, _REPOSITORY) if folder.is_dir())[:1]


def scenario_ids() -> tuple[str, ...]:
    """Ids of the scenarios that came with the program, in order."""
    return tuple(sorted(path.stem for path in _files()))


def load_scenario(name: str) -> Scenario:
    """The scenario of an id, or of a file's path.

    Raises ScenarioError where there is none, where it cannot be read, or with `file:line: field: …` lines.
    """
    path = _path_of(name)
    text = _text_of(path)
    return parse_scenario(text, path.name, _bases(path.parent, extends_of(text)))


def load_all() -> tuple[Scenario, ...]:
    """Every scenario that came with the program. Raises ScenarioError for the first that is broken, and
    where there is none at all."""
    if not scenario_ids():
        raise ScenarioError("This installation holds no scenario.", _REINSTALL)
    return tuple(load_scenario(str(path)) for path in sorted(_files()))


def load_drills() -> dict[str, Drill]:
    """Every drill that came with the program, by id, in order. Raises ScenarioError for a broken file."""
    paths = sorted(path for shelf in shelves() for path in (shelf / "drills").glob("*.toml"))
    drills = [parse_drill(_text_of(path), path.name) for path in paths]
    return {drill.id: drill for drill in drills}


def write_new(path: Path) -> str:
    """Write a commented scenario to begin with; the id that it got.

    Raises ScenarioError where the name makes no id, a file is there already, or it cannot be written.
    """
    name = path.stem
    if not re.fullmatch(ID_PATTERN, name):
        raise ScenarioError(
            f'"{name}" is no name for a scenario.', "Use lower case letters, digits and hyphens."
        )
    text = _TEMPLATE.read_text(encoding="utf-8").replace("{id}", name).replace("{file}", path.name)
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(text)
    except FileExistsError:
        raise ScenarioError(
            f"There is a file {path} already.", "Choose another name; nothing was written."
        ) from None
    except OSError as error:
        raise ScenarioError(
            f"The file {path} cannot be written: {error.strerror}.", "Choose another folder."
        ) from None
    return name


def _files() -> Iterator[Path]:
    for shelf in shelves():
        yield from (path for path in shelf.glob("*.toml") if not path.name.startswith(BASE_PREFIX))


def _path_of(name: str) -> Path:
    for path in _files():
        if path.stem == name:
            return path
    path = Path(name).expanduser()
    if path.suffix == ".toml" or len(path.parts) > 1:
        return path
    raise ScenarioError(f'There is no scenario "{name}".', _suggestion(name))


def _suggestion(name: str) -> str:
    if not scenario_ids():
        return f"This installation holds none. {_REINSTALL}"
    close = get_close_matches(name, scenario_ids(), n=1, cutoff=0.5)
    meant = f'Did you mean "{close[0]}"? ' if close else ""
    return f"{meant}`voice-coach scenarios list` shows all of them; a path to a .toml file works too."


def _bases(folder: Path, wanted: str | None) -> dict[str, str]:
    """The base that a file extends, beside it or among those that came with the program."""
    if wanted is None:
        return {}
    bases: dict[str, str] = {}
    for shelf in (*shelves(), folder):
        for path in shelf.glob(f"{BASE_PREFIX}*.toml"):
            bases[path.stem] = _text_of(path)
    return bases


def _text_of(path: Path) -> str:
    if path.exists() and not (
        path.is_file() or path.is_dir()
    ):  # a pipe would be waited for, a device read without end
        raise ScenarioError(f"{path} is no ordinary file.", "Give the path of a scenario's TOML file.")
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise ScenarioError(
            f"There is no scenario file {path}.", "Check the path, or run `voice-coach scenarios list`."
        ) from None
    except UnicodeDecodeError as error:
        line = path.read_bytes()[: error.start].count(b"\n") + 1
        raise ScenarioError(
            f"{path.name}:{line}: text: UTF-8 was expected.", "Save the file as UTF-8."
        ) from None
    except OSError as error:
        raise ScenarioError(
            f"The scenario file {path} cannot be read: {error.strerror}.", "Check the path and its rights."
        ) from None
