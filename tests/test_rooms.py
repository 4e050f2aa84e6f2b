"""Every file keeps to its room: its imports, words, clocks and keys, and what loads at start."""

from __future__ import annotations

import ast
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

PACKAGE = "voice_coach"
ROOT = Path(__file__).resolve().parents[1] / PACKAGE

VALUES = {
    "conversation.expected_talk",
    "conversation.occasions",
    "conversation.sound",
    "conversation.words",
    "errors",
}
RUNNING = {
    "conversation",
    "coaching",
    "engines.protocols",
    "sessions",
    "errors",
    "interview",
    "jobs",
    "journal",
}
ROOMS: dict[str, set[str]] = {
    "errors": set(),
    "config": {"errors"},
    "conversation": {"errors"},
    "coaching": VALUES,
    "engines": VALUES | {"conversation.lines"},
    "sessions": {"coaching", "conversation", "errors"},
    "library": {"coaching", "errors"},
    "interview": RUNNING,
    "jobs": RUNNING,
    "journal": RUNNING,
    "live": RUNNING,
    "stepped": RUNNING,
    "final_pass": {"coaching", "conversation", "engines.protocols", "sessions", "errors"},
    "assess": {"coaching", "conversation", "engines.protocols", "sessions", "errors"},
    "review": {"coaching", "conversation", "sessions", "errors"},
    "cli": {"*"},
    "__main__": {"*"},
}
"""What each room may import of the package, besides itself; a name includes the modules below it."""

LIBRARIES: dict[str, set[str]] = {
    "errors": set(),
    "config": {"keyring", "platformdirs"},
    "conversation": {"numpy"},
    "coaching": {"numpy", "pydantic", "rapidfuzz"},
}
"""Third-party libraries of the rooms that are not free to choose."""

ONE_FILE = {
    "ctranslate2",
    "faster_whisper",
    "huggingface_hub",
    "keyring",
    "num2words",
    "openai",
    "pocketsphinx",
    "pyttsx3",
    "pywebrtc_audio",
    "sounddevice",
    "soxr",
    "webrtcvad",
}
"""Engine libraries: each is known to one file, and loaded when it is used."""

SLOW_TO_LOAD = ONE_FILE | {"numpy", "onnxruntime", "pydantic", "rapidfuzz", "rich", "soundfile", "asyncio"}
"""Nothing of this may load before a command has begun."""

CLOCKS_AND_THREADS = {
    "asyncio",
    "concurrent",
    "multiprocessing",
    "queue",
    "sched",
    "signal",
    "threading",
    "time",
}
WITHOUT_CLOCK = {"conversation", "coaching"}
MAY_PRINT = {"cli"}
MAY_READ_ENVIRONMENT = {"config"}


@dataclass(frozen=True)
class Import:
    """One imported module, absolute."""

    name: str
    line: int
    at_start: bool
    """Whether it runs when the file is imported."""

    @property
    def library(self) -> str:
        return self.name.partition(".")[0]


@dataclass(frozen=True)
class File:
    """A module of the package, dotted and without the package's name."""

    name: str
    source: str

    @property
    def room(self) -> str:
        return self.name.partition(".")[0]

    @property
    def tree(self) -> ast.Module:
        return ast.parse(self.source)


def files_of(root: Path) -> list[File]:
    found = []
    for path in sorted(root.rglob("*.py")):
        parts = path.relative_to(root).with_suffix("").parts
        name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
        if name:
            found.append(File(name, path.read_text(encoding="utf-8")))
    return found


def imports_of(file: File) -> Iterator[Import]:
    yield from _imports(file.tree, at_start=True)


def _imports(node: ast.AST, at_start: bool) -> Iterator[Import]:
    for child in ast.iter_child_nodes(node):
        match child:
            case ast.Import(names=names):
                yield from (Import(each.name, child.lineno, at_start) for each in names)
            case ast.ImportFrom(module=str(module), names=names, level=0):
                yield from (Import(f"{module}.{each.name}", child.lineno, at_start) for each in names)
            case ast.ImportFrom():
                yield Import("a relative import", child.lineno, at_start)
            case ast.Call(func=ast.Name(id="__import__"), args=[ast.Constant(value=str(name)), *_]):
                yield Import(name, child.lineno, at_start)
            case ast.Call(func=ast.Attribute(attr="import_module"), args=[ast.Constant(value=str(name)), *_]):
                yield Import(name, child.lineno, at_start)
        yield from _imports(child, at_start and not _is_run_later(child))


def _is_run_later(node: ast.AST) -> bool:
    for_types = isinstance(node, ast.If) and ast.unparse(node.test).endswith("TYPE_CHECKING")
    return for_types or isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)


def is_below(name: str, places: set[str]) -> bool:
    return "*" in places or any(name == place or name.startswith(f"{place}.") for place in places)


def stray_imports(file: File) -> Iterator[str]:
    """Imports of the package that the room does not allow."""
    if file.room not in ROOMS:
        yield f"{file.name}: {file.room!r} is no room"
        return
    for each in imports_of(file):
        ours = each.name.removeprefix(f"{PACKAGE}.")
        if each.name == "a relative import":
            yield f"{file.name}:{each.line} relative import"
        elif ours != each.name and not is_below(ours, ROOMS[file.room] | {file.room}):
            yield f"{file.name}:{each.line} imports {ours}"


def stray_libraries(file: File) -> Iterator[str]:
    """Third-party imports that the room does not allow."""
    if file.room not in LIBRARIES:
        return
    allowed = LIBRARIES[file.room] | set(sys.stdlib_module_names) | {PACKAGE}
    for each in imports_of(file):
        if each.library not in allowed:
            yield f"{file.name}:{each.line} imports {each.library}"


def shared_libraries(files: list[File]) -> Iterator[str]:
    """Engine libraries known to more than one file, or loaded with the file that knows them."""
    known = defaultdict(set)
    for file in files:
        for each in imports_of(file):
            if each.library in ONE_FILE:
                known[each.library].add(file.name)
                if each.at_start:
                    yield f"{file.name}:{each.line} loads {each.library} when it is imported"
    for library, names in known.items():
        if len(names) > 1:
            yield f"{library} is imported in {', '.join(sorted(names))}"


def clocks(file: File) -> Iterator[str]:
    """Clocks, threads and queues in a room whose time comes with the samples."""
    for each in imports_of(file) if file.room in WITHOUT_CLOCK else ():
        if each.library in CLOCKS_AND_THREADS or each.name.startswith("datetime"):
            yield f"{file.name}:{each.line} imports {each.library}"


def prints(file: File) -> Iterator[str]:
    """Calls of print outside the command line."""
    for node in ast.walk(file.tree) if file.room not in MAY_PRINT else ():
        match node:
            case ast.Call(func=ast.Name(id="print") | ast.Attribute(attr="print"), lineno=line):
                yield f"{file.name}:{line} prints"


ENVIRONMENT = {"environ", "environb", "getenv", "putenv", "unsetenv"}


def environments(file: File) -> Iterator[str]:
    """Reads of the environment outside the settings."""
    for node in ast.walk(file.tree) if file.room not in MAY_READ_ENVIRONMENT else ():
        match node:
            case ast.Attribute(value=ast.Name(id="os"), attr=name, lineno=line) if name in ENVIRONMENT:
                yield f"{file.name}:{line} reads the environment"
            case ast.ImportFrom(module="os", names=names, lineno=line) if {
                n.name for n in names
            } & ENVIRONMENT:
                yield f"{file.name}:{line} reads the environment"


def slow_starts(files: list[File], first: str = "__main__") -> Iterator[str]:
    """Slow libraries that load before a command has begun, by following imports from the entry point."""
    by_name = {file.name: file for file in files}
    waiting, seen = [first], set()
    while waiting:
        name = waiting.pop()
        if name in seen or name not in by_name:
            continue
        seen.add(name)
        for each in imports_of(by_name[name]):
            if each.at_start and each.library in SLOW_TO_LOAD:
                yield f"{name}:{each.line} loads {each.library} at the start of every command"
            elif each.at_start and each.library == PACKAGE:
                waiting += _modules_loaded_by(each.name, by_name)


def _modules_loaded_by(name: str, by_name: Mapping[str, File]) -> list[str]:
    parts = name.split(".")[1:]
    return [
        ".".join(parts[:length]) for length in range(1, len(parts) + 1) if ".".join(parts[:length]) in by_name
    ]


FILES = files_of(ROOT)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_a_file_keeps_to_its_room(file: File) -> None:
    strays = [stray_imports, stray_libraries, clocks, prints, environments]
    assert [each for find in strays for each in find(file)] == []


def test_an_engine_library_is_known_to_one_file_and_loaded_when_used() -> None:
    assert list(shared_libraries(FILES)) == []


def test_nothing_slow_loads_before_a_command_has_begun() -> None:
    assert list(slow_starts(FILES)) == []


def test_the_walk_finds_the_package() -> None:
    assert {"errors", "config", "conversation.sound", "__main__"} <= {file.name for file in FILES}


@pytest.mark.parametrize(
    ("name", "source"),
    [
        ("conversation.floor", "from voice_coach.coaching.moves import Move"),
        ("conversation.floor", "from voice_coach import live"),
        ("conversation.floor", "def f():\n    import voice_coach.sessions.store"),
        ("coaching.director", "from voice_coach.conversation.floor import Floor"),
        ("engines.sphinx", "from voice_coach.config import Settings"),
        ("live", "from voice_coach.engines.whisper import WhisperRecogniser"),
        ("errors", "import importlib\nimportlib.import_module('voice_coach.live')"),
        ("sessions.store", "from . import index"),
        ("cupboard.things", ""),
    ],
)
def test_a_stray_import_is_found(name: str, source: str) -> None:
    assert list(stray_imports(File(name, source)))


def test_what_a_room_allows_is_let_through() -> None:
    live = "from voice_coach.engines.protocols import Voice\nfrom voice_coach.sessions.store import Session"
    assert list(stray_imports(File("live", live))) == []
    assert (
        list(stray_imports(File("cli.demo", "from voice_coach.engines.whisper import WhisperRecogniser")))
        == []
    )


@pytest.mark.parametrize(
    ("find", "name", "source"),
    [
        (stray_libraries, "conversation.floor", "import rapidfuzz.fuzz"),
        (stray_libraries, "config", "import rich"),
        (clocks, "conversation.floor", "from time import monotonic"),
        (clocks, "coaching.stages", "def f():\n    import threading"),
        (clocks, "coaching.plan", "from datetime import datetime"),
        (prints, "live", "print('x')"),
        (environments, "engines.whisper", "import os\nos.environ['X']"),
        (environments, "live", "from os import getenv"),
    ],
)
def test_a_line_in_the_wrong_room_is_found(find: object, name: str, source: str) -> None:
    assert callable(find)
    assert list(find(File(name, source)))


def test_a_library_in_two_files_is_found() -> None:
    source = "def start():\n    import soxr"
    assert list(shared_libraries([File("engines.a", source)])) == []
    assert list(shared_libraries([File("engines.a", source), File("engines.b", source)]))


def test_a_library_loaded_too_early_is_found() -> None:
    assert list(shared_libraries([File("engines.a", "import soxr")]))


@pytest.mark.parametrize(
    ("reached", "is_found"),
    [
        ("import numpy", True),
        ("class A:\n    import numpy", True),
        ("def f():\n    import numpy", False),
        ("from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import numpy", False),
    ],
)
def test_a_slow_start_is_found_through_other_files(reached: str, is_found: bool) -> None:
    files = [
        File("__main__", "from voice_coach.cli.app import app"),
        File("cli.app", "import voice_coach.conversation.sound"),
        File("conversation.sound", reached),
    ]
    assert bool(list(slow_starts(files))) is is_found
