"""The live terminal screen: a state that events change, a picture of it, and the frame that shows it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from threading import Lock
from types import TracebackType
from typing import TYPE_CHECKING, Self

from voice_coach.cli.lines import (
    CUT_OFF,
    INTERVIEWER,
    ONE_AT_A_TIME,
    YOU,
    echo_notice,
    engines_in_words,
    fault_of,
    hosts_of,
    microphone_notice,
    notices_of,
    speaker_of,
)
from voice_coach.cli.say import minutes_and_seconds, number_in, text_in

if TYPE_CHECKING:
    from rich.console import Console, RenderableType
    from rich.live import Live
    from rich.text import Text

UNCERTAIN = 0.5
"""Words below this probability are dim."""
_KEPT_TURNS = 40
_KEPT_FAULTS = 3
_KEPT_NOTICES = 3
_REFRESHES_A_SECOND = 8
_METER_CELLS = 20
_METER_FLOOR_DBFS = -60.0


@dataclass(frozen=True, slots=True)
class SaidWord:
    """A word on the screen."""

    text: str
    is_certain: bool = True


@dataclass(frozen=True, slots=True)
class SaidTurn:
    """A turn on the screen."""

    speaker: str
    words: tuple[SaidWord, ...]
    is_cut: bool = False


@dataclass(frozen=True, slots=True)
class ScreenState:
    """What the screen knows, from events alone."""

    title: str = ""
    minutes: float = 0.0
    stage: str = ""
    t_s: float = 0.0
    holder: str = ""
    near_dbfs: float = _METER_FLOOR_DBFS
    turns: tuple[SaidTurn, ...] = ()
    partial: tuple[SaidWord, ...] = ()
    """What the candidate has said so far."""
    caption: tuple[SaidWord, ...] = ()
    """What the interviewer has said so far."""
    gap_ms: float | None = None
    notices: tuple[str, ...] = ()
    hosts: tuple[str, ...] = ()
    engines: str = ""
    """What hears, speaks and words the questions."""
    faults: tuple[str, ...] = ()
    ended: str = ""
    candidate: str = YOU
    """What the candidate is called."""

    @property
    def left_s(self) -> float:
        """The true time left, in seconds, never negative."""
        return max(0.0, self.minutes * 60 - self.t_s)


def after(state: ScreenState, event: Mapping[str, object]) -> ScreenState:
    """The state once this event has happened; an unknown one only moves the time."""
    return _changed(replace(state, t_s=max(state.t_s, number_in(event, "t_s") or 0.0)), event)


def _changed(
    state: ScreenState, event: Mapping[str, object]
) -> ScreenState:  # one line for each type of event
    match event.get("type"):
        case "session_started":
            return _begun(state, event)
        case "stage":
            return replace(state, stage=text_in(event, "stage"))
        case "floor":
            return replace(state, holder=text_in(event, "holder"))
        case "level":
            return replace(state, near_dbfs=number_in(event, "near_dbfs") or _METER_FLOOR_DBFS)
        case "partial":
            return replace(state, partial=_words_of(event))
        case "caption":
            return replace(state, caption=_words_of(event))
        case "turn":
            return _with_turn(state, event)
        case "latency":
            return replace(state, gap_ms=number_in(event, "gap_ms"))
        case "fault":
            return replace(state, faults=(*state.faults, fault_of(event))[-_KEPT_FAULTS:])
        case "notice":
            return _with_notice(state, text_in(event, "text"))
        case "echo":
            known = tuple(notice for notice in state.notices if notice != ONE_AT_A_TIME)
            return _with_notice(replace(state, notices=known), echo_notice(event))
        case "microphone":
            return _with_notice(state, microphone_notice(event))
        case "session_ended":
            return replace(state, ended=text_in(event, "reason"), holder="")
    return state


def _begun(state: ScreenState, event: Mapping[str, object]) -> ScreenState:
    return replace(
        state,
        title=text_in(event, "title"),
        minutes=number_in(event, "minutes") or 0.0,
        notices=tuple(notices_of(event)),
        engines=engines_in_words(event),
        hosts=tuple(hosts_of(event)),
    )


def _with_notice(state: ScreenState, text: str) -> ScreenState:
    if not text:
        return state
    others = [notice for notice in state.notices if notice != text]
    return replace(state, notices=(*others, text)[-_KEPT_NOTICES:])


def _with_turn(state: ScreenState, event: Mapping[str, object]) -> ScreenState:
    speaker, is_cut = speaker_of(event, state.candidate), bool(event.get("cut"))
    words = tuple(map(SaidWord, text_in(event, "heard_text").split())) if is_cut else _words_of(event)
    turns = (*state.turns, SaidTurn(speaker, words, is_cut)) if words else state.turns
    said = replace(state, turns=turns[-_KEPT_TURNS:])
    return replace(said, caption=()) if speaker == INTERVIEWER else replace(said, partial=())


def _words_of(event: Mapping[str, object]) -> tuple[SaidWord, ...]:
    words = event.get("words")
    if not isinstance(words, list | tuple) or not words:
        return tuple(SaidWord(word) for word in text_in(event, "text").split())
    return tuple(_word(word) for word in words if isinstance(word, Mapping))


def _word(word: Mapping[str, object]) -> SaidWord:
    probability = number_in(word, "probability")
    return SaidWord(text_in(word, "text"), probability is None or probability >= UNCERTAIN)


def picture(state: ScreenState, height: int = 24) -> RenderableType:
    """The screen as rich draws it, at most about `height` lines; no text in it is ever read as markup."""
    from rich.console import Group
    from rich.rule import Rule

    below = _footer(state)
    room = max(4, height - len(below) - 5)
    return Group(
        _header(state),
        _meters(state),
        Rule(style="dim"),
        *_transcript(state, room),
        Rule(style="dim"),
        *below,
    )


def _header(state: ScreenState) -> RenderableType:
    from rich.table import Table
    from rich.text import Text

    row = Table.grid(expand=True)
    row.add_column()
    row.add_column(justify="right")
    left = f"{minutes_and_seconds(state.left_s)} left" if not state.ended else f"over: {state.ended}"
    row.add_row(Text(state.title, style="bold"), Text(f"{state.stage}   {left}".strip(), style="bold"))
    return row


def _meters(state: ScreenState) -> Text:
    from rich.text import Text

    share = 1 - max(_METER_FLOOR_DBFS, min(0.0, state.near_dbfs)) / _METER_FLOOR_DBFS
    filled = round(share * _METER_CELLS)
    gap = "" if state.gap_ms is None else f"   last gap {state.gap_ms:.0f} ms"
    return Text.assemble(
        "mic ", ("█" * filled, "green"), ("░" * (_METER_CELLS - filled), "dim"), f"   {_holder(state)}{gap}"
    )


def _holder(state: ScreenState) -> str:
    if state.holder == "candidate":
        return "you have the floor" if state.candidate == YOU else "the candidate has the floor"
    return "the interviewer speaks" if state.holder == "interviewer" else state.holder


def _transcript(state: ScreenState, room: int) -> list[Text]:
    """The newest turns, about as many as fit; the sentence that is being said comes last."""
    shown = [_turn_text(turn) for turn in state.turns]
    if state.caption:
        shown.append(_turn_text(SaidTurn(INTERVIEWER, state.caption)))
    if state.partial:
        shown.append(_turn_text(SaidTurn(state.candidate, state.partial)))
    return shown[-max(2, room // 3) :]


def _turn_text(turn: SaidTurn) -> Text:
    from rich.text import Text

    line = Text(f"{turn.speaker}: ", style="cyan" if turn.speaker == INTERVIEWER else "yellow")
    for word in turn.words:
        line.append(word.text + " ", style="none" if word.is_certain else "dim italic")
    if turn.is_cut:
        line.append(CUT_OFF, style="dim")
    return line


def _footer(state: ScreenState) -> list[Text]:
    from rich.text import Text

    faults = [Text(f"! {fault}", style="red") for fault in state.faults]
    notes = [
        Text(note, style="dim")
        for note in (
            *state.notices,
            state.engines,
            " ".join(state.hosts),
            "Space interrupts the interviewer, Ctrl-C ends the interview.",
        )
    ]
    return faults + [note for note in notes if note.plain]


class Screen:
    """Shows an interview as it goes; `observe` may be called from any thread."""

    def __init__(self, candidate: str = YOU, console: Console | None = None) -> None:
        from rich.console import Console

        self._console = Console(highlight=False, markup=False) if console is None else console
        self._state = ScreenState(candidate=candidate)
        self._one_event_at_a_time = Lock()
        self._live: Live | None = None

    def __enter__(self) -> Self:
        from rich.live import Live

        self._live = Live(
            get_renderable=self._picture,
            console=self._console,
            refresh_per_second=_REFRESHES_A_SECOND,
            vertical_overflow="crop",
        )
        self._live.__enter__()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._live is not None:
            self._live.__exit__(kind, error, trace)
            self._live = None

    def observe(self, event: dict[str, object]) -> None:
        """Take in one event; the picture follows within an eighth of a second."""
        with self._one_event_at_a_time:
            self._state = after(self._state, event)

    def _picture(self) -> RenderableType:
        return picture(self._state, self._console.height)
