"""The transcript of a replay, in step with the sound: word by word in a terminal, else line by line."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from voice_coach.cli.say import complain, harmless, minutes_and_seconds, say
from voice_coach.coaching.transcript import Speaker

if TYPE_CHECKING:
    from rich.console import Console

    from voice_coach.sessions.transcript import KeptTurn

UNSURE_BELOW = 0.5
_COLOURS = {Speaker.CANDIDATE: "cyan", Speaker.INTERVIEWER: "yellow"}
_INDENT = 9


@dataclass(frozen=True, slots=True)
class Line:
    """One turn as it is told."""

    start_s: float
    head: str
    """Time, speaker, flags."""
    words: tuple[tuple[float, str, bool], ...]
    """When each is said, the word, and whether it was understood for certain."""
    speaker: Speaker

    @property
    def text(self) -> str:
        """The whole line."""
        return " ".join([self.head, *(word for _, word, _ in self.words)])


def lines_of(turns: Sequence[KeptTurn], flags: Mapping[int, Sequence[str]]) -> list[Line]:
    """The turns in order of time; `flags` are what a turn's index was flagged for."""
    in_order = sorted(turns, key=lambda turn: turn.said.start_s)
    return [_line(turn, flags.get(turn.said.turn, ())) for turn in in_order]


def _line(turn: KeptTurn, flags: Sequence[str]) -> Line:
    said = turn.said
    who = "Interviewer" if said.speaker is Speaker.INTERVIEWER else "Candidate"
    flagged = f" ⚑ {', '.join(harmless(each) for each in flags)}" if flags else ""
    head = f"[{minutes_and_seconds(said.start_s):>5}] {who}{flagged}:"
    words = _words(turn) + (((said.end_s, "(cut off)", True),) if turn.cut else ())
    return Line(said.start_s, head, words, said.speaker)


def _words(turn: KeptTurn) -> tuple[tuple[float, str, bool], ...]:
    said = turn.said
    if said.words:
        found = ((w.start_s, harmless(w.text), w.probability >= UNSURE_BELOW) for w in said.words)
        return tuple(each for each in found if each[1])
    words = harmless(said.text).split()
    step_s = said.length_s / max(1, len(words))
    return tuple((said.start_s + place * step_s, word, True) for place, word in enumerate(words))


class LineScript:
    """Each turn as a line when it begins."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self._lines = lines
        self._starts_s = [line.start_s for line in lines]
        self._next = 0

    def begin(self, t_s: float) -> None:
        """Go on with the line that is being said then."""
        self._next = max(0, bisect_right(self._starts_s, t_s) - 1)

    def reached(self, t_s: float) -> None:
        """Tell every line that has begun by now."""
        while self._next < len(self._lines) and self._starts_s[self._next] <= t_s:
            say(self._lines[self._next].text)
            self._next += 1

    def tell(self, text: str) -> None:
        """On standard error."""
        complain(text)

    def end(self) -> None:
        """Every line is whole already."""


class WordScript:
    """Each word when it is said, those that were not understood for certain dim."""

    def __init__(self, lines: Sequence[Line], console: Console) -> None:
        """`console` is the terminal, as wide as it is."""
        self._lines = lines
        self._starts_s = [line.start_s for line in lines]
        self._console = console
        self._line = -1
        """The line that is being told; -1 before the first."""
        self._word = 0
        self._column = 0

    def begin(self, t_s: float) -> None:
        """Go on within the line that is being said then: what was said of it before stands there at once."""
        self.end()
        self._line = max(0, bisect_right(self._starts_s, t_s) - 1) - 1

    def reached(self, t_s: float) -> None:
        """Tell every word that was said by now; a line is told to its end before another begins."""
        while self._line + 1 < len(self._lines) and self._starts_s[self._line + 1] <= t_s:
            self._tell_until(float("inf"))
            self._begin_line(self._line + 1)
        self._tell_until(t_s)

    def tell(self, text: str) -> None:
        """On a line between those of the transcript."""
        self.end()
        complain(text)

    def end(self) -> None:
        """Close the line that is being told."""
        if self._column:
            self._console.print()
        self._column = 0

    def _begin_line(self, place: int) -> None:
        self.end()
        self._line, self._word = place, 0
        line = self._lines[place]
        self._write(line.head, f"bold {_COLOURS[line.speaker]}")

    def _tell_until(self, t_s: float) -> None:
        if not self._column:
            return
        words = self._lines[self._line].words
        while self._word < len(words) and words[self._word][0] <= t_s:
            _, word, is_sure = words[self._word]
            self._write(word, "" if is_sure else "dim italic")
            self._word += 1

    def _write(self, word: str, style: str) -> None:
        from rich.cells import cell_len
        from rich.text import Text

        wide = cell_len(word)
        if self._column and self._column + 1 + wide > self._console.width:
            self._console.print("\n" + " " * (_INDENT - 1), end="")
            self._column = _INDENT - 1
        space = " " if self._column else ""
        self._console.print(Text(space + word, style, end=""), end="", soft_wrap=True)
        self._column += len(space) + wide
