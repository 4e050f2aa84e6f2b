"""TOML text -> `Drill`, strictly: what is unknown, missing or unfit to be spoken is refused with its line."""

from __future__ import annotations

import string
import tomllib
from collections.abc import Iterator
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from voice_coach.coaching import drills as values
from voice_coach.coaching.drill_slots import SLOTS
from voice_coach.coaching.scenario_file import GENERAL_TOPICS, Id, Text, Words
from voice_coach.coaching.scenario_lines import Path, line_of, positions
from voice_coach.coaching.scorecard import Dimension
from voice_coach.coaching.signals import SignalId
from voice_coach.conversation.occasions import AnswerShape
from voice_coach.errors import ScenarioError

MOST_CHARACTERS = 100_000
MOST_SPOKEN_WORDS = 30
"""Of a sentence that is said as feedback, before its slots are filled."""
_MEND = "Mend the file and run `voice-coach drill --list` again."


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _Counted(_Table):
    signals: tuple[SignalId, ...] = ()
    kinds: tuple[Id, ...] = ()
    at_least: Annotated[int, Field(ge=1, le=20)] = 1
    absent: tuple[SignalId, ...] = ()
    words: Words = ()
    numbers: values.Unit | None = None
    about: values.Focus | None = None
    without: values.Absence | None = None
    within_limit: bool = False
    most_sentences: Annotated[int, Field(ge=0, le=20)] = 0
    either: bool = False


class _Point(_Table):
    id: Id
    counted: _Counted
    there: str = ""
    missing: Text
    better: Annotated[Words, Field(min_length=1)]
    model: str = ""


class _Rung(_Table):
    name: Text
    limit_s: Annotated[float, Field(ge=10, le=600)]
    needs: Annotated[tuple[Id, ...], Field(min_length=1)]
    says: str = ""


class _Disguise(_Table):
    id: Id
    say: Text
    needs: tuple[Id, ...] = ()
    model: str = ""
    from_rung: Annotated[int, Field(ge=0, le=9)] = 0
    sketches: bool = False


class _File(_Table):
    format: Literal[1]
    id: Id
    title: Text
    dimension: Dimension
    source: values.Source = values.Source.DESIGNS
    about: Text
    aim: Text
    round_s: Annotated[float, Field(ge=20, le=900)]
    expects: AnswerShape = AnswerShape.LONG
    topics: tuple[Text, ...]
    is_talk: bool = False
    rungs: Annotated[tuple[_Rung, ...], Field(min_length=2)]
    disguises: Annotated[tuple[_Disguise, ...], Field(min_length=1)]
    points: Annotated[tuple[_Point, ...], Field(min_length=1)]


def parse_drill(text: str, name: str) -> values.Drill:
    """The drill of a TOML text; `name` is how the file is called in errors.

    Raises ScenarioError, one line `file:line: field: what was expected` for each problem.
    """
    table = _table(text, name)
    lines = positions(text)

    def failure(problems: list[tuple[Path, str]]) -> ScenarioError:
        rows = [f"{name}:{line_of(lines, path) or 1}: {_field(path)}: {what}" for path, what in problems]
        return ScenarioError("\n".join(rows), _MEND)

    try:
        file = _File.model_validate(table)
    except ValidationError as error:
        raise failure([(tuple(item["loc"]), _expected(item)) for item in error.errors()]) from None
    if problems := list(_problems(file)):
        raise failure(problems)
    return _drill(file)


def _table(text: str, name: str) -> dict[str, Any]:
    if len(text) > MOST_CHARACTERS:
        raise ScenarioError(f"{name}:1: file: at most {MOST_CHARACTERS} characters were expected", _MEND)
    try:
        return tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        raise ScenarioError(f"{name}: syntax: TOML was expected ({error})", _MEND) from None


def _field(path: Path) -> str:
    return "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in path).lstrip(".")


def _expected(item: Any) -> str:
    match item["type"]:
        case "missing":
            return "this field was expected and is missing"
        case "extra_forbidden":
            return "no field of this name was expected"
        case "enum" | "literal_error":
            return f"one of {item['ctx'].get('expected')} was expected, found {item['input']!r}"
        case _:
            return str(item["msg"]).replace("should", "was expected to")


def _problems(file: _File) -> Iterator[tuple[Path, str]]:
    known = {point.id for point in file.points}
    lists = [*(rung.needs for rung in file.rungs), *(each.needs for each in file.disguises)]
    used = {need for needs in lists for need in needs}
    rungs, disguises = lists[: len(file.rungs)], lists[len(file.rungs) :]
    for name, lists_of in (("rungs", rungs), ("disguises", disguises)):
        for at, needs in enumerate(lists_of):
            for need in needs:
                if need not in known:
                    yield (name, at, "needs"), f"the id of a point was expected, found {need!r}"
    for at, point in enumerate(file.points):
        if point.id not in used:
            yield ("points", at, "id"), "a rung or a disguise that needs this point was expected"
        if not any(value for name, value in point.counted if name not in {"at_least", "either", "kinds"}):
            yield ("points", at, "counted"), "something to count was expected"
    for at, topic in enumerate(file.topics):
        if topic not in GENERAL_TOPICS:
            yield ("topics", at), f"one of {', '.join(GENERAL_TOPICS)} was expected, found {topic!r}"
    for at, disguise in enumerate(file.disguises):
        if disguise.from_rung >= len(file.rungs):
            yield ("disguises", at, "from_rung"), f"a rung from 0 to {len(file.rungs) - 1} was expected"
    if all(disguise.from_rung for disguise in file.disguises):
        yield ("disguises",), "one that may be used on rung 0 was expected"
    for path, text in _spoken(file):
        yield from ((path, what) for what in _unspeakable(text))


def _spoken(file: _File) -> Iterator[tuple[Path, str]]:
    yield ("aim",), file.aim
    for at, rung in enumerate(file.rungs):
        yield ("rungs", at, "says"), rung.says
    for at, disguise in enumerate(file.disguises):
        yield ("disguises", at, "say"), disguise.say
        yield ("disguises", at, "model"), disguise.model
    for at, point in enumerate(file.points):
        yield ("points", at, "there"), point.there
        yield ("points", at, "missing"), point.missing
        yield ("points", at, "model"), point.model
        for number, better in enumerate(point.better):
            yield ("points", at, "better", number), better


def _unspeakable(text: str) -> Iterator[str]:
    try:
        slots = {slot for _, slot, _, _ in string.Formatter().parse(text) if slot is not None}
    except ValueError as error:
        yield f"text with {{slots}} was expected ({error})"
        return
    for slot in sorted(slots - SLOTS):
        yield f"one of the slots {', '.join(sorted(SLOTS))} was expected, found {slot!r}"


def _drill(file: _File) -> values.Drill:
    return values.Drill(
        id=file.id,
        title=file.title,
        dimension=file.dimension,
        source=file.source,
        about=file.about,
        aim=file.aim,
        round_s=file.round_s,
        expects=file.expects,
        topics=file.topics,
        rungs=tuple(values.Rung(**rung.model_dump()) for rung in file.rungs),
        disguises=tuple(values.Disguise(**each.model_dump()) for each in file.disguises),
        points=tuple(_point(point) for point in file.points),
        is_talk=file.is_talk,
    )


def _point(point: _Point) -> values.Point:
    counted = values.Counted(**point.counted.model_dump())
    return values.Point(point.id, counted, point.there, point.missing, point.better, point.model)
