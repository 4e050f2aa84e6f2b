"""On which line of a TOML text each key and array element stands.

`tomllib` validates the syntax but keeps no positions, and an author needs the line. This scan runs
on text that `tomllib` has already accepted, so it may be lenient.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import count

Path = tuple[str | int, ...]

_HEADER = re.compile(r"\[\[?\s*([^\]\n]+?)\s*\]\]?")
_KEY = re.compile(
    r"""((?:"[^"\n]*"|'[^'\n]*'|[A-Za-z0-9_\-]+)(?:\s*\.\s*(?:"[^"\n]*"|'[^'\n]*'|[A-Za-z0-9_\-]+))*)\s*="""
)
_STRING = re.compile(r'"""(?:\\.|[^\\])*?"""|\'\'\'.*?\'\'\'|"(?:\\.|[^"\\\n])*"|\'[^\'\n]*\'', re.DOTALL)
_BLANK = re.compile(r"(?:\s|#[^\n]*)+")
_BARE = re.compile(r"[^,\]\}\n#]+")


def positions(text: str) -> dict[Path, int]:
    """Path of each key and element -> its line, counted from 1. An array of tables has an index in the
    path."""
    return _Scan(text).run()


def line_of(lines: dict[Path, int], path: Path) -> int | None:
    """The line of a path, or of its nearest known parent; None where nothing of it stands in the text."""
    while path:
        if path in lines:
            return lines[path]
        path = path[:-1]
    return None


class _Scan:
    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.lines: dict[Path, int] = {}
        self.tables: dict[Path, Iterator[int]] = {}
        self.last_index: dict[Path, int] = {}

    def run(self) -> dict[Path, int]:
        table: Path = ()
        self._skip_blank()
        while self.at < len(self.text):
            if self.text[self.at] == "[":
                table = self._header()
            else:
                self._pair(table)
            self._skip_blank()
        return self.lines

    def _header(self) -> Path:
        match = _HEADER.match(self.text, self.at)
        if match is None:
            self.at += 1
            return ()
        path = self._resolve(_names(match[1]), opens_element=match[0].startswith("[["))
        self.lines.setdefault(path, self._line())
        self.at = match.end()
        return path

    def _resolve(self, names: list[str], *, opens_element: bool) -> Path:
        path: Path = ()
        for depth, name in enumerate(names):
            path = (*path, name)
            if depth == len(names) - 1 and opens_element:
                self.lines.setdefault(path, self._line())
                self.last_index[path] = next(self.tables.setdefault(path, count()))
            if path in self.last_index:
                path = (*path, self.last_index[path])
        return path

    def _pair(self, table: Path) -> None:
        match = _KEY.match(self.text, self.at)
        if match is None:
            self.at += 1
            return
        path = (*table, *_names(match[1]))
        self.lines[path] = self._line()
        self.at = match.end()
        self._value(path)

    def _value(self, path: Path) -> None:
        self._skip_blank()
        match self.text[self.at : self.at + 1]:
            case "[":
                self._array(path)
            case "{":
                self._inline_table(path)
            case '"' | "'":
                string = _STRING.match(self.text, self.at)
                self.at = string.end() if string else self.at + 1
            case _:
                bare = _BARE.match(self.text, self.at)
                self.at = bare.end() if bare else self.at + 1

    def _array(self, path: Path) -> None:
        self.at += 1
        for index in count():
            self._skip_blank_and_commas()
            if self._closes("]"):
                return
            self.lines[(*path, index)] = self._line()
            self._value((*path, index))

    def _inline_table(self, path: Path) -> None:
        self.at += 1
        while True:
            self._skip_blank_and_commas()
            if self._closes("}"):
                return
            self._pair(path)

    def _closes(self, bracket: str) -> bool:
        if self.at >= len(self.text):
            return True
        if self.text[self.at] != bracket:
            return False
        self.at += 1
        return True

    def _skip_blank(self) -> None:
        blank = _BLANK.match(self.text, self.at)
        self.at = blank.end() if blank else self.at

    def _skip_blank_and_commas(self) -> None:
        self._skip_blank()
        while self.text[self.at : self.at + 1] == ",":
            self.at += 1
            self._skip_blank()

    def _line(self) -> int:
        return self.text.count("\n", 0, self.at) + 1


def _names(dotted: str) -> list[str]:
    return [part.strip().strip("\"'") for part in re.findall(r'"[^"]*"|\'[^\']*\'|[^.]+', dotted)]
